"""The expected answers: one row a route and method, one column a person. Written by hand, never derived.

A row is `Row(route name, how to make the address from the scene, {method: expectation})`; an expectation is one
string of `person=status` pairs, in which `*` stands for every signed-in person not named and `anon` for nobody
signed in. Status `in` is a redirect to sign-in. Each app keeps its rows in a module of its own beside this one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PERSONS = [
    "anon",
    "petra",
    "pavel",
    "dana",
    "dilan",
    "oskar",
    "mei",
    "marco",
    "sam",
    "noor",
    "ivan",
    "lena",
    "ines",
    "tariq",
    "frida",
    "otto",
    "gone",
]


@dataclass(frozen=True)
class Row:
    """What each person gets at one route by GET and POST; of the other methods see `audiences`."""

    route: str
    path: Callable[[Any], str]
    expected: dict[str, str]

    def status(self, method: str, person: str) -> str:
        """The status written for that person by that method."""
        return status(self.expected[method], person)


def status(expectation: str, person: str) -> str:
    """The status written for that person: "200", "404" … or "in". A closed account and one whose owner has left are as
    nobody signed in; so is the screen in the room, unless it is named."""
    pairs = dict(pair.split("=") for pair in expectation.split())
    if person == "screen" and "screen" in pairs:
        return pairs["screen"]
    if person in ("gone", "lev", "screen"):
        person = "anon"
    return pairs.get(person, pairs["*"] if person != "anon" else "in")


def at(path: str) -> Callable[[Any], str]:
    """A fixed address."""
    return lambda scene: path
