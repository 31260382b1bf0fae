"""The scene's part of the accounts: a grant whose reason is a secret, and a file of people about to be imported."""

from accounts.models import Grant
from frameworks.people_import import workflow
from tests.privacy.words import word


def set_up(scene) -> None:
    """Otto's grant carries the secret word as its reason; the joiner in Petra's file carries hers as a name."""
    scene.grant = Grant.objects.get(person=scene.cast.otto)
    Grant.objects.filter(pk=scene.grant.pk).update(reason=word("accounts.grant.reason"))
    joiner = word("accounts.stagedimport.content")
    file = f"employee_id,email,name,manager_employee_id\nE100,new@demo.example,{joiner},E007\n"
    scene.staged = workflow.stage(file, whole=False, by=scene.cast.petra)
