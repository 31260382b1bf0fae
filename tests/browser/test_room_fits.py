"""The room's screen in a real browser, with more than it has room for: nothing is cut without saying so, nothing covers
anything else, and no letter is too small for six metres."""

import pytest
from django.template.loader import render_to_string

from calibration.models import Round, Stop
from calibration.screen import AxisLine, Face, Row, Screen
from frameworks.models import ScalePoint

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once("embedded")]

SIZES = [(1920, 1080, 28), (1280, 720, 18)]
WORDS = "The index was moved to the new cluster without a night of downtime, and both incidents were written up. "
TEXT_GOES_ON = "The text goes on; the whole stands on everybody's own page."
SOME_ARE_MISSING = "Not everybody fits here; all stand on everybody's own page."
MEETING = ScalePoint(code="meeting", word="Meeting", mark="dot", standing="at", order=2)

SHOW = """html => {
  document.querySelector('.room-body').innerHTML = html;
  window.dispatchEvent(new Event('resize'));
}"""
SEEN = """() => {
  const seen = (e) => e.checkVisibility() && !e.closest('.for-ears');
  const box = (e) => e.getBoundingClientRect();
  const own = [...document.querySelectorAll('.room-body *')].filter((e) => seen(e)
    && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()));
  const foot = document.querySelector('.room-speaks');
  const end = foot ? box(foot).top : box(document.querySelector('main')).bottom;
  const lists = '.room-level *, .room-statement';
  const inside = (one, within) => one.right <= within.right + 1 && one.bottom <= within.bottom + 1;
  const text = document.querySelector('.room-statement'), range = document.createRange();
  if (text) range.selectNodeContents(text);
  const rows = [...document.querySelectorAll('.room-level > li')];
  return {
    below: own.filter((e) => e !== foot && !e.matches(lists) && box(e).bottom > end + 1).map((e) => e.textContent),
    said: [...document.querySelectorAll('.room-more')].filter(seen).map((e) => e.textContent),
    least: Math.min(...own.map((e) => parseFloat(getComputedStyle(e).fontSize))),
    page: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
    whole: (!text || [...range.getClientRects()].every((r) => inside(r, box(text))))
      && rows.every((e) => inside(box(e), box(e.parentElement))),
  };
}"""


@pytest.fixture
def room(live_server, windows):
    """`room(screen, width, height)`: what can be seen of that screen, on the room's own page with its styles."""
    page = windows.new_page()

    def seen(screen, width, height):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{live_server.url}/styleguide/room/person/")
        page.evaluate(
            SHOW, render_to_string("calibration/parts/room_body.html", {"screen": screen, "face": screen.face})
        )
        return page.evaluate(SEEN)

    return seen


def turn(statement="", axes=3, name="Ivan Petrov", line="", pitch="", beside=0):
    """Somebody's turn, or their cohort check beside so many."""
    stop = Stop(kind="cohort" if pitch else "discuss")
    face = Face(stop, name, "IC3", "Senior engineer", "Mei Chen", overall=MEETING, statement=statement, line=line)
    face.axes = [AxisLine(None, f"Proficiency {number}", MEETING) for number in range(axes)]
    face.pitch, face.pitched_to = pitch, "IC4" if pitch else ""
    return Screen(None, "stop", face=face, rows=people(beside))


def people(number):
    return [Row(f"Alexandra Montgomery {one}", point=MEETING) for one in range(number)]


def long(letters):
    return (WORDS * 100)[:letters].strip()


@pytest.mark.parametrize(("width", "height", "least"), SIZES)
@pytest.mark.parametrize("letters", [200, 260, 400, 560, 800, 990])
def test_a_statement_up_to_a_thousand_letters_stands_whole(room, width, height, least, letters):
    seen = room(turn(long(letters)), width, height)
    assert (seen["whole"], seen["said"], seen["below"]) == (True, [], [])
    assert seen["least"] >= least
    assert seen["page"] == [width, height]


@pytest.mark.parametrize(("width", "height", "least"), SIZES)
@pytest.mark.parametrize(
    "more",
    [
        {"statement": long(8000)},
        {"statement": long(990), "axes": 8},
        {"statement": long(990), "axes": 6, "name": "Maria-Magdalena von Hohenstein-Oberschmidt", "line": long(200)},
        {"pitch": long(4000), "beside": 8},
        {"pitch": long(690), "beside": 30, "axes": 6},
    ],
)
def test_what_has_no_room_is_said_to_go_on_and_covers_nothing(room, width, height, least, more):
    seen = room(turn(**more), width, height)
    assert (seen["said"], seen["below"]) == ([TEXT_GOES_ON], [])
    assert seen["least"] >= least
    assert seen["page"] == [width, height]


@pytest.mark.parametrize(("width", "height", "least"), SIZES)
@pytest.mark.parametrize("number", [13, 26])
def test_those_beside_whoever_is_pitched_stand_there_all(room, width, height, least, number):
    seen = room(turn(pitch=long(200), beside=number), width, height)
    assert (seen["whole"], seen["said"], seen["below"]) == (True, [], [])


@pytest.mark.parametrize(("width", "height", "least"), SIZES)
@pytest.mark.parametrize(("number", "said"), [(16, []), (30, []), (48, []), (120, [SOME_ARE_MISSING])])
def test_a_board_shows_everybody_or_says_that_some_are_missing(room, width, height, least, number, said):
    seen = room(Screen(None, "board", round=Round(name="IC3"), rows=people(number)), width, height)
    assert (seen["said"], seen["whole"]) == (said, not said)
    assert seen["least"] >= least
    assert seen["page"] == [width, height]
