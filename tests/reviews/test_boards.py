"""The pages of a cycle: the list, this cycle, planning, a group's board, my team, reading, remarks, what is owed."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import Event, Person
from accounts.moves import Conflict, NotAllowed
from reviews.assessments import notices as assessor_notices
from reviews.assessments import reading as what_is_read
from reviews.assessments import workflow
from reviews.assessments.reading import Extra
from reviews.cycles import notices
from reviews.cycles import workflow as cycles
from reviews.cycles.onward import onward
from reviews.models import Cycle, Group, Participant, Remark, RosterEntry
from tests.reviews.story import form_data, launch_engineering, make_ladder, place, place_engineers, words

TODAY = date(2026, 12, 9)


@pytest.fixture
def story(cast):
    return launch_engineering(cast)


@pytest.fixture
def previewing(cast, story):
    """Ivan's, Lena's and Noor's are submitted, Ines's is a draft, and the group reads."""
    for name in ("ivan", "lena", "noor"):
        written = getattr(story, name)
        workflow.save_and_submit(written, written.author, 0, words(story, statement=f"What {name} changed."))
    cycles.open_preview(Group.objects.get(pk=story.group.pk), cast.petra)
    return story


def page(client, person, address: str, **more) -> str:
    client.force_login(person)
    return client.get(address, **more).content.decode()


# -- my team -----------------------------------------------------------------------------------------


def test_my_team_says_what_is_owed_and_by_when(cast, story, client):
    text = page(client, cast.marco, "/my-team/")
    assert "Two assessments are still to be submitted, by" in text
    assert "11 December 2026" in text
    assert text.count("not begun") == 2
    assert "IC3, Engineer 3" in text
    assert "Ivan" not in text


def test_my_team_shows_nobody_elses_people(cast, story, client):
    text = page(client, cast.ivan, "/my-team/")
    assert "Here will be the people whom you assess." in text


def test_my_team_asks_the_same_for_one_and_for_three(cast, story, django_assert_num_queries):
    client = Client()
    client.force_login(cast.mei)
    with django_assert_num_queries(8):
        client.get("/my-team/")
    RosterEntry.objects.filter(subject__in=[cast.lena, cast.noor]).update(assessor=cast.mei)
    with django_assert_num_queries(8):
        client.get("/my-team/")


# -- this cycle --------------------------------------------------------------------------------------


def test_this_cycle_says_who_misses_what_without_texts(cast, story, client):
    workflow.save_and_submit(story.ivan, cast.mei, 0, words(story, statement="Not to be shown here."))
    text = page(client, cast.petra, f"/cycles/{story.cycle.pk}/")
    assert "1 of 4 are filed" in text
    assert "Lena, Noor" in text
    assert "Not to be shown here." not in text
    assert "Open the preview of Engineering now" in text


def test_a_participant_sees_the_cycle_and_no_button_of_people_ops(cast, story, client):
    text = page(client, cast.dana, f"/cycles/{story.cycle.pk}/")
    assert "What is missing, by assessor" in text
    assert "Open the preview" not in text
    assert "Discard" not in text


def test_this_cycle_asks_the_same_for_one_and_for_three_missing(cast, story, django_assert_num_queries):
    client = Client()
    client.force_login(cast.petra)
    for name in ("ivan", "ines", "lena"):
        written = getattr(story, name)
        workflow.save_and_submit(written, written.author, 0, words(story))
    with django_assert_num_queries(8):
        client.get(f"/cycles/{story.cycle.pk}/")
    for name in ("ivan", "ines"):
        workflow.reopen(getattr(story, name), getattr(story, name).author)
    with django_assert_num_queries(8):
        client.get(f"/cycles/{story.cycle.pk}/")


def test_a_cycle_of_many_groups_is_shown_in_pages_that_ask_the_same(cast, story, django_assert_num_queries):
    client = Client()
    address = f"/cycles/{story.cycle.pk}/"
    for number in range(1, 26):
        Group.objects.create(cycle=story.cycle, name=f"Zone {number:02}", state="assessing")
    first = page(client, cast.petra, address)
    assert "Zone 24" in first
    assert "Zone 25" not in first
    assert "?groups=2" in first
    second = page(client, cast.petra, f"{address}?groups=2")
    assert "Zone 25" in second
    assert "Zone 24" not in second
    assert "?groups=1" in second
    client.force_login(cast.petra)
    with django_assert_num_queries(10):
        client.get(address)
    for number in range(26, 60):
        Group.objects.create(cycle=story.cycle, name=f"Zone {number:02}", state="assessing")
    with django_assert_num_queries(10):
        client.get(address)


def test_the_list_of_cycles_asks_the_same_for_one_and_for_three(cast, story, django_assert_num_queries):
    client = Client()
    client.force_login(cast.petra)
    with django_assert_num_queries(8):
        client.get("/cycles/")
    from tests.reviews.story import DATES

    for name in ("A", "B"):
        one = [cycles.GroupPlan(name, Person.objects.filter(pk=cast.sam.pk))]
        cycles.plan(cast.petra, name=name, preset="full", dates=DATES, groups=one)
    with django_assert_num_queries(8):
        client.get("/cycles/")


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


WRONG_PLANS = [
    ({"people": "Nobody Known"}, "Nobody here is known as “Nobody Known”."),
    ({"people": ""}, "Say who is reviewed"),
    ({"name": ""}, "required"),
    ({"name": "a\x00b"}, "Null characters"),
    ({"covers_to": "2026-09-30"}, "The period ends before it begins."),
    ({"meet_on": "2026-12-01"}, "The meeting cannot be before reading ends."),
    ({"release_on": "10000-01-01"}, "There is no such day."),
    ({"release_on": "9999-12-31"}, "This day is too far away"),
    ({"preset": "weekly"}, "not one of the available choices"),
    ({"deciders_needed": "99999999999"}, "less than or equal to 20"),
    ({"framework": "not-an-id"}, "is not a valid UUID"),
    ({"people": "x" * 1_000_000}, "at most 60000 characters"),
    ({"people": "\n".join(f"p{n}" for n in range(501))}, "These are 501 names; name at most 500."),
]


@pytest.mark.parametrize(("change", "sentence"), WRONG_PLANS)
def test_a_wrong_plan_gets_a_sentence_and_nothing_is_written(cast, client, change, sentence):
    client.force_login(cast.petra)
    answer = client.post("/cycles/new/", plan_data(act="plan") | change)
    assert (answer.status_code, sentence in answer.content.decode()) == (400, True)
    assert Cycle.objects.count() == 0


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


# -- the group's board and what it reads -------------------------------------------------------------


def test_the_board_says_who_is_there_and_nothing_more_before_the_preview(cast, story, client):
    workflow.save_and_submit(story.ivan, cast.mei, 0, words(story, overall="exceeding"))
    text = page(client, cast.dana, f"/groups/{story.group.pk}/")
    assert text.count("not yet") == 3
    assert "Exceeding" not in text


def test_the_board_shows_ratings_from_the_preview_on(cast, previewing, client):
    text = page(client, cast.dana, f"/groups/{previewing.group.pk}/")
    assert text.count("Meeting") == 12  # three people, overall and on three axes
    assert "not submitted" in text


def test_ones_own_row_is_not_on_the_board(cast, previewing, client):
    text = page(client, cast.noor, f"/groups/{previewing.group.pk}/")
    assert text.count(f"/people/{cast.noor.pk}/") == 0
    assert f"/people/{cast.lena.pk}/" in text


def test_a_manager_above_sees_progress_of_their_own_and_no_rating(cast, previewing, client):
    text = page(client, cast.hanne, f"/groups/{previewing.group.pk}/")
    assert "Ivan" in text
    assert "Meeting" not in text


def test_the_board_asks_the_same_for_one_and_for_three(cast, previewing, django_assert_num_queries):
    client = Client()
    client.force_login(cast.dana)
    address = f"/groups/{previewing.group.pk}/"
    with django_assert_num_queries(12):
        client.get(address)
    RosterEntry.objects.exclude(subject=cast.lena).delete()
    with django_assert_num_queries(12):
        client.get(address)


def test_the_group_reads_one_after_the_other(cast, previewing, client):
    text = page(client, cast.oskar, f"/groups/{previewing.group.pk}/reading/")
    assert text.index("What ivan changed.") < text.index("What lena changed.") < text.index("What noor changed.")
    assert "Not submitted yet: Ines (Noor)." in " ".join(text.split())


def test_ones_own_case_is_absent_from_reading(cast, previewing, client):
    text = page(client, cast.noor, f"/groups/{previewing.group.pk}/reading/")
    assert "What lena changed." in text
    assert "What noor changed." not in text


def test_before_the_preview_nothing_is_read(cast, story, client):
    workflow.save_and_submit(story.ivan, cast.mei, 0, words(story, statement="Too early."))
    text = page(client, cast.dana, f"/groups/{story.group.pk}/reading/")
    assert "The group does not read yet." in text
    assert "Too early." not in text


def test_reading_asks_the_same_for_one_and_for_three(cast, previewing, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(what_is_read, "beside_assessments", [])
    client = Client()
    client.force_login(cast.dana)
    address = f"/groups/{previewing.group.pk}/reading/"
    Remark.objects.create(group=previewing.group, subject=cast.lena, author=cast.mei, kind="asks", text="Why?")
    with django_assert_num_queries(12):
        client.get(address)
    RosterEntry.objects.exclude(subject=cast.lena).delete()
    with django_assert_num_queries(12):
        client.get(address)


def test_other_apps_add_to_a_subject(cast, previewing, client, monkeypatch):
    def adds(group, viewer, subjects):
        return {cast.lena.pk: [Extra("components/notice.html", {})]} if cast.lena.pk in subjects else {}

    monkeypatch.setattr(what_is_read, "beside_assessments", [adds])
    lena = page(client, cast.dana, f"/groups/{previewing.group.pk}/people/{cast.lena.pk}/")
    ivan = page(client, cast.dana, f"/groups/{previewing.group.pk}/people/{cast.ivan.pk}/")
    assert ('class="notice"' in lena, 'class="notice"' in ivan) == (True, False)


# -- remarks -----------------------------------------------------------------------------------------


def entry(person) -> RosterEntry:
    return RosterEntry.objects.select_related("subject").get(subject=person)


def test_a_remark_is_left_and_changed(cast, previewing, client):
    client.force_login(cast.dilan)
    address = f"/groups/{previewing.group.pk}/people/{cast.ivan.pk}/"
    assert client.post(address, {"kind": "challenges", "text": "I saw it differently."}).status_code == 302
    made = Remark.objects.get()
    assert (made.author, made.kind, made.text) == (cast.dilan, "challenges", "I saw it differently.")
    assert client.post(f"/remarks/{made.pk}/", {"kind": "asks", "text": "Or was it?"}).status_code == 302
    assert Remark.objects.get().text == "Or was it?"
    assert list(Event.objects.filter(thing="reviews.remark").order_by("at").values_list("verb", "after")) == [
        ("remark", "challenges"),
        ("change_remark", "asks"),
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"kind": "likes", "text": "x"}, "Choose one of these."),
        ({"text": "x"}, "Choose one."),
        ({"kind": "asks", "text": " "}, "Write what you have seen"),
        ({"kind": "asks", "text": "a\x00"}, "Null characters"),
        ({"kind": "asks", "text": "a" * 1_000_000}, "longer than the 4000 characters"),
    ],
)
def test_a_wrong_remark_gets_a_sentence(cast, previewing, client, data, sentence):
    client.force_login(cast.dilan)
    answer = client.post(f"/groups/{previewing.group.pk}/people/{cast.ivan.pk}/", data)
    assert (answer.status_code, sentence in answer.content.decode(), Remark.objects.count()) == (400, True, 0)


def test_nobody_remarks_on_their_own_case_or_from_outside(cast, previewing):
    for person, subject in [
        (cast.noor, cast.noor),
        (cast.ivan, cast.lena),
        (cast.sam, cast.ivan),
        (cast.hanne, cast.ivan),
    ]:
        with pytest.raises(NotAllowed):
            workflow.remark(entry(subject), person, "asks", "Why?")
    assert Remark.objects.count() == 0


def test_once_discussed_remarks_stand(cast, previewing):
    made = workflow.remark(entry(cast.ivan), cast.dilan, "asks", "Why?")
    workflow.seal(previewing.group, cast.ivan)
    with pytest.raises(Conflict, match="discussed"):
        workflow.change_remark(made, cast.dilan, "asks", "Why not?")
    with pytest.raises(Conflict, match="discussed already"):
        workflow.remark(entry(cast.ivan), cast.dilan, "asks", "Why?")
    assert workflow.remark(entry(cast.lena), cast.dilan, "asks", "Why?").pk


@pytest.mark.parametrize("state", ["deciding", "finalising", "telling"])
def test_remarks_end_with_the_meeting(cast, previewing, state):
    Group.objects.update(state=state)
    with pytest.raises(Conflict, match="until the meeting has ended"):
        workflow.remark(entry(cast.ivan), cast.dilan, "asks", "Why?")


# -- what is owed ------------------------------------------------------------------------------------


def test_an_assessor_owes_each_assessment_with_its_day(cast, story):
    owed = assessor_notices.owed(cast.marco, TODAY)
    assert [(one.sentence, one.due_on) for one in owed] == [
        ("Assess Lena, by Friday, 11 December, in two days", date(2026, 12, 11)),
        ("Assess Noor, by Friday, 11 December, in two days", date(2026, 12, 11)),
    ]
    assert assessor_notices.owed(cast.dana, TODAY) == []


def test_readers_owe_the_reading(cast, previewing):
    sentence = "Read the assessments of Engineering before the meeting, by Monday, 14 December, in five days"
    assert [one.sentence for one in notices.owed(cast.oskar, TODAY)] == [sentence]
    assert notices.owed(cast.ivan, TODAY) == []
    assert notices.owed(cast.hanne, TODAY) == []


def test_people_ops_owe_the_launch(cast):
    ladder = make_ladder()
    place_engineers(ladder, cast)
    from tests.reviews.story import plan_engineering

    plan_engineering(cast)
    assert [one.sentence for one in notices.owed(cast.petra, TODAY)] == ["Launch Engineering 2026 Q4, or discard it"]
    assert notices.owed(cast.pavel, TODAY) == []


def test_the_form_data_of_the_story_is_complete(story, client, cast):
    client.force_login(cast.mei)
    assert client.post(f"/assessments/{story.ivan.pk}/submit/", form_data(story)).status_code == 302


# -- where it goes on --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "who", "label"),
    [
        ("assessing", "petra", None),
        ("calibrating", "mei", "Go to the meeting of Engineering"),
        ("calibrating", "ivan", None),
        ("deciding", "petra", "Decisions on pitches"),
        ("deciding", "dana", "Decisions on pitches"),
        ("deciding", "ivan", None),
        ("finalising", "petra", "See whose words are done"),
        ("finalising", "mei", None),
        ("telling", "dana", "See how far the telling is"),
        ("telling", "ivan", None),
    ],
)
def test_a_group_leads_to_where_its_state_goes_on(cast, story, state, who, label):
    Group.objects.filter(pk=story.group.pk).update(state=state)
    found = onward(Group.objects.get(pk=story.group.pk), getattr(cast, who))
    assert (found and found["label"]) == label
