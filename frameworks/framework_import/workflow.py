"""From what was given to a draft: the head of a table, and the version that is made."""

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from frameworks import reading
from frameworks.cells_between import Between, between
from frameworks.format import Document
from frameworks.format.shape import data_from
from frameworks.formats.assembling import Head
from frameworks.formats.names import slug_of
from frameworks.formats.outline import Outline
from frameworks.loading import digest_of, going_on, load
from frameworks.models import Framework, Version

Plain = dict[str, Any]
PLAIN_RULES = {"across-the-board", "guidance", "demonstrated"}
SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
TAKEN_OVER = ("cadence", "pitch_open_to_subject", "consistently")


@dataclass(frozen=True)
class Over:
    """A draft that a file would be written over, and what that would change in it."""

    draft: Version
    difference: Between
    is_same: bool


class DraftThere(Conflict):
    """There is a draft of that version already, and nobody said that it may go."""


def plain_scale() -> Plain:
    """Three points, for whoever names no scale."""
    return {
        "code": "below-meeting-above",
        "name": _("Below, meeting, above"),
        "points": [
            {"code": "below", "word": _("Below"), "mark": "▽", "standing": "below"},
            {"code": "meeting", "word": _("Meeting"), "mark": "●", "standing": "at"},
            {"code": "above", "word": _("Above"), "mark": "△", "standing": "above"},
        ],
    }


def in_force(viewer: Person) -> list[Version]:
    """The frameworks whose scale and rule may be taken."""
    found = Version.objects.visible_to(viewer).filter(state=Version.State.PUBLISHED).select_related("framework")
    return sorted(found, key=lambda one: one.title.casefold())


def proposed(outline: Outline, name: str, viewer: Person) -> Plain:
    """What the form of the head begins with: what the file says, else what the framework of that name says that is
    here, else the name of the file."""
    title = outline.title or name.rpartition(".")[0].replace("_", " ").strip()
    slug = slug_of(title)
    named = Version.objects.visible_to(viewer).filter(framework__slug=slug) if slug else Version.objects.none()
    versions = list(named.select_related("framework"))
    labels = {one.label for one in versions}
    number = 1
    while str(number) in labels:
        number += 1
    there = min(versions, key=_in_force_first, default=None)
    return {
        "title": " ".join(title.split())[:200],
        "slug": slug,
        "label": str(number),
        "language": there.language if there else "en",
        "licence": outline.licence or (there.licence if there else ""),
        "attribution": outline.attribution or (there.attribution if there else ""),
        "cumulative": there.cumulative if there else True,
        "like": str(there.pk) if there and there.state == Version.State.PUBLISHED else "",
    }


def stand_in(form: Any) -> Plain:
    """What a form says that is not sent yet, with something for each field that is empty, so that a table can be looked
    at before anything is written beside it.
    """
    said = {name: form[name].value() or "" for name in form.fields}
    fallback = {"title": "x", "slug": "x", "label": "1", "language": "en"}
    for name, otherwise in fallback.items():
        try:
            said[name] = form.fields[name].clean(said[name])
        except ValidationError:
            said[name] = otherwise
    return said | {"cumulative": bool(said["cumulative"]), "licence": "", "attribution": ""}


def head_of(said: Plain, about: str, versions: list[Version], viewer: Person) -> Head:
    """The head of a table as the form says it. Codes of the framework that it becomes a version of are kept."""
    like = next((one for one in versions if str(one.pk) == said["like"]), None)
    more: Plain = {}
    scale, rule = plain_scale(), {"kind": "guidance"}
    if like is not None:
        data = data_from(reading.document(like))
        scale, rule = data["scale"], _rule(data["rule"])
        more = {key: data[key] for key in TAKEN_OVER if key in data}
    return Head(
        framework=said["slug"],
        title=said["title"],
        version=said["label"],
        language=said["language"],
        cumulative=said["cumulative"],
        scale=scale,
        rule=rule,
        about=about,
        licence=said["licence"],
        attribution=said["attribution"],
        more=more,
        codes=_codes(said["slug"], viewer),
    )


def _rule(rule: Plain) -> Plain:
    """A rule without what names parts of its own framework."""
    kind = rule["kind"] if rule["kind"] in PLAIN_RULES else "guidance"
    kept = {key: rule[key] for key in ("high_performance", "at_next_level", "notes") if key in rule}
    conditions = [{key: one[key] for key in ("code", "name", "question")} for one in rule.get("conditions", ())]
    return {"kind": kind, **kept, **({"conditions": conditions} if conditions else {})}


def earlier(slug: str, viewer: Person) -> Version | None:
    """The version of that framework in force, or else one that the viewer may see."""
    if not SLUG.fullmatch(slug):
        return None
    found = list(Version.objects.visible_to(viewer).filter(framework__slug=slug).select_related("framework"))
    return min(found, key=_in_force_first, default=None)


def _in_force_first(version: Version) -> tuple[bool, bool, str]:
    return version.state != Version.State.PUBLISHED, not version.is_written, version.label


def _codes(slug: str, viewer: Person) -> dict[str, dict[str, str]]:
    """The codes by name that the framework of that slug has already; names that two things have are passed over."""
    version = earlier(slug, viewer)
    if version is None:
        return {}
    document = reading.document(version)
    pairs = {
        "axes": [(axis.name, axis.code) for axis in document.axes],
        "tracks": [(track.name, track.code) for track in document.tracks],
        "levels": [(level.code, level.code) for level in document.levels],
        "roles": [(role.title, role.code) for role in document.roles if role.title]
        + [(role.code, role.code) for role in document.roles],
    }
    return {kind: _once([(name.casefold(), code) for name, code in found]) for kind, found in pairs.items()}


def _once(pairs: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for name, code in pairs:
        found.setdefault(name, set()).add(code)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


def over(document: Document) -> Over | None:
    """The draft of that version that stands, and what the document says otherwise; None where there is none."""
    there = Version.objects.written().filter(framework__slug=document.framework, label=document.version)
    draft = there.select_related("framework").first()
    if draft is None:
        return None
    stands = reading.document(draft)
    return Over(draft, between(stands, going_on(document, draft.framework, draft)), document == stands)


def named(document: Document) -> str:
    """Which version of which framework it is, as the page carries it."""
    return f"{document.framework} {document.version}"


@transaction.atomic
def draft(document: Document, by: Person, *, replace: bool = False, seen: str = "", of: str = "") -> Version:
    """Makes the document a draft. `seen`: the digest of the draft whose difference was shown, `of` which version that
    was. Raises NotAllowed; DraftThere where a draft of that version would be written over; Conflict where it is another
    than was shown or there no more, where that version is published, or its scale is another one.
    """
    if not by.holds("framework_editor"):
        raise NotAllowed("load_framework")
    framework = Framework.objects.select_for_update().filter(slug=document.framework).first()
    written = Version.objects.written().select_for_update(of=("self",))
    there = written.filter(framework=framework, label=document.version).first()
    if there is None and of == named(document):
        _refuse_what_is_gone(document)
    if there is not None and _says_the_same(there, document):
        return there
    if there is not None and not replace:
        raise DraftThere(
            _("There is a draft of version %(label)s of %(title)s already. Give this one another label, or tick below.")
            % {"label": there.label, "title": there.title}
        )
    if there is not None and there.digest != seen:
        said = _("The draft of version %(label)s has changed since you looked. Below is what would change now.")
        raise Conflict(said % {"label": there.label})
    return load(document, by)


def _says_the_same(draft: Version, document: Document) -> bool:
    """A draft that was edited in the browser has a digest that is none of its text."""
    return draft.digest == digest_of(document) or reading.document(draft) == document


def _refuse_what_is_gone(document: Document) -> None:
    """Raises Conflict for a draft that was shown and is there no more; of one that is published `load` says so."""
    if Version.objects.filter(framework__slug=document.framework, label=document.version).exists():
        return
    said = _(
        "The draft of version %(label)s that you looked at was discarded meanwhile, or has another label now. Nothing "
        "was made; press once more to make a new draft."
    )
    raise Conflict(said % {"label": document.version})
