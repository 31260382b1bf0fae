"""The page of what is to be told: this cycle stands open, earlier ones are folded and still whole."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from reviews.models import Message, Result
from reviews.telling import workflow
from tests.reviews.telling.story import make_group, text, word_all


@pytest.fixture
def quarters(story):
    """Three earlier quarters in which Mei told Ivan, the newest first: Q3, Q2, Q1."""
    for number in (3, 2, 1):
        last = date(2026, 3 * number, 28)
        group = make_group(
            story.cast, story.ladder, f"Engineering 2026 Q{number}", covers_from=date(2026, 1, 1), covers_to=last
        )
        tell(story, group, f"Reply of Q{number}.")
    return story


def tell(story, group, reply: str = "", person=None) -> Message:
    """A result told long ago, in a group that is closed."""
    type(group).objects.filter(pk=group.pk).update(state="closed")
    result = Result.objects.create(
        group=group,
        subject=person or story.cast.ivan,
        author=story.cast.mei,
        role=story.ladder.roles["IC1"],
        version=story.ladder.version,
        state="told",
        told_at=timezone.now() - timedelta(days=100),
        opens_on=date(2026, 1, 1),
    )
    return Message.objects.create(
        result=result, person=result.subject, owner=result.author, state="told", told_at=result.told_at, reply=reply,
        due_on=date(2026, 1, 1), answer="confirmed",
    )  # fmt: skip


def folds(page) -> list[tuple[str, bool]]:
    """Each cycle of what was told, and whether it stands open."""
    parts = text(page).partition('id="told"')[2].split('<details class="told-cycle"')[1:]
    return [(part.partition("<summary>")[2].partition(" <")[0], part.startswith(" open")) for part in parts]


def test_while_a_cycle_runs_all_that_was_told_before_is_folded(quarters, sign_in):
    page = sign_in(quarters.cast.mei).get("/telling/")
    assert folds(page) == [
        ("Engineering 2026 Q3", False),
        ("Engineering 2026 Q2", False),
        ("Engineering 2026 Q1", False),
    ]
    for number in (1, 2, 3):
        assert f"Reply of Q{number}." in text(page)


def test_an_earlier_cycle_with_a_reply_that_nobody_has_looked_at_stands_open_until_then(quarters, sign_in):
    old = Message.objects.get(result__group__cycle__name="Engineering 2026 Q2")
    Message.objects.filter(pk=old.pk).update(replied_at=timezone.now())
    mei = sign_in(quarters.cast.mei)
    assert [is_open for _cycle, is_open in folds(mei.get("/telling/"))] == [False, True, False]
    assert [is_open for _cycle, is_open in folds(mei.get("/telling/"))] == [False, False, False]


def test_what_was_told_in_this_cycle_stands_open(quarters, sign_in):
    word_all(quarters)
    workflow.release(quarters.group, quarters.cast.petra)
    workflow.tell(Message.objects.get(person=quarters.cast.ivan, result__group=quarters.group), quarters.cast.mei)
    assert folds(sign_in(quarters.cast.mei).get("/telling/"))[:2] == [
        ("Engineering 2026 Q4", True),
        ("Engineering 2026 Q3", False),
    ]


def test_with_nothing_owed_the_latest_stands_open(quarters, sign_in):
    Result.objects.filter(group=quarters.group).delete()
    assert [is_open for _cycle, is_open in folds(sign_in(quarters.cast.mei).get("/telling/"))] == [True, False, False]


def test_whoever_says_not_yet_is_not_folded_away(quarters, sign_in):
    Message.objects.filter(result__group__cycle__name="Engineering 2026 Q2").update(answer="not_yet")
    page = sign_in(quarters.cast.mei).get("/telling/")
    assert [is_open for _cycle, is_open in folds(page)] == [False, True, False]
    assert "Ivan says: not yet." in text(page)


def test_nothing_that_was_told_is_left_out(story, sign_in):
    """More than fifty talks, as a manager has after some years."""
    for number in range(60):
        group = make_group(story.cast, story.ladder, f"Cycle {number}", covers_to=date(2026, 12, 31))
        tell(story, group, f"Reply number {number}.")
    page = text(sign_in(story.cast.mei).get("/telling/"))
    assert [number for number in range(60) if f"Reply number {number}." not in page] == []
