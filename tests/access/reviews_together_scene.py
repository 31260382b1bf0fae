"""The scene's part of those who write together: Tariq has submitted what he saw of Ivan, Frida has begun."""

from accounts import clock
from reviews.models import Input, Participant
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
