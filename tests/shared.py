"""What many tests begin with is made once and stands for all of them in a file, in a transaction around theirs: each
undoes what it did itself. Each is given copies of its own, so that none sees another's objects."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from accounts import readings

Make = Callable[..., Any]
Day = Callable[[], AbstractContextManager[Any]]


@dataclass
class Layer:
    """One transaction, what was made in it, and with that everything that stands below it."""

    make: Make
    around: transaction.Atomic
    made: dict[Make, Any]


_layers: list[Layer] = []
_days: dict[Make, Day | None] = {}
_of_this_test = pytest.StashKey[dict[Make, Any]]()


def shared(make: Make | None = None, *, on: Day | None = None) -> Any:
    """A fixture of rows that is made once for tests of a file that follow each other. It takes `db` or others like it.

    `on`: the day that it is while they are made (`nullcontext`: it is the same on any); then it may also take the
    fixture that makes it that day in the test, of which it is told nothing. Without, it is an ordinary fixture wherever
    a test's fixtures move the clock; and so it is where a test has transactions of its own.
    """
    if make is None:
        return partial(shared, on=on)

    def given(request: pytest.FixtureRequest, **wanted: Any) -> Any:
        stand = request.node.stash.get(_of_this_test, {})
        return stand[make] if make in stand else make(**wanted)

    signature = inspect.signature(make)
    own = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    given.__signature__ = signature.replace(parameters=[own, *signature.parameters.values()])  # type: ignore[attr-defined]
    given.__name__, given.__doc__, given.__module__ = make.__name__, make.__doc__, make.__module__
    given.makes, _days[make] = make, on  # type: ignore[attr-defined]
    return pytest.fixture(given)


def moves_the_clock(fixture: Any) -> bool:
    """Whether a fixture is `time_machine` or travels by it."""
    code = getattr(fixture, "__code__", None)
    return bool(code and {"TimeMachineFixture", "travel", "move_to"} & set(code.co_names))


def wanted_by(item: pytest.Item) -> list[tuple[Make, dict[str, Make | None]]]:
    """What of all that stands this test asks for, lowest first, each with what it takes; nothing, where it may not."""
    mark = item.get_closest_marker("django_db")
    if {"transactional_db", "live_server"} & set(item.fixturenames) or (mark and (mark.args or mark.kwargs)):
        return []
    known = {name: defined[-1] for name, defined in item._fixtureinfo.name2fixturedefs.items()}
    moved = any(moves_the_clock(one.func) for one in known.values())
    makes = {name: getattr(one.func, "makes", None) for name, one in known.items()}
    found: dict[Make, dict[str, Make | None]] = {}

    def find(name: str) -> bool:
        make = makes.get(name)
        if make is None:
            return name == "db"
        if moved and _days[make] is None:
            return False
        takes = list(inspect.signature(make).parameters)
        if all(find(taken) or (makes.get(taken) is None and _days[make]) for taken in takes):
            found.setdefault(make, {taken: makes.get(taken) for taken in takes})
        return make in found

    for name in item.fixturenames:
        find(name)
    return list(found.items())


def stand(wanted: list[tuple[Make, dict[str, Make | None]]]) -> None:
    """Leaves what is wanted of what stands, undoes the rest, and makes what is missing."""
    common = 0
    while common < min(len(_layers), len(wanted)) and _layers[common].make is wanted[common][0]:
        common += 1
    fall(common)
    for make, takes in wanted[common:]:
        cache.clear()
        readings.forget()
        around = transaction.atomic()
        around.__enter__()
        made = deepcopy(_layers[-1].made) if _layers else {}
        _layers.append(Layer(make, around, made))
        try:
            with (_days[make] or nullcontext)():
                made[make] = make(**{name: made.get(taken) for name, taken in takes.items()})
        except BaseException:
            fall(len(_layers) - 1)
            raise


def fall(left: int = 0) -> None:
    """Undoes all but so many layers."""
    while len(_layers) > left:
        transaction.set_rollback(True)
        _layers.pop().around.__exit__(None, None, None)


@pytest.fixture
def what_stands(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> None:
    """Before the test's own transaction begins: what it wants to stand, and its own copies of that."""
    with django_db_blocker.unblock():
        stand(wanted_by(request.node))
    if _layers:
        request.node.stash[_of_this_test] = deepcopy(_layers[-1].made)


@pytest.fixture
def _django_db_helper(what_stands: None, _django_db_helper: None) -> None:
    """pytest-django's own, after `what_stands`."""


@pytest.fixture(scope="module", autouse=True)
def nothing_stands_for_another_file(django_db_blocker: Any) -> Iterator[None]:
    """The next file begins with empty tables."""
    yield
    with django_db_blocker.unblock():
        fall()
