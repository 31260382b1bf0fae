"""A wording is flagged from an open turn: nothing links it to the turn, and it waits until the review is closed."""

import logging
from datetime import date

import pytest

from accounts.models import Event, Reading
from calibration import workflow
from calibration.learning.flagging import let_out
from calibration.models import FlaggedAxis, Stop
from frameworks.models import Flag
from reviews.models import Group
from tests.calibration.company import pitch_noor, text
from tests.calibration.test_presence import stop_of
from tests.logged import lines_of

DAY = date(2026, 12, 15)


@pytest.fixture
def open_turn(running, cast, at):
    """Ivan's turn is open; the address at which its wording is flagged."""
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    return at(f"stops/{stop_of(running, cast.ivan).pk}/flag/")


def on(company, axis="Execution", **more) -> dict[str, str]:
    return {"axis": str(company.ladder.axes[axis].pk), **more}


def test_the_page_offers_it_by_a_key_and_a_number_for_each_axis(open_turn, company, cast, sign_in, at):
    page = text(sign_in(cast.marco).get(at()))
    assert 'data-key="f"' in page
    for number, axis in enumerate(("Proficiency", "Execution", "Teamwork"), start=1):
        pk = company.ladder.axes[axis].pk
        assert f'name="axis" value="{pk}" data-key="{number}"' in page
    said = "<dt><kbd>f</kbd></dt><dd>Flag a wording: then the number beside its axis</dd>"
    desk = text(sign_in(cast.mei).get(at("desk/")))
    assert 'data-key="f"' in desk
    assert said in desk
    assert said in page


def test_it_is_offered_in_an_open_turn_only(running, company, cast, sign_in, at):
    client = sign_in(cast.marco)
    workflow.go_next(running, cast.mei)
    assert 'data-key="f"' not in text(client.get(at()))
    waiting = stop_of(running, cast.ines)
    assert 'data-key="f"' not in text(client.get(at(f"stops/{waiting.pk}/")))
    answer = client.post(at(f"stops/{waiting.pk}/flag/"), on(company, said="What was typed stays"))
    assert answer.status_code == 409
    assert "What was typed stays" in text(answer)
    assert not Flag.objects.exists()


def test_a_flag_from_a_turn_names_wording_and_meeting_and_nobody_else(open_turn, running, company, cast, sign_in):
    client, version = sign_in(cast.marco), running.version
    events, readings = Event.objects.count(), Reading.objects.count()
    answer = client.post(open_turn, on(company, said="Whose plan?", is_named="on"))
    assert answer.status_code == 302
    row = Flag.objects.values().get()
    assert row == {
        "id": row["id"],
        "version_id": company.ladder.version.pk,
        "role_id": company.ladder.roles["IC1"].pk,
        "axis_id": company.ladder.axes["Execution"].pk,
        "behaviour_id": None,
        "said": "Whose plan?",
        "author_id": cast.marco.pk,
        "waits_in": running.pk,
        "state": "open",
        "outcome": "",
        "line": "",
    }
    assert (Event.objects.count(), Reading.objects.count()) == (events, readings)
    running.refresh_from_db()
    assert running.version == version


@pytest.mark.parametrize("status", [403, 409])
def test_a_flag_that_was_refused_leaves_no_line_of_who_raised_it_in_whose_turn(
    open_turn, running, company, cast, sign_in, caplog, status
):
    client = sign_in(cast.marco)
    if status == 403:
        client.handler.enforce_csrf_checks = True
    else:
        workflow.close_stop(running, cast.mei)
    with caplog.at_level(logging.DEBUG):
        assert client.post(open_turn, on(company, said="Whose plan?")).status_code == status
    assert [line for line in lines_of(caplog) if "flag" in line or str(cast.marco.pk) in line] == []


def test_in_a_cohort_check_it_is_the_next_role_that_is_flagged(running, company, cast, sign_in, at):
    stop = Stop.objects.get(meeting=running, subject=cast.lena, kind="cohort")
    workflow.open_stop(running, cast.mei, stop)
    sign_in(cast.dana).post(at(f"stops/{stop.pk}/flag/"), on(company))
    assert [(one.role, one.author) for one in Flag.objects.all()] == [(company.ladder.roles["IC4"], None)]


def test_nobody_flags_from_a_turn_they_do_not_see(open_turn, running, company, cast, sign_in, at):
    pitch_noor(running, cast)
    for person, stop in ((cast.dilan, cast.ivan), (cast.noor, cast.noor), (cast.ivan, cast.ivan)):
        address = at(f"stops/{Stop.objects.filter(subject=stop).first().pk}/flag/")
        assert sign_in(person).post(address, on(company)).status_code == 404
    assert not Flag.objects.exists()


def flag_everywhere(client, address, company, number) -> None:
    for one in range(number):
        client.post(address, on(company, axis=("Execution", "Teamwork")[one > 2]))


@pytest.mark.parametrize("state", ["calibrating", "deciding", "finalising", "telling"])
def test_while_the_review_runs_it_waits(open_turn, company, cast, sign_in, state):
    flag_everywhere(sign_in(cast.marco), open_turn, company, 5)
    Group.objects.update(state=state)
    let_out(DAY)
    assert not Flag.objects.let_out().exists()
    assert not FlaggedAxis.objects.exists()


@pytest.mark.parametrize(("number", "counted"), [(4, []), (5, [("execution", 3), ("teamwork", 2)])])
def test_at_the_close_it_is_for_everybody_and_nothing_says_where_it_was_raised(
    open_turn, company, cast, sign_in, number, counted
):
    flag_everywhere(sign_in(cast.marco), open_turn, company, number)
    Group.objects.update(state="closed")
    let_out(DAY)
    let_out(DAY)
    assert Flag.objects.let_out().count() == number
    assert sorted((one.axis.code, one.number) for one in FlaggedAxis.objects.all()) == counted
    assert Flag.objects.visible_to(cast.ivan).count() == number


def test_flags_of_a_meeting_that_is_gone_wait_for_nothing(open_turn, running, company, cast, sign_in):
    flag_everywhere(sign_in(cast.marco), open_turn, company, 1)
    running.delete()
    let_out(DAY)
    assert Flag.objects.let_out().count() == 1
