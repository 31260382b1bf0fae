"""The lines of what is recorded, made from what each app says it holds, from the doors, and from the settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.rights import retention
from accounts.rights.kinds import Held, kinds
from config.permissions.table import TABLE

TITLES = {
    "accounts": gettext_lazy("Account and place in the organisation"),
    "frameworks": gettext_lazy("Roles"),
    "reviews": gettext_lazy("Reviews"),
    "promotions": gettext_lazy("Promotions"),
    "calibration": gettext_lazy("Meetings"),
    "figures": gettext_lazy("Answers about oneself"),
}
# of what a library brings: the app that answers for it
OF_LIBRARIES = {"account": "accounts", "mfa": "accounts", "socialaccount": "accounts"}


@dataclass(frozen=True)
class Line:
    """One kind of record: what it is, what for, how long it is kept, and who reads it."""

    what: str
    why: str
    kept: str
    read_by: str


@dataclass(frozen=True)
class Part:
    """The kinds of one app, under its title."""

    title: str
    lines: list[Line]


def parts(settings: Mapping[str, int | None]) -> list[Part]:
    """Everything that is recorded about somebody, with the times as they are set (months by setting)."""
    doors = {row.model: row.sees for part in TABLE for row in part.rows if row.model}
    told = [(_app(held), _line(held, settings, doors)) for held in kinds() if is_told(held)]
    return [
        Part(str(TITLES[app]), [line for _app, line in some]) for app, some in groupby(told, key=lambda one: one[0])
    ]


def is_told(held: Held) -> bool:
    """Whether it has a line of its own: what is about the person. What they did for others is said in one sentence."""
    return not held.is_part and (not held.stays or bool(held.why))


def _app(held: Held) -> str:
    label = held.model._meta.app_label
    return OF_LIBRARIES.get(label, label)


def _line(held: Held, settings: Mapping[str, int | None], doors: Mapping[str, Any]) -> Line:
    read_by = held.read_by or doors[held.model._meta.label]
    return Line(str(held.what), str(held.why), kept_for(held, settings), str(read_by))


def kept_for(held: Held, settings: Mapping[str, int | None]) -> str:
    """For how long, in a sentence."""
    if held.kept:
        return str(held.kept)
    if held.stays:
        return _("As long as the site, without a name once the person is erased.")
    sentences = [
        _after(kept, months)
        for kept in retention.kinds()
        if kept.model is held.model and (months := settings[kept.setting])
    ]
    return " ".join(sentences) if sentences else _("Until the person is erased.")


def _after(kept: retention.Kept, months: int) -> str:
    """Such as “24 months after the close of the review”; where only part of the row goes, which part."""
    after_sending = ngettext("%(n)s month after it was sent", "%(n)s months after it was sent", months)
    after_close = ngettext(
        "%(n)s month after the close of the review", "%(n)s months after the close of the review", months
    )
    after_import = ngettext("%(n)s month after it was imported", "%(n)s months after it was imported", months)
    after_writing = ngettext("%(n)s month after it was written", "%(n)s months after it was written", months)
    if kept.setting == "keep_notes_months":
        after_close = after_writing
    sentences = {"sent_at": after_sending, "imported_at": after_import}
    said = sentences.get(kept.since, after_close) % {"n": months}
    if kept.emptied or kept.only:
        return _("%(what)s: %(time)s.") % {"what": str(kept.what).capitalize(), "time": said}
    return f"{said}."


def leaving(settings: Mapping[str, int | None]) -> str:
    """What becomes of all of it once somebody has left."""
    if months := settings[retention.LEAVERS]:
        said = ngettext(
            "%(n)s month after somebody has left, everything that is about them goes by itself.",
            "%(n)s months after somebody has left, everything that is about them goes by itself.",
            months,
        )
        return said % {"n": months}
    return _("Once somebody has left, two people of People Ops can erase what is about them; nothing goes by itself.")
