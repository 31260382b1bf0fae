"""What a screen shows is said in a sentence, for who does not see it: each viewer their own."""

import re
from html import unescape

import pytest
from django.test import Client

from calibration import pairing, workflow
from tests.calibration.company import text
from tests.calibration.test_presence import stop_of
from tests.calibration.test_room import code_on


def said(client, address) -> str:
    """The sentence of the page's part."""
    return unescape(re.search(r'data-says="([^"]*)"', text(client.get(address))).group(1))


@pytest.fixture
def screen(running, cast):
    """The room's screen."""
    screen = Client()
    pairing.pair(running, cast.mei, code_on(screen))
    return screen


def test_a_board_a_turn_and_a_break_are_said(running, cast, screen):
    assert said(screen, "/room/") == "Nothing is shown at the moment."
    workflow.go_next(running, cast.mei)
    assert re.fullmatch(r"IC\d: \d+ (person|people)\.", said(screen, "/room/"))
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    assert said(screen, "/room/") == "Ivan, IC1: Struggling."
    workflow.say_line(running, cast.mei, "Who else has seen it?")
    assert said(screen, "/room/") == "Ivan, IC1: Struggling. Who else has seen it?"
    workflow.pause(running, cast.mei)
    assert said(screen, "/room/") == "The meeting is paused."


def test_a_cohort_check_is_said_without_a_rating(running, cast, screen):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.lena, "cohort"))
    assert said(screen, "/room/") == "Cohort check: Lena, beside those of IC4."


def test_ones_own_turn_is_not_said(running, cast, sign_in, at):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.noor))
    assert said(sign_in(cast.noor), at()) == "This turn is not for you."
    assert said(sign_in(cast.marco), at()).startswith("Noor, IC4: ")
    assert said(sign_in(cast.mei), at("desk/")).startswith("Noor, IC4: ")
