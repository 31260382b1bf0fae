"""One group after its meeting, told small: a framework of two axes, Ivan and Ines and Lena with their ratings."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace

from accounts import people as acts
from accounts.models import Person, ReportingLine
from reviews.models import Cycle, Group, Part, Participant, Result, RosterEntry
from reviews.telling.workflow import Final, make_results
from tests.cast import Cast
from tests.chance import markup
from tests.ladder import publish_ladder

DAY = date(2026, 12, 21)  # a Monday, the day before the release
BEGAN = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)  # in the past of every clock: parts hold from then on


def make_ladder(slug: str = "telling") -> SimpleNamespace:
    """Three points, two axes, IC1 to IC4."""
    levels = {f"IC{rank}": (rank, f"Engineer {rank}") for rank in (1, 2, 3, 4)}
    return publish_ladder(slug, "Engineering", levels, ["Craft", "Reach"], published_at=BEGAN)


@dataclass
class Story:
    """The group, its ladder, and the results by first name."""

    cast: Cast
    ladder: SimpleNamespace
    cycle: Cycle
    group: Group
    results: dict[str, Result]


# first name → (role, overall, craft, reach)
RATED = {
    "ivan": ("IC1", "meeting", "meeting", "exceeding"),
    "lena": ("IC3", "exceeding", "exceeding", "exceeding"),
    "ines": ("IC2", "struggling", "meeting", "struggling"),
}


def make_group(cast: Cast, ladder: SimpleNamespace, name: str = "Engineering 2026 Q4", **more) -> Group:
    """A cycle with one group, its roster frozen: Ivan by Mei, Lena by Marco, Ines by Noor; Dana and Dilan direct."""
    given = {
        "covers_from": date(2026, 10, 1),
        "covers_to": date(2026, 12, 31),
        "assess_by": date(2026, 12, 11),
        "preview_by": date(2026, 12, 14),
        "meet_on": date(2026, 12, 15),
        "release_on": date(2026, 12, 22),
        "launched_at": BEGAN,
    }
    cycle = Cycle.objects.create(name=name, **given | more)
    group = Group.objects.create(cycle=cycle, name="Engineering", state="calibrating", launched_at=BEGAN)
    assessed_by = {"ivan": cast.mei, "lena": cast.marco, "ines": cast.noor}
    for first, (role, *_) in RATED.items():
        subject: Person = getattr(cast, first)
        RosterEntry.objects.create(
            group=group,
            subject=subject,
            role=ladder.roles[role],
            version=ladder.version,
            assessor=assessed_by[first],
            director=cast.dana,
        )
        takes_part(group, subject, Part.SUBJECT)
        takes_part(group, assessed_by[first], Part.ASSESSOR)
    for director in (cast.dana, cast.dilan):
        takes_part(group, director, Part.DIRECTOR)
        takes_part(group, director, Part.DECIDER)
    takes_part(group, cast.oskar, Part.OUTSIDE_DIRECTOR)
    takes_part(group, cast.petra, Part.OBSERVER)
    return group


def takes_part(group: Group, person: Person, part: str) -> None:
    """One open row of the participant table."""
    Participant.objects.create(group=group, person=person, part=part, from_at=BEGAN)


def finals(cast: Cast, ladder: SimpleNamespace) -> dict:
    """The final ratings as the meeting hands them over."""
    return {
        getattr(cast, first).pk: Final(
            overall=ladder.points[overall].pk,
            axes={
                (ladder.axes["Craft"].pk, "current"): ladder.points[craft].pk,
                (ladder.axes["Reach"].pk, "current"): ladder.points[reach].pk,
            },
        )
        for first, (_role, overall, craft, reach) in RATED.items()
    }


def make_story(cast: Cast, state: str = "finalising", **more) -> Story:
    """The group after its lock, with results standing."""
    ladder = make_ladder()
    group = make_group(cast, ladder, **more)
    results = make_results(group, finals(cast, ladder), cast.petra)
    Group.objects.filter(pk=group.pk).update(state=state)
    group.refresh_from_db()
    by_id = {result.subject_id: result for result in results}
    return Story(cast, ladder, group.cycle, group, {first: by_id[getattr(cast, first).pk] for first in RATED})


WORDS = "You took the export over in October and it has run without a night call since."


def word_all(story: Story, but: tuple[str, ...] = ()) -> None:
    """Everybody's words are done, but for those named."""
    for first, result in story.results.items():
        if first not in but:
            Result.objects.filter(pk=result.pk).update(
                words=WORDS,
                asked="Reach: lead one piece of work that another team depends on.",
                asked_by_on=date(2027, 3, 31),
                support="An hour a week with Noor.",
                state=Result.State.WORDED,
            )
            result.refresh_from_db()


def change_manager(person: Person, to: Person, on: date) -> None:
    """The person reports to somebody else from that day."""
    ReportingLine.objects.filter(person=person, to_on__isnull=True).update(to_on=on)
    ReportingLine.objects.create(person=person, manager=to, from_on=on)
    acts.rebuild_closure()


def text(page) -> str:
    """A page as one line."""
    return " ".join(markup(page).split())


def ivans(story, *more: str) -> str:
    """The address of a page about Ivan's result."""
    return "/".join(["", "results", str(story.results["ivan"].pk), *more, ""])
