"""A copy of what is held: gathered, looked through, given; nothing untold is in it, and it opens nothing to anybody."""

import json
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from accounts import clock
from accounts.models import DataCopy, Event, Grant, Hold, Person
from accounts.moves import Conflict, NotAllowed
from accounts.rights import copying
from reviews.models import Group, Message, Remark, Result
from reviews.telling.workflow import make_results
from tests.reviews.telling.story import finals, make_group, make_ladder


@pytest.fixture
def group(cast):
    """A closed group whose results were told to Ivan, and not to Lena."""
    ladder = make_ladder("copied")
    made = make_group(cast, ladder, name="Engineering 2026 Q1")
    for result in make_results(made, finals(cast, ladder), None):
        result.words = f"Words to {result.subject.name}"
        if result.subject == cast.ivan:
            result.state, result.told_at = "told", timezone.now()
        result.save()
    ivans = Result.objects.get(group=made, subject=cast.ivan)
    Message.objects.create(
        result=ivans, person=cast.ivan, owner=cast.mei, state="told", due_on=clock.today(), reply="Thank you, Mei."
    )
    for subject in (cast.ivan, cast.lena):
        Remark.objects.create(group=made, subject=subject, author=cast.marco, kind="asks", text=f"Remark on {subject}.")
    Group.objects.filter(pk=made.pk).update(state="closed")
    return Group.objects.get(pk=made.pk)


def of_kind(copy, kind: str) -> list[dict]:
    return [record for record in copy.content["records"] if record["kind"] == kind]


def text(copy) -> str:
    return json.dumps(copy.content, ensure_ascii=False)


def test_it_holds_what_was_told_and_what_else_is_known(cast, group):
    copy = copying.prepare(cast.ivan, cast.petra)
    assert copy.content["format"] == "plumbline-copy/1"
    assert copy.content["person"]["name"] == "Ivan"
    [result] = of_kind(copy, "reviews.result")
    assert result["says"]["words"] == "Words to Ivan"
    assert result["says"]["group"] == "Engineering 2026 Q1, Engineering"
    assert {axis["says"]["group"] for axis in of_kind(copy, "reviews.resultaxis")} == {
        "Engineering 2026 Q1, Engineering"
    }
    assert result["given"] is True
    [line] = of_kind(copy, "accounts.reportingline")
    assert line["says"] == {"manager": "Mei", "from on": "2023-01-09"}


def test_nothing_untold_is_in_it_whatever_is_chosen(cast, group):
    copy = copying.prepare(cast.lena, cast.petra)
    assert "Words to Lena" not in text(copy)
    assert "Remark on Lena" not in text(copy)
    copy = copying.choose(copy, range(1000), [], cast.petra)
    copy = copying.give(copy, cast.petra)
    assert "Words to Lena" not in text(copy)
    assert of_kind(copy, "reviews.result") == []


@pytest.mark.parametrize(("days", "there"), [(1, False), (0, True), (-1, True)])
def test_what_opens_on_a_day_is_told_from_that_day(cast, group, days, there):
    Result.objects.filter(subject=cast.lena).update(opens_on=clock.today() + timedelta(days=days))
    assert ("Words to Lena" in text(copying.prepare(cast.lena, cast.petra))) is there


def test_what_the_person_is_not_shown_is_left_out_unless_it_is_chosen(cast, group):
    copy = copying.prepare(cast.ivan, cast.petra)
    [remark] = of_kind(copy, "reviews.remark")
    assert remark["given"] is False
    assert remark["says"]["author"] == "a colleague"
    assert "Remark on Ivan" not in text(copying.give(copy, cast.petra))


def test_it_is_in_where_it_is_chosen(cast, group):
    copy = copying.prepare(cast.ivan, cast.petra)
    [remark] = of_kind(copy, "reviews.remark")
    copy = copying.give(copying.choose(copy, {remark["number"]}, [], cast.petra), cast.petra)
    assert "Remark on Ivan" in text(copy)
    assert "Words to Ivan" not in text(copy)
    assert copy.content["left_out"] > 0


def test_words_are_taken_out_of_every_text(cast, group):
    Remark.objects.filter(subject=cast.ivan).update(text="Marco saw it. Ask Marco.")
    copy = copying.prepare(cast.ivan, cast.petra)
    [remark] = of_kind(copy, "reviews.remark")
    copy = copying.choose(copy, {remark["number"]}, ["Marco", "Words"], cast.petra)
    assert of_kind(copy, "reviews.remark")[0]["says"]["text"] == "[…] saw it. Ask […]."
    assert of_kind(copy, "reviews.result")[0]["says"]["words"] == "[…] to Ivan"
    assert Remark.objects.get(subject=cast.ivan).text == "Marco saw it. Ask Marco."


def test_what_only_the_person_reads_goes_in_unread_and_untouched(sign_in, cast, group):
    copy = copying.prepare(cast.ivan, cast.petra)
    [message] = of_kind(copy, "reviews.message")
    assert (message["unread"], message["given"]) == (True, True)
    page = sign_in(cast.petra).get(f"/people/copies/{copy.pk}/").content.decode()
    assert "Thank you, Mei" not in page
    assert "Words to Ivan" in page
    copy = copying.give(copying.choose(copy, set(), ["Thank"], cast.petra), cast.petra)
    assert of_kind(copy, "reviews.message")[0]["says"]["reply"] == "Thank you, Mei."


def test_a_hold_answers_and_secrets_are_never_in_it(cast, group):
    Hold.objects.create(person=cast.ivan, reason="An inquiry.", put_by=cast.petra, put_at=timezone.now())
    Person.objects.filter(pk=cast.ivan.pk).update(password="pbkdf2-of-ivan")
    copy = copying.prepare(Person.objects.get(pk=cast.ivan.pk), cast.petra)
    assert "inquiry" not in text(copy)
    assert "pbkdf2-of-ivan" not in text(copy)
    assert {"accounts.hold", "figures.answer", "accounts.event"}.isdisjoint(
        record["kind"] for record in copy.content["records"]
    )


# -- who -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", ["pavel", "otto", "mei", "dana", "ivan"])
def test_nobody_else_prepares_chooses_gives_or_withdraws(cast, group, first):
    someone = getattr(cast, first)
    with pytest.raises(NotAllowed):
        copying.prepare(cast.ivan, someone)
    copy = copying.prepare(cast.ivan, cast.petra)
    for act in (copying.give, copying.withdraw):
        with pytest.raises(NotAllowed):
            act(copy, someone)
    with pytest.raises(NotAllowed):
        copying.choose(copy, set(), [], someone)


def test_never_ones_own(cast):
    with pytest.raises(NotAllowed):
        copying.prepare(cast.petra, cast.petra)


def test_the_person_sees_it_only_once_it_is_given(cast, group):
    copy = copying.prepare(cast.ivan, cast.petra)
    assert not DataCopy.objects.visible_to(cast.ivan).exists()
    copying.give(copy, cast.petra)
    assert DataCopy.objects.visible_to(cast.ivan).get() == copy
    assert not DataCopy.objects.visible_to(cast.mei).exists()
    assert not DataCopy.objects.visible_to(cast.pavel).exists()


def test_what_is_given_is_given_and_what_is_withdrawn_is_empty(cast, group):
    copy = copying.give(copying.prepare(cast.ivan, cast.petra), cast.petra)
    with pytest.raises(Conflict):
        copying.choose(copy, set(), [], cast.petra)
    with pytest.raises(Conflict):
        copying.give(copy, cast.petra)
    assert copying.withdraw(copy, cast.petra).content == {}
    assert not DataCopy.objects.visible_to(cast.ivan).exists()
    with pytest.raises(Conflict):
        copying.give(copy, cast.petra)


def test_one_at_a_time(cast, group):
    copying.prepare(cast.ivan, cast.petra)
    with pytest.raises(Conflict):
        copying.prepare(cast.ivan, cast.petra)


@pytest.mark.parametrize(("days", "state"), [(29, "given"), (31, "over")])
def test_it_is_there_for_thirty_days(cast, group, days, state):
    copy = copying.give(copying.prepare(cast.ivan, cast.petra), cast.petra)
    DataCopy.objects.update(given_at=clock.now() - timedelta(days=days))
    copying.let_go(date(2026, 12, 1))
    copying.let_go(date(2026, 12, 1))
    copy.refresh_from_db()
    assert copy.state == state
    assert bool(copy.content) is (state == "given")


# -- pages -----------------------------------------------------------------------------------------------


def test_people_ops_prepares_looks_through_and_gives_it_and_the_person_downloads_it(sign_in, cast, group):
    petra = sign_in(cast.petra)
    page = petra.post(f"/people/{cast.ivan.pk}/data/copy/", follow=True)
    copy = DataCopy.objects.get()
    assert "Remark on Ivan." in page.content.decode()
    chosen = [str(record["number"]) for record in copy.content["records"] if record["given"] and not record["unread"]]
    petra.post(f"/people/copies/{copy.pk}/", {"given": chosen, "words": "Words\n\n", "act": "look"})
    copy.refresh_from_db()
    assert copy.state == "prepared"
    assert "[…] to Ivan" in text(copy)
    petra.post(f"/people/copies/{copy.pk}/", {"given": chosen, "words": "", "act": "give"})
    ivan = sign_in(cast.ivan)
    assert "A copy of what is held about you" in ivan.get("/account/").content.decode()
    answer = ivan.get(f"/account/copies/{copy.pk}/file.zip")
    assert answer["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(answer.content)) as file:
        assert sorted(file.namelist()) == ["base.css", "components.css", "copy.json", "index.html", "tokens.css"]
        data, page = json.loads(file.read("copy.json")), file.read("index.html").decode()
    assert data["format"] == "plumbline-copy/1"
    assert {"number", "unread"}.isdisjoint(data["records"][0])
    assert "[…] to Ivan" in page
    assert "<script" not in page
    assert "Remark on Ivan" not in page
    events = Event.objects.filter(thing="accounts.datacopy", about=cast.ivan).order_by("at")
    done = list(events.values_list("verb", "by__name"))
    assert done == [("prepare", "Petra"), ("give", "Petra"), ("download", "Ivan")]


def test_texts_in_the_readable_page_are_escaped(cast, group):
    Result.objects.filter(subject=cast.ivan).update(words="<script>alert(1)</script>")
    copy = copying.give(copying.prepare(cast.ivan, cast.petra), cast.petra)
    with ZipFile(BytesIO(copying.as_file(copy))) as file:
        page = file.read("index.html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_file_is_for_the_person_and_people_ops_alone(sign_in, cast, group):
    Grant.objects.create(
        person=cast.sam, kind="people_ops", scope=cast.dana, reason="Engineering.", from_at=timezone.now()
    )
    copy = copying.prepare(cast.ivan, cast.petra)
    address = f"/account/copies/{copy.pk}/file.zip"
    for first, status in [("ivan", 404), ("petra", 409), ("sam", 409), ("mei", 404), ("pavel", 404)]:
        assert sign_in(getattr(cast, first)).get(address).status_code == status, first
    copying.give(copy, cast.petra)
    for first, status in [("ivan", 200), ("petra", 200), ("sam", 200), ("mei", 404), ("pavel", 404)]:
        assert sign_in(getattr(cast, first)).get(address).status_code == status, first
