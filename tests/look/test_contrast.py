"""What is set in a token's colour can be read on what lies behind it, in every theme."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "static/css/tokens.css"

TEXT = 4.5
MARK = 3.0
PAIRS = [
    # colour, behind it, at least
    ("ink", "paper", TEXT),
    ("ink", "tint", TEXT),
    ("ink-soft", "paper", TEXT),
    ("ink-soft", "tint", TEXT),
    ("paper", "ink", TEXT),
    ("chalk", "paper", TEXT),
    ("chalk", "tint", TEXT),
    ("chalk-deep", "paper", TEXT),
    ("chalk-deep", "tint", TEXT),
    ("on-chalk", "chalk", TEXT),
    ("on-chalk", "chalk-deep", TEXT),
    ("below", "paper", TEXT),
    ("at", "paper", TEXT),
    ("above", "paper", TEXT),
    ("attention", "paper", TEXT),
    ("brass", "paper", MARK),
    ("edge", "paper", MARK),
    ("edge", "tint", MARK),
]


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, from 0 to 1 (WCAG 2.2, glossary)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21 (WCAG 2.2, glossary)."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def declared(block: str) -> dict[str, tuple[str, str]]:
    """The colours a block declares, by name: (light, dark)."""
    both = {
        name: (light, dark) for name, light, dark in re.findall(r"--([a-z-]+): light-dark\((#\w{6}), (#\w{6})\)", block)
    }
    return both | {n: (c, c) for n, c in re.findall(r"--([a-z-]+): (#\w{6});", block)}


def palettes() -> dict[str, dict[str, str]]:
    """The colours of each theme by name."""
    source = TOKENS.read_text()
    plain = declared(source.split("@media")[0])
    strong = plain | declared(source.split("(prefers-contrast: more)")[1].split("@media")[0])
    printed = plain | declared(source.split("@media print")[1])
    return {
        "light": {name: pair[0] for name, pair in plain.items()},
        "dark": {name: pair[1] for name, pair in plain.items()},
        "light, more contrast": {name: pair[0] for name, pair in strong.items()},
        "dark, more contrast": {name: pair[1] for name, pair in strong.items()},
        "print": {name: pair[0] for name, pair in printed.items()},
    }


@pytest.mark.parametrize("theme", ["light", "dark", "light, more contrast", "dark, more contrast", "print"])
def test_every_pair_in_use_can_be_read(theme):
    colours = palettes()[theme]
    weak = [
        f"{colour} on {behind}: {contrast(colours[colour], colours[behind]):.2f}"
        for colour, behind, least in PAIRS
        if contrast(colours[colour], colours[behind]) < least
    ]
    assert weak == []


@pytest.mark.parametrize("theme", ["light, more contrast", "dark, more contrast"])
def test_more_contrast_means_seven_to_one(theme):
    colours = palettes()[theme]
    weak = [c for c, behind, least in PAIRS if least == TEXT and contrast(colours[c], colours[behind]) < 7]
    assert weak == []


def test_the_measure_itself_is_right():
    assert round(contrast("#000000", "#ffffff"), 2) == 21.00
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


def test_no_colour_is_red():
    """Red hue: the red channel is the largest and stands far above both others."""
    red = [
        f"{theme}: {name}"
        for theme, colours in palettes().items()
        for name, colour in colours.items()
        if int(colour[1:3], 16) > 1.9 * max(int(colour[3:5], 16), int(colour[5:7], 16), 40)
        and int(colour[3:5], 16) <= 1.3 * int(colour[5:7], 16)
    ]
    assert red == []


def test_colours_stand_in_the_one_file_of_tokens_only():
    elsewhere = [
        f"{sheet.name}: {found}"
        for sheet in sorted(TOKENS.parent.glob("*.css"))
        if sheet != TOKENS
        for found in re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", sheet.read_text())
    ]
    assert elsewhere == []


def test_every_token_that_is_used_is_declared():
    sheets = {sheet: sheet.read_text() for sheet in TOKENS.parent.glob("*.css")}
    declared_names = {name for text in sheets.values() for name in re.findall(r"(--[a-z0-9-]+):", text)}
    used = {name for text in sheets.values() for name in re.findall(r"var\((--[a-z0-9-]+)", text)}
    assert sorted(used - declared_names) == []
