"""A look back at a meeting: counts by round that are about nobody, and what those who were there say of it."""

import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, models, transaction

from accounts import clock
from accounts.models import Event, Reading
from accounts.moves import Conflict, NotAllowed
from calibration import notices, workflow
from calibration.learning import asking
from calibration.learning.rounds import Had, merged, minutes_of
from calibration.learning.survey import counted, printed
from calibration.models import Attendance, FlaggedAxis, Meeting, Stop, Survey, SurveyAnswered
from reviews.models import Exclusion, Group
from tests.calibration.company import crowd, seen_by_all, text
from tests.calibration.conftest import gather
from tests.calibration.test_presence import stop_of
from tests.shared import shared

ANSWERS = {"heard": 4, "helped": 2, "stand": 5}


# -- the rule of rounds --------------------------------------------------------------------------------


def had(**rounds) -> list[Had]:
    """So many turns of each round, of the minutes 1, 2, 3 …"""
    return [Had(name, float(one + 1)) for name, number in rounds.items() for one in range(number)]


def shape(turns) -> list[tuple[list[str], int]]:
    return [(one.names, len(one.turns)) for one in merged(turns)]


@pytest.mark.parametrize(
    ("rounds", "shown"),
    [
        ({}, []),
        ({"a": 4}, []),
        ({"a": 5}, [(["a"], 5)]),
        ({"a": 2, "b": 2}, []),
        ({"a": 2, "b": 3}, [(["a", "b"], 5)]),
        ({"a": 5, "b": 5}, [(["a"], 5), (["b"], 5)]),
        ({"a": 5, "b": 4}, [(["a", "b"], 9)]),
        ({"a": 1, "b": 6, "c": 1}, [(["a", "b", "c"], 8)]),
        ({"a": 7, "b": 1, "c": 4, "d": 2}, [(["a"], 7), (["b", "c", "d"], 7)]),
    ],
)
def test_a_round_of_fewer_than_five_turns_is_counted_with_its_neighbours(rounds, shown):
    assert shape(had(**rounds)) == shown


def test_minutes_are_an_average_of_five_measured_turns_or_none():
    assert merged(had(a=5))[0].minutes == 3
    unmeasured = [*had(a=4), Had("a")]
    assert merged(unmeasured)[0].minutes is None
    assert merged([*had(a=5), Had("a", None, up=1, axes_down=2)])[0].moved == [1, 0, 0, 2]


@pytest.mark.parametrize(
    ("turn", "minutes"),
    [((0, 20), 20), ((0, 60), 50), ((30, 45), 5), ((90, 210), 60), ((130, 140), 0)],
)
def test_neither_a_break_nor_a_night_is_counted_as_somebodys_minutes(turn, minutes):
    start = datetime(2026, 12, 15, 9, tzinfo=UTC)
    at = [start + timedelta(minutes=one) for one in range(300)]
    sittings = [(at[0], at[120]), (at[180], at[299])]
    assert minutes_of((at[turn[0]], at[turn[1]]), sittings, [(at[30], at[40])]) == minutes


# -- the rule of the survey ----------------------------------------------------------------------------


def tally(*answers) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for step in answers:
        found = counted(found, {"heard": step, "helped": step, "stand": step})
    return found


def test_answers_are_added_up_by_question_and_step():
    found = counted(counted({}, ANSWERS), {"heard": 4, "helped": 1, "stand": 5})
    assert found == {"heard": [0, 0, 0, 2, 0], "helped": [1, 1, 0, 0, 0], "stand": [0, 0, 0, 0, 2]}


@pytest.mark.parametrize("wrong", [{}, {"heard": 1}, ANSWERS | {"heard": 0}, ANSWERS | {"stand": 6}])
def test_what_is_no_answer_is_not_counted(wrong):
    with pytest.raises(ValueError, match="five steps"):
        counted({}, wrong)


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ((), {}),
        ((1, 2, 3, 4), {}),
        ((1, 2, 3, 4, 5), [1, 1, 1, 1, 1]),
        ((4, 4, 4, 2, 2), [0, 2, 0, 3, 0]),
        ((4, 4, 4, 4, 4), None),
        ((4, 4, 4, 4, 1), None),
    ],
)
def test_fewer_than_five_answers_show_nothing_and_like_ones_hide_their_question(answers, shown):
    wanted = shown if shown == {} else {"heard": shown, "helped": shown, "stand": shown}
    assert printed(tally(*answers)) == wanted


# -- answering -----------------------------------------------------------------------------------------


def finish(meeting, cast) -> Meeting:
    """Every turn that waits is had, and the meeting is locked."""
    while True:
        try:
            workflow.go_next(meeting, cast.mei)
        except Conflict:
            break
    if Stop.objects.filter(meeting=meeting, state="open").exists():
        workflow.close_stop(meeting, cast.mei)
    seen_by_all(meeting)
    workflow.lock(meeting, cast.mei)
    return Meeting.objects.select_related("group__cycle").get(pk=meeting.pk)


@shared
def locked(running, cast) -> Meeting:
    """Petra, Oskar, Mei, Marco, Noor and Dana were there; Dilan and Sam were not."""
    return workflow.lock(running, cast.mei)


def there(cast):
    return (cast.petra, cast.oskar, cast.mei, cast.marco, cast.noor, cast.dana)


def over(meeting) -> None:
    """The week is over, and the tick has come."""
    Survey.objects.update(ends_at=clock.now() - timedelta(minutes=1))
    Meeting.objects.filter(pk=meeting.pk).update(locked_at=clock.now() - timedelta(days=8))
    asking.end_what_is_due(clock.today())


def test_who_was_there_answers_once(locked, cast):
    asking.answer(locked, cast.marco, ANSWERS)
    with pytest.raises(Conflict):
        asking.answer(locked, cast.marco, ANSWERS | {"heard": 1})
    assert Survey.objects.get().tally["heard"] == [0, 0, 0, 1, 0]
    assert asking.has_answered(locked, cast.marco)
    assert not asking.has_answered(locked, cast.dana)


def test_who_was_not_there_is_not_asked(locked, cast):
    for person in (cast.dilan, cast.sam, cast.ivan, cast.hanne):
        with pytest.raises(NotAllowed):
            asking.answer(locked, person, ANSWERS)


def test_nothing_is_asked_before_the_lock_nor_after_a_week(running, cast):
    with pytest.raises(Conflict, match="once the meeting is locked"):
        asking.answer(running, cast.marco, ANSWERS)
    locked = workflow.lock(running, cast.mei)
    Meeting.objects.update(locked_at=clock.now() - timedelta(days=7))
    with pytest.raises(Conflict, match="has ended"):
        asking.answer(locked, cast.marco, ANSWERS)
    Meeting.objects.update(locked_at=clock.now() - timedelta(days=7) + timedelta(minutes=1))
    asking.answer(locked, cast.marco, ANSWERS)


def test_a_second_lock_does_not_begin_the_week_anew(locked, cast):
    asking.answer(locked, cast.marco, ANSWERS)
    end = Survey.objects.get().ends_at
    Meeting.objects.update(locked_at=clock.now() + timedelta(days=3))
    asking.answer(locked, cast.dana, ANSWERS)
    assert Survey.objects.get().ends_at == end == asking.week_of(locked).ends_at


# -- nobody learns who said what -----------------------------------------------------------------------


def test_no_column_links_a_person_to_an_answer(db):
    columns = {model: {field.name for field in model._meta.concrete_fields} for model in (Survey, SurveyAnswered)}
    assert columns == {
        Survey: {"id", "meeting", "ends_at", "tally", "shown"},
        SurveyAnswered: {"id", "survey", "person"},
    }
    times = [one for one in SurveyAnswered._meta.concrete_fields if isinstance(one, models.DateField)]
    assert times == []
    assert SurveyAnswered._meta.get_field("id").default().version == 4


def stored() -> dict[str, object]:
    """All that is stored of a survey, without the ids that are drawn by lot."""
    return {
        "who": sorted(str(one.person_id) for one in SurveyAnswered.objects.all()),
        "what": Survey.objects.get().tally,
    }


@pytest.mark.parametrize("turned", [False, True])
def test_whoever_says_it_and_in_whatever_order_the_same_is_stored(locked, cast, turned):
    said = [{"heard": 1, "helped": 2, "stand": 3}, {"heard": 5, "helped": 4, "stand": 1}]
    for person, words in zip((cast.marco, cast.dana), reversed(said) if turned else said, strict=True):
        asking.answer(locked, person, words)
    assert stored() == {
        "who": sorted([str(cast.marco.pk), str(cast.dana.pk)]),
        "what": {"heard": [1, 0, 0, 0, 1], "helped": [0, 1, 0, 1, 0], "stand": [1, 0, 1, 0, 0]},
    }


def test_the_trail_has_nothing_of_it(locked, cast, sign_in, at):
    client = sign_in(cast.marco)
    before = Event.objects.count(), Reading.objects.count()
    assert client.post(at("survey/"), ANSWERS).status_code == 302
    assert (Event.objects.count(), Reading.objects.count()) == before


def test_at_the_end_only_what_is_shown_is_kept(locked, cast):
    for person, step in zip(there(cast), (1, 2, 3, 3, 4, 5), strict=True):
        asking.answer(locked, person, {"heard": step, "helped": 4, "stand": 5 if step > 1 else 1})
    over(locked)
    over(locked)
    survey = Survey.objects.get()
    assert survey.shown == {"heard": [1, 1, 2, 1, 1], "helped": None, "stand": None}
    assert survey.tally == {}
    assert not SurveyAnswered.objects.exists()
    with pytest.raises(Conflict):
        asking.answer(locked, cast.marco, ANSWERS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.update(tally={"heard": [1, 1, 2, 1, 1]})


@pytest.mark.parametrize(("number", "shown"), [(4, False), (5, True)])
def test_the_page_shows_counts_once_it_has_ended_and_five_answered(locked, cast, sign_in, at, number, shown):
    for person, step in list(zip(there(cast), (1, 2, 3, 3, 4), strict=False))[:number]:
        asking.answer(locked, person, {"heard": step, "helped": step, "stand": step})
    client = sign_in(cast.dana)
    assert "How many chose which step" not in text(client.get(at("look-back/")))
    over(locked)
    page = text(client.get(at("look-back/")))
    assert ("How many chose which step" in page) is shown
    assert ("Fewer than five people answered" in page) is not shown


# -- the page ------------------------------------------------------------------------------------------


def test_who_was_there_answers_on_the_page_and_is_told_to_whom_what_is_shown(locked, cast, sign_in, at):
    client = sign_in(cast.marco)
    page = text(client.get(at("look-back/")))
    assert "Only counts are kept: no answer has a name or a time" in page
    assert "to those who were there and to People Ops, and only if five or more have answered" in page
    answer = client.post(at("survey/"), {"heard": 4, "helped": 2})
    assert answer.status_code == 400
    assert "Choose one of the five steps." in text(answer)
    assert client.post(at("survey/"), ANSWERS)["Location"] == at("look-back/")
    page = text(client.get(at("look-back/")))
    assert "You have answered." in page
    assert "Count my answers" not in page
    assert client.post(at("survey/"), ANSWERS).status_code == 409


def test_who_was_not_there_does_not_look_back(locked, cast, sign_in, at):
    assert sign_in(cast.dilan).get(at("look-back/")).status_code == 302
    for person in (cast.ivan, cast.tariq, cast.frida):
        assert sign_in(person).get(at("look-back/")).status_code == 404
    assert sign_in(cast.dilan).post(at("survey/"), ANSWERS).status_code == 403


def test_before_the_lock_there_is_no_look_back(running, cast, sign_in, at):
    assert sign_in(cast.marco).get(at("look-back/")).status_code == 302


def test_the_meeting_leads_on_to_it(locked, cast, sign_in, at):
    assert at("look-back/") in text(sign_in(cast.marco).get(at()))
    assert at("look-back/") not in text(sign_in(cast.dilan).get(at()))


@pytest.mark.parametrize(("state", "offered"), [("finalising", False), ("telling", True), ("closed", True)])
def test_at_the_end_its_cycle_offers_it_to_who_was_there(locked, company, cast, sign_in, at, state, offered):
    Group.objects.update(state=state)
    address = f"/cycles/{company.cycle.pk}/"
    assert (at("look-back/") in text(sign_in(cast.dana).get(address))) is offered
    assert at("look-back/") not in text(sign_in(cast.dilan).get(address))


@shared
def large(company, cast) -> Meeting:
    """Seven of IC3 beside the four; a rating of Ivan's and one of Noor's were moved."""
    crowd(company, cast, 6)
    company.cycle.has_consent_list = False
    company.cycle.save()
    meeting = workflow.start(gather(workflow.prepare(company.group, cast.mei, seed=2026), cast), cast.mei)
    points = company.ladder.points
    for person, point, line in ((cast.ivan, "meeting", "Up"), (cast.noor, "exceeding", "Up too")):
        workflow.open_stop(meeting, cast.mei, stop_of(meeting, person))
        workflow.change_rating(meeting, cast.mei, meeting.stop, points[point], cast.dana, line)
    return finish(meeting, cast)


def numbers(client, at) -> list[list[str]]:
    page = text(client.get(at("look-back/")))
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    return [re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row) for row in rows]


def test_moves_are_counted_by_rounds_of_five_turns(large, cast, sign_in, at):
    # IC1 and IC2 with the seven of IC3, and IC4 as well: it has one turn
    assert numbers(sign_in(cast.dana), at) == [["IC1, IC2, IC3, IC4", "10", "0", "2", "0", "0", "0"]]


def test_ones_own_turn_and_those_one_stepped_out_of_are_left_out(large, cast, sign_in, at):
    assert numbers(sign_in(cast.noor), at) == [["IC1, IC2, IC3", "9", "0", "1", "0", "0", "0"]]
    Exclusion.objects.create(group=large.group, person=cast.noor, subject=cast.ivan)
    assert numbers(sign_in(cast.noor), at) == [["IC2, IC3", "8", "0", "0", "0", "0", "0"]]


def test_where_time_is_not_measured_no_minutes_are_shown(large, cast, sign_in, at):
    assert "Minutes a person" in text(sign_in(cast.dana).get(at("look-back/")))
    Stop.objects.update(opened_at=None, closed_at=None)
    page = text(sign_in(cast.dana).get(at("look-back/")))
    assert "Minutes a person" not in page
    assert "was not measured" in page


def test_of_fewer_than_five_turns_nothing_is_counted(locked, cast, sign_in, at):
    assert "Fewer than five turns" in text(sign_in(cast.dana).get(at("look-back/")))


def test_after_the_close_people_ops_read_the_rounds_and_who_was_there_the_wording(large, company, cast, sign_in, at):
    assert "Counted once the review is closed" in text(sign_in(cast.dana).get(at("look-back/")))
    axis = company.ladder.axes["Teamwork"]
    FlaggedAxis.objects.create(meeting=large, version=company.ladder.version, axis=axis, number=6)
    Group.objects.update(state="closed")
    page = text(sign_in(cast.dana).get(at("look-back/")))
    assert "<dt>Teamwork</dt><dd>6</dd>" in page
    assert "until the review is closed; afterwards for People Ops" in page
    assert numbers(sign_in(cast.petra), at)[0][:2] == ["IC1, IC2, IC3, IC4", "10"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_eight_answers_of_one_person_at_once_one_is_counted(locked, cast):
    start, done, told = threading.Barrier(8), [], []

    def one():
        try:
            start.wait(10)
            done.append(asking.answer(locked, cast.marco, ANSWERS))
        except Conflict as second:
            told.append(second.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (len(done), len(told)) == (1, 7)
    assert Survey.objects.get().tally == {"heard": [0, 0, 0, 1, 0], "helped": [0, 1, 0, 0, 0], "stand": [0, 0, 0, 0, 1]}
    assert Attendance.objects.filter(meeting=locked).count() == 6


# -- on the first page -----------------------------------------------------------------------------------


def asked_on_today(person) -> list[str]:
    return [one.sentence for one in notices.owed(person, clock.today()) if "Say how the meeting" in one.sentence]


def test_the_first_page_asks_who_was_there_until_they_have_answered(running, cast):
    assert asked_on_today(cast.marco) == []
    meeting = workflow.lock(running, cast.mei)
    [said] = asked_on_today(cast.marco)
    assert said.startswith(
        "Say how the meeting of Engineering was: three questions, and nobody learns what you said, by "
    )
    assert asked_on_today(cast.dilan) == []  # who did not come
    asking.answer(meeting, cast.marco, ANSWERS)
    assert asked_on_today(cast.marco) == []
    assert len(asked_on_today(cast.dana)) == 1


def test_after_its_week_nobody_is_asked_any_more(running, cast):
    meeting = workflow.lock(running, cast.mei)
    Meeting.objects.filter(pk=meeting.pk).update(locked_at=clock.now() - timedelta(days=7, minutes=1))
    assert asked_on_today(cast.marco) == []


def test_while_the_meeting_is_reopened_nobody_is_asked(running, cast):
    meeting = workflow.lock(running, cast.mei)
    workflow.reopen(meeting, cast.petra, "Once more.")
    assert asked_on_today(cast.marco) == []
