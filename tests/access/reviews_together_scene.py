"""The scene's part of those who write together: Tariq has submitted what he saw of Ivan, Frida has begun; Ivan and Mei
agreed to a first version of their common text, Ivan has shown a second, and Mei writes a third."""

from accounts import clock
from reviews.models import CommonText, Cycle, Input, Participant
from tests.privacy.words import word


def set_up(scene) -> None:
    """`scene.input`, submitted by Tariq, and `scene.input_draft`, of Frida's."""
    for which, author in (("submitted", scene.cast.tariq), ("draft", scene.cast.frida)):
        whose = {"group": scene.group, "subject": scene.cast.ivan, "author": author}
        Participant.objects.create(
            group=scene.group, person=author, part="contributor", about=scene.cast.ivan, from_at=clock.now()
        )
        made = Input.objects.create(
            **whose,
            state=which,
            text=word(f"reviews.input.text@{which}"),
            draft_number=1,
            submitted_at=clock.now() if which == "submitted" else None,
        )
        setattr(scene, "input" if which == "submitted" else "input_draft", made)
    _common(scene)


def _common(scene) -> None:
    """`scene.common_shown`: Ivan's, the newest."""
    ivan, mei, now = scene.cast.ivan, scene.cast.mei, clock.now()
    Cycle.objects.filter(pk=scene.group.cycle_id).update(has_common_text=True)
    for which, author, number in (("agreed", mei, 1), ("shown", ivan, 2), ("draft", mei, None)):
        made = CommonText.objects.create(
            group=scene.group,
            subject=ivan,
            author=author,
            state=which,
            number=number,
            text=word(f"reviews.commontext.text@{which}"),
            draft_number=1,
            shown_at=now if number else None,
            agreed_by=ivan if which == "agreed" else None,
            agreed_at=now if which == "agreed" else None,
        )
        if which == "shown":
            scene.common_shown = made
