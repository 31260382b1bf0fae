"""What promotions add to other apps' pages: the pitch beside an assessment, and the decision in a person's result."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import Door
from accounts.models import Person
from accounts.viewing import as_task
from frameworks import reading
from promotions.explained import explained
from promotions.models import Decision, Pitch, RoleChange
from reviews.assessments.reading import Extra
from reviews.assessments.sheet import title_in
from reviews.models import Group
from reviews.team.board import Mark
from reviews.telling.hooks import Decided

HANDED_IN = Door(
    lambda viewer, group, subjects: (
        Pitch.objects.visible_to(viewer)
        .filter(group=group, subject__in=subjects)
        .exclude(state=Pitch.State.DRAFT)
        .select_related("target", "version", "author", "subject")
    )
)
DECIDED = Door(
    lambda viewer, group: Decision.objects.visible_to(viewer).filter(group=group).values_list("pitch", flat=True)
)


def pitch_summaries(group: Group, viewer: Person, subjects: list[UUID]) -> dict[UUID, list[Extra]]:
    """Subject → the summary of each pitch for them, where the viewer may read it; two queries for all. For one subject
    alone the rule is there too, clause by clause, with what proves it."""
    pitches, decisions = HANDED_IN(viewer, group.pk, subjects), set(DECIDED(viewer, group.pk))
    found: dict[UUID, list[Extra]] = {}
    for pitch in pitches:
        said = {
            "pitch": pitch,
            "target": title_in(reading.document(pitch.version), pitch.target),
            "has_decision": pitch.pk in decisions,
            "rule": explained(pitch, reader=viewer) if len(subjects) == 1 else None,
        }
        found.setdefault(pitch.subject_id, []).append(Extra("promotions/_summary.html", said))
    return found


def pitched(viewer: Person, groups: list[UUID]) -> dict[tuple[UUID, UUID], Mark]:
    """(group, subject) → the way to the pitch, for who is pitched there by the viewer; one query for all."""
    own = Pitch.objects.visible_to(viewer).filter(group__in=groups, author=viewer).bookkept()
    begun, done = _("pitch begun"), _("pitched")
    return {
        (pitch.group_id, pitch.subject_id): Mark(
            begun if pitch.state == Pitch.State.DRAFT else done, reverse("pitch", args=[pitch.pk])
        )
        for pitch in own.exclude(state=Pitch.State.WITHDRAWN)
    }


@as_task("deciding")
def decided(group: Group, subjects: Iterable[UUID]) -> Mapping[UUID, Decided]:
    """Subject → what came of the pitch, once People Ops has confirmed it; three queries for all."""
    settled = [Decision.State.CONFIRMED, Decision.State.WITHDRAWN]
    rows = Decision.objects.filter(group=group, subject__in=list(subjects), state__in=settled)
    rows = rows.select_related("target", "version", "not_now_axis")
    starts = dict(RoleChange.objects.filter(decision__in=rows).values_list("decision", "starts_on"))
    return {row.subject_id: _decided(row, starts.get(row.pk)) for row in rows}


def _decided(row: Decision, starts_on) -> Decided:
    document = reading.document(row.version)
    target = title_in(document, row.target)
    if row.state == Decision.State.WITHDRAWN:
        return Decided("withdrawn", str(Decision.State.WITHDRAWN.label), target)
    word = str(Decision.State(row.outcome).label)
    if row.outcome == Decision.State.APPROVED:
        return Decided("approved", word, target, starts_on)
    names = {axis.code: axis.name for axis in document.axes}
    axis = names.get(row.not_now_axis.code, "") if row.not_now_axis else ""
    return Decided("not_now", word, target, None, axis, row.not_now_evidence, row.not_now_support, row.not_now_again_on)
