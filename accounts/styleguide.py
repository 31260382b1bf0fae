"""What the style guide shows: every component in every state, with the people of the demo company."""

from datetime import date
from types import SimpleNamespace as Thing

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from accounts.components import step
from accounts.form_words import Form


def point(pk, word, mark, standing, meaning=""):
    """One point of a rating scale, as a framework's file describes it."""
    return Thing(pk=pk, word=word, mark=mark, standing=standing, meaning=meaning)


STRUGGLING = point(1, "Struggling", "▽", "below", "Not yet what the level asks.")
MEETING = point(2, "Meeting", "●", "at", "What the level asks.")
EXCEEDING = point(3, "Exceeding", "△", "above", "More than the level asks, over the whole period.")
THREE_POINTS = [STRUGGLING, MEETING, EXCEEDING]
FIVE_POINTS = [
    point(11, "Not yet", "▽", "below"),
    point(12, "Partly", "◐", "partly"),
    point(13, "Fully", "●", "at"),
    point(14, "Beyond", "◇", "above"),
    point(15, "Far beyond", "◆", "above"),
]


LADDER = [
    step("IC1", "done", "Engineer I, until March 2025", "#line"),
    step("IC2", "here", "Engineer II, since March 2025", "#line"),
    step("IC3", "next", "Senior engineer. Everyone is expected to come here", "#line"),
    step("IC4", "next", "Staff engineer", "#line"),
    step("IC5", "next", "A different role, where the business needs one", "#line"),
]
PHASES = [
    step("Planning", "done", "Launched on Thursday, 1 October"),
    step("Assessing", "done", "31 of 31 filed"),
    step("Previewing", "here", "Until Friday, 27 November"),
    step("Calibrating", "next", "Tuesday, 1 December, 10:00"),
    step("Deciding", "next", "Seven days"),
    step("Telling", "next", "You hear by Friday, 18 December"),
]
HISTORY = [
    step("Q1 2026", "done", "At IC2. Mei", "#line", MEETING),
    step("Q2 2026", "done", "At IC2. Mei", "#line", EXCEEDING),
    step("Q3 2026", "done", "At IC2. Mei", "#line", EXCEEDING),
    step("Q4 2026", "here", "Mei is writing"),
]

BEHAVIOURS = [
    {"text": "Takes a task from question to running code without being asked where it stands."},
    {"text": "Writes the test that would have caught the fault, and says in review why it was missed."},
    {"text": "Knows which part of the system wakes somebody at night.", "day_one": True},
]
EARLIER_BEHAVIOURS = [
    {"text": "Asks early when a task is larger than it looked.", "from_role": "IC1"},
    {"text": "Leaves a change easier to read than it was.", "from_role": "IC1"},
]

FACTS = [
    {"name": _("Role"), "value": "IC2, Engineer II", "href": "#facts"},
    {"name": _("Since"), "value": "Monday, 3 March 2025"},
    {"name": _("Manager"), "value": "Mei"},
    {"name": _("Next one-on-one"), "value": "Tuesday, 24 November, 14:00", "note": "Europe/Berlin"},
]

ACTIONS = [
    {"label": _("Submit to the group"), "url": "#actions", "method": "post", "fields": {"version": "4"}},
    {"label": _("See it as Ivan will"), "url": "#actions"},
    {"label": _("Put it aside"), "url": "#actions", "quiet": True},
]

NUMBERS_ROWS = [
    {"name": "IC1 and IC2", "cells": [14, 11]},
    {"name": "IC3", "cells": [18, 12]},
    {"name": "IC4 and above", "cells": [None, None]},
]

KEYS = [
    {"key": "n", "label": _("Next person")},
    {"key": "p", "label": _("Person before")},
]


class PitchForm(Form):
    """A form with each kind of field, for the style guide."""

    headline = forms.CharField(
        label=_("What changed because of Lena?"),
        help_text=_("One sentence. The group reads it first."),
        error_messages={"required": _("Say in one sentence what changed.")},
    )
    high_from = forms.DateField(
        label=_("High performance since"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The first day."),
    )
    case = forms.CharField(label=_("The case"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    target = forms.ChoiceField(label=_("Pitched to"), choices=[("IC4", "IC4, Staff engineer"), ("TL", "Team lead")])
    when = forms.ChoiceField(
        label=_("When did you last tell them this?"),
        widget=forms.RadioSelect,
        choices=[("day", _("On a day")), ("not-yet", _("Not yet"))],
        error_messages={"required": _("Choose a day or not yet.")},
    )
    seen = forms.BooleanField(label=_("Lena may read this before the decision"), required=False)


SENT = {
    "broken-headline": "",
    "broken-high_from": "2026-13-01",
    "broken-case": "Lena rebuilt the import; two teams have used her notes since.",
    "broken-target": "IC4",
}


def sample_context():
    """Everything the style guide's template names."""
    broken = PitchForm(SENT, prefix="broken")
    broken.is_valid()
    return {
        "three_points": THREE_POINTS,
        "five_points": FIVE_POINTS,
        "meeting": MEETING,
        "exceeding": EXCEEDING,
        "ladder": LADDER,
        "phases": PHASES,
        "history": HISTORY,
        "behaviours": BEHAVIOURS,
        "earlier_behaviours": EARLIER_BEHAVIOURS,
        "facts": FACTS,
        "actions": ACTIONS,
        "numbers_columns": [_("Level"), _("Women"), _("Men")],
        "numbers_rows": NUMBERS_ROWS,
        "board": BOARD,
        "clauses": CLAUSES,
        "within": WITHIN,
        "keys": KEYS,
        "form": PitchForm(),
        "broken": broken,
        "page": Paginator(range(1, 121), 50).page(2),
        "today": date(2026, 11, 24),
        "days": [date(2026, 12, 18), date(2026, 11, 27), date(2026, 11, 22)],
        "colours": COLOURS,
        "sizes": ["h1", "h2", "lead", "read", "ui", "note"],
    }


COLOURS = [
    ("ink", _("what is said")),
    ("ink-soft", _("what supports it")),
    ("chalk", _("what can be pressed")),
    ("brass", _("the weight: where you are")),
    ("below", _("a standing below")),
    ("above", _("a standing above")),
    ("attention", _("what wants attention")),
    ("edge", _("controls and the line")),
    ("rule", _("hairlines")),
]

BOARD = [
    {"name": name, "role": role, "ratings": ratings, "state": state}
    for name, role, ratings, state in [
        ("Ivan", "IC1", [STRUGGLING, STRUGGLING, MEETING, MEETING], _("submitted")),
        ("Sofia", "IC1", [MEETING, MEETING, MEETING, MEETING], _("submitted")),
        ("Ines", "IC2", [EXCEEDING, EXCEEDING, EXCEEDING, MEETING], _("submitted")),
        ("Karim", "IC2", [MEETING, MEETING, MEETING, MEETING], _("submitted")),
        ("Marta", "IC2", [None, None, None, None], _("on leave, last result kept")),
        ("Tobias", "IC2", [MEETING, EXCEEDING, MEETING, MEETING], _("submitted")),
        ("Alma", "IC3", [MEETING, MEETING, MEETING, MEETING], _("submitted")),
        ("Emre", "IC3", [None, MEETING, None, None], _("a draft")),
        ("Hanna", "IC3", [EXCEEDING, EXCEEDING, MEETING, EXCEEDING], _("submitted, with a pitch")),
    ]
]

CLAUSES = [
    {
        "answer": "met",
        "name": _("Exceeding at IC3 for three months"),
        "proof": [_("Q2 2026: exceeding. Q3 2026: exceeding.")],
    },
    {
        "answer": "claimed",
        "name": _("At IC4 in proficiency for three months"),
        "proof": [_("Marco, from 1 August to 31 October.")],
    },
    {
        "answer": "not_yet",
        "name": _("At IC4 in product for three months"),
        "proof": [_("Marco, from 1 October: one month.")],
    },
    {"answer": "no_data", "name": _("Business need"), "proof": [_("Asked from IC5 up. Nobody has answered.")]},
]
WITHIN = [
    {"label": _("My level"), "url": "#within", "here": True},
    {"label": _("Results"), "url": "#within", "here": False},
    {"label": _("Notebook"), "url": "#within", "here": False},
]

ROOM_LINE = [
    step("IC1", "done"),
    step("IC2", "done"),
    step("IC3", "here", "4 of 9"),
    step("IC4", "next"),
    step("Managers", "next"),
]
ROOM_LEVEL = [
    {"name": "Alma", "point": MEETING},
    {"name": "Bastian", "point": MEETING},
    {"name": "Chiara", "point": STRUGGLING},
    {"name": "Emre", "point": MEETING},
    {"name": "Greta", "point": None},
    {"name": "Hanna", "point": EXCEEDING},
    {"name": "Jonas", "point": MEETING},
    {"name": "Lena", "point": EXCEEDING},
    {"name": "Yusuf", "point": MEETING},
]
ROOM_FACES = ("person", "level", "pairing", "blank")


def room_context(face):
    """Everything one face of the room display names."""
    return {"view": face, "line": ROOM_LINE, "level": ROOM_LEVEL, "point": EXCEEDING}
