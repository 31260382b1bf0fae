"""With whom something is shared, in words: as its author chooses it, and as it stands beside what was written."""

from collections.abc import Collection

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.models import Person
from reviews.models import Ask, Entry, EntryAudience
from reviews.models.notebooks import Readers

Audience = EntryAudience.Audience


def choices(author: Person, subject: Person) -> list[tuple[str, str]]:
    """What the author may tick: audience and words."""
    if author.pk == subject.pk:
        return [
            (Audience.MANAGER, _("My manager, and whoever assesses me")),
            (Audience.GROUP, _("The group that reviews me, from its preview until its close")),
        ]
    name = {"name": subject.first_name}
    return [
        (Audience.SUBJECT, _("%(name)s") % name),
        (Audience.MANAGER, _("Whoever else manages or assesses %(name)s") % name),
        (Audience.GROUP, _("The group that reviews %(name)s, from its preview until its close") % name),
    ]


def read_by(entry: Entry, audiences: Collection[str]) -> str:
    """Who reads an entry of one's own, in one sentence."""
    if not audiences:
        return _("Only you read this.")
    if entry.author_id == entry.subject_id:
        words = {
            Audience.MANAGER: _("your manager and whoever assesses you"),
            Audience.GROUP: _("the group that reviews you, while it does"),
        }
    else:
        name = {"name": entry.subject.first_name}
        words = {
            Audience.SUBJECT: entry.subject.first_name,
            Audience.MANAGER: _("whoever else manages or assesses %(name)s") % name,
            Audience.GROUP: _("the group that reviews %(name)s, while it does") % name,
        }
    readers = get_text_list([said for audience, said in words.items() if audience in audiences], _("and"))
    return _("Shared with %(readers)s.") % {"readers": readers}


# -- of a peer's sentences -------------------------------------------------------------------------------


def reader_choices(asker: Person, subject: Person) -> list[tuple[str, str]]:
    """What the asker chooses among: who will read the answer."""
    if asker.pk == subject.pk:
        return [
            (Readers.ASKER, _("I alone")),
            (Readers.MANAGER, _("I, my manager, and whoever assesses me")),
            (Readers.GROUP, _("These, and the group that reviews me, from its preview until its close")),
        ]
    name = {"name": subject.first_name}
    return [
        (Readers.ASKER, _("I alone")),
        (Readers.MANAGER, _("I, and whoever else manages or assesses %(name)s") % name),
        (Readers.GROUP, _("These, and the group that reviews %(name)s, from its preview until its close") % name),
    ]


def will_be_read_by(ask: Ask) -> str:
    """Who will read the answer, as the peer is told before they write; never more than these."""
    names = {"asker": ask.asker.first_name, "name": ask.subject.first_name}
    if ask.readers == Readers.ASKER:
        return _("%(asker)s alone will read it.") % names
    if ask.asker_id == ask.subject_id:
        if ask.readers == Readers.MANAGER:
            return _("%(asker)s will read it, their manager, and whoever assesses them.") % names
        return (
            _("%(asker)s will read it, their manager, whoever assesses them, and the group that reviews them.") % names
        )
    if ask.readers == Readers.MANAGER:
        return _("%(asker)s will read it, and whoever else manages or assesses %(name)s. %(name)s will not.") % names
    return (
        _(
            "%(asker)s will read it, whoever else manages or assesses %(name)s, and the group that reviews %(name)s."
            " %(name)s will not."
        )
        % names
    )
