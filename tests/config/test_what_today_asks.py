"""What the first page asks is written once, answers as its rules do, and costs no more where there is more to say."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import clock
from accounts import notices as accounts
from accounts.models import Person
from calibration import notices as calibration
from calibration.across import beside as across
from candidates import notices as candidates
from config.today import owed_by
from frameworks import notices as frameworks
from promotions import notices as promotions
from reviews.assessments import notices as assessments
from reviews.cycles import notices as cycles
from reviews.notebooks import notices as notebooks
from reviews.telling import notices as telling
from reviews.telling import second_looks
from reviews.together import agreeing
from reviews.together import notices as together

FOR_EVERYBODY = [
    accounts.CHANGES,
    frameworks.ANSWERED,
    cycles.TO_BE_READ,
    assessments.TO_SUBMIT,
    together.ASKED_OF,
    together.GIVEN_TO,
    agreeing.SHOWN_TO,
    notebooks.HANDED_TO,
    telling.UNWORDED,
    telling.UNSETTLED,
    telling.UNANSWERED,
    second_looks.WAITING,
    promotions.DRAFTS,
    promotions.AWAITING_VOTE,
    promotions.UNEXPLAINED,
    calibration.CALIBRATING,
    calibration.LOOKED_AT_AFTERWARDS,
    across.DIRECTED,
    candidates.TO_WRITE,
    candidates.COUNTED,
]
FOR_PEOPLE_OPS = [
    cycles.TO_BE_FOLLOWED,
    cycles.WANTING_A_LAUNCH,
    telling.WAITING_FOR_RELEASE,
    promotions.BEHIND,
    promotions.SETTLED,
]


def anew(person):
    """The person as the next request reads them."""
    return Person.objects.get(pk=person.pk)


def keys(rows):
    """Which rows they are; of bare columns, these."""
    return sorted(str(getattr(row, "pk", row)) for row in rows)


def test_each_question_is_written_once_and_answers_everybody_as_its_rule_does(scene):
    found = dict.fromkeys([*FOR_EVERYBODY, *FOR_PEOPLE_OPS], 0)
    for person in Person.objects.all():
        for door in found:
            answer = door(anew(person))
            assert keys(answer) == keys(door.rows(anew(person))), person.name
            found[door] += len(answer)
    assert [door.refused for door in found] == [set()] * len(found)
    # of most of them the scene has rows, so that it is not nothing that is compared with nothing
    assert sum(1 for number in found.values() if number) >= 16


@pytest.mark.parametrize(("who", "most"), [("ivan", 28), ("mei", 30), ("petra", 51)])
def test_a_second_visit_asks_no_more_than_so_many_questions(scene, who, most):
    person = getattr(scene.cast, who)
    owed_by(anew(person), clock.today())
    with CaptureQueriesContext(connection) as asked:
        owed_by(anew(person), clock.today())
    assert len(asked) <= most
