"""`python -m benchmarks.framework_one`: the shipped frameworks and a wide one in the environment's empty database.

Migrates, reads and loads each file (the wide one in two versions), and prints as JSON what each took and the pages to
be asked.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django

BASE = Path(__file__).resolve().parent.parent
PAGES = {
    "a track as a table": "/frameworks/wide/",
    "the last track": "/frameworks/wide/?track=track-12",
    "the lowest role": "/frameworks/wide/roles/t1-l1/",
    "the highest role": "/frameworks/wide/roles/t1-l10/",
    "two roles": "/frameworks/wide/roles/t1-l9/and/t1-l10/",
    "an axis": "/frameworks/wide/axes/axis-7/",
    "a level": "/frameworks/wide/levels/l5/",
    "a search": "/search/frameworks/?q=measure",
    "the list": "/frameworks/",
}


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds by the clock, and what came of it."""
    began = time.perf_counter()
    found = act()
    return time.perf_counter() - began, found


def loaded(text: str) -> tuple[dict[str, Any], Any]:
    """What reading and loading a file took, and the version."""
    from frameworks.format import read
    from frameworks.loading import load

    reading_clock, found = timed(lambda: read(text))
    loading_clock, version = timed(lambda: load(found.document))
    examples = sum(len(one.behaviours) for role in found.document.roles for one in role.expectations)
    examples += sum(len(step.behaviours) for axis in found.document.axes for step in axis.steps)
    said = {"name": version.title, "bytes": len(text.encode()), "examples": examples}
    return said | {"label": version.label, "read": reading_clock, "load": loading_clock}, version


def files() -> list[str]:
    """The shipped frameworks as they are, then the wide one twice, a tenth of its examples worded anew."""
    from benchmarks.wide_framework import wide
    from frameworks.format import write
    from frameworks.format.shape import document_from

    shipped = [path.read_text() for path in sorted((BASE / "fixtures" / "frameworks").glob("*-1.yaml"))]
    return [*shipped, *(write(document_from(one)) for one in (wide("1"), wide("2", rewrites=10)))]


def framework_editor() -> Any:
    """A browser of somebody who edits frameworks."""
    from django.test import Client
    from django.utils import timezone

    from accounts.models import Grant, GrantKind
    from benchmarks import targets

    editor = targets.Person.objects.get(email="ops@synthetic.example")
    Grant.objects.create(person=editor, kind=GrantKind.FRAMEWORK_EDITOR, reason="To measure.", from_at=timezone.now())
    return Client(headers={"cookie": targets.cookie_of(editor), "host": "localhost"})


def previewed(browser: Any, text: str, draft: Any) -> dict[str, Any]:
    """How long the import page takes to show what a file would change in the draft of its version, in how many cells,
    and its bytes."""
    from django.urls import reverse

    from frameworks import reading
    from frameworks.cells_between import between
    from frameworks.format import read

    seconds, answer = timed(lambda: browser.post(reverse("framework_import"), {"act": "look", "text": text}))
    if answer.status_code != 200 or b'<h2 id="over">' not in answer.content:
        raise RuntimeError(f"the import page answers {answer.status_code}, and shows no draft that would change")
    cells = between(reading.document(draft), read(text).document).changed
    return {"seconds": seconds, "bytes": len(answer.content), "cells": cells}


def compared(browser: Any, before: Any, after: Any) -> dict[str, Any]:
    """How long the page of what differs between two versions takes, in how many cells they differ, and its bytes; and
    those of the part of it that shows the first role."""
    from frameworks import reading
    from frameworks.addresses import difference_url
    from frameworks.cells_between import between

    role = reading.document(after).roles[0].code
    found = between(reading.document(before), reading.document(after))
    said: dict[str, Any] = {}
    for name, path, cells in (("whole", "", found.changed), ("part", f"&of={role}", found.of(role).changed)):
        seconds, answer = timed(lambda path=path: browser.get(difference_url(before, after) + path))
        if answer.status_code != 200 or not cells:
            raise RuntimeError(f"the page of a difference answers {answer.status_code}, of {cells} cells")
        said[name] = {"seconds": seconds, "bytes": len(answer.content), "cells": cells}
    return said


def main() -> None:
    """Everything, in the environment's database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import targets
    from benchmarks.asking import BARE, Target
    from benchmarks.wide_framework import wide
    from demo import generate
    from frameworks import reading, workflow
    from frameworks.difference import of_versions
    from frameworks.format import write
    from frameworks.format.shape import document_from

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    took, first = [], None
    for text in files():
        said, version = loaded(text)
        took.append(said)
        if said["label"] == "1" and version.state == "draft":
            workflow.publish(version, None)
            first = version
    assert first is not None
    generate.company_of(200, cycles=0, seed=1, say=lambda sentence: None, under_way=False)
    reading.forget()
    cold, before = timed(lambda: reading.document(first))
    difference, found = timed(lambda: of_versions(before, reading.document(version)))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SHOW server_version")
        (postgres,) = cursor.fetchone()
    cookie = targets.cookie_of(targets.Person.objects.get(email="p12@synthetic.example"))
    asked = {BARE: targets.reverse("bare")} | PAGES
    pages = targets.counted([Target(name, path, cookie) for name, path in asked.items()])
    said = {"postgres": postgres, "loaded": took, "cold": cold, "difference": difference, "roles": len(found.roles)}
    browser = framework_editor()
    said["compared"] = compared(browser, first, version)
    said["previewed"] = previewed(browser, write(document_from(wide("2", rewrites=5))), version)
    json.dump(said | {"pages": [asdict(page) for page in pages]}, sys.stdout)


if __name__ == "__main__":
    main()
