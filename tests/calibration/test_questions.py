"""How often the pages of a meeting ask the database while a turn is open: as often with many people as with few."""

import pytest

from calibration import workflow
from tests.calibration.company import crowd, text
from tests.calibration.conftest import gather
from tests.calibration.test_presence import stop_of

FOLLOWED = {"HX-Request": "true"}


@pytest.fixture(params=[1, 12])
def at_lena(request, company, cast):
    """Lena's turn is open, in a meeting of few and of many; somebody asks to speak, and something was proposed."""
    crowd(company, cast, request.param)
    meeting = workflow.start(gather(workflow.prepare(company.group, cast.mei, seed=1), cast), cast.mei)
    workflow.open_stop(meeting, cast.mei, stop_of(meeting, cast.lena))
    workflow.ask_to_speak(meeting, cast.dana)
    points = company.ladder.points
    workflow.propose(meeting, cast.dana, meeting.stop, points["meeting"], "What she leads is smaller.")
    return meeting


def test_a_participants_page_in_an_open_turn(at_lena, cast, sign_in, at, django_assert_num_queries):
    browser = sign_in(cast.oskar)
    browser.get(at())
    with django_assert_num_queries(25):
        assert "Marco speaks." in text(browser.get(at()))
    with django_assert_num_queries(24):
        assert "Marco speaks." in text(browser.get(at(), headers=FOLLOWED))


def test_where_who_assesses_is_not_there_it_is_asked_who_stands_in(
    at_lena, cast, sign_in, at, django_assert_num_queries
):
    workflow.check_out(at_lena, cast.marco)
    browser = sign_in(cast.oskar)
    browser.get(at())
    with django_assert_num_queries(25):
        assert "Marco is not here" in text(browser.get(at(), headers=FOLLOWED))


def test_the_desk_in_an_open_turn(at_lena, cast, sign_in, at, django_assert_num_queries):
    browser = sign_in(cast.mei)
    browser.get(at("desk/"))
    with django_assert_num_queries(56):
        assert "Close Lena" in text(browser.get(at("desk/"), headers=FOLLOWED))


def test_the_desk_at_a_board(at_lena, cast, sign_in, at, django_assert_num_queries):
    workflow.close_stop(at_lena, cast.mei)
    browser = sign_in(cast.mei)
    browser.get(at("desk/"))
    with django_assert_num_queries(50):
        assert "Next: " in text(browser.get(at("desk/"), headers=FOLLOWED))


def test_who_is_here(at_lena, cast, sign_in, at, django_assert_num_queries):
    browser = sign_in(cast.oskar)
    browser.get(at("check-in/"))
    with django_assert_num_queries(13):
        assert "Dana" in text(browser.get(at("check-in/")))


def test_the_observers_page(at_lena, cast, sign_in, at, django_assert_num_queries):
    browser = sign_in(cast.petra)
    browser.get(at("observer/"))
    with django_assert_num_queries(41):
        assert "Distribution so far" in text(browser.get(at("observer/")))
