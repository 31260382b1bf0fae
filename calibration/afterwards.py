"""What follows a meeting that was locked: in words, and as links for one reader."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from accounts.models import GrantKind, Person
from calibration.learning.asking import asked_of, was_there
from calibration.models import Meeting
from promotions.models import Decision
from reviews.cycles.onward import onward
from reviews.models import Group


@dataclass
class Afterwards:
    """What happened, what comes next, and where the reader goes on; for everybody the same words."""

    happened: str
    following: str
    actions: list[dict[str, Any]] = field(default_factory=list)


def afterwards(meeting: Meeting, viewer: Person) -> Afterwards | None:
    """Of a locked meeting; None of any other."""
    if meeting.state != Meeting.State.LOCKED or meeting.locked_at is None:
        return None
    locked = timezone.localtime(meeting.locked_at)
    said = {"day": date_format(locked, "l, j F Y"), "time": time_format(locked, "H:i")}
    happened = _("The meeting is over. Its ratings stand since %(day)s, %(time)s, and nothing in it changes any more.")
    actions = [*_actions(meeting.group, viewer), *_looking_back(meeting, viewer)]
    return Afterwards(happened % said, _following(meeting.group), actions)


def _looking_back(meeting: Meeting, viewer: Person) -> list[dict[str, Any]]:
    """For who was there: what can be learned from it, and what they say of it themselves."""
    if not was_there(meeting, viewer):
        return []
    asked = asked_of(meeting, viewer, was_there=True).may_answer
    label = _("Look back, and say how it was") if asked else _("Look back at the meeting")
    return [{"label": label, "url": reverse("meeting_look_back", args=[meeting.group_id]), "quiet": True}]


def _following(group: Group) -> str:
    release = {"day": date_format(group.cycle.release_on, "l, j F Y")}
    sentences = {
        Group.State.DECIDING: _("Now the deciders vote on the pitches, and People Ops confirms. Then each manager "
                                "writes the words to their people."),
        Group.State.FINALISING: _("The decisions on pitches are made. Now each manager writes the words to their "
                                  "people, which are released on %(day)s."),
        Group.State.TELLING: _("The results are released: now each manager tells their people."),
        Group.State.CLOSED: _("The review is closed."),
    }  # fmt: skip
    return sentences.get(Group.State(group.state), "") % release


def _actions(group: Group, viewer: Person) -> list[dict[str, Any]]:
    votes = Decision.objects.awaiting_vote_of(viewer).filter(group=group).select_related("subject")
    actions = [
        {
            "label": _("Vote on the pitch for %(name)s") % {"name": decision.subject.name},
            "url": reverse("decision", args=[decision.pitch_id]),
        }
        for decision in votes.order_by("subject__name")
    ]
    there = onward(group, viewer)
    return [*actions, there] if there and _has_something_there(group, viewer) else actions


def _has_something_there(group: Group, viewer: Person) -> bool:
    """Nobody is sent to a list of decisions of which they see none; People Ops ends the deciding there."""
    if group.state != Group.State.DECIDING or viewer.holds(GrantKind.PEOPLE_OPS):
        return True
    return Decision.objects.visible_to(viewer).filter(group=group).exclude(subject=viewer).exists()
