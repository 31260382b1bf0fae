"""A pitch is begun, written beside the role's text and the rule, submitted, read; and what its subject may know."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import autosave, clock
from accounts.access import members, seen
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed, may
from accounts.refusals import is_by_itself
from accounts.viewing import as_task
from frameworks import reading, ways
from promotions import workflow
from promotions.forms import TargetForm
from promotions.models import Decision, Pitch
from promotions.sheet import Sheet, as_fields, mark_both, mark_wanting, sheet_of, to_be_written, typed_draft
from promotions.workflow.pitching import BEFORE_THE_DECISION, assessed_by, is_author, tidied
from reviews.assessments.sheet import title_in
from reviews.cycles.onward import page_of
from reviews.drafts import Stale
from reviews.models import Group, RosterEntry
from reviews.notebooks import profiles


def visible(request: HttpRequest, pk: UUID) -> Pitch:
    """The pitch, where the reader may see it; else the 404."""
    rows = Pitch.objects.select_related("group__cycle", "subject", "author", "role", "target", "version")
    return seen(rows, request.user, pk=pk)


def own(request: HttpRequest, pk: UUID) -> Pitch:
    """The pitch for its author; 404 for whoever may not see it, 403 for whoever may only read."""
    found = visible(request, pk)
    if not is_author(found, request.user):
        raise NotAllowed("write")
    return found


@members
@require_http_methods(["GET", "HEAD", "POST"])
def pitch_new(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Begins a pitch: for which role, of those one can go to from here."""
    rows = RosterEntry.objects.select_related("group__cycle", "subject", "version", "role")
    entry = seen(rows, request.user, group=pk, subject=person)
    assessed_by(entry.group, entry.subject, request.user)
    rows = Pitch.objects.visible_to(request.user).filter(group=pk, subject=person)
    there = rows.filter(author=request.user).first() or rows.filter(state__in=Pitch.HANDED_IN).first()
    if there and request.method != "POST":
        return redirect("pitch", pk=there.pk)
    document = reading.document(entry.version)
    roles = [(role, title_in(document, role)) for role in ways.next_roles(entry.version, entry.role)]
    form = TargetForm(request.POST if request.method == "POST" else None, roles=roles)
    unwritten = profiles.unwritten(entry, [role for role, _title in roles])
    if request.method == "POST" and form.is_valid():
        target = form.cleaned_data["target"]
        if target not in unwritten:
            begun = workflow.begin(entry.group, entry.subject, target, request.user)
            return redirect("pitch", pk=begun.pk)
        form.add_error("target", _("Write the personal profile for it first: see below."))
    context = {
        "entry": entry,
        "group": entry.group,
        "form": form,
        "roles": roles,
        "unwritten": [title for role, title in roles if role in unwritten],
        "may_write": profiles.may_write(request.user, entry.subject),
        "role": title_in(document, entry.role),
    }
    return render(request, "promotions/pitch_new.html", context, status=400 if form.errors else 200)


@members
@require_safe
def pitch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet for its author while it is a draft; for everyone else, and afterwards, what was submitted."""
    found = visible(request, pk)
    if is_open(found) and is_author(found, request.user):
        return edit_page(request, to_be_written(found))
    return read_page(request, found)


@members
@require_POST
def pitch_save(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keeps what was typed: answers the browser's own saving in JSON, a pressed button with the page."""
    kept = keep(request, to_be_written(own(request, pk), request.POST))
    if isinstance(kept, HttpResponse):
        return kept
    if is_by_itself(request):
        return autosave.kept(kept)
    if request.htmx:
        return edit_page(request, to_be_written(kept))
    return redirect(reverse("pitch", args=[pk]) + "#rule")


@members
@require_POST
def pitch_submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Saves what stands on the page and hands it to the group, or says what is missing."""
    kept = keep(request, to_be_written(own(request, pk), request.POST))
    if isinstance(kept, HttpResponse):
        return kept
    try:
        workflow.submit(kept, request.user)
    except workflow.Incomplete as wanting:
        typed = request.POST.copy()
        typed["version"] = str(kept.draft_number)
        again = to_be_written(kept, typed)
        again.form.is_valid()
        mark_wanting(again, wanting)
        return edit_page(request, again, 400, saved=autosave.standing(kept.saved_at))
    messages.success(request, _("Your pitch for %(name)s is submitted to %(group)s.") % _names(kept))
    return redirect("pitch", pk=pk)


@members
@require_POST
def pitch_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Withdraws a submitted pitch."""
    return done(request, pk, workflow.withdraw, _("Your pitch for %(name)s is withdrawn."), reverse("pitch", args=[pk]))


@members
@require_POST
def pitch_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Takes a pitch back to be written further."""
    said = _("You can write on; the group does not see your pitch for %(name)s meanwhile.")
    return done(request, pk, workflow.reopen, said, reverse("pitch", args=[pk]))


def done(request: HttpRequest, pk: UUID, act: Callable[[Pitch, Person], Any], said: str, then: str) -> HttpResponse:
    """One press of the author's: the act, the sentence that it is done, and where that is seen."""
    found = own(request, pk)
    act(found, request.user)
    messages.success(request, said % _names(found))
    return redirect(then)


@members
@require_POST
def pitch_discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Deletes a draft."""
    return done(request, pk, workflow.discard, _("Your draft for %(name)s is deleted."), reverse("home"))


@members
@require_safe
def pitches_about_me(request: HttpRequest) -> HttpResponse:
    """What the reader may know of pitches for themselves: never before their framework's setting opens it."""
    decided = {row.pitch_id: row for row in Decision.objects.visible_to(request.user).filter(subject=request.user)}
    readable = set(Pitch.objects.visible_to(request.user).filter(subject=request.user).values_list("pk", flat=True))
    known = Pitch.objects.known_to(request.user, decided).select_related("author", "target", "version", "group__cycle")
    with as_task("pitches-known"):
        known = list(known)
    rows = [
        {
            "pitch": row,
            "target": title_in(reading.document(row.version), row.target),
            "may_read": row.pk in readable,
            "decision": decided.get(row.pk),
        }
        for row in known
    ]
    return render(request, "promotions/pitches_about_me.html", {"rows": rows})


# -- what is shown ----------------------------------------------------------------------------------


def is_open(found: Pitch) -> bool:
    """Whether its author may write in it now."""
    return found.state == Pitch.State.DRAFT and found.group.state == Group.State.ASSESSING


def keep(request: HttpRequest, sheet: Sheet) -> Pitch | HttpResponse:
    """Saves what was typed; where it cannot be, the page (or the JSON) that says why and keeps the text."""
    by_itself = is_by_itself(request)
    draft = typed_draft(sheet)
    if draft is None and is_open(sheet.pitch):
        return autosave.refused(errors(sheet)) if by_itself else edit_page(request, sheet, 400)
    try:
        if draft is None:
            raise Conflict(_("This pitch can be written no more."))
        return workflow.save_draft(sheet.pitch, request.user, sheet.form.cleaned_data["version"], draft)
    except Stale as stale:
        if by_itself:
            return autosave.other_text(stale, as_fields(sheet, stale.stored, stale.number))
        mark_both(sheet, stale.stored, stale.number)
        return edit_page(request, sheet, 409)
    except Conflict as late:
        if by_itself:
            raise
        if draft and sheet.pitch.state != Pitch.State.DRAFT and sheet.stands == tidied(draft):
            return read_page(request, sheet.pitch, late.sentence, 409)
        return edit_page(request, sheet, 409, sentence=late.sentence)


def errors(sheet: Sheet) -> dict[str, list[str]]:
    """What is wrong, by the name of the field; nothing where the page was not sent."""
    found = {name: list(said) for name, said in sheet.form.errors.items()}
    if sheet.has_claims and sheet.claims.is_bound:
        for number, line in enumerate(sheet.claims.errors):
            found |= {f"{sheet.claims.prefix}-{number}-{name}": list(said) for name, said in line.items()}
    return found


def edit_page(request: HttpRequest, sheet: Sheet, status: int = 200, **more: Any) -> HttpResponse:
    """The sheet with its forms, for its author, and only to be read where they can write no more; of it only the part
    that a saving by htmx puts in place."""
    whole, found = "promotions/pitch_edit.html", sheet.pitch
    if not is_open(found):
        sheet.only_read()
    context = {
        "sheet": sheet,
        "pitch": found,
        "group": found.group,
        "today": clock.today(),
        "is_open": is_open(found),
        "saved": autosave.standing(found.saved_at, errors=bool(errors(sheet)), both=bool(sheet.theirs)),
    } | more
    if request.htmx:
        # the part is put in place whatever it says; a refusal by status would leave the page as it was
        return render(request, f"{whole}#pitch_edit", context)
    return render(request, whole, context, status=status)


def read_page(request: HttpRequest, found: Pitch, sentence: str = "", status: int = 200) -> HttpResponse:
    """The pitch to be read, with what its author may still do, and the way to the decision."""
    mine = is_author(found, request.user)
    sheet = sheet_of(found, None if mine else request.user)
    decision = Decision.objects.visible_to(request.user).filter(pitch=found).first()
    context = {
        "sheet": sheet,
        "pitch": found,
        "group": found.group,
        "sentence": sentence,
        "is_mine": mine,
        "is_subject": found.subject_id == request.user.pk,
        "above": page_of(found.group, request.user),
        "decision": decision,
        "actions": actions(found, request.user) if mine else [],
    }
    return render(request, "promotions/pitch.html", context, status=status)


def actions(found: Pitch, by: Any) -> list[dict[str, Any]]:
    """What the author may do with a pitch that is no open draft."""
    may_do = []
    if found.group.state == Group.State.ASSESSING and may(found, "reopen", by):
        note = _("The group does not see it until you submit it again.")
        may_do.append({"label": _("Take it back to change it"), "verb": "reopen", "note": note})
    if found.group.state in BEFORE_THE_DECISION and may(found, "withdraw", by):
        may_do.append({"label": _("Withdraw the pitch"), "verb": "withdraw", "quiet": True})
    return [each | {"url": reverse(f"pitch_{each['verb']}", args=[found.pk]), "method": "post"} for each in may_do]


def _names(found: Pitch) -> dict[str, str]:
    return {"name": found.subject.name, "group": found.group.name}
