"""Changing a rating in the room: the new point, who proposed it, one line why."""

import pytest

from accounts.moves import Conflict, NotAllowed
from calibration import workflow
from calibration.models import BiasCall, RatingChange
from calibration.standing import Ratings, of_group, standing
from frameworks.models import ScalePoint
from tests.calibration.company import make_ladder
from tests.calibration.test_presence import stop_of
from tests.shared import shared


@shared
def at_ivan(running, cast):
    """Ivan's turn is open: struggling overall and in execution."""
    return workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))


def change(meeting, cast, to="meeting", proposer="marco", line="The hand-overs got better in October.", **more):
    by = more.pop("by", cast.mei)
    return workflow.change_rating(
        meeting, by, meeting.stop, ScalePoint.objects.get(scale__code="meeting-ladder", code=to),
        getattr(cast, proposer), line, **more,
    )  # fmt: skip


def test_a_change_keeps_before_and_after_with_its_proposer_and_its_line(at_ivan, cast):
    change(at_ivan, cast)
    row = RatingChange.objects.get()
    assert (row.before.code, row.after.code, row.proposer.name) == ("struggling", "meeting", "Marco")
    assert row.line == "The hand-overs got better in October."
    assert row.axis is None


def test_a_change_on_one_axis_leaves_the_others(at_ivan, company, cast):
    change(at_ivan, cast, axis=company.ladder.axes["Execution"])
    stands = of_group(company.group)[cast.ivan.pk]
    execution, teamwork = company.ladder.axes["Execution"].pk, company.ladder.axes["Teamwork"].pk
    assert stands.points[execution, "current"].code == "meeting"
    assert stands.was[execution, "current"].code == "struggling"
    assert stands.points[teamwork, "current"].code == "meeting"
    assert stands.overall.code == "struggling"


def test_the_second_change_starts_from_the_first(at_ivan, cast):
    change(at_ivan, cast)
    second = change(at_ivan, cast, to="exceeding")
    assert (second.before.code, second.after.code) == ("meeting", "exceeding")


def test_of_two_at_once_one_wins_and_the_other_is_told(at_ivan, cast):
    seen = at_ivan.version
    change(at_ivan, cast, expected=seen)
    with pytest.raises(Conflict, match="a moment ago"):
        change(at_ivan, cast, to="exceeding", proposer="dana", expected=seen)
    assert RatingChange.objects.count() == 1


def test_somebody_coming_in_does_not_make_a_change_late(at_ivan, cast):
    seen = at_ivan.version
    workflow.check_in(at_ivan, cast.dilan)
    assert change(at_ivan, cast, expected=seen).after.code == "meeting"


def test_without_a_line_nothing_changes(at_ivan, cast):
    with pytest.raises(Conflict, match="why"):
        change(at_ivan, cast, line="   ")


def test_the_rating_that_stands_is_no_change(at_ivan, cast):
    with pytest.raises(Conflict, match="stands already"):
        change(at_ivan, cast, to="struggling")


def test_a_rating_of_another_scale_is_refused(at_ivan, cast):
    other = make_ladder("another")
    with pytest.raises(Conflict, match="another scale"):
        workflow.change_rating(at_ivan, cast.mei, at_ivan.stop, other.points["meeting"], cast.marco, "why")


def test_an_axis_of_another_framework_is_refused(at_ivan, cast):
    other = make_ladder("another")
    with pytest.raises(Conflict, match="not rated on that axis"):
        change(at_ivan, cast, axis=other.axes["Execution"])


def test_only_in_the_open_turn(at_ivan, cast):
    stop = at_ivan.stop
    workflow.go_next(at_ivan, cast.mei)
    point = ScalePoint.objects.get(code="meeting")
    with pytest.raises(Conflict, match="no longer open"):
        workflow.change_rating(at_ivan, cast.mei, stop, point, cast.marco, "why")


@pytest.mark.parametrize("name", ["marco", "petra", "oskar", "ivan", "otto"])
def test_only_who_holds_a_seat_writes_it_down(at_ivan, cast, name):
    with pytest.raises(NotAllowed):
        change(at_ivan, cast, by=getattr(cast, name))


@pytest.mark.parametrize("name", ["ivan", "tariq", "dilan"])
def test_who_is_not_in_the_room_proposes_nothing(at_ivan, cast, name):
    with pytest.raises(NotAllowed):
        change(at_ivan, cast, proposer=name)


def test_nobody_proposes_for_themselves_nor_where_they_stepped_out(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.noor))
    with pytest.raises(NotAllowed):
        change(running, cast, to="exceeding", proposer="noor")
    workflow.recuse(running, cast.dana, cast.noor)
    with pytest.raises(NotAllowed):
        change(running, cast, to="exceeding", proposer="dana")


def test_in_the_cohort_check_the_axes_of_the_next_role_change(running, company, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.lena, "cohort"))
    teamwork = company.ladder.axes["Teamwork"]
    change(running, cast, to="struggling", axis=teamwork)
    stands = of_group(company.group)[cast.lena.pk]
    assert stands.points[teamwork.pk, "next"].code == "struggling"
    assert stands.points[teamwork.pk, "current"].code == "meeting"
    with pytest.raises(Conflict, match="own level"):
        change(running, cast, to="meeting")


def test_what_is_changed_without_the_observer_is_marked(at_ivan, cast):
    workflow.check_out(at_ivan, cast.petra)
    assert change(at_ivan, cast).witnessed is False


def test_bias_is_counted_by_kind_and_without_a_name(at_ivan, cast):
    workflow.call_bias(at_ivan, cast.mei, "distance")
    workflow.call_bias(at_ivan, cast.petra, "distance")
    assert list(BiasCall.objects.values_list("kind", flat=True)) == ["distance", "distance"]
    assert {field.name for field in BiasCall._meta.fields} == {"id", "sitting", "kind"}


def test_who_neither_drives_nor_observes_counts_no_bias(at_ivan, cast):
    with pytest.raises(NotAllowed):
        workflow.call_bias(at_ivan, cast.marco, "distance")


def test_a_kind_that_is_not_on_the_list_is_refused(at_ivan, cast):
    with pytest.raises(Conflict, match="not on the list"):
        workflow.call_bias(at_ivan, cast.mei, "horoscope")


def test_what_stands_is_the_latest_change_else_what_was_given():
    overall, tech = (None, "current"), ("tech", "current")
    assert standing({overall: 1, tech: 2}, [(overall, 2), (overall, 3)]) == Ratings({overall: 3, tech: 2}, {overall: 1})


def test_a_rating_changed_and_changed_back_was_nothing_else():
    overall = (None, "current")
    assert standing({overall: 1}, [(overall, 2), (overall, 1)]) == Ratings({overall: 1}, {})
