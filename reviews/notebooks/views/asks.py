"""Asking a peer for two sentences, and answering."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import clock
from accounts.access import members, seen
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from reviews.models import Ask, Sentences
from reviews.notebooks import asking
from reviews.notebooks.audiences import will_be_read_by
from reviews.notebooks.forms import AnswerForm, AskForm
from reviews.notebooks.workflow import notes_about

WITH = ("asker", "peer", "subject")


@members
@require_http_methods(["GET", "HEAD", "POST"])
def asks(request: HttpRequest) -> HttpResponse:
    """Whom the reader has asked about their own work; a post asks somebody."""
    return _asks(request, request.user)


@members
@require_http_methods(["GET", "HEAD", "POST"])
def person_asks(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same about somebody who reports to the reader."""
    person = seen(Person, request.user, pk=pk)
    if person == request.user and request.method != "POST":
        return redirect("asks")
    if not (notes_about(request.user, person) or _asked(request.user, person).exists()):
        raise Http404
    return _asks(request, person)


def _asks(request: HttpRequest, person: Person) -> HttpResponse:
    if request.method != "POST":
        return _page(request, person, AskForm(request.user, person))
    if not notes_about(request.user, person):
        raise NotAllowed("ask")
    form = AskForm(request.user, person, request.POST)
    if not form.is_valid():
        return _page(request, person, form, 400)
    given = form.cleaned_data
    try:
        asking.ask(request.user, given["peer"], person, given["readers"], given["question"])
    except Conflict as twice:
        return _page(request, person, form, 409, twice.sentence)
    said = _("%(name)s is asked, and finds it on their first page and in a mail.") % {"name": given["peer"].name}
    messages.success(request, said)
    return redirect(_address(request.user, person))


def _address(asker: Person, person: Person) -> str:
    return reverse("asks") if asker == person else reverse("person_asks", args=[person.pk])


def _asked(asker: Person, person: Person):
    return Ask.objects.visible_to(asker).filter(asker=asker, subject=person)


def _page(request: HttpRequest, person: Person, form: AskForm, status: int = 200, sentence: str = "") -> HttpResponse:
    today = clock.today()
    rows = list(_asked(request.user, person).select_related(*WITH)[:100])
    texts = {one.ask_id: one.text for one in Sentences.objects.visible_to(request.user).filter(ask__in=rows)}
    lines = [
        {"ask": row, "text": texts.get(row.pk, ""), "is_over": asking.is_over(row, today), "is_open": _open(row, today)}
        for row in rows
    ]
    context = {
        "person": person,
        "is_own": person == request.user,
        "may_ask": notes_about(request.user, person),
        "form": form,
        "lines": lines,
        "of_me": _of_me(request.user) if person == request.user else [],
        "today": today,
        "sentence": sentence,
    }
    return render(request, "reviews/notebooks/asks.html", context, status=status)


def _of_me(peer: Person) -> list[Ask]:
    """What the reader was asked by others, the newest first."""
    rows = Ask.objects.visible_to(peer).filter(peer=peer).bookkept()
    return list(rows.select_related("asker", "subject").only(*Ask.bookkeeping, "asker__name", "subject__name")[:100])


def _open(row: Ask, today) -> bool:
    return row.state == Ask.State.ASKED and row.expires_on >= today


@members
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A question to the reader: who asks, about whom, and who will read the answer; a post answers."""
    found = seen(Ask.objects.select_related(*WITH), request.user, pk=pk)
    if found.peer_id != request.user.pk:
        return redirect(_address(request.user, found.subject))
    if request.method != "POST":
        return _ask_page(request, found, AnswerForm())
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _ask_page(request, found, form, 400)
    try:
        asking.answer(found, request.user, form.cleaned_data["text"])
    except Conflict as late:
        return _ask_page(request, found, form, 409, late.sentence)
    messages.success(request, _("Your sentences are with %(name)s.") % {"name": found.asker.name})
    return redirect("ask", pk=pk)


@members
@require_POST
def ask_decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The peer would rather not."""
    asking.decline(seen(Ask, request.user, pk=pk), request.user)
    messages.success(request, _("You have declined. No reason is asked."))
    return redirect("home")


@members
@require_POST
def ask_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The asker takes the question back."""
    found = asking.withdraw(seen(Ask.objects.select_related(*WITH), request.user, pk=pk), request.user)
    return redirect(_address(request.user, found.subject))


def _ask_page(
    request: HttpRequest, found: Ask, form: AnswerForm, status: int = 200, sentence: str = ""
) -> HttpResponse:
    written = Sentences.objects.visible_to(request.user).filter(ask=found, author=request.user).first()
    context = {
        "ask": found,
        "is_about_asker": found.asker_id == found.subject_id,
        "read_by": will_be_read_by(found),
        "form": form,
        "written": written,
        "is_open": _open(found, clock.today()) and notes_about(found.asker, found.subject),
        "is_over": asking.is_over(found, clock.today()),
        "today": clock.today(),
        "sentence": sentence,
    }
    return render(request, "reviews/notebooks/ask.html", context, status=status)
