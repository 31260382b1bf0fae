"""When somebody was in the room, and when they were away from a sitting."""

from datetime import UTC, datetime

from calibration.record.spans import gaps, joined, within


def at(hour, minute=0, day=15):
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


MORNING = (at(9), at(12))
NEXT_DAY = (at(9, day=16), at(11, day=16))


def test_who_was_there_all_the_time_was_never_away():
    assert gaps([(at(8, 50), at(12, 10))], [MORNING]) == []


def test_who_came_late_left_once_and_went_early_was_away_three_times():
    there = [(at(9, 20), at(10)), (at(10, 15), at(11, 30))]
    assert gaps(there, [MORNING]) == [(at(9), at(9, 20)), (at(10), at(10, 15)), (at(11, 30), at(12))]


def test_who_came_on_the_second_day_only_was_away_for_all_of_the_first():
    assert gaps([(at(9, day=16), at(11, day=16))], [MORNING, NEXT_DAY]) == [MORNING]


def test_a_minute_at_the_door_is_no_absence():
    assert gaps([(at(9, 1), at(10)), (at(10, 1), at(12))], [MORNING]) == []
    assert gaps([(at(9, 2), at(12))], [MORNING]) == [(at(9), at(9, 2))]


def test_spans_that_overlap_are_one_and_come_in_their_order():
    assert joined([(at(11), at(12)), (at(9), at(10, 30)), (at(10), at(10, 45))]) == [
        (at(9), at(10, 45)),
        (at(11), at(12)),
    ]


def test_what_lies_in_another_span_is_cut_out_of_it():
    assert within([(at(8), at(10))], [MORNING]) == [(at(9), at(10))]
    assert within([(at(7), at(8))], [MORNING]) == []
