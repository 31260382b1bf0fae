"""Who is below whom follows from today's reporting lines, however they were before; a loop is refused."""

import random
from datetime import date

import pytest
from django.utils import timezone

from accounts.models import Below, Person, ReportingLine
from accounts.people import LoopOfManagers, rebuild_closure

DAY = date(2026, 1, 5)


def people(number: int) -> list[Person]:
    return Person.objects.bulk_create(
        Person(employee_id=f"E{n}", email=f"e{n}@demo.example", name=f"E{n}") for n in range(number)
    )


def report(lines: dict[int, int], everyone: list[Person]) -> None:
    """Today's lines, by number; those before them end."""
    ReportingLine.objects.filter(to_on__isnull=True).update(to_on=timezone.localdate())
    ReportingLine.objects.bulk_create(
        ReportingLine(person=everyone[below], manager=everyone[above], from_on=DAY) for below, above in lines.items()
    )


def found() -> list[tuple[str, str, int]]:
    return sorted(Below.objects.values_list("manager__name", "person__name", "depth"))


def test_lines_are_followed_all_the_way_up(db):
    everyone = people(4)
    report({1: 0, 2: 1, 3: 1}, everyone)
    rebuild_closure()
    assert found() == [
        ("E0", "E1", 1),
        ("E0", "E2", 2),
        ("E0", "E3", 2),
        ("E1", "E2", 1),
        ("E1", "E3", 1),
    ]


def test_lines_that_have_ended_are_not_followed_and_what_stays_keeps_its_row(db):
    everyone = people(4)
    report({1: 0, 2: 1, 3: 1}, everyone)
    rebuild_closure()
    kept = Below.objects.get(manager=everyone[0], person=everyone[1]).pk
    report({1: 0, 2: 0, 3: 2}, everyone)
    rebuild_closure()
    assert found() == [("E0", "E1", 1), ("E0", "E2", 1), ("E0", "E3", 2), ("E2", "E3", 1)]
    assert Below.objects.get(manager=everyone[0], person=everyone[1]).pk == kept


@pytest.mark.parametrize("seed", range(5))
def test_after_any_change_it_is_as_if_it_were_made_anew(db, seed):
    chance = random.Random(seed)
    everyone = people(40)
    for _time in range(3):
        lines = {n: chance.randrange(n) for n in range(1, 40) if chance.random() < 0.9}
        report(lines, everyone)
        rebuild_closure()
        by_hand = []
        for person in lines:
            above, depth = lines[person], 1
            while True:
                by_hand.append((f"E{above}", f"E{person}", depth))
                if above not in lines:
                    break
                above, depth = lines[above], depth + 1
        assert found() == sorted(by_hand)


@pytest.mark.parametrize("lines", [{0: 1, 1: 0}, {0: 1, 1: 2, 2: 0, 3: 0}, {3: 0, 0: 1, 1: 2, 2: 1}])
def test_a_loop_is_refused_and_nothing_is_written(db, lines):
    everyone = people(4)
    report({1: 0}, everyone)
    rebuild_closure()
    report(lines, everyone)
    with pytest.raises(LoopOfManagers):
        rebuild_closure()
    assert found() == [("E0", "E1", 1)]


def test_whoever_is_on_the_loop_is_named(db):
    everyone = people(4)
    report({3: 0, 0: 1, 1: 2, 2: 1}, everyone)
    with pytest.raises(LoopOfManagers) as refused:
        rebuild_closure()
    assert sorted(refused.value.people) == sorted([everyone[1].pk, everyone[2].pk])
