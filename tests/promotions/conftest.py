"""Lena's story as rows: two years at IC3, three closed quarters, the fourth running with Marco as her assessor."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import partial
from types import SimpleNamespace

import pytest

from accounts import clock
from promotions import workflow
from promotions.models import Decision, Pitch
from reviews.models import Group, Part
from tests.chance import markup
from tests.promotions import rows
from tests.shared import shared

Q2 = (date(2026, 4, 1), date(2026, 6, 30))
Q3 = (date(2026, 7, 1), date(2026, 9, 30))
Q4 = (date(2026, 10, 1), date(2026, 12, 31))
THREE_AXES = ("proficiency", "execution", "teamwork")
DAY = date(2026, 12, 15)


@pytest.fixture
def day(monkeypatch):
    """The domain's day is 15 December 2026; `day(…)` sets another, at noon UTC."""
    move(monkeypatch, DAY)
    return partial(move, monkeypatch)


def move(patch, when):
    """Lets it be that day."""
    patch.setattr(clock, "today", lambda: when)
    patch.setattr(clock, "now", lambda: datetime.combine(when, time(12), tzinfo=UTC))


@contextmanager
def on_the_day():
    """As `day`, while what the tests share is made."""
    with pytest.MonkeyPatch.context() as patch:
        move(patch, DAY)
        yield


@shared(on=on_the_day)
def story(cast, day):
    """The running group on Engineering, assessing; `story.pitch` is Marco's draft for Lena, from IC3 to IC4."""
    version = rows.framework("engineering-1")
    rows.placed(cast.lena, version, "IC3", date(2024, 1, 1))
    for name, days, ahead in [
        ("Engineering 2026 Q2", Q2, None),
        ("Engineering 2026 Q3", Q3, ("IC4", dict.fromkeys(THREE_AXES, "at"))),
    ]:
        closed = rows.group(rows.cycle(name, *days), "closed")
        rows.result(closed, cast.lena, cast.marco, version, "IC3", "above", ahead)
    group = rows.group(rows.cycle("Engineering 2026 Q4", *Q4))
    rows.on_roster(group, cast.lena, cast.marco, version, "IC3", role_since=date(2024, 1, 1))
    rows.on_roster(group, cast.ines, cast.noor, version, "IC2", role_since=date(2024, 1, 1))
    for person, part in [
        (cast.mei, Part.ASSESSOR),
        (cast.dana, Part.DIRECTOR),
        (cast.dilan, Part.DIRECTOR),
        (cast.dana, Part.DECIDER),
        (cast.dilan, Part.DECIDER),
        (cast.oskar, Part.OUTSIDE_DIRECTOR),
        (cast.petra, Part.OBSERVER),
    ]:
        rows.takes_part(group, person, part)
    pitch = rows.pitch(group, cast.lena, cast.marco, version, "IC3", "IC4")
    return SimpleNamespace(cast=cast, group=group, version=version, pitch=pitch)


def draft(story, **more):
    """All that Marco has to write for Lena."""
    cases = {rows.axis(story.version, code).pk: f"Lena leads {code}." for code in THREE_AXES}
    return workflow.Draft(**{"summary": "Lena works as an IC4 already.", "cases": cases} | more)


def is_in(story, state):
    """Puts the group into a phase."""
    Group.objects.filter(pk=story.group.pk).update(state=state)
    story.group.refresh_from_db()


@shared(on=on_the_day)
def submitted(story):
    """The pitch as the group reads it."""
    saved = workflow.save_draft(story.pitch, story.cast.marco, 0, draft(story))
    story.pitch = workflow.submit(saved, story.cast.marco)
    return story


@shared(on=on_the_day)
def deciding(submitted):
    """The ratings are locked, the decision is open until 22 December."""
    is_in(submitted, "deciding")
    submitted.decision = workflow.open_decisions(submitted.group, submitted.cast.petra)[0]
    return submitted


def text(response):
    return " ".join(markup(response).split())


def fresh(record):
    return type(record)._base_manager.get(pk=record.pk)


def now(story):
    """The states of pitch and decision."""
    return (
        Pitch.objects.get(pk=story.pitch.pk).state,
        Decision.objects.filter(pitch=story.pitch).values_list("state", flat=True).first(),
    )
