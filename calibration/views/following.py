"""Following the meeting, looking around in it, and coming in and out."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import members, seen
from calibration import notes, voices, workflow
from calibration.afterwards import afterwards
from calibration.attending import about_the_observer, passed_over, recusals, who_is_here
from calibration.buttons import post
from calibration.keys import keys_of
from calibration.line import agenda_line, order_said
from calibration.models import Meeting, Stop, Visit
from calibration.moderating import who_moderated
from calibration.screen import Screen, board_screen, screen_of, stop_screen
from calibration.views.doors import about, back, number_or_404, the_meeting, the_stop
from calibration.workflow.preparing import asked_to_prepare, prepares
from calibration.workflow.rules import knows_who_is_here, part_in
from calibration.yours import changed_for_yours
from reviews.models import Group
from reviews.models.participants import READERS


@members
@require_safe
def meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Follows what the meeting shows; before there is one, where its agenda is made."""
    try:
        found = the_meeting(request, pk)
    except Http404:
        return _before(request, pk)
    visit = Visit.of(request.user, found)
    return page(request, visit, screen_of(found, visit) if visit.came else None)


@members
@require_safe
def meeting_round(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Looks at the board of one round, whatever the room shows."""
    found = the_meeting(request, pk)
    visit = Visit.of(request.user, found)
    round = number_or_404(found, number, visit)
    if not visit.came:
        return redirect("meeting", pk)
    return page(request, visit, board_screen(found, visit, round), around=True)


@members
@require_safe
def meeting_stop(request: HttpRequest, pk: UUID, stop: UUID) -> HttpResponse:
    """Looks at one person's turn, whatever the room shows."""
    found = the_meeting(request, pk)
    visit = Visit.of(request.user, found)
    screen = stop_screen(found, visit, stop)
    if screen.face is None:
        raise Http404
    return page(request, visit, screen, around=True)


@members
@require_POST
def meeting_prepare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Makes the agenda."""
    group = seen(Group, request.user, pk=pk)
    if not part_in(group.pk, request.user):
        raise Http404
    workflow.prepare(group, request.user)
    return redirect("meeting", pk)


@members
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_check_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who is here, for those who came and for People Ops; a post says "I am here too"."""
    found = the_meeting(request, pk)
    if request.method == "POST":
        workflow.check_in(found, request.user)
        return back(request, found, "meeting")
    visit = Visit.of(request.user, found)
    context = about(visit)
    if knows_who_is_here(visit):
        context |= {
            "people": who_is_here(found),
            "moderated": who_moderated(found),
            "recusals": recusals(found, request.user),
            "sentence": about_the_observer(found),
        }
    return render(request, "calibration/check_in.html", context)


@members
@require_POST
def meeting_check_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leaves the room."""
    found = the_meeting(request, pk)
    workflow.check_out(found, request.user)
    return back(request, found, "meeting_check_in")


@members
@require_POST
def meeting_here(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The heartbeat of an open page."""
    workflow.heartbeat(the_meeting(request, pk), request.user)
    return HttpResponse(status=204)


@members
@require_POST
def meeting_seat(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Takes the scribe's or the moderator's seat."""
    found = the_meeting(request, pk)
    workflow.take_seat(found, request.user, request.POST.get("seat", ""))
    return back(request, found)


@members
@require_POST
def meeting_step_out(request: HttpRequest, pk: UUID, stop: UUID) -> HttpResponse:
    """Steps out of everything about the person of that stop."""
    found = the_meeting(request, pk)
    workflow.recuse(found, request.user, the_stop(request, found, stop).subject)
    return redirect("meeting", pk)


@members
@require_POST
def meeting_pull_out(request: HttpRequest, pk: UUID, stop: UUID) -> HttpResponse:
    """Asks for a turn of its own for somebody who is taken together with others."""
    found = the_meeting(request, pk)
    workflow.pull_out(found, request.user, the_stop(request, found, stop))
    return back(request, found, "meeting")


# -- the pieces ------------------------------------------------------------------------------------


def _before(request: HttpRequest, pk: UUID) -> HttpResponse:
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    if not part_in(pk, request.user) or Meeting.objects.filter(group=pk).exists():
        raise Http404
    is_time = group.state == Group.State.CALIBRATING
    asked = asked_to_prepare(group) if is_time else []
    context = {
        "group": group,
        "may_prepare": is_time and prepares(group, request.user),
        "waits_for": "" if request.user in asked else _(" or ").join(person.name for person in asked),
    }
    return render(request, "calibration/before.html", context)


def page(
    request: HttpRequest, visit: Visit, screen: Screen | None, around: bool = False, status: int = 200, **forms: object
) -> HttpResponse:
    """What everybody sees of the meeting; with a form that came back."""
    found = visit.meeting
    here = request.path if around else reverse("meeting", args=[found.group_id])
    context = about(visit) | {"screen": screen, "around": around, "here": here}
    if not around:
        context["after"] = afterwards(found, request.user)
    if screen and not around:
        context["waits"] = passed_over(visit)
        context["yours"] = [] if context["is_locked"] else changed_for_yours(visit)
        context["asks"] = any(one.is_new for one in context["yours"])
        context |= voices.on_a_page(visit, screen, **forms)
    if screen:
        context["agenda"] = agenda_line(visit, screen.round if around else None)
        context["order"] = order_said(found)
    if screen and around and context["drives"] and found.state == Meeting.State.RUNNING:
        context["actions"] = _opening(found, screen)
    if screen and screen.face and screen.face.contributed and visit.parts.intersection(READERS):
        context["inputs"] = reverse("subject_inputs", args=[found.group_id, screen.face.stop.subject_id])
    if around and screen and screen.face and not context["is_locked"]:
        context["may_step_out"] = True
    if screen and screen.face:
        context |= notes.on_a_page(visit, screen.face)
    is_part = request.htmx and not request.htmx.boosted and request.method == "GET"
    if screen and not around:
        context |= notes.of_the_meeting(visit, is_there=bool(is_part))
    context["keys"] = keys_of(context)
    whole = "calibration/meeting.html"
    return render(request, f"{whole}#meeting_now" if is_part else whole, context, status=status)


def _opening(found: Meeting, screen: Screen) -> list[dict[str, object]]:
    """For who drives: show this to everybody."""
    if screen.face and screen.face.stop.state != Stop.State.OPEN:
        label = _("Open %(name)s's turn for everybody") % {"name": screen.face.name}
        return [post(label, "meeting_open", found, screen.face.stop.pk)]
    if screen.shows == "board" and screen.round:
        label = _("Show the board of %(name)s to everybody") % {"name": screen.round.name}
        return [post(label, "meeting_show", found, screen.round.number)]
    return []
