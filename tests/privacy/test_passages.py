"""Where somebody's name stands in texts about others: People Ops see each place they may read, and take words out."""

import re

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.models import Erasure, Event, Grant
from accounts.moves import Conflict, NotAllowed
from accounts.rights import holding, passages
from reviews.models import Group, Remark
from tests.reviews.telling.story import make_group, make_ladder
from tests.shared import shared


@shared
def group(cast):
    """A group that is closed."""
    made = make_group(cast, make_ladder("named"), name="Engineering 2026 Q1")
    Group.objects.filter(pk=made.pk).update(state="closed")
    return Group.objects.get(pk=made.pk)


def remark(cast, group, text, subject="lena", author="mei") -> Remark:
    return Remark.objects.create(
        group=group, subject=getattr(cast, subject), author=getattr(cast, author), kind="asks", text=text
    )


def found(cast, first="ivan", viewer="petra") -> list[tuple[str, str, str]]:
    return [
        (one.before, one.name, one.after) for one in passages.find(getattr(cast, first), getattr(cast, viewer)).passages
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("As Ivan said.", ("As ", "Ivan", " said.")),
        ("as IVAN said", ("as ", "IVAN", " said")),
        ("Ask ivan@demo.example.", ("Ask ", "ivan@demo.example", ".")),
        ("Ticket of E011, closed.", ("Ticket of ", "E011", ", closed.")),
    ],
)
def test_name_address_and_employee_id_are_found(cast, group, text, parts):
    remark(cast, group, text)
    assert found(cast) == [parts]


@pytest.mark.parametrize("text", ["Ivana said so.", "The divan.", "E0112", "Nobody."])
def test_other_words_are_not(cast, group, text):
    remark(cast, group, text)
    assert found(cast) == []


def test_what_is_about_the_person_goes_and_is_not_listed(cast, group):
    remark(cast, group, "Ivan did well.", subject="ivan")
    assert found(cast) == []


def test_only_around_the_name_is_shown(cast, group):
    remark(cast, group, "a" * 300 + " Ivan " + "b" * 300)
    [(before, name, after)] = found(cast)
    assert (before, name, after) == ("… " + "a" * 239 + " ", "Ivan", " " + "b" * 239 + " …")


@pytest.mark.parametrize(("state", "shown"), [("closed", 1), ("previewing", 0), ("telling", 0)])
def test_texts_of_reviews_that_run_are_not_shown(cast, group, state, shown):
    remark(cast, group, "As Ivan said.")
    Group.objects.update(state=state)
    assert len(passages.find(cast.ivan, cast.petra).passages) == shown


def bare(answer) -> str:
    """The page without what is new each time it is asked."""
    return re.sub(r"[A-Za-z0-9+/=_-]{24,}", "", answer.content.decode())


def test_what_is_about_the_viewer_is_not_shown_and_whether_there_is_any_is_not_said(cast, group, sign_in):
    address = f"/people/{cast.ivan.pk}/data/texts/"
    without = bare(sign_in(cast.petra).get(address))
    remark(cast, group, "As Ivan said.", subject="petra")
    assert passages.find(cast.ivan, cast.petra).passages == []
    assert bare(sign_in(cast.petra).get(address)) == without


def test_words_are_taken_out_everywhere_in_one_text(cast, group):
    one = remark(cast, group, "Ivan helped. Ask Ivan about it.")
    other = remark(cast, group, "Ivan again.")
    [first, *_more] = [p for p in passages.find(cast.ivan, cast.petra).passages if p.pk == one.pk]
    assert passages.take_out(cast.ivan, first.key, "Ivan", cast.petra) == 2
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.text, other.text) == ("[…] helped. Ask […] about it.", "Ivan again.")
    event = Event.objects.get(verb="take_out")
    assert (event.by, event.about, event.thing) == (cast.petra, cast.lena, "reviews.remark")


def key(one: Remark) -> str:
    return f"reviews.remark:{one.pk}:text"


def test_words_that_do_not_stand_there_are_a_conflict(cast, group):
    one = remark(cast, group, "As Ivan said.")
    with pytest.raises(Conflict):
        passages.take_out(cast.ivan, key(one), "Lena", cast.petra)


def test_only_words_in_which_the_person_is_named_can_be_taken_out(cast, group):
    one = remark(cast, group, "As Ivan said, she led the move. She should have asked.")
    for others in ("She should have asked.", "she led the move", " "):
        with pytest.raises(Conflict, match="Only words in which Ivan is named can be taken out"):
            passages.take_out(cast.ivan, key(one), others, cast.petra)
    assert passages.take_out(cast.ivan, key(one), "As Ivan said, ", cast.petra) == 1
    one.refresh_from_db()
    assert one.text == "[…]she led the move. She should have asked."


def test_nobody_else_takes_out_and_nobody_for_themselves(cast, group):
    one, own = remark(cast, group, "As Ivan said."), remark(cast, group, "As Ivan said.", subject="petra")
    for first in ("pavel", "dana", "mei", "ivan"):
        with pytest.raises(NotAllowed):
            passages.take_out(cast.ivan, key(one), "Ivan", getattr(cast, first))
    with pytest.raises(NotAllowed):
        passages.take_out(cast.petra, key(one), "Ivan", cast.petra)
    with pytest.raises(Http404):
        passages.take_out(cast.ivan, key(own), "Ivan", cast.petra)


def test_people_ops_of_a_part_reaches_no_texts_about_others(cast, group):
    """Pavel is People Ops for Tariq and not for Lena."""
    one = remark(cast, group, "As Tariq said.")
    Erasure.objects.create(subject=cast.tariq, asked_by=cast.petra, asked_at=timezone.now())
    assert passages.find(cast.tariq, cast.pavel).passages == []
    with pytest.raises(Http404):
        passages.take_out(cast.tariq, key(one), "Tariq", cast.pavel)


@pytest.mark.parametrize(
    "made_up",
    [
        "",
        "reviews.remark",
        "reviews.remark:1:text",
        "accounts.person:{pk}:name",
        "reviews.remark:{pk}:kind",
        "reviews.remark:{pk}:text ",
        "reviews.remark:{other}:text",
    ],
)
def test_a_key_that_is_made_up_finds_nothing(cast, group, made_up):
    one = remark(cast, group, "As Ivan said.")
    with pytest.raises(Http404):
        passages.take_out(cast.ivan, made_up.format(pk=one.pk, other=cast.ivan.pk), "Ivan", cast.petra)


def test_a_running_review_is_not_changed_by_a_direct_post(cast, group):
    one = remark(cast, group, "As Ivan said.")
    Group.objects.update(state="previewing")
    with pytest.raises(Http404):
        passages.take_out(cast.ivan, key(one), "Ivan", cast.petra)


def test_nothing_is_taken_out_of_what_is_held_about_somebody_on_hold(cast, group):
    one = remark(cast, group, "As Ivan said.")
    holding.put(cast.lena, "A lawsuit.", cast.petra)
    with pytest.raises(Conflict, match="There is a hold"):
        passages.take_out(cast.ivan, key(one), "Ivan", cast.petra)


def test_reasons_of_permissions_are_looked_through_too(cast):
    Grant.objects.filter(person=cast.otto).update(reason="Ivan asked for it.")
    assert found(cast) == [("", "Ivan", " asked for it.")]


def test_the_page_shows_the_place_and_takes_words_out(sign_in, cast, group):
    one = remark(cast, group, "As <b>Ivan</b> said.")
    address = f"/people/{cast.ivan.pk}/data/texts/"
    page = sign_in(cast.petra).get(address).content.decode()
    assert "<mark>Ivan</mark>" in page
    assert "&lt;b&gt;" in page
    assert "about Lena" in page
    again = sign_in(cast.petra).post(address, {"text": key(one), "words": "Iv"})
    assert again.status_code == 400
    page = sign_in(cast.petra).post(address, {"text": key(one), "words": "Ivan"}, follow=True).content.decode()
    assert "Taken out in 1 place." in page
    assert "Ivan stands in no text that you can read here." in page
