"""What another group has locked and not told is evidence for nobody: not for readers of a pitch, nor for its author."""

from datetime import date

import pytest

from accounts import clock
from promotions import workflow
from promotions.evidence import facts_of
from reviews.models import Exclusion, Part, Result
from tests.fixed import past_the_wall
from tests.promotions import rows
from tests.promotions.conftest import THREE_AXES, draft, fresh, is_in

HALF_YEAR = (date(2026, 7, 1), date(2026, 12, 31))
READERS = ("mei", "dana", "dilan", "oskar", "petra")


@pytest.fixture
def parallel(story):
    """Storage reviews the half year beside the quarter; it has locked "below the next level" for Lena, and told nobody.

    Dana decides there too, and Marco is above Lena: both see that result in its own place.
    """
    group = rows.group(rows.cycle("Storage 2026 H2", *HALF_YEAR), "finalising", "Storage")
    rows.on_roster(group, story.cast.lena, story.cast.noor, story.version, "IC3", role_since=date(2024, 1, 1))
    rows.takes_part(group, story.cast.dana, Part.DECIDER)
    story.parallel = rows.result(
        *(group, story.cast.lena, story.cast.noor, story.version, "IC3", "at"),
        ("IC4", dict.fromkeys(THREE_AXES, "below")),
    )
    return story


def answer(story, reader=None) -> str:
    """What the rule says of Teamwork at the next level."""
    facts = facts_of(fresh(story.pitch), reader=reader)
    teamwork = facts.axes["teamwork"]
    return next(str(each.answer) for each in facts.explain().clauses if each.axis == teamwork)


def told(story, **values) -> None:
    Result.objects.filter(pk=story.parallel.pk).update(**values)


@pytest.mark.parametrize("who", READERS)
def test_readers_do_not_learn_what_a_parallel_cycle_has_not_told(parallel, who):
    is_in(parallel, "previewing")
    assert answer(parallel, getattr(parallel.cast, who)) == "met"
    told(parallel, told_at=clock.now())
    assert answer(parallel, getattr(parallel.cast, who)) == "not_yet"


def test_it_speaks_from_the_day_on_which_the_person_reads_it(parallel):
    told(parallel, opens_on=date(2026, 12, 16))
    assert answer(parallel, parallel.cast.oskar) == "met"
    told(parallel, opens_on=date(2026, 12, 15))
    assert answer(parallel, parallel.cast.oskar) == "not_yet"


def test_nor_is_it_evidence_for_the_author_or_in_the_frozen_proof(parallel):
    assert Result.objects.visible_to(parallel.cast.marco).filter(pk=parallel.parallel.pk).exists()
    assert answer(parallel) == "met"
    saved = workflow.save_draft(parallel.pitch, parallel.cast.marco, 0, draft(parallel))
    frozen = workflow.submit(saved, parallel.cast.marco).proof
    assert str(parallel.parallel.group.cycle_id) not in {row["cycle"] for row in frozen}


def test_the_pages_do_not_name_it_either(parallel, sign_in):
    saved = workflow.save_draft(parallel.pitch, parallel.cast.marco, 0, draft(parallel))
    workflow.submit(saved, parallel.cast.marco)
    is_in(parallel, "previewing")
    for who in ("marco", *READERS):
        page = sign_in(getattr(parallel.cast, who)).get(f"/pitches/{parallel.pitch.pk}/")
        assert page.status_code == 200
        assert "Storage 2026 H2" not in page.content.decode()
        assert "Engineering 2026 Q3" in page.content.decode()


def test_the_subject_of_an_open_pitch_reads_only_what_they_were_told(parallel):
    with past_the_wall():
        type(parallel.version).objects.filter(pk=parallel.version.pk).update(pitch_open_to_subject="with")
    assert answer(parallel, parallel.cast.lena) == "met"
    told(parallel, told_at=clock.now())
    assert answer(parallel, parallel.cast.lena) == "not_yet"


def test_the_final_ratings_of_the_pitch_s_own_group_are_read_by_whoever_sees_them(parallel):
    cast = parallel.cast
    rows.result(
        *(parallel.group, cast.lena, cast.marco, parallel.version, "IC3", "at"),
        ("IC4", dict.fromkeys(THREE_AXES, "below")),
    )
    is_in(parallel, "deciding")
    said = {who: answer(parallel, getattr(cast, who)) for who in (*READERS, "lena")}
    assert said == {
        "mei": "met",  # an assessor beside: reads the pitch, not the results
        "dana": "not_yet",
        "dilan": "not_yet",
        "oskar": "met",
        "petra": "not_yet",
        "lena": "met",
    }
    assert answer(parallel) == "not_yet"
    Exclusion.objects.create(group=parallel.group, person=cast.dana, subject=cast.lena)
    assert answer(parallel, cast.dana) == "met"
