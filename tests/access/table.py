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
    """What each person gets at one route by each method; methods not named must answer 405 to everyone who gets in."""

    route: str
    path: Callable[[Any], str]
    expected: dict[str, str]

    def status(self, method: str, person: str) -> str:
        """The status written for that person: "200", "404" … or "in"."""
        pairs = dict(pair.split("=") for pair in self.expected[method].split())
        return pairs.get(person, pairs["*"] if person != "anon" else "in")


def at(path: str) -> Callable[[Any], str]:
    """A fixed address."""
    return lambda scene: path
