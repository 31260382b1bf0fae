"""Which rounds a meeting has and who has a turn in each: every expected answer is written by hand."""

import pytest

from calibration.agenda import Entry, Turn, Waiting, agenda, shuffled, what_is_next


def shape(rounds):
    """Each round as (rank, who has a turn, sorted within the two kinds)."""
    return [
        (
            one.rank,
            sorted(turn.subject for turn in one.turns if turn.kind == "discuss"),
            sorted(turn.subject for turn in one.turns if turn.kind == "cohort"),
        )
        for one in rounds
    ]


def test_the_lowest_level_is_first_across_tracks():
    people = [Entry("Lena", 30), Entry("Ivan", 10), Entry("Mo the manager", 30), Entry("Ines", 20)]
    assert shape(agenda(people, seed=1)) == [
        (10, ["Ivan"], []),
        (20, ["Ines"], []),
        (30, ["Lena", "Mo the manager"], []),
    ]


def test_a_pitched_person_has_two_turns():
    people = [Entry("Lena", 30, pitched_to=40), Entry("Noor", 40)]
    assert shape(agenda(people, seed=1)) == [(30, ["Lena"], []), (40, ["Noor"], ["Lena"])]


def test_the_cohort_check_comes_after_everyone_of_the_level():
    people = [Entry("Lena", 30, pitched_to=40), *(Entry(f"p{n}", 40) for n in range(9))]
    last = agenda(people, seed=5)[1]
    assert [turn.kind for turn in last.turns] == ["discuss"] * 9 + ["cohort"]
    assert last.turns[-1] == Turn("Lena", "cohort", 40)


def test_a_pitch_into_a_level_nobody_holds_makes_a_round_of_its_own():
    assert shape(agenda([Entry("Noor", 40, pitched_to=50)], seed=1)) == [(40, ["Noor"], []), (50, [], ["Noor"])]


def test_rounds_are_numbered_from_one():
    assert [one.number for one in agenda([Entry("a", 10), Entry("b", 30)], seed=1)] == [1, 2]


def test_the_same_seed_gives_the_same_order_whatever_order_the_people_come_in():
    people = [Entry(name, 10) for name in ("Ada", "Ben", "Cleo", "Dov", "Eva")]
    assert agenda(people, seed=7) == agenda(reversed(people), seed=7)


def test_another_seed_gives_another_order_and_neither_is_the_alphabet():
    names = [f"person {letter}" for letter in "abcdefghijkl"]
    first, second = (
        [turn.subject for turn in agenda([Entry(name, 10) for name in names], seed=seed)[0].turns] for seed in (7, 8)
    )
    assert sorted(first) == sorted(second) == names
    assert first != second
    assert names not in (first, second)


def test_one_seed_gives_the_order_that_was_written_down():
    turns = [Turn(name, "discuss", 10) for name in ("Ada", "Ben", "Cleo", "Dov")]
    assert [turn.subject for turn in shuffled(turns, 2026)] == ["Ada", "Cleo", "Ben", "Dov"]


def test_somebody_who_joins_late_moves_nobody_else():
    people = [Entry(name, 10) for name in ("Ada", "Ben", "Cleo", "Dov", "Eva")]
    before = [turn.subject for turn in agenda(people, seed=3)[0].turns]
    after = [turn.subject for turn in agenda([*people, Entry("Late", 10)], seed=3)[0].turns]
    assert [name for name in after if name != "Late"] == before


def test_by_rating_the_lowest_is_first_and_the_unrated_are_last():
    people = [Entry("Ivan", 10, rating=1), Entry("Lena", 30, rating=3), Entry("Ines", 20, rating=1), Entry("Ann", 20)]
    rounds = agenda(people, seed=1, order="rating")
    assert [(one.rating, sorted(turn.subject for turn in one.turns)) for one in rounds] == [
        (1, ["Ines", "Ivan"]),
        (3, ["Lena"]),
        (None, ["Ann"]),
    ]


def test_by_rating_the_cohort_checks_follow_by_level():
    people = [
        Entry("Noor", 40, rating=3, pitched_to=50),
        Entry("Lena", 30, rating=3, pitched_to=40),
        Entry("Ivan", 10, rating=2),
    ]
    rounds = agenda(people, seed=1, order="rating")
    assert [(one.number, one.rank, one.rating) for one in rounds] == [
        (1, None, 2),
        (2, None, 3),
        (3, 40, None),
        (4, 50, None),
    ]
    assert rounds[2].turns == (Turn("Lena", "cohort", 40),)
    assert rounds[3].turns == (Turn("Noor", "cohort", 50),)


def test_a_group_without_anyone_has_no_rounds():
    assert agenda([], seed=1) == []
    assert agenda([], seed=1, order="rating") == []


# -- who goes first ---------------------------------------------------------------------------------

PEOPLE = [
    Entry("Ada", 10, standing="at"),
    Entry("Ben", 10, standing="below", disagreed=True),
    Entry("Cleo", 10, standing="above"),
    Entry("Dov", 10, standing="at", pitched_to=20),
    Entry("Eva", 10, standing="partly"),
]


def names(first, people=PEOPLE):
    return [turn.subject for turn in agenda(people, seed=2026, first=first)[0].turns]


def test_with_nobody_put_first_the_shuffle_alone_decides():
    assert names([]) == ["Ada", "Cleo", "Ben", "Eva", "Dov"]


@pytest.mark.parametrize(
    ("first", "order"),
    [
        (["above"], ["Cleo", "Ada", "Ben", "Eva", "Dov"]),
        (["below"], ["Ben", "Eva", "Ada", "Cleo", "Dov"]),
        (["pitched"], ["Dov", "Ada", "Cleo", "Ben", "Eva"]),
        (["disagreed"], ["Ben", "Ada", "Cleo", "Eva", "Dov"]),
        (["pitched", "below"], ["Dov", "Ben", "Eva", "Ada", "Cleo"]),
        (["below", "pitched"], ["Ben", "Eva", "Dov", "Ada", "Cleo"]),
    ],
)
def test_who_is_of_a_kind_goes_first_and_within_it_the_shuffle_decides(first, order):
    assert names(first) == order


def test_who_comes_to_the_meeting_themselves_stands_where_the_shuffle_puts_them_among_the_rest():
    people = [Entry("Cleo", 10, standing="above", comes=True), *(one for one in PEOPLE if one.subject != "Cleo")]
    assert names(["above"], people) == ["Ada", "Cleo", "Ben", "Eva", "Dov"]


def test_a_cohort_check_stays_after_everyone_of_the_level_whoever_goes_first():
    people = [Entry("Lena", 10, pitched_to=20, standing="above"), Entry("Noor", 20, standing="at")]
    last = agenda(people, seed=1, first=["above", "pitched"])[1]
    assert [(turn.subject, turn.kind) for turn in last.turns] == [("Noor", "discuss"), ("Lena", "cohort")]


# -- what comes next --------------------------------------------------------------------------------

A, B, C, D = Waiting("A", 1, 1), Waiting("B", 1, 2), Waiting("C", 2, 1), Waiting("D", 3, 1)


def test_at_the_beginning_the_first_board_is_next():
    assert what_is_next([A, B, C], shown=[]) == 1


def test_in_a_round_its_turns_come_in_their_order_and_what_was_left_behind_after_them():
    assert what_is_next([A, B, C], shown=[1], here=1) == A
    assert what_is_next([A, B, C], shown=[1], here=1, at=1) == B
    assert what_is_next([A, C], shown=[1], here=1, at=2) == A


def test_a_round_that_is_done_is_followed_by_the_next_board():
    assert what_is_next([C, D], shown=[1], here=1, at=2) == 2


def test_what_waits_in_an_earlier_round_comes_before_the_next_board():
    assert what_is_next([B, D], shown=[1, 2], here=2, at=1) == B


def test_from_a_look_back_the_round_that_the_meeting_was_in_goes_on_first():
    assert what_is_next([B, D], shown=[1, 2, 3], here=2, at=1) == D


def test_a_round_that_was_passed_over_is_shown_before_its_turns_are_opened():
    assert what_is_next([C], shown=[1, 3], here=3, at=1) == 2


def test_parked_once_it_comes_at_the_end_of_its_round_parked_again_after_the_next():
    once, twice = Waiting("A", 1, 3, parked=1), Waiting("A", 1, 3, parked=2)
    assert what_is_next([once, C, D], shown=[1], here=1) == once
    assert what_is_next([twice, C, D], shown=[1], here=1) == 2
    assert what_is_next([twice, D], shown=[1, 2], here=2, at=1) == twice
    assert what_is_next([twice], shown=[1, 2, 3], here=1) == twice


def test_what_a_round_takes_together_comes_last_in_it_and_on_its_board():
    listed = Waiting("A", 1, 1, listed=True)
    assert what_is_next([listed, B, C], shown=[1], here=1) == B
    assert what_is_next([listed, C], shown=[1], here=1, at=2) == 1
    assert what_is_next([listed, C], shown=[1], here=1) == listed


def test_when_nobody_waits_nothing_is_next():
    assert what_is_next([], shown=[1, 2, 3], here=3, at=4) is None
