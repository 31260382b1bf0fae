"""Votes, decisions, their confirmation, and the roles that start from them."""

from datetime import UTC, date, datetime

import pytest

from accounts import clock
from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from frameworks.models import Placement
from promotions import workflow
from promotions.models import Decision, RoleChange, Vote
from reviews.models import Cycle, Exclusion, Part, Participant, Result
from tests.promotions import rows
from tests.promotions.conftest import fresh, is_in, now, on_the_day
from tests.shared import shared

START = date(2027, 1, 1)


def vote(story, who, choice, reason="Seen in the meeting."):
    return workflow.cast_vote(story.pitch, getattr(story.cast, who), choice, reason)


def test_a_decision_opens_at_the_lock_for_seven_days(submitted):
    is_in(submitted, "deciding")
    opened = workflow.open_decisions(submitted.group, submitted.cast.petra)
    assert [(each.subject, each.author, each.state, each.ends_on) for each in opened] == [
        (submitted.cast.lena, submitted.cast.marco, "open", date(2026, 12, 22))
    ]
    assert workflow.open_decisions(submitted.group, submitted.cast.petra) == []
    assert Decision.objects.count() == 1


def test_drafts_and_withdrawn_pitches_are_not_decided(story):
    is_in(story, "deciding")
    assert workflow.open_decisions(story.group, None) == []


def test_decisions_do_not_open_before_the_lock(submitted):
    with pytest.raises(Conflict, match="Decisions open when the ratings are locked"):
        workflow.open_decisions(submitted.group, None)
    with pytest.raises(Conflict, match="Decisions open when the ratings are locked"):
        vote(submitted, "dana", "approve")


def test_two_approvals_approve(deciding):
    vote(deciding, "dana", "approve")
    assert now(deciding) == ("submitted", "open")
    assert Vote.objects.get().opened_at is None
    vote(deciding, "dilan", "approve")
    assert now(deciding) == ("decided", "approved")
    assert Vote.objects.filter(opened_at__isnull=False).count() == 2
    assert fresh(deciding.decision).outcome == "approved"
    assert list(Event.objects.filter(verb="approve").values_list("by", flat=True)) == [None]


@pytest.mark.parametrize(
    ("dana", "dilan", "expected"),
    [
        ("approve", "not_now", "not_now"),
        ("not_now", "not_now", "not_now"),
        ("approve", "defer", "approved"),
        ("defer", "not_now", "not_now"),
        ("defer", "defer", "open"),
    ],
)
def test_what_two_votes_come_to(deciding, dana, dilan, expected):
    vote(deciding, "dana", dana)
    vote(deciding, "dilan", dilan)
    assert now(deciding)[1] == expected


def test_a_vote_may_be_changed_until_the_votes_are_opened(deciding):
    vote(deciding, "dana", "not_now")
    vote(deciding, "dana", "approve")
    assert Vote.objects.get().choice == "approve"
    vote(deciding, "dilan", "approve")
    with pytest.raises(Conflict, match="Your vote was not counted"):
        vote(deciding, "dana", "not_now")
    assert now(deciding) == ("decided", "approved")


@pytest.mark.parametrize("who", ["lena", "marco", "mei", "oskar", "petra", "hanne", "noor"])
def test_nobody_but_the_deciders_votes(deciding, who):
    with pytest.raises(NotAllowed):
        vote(deciding, who, "approve")
    assert not Vote.objects.exists()


@pytest.mark.parametrize("who", ["marco", "lena"])
def test_neither_author_nor_subject_votes_even_as_a_decider(deciding, who):
    rows.takes_part(deciding.group, getattr(deciding.cast, who), Part.DECIDER)
    with pytest.raises(NotAllowed):
        vote(deciding, who, "approve")


def test_whoever_keeps_away_does_not_vote_and_is_not_waited_for(deciding):
    Exclusion.objects.create(group=deciding.group, person=deciding.cast.dilan, subject=deciding.cast.lena)
    with pytest.raises(NotAllowed):
        vote(deciding, "dilan", "not_now")
    vote(deciding, "dana", "approve")
    assert now(deciding)[1] == "approved"


def test_a_vote_cast_before_keeping_away_is_not_counted(deciding):
    vote(deciding, "dilan", "not_now")
    Exclusion.objects.create(group=deciding.group, person=deciding.cast.dilan, subject=deciding.cast.lena)
    vote(deciding, "dana", "approve")
    assert now(deciding)[1] == "approved"


def test_a_decider_whose_part_has_ended_does_not_vote(deciding):
    Participant.objects.filter(person=deciding.cast.dilan, part=Part.DECIDER).update(until_at=clock.now())
    with pytest.raises(NotAllowed):
        vote(deciding, "dilan", "approve")


@pytest.mark.parametrize(("needed", "expected"), [(1, "approved"), (2, "open")])
def test_the_clock_decides_by_those_cast_if_they_are_enough(deciding, day, needed, expected):
    Cycle.objects.filter(pk=deciding.group.cycle_id).update(deciders_needed=needed)
    vote(deciding, "dana", "approve")
    day(date(2026, 12, 22))
    workflow.decide_when_due(date(2026, 12, 22))
    assert now(deciding)[1] == "open"
    day(date(2026, 12, 23))
    workflow.decide_when_due(date(2026, 12, 23))
    workflow.decide_when_due(date(2026, 12, 23))
    assert now(deciding)[1] == expected
    assert Event.objects.filter(verb="approve").count() == (expected == "approved")


def test_the_day_has_to_end_for_the_last_decider(deciding, day, monkeypatch):
    """Twelve hours west of UTC the 22nd ends at noon of the 23rd in UTC."""
    type(deciding.cast.dilan).objects.filter(pk=deciding.cast.dilan.pk).update(time_zone="Etc/GMT+12")
    Cycle.objects.filter(pk=deciding.group.cycle_id).update(deciders_needed=1)
    vote(deciding, "dana", "approve")
    day(date(2026, 12, 23))
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 23, 11, 59, tzinfo=UTC))
    workflow.decide_when_due(date(2026, 12, 23))
    assert now(deciding)[1] == "open"
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 23, 12, 0, tzinfo=UTC))
    workflow.decide_when_due(date(2026, 12, 23))
    assert now(deciding)[1] == "approved"


def test_a_late_vote_that_makes_enough_decides_at_once(deciding, day):
    day(date(2026, 12, 27))
    vote(deciding, "dana", "approve")
    assert now(deciding)[1] == "open"
    vote(deciding, "dilan", "approve")
    assert now(deciding)[1] == "approved"


# -- not now says what is missing -------------------------------------------------------------------


def explained(story, who):
    return workflow.explain_not_now(
        story.decision,
        getattr(story.cast, who),
        axis=rows.axis(story.version, "teamwork"),
        evidence="A project with another team.",
        support="Dana finds one by March.",
        again_on=date(2027, 3, 31),
    )


@pytest.mark.parametrize("who", ["dana", "dilan", "marco"])
def test_a_decider_or_the_author_says_what_is_missing(deciding, who):
    vote(deciding, "dana", "not_now")
    vote(deciding, "dilan", "not_now")
    said = explained(deciding, who)
    assert (said.not_now_axis.code, said.not_now_again_on) == ("teamwork", date(2027, 3, 31))


@pytest.mark.parametrize("who", ["lena", "mei", "petra", "oskar"])
def test_nobody_else_says_what_is_missing(deciding, who):
    vote(deciding, "dana", "not_now")
    vote(deciding, "dilan", "not_now")
    with pytest.raises(NotAllowed):
        explained(deciding, who)


def test_what_is_missing_is_said_of_a_not_now_only(deciding):
    with pytest.raises(Conflict):
        explained(deciding, "dana")


def test_a_not_now_is_confirmed_only_once_it_says_what_is_missing(deciding):
    vote(deciding, "dana", "not_now")
    vote(deciding, "dilan", "not_now")
    with pytest.raises(Conflict, match="It is not said yet what is missing"):
        workflow.confirm(deciding.decision, deciding.cast.petra)
    explained(deciding, "dana")
    done = workflow.confirm(deciding.decision, deciding.cast.petra)
    assert (done.state, done.outcome, done.confirmed_by) == ("confirmed", "not_now", deciding.cast.petra)
    assert not RoleChange.objects.exists()
    with pytest.raises(Conflict):
        explained(deciding, "dana")


# -- confirmation -----------------------------------------------------------------------------------


@shared(on=on_the_day)
def approved(deciding):
    vote(deciding, "dana", "approve")
    vote(deciding, "dilan", "approve")
    deciding.decision.refresh_from_db()
    return deciding


def test_people_ops_confirms_with_a_day(approved):
    done = workflow.confirm(approved.decision, approved.cast.petra, START)
    assert (done.state, done.outcome, done.confirmed_by) == ("confirmed", "approved", approved.cast.petra)
    change = RoleChange.objects.get()
    assert (change.subject, change.role.code, change.starts_on, change.started_at) == (
        approved.cast.lena,
        "IC4",
        START,
        None,
    )
    with pytest.raises(Conflict):
        workflow.confirm(approved.decision, approved.cast.petra, START)
    assert RoleChange.objects.count() == 1


@pytest.mark.parametrize("who", ["pavel", "dana", "dilan", "marco", "lena", "mei", "otto", "frida"])
def test_nobody_else_confirms(approved, who):
    with pytest.raises(NotAllowed):
        workflow.confirm(approved.decision, getattr(approved.cast, who), START)


def test_nobody_confirms_for_themselves(approved):
    Decision.objects.update(subject=approved.cast.petra)
    with pytest.raises(NotAllowed):
        workflow.confirm(fresh(approved.decision), approved.cast.petra, START)


def test_people_ops_who_keep_away_do_not_confirm(approved):
    Exclusion.objects.create(group=approved.group, person=approved.cast.petra, subject=approved.cast.lena)
    with pytest.raises(NotAllowed):
        workflow.confirm(approved.decision, approved.cast.petra, START)


def test_an_open_decision_is_not_confirmed(deciding):
    with pytest.raises(Conflict):
        workflow.confirm(deciding.decision, deciding.cast.petra, START)


@pytest.mark.parametrize(
    ("starts_on", "sentence"),
    [
        (None, "Say on which day"),
        (date(2024, 1, 1), "choose a later day"),
        (date(2019, 1, 1), "choose a later day"),
        (date(9999, 12, 31), "within a year"),
    ],
)
def test_a_day_that_cannot_be_is_refused(approved, starts_on, sentence):
    with pytest.raises(Conflict, match=sentence):
        workflow.confirm(approved.decision, approved.cast.petra, starts_on)
    assert now(approved)[1] == "approved"


def test_people_ops_may_end_a_decision_without_an_outcome(deciding):
    with pytest.raises(NotAllowed):
        workflow.withdraw_decision(deciding.decision, deciding.cast.dana)
    assert workflow.withdraw_decision(deciding.decision, deciding.cast.petra).state == "withdrawn"
    assert now(deciding) == ("decided", "withdrawn")
    with pytest.raises(Conflict):
        vote(deciding, "dana", "approve")


def test_deciding_is_finished_only_when_every_decision_is_settled(approved):
    assert workflow.still_open(approved.group) == 1
    with pytest.raises(Conflict, match="decisions that nobody has confirmed yet"):
        workflow.finish(approved.group, approved.cast.petra)
    workflow.confirm(approved.decision, approved.cast.petra, START)
    assert workflow.still_open(approved.group) == 0


# -- the new role starts ----------------------------------------------------------------------------


@shared(on=on_the_day)
def confirmed(approved):
    workflow.confirm(approved.decision, approved.cast.petra, START)
    approved.result = rows.result(
        approved.group, approved.cast.lena, approved.cast.marco, approved.version, "IC3", "above"
    )
    return approved


def held(story, day):
    return Placement.objects.on(day).get(person=story.cast.lena).role.code


def told(story, **values):
    Result.objects.filter(pk=story.result.pk).update(**values)


def test_a_role_starts_on_its_day_once_told(confirmed):
    told(confirmed, told_at="2026-12-20T10:00Z")
    assert workflow.start_role_changes(date(2026, 12, 31)) == 0
    assert workflow.start_role_changes(START) == 1
    assert workflow.start_role_changes(START) == 0
    assert held(confirmed, date(2026, 12, 31)) == "IC3"
    assert held(confirmed, START) == "IC4"
    assert Placement.objects.filter(person=confirmed.cast.lena).count() == 2
    assert RoleChange.objects.get().started_at is not None
    assert Event.objects.filter(verb="start", about=confirmed.cast.lena).count() == 1


@pytest.mark.parametrize(
    ("opens_on", "started"), [(None, 0), (date(2027, 1, 6), 0), (date(2027, 1, 5), 1), (date(2026, 12, 30), 1)]
)
def test_a_role_waits_until_the_person_may_read_of_it(confirmed, opens_on, started):
    told(confirmed, opens_on=opens_on)
    assert workflow.start_role_changes(date(2027, 1, 5)) == started


def test_a_role_that_was_told_late_still_starts_on_its_day(confirmed):
    told(confirmed, told_at="2027-02-01T10:00Z")
    assert workflow.start_role_changes(date(2027, 2, 1)) == 1
    assert held(confirmed, START) == "IC4"


def test_somebody_who_has_left_is_not_placed(confirmed):
    told(confirmed, told_at="2026-12-20T10:00Z")
    type(confirmed.cast.lena).objects.filter(pk=confirmed.cast.lena.pk).update(left_on=date(2026, 12, 28))
    assert workflow.start_role_changes(START) == 0


def test_one_change_that_cannot_be_made_stops_no_other(confirmed, caplog):
    told(confirmed, told_at="2026-12-20T10:00Z")
    Placement.objects.filter(person=confirmed.cast.lena).update(to_on=date(2027, 1, 31))
    rows.placed(confirmed.cast.lena, confirmed.version, "IC5", date(2027, 2, 1))
    assert workflow.start_role_changes(START) == 0
    assert RoleChange.objects.get().started_at is None
    assert "cannot start" in caplog.text


def test_the_explanation_of_a_pitch_does_not_see_the_role_it_has_led_to(confirmed):
    from promotions.evidence import facts_of

    told(confirmed, told_at="2026-12-20T10:00Z")
    RoleChange.objects.update(starts_on=date(2026, 12, 20))
    before = [str(each.answer) for each in facts_of(confirmed.pitch).explain().clauses]
    assert workflow.start_role_changes(date(2026, 12, 21)) == 1
    assert [str(each.answer) for each in facts_of(fresh(confirmed.pitch)).explain().clauses] == before


def test_the_tick_knows_both_acts(db):
    from accounts import ticking

    assert {"decide_when_due", "start_role_changes"} <= {act.__name__ for act in ticking.every_tick}


@pytest.fixture
def waits(confirmed):
    """Lena was given IC5 from February on, after IC4 was confirmed for January."""
    told(confirmed, told_at="2026-12-20T10:00Z")
    Placement.objects.filter(person=confirmed.cast.lena).update(to_on=date(2027, 1, 31))
    rows.placed(confirmed.cast.lena, confirmed.version, "IC5", date(2027, 2, 1))
    return confirmed


def test_a_role_that_waits_behind_another_is_said_to_people_ops_and_to_nobody_else(waits, sign_in):
    sentence = "The new role of Lena cannot begin on its day: choose another"
    assert sentence in sign_in(waits.cast.petra).get("/").content.decode()
    assert "Choose another day for Lena" in sign_in(waits.cast.petra).get("/placings/").content.decode()
    assert "Lena" not in sign_in(waits.cast.pavel).get("/placings/").content.decode().partition("<main")[2]
    for first in ("marco", "dana", "lena"):
        assert sentence not in sign_in(getattr(waits.cast, first)).get("/").content.decode()


def test_people_ops_choose_a_day_after_it_and_it_begins_then(waits, sign_in):
    petra, address = sign_in(waits.cast.petra), f"/pitches/{waits.decision.pitch_id}/decision/"
    assert "The new role cannot begin on that day" in petra.get(address).content.decode()
    early = petra.post(f"{address}day/", {"starts_on": "2027-02-01"})
    assert early.status_code == 400
    assert "choose a later day" in early.content.decode()
    done = petra.post(f"{address}day/", {"starts_on": "2027-02-15"}, follow=True).content.decode()
    assert "The new role of Lena begins on 15 February 2027, once they were told." in done
    assert "The new role cannot begin on that day" not in done
    assert Event.objects.filter(verb="begin_on", about=waits.cast.lena, by=waits.cast.petra).count() == 1
    assert workflow.start_role_changes(date(2027, 2, 15)) == 1
    assert held(waits, date(2027, 2, 14)) == "IC5"
    assert held(waits, date(2027, 2, 15)) == "IC4"


def test_nobody_else_moves_the_day_and_none_that_does_not_wait(waits, confirmed):
    for first in ("pavel", "dana", "marco", "lena"):
        with pytest.raises(NotAllowed):
            workflow.begin_on(fresh(waits.decision), getattr(waits.cast, first), date(2027, 2, 15))
    Placement.objects.filter(from_on=date(2027, 2, 1)).delete()
    with pytest.raises(Conflict, match="does not wait for another day"):
        workflow.begin_on(fresh(waits.decision), waits.cast.petra, date(2027, 2, 15))
