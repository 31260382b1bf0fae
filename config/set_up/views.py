"""The pages of the set-up: only while nobody is here, and but for the first only in the browser with the token."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import first_run
from accounts.access import first_run_only
from accounts.models import SetUp
from config.set_up import forms, workflow
from config.set_up.workflow import STEPS
from frameworks.people_import.views import template_file
from frameworks.people_import.workflow import AT_ONCE_BYTES

Step = Callable[[HttpRequest, SetUp], HttpResponse]


def of_this_browser(view: Step) -> Callable[..., HttpResponse]:
    """Beside the mark: only in the browser that has used the token; any other asks for it first."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = first_run.begun_by(request)
        return view(request, row, *args, **kwargs) if row else redirect("set_up")

    return guarded


def labels() -> dict[str, str]:
    """The steps in words."""
    return {
        "organisation": _("The organisation"),
        "review": _("How you review"),
        "ladders": _("Ladders"),
        "people": _("People"),
        "account": _("Your account"),
    }


def _page(request: HttpRequest, row: SetUp, here: str, form: Any, **more: Any) -> HttpResponse:
    done = set(row.answers)
    steps = [
        {
            "label": label,
            "state": "here" if step == here else "done" if step in done else "next",
            "href": f"/set-up/{step}/" if step in done and step != here else "",
        }
        for step, label in labels().items()
    ]
    context = {"form": form, "steps": steps, "title": labels()[here], "number": STEPS.index(here) + 1, "of": len(STEPS)}
    return render(request, f"set_up/{here}.html", context | more, status=400 if form.errors else 200)


def _next(row: SetUp) -> HttpResponse:
    open_ones = [step for step in STEPS if step not in row.answers]
    return redirect(f"set_up_{open_ones[0] if open_ones else 'account'}")


@first_run_only
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Asks for the token, once."""
    if row := first_run.begun_by(request):
        return _next(row)
    form = forms.TokenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if first_run.begin(request, form.cleaned_data["token"].strip()):
            return redirect("set_up_organisation")
        form.add_error("token", _("This token opens nothing: it is wrong, was used already, or was tried too often."))
    context = {"form": form, "is_void": first_run.is_void()}
    return render(request, "set_up/token.html", context, status=403 if form.errors else 200)


@first_run_only
@require_http_methods(["GET", "HEAD", "POST"])
@of_this_browser
def set_up_organisation(request: HttpRequest, row: SetUp) -> HttpResponse:
    """Its name and its zone."""
    initial = {"time_zone": "UTC"} | row.answers.get("organisation", {})
    form = forms.OrganisationForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        workflow.answer(row, "organisation", **form.cleaned_data)
        return _next(row)
    return _page(request, row, "organisation", form)


@first_run_only
@require_http_methods(["GET", "HEAD", "POST"])
@of_this_browser
def set_up_review(request: HttpRequest, row: SetUp) -> HttpResponse:
    """The preset with which cycles begin."""
    initial = {"preset": "full"} | row.answers.get("review", {})
    form = forms.ReviewForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        workflow.answer(row, "review", **form.cleaned_data)
        return _next(row)
    return _page(request, row, "review", form)


@first_run_only
@require_http_methods(["GET", "HEAD", "POST"])
@of_this_browser
def set_up_ladders(request: HttpRequest, row: SetUp) -> HttpResponse:
    """Which of the shipped ladders are published at the end; none is an answer, too."""
    initial = {"ladders": row.answers.get("ladders", {}).get("files", [])}
    form = forms.LaddersForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        if row.people and set(form.cleaned_data["ladders"]) != set(initial["ladders"]):
            row.people, row.answers = "", {step: row.answers[step] for step in row.answers if step != "people"}
            row.save(update_fields=["people", "answers"])
            messages.info(request, _("The file of people names roles of ladders: give it once more."))
        workflow.answer(row, "ladders", files=form.cleaned_data["ladders"])
        return _next(row)
    return _page(request, row, "ladders", form)


@first_run_only
@require_http_methods(["GET", "HEAD", "POST"])
@of_this_browser
def set_up_people(request: HttpRequest, row: SetUp) -> HttpResponse:
    """The first file of people, if there is one already."""
    if request.method == "POST" and "later" in request.POST:
        row.people = ""
        row.save(update_fields=["people"])
        workflow.answer(row, "people")
        return _next(row)
    form = forms.PeopleForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    problems: list[Any] = []
    if request.method == "POST" and form.is_valid():
        given = form.given()
        if len(given["content"]) > AT_ONCE_BYTES:
            form.add_error(None, _("This file is so big that the worker has to read it: give it after the set-up."))
        else:
            problems = workflow.take_file(row, given["content"], given["name"], given["named"])
            if not problems:
                return _next(row)
    context = {"problems": problems[:50], "more": max(0, len(problems) - 50), "count": len(workflow.in_file(row) or ())}
    return _page(request, row, "people", form, **context)


@first_run_only
@require_safe
@of_this_browser
def set_up_template(request: HttpRequest, row: SetUp, form: str) -> HttpResponse:
    """The empty file of people."""
    return template_file(form)


@first_run_only
@require_http_methods(["GET", "HEAD", "POST"])
@of_this_browser
def set_up_account(request: HttpRequest, row: SetUp) -> HttpResponse:
    """The first person of People Ops; with that everything is written, and the set-up is over."""
    if missing := [step for step in STEPS[:-1] if step not in row.answers]:
        return redirect(f"set_up_{missing[0]}")
    in_file = workflow.in_file(row)
    form = forms.AccountForm(request.POST if request.method == "POST" else None, in_file=in_file)
    if form.is_valid():
        said = form.cleaned_data
        fields = ("employee_id", "name", "address", "password", "by_mail")
        person = workflow.finish(row, workflow.Account(**{field: said[field] for field in fields}))
        request.session.flush()
        messages.success(request, _("Plumbline is set up. Sign in as %(name)s.") % {"name": person.name})
        return redirect("account_login")
    said = row.answers
    return _page(request, row, "account", form, said=said, count=len(in_file or ()))
