"""docs/permissions.md and the page of People Ops say what the code holds: no line missing, none too many."""

import inspect
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.urls import get_resolver
from django.utils.module_loading import import_string

from accounts import access
from config.permissions import table, written

PAGE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"


def rows():
    """Every row of the table."""
    return [row for part in table.TABLE for row in part.rows]


def said(function) -> str:
    """The docstring of a function, on one line."""
    return " ".join(inspect.getdoc(function).split())


def doors() -> dict:
    """Each model that has a door → the door."""
    assert get_resolver().url_patterns  # whatever registers its moves is imported by now
    found = {
        model._meta.label: getattr(model._default_manager.all(), "visible_to", None) for model in apps.get_models()
    }
    return {label: door for label, door in found.items() if door}


def moves() -> dict:
    """(model, verb) → who may, as each table of moves says it."""
    tables = {model._meta.label: getattr(model, "MOVES", {}) for model in apps.get_models()}
    return {(label, verb): move.who for label, table in tables.items() for verb, move in table.items()}


def wrong_doors(rows) -> list[str]:
    """What differs between the rows and the doors of the code."""
    written = [row.model for row in rows if row.model]
    wrong = [f"{label} has no row" for label in sorted(doors().keys() - set(written))]
    wrong += [f"{label} is no model with a door" for label in sorted(set(written) - doors().keys())]
    wrong += [f"{label} has two rows" for label in sorted({one for one in written if written.count(one) > 1})]
    wrong += [
        f"{row.model} says otherwise"
        for row in rows
        if row.model in doors() and str(row.sees) != said(doors()[row.model])
    ]
    return wrong


def wrong_moves(rows) -> list[str]:
    """What differs between the rows and the tables of moves."""
    written = [((row.model, verb), change) for row in rows for change in row.changes for verb in change.verbs]
    keys = [key for key, _ in written]
    wrong = [f"{label} {verb} has no line" for label, verb in sorted(moves().keys() - set(keys))]
    wrong += [f"{label} {verb} is no move" for label, verb in sorted(set(keys) - moves().keys())]
    wrong += [f"{label} {verb} has two lines" for label, verb in sorted({key for key in keys if keys.count(key) > 1})]
    for key, change in written:
        first = inspect.getdoc(moves()[key]).split("\n\n")[0] if key in moves() else ""
        if key in moves() and str(change.who) != " ".join(first.split()):
            wrong.append(f"{' '.join(key)} says otherwise")
    return wrong


def test_every_door_has_its_row_in_the_words_of_its_docstring():
    assert len(doors()) >= 34
    assert wrong_doors(rows()) == []


def test_every_move_has_its_line_in_the_words_of_who_may():
    assert len(moves()) >= 40
    assert wrong_moves(rows()) == []


def test_every_act_that_is_named_is_there():
    named = [name for row in rows() for change in row.changes for name in change.functions]
    named += [row.asks for row in rows() if row.asks]
    assert len(named) >= 30
    assert [name for name in named if not callable(import_string(name))] == []


def test_what_only_a_mark_holds_names_its_route():
    marks = {name: view.access.word for name, _, view in access.routes()}
    held = {row.route: marks[row.route] for row in rows() if row.route}
    assert held == {
        "organisation": "People Ops, whole organisation",
        "mail_queue": "operators",
        "results_file": "People Ops",
    }


def test_each_row_says_what_holds_it():
    assert [str(row.thing) for row in rows() if bool(row.model) + bool(row.asks) + bool(row.route) != 1] == []


def test_each_row_says_who_changes_it():
    assert [str(row.thing) for row in rows() if not row.changes] == []


def test_every_mark_in_use_is_explained_and_no_other():
    assert {view.access.word for _, _, view in access.routes()} == set(table.MARKS)


def test_the_page_in_docs_is_the_table():
    assert PAGE.read_text() == written.as_markdown(), "run: python -m config.permissions"


# -- the faults put in on purpose ------------------------------------------------------------------


def test_a_row_that_was_removed_is_noticed():
    assert wrong_doors([row for row in rows() if row.model != "reviews.Remark"]) == ["reviews.Remark has no row"]


def test_a_sentence_that_says_more_is_noticed():
    changed = [
        SimpleNamespace(model=row.model, sees=f"{row.sees} And its subject.", changes=row.changes)
        if row.model == "promotions.Vote"
        else row
        for row in rows()
    ]
    assert wrong_doors(changed) == ["promotions.Vote says otherwise"]


@pytest.mark.parametrize(
    ("verb", "renamed", "noticed"),
    [
        ("withdraw", "recall", ["promotions.Decision withdraw has no line", "promotions.Decision recall is no move"]),
        (
            "confirm",
            "approve",
            ["promotions.Decision confirm has no line", "promotions.Decision approve has two lines"],
        ),
    ],
)
def test_a_verb_that_was_renamed_is_noticed(verb, renamed, noticed):
    decision = next(row for row in rows() if row.model == "promotions.Decision")
    changes = [
        SimpleNamespace(who=change.who, verbs=[renamed if one == verb else one for one in change.verbs])
        for change in decision.changes
    ]
    others = [row for row in rows() if row is not decision]
    found = wrong_moves([*others, SimpleNamespace(model=decision.model, changes=changes)])
    assert [one for one in found if "says otherwise" not in one] == noticed
