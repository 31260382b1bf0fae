"""What frameworks ask of people: of their editors, to publish a draft, and to answer what is said of wordings."""

from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import Door
from accounts.models import GrantKind, Person
from accounts.owed import Owed, named
from frameworks import amending
from frameworks.addresses import difference_url
from frameworks.models import Amendment, Comment, Flag, Proposal, Version
from frameworks.placements import role_on
from frameworks.placing import to_place

NAMED = 6


def owed(person: Person, today: date) -> list[Owed]:
    """To editors: one sentence a version that they may publish, and one a framework of whose wording something is to be
    answered. To People Ops: who of their population holds a role that is gone. To everybody: what changed for them and
    for who reports to them, and what became of their proposals. None has a day."""
    placing = _to_place(person, today) if person.holds(GrantKind.PEOPLE_OPS) else []
    own = [*_changed(person, today), *_answered(person)]
    if not person.holds(GrantKind.FRAMEWORK_EDITOR):
        return [*placing, *own]
    return [*placing, *_drafts(person), *_said(), *own]


def _changed(person: Person, today: date) -> list[Owed]:
    """What is expected of them has changed, until they have opened My level; and what is of who reports to them."""
    rows = amending.of_late(person, today)
    return [*_own(person, today, rows), *_of_theirs(person, rows)]


def _own(person: Person, today: date, rows: list[Amendment]) -> list[Owed]:
    if not any(row.person_id == person.pk for row in rows):
        return []
    held = role_on(person, today)
    new = amending.unread(amending.told(person, held.role.framework_id, today), held.role) if held else []
    if not new:
        return []
    last, first = new[0], new[-1]
    said = {"day": date_format(last.from_on, "j F Y"), "was": first.was.code, "role": last.role.code}
    if first.was != last.role:
        sentence = _("You hold %(role)s in the place of %(was)s since %(day)s: read what is expected of you now") % said
    else:
        sentence = _("What is expected of you changed on %(day)s: read what is different") % said
    return [Owed(sentence, reverse("my_level") + "#changes")]


def _of_theirs(person: Person, rows: list[Amendment]) -> list[Owed]:
    """One sentence a version: of whom it changed what is expected, among those who report to them."""
    versions: dict[Version, list[Amendment]] = {}
    for row in rows:
        if row.person_id != person.pk:
            versions.setdefault(row.version, []).append(row)
    return [
        Owed(
            _("Version %(label)s of %(title)s changed what is expected of %(names)s: read what is different")
            % {
                "label": version.label,
                "title": version.title,
                "names": named([row.person.name for row in found], NAMED),
            },
            difference_url(found[0].since, version),
        )
        for version, found in versions.items()
    ]


def _to_place(person: Person, today: date) -> list[Owed]:
    """One sentence a framework that has not the role any more that somebody holds, or is to hold; another one of People
    Ops places who is People Ops themselves."""
    held = to_place(person, today).order_by("role__framework__title", "person__name")
    names: dict[str, dict[str, None]] = {}
    for title, name in held.values_list("role__framework__title", "person__name"):
        names.setdefault(title, {})[name] = None
    return [
        Owed(
            ngettext(
                "%(names)s holds a role that %(title)s has no more: place them",
                "%(names)s hold roles that %(title)s has no more: place them",
                len(found),
            )
            % {"names": named(list(found), NAMED), "title": title},
            reverse("placings"),
        )
        for title, found in names.items()
    ]


def _drafts(person: Person) -> list[Owed]:
    drafts = Version.objects.visible_to(person).written().select_related("framework")
    said = {
        Version.State.DRAFT: _("Version %(label)s of %(title)s is a draft: see what it changes, and publish it"),
        Version.State.OPEN: _("Version %(label)s of %(title)s is open for comment: see what it changes"),
    }
    return [
        Owed(
            said[Version.State(draft.state)] % {"label": draft.label, "title": draft.title},
            reverse("framework_publish", args=[draft.framework.slug, draft.pk]),
        )
        for draft in drafts.order_by("title", "label")
    ]


def _said() -> list[Owed]:
    of_framework = ("version__framework__title", "version__framework__slug")
    waiting: dict[tuple[str, ...], list[str]] = {}
    for rows, words in (
        (Flag.objects.let_out(), lambda count: ngettext("%(count)s flag", "%(count)s flags", count)),
        (Comment.objects.to_answer(), lambda count: ngettext("%(count)s comment", "%(count)s comments", count)),
        (Proposal.objects.all(), lambda count: ngettext("%(count)s proposal", "%(count)s proposals", count)),
    ):
        counted = rows.filter(state="open").order_by().values_list(*of_framework).annotate(count=Count("pk"))
        for *key, count in counted:
            waiting.setdefault(tuple(key), []).append(words(count) % {"count": count})
    return [
        Owed(
            _("To answer, on the wording of %(title)s: %(what)s") % {"title": title, "what": ", ".join(what)},
            reverse("framework_flags", args=[slug]),
        )
        for (title, slug), what in sorted(waiting.items())
    ]


ANSWERED = Door(
    lambda person: (
        Proposal.objects.filter(
            author=person, state__in=[Proposal.State.ACCEPTED, Proposal.State.DECLINED], is_answer_read=False
        )
        .select_related("version__framework")
        .order_by("proposed_on", "id")
    ),
    holding=False,
)


def _answered(person: Person) -> list[Owed]:
    """To whoever made a proposal: what became of it, until they have opened it. The title is the framework's: their
    version may be a draft again."""
    said = {
        Proposal.State.ACCEPTED: _("Your proposal for the wording of %(title)s was accepted: read why"),
        Proposal.State.DECLINED: _("Your proposal for the wording of %(title)s was declined: read why"),
    }
    return [
        Owed(
            said[Proposal.State(row.state)] % {"title": row.version.framework.title},
            reverse("framework_proposal", args=[row.version.framework.slug, row.pk]),
        )
        for row in ANSWERED(person)
    ]
