"""A team's own examples: their list, and the forms with which a team adds one, changes it and takes it away."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import members, seen
from accounts.models import Person, Team
from accounts.moves import Conflict
from frameworks import finding, team_examples
from frameworks.forms import TeamExampleForm
from frameworks.models import Behaviour, TeamExample, Version
from frameworks.models.versions import BehaviourIdentity
from frameworks.views.choosing import Chosen, chosen
from frameworks.views.links import address, place_of
from frameworks.views.talk import title
from frameworks.wordings import Wording

A_PAGE = 40


@members
@require_safe
def framework_team_examples(request: HttpRequest, slug: str) -> HttpResponse:
    """The examples of all teams, each under the framework's own that it stands beside, and those whose own has gone."""
    found = in_force(request, slug)
    rows = sorted(_rows(request.user, slug).order_by("added_on", "text"), key=_as_they_stand(found, request.user))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    theirs = set(team_examples.teams_of(request.user).values_list("pk", flat=True))
    last = _last_words({row.behaviour_id for row in page if not _stands(found, row)}, request.user)
    teams: dict[Any, OfTeam] = {}
    for row in page:
        teams.setdefault(row.team_id, OfTeam(row.team)).put(_listed(found, row, last, row.team_id in theirs))
    context = {"chosen": found, "teams": list(teams.values()), "page": page, "adds": bool(theirs)}
    return render(request, "frameworks/team_examples.html", context)


@members
@require_http_methods(["GET", "HEAD", "POST"])
def team_example_new(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Adds an example of a team beside one of the framework's."""
    found = in_force(request, slug)
    place, teams = place_of(found.ladder, str(pk)), team_examples.teams_of(request.user)
    if place is None or not teams:
        raise Http404
    form = TeamExampleForm(teams, None, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        behaviour = BehaviourIdentity.objects.select_related("framework").get(pk=pk)
        given = form.cleaned_data
        team_examples.add(given["team"], behaviour, given["text"], request.user)
        messages.success(request, _("The example stands there for the team %(team)s.") % {"team": given["team"].name})
        return redirect(_back(request, found, place[0], pk))
    where, back = title(found.ladder, place[0]), _back(request, found, place[0], pk)
    return _form(request, found, form, place[1].text, where, back)


@members
@require_http_methods(["GET", "HEAD", "POST"])
def team_example(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Changes the words of an example of a team."""
    found, example = in_force(request, slug), _theirs(request, slug, pk)
    place = place_of(found.ladder, str(example.behaviour_id))
    back = _back(request, found, place and place[0], example.behaviour_id)
    form = TeamExampleForm(None, example, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _reworded(form, example, request.user):
        messages.success(request, _("The example of the team %(team)s is changed.") % {"team": example.team.name})
        return redirect(back)
    said = place[1].text if place else _last_words({example.behaviour_id}, request.user).get(example.behaviour_id, "")
    where = title(found.ladder, place[0]) if place else ""
    return _form(request, found, form, said, where, back, example)


@members
@require_POST
def team_example_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Takes an example of a team away."""
    found, example = in_force(request, slug), _theirs(request, slug, pk)
    place = place_of(found.ladder, str(example.behaviour_id))
    team_examples.remove(example, request.user)
    messages.success(request, _("The example of the team %(team)s is taken away.") % {"team": example.team.name})
    return redirect(_back(request, found, place and place[0], example.behaviour_id))


# -- the pieces ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Listed:
    """One in the list: the framework's example that it belongs to, where that stands today, and whether the reader may
    change it."""

    example: TeamExample
    of: str
    where: str
    url: str
    changes: bool


@dataclass
class OfTeam:
    """The examples of one team: beside what stands in the version in force, and beside what does not any more."""

    team: Team
    standing: list[Listed] = field(default_factory=list)
    gone: list[Listed] = field(default_factory=list)

    def put(self, one: Listed) -> None:
        """Among the first where the framework's example has an address, else among the others."""
        (self.standing if one.url else self.gone).append(one)


def _listed(found: Chosen, row: TeamExample, last: dict[Any, str], changes: bool) -> Listed:
    here = place_of(found.ladder, str(row.behaviour_id))
    if here is None:
        return Listed(row, last.get(row.behaviour_id, ""), "", "", changes)
    said, at = here[1].text, address(found, here[0], str(row.behaviour_id))
    return Listed(row, said, title(found.ladder, here[0]), at, changes)


def _as_they_stand(found: Chosen, viewer: Person) -> Callable[[TeamExample], tuple[bool, str, int]]:
    """Orders examples by team, the viewer's own first, and within it as the framework's stand; those whose own has gone
    come last."""
    at = {one.identity: number for number, (_place, one) in enumerate(finding.behaviours(found.ladder))}
    return lambda row: (row.team_id != viewer.team_id, row.team.name, at.get(str(row.behaviour_id), len(at)))


def in_force(request: HttpRequest, slug: str) -> Chosen:
    """The framework with its version in force, whatever the address asks for besides; or 404."""
    found = chosen(request, slug)
    if found.version.state != Version.State.PUBLISHED:
        raise Http404
    return found


def _rows(viewer: Person, slug: str) -> Any:
    rows = TeamExample.objects.visible_to(viewer).filter(behaviour__framework__slug=slug)
    return rows.select_related("team", "behaviour__framework")


def _theirs(request: HttpRequest, slug: str, pk: UUID) -> TeamExample:
    """An example of a team for which the person writes; or 404."""
    example: TeamExample = seen(_rows(request.user, slug), request.user, pk=pk)
    if not team_examples.teams_of(request.user).filter(pk=example.team_id).exists():
        raise Http404
    return example


def _reworded(form: TeamExampleForm, example: TeamExample, by: Person) -> bool:
    """Whether the words were changed; why not stands in the form then, and the next press keeps what was typed."""
    given = form.cleaned_data
    try:
        team_examples.reword(example, given["text"], by, given["began"])
    except Conflict as refused:
        now = TeamExample.objects.filter(pk=example.pk).first()
        if now is None:
            raise
        form.add_error(None, refused.sentence)
        form.look_again(now)
        return False
    return True


def _stands(found: Chosen, row: TeamExample) -> bool:
    return place_of(found.ladder, str(row.behaviour_id)) is not None


def _last_words(identities: set[Any], viewer: Person) -> dict[Any, str]:
    """How examples read that the version in force has no more, in the last version that had them."""
    rows = Behaviour.objects.filter(identity__in=identities, version__in=Version.objects.visible_to(viewer))
    return {row.identity_id: row.text for row in rows.order_by("version__published_at")} if identities else {}


def _back(request: HttpRequest, found: Chosen, place: Wording | None, behaviour: UUID) -> str:
    """Where the framework's example stands, at the role from whose page one came; without it the list."""
    if place is None:
        return reverse("framework_team_examples", args=[found.version.framework.slug])
    code = request.GET.get("role", "")
    at = Wording(role=code, axis=place.axis) if code in found.ladder.roles else place
    return address(found, at, str(behaviour))


def _form(
    request: HttpRequest,
    found: Chosen,
    form: TeamExampleForm,
    said: str,
    where: str,
    back: str,
    example: TeamExample | None = None,
) -> HttpResponse:
    context = {"chosen": found, "form": form, "said": said, "where": where, "back": back, "example": example}
    return render(request, "frameworks/team_example.html", context, status=400 if form.is_bound else 200)
