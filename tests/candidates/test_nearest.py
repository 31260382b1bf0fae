"""Which roles fit what was found: by steps, by words, with axes that start late, fall, or do not apply."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.nearest import Found, choices, nearest, settled
from frameworks.asked import Ladder
from frameworks.format.document import Axis, Document, Expectation, Level, Point, Role, Rule, Scale, Step, Track
from tests.shipped import fixture

SCALE = Scale(code="s", name="S", points=(Point(code="m", word="meets", standing="at"),))
STEPS = tuple(Step(number=number, name=name) for number, name in enumerate(["Begins", "Adopts", "Owns", "Leads"]))


def shipped_ladder(name):
    return Ladder(fixture(name))


def ladder(axes, roles):
    """Roles of one track: code → (rank, axis → a step, words, or a reason why nothing after an exclamation mark)."""
    return Ladder(
        Document(
            framework="small",
            title="Small",
            version="1",
            language="en",
            cumulative=False,
            rule=Rule(kind="manual"),
            scale=SCALE,
            axes=tuple(Axis(code=code, name=code.title(), steps=steps) for code, steps in axes.items()),
            tracks=(Track(code="ic", name="IC"),),
            levels=tuple(Level(code=f"L{code}", rank=rank) for code, (rank, _asked) in roles.items()),
            roles=tuple(
                Role(
                    code=code,
                    level=f"L{code}",
                    tracks=("ic",),
                    expectations=tuple(expectation(axis, says) for axis, says in asked.items()),
                )
                for code, (_rank, asked) in roles.items()
            ),
        )
    )


def expectation(axis, says):
    if isinstance(says, int):
        return Expectation(axis=axis, step=says)
    if says.startswith("!"):
        return Expectation(axis=axis, not_applicable=says[1:])
    return Expectation(axis=axis, summary=says)


def steps(**found):
    return {axis: Found(step=number) for axis, number in found.items()}


STEPPED = ladder(
    {"craft": STEPS, "people": STEPS},
    {"A": (1, {"craft": 0, "people": 0}), "B": (2, {"craft": 2, "people": 1}), "C": (3, {"craft": 3, "people": 3})},
)


def said(fit):
    return {line.axis.code: (line.standing, line.gap) for line in fit.lines}


def test_the_role_that_asks_what_was_found_comes_first_and_says_so_axis_by_axis():
    found = nearest(STEPPED, steps(craft=2, people=1))
    assert [fit.role.code for fit in found] == ["B", "A", "C"]
    assert [fit.fits for fit in found] == [True, True, False]
    assert [said(fit) for fit in found] == [
        {"craft": ("at", 0), "people": ("at", 0)},
        {"craft": ("above", 2), "people": ("above", 1)},
        {"craft": ("below", -1), "people": ("below", -2)},
    ]


def test_one_axis_far_below_is_nearer_than_two_a_little_below():
    two = ladder(
        {"craft": STEPS, "people": STEPS},
        {"FAR": (2, {"craft": 3, "people": 0}), "LITTLE": (1, {"craft": 1, "people": 1})},
    )
    found = nearest(two, steps(craft=0, people=0))
    assert [(fit.role.code, fit.below, fit.missing) for fit in found] == [("FAR", 1, 3), ("LITTLE", 2, 2)]


def test_the_step_nought_is_found_like_any_other():
    found = nearest(STEPPED, steps(craft=0, people=0))
    assert (found[0].role.code, found[0].fits, said(found[0])["craft"]) == ("A", True, ("at", 0))


def test_what_nobody_has_seen_is_neither_below_nor_enough():
    found = nearest(STEPPED, steps(craft=2))
    assert (found[0].role.code, found[0].fits, found[0].unseen) == ("B", False, 1)
    assert said(found[0])["people"] == ("unseen", 0)


def test_nothing_found_is_near_to_nothing():
    assert nearest(STEPPED, {}) == []
    assert nearest(STEPPED, {"craft": Found()}) == []


LATE = ladder(
    {"craft": STEPS, "people": STEPS},
    {"A": (1, {"craft": 1}), "B": (2, {"craft": 1, "people": 1})},
)


def test_what_was_found_where_a_role_asks_nothing_is_above_it_counted_from_the_beginning_of_the_axis():
    found = nearest(LATE, steps(craft=1, people=1))
    assert [(fit.role.code, fit.over) for fit in found] == [("B", 0), ("A", 2)]
    assert said(found[1])["people"] == ("unasked", 2)
    assert found[1].lines[1].asked is None


def test_an_axis_that_starts_late_asks_nothing_of_whoever_was_not_seen_on_it():
    assert [(fit.role.code, fit.unseen) for fit in nearest(LATE, steps(craft=1))] == [("A", 0), ("B", 1)]


def test_where_an_axis_does_not_apply_nothing_found_there_counts():
    not_here = ladder({"craft": STEPS, "people": STEPS}, {"A": (1, {"craft": 1, "people": "!nobody to lead"})})
    only = nearest(not_here, steps(craft=1, people=3))[0]
    assert (only.fits, only.over, said(only)["people"]) == (True, 0, ("unasked", 0))


WORDED = ladder(
    {"craft": ()},
    {"A": (1, {"craft": "with help"}), "B": (5, {"craft": "alone"}), "C": (9, {"craft": "with others"})},
)


def test_words_are_compared_by_their_place_and_not_by_the_distance_of_ranks():
    found = nearest(WORDED, {"craft": Found(role="B")})
    assert [(fit.role.code, said(fit)["craft"]) for fit in found] == [
        ("B", ("at", 0)),
        ("A", ("above", 1)),
        ("C", ("below", -1)),
    ]


def test_a_step_cannot_be_held_against_words():
    mixed = ladder({"craft": STEPS}, {"A": (1, {"craft": "with help"}), "B": (2, {"craft": 2})})
    by_code = {fit.role.code: said(fit)["craft"] for fit in nearest(mixed, steps(craft=2))}
    assert by_code == {"A": ("unseen", 0), "B": ("at", 0)}
    by_code = {fit.role.code: said(fit)["craft"] for fit in nearest(mixed, {"craft": Found(role="A")})}
    assert by_code == {"A": ("at", 0), "B": ("unseen", 0)}


def test_where_one_may_be_found_are_the_steps_of_an_axis_or_the_roles_that_word_it():
    mixed = ladder({"craft": STEPS, "people": (), "unused": ()}, {"A": (1, {"craft": 1, "people": "some"})})
    found = {
        axis: ([step.number for step in one.steps], [role.code for role in one.roles])
        for axis, one in choices(mixed).items()
    }
    assert found == {"craft": ([0, 1, 2, 3], []), "people": ([], ["A"])}


def test_expectations_that_fall_as_rank_rises_are_compared_by_step():
    """In the Ladders, TL4 asks step 2 of Technology and D4, of the same rank, step 3."""
    asked = {"technology": 2, "system": 3, "people": 4, "process": 4, "influence": 1}
    found = nearest(shipped_ladder("ladders-1"), steps(**asked))
    assert (found[0].role.code, found[0].fits) == ("TL4", True)
    d4 = next(fit for fit in found if fit.role.code == "D4")
    assert said(d4) == {
        "technology": ("below", -1),
        "system": ("at", 0),
        "people": ("above", 1),
        "process": ("above", 1),
        "influence": ("below", -1),
    }


def test_levels_that_are_not_written_yet_are_no_answer():
    codes = [fit.role.code for fit in nearest(shipped_ladder("engineering-1"), {"execution": Found(role="IC5")})]
    assert codes[0] == "IC5"
    assert "IC6" not in codes


def test_what_was_agreed_counts_and_until_then_what_all_who_saw_it_found():
    mei, noor = steps(craft=2, people=1), steps(craft=2, people=3)
    assert settled({}, [mei, noor]) == steps(craft=2)
    assert settled(steps(people=2), [mei, noor]) == steps(craft=2, people=2)
    assert settled(steps(craft=3), [mei, {"craft": Found(), "people": Found(step=1)}]) == steps(craft=3, people=1)


@pytest.mark.parametrize("name", ["ladders-1", "growth-1", "engineering-1", "support-1"])
def test_whoever_was_found_exactly_as_a_role_asks_is_nearest_to_one_with_no_gap(name):
    whole = shipped_ladder(name)
    for role in whole.document.roles:
        exact = {
            one.axis: Found(step=one.step.number) if one.step else Found(role=role.code)
            for one in whole.asked(role.code)
            if one.step or one.summary or one.behaviours
        }
        if whole.level_of(role.code).status != "described" or not exact:
            continue
        first = nearest(whole, exact)[0]
        assert (first.below, first.over, first.unseen) == (0, 0, 0)
        assert whole.rank(first.role.code) == whole.rank(role.code)


AXES = ["a", "b", "c"]
ASKED = st.dictionaries(st.sampled_from(AXES), st.integers(0, 3), min_size=1)


@given(st.lists(ASKED, min_size=1, max_size=5), st.dictionaries(st.sampled_from(AXES), st.integers(0, 3)))
def test_more_found_never_takes_a_role_away_that_fitted(roles, found):
    drawn = ladder(
        dict.fromkeys(AXES, STEPS), {f"R{number}": (number + 1, asked) for number, asked in enumerate(roles)}
    )
    fitted = {fit.role.code for fit in nearest(drawn, steps(**found)) if fit.fits}
    more = {axis: min(number + 1, 3) for axis, number in found.items()}
    assert fitted <= {fit.role.code for fit in nearest(drawn, steps(**more)) if fit.fits}


@given(st.lists(ASKED, min_size=1, max_size=5), st.data())
def test_found_as_a_drawn_role_asks_is_nearest_to_one_that_asks_just_this(roles, data):
    drawn = ladder(
        dict.fromkeys(AXES, STEPS), {f"R{number}": (number + 1, asked) for number, asked in enumerate(roles)}
    )
    asked = data.draw(st.sampled_from(roles))
    first = nearest(drawn, steps(**asked))[0]
    assert roles[int(first.role.code[1:])] == asked
    assert first.fits
    assert first.over == 0
