"""The letter box of the embedded mode: reads what the file backend has written under VAR/mail."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

BETWEEN = b"-" * 79  # what Django's file backend writes after each mail
MOST = 100
LARGEST = 256 * 1024  # bytes of one file that are read


@dataclass(frozen=True)
class Letter:
    """One mail as it was sent."""

    to: str
    subject: str
    at: datetime | None
    body: str


def letters(folder: Path) -> list[Letter]:
    """The newest hundred mails in the folder, the newest first; none where there is no folder."""
    files = sorted(folder.glob("*.log"), key=lambda file: (file.stat().st_mtime, file.name), reverse=True)
    found: list[Letter] = []
    for file in files:
        with file.open("rb") as opened:
            parts = opened.read(LARGEST).split(BETWEEN)
        found += [_letter(part.strip()) for part in reversed(parts) if part.strip()]
        if len(found) >= MOST:
            break
    return found[:MOST]


def _letter(written: bytes) -> Letter:
    mail = message_from_bytes(written, _class=EmailMessage, policy=policy.default)
    body = mail.get_body(preferencelist=("plain",))
    at = mail["date"].datetime if mail["date"] else None
    return Letter(str(mail["to"] or ""), str(mail["subject"] or ""), at, body.get_content() if body else "")
