"""Of which tables there is any row about a person: one question, and it says neither more nor less."""

import pytest

from accounts import clock
from accounts.models import CalendarLink, Grant, Person
from accounts.signs import is_any
from accounts.viewing import as_task
from reviews.models import EarlierResult, Entry, RosterEntry, Sentences

COLUMNS = [Grant.person, CalendarLink.person, EarlierResult.subject, Entry.subject, Sentences.subject]


def test_one_question_tells_of_every_column(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not any(is_any(cast.ivan, column) for column in [*COLUMNS, RosterEntry.assessor])


def test_a_row_about_the_person_is_a_sign_and_one_about_another_is_none(cast):
    CalendarLink.objects.create(person=cast.ivan, digest="0" * 64, made_at=clock.now())
    assert is_any(cast.ivan, CalendarLink.person)
    assert is_any(cast.ivan, EarlierResult.subject, CalendarLink.person)
    assert not is_any(cast.ivan, EarlierResult.subject)
    assert not is_any(cast.marco, CalendarLink.person)
    assert is_any(cast.petra, Grant.person)


def test_what_somebody_wrote_about_another_is_a_sign_of_the_other_alone(cast):
    with as_task("erasing"):
        Entry.objects.create(author=cast.marco, subject=cast.ivan, text="Calm.", on=clock.today())
        assert is_any(cast.ivan, Entry.subject)
        assert not is_any(cast.marco, Entry.subject)


def test_a_column_that_nobody_asked_for_is_an_error_and_no_sign(cast):
    with pytest.raises(KeyError):
        is_any(cast.ivan, Person.team)
