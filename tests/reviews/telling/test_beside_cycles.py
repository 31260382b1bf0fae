"""What stands beside a cycle once it is told: how many were told, who is past their day, and the file."""

import re

import pytest

from reviews.models import Group, Message, Result
from tests.reviews.telling.story import BEGAN, DAY, takes_part, text


def shown(client, person, story) -> str:
    client.force_login(person)
    return text(client.get(f"/cycles/{story.group.cycle_id}/"))


def test_people_ops_see_how_far_the_telling_is_and_the_file(released, client):
    said = shown(client, released.cast.petra, released)
    assert "Telling, " in said
    assert "0 of 3 told" in said
    assert "past its day" not in said
    assert "results for payroll, CSV" in said
    Message.objects.filter(person=released.cast.ivan).update(state="told")
    Message.objects.filter(person=released.cast.lena).update(due_on="2026-12-20")
    said = shown(client, released.cast.petra, released)
    assert "1 of 3 told" in said
    assert "1 is past its day" in said


def test_who_only_takes_part_sees_neither(released, client):
    said = shown(client, released.cast.mei, released)
    assert "of 3 told" not in said
    assert "payroll" not in said


def test_nothing_is_said_before_the_release(story, client):
    assert "told" not in shown(client, story.cast.petra, story).partition("Beside it")[2]


def another_group(story, name: str, **told) -> Group:
    """A second group of the cycle that is told, of one person, with the same directors and observer."""
    group = Group.objects.create(cycle=story.cycle, name=name, state="telling", launched_at=BEGAN, released_on=DAY)
    for person, part in [(story.cast.dana, "director"), (story.cast.petra, "observer"), (story.cast.ivan, "subject")]:
        takes_part(group, person, part)
    ivan = story.results["ivan"]
    result = Result.objects.create(
        group=group, subject=ivan.subject, author=ivan.author, role=ivan.role, version=ivan.version, state="released"
    )
    Message.objects.create(result=result, person=ivan.subject, owner=ivan.author, **told)
    return group


def test_each_group_has_its_own_numbers(released, client):
    another_group(released, "Support", due_on="2026-12-20")
    another_group(released, "Sales", due_on="2026-12-29", state="told")
    for who in (released.cast.petra, released.cast.dana):
        said = " ".join(re.sub(r"<[^>]*>", " ", shown(client, who, released)).split())
        assert "Telling, Engineering 0 of 3 told" in said
        assert "Telling, Support 0 of 1 told 1 is past its day" in said
        assert "Telling, Sales 1 of 1 told" in said


@pytest.mark.parametrize(("who", "queries"), [("petra", 14), ("dana", 12)])
def test_three_groups_cost_what_one_does(released, client, who, queries, django_assert_num_queries):
    client.force_login(getattr(released.cast, who))
    page = f"/cycles/{released.group.cycle_id}/"
    with django_assert_num_queries(queries):
        client.get(page)
    another_group(released, "Support", due_on="2026-12-20")
    another_group(released, "Sales", due_on="2026-12-29")
    with django_assert_num_queries(queries):
        client.get(page)
