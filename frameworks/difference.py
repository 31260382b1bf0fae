"""What differs between two roles, or between two versions of a role or of a framework. Pure: documents in, values out.

Words are compared as `frameworks.likeness` does it. Fields are named by keys; who shows them finds the words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from frameworks.asked import Asked, Ladder, full_name
from frameworks.format.document import Axis, Document, Expectation, Role, Step
from frameworks.likeness import Mark, marks, pairs
from frameworks.sentences import role_texts, sentence, step_text, version_texts
from frameworks.steps_between import followed, rise, was_step

Kind = Literal["same", "added", "removed", "reworded"]
Asks = Literal["same", "more", "less", "other", "begins", "ends"]


@dataclass(frozen=True)
class Line:
    """A sentence, before and after."""

    kind: Kind
    before: str
    after: str

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """What goes and what is new, word by word."""
        return marks(self.before, self.after)

    @property
    def before_marks(self) -> tuple[Mark, ...]:
        """The sentence before, with what goes; plain where hardly a word stays."""
        return self._side(self.before, "new")

    @property
    def after_marks(self) -> tuple[Mark, ...]:
        """The sentence after, with what is new; plain where hardly a word stays."""
        return self._side(self.after, "gone")

    def _side(self, text: str, left_out: str) -> tuple[Mark, ...]:
        found = self.marks
        if any(mark.kind == "same" for mark in found):
            return tuple(mark for mark in found if mark.kind != left_out)
        return (Mark("same", text),) if text else ()


@dataclass(frozen=True)
class AxisDifference:
    """One axis: what was asked, what is asked, and each example with its counterpart. `by`: how many steps more (or,
    below zero, less) is asked; 0 where there are no steps, or where it cannot be told."""

    name: str
    before: Asked | None
    after: Asked | None
    asks: Asks
    by: int
    summary: Line
    behaviours: tuple[Line, ...]

    @property
    def differs(self) -> bool:
        """Whether anything of it is another."""
        return (
            bool(self.was_called)
            or self.asks != "same"
            or self.summary.kind != "same"
            or any(b.kind != "same" for b in self.behaviours)
        )

    @property
    def was_called(self) -> str:
        """The axis's name before, where it is another: it was renamed, or another axis takes its place."""
        return self.before.name if self.before and self.after and self.before.name != self.after.name else ""

    @property
    def is_renamed(self) -> bool:
        """Whether it is one axis with another name, and not another axis in its place."""
        return bool(self.was_called and self.before and self.after and self.before.axis == self.after.axis)

    @property
    def marked(self) -> bool:
        """Whether a sentence of it is near enough to its counterpart that single words are marked."""
        lines = (self.summary, *self.paired)
        return any(mark.kind != "same" for line in lines for mark in line.before_marks + line.after_marks)

    @property
    def paired(self) -> list[Line]:
        """The examples that both have, as they are or reworded."""
        return [line for line in self.behaviours if line.before and line.after]

    @property
    def only_before(self) -> list[Line]:
        """The examples that only the first has."""
        return [line for line in self.behaviours if not line.after]

    @property
    def only_after(self) -> list[Line]:
        """The examples that only the second has."""
        return [line for line in self.behaviours if not line.before]


@dataclass(frozen=True)
class FieldDifference:
    """A named text that is another: `key` is "title", "summary" and so on, or the name of a fact."""

    key: str
    line: Line


@dataclass(frozen=True)
class RoleDifference:
    """A role in two versions, or two roles of one; `name` is what it is called now."""

    code: str
    name: str
    fields: tuple[FieldDifference, ...]
    axes: tuple[AxisDifference, ...]

    @property
    def differs(self) -> bool:
        """Whether anything of it is another."""
        return bool(self.fields) or any(axis.differs for axis in self.axes)

    @property
    def changed_axes(self) -> list[AxisDifference]:
        """The axes on which something is another."""
        return [axis for axis in self.axes if axis.differs]


@dataclass(frozen=True)
class VersionDifference:
    """What a version changes: of the framework itself, its axes' steps, and role by role."""

    fields: tuple[FieldDifference, ...]
    steps: tuple[AxisDifference, ...]
    added: tuple[Role, ...]
    removed: tuple[Role, ...]
    roles: tuple[RoleDifference, ...]

    @property
    def differs(self) -> bool:
        """Whether the two versions say anything different."""
        return bool(self.fields or self.steps or self.added or self.removed or self.roles)

    @property
    def names(self) -> dict[str, str]:
        """What the roles are called, by their codes."""
        return {role.code: role.name for role in self.roles}

    @property
    def parts(self) -> dict[str, int]:
        """Of each role on how many axes something is another; under no name of how many steps."""
        return {"": len(self.steps)} | {role.code: len(role.changed_axes) for role in self.roles}


def line(before: str, after: str) -> Line:
    """Two texts at the same place."""
    if before == after:
        return Line("same", before, after)
    if not before or not after:
        return Line("added" if after else "removed", before, after)
    return Line("reworded", before, after)


def lines(before: Sequence[str], after: Sequence[str]) -> tuple[Line, ...]:
    """Two lists of sentences: what stayed, was reworded, was added, and last what was taken away."""
    return tuple(_line(before, after, i, j) for i, j in pairs(before, after))


def _line(before: Sequence[str], after: Sequence[str], i: int | None, j: int | None) -> Line:
    if i is not None and j is not None:
        return line(before[i], after[j])
    return Line("added", "", after[j]) if j is not None else Line("removed", before[i or 0], "")


def of_roles(document: Document, a: str, b: str) -> tuple[AxisDifference, ...]:
    """Role a beside role b of one version, axis by axis."""
    ladder = Ladder(document)
    return _axes(ladder.asked(a), ladder.asked(b))


def of_role_in_versions(before: Document, after: Document, code: str, was: str = "") -> RoleDifference:
    """A role in two versions: everything that is said of it, with the text of the steps that it asks for. `was`: the
    role of the earlier one beside which it is laid, where that is another."""
    return _of_role(Ladder(before), Ladder(after), code, was or code)


def _of_role(old: Ladder, new: Ladder, code: str, was: str) -> RoleDifference:
    fields = role_fields(old, new, code, was)
    return RoleDifference(code, full_name(new.roles[code]), fields, _axes(old.asked(was), new.asked(code)))


def changing_for(before: Document, after: Document, codes: Iterable[str]) -> list[str]:
    """Of these roles those that both have and of which something else is said or asked: by their own words, by the text
    of a step that they ask for, or by what everybody or all of their level are asked."""
    old, new = Ladder(before), Ladder(after)
    both = (code for code in codes if code in old.roles and code in new.roles)
    return [code for code in both if _of_role(old, new, code, code).differs]


def of_versions(before: Document, after: Document) -> VersionDifference:
    """Everything that a version changes; the text of a step is told once, under its axis."""
    old, new = Ladder(before), Ladder(after)
    roles = (
        RoleDifference(
            code, full_name(new.roles[code]), role_fields(old, new, code), _axes(_own(old, code), _own(new, code))
        )
        for code in new.roles
        if code in old.roles
    )
    return VersionDifference(
        fields=version_fields(before, after),
        steps=tuple(axis for axis in _steps(old, new) if axis.differs),
        added=only_in(new, old),
        removed=only_in(old, new),
        roles=tuple(role for role in roles if role.differs),
    )


def only_in(one: Ladder, other: Ladder) -> tuple[Role, ...]:
    """The roles that the other has not."""
    return tuple(role for code, role in one.roles.items() if code not in other.roles)


def version_fields(before: Document, after: Document) -> tuple[FieldDifference, ...]:
    """What is said otherwise of the framework itself."""
    return _fields(version_texts(before), version_texts(after))


def _axes(before: Iterable[Asked], after: Iterable[Asked]) -> tuple[AxisDifference, ...]:
    old, new = {a.axis: a for a in before}, {a.axis: a for a in after}
    instead = _instead(old.values(), new.values())
    codes = [code for code in {**old, **new} if code not in instead.values()]
    return tuple(_axis(old.get(code), new.get(instead.get(code, code))) for code in codes)


def _instead(before: Iterable[Asked], after: Iterable[Asked]) -> dict[str, str]:
    """Axis → the axis that takes its place on the other side, either way round."""
    old, new = {a.name: a.axis for a in before}, {a.name: a.axis for a in after}
    found = {old[one.replaces]: one.axis for one in after if one.replaces in old and one.replaces not in new}
    return found | {one.axis: new[one.replaces] for one in before if one.replaces in new and one.replaces not in old}


def _axis(before: Asked | None, after: Asked | None) -> AxisDifference:
    one = after or before
    asks, by = _asks(before, after)
    return AxisDifference(
        name=one.name if one else "",
        before=before,
        after=after,
        asks=asks,
        by=by,
        summary=line(_said(before), _said(after)),
        behaviours=lines(_sentences(before), _sentences(after)),
    )


def _said(asked: Asked | None) -> str:
    return (asked.summary or asked.not_applicable) if asked else ""


def _sentences(asked: Asked | None) -> list[str]:
    if not asked:
        return []
    own = [*([asked.link] if asked.link else []), *(sentence(behaviour) for behaviour in asked.behaviours)]
    for added in (*asked.also, *asked.layers):
        own += [text for text in (added.summary, added.link) if text]
        own += [sentence(behaviour) for behaviour in added.behaviours]
    return own


def _asks(before: Asked | None, after: Asked | None) -> tuple[Asks, int]:
    """Whether more, less or the same step is asked, and by how many; `begins` and `ends` where one of the two asks
    nothing. A step is the same one wherever it stands now."""
    earlier = before if before and not before.not_applicable else None
    later = after if after and not after.not_applicable else None
    if not earlier or not later:
        return ("same" if earlier == later else "begins" if later else "ends"), 0
    if earlier.step and later.step:
        by = _by(earlier.step, earlier, later.step, later)
        return ("other" if by is None else "same" if by == 0 else "more" if by > 0 else "less"), by or 0
    same = _said(before) == _said(after) and _sentences(before) == _sentences(after)
    return ("same" if same else "other"), 0


def _by(was: Step, before: Asked, now: Step, after: Asked) -> int | None:
    """By how many steps more is asked; of two axes the steps are compared by their numbers."""
    if before.axis != after.axis:
        return now.number - was.number
    return rise(before.steps, was.number, after.steps, now.number)


def _own(ladder: Ladder, code: str) -> list[Asked]:
    """What the role says itself, with the number of a step and without its text."""
    return [_own_words(ladder, item) for item in ladder.roles[code].expectations]


def _own_words(ladder: Ladder, item: Expectation) -> Asked:
    axis = ladder.axes[item.axis]
    return Asked(
        axis=item.axis,
        name=item.called or axis.name,
        summary=item.summary,
        link=item.link,
        step=next((step for step in axis.steps if step.number == item.step), None),
        steps=axis.steps,
        behaviours=item.behaviours,
        not_applicable=item.not_applicable,
        day_one=item.day_one,
    )


def _steps(old: Ladder, new: Ladder) -> Iterable[AxisDifference]:
    """Each step of each axis as if it were an axis of its own: "Technology, step 2"."""
    for code in {**old.axes, **new.axes}:
        yield from _steps_of(old.axes.get(code), new.axes.get(code))


def _steps_of(old: Axis | None, new: Axis | None) -> Iterable[AxisDifference]:
    before, after = old.steps if old else (), new.steps if new else ()
    becomes = followed(before, after)
    was = {becomes[step.number]: step for step in before if step.number in becomes}
    for step in after:
        yield _step(old, was.get(step.number), new, step)
    for step in before:
        if step.number not in becomes:
            yield _step(old, step, new, None)


def _step(old: Axis | None, was: Step | None, new: Axis | None, now: Step | None) -> AxisDifference:
    before = _as_asked(old.name, was) if old and was else None
    after = _as_asked(new.name, now) if new and now else None
    if before and after and was and now and was.number != now.number and before.axis == after.axis:
        before = replace(before, name=was_step(was.number))
    return _axis(before, after)


def _as_asked(axis: str, step: Step) -> Asked:
    return Asked(
        axis=axis,
        name=f"{axis}, {step.number} {step.name}",
        summary=step_text(step),
        behaviours=step.behaviours,
    )


def role_fields(old: Ladder, new: Ladder, code: str, was: str = "") -> tuple[FieldDifference, ...]:
    """What is said otherwise of a role than of the same, or of the role `was`, before; but for its axes."""
    return _fields(role_texts(old, was or code), role_texts(new, code))


def _fields(before: dict[str, str], after: dict[str, str]) -> tuple[FieldDifference, ...]:
    return tuple(
        FieldDifference(key, line(before.get(key, ""), after.get(key, "")))
        for key in {**before, **after}
        if before.get(key, "") != after.get(key, "")
    )
