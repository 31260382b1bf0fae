"""The blind first read: the words first, then a view with a line of what was seen, then the rating."""

import pytest

from accounts import clock
from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from frameworks.models import ScalePoint
from reviews.assessments import blind, workflow
from reviews.cycles.acts.deputising import name_deputy
from reviews.models import AxisRating, Cycle, Exclusion, Group, Participant, Remark, RosterEntry
from tests.cast import day_of
from tests.fixed import past_the_wall

HIDDEN = "The rating shows after your first read."


def page(answer) -> str:
    """The main part of an answer, as one line."""
    text = " ".join(answer.content.decode().split())
    return text[text.index("<main") : text.index("</main>")]


def entry_of(story, person) -> RosterEntry:
    return RosterEntry.objects.select_related("group__cycle", "subject").get(group=story.group, subject=person)


def group_of(story) -> Group:
    return Group.objects.select_related("cycle").get(pk=story.group.pk)


@pytest.fixture
def reading(previewing):
    """The group reads, Ivan's, Lena's and Noor's are there, and the cycle asks for first reads."""
    Cycle.objects.update(has_blind_read=True)
    return previewing


# who reads the group → of whom the rating does not show to them yet; Mei assesses Ivan, Marco Lena and Noor, Noor Ines
HIDES = [
    ("dana", "ines ivan lena noor"),
    ("oskar", "ines ivan lena noor"),
    ("mei", "ines lena noor"),
    ("marco", "ines ivan"),
    ("noor", "ivan lena noor"),
    ("petra", ""),  # observes
]


@pytest.mark.parametrize(("first", "expected"), HIDES)
def test_of_whom_the_rating_does_not_show(cast, reading, first, expected):
    subjects = {getattr(cast, name).pk: name for name in ("ivan", "ines", "lena", "noor")}
    found = blind.hidden(group_of(reading), getattr(cast, first), subjects)
    assert " ".join(sorted(subjects[pk] for pk in found)) == expected


@pytest.mark.parametrize("state", ["assessing", "calibrating", "deciding", "finalising", "telling", "closed"])
def test_only_in_the_preview(cast, reading, state):
    Group.objects.update(state=state)
    assert blind.hidden(group_of(reading), cast.dana, [cast.ivan.pk]) == set()


def test_off_unless_the_cycle_asks_for_it(cast, previewing, sign_in, django_assert_num_queries):
    with django_assert_num_queries(0):
        group = previewing.group
        group.cycle = previewing.cycle
        group.state = "previewing"
        assert blind.hidden(group, cast.dana, [cast.ivan.pk]) == set()
    assert HIDDEN not in page(sign_in(cast.dana).get(f"/groups/{previewing.group.pk}/reading/"))


def test_who_stands_in_for_the_assessor_is_asked_nothing(cast, reading):
    name_deputy(reading.group, cast.mei, cast.sam, day_of(cast.mei), day_of(cast.mei), cast.petra)
    assert cast.ivan.pk not in blind.hidden(group_of(reading), cast.sam, [cast.ivan.pk])
    assert cast.lena.pk in blind.hidden(group_of(reading), cast.sam, [cast.lena.pk])


PAGES = ["/groups/{group}/reading/", "/groups/{group}/people/{person}/", "/groups/{group}/", "/assessments/{written}/"]


@pytest.mark.parametrize("address", PAGES)
def test_no_page_of_the_preview_tells_the_rating_before(cast, reading, sign_in, address):
    """The points have words that stand nowhere else; one rating is of a word that nobody else has."""
    with past_the_wall("frameworks_scalepoint"):
        ScalePoint.objects.filter(pk=reading.ladder.points["exceeding"].pk).update(word="Wordofpoint")
    reading.ivan.refresh_from_db()
    type(reading.ivan).objects.filter(pk=reading.ivan.pk).update(overall=reading.ladder.points["exceeding"])
    AxisRating.objects.filter(assessment=reading.ivan).update(point=reading.ladder.points["exceeding"])
    Remark.objects.create(group=reading.group, subject=cast.ivan, author=cast.dilan, kind="asks", text="Wordofremark?")
    at = address.format(group=reading.group.pk, person=cast.ivan.pk, written=reading.ivan.pk)
    before = page(sign_in(cast.dana).get(at))
    assert "Wordofpoint" not in before
    assert "Wordofremark" not in before
    blind.first_read(entry_of(reading, cast.ivan), cast.dana, "agrees", "I saw the search go live.")
    for name in ("lena", "noor"):
        blind.first_read(entry_of(reading, getattr(cast, name)), cast.dana, "cannot_say", "Not my part.")
    assert "Wordofpoint" in page(sign_in(cast.dana).get(at))


def test_a_filter_by_rating_is_not_on_offer_before(cast, reading, sign_in):
    client, address = sign_in(cast.dana), f"/groups/{reading.group.pk}/reading/"
    assert "Exceeding</option>" not in page(client.get(address))  # nor any other word of the scale
    assert 'name="rating"' not in page(client.get(address))  # a list of nothing is no list
    everyone = page(client.get(address)).count('class="case"')
    assert page(client.get(f"{address}?rating=meeting")).count('class="case"') == everyone


def test_it_is_left_once_by_who_reads_and_stands(cast, reading):
    entry = entry_of(reading, cast.ivan)
    made = blind.first_read(entry, cast.dana, "questions", "I saw two outages.")
    assert Event.objects.get(verb="first_read").about == cast.ivan
    with pytest.raises(Conflict, match="shows already"):
        blind.first_read(entry, cast.dana, "agrees", "After all.")
    with pytest.raises(Conflict, match="stands as it is"):
        workflow.change_remark(made, cast.dana, "agrees", "After all.")
    for first in ("ivan", "sam", "tariq"):
        with pytest.raises(NotAllowed):
            blind.first_read(entry, getattr(cast, first), "agrees", "Mine.")
    for first in ("mei", "petra"):
        with pytest.raises(Conflict):
            blind.first_read(entry, getattr(cast, first), "agrees", "Mine.")
    with pytest.raises(Conflict):
        blind.first_read(entry, cast.oskar, "supports", "No first read.")


def test_before_it_no_remark_is_left_and_a_remark_is_no_first_read(cast, reading):
    entry = entry_of(reading, cast.ivan)
    with pytest.raises(Conflict, match="Say first"):
        workflow.remark(entry, cast.dana, "asks", "Why?")
    blind.first_read(entry, cast.dana, "agrees", "I saw it.")
    left = workflow.remark(entry, cast.dana, "asks", "Why?")
    with pytest.raises(Conflict):
        workflow.remark(entry, cast.dana, "agrees", "Again.")
    with pytest.raises(Conflict):
        workflow.change_remark(left, cast.dana, "questions", "Now.")


def test_by_the_page(cast, reading, sign_in):
    client, address = sign_in(cast.dana), f"/groups/{reading.group.pk}/people/{cast.ivan.pk}/"
    assert HIDDEN in page(client.get(address))
    wrong = client.post(address, {"kind": "agrees", "text": " "})
    assert (wrong.status_code, "Write in a line what you saw" in page(wrong)) == (400, True)
    assert client.post(address, {"kind": "supports", "text": "Mine."}).status_code == 400
    assert client.post(address, {"kind": "agrees", "text": "I saw it go live."}).status_code == 302
    assert HIDDEN not in page(client.get(address))
    assert "I saw it go live." in page(client.get(address))


def test_who_leads_sees_where_views_differ_and_whose_work_is_not_seen(cast, reading, sign_in):
    address, said = f"/groups/{reading.group.pk}/", "Where views differ"
    assert said not in page(sign_in(cast.petra).get(address))
    for first, name, kind in [
        ("dana", "ivan", "agrees"),
        ("oskar", "ivan", "questions"),
        ("dana", "lena", "cannot_say"),
        ("oskar", "lena", "cannot_say"),
        ("dana", "noor", "questions"),
        ("oskar", "noor", "questions"),
    ]:
        blind.first_read(entry_of(reading, getattr(cast, name)), getattr(cast, first), kind, "A line.")
    found = blind.differ(group_of(reading), cast.petra)
    assert [(one.name, one.questions, one.cannot_say, one.agrees) for one in found] == [
        ("Noor", 2, 0, 0),
        ("Ivan", 1, 0, 1),
        ("Lena", 0, 2, 0),
    ]
    assert blind.unseen_by_team(found) == [("Storage", 2)]
    assert said in page(sign_in(cast.petra).get(address))
    assert said not in page(sign_in(cast.mei).get(address))
    assert [one.name for one in blind.differ(group_of(reading), cast.mei)] == ["Ivan"]  # the others hide from her


def test_a_moderator_who_is_no_reader_sees_how_many_and_no_words(cast, reading, sign_in):
    """Hanne moderates and reads nothing; Marco, who assesses, moderates too and sees what his reading shows him."""
    for person in (cast.hanne, cast.marco):
        Participant.objects.create(group=reading.group, person=person, part="moderator", from_at=clock.now())
    for first, name, kind in [("dana", "ivan", "questions"), ("oskar", "ivan", "agrees"), ("dana", "lena", "agrees")]:
        blind.first_read(entry_of(reading, getattr(cast, name)), getattr(cast, first), kind, "Wordofread.")
    address = f"/groups/{reading.group.pk}/"
    shown = page(sign_in(cast.hanne).get(address))
    assert "Where views differ" in shown
    assert ("Wordofread" in shown, f"{address}people/{cast.ivan.pk}/" in shown) == (False, False)
    assert [(one.name, one.questions, one.agrees) for one in blind.differ(group_of(reading), cast.hanne)] == [
        ("Ivan", 1, 1),
        ("Lena", 0, 1),
    ]
    assert [one.name for one in blind.differ(group_of(reading), cast.marco)] == ["Lena"]
    Exclusion.objects.create(group=reading.group, person=cast.hanne, subject=cast.ivan)
    assert [one.name for one in blind.differ(group_of(reading), cast.hanne)] == ["Lena"]
    Participant.objects.filter(person=cast.hanne, part="moderator").update(part="scribe")
    assert blind.differ(group_of(reading), cast.hanne) == []
    Participant.objects.filter(person=cast.hanne, part="scribe").update(part="moderator")
    Group.objects.update(state="closed")
    assert blind.differ(group_of(reading), cast.hanne) == []


def test_the_words_stay(cast, reading, sign_in):
    assert "What ivan changed." in page(sign_in(cast.dana).get(f"/groups/{reading.group.pk}/reading/"))
