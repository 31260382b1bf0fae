"""What happens to remarks: left, answered, changed, and sealed once their subject was discussed."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from accounts.viewing import as_task
from reviews.assessments import blind
from reviews.models import Group, Remark, RosterEntry

REMARKING = (Group.State.PREVIEWING, Group.State.CALIBRATING)


@transaction.atomic
def remark(
    entry: RosterEntry, by: Person, kind: str, text: str, about_pitch: bool = False, example: str = ""
) -> Remark:
    """Leaves a remark on one subject of the group. `entry` was let through `readable_by`.

    Raises NotAllowed for one's own case or for whoever only reads afterwards; Conflict out of time, and for a challenge
    without an example.
    """
    group = Group.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=entry.group_id)
    if not RosterEntry.objects.readable_by(by).filter(pk=entry.pk).exists():
        raise NotAllowed("remark")
    _refuse_remarks(group, entry)
    blind.refuse_before(group, by, entry.subject_id)
    if kind == Remark.Kind.ANSWERS:
        raise Conflict(_("An answer stands under a remark."))
    _refuse_first_reads(kind)
    _want_example(kind, example)
    made = Remark.objects.create(
        group=group,
        subject_id=entry.subject_id,
        author=by,
        kind=kind,
        text=text,
        example=example,
        about_pitch=about_pitch,
    )
    trail.record("remark", made, by, about=entry.subject)
    return made


@transaction.atomic
def answer(parent: Remark, by: Person, text: str) -> Remark:
    """Answers a remark, under it, as any reader of the subject may: whoever assesses them first of all. `parent` was
    let through its door. One level deep: an answer is not answered, the remark is.

    Raises NotAllowed as `remark` does; Conflict out of time, and under an answer.
    """
    group = Group.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=parent.group_id)
    entry = RosterEntry.objects.select_related("subject").get(group=group, subject=parent.subject_id)
    if not RosterEntry.objects.readable_by(by).filter(pk=entry.pk).exists():
        raise NotAllowed("answer")
    _refuse_remarks(group, entry)
    blind.refuse_before(group, by, entry.subject_id)
    if parent.parent_id is not None:
        raise Conflict(_("This is an answer itself. Answer the remark that it stands under."))
    made = Remark.objects.create(
        group=group,
        subject_id=parent.subject_id,
        author=by,
        parent=parent,
        kind=Remark.Kind.ANSWERS,
        text=text,
        about_pitch=parent.about_pitch,
    )
    trail.record("answer", made, by, about=entry.subject)
    return made


@transaction.atomic
def change_remark(remark: Remark, by: Person, kind: str, text: str, example: str = "") -> Remark:
    """Changes one's own remark, until its stop has closed; an answer stays one. Raises NotAllowed, Conflict."""
    locked = Remark.objects.select_for_update(of=("self",)).select_related("group", "subject").get(pk=remark.pk)
    refuse_change(locked, by)
    if (kind == Remark.Kind.ANSWERS) != (locked.parent_id is not None):
        raise Conflict(_("An answer stands under a remark."))
    _refuse_first_reads(kind)
    _want_example(kind, example)
    locked.kind, locked.text, locked.example = kind, text, example
    locked.save(update_fields=["kind", "text", "example"])
    trail.record("change_remark", locked, by, about=locked.subject)
    return locked


def _refuse_first_reads(kind: str) -> None:
    if kind in blind.FIRST_READS:
        raise Conflict(_("A first read is left before the rating shows; this is a remark."))


def _want_example(kind: str, example: str) -> None:
    if kind == Remark.Kind.CHALLENGES and not example.strip():
        raise Conflict(_("A challenge needs an example: what happened, and when."))


def refuse_change(remark: Remark, by: Person) -> None:
    """Raises NotAllowed where the remark is another's, Conflict where it can be changed no more."""
    if remark.author_id != by.pk:
        raise NotAllowed("change_remark")
    if remark.kind in blind.FIRST_READS:
        raise Conflict(
            _("A first read stands as it is: it was said before the rating showed. Leave a remark beside it.")
        )
    if remark.sealed_at is not None:
        raise Conflict(_("This was discussed: the remark stands as it is."))
    _refuse_remarks(remark.group, RosterEntry.objects.get(group=remark.group_id, subject=remark.subject_id))


def _refuse_remarks(group: Group, entry: RosterEntry) -> None:
    if group.state not in REMARKING:
        raise Conflict(_("Remarks are left from the preview until the meeting has ended, not now."))
    if entry.discussed_at is not None:
        raise Conflict(_("%(name)s was discussed already; no remark can be added.") % {"name": entry.subject.name})


@as_task("meeting")
@transaction.atomic
def seal(group: Group, subject: Person) -> None:
    """The subject's stop has closed: the remarks on it stand, and none is added. The meeting calls this."""
    now = clock.now()
    RosterEntry.objects.filter(group=group, subject=subject, discussed_at__isnull=True).update(discussed_at=now)
    Remark.objects.filter(group=group, subject=subject, sealed_at__isnull=True).update(sealed_at=now)
