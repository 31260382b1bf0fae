"""Which rounds a meeting has and who has a turn in each: every expected answer is written by hand."""

from calibration.agenda import Entry, Turn, agenda, shuffled


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
