"""Statements that are written once: they answer as the question itself does, and refuse what more than ids decides."""

from datetime import timedelta

import pytest
from django.db.models import Exists, OuterRef

from accounts import clock, noting
from accounts.models import Below, Event, Grant, Organisation, Person
from accounts.models.people import active_now
from accounts.written_once import NotTheSame, WrittenOnce, somebody
from reviews.models import Assessment, Group
from reviews.models.participants import not_kept_away
from tests.reviews.story import launch_engineering

REPORTS = WrittenOnce(lambda manager: Person.objects.filter(lines__manager=manager).select_related("team"))


def test_it_answers_for_each_as_the_question_does(cast, django_assert_num_queries):
    for manager in (cast.marco, cast.mei, cast.ivan, cast.marco):
        asked = list(Person.objects.filter(lines__manager=manager).select_related("team"))
        with django_assert_num_queries(1):
            assert [(one.name, one.team) for one in REPORTS(manager.pk)] == [(one.name, one.team) for one in asked]
    assert {one.name for one in REPORTS(cast.marco.pk)} > {cast.noor.name}


def test_what_has_changed_is_seen_the_next_time(cast):
    named = WrittenOnce(lambda pk: Person.objects.filter(pk=pk).values_list("name", flat=True))
    assert named(cast.ivan.pk) == [cast.ivan.name]
    Person.objects.filter(pk=cast.ivan.pk).update(name="Ivan the Second")
    assert named(cast.ivan.pk) == ["Ivan the Second"]


def test_the_same_id_in_two_places_and_two_in_one_question(cast):
    both = WrittenOnce(lambda manager, person: Below.objects.filter(manager=manager, person=person))
    assert both(cast.marco.pk, cast.noor.pk)
    assert not both(cast.noor.pk, cast.marco.pk)
    assert not both(cast.marco.pk, cast.marco.pk)


def test_it_is_built_once(cast):
    built = []

    def rows(pk):
        built.append(pk)
        return Person.objects.filter(pk=pk)

    once = WrittenOnce(rows)
    for one in (cast.ivan, cast.mei, cast.ivan):
        assert once(one.pk) == [one]
    assert len(built) == 3  # to be compared; none is anybody's
    assert not {cast.ivan.pk, cast.mei.pk} & set(built)


@pytest.mark.parametrize(
    "rows",
    [
        lambda pk: Grant.objects.filter(active_now(), person=pk),
        lambda pk: Person.objects.filter(pk=pk, left_on__gt=clock.today()),
        lambda pk: Person.objects.filter(pk=pk, last_login__lt=clock.now() - timedelta(days=7)),
        lambda pk: Person.objects.filter(pk=pk, name=f"{pk}!"),
        lambda pk: Person.objects.filter(Exists(Grant.objects.in_force().filter(person=OuterRef("pk"))), pk=pk),
        lambda pk: Person.objects.filter(pk=pk, is_active=Organisation.objects.exists()),
    ],
)
def test_where_more_than_the_ids_decides_it_is_refused(cast, rows):
    with pytest.raises(NotTheSame):
        WrittenOnce(rows)(cast.ivan.pk)


def test_two_ids_are_not_compared_before_the_question_is(cast):
    own = WrittenOnce(lambda pk, by: Person.objects.filter(pk=pk) if pk == by else Person.objects.exclude(pk=pk))
    with pytest.raises(NotTheSame):
        own(cast.ivan.pk, cast.mei.pk)


@pytest.mark.parametrize("ask", [lambda one: one.is_active, lambda one: one.holds("people_ops"), lambda one: one.name])
def test_of_somebody_nothing_is_known_but_the_id(cast, ask):
    with pytest.raises(NotTheSame):
        WrittenOnce(lambda pk: Person.objects.filter(name=str(ask(somebody(pk)))))(cast.petra.pk)


def test_a_door_that_asks_for_the_id_alone_is_kept(cast):
    own = WrittenOnce(lambda pk: Person.objects.filter(pk=somebody(pk).pk))
    assert own(cast.petra.pk) == [cast.petra]
    kept_away = WrittenOnce(lambda viewer: Assessment.objects.filter(not_kept_away(somebody(viewer))).bookkept())
    assert kept_away(cast.petra.pk) == []


def test_there_may_be_a_list_of_ids_of_any_length(cast):
    of = WrittenOnce(lambda manager, people: Below.objects.filter(manager=manager, person__in=people).values_list("pk"))
    reports = [one.pk for one in REPORTS(cast.marco.pk)]
    for some in ([], reports[:1], reports, reports[:2], [*reports, cast.mei.pk]):
        assert set(of(cast.marco.pk, some)) == set(
            Below.objects.filter(manager=cast.marco, person__in=some).values_list("pk")
        )
    others = WrittenOnce(lambda people: Person.objects.exclude(pk__in=people).values_list("pk"))
    assert len(others([])) == Person.objects.count()
    assert len(others([cast.ivan.pk])) == Person.objects.count() - 1


def test_lists_of_nearly_one_length_share_a_statement(cast):
    everybody = list(Person.objects.values_list("pk", flat=True))
    named = WrittenOnce(lambda people: Person.objects.filter(pk__in=people).values_list("pk", flat=True))
    others = WrittenOnce(lambda people: Person.objects.exclude(pk__in=people).values_list("pk", flat=True))
    for many in (1, 2, 3, 4, 5, 6, 7, 8, 9):
        assert sorted(named(everybody[:many])) == sorted(everybody[:many])
        assert sorted(others(everybody[:many])) == sorted(everybody[many:])
    assert len(named.kept) == len(others.kept) == 5  # for one, two, up to four, up to eight, up to sixteen


def test_ids_are_recognized_where_they_are_kept_as_text(cast):
    Event.objects.create(verb="see", thing="accounts.person", thing_id=str(cast.ivan.pk))
    seen = WrittenOnce(lambda pk: Event.objects.filter(thing_id=str(pk)).values_list("verb", flat=True))
    assert (seen(cast.ivan.pk), seen(cast.mei.pk)) == (["see"], [])


def test_what_is_read_of_a_group_is_noted_as_of_that_group_and_no_other(cast):
    story = launch_engineering(cast)
    said = WrittenOnce(lambda group: Assessment.objects.of_group(group).values_list("subject_id", "statement"))
    other = Group.objects.create(cycle=story.cycle, name="Another")
    said(other.pk)
    noted = noting.begin()
    try:
        assert said(story.group.pk)
    finally:
        noting.end()
    assert {whose.group for whose in noted.rows.values()} == {story.group.pk}


def test_what_is_no_id_is_not_asked_about(cast):
    with pytest.raises(TypeError):
        REPORTS("' OR 1=1")
