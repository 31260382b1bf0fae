"""Acts on the text of a version that is written: a new one is begun, and words are saved. Each refuses a fixed one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import clock
from accounts.models import GrantKind, Person
from accounts.moves import Conflict, NotAllowed
from frameworks import reading, rows
from frameworks.editing import begun, opening, structure
from frameworks.editing.door import writing, written
from frameworks.editing.fields import A_NAME
from frameworks.editing.places import Where
from frameworks.editing.sheets import taken
from frameworks.editing.translations import follow
from frameworks.format import Document
from frameworks.models import Framework, Version


class Refused(ValueError):
    """Texts that their fields cannot take: a sentence for each, by field. Nothing was written."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(str(errors))
        self.errors = errors


class Both(Exception):
    """Somebody else changed the same words meanwhile: `fields` says what is stored of them. Nothing was written.

    `number` is what the next saving carries as begun, to replace what it has seen now.
    """

    def __init__(self, fields: dict[str, str], number: str) -> None:
        super().__init__("saved elsewhere meanwhile")
        self.fields, self.number = fields, number


@dataclass
class Kept:
    """What was saved: `draft_number` is what the page carries as begun from now on."""

    draft_number: str
    saved_at: datetime
    changed: bool
    languages: tuple[str, ...] = ()  # in which a sentence is translated that was worded anew


@transaction.atomic
def begin(source: Version, label: str, by: Person) -> Version:
    """A draft that says what `source` says, with every identity: roles, axes, and each example.

    Raises NotAllowed, Unfit where the label cannot be one, and Conflict where a version has it already.
    """
    if not by.holds(GrantKind.FRAMEWORK_EDITOR):
        raise NotAllowed("begin_version")
    framework = Framework.objects.select_for_update().get(pk=source.framework_id)
    label = A_NAME.take(label)
    document = replace(reading.document(source), version=label)
    version = Version(framework=framework, label=label, based_on=source)
    try:
        with transaction.atomic():
            rows.write(version, document, source.scale, digest="")
    except IntegrityError:
        if not Version.objects.filter(framework=framework, label=label).exists():
            raise
        taken_already = _("There is a version %(label)s of %(title)s already. Give the new one another name.")
        raise Conflict(taken_already % {"label": label, "title": framework.title}) from None
    written(version, by, "begin_version")
    return version


def save(version: Version, where: Where, carried: Mapping[str, str], texts: Mapping[str, str], by: Person) -> Kept:
    """Writes the texts that its page changed. `carried`: the marks of what it began from, as `begun.read` gives them.

    What somebody else changed meanwhile and this page did not, stays. Raises NotAllowed; Conflict where the version is
    fixed, or Gone where the place is gone; Refused; Both.
    """
    with writing(version, by) as locked:
        sheet = opening.sheet(locked, where)
        stored = sheet.texts()
        stored |= sheet.also(name for name in texts if name not in stored)
        met = begun.meet(stored, carried, {name: text for name, text in texts.items() if sheet.kind(name)})
        values, wrong = taken(sheet, met.changes)
        if wrong:
            raise Refused(wrong)
        if met.both:
            marks = {name: begun.mark(text) for name, text in met.both.items()}
            raise Both(met.both, " ".join(f"{name}={one}" for name, one in (dict(carried) | marks).items()))
        languages = []
        if values:
            sheet.write(values)
            languages = follow(locked, {stored.get(name, ""): met.changes[name] for name in values})
            written(locked, by)
    return Kept(begun.carried(texts), clock.now(), bool(values), tuple(languages))


def reword(version: Version, where: Where, name: str, began_from: str, text: str, by: Person) -> Kept:
    """Writes one wording: field `name` of a place ("summary"; "text" of an Example). `began_from` is the text that
    whoever worded it anew had before them. Raises what `save` raises."""
    return save(version, where, {name: begun.mark(began_from)}, {name: text}, by)


def suggested_label(framework: Framework) -> str:
    """A label that no version of the framework has: the next number where they are numbers, else empty."""
    numbers = [int(one) for one in framework.versions.values_list("label", flat=True) if one.isdecimal()]
    return str(max(numbers) + 1) if numbers else ""


def restructure(version: Version, by: Person, edit: Callable[[Document], Document], seen: str = "") -> None:
    """Changes what a version is made of: the text is read anew, edited, and written, all under its lock; every role,
    axis and example that stays is the same one.

    `seen`: `losing` of what the writer was shown, where words go. Raises NotAllowed; Conflict where the text is fixed,
    or where other words would go than were shown; Unfit as `edit` does.
    """
    with writing(version, by) as locked:
        before = reading.fresh(locked)
        after = edit(before)
        if after == before:
            return
        if losing(before, after) != seen:
            said = _("Somebody wrote here since you looked: other words would go than you saw. Look again.")
            raise Conflict(said)
        rows.write(locked, after, locked.scale, digest="", before=before)
        written(locked, by)


def losing(before: Document, after: Document) -> str:
    """Names the sentences that an edit takes away; empty where it takes none."""
    gone = structure.lost(before, after)
    return begun.mark("\n".join(gone)) if gone else ""
