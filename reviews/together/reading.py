"""Inputs where the assessment is read and written: beside it for its readers, at hand for who writes it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.days import as_day
from accounts.doors import Door
from accounts.models import Person
from reviews.assessments.at_hand import Entry, Evidence
from reviews.assessments.reading import Extra
from reviews.models import CommonText, Group, Input

SUBMITTED = Door(
    lambda viewer, group, subjects: (
        Input.objects.visible_to(viewer)
        .filter(group=group, subject__in=subjects, state=Input.State.SUBMITTED)
        .select_related("author")
        .order_by("submitted_at", "pk")
    )
)


def submitted(viewer: Person, group: Group, subjects: Iterable[UUID]) -> list[Input]:
    """What stands of contributors to these subjects and the viewer may read, the oldest first."""
    return SUBMITTED(viewer, group.pk, list(subjects))


def inputs_beside(group: Group, viewer: Person, subjects: list[UUID]) -> dict[UUID, list[Extra]]:
    """Subject → what contributors say of them, folded, where the viewer may read it; one query for all."""
    found: dict[UUID, list[Input]] = {}
    for row in submitted(viewer, group, subjects):
        found.setdefault(row.subject_id, []).append(row)
    return {subject: [Extra("reviews/together/_beside.html", {"inputs": rows})] for subject, rows in found.items()}


def common_beside(group: Group, viewer: Person, subjects: list[UUID]) -> dict[UUID, list[Extra]]:
    """Subject → the newest version that both agreed to, folded; one query, and none where there are no such texts."""
    if not group.cycle.has_common_text:
        return {}
    rows = CommonText.objects.visible_to(viewer).filter(
        group=group, subject__in=subjects, state=CommonText.State.AGREED
    )
    newest = {row.subject_id: row for row in rows.select_related("author", "agreed_by", "subject").order_by("number")}
    return {subject: [Extra("reviews/together/_common_beside.html", {"text": row})] for subject, row in newest.items()}


def at_hand(viewer: Person, subject: Person, period: tuple[date, date]) -> list[Evidence]:
    """What contributors say of the subject in reviews of the period, to be read and quoted; one query."""
    from_on, to_on = period
    rows = Input.objects.visible_to(viewer).filter(
        subject=subject,
        state=Input.State.SUBMITTED,
        group__cycle__covers_from__lte=to_on,
        group__cycle__covers_to__gte=from_on,
    )
    entries = [
        Entry(row.text, as_day(row.submitted_at), row.author.name, reverse("input", args=[row.pk]))
        for row in rows.select_related("author").order_by("submitted_at", "pk")
        if row.submitted_at
    ]
    return [Evidence(_("From contributors"), entries)]
