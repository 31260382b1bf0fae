"""Hints: each rule, what it says nothing about, and the languages it does not know; then on the page, on and off."""

import pytest

from accounts.models import Organisation
from reviews.assessments import workflow
from reviews.assessments.hints import Hint, about_overall, about_statement, about_the_person, hints, language_of
from tests.reviews.story import form_data, page
from tests.reviews.story import words as story_words

ENGLISH = "She ran the import of the old archive alone and told the two teams that depend on it."
GERMAN = "Sie hat den Import des Archivs allein gemacht und mit den beiden Teams gesprochen."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        ("Elle a dirigé la migration des archives avec les deux équipes.", None),
        ("Ha guidato la migrazione di tutti gli archivi da sola.", None),
        ("彼女は移行を一人で行った。", None),
        ("Import done.", None),
        ("The der and und of die.", None),
        ("", None),
    ],
)
def test_the_language_is_told_by_its_most_frequent_words(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("overall", "axes", "rules"),
    [
        (2, [1, 1, 1], ["above_every_axis"]),
        (2, [1, 2, 0], []),
        (0, [1, 1, 2], ["below_every_axis"]),
        (1, [1, 1, 1], []),
        (1, [0, 2], []),
        (2, [], []),
        (None, [1, 1], []),
        (1, [2], ["below_every_axis"]),
    ],
)
def test_an_overall_rating_that_no_axis_carries(overall, axes, rules):
    assert [hint.rule for hint in about_overall(overall, axes)] == rules
    assert all(hint.field == "overall" for hint in about_overall(overall, axes))


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        GERMAN,
        "He is the one to whom the team turns, as in the week of the outage.",
        "The on-call load of the team is down by 40 % and that is her work.",
        "Her motto in the talks with the team is “first the log”.",
        "She migrated the archive with the help of the platform team.",
        "Zum Beispiel ist der Abgleich mit dem Lager jetzt in ihrer Hand und die Ruhe im Team auch.",
        "Elle est toujours très forte et très motivée avec les autres.",
        "She is the best.",
    ],
)
def test_a_text_that_tells_of_something_or_is_not_understood_is_left_alone(text):
    assert about_statement(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "She is a very strong and motivated engineer, and the team is happy with her.",
        "Er ist ein sehr starker Entwickler und die Arbeit mit ihm ist immer eine Freude.",
    ],
)
def test_a_text_that_tells_of_nothing_is_said_so(text):
    assert about_statement(text) == [Hint("without_example", "statement")]


def test_words_about_the_person_are_named():
    said = "She is a nice and very smart engineer; the team is happy that she is so nice. She ran the import."
    assert about_the_person(said) == [Hint("about_the_person", "statement", ("nice", "smart"))]
    german = "Sie ist eine sehr nette und kluge Kollegin, und sie hat den Import gemacht."
    assert about_the_person(german) == [Hint("about_the_person", "statement", ("nette", "kluge"))]


def test_whole_words_only_and_no_other_language():
    assert about_the_person("The smartphone of the team is in the hands of the niceties board.") == []
    assert about_the_person("Elle est très smart et nice avec les autres dans le groupe.") == []
    assert about_the_person(ENGLISH) == []


def test_nothing_to_say_of_nothing():
    assert hints(None, [], "") == []
    assert [hint.rule for hint in hints(2, [1], "She is a nice person to the team and of the best.")] == [
        "above_every_axis",
        "without_example",
        "about_the_person",
    ]


# -- on the page: off unless switched on ---------------------------------------------------------------

ABOUT = "She is a nice person to the team and of the best."


def saved(client, story, cast, **more) -> dict:
    client.force_login(cast.mei)
    data = form_data(story, overall="exceeding", statement=ABOUT, **more)
    return client.post(f"/assessments/{story.ivan.pk}/save/", data, headers={"X-Autosave": "1"}).json()


@pytest.mark.parametrize("is_on", [False, True])
def test_hints_are_given_only_where_they_are_switched_on(cast, story, client, is_on):
    Organisation.objects.update(gives_hints=is_on)
    answer = saved(client, story, cast)
    text = page(client, cast.mei, f"/assessments/{story.ivan.pk}/")
    assert ("hints" in answer) is is_on
    assert ("About the person rather than the work: “nice”." in text) is is_on
    assert ("Why this is said" in text) is is_on
    if is_on:
        assert answer["hints"] == {
            "overall": ["The overall rating is above the rating on every axis."],
            "statement": [
                "No example yet? One thing that happened says more than how somebody is.",
                "About the person rather than the work: “nice”.",
            ],
        }


def test_nobody_else_reads_a_hint(cast, story, client):
    Organisation.objects.update(gives_hints=True)
    workflow.save_and_submit(story.ivan, cast.mei, 0, story_words(story))
    for person in (cast.mei, cast.dana):
        assert "Why this is said" not in page(client, person, f"/assessments/{story.ivan.pk}/")


@pytest.mark.parametrize(("is_on", "says"), [(False, "Hints are off here"), (True, "it is looked over by these rules")])
def test_everybody_reads_every_rule_and_word(cast, client, is_on, says):
    Organisation.objects.update(gives_hints=is_on)
    text = page(client, cast.ivan, "/hints/")
    assert says in text
    for word in ("abrasive", "zickig", "nothing is sent to any other", "is stored nowhere"):
        assert word in text


@pytest.mark.parametrize(("words", "said"), [(120, "The room can read about 120 words."), (60, "about 60 words.")])
def test_how_many_words_the_room_can_read_is_said_and_not_enforced(cast, story, client, words, said):
    Organisation.objects.update(statement_words=words)
    client.force_login(cast.mei)
    long = "word " * 200
    answer = client.post(f"/assessments/{story.ivan.pk}/submit/", form_data(story, statement=long))
    assert answer.status_code == 302
    change = workflow.reopen(story.ivan, cast.mei)
    text = page(client, cast.mei, f"/assessments/{change.pk}/")
    assert said in text
    assert "<span data-count>200</span>" in text
    Organisation.objects.update(statement_words=None)
    assert "The room can read" not in page(client, cast.mei, f"/assessments/{change.pk}/")
