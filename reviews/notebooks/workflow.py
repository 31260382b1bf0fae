"""What happens to entries of a notebook: written, changed, shared, taken back, deleted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from frameworks.models import Axis
from reviews.models import Entry, EntryAudience

Audience = EntryAudience.Audience


@dataclass(frozen=True)
class Said:
    """What an entry says, apart from its row."""

    text: str
    on: date
    axis: Axis | None = None
    link: str = ""
    source: str = Entry.Source.SEEN
    is_quotation: bool = False


def notes_about(author: Person, subject: Person) -> bool:
    """Whether somebody may note something about a person now: about themselves, and about a report of today."""
    if author.pk == subject.pk:
        return True
    return subject.is_active and subject.reports_to(author)


def offered(author: Person, subject: Person) -> tuple[Audience, ...]:
    """With whom the author may share what they note about the person."""
    if author.pk == subject.pk:
        return (Audience.MANAGER, Audience.GROUP)
    return (Audience.SUBJECT, Audience.MANAGER, Audience.GROUP)


@transaction.atomic
def write(author: Person, subject: Person, said: Said, audiences: Collection[str] = ()) -> Entry:
    """Notes something about a person, for the author alone or for those named. Raises NotAllowed."""
    if not notes_about(author, subject) or not set(audiences) <= set(offered(author, subject)):
        raise NotAllowed("write")
    made = Entry.objects.create(author=author, subject=subject, **vars(said))
    _share(made, author, set(audiences))
    return made


@transaction.atomic
def change(entry: Entry, by: Person, said: Said, audiences: Collection[str]) -> Entry:
    """Changes what one's own entry says, and with whom it is shared; nothing of the former stays.

    Raises NotAllowed for anyone but the author; Conflict where the author manages the person no more: such an entry
    stands, and can be shared with nobody else.
    """
    locked = _locked(entry, by)
    if not set(audiences) <= set(offered(by, locked.subject)):
        raise NotAllowed("share")
    changed = [name for name, value in vars(said).items() if getattr(locked, name) != value]
    wider = set(audiences) - audiences_of(locked)
    if (changed or wider) and not notes_about(by, locked.subject):
        raise Conflict(
            _("%(name)s does not report to you any more. You can keep this entry, share it with fewer, or delete it.")
            % {"name": locked.subject.name}
        )
    if changed:
        for name in changed:
            setattr(locked, name, getattr(said, name))
        locked.changed_at = clock.now()
        locked.save(update_fields=[*changed, "changed_at"])
    _share(locked, by, set(audiences))
    return locked


@transaction.atomic
def delete(entry: Entry, by: Person) -> None:
    """Deletes one's own entry for good. Raises NotAllowed for anyone but the author."""
    locked = _locked(entry, by)
    _share(locked, by, set())
    locked.delete()


def audiences_of(entry: Entry) -> set[str]:
    """With whom an entry is shared; nobody but its author reads it where there is none."""
    return set(EntryAudience.objects.filter(entry=entry).values_list("audience", flat=True))


def _locked(entry: Entry, by: Person) -> Entry:
    """The author's own entry, locked; NotAllowed for everybody else, 409 where it went meanwhile."""
    if entry.author_id != by.pk:
        raise NotAllowed("change")
    locked = Entry.objects.select_for_update(of=("self",)).select_related("subject").filter(pk=entry.pk).first()
    if locked is None:
        raise Conflict(_("This entry was deleted meanwhile."))
    return locked


def _share(entry: Entry, by: Person, wanted: set[str]) -> None:
    """Brings the audiences to what is wanted. That somebody may read it, or may no more, is an act of the trail."""
    there = audiences_of(entry)
    EntryAudience.objects.filter(entry=entry, audience__in=there - wanted).delete()
    EntryAudience.objects.bulk_create(EntryAudience(entry=entry, audience=one) for one in sorted(wanted - there))
    for one in sorted(there - wanted):
        trail.record("take_back", entry, by, about=entry.subject, before=one)
    for one in sorted(wanted - there):
        trail.record("share", entry, by, about=entry.subject, after=one)
