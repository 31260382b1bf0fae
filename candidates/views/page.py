"""The one page of a candidate, as far as it has come: each alone, together, and the end."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import autosave, clock
from accounts.access import seen
from accounts.components import action, fact
from accounts.moves import may
from candidates import comparing, keeping, workflow
from candidates.forms import AxesForm, InviteForm, OfferForm, as_fields
from candidates.models import Candidate, Finding, Interviewer
from candidates.nearest import Fit, nearest, settled
from candidates.sheet import Asked
from candidates.wording import fit_said
from candidates.workflow import Said, Sheet
from frameworks.asked import full_name
from frameworks.drawing import drawing
from reviews.drafts import Stale

State, Writing = Candidate.State, Interviewer.State
SHOWN = 3  # of the nearest roles, how many stand with their lines


def candidate_of(request: HttpRequest, pk: UUID) -> Candidate:
    """The candidate, for whoever may see them; else the 404."""
    rows = Candidate.objects.select_related("version__framework", "meant_for", "owner")
    found: Candidate = seen(rows, request.user, pk=pk)
    return found


def invited_to(candidate: Candidate) -> list[Interviewer]:
    """Whom the owner invited, by name."""
    rows = Interviewer.objects.filter(candidate=candidate).select_related("person")
    return list(rows.order_by("person__name", "pk"))


def finding_form(asked: Asked, data: Any = None, **more: Any) -> AxesForm:
    """What one found, with the evidence."""
    return AxesForm(asked, _("not seen"), _("What you saw that says so"), data, **more)


def agreed_form(asked: Asked, data: Any = None, **more: Any) -> AxesForm:
    """What all agreed, with a line."""
    return AxesForm(asked, _("nothing agreed"), _("In a line, why"), data, **more)


def theirs(form: AxesForm, stale: Stale, words: dict[str, str]) -> list[dict[str, Any]]:
    """What was saved elsewhere meanwhile and differs from what is in the fields: label and text."""
    stored = as_fields(stale.stored, form.asked)
    found = []
    for one in form.rows:
        for name, label in ((one.at.name, one.row.name), (one.said.name, f"{one.row.name}, {one.said.label}")):
            if stored[name] != form.data.get(name, "").replace("\r\n", "\n").strip():
                found.append({"label": label, "text": words.get(name, stored[name]) or _("(nothing)")})
    return found


def page(request: HttpRequest, candidate: Candidate, status: int = 200, **more: Any) -> HttpResponse:
    """The page; `more` are forms that came back, and what else is to be said."""
    asked = Asked.of(candidate)
    invited = invited_to(candidate)
    me = next((one for one in invited if one.person_id == request.user.pk), None)
    context = {
        "candidate": candidate,
        "asked": asked,
        "invited": invited,
        "me": me,
        "is_owner": workflow.is_owner(candidate, request.user),
        "facts": _facts(candidate, asked),
        "gone_on": keeping.gone_on(candidate),
        "today": clock.today(),
    }
    if candidate.together_at:
        context |= _together(request, candidate, asked, invited, more)
    else:
        context |= _alone(request, candidate, asked, invited, me, more)
    return render(request, "candidates/candidate.html", context | more, status=status)


def _facts(candidate: Candidate, asked: Asked) -> list[dict[str, Any]]:
    version, roles = candidate.version, asked.ladder.roles
    href = reverse("framework", args=[version.framework.slug])
    found = [fact(_("Framework"), version.title, _("version %(label)s") % {"label": version.label}, href)]
    if candidate.meant_for:
        found.append(fact(_("Meant for"), full_name(roles[candidate.meant_for.code])))
    return [*found, fact(_("Owner"), candidate.owner.name)]


def _alone(
    request: HttpRequest,
    candidate: Candidate,
    asked: Asked,
    invited: list[Interviewer],
    me: Interviewer | None,
    more: dict[str, Any],
) -> dict[str, Any]:
    """Before it is brought together: one's own sheet, and who is to say what they found."""
    found = workflow.found_by(me) if me else {}
    is_open = candidate.state == State.OPEN
    form = more.get("form")
    if form is None and me and is_open and me.state == Writing.WRITING:
        form = finding_form(asked, initial=as_fields(found, asked) | {"version": me.draft_number})
    handed_in = sum(one.state == Writing.HANDED_IN for one in invited)
    context: dict[str, Any] = {
        "form": form,
        "own": said_by_axis(asked, {"": found}) if me and form is None else [],
        "handed_in": handed_in,
        "still_writing": len(invited) - handed_in,
        "saved": autosave.standing(
            me.saved_at if me else None, errors=bool(form and form.errors), both="theirs" in more
        ),
        "actions": _actions(request, candidate, handed_in),
    }
    if me and is_open and may(me, "take_back", request.user):
        back = reverse("candidate_take_back", args=[candidate.pk])
        context["back"] = [action(_("Take it back to change it"), back, "post", True)]
    if is_open and context["actions"]:
        context["invite_form"] = InviteForm()
    return context


def _actions(request: HttpRequest, candidate: Candidate, handed_in: int) -> list[dict[str, Any]]:
    """What the owner may do with the whole of it."""
    if not workflow.is_owner(candidate, request.user):
        return []
    found = []
    if may(candidate, "bring_together", request.user) and handed_in >= workflow.AT_LEAST:
        found.append(action(_("Bring it together"), reverse("candidate_together", args=[candidate.pk]), "post"))
    if may(candidate, "close", request.user):
        label = _("Close without an offer")
        found.append(action(label, reverse("candidate_close", args=[candidate.pk]), quiet=True))
    found.append(action(_("Call them otherwise"), reverse("candidate_label", args=[candidate.pk]), quiet=True))
    return [*found, action(_("Delete now"), reverse("candidate_delete", args=[candidate.pk]), quiet=True)]


def _together(
    request: HttpRequest, candidate: Candidate, asked: Asked, invited: list[Interviewer], more: dict[str, Any]
) -> dict[str, Any]:
    """Once it is brought together: who found what, what is agreed, which roles are near and why, and offers."""
    sheets = _sheets(request, candidate, invited)
    agreed = workflow.agreed_of(candidate)
    counts = settled(asked.found(agreed), [asked.found(sheet) for sheet in sheets.values()])
    fits = nearest(asked.ladder, counts)
    is_together = candidate.state == State.TOGETHER
    form = more.get("form")
    if form is None and is_together:
        stored = _with_words(asked.stored(counts), agreed)
        form = agreed_form(asked, initial=as_fields(stored, asked) | {"version": candidate.draft_number})
    steps = {axis: one.step for axis, one in counts.items() if one.step is not None}
    codes = [fit.role.code for fit in fits[:2]]
    context: dict[str, Any] = {
        "form": form,
        "said": said_by_axis(asked, sheets),
        "agreed": said_by_axis(asked, {"": _with_words(asked.stored(counts), agreed)}),
        "near": [fit_said(asked.ladder, fit, asked.meant_for) for fit in _shown(fits, asked.meant_for)],
        "drawing": drawing(asked.ladder, codes, [(candidate.label, steps)]) if codes and steps else None,
        "saved": autosave.standing(candidate.saved_at, errors=bool(form and form.errors), both="theirs" in more),
        "actions": _actions(request, candidate, 0),
        "offers": comparing.earlier(candidate, request.user, fits) if is_together else [],
        "own_offer": comparing.own(candidate, request.user),
    }
    if is_together and workflow.is_owner(candidate, request.user):
        role = str(asked.role_of(codes[0]).pk) if codes else ""
        context["offer_form"] = OfferForm(candidate.version, initial={"role": role, "offered_on": clock.today()})
    return context


def _shown(fits: list[Fit], meant_for: str) -> list[Fit]:
    """The nearest roles, and the one somebody is meant for wherever it comes."""
    return [fit for place, fit in enumerate(fits) if place < SHOWN or fit.role.code == meant_for]


def _sheets(request: HttpRequest, candidate: Candidate, invited: list[Interviewer]) -> dict[str, Sheet]:
    """Who handed in → what they found, by name."""
    names = {one.pk: one.person.name for one in invited if one.state == Writing.HANDED_IN}
    sheets: dict[str, Sheet] = {name: {} for name in names.values()}
    for row in Finding.objects.visible_to(request.user).filter(interviewer__in=names):
        sheets[names[row.interviewer_id]][row.axis_id] = Said(row.step_id, row.role_id, row.text)
    return sheets


def _with_words(counts: Sheet, agreed: Sheet) -> Sheet:
    """Where they stand now, with the words that were agreed."""
    placed = {axis: Said(said.step, said.role, agreed.get(axis, Said()).text) for axis, said in counts.items()}
    return agreed | placed


def said_by_axis(asked: Asked, sheets: dict[str, Sheet]) -> list[dict[str, Any]]:
    """Each axis with what each one found there: by, place, text."""
    return [
        {
            "row": row,
            "said": [
                {
                    "by": by,
                    "place": row.label_of(sheet.get(row.axis.pk, Said())),
                    "text": sheet.get(row.axis.pk, Said()).text,
                }
                for by, sheet in sheets.items()
            ],
        }
        for row in asked.rows
    ]
