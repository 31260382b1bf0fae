"""Every kind of record that is held about people: whose it is, what for, and whether it goes with the person.

Each app registers its own. One entry stands for one column that names a person; a test compares them with the models,
so that no table with a person in it is forgotten. Erasing, its preview and the page of what is held read nothing else.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet

from accounts.hooks import Hook
from accounts.models import Person


@dataclass(frozen=True)
class Held:
    """The rows of one model that name a person in one column.

    `what` and `why` are said to people: what it is, and what for. `stays`: why it outlives the person's erasure; empty
    where it goes. A part goes with its whole and is listed with it. `texts`: the columns in which people write;
    `place`: what such a row belongs to, as a path; `settled`: true of rows that nobody works on any more; `group`: the
    path to the group of whose outcome somebody has to be told before the row may be in a copy of what is held;
    `but`: of those that stay, which go nevertheless; `is_silent`: whether there are any is nobody's business, and they
    are not counted on pages. `read_by`: who reads it, where no door says so; `kept`: for how long, where no setting
    does.
    """

    model: type[Model]
    whose: str
    what: Any
    why: Any = ""
    stays: Any = ""
    texts: tuple[str, ...] = ()
    place: str = ""
    settled: Q = field(default_factory=Q)
    group: str = ""
    in_copy: bool = True
    is_silent: bool = False
    read_by: Any = ""
    kept: Any = ""
    is_part: bool = False
    but: Q | None = None

    @property
    def is_copied(self) -> bool:
        """Whether it is part of a copy of what is held: what is about the person, as far as they may know of it."""
        return self.in_copy and not self.stays

    def of(self, person: Person) -> QuerySet[Any]:
        """The person's rows of this kind."""
        return self.model._base_manager.filter(**{self.whose: person})


held_about_people: Hook[Callable[[], Iterable[Held]]] = Hook()


def written(model: type[Model], whose: str, what: Any, texts: tuple[str, ...], group: str, **more: Any) -> Held:
    """A kind in which people write in a group's review; nobody works on it once the group is closed."""
    return Held(
        model,
        whose,
        what,
        texts=texts,
        group=group,
        place=f"{group}__cycle",
        settled=Q(**{f"{group}__state": "closed"}),
        **more,
    )


def kinds() -> list[Held]:
    """Every kind, in the order of the apps."""
    return [held for told in held_about_people for held in told()]
