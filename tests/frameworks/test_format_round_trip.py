"""Whatever a framework says, writing and reading it again says the same."""

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from frameworks.format import read, write
from frameworks.format.document import (
    AddOnRole,
    AtNextLevel,
    Axis,
    AxisGroup,
    Behaviour,
    Condition,
    Document,
    Duty,
    Expectation,
    Fact,
    HighPerformance,
    Level,
    Measure,
    Point,
    Role,
    Rule,
    Scale,
    Step,
    Track,
    tidy,
)
from frameworks.format.shape import data_from

pytestmark = pytest.mark.once("embedded")

AWKWARD = [
    "yes", "no", "No", "on", "off", "y", "null", "Null", "~", "true", "False", "1", "1.0", "-3",
    "+.5", "1e3", "0x1F", "0o17", ".inf", ".nan", "1_000", "12:30", "2026-01-31", "<<", "=", "-",
    "--- x", "...", "? x", ": x", "x:", "x: y", "x #y", "#x", "&x", "*x", "!x", "!!str x", "%x",
    "@x", "`x", "|", ">", ">-", "'x'", '"x"', "it's", "[x]", "{x}", "x, y", "x]", "\\", "\\n",
    "a\\u0041", "http://x.example/?a=b#c", "x\ty", "- x", "x\u00a0y", "é", "e\u0301",
    "مرحبا بالعالم", "שלום, עולם", "\u200fa\u200e", "👩🏽‍💻 Entwickler:in", "🥖",
    "\U0001f1e9\U0001f1ea", "漢字、かな", "　x", "\u202ex\u202c",
]  # fmt: skip
PARAGRAPHS = [
    "a\nb", "a\n\nb", "a\n\n\n b", "a\n  b\n c", "a\n\tb", "a \nb", "a\n \nb", "a\n# b",
    "a\n- b\n- c", "a\n---\nb", "a\n...\nb", "word " * 60 + "end", "word  " * 60 + "end",
    "w" * 300 + " " + "x" * 300, ("word " * 40 + "\n") * 3 + "end",
    "a\n\n" + "word " * 40 + ": # - end", "long " * 30 + "\t tab " + "long " * 30,
    "\u00a0".join(["word"] * 60), "a\nb:\n  c: |\n    d",
]  # fmt: skip
LETTERS = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff", codec="utf-8"
)


def said(strategy):
    """Texts that are something after their outer white space is gone."""
    return strategy.map(tidy).filter(bool)


NAMES = said(st.sampled_from(AWKWARD) | st.text(LETTERS, max_size=40) | st.text(LETTERS, min_size=200, max_size=200))
TEXTS = (
    NAMES
    | said(st.sampled_from(PARAGRAPHS))
    | said(st.text(LETTERS | st.sampled_from("\n \t#:-"), max_size=300))
    | said(st.lists(st.sampled_from([*AWKWARD, *PARAGRAPHS, "", " ", "  "]), max_size=8).map("\n".join))
    | said(st.lists(st.sampled_from([*AWKWARD, "", "words"]), min_size=10, max_size=60).map(" ".join))
)
CODES = st.text(string.ascii_letters + string.digits, min_size=1, max_size=6) | st.sampled_from(
    ["yes", "no", "null", "1", "1.0", "0x1F", "IC1", "x-y", "a.b", "c_d", "1e3", "NaN"]
)
NUMBERS = st.integers(0, 1_000_000)
MONTHS = st.none() | st.integers(1, 240)
STANDINGS = st.sampled_from(["below", "partly", "at", "above"])


def some(strategy, most=3):
    return st.lists(strategy, max_size=most).map(tuple)


def codes(least=0, most=4):
    return st.lists(CODES, unique=True, min_size=least, max_size=most)


def maybe(strategy):
    return st.just("") | strategy


BEHAVIOURS = some(
    st.builds(
        Behaviour,
        text=TEXTS,
        day_one=st.booleans(),
        measure=st.none()
        | st.builds(
            Measure,
            name=NAMES,
            value=NAMES,
            unit=maybe(NAMES),
            better=st.sampled_from(["higher", "lower", "middle"]),
        ),
    )
)


@st.composite
def axes(draw, code, groups):
    numbers = sorted(draw(st.lists(NUMBERS, unique=True, max_size=3)))
    steps = [
        Step(
            number=number,
            name=draw(NAMES),
            summary=draw(maybe(TEXTS)),
            points=draw(st.none() | NUMBERS),
            behaviours=draw(BEHAVIOURS),
        )
        for number in numbers
    ]
    group = draw(st.sampled_from(["", *groups]))
    return Axis(code=code, name=draw(NAMES), question=draw(maybe(TEXTS)), group=group, steps=tuple(steps))


@st.composite
def expectations(draw, axis):
    if draw(st.booleans()):
        return Expectation(axis=axis.code, not_applicable=draw(TEXTS))
    return Expectation(
        axis=axis.code,
        summary=draw(TEXTS),
        day_one=draw(st.booleans()),
        step=draw(st.sampled_from([None, *(step.number for step in axis.steps)])),
        behaviours=draw(BEHAVIOURS),
    )


@st.composite
def levels(draw, code, rank):
    names = draw(st.lists(NAMES, unique=True, max_size=3))
    return Level(
        code=code,
        rank=rank,
        summary=draw(maybe(TEXTS)),
        status=draw(st.sampled_from(["described", "unfinished", "retired", "appointment"])),
        is_different_role=draw(st.booleans()),
        facts=tuple(Fact(name=name, text=draw(TEXTS)) for name in names),
        points_from=draw(st.none() | NUMBERS),
    )


@st.composite
def roles(draw, code, level, tracks, known, all_axes):
    asked = [] if level.status == "unfinished" else [draw(expectations(axis)) for axis in all_axes]
    return Role(
        code=code,
        level=level.code,
        tracks=tracks,
        title=draw(maybe(NAMES)),
        aliases=tuple(draw(st.lists(NAMES, unique=True, max_size=3))),
        summary=draw(maybe(TEXTS)),
        next=draw(st.none() | st.lists(st.sampled_from(known), unique=True, max_size=3).map(tuple)),
        expectations=tuple(asked),
    )


@st.composite
def rules(draw, level_codes):
    high, at = HighPerformance, AtNextLevel
    return Rule(
        kind=draw(st.sampled_from(["across-the-board", "guidance", "demonstrated", "points"])),
        high_performance=draw(st.none() | st.builds(high, standing=STANDINGS, months=MONTHS)),
        at_next_level=draw(
            st.none() | st.builds(at, standing=STANDINGS, months=MONTHS, axes=st.sampled_from(["all", "guidance"]))
        ),
        conditions=tuple(
            Condition(
                code=code,
                name=draw(NAMES),
                question=draw(TEXTS),
                from_level=draw(st.sampled_from(["", *level_codes])),
            )
            for code in draw(codes(most=2))
        ),
        notes=draw(maybe(TEXTS)),
    )


@st.composite
def documents(draw):
    groups, level_codes, tracks = draw(codes(most=2)), draw(codes(1)), draw(codes(1, 3))
    all_axes = [draw(axes(code, groups)) for code in draw(codes(most=3))]
    ranks = draw(st.lists(NUMBERS, unique=True, min_size=len(level_codes), max_size=len(level_codes)))
    all_levels = [draw(levels(code, rank)) for code, rank in zip(level_codes, ranks, strict=True)]
    role_codes = draw(codes(len(all_levels), len(all_levels)))
    points = draw(codes(2, 5))
    return Document(
        framework=draw(st.sampled_from(["baking", "no", "1", "0x1f", "a-b"])),
        title=draw(NAMES),
        version=draw(NAMES),
        language=draw(st.sampled_from(["en", "no", "pt-BR", "zh-Hant-TW"])),
        about=draw(maybe(TEXTS)),
        attribution=draw(maybe(TEXTS)),
        licence=draw(maybe(NAMES)),
        cadence=draw(st.sampled_from(["quarterly", "half-yearly", "yearly"])),
        cumulative=draw(st.booleans()),
        pitch_open_to_subject=draw(st.sampled_from(["after", "know", "with"])),
        consistently_months=draw(MONTHS),
        terminal_level=draw(st.sampled_from(["", *level_codes])),
        scale=Scale(
            code=draw(CODES),
            name=draw(NAMES),
            points=tuple(
                Point(
                    code=code,
                    word=draw(NAMES),
                    mark=draw(st.sampled_from(["", "▽", "~", "1", "🥖", "#", "-"])),
                    standing=draw(STANDINGS | st.just("none")),
                    meaning=draw(maybe(TEXTS)),
                )
                for code in points
            ),
        ),
        axis_groups=tuple(AxisGroup(code=code, name=draw(NAMES)) for code in groups),
        axes=tuple(all_axes),
        tracks=tuple(Track(code=code, name=draw(NAMES), about=draw(maybe(TEXTS))) for code in tracks),
        levels=tuple(all_levels),
        roles=tuple(
            draw(roles(code, level, tuple(tracks), role_codes, all_axes))
            for code, level in zip(role_codes, all_levels, strict=True)
        ),
        add_on_roles=tuple(
            AddOnRole(
                code=code,
                title=draw(NAMES),
                summary=draw(maybe(TEXTS)),
                on_levels=tuple(level_codes),
                duties=draw(some(st.builds(Duty, name=NAMES, text=TEXTS), 2)),
            )
            for code in draw(codes(most=1))
        ),
        rule=draw(rules(level_codes)),
    )


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(documents())
def test_any_document_survives_writing_and_reading(document):
    assert read(write(document)).document == document


@settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
@given(documents())
def test_any_written_document_is_the_same_to_a_plain_yaml_loader(document):
    assert YAML(typ="safe", pure=True).load(write(document)) == data_from(document)


def titled(text):
    """A document whose every kind of place holds the text."""
    behaviour = Behaviour(text=text, day_one=True)
    return Document(
        framework="baking",
        title=tidy(text).replace("\n", " ")[:200],
        version="1",
        language="en",
        cumulative=True,
        about=text,
        scale=Scale(
            code="two",
            name="Two",
            points=(
                Point(code="a", word="A", standing="below", meaning=text),
                Point(code="b", word="B", standing="at"),
            ),
        ),
        axes=(Axis(code="x", name="X", question=text),),
        tracks=(Track(code="t", name="T", about=text),),
        levels=(Level(code="L", rank=1, facts=(Fact(name=tidy(text).replace("\n", " ")[:200], text=text),)),),
        roles=(
            Role(
                code="R",
                level="L",
                tracks=("t",),
                aliases=(text.replace("\n", " ")[:200],),
                expectations=(Expectation(axis="x", summary=text, behaviours=(Behaviour(text=text), behaviour)),),
            ),
        ),
        rule=Rule(kind="guidance", notes=text),
    )


def test_each_awkward_text_survives_in_each_place():
    for text in AWKWARD + PARAGRAPHS:
        document = titled(text)
        written = write(document)
        assert read(written).document == document, text
        assert YAML(typ="safe", pure=True).load(written) == data_from(document), text


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_any_text_survives_in_each_place(text):
    document = titled(text)
    assert read(write(document)).document == document
