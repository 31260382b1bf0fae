"""The pages of a cycle: this cycle, the list, a group's board, what is owed, and where it goes on."""

import re
from datetime import date

import pytest
from django.test import Client

from accounts.models import Person
from reviews.assessments import notices as assessor_notices
from reviews.assessments import workflow
from reviews.cycles import notices
from reviews.cycles import workflow as cycles
from reviews.cycles.onward import onward
from reviews.cycles.progress import apart
from reviews.models import Assignment, Group, RosterEntry
from tests.reviews.story import form_data, make_ladder, page, place_engineers, words

TODAY = date(2026, 12, 9)


# -- this cycle, and the list ----------------------------------------------------------------------


def test_this_cycle_says_who_misses_what_without_texts(cast, story, client):
    workflow.save_and_submit(story.ivan, cast.mei, 0, words(story, statement="Not to be shown here."))
    text = page(client, cast.petra, f"/cycles/{story.cycle.pk}/")
    assert "1 of 4 are filed" in text
    assert "Lena, Noor" in text
    assert "Not to be shown here." not in text
    assert "Open the preview of Engineering now" in text


def test_each_group_is_one_block_and_those_with_something_missing_come_first(cast, story, client):
    for name, state in (("Attic", "discarded"), ("Billing", "telling"), ("Cellar", "planning")):
        Group.objects.create(cycle=story.cycle, name=name, state=state)
    text = page(client, cast.petra, f"/cycles/{story.cycle.pk}/")
    blocks = re.findall(r'<section class="group-part">.*?</h2>\s*<p class="read">(.*?)</p>', text, re.DOTALL)
    names = ["Engineering", "Attic", "Billing", "Cellar"]
    assert [name for name, said in zip(names, blocks, strict=True) if name in said] == names
    assert [text.count(said) for said in blocks] == [1, 1, 1, 1]
    assert re.findall(r'<h2 class="group-name">(<a|\w+)', text) == ["<a", "Attic", "<a", "Cellar"]


def test_what_the_page_takes_in_from_others_leaves_its_title(cast, story, client):
    text = page(client, cast.petra, f"/cycles/{story.cycle.pk}/")
    taken = re.findall(r"<[^>]*hx-select=[^>]*>", text)
    assert len(taken) == 2
    assert all("ignoreTitle:true" in one for one in taken)


def test_a_participant_sees_the_cycle_and_no_button_of_people_ops(cast, story, client):
    text = page(client, cast.dana, f"/cycles/{story.cycle.pk}/")
    assert "What is missing, by assessor" in text
    assert "Open the preview" not in text
    assert "Discard" not in text


def test_after_the_meeting_the_board_says_that_its_ratings_are_those_from_before_it(cast, story, client):
    address, note = f"/groups/{story.group.pk}/", "Ratings as the assessors gave them before the meeting."
    Group.objects.update(state="previewing")
    assert note not in page(client, cast.petra, address)
    Group.objects.update(state="finalising")
    assert note in page(client, cast.petra, address)


def test_this_cycle_asks_the_same_for_one_and_for_three_missing(cast, story, django_assert_num_queries):
    client = Client()
    client.force_login(cast.petra)
    for name in ("ivan", "ines", "lena"):
        written = getattr(story, name)
        workflow.save_and_submit(written, written.author, 0, words(story))
    with django_assert_num_queries(10):
        client.get(f"/cycles/{story.cycle.pk}/")
    for name in ("ivan", "ines"):
        Assignment.objects.filter(subject=getattr(cast, name)).update(state="open")
    with django_assert_num_queries(10):
        client.get(f"/cycles/{story.cycle.pk}/")


def test_a_cycle_of_many_groups_is_shown_in_pages_that_ask_the_same(cast, story, django_assert_num_queries):
    client = Client()
    address = f"/cycles/{story.cycle.pk}/"
    for number in range(1, 11):
        Group.objects.create(cycle=story.cycle, name=f"Zone {number:02}", state="assessing")
    first = page(client, cast.petra, address)
    assert "Zone 09" in first
    assert "Zone 10" not in first
    assert "?groups=2" in first
    second = page(client, cast.petra, f"{address}?groups=2")
    assert "Zone 10" in second
    assert "Zone 09" not in second
    assert "?groups=1" in second
    client.force_login(cast.petra)
    with django_assert_num_queries(11):
        client.get(address)
    for number in range(11, 60):
        Group.objects.create(cycle=story.cycle, name=f"Zone {number:02}", state="assessing")
    with django_assert_num_queries(11):
        client.get(address)


def test_groups_in_different_phases_are_named_beside_the_line(cast, story, client):
    address = f"/cycles/{story.cycle.pk}/"
    assert "The line shows" not in page(client, cast.petra, address)
    Group.objects.create(cycle=story.cycle, name="Search", state="telling")
    Group.objects.create(cycle=story.cycle, name="Storage", state="telling")
    Group.objects.create(cycle=story.cycle, name="Attic", state="discarded")
    said = "Engineering is assessing; Search and Storage are telling. The line shows where the last of them is."
    assert said in page(client, cast.petra, address)


def test_of_many_groups_in_one_phase_only_the_number_is_said():
    zones = [f"Zone {number}" for number in range(6)]
    assert apart({"closed": ["Support"], "deciding": zones, "discarded": ["Attic"]}) == (
        "Six groups are deciding; Support is closed. The line shows where the last of them is."
    )
    assert apart({"deciding": zones, "discarded": ["Attic"]}) == ""
    assert apart({}) == ""


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


def test_before_the_meeting_is_opened_the_page_says_what_that_ends(cast, previewing, client):
    address = f"/cycles/{previewing.cycle.pk}/"
    said = "1 assessment is missing: once the meeting is open it cannot be submitted any more."
    assert said in page(client, cast.petra, address)
    workflow.save_and_submit(previewing.ines, cast.noor, 0, words(previewing))
    shown = page(client, cast.petra, address)
    assert ("Open the meeting of Engineering" in shown, "cannot be submitted any more" in shown) == (True, False)


# -- the group's board -----------------------------------------------------------------------------


def test_the_board_says_who_is_there_and_nothing_more_before_the_preview(cast, story, client):
    workflow.save_and_submit(story.ivan, cast.mei, 0, words(story, overall="exceeding"))
    text = page(client, cast.dana, f"/groups/{story.group.pk}/")
    assert text.count("not yet") == 3
    assert "Exceeding" not in text
    assert f'href="/people/{cast.ivan.pk}/"' in text


def test_the_board_shows_ratings_from_the_preview_on(cast, previewing, client):
    text = page(client, cast.dana, f"/groups/{previewing.group.pk}/")
    assert text.count("Meeting") == 12  # three people, overall and on three axes
    assert f'href="/groups/{previewing.group.pk}/people/{cast.ivan.pk}/"' in text
    assert f'href="/people/{cast.ivan.pk}/"' not in text
    board = text[text.index('<div class="wide" role="region"') :]  # many axes scroll in their own place
    assert '<table class="dense roster board">' in board[: board.index("</div>")]
    assert "not submitted" in text


@pytest.mark.parametrize(
    ("state", "main"), [("previewing", "Read the assessments"), ("deciding", "Decisions on pitches")]
)
def test_the_page_of_a_group_has_one_thing_to_do_first(cast, story, client, state, main):
    Group.objects.filter(pk=story.group.pk).update(state=state)
    text = page(client, cast.petra, f"/groups/{story.group.pk}/")
    assert re.findall(r'<a class="button" [^>]*>(.*?)</a>', text) == [main]
    assert "Read the assessments" in text


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
    with django_assert_num_queries(13):  # the last writes down who was read about
        client.get(address)
    RosterEntry.objects.exclude(subject=cast.lena).delete()
    with django_assert_num_queries(13):
        client.get(address)


# -- what is owed ----------------------------------------------------------------------------------


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


# -- where it goes on ------------------------------------------------------------------------------


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
