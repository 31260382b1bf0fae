"""The scene's part of the accounts: a grant whose reason is a secret."""

from accounts.models import Grant
from tests.privacy.words import word


def set_up(scene) -> None:
    """Otto's grant carries the secret word as its reason."""
    scene.grant = Grant.objects.get(person=scene.cast.otto)
    Grant.objects.filter(pk=scene.grant.pk).update(reason=word("accounts.grant.reason"))
