"""The list of people, one person, inviting them to sign in, and taking a lost second step off them."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import FilteredRelation, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import calendar_links, extras, granting, invitations, readdressing, second_step
from accounts.access import members, people_ops, recently_signed_in, seen
from accounts.addresses import addresses
from accounts.clock import today
from accounts.components import action, fact, step
from accounts.forms import SearchForm
from accounts.models import Below, CalendarLink, Grant, Person
from accounts.moves import NotAllowed
from accounts.paging import page_of
from accounts.signs import is_any
from accounts.written_once import WrittenOnce

AROUND = WrittenOnce(
    lambda pk: (
        Below.objects.filter(Q(person=pk) | Q(manager=pk, depth=1))
        .order_by("-depth", "person__name")
        .values_list("manager_id", "manager__name", "person_id", "person__name")
    )
)
OF_A_GRANT = ("person", "kind", "scope__name", "reason", "from_at", "until_at")  # what a person's page says of one


@members
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Colleagues by name, fifty a page, or those whose name or address holds what is asked for."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    rows = Person.objects.visible_to(request.user).exclude(left_on__lte=today())
    if form.is_valid() and (q := form.cleaned_data["q"]):
        rows = rows.filter(Q(name__icontains=q) | Q(email__icontains=q))
    page = page_of(_with_team_and_manager(rows), request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": _listed(page.rows),
        "q": form.cleaned_data["q"] if form.is_bound and form.is_valid() else "",
        "actions": _around(request.user),
    }
    return render(request, "accounts/people.html", context)


@members
@require_safe
def person(request: HttpRequest, pk) -> HttpResponse:
    """One colleague: where they stand in the organisation, and what other apps show to this reader."""
    someone = seen(Person.objects.select_related("team"), request.user, pk=pk)
    manages_people = granting.covers(request.user, someone)
    above, reports = _lines_of(someone)
    grants = _grants_of(someone, request.user)
    if manages_people:
        someone.grants_held = grants  # People Ops see all of them: what follows asks no more
    context = {
        "person": someone,
        "has_left": someone.has_left(today()),
        "line": _line(above, someone),
        "reports": reports[:100],
        "sections": extras.sections(someone, request.user),
        "facts": _facts(someone) if manages_people and not someone.is_erased else [],
        "grants": grants,
        "actions": _actions(someone, request.user) if manages_people else [],
    }
    return render(request, "accounts/person.html", context)


@people_ops
@require_POST
def person_invite(request: HttpRequest, pk) -> HttpResponse:
    """Sends the mail by which a person chooses a password."""
    someone = seen(Person, request.user, pk=pk)
    invitations.invite(someone, request.user)
    sentence = _("A mail with a link to choose a password is on its way to %(email)s.")
    messages.success(request, sentence % {"email": someone.email})
    return redirect("person", pk=someone.pk)


@people_ops
@recently_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def person_second_step(request: HttpRequest, pk) -> HttpResponse:
    """Takes the second step off a person who lost it: says first what that does."""
    someone = seen(Person, request.user, pk=pk)
    if not second_step.may_reset(someone, request.user):
        raise NotAllowed("reset_second_step")
    if request.method == "POST":
        second_step.reset(someone, request.user)
        sentence = _("The second step of %(name)s is taken off. A mail says so to them.")
        messages.success(request, sentence % {"name": someone.name})
        return redirect("person", pk=someone.pk)
    return render(request, "accounts/second_step_reset.html", {"person": someone})


def _with_team_and_manager(rows: QuerySet[Person]) -> QuerySet:
    """What the list says of a person: there is one manager at a time, so one row each."""
    line_now = FilteredRelation("lines", condition=Q(lines__to_on__isnull=True))
    named = rows.annotate(line_now=line_now)
    return named.values_list("pk", "name", "team__name", "line_now__manager_id", "line_now__manager__name")


def _listed(rows: list[tuple]) -> list[dict[str, str]]:
    address = addresses("person")
    return [
        {
            "name": name,
            "href": address(pk),
            "team": team or "",
            "manager": manager or "",
            "manager_href": address(manager_id) if manager_id else "",
        }
        for pk, name, team, manager_id, manager in rows
    ]


def _around(viewer: Person) -> list[dict[str, Any]]:
    """What People Ops do from the list."""
    actions = []
    if viewer.holds_everywhere("people_ops"):
        actions.append(action(_("Import people"), reverse("people_import"), quiet=True))
    if viewer.holds("people_ops"):
        actions.append(action(_("Import earlier results"), reverse("earlier_results"), quiet=True))
        actions.append(action(_("Invite to sign in"), reverse("people_invitations"), quiet=True))
        actions.append(action(_("Permissions"), reverse("grants"), quiet=True))
    return actions


def _actions(someone: Person, viewer: Person) -> list[dict[str, Any]]:
    actions = []
    if invitations.may_invite(someone, viewer):
        label = _("Send %(name)s an invitation to sign in") % {"name": someone.first_name}
        has_come_in = someone.last_login is not None  # by the company's provider: a password is only a second way
        actions.append(action(label, reverse("person_invite", args=[someone.pk]), "post", quiet=has_come_in))
    if is_any(someone, Authenticator.user) and second_step.has_one(someone) and second_step.may_reset(someone, viewer):
        label = _("Take the second step off %(name)s") % {"name": someone.first_name}
        actions.append(action(label, reverse("person_second_step", args=[someone.pk]), quiet=True))
    if someone.pk != viewer.pk and is_any(someone, CalendarLink.person) and calendar_links.open_link(someone):
        label = _("End the link to the calendar of %(name)s") % {"name": someone.first_name}
        actions.append(action(label, reverse("person_calendar_end", args=[someone.pk]), "post", quiet=True))
    if someone.is_active and someone.pk != viewer.pk:
        label = _("Give %(name)s a permission") % {"name": someone.first_name}
        actions.append(action(label, reverse("grant_give", args=[someone.pk]), quiet=True))
    if someone.pk != viewer.pk:
        label = _("What the trail says of %(name)s") % {"name": someone.first_name}
        actions.append(action(label, f"{reverse('trail')}?person={someone.pk}", quiet=True))
    if someone.pk != viewer.pk:
        label = _("What is held about %(name)s") % {"name": someone.first_name}
        actions.append(action(label, reverse("person_data", args=[someone.pk]), quiet=True))
    if readdressing.may_ask(someone, viewer):
        label = _("Change the address of %(name)s") % {"name": someone.first_name}
        actions.append(action(label, reverse("address", args=[someone.pk]), quiet=True))
    return actions


def _grants_of(someone: Person, viewer: Person) -> list[Grant]:
    """The permissions in force of a person, as far as the viewer sees them."""
    if not is_any(someone, Grant.person):
        return []
    return list(Grant.objects.held_by(someone).visible_to(viewer).select_related("scope").only(*OF_A_GRANT))


def _lines_of(someone: Person) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Who is above the person, the head of the company first, and who reports to them, by name; one query."""
    address, above, reports = addresses("person"), [], []
    rows = AROUND(someone.pk)
    for manager, manager_name, person, name in rows:
        if person == someone.pk:
            above.append({"name": manager_name, "href": address(manager)})
        else:
            reports.append({"name": name, "href": address(person)})
    someone.managers_above = [manager for manager, _name, person, _name in reversed(rows) if person == someone.pk]
    return above, reports


def _line(above: list[dict[str, str]], someone: Person) -> list[dict[str, Any]]:
    """From the head of the company down to the person, for the line."""
    items = [step(one["name"], "done", href=one["href"]) for one in above]
    return [*items, step(someone.name, "here")] if items else []


def _facts(someone: Person) -> list[dict[str, Any]]:
    """What the import says of a person, for People Ops."""

    def day(value):
        return date_format(value, "l, j F Y") if value else _("not known")

    facts = [
        fact(_("Employee id"), someone.employee_id),
        fact(_("Kind"), someone.get_kind_display()),
        fact(_("Hired on"), day(someone.hired_on)),
        fact(_("Onboarded on"), day(someone.onboarded_on)),
        fact(_("Time zone"), someone.time_zone or _("as the organisation")),
        fact(_("Last signed in"), day(someone.last_login) if someone.last_login else _("never")),
    ]
    if someone.left_on:
        facts.insert(4, fact(_("No longer here from"), day(someone.left_on)))
    return facts
