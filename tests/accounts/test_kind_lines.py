"""What is read in a list of kinds, and what is wrong with one."""

import pytest

from accounts import kind_lines


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("", []),
        ("  \n\n", []),
        ("loudness\r\nfirst  impression \n", ["loudness", "first impression"]),
    ],
)
def test_a_kind_is_a_line_with_something_in_it(text, kinds):
    assert kind_lines.kinds_in(text) == kinds


@pytest.mark.parametrize(("number", "wrong"), [(40, []), (41, ["x" * 41])])
def test_forty_characters_fit(number, wrong):
    assert kind_lines.too_long(["x" * number]) == wrong


@pytest.mark.parametrize(
    ("kinds", "wrong"),
    [
        (["loudness", "recency"], []),
        (["loudness", "recency", "Loudness"], ["Loudness"]),
        (["ﬁrst", "first"], ["first"]),  # one letter for two
    ],
)
def test_a_kind_stands_once_in_capitals_or_not(kinds, wrong):
    assert kind_lines.twice(kinds) == wrong


def test_a_kind_that_is_given_anyway_is_found_in_capitals_or_not():
    assert kind_lines.among(["Safety", "loudness"], ["safety", "distance"]) == ["Safety"]
