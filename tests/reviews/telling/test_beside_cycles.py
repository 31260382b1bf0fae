"""What stands beside a cycle once it is told: how many were told, who is past their day, and the file."""

from reviews.models import Message
from tests.reviews.telling.story import text


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
