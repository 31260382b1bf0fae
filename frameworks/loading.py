"""From a document to rows. Identities are found by code and kept; a text that is written is replaced, a fixed never."""

from hashlib import sha256

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import Person
from accounts.moves import Conflict
from frameworks import rows
from frameworks.building import scale_of
from frameworks.format import Document, write
from frameworks.format.document import Scale as ScaleData
from frameworks.models import (
    Behaviour,
    BehaviourIdentity,
    Comment,
    Flag,
    Framework,
    Proposal,
    Scale,
    ScalePoint,
    TeamExample,
    Version,
)
from frameworks.rows_of_examples import behaviours_by_place, identified


def digest_of(document: Document) -> str:
    """What tells one text of a whole version from another."""
    return sha256(write(document).encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def load(document: Document, by: Person | None = None) -> Version:
    """Writes the document as a draft (or over the one of that label that is written) and returns the version.

    A document that says what its published version says changes nothing. Raises Conflict where the version is
    published and differs, or where its scale's code belongs to another scale.
    """
    framework = Framework.objects.get_or_create(slug=document.framework, defaults={"title": document.title})[0]
    framework = Framework.objects.select_for_update().get(pk=framework.pk)
    digest = digest_of(document)
    version = Version.objects.filter(framework=framework, label=document.version).first()
    if version and version.digest == digest:
        return version
    if version and not version.is_written:
        raise Conflict(
            _(
                "Version %(label)s of %(title)s is published, and a published version never changes. "
                "Nothing was loaded; give the changed text another version."
            )
            % {"label": version.label, "title": version.title}
        )
    scale = _scale(document.scale, version)
    document = going_on(document, framework, version)
    version = version or Version(framework=framework, label=document.version)
    rows.write(version, document, scale, digest)
    _forget_unused(framework)
    trail.record("load_framework", version, by, after=version.state)
    return version


def going_on(document: Document, framework: Framework, draft: Version | None) -> Document:
    """A document of a file with the identities that its examples have once it is written in the place of the draft."""
    return identified(document, behaviours_by_place(_versions_to_follow(framework, draft)))


def _versions_to_follow(framework: Framework, draft: Version | None) -> list[Version]:
    """Whose examples the new text may go on with: the draft it replaces, the published, newest first, other drafts."""
    others = Version.objects.filter(framework=framework).exclude(pk=draft and draft.pk)
    return ([draft] if draft else []) + list(others.order_by(F("published_at").desc(nulls_last=True), "-label"))


def _forget_unused(framework: Framework) -> None:
    """Removes the identities of examples that only a replaced draft had, and to which nothing is tied."""
    unused = BehaviourIdentity.objects.filter(framework=framework)
    for model, name in (
        (Behaviour, "identity"),
        (Flag, "behaviour"),
        (Comment, "behaviour"),
        (Proposal, "behaviour"),
        (TeamExample, "behaviour"),
    ):
        unused = unused.exclude(pk__in=model._base_manager.filter(**{f"{name}__isnull": False}).values(name))
    unused.delete()


def _scale(data: ScaleData, draft: Version | None) -> Scale:
    """The scale of that code, made where there is none; one that only the replaced draft uses is made anew."""
    scale, made = Scale.objects.get_or_create(code=data.code, defaults={"name": data.name})
    scale = Scale.objects.select_for_update().get(pk=scale.pk)
    if made:
        return _with_points(scale, data)
    if scale_of(scale, scale.points.order_by("order")) == data:
        return scale
    if Version.objects.filter(scale=scale).exclude(pk=draft and draft.pk).exists():
        raise Conflict(
            _(
                "There is a rating scale %(code)s already, with other words or points, and frameworks use it. "
                "Nothing was loaded; give the new scale another code."
            )
            % {"code": data.code}
        )
    scale.points.all().delete()
    return _with_points(scale, data)


def _with_points(scale: Scale, data: ScaleData) -> Scale:
    scale.name, scale.numbers = data.name, data.numbers
    scale.before = [
        [one.code, one.name, [[item.code, item.word, item.becomes] for item in one.points]] for one in data.before
    ]
    scale.save(update_fields=["name", "numbers", "before"])
    ScalePoint.objects.bulk_create(
        ScalePoint(
            scale=scale,
            code=point.code,
            order=order,
            word=point.word,
            mark=point.mark,
            standing="" if point.standing == "none" else point.standing,
            meaning=point.meaning,
        )
        for order, point in enumerate(data.points, start=1)
    )
    return scale
