"""What a row of the table of permissions is made of: sentences, and the names of what holds them in the code."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """Who may do what: moves by their verb in the model's table, other acts by where they are in the code."""

    who: object
    moves: str = ""
    acts: str = ""

    @property
    def verbs(self) -> list[str]:
        """The verbs of the model's table of moves."""
        return self.moves.split()

    @property
    def functions(self) -> list[str]:
        """The acts, each as a path of modules that ends in a function."""
        return self.acts.split()

    @property
    def doing(self) -> str:
        """All of them in words."""
        return ", ".join(name.rpartition(".")[2].replace("_", " ") for name in [*self.verbs, *self.functions])


@dataclass(frozen=True)
class Row:
    """One thing: who sees it, and what holds that (a model's `visible_to`, a function, or the mark of a route)."""

    thing: object
    sees: object
    model: str = ""
    asks: str = ""
    route: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def held_by(self) -> str:
        """The function that holds who sees it; empty where a route's mark alone does."""
        return f"{self.model}.visible_to" if self.model else self.asks


@dataclass(frozen=True)
class Part:
    """A part of the table, under a title."""

    title: object
    rows: tuple[Row, ...]
