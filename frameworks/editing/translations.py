"""Translations are known by the sentence that they translate: they follow it when it is worded anew."""

from collections.abc import Mapping

from frameworks.models import Behaviour, Expectation, Translation, Version


def follow(version: Version, reworded: Mapping[str, str]) -> list[str]:
    """Old sentence → the new one (or "" where it is gone). Each language goes on with what it said of the old one, and
    somebody has to look at it: returns the languages in which something is translated anew."""
    changes = {old: new for old, new in reworded.items() if old and old != new}
    touched = []
    for row in Translation.objects.filter(version=version) if changes else ():
        known = {text for text, _means in row.texts}
        mine = {old: new for old, new in changes.items() if old in known}
        if not mine:
            continue
        row.texts = _followed(version, row.texts, mine)
        row.save(update_fields=["texts"])
        touched.append(row.language)
    return touched


def _followed(version: Version, pairs: list[list[str]], changes: Mapping[str, str]) -> list[list[str]]:
    known = {text for text, _means in pairs}
    found = []
    for text, means in pairs:
        new = changes.get(text)
        if new is None or _stands_elsewhere(version, text):
            found.append([text, means])
        if new and new not in known:
            found.append([new, means])
    return found


def _stands_elsewhere(version: Version, text: str) -> bool:
    """Whether the same sentence stands at another place of the version still."""
    return (
        Behaviour.objects.filter(version=version, text=text).exists()
        or Expectation.objects.filter(version=version, summary=text).exists()
    )
