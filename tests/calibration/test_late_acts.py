"""Somebody joins, or holds another role, while the meeting is on, and it goes on."""

from datetime import date

import pytest

from accounts.models import Event, Person, ReportingLine
from accounts.moves import Conflict, NotAllowed
from calibration import workflow
from calibration.again import to_look_at_again
from calibration.consent import kept_off
from calibration.models import RatingChange, Round, Stop, Visit
from calibration.screen import screen_of
from calibration.workflow.locking import finals
from frameworks.models import Role, ScalePoint, VersionRole
from reviews.cycles.acts.placing import change_role, placing_said
from reviews.cycles.acts.reassigning import reassign
from reviews.cycles.workflow import add_to_roster
from reviews.models import Exclusion, Participant, Reminder, Result, ResultAxis
from tests.calibration.company import make_ladder, seen_by_all, text
from tests.calibration.test_late import agenda_of, entry_of
from tests.calibration.test_presence import stop_of
from tests.fixed import past_the_wall
from tests.reviews.story import place

HIRED = date(2025, 3, 3)


def come(company, name, code, manager):
    """Somebody of the company who is on no roster, placed on that level."""
    person = Person.objects.create_user(
        f"{name}@demo.example", name.capitalize(), employee_id=name, hired_on=HIRED, onboarded_on=HIRED
    )
    ReportingLine.objects.create(person=person, manager=manager, from_on=HIRED)
    place(company.ladder, **{code: [person]})
    return person


def role_beside(ladder, code, other):
    """A role on the same level as another, of another track."""
    there = ladder.version_roles[code]
    made = Role.objects.create(framework=ladder.framework, level=there.role.level, code=other)
    with past_the_wall("frameworks_versionrole"):
        VersionRole.objects.create(
            version=ladder.version, order=9, role=made, version_level=there.version_level, title="Team lead"
        )
    ladder.roles[other] = made
    return made


def point(code):
    return ScalePoint.objects.get(scale__code="meeting-ladder", code=code)


def had(meeting, cast, person):
    workflow.open_stop(meeting, cast.mei, stop_of(meeting, person))
    workflow.close_stop(meeting, cast.mei)


def events(verb):
    return list(Event.objects.filter(verb=verb).values_list("about__name", flat=True))


# -- who joins ---------------------------------------------------------------------------------------


def test_who_joins_has_a_turn_at_the_end_of_the_round_of_their_level(running, company, cast):
    zoe = come(company, "zoe", "IC1", cast.mei)
    workflow.show_board(running, cast.mei, Round.objects.get(name="IC1"))
    before, steered = running.version, running.steered
    entry = add_to_roster(company.group, zoe, cast.petra)
    assert agenda_of(running)[:2] == [(1, "IC1", "Ivan", "discuss"), (1, "IC1", "Zoe", "discuss")]
    assert entry.joined_late
    running.refresh_from_db()
    assert (running.version, running.steered) == (before + 1, steered)
    assert events("add_to_roster") == events("follow_late") == ["Zoe"]


def test_where_the_round_is_over_the_turn_comes_before_the_next_board(running, company, cast):
    for name in ("IC1", "IC2"):
        workflow.show_board(running, cast.mei, Round.objects.get(name=name))
    had(running, cast, cast.ivan)
    had(running, cast, cast.ines)
    zoe = come(company, "zoe", "IC1", cast.mei)
    add_to_roster(company.group, zoe, cast.petra)
    workflow.go_next(running, cast.mei)
    assert (running.showing, running.stop.subject) == ("stop", zoe)
    workflow.go_next(running, cast.mei)
    assert (running.showing, running.round.name) == ("board", "IC3")


def test_on_a_level_that_nobody_had_who_joins_has_a_round_of_their_own(running, company, cast):
    five = come(company, "zoe", "IC5", cast.marco)
    add_to_roster(company.group, five, cast.petra)
    assert agenda_of(running)[-1] == (5, "IC5", "Zoe", "discuss")


def test_the_room_rates_who_joined_and_the_lock_makes_a_result_of_it(running, company, cast):
    zoe = come(company, "zoe", "IC1", cast.mei)
    add_to_roster(company.group, zoe, cast.petra)
    workflow.open_stop(running, cast.mei, stop_of(running, zoe))
    workflow.change_rating(running, cast.mei, running.stop, point("meeting"), cast.dana, "What she did in a month.")
    workflow.close_stop(running, cast.mei)
    seen_by_all(running)
    workflow.lock(running, cast.mei)
    result = Result.objects.get(subject=zoe)
    assert (result.overall.code, result.author, result.role.code) == ("meeting", cast.mei, "IC1")


def test_of_who_joined_and_was_not_rated_no_result_is_made(running, company, cast):
    add_to_roster(company.group, come(company, "zoe", "IC1", cast.mei), cast.petra)
    workflow.lock(running, cast.mei)
    assert not Result.objects.filter(subject__name="Zoe").exists()


def test_whoever_assesses_who_joins_may_come_and_is_told(running, company, cast):
    zoe = come(company, "zoe", "IC1", cast.hanne)
    with pytest.raises(NotAllowed):
        workflow.check_in(running, cast.hanne)
    add_to_roster(company.group, zoe, cast.petra)
    assert workflow.check_in(running, cast.hanne).part == "assessor"
    assert list(Reminder.objects.filter(kind="changed").values_list("recipient__name", flat=True)) == ["Hanne"]


def test_who_joins_sees_no_turn_of_their_own_and_none_of_others_by_it(running, company, cast):
    zoe = come(company, "zoe", "IC1", cast.mei)
    add_to_roster(company.group, zoe, cast.petra)
    assert not Stop.objects.visible_to(zoe).exists()
    with pytest.raises(NotAllowed):
        workflow.check_in(running, zoe)


def test_who_listens_in_the_meeting_does_not_join_before_that_has_ended(running, company, cast):
    place(company.ladder, IC2=[cast.sam])
    with pytest.raises(Conflict, match=r"Sam comes to the meeting as guest\. End that part first"):
        add_to_roster(company.group, cast.sam, cast.petra)
    Participant.objects.filter(person=cast.sam, part="guest").delete()
    add_to_roster(company.group, cast.sam, cast.petra)
    assert "Sam" in [name for _, _, name, _ in agenda_of(running)]


def test_once_the_meeting_is_locked_nobody_joins(running, company, cast):
    zoe = come(company, "zoe", "IC1", cast.mei)
    workflow.lock(running, cast.mei)
    with pytest.raises(Conflict, match="or its meeting is locked"):
        add_to_roster(company.group, zoe, cast.petra)
    assert "Zoe" not in [name for _, _, name, _ in agenda_of(running)]


def test_who_joins_after_a_reopening_has_a_result_after_the_second_lock(running, company, cast):
    workflow.lock(running, cast.mei)
    workflow.reopen(running, cast.petra, "Zoe was forgotten.")
    zoe = come(company, "zoe", "IC1", cast.mei)
    add_to_roster(company.group, zoe, cast.petra)
    for person in (cast.petra, cast.oskar, cast.mei, cast.dana):
        workflow.check_in(running, person)
    workflow.attest(running, cast.petra)
    workflow.take_seat(running, cast.mei, "scribe")
    workflow.resume(running, cast.mei)
    workflow.open_stop(running, cast.mei, stop_of(running, zoe))
    workflow.change_rating(running, cast.mei, running.stop, point("exceeding"), cast.dana, "Seen by all.")
    workflow.close_stop(running, cast.mei)
    seen_by_all(running)
    workflow.lock(running, cast.mei)
    assert sorted(Result.objects.values_list("subject__name", flat=True)) == ["Ines", "Ivan", "Lena", "Noor", "Zoe"]


def test_the_page_says_that_the_meeting_is_on_before_somebody_is_added(running, company, cast, sign_in):
    zoe = come(company, "zoe", "IC1", cast.mei)
    browser, address = sign_in(cast.petra), f"/groups/{company.group.pk}/joiners/new/"
    assert address in text(browser.get(f"/groups/{company.group.pk}/changes/"))
    page = browser.post(address, {"person": zoe.employee_id, "act": "show"})
    assert "The meeting is on: Zoe has a turn at the end of that level" in text(page)
    browser.post(address, {"person": zoe.employee_id, "act": "join"})
    assert "Zoe" in [name for _, _, name, _ in agenda_of(running)]


# -- another role ------------------------------------------------------------------------------------


def test_a_turn_that_waits_goes_to_the_round_of_the_new_role(running, company, cast):
    place(company.ladder, IC3=[cast.ines])
    said = placing_said(entry_of(cast.ines))
    assert said.startswith("Ines is assessed as IC3, Senior engineer, no longer as IC2")
    assert "listed to be looked at again" in said
    change_role(entry_of(cast.ines), cast.petra)
    turns = [turn for turn in agenda_of(running) if turn[3] == "discuss"]
    assert sorted(turns) == [
        (1, "IC1", "Ivan", "discuss"),
        (3, "IC3", "Ines", "discuss"),
        (3, "IC3", "Lena", "discuss"),
        (4, "IC4", "Noor", "discuss"),
    ]
    assert stop_of(running, cast.ines).role.code == "IC3"
    assert events("change_role") == events("follow_late") == ["Ines"]


def test_a_parked_turn_in_which_something_was_changed_goes_along_with_it(running, company, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ines))
    workflow.change_rating(running, cast.mei, running.stop, point("exceeding"), cast.marco, "Better.")
    workflow.park(running, cast.mei)
    place(company.ladder, IC3=[cast.ines])
    change_role(entry_of(cast.ines), cast.petra)
    stop = stop_of(running, cast.ines)
    assert (stop.state, stop.parked, stop.round.name) == ("waiting", True, "IC3")
    assert RatingChange.objects.get().stop == stop


def test_a_turn_that_was_had_stays_and_is_listed_until_it_is_looked_at_again(running, company, cast, sign_in, at):
    had(running, cast, cast.ines)
    place(company.ladder, IC3=[cast.ines])
    change_role(entry_of(cast.ines), cast.petra)
    stop = stop_of(running, cast.ines)
    assert (stop.state, stop.round.name, stop.role.code) == ("closed", "IC2", "IC2")
    page = text(sign_in(cast.mei).get(at("desk/")))
    assert "Ines was looked at as IC2 and is assessed as IC3 by now." in page
    assert "Look at Ines again" in page
    had(running, cast, cast.ines)
    stop.refresh_from_db()
    assert (stop.role.code, stop.rank, stop.round.name) == ("IC3", 30, "IC2")
    assert to_look_at_again(running, cast.mei) == []


def test_a_role_of_another_track_on_the_same_level_is_looked_at_again_too(running, company, cast):
    lead = role_beside(company.ladder, "IC2", "TL2")
    had(running, cast, cast.ines)
    place(company.ladder, TL2=[cast.ines])
    change_role(entry_of(cast.ines), cast.petra)
    running.refresh_from_db()
    [again] = to_look_at_again(running, cast.mei)
    assert again["sentence"] == "Ines was looked at as IC2 and is assessed as TL2 by now."
    assert finals(company.group)[cast.ines.pk].roles["current"] == company.ladder.roles["IC2"].pk
    had(running, cast, cast.ines)
    running.refresh_from_db()
    assert to_look_at_again(running, cast.mei) == []
    assert (stop_of(running, cast.ines).role, stop_of(running, cast.ines).round.name) == (lead, "IC2")
    assert finals(company.group)[cast.ines.pk].roles["current"] == lead.pk


def test_what_is_to_be_looked_at_again_is_told_to_nobody_who_keeps_away(running, company, cast):
    had(running, cast, cast.ines)
    place(company.ladder, IC3=[cast.ines])
    change_role(entry_of(cast.ines), cast.petra)
    Exclusion.objects.create(group=company.group, person=cast.dana, subject=cast.ines)
    running.refresh_from_db()
    assert len(to_look_at_again(running, cast.mei)) == 1
    assert to_look_at_again(running, cast.dana) == to_look_at_again(running, cast.ines) == []


def test_a_turn_that_is_open_stays_open(running, company, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ines))
    place(company.ladder, IC3=[cast.ines])
    change_role(entry_of(cast.ines), cast.petra)
    running.refresh_from_db()
    assert (running.showing, running.stop.subject, running.stop.state) == ("stop", cast.ines, "open")
    screen = screen_of(running, Visit.of(cast.dana, running))
    assert screen.face.role == "IC3"


def test_a_round_without_anybody_goes_unless_its_board_was_shown(running, company, cast):
    place(company.ladder, IC3=[cast.ines], IC2=[cast.ivan])
    workflow.show_board(running, cast.mei, Round.objects.get(name="IC1"))
    change_role(entry_of(cast.ines), cast.petra)
    assert [one.name for one in Round.objects.all()] == ["IC1", "IC3", "IC4"]
    change_role(entry_of(cast.ivan), cast.petra)
    assert [one.name for one in Round.objects.all()] == ["IC1", "IC2", "IC3", "IC4"]
    assert agenda_of(running)[0][2] == "Ivan"


def test_a_rating_for_another_role_is_not_taken_together_with_others(running, company, cast):
    assert cast.ines.pk not in kept_off(company.group)
    place(company.ladder, IC3=[cast.ines])
    change_role(entry_of(cast.ines), cast.petra)
    assert cast.ines.pk in kept_off(company.group)


def test_a_result_is_in_the_role_in_which_the_meeting_looked_at_it(running, company, cast):
    roles = company.ladder.roles
    had(running, cast, cast.ivan)
    place(company.ladder, IC3=[cast.ines], IC2=[cast.ivan])
    for person in (cast.ines, cast.ivan):
        change_role(entry_of(person), cast.petra)
    had(running, cast, cast.ines)
    found = finals(company.group)
    assert found[cast.ines.pk].roles["current"] == roles["IC3"].pk
    assert found[cast.ivan.pk].roles["current"] == roles["IC1"].pk
    workflow.lock(running, cast.mei)
    assert dict(Result.objects.values_list("subject__name", "role__code")) == {
        "Ines": "IC3",
        "Ivan": "IC1",
        "Lena": "IC3",
        "Noor": "IC4",
    }
    against = ResultAxis.objects.filter(result__subject=cast.ines, against="current")
    assert set(against.values_list("against_role__code", flat=True)) == {"IC3"}


def test_a_result_is_renewed_where_only_the_role_is_another(running, company, cast):
    had(running, cast, cast.ines)
    workflow.lock(running, cast.mei)
    workflow.reopen(running, cast.petra, "Ines was placed anew.")
    place(company.ladder, IC3=[cast.ines])
    change_role(entry_of(cast.ines), cast.petra)
    for person in (cast.petra, cast.oskar, cast.mei):
        workflow.check_in(running, person)
    workflow.attest(running, cast.petra)
    workflow.take_seat(running, cast.mei, "scribe")
    workflow.resume(running, cast.mei)
    had(running, cast, cast.ines)
    workflow.lock(running, cast.mei)
    assert Result.objects.get(subject=cast.ines).role.code == "IC3"


def test_a_role_that_is_not_in_the_edition_of_the_launch_waits_for_the_next_review(running, company, cast):
    place(make_ladder("another"), IC3=[cast.ines])
    with pytest.raises(Conflict, match="not in the edition of the framework by which Ines is assessed"):
        change_role(entry_of(cast.ines), cast.petra)
    assert entry_of(cast.ines).role.code == "IC2"


def test_a_pitch_from_the_role_before_stays_and_is_named(running, company, cast):
    place(company.ladder, IC4=[cast.lena])
    assert "There is a pitch for Lena from the role before" in placing_said(entry_of(cast.lena))
    change_role(entry_of(cast.lena), cast.petra)
    turns = [(round, kind) for _, round, name, kind in agenda_of(running) if name == "Lena"]
    assert sorted(turns) == [("IC4", "cohort"), ("IC4", "discuss")]


def test_once_the_meeting_is_locked_the_role_stands(running, company, cast):
    place(company.ladder, IC3=[cast.ines])
    workflow.lock(running, cast.mei)
    with pytest.raises(Conflict, match="until the meeting is locked, not now"):
        change_role(entry_of(cast.ines), cast.petra)
    with pytest.raises(Conflict, match="Noor assesses Ines already"):
        reassign(entry_of(cast.ines), cast.petra, cast.noor)
