"""What one owes to whom: may be said now, held until a day, told."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import clock
from accounts.access import members, seen
from accounts.before_eyes import is_before_eyes
from accounts.moves import NotAllowed, may
from reviews.models import Cycle, Message, Result
from reviews.telling import workflow
from reviews.telling.forms import HoldForm

WITH = ("person", "result__group__cycle")


@members
@require_safe
def telling(request: HttpRequest) -> HttpResponse:
    """Everything the reader owes to others, the soonest first; what was told, the newest first, with the replies, which
    are read with it where somebody looks."""
    return _page(request)


@members
@require_POST
def message_tell(request: HttpRequest, pk) -> HttpResponse:
    """The owner says that the person was told."""
    workflow.tell(_owed(request, pk), request.user)
    return _back(request)


@members
@require_POST
def message_hold(request: HttpRequest, pk) -> HttpResponse:
    """The owner keeps the message until a day."""
    message = _owed(request, pk)
    form = HoldForm(request.POST, message=message)
    if not workflow.is_owner(message, request.user):
        raise NotAllowed("hold")
    if not form.is_valid():
        return _page(request, wrong=form, wrong_for=message, status=400)
    workflow.hold(message, request.user, form.cleaned_data["until"])
    return _back(request)


@members
@require_POST
def message_resume(request: HttpRequest, pk) -> HttpResponse:
    """The owner ends a hold."""
    workflow.resume(_owed(request, pk), request.user)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """To where it was pressed: the board of one's team, or this place."""
    return redirect("my_team" if request.POST.get("from") == "team" else "telling")


def pages_of(request: HttpRequest) -> list[dict]:
    """The two pages of this place."""
    found = [("telling", _("To be told")), ("one_on_ones", _("One-on-ones"))]
    return [{"label": label, "url": reverse(route), "here": request.path == reverse(route)} for route, label in found]


def _owed(request: HttpRequest, pk) -> Message:
    return seen(Message.objects.select_related(*WITH), request.user, pk=pk)


def _page(request: HttpRequest, wrong=None, wrong_for=None, status: int = 200) -> HttpResponse:
    mine = Message.objects.visible_to(request.user).filter(owner=request.user).select_related(*WITH)
    today = clock.today()
    owed = [
        {
            "message": message,
            "is_held": message.state == Message.State.HELD and message.hold_until > today,
            "actions": _actions(message, request.user),
            "hold": wrong if message == wrong_for else HoldForm(message=message),
            "may_hold": message.result.opens_on > today,
            "is_wrong": message == wrong_for,
        }
        for message in mine.exclude(state=Message.State.TOLD)
    ]
    writing = Result.objects.visible_to(request.user).filter(author=request.user, state__in=Result.UNRELEASED)
    writing = list(writing.select_related("subject", "group__cycle").order_by("subject__name"))
    told = list(mine.filter(state=Message.State.TOLD).order_by("-told_at"))
    running = [result.group.cycle for result in (*writing, *(row["message"].result for row in owed))]
    shown = {
        "writing": written_by_state(writing),
        "now": [row for row in owed if not row["is_held"]],
        "held": [row for row in owed if row["is_held"]],
        "told": told_by_cycle(told, running),
        "today": today,
        "pages": pages_of(request),
    }
    page = render(request, "reviews/telling/telling.html", shown, status=status)
    if is_before_eyes(request):
        workflow.read_replies(told, request.user)
    return page


def written_by_state(writing: Iterable[Result]) -> list[dict]:
    """The words to write and those done, by what is said of them: the cycle, and where they are."""
    found: dict[tuple, list[Result]] = {}
    for result in writing:
        group, is_done = result.group, result.state == Result.State.WORDED
        released = group.released_on or group.cycle.release_on
        found.setdefault((is_done, released, group.cycle, group.released_on), []).append(result)
    rows = sorted(found.items(), key=lambda item: item[0][:2])
    return [
        {"cycle": cycle, "is_done": is_done, "released_on": released_on, "results": results}
        for (is_done, _day, cycle, released_on), results in rows
    ]


def told_by_cycle(told: Iterable[Message], running: list[Cycle]) -> list[dict]:
    """What was told, cycle by cycle: the newest of all (`running` are those still owed) is open, earlier ones are
    folded; but where somebody says "not yet", or has replied since it was looked at, theirs stays open."""
    found: dict[Cycle, list[Message]] = {}
    for message in told:
        found.setdefault(message.result.group.cycle, []).append(message)
    newest = max((cycle.covers_to for cycle in (*running, *found)), default=None)
    return [
        {
            "cycle": cycle,
            "messages": rows,
            "is_open": cycle.covers_to == newest or any(map(_wants_a_look, rows)),
        }
        for cycle, rows in sorted(found.items(), key=lambda item: item[0].covers_to, reverse=True)
    ]


def _wants_a_look(message: Message) -> bool:
    return message.answer == Message.Answer.NOT_YET or bool(message.replied_at and not message.is_reply_read)


def _actions(message: Message, by) -> list[dict]:
    name = {"name": message.person.first_name}
    offered = [
        ("tell", "message_tell", _("I have told %(name)s") % name, False),
        ("resume", "message_resume", _("It may be said now"), True),
    ]
    return [
        {"label": label, "url": reverse(route, args=[message.pk]), "method": "post", "quiet": quiet}
        for verb, route, label, quiet in offered
        if may(message, verb, by)
    ]
