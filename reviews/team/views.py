"""An assessor's own team: what is owed and by when, and everything that is complete handed over in one press."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import clock
from accounts.access import members, seen
from accounts.days import number
from accounts.moves import may
from reviews.assessments.completeness import said
from reviews.models import Group, Message
from reviews.team import board, workflow


@members
@require_safe
def my_team(request: HttpRequest) -> HttpResponse:
    """Those whom the reader assesses in the cycles that run: what is owed, and by when. A row opens in place with the
    page of its assessment; what changes on the board by it is asked for anew by htmx."""
    today = clock.today()
    shown = {
        "teams": [shown_team(team, request, today) for team in board.teams(request.user, today)],
        "today": today,
        "keys": [
            {"key": "Enter", "label": _("On a name: open the row, or close it")},
            {"key": "Ctrl S", "label": _("Save now what you are writing")},
        ],
    }
    page = "reviews/team/_anew.html" if request.htmx else "reviews/team/my_team.html"
    return render(request, page, shown)


@members
@require_POST
def team_submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Submits what is complete of the reader's assessments in a group, and says what each of the others wants."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    handed = workflow.submit_what_is_complete(group, request.user)
    names = {"group": group.name, "names": get_text_list([one.name for one in handed.submitted], _("and"))}
    if handed.submitted:
        messages.success(request, _("Submitted to %(group)s: %(names)s.") % names)
    for person, wants in handed.wanting:
        messages.info(request, _("%(name)s: not yet, %(without)s.") % {"name": person.name, "without": said(wants)})
    if not handed.submitted and not handed.wanting:
        messages.info(request, _("There is nothing to submit: no assessment of yours in %(group)s is a draft.") % names)
    return redirect("my_team")


def shown_team(team: board.Team, request: HttpRequest, today: date) -> dict[str, Any]:
    """One group as the board shows it."""
    talks = team.talks_owed
    return {
        "group": team.group,
        "is_open": team.is_open,
        "owed": team.owed,
        "owed_said": number(team.owed).capitalize(),
        "words_owed": team.words_owed,
        "words_owed_said": number(team.words_owed).capitalize(),
        "talks_owed": len(talks),
        "talks_owed_said": number(len(talks)).capitalize(),
        "first_talk_on": talks[0].due_on if talks else None,
        "rows": [{"row": row, "talk": _talk(row.message, request, today)} for row in team.rows],
    }


def _talk(message: Message | None, request: HttpRequest, today: date) -> dict[str, Any] | None:
    """What is to be told: whether it may be said now, and the day until which one press holds it."""
    if message is None or message.state == Message.State.TOLD:
        return {"message": message} if message else None
    name, is_held = {"name": message.person.first_name}, _is_held(message, today)
    offered = [("tell", "message_tell", _("I have told %(name)s") % name)]
    if is_held:
        offered.append(("resume", "message_resume", _("It may be said now")))
    return {
        "message": message,
        "is_held": is_held,
        "hold_until": None if is_held else hold_day(message, today),
        "actions": [
            {"label": label, "url": reverse(route, args=[message.pk])}
            for verb, route, label in offered
            if may(message, verb, request.user)
        ],
    }


def _is_held(message: Message, today: date) -> bool:
    return message.state == Message.State.HELD and message.hold_until is not None and message.hold_until > today


def hold_day(message: Message, today: date) -> date | None:
    """The day that is proposed for holding a message: the one it is owed by (the next talk), else the last possible."""
    last = message.result.opens_on
    if last is None or last <= today:
        return None
    return message.due_on if today + timedelta(days=1) <= message.due_on <= last else last
