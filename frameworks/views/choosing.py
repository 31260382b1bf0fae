"""Which version of a framework a page shows: the one in force, or the one named in the address."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

from frameworks import reading, translating
from frameworks.addresses import difference_url
from frameworks.asked import Ladder
from frameworks.models import Version

State = Version.State


@dataclass
class Chosen:
    """A version, the versions beside it that this person may see (newest first), and its text."""

    version: Version
    versions: list[Version]
    language: str = ""  # as the address names it
    wanted: tuple[str, ...] = ()  # what the reader's browser asks for, the first most of all

    @cached_property
    def ladder(self) -> Ladder:
        """The text of the version."""
        return self.read(self.version)

    def read(self, version: Version) -> Ladder:
        """The text of a version in the language that the address names, else in the reader's, as far as it has it."""
        ladder = reading.ladder(version)
        wanted = [self.language] if self.language else self.wanted
        return translating.ladder_in(ladder, translating.language_for(ladder.document, wanted))

    @property
    def text(self) -> str:
        """Names the text and the language of the page, for the pieces of pages that are kept."""
        return f"{self.version.pk} {self.version.digest} {get_language()} {self.ladder.document.language}"

    @property
    def asks(self) -> str:
        """What addresses of this text ask for; nothing for the version in force in the reader's language."""
        version = {} if self.version.state == State.PUBLISHED else {"version": self.version.label}
        return urlencode(version | ({"language": self.language} if self.language else {}))

    @property
    def query(self) -> str:
        """The same with its question mark."""
        return f"?{self.asks}" if self.asks else ""

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The languages that the version has, each with the query that asks for it."""
        document = reading.ladder(self.version).document
        version = {} if self.version.state == State.PUBLISHED else {"version": self.version.label}
        has = [document.language, *(one.language for one in document.translations)]
        return [(language, "?" + urlencode(version | {"language": language})) for language in has]

    @property
    def in_force(self) -> Version | None:
        """The published version."""
        return next((version for version in self.versions if version.state == State.PUBLISHED), None)

    @property
    def difference_url(self) -> str:
        """Where what is different from the version in force stands, of one that is to come; empty without one."""
        in_force = self.in_force
        if in_force is None or self.version.published_at or self.version.state == State.DISCARDED:
            return ""
        return difference_url(in_force, self.version)

    @property
    def before(self) -> Version | None:
        """The published version before this one; for one that is to come, the one in force."""
        if not self.version.published_at:
            return self.in_force
        published = [version for version in self.versions if version.published_at]
        later = published[published.index(self.version) + 1 :]
        return later[0] if later else None


def versions_of(request: HttpRequest, **framework: object) -> list[Version]:
    """The versions of a framework that this person may see: those to come first, then the newest."""
    found = Version.objects.visible_to(request.user).kept().filter(**framework).select_related("framework")
    to_come = sorted((one for one in found if not one.published_at), key=lambda one: one.label)
    published = [one for one in found if one.published_at]
    return to_come + sorted(published, key=lambda one: one.published_at, reverse=True)


def chosen(request: HttpRequest, slug: str) -> Chosen:
    """The version that the address names, else the one in force, else one to come, else the last; or 404."""
    versions = versions_of(request, framework__slug=slug)
    label = request.GET.get("version")
    if label is not None:
        wanted = [version for version in versions if version.label == label] or _discarded(request, slug, label)
    else:
        wanted = [version for version in versions if version.state == State.PUBLISHED] or versions
    if not wanted:
        raise Http404
    return Chosen(wanted[0], versions, _language(request), wanted_by(request))


def _discarded(request: HttpRequest, slug: str, label: str) -> list[Version]:
    """One that was discarded, for who may read it and names it."""
    found = Version.objects.visible_to(request.user).filter(state=State.DISCARDED, framework__slug=slug)
    return [one for one in found.select_related("framework") if one.label == label]


def _language(request: HttpRequest) -> str:
    """The language that the address asks for; what is no code of a language asks for none."""
    named = request.GET.get("language", "")
    return named if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}", named) else ""


def wanted_by(request: HttpRequest) -> tuple[str, ...]:
    """The languages in which a reader has texts that there are in several: what the browser asks for, then the
    server's. Those of the product's own words are fewer (`LANGUAGES`)."""
    named = [code for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    return (*(code for code in named if code != "*"), settings.LANGUAGE_CODE)


def role_or_404(chosen: Chosen, code: str) -> str:
    """The code, if that version has such a role; or 404."""
    if code not in chosen.ladder.roles:
        raise Http404
    return code
