"""The invented people of a rehearsal: three levels, ten who are spoken of, and who else is in the room."""

from dataclasses import dataclass

from calibration.agenda import Entry

AXES = ("craft", "delivery", "together")
POINTS = ("below", "partly", "at", "above")
RANKS = (1, 2, 3)

DIRECTOR = "karla"
MANAGER = "ida"  # whose hat can be worn, and who has a turn of her own
OBSERVER = "nora"
SCRIBE = "max"
JUDGES = ("ida", "karla", "lars")

NAMES = {
    "anna": "Anna Anvil",
    "bruno": "Bruno Bobbin",
    "clara": "Clara Compass",
    "dario": "Dario Dovetail",
    "elsa": "Elsa Easel",
    "fritz": "Fritz Funnel",
    "greta": "Greta Gimlet",
    "hugo": "Hugo Hinge",
    "ida": "Ida Inkwell",
    "jonas": "Jonas Jigsaw",
    "karla": "Karla Kettle",
    "lars": "Lars Ladder",
    "max": "Max Mallet",
    "nora": "Nora Needle",
}


@dataclass(frozen=True)
class Subject:
    """Somebody who is spoken of: the level, who assesses, the ratings as given (of the axes in the order of AXES), and
    where pitched the rank of the next level and the ratings against it."""

    key: str
    rank: int
    assessor: str
    overall: str
    axes: tuple[str, ...]
    pitched_to: int | None = None
    next_axes: tuple[str, ...] = ()


ROSTER = (
    Subject("anna", 1, "ida", "at", ("at", "at", "above")),
    Subject("bruno", 1, "ida", "below", ("partly", "below", "at")),
    Subject("clara", 1, "ida", "at", ("at", "partly", "at")),
    Subject("dario", 2, "lars", "above", ("above", "above", "at")),
    Subject("elsa", 2, "lars", "at", ("above", "at", "above"), 3, ("at", "partly", "at")),
    Subject("fritz", 2, "lars", "at", ("at", "at", "at")),
    Subject("greta", 2, "lars", "partly", ("at", "partly", "at")),
    Subject("hugo", 3, "karla", "at", ("at", "above", "at")),
    Subject("ida", 3, "karla", "at", ("at", "at", "above")),
    Subject("jonas", 3, "karla", "at", ("at", "at", "partly")),
)
SUBJECTS = {one.key: one for one in ROSTER}


def entries() -> list[Entry]:
    """The roster as the agenda asks for it."""
    return [
        Entry(one.key, one.rank, POINTS.index(one.overall), one.pitched_to, one.overall, comes=one.key in JUDGES)
        for one in ROSTER
    ]


def given(subject: str) -> dict[tuple[str, str], str]:
    """The ratings that the assessor gave: (axis, or "" for the overall rating; "current" or "next") → point."""
    one = SUBJECTS[subject]
    ratings = {("", "current"): one.overall}
    ratings |= {(axis, "current"): point for axis, point in zip(AXES, one.axes, strict=True)}
    if one.next_axes:
        ratings |= {(axis, "next"): point for axis, point in zip(AXES, one.next_axes, strict=True)}
    return ratings
