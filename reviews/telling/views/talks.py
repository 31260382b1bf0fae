"""One-on-ones: a manager sets them with a report; both see when the next is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import clock
from accounts.access import members, seen
from reviews.cycles.progress import day_said
from reviews.models import Message, OneOnOne
from reviews.telling import talks
from reviews.telling.forms import OneOnOneForm, one_on_one_form
from reviews.telling.views.messages import pages_of


@members
@require_http_methods(["GET", "HEAD", "POST"])
def one_on_ones(request: HttpRequest) -> HttpResponse:
    """The reader's recurring talks; a post sets one with a direct report."""
    reports = talks.reports_of(request.user)
    if request.method != "POST":
        return _page(request, _form(request, reports))
    form = OneOnOneForm(request.POST, reports=reports)
    if not form.is_valid():
        return _page(request, form, status=400)
    given = dict(form.cleaned_data)
    _say(request, talks.arrange(request.user, given.pop("report"), **given))
    return redirect("one_on_ones")


@members
@require_POST
def one_on_one_end(request: HttpRequest, pk) -> HttpResponse:
    """Ends a recurring talk."""
    _say(request, talks.end(seen(OneOnOne.objects.select_related("report"), request.user, pk=pk), request.user))
    return redirect("one_on_ones")


def _say(request: HttpRequest, moved: list[Message]) -> None:
    """What is still to be told, and by when now."""
    for message in moved:
        said = {"name": message.person.first_name, "day": day_said(message.due_on, clock.today())}
        messages.info(request, _("What you have to tell %(name)s is now owed by %(day)s.") % said)


def _form(request: HttpRequest, reports) -> OneOnOneForm:
    """The form, filled with the talk of the report that ?with= names, where there is one."""
    wanted = request.GET.get("with", "")
    report = next((person for person in reports if str(person.pk) == wanted), None)
    mine = OneOnOne.objects.visible_to(request.user).filter(manager=request.user)
    talk = mine.filter(report=report).first() if report else None
    return one_on_one_form(request.user, reports, talk, report)


def _page(request: HttpRequest, form: OneOnOneForm, status: int = 200) -> HttpResponse:
    shown = {
        "form": form,
        "reports": talks.with_reports(request.user),
        "managers": talks.with_managers(request.user),
        "today": clock.today(),
        "pages": pages_of(request),
    }
    return render(request, "reviews/telling/one_on_ones.html", shown, status=status)
