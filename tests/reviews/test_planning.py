"""Planning a cycle on its pages: shown first, written on the second press, refused with a sentence; and a joiner."""

import pytest

from reviews.cycles import workflow as cycles
from reviews.models import Cycle, Group, Participant, RosterEntry
from tests.reviews.story import make_ladder, place, place_engineers


def plan_data(**more) -> dict[str, str]:
    return {
        "preset": "full",
        "name": "Engineering 2026 Q4",
        "covers_from": "2026-10-01",
        "covers_to": "2026-12-31",
        "assess_by": "2026-12-11",
        "preview_by": "2026-12-14",
        "meet_on": "2026-12-15",
        "release_on": "2026-12-22",
        "group_name": "Engineering",
        "people": "Ivan\nines@demo.example, E012",
        "directors": "Dana",
    } | more


def test_planning_shows_first_and_writes_on_the_second_press(cast, client):
    ladder = make_ladder()
    place_engineers(ladder, cast)
    client.force_login(cast.petra)
    shown = client.post("/cycles/new/", plan_data(act="preview"))
    text = shown.content.decode()
    assert (shown.status_code, Cycle.objects.count()) == (200, 0)
    assert "3 people would be assessed." in text
    assert "Nobody observes." in text
    planned = client.post("/cycles/new/", plan_data(act="plan", is_trial="on"))
    cycle = Cycle.objects.get()
    assert planned["Location"] == f"/cycles/{cycle.pk}/"
    assert (cycle.is_trial, cycle.needs_observer, cycle.launched_at) == (True, True, None)
    subjects = Participant.objects.filter(part="subject").values_list("person__name", flat=True)
    assert sorted(subjects) == ["Ines", "Ivan", "Lena"]
    assert "Launch Engineering 2026 Q4" in client.get(f"/cycles/{cycle.pk}/").content.decode()
    assert client.post(f"/cycles/{cycle.pk}/launch/").status_code == 302
    assert client.post(f"/cycles/{cycle.pk}/launch/").status_code == 409
    assert RosterEntry.objects.count() == 3


def test_managers_are_put_apart(cast, client):
    ladder = make_ladder()
    place_engineers(ladder, cast)
    client.force_login(cast.petra)
    data = plan_data(act="plan", people="", below="Dilan", managers_apart="on", without="Marco")
    assert client.post("/cycles/new/", data).status_code == 302
    groups = {g.name: sorted(p.name for p in cycles.subjects_of(g)) for g in Group.objects.all()}
    assert groups == {"Engineering": ["Ines", "Lena"], "Engineering, managers": ["Noor"]}


def test_any_day_may_be_typed_where_another_is_proposed(cast, client):
    place_engineers(make_ladder(), cast)
    client.force_login(cast.petra)
    assert "no Saturday or Sunday, not 24 to 26 December" in client.get("/cycles/new/").content.decode()
    data = plan_data(act="plan", meet_on="2026-12-19", release_on="2026-12-25")  # a Saturday, and Christmas Day
    assert client.post("/cycles/new/", data).status_code == 302
    assert str(Cycle.objects.get().release_on) == "2026-12-25"


WRONG_PLANS = [
    ({"people": "Nobody Known"}, "Nobody here is known as “Nobody Known”."),
    ({"people": ""}, "Say who is reviewed"),
    ({"name": ""}, "“Name” is empty. Write something there."),
    ({"name": "a\x00b"}, "“Name” holds a character that no page can show (NUL)"),
    ({"covers_to": "2026-09-30"}, "The period ends before it begins."),
    ({"meet_on": "2026-12-01"}, "The meeting cannot be before reading ends."),
    ({"release_on": "10000-01-01"}, "There is no such day."),
    ({"release_on": "9999-12-31"}, "This day is too far away"),
    ({"preset": "weekly"}, "A part of this page was missing or old"),
    ({"deciders_needed": "99999999999"}, "“Deciders of a pitch, at least” has to be 20 or less."),
    ({"framework": "not-an-id"}, "What was sent for “Everyone on the framework” is not on offer."),
    ({"people": "x" * 1_000_000}, "“These people” is longer than the 60000 characters"),
    ({"people": "\n".join(f"p{n}" for n in range(501))}, "These are 501 names; name at most 500."),
]


@pytest.mark.parametrize(("change", "sentence"), WRONG_PLANS)
def test_a_wrong_plan_gets_a_sentence_and_nothing_is_written(cast, client, change, sentence):
    client.force_login(cast.petra)
    answer = client.post("/cycles/new/", plan_data(act="plan") | change)
    assert (answer.status_code, sentence in answer.content.decode()) == (400, True)
    assert Cycle.objects.count() == 0


def test_what_is_wrong_is_listed_in_the_order_of_the_page(cast, client):
    client.force_login(cast.petra)
    page = client.post("/cycles/new/", plan_data(act="plan", name="", assess_by="", group_name="")).content.decode()
    listed = page.partition('class="errors-list"')[2].partition("</ul>")[0]
    said = ["“Name” is empty.", "“Assess by” has no day.", "Give the group a name."]
    assert [listed.index(each) for each in said] == sorted(listed.index(each) for each in said)


def test_people_ops_for_support_cannot_plan_engineering(cast, client):
    ladder = make_ladder()
    place_engineers(ladder, cast)
    client.force_login(cast.pavel)
    assert client.post("/cycles/new/", plan_data(act="plan")).status_code == 403
    assert Cycle.objects.count() == 0


def test_a_joiner_is_shown_and_then_added(cast, story, client):
    place(story.ladder, IC2=[cast.sam])
    client.force_login(cast.petra)
    address = f"/groups/{story.group.pk}/joiners/new/"
    shown = client.post(address, {"person": "Sam", "act": "show"}).content.decode()
    assert "Sam would be on the roster as IC2, Engineer 2, assessed by Dana." in shown
    assert RosterEntry.objects.count() == 4
    assert client.post(address, {"person": "Sam", "act": "join"}).status_code == 302
    assert RosterEntry.objects.get(subject=cast.sam).joined_late
    assert client.post(address, {"person": "Sam", "act": "join"}).status_code == 409
