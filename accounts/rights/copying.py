"""A copy of what is held about a person: gathered, looked through by People Ops, given, and gone after a time.

What the person was not told yet is never in it, whatever anybody chooses: `told` says of which reviews they were. Of
the rest, what the product does not show them is left out unless People Ops put it in; and what only the person reads
goes in unread.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock, trail
from accounts.granting import covers_another
from accounts.hooks import Hook
from accounts.models import DataCopy, Organisation, Person
from accounts.models.confidential import Confidential
from accounts.moves import Conflict, Move, NotAllowed, move, the_system
from accounts.rights.kinds import Held, kinds
from accounts.rights.passages import TAKEN_OUT
from accounts.viewing import as_task, viewing

FORMAT = "plumbline-copy/1"
GOOD_FOR = timedelta(days=30)
State = DataCopy.State
# secrets, digests, and what only a machine reads
NEVER = {
    *("id", "password", "session_key", "session_data", "handle", "data", "digest", "proof", "message_id"),
    *("draft_number", "tries"),
}
STYLES = ("tokens.css", "base.css", "components.css")  # so that the page is set as it is here, without this site
NAMES = ("word", "name", "title", "code")

# (person) → the groups of whose outcome the person was told
told: Hook[Callable[[Person], Iterable[Any]]] = Hook()


def deals_with_it(copy: DataCopy, by: Person | None) -> bool:
    """People Ops for the person's population; never for oneself."""
    return by is not None and covers_another(by, copy.person)


TOO_LATE = gettext_lazy("This copy was given or withdrawn already. Nothing was changed; look again.")
DataCopy.MOVES = {  # type: ignore[attr-defined]
    "give": Move(frozenset({State.PREPARED}), State.GIVEN, deals_with_it, TOO_LATE, {"given_at": clock.now}),
    "withdraw": Move(
        frozenset({State.PREPARED, State.GIVEN}), State.WITHDRAWN, deals_with_it, TOO_LATE, {"content": dict}
    ),
    "expire": Move(frozenset({State.GIVEN}), State.OVER, the_system, TOO_LATE, {"content": dict}),
}


@transaction.atomic
def prepare(person: Person, by: Person) -> DataCopy:
    """Gathers what is held now; nothing is given yet. Raises NotAllowed, or Conflict where one is in preparation."""
    if not covers_another(by, person):
        raise NotAllowed("prepare")
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.is_erased:
        raise Conflict(_("This person was erased already."))
    if DataCopy.objects.filter(person=person, state=State.PREPARED).exists():
        raise Conflict(_("A copy is in preparation already. Give it, or withdraw it."))
    copy = DataCopy.objects.create(person=person, content=gathered(person, by), prepared_by=by, prepared_at=clock.now())
    trail.record("prepare", copy, by, about=person)
    return copy


@transaction.atomic
def choose(copy: DataCopy, chosen: Collection[int], words: Iterable[str], by: Person) -> DataCopy:
    """Says which records are in, by their numbers, and takes words out of all texts that are looked through; what only
    the person reads stays as it is. Raises NotAllowed or Conflict."""
    if not deals_with_it(copy, by):
        raise NotAllowed("choose")
    copy = DataCopy.objects.select_for_update(of=("self",)).get(pk=copy.pk)
    if copy.state != State.PREPARED:
        raise Conflict(str(TOO_LATE))
    taken = [word for word in words if word]
    for record in (one for one in copy.content["records"] if not one["unread"]):
        record["given"] = record["number"] in chosen
        for column, value in record["says"].items():
            if isinstance(value, str):
                for word in taken:
                    value = value.replace(word, TAKEN_OUT)
                record["says"][column] = value
    copy.save(update_fields=["content"])
    return copy


@transaction.atomic
def give(copy: DataCopy, by: Person) -> DataCopy:
    """Gives it to the person: what was left out is in it no more. Raises NotAllowed or Conflict."""
    copy = move(copy, "give", by)
    records = copy.content["records"]
    copy.content["records"] = [record for record in records if record.pop("given")]
    copy.content["left_out"] = len(records) - len(copy.content["records"])
    copy.save(update_fields=["content"])
    return copy


def withdraw(copy: DataCopy, by: Person) -> DataCopy:
    """Its content goes. Raises NotAllowed or Conflict."""
    return move(copy, "withdraw", by)


def as_file(copy: DataCopy) -> bytes:
    """What was given, as a ZIP: `copy.json` for machines, `index.html` to be read. Raises Conflict until given."""
    if copy.state != State.GIVEN:
        raise Conflict(_("This copy is not given yet, or no longer there."))
    without = {"number", "unread"}
    records = [
        {name: value for name, value in record.items() if name not in without} for record in copy.content["records"]
    ]
    content = copy.content | {"records": records}
    by_kind = [(what, list(some)) for what, some in groupby(records, key=itemgetter("what"))]
    page = render_to_string("accounts/rights/copy_file.html", {"content": content, "kinds": by_kind})
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("copy.json", json.dumps(content, ensure_ascii=False, indent=2))
        zipped.writestr("index.html", page)
        for style in STYLES:
            zipped.write(settings.BASE_DIR / "static" / "css" / style, style)
    return file.getvalue()


def let_go(today: date) -> None:
    """On the tick: what was given long enough ago is there no more. Safe to run twice."""
    with as_task("copies"):
        for copy in DataCopy.objects.filter(state=State.GIVEN, given_at__lt=clock.now() - GOOD_FOR).defer("content"):
            move(copy, "expire", None)


# -- gathering -----------------------------------------------------------------------------------------


def gathered(person: Person, by: Person) -> dict[str, Any]:
    """What is held about the person, as plain data: its shape is described in docs/data-copy.md.

    In it is what the person reads, and what `by` reads of them; so that nobody reads by a copy what they else may not.
    """
    held_of_them = [held for held in kinds() if held.is_copied]
    with viewing(person):
        theirs = [_seen(held, person, person) for held in held_of_them]
    others = [_seen(held, person, by) for held in held_of_them]
    with as_task("copies"):
        groups = [group for known in told for group in known(person)]
        listed = zip(held_of_them, theirs, others, strict=True)
        records = [record for held, *seen in listed for record in _records(held, person, groups, *seen)]
    for number, record in enumerate(records, start=1):
        record["number"] = number
    return {
        "format": FORMAT,
        "organisation": str(Organisation.objects.get()),
        "made_at": clock.now().isoformat(timespec="seconds"),
        "person": _says(person, {"is_active"}, person),
        "records": records,
    }


def _seen(held: Held, person: Person, viewer: Person) -> set[Any]:
    """The ids of those rows about the person that `viewer` may see; all of them where there is no door."""
    rows = held.model._default_manager.filter(**{held.whose: person})
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(viewer)
    return set(rows.values_list("pk", flat=True))


def _records(
    held: Held, person: Person, groups: list[Any], theirs: set[Any], others: set[Any]
) -> Iterator[dict[str, Any]]:
    rows = held.of(person).filter(pk__in=theirs | others)
    if held.group:
        rows = rows.filter(**{f"{held.group}__in": groups})
    closely = issubclass(held.model, Confidential) and held.model.closely
    for row in rows.order_by("pk"):
        yield {
            "kind": held.model._meta.label_lower,
            "what": str(held.what),
            "why": str(held.why),
            "says": _of_whole(held, row) | _says(row, {held.whose}, person, named=not closely),
            "given": row.pk in theirs,
            "unread": row.pk not in others,
        }


def _of_whole(held: Held, row: Any) -> dict[str, Any]:
    """Of a part, the group of its whole: its own columns do not say it."""
    if not (held.is_part and held.group):
        return {}
    return {_("group"): _named(attrgetter(held.group.replace("__", "."))(row))}


def _named(other: Any) -> str:
    """Another row by its word or name; a group with its cycle, since those of two reviews may have one name."""
    name = next((str(getattr(other, name)) for name in NAMES if hasattr(other, name)), "")
    return f"{other.cycle}, {name}" if hasattr(other, "cycle") else name


def _says(row: Any, without: set[str], person: Person, named: bool = True) -> dict[str, Any]:
    """The columns of a row in words: no secrets, no ids; others by name, or as a colleague."""
    fields = [field for field in row._meta.concrete_fields if field.name not in NEVER | without]
    there = [field for field in fields if getattr(row, field.attname) not in (None, "")]
    said = [field for field in there if field.is_relation or not isinstance(field, models.UUIDField)]
    values = {str(field.verbose_name): _plain(row, field, person, named) for field in said}
    return {name: value for name, value in values.items() if value != ""}


def _plain(row: Any, field: Any, person: Person, named: bool) -> Any:
    """A value as JSON has it: a day or instant in ISO 8601, a choice in words, another row by its name."""
    value = getattr(row, field.name)
    if isinstance(value, Person) and value.pk != person.pk and not named:
        return _("a colleague")
    if field.is_relation:
        return _named(value)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool | int | float | dict | list):
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value)
