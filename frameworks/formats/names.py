"""Names of levels, axes and columns: which is which, and the codes that are made from them."""

import re
import unicodedata
from collections.abc import Iterable

LEVEL = {"level", "levels", "grade", "band", "rung", "seniority", "career level", "job level", "stufe", "niveau"}
ROLE = {"role", "role code"}
TRACK = {"track", "tracks", "ladder", "path", "job family", "family", "career path"}
RANK = {"rank"}
TITLE = {"title", "job title", "position"}
SUMMARY = {"summary", "level summary", "overview"}
KIND = {"kind"}
AXIS = {
    *("axis", "axes", "category", "area", "competency", "competence", "dimension", "pillar", "skill", "theme"),
    *("attribute", "capability", "criterion", "kpi"),
}
TEXT = {
    *("behaviour", "behavior", "behaviours", "behaviors", "text", "example", "examples", "example behaviour"),
    *("example behavior", "expectation", "expectations", "statement", "description", "indicator", "criteria"),
}
COLUMNS = {
    "level": LEVEL,
    "role": ROLE,
    "track": TRACK,
    "rank": RANK,
    "title": TITLE,
    "summary": SUMMARY,
}
LIKE_A_LEVEL = re.compile(
    r"(?:level|grade|band|stage|step)?\s*[a-z]{0,4}[ -]?[0-9]{1,2}(?:\.[0-9])?\b.*"
    r"|(?:i{1,3}|iv|vi{0,3}|ix|x)\b.*"
    r"|.*\b(?:intern|trainee|junior|associate|intermediate|mid|senior|lead|staff|principal|distinguished|fellow"
    r"|entry|expert|head|director|manager)\b.*",
    re.IGNORECASE,
)
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
CODE_AND_TITLE = re.compile(
    r"(?P<code>[A-Za-z]{0,4}[0-9]{1,2}(?:\.[0-9])?)\s*(?:[:–—(]|-\s|\s-)\s*(?P<title>[^()]+)\)?"
)
NUMBER = re.compile(r"(?:level|grade|band)?\s*[A-Za-z]{0,4}[ -]?([0-9]{1,3})", re.IGNORECASE)
BETWEEN = " · "


def looks_like_a_level(name: str) -> bool:
    """Whether a name is more likely one of a level than of an axis."""
    return LIKE_A_LEVEL.fullmatch(name.strip()) is not None


def mostly_levels(names: Iterable[str]) -> bool:
    """Whether most of the names look like levels."""
    known = [name for name in names if name.strip()]
    return bool(known) and sum(map(looks_like_a_level, known)) * 2 > len(known)


def level_and_title(name: str) -> tuple[str, str]:
    """“IC1 · Engineer”, “IC1: Engineer” and “IC1 (Engineer)” in two; a name that is only one, and nothing."""
    code, between, title = name.partition(BETWEEN)
    if between and code.strip() and title.strip():
        return code.strip(), title.strip()
    if found := CODE_AND_TITLE.fullmatch(name.strip()):
        return found["code"], found["title"].strip()
    return name.strip(), ""


def code_of(name: str) -> str:
    """The code of a level or a role: the name itself where it is one, else made from it."""
    return name if CODE.fullmatch(name) else slug_of(name)


def slug_of(name: str) -> str:
    """Small letters, digits and dashes made from a name; nothing where it has no letters for that."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:56].strip("-")


def number_of(name: str) -> int | None:
    """The number of a level that is called by one: 3 of IC3 or Level 3."""
    found = NUMBER.fullmatch(name.strip())
    return int(found[1]) if found else None
