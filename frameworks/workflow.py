"""The moves of a version: a draft is opened for comment and closed again, published, and the one in force before it is
superseded in the same act; and the public page of a framework, on and off."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock, trail
from accounts.models import GrantKind, Person
from accounts.moves import Conflict, Move, NotAllowed, move
from frameworks.models import Framework, Role, Version, VersionRole


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
    "supersede": Move(frozenset({State.PUBLISHED}), State.SUPERSEDED, is_editor),
}
Version.MOVES = MOVES


@transaction.atomic
def publish(version: Version, by: Person | None, digest: str | None = None, reason: str = "") -> Version:
    """Publishes a version; the one in force before it is superseded. From now on its text never changes.

    `digest`: what the text's was when it was looked at; `reason`: why it changes. Raises NotAllowed, or Conflict where
    it has been published or changed meanwhile. The framework's row is the lock, then the version's: two are published
    one after the other, and who writes has written before.
    """
    framework = Framework.objects.select_for_update().get(pk=version.framework_id)
    version = Version.objects.select_for_update().get(pk=version.pk)
    if not is_editor(version, by):
        raise NotAllowed("publish")
    if digest is not None and digest != version.digest and version.is_written:
        raise Conflict(_("The text has changed since you opened this page. Nothing was published; look again."))
    if version.is_written:
        for earlier in Version.objects.filter(framework=framework, state=State.PUBLISHED):
            move(earlier, "supersede", by)
    published = move(version, "publish", by, reason=reason)
    Framework.objects.filter(pk=framework.pk).update(title=version.title)
    _follow_levels(version)
    return published


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
