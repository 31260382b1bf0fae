"""The questions members may be asked about themselves: prepared, asked, put right in words, retired."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import people_ops_everywhere, seen
from accounts.moves import may, move
from figures import workflow
from figures.forms import QuestionForm, RetireForm, WordingForm
from figures.models import Question


@people_ops_everywhere
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """All questions with their options in order."""
    rows = Question.objects.visible_to(request.user).prefetch_related("options")
    return render(request, "figures/questions.html", {"questions": rows})


@people_ops_everywhere
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Prepares a question; nobody is asked yet."""
    return _prepared(request, Question())


@people_ops_everywhere
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, code: str) -> HttpResponse:
    """One question: all of it while it is prepared, its wording once it is asked."""
    found = seen(Question, request.user, code=code)
    if found.state == Question.State.PREPARED:
        return _prepared(request, found)
    form = WordingForm(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        workflow.reword(found, form.cleaned_data["text"], form.words(), request.user)
        messages.success(request, _("The wording is changed. Answers given before stay with their line."))
        return redirect("question", code=found.code)
    context = {"question": found, "form": form, "may_retire": may(found, "retire", request.user)}
    return render(request, "figures/question.html", context)


def _prepared(request: HttpRequest, found: Question) -> HttpResponse:
    form = QuestionForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        found = workflow.prepare(form.save(commit=False), given["options"], given["declined"], request.user)
        messages.success(request, _("The question is prepared. Nobody is asked yet."))
        return redirect("question", code=found.code)
    is_new = found._state.adding
    return render(request, "figures/question.html", {"question": None if is_new else found, "form": form})


@people_ops_everywhere
@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """From now on every member may answer it."""
    move(seen(Question, request.user, code=code), "ask", request.user)
    messages.success(request, _("Every member may answer it from now on. Nobody gets a mail."))
    return redirect("question", code=code)


@people_ops_everywhere
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, code: str) -> HttpResponse:
    """Asks whether to stop a question and delete its answers, and does it."""
    found = seen(Question, request.user, code=code)
    form = RetireForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        workflow.retire(found, request.user)
        messages.success(request, _("The question is asked no more, and its answers are deleted."))
        return redirect("question", code=code)
    return render(request, "figures/question_retire.html", {"question": found, "form": form})
