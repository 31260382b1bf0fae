"""A draft is given up: what goes, what stays, who is told; and a version gets another label."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import Event, Grant
from accounts.moves import Conflict, NotAllowed, move
from frameworks import commenting, discarding, proposing, reading, workflow
from frameworks.editing import workflow as editing
from frameworks.editing.places import Part, Place
from frameworks.models import Comment, Proposal, Version
from tests.frameworks.test_comments import CELL
from tests.frameworks.test_pages import text
from tests.shipped import publish

HERE = "/frameworks/engineering/"
CALLED = "2, discarded 2 November 2026"


@pytest.fixture
def in_force(cast):
    return publish("engineering-1")


@pytest.fixture
def draft(cast, in_force):
    return editing.begin(in_force, "2", cast.frida)


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr("accounts.clock.today", lambda: date(2026, 11, 2))


def discard(draft) -> str:
    return f"{HERE}draft/{draft.pk}/discard/"


def digest(draft) -> str:
    return Version.objects.get(pk=draft.pk).digest


def test_an_editor_sees_what_goes_and_discards_it(cast, in_force, draft, today, sign_in):
    before = reading.fresh(in_force)
    frida = sign_in(cast.frida)
    assert discard(draft) in frida.get(f"{HERE}draft/{draft.pk}/").content.decode()
    page = frida.get(discard(draft))
    assert "No published version changes, and another one can have its label." in text(page)
    answer = frida.post(discard(draft), {"seen": digest(draft)})
    assert (answer.status_code, answer["Location"]) == (302, "/frameworks/")
    found = Version.objects.get(pk=draft.pk)
    assert (found.state, found.label) == ("discarded", CALLED)
    event = Event.objects.get(verb="discard", thing_id=str(draft.pk))
    assert (event.by, event.before, event.after) == (cast.frida, "draft", "discarded")
    assert reading.fresh(in_force) == before
    frida.get("/frameworks/")  # where it is said that it is discarded
    assert "discarded" not in text(frida.get(HERE)) + text(frida.get(HERE + "compare/"))
    assert "This version was discarded" in text(frida.get(HERE, {"version": CALLED}))
    assert sign_in(cast.ivan).get(HERE, {"version": CALLED}).status_code == 404


def test_its_label_is_free_and_a_second_one_of_it_is_discarded_the_same_day(cast, in_force, draft, today):
    discarding.discard(draft, cast.frida, digest(draft))
    again = editing.begin(in_force, "2", cast.frida)
    assert discarding.discard(again, cast.frida, digest(again)).label == CALLED + " (2)"


def test_nobody_but_an_editor_discards_and_nothing_that_was_published(cast, in_force, draft):
    for person in (cast.petra, cast.ivan):
        with pytest.raises(NotAllowed):
            discarding.discard(draft, person, digest(draft))
    with pytest.raises(Conflict):
        discarding.discard(in_force, cast.frida, digest(in_force))
    with pytest.raises(Conflict):
        move(in_force, "discard", cast.frida)
    assert Version.objects.get(pk=in_force.pk).state == "published"


def test_what_somebody_wrote_since_it_was_shown_is_not_discarded(cast, draft, sign_in):
    shown = digest(draft)
    where = Place("execution", role="IC2")
    editing.reword(draft, where, "summary", reading.fresh(draft).roles[1].expectations[1].summary, "Anew.", cast.frida)
    answer = sign_in(cast.frida).post(discard(draft), {"seen": shown})
    assert answer.status_code == 409
    assert "Somebody wrote here since you looked." in text(answer)
    assert Version.objects.get(pk=draft.pk).state == "draft"


def test_the_page_names_others_who_wrote_in_it_these_days(cast, draft, sign_in):
    Grant.objects.create(
        person=cast.mei, kind="framework_editor", reason="Helps", from_at=datetime(2026, 1, 5, tzinfo=UTC)
    )
    was = reading.fresh(draft).roles[1].expectations[1].summary
    editing.reword(draft, Place("execution", role="IC2"), "summary", was, "Anew.", cast.frida)
    assert "Others wrote in it in the last two days: Frida." in text(sign_in(cast.mei).get(discard(draft)))
    assert "Others wrote in it" not in text(sign_in(cast.frida).get(discard(draft)))


def test_whoever_still_has_it_open_is_told_and_keeps_what_they_typed(cast, draft, sign_in):
    frida = sign_in(cast.frida)
    discarding.discard(draft, cast.frida, digest(draft))
    save = f"{HERE}draft/{draft.pk}/save/?role=IC2&axis=execution"
    answer = frida.post(save, {"version": "", "summary": "Typed for an hour."})
    assert answer.status_code == 409
    said = text(answer)
    assert "Frida discarded this version since you opened this page." in said
    assert "Typed for an hour." in answer.content.decode()
    by_itself = frida.post(save, {"version": "", "summary": "Typed."}, headers={"X-Autosave": "1"})
    assert by_itself.status_code == 409
    assert "Frida discarded this version" in by_itself.json()["message"]


def test_what_was_said_of_it_stays_in_the_list_for_editors(cast, draft, sign_in):
    version = move(draft, "open", cast.frida)
    commenting.comment(version, CELL, cast.ivan, "Which goals are meant?")
    assert "1 comment or proposal on it stays" in text(sign_in(cast.frida).get(discard(version)))
    discarding.discard(version, cast.frida, digest(version))
    assert Comment.objects.count() == 1
    assert "Which goals are meant?" in text(sign_in(cast.frida).get(HERE + "flags/"))
    assert list(Comment.objects.visible_to(cast.ivan)) == list(Comment.objects.all())
    assert not Comment.objects.visible_to(cast.mei).exists()


def test_what_was_accepted_into_it_waits_for_an_answer_again(cast, in_force, draft):
    was = reading.fresh(draft).roles[1].expectations[1].summary
    made = proposing.propose(in_force, CELL, cast.ivan, "Plans the goals of the team.", "It is shorter.")
    editing.reword(draft, Place("execution", role="IC2"), "summary", was, made.text, cast.frida)
    accepted = move(made, "accept", cast.frida, line="It is clearer.", draft=draft)
    assert [one.pk for one in discarding.taken_into(draft)] == [accepted.pk]
    discarding.discard(draft, cast.frida, digest(draft))
    found = Proposal.objects.get()
    assert (found.state, found.line, found.draft) == ("open", "", None)


def test_a_version_gets_another_label_but_none_that_is_taken(cast, draft, sign_in):
    save, frida = f"{HERE}draft/{draft.pk}/save/?head=yes", sign_in(cast.frida)
    began = frida.get(f"{HERE}draft/{draft.pk}/?head=yes").context["opened"].number
    assert frida.post(save, {"version": began, "label": "2027"}).status_code == 302
    assert Version.objects.get(pk=draft.pk).label == "2027"
    began = frida.get(f"{HERE}draft/{draft.pk}/?head=yes").context["opened"].number
    answer = frida.post(save, {"version": began, "label": "1"})
    assert answer.status_code == 400
    assert "There is a version 1 already. Give this one another name." in text(answer)
    assert Version.objects.get(pk=draft.pk).label == "2027"


def test_a_discarded_one_is_neither_published_nor_written(cast, draft, sign_in):
    discarding.discard(draft, cast.frida, digest(draft))
    with pytest.raises(Conflict):
        workflow.publish(Version.objects.get(pk=draft.pk), cast.frida)
    with pytest.raises(Conflict):
        editing.reword(draft, Part("head"), "title", "Engineering", "Other", cast.frida)
    assert sign_in(cast.frida).get(f"{HERE}publish/{draft.pk}/").status_code == 302
