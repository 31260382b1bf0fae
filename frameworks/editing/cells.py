"""The sheet of a cell: what is asked there, and the wording of each of its examples, by their identity."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from frameworks.editing import fields
from frameworks.editing.door import Gone
from frameworks.editing.fields import Kind
from frameworks.editing.places import Place
from frameworks.editing.sheets import fresh
from frameworks.models import (
    Behaviour,
    BehaviourIdentity,
    Expectation,
    Layer,
    Version,
    VersionAxis,
    VersionLevel,
    VersionRole,
    VersionStep,
)

EXAMPLE = "text-"  # and the identity: the field of an example's wording
OF_A_ROLE = {
    "summary": fields.A_TEXT,
    "not_applicable": fields.A_TEXT,
    "called": fields.A_LINE,
    "link": fields.A_LINK,
    "day_one": fields.YES,
}
OF_MANY = {"summary": fields.A_TEXT, "link": fields.A_LINK}
OF_A_STEP = {"name": fields.A_NAME, "summary": fields.A_TEXT, "points": fields.A_NUMBER}


def identity_in(name: str) -> UUID | None:
    """The identity that the name of a field carries, or None."""
    if not name.startswith(EXAMPLE):
        return None
    try:
        return UUID(name.removeprefix(EXAMPLE))
    except ValueError:
        return None


def field_of(identity: Any) -> str:
    """The name of the field of an example's wording."""
    return f"{EXAMPLE}{identity}"


class CellSheet:
    """A cell with its examples; `row` is None as long as nothing is said there. Raises Gone where there is no place."""

    def __init__(self, version: Version, place: Place) -> None:
        self.version, self.place = version, place
        self.axis = (
            VersionAxis.objects.filter(version=version, axis__code=place.axis)
            .select_related("axis")
            .prefetch_related("steps__step")
            .first()
        )
        if self.axis is None:
            raise Gone(_("The axis %(code)s is not in this version any more.") % {"code": place.axis})
        self.steps = {str(one.step.number): one for one in self.axis.steps.all()}
        self.holder: dict[str, Any] = {}
        self.row: Any = self._step(place) if place.step is not None else self._expectation(place)
        self.fields: dict[str, Kind] = dict(self._fields(place))
        self.examples = list(self._examples().order_by("order", "pk")) if self.row else []

    def _step(self, place: Place) -> VersionStep:
        found = self.steps.get(str(place.step))
        if found is None:
            raise Gone(
                _("Step %(number)s of the axis %(code)s is not in this version any more.")
                % {"number": place.step, "code": place.axis}
            )
        return found

    def _expectation(self, place: Place) -> Expectation | None:
        said = {
            "version_role": (
                VersionRole,
                "role__code",
                place.role,
                _("The role %(code)s is not in this version any more."),
            ),
            "version_level": (
                VersionLevel,
                "level__code",
                place.level,
                _("The level %(code)s is not in this version any more."),
            ),
            "layer": (Layer, "code", place.layer, _("The layer %(code)s is not in this version any more.")),
        }
        for name, (model, key, code, sentence) in said.items():
            found = model._default_manager.filter(version=self.version, **{key: code}).first() if code else None
            if code and found is None:
                raise Gone(sentence % {"code": code})
            self.holder[name] = found
        rows = Expectation.objects.filter(version=self.version, version_axis=self.axis, **self.holder)
        return rows.select_related("step__step").first()

    def _fields(self, place: Place) -> dict[str, Kind]:
        if place.step is not None:
            return OF_A_STEP
        if place.layer or not place.role:
            return OF_MANY
        if not self.steps:
            return OF_A_ROLE
        return {"step": fields.one_of("", *self.steps)} | OF_A_ROLE

    def _examples(self) -> Any:
        where = {"version_step": self.row} if self.place.step is not None else {"expectation": self.row}
        return Behaviour.objects.filter(version=self.version, **where)

    def texts(self) -> dict[str, str]:
        """What is stored, by field; the examples come last, in their order."""
        found = dict.fromkeys(self.fields, "")
        if self.row:
            found = {name: kind.show(self._value(name)) for name, kind in self.fields.items()}
        return found | {field_of(one.identity_id): one.text for one in self.examples}

    def _value(self, name: str) -> Any:
        if name == "step":
            return self.row.step.step.number if self.row.step else None
        return getattr(self.row, name)

    def also(self, names: Iterable[str]) -> dict[str, str]:
        """The wording of examples that stand in another cell of this version now."""
        return {field_of(one.identity_id): one.text for one in self._elsewhere(names)}

    def _elsewhere(self, names: Iterable[str]) -> list[Behaviour]:
        here = {one.identity_id for one in self.examples}
        wanted = {found for name in names if (found := identity_in(name)) and found not in here}
        return list(Behaviour.objects.filter(version=self.version, identity__in=wanted)) if wanted else []

    def kind(self, name: str) -> Kind | None:
        """The kind of a field; an example may be one that is not there yet."""
        if identity_in(name):
            return fields.WORDS
        return self.fields.get(name)

    def write(self, changes: Mapping[str, Any]) -> None:
        """Writes these values. A cell that says nothing any more is none; an example that stands elsewhere is reworded
        there; one that stands nowhere comes last here."""
        columns = {name: value for name, value in changes.items() if name in self.fields}
        worded = {identity: text for name, text in changes.items() if (identity := identity_in(name))}
        standing = {one.identity_id: one for one in [*self.examples, *self._elsewhere(changes)]}
        new = {identity: text for identity, text in worded.items() if identity not in standing}
        if columns or new:
            self._write_row(columns)
        for identity, text in worded.items():
            if identity in standing:
                Behaviour.objects.filter(pk=standing[identity].pk).update(text=text)
        for identity, text in new.items():
            self.add(identity, text)
        self._drop_if_bare()

    def _write_row(self, columns: Mapping[str, Any]) -> None:
        if self.row is None:
            among = Expectation.objects.filter(**self.holder)
            self.row = Expectation(
                version=self.version, version_axis=self.axis, order=fresh(self.version, among), **self.holder
            )
        for name, value in columns.items():
            setattr(self.row, name, self.steps.get(value) if name == "step" else value)
        self.row.save()

    def add(self, identity: UUID, text: str) -> None:
        """A new example, the last of the cell. Raises Gone where its identity is another framework's."""
        known, _made = BehaviourIdentity.objects.get_or_create(
            pk=identity, defaults={"framework_id": self.version.framework_id}
        )
        if known.framework_id != self.version.framework_id:
            raise Gone(_("This example is another framework's."))
        where = {"version_step": self.row} if self.place.step is not None else {"expectation": self.row}
        one = Behaviour(version=self.version, order=fresh(self.version, self._examples()), identity=known, text=text)
        for name, holder in where.items():
            setattr(one, name, holder)
        one.save()
        self.examples.append(one)

    def take(self, row: Behaviour) -> None:
        """An example of another cell comes last here; the cell that it leaves is none where it said nothing else."""
        if self.row is None:
            self._write_row({})
        left = row.expectation
        row.order = fresh(self.version, self._examples())
        row.expectation, row.version_step = (None, self.row) if self.place.step is not None else (self.row, None)
        row.save(update_fields=["order", "expectation", "version_step"])
        leave(left)

    def _drop_if_bare(self) -> None:
        if not isinstance(self.row, Expectation) or self.examples:
            return
        if _is_bare(self.row):
            self.row.delete()
            self.row = None


def leave(row: Expectation | None) -> None:
    """After an example has gone from a cell: where it says nothing else, it is none any more."""
    if row and not row.behaviours.exists() and _is_bare(row):
        row.delete()


def _is_bare(row: Expectation) -> bool:
    """Whether it says nothing of its own, but for examples."""
    return not (row.summary or row.not_applicable or row.called or row.link or row.day_one or row.step_id)


def where_stands(version: Version, identity: UUID) -> Behaviour | None:
    """The row of an example in a version, with all that says where it stands; None where it does not."""
    return (
        Behaviour.objects.filter(Q(version=version), identity=identity)
        .select_related(
            "identity",
            "expectation__version_role__role",
            "expectation__version_level__level",
            "expectation__layer",
            "expectation__version_axis__axis",
            "version_step__step__axis",
        )
        .first()
    )


def place_of(row: Behaviour) -> Place:
    """The cell in which an example stands; the row as `where_stands` reads it."""
    if asked := row.expectation:
        return Place(
            axis=asked.version_axis.axis.code,
            role=asked.version_role.role.code if asked.version_role else "",
            level=asked.version_level.level.code if asked.version_level else "",
            layer=asked.layer.code if asked.layer else "",
        )
    step = row.version_step.step  # type: ignore[union-attr]  # one of the two stands there
    return Place(axis=step.axis.code, step=step.number)
