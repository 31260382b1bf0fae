"""The benchmark of a wide framework: its own pieces, with tiny numbers; nothing here is timed."""

import pytest

from accounts.models import Person
from benchmarks import framework_one, frameworks
from benchmarks.asking import BARE, Measured, Target
from benchmarks.wide_framework import Size, wide
from frameworks.difference import of_versions
from frameworks.format import read, write
from frameworks.format.shape import document_from
from frameworks.formats import kinds

TINY = Size(tracks=2, levels=3, axes=2, examples=4)


def test_the_wide_one_is_as_wide_as_asked_and_fits_into_a_file():
    document = document_from(wide(size=Size()))
    assert (len(document.tracks), len(document.levels), len(document.roles), len(document.axes)) == (12, 10, 120, 20)
    assert sum(len(asked.behaviours) for role in document.roles for asked in role.expectations) == 19_200
    small = document_from(wide(size=TINY))
    assert read(write(small)).document == small


@pytest.mark.once("embedded")
def test_the_wide_one_comes_back_from_a_row_a_behaviour_and_from_json():
    document = document_from(wide(size=Size()))
    assert kinds.read_back(document, "csv-long").behaviours == 19_200
    assert kinds.whole(kinds.FORMS["json"].write(document).decode(), "json").document == document


def test_the_second_version_words_some_of_it_anew_and_nothing_else():
    before, after = (document_from(wide(label, rewrites=4, size=TINY)) for label in ("1", "2"))
    difference = of_versions(before, after)
    assert (difference.added, difference.removed, difference.steps) == ((), (), ())
    changed = [line for role in difference.roles for axis in role.axes for line in axis.behaviours]
    kinds = {line.kind for line in changed}
    assert "reworded" in kinds
    assert kinds <= {"same", "reworded"}


@pytest.mark.django_db
def test_a_file_is_read_and_loaded():
    said, version = framework_one.loaded(write(document_from(wide(size=TINY))))
    assert (said["name"], said["label"], said["examples"], version.state) == ("Wide", "1", 48, "draft")


@pytest.mark.django_db
def test_what_a_file_changes_in_a_draft_is_shown():
    Person.objects.create(email="ops@synthetic.example", name="Ops", employee_id="ops")
    _said, draft = framework_one.loaded(write(document_from(wide("2", size=TINY))))
    browser = framework_one.framework_editor()
    shown = framework_one.previewed(browser, write(document_from(wide("2", rewrites=1, size=TINY))), draft)
    assert shown["cells"] == 2 * 3 * 2
    assert shown["bytes"] > 10_000


@pytest.mark.django_db
def test_the_page_of_a_difference_and_a_part_of_it_are_asked_for():
    Person.objects.create(email="ops@synthetic.example", name="Ops", employee_id="ops")
    versions = [
        framework_one.loaded(write(document_from(wide(label, rewrites=rewrites, size=TINY))))[1]
        for label, rewrites in (("1", 0), ("2", 1))
    ]
    shown = framework_one.compared(framework_one.framework_editor(), *versions)
    assert (shown["whole"]["cells"], shown["part"]["cells"]) == (2 * 3 * 2, 2)
    assert shown["whole"]["bytes"] > shown["part"]["bytes"] > 2_000


@pytest.mark.parametrize(("seconds", "size", "queries", "reached"), [(0.05, 9, 19, "yes"), (0.05, 9, 20, "**no**"),
                         (0.05, 150_001, 5, "**no**"), (0.11, 9, 5, "**no**")])  # fmt: skip
def test_a_page_that_misses_its_target_says_so(seconds, size, queries, reached):
    rows = [
        (Target(BARE, "/bare/", ""), Measured([0.01], 10)),
        (Target("a page", "/", "", queries=queries), Measured([seconds], size)),
    ]
    loaded = [{"name": "Wide", "label": "1", "examples": 1, "bytes": 1, "read": 4.0, "load": 6.5}]
    shown = {"seconds": 10.5, "bytes": 9, "cells": 4}
    compared = {"whole": shown | {"seconds": 1.25}, "part": shown | {"seconds": 0.5}}
    found = {"postgres": "15", "loaded": loaded, "cold": 1.0, "difference": 2.5, "roles": 3, "previewed": shown}
    found["compared"] = compared
    text = frameworks.page(found, 0.0, rows)
    [line] = [line for line in text.splitlines() if line.startswith("| a page ")]
    assert line.endswith(f"| {reached} |")
    assert "with the words marked: 2.50 s." in text
    assert "one of the roles: 0.50 s, 9 bytes. To be reached: 2 s. **Not reached.**" in text
    assert "| 6.50 | **no** |" in text
    assert "in 4 cells: 10.50 s, 9 bytes, half of which are the file. To be reached: 10 s. **Not reached.**" in text
