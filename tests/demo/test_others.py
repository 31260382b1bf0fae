"""What the demo's other managers do by one press: write the words they owe, and not those to Ivan."""

from datetime import date

import pytest

from accounts.models import Organisation
from reviews.models import Result
from tests.reviews.telling.story import make_story


@pytest.fixture
def demo(cast, settings):
    settings.DEMO = True
    Organisation.objects.update(is_demo=True, today_on=date(2026, 12, 9))
    return make_story(cast)


def states() -> dict[str, str]:
    return dict(Result.objects.values_list("subject__email", "state"))


def test_everybodys_words_are_written_but_those_to_ivan(demo, client):
    assert set(states().values()) == {"standing"}
    page = client.post("/demo/others/", follow=True).content.decode()
    after = states()
    assert after.pop("ivan@demo.example") == "standing"
    assert set(after.values()) == {"worded"}
    assert "Those to Ivan are left to Mei." in page


def test_a_second_press_writes_nothing(demo, client):
    client.post("/demo/others/")
    page = client.post("/demo/others/", follow=True).content.decode()
    assert "Nobody has words to write now" in page
