"""The figures: which cycles are published, one table, its file, and how the numbers are kept safe."""

import csv

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import trail
from accounts.access import members, people_ops_everywhere, recently_signed_in, seen
from accounts.models import Event
from accounts.moves import Conflict
from figures import overview, wording
from figures.models import Counting, Publication
from figures.printed import thawed
from reviews.models import Cycle, Group


@people_ops_everywhere
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Every question over every framework, cycle by cycle: what is published, and what is not."""
    closed = Cycle.objects.visible_to(request.user).filter(closed_at__isnull=False, is_trial=False)
    reviewed = closed.filter(Exists(Group.objects.filter(cycle=OuterRef("pk"), state=Group.State.CLOSED)))
    page = Paginator(reviewed.order_by("-covers_to", "name"), 12).get_page(request.GET.get("page"))
    cycles = list(page)
    rows = Publication.objects.visible_to(request.user).filter(cycle__in=cycles)
    counted = set(Counting.objects.filter(cycle__in=cycles).values_list("cycle_id", flat=True))
    context = {
        "page": page,
        "sections": overview.sections(cycles, rows.select_related("cycle", "framework", "question")),
        "waiting": [cycle for cycle in cycles if cycle.pk not in counted],
    }
    return render(request, "figures/figures.html", context)


def _publication(request: HttpRequest, cycle, framework: str, question: str) -> Publication:
    rows = Publication.objects.select_related("cycle", "framework", "question")
    return seen(rows, request.user, cycle=cycle, framework__slug=framework, question__code=question)


@people_ops_everywhere
@require_safe
def figure(request: HttpRequest, cycle, framework: str, question: str) -> HttpResponse:
    """One table as it was frozen, or why there is none."""
    publication = _publication(request, cycle, framework, question)
    table = thawed(publication.screen)
    if table and not _was_read(request, publication):
        trail.record("read", publication, request.user)
    context = {
        "publication": publication,
        "table": table,
        "columns": wording.columns(table) if table else [],
        "rows": wording.rows(table) if table else [],
        "reading": wording.reading(table) if table else [],
        "notes": wording.notes(publication.notes),
        "file": thawed(publication.file),
        "why": wording.why_withheld(publication) if publication.withheld else "",
        "instead": publication.printed_instead() if publication.withheld else None,
    }
    return render(request, "figures/figure.html", context)


def _was_read(request: HttpRequest, publication: Publication) -> bool:
    about = Event.objects.filter(thing="figures.publication", thing_id=str(publication.pk))
    return about.filter(by=request.user, verb="read").exists()


@people_ops_everywhere
@recently_signed_in
@require_safe
def figure_file(request: HttpRequest, cycle, framework: str, question: str) -> HttpResponse:
    """The table as a file may carry it; each download is written to the trail."""
    publication = _publication(request, cycle, framework, question)
    table = thawed(publication.file)
    if table is None:
        raise Conflict(_("There is no file of these figures: passed on, they would tell about single persons."))
    trail.record("download", publication, request.user)
    name = slugify(f"{publication.cycle.name} {publication.framework.slug} {publication.question.code}")
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
    csv.writer(response).writerows(wording.sheet(table))
    return response


@members
@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How numbers about groups are kept from telling about persons."""
    return render(request, "figures/figures_method.html")
