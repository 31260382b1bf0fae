"""People Ops prepare a question, ask it, put its wording right, and stop asking it."""

from datetime import date

import pytest

from accounts.models import Event
from figures.models import Answer, Question
from tests.figures.story import make_question, say

pytestmark = pytest.mark.django_db
NEW = "/figures/questions/new/"
GIVEN = {
    "text": "Which languages did you grow up with?",
    "options": "one\ntwo\n  more   than two \n\n",
    "declined": "prefer not to say",
    "counted_from": "2027-01-01",
}
CODE = "which-languages-did-you-grow-up-with"


def test_a_question_is_prepared_with_its_options_in_order(cast, sign_in):
    response = sign_in(cast.petra).post(NEW, GIVEN)
    assert response["Location"] == f"/figures/questions/{CODE}/"
    question = Question.objects.get(code=CODE)
    assert (question.state, question.counted_from) == ("prepared", date(2027, 1, 1))
    assert list(question.options.values_list("order", "word", "is_declined")) == [
        (1, "one", False),
        (2, "two", False),
        (3, "more than two", False),
        (4, "prefer not to say", True),
    ]


def test_the_same_text_twice_gets_two_addresses(cast, sign_in):
    client = sign_in(cast.petra)
    client.post(NEW, GIVEN)
    assert client.post(NEW, GIVEN)["Location"] == f"/figures/questions/{CODE}-2/"
    assert client.post(NEW, GIVEN | {"text": "New"})["Location"] == "/figures/questions/new-2/"
    assert client.post(NEW, GIVEN | {"text": "性別"})["Location"] == "/figures/questions/question/"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("options", "one", "A question needs at least two answers"),
        ("options", "one\nOne\ntwo", "One of the answers stands there twice."),
        ("options", "\n".join(f"answer {n}" for n in range(13)), "At most 12 answers can be on offer."),
        ("options", "a\n" + "b" * 81, "longer than 80 characters"),
        ("options", "prefer not to say\nother", "This stands among the other answers already."),
        ("options", "a" * 10**6, "longer than the 1500 characters there is room for: it has 1000000."),
        ("options", "a\nb\x00", "“Answers on offer, one a line” holds a character that no page can show (NUL)"),
        ("text", "What\x07?", "invisible control character"),
        ("text", "", "“Question” is empty. Write something there."),
        ("counted_from", "31.12.10000", "There is no such day. Write it as 2026-07-01."),
        ("counted_from", "10000-01-01", "There is no such day. Write it as 2026-07-01."),
        ("declined", "x" * 81, "longer than the 80 characters there is room for"),
    ],
)
def test_what_is_wrong_gets_a_sentence_and_nothing_is_kept(cast, sign_in, field, value, sentence):
    response = sign_in(cast.petra).post(NEW, GIVEN | {field: value})
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not Question.objects.exists()


def test_a_prepared_question_is_changed_altogether(cast, sign_in):
    client = sign_in(cast.petra)
    client.post(NEW, GIVEN)
    client.post(f"/figures/questions/{CODE}/", GIVEN | {"options": "few\nmany"})
    assert list(Question.objects.get().options.values_list("word", flat=True)) == ["few", "many", "prefer not to say"]


def test_once_asked_only_the_wording_changes(cast, sign_in):
    question = make_question("woman", "man")
    say(question, (cast.lena, "woman"))
    sign_in(cast.petra).post(
        "/figures/questions/gender/", {"text": "Your gender", "woman": "a woman", "man": "a man", "options": "x\ny"}
    )
    question.refresh_from_db()
    assert question.text == "Your gender"
    assert list(question.options.values_list("code", "word")) == [("woman", "a woman"), ("man", "a man")]
    assert Answer.objects.get().option.word == "a woman"


def test_two_answers_may_not_come_to_read_the_same(cast, sign_in):
    make_question("woman", "man")
    page = sign_in(cast.petra).post("/figures/questions/gender/", {"text": "Gender", "woman": "x", "man": "X"})
    assert "Two of the answers would read the same." in page.content.decode()


def test_a_question_is_asked_once(cast, sign_in):
    make_question("a", "b", state="prepared")
    client = sign_in(cast.petra)
    assert client.post("/figures/questions/gender/ask/").status_code == 302
    second = client.post("/figures/questions/gender/ask/")
    assert second.status_code == 409
    assert "was asked already" in second.content.decode()
    assert Event.objects.filter(verb="ask").count() == 1


def test_stopping_wants_a_yes(cast, sign_in):
    question = make_question("a", "b")
    say(question, (cast.lena, "a"))
    client = sign_in(cast.petra)
    assert "Nothing was changed." in client.post("/figures/questions/gender/retire/").content.decode()
    assert Answer.objects.exists()
    client.post("/figures/questions/gender/retire/", {"sure": "on"})
    question.refresh_from_db()
    assert (question.state, Answer.objects.count()) == ("retired", 0)
    assert client.post("/figures/questions/gender/", {"text": "x", "a": "c", "b": "d"}).status_code == 409


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_for_one_question_and_three(cast, sign_in, number, django_assert_num_queries):
    for n in range(number):
        make_question("a", "b", code=f"q{n}")
    client = sign_in(cast.petra)
    with django_assert_num_queries(5):
        client.get("/figures/questions/")
