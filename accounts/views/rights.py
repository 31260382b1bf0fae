"""What is held about a person, for People Ops: what an erasure takes and leaves, holds, and texts that name them."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock, granting
from accounts.access import people_ops, recently_signed_in, seen
from accounts.components import action, step
from accounts.models import DataCopy, Erasure, Hold, Person
from accounts.moves import NotAllowed, may
from accounts.rights import erasing, holding, passages
from accounts.rights.forms import HoldForm, TakeOutForm


def _theirs(request: HttpRequest, pk: UUID) -> Person:
    """The person, where the viewer is of People Ops for them; never oneself."""
    person: Person = seen(Person, request.user, pk=pk)
    if not granting.covers_another(request.user, person):
        raise NotAllowed("rights")
    return person


@people_ops
@recently_signed_in
@require_safe
def person_data(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What would go, what would stay and why, what stands in the way; and what can be done."""
    person = _theirs(request, pk)
    counted = erasing.counted(person)
    hold, waiting = holding.hold_on(person), erasing.waiting_for(person)
    obstacles = [] if person.is_erased else erasing.obstacles(person)
    stays: dict[str, list[erasing.Counted]] = defaultdict(list)
    for one in counted:
        if one.held.stays:
            stays[str(one.held.stays)].append(one)
    context = {
        "person": person,
        "goes": [one for one in counted if not one.held.stays],
        "stays": dict(stays),
        "hold": hold,
        "waiting": waiting,
        "obstacles": obstacles,
        "copy_actions": _on_copy(person),
        "today": clock.today(),
        "line": _line(person, waiting, obstacles),
        "hold_actions": _on_hold(person, hold),
        "copies": DataCopy.objects.visible_to(request.user).filter(person=person).defer("content"),
        "actions": _on_erasure(person, waiting, obstacles, request.user),
    }
    return render(request, "accounts/rights/data.html", context)


def _line(person: Person, waiting: Erasure | None, obstacles: list[str]) -> list[dict[str, Any]]:
    """The way to an erasure, and where on it the person is."""
    in_the_way = ngettext("%(count)s thing in the way", "%(count)s things in the way", len(obstacles))
    labels = [
        _("Has left"),
        _("Nothing in the way"),
        _("Asked for"),
        _("Confirmed by another"),
        _("A former colleague"),
    ]
    reached = 4 if person.is_erased else 3 if waiting else 2 if not obstacles else 1
    if not person.has_left(clock.today()):
        labels[0], reached = _("Still here"), 0
    if obstacles:
        labels[1] = in_the_way % {"count": len(obstacles)}
    notes = [""] * 5
    if waiting:
        notes[2] = _("by %(name)s") % {"name": waiting.asked_by.name}
    states = ["done" if place < reached else "here" if place == reached else "next" for place in range(5)]
    return [step(label, state, note) for label, state, note in zip(labels, states, notes, strict=True)]


def _on_hold(person: Person, hold: Hold | None) -> list[dict[str, Any]]:
    if person.is_erased:
        return []
    if hold:
        return [action(_("Lift the hold"), reverse("hold_lift", args=[hold.pk]), "post", quiet=True)]
    label = _("Put a hold on %(name)s") % {"name": person.first_name}
    return [action(label, reverse("person_hold", args=[person.pk]), quiet=True)]


def _on_copy(person: Person) -> list[dict[str, Any]]:
    if DataCopy.objects.filter(person=person, state=DataCopy.State.PREPARED).exists():
        return []
    label = _("Prepare a copy for %(name)s") % {"name": person.first_name}
    return [action(label, reverse("copy_prepare", args=[person.pk]), "post", quiet=True)]


def _on_erasure(person: Person, waiting: Erasure | None, obstacles: list[str], viewer: Person) -> list[dict[str, Any]]:
    actions = []
    if waiting:
        if not obstacles and may(waiting, "confirm", viewer):
            label = _("Erase %(name)s for good") % {"name": person.name}
            actions.append(action(label, reverse("erasure_confirm", args=[waiting.pk]), "post"))
        actions.append(action(_("Withdraw it"), reverse("erasure_withdraw", args=[waiting.pk]), "post", quiet=True))
    elif not obstacles and not person.is_erased:
        label = _("Ask for the erasure of %(name)s") % {"name": person.first_name}
        note = _("Nothing goes until another person of People Ops confirms it.")
        actions.append(action(label, reverse("erasure_ask", args=[person.pk]), "post", note=note))
    return actions


@people_ops
@recently_signed_in
@require_POST
def erasure_ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The first of two asks for it."""
    person = _theirs(request, pk)
    erasing.ask(person, by=request.user)
    messages.success(request, _("Asked for. Nothing goes until another person of People Ops confirms it."))
    return redirect("person_data", pk=person.pk)


@people_ops
@recently_signed_in
@require_POST
def erasure_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The second says yes, and the person is erased."""
    erasure = seen(Erasure, request.user, pk=pk)
    erasing.confirm(erasure, by=request.user)
    messages.success(request, _("Erased. What stays is shown as of a former colleague."))
    return redirect("person_data", pk=erasure.subject_id)


@people_ops
@require_POST
def erasure_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything stays as it is."""
    erasure = erasing.withdraw(seen(Erasure, request.user, pk=pk), by=request.user)
    messages.success(request, _("Withdrawn. Nothing went."))
    return redirect("person_data", pk=erasure.subject_id)


@people_ops
@recently_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def person_hold(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Puts a hold, with its reason."""
    person = _theirs(request, pk)
    form = HoldForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        holding.put(person, form.cleaned_data["reason"], by=request.user)
        said = _("Nothing that is held about %(name)s goes until the hold is lifted.")
        messages.success(request, said % {"name": person.name})
        return redirect("person_data", pk=person.pk)
    context = {"person": person, "form": form}
    return render(request, "accounts/rights/hold.html", context, status=400 if form.errors else 200)


@people_ops
@recently_signed_in
@require_POST
def hold_lift(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is held about the person may go again."""
    hold = holding.lift(seen(Hold, request.user, pk=pk), by=request.user)
    messages.success(request, _("Lifted on %(day)s.") % {"day": date_format(hold.lifted_at, "j F Y")})
    return redirect("person_data", pk=hold.person_id)


@people_ops
@recently_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def person_passages(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the name stands in texts about others; a press takes words out of one of them."""
    person = _theirs(request, pk)
    form = TakeOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        times = passages.take_out(person, form.cleaned_data["text"], form.cleaned_data["words"], by=request.user)
        said = ngettext("Taken out in %(count)s place.", "Taken out in %(count)s places.", times)
        messages.success(request, said % {"count": times})
        return redirect("person_passages", pk=person.pk)
    found, may_take = passages.find(person, request.user), passages.is_for_two(person, request.user)
    context = {"person": person, "form": form, "found": found, "may_take": may_take}
    return render(request, "accounts/rights/passages.html", context, status=400 if form.errors else 200)
