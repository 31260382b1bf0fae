"""Passwords that were stolen elsewhere: refused by looking them up in the operator's own file, and nowhere else.

The file holds one a line, sorted by its bytes (`LC_ALL=C sort`): the passwords themselves, or their SHA-1 hashes with
or without a count after a colon. It may be of any size: a look-up reads some thirty lines of it.
"""

import hashlib
import re
from pathlib import Path
from typing import BinaryIO

from django.core import checks
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

HASHED = re.compile(rb"[0-9A-Fa-f]{40}(:\d+)?")
LOOKED_AT = 200  # places in the file that the check at start compares


class BreachedPasswordValidator:
    """Refuses a password that stands in the file, as it is or in small letters."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError where it stands there."""
        with self.path.open("rb") as file:
            hashed = HASHED.fullmatch(file.readline().strip()) is not None
            lower_case = hashed and _first(file)[:40].islower()
            for word in {password, password.lower()}:
                wanted = word.encode("utf-8", "surrogatepass")
                if hashed:
                    digest = hashlib.sha1(wanted, usedforsecurity=False).hexdigest()
                    wanted = (digest if lower_case else digest.upper()).encode()
                if stands_in(file, wanted, hashed=hashed):
                    said = _("This password was stolen somewhere and stands on lists that are tried first.")
                    raise ValidationError(said, code="password_breached")

    def get_help_text(self) -> str:
        """For a form that lists its rules."""
        return _("Not one that stands on a list of stolen passwords.")


def _first(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.readline()


def _line_after(file: BinaryIO, place: int) -> bytes:
    """The first whole line that begins at or after a place; empty at the end."""
    file.seek(max(0, place - 1))
    if place:
        file.readline()
    return file.readline()


def _key(line: bytes, *, hashed: bool) -> bytes:
    line = line.rstrip(b"\r\n")
    return line[:40] if hashed else line


def stands_in(file: BinaryIO, wanted: bytes, *, hashed: bool) -> bool:
    """Whether a line of a sorted file is what is wanted: by halves."""
    low, high = 0, file.seek(0, 2)
    while low < high:
        middle = (low + high) // 2
        line = _line_after(file, middle)
        if line and _key(line, hashed=hashed) < wanted:
            low = middle + 1
        else:
            high = middle
    return _key(_line_after(file, low), hashed=hashed) == wanted and bool(wanted)


def check_the_file_is_sorted(app_configs: object, **more: object) -> list[checks.CheckMessage]:
    """An unsorted file would find nothing and say nothing: some places of it are compared at start."""
    from django.conf import settings

    if not settings.BREACHED_PASSWORDS:
        return []
    with Path(settings.BREACHED_PASSWORDS).open("rb") as file:
        size = file.seek(0, 2)
        lines = [_line_after(file, size * n // LOOKED_AT).rstrip(b"\r\n") for n in range(LOOKED_AT)]
    seen = [line for line in lines if line]
    if seen and seen == sorted(seen):
        return []
    hint = "Sort it by its bytes: LC_ALL=C sort --unique."
    return [checks.Error("The file BREACHED_PASSWORDS is empty or not sorted.", hint=hint, id="plumbline.E003")]
