"""The moves of a version: a draft is opened for comment and closed again, published, and the one in force before it is
superseded in the same act, on the day that was announced if one was; a framework is withdrawn; and its public page,
on and off."""

import logging
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock, trail
from accounts.models import GrantKind, Person
from accounts.moves import Conflict, Move, NotAllowed, move, the_system
from frameworks import affected, amending, reading, succeeding
from frameworks.editing.lacking import lacking
from frameworks.loading import digest_of
from frameworks.models import Framework, Placement, Role, Succession, Version, VersionRole

log = logging.getLogger(__name__)
SAID = 3  # of what a text lacks, in one sentence; the page of a draft lists all


def is_editor(version: Version, by: Person | None) -> bool:
    """A framework editor; or the system, when an operator loads a file on the machine itself."""
    return by is None or by.holds("framework_editor")


State = Version.State

MOVES = {
    #                  from                          to                who
    "open": Move(frozenset({State.DRAFT}), State.OPEN, is_editor),
    "close": Move(frozenset({State.OPEN}), State.DRAFT, is_editor),
    "publish": Move(
        frozenset({State.DRAFT, State.OPEN}),
        State.PUBLISHED,
        is_editor,
        gettext_lazy("This version is published already. Nothing was done."),
        {"published_at": clock.now, "from_on": clock.today},
    ),
    "announce": Move(
        frozenset({State.DRAFT, State.OPEN}),
        State.ANNOUNCED,
        is_editor,
        gettext_lazy("This version is announced or published already. Nothing was done."),
    ),
    "call_off": Move(
        frozenset({State.ANNOUNCED}),
        State.OPEN,
        is_editor,
        gettext_lazy("This version is not announced any more. Nothing was done."),
        {"from_on": lambda: None},
    ),
    "take_effect": Move(frozenset({State.ANNOUNCED}), State.PUBLISHED, the_system, "", {"published_at": clock.now}),
    "supersede": Move(frozenset({State.PUBLISHED}), State.SUPERSEDED, is_editor),
    "discard": Move(
        frozenset({State.DRAFT, State.OPEN}),
        State.DISCARDED,
        is_editor,
        gettext_lazy("This version is no draft any more. Nothing was done."),
    ),
    "retire": Move(
        frozenset({State.PUBLISHED}),
        State.RETIRED,
        is_editor,
        gettext_lazy("This version is not in force any more. Nothing was done."),
    ),
}
Version.MOVES = MOVES


@transaction.atomic
def publish(
    version: Version,
    by: Person | None,
    digest: str | None = None,
    reason: str = "",
    becomes: Mapping[str, str] | None = None,
    from_on: date | None = None,
    over: str | None = None,
) -> Version:
    """Publishes a version, or announces it where its day is to come. From now on its text never changes.

    `digest` and `over`: what the text's digest, and the id of the version in force, were when it was looked at;
    `reason`: why it changes; `becomes`: where those go who hold a role that it has not (see `succeeding.settle`).
    Raises NotAllowed, or Conflict where it has been published or changed meanwhile, another is announced, somebody
    would be left without a role unsaid, or it puts the role of who publishes it at another level. The framework's
    row is the lock, then the version's: two are published one after the other, and who writes has written before.
    """
    Framework.objects.select_for_update().get(pk=version.framework_id)
    version = Version.objects.select_for_update().get(pk=version.pk)
    if not is_editor(version, by):
        raise NotAllowed("publish")
    today = clock.today()
    later = from_on is not None and from_on > today
    if version.is_written:
        if digest is not None and digest != version.digest:
            raise Conflict(_("The text has changed since you opened this page. Nothing was published; look again."))
        _refuse_a_rival(version, over)
        _refuse_ones_own(version, by, today)
        succeeding.settle(version, becomes or {}, by, today)
    since = _supersede(version, by) if version.is_written and not later else None
    said = {"reason": reason, "digest": _whole(version, by)} if version.is_written else {}
    if later:
        return move(version, "announce", by, from_on=from_on, **said)
    return _in_force(move(version, "publish", by, **said), since, by)


def _whole(version: Version, by: Person | None) -> str:
    """The digest of its text as it stands now. Raises Conflict where a file of it would be refused; what the system
    publishes has just come from one."""
    document = reading.fresh(version)
    if by and (lacks := lacking(document)):
        said = "; ".join(f"{one.what}: {one.reason}" for one in lacks[:SAID])
        raise Conflict(_("The text is not whole yet, so nothing was published. %(lacks)s.") % {"lacks": said})
    return digest_of(document)


def _refuse_a_rival(version: Version, over: str | None) -> None:
    in_force = Version.objects.in_force(version.framework_id)
    if over is not None and over != (str(in_force.pk) if in_force else ""):
        raise Conflict(
            _("Another version has come into force since you opened this page. Nothing was published; look again.")
        )
    rival = Version.objects.filter(framework=version.framework_id, state=State.ANNOUNCED).first()
    if rival:
        raise Conflict(
            _("Version %(label)s is announced for %(day)s. Nothing was published; call that off first.")
            % {"label": rival.label, "day": date_format(rival.from_on, "j F Y")}
        )


def _refuse_ones_own(version: Version, by: Person | None, today: date) -> None:
    """Nobody moves themselves to another level."""
    if by and (own := affected.own_elsewhere(version, by, today)):
        said = _(
            "You hold %(role)s yourself, and this version puts it at another level. Nothing was published; another"
            " framework editor publishes it."
        )
        raise Conflict(said % {"role": ", ".join(own)})


def _supersede(version: Version, by: Person | None) -> Version | None:
    """The version in force until now, where there is one."""
    earlier = Version.objects.filter(framework=version.framework_id, state=State.PUBLISHED).first()
    return move(earlier, "supersede", by) if earlier else None


def _in_force(version: Version, since: Version | None, by: Person | None) -> Version:
    """What follows from its being in force: the framework's title, the levels of its roles, who holds which, and that
    each of them is told what it changed."""
    Framework.objects.filter(pk=version.framework_id).update(title=version.title)
    _follow_levels(version)
    day = version.from_on or clock.today()
    if since:
        amending.tell(version, since, succeeding.becomes(version), day, clock.today())
    succeeding.move_holders(version, day, by)
    return version


@transaction.atomic
def call_off(version: Version, by: Person) -> Version:
    """An announced version does not come on its day: it is open for comment again, and its text may change. Raises
    NotAllowed, Conflict."""
    Framework.objects.select_for_update().get(pk=version.framework_id)
    called_off = move(version, "call_off", by)
    Succession.objects.filter(version=version).delete()
    return called_off


@transaction.atomic
def retire(version: Version, by: Person) -> Version:
    """Withdraws a framework that nobody is held against: no other version takes the place of the one in force, and its
    public page is off. Reviews that run keep it. Raises NotAllowed; Conflict where somebody holds a role of it, today
    or later, or another version is announced.
    """
    framework = Framework.objects.select_for_update().get(pk=version.framework_id)
    if not is_editor(version, by):
        raise NotAllowed("retire")
    _refuse_a_rival(version, None)
    if Placement.objects.from_day(clock.today()).filter(role__framework=framework).exists():
        raise Conflict(
            _("Somebody holds a role of %(title)s, today or later. Nothing was done; they are to be placed first.")
            % {"title": framework.title}
        )
    Framework.objects.filter(pk=framework.pk).update(is_public=False)
    return move(version, "retire", by)


def begin_what_is_due(today: date) -> int:
    """Brings into force what is announced for that day or an earlier one; how many versions. Safe to call twice. One
    that cannot begin is logged and stops no other."""
    begun = 0
    due = Version.objects.filter(state=State.ANNOUNCED, from_on__lte=today)
    for pk in due.values_list("pk", flat=True):
        try:
            begun += _begin(pk, today)
        except Conflict as wrong:
            log.warning("version %s cannot begin: %s", pk, wrong.sentence)
    return begun


@transaction.atomic
def _begin(pk: UUID, today: date) -> bool:
    """One version, unless another process has brought it into force or it was called off."""
    Framework.objects.select_for_update().get(versions=pk)
    version = Version.objects.select_for_update().get(pk=pk)
    if version.state != State.ANNOUNCED or version.from_on is None or version.from_on > today:
        return False
    since = _supersede(version, None)
    _in_force(move(version, "take_effect", None), since, None)
    return True


@transaction.atomic
def show_the_world(framework: Framework, by: Person) -> bool:
    """Turns the public page of a framework on; false where it is on already. Raises NotAllowed; Conflict where no
    version is in force."""
    return _turn(framework, by, True)


@transaction.atomic
def hide_from_the_world(framework: Framework, by: Person) -> bool:
    """Turns the public page off again; false where it is off already. Raises NotAllowed."""
    return _turn(framework, by, False)


def _turn(framework: Framework, by: Person, on: bool) -> bool:
    locked = Framework.objects.select_for_update().get(pk=framework.pk)
    if not by.holds(GrantKind.FRAMEWORK_EDITOR):
        raise NotAllowed("show_the_world" if on else "hide_from_the_world")
    if on and not Version.objects.current().filter(framework=locked).exists():
        raise Conflict(_("No version of it is in force, so there is nothing that the world could read."))
    if locked.is_public == on:
        return False
    Framework.objects.filter(pk=locked.pk).update(is_public=on)
    trail.record("show_the_world" if on else "hide_from_the_world", locked, by)
    return True


def _follow_levels(version: Version) -> None:
    """The level of a role's identity is the one it has in the version in force."""
    found = VersionRole.objects.filter(version=version).select_related("role", "version_level")
    moved = [row for row in found if row.role.level_id != row.version_level.level_id]
    for row in moved:
        row.role.level_id = row.version_level.level_id
    Role.objects.bulk_update([row.role for row in moved], ["level"])
