"""The page of the check across groups: who comes, what stands on it, what is typed on it, and what it costs."""

import re

import pytest

from accounts.models import Person, Reading
from calibration import workflow as meetings
from calibration.across import workflow
from calibration.models import BoardLine, CheckMade, CheckQuestion, Meeting
from frameworks.models import Scale
from reviews.models import Cycle, Exclusion, Group, Result
from tests.calibration.across.story import crowd, hold, hold_all, make_cycle, put_in
from tests.calibration.company import text
from tests.fixed import past_the_wall
from tests.ladder import publish_ladder
from tests.shared import shared

WHY = "Half of them exceed on this level."


def page(client, person, story, query="", status=200) -> str:
    client.force_login(person)
    answer = client.get(story.page + query)
    assert answer.status_code == status
    return text(answer) if status == 200 else ""


def cells(shown: str) -> dict[str, list[int]]:
    """The counts of the table by group."""
    table = shown.partition('class="numbers"')[2].partition("</table>")[0]
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', table)
    return {name: [int(one) for one in re.findall(r">(\d+)</td>", row)] for name, row in rows}


def board(shown: str) -> list[str]:
    table = shown.partition("across-board")[2].partition("</table>")[0]
    return re.findall(r'class="person-name"[^>]*>(.*?)<', table)


# -- who, and when -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["mei", "marco", "noor", "ivan", "sam", "tariq", "frida", "otto"])
def test_nobody_else_finds_it(met, cast, client, name):
    page(client, getattr(cast, name), met, status=404)


def test_before_the_last_group_has_met_it_says_so_and_shows_nothing(story, cast, client):
    hold(story.engineering, cast, cast.mei)
    shown = page(client, cast.dana, story)
    assert "2 groups of this cycle have not ended their meetings yet." in shown
    assert "Here will stand the levels of all groups of this cycle, side by side." in shown
    assert "Ivan" not in shown
    assert "I have looked" not in shown


def test_without_the_setting_or_with_one_group_there_is_none(cast, client):
    story = make_cycle(cast, has_check_across=False)
    hold_all(story, cast)
    page(client, cast.dana, story, status=404)
    Cycle.objects.update(has_check_across=True)
    for name in ("support", "heads"):
        put_in(getattr(story, name), "discarded")
    page(client, cast.dana, story, status=404)


# -- what stands on it -------------------------------------------------------------------------------------


def test_a_director_sees_counts_of_the_groups_in_which_they_are_not_reviewed(met, cast, client):
    shown = page(client, cast.dana, met)
    assert cells(shown) == {"Engineering": [1, 2, 1], "Support": [0, 1, 1], "All": [1, 3, 2]}
    assert "Heads" not in shown
    assert cells(page(client, cast.oskar, met))["Heads"] == [0, 1, 1]


def test_the_levels_go_from_the_lowest_up(met, cast, client):
    shown = page(client, cast.oskar, met)
    assert re.findall(r'class="line-label"[^>]*>(.*?)<', shown) == ["All levels", "IC1", "IC2", "IC3", "IC4", "IC5"]
    assert "Begin with IC1" in shown
    assert "Next: IC2" in page(client, cast.oskar, met, "?level=10")
    assert "Next:" not in page(client, cast.oskar, met, "?level=50")
    assert board(shown) == []


def test_the_board_of_a_level_has_everybody_of_all_groups_by_rating(met, cast, client):
    shown = page(client, cast.oskar, met, "?level=10")
    assert board(shown) == ["Ivan", "Otto"]
    assert cells(shown) == {"Engineering": [1, 0, 0], "Support": [0, 1, 0], "All": [1, 1, 0]}
    assert board(page(client, cast.oskar, met, "?level=20")) == ["Ines", "Tariq"]


def test_who_keeps_away_from_somebody_does_not_count_them_either(met, cast, client):
    Exclusion.objects.create(group=met.support, person=cast.dana, subject=cast.otto)
    assert cells(page(client, cast.dana, met))["Support"] == [0, 0, 1]
    shown = page(client, cast.dana, met, "?level=10")
    assert board(shown) == ["Ivan"]
    assert "Otto" not in shown


def test_groups_on_two_scales_stand_in_two_tables_each_named_by_its_words(story, cast, client):
    hold_all(story, cast)
    assert "are counted apart" not in page(client, cast.oskar, story)
    other = publish_ladder("other", "Other", {"A1": (10, "Analyst")}, ["Questions"])
    with past_the_wall("frameworks_scale"):
        Scale.objects.filter(pk=other.scale.pk).update(name="Weak, sound, strong")
    BoardLine.objects.filter(group=story.heads).update(version=other.version, overall=other.points["meeting"])
    shown = page(client, cast.oskar, story)
    assert re.findall(r"<caption>(.*?)</caption>", shown) == [
        "People by group and overall rating: Three points",
        "People by group and overall rating: Weak, sound, strong",
    ]
    assert "Groups that rate by different words are counted apart, and not compared." in shown


@pytest.mark.parametrize("level", ["99", "x", "", "10' OR 1", "-1", "9" * 40])
def test_a_level_that_is_none_shows_all_of_them(met, cast, client, level):
    assert "Begin with IC1" in page(client, cast.oskar, met, f"?level={level}")


def test_a_group_that_rates_far_from_the_others_is_named_with_its_numbers(story, cast, client):
    crowd(story.engineering, story.ladder, cast.mei, "IC1", exceeding=6, meeting=3)
    crowd(story.support, story.ladder, cast.oskar, "IC1", exceeding=1, meeting=5, struggling=3)
    hold_all(story, cast)
    shown = page(client, cast.dana, story, "?level=10")
    assert re.findall(r"<li>(.*?)</li>", shown.partition("across-list")[2].partition("</ul>")[0]) == [
        "Engineering: “Exceeding” more often, 6 of 10, in the others 1 of 10."
    ]
    assert "20 people in 2 groups; a group stands apart" in shown
    assert "No group of five or more stands a quarter or more apart" in page(client, cast.dana, story, "?level=20")


def test_a_name_leads_to_what_is_written_only_where_the_reader_reads_it(met, cast, client):
    shown = page(client, cast.dana, met, "?level=10")
    assert f"/groups/{met.engineering.pk}/people/{cast.ivan.pk}/" in shown
    assert f"/groups/{met.support.pk}/people/{cast.otto.pk}/" not in shown


def test_whoever_reads_it_is_noted(met, cast, client):
    page(client, cast.dana, met, "?level=10")
    row = Reading.objects.get(by=cast.dana)
    assert row.route == "cycle_check"
    assert row.people == 6
    assert "line" in str(row.what[str(met.engineering.pk)])


# -- what is typed on it -----------------------------------------------------------------------------------


def test_asking_answering_and_saying_so(met, cast, client):
    client.force_login(cast.oskar)
    typed = {"group": str(met.engineering.pk), "level": "30", "text": WHY}
    assert client.post(met.page + "ask/", typed).status_code == 302
    question = CheckQuestion.objects.get()
    shown = page(client, cast.oskar, met)
    assert "Engineering, IC3" in shown
    assert WHY in shown
    assert "Withdraw the question" in shown
    assert "Answer for Engineering" not in shown
    shown = page(client, cast.dana, met)
    assert "Answer for Engineering" in shown
    assert "Withdraw the question" not in shown
    assert "Reopen the meeting of Engineering" not in shown
    assert "Reopen the meeting of Engineering" in page(client, cast.petra, met)
    client.force_login(cast.dana)
    assert client.post(met.page + f"{question.pk}/answer/", {"answer": "They stand."}).status_code == 302
    assert client.post(met.page + "made/").status_code == 302
    shown = page(client, cast.oskar, met)
    assert "They stand." in shown
    assert "Answered by Dana" in shown
    assert [one.person for one in CheckMade.objects.all()] == [cast.dana]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": " "}, "Say what the group is to look at again."),
        ({"text": "x" * 1001}, "At most 1,000 characters."),
        ({"group": ""}, "Choose the group that is asked."),
        ({"level": "99"}, "This level is on no board here. Choose one of those below."),
        ({"group": "nonsense"}, "Nothing can be asked of this group here. Choose one of those below."),
        ({"text": "NUL \x00"}, "holds a character that no page can show (NUL)"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(met, cast, client, wrong, sentence):
    client.force_login(cast.oskar)
    typed = {"group": str(met.engineering.pk), "level": "30", "text": WHY} | wrong
    answer = client.post(met.page + "ask/", typed)
    assert answer.status_code == 400
    assert sentence in text(answer)
    if "text" not in wrong:
        assert WHY in text(answer)
    assert not CheckQuestion.objects.exists()


def test_dana_cannot_ask_the_group_in_which_she_is_reviewed(met, cast, client):
    client.force_login(cast.dana)
    typed = {"group": str(met.heads.pk), "level": "all", "text": WHY}
    assert client.post(met.page + "ask/", typed).status_code == 400
    assert not CheckQuestion.objects.exists()


def test_a_group_that_meets_again_meanwhile_is_not_asked_and_the_words_stay(met, cast, client):
    client.force_login(cast.oskar)
    workflow.ask(met.cycle, cast.oskar, met.engineering, WHY, 30)
    typed = {"group": str(met.engineering.pk), "level": "30", "text": WHY}
    answer = client.post(met.page + "ask/", typed)
    assert answer.status_code == 409
    assert "You have asked this already" in text(answer)
    assert text(answer).count(WHY) == 2  # as it was asked, and in the field


def test_an_answer_that_is_empty_comes_back_beside_its_question(met, cast, client):
    question = workflow.ask(met.cycle, cast.oskar, met.engineering, WHY)
    client.force_login(cast.dana)
    answer = client.post(met.page + f"{question.pk}/answer/", {"answer": " "})
    assert answer.status_code == 400
    assert "Say what the group answers." in text(answer)


def test_an_answer_too_late_says_so(met, cast, client):
    question = workflow.ask(met.cycle, cast.oskar, met.engineering, WHY)
    workflow.answer(question, cast.dilan, "They stand.")
    client.force_login(cast.dana)
    answer = client.post(met.page + f"{question.pk}/answer/", {"answer": "My own long answer."})
    assert answer.status_code == 409
    assert "This was answered or withdrawn meanwhile." in text(answer)
    assert "My own long answer." in text(answer)


def test_of_a_meeting_that_was_reopened_since_it_is_said(met, cast, client):
    workflow.ask(met.cycle, cast.oskar, met.engineering, WHY)
    meetings.reopen(Meeting.objects.get(group=met.engineering), cast.petra, "A private reason.")
    assert WHY not in page(client, cast.oskar, met)
    put_in(met.engineering, "deciding")
    shown = page(client, cast.oskar, met)
    assert "The meeting of the group was reopened on" in shown
    assert "A private reason." not in shown


# -- where else it stands ----------------------------------------------------------------------------------


def test_the_page_of_the_cycle_leads_there(met, cast, client):
    for person in (cast.dana, cast.petra):
        client.force_login(person)
        assert met.page in text(client.get(f"/cycles/{met.cycle.pk}/"))
    client.force_login(cast.mei)
    assert met.page not in text(client.get(f"/cycles/{met.cycle.pk}/"))


def record(client, person, group) -> str:
    client.force_login(person)
    return text(client.get(f"/groups/{group.pk}/meeting/record/"))


def test_the_record_of_a_meeting_says_that_it_was_made_without_what_was_asked(met, cast, client):
    assert "It is not made." in record(client, cast.mei, met.engineering)
    assert "Dilan" not in record(client, cast.mei, met.engineering)
    workflow.answer(workflow.ask(met.cycle, cast.oskar, met.engineering, WHY), cast.dana, "They stand.")
    workflow.say_it_was_made(met.cycle, cast.petra)
    shown = record(client, cast.mei, met.engineering)
    assert "the directors looked at the levels of all groups side by side" in shown
    assert WHY not in shown
    assert "asked of this group" not in shown
    assert met.page not in shown
    by_who_comes_to_it = record(client, cast.petra, met.engineering)
    assert "1 question was asked of this group; answered: 1." in by_who_comes_to_it
    assert met.page in by_who_comes_to_it


@shared
def worded(met):
    """Everybody's words are done in the engineers' group, which waits for its release."""
    put_in(met.engineering, "finalising")
    Result.objects.update(state="worded", words="Words.")
    return met


def test_people_ops_release_without_it_only_by_saying_so(worded, cast, client):
    client.force_login(cast.petra)
    address = f"/groups/{worded.engineering.pk}"
    shown = text(client.get(f"{address}/finalising/"))
    assert "The check across groups is not made." in shown
    assert "Release Engineering without the check" in shown
    refused = client.post(f"{address}/release/")
    assert refused.status_code == 409
    assert "Nothing was released." in text(refused)
    assert Group.objects.get(pk=worded.engineering.pk).state == "finalising"
    assert client.post(f"{address}/release/", {"regardless": "yes"}).status_code == 302
    assert Group.objects.get(pk=worded.engineering.pk).state == "telling"
    assert "Petra released the group on" in record(client, cast.mei, worded.engineering)


def test_once_it_is_made_the_release_is_one_press(worded, cast, client):
    workflow.say_it_was_made(worded.cycle, cast.petra)
    client.force_login(cast.petra)
    shown = text(client.get(f"/groups/{worded.engineering.pk}/finalising/"))
    assert "check" not in shown.partition('id="release"')[2].partition("</section>")[0]
    assert client.post(f"/groups/{worded.engineering.pk}/release/").status_code == 302


# -- what it costs -----------------------------------------------------------------------------------------


def test_it_asks_no_more_of_the_database_for_more_people(met, cast, client, django_assert_num_queries):
    client.force_login(cast.oskar)
    client.get(met.page + "?level=10")
    with django_assert_num_queries(QUERIES):
        client.get(met.page + "?level=10")
    [line] = BoardLine.objects.filter(subject=cast.otto)
    for number in range(3):
        line.pk, line._state.adding = None, True
        line.subject = Person.objects.create_user(f"m{number}@demo.example", f"More {number}", employee_id=f"M{number}")
        line.save()
    client.get(met.page + "?level=10")
    with django_assert_num_queries(QUERIES):
        assert len(board(text(client.get(met.page + "?level=10")))) == 5


QUERIES = 19
