"""Drafts: what two windows write at once, so that the later writer is told and no text is lost.

A record that is written as a draft has a `draft_number`, which counts its savings, and `saved_at`. A page carries the
number that it began from. The assessment, the pitch and the words of a result are saved so.
"""

from typing import Any

from accounts import clock


class Stale(Exception):
    """Another text was saved meanwhile; `record` is the row as it stands now, `stored` what it says."""

    def __init__(self, record: Any, stored: Any) -> None:
        super().__init__("saved elsewhere meanwhile")
        self.record = record
        self.stored = stored

    @property
    def number(self) -> int:
        """The number of what is stored: with it, the next saving replaces it."""
        return int(self.record.draft_number)


def stands_already(record: Any, draft_number: int, stored: Any, written: Any) -> bool:
    """Whether the text that was sent is the one stored, so that there is nothing to save; else it is to be saved.

    `record` is locked; `draft_number` is the one that the writer began from. Raises Stale where another text was
    saved since. The same text sent twice is one saving.
    """
    if stored == written:
        return True
    if record.draft_number != draft_number:
        raise Stale(record, stored)
    return False


def count_on(record: Any) -> list[str]:
    """Another text is saved: counts the draft on, and returns the names of the fields to be saved with it."""
    record.draft_number += 1
    record.saved_at = clock.now()
    return ["draft_number", "saved_at"]
