"""What a framework file may not be: each refusal, with its line and its sentence."""

import pytest

from frameworks.format import Problem, Refused, read

SMALL = """\
plumbline: 1
framework: baking
title: Baking
version: "1"
language: en
cumulative: true
scale:
  code: two
  name: Two points
  points:
    - {code: low, word: Not yet, standing: below}
    - {code: fit, word: Does it, standing: at}
axes:
  - code: dough
    name: Dough
    steps:
      - {number: 1, name: Mixes}
      - {number: 2, name: Kneads}
  - {code: heat, name: Heat}
tracks:
  - {code: hand, name: By hand, axes: [dough]}
  - {code: shop, name: In the shop}
levels:
  - {code: B1, rank: 10}
  - {code: B2, rank: 20}
  - {code: B3, rank: 30, status: unfinished}
roles:
  - code: B1
    level: B1
    tracks: [hand, shop]
    expectations:
      dough: {step: 1}
  - code: B2
    level: B2
    tracks: [hand]
    expectations:
      dough: {summary: Kneads well.}
  - {code: B3, level: B3, tracks: [hand]}
rule: {kind: guidance}
"""


def refused(text):
    with pytest.raises(Refused) as refusal:
        read(text)
    return [str(problem) for problem in refusal.value.problems]


def changed(old, new):
    assert SMALL.count(old) == 1, f"{SMALL.count(old)} times: {old}"
    return SMALL.replace(old, new)


def test_the_small_file_itself_is_taken():
    assert read(SMALL).warnings == ()


SHAPE = [
    ("title: Baking\n", "", ["line 1: the file lacks the key title"]),
    ("plumbline: 1", "plumbline: 2", ["line 1: plumbline must be 1, not 2"]),
    ("framework: baking", "framework: Our baking",
     ["line 2: framework must be small letters, digits and dashes, such as customer-support"]),
    ("title: Baking", "title:", ["line 3: title is empty: write something here, or leave the key out"]),
    ("title: Baking", 'title: "  "', ["line 3: title is empty: write something here, or leave the key out"]),
    ("title: Baking", 'title: "a\\nb"', ["line 3: title must be on one line"]),
    ("title: Baking", "title: " + "ü" * 201, ["line 3: title is longer than 200 characters"]),
    ("title: Baking", "title: [a]", ["line 3: title must be text, not a list"]),
    ("title: Baking", "title: {a: b}", ["line 3: title must be text, not a group of keys"]),
    ("title: Baking", "title: true", ['line 3: title must be text: put it in quotes, "true"']),
    ("title: Baking", "title: Baking\nabout: " + "x" * 20001,
     ["line 4: about is longer than 20000 characters"]),
    ('version: "1"', "version: 1", ['line 4: version must be text: put it in quotes, "1"']),
    ('version: "1"', "version: 1.10", ['line 4: version must be text: put it in quotes, "1.10"']),
    ("language: en", "language: English, mostly",
     ["line 5: language must be a language code such as en, de or pt-BR"]),
    ("cumulative: true", "cumulative: yes", ["line 6: cumulative must be true or false"]),
    ("cumulative: true", "cumulative: true\ncadence: weekly",
     ["line 7: cadence must be one of: quarterly, half-yearly, yearly, not weekly"]),
    ("cumulative: true", "cumulative: true\nbehaviours_are: checkboxes",
     ["line 7: behaviours_are must be examples, not checkboxes"]),
    ("cumulative: true", "cumulative: true\nconsistently: {months: 0}",
     ["line 7: consistently.months must be 1 or more"]),
    ("    - {code: low, word: Not yet, standing: below}\n", "",
     ["line 10: scale.points must have at least 2 entries"]),
    ("word: Does it, ", "", ["line 12: scale.points[2] lacks the key word"]),
    ("standing: below}", "standing: below, colour: red}",
     ["line 11: scale.points[1].colour is not a key of this format here; "
      "known are code, word, mark, standing, meaning"]),
    ("rank: 20", "rnak: 20",
     ["line 25: levels[2] lacks the key rank",
      "line 25: levels[2].rnak is not a key of this format here; did you mean rank?"]),
    ("rank: 20", "rank: twenty", ["line 25: levels[2].rank must be a whole number"]),
    ("rank: 20", "rank: 20.5", ["line 25: levels[2].rank must be a whole number"]),
    ("rank: 20", "rank: .inf", ["line 25: levels[2].rank must be a whole number"]),
    ("rank: 20", "rank: -1", ["line 25: levels[2].rank must be 0 or more"]),
    ("rank: 20", "rank: " + "9" * 5000, ["line 25: levels[2].rank must be 1000000 or less"]),
    ("rank: 20", 'rank: 20, facts: {Years: 2}',
     ['line 25: levels[2].facts.Years must be text: put it in quotes, "2"']),
    ("rank: 20", 'rank: 20, facts: {2: "two"}',
     ['line 25: levels[2].facts has a key that is not text: put it in quotes, "2"']),
    ("rank: 20", 'rank: 20, facts: {"": "two"}',
     ["line 25: levels[2].facts. is empty: write something here, or leave the key out"]),
    ("tracks: [hand, shop]", "tracks: hand", ["line 30: roles[1].tracks must be a list"]),
    ("tracks: [hand, shop]", "tracks: []",
     ["line 30: roles[1].tracks is empty: write something here, or leave the key out"]),
    ("tracks: [hand, shop]", "tracks: [hand, hand]", ["line 30: roles[1].tracks names the same thing twice"]),
    ("{summary: Kneads well.}", "Kneads well.",
     ["line 37: roles[2].expectations.dough must be a group of keys, each with its value"]),
    ("{summary: Kneads well.}",
     "{summary: Kneads well., behaviours: [1, {day_one: true}, {text: a, measure: b}]}",
     ['line 37: roles[2].expectations.dough.behaviours[1] must be text: put it in quotes, "1"',
      "line 37: roles[2].expectations.dough.behaviours[2] lacks the key text",
      "line 37: roles[2].expectations.dough.behaviours[3].measure "
      "must be a group of keys, each with its value"]),
    ("rule: {kind: guidance}", "rule: guidance",
     ["line 39: rule must be a group of keys, each with its value"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "problems"), SHAPE)
def test_a_wrong_shape_is_named_with_its_line(old, new, problems):
    assert refused(changed(old, new)) == problems


COHERENCE = [
    ("{code: heat, name: Heat}", "{code: dough, name: Heat}",
     ["line 19: axes[2].code is dough, which line 14 has already: each needs one of its own"]),
    ("{code: B2, rank: 20}", "{code: B2, rank: 20}\n  - {code: B1, rank: 40}",
     ["line 26: levels[3].code is B1, which line 24 has already: each needs one of its own"]),
    ("  - code: B2", "  - code: B1",
     ["line 33: roles[2].code is B1, which line 28 has already: each needs one of its own"]),
    ("{code: shop,", "{code: hand,",
     ["line 22: tracks[2].code is hand, which line 21 has already: each needs one of its own",
      "line 30: roles[1].tracks[2] names the track shop, which is not in tracks"]),
    ("{code: fit,", "{code: low,",
     ["line 12: scale.points[2].code is low, which line 11 has already: each needs one of its own"]),
    ("{number: 2, name: Kneads}", "{number: 1, name: Kneads}",
     ["line 18: axes[1].steps[2].number is 1, which line 17 has already: each needs one of its own"]),
    ("{number: 2, name: Kneads}", "{number: 0, name: Kneads}",
     ["line 18: axes[1].steps[2].number is 0 after 1: steps stand in rising order"]),
    ("    level: B2", "    level: B9",
     ["line 34: roles[2].level names the level B9, which is not in levels"]),
    ("tracks: [hand, shop]", "tracks: [hand, van]",
     ["line 30: roles[1].tracks[2] names the track van, which is not in tracks"]),
    ("axes: [dough]", "axes: [dough, cold]",
     ["line 21: tracks[1].axes[2] names the axis cold, which is not in axes"]),
    ("{code: heat, name: Heat}", "{code: heat, name: Heat, group: craft}",
     ["line 19: axes[2].group names the axis group craft, which is not in axis_groups"]),
    ("    level: B2", "    level: B2\n    next: [B3, B7]",
     ["line 35: roles[2].next[2] names the role B7, which is not in roles"]),
    ("language: en", "language: en\nterminal_level: B9",
     ["line 6: terminal_level names the level B9, which is not in levels"]),
    ("rule: {", "add_on_roles:\n  - {code: early, title: Early, on_levels: [B9]}\nrule: {",
     ["line 40: add_on_roles[1].on_levels[1] names the level B9, which is not in levels"]),
    ("{kind: guidance}",
     "\n  kind: guidance\n  conditions:\n    - {code: a, name: A, question: Why?, from_level: B9}",
     ["line 42: rule.conditions[1].from_level names the level B9, which is not in levels"]),
    ("dough: {summary: Kneads well.}", "cold: {summary: Keeps cool.}",
     ["line 37: roles[2].expectations.cold is asked on an axis that is not in axes"]),
    ("dough: {summary: Kneads well.}", "heat: {summary: Keeps warm.}",
     ["line 37: roles[2].expectations.heat is asked on an axis that no track of this role uses"]),
    ("{step: 1}", "{step: 3}",
     ["line 32: roles[1].expectations.dough.step is 3, and the axis has no step of that number"]),
    ("{step: 1}", "{day_one: true}",
     ["line 32: roles[1].expectations.dough asks nothing: "
      "give it a summary, behaviours, a step, or not_applicable with a reason"]),
    ("{step: 1}", "{step: 1, not_applicable: No dough.}",
     ["line 32: roles[1].expectations.dough.not_applicable stands beside other keys: "
      "what does not apply cannot ask anything"]),
    ("    expectations:\n      dough: {summary: Kneads well.}\n", "",
     ["line 33: roles[2] has no expectations, and its level is described: "
      "write them, or give the level another status"]),
    ("{code: B3, level: B3, tracks: [hand]}",
     "{code: B3, level: B3, tracks: [hand], expectations: {dough: {step: 2}}}",
     ["line 38: roles[3].expectations stand on a role of the level B3, which is unfinished"]),
    ("rank: 20", "rank: 10",
     ["line 33: roles[2] has the rank 10 on the track hand, as has the role on line 28: "
      "ranks of one track differ"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "problems"), COHERENCE)
def test_what_does_not_fit_together_is_named_with_its_line(old, new, problems):
    assert refused(changed(old, new)) == problems


QUOTE = "put the text in quotes"
YAML_ITSELF = [
    ("title: Baking", "title: &t Baking",
     ["line 3: title has an anchor (&t): write the text out where it is needed"]),
    ("name: By hand", "name: *t", ["line 21: tracks[1].name is an alias (*t): write the text out here"]),
    ("title: Baking", "title: !!str Baking",
     ["line 3: title has a tag (!!str): tags are not used in this format"]),
    ("title: Baking", "title: !!python/object:os.system ls",
     ["line 3: title has a tag (!!python/object:os.system): tags are not used in this format"]),
    ("title: Baking", "title: Baking\ntitle: Bread",
     ["line 4: title stands here a second time (first on line 3): keep one of the two"]),
    ("name: Heat}", "name: Heat, name: Cold}",
     ["line 19: axes[2].name stands here a second time (first on line 19): keep one of the two"]),
    ("title: Baking", "title: Baking: bread",
     [f"line 3: a colon stands inside a text, or the indentation is wrong: {QUOTE}, or indent it as its neighbours"]),
    ("title: Baking", "title: @home",
     [f"line 3: a text begins with a sign that means something in YAML: {QUOTE}"]),
    ("  code: two", "\tcode: two", ["line 8: a tab is used to indent: use spaces"]),
    ("name: Heat}", "name: Heat",
     ["line 20: a list in [ ] or a group in { } is not closed, lacks a comma, "
      "or holds a text that needs quotes"]),
    ("title: Baking", 'title: "\\q"',
     ["line 3: a text in quotes is not closed, or has a \\ with a letter that means nothing after it"]),
    ("title: Baking", 'title: "\\UFFFFFFFF"',
     ["line 3: a text in double quotes holds a \\U code that is no character"]),
    ("title: Baking", 'title: "a\\0b"',
     ["line 3: title holds an invisible control character (U+0000): delete it"]),
    ("title: Baking", 'title: "\\ud83d\\ude00"',
     ["line 3: title holds half of a character (U+D83D, a lone surrogate): delete it and type it again"]),
    ("title: Baking", "title: a\x00b",
     ["line 3: this line holds an invisible control character (U+0000): delete it"]),
    ("title: Baking", "title: a\ud800b",
     ["line 3: this line holds half of a character (U+D800, a lone surrogate): delete it and type it again"]),
    ("title: Baking", "title: a\u2028b",
     ["line 3: this line holds an invisible control character (U+2028): delete it"]),
    ("title: Baking", "title: Baking # " + "x" * 50_000,
     ["line 3: this line has more than 50000 characters"]),
    ("title: Baking", "? [a]\n: Baking",
     ["line 3: a key must be text, and this one is a list or a group of keys"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "problems"), YAML_ITSELF)
def test_what_yaml_can_do_and_this_format_does_not_is_named_with_its_line(old, new, problems):
    assert refused(changed(old, new)) == problems


NO_FRAMEWORK = [
    ("", ["line 1: the file is empty"]),
    ("# nothing yet\n", ["line 1: the file is empty"]),
    ("\n- a\n- b\n", ["line 2: the file must be keys with values, beginning with plumbline: 1"]),
    ("just words", ["line 1: the file must be keys with values, beginning with plumbline: 1"]),
    (SMALL + "---\n" + SMALL, ["line 40: a second document begins here (---): one file holds one framework"]),
    ("%YAML 1.1\n---\n" + SMALL,
     ["line 2: directives (lines that begin with a percent sign) are not used in this format"]),
    (SMALL.replace("Baking", "B\xe4cken").encode("latin-1"),
     ["line 3: this line is not UTF-8: save the file again with the encoding UTF-8"]),
    (SMALL.encode("utf-16"), ["line 1: the file is saved as UTF-16: save it as UTF-8"]),
    (b"#" + b"x" * 6 * 1024 * 1024, ["line 1: the file is longer than 6 MB"]),
    ("a: " + "[" * 10_000, ["line 1: lists and keys are nested too deeply here (more than 16)"]),
    ("[" * 10_000 + "]" * 10_000, ["line 1: lists and keys are nested too deeply here (more than 16)"]),
    ("- " * 10_000 + "x", ["line 1: lists and keys are nested too deeply here (more than 16)"]),
    ("\n".join(" " * depth + "a:" for depth in range(200)),
     ["line 17: lists and keys are nested too deeply here (more than 16)"]),
    ("a:\n" + "- b\n" * 100_000, ["line 99999: the file holds more than 100000 values"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "problems"), NO_FRAMEWORK, ids=range(len(NO_FRAMEWORK)))
def test_what_is_no_framework_file_at_all_is_refused_with_a_line(text, problems):
    assert refused(text) == problems


def test_all_problems_come_at_once_in_the_order_of_the_lines():
    text = changed("title: Baking", "title: &t Baking").replace("rank: 20", "rank: x").replace("{step: 1}", "{step: 9}")
    assert refused(text) == [
        "line 3: title has an anchor (&t): write the text out where it is needed",
        "line 25: levels[2].rank must be a whole number",
        "line 32: roles[1].expectations.dough.step is 9, and the axis has no step of that number",
    ]


def test_a_problem_has_its_line_path_and_reason_apart():
    with pytest.raises(Refused) as refusal:
        read(changed("rank: 20", "rank: x"))
    assert refusal.value.problems == (Problem(line=25, path="levels[2].rank", reason="must be a whole number"),)


def test_aliases_that_would_grow_without_end_are_refused_one_by_one():
    bomb = SMALL + "about: &a [x, x]\nlicence: &b [*a, *a, *a]\nattribution: [*b, *b, *b]\n"
    assert refused(bomb)[2:5] == [
        "line 41: licence has an anchor (&b): write the text out where it is needed",
        "line 41: licence must be text, not a list",
        "line 41: licence[1] is an alias (*a): write the text out here",
    ]


def test_windows_line_ends_count_as_one_line():
    assert refused(SMALL.replace("rank: 20", "rank: x").replace("\n", "\r\n")) == [
        "line 25: levels[2].rank must be a whole number"
    ]


def test_an_axis_asked_of_no_role_and_a_framework_without_axes_are_fine():
    start, rest = SMALL.split("axes:\n  - code: dough", 1)
    tracks = "tracks:\n  - {code: hand, name: By hand}\nlevels:\n  - {code: B1, rank: 10}\n"
    assert rest
    text = start + tracks + "roles:\n  - {code: B1, level: B1, tracks: [hand]}\nrule: {kind: guidance}\n"
    assert read(text).document.axes == ()
