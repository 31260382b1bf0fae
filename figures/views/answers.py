"""One's own answers: given, changed and withdrawn by their person, and read by nobody else."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import members
from figures import workflow
from figures.forms import AnswersForm


@members
@require_http_methods(["GET", "HEAD", "POST"])
def my_answers(request: HttpRequest) -> HttpResponse:
    """The questions with what one said; saves what is changed."""
    form = AnswersForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        workflow.answer(request.user, form.chosen())
        messages.success(request, _("Your answers are kept as you left them. Nobody but you can read them."))
        return redirect("my_answers")
    return render(request, "figures/my_answers.html", {"form": form})
