"""Doors: they answer as their rule does, for whoever asks, whatever they hold by then and whenever it is."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from accounts import clock
from accounts.doors import Door
from accounts.models import Grant, Organisation, Person
from reviews.cycles import progress
from reviews.cycles.views.cycles import GROUPS
from reviews.models import Assignment, Group, Part, Participant, RosterEntry
from reviews.together.inputs import MISSING
from tests.reviews.story import launch_engineering

ROSTER = Door(lambda viewer, group: RosterEntry.objects.visible_to(viewer).filter(group=group).values_list("pk"))


@pytest.fixture
def story(cast):
    return launch_engineering(cast)


def grant(person, scope=None, kind="people_ops"):
    at = timezone.now() - timedelta(days=1)
    return Grant.objects.create(person=person, kind=kind, scope=scope, reason="Stands in", from_at=at)


def anew(person):
    """The person as the next request reads them."""
    return Person.objects.get(pk=person.pk)


def by_the_rule(viewer, group):
    return set(RosterEntry.objects.visible_to(anew(viewer)).filter(group=group).values_list("pk"))


def test_it_answers_for_each_as_the_rule_does(cast, story):
    door = Door(ROSTER.rows)
    for _ in range(2):
        for person in Person.objects.all():
            assert set(door(anew(person), story.group.pk)) == by_the_rule(person, story.group)
    assert door(anew(cast.petra), story.group.pk)
    assert door.refused == set()
    # of People Ops, of those over a subtree, of who edits frameworks, of operators, of all who hold nothing
    assert len(door.kept) == 5


def test_a_permission_counts_from_the_next_request_on_and_not_a_moment_longer(cast, story):
    assert ROSTER(anew(cast.petra), story.group.pk)
    assert not ROSTER(anew(cast.otto), story.group.pk)
    given = grant(cast.otto)
    assert len(ROSTER(anew(cast.otto), story.group.pk)) == RosterEntry.objects.filter(group=story.group).count()
    Grant.objects.filter(pk=given.pk).update(until_at=timezone.now())
    assert not ROSTER(anew(cast.otto), story.group.pk)


def test_over_a_subtree_it_opens_that_subtree_whichever_was_asked_for_first(cast, story):
    under = {}
    for head in (cast.dana, cast.marco, cast.dana):
        Grant.objects.filter(person=cast.otto).delete()
        grant(cast.otto, head)
        under[head] = set(ROSTER(anew(cast.otto), story.group.pk))
        assert under[head] == by_the_rule(cast.otto, story.group)
        assert under[head]
    assert not under[cast.dana] & under[cast.marco]
    grant(cast.otto, cast.marco)
    assert set(ROSTER(anew(cast.otto), story.group.pk)) == under[cast.dana] | under[cast.marco]


def test_a_part_that_is_over_opens_nothing_any_more(cast, story):
    part = Participant.objects.filter(group=story.group, person=cast.oskar, part=Part.OUTSIDE_DIRECTOR)
    assert len(ROSTER(anew(cast.oskar), story.group.pk)) == RosterEntry.objects.filter(group=story.group).count()
    part.update(until_at=clock.now())
    assert not ROSTER(anew(cast.oskar), story.group.pk)
    part.update(until_at=None, from_at=clock.now() + timedelta(minutes=1))
    assert not ROSTER(anew(cast.oskar), story.group.pk)


def test_the_day_is_the_one_at_hand(cast):
    gone = Door(lambda viewer: Person.objects.filter(left_on__lte=clock.today()).values_list("name", flat=True))
    today = clock.today()
    Person.objects.filter(pk=cast.ivan.pk).update(left_on=today + timedelta(days=1))
    before = gone(cast.petra)
    with timezone.override("Pacific/Kiritimati"):
        there = gone(cast.petra)
        assert (cast.ivan.name in there) == (clock.today() > today)
    Person.objects.filter(pk=cast.ivan.pk).update(left_on=today)
    assert set(gone(cast.petra)) == {*before, cast.ivan.name}
    assert gone.kept
    assert not gone.refused


def test_where_no_permission_decides_none_is_read(cast, story, django_assert_num_queries):
    comes = Door(
        lambda viewer, group: Participant.objects.now().filter(person=viewer, group=group).values_list("part"),
        holding=False,
    )
    assert set(comes(anew(cast.oskar), story.group.pk)) == {("outside_director",)}
    viewer = anew(cast.petra)
    with django_assert_num_queries(1):
        assert set(comes(viewer, story.group.pk)) == {("observer",)}
    held = Door(ROSTER.rows, holding=False)
    assert set(held(anew(cast.petra), story.group.pk)) == by_the_rule(cast.petra, story.group)
    assert not held.kept  # a permission does decide in it, so it is built each time


def test_what_is_kept_names_nobody(cast, story):
    door = Door(ROSTER.rows)
    grant(cast.otto, cast.mei)
    for person in (cast.petra, cast.otto, cast.mei):
        door(anew(person), story.group.pk)
    ours = {str(one.pk) for one in Person.objects.all()} | {str(story.group.pk)}
    words = " ".join(f"{one.words} {one.parameters}" for one in door.kept.values())
    assert not [pk for pk in ours if pk in words or pk.replace("-", "") in words]


def test_another_thread_may_empty_what_is_kept_at_any_moment(cast, story):
    class Emptied(dict):
        def __contains__(self, key):
            was_there = super().__contains__(key)
            self.clear()
            return was_there

    door = Door(ROSTER.rows)
    for _ in range(3):
        door.kept = Emptied(door.kept)
        assert set(door(anew(cast.petra), story.group.pk)) == by_the_rule(cast.petra, story.group)


@pytest.mark.parametrize(
    "rows",
    [
        lambda viewer, pk: Person.objects.filter(name=viewer.name),
        lambda viewer, pk: Person.objects.filter(pk=pk, left_on__gt=clock.today() - timedelta(days=7)),
        lambda viewer, pk: Person.objects.filter(pk=pk, last_login__lt=timezone.now()),
        lambda viewer, pk: Person.objects.filter(pk=pk, is_active=Organisation.objects.exists()),
        lambda viewer, pk: Person.objects.filter(pk=pk) if viewer.pk == pk else Person.objects.none(),
        lambda viewer, pk: Person.objects.filter(Q(pk=pk) if viewer.pk == pk else Q(name="Nobody")),
        lambda viewer, pk: Person.objects.filter(pk=pk, name="Ivan" if viewer.pk == pk else "Nobody"),
        lambda viewer, pk: Person.objects.filter(pk=pk) if clock.now().year > 2020 else Person.objects.none(),
        lambda viewer, pk: Person.objects.filter(Q(pk=pk) if clock.today().year > 2020 else Q(name="Nobody")),
    ],
)
def test_where_more_decides_it_is_built_each_time(cast, rows):
    door = Door(rows)
    for person in (cast.ivan, cast.mei, cast.ivan):
        viewer = anew(person)
        assert door(viewer, cast.ivan.pk) == list(rows(viewer, cast.ivan.pk))
    assert not door.kept


def test_the_doors_of_the_page_of_a_cycle_are_kept_whoever_asks(cast, story):
    grant(cast.otto, cast.marco)
    for person in (cast.petra, cast.otto, cast.mei, cast.lena):
        viewer = anew(person)
        GROUPS(viewer, story.cycle.pk)
        progress.OPEN(viewer, [story.group.pk])
        MISSING(viewer, [story.group.pk])
    for door in (GROUPS, progress.OPEN, MISSING):
        assert door.kept
        assert not door.refused
    seen = {row[GROUPS_PK] for row in GROUPS(anew(cast.mei), story.cycle.pk)}
    assert seen == set(Group.objects.visible_to(anew(cast.mei)).filter(cycle=story.cycle).values_list("pk", flat=True))
    open_ones = Assignment.objects.visible_to(anew(cast.mei)).filter(group=story.group, state="open")
    assert len(progress.OPEN(anew(cast.mei), [story.group.pk])) == open_ones.exclude(subject=cast.mei).count()


GROUPS_PK = [column.attname for column in Group._meta.concrete_fields].index("id")
