"""What a version is made of, changed: levels, axes, roles, tracks and steps, added, moved and taken away.

Their codes outlive versions: people are placed, and results stand, by them. One that an earlier version had comes back
with everything that hangs on it, so that is said and not done by chance.
"""

from django.utils.translation import gettext as _

from accounts.models import Person
from frameworks.editing import structure
from frameworks.editing.fields import A_LINE, A_NAME, CODE, Unfit
from frameworks.editing.workflow import losing, restructure
from frameworks.format import Document
from frameworks.models import Axis, Level, Role, Track, Version

IDENTITIES = {"level": Level, "axis": Axis, "role": Role, "track": Track}


def add(version: Version, by: Person, kind: str, given: dict[str, str], brings_back: bool = False) -> None:
    """Adds a level (with its role), a role, an axis, a track, or a step of an axis.

    `given`: code, name; for a level `after`, for a role `level`, for both and for an axis `tracks` with spaces between;
    for a step `axis`, and `lowest` where it stands below the others. `brings_back`: a code that an earlier version had
    is meant. Raises Unfit, and what `restructure` raises.
    """
    code, name = given.get("code", "").strip(), given.get("name", "")
    tracks = tuple(given.get("tracks", "").split())

    def edit(document: Document) -> Document:
        if kind == "step":
            if given.get("axis", "") not in structure.codes(document, "axis"):
                raise Unfit(_("Choose one of those shown."))
            lowest = bool(given.get("lowest"))
            if lowest and 0 in _numbers(document, given["axis"]):
                raise Unfit(_("This axis has a step 0 already. Add the step above the others, then move it."))
            return structure.add_step(document, given["axis"], A_NAME.take(name), lowest)
        for one in ("level", "role") if kind == "level" else (kind,):
            _free(version, document, one, code, brings_back)
        if kind == "axis":
            return structure.add_axis(document, code, A_NAME.take(name), tracks)
        if kind == "track":
            return structure.add_track(document, code, A_NAME.take(name))
        if not tracks or not set(tracks) <= set(structure.codes(document, "track")):
            raise Unfit(_("Choose at least one track that the role stands on."))
        if kind == "level":
            after = given.get("after", "")
            if after and after not in structure.codes(document, "level"):
                raise Unfit(_("The level %(code)s is not in this version any more.") % {"code": after})
            return structure.add_level(document, code, after, A_LINE.take(name), tracks)
        if given.get("level", "") not in structure.codes(document, "level"):
            raise Unfit(_("Choose the level that the role stands on."))
        return structure.add_role(document, code, given["level"], A_LINE.take(name), tracks)

    restructure(version, by, edit)


def _free(version: Version, document: Document, kind: str, code: str, brings_back: bool) -> None:
    if not CODE.fullmatch(code):
        raise Unfit(_("A code has letters, digits, dots, dashes and underscores, such as IC1 or team-lead."))
    if code in structure.codes(document, kind):
        raise Unfit(_("%(code)s is in this version already.") % {"code": code})
    known = IDENTITIES[kind]._default_manager.filter(framework=version.framework_id, code=code)  # type: ignore[attr-defined]
    if known.exists() and not brings_back:
        said = _(
            "An earlier version had %(code)s. Whoever was placed or rated by it then counts as that again: tick that it"
            " comes back, or choose another code."
        )
        raise Unfit(said % {"code": code})


def _numbers(document: Document, axis: str) -> list[int]:
    return [step.number for step in structure.steps_of(document, axis)]


def shift(version: Version, by: Person, kind: str, code: str, down: bool, step: int | None = None) -> None:
    """One place further on, or back; of a step, to the next number. Raises what `restructure` raises."""

    def edit(document: Document) -> Document:
        if step is None:
            return structure.shift(_with(document, kind, code), kind, code, down)
        return structure.shift_step(_with_step(document, code, step), code, step, up=down)

    restructure(version, by, edit)


def without(document: Document, kind: str, code: str, step: int | None = None) -> Document:
    """The document without it. Raises Unfit where it is not there, or is the last of its kind."""
    _with(document, kind, code)
    if step is not None:
        changed = structure.remove_step(_with_step(document, code, step), code, step)
    else:
        changed = structure.remove(document, kind, code)
    lists = {"level": changed.levels, "track": changed.tracks, "role": changed.roles}
    if any(not found for found in lists.values()):
        raise Unfit(_("A framework has at least one level, one track and one role."))
    return changed


def _with(document: Document, kind: str, code: str) -> Document:
    if code not in structure.codes(document, kind):
        raise Unfit(_("%(code)s is not in this version any more.") % {"code": code})
    return document


def _with_step(document: Document, axis: str, number: int) -> Document:
    if number not in _numbers(_with(document, "axis", axis), axis):
        said = _("Step %(number)s of the axis %(code)s is not in this version any more.")
        raise Unfit(said % {"number": number, "code": axis})
    return document


def remove(version: Version, by: Person, kind: str, code: str, step: int | None, seen: str) -> None:
    """Takes it away with its words. `seen`: `losing` of what was shown. Raises Unfit, and what `restructure` raises."""
    restructure(version, by, lambda document: without(document, kind, code, step), seen)


def loss(document: Document, kind: str, code: str, step: int | None) -> tuple[list[str], str]:
    """The sentences that would go, and what `remove` is to be given as seen. Raises Unfit."""
    changed = without(document, kind, code, step)
    return structure.lost(document, changed), losing(document, changed)
