"""`visible_to` and the policies are two statements of one rule: the same rows for everybody, in random companies."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import transaction

from accounts.access import Task
from accounts.models import DataCopy
from accounts.viewing import viewing
from calibration.models import (
    BoardLine,
    CheckQuestion,
    Device,
    FloorRequest,
    PrivateNote,
    Proposal,
    RatingChange,
    Reopening,
    RoomFeedback,
    Survey,
)
from calibration.models.stops import through_stops
from candidates.models import Agreed, Candidate, Finding, Offer
from figures.models import Answer, Publication
from frameworks.models import Flag, HeldComment
from promotions.models import Claim, ConditionAnswer, Decision, Pitch, PitchCase, RoleChange, Vote
from reviews.assessments.workflow import save_and_submit
from reviews.cycles.workflow import open_preview
from reviews.models import (
    Ask,
    Assessment,
    AxisRating,
    CommonText,
    EarlierResult,
    Entry,
    GrowthLine,
    Input,
    Message,
    OneOnOne,
    Participant,
    ProfileText,
    Reflection,
    ReflectionAxis,
    Remark,
    Result,
    ResultAxis,
    SecondLook,
    Sentences,
)
from tests.accounts.owner import as_owner
from tests.reviews.story import launch_engineering, words
from tests.walls.company import make_company

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

BY_THEMSELVES = [
    Remark,
    CommonText,
    Input,
    Reflection,
    Result,
    ResultAxis,
    Message,
    SecondLook,
    Vote,
    Decision,
    RoleChange,
    RatingChange,
    Proposal,
    FloorRequest,
    PrivateNote,
    RoomFeedback,
    BoardLine,
    CheckQuestion,
]
OF_PEOPLE = [
    OneOnOne,
    Entry,
    GrowthLine,
    ProfileText,
    Ask,
    Sentences,
    Answer,
    Publication,
    DataCopy,
    EarlierResult,
    Reopening,
    Survey,
    Flag,
    HeldComment,
    Candidate,
    Finding,
    Agreed,
    Offer,
]  # which a screen has no business with
ALSO_THROUGH_STOPS = [Assessment, Pitch]
CHILDREN = {
    AxisRating: ("assessment", Assessment),
    ReflectionAxis: ("reflection", Reflection),
    PitchCase: ("pitch", Pitch),
    Claim: ("pitch", Pitch),
    ConditionAnswer: ("pitch", Pitch),
}
ALL = [*ALSO_THROUGH_STOPS, *CHILDREN, *BY_THEMSELVES, *OF_PEOPLE]
SEEDS = range(40 if os.environ.get("PLUMBLINE_LONG") else 5)


def ids(rows) -> set:
    return set(rows.values_list("pk", flat=True))


def first_wall(model, viewer) -> set:
    """What the doors let through, asked by a test, which sees everything."""
    if model in CHILDREN:
        parent, of = CHILDREN[model]
        return ids(model.objects.filter(**{f"{parent}__in": first_wall(of, viewer)}))
    seen = ids(model.objects.visible_to(viewer))
    return seen | ids(through_stops(model.objects.all(), viewer)) if model in ALSO_THROUGH_STOPS else seen


def second_wall(model, viewer) -> set:
    """What the database gives for a query that forgot to ask anything."""
    with viewing(viewer):
        return ids(model.objects.all())


def both(model, viewer) -> set:
    with viewing(viewer):
        return ids(model.objects.visible_to(viewer))


@pytest.fixture
def noon():
    with time_machine.travel(datetime(2026, 11, 20, 12), tick=False):
        yield


@pytest.mark.parametrize("seed", SEEDS)
def test_both_walls_let_the_same_rows_through(noon, seed):
    company = make_company(seed)
    for viewer in [*company.people, *company.devices]:
        for model in ALL:
            assert second_wall(model, viewer) == first_wall(model, viewer), (model.__name__, viewer)


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("reviews/policies/reviews_assessment.sql", "state = 'replaced' AND still_shown", "state = 'replaced'"),
        ("reviews/policies/reviews_result.sql", "AND subject_id <> (SELECT plumbline_person())", ""),
        ("reviews/policies/reviews_message.sql", "AND person_id <> (SELECT plumbline_person())", "OR true"),
        ("reviews/policies/reviews_remark.sql", "plumbline_state_of(group_id) = 'closed'", "true"),
        ("promotions/policies/promotions_vote.sql", "opened_at IS NOT NULL", "true"),
        ("calibration/policies/calibration_ratingchange.sql", "<> ALL", "= ANY"),
        ("calibration/policies/functions.sql", "AND here.until_at IS NULL\n            AND turn", "AND turn"),
        ("calibration/policies/functions.sql", "turn.state = 'open' AND ", ""),
        ("calibration/policies/calibration_privatenote.sql", "= (SELECT", "<> (SELECT"),
        ("calibration/policies/calibration_roomfeedback.sql", "IN ('calibrating', 'deciding')", "<> ''"),
        ("calibration/policies/calibration_roomfeedback.sql", "IN ('deciding', 'finalising', 'telling')", "<> ''"),
        ("calibration/policies/calibration_floorrequest.sql", "given_at IS NOT NULL AND", "true OR"),
        ("calibration/policies/functions.sql", "own.part = 'subject' AND ", "false AND "),
        ("calibration/policies/functions.sql", "away.group_id = in_group AND away.person_id = me", "false"),
        ("calibration/policies/functions.sql", "part.part = 'observer' AND", "part.part = 'scribe' AND"),
        ("calibration/policies/functions.sql", "reviewed.part = 'subject'", "false"),
        ("calibration/policies/functions.sql", "cardinality(heads) > 0", "true"),
        ("calibration/policies/calibration_reopening.sql", "(SELECT plumbline_is_people_ops())", "false"),
        ("calibration/policies/calibration_survey.sql", "shown IS NOT NULL AND", ""),
        ("calibration/policies/calibration_survey.sql", "reviewed.part = 'subject'", "true"),
        ("calibration/policies/calibration_survey.sql", "OR EXISTS", "AND EXISTS"),
        ("frameworks/policies/frameworks_flag.sql", "waits_in IS NULL AND", ""),
        ("frameworks/policies/frameworks_heldcomment.sql", "USING (false)", "USING (true)"),
        ("frameworks/policies/frameworks_flag.sql", "author_id = (SELECT plumbline_person())", "false"),
        ("calibration/policies/calibration_boardline.sql", "AND subject_id <> (SELECT plumbline_person())", ""),
        ("calibration/policies/calibration_boardline.sql", "<> ALL", "= ANY"),
        ("calibration/policies/calibration_checkquestion.sql", "NOT plumbline_is_within", "plumbline_is_within"),
        ("calibration/policies/calibration_checkquestion.sql", "AND away.person_id = (SELECT plumbline_person())", ""),
        ("calibration/policies/functions.sql", "cycle.has_check_across AND ", ""),
        ("calibration/policies/functions.sql", "'telling', 'closed', 'discarded')", "'calibrating', 'closed')"),
        ("calibration/policies/functions.sql", "AND reviewed.part = 'subject'", "AND reviewed.part = 'guest'"),
        ("calibration/policies/functions.sql", "AND one.state <> 'discarded'", ""),
        ("calibration/policies/functions.sql", "AND part.part = 'director'", ""),
        ("figures/policies/figures_publication.sql", "(SELECT plumbline_is_people_ops())", "true"),
        ("reviews/policies/functions.sql", "AND (part.until_at IS NULL OR part.until_at > at)", ""),
        ("reviews/policies/functions.sql", "OR part.until_at > at", ""),
        ("reviews/policies/functions.sql", "AND standing.until_at > at", ""),
        ("reviews/policies/functions.sql", "> at\n            AND one.state IN", "> at AND one.state NOT IN"),
        ("reviews/policies/functions.sql", "subject_id = somebody AND NOT cycle.is_trial", "subject_id = somebody"),
        ("reviews/policies/functions.sql", "ANY (in_groups) AND NOT cycle.is_trial", "ANY (in_groups)"),
        ("accounts/policies/functions.sql", "held.until_at > at", "true"),
    ],
)
def test_a_changed_policy_is_noticed(noon, file, before, after):
    text = (settings.BASE_DIR / file).read_text()
    assert before in text
    policy, _, _ = text.replace(before, after).partition("CREATE POLICY tasks")
    table = Path(file).stem
    if table != "functions":
        as_owner(f"DROP POLICY seen ON {table}")
    as_owner(policy.replace("%", "%%"))
    assert any(differ(seed) for seed in range(5))  # not every company has somebody for whom each line decides


def differ(seed: int) -> bool:
    """Whether the walls of one company differ; the company is forgotten after it."""
    with transaction.atomic():
        people = make_company(seed).people
        found = any(second_wall(model, one) != first_wall(model, one) for one in people for model in ALL)
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(
    ("begins", "ends", "reads"),
    [(-1, None, 3), (-1, 1, 3), (0, None, 3), (0, 1, 3), (-2, -1, 0), (-1, 0, 0), (1, None, 0), (1, 2, 0)],
)
def test_a_part_holds_from_its_beginning_to_its_end(noon, cast, begins, ends, reads):
    """Hours from now; of the four assessments in the group three are submitted."""
    story, now = launch_engineering(cast), datetime(2026, 11, 20, 12, tzinfo=UTC)
    for name in ("ivan", "lena", "noor"):
        written = getattr(story, name)
        save_and_submit(written, written.author, 0, words(story))
    open_preview(story.group, cast.petra)
    Participant.objects.create(
        group=story.group,
        person=cast.sam,
        part="deputy",
        from_at=now + timedelta(hours=begins),
        until_at=None if ends is None else now + timedelta(hours=ends),
    )
    assert len(second_wall(Assessment, cast.sam)) == len(first_wall(Assessment, cast.sam)) == reads


def test_the_second_wall_takes_nothing_from_what_the_first_lets_through(noon):
    """A `visible_to` that joins another confidential table would lose rows."""
    for viewer in make_company(0).people:
        for model in ALL:
            assert both(model, viewer) == ids(model.objects.visible_to(viewer)), (model.__name__, viewer)


def test_the_companies_meet_every_table(noon):
    """Each table has rows that somebody sees and somebody does not; but those that nobody ever sees."""
    company = make_company(0)
    for model in ALL:
        every = ids(model.objects.all())
        found = [second_wall(model, person) for person in company.people]
        assert any(found) == (model is not HeldComment), model
        assert any(every - each for each in found), model


def test_where_nobody_is_said_there_are_no_rows(noon):
    make_company(1)
    for model in ALL:
        assert ids(model.objects.all())
        assert second_wall(model, None) == set()
        assert second_wall(model, Task("nothing-in-particular")) == set()
        assert second_wall(model, Device(pk="00000000-0000-0000-0000-000000000000")) == set()
