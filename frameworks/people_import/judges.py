"""Who has a say in somebody's own review: nobody imports for these people what would put another in their place."""

from collections.abc import Callable, Iterable
from uuid import UUID

from accounts.hooks import Hook
from accounts.models import Below, Person

# (person) → ids of people: who else, beside the managers above, reads or decides what is about the person
also_judges: Hook[Callable[[Person], Iterable[UUID]]] = Hook()


def judges_of(person: Person) -> set[str]:
    """Their employee ids."""
    found = set(Below.objects.filter(person=person).values_list("manager_id", flat=True))
    for told in also_judges:
        found |= set(told(person))
    found.discard(person.pk)
    return set(Person.objects.filter(pk__in=found).values_list("employee_id", flat=True))
