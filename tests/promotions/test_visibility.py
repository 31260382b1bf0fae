"""Who reads a pitch, a vote and a decision, and when: written by hand, phase by phase."""

from datetime import date

import pytest

from accounts import clock
from frameworks.models import Version
from promotions import workflow
from promotions.models import Claim, ConditionAnswer, Decision, Pitch, PitchCase, RoleChange, Vote
from reviews.models import Exclusion, Part, Participant
from tests.fixed import past_the_wall
from tests.promotions import rows
from tests.promotions.conftest import is_in

EVERYONE = ("petra", "pavel", "dana", "dilan", "oskar", "mei", "marco", "sam", "noor", "ivan", "lena", "ines", "hanne")


def readers(story, model):
    """First names of those who see the one row of the model."""
    return [who for who in EVERYONE if model.objects.visible_to(getattr(story.cast, who)).exists()]


GROUP = ["petra", "dana", "dilan", "oskar", "mei", "marco", "noor"]


@pytest.mark.parametrize("phase", ["assessing", "previewing", "deciding", "closed"])
def test_a_draft_is_its_authors_alone(story, phase):
    is_in(story, phase)
    assert readers(story, Pitch) == ["marco"]


@pytest.mark.parametrize(
    ("phase", "expected"),
    [
        ("assessing", ["marco"]),
        ("previewing", GROUP),
        ("calibrating", GROUP),
        ("deciding", GROUP),
        ("finalising", GROUP),
        ("telling", GROUP),
        ("closed", ["petra", "dilan", "marco", "hanne"]),
        ("discarded", ["marco"]),
    ],
)
def test_a_submitted_pitch_is_read_as_an_assessment_is(submitted, phase, expected):
    is_in(submitted, phase)
    assert readers(submitted, Pitch) == expected


@pytest.mark.parametrize("model", [PitchCase, Claim, ConditionAnswer])
def test_what_belongs_to_a_pitch_is_read_as_the_pitch(submitted, model):
    PitchCase.objects.exclude(axis__code="teamwork").delete()
    rows.claim(submitted.pitch, "at_next_level", date(2026, 10, 1), date(2026, 11, 1))
    ConditionAnswer.objects.create(pitch=submitted.pitch, code="business-need", text="The engine.")
    assert readers(submitted, model) == ["marco"]
    is_in(submitted, "previewing")
    assert readers(submitted, model) == GROUP


def test_whoever_keeps_away_reads_nothing(deciding):
    workflow.cast_vote(deciding.pitch, deciding.cast.dana, "approve")
    for who in ("dana", "petra", "mei"):
        Exclusion.objects.create(group=deciding.group, person=getattr(deciding.cast, who), subject=deciding.cast.lena)
    assert readers(deciding, Pitch) == ["dilan", "oskar", "marco", "noor"]
    assert readers(deciding, Decision) == ["dilan", "marco", "hanne"]
    assert readers(deciding, Vote) == []


def test_a_reader_whose_part_has_ended_reads_no_more(submitted):
    is_in(submitted, "previewing")
    Participant.objects.filter(person=submitted.cast.mei).update(until_at=clock.now())
    assert "mei" not in readers(submitted, Pitch)


# -- its subject ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "reads", "knows"), [("after", False, False), ("know", False, True), ("with", True, True)]
)
def test_the_subject_reads_or_knows_as_the_framework_says(submitted, setting, reads, knows):
    with past_the_wall():
        Version.objects.update(pitch_open_to_subject=setting)
    lena = submitted.cast.lena
    for phase in ("assessing", "previewing", "deciding", "telling", "closed"):
        is_in(submitted, phase)
        assert Pitch.objects.visible_to(lena).exists() is reads
        assert Pitch.objects.known_to(lena).exists() is knows


@pytest.mark.parametrize("setting", ["after", "know", "with"])
def test_the_subject_neither_reads_nor_knows_of_a_draft(story, setting):
    with past_the_wall():
        Version.objects.update(pitch_open_to_subject=setting)
    assert not Pitch.objects.visible_to(story.cast.lena).exists()
    assert not Pitch.objects.known_to(story.cast.lena).exists()


def test_nobody_else_knows_through_the_subjects_door(submitted):
    with past_the_wall():
        Version.objects.update(pitch_open_to_subject="with")
    assert [who for who in EVERYONE if Pitch.objects.known_to(getattr(submitted.cast, who)).exists()] == ["lena"]


def test_a_subject_who_reads_the_pitch_is_shown_only_results_they_were_told(submitted):
    """Of the two closed quarters none was told yet: the explanation for Lena knows of none of them."""
    from promotions.evidence import facts_of
    from reviews.models import Result

    with past_the_wall():
        Version.objects.update(pitch_open_to_subject="with")
    Result.objects.update(told_at=None)
    assert facts_of(submitted.pitch, reader=submitted.cast.lena).asked["results"] == []
    Result.objects.filter(group__cycle__name="Engineering 2026 Q3").update(told_at=clock.now())
    assert len(facts_of(submitted.pitch, reader=submitted.cast.lena).asked["results"]) == 1


# -- votes ------------------------------------------------------------------------------------------


def test_a_vote_is_its_deciders_until_the_votes_are_opened(deciding):
    workflow.cast_vote(deciding.pitch, deciding.cast.dana, "approve", "I saw it.")
    assert readers(deciding, Vote) == ["petra", "dana"]
    workflow.cast_vote(deciding.pitch, deciding.cast.dilan, "approve")
    assert readers(deciding, Vote) == ["petra", "dana", "dilan"]


def test_people_ops_who_decides_reads_the_votes_of_the_others_when_the_deciders_do(deciding):
    Participant.objects.create(group=deciding.group, person=deciding.cast.petra, part=Part.DECIDER, from_at=clock.now())
    workflow.cast_vote(deciding.pitch, deciding.cast.dana, "approve", "")
    assert readers(deciding, Vote) == ["dana"]
    Vote.objects.update(opened_at=clock.now())
    assert readers(deciding, Vote) == ["petra", "dana", "dilan"]


def test_the_author_of_a_pitch_reads_no_votes_on_it_though_a_decider_of_the_group(deciding):
    part = {"group": deciding.group, "person": deciding.cast.marco, "part": Part.DECIDER}
    Participant.objects.create(**part, from_at=clock.now())
    workflow.cast_vote(deciding.pitch, deciding.cast.dana, "approve", "I saw it.")
    workflow.cast_vote(deciding.pitch, deciding.cast.dilan, "approve")
    assert readers(deciding, Vote) == ["petra", "dana", "dilan"]


def test_a_group_read_by_people_ops_for_others_stays_closed(deciding):
    workflow.cast_vote(deciding.pitch, deciding.cast.dana, "approve")
    assert not Vote.objects.visible_to(deciding.cast.pavel).exists()
    assert not Decision.objects.visible_to(deciding.cast.pavel).exists()


# -- the decision, before and after it is told ------------------------------------------------------


@pytest.fixture
def confirmed(deciding):
    for who in ("dana", "dilan"):
        workflow.cast_vote(deciding.pitch, getattr(deciding.cast, who), "approve")
    deciding.decision.refresh_from_db()
    workflow.confirm(deciding.decision, deciding.cast.petra, date(2027, 1, 1))
    made = rows.result(deciding.group, deciding.cast.lena, deciding.cast.marco, deciding.version, "IC3", "above")
    deciding.result = made
    return deciding


def test_a_decision_is_read_by_deciders_author_people_ops_and_those_above(confirmed):
    before = ["petra", "dana", "dilan", "marco", "hanne"]
    assert readers(confirmed, Decision) == before
    assert readers(confirmed, RoleChange) == before


@pytest.mark.parametrize(
    ("values", "reads"),
    [
        ({}, False),
        ({"opens_on": date(2026, 12, 16)}, False),
        ({"opens_on": date(2026, 12, 15)}, True),
        ({"told_at": "2026-12-14T09:00:00Z"}, True),
    ],
)
def test_the_subject_reads_the_decision_once_told_or_on_its_day(confirmed, values, reads):
    type(confirmed.result).objects.filter(pk=confirmed.result.pk).update(**values)
    assert Decision.objects.visible_to(confirmed.cast.lena).exists() is reads
    assert RoleChange.objects.visible_to(confirmed.cast.lena).exists() is reads
    assert not Vote.objects.visible_to(confirmed.cast.lena).exists()
    assert not Pitch.objects.visible_to(confirmed.cast.lena).exists()


def test_a_subject_who_decides_on_others_reads_nothing_of_their_own(confirmed):
    rows.takes_part(confirmed.group, confirmed.cast.lena, Part.DECIDER)
    assert not Decision.objects.visible_to(confirmed.cast.lena).exists()
    assert not Vote.objects.visible_to(confirmed.cast.lena).exists()


def test_no_device_and_no_task_reads_anything(submitted):
    from accounts.access import Task

    is_in(submitted, "previewing")
    for model in (Pitch, PitchCase, Vote, Decision, RoleChange):
        assert not model.objects.visible_to(Task("reminders")).exists()
