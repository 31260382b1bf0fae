"""A manager sees every change made to the ratings of their people before the lock, or is told afterwards."""

import pytest

from accounts.models import Event, Grant, Person
from accounts.moves import Conflict, NotAllowed
from calibration import workflow
from calibration.models import Attendance, ChangesSeen
from calibration.workflow.locking import what_keeps_open
from calibration.workflow.looking import waits_for
from reviews.models import Exclusion, Participant, RosterEntry
from tests.calibration.company import LAUNCHED, make_company, text
from tests.calibration.conftest import gather
from tests.calibration.test_presence import stop_of
from tests.shared import shared


def change(meeting, company, cast, subject, point="exceeding", proposer=None, line="Two teams say so."):
    """Changes a person's overall rating, as Mei writes it down."""
    workflow.open_stop(meeting, cast.mei, stop_of(meeting, subject))
    workflow.change_rating(meeting, cast.mei, meeting.stop, company.ladder.points[point], proposer or cast.dana, line)
    workflow.close_stop(meeting, cast.mei)


@shared
def changed(running, company, cast):
    """Ines's rating was changed, whom Noor assesses."""
    change(running, company, cast, cast.ines)
    return running


def waiting(meeting) -> list[tuple[str, bool]]:
    return [(one.manager.name, one.can_look) for one in waits_for(meeting)]


def test_the_lock_waits_until_the_manager_has_seen_it(changed, cast):
    with pytest.raises(Conflict, match="Noor has not looked yet at what was changed for their people"):
        workflow.lock(changed, cast.mei)
    workflow.see_changes(changed, cast.noor, changed.version)
    assert workflow.lock(changed, cast.mei).state == "locked"


def test_an_open_desk_learns_that_the_manager_has_seen_it(changed, cast, sign_in, at):
    desk, asked = sign_in(cast.mei), {"HX-Request": "true", "HX-Target": "desk_ending"}
    waits = desk.get(at("desk/"), headers=asked).content.decode()
    assert "Noor has not looked yet at what was changed for their people." in waits
    assert 'hx-trigger="live:changed' in waits
    assert "desk_now" not in waits
    workflow.see_changes(changed, cast.noor, changed.version)
    free = desk.get(at("desk/"), headers=asked).content.decode()
    assert "Lock the ratings" in free
    assert "hx-trigger" not in free  # what the scribe unfolds to lock stays unfolded
    assert "Lock the ratings" not in desk.get(at("desk/"), headers=asked | {"HX-Target": "desk_now"}).content.decode()


def test_while_a_turn_is_open_the_end_of_the_desk_does_not_ask_again(running, company, cast, sign_in, at):
    asked = {"HX-Request": "true", "HX-Target": "desk_ending"}
    said = "A turn is still open. Close it first."
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ines))
    waits = sign_in(cast.mei).get(at("desk/"), headers=asked).content.decode()
    assert said in waits
    assert "hx-trigger" not in waits


def test_a_later_change_is_unseen_again(changed, company, cast):
    workflow.see_changes(changed, cast.noor, changed.version)
    change(changed, company, cast, cast.ines, "struggling")
    assert waiting(changed) == [("Noor", True)]
    workflow.see_changes(changed, cast.noor, changed.version)
    assert waiting(changed) == []


def test_who_says_it_on_a_page_from_before_the_change_has_not_seen_it(running, company, cast):
    change(running, company, cast, cast.ines)
    before = running.version
    change(running, company, cast, cast.ines, "struggling")
    workflow.see_changes(running, cast.noor, before)
    assert waiting(running) == [("Noor", True)]
    workflow.see_changes(running, cast.noor, running.version)
    workflow.see_changes(running, cast.noor, before)
    assert waiting(running) == []


@pytest.mark.parametrize("why", ["did not come", "stepped out", "cannot sign in", "takes no part any more"])
def test_who_cannot_look_is_never_waited_for_and_is_told_afterwards(changed, company, cast, why):
    if why == "did not come":
        Attendance.objects.filter(person=cast.noor).delete()
    if why == "stepped out":
        Exclusion.objects.create(group=company.group, person=cast.noor, subject=cast.ines)
    if why == "cannot sign in":
        cast.noor.is_active = False
        cast.noor.save()
    if why == "takes no part any more":
        Participant.objects.filter(person=cast.noor, part="assessor").delete()
    assert what_keeps_open(changed, cast.mei) == ""
    workflow.lock(changed, cast.mei)
    [row] = ChangesSeen.objects.all()
    assert (row.manager, row.subject, row.state, row.said_by) == (cast.noor, cast.ines, "afterwards", None)


def test_it_is_asked_of_who_assesses_now(changed, company, cast):
    workflow.see_changes(changed, cast.noor, changed.version)
    RosterEntry.objects.filter(subject=cast.ines).update(assessor=cast.marco)
    assert waiting(changed) == [("Marco", True)]


def test_of_a_turn_that_is_not_the_readers_no_manager_is_named(running, company, cast):
    change(running, company, cast, cast.noor)  # Marco assesses her
    workflow.take_seat(running, cast.noor, "moderator")
    assert what_keeps_open(running, cast.noor) == "Another manager has not looked yet at what was changed."
    assert what_keeps_open(running, cast.mei) == "Marco has not looked yet at what was changed for their people."
    change(running, company, cast, cast.ines)
    assert (
        what_keeps_open(running, cast.mei) == "Marco and Noor have not looked yet at what was changed for their people."
    )
    said = "Noor has not looked yet at what was changed for their people. Nor has another manager."
    assert what_keeps_open(running, cast.noor) == said


def test_the_observer_says_in_one_act_that_they_are_told_afterwards(changed, company, cast):
    change(changed, company, cast, cast.lena, "meeting")
    with pytest.raises(NotAllowed):
        workflow.tell_afterwards(changed, cast.mei)
    assert workflow.tell_afterwards(changed, cast.petra) == 2
    assert set(ChangesSeen.objects.values_list("manager__name", "state", "said_by__name")) == {
        ("Noor", "afterwards", "Petra"),
        ("Marco", "afterwards", "Petra"),
    }
    told = Event.objects.filter(verb="tell_afterwards", by=cast.petra)
    assert set(told.values_list("about", flat=True)) == {cast.ines.pk, cast.lena.pk}
    with pytest.raises(Conflict, match="nobody left"):
        workflow.tell_afterwards(changed, cast.petra)
    assert workflow.lock(changed, cast.mei).state == "locked"


def test_whom_the_observer_is_kept_away_from_waits_for_another(changed, company, cast):
    Exclusion.objects.create(group=company.group, person=cast.petra, subject=cast.ines)
    with pytest.raises(Conflict):
        workflow.tell_afterwards(changed, cast.petra)
    assert waiting(changed) == [("Noor", True)]


@pytest.mark.parametrize(("needs_observer", "who"), [(True, "petra"), (False, "mei")])
def test_without_an_observer_who_drives_says_it(cast, needs_observer, who):
    company = make_company(cast, needs_observer=needs_observer)
    meeting = workflow.start(gather(workflow.prepare(company.group, cast.mei, seed=1), cast), cast.mei)
    change(meeting, company, cast, cast.ines)
    other = {"petra": "mei", "mei": "petra"}[who]
    with pytest.raises(NotAllowed):
        workflow.tell_afterwards(meeting, getattr(cast, other))
    assert workflow.tell_afterwards(meeting, getattr(cast, who)) == 1


def test_who_assesses_nobody_whose_rating_was_changed_says_nothing(changed, cast):
    for person in (cast.marco, cast.petra, cast.ines):
        with pytest.raises(NotAllowed):
            workflow.see_changes(changed, person, changed.version)
    assert not ChangesSeen.objects.exists()


def test_who_never_came_has_seen_nothing_until_the_lock(changed, cast):
    Attendance.objects.filter(person=cast.noor).delete()
    with pytest.raises(NotAllowed):
        workflow.see_changes(changed, cast.noor, changed.version)
    workflow.lock(changed, cast.mei)
    workflow.see_changes(changed, cast.noor, changed.version)
    assert ChangesSeen.objects.get().state == "seen"


@pytest.mark.parametrize("act", ["see_changes", "tell_afterwards"])
def test_people_ops_whose_own_rating_was_changed_find_nothing_of_it_in_the_trail(changed, cast, act):
    Grant.objects.create(person=cast.ines, kind="people_ops", given_by=cast.hanne, from_at=LAUNCHED)
    if act == "see_changes":
        workflow.see_changes(changed, cast.noor, changed.version)
    else:
        workflow.tell_afterwards(changed, cast.petra)
    events = Event.objects.filter(verb=act)
    assert events.exists()
    assert not events.visible_to(Person.objects.get(pk=cast.ines.pk)).exists()
    assert events.visible_to(cast.petra).count() == 1


# -- the pages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("why", ["stepped out", "assesses them no more"])
def test_who_keeps_away_or_assesses_them_no_more_is_not_told_that_something_was_changed(
    changed, company, cast, sign_in, at, why
):
    workflow.tell_afterwards(changed, cast.petra)
    if why == "stepped out":
        Exclusion.objects.create(group=company.group, person=cast.noor, subject=cast.ines)
    else:
        RosterEntry.objects.filter(subject=cast.ines).update(assessor=cast.marco)
        workflow.tell_afterwards(changed, cast.petra)
    workflow.lock(changed, cast.mei)
    client = sign_in(cast.noor)
    assert "what the meeting of Engineering changed for your people" not in text(client.get("/"))
    assert not client.get(at("changed/")).context["asks"]


def test_the_managers_own_page_lists_what_was_changed_and_takes_the_word(changed, cast, sign_in, at):
    client = sign_in(cast.noor)
    page = text(client.get(at()))
    assert "Changed for your people" in page
    assert "Two teams say so." in page
    assert "not seen yet" in page
    assert "I have seen these" in page
    assert client.post(at("changed/"), {"version": changed.version, "back": "meeting"})["Location"] == at()
    page = text(client.get(at()))
    assert "not seen yet" not in page
    assert "I have seen these" not in page
    assert "Changed for your people" not in text(sign_in(cast.marco).get(at()))


def test_the_desk_and_the_observer_say_for_whom_the_lock_waits(changed, cast, sign_in, at):
    assert "Noor has not looked yet" in text(sign_in(cast.mei).get(at("desk/")))
    assert "They are told afterwards" not in text(sign_in(cast.mei).get(at("desk/")))
    observer = sign_in(cast.petra)
    assert "They are told afterwards" in text(observer.get(at("observer/")))
    assert observer.post(at("tell-afterwards/"))["Location"] == at("observer/")
    assert "Noor has not looked yet" not in text(observer.get(at("observer/")))


def test_after_the_lock_the_manager_reads_what_was_changed_in_the_end_and_not_why(changed, cast, sign_in, at):
    workflow.tell_afterwards(changed, cast.petra)
    workflow.lock(changed, cast.mei)
    client = sign_in(cast.noor)
    page = text(client.get(at("changed/")))
    assert "Ines" in page
    assert "Two teams say so." not in page
    assert "Look at what the meeting of Engineering changed for your people" in text(client.get("/"))
    client.post(at("changed/"), {"version": changed.version})
    assert ChangesSeen.objects.get().state == "seen"
    assert "what the meeting of Engineering changed for your people" not in text(client.get("/"))
    assert "No rating that you gave was changed." in text(sign_in(cast.mei).get(at("changed/")))


def test_the_record_says_who_was_told_afterwards(changed, cast, sign_in, at):
    workflow.tell_afterwards(changed, cast.petra)
    workflow.lock(changed, cast.mei)
    assert "Noor, as Petra said" in text(sign_in(cast.marco).get(at("record/")))
    Exclusion.objects.create(group=changed.group, person=cast.marco, subject=cast.ines)
    assert "Noor, as Petra said" not in text(sign_in(cast.marco).get(at("record/")))


@pytest.mark.parametrize("more", [1, 3])
def test_the_page_asks_as_often_for_many_changes(changed, company, cast, sign_in, at, more, django_assert_num_queries):
    RosterEntry.objects.exclude(subject=cast.noor).update(assessor=cast.noor)
    for subject, now in [(cast.ivan, "exceeding"), (cast.lena, "meeting"), (cast.ivan, "meeting")][:more]:
        change(changed, company, cast, subject, now)
    client = sign_in(cast.noor)
    client.get(at("changed/"))
    with django_assert_num_queries(11):
        client.get(at("changed/"))


def test_a_meeting_in_which_nothing_was_changed_asks_for_nobodys_people(running, cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert waits_for(running) == []
