"""The page of a second look, for who answers it and for People Ops; and how the person asks for one."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import members, seen
from accounts.moves import NotAllowed, may
from accounts.paging import page_of
from reviews.models import Result, SecondLook
from reviews.telling import second_looks
from reviews.telling.forms import AnswerSecondLookForm, AskSecondLookForm
from reviews.telling.letter import letter_of
from reviews.telling.views.own import own_result, page

WITH = ("group__cycle", "subject", "author", "overall", "role", "version")
A_PAGE = 50


@members
@require_POST
def my_second_look(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person asks for it."""
    result = own_result(request, pk)
    form = AskSecondLookForm(request.POST)
    if not form.is_valid():
        return page(request, result, asking=form, status=400)
    second_looks.ask(result, request.user, form.cleaned_data["words"])
    messages.success(request, _("Your second look is asked for."))
    return redirect("my_result", pk=pk)


@members
@require_POST
def my_second_look_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person takes it back."""
    look = seen(SecondLook, request.user, result=own_result(request, pk))
    second_looks.withdraw(look, request.user)
    return redirect("my_result", pk=pk)


@members
@require_safe
def second_looks_list(request: HttpRequest) -> HttpResponse:
    """Those that the reader answers, or sees as People Ops: what waits first. Whose and how far; no word."""
    waiting = Case(When(state=SecondLook.State.ASKED, then=0), default=1)
    looks = SecondLook.objects.visible_to(request.user).exclude(subject=request.user).bookkept()
    rows = looks.select_related("subject", "owner", "group__cycle").order_by(waiting, "due_on", "pk")
    page = page_of(rows, request.GET.get("page"), A_PAGE)
    return render(request, "reviews/telling/second_looks.html", {"page": page, "today": clock.today()})


@members
@require_http_methods(["GET", "HEAD", "POST"])
def second_look(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is asked, and what stands; who answers writes the answer here."""
    others = SecondLook.objects.exclude(subject=request.user)
    look = seen(others.select_related("subject", "owner", "overall", "answered_by"), request.user, pk=pk)
    result = seen(Result.objects.select_related(*WITH), request.user, pk=look.result_id)
    look.result = result
    may_answer = may(look, "answer", request.user)
    if request.method == "POST" and not second_looks.answers(look, request.user):
        raise NotAllowed("answer")
    form = AnswerSecondLookForm(request.POST if request.method == "POST" else None, result=result)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        second_looks.answer(look, request.user, given["outcome"], given["answer"], given["overall"])
        messages.success(request, _("Your answer is there for %(name)s.") % {"name": look.subject.first_name})
        return redirect("second_look", pk=pk)
    shown = {
        "look": look,
        "letter": letter_of(result),
        "form": form if may_answer or form.errors else None,
        "may_correct": look.outcome == SecondLook.Outcome.CHANGES and may(look, "correct", request.user),
        "answers": second_looks.owner_of(look),
        "today": clock.today(),
    }
    return render(request, "reviews/telling/second_look.html", shown, status=400 if form.errors else 200)


@members
@require_POST
def second_look_correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """People Ops writes the changed rating into the result."""
    look = seen(SecondLook.objects.exclude(subject=request.user), request.user, pk=pk)
    second_looks.correct(look, request.user)
    messages.success(request, _("The result is put right."))
    return redirect("second_look", pk=pk)
