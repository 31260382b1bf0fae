"""Answers are counted by level and option, each person once, and only counts come out."""

import pytest

from figures import counting
from frameworks.models import Role
from reviews.models import Group, RosterEntry
from tests.figures.story import FORTY, enrol, make_company, make_cycle, make_framework, make_question, people, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def ladder():
    return make_framework("L1", "L2", "L3", "L4")


def test_each_level_has_a_row_and_not_answered_is_the_last_option(cast, ladder):
    question, cycle = make_question("woman", "man"), make_cycle()
    make_company(cycle, ladder, question, cast.mei, FORTY)
    table = counting.count(cycle, ladder, question)
    assert table.counts == ((3, 5, 0), (5, 7, 0), (5, 6, 1), (3, 5, 0))
    assert [(level.code, level.headcount) for level in table.known.levels] == [
        ("L1", 8),
        ("L2", 12),
        ("L3", 12),
        ("L4", 8),
    ]
    assert table.known.options == ("woman", "man", "")


def test_levels_stand_by_rank_and_not_by_name(cast):
    framework, question, cycle = make_framework("Zero", "One"), make_question("a", "b"), make_cycle()
    enrol(cycle, framework, cast.mei, One=people(2), Zero=people(1))
    assert [level.code for level in counting.count(cycle, framework, question).known.levels] == ["Zero", "One"]


def test_preferring_not_to_say_differs_from_no_answer(cast, ladder):
    question, cycle = make_question("woman", "man", "prefer not to say"), make_cycle()
    one, two, three = people(3)
    enrol(cycle, ladder, cast.mei, L1=[one, two, three])
    say(question, (one, "prefer not to say"), (two, "woman"))
    assert counting.count(cycle, ladder, question).counts == ((1, 0, 1, 1),)


def test_who_stands_on_two_rosters_of_a_cycle_is_counted_once(cast, ladder):
    cycle = make_cycle()
    other = make_framework("S1", slug="support")
    staff = people(3)
    enrol(cycle, ladder, cast.mei, L1=staff)
    second = Group.objects.create(cycle=cycle, name="Second", state="closed")
    RosterEntry.objects.create(
        pk="ffffffff-ffff-ffff-ffff-ffffffffffff",
        group=second,
        subject=staff[0],
        role=Role.objects.get(framework=other),
        version=other.versions.get(),
        assessor=cast.mei,
    )
    both = [counting.roster(cycle, framework).count() for framework in (ladder, other)]
    assert both == [2, 1]
    assert [f.slug for f in counting.frameworks_of(cycle)] == ["engineers", "support"]


def test_an_open_or_discarded_group_is_not_counted(cast, ladder):
    question, cycle = make_question("a", "b"), make_cycle(state="discarded", closed_at="2026-11-09T10:00Z")
    enrol(cycle, ladder, cast.mei, L1=people(3))
    assert counting.frameworks_of(cycle) == []
    with pytest.raises(ValueError, match="Nobody is on this roster"):
        counting.count(cycle, ladder, question)


@pytest.mark.parametrize("each", [1, 5])
def test_counting_takes_three_queries_however_many_people(cast, ladder, each, django_assert_num_queries):
    question, cycle = make_question("a", "b"), make_cycle()
    make_company(cycle, ladder, question, cast.mei, {"L1": (each, each, 0), "L2": (0, each, each)})
    with django_assert_num_queries(3):
        counting.count(cycle, ladder, question)
