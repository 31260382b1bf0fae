"""What the screens show and who moves them; nobody has to do with their own stop."""

import pytest
from django.db import IntegrityError, transaction

from accounts.moves import Conflict, NotAllowed
from calibration import workflow
from calibration.models import Round, Stop
from reviews.models import Exclusion, Remark
from tests.calibration.company import pitch_noor
from tests.calibration.test_presence import stop_of


def shown(meeting):
    """What the screens show: a round's name, or a person and the kind of their turn."""
    meeting.refresh_from_db()
    if meeting.showing == "stop":
        return meeting.stop.subject.name, meeting.stop.kind
    return meeting.round.name if meeting.round else None


def test_next_walks_the_whole_agenda_up_to_the_cohort_check(running, cast):
    seen = []
    for _ in range(9):
        workflow.go_next(running, cast.mei)
        seen.append(shown(running))
    assert seen == [
        "IC1",
        ("Ivan", "discuss"),
        "IC2",
        ("Ines", "discuss"),
        "IC3",
        ("Lena", "discuss"),
        "IC4",
        ("Noor", "discuss"),
        ("Lena", "cohort"),
    ]
    with pytest.raises(Conflict, match="last turn"):
        workflow.go_next(running, cast.mei)


def test_back_walks_it_the_other_way_and_opens_again(running, cast):
    for _ in range(4):
        workflow.go_next(running, cast.mei)
    seen = []
    for _ in range(3):
        workflow.go_back(running, cast.mei)
        seen.append(shown(running))
    assert seen == ["IC2", ("Ivan", "discuss"), "IC1"]
    with pytest.raises(Conflict, match="beginning"):
        workflow.go_back(running, cast.mei)


def test_a_second_press_of_the_same_next_moves_nothing(running, cast):
    workflow.go_next(running, cast.mei, expected=running.version)
    before = running.version - 1
    with pytest.raises(Conflict, match="moved on meanwhile"):
        workflow.go_next(running, cast.mei, expected=before)
    assert shown(running) == "IC1"


def test_somebody_coming_in_does_not_make_a_press_late(running, cast):
    before = running.version
    workflow.check_in(running, cast.dilan)
    workflow.go_next(running, cast.mei, expected=before)
    assert shown(running) == "IC1"


def test_opening_one_closes_the_other(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.open_stop(running, cast.mei, stop_of(running, cast.lena))
    assert stop_of(running, cast.ivan).state == "closed"
    assert shown(running) == ("Lena", "discuss")


def test_the_database_holds_one_open_stop(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    with pytest.raises(IntegrityError), transaction.atomic():
        Stop.objects.filter(subject=cast.ines).update(state="open")


def test_a_parked_turn_comes_again_at_the_end_of_its_round(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.noor))
    workflow.park(running, cast.mei)
    assert shown(running) == "IC4"
    workflow.go_next(running, cast.mei)
    assert shown(running) == ("Lena", "cohort")
    workflow.go_next(running, cast.mei)
    assert shown(running) == ("Noor", "discuss")


def test_what_came_late_into_an_earlier_round_comes_before_the_next_board(running, cast):
    for name in ("IC1", "IC2"):
        workflow.show_board(running, cast.mei, Round.objects.get(name=name))
    workflow.go_next(running, cast.mei)
    assert shown(running) == ("Ines", "discuss")
    workflow.go_next(running, cast.mei)
    assert shown(running) == ("Ivan", "discuss")
    workflow.go_next(running, cast.mei)
    assert shown(running) == "IC3"


def test_a_turn_parked_again_lets_the_next_board_come_first(running, cast):
    workflow.show_board(running, cast.mei, Round.objects.get(name="IC1"))
    for _ in range(2):
        workflow.go_next(running, cast.mei)
        assert shown(running) == ("Ivan", "discuss")
        workflow.park(running, cast.mei)
    seen = []
    for _ in range(4):
        workflow.go_next(running, cast.mei)
        seen.append(shown(running))
    assert seen == ["IC2", ("Ines", "discuss"), ("Ivan", "discuss"), "IC3"]


def test_after_a_look_back_next_goes_on_where_the_meeting_was(running, cast):
    for name in ("IC1", "IC2", "IC3"):
        workflow.show_board(running, cast.mei, Round.objects.get(name=name))
    Stop.objects.filter(round__number__lt=3).update(state="closed")
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.go_next(running, cast.mei)
    assert shown(running) == ("Lena", "discuss")


def test_what_a_driver_has_no_part_in_waits_for_another_in_an_earlier_round_too(running, cast, sign_in, at):
    for name in ("IC1", "IC2"):
        workflow.show_board(running, cast.mei, Round.objects.get(name=name))
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ines))
    workflow.recuse(running, cast.mei, cast.ivan)
    workflow.go_next(running, cast.mei)
    assert shown(running) == "IC3"
    page = sign_in(cast.petra).get(at()).content.decode()
    assert "Ivan&#x27;s turn waits: who drives has no part in it." in page


def test_closing_shows_the_board_again(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.close_stop(running, cast.mei)
    assert shown(running) == "IC1"
    with pytest.raises(Conflict, match="No turn is open"):
        workflow.close_stop(running, cast.mei)


def test_any_board_can_be_shown(running, cast):
    workflow.show_board(running, cast.mei, Round.objects.get(name="IC4"))
    assert shown(running) == "IC4"


def test_the_line_stands_until_the_next_thing_is_shown(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.say_line(running, cast.mei, "What would help Ivan most?")
    assert running.line == "What would help Ivan most?"
    workflow.go_next(running, cast.mei)
    assert running.line == ""


@pytest.mark.parametrize("name", ["petra", "marco", "oskar", "dana", "ivan", "otto"])
def test_who_has_no_seat_moves_nothing(running, cast, name):
    person = getattr(cast, name)
    with pytest.raises(NotAllowed):
        workflow.go_next(running, person)
    with pytest.raises(NotAllowed):
        workflow.open_stop(running, person, stop_of(running, cast.lena))
    with pytest.raises(NotAllowed):
        workflow.say_line(running, person, "mine")


def test_nobody_opens_their_own_turn(running, cast):
    workflow.take_seat(running, cast.noor, "scribe")
    with pytest.raises(NotAllowed):
        workflow.open_stop(running, cast.noor, stop_of(running, cast.noor))


def test_next_and_back_pass_over_ones_own_turn(running, cast):
    workflow.take_seat(running, cast.noor, "scribe")
    workflow.show_board(running, cast.noor, Round.objects.get(name="IC4"))
    workflow.go_next(running, cast.noor)
    assert shown(running) == ("Lena", "cohort")
    workflow.go_back(running, cast.noor)
    assert shown(running) == "IC4"
    assert stop_of(running, cast.noor).state == "waiting"


def test_next_ends_before_the_round_that_only_ones_own_cohort_check_is_in(running, cast):
    pitch_noor(running, cast)
    workflow.take_seat(running, cast.noor, "scribe")
    workflow.open_stop(running, cast.noor, stop_of(running, cast.lena, "cohort"))
    Stop.objects.filter(round__number__lt=4).update(state="closed")
    with pytest.raises(Conflict, match="last turn of the last round"):
        workflow.go_next(running, cast.noor)
    workflow.take_seat(running, cast.marco, "moderator")
    workflow.go_next(running, cast.marco)
    assert shown(running) == ("Noor", "discuss")
    workflow.go_next(running, cast.marco)
    assert shown(running) == "IC5"


def test_back_from_a_later_round_passes_over_ones_own_cohort_check(running, cast):
    pitch_noor(running, cast)
    workflow.go_next(running, cast.mei)
    Round.objects.filter(number=5).update(number=0)
    workflow.take_seat(running, cast.noor, "scribe")
    with pytest.raises(Conflict, match="beginning of the agenda"):
        workflow.go_back(running, cast.noor)
    workflow.take_seat(running, cast.mei, "moderator")
    workflow.go_back(running, cast.mei)
    assert shown(running) == ("Noor", "cohort")


def test_nobody_drives_while_their_own_turn_is_open(running, cast):
    workflow.take_seat(running, cast.noor, "moderator")
    workflow.open_stop(running, cast.mei, stop_of(running, cast.noor))
    for act in (workflow.go_next, workflow.go_back, workflow.close_stop, workflow.park):
        with pytest.raises(NotAllowed):
            act(running, cast.noor)
    with pytest.raises(NotAllowed):
        workflow.say_line(running, cast.noor, "mine")


def test_nobody_takes_the_seat_while_their_own_turn_is_open(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.noor))
    with pytest.raises(NotAllowed):
        workflow.take_seat(running, cast.noor, "scribe")


def test_who_stepped_out_neither_opens_nor_drives_that_turn(running, cast):
    workflow.recuse(running, cast.mei, cast.lena)
    with pytest.raises(NotAllowed):
        workflow.open_stop(running, cast.mei, stop_of(running, cast.lena))


def test_stepping_out_asks_for_no_reason_and_is_once(running, cast):
    workflow.recuse(running, cast.marco, cast.ivan)
    workflow.recuse(running, cast.marco, cast.ivan)
    assert list(Exclusion.objects.values_list("person__name", "subject__name")) == [("Marco", "Ivan")]


def test_nobody_steps_out_for_a_person_they_cannot_see(running, cast):
    with pytest.raises(NotAllowed):
        workflow.recuse(running, cast.noor, cast.noor)
    with pytest.raises(NotAllowed):
        workflow.recuse(running, cast.mei, cast.tariq)


def test_an_observer_who_steps_out_leaves_that_turn_unwitnessed(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.recuse(running, cast.petra, cast.ivan)
    assert stop_of(running, cast.ivan).witnessed is False


def test_remarks_stand_once_every_turn_of_the_person_has_closed(running, company, cast):
    for person in (cast.ivan, cast.lena):
        Remark.objects.create(group=company.group, subject=person, author=cast.marco, kind="asks", text="Since when?")
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.open_stop(running, cast.mei, stop_of(running, cast.lena))
    workflow.close_stop(running, cast.mei)
    sealed = dict(Remark.objects.values_list("subject__name", "sealed_at"))
    assert sealed["Ivan"] is not None
    assert sealed["Lena"] is None
    workflow.open_stop(running, cast.mei, stop_of(running, cast.lena, "cohort"))
    workflow.close_stop(running, cast.mei)
    assert Remark.objects.get(subject=cast.lena).sealed_at is not None
