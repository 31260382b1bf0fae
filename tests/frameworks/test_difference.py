"""What differs between roles and between versions, and what a level takes over from those before."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.asked import Ladder
from frameworks.difference import changing_for, of_role_in_versions, of_roles, of_versions
from frameworks.format.document import Step
from frameworks.likeness import Mark, marks, pairs
from frameworks.steps_between import followed, renumbered, rise
from tests.shipped import fixture

ENGINEERING, SECOND = fixture("engineering-1"), fixture("engineering-2")
LADDERS, GROWTH = fixture("ladders-1"), fixture("growth-1")


def inherited(document, code, axis):
    asked = next(asked for asked in Ladder(document).asked(code) if asked.axis == axis)
    return [one.code or f"{one.step.number} {one.step.name}" for one in asked.inherited]


def test_words_that_go_and_words_that_come_are_marked():
    assert marks("Ships small fixes alone.", "Ships large fixes alone, with tests.") == (
        Mark("same", "Ships "),
        Mark("gone", "small"),
        Mark("new", "large"),
        Mark("same", " fixes alone"),
        Mark("new", ", with tests"),
        Mark("same", "."),
    )
    assert marks("Alike", "Alike") == (Mark("same", "Alike"),)
    assert marks("", "New.") == (Mark("new", "New."),)
    assert marks("Learns the tools.", "Writes to customers about faults.") == (
        Mark("gone", "Learns the tools."),
        Mark("new", "Writes to customers about faults."),
    )


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_marks_hold_both_texts(before, after):
    found = marks(before, after)
    assert "".join(mark.text for mark in found if mark.kind != "new").split() == before.split()
    assert "".join(mark.text for mark in found if mark.kind != "gone") == after


def test_a_text_that_would_take_minutes_to_compare_changes_as_a_whole():
    """Whoever proposes other words chooses how often one of them stands there."""
    old = " ".join("the" if number % 2 else f"word{number}" for number in range(400))
    new = " ".join(old.split()[:150]) + " the" * 1800
    assert marks(old, new) == (Mark("gone", old), Mark("new", new))
    assert len(marks(old, old.replace("word200", "sentence"))) > 2


@given(st.lists(st.text("ab ", max_size=8), max_size=6), st.lists(st.text("ab ", max_size=8), max_size=6))
def test_every_text_of_both_lists_is_told_once(before, after):
    found = pairs(before, after)
    assert sorted(i for i, _ in found if i is not None) == list(range(len(before)))
    assert [j for _, j in found if j is not None] == list(range(len(after)))


def test_a_sentence_that_moved_is_the_same_and_a_reworded_one_is_found():
    before = ["Answers customers.", "Writes code that is tested.", "Helps with hiring."]
    after = ["Writes code that is tested and read.", "Answers customers.", "Looks after what runs."]
    assert pairs(before, after) == [(1, 0), (0, 1), (None, 2), (2, None)]


def test_a_level_includes_the_ones_before_it_nearest_first():
    assert inherited(ENGINEERING, "IC1", "execution") == []
    assert inherited(ENGINEERING, "IC3", "execution") == ["IC2", "IC1"]


def test_a_different_role_takes_nothing_over():
    assert inherited(ENGINEERING, "IC5", "execution") == []


def test_a_framework_that_is_not_cumulative_takes_nothing_over():
    assert inherited(replace(ENGINEERING, cumulative=False), "IC3", "execution") == []
    assert inherited(replace(LADDERS, cumulative=False), "D4", "technology") == []


def test_a_step_includes_the_steps_below_it():
    assert inherited(LADDERS, "D4", "technology") == ["2 Specializes", "1 Adopts"]
    assert inherited(fixture("points-1"), "P1", "questions") == ["0 Receives"]


def test_two_roles_of_steps_differ_by_steps():
    found = {axis.name: (axis.asks, axis.by) for axis in of_roles(LADDERS, "D4", "TL4")}
    assert found == {
        "Technology": ("less", -1),
        "System": ("same", 0),
        "People": ("more", 1),
        "Process": ("more", 1),
        "Influence": ("less", -1),
    }


def test_only_sentences_that_are_near_each_other_are_marked_word_by_word():
    assert [axis.marked for axis in of_roles(SECOND, "IC2", "IC3")] == [False, False, False]
    assert True in [axis.marked for axis in of_roles(LADDERS, "D4", "TL4")]


def test_an_axis_begins_where_nothing_was_asked_before():
    found = {axis.name: axis.asks for axis in of_roles(GROWTH, "junior", "engineer")}
    assert found == {
        "Product": "begins",
        "Technology": "begins",
        "People": "more",
        "Process": "more",
        "Area of impact": "more",
    }
    assert [axis.asks for axis in of_roles(GROWTH, "engineer", "junior")][:2] == ["ends", "ends"]


def test_the_second_version_changes_at_ic2_what_it_says_it_changes():
    found = of_role_in_versions(ENGINEERING, SECOND, "IC2")
    assert found.fields == ()
    said = {
        axis.name: [(line.kind, (line.after or line.before)[:30]) for line in axis.behaviours if line.kind != "same"]
        for axis in found.axes
    }
    assert said == {
        "Proficiency": [("reworded", "Writes code whose tests fail w"), ("added", "Looks after their own changes ")],
        "Execution": [("reworded", "Finishes work by the agreed da")],
        "Teamwork": [("reworded", "Works in the way the team has "), ("removed", "Helps with hiring when there i")],
    }


def test_a_reworded_sentence_carries_its_marks_on_both_sides():
    execution = of_role_in_versions(ENGINEERING, SECOND, "IC2").axes[1]
    (line,) = [line for line in execution.behaviours if line.kind == "reworded"]
    assert line.before_marks[0] == Mark("same", "Finishes work by the agreed date, ")
    assert line.before_marks[1] == Mark("gone", "time after time")
    assert [mark.kind for mark in line.after_marks] == ["same", "new", "same"]


def test_the_second_version_as_a_whole():
    found = of_versions(ENGINEERING, SECOND)
    assert [field.key for field in found.fields] == ["about"]
    assert [role.code for role in found.roles] == ["IC1", "IC2", "IC3"]
    assert [(field.key, field.line.before, field.line.after) for field in found.roles[0].fields] == [
        ("title", "Engineer I", "Associate engineer"),
        ("aliases", "Associate engineer", "Engineer I"),
    ]
    assert (found.added, found.removed, found.steps) == ((), (), ())
    assert found.differs
    assert not of_versions(ENGINEERING, ENGINEERING).differs


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda d: {"title": "Engineers"}, "title"),
        (lambda d: {"licence": "CC0"}, "licence"),
        (lambda d: {"cadence": "yearly"}, "cadence"),
        (lambda d: {"cumulative": False}, "cumulative"),
        (lambda d: {"pitch_open_to_subject": "know"}, "openness"),
        (lambda d: {"consistently_months": 6}, "consistently"),
        (lambda d: {"terminal_level": "IC4"}, "terminal"),
        (lambda d: {"rule": replace(d.rule, kind="guidance")}, "rule"),
        (lambda d: {"rule": replace(d.rule, high_performance=replace(d.rule.high_performance, months=9))}, "rule"),
        (lambda d: {"rule": replace(d.rule, conditions=())}, "rule"),
        (lambda d: {"rule": replace(d.rule, notes="Other.")}, "rule-notes"),
        (lambda d: {"levels": (replace(d.levels[0], rank=5), *d.levels[1:])}, "levels"),
        (lambda d: {"scale": replace(d.scale, points=d.scale.points[1:])}, "scale"),
    ],
)
def test_no_change_of_the_framework_itself_goes_unsaid(change, key):
    changed = replace(ENGINEERING, **change(ENGINEERING))
    assert [field.key for field in of_versions(ENGINEERING, changed).fields] == [key]


def test_the_text_of_a_step_is_told_once_and_a_role_that_asks_for_another_step_too():
    axis = LADDERS.axes[0]
    steps = (replace(axis.steps[0], summary="Uses the chosen tools."), *axis.steps[1:])
    role = LADDERS.roles[0]
    asked = (replace(role.expectations[0], step=2), *role.expectations[1:])
    changed = replace(
        LADDERS,
        axes=(replace(axis, steps=steps), *LADDERS.axes[1:]),
        roles=(replace(role, expectations=asked), *LADDERS.roles[1:]),
    )
    found = of_versions(LADDERS, changed)
    assert [axis.name for axis in found.steps] == ["Technology, 1 Adopts"]
    assert [(role.code, [axis.by for axis in role.changed_axes]) for role in found.roles] == [("D1", [1])]


def learning(document, at=2):
    """The document with a step "Learns" at that place of Technology; whoever is asked a step is asked the same one."""
    axis, *others = document.axes
    later = tuple(replace(step, number=step.number + 1) if step.number >= at else step for step in axis.steps)
    new = Step(number=at, name="Learns", summary="Learns from others.")

    def asked(role):
        return tuple(
            replace(one, step=one.step + 1) if one.axis == axis.code and one.step >= at else one
            for one in role.expectations
        )

    return replace(
        document,
        axes=(replace(axis, steps=(*later[: at - 1], new, *later[at - 1 :])), *others),
        roles=tuple(replace(role, expectations=asked(role)) for role in document.roles),
    )


def test_a_step_put_between_others_rewords_none_of_them():
    found = of_versions(LADDERS, learning(LADDERS))
    assert [(axis.name, axis.asks, axis.was_called, axis.summary.kind) for axis in found.steps] == [
        ("Technology, 2 Learns", "begins", "", "added"),
        ("Technology, 3 Specializes", "same", "step 2", "same"),
        ("Technology, 4 Evangelizes", "same", "step 3", "same"),
        ("Technology, 5 Masters", "same", "step 4", "same"),
        ("Technology, 6 Creates", "same", "step 5", "same"),
    ]
    assert not any(line.kind != "same" for axis in found.steps[1:] for line in axis.behaviours)
    assert found.roles == ()
    assert changing_for(LADDERS, learning(LADDERS), [role.code for role in LADDERS.roles]) == []


def test_a_step_that_is_taken_away_moves_those_above_it_back():
    found = of_versions(learning(LADDERS), LADDERS)
    assert [(axis.name, axis.asks, axis.was_called) for axis in found.steps] == [
        ("Technology, 2 Specializes", "same", "step 3"),
        ("Technology, 3 Evangelizes", "same", "step 4"),
        ("Technology, 4 Masters", "same", "step 5"),
        ("Technology, 5 Creates", "same", "step 6"),
        ("Technology, 2 Learns", "ends", ""),
    ]
    assert found.roles == ()


def asking(document, step):
    """The document in which D1 is asked that step of Technology."""
    role, *others = document.roles
    expectations = (replace(role.expectations[0], step=step), *role.expectations[1:])
    return replace(document, roles=(replace(role, expectations=expectations), *others))


@pytest.mark.parametrize(
    ("was", "now", "asks", "by"),
    [
        (2, 2, "less", -1),  # Specializes, and now Learns
        (2, 3, "same", 0),
        (2, 4, "more", 1),
        (1, 1, "same", 0),
        (1, 3, "more", 1),  # Specializes, which was the next one
        (1, 2, "more", 1),
        (5, 5, "less", -1),
    ],
)
def test_whether_more_is_asked_is_told_by_where_the_steps_stand_now(was, now, asks, by):
    found = of_role_in_versions(asking(LADDERS, was), asking(learning(LADDERS), now), "D1")
    technology = next(axis for axis in found.axes if axis.name == "Technology")
    assert (technology.asks, technology.by) == (asks, by)
    assert technology.before.step.number == was


@pytest.mark.parametrize(
    ("was", "now", "asks", "by"),
    [(2, 2, "more", 1), (2, 1, "less", -1), (6, 5, "same", 0), (3, 2, "same", 0), (3, 1, "less", -1)],
)
def test_of_a_step_that_is_gone_it_is_told_by_where_it_stood(was, now, asks, by):
    """Before: Adopts, Learns, Specializes, ...; after: without Learns."""
    found = of_role_in_versions(asking(learning(LADDERS), was), asking(LADDERS, now), "D1")
    technology = next(axis for axis in found.axes if axis.name == "Technology")
    assert (technology.asks, technology.by) == (asks, by)


def steps(*names):
    return tuple(Step(number=number, name=name) for number, name in enumerate(names, start=1))


@pytest.mark.parametrize(
    ("before", "after", "becomes"),
    [
        ("A B C", "A N B C", {1: 1, 2: 3, 3: 4}),
        ("A B C", "A C", {1: 1, 3: 2}),
        ("A B C", "A Z C", {1: 1, 2: 2, 3: 3}),  # worded anew: by its number
        ("A B", "B A", {1: 2, 2: 1}),
        ("A A B", "A B", {1: 1, 3: 2}),  # a name that stands twice says nothing
        ("A B", "Y Z", {1: 1, 2: 2}),
        ("", "A", {}),
        ("A", "", {}),
    ],
)
def test_a_step_is_followed_by_its_name_or_else_by_its_number(before, after, becomes):
    assert followed(steps(*before.split()), steps(*after.split())) == becomes


@given(
    st.lists(st.sampled_from("ABCD"), max_size=5).map(lambda names: steps(*names)),
    st.lists(st.sampled_from("ABCD"), max_size=5).map(lambda names: steps(*names)),
)
def test_no_step_follows_two(before, after):
    becomes = followed(before, after)
    assert len(set(becomes.values())) == len(becomes)
    assert set(becomes) <= {step.number for step in before}
    assert set(becomes.values()) <= {step.number for step in after}


def test_between_two_steps_that_are_no_counterparts_it_is_told_by_those_around_them():
    before, after = steps("A", "B", "C"), steps("N", "A", "M", "C")
    assert followed(before, after) == {1: 2, 3: 4}
    assert rise(before, 2, after, 1) == -1
    assert rise(before, 2, after, 4) == 1
    assert rise(before, 3, after, 3) == -1
    assert rise(before, 2, after, 3) is None


def test_who_is_asked_a_step_that_was_put_above_another_is_asked_more():
    before, after = steps("A", "B", "C"), steps("A", "C", "B")
    assert [rise(before, was, after, now) for was, now in ((1, 1), (2, 3), (3, 2))] == [0, 1, -1]
    assert renumbered(before, after) == {1: 1}


def test_a_number_and_the_first_day_count_as_reworded():
    support = fixture("support-1")
    for role in support.roles:
        for place, asked in enumerate(role.expectations):
            for index, behaviour in enumerate(asked.behaviours):
                if behaviour.measure:
                    other = replace(behaviour, measure=replace(behaviour.measure, value="7"), day_one=True)
                    behaviours = (*asked.behaviours[:index], other, *asked.behaviours[index + 1 :])
                    expectations = (
                        *role.expectations[:place],
                        replace(asked, behaviours=behaviours),
                        *role.expectations[place + 1 :],
                    )
                    roles = tuple(
                        replace(role, expectations=expectations) if one == role else one for one in support.roles
                    )
                    changed = of_versions(support, replace(support, roles=roles)).roles
                    kinds = [line.kind for line in changed[0].changed_axes[0].behaviours if line.kind != "same"]
                    assert kinds == ["reworded"]
                    return
    raise AssertionError("no behaviour with a number")
