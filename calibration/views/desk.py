"""The desk: who drives sees the agenda, moves the screens, and writes down what is decided."""

from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import members, seen
from accounts.moves import Conflict, NotAllowed, may
from calibration import pairing, workflow
from calibration.attending import about_the_observer, left_off, recusals, who_leaves
from calibration.buttons import is_shut_out, phases, post, steering
from calibration.forms import ChangeForm, LineForm, PairForm, Pressed
from calibration.line import agenda_line
from calibration.models import BiasCall, Device, Meeting, Stop, Visit
from calibration.screen import screen_of
from calibration.views.doors import back, must_drive, number_or_404, the_meeting, the_stop
from calibration.workflow.changing import may_change, must_be_open
from calibration.workflow.locking import what_keeps_open
from calibration.workflow.rules import drives, drives_or_observes, what_is_missing
from calibration.workflow.steering import what_follows


@members
@require_safe
def meeting_desk(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The scribe's page; once the meeting is over it leads to what everybody sees."""
    meeting = the_meeting(request, pk)
    if meeting.state == Meeting.State.LOCKED:
        address = reverse("meeting", args=[pk])
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    must_drive(meeting, request.user)
    return desk(request, meeting)


def desk(request: HttpRequest, meeting: Meeting, status: int = 200, **forms: object) -> HttpResponse:
    """The desk as it stands; with a form that came back, or a sentence about a press that did nothing."""
    prefetch_related_objects([meeting], Prefetch("stop", Stop.objects.select_related("subject", "round", "meeting")))
    stop = meeting.stop if meeting.stop and may_change(meeting.stop, request.user) else None
    following = what_follows(meeting, request.user) if meeting.state == Meeting.State.RUNNING else None
    shut_out = is_shut_out(meeting, request.user)
    visit = Visit.of(request.user, meeting)
    screen = screen_of(meeting, visit)
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "screen": screen,
        "agenda": agenda_line(visit),
        "sentence": about_the_observer(meeting),
        "missing": what_is_missing(meeting) if meeting.state in ("prepared", "paused") else "",
        "leaving": who_leaves(meeting, following) if isinstance(following, Stop) else [],
        "still_here": who_leaves(meeting, stop) if stop else [],
        "left_off": left_off(meeting, request.user),
        "recusals": recusals(meeting, request.user),
        "steering": steering(meeting, request.user),
        "phases": phases(meeting, request.user),
        "change": ChangeForm(meeting, stop) if stop else None,
        "line": LineForm(initial={"line": meeting.line}, auto_id="say_%s") if stop else None,
        "pair": PairForm(),
        "devices": Device.objects.visible_to(request.user).filter(meeting=meeting, revoked_at__isnull=True),
        "bias_kinds": BiasCall.Kind.choices,
        "keeps_open": "" if shut_out else what_keeps_open(meeting),
        "lock": [post("", "meeting_lock", meeting)] if may(meeting, "lock", request.user) else [],
        "waiting": Stop.objects.filter(meeting=meeting, state=Stop.State.WAITING).not_kept_from(request.user).count(),
        "shut_out": shut_out,
    } | forms
    page = "calibration/desk.html"
    if request.htmx and not request.htmx.boosted and request.method == "GET":
        page += "#desk_now"
    return render(request, page, context, status=status)


def _act(
    request: HttpRequest, pk: UUID, act, *about: object, then: str = "meeting_desk", **more: object
) -> HttpResponse:
    """One press at the desk, then back there or to `then`; what came too late shows the desk with the reason."""
    meeting = the_meeting(request, pk)
    must_drive(meeting, request.user)
    try:
        act(meeting, request.user, *about, **more)
    except Conflict as too_late:
        return desk(request, the_meeting(request, pk), status=409, too_late=too_late.sentence)
    return back(request, meeting, then)


def _steer(request: HttpRequest, pk: UUID, act, *about: object) -> HttpResponse:
    """The same for what moves the screens: done once for one press."""
    return _act(request, pk, act, *about, expected=Pressed.version_in(request.POST))


@members
@require_POST
def meeting_next(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The next thing of the agenda."""
    return _steer(request, pk, workflow.go_next)


@members
@require_POST
def meeting_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What stood before."""
    return _steer(request, pk, workflow.go_back)


@members
@require_POST
def meeting_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Closes the open turn."""
    return _steer(request, pk, workflow.close_stop)


@members
@require_POST
def meeting_park(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Puts the open turn to the end of its round."""
    return _steer(request, pk, workflow.park)


@members
@require_POST
def meeting_show(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Shows the board of a round to everybody."""
    meeting = the_meeting(request, pk)
    return _steer(request, pk, workflow.show_board, number_or_404(meeting, number, request.user))


@members
@require_POST
def meeting_open(request: HttpRequest, pk: UUID, stop: UUID) -> HttpResponse:
    """Opens one person's turn."""
    meeting = the_meeting(request, pk)
    return _steer(request, pk, workflow.open_stop, the_stop(request, meeting, stop))


@members
@require_POST
def meeting_line(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sets the one line."""
    meeting = the_meeting(request, pk)
    must_drive(meeting, request.user)
    form = LineForm(request.POST, auto_id="say_%s")
    if not form.is_valid():
        return desk(request, meeting, status=400, line=form)
    workflow.say_line(meeting, request.user, form.cleaned_data["line"])
    return back(request, meeting)


@members
@require_POST
def meeting_change(request: HttpRequest, pk: UUID, stop: UUID) -> HttpResponse:
    """Writes down a changed rating; the later of two is told, and keeps what was typed.

    Raises Conflict once the turn is no longer open: the desk's form is another person's by then.
    """
    meeting = the_meeting(request, pk)
    must_drive(meeting, request.user)
    looked_at = the_stop(request, meeting, stop)
    must_be_open(meeting, looked_at)
    form = ChangeForm(meeting, looked_at, request.POST)
    if not form.is_valid():
        return desk(request, meeting, status=400, change=form)
    said = form.cleaned_data
    try:
        workflow.change_rating(
            meeting, request.user, looked_at, said["after"], said["proposer"], said["line"], form.axis, said["version"]
        )
    except Conflict as too_late:
        now = the_meeting(request, pk)
        must_be_open(now, the_stop(request, now, stop))
        form.add_error(None, too_late.sentence)
        form.data = form.data.copy()
        form.data["version"] = now.version
        return desk(request, now, status=409, change=form)
    return back(request, meeting)


@members
@require_POST
def meeting_start(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Starts the meeting."""
    return _act(request, pk, workflow.start)


@members
@require_POST
def meeting_pause(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pauses it."""
    meeting = the_meeting(request, pk)
    workflow.pause(meeting, request.user)
    return back(request, meeting)


@members
@require_POST
def meeting_resume(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Goes on with it."""
    return _act(request, pk, workflow.resume)


@members
@require_POST
def meeting_lock(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Locks it: the ratings stand from here."""
    return _act(request, pk, workflow.lock, then="meeting")


@members
@require_POST
def meeting_screens(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pairs a screen by the code it shows."""
    meeting = the_meeting(request, pk)
    if not drives_or_observes(meeting, request.user):
        raise NotAllowed("pair")
    form = PairForm(request.POST)
    if form.is_valid():
        try:
            pairing.pair(meeting, request.user, form.cleaned_data["code"])
            return back(request, meeting)
        except Conflict as wrong:
            form.add_error("code", wrong.sentence)
    if not drives(meeting, request.user):
        raise Conflict(form.errors["code"][0])
    return desk(request, meeting, status=400, pair=form)


@members
@require_POST
def meeting_screen_end(request: HttpRequest, pk: UUID, screen: UUID) -> HttpResponse:
    """Ends a screen's pairing."""
    meeting = the_meeting(request, pk)
    pairing.revoke(
        seen(Device.objects.select_related("meeting"), request.user, pk=screen, meeting=meeting), request.user
    )
    return back(request, meeting)
