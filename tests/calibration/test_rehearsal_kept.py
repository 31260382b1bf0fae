"""How a rehearsal is kept: as JSON that is read as it was written, or not at all."""

import json

import pytest
from hypothesis import given, strategies

from calibration.rehearsal.engine import acts
from calibration.rehearsal.engine.rules import Refused
from calibration.rehearsal.engine.state import as_json, begin, read
from tests.calibration.test_rehearsal_engine import WATCHED, after

pytestmark = pytest.mark.once("embedded")

PRESSES = [f"{hat} {verb}" for verb, hats in acts.HATS.items() for hat in hats if verb not in ("show", "open", "bias")]
PRESSES += ["desk open elsa-cohort", "desk open ida-discuss", "desk show 2", "observer bias safety"]
PRESSES += ["desk open bruno-discuss", "desk together clara-discuss,anna-discuss", "manager pull-out anna-discuss"]


@given(strategies.lists(strategies.sampled_from(PRESSES), max_size=40))
def test_whatever_is_pressed_it_is_read_as_it_was_kept(presses):
    state = after(begin(3), *WATCHED, "desk start")
    for one in presses:
        before = json.dumps(as_json(state))
        try:
            following = after(state, one)
        except Refused:
            following = state
        assert json.dumps(as_json(state)) == before
        state = following
        assert read(json.loads(json.dumps(as_json(state)))) == state
        assert len([turn for turn in state.turns if turn.state == "open"]) <= 1


def damage(**other):
    return lambda kept: kept | other


@pytest.mark.parametrize(
    "broken",
    [
        lambda kept: None,
        lambda kept: "rehearsal",
        lambda kept: [],
        lambda kept: {},
        damage(edition=0),
        damage(version="1"),
        damage(seed=None),
        damage(state="asleep"),
        damage(showing="stop"),
        damage(showing="board"),
        damage(round=9),
        damage(turns=[]),
        damage(turns=[{"key": "anna-discuss"}]),
        damage(observer="away"),
        damage(shown=[7]),
        damage(bias={"haste": 1}),
        damage(changes=[{"turn": "anna-discuss"}]),
        damage(more=1),
        damage(taken=[4]),
        damage(floor="sings"),
        damage(floor="asks"),
        damage(circling=True),
        damage(proposals=[{"axis": "", "before": "at", "after": "above", "line": "It is of no turn."}]),
        lambda kept: {name: value for name, value in kept.items() if name != "line"},
        lambda kept: kept | {"turns": [one | {"order": "1"} for one in kept["turns"]]},
        lambda kept: kept | {"seed": kept["seed"] + 1, "turns": kept["turns"][:-1]},
    ],
)
def test_what_is_lost_or_damaged_is_no_rehearsal_any_more(broken):
    kept = json.loads(json.dumps(as_json(begin(2026))))
    assert read(kept) == begin(2026)
    assert read(broken(kept)) is None
