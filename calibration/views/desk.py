"""The desk: who drives sees the agenda, moves the screens, and writes down what is decided."""

from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts import clock
from accounts.access import members, seen
from accounts.moves import Conflict, NotAllowed, may
from calibration import pairing, voices, workflow
from calibration.again import to_look_at_again
from calibration.attending import about_the_observer, left_off, recusals, who_leaves
from calibration.buttons import phases, post, steering
from calibration.consent import could_be, kept_off, listed
from calibration.counting import bias_kinds
from calibration.forms import ChangeForm, HandOverForm, LineForm, PairForm, Pressed, SittingForm
from calibration.keys import desk_keys
from calibration.line import agenda_line, order_said
from calibration.models import Device, Meeting, Stop, Visit
from calibration.screen import screen_of
from calibration.timing import planned, timing_of
from calibration.views.changed import about_looking
from calibration.views.doors import back, must_drive, number_or_404, the_meeting, the_stop
from calibration.workflow.changing import may_change, must_be_open
from calibration.workflow.handing import may_hand_over, proposed
from calibration.workflow.locking import what_keeps_open
from calibration.workflow.rules import drives, drives_or_observes, is_shut_out, what_is_missing
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
    visit = Visit.of(request.user, meeting)
    off = kept_off(meeting.group) if could_be(meeting, visit.counted) else set()
    on_lists = {turn.pk for turn in listed(meeting, visit.counted, off=off)}
    following = what_follows(meeting, request.user, on_lists) if meeting.state == Meeting.State.RUNNING else None
    shut_out = is_shut_out(meeting, request.user)
    screen, kinds = screen_of(meeting, visit, off), bias_kinds()
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "screen": screen,
        "agenda": agenda_line(visit),
        "order": order_said(meeting),
        "sentence": about_the_observer(meeting),
        "missing": what_is_missing(meeting) if meeting.state in ("prepared", "paused") else "",
        "leaving": who_leaves(meeting, following) if isinstance(following, Stop) else [],
        "still_here": who_leaves(meeting, stop) if stop else [],
        "left_off": left_off(meeting, request.user),
        "again": [] if shut_out else to_look_at_again(meeting, request.user),
        "recusals": recusals(meeting, request.user),
        "steering": steering(meeting, request.user, following),
        "phases": phases(meeting, request.user),
        "change": ChangeForm(meeting, stop) if stop else None,
        "line": LineForm(initial={"line": meeting.line}, auto_id="say_%s") if stop else None,
        "pair": PairForm(),
        "timing": timing_of(visit, on_lists),
        "plans": planned(meeting),
        "sitting": SittingForm(initial={"on": clock.today()}, auto_id="sitting_%s"),
        "devices": Device.objects.visible_to(request.user).filter(meeting=meeting, revoked_at__isnull=True),
        "bias_kinds": kinds,
        "hand_over": HandOverForm(proposed(meeting)) if may_hand_over(meeting, request.user) else None,
        "keeps_open": "" if shut_out else what_keeps_open(meeting, request.user),
        **about_looking(visit),
        "lock": [post("", "meeting_lock", meeting)] if may(meeting, "lock", request.user) else [],
        "waiting": Stop.objects.filter(meeting=meeting, state=Stop.State.WAITING).not_kept_from(request.user).count(),
        "shut_out": shut_out,
        "keys": desk_keys(kinds),
    }
    context |= voices.at_the_desk(visit, screen) | forms
    page = "calibration/desk.html"
    if request.htmx and not request.htmx.boosted and request.method == "GET":
        page += "#desk_ending" if request.htmx.target == "desk_ending" else "#desk_now"
    return render(request, page, context, status=status)


def act(request: HttpRequest, pk: UUID, do, *about: object, then: str = "meeting_desk", **more: object) -> HttpResponse:
    """One press at the desk, then back there or to `then`; what came too late shows the desk with the reason."""
    meeting = the_meeting(request, pk)
    must_drive(meeting, request.user)
    try:
        do(meeting, request.user, *about, **more)
    except Conflict as too_late:
        return desk(request, the_meeting(request, pk), status=409, too_late=too_late.sentence)
    return back(request, meeting, then)


def _steer(request: HttpRequest, pk: UUID, do, *about: object) -> HttpResponse:
    """The same for what moves the screens: done once for one press."""
    return act(request, pk, do, *about, expected=Pressed.version_in(request.POST))


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
def meeting_together(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Takes the turns on a round's list together, as they stood on the page."""
    meeting = the_meeting(request, pk)
    stops = [stop for said in request.POST.getlist("stop") if (stop := _id(said))]
    return _steer(request, pk, workflow.take_together, number_or_404(meeting, number, request.user), stops)


def _id(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


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
        form.comes_back(too_late.sentence, now.version)
        return desk(request, now, status=409, change=form)
    return back(request, meeting)


@members
@require_POST
def meeting_start(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Starts the meeting."""
    return act(request, pk, workflow.start)


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
    return act(request, pk, workflow.resume)


@members
@require_POST
def meeting_lock(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Locks it: the ratings stand from here."""
    return act(request, pk, workflow.lock, then="meeting")


@members
@require_POST
def meeting_plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Plans a sitting, or takes one out of the plan."""
    meeting = the_meeting(request, pk)
    if not drives_or_observes(meeting, request.user):
        raise NotAllowed("plan_sitting")
    form = SittingForm(request.POST, auto_id="sitting_%s")
    if form.is_valid():
        try:
            workflow.plan_sitting(meeting, request.user, form.cleaned_data["on"], form.cleaned_data["minutes"])
            return back(request, meeting)
        except Conflict as wrong:
            form.add_error("on", wrong.sentence)
    if not drives(meeting, request.user):
        raise Conflict(" ".join(str(said) for errors in form.errors.values() for said in errors))
    return desk(request, meeting, status=400, sitting=form)


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
