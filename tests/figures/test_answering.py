"""One's own answers: optional, changed and withdrawn at any time, and refused with a sentence when wrong."""

import pytest

from figures.models import Answer
from tests.figures.story import make_question, say

pytestmark = pytest.mark.django_db
PAGE = "/my-answers/"


@pytest.fixture
def gender():
    return make_question("woman", "man", "prefer not to say")


def answer_of(person):
    return Answer.objects.filter(person=person).values_list("option__word", flat=True).first()


def test_who_says_nothing_has_no_row(cast, sign_in, gender):
    page = sign_in(cast.lena).get(PAGE).content.decode()
    assert 'value="" ' in page or 'value=""' in page
    assert "Nobody but you reads what you choose here." in page
    sign_in(cast.lena).post(PAGE, {"gender": ""})
    assert answer_of(cast.lena) is None


def test_an_answer_is_given_changed_and_withdrawn(cast, sign_in, gender):
    client = sign_in(cast.lena)
    for given, kept in [("woman", "woman"), ("prefer not to say", "prefer not to say"), ("", None)]:
        response = client.post(PAGE, {"gender": given}, follow=True)
        assert "Your answers are kept as you left them." in response.content.decode()
        assert answer_of(cast.lena) == kept


def test_a_form_sent_twice_has_one_effect(cast, sign_in, gender):
    client = sign_in(cast.lena)
    client.post(PAGE, {"gender": "man"})
    client.post(PAGE, {"gender": "man"})
    assert Answer.objects.count() == 1


def test_nobody_answers_for_another(cast, sign_in, gender):
    say(gender, (cast.lena, "woman"))
    sign_in(cast.ivan).post(PAGE, {"gender": "man", "person": str(cast.lena.pk), "user": str(cast.lena.pk)})
    assert (answer_of(cast.lena), answer_of(cast.ivan)) == ("woman", "man")


@pytest.mark.parametrize("wrong", ["other", "option-9", "\x00", "x" * 10**6])
def test_what_is_not_on_offer_gets_a_sentence_and_changes_nothing(cast, sign_in, gender, wrong):
    say(gender, (cast.lena, "woman"))
    response = sign_in(cast.lena).post(PAGE, {"gender": wrong})
    assert response.status_code == 200
    assert "This answer is not on offer." in response.content.decode()
    assert answer_of(cast.lena) == "woman"


def test_an_option_of_another_question_is_not_on_offer(cast, sign_in, gender):
    make_question("tall", "short", code="height")
    sign_in(cast.lena).post(PAGE, {"gender": "tall", "height": "tall"})
    assert answer_of(cast.lena) is None


def test_a_prepared_and_a_retired_question_are_not_on_the_page(cast, sign_in):
    make_question("a", "b", code="soon", state="prepared")
    make_question("a", "b", code="once", state="retired")
    page = sign_in(cast.lena).get(PAGE).content.decode()
    assert "Soon" not in page
    assert "Once" not in page
    assert "Nothing is asked now." in page
    assert sign_in(cast.lena).post(PAGE, {"soon": "a"}).status_code == 302
    assert not Answer.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_for_one_question_and_three(cast, sign_in, number, django_assert_num_queries):
    for n in range(number):
        make_question("a", "b", code=f"q{n}")
    client = sign_in(cast.lena)
    with django_assert_num_queries(6):
        client.get(PAGE)
