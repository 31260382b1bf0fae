"""What the pages and the file say of a printed table: headings, bands, notes and reasons, in the reader's language."""

from collections.abc import Mapping, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.cells import harmless
from figures.models import Publication
from figures.printed import Column, Printed, Row
from figures.tables import Note

Withheld = Publication.Withheld


def listed(words: Sequence[str]) -> str:
    """The words as one alternative: "a", "a or b", "a, b or c"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s or %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def heading(column: Column) -> str:
    """What stands over a column: the options that are counted together in it."""
    return capfirst(listed([word or _("not answered") for word in column]))


def band(row: Row) -> str:
    """The levels of a row."""
    if row.first == row.last:
        return row.first
    return _("%(first)s to %(last)s") % {"first": row.first, "last": row.last}


def columns(table: Printed) -> list[str]:
    """All headings, for the table of numbers."""
    return [_("Level"), _("People"), *map(heading, table.columns)]


def rows(table: Printed) -> list[dict[str, object]]:
    """All rows, for the table of numbers."""
    return [{"name": band(row), "cells": [row.people, *row.cells]} for row in table.rows]


def sheet(table: Printed) -> list[list[str | int | None]]:
    """The lines of the file: a header, then a line a band."""
    head = ["from_level", "to_level", "people", *map(heading, table.columns)]
    lines = [[row.first, row.last, row.people, *row.cells] for row in table.rows]
    return [[harmless(cell) if isinstance(cell, str) else cell for cell in line] for line in [head, *lines]]


def reading(table: Printed) -> list[str]:
    """How this table is to be read: what was counted together, and what is not shown."""
    said = []
    if table.joins:
        said.append(
            _("Levels or answers stand together where, apart, one of the numbers would have been too close to nobody"
              " or to everybody. No finer table was found to be safe.")
        )  # fmt: skip
    said.append(
        _("Each number counts at least %(k)d people, and at least %(k)d of the row are not in it.") % {"k": table.k}
    )
    return said


def notes(codes: Sequence[str]) -> list[str]:
    """Why a table is coarser than it could be, for the reasons that have nothing to do with answers."""
    sentences: Mapping[str, str] = {
        Note.LEVELS_JOINED_BEFOREHAND: _("There are more than eight levels with people on them, so neighbours with"
                                         " few people were joined before any answer was counted."),
        Note.OPTIONS_JOINED_BEFOREHAND: _("There are more than seven answers to choose from, so those named last"
                                          " always stand together."),
        Note.TOO_MANY_LEVELS: _("There are more than twelve levels with people on them: no table is made then."),
        Note.OUT_OF_TIME: _("The search for a finer table ran out of time. A finer one may exist; it is not made"
                            " again."),
    }  # fmt: skip
    return [sentences[code] for code in codes if code in sentences]


def status(publication: Publication) -> str:
    """One or two words for the list of cycles."""
    if publication.withheld:
        return _("not published")
    return _("published") if publication.screen else _("too few people")


def why_withheld(publication: Publication) -> str:
    """Why a cycle has no figures, in words for those who run it."""
    sentences = {
        Withheld.LINKED: _("Most people of this cycle are also counted in another one. Whoever laid two such tables"
                           " side by side could tell what single persons answered who joined, left or moved in"
                           " between. So one cycle is published, and this is not the one."),
        Withheld.NOT_NEWEST: _("When it was counted, a later cycle had closed already. Only the newest closed cycle"
                               " is published: two of them side by side would tell about single persons who joined,"
                               " left or moved in between."),
        Withheld.NOT_YET_ASKED: _("It ended before the first day from which answers to this question count."),
    }  # fmt: skip
    return sentences[Withheld(publication.withheld)]
