"""What lists say of stops and rounds: plain data, of which a page reads all of a meeting at once."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

COLUMNS = (
    "pk",
    "group_id",
    "subject_id",
    "subject__name",
    "round_id",
    "round__number",
    "round__name",
    "rank",
    "kind",
    "state",
    "parked",
    "witnessed",
    "confirmed_at",
    "touched",
    "order",
    "times_parked",
    "together",
    "pulled_out",
    "round__taken_at",
    "circled",
)


class Turn(NamedTuple):
    """A stop as agendas and boards list it: the values of COLUMNS."""

    pk: UUID
    group_id: UUID
    subject_id: UUID
    name: str
    round_id: UUID
    round_number: int
    round_name: str
    rank: int
    kind: str
    state: str
    parked: bool
    witnessed: bool
    confirmed_at: datetime | None
    touched: int
    order: int
    times_parked: int
    together: bool
    pulled_out: bool
    round_taken_at: datetime | None
    circled: int

    @property
    def against(self) -> str:
        """As `Stop.against`."""
        return "next" if self.kind == "cohort" else "current"


class Counted(NamedTuple):
    """A round with how many turns it has, and how many of them were had (begun or done)."""

    number: int
    name: str
    turns: int
    had: int


def rounds(turns: Iterable[Turn]) -> list[Counted]:
    """The rounds of these turns, in their order."""
    found: dict[tuple[int, str], list[bool]] = {}
    for turn in turns:
        found.setdefault((turn.round_number, turn.round_name), []).append(turn.state != "waiting")
    return [Counted(number, name, len(had), sum(had)) for (number, name), had in sorted(found.items())]
