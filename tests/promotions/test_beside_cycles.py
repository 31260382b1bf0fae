"""What a cycle's page says of pitches: how many one may read, and until when; nothing of one's own case."""

import pytest

from promotions import beside
from reviews.models import Exclusion, Group
from tests.promotions.conftest import DAY, is_in


def said(story, name: str) -> list[tuple[str, str]]:
    group = Group.objects.get(pk=story.group.pk)
    return [(one["value"], one["note"]) for one in beside.pitches([group], getattr(story.cast, name), DAY)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("petra", [("1 pitch", "")]),
        ("dana", [("1 pitch", "")]),
        ("marco", [("1 pitch", "")]),
        ("lena", []),
        ("ines", []),
        ("pavel", []),
        ("otto", []),
    ],
)
def test_readers_are_told_how_many_there_are(submitted, name, expected):
    is_in(submitted, "previewing")
    assert said(submitted, name) == expected


def test_a_draft_is_counted_for_nobody(story):
    is_in(story, "previewing")
    assert said(story, "petra") == []
    assert said(story, "marco") == []


def test_while_it_is_decided_the_clock_is_said(deciding):
    assert said(deciding, "petra") == [("1 pitch", "1 is open, until Tuesday, 22 December, in seven days")]


def test_who_keeps_away_is_told_nothing(deciding):
    Exclusion.objects.create(group=deciding.group, person=deciding.cast.dana, subject=deciding.cast.lena)
    assert said(deciding, "dana") == []
    assert len(said(deciding, "dilan")) == 1
