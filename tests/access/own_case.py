"""What everybody of the company may be twice over, and what of one's own review nobody may find by it; by hand.

Lena is reviewed: Marco assessed and pitched her, Dilan left a remark, Dana voted, a rating was changed in her turn, and
her result waits to be told. Each hold is something she could be besides, in the same group.
"""

from dataclasses import dataclass
from itertools import combinations
from types import SimpleNamespace
from uuid import uuid4

from django.utils import timezone

from accounts import clock
from accounts.models import Grant
from calibration import workflow as meeting
from calibration.models import Attendance, Meeting, RatingChange, Stop
from promotions.models import Claim, Decision, Pitch, PitchCase, Vote
from reviews.models import Assessment, AxisRating, Message, Participant, Remark, Result

GRANTS = ["people_ops", "people_ops of a part", "framework_editor", "operator"]
PARTS = [
    "assessor",
    "co_author",
    "deputy",
    "director",
    "outside_director",
    "observer",
    "moderator",
    "scribe",
    "decider",
]
PARTS += ["guest", "above"]
PAIRS = list(combinations(GRANTS + PARTS, 2))
EVERYTHING = tuple(GRANTS + PARTS)

SECRETS = {
    what: f"untold-{what}-of-lena"
    for what in (
        "statement",
        "axis",
        "remark",
        "pitch",
        "case",
        "claim",
        "vote",
        "not-now",
        "words",
        "asked",
        "line",
        "said",
    )
}


def not_yet() -> SimpleNamespace:
    """What is not there in this phase, by an id of nothing."""
    return SimpleNamespace(pk=uuid4())


def plant(story) -> None:
    """Writes each secret into its row about Lena, as far as the review has come."""
    about = {"subject": story.lena}
    Assessment.objects.filter(**about, group=story.group).update(statement=SECRETS["statement"])
    AxisRating.objects.filter(assessment__subject=story.lena).update(statement=SECRETS["axis"])
    Pitch.objects.filter(**about).update(summary=SECRETS["pitch"])
    if not Remark.objects.filter(**about).exists():
        said = {"kind": "challenges", "text": SECRETS["remark"]}
        story.on_lena = Remark.objects.create(**about, group=story.group, author=story.dilan, **said)
        PitchCase.objects.create(pitch=story.pitch, axis=story.ladder.axes["teamwork"], text=SECRETS["case"])
        days = {"from_on": clock.today(), "to_on": clock.today()}
        Claim.objects.create(pitch=story.pitch, kind="at_next_level", text=SECRETS["claim"], **days)
    story.lenas = Stop.objects.filter(**about, kind="discuss").first() or not_yet()
    if Stop.objects.filter(**about).exists() and not RatingChange.objects.filter(**about).exists():
        points = story.ladder.points
        RatingChange.objects.create(
            stop=story.lenas,
            group=story.group,
            **about,
            before=points["meeting"],
            after=points["exceeding"],
            proposer=story.dana,
            line=SECRETS["line"],
            version=1,
        )
    if Meeting.objects.filter(group=story.group, state="running").exists():
        meeting.open_stop(story.meeting, story.scott, story.lenas)
        Meeting.objects.filter(group=story.group).update(line=SECRETS["said"])
    Vote.objects.filter(**about).update(reason=SECRETS["vote"])
    Decision.objects.filter(**about).update(not_now_evidence=SECRETS["not-now"])
    Result.objects.filter(**about).update(words=SECRETS["words"], asked=SECRETS["asked"])
    story.lenas_result = Result.objects.filter(**about).first() or not_yet()
    story.lenas_message = Message.objects.filter(person=story.lena).first() or not_yet()


def hold(story, what: str) -> None:
    """Makes Lena that as well: a permission, or a part in her own group; in the room where there is a meeting."""
    now = clock.now()
    if what in GRANTS:
        kind, _, part = what.partition(" ")
        Grant.objects.create(person=story.lena, kind=kind, scope=story.dilan if part else None, reason="-", from_at=now)
        return
    if what == "observer":
        Grant.objects.get_or_create(
            person=story.lena, kind="people_ops", scope=None, defaults={"reason": "-", "from_at": now}
        )
    about = {"above": story.lena, "co_author": story.ivan}.get(what)
    Participant.objects.create(group=story.group, person=story.lena, part=what, about=about, from_at=now)
    running = Meeting.objects.filter(group=story.group, state="running").first()
    if running and what != "above":
        if not Attendance.objects.filter(meeting=running, person=story.lena).exists():
            at = {"from_at": now, "seen_at": timezone.now(), "attested_by": story.lena}
            Attendance.objects.create(meeting=running, person=story.lena, part=what, **at)
        if what in ("scribe", "moderator"):
            Meeting.objects.filter(pk=running.pk).update(**{what: story.lena})


@dataclass(frozen=True)
class Act:
    """Something that nobody does for themselves, and the form it takes."""

    address: str
    form: str = ""
    refused: tuple[str, ...] = ("403", "404")


PAGES = """
/ /people/ /people/{lena}/ /people/{lena}/data/ /people/{lena}/data/texts/ /trail/ /trail/sign-ins/ /trail/readings/
/permissions/ /cycles/ /cycles/{cycle}/ /groups/{group}/ /groups/{group}/reading/ /groups/{group}/people/{lena}/
/groups/{group}/decisions/ /groups/{group}/finalising/ /groups/{group}/results.csv /groups/{group}/meeting/
/groups/{group}/meeting/check-in/ /groups/{group}/meeting/rounds/3/ /groups/{group}/meeting/stops/{lenas}/
/groups/{group}/meeting/desk/ /groups/{group}/meeting/observer/ /assessments/{of_lena}/ /remarks/{on_lena}/
/remarks/{on_lena}/answer/
/pitches/{pitch}/ /pitches/{pitch}/decision/ /groups/{group}/people/{lena}/pitch/ /results/{lenas_result}/
/results/{lenas_result}/words/ /my-results/ /my-results/{lenas_result}/ /my-team/ /telling/ /my-level/
/pitches/about-me/ /read-about-me/ /one-on-ones/ /mail/queue/
""".split()  # noqa: SIM905  as one reads them

REMARK, STOP = "kind=supports&text=Yes", "/groups/{group}/meeting/stops/{lenas}/"
ACTS = [
    Act("/assessments/{of_lena}/save/", "version=0&statement=Yes"),
    Act("/assessments/{of_lena}/fill/"),
    Act("/assessments/{of_lena}/submit/", "version=0&statement=Yes"),
    Act("/assessments/{of_lena}/reopen/"),
    Act("/assessments/{of_lena}/put-away/"),
    Act("/groups/{group}/people/{lena}/", REMARK),
    Act("/remarks/{on_lena}/", REMARK),
    Act("/remarks/{on_lena}/answer/", "text=Yes"),
    Act("/groups/{group}/people/{lena}/looked/"),
    Act("/groups/{group}/people/{lena}/pitch/", "target=IC4"),
    Act("/pitches/{pitch}/save/", "version=0&summary=Yes"),
    Act("/pitches/{pitch}/submit/", "version=0&summary=Yes"),
    Act("/pitches/{pitch}/withdraw/"),
    Act("/pitches/{pitch}/reopen/"),
    Act("/pitches/{pitch}/discard/"),
    Act("/pitches/{pitch}/decision/vote/", "choice=approve"),
    Act("/pitches/{pitch}/decision/not-now/", "evidence=a&support=b&again_on=2027-03-31"),
    Act("/pitches/{pitch}/decision/confirm/", "starts_on=2027-01-01"),
    Act("/pitches/{pitch}/decision/withdraw/"),
    Act(STOP + "open/"),
    # once the meeting is over that is the answer for every turn, and for none
    Act(STOP + "change/", "line=Yes", ("403", "404", "409")),
    Act("/groups/{group}/meeting/close/", "", ("403", "404", "409")),
    Act("/groups/{group}/meeting/park/", "", ("403", "404", "409")),
    Act("/groups/{group}/meeting/line/", "line=Yes", ("403", "404", "409")),
    Act(STOP + "step-out/"),
    Act("/results/{lenas_result}/words/", "version=0&words=Yes"),
    Act("/results/{lenas_result}/words/save/", "version=0&words=Yes"),
    Act("/results/{lenas_result}/words/back/"),
    Act("/telling/{lenas_message}/told/"),
    Act("/telling/{lenas_message}/hold/", "until=2027-01-01"),
    Act("/my-results/{lenas_result}/confirm/"),
    Act("/my-results/{lenas_result}/reply/", "text=Yes"),
    Act("/people/{lena}/permission/", "kind=operator&reason=Yes"),
    Act("/people/{lena}/second-step/"),
    Act("/people/{lena}/invite/"),
    Act("/people/{lena}/data/erasure/"),
    Act("/people/{lena}/data/hold/", "reason=Yes"),
]
