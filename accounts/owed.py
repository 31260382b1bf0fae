"""What someone owes today, as every app says it and the first page shows it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Owed:
    """One thing to be done: a sentence that names the person and the day, where to do it, and by when."""

    sentence: str
    url: str
    due_on: date | None = None
