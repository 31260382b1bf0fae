"""A framework as a file: every form, what each leaves out, and the file itself."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import members
from frameworks import reading
from frameworks.asked import Ladder
from frameworks.formats import kinds
from frameworks.formats.outline import Outline
from frameworks.handbook import handbook
from frameworks.remembering import remembered
from frameworks.views.choosing import Chosen, chosen

HANDBOOK = "handbook"


@dataclass(frozen=True)
class Offer:
    """A form on offer; `besides`: what it leaves out that not every table leaves out."""

    name: str
    title: str
    besides: tuple[str, ...] = ()


@dataclass(frozen=True)
class Offers:
    """The forms that hold everything, the others, and what none of these says."""

    whole: tuple[Offer, ...]
    others: tuple[Offer, ...]
    unsaid: tuple[str, ...]


def offers_of(ladder: Ladder) -> Offers:
    """The forms of a framework's text, with what each leaves out."""
    again: dict[str, Outline] = {}
    forms = [name for name, form in kinds.FORMS.items() if not form.is_whole]
    unsaid = {name: kinds.unsaid(ladder.document, name, again) for name in forms}
    first = next(iter(unsaid.values()))
    common = tuple(one for one in first if all(one in others for others in unsaid.values()))
    others = [
        Offer(name, kinds.title_of(name), tuple(one for one in lacking if one not in common))
        for name, lacking in unsaid.items()
    ]
    whole = [Offer(name, kinds.title_of(name)) for name in kinds.WHOLE]
    return Offers(tuple(whole), tuple(others), common)


offers = remembered(offers_of)


@members
@require_safe
def framework_files(request: HttpRequest, slug: str) -> HttpResponse:
    """Every form in which a framework can be taken along."""
    found = chosen(request, slug)
    shown = {"chosen": found, "document": found.ladder.document, "offers": offers(found.ladder)}
    return render(request, "frameworks/files.html", shown)


@members
@require_safe
def framework_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The framework as a file of that form."""
    found = chosen(request, slug)
    document = found.ladder.document
    if form in kinds.WHOLE:
        document = reading.document(found.version)  # as it was written, with its translations beside it
    if form == HANDBOOK:
        return _answer(found, handbook(document).encode(), "html", "text/html; charset=utf-8")
    if form not in kinds.FORMS:
        raise Http404
    kind = kinds.FORMS[form]
    return _answer(found, kind.write(document), kind.ending, kind.media_type)


def _answer(found: Chosen, content: bytes, ending: str, media_type: str) -> HttpResponse:
    label = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in found.version.label)[:40]
    name = f"{found.version.framework.slug}-{label}.{ending}"
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
