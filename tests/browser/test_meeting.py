"""One meeting in six browsers: who drives, the observer, three managers, and the room's paired screen.

Over two days: the observer leaves, a manager steps out of a turn, a lead's own turn comes, two change a rating at once,
a laptop loses its network, the site is started anew, and the next day somebody else goes on at another machine.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.story.meeting import come_in, show, steer
from tests.browser.story.walk import Walk, context, follow, heading, press, says, says_not

pytestmark = [pytest.mark.browser, pytest.mark.once("postgresql")]

IVAN, INES, NOOR = "Ivan Petrov", "Ines Carvalho", "Noor Haddad"
MAY_BE_OLD = re.compile("what you see may be old")
UNWITNESSED = "No observer is here. The meeting goes on; what is decided now is marked as unwitnessed"
MEANWHILE = "Somebody changed a rating of this person a moment ago. Look at it, then decide again."


@pytest.fixture
def walk(browser, stack, as_person):
    """The six, each in a browser of their own."""
    room = context(browser, stack.url, 1920, 1080)
    yield Walk(as_person, room.new_page())
    room.close()


def test_a_meeting_of_two_days_in_six_browsers(walk, stack):
    desk = gathered(walk)
    everybody_follows(walk, desk)
    the_observer_leaves_and_comes_back(walk, desk)
    marco_steps_out(walk, desk)
    noors_own_turn(walk, desk)
    two_change_a_rating_at_once(walk, desk)
    a_laptop_loses_its_network(walk, desk)
    the_site_is_started_anew(walk, desk, stack)
    the_next_day_somebody_else_goes_on(walk, desk)
    assert "Traceback" not in stack.logs()


def gathered(walk: Walk) -> Page:
    """Petra opens the meeting; Dilan makes the agenda and drives; everybody is there; the screen is paired."""
    petra = walk.at("petra", "/cycles/")
    follow(petra, "Engineering 2026 Q4")
    press(petra, "Open the preview of Engineering now")
    press(petra, "Open the meeting of Engineering")
    desk = walk.today("dilan")
    follow(desk, "Make the agenda of the meeting of Engineering")
    press(desk, "Make the agenda")
    press(desk, "I am here")
    press(desk, "Take the scribe's seat")
    if not desk.url.endswith("/desk/"):
        follow(desk, "Go to the desk")
    for first in ("mei", "marco", "noor", "oskar", "petra"):
        come_in(walk.as_person(first))
    follow(petra, "Go to the observer's page")
    press(petra, "I am here and follow the meeting")
    walk.screen.goto("/room/")
    desk.get_by_label("Code on the screen").fill(walk.screen.locator(".room-code").inner_text())
    press(desk, "Show the meeting there")
    says(walk.screen, "This screen shows the meeting once it has started.")
    steer(desk, "Start the meeting")
    return desk


def everybody_follows(walk: Walk, desk: Page) -> None:
    """One press, and the five others show it, without a page that is loaded anew."""
    others = [walk.as_person(first) for first in ("mei", "marco", "noor")]
    for page in [*others, walk.screen]:
        page.evaluate("window.neverLoadedAgain = true")
    show(walk, desk, "IC1", IVAN)
    for page in [*others, walk.screen]:
        expect(page.get_by_role("heading", name=IVAN)).to_be_visible()
        expect(page.locator("[data-live-says]")).to_have_text(f"{IVAN}, IC1: not rated.")
        assert page.evaluate("window.neverLoadedAgain") is True


def change(desk: Page, rating: str, why: str) -> None:
    """Fills in the form for a changed overall rating, without sending it."""
    tools = desk.locator(".desk-tool", has_text="Change a rating")
    tools.get_by_label("Which rating").select_option("Overall")
    tools.get_by_role("group", name="The new rating").get_by_text(rating, exact=True).click()
    tools.get_by_label("Proposed by").select_option("Mei Chen")
    tools.get_by_label("Why, in one line").fill(why)


def the_observer_leaves_and_comes_back(walk: Walk, desk: Page) -> None:
    """It goes on, the desk says so, and what was decided waits for her."""
    petra = walk.as_person("petra")
    press(petra, "Leave the room")
    says(desk, UNWITNESSED)
    change(desk, "Exceeding", "The outage was solved by him alone.")
    press(desk, "Write the change down")
    expect(walk.screen.locator(".room-rating")).to_contain_text("Exceeding")
    says(walk.as_person("mei"), "Without the observer.")
    steer(desk, f"Close {IVAN}'s turn")
    says(desk, "The meeting cannot be locked yet.")
    petra.goto(re.sub("desk/.*", "observer/", desk.url))
    press(petra, "Come in")
    press(petra, "I am here and follow the meeting")
    expect(petra.get_by_role("link", name=IVAN)).to_be_visible()
    press(petra, "I have taken note of all of them")
    says_not(petra, "Went on without you")


def marco_steps_out(walk: Walk, desk: Page) -> None:
    """Nobody is told why; the desk is warned before the turn opens, and his page goes blank."""
    marco = walk.as_person("marco")
    for name in ("IC2", INES):
        with marco.expect_navigation():
            marco.get_by_role("navigation", name="Agenda").get_by_role("link", name=name, exact=True).click()
    marco.get_by_text(f"Step out of what concerns {INES}").click()
    press(marco, "Step out")
    expect(marco.get_by_role("navigation", name="Agenda")).to_be_visible()
    show(walk, desk, "IC2", INES)
    says(desk, "has stepped out of this turn and has to leave the room.")
    says(marco, "This turn is not for you.")
    says_not(marco, INES)
    steer(desk, f"Close {INES}'s turn")
    expect(marco.get_by_role("navigation", name="Agenda")).to_be_visible()


def noors_own_turn(walk: Walk, desk: Page) -> None:
    """She assesses two people here and is assessed herself: theirs she follows, her own she does not see."""
    noor = walk.as_person("noor")
    show(walk, desk, "IC1", "Ilse Baumann")
    expect(noor.get_by_role("heading", name="Ilse Baumann")).to_be_visible()
    says(noor, f"Assessed by {NOOR}")
    show(walk, desk, "IC4", NOOR)
    says(desk, f"{NOOR} is in the room and has to leave it.")
    says(noor, "This turn is not for you.")
    expect(noor.get_by_role("heading", name=NOOR)).to_have_count(0)
    assert (noor.title(), walk.screen.title()) == ("Meeting – Plumbline", "Room – Plumbline")
    expect(walk.as_person("mei").get_by_role("heading", name=NOOR)).to_be_visible()
    steer(desk, f"Close {NOOR}'s turn")


def two_change_a_rating_at_once(walk: Walk, desk: Page) -> None:
    """Both have typed; the later one is told, sees what stands, and has lost no word."""
    show(walk, desk, "IC1", "Ilse Baumann")
    mei = walk.as_person("mei")
    mei.get_by_text("Drive the meeting", exact=True).click()
    press(mei, "Take the moderator's seat")
    if not mei.url.endswith("/desk/"):
        follow(mei, "Go to the desk")
    change(desk, "Exceeding", "Two teams build on what she wrote.")
    change(mei, "Struggling", "The last release went back twice.")
    press(desk, "Write the change down")
    expect(mei.locator(".face-overall")).to_contain_text("Exceeding")
    press(mei, "Write the change down")
    says(mei, MEANWHILE)
    expect(mei.get_by_label("Why, in one line")).to_have_value("The last release went back twice.")
    expect(walk.screen.locator(".room-rating")).to_contain_text("Exceeding")


def line(page: Page) -> Locator:
    """Where a page says that its live line is lost."""
    return page.locator("[data-live-state]")


def a_laptop_loses_its_network(walk: Walk, desk: Page) -> None:
    """It says so at once, and as long as what it shows may be old; then it shows what stands."""
    noor = walk.as_person("noor")
    noor.context.set_offline(True)
    expect(line(noor)).to_have_text(MAY_BE_OLD)
    steer(desk, "Close Ilse Baumann's turn")
    show(walk, desk, "IC1", IVAN)
    expect(walk.screen.get_by_role("heading", name=IVAN)).to_be_visible()
    expect(noor.get_by_role("heading", name="Ilse Baumann")).to_be_visible()
    expect(line(noor)).to_have_text(MAY_BE_OLD)
    noor.context.set_offline(False)
    expect(noor.get_by_role("heading", name=IVAN)).to_be_visible()
    expect(line(noor)).to_be_empty()


def the_site_is_started_anew(walk: Walk, desk: Page, stack) -> None:
    """Every screen waits, says so, and comes back by itself to where the meeting is."""
    stack.processes["web"].kill()
    stack.processes["web"].wait()
    others = [walk.as_person("marco"), walk.screen]
    for page in others:
        expect(line(page)).to_have_text(MAY_BE_OLD)
    stack.start(int(stack.url.rpartition(":")[2]), only=["web"])
    for page in others:
        expect(line(page)).to_be_empty()
        expect(page.get_by_role("heading", name=IVAN)).to_be_visible()
    assert walk.screen.evaluate("window.neverLoadedAgain") is True


def the_next_day_somebody_else_goes_on(walk: Walk, desk: Page) -> None:
    """Paused with a turn open; the next day Dana takes the seat, everybody comes in anew, and that turn is open."""
    desk.reload()
    press(desk, "Pause the meeting")
    says(walk.screen, "It goes on exactly where it stopped.")
    assert "10 December" in walk.tomorrow()
    dana = walk.as_person("dana")
    come_in(dana)
    dana.get_by_text("Drive the meeting", exact=True).click()
    press(dana, "Take the scribe's seat")
    if not dana.url.endswith("/desk/"):
        follow(dana, "Go to the desk")
    for first in ("petra", "oskar"):
        page = walk.as_person(first)
        page.goto(re.sub("desk/.*", "", dana.url))
        if page.get_by_role("button", name="Leave the room").count():
            press(page, "Leave the room")
            page.goto(re.sub("desk/.*", "", dana.url))
        press(page, "I am here again")
    petra = walk.as_person("petra")
    follow(petra, "Go to the observer's page")
    press(petra, "I am here and follow the meeting")
    steer(dana, "Go on with the meeting")
    heading(dana, "The desk")
    for page in (dana, walk.screen, walk.as_person("marco")):
        expect(page.get_by_role("heading", name=IVAN)).to_be_visible()
    expect(petra.get_by_text("Sitting 2")).to_be_visible()
    press(dana, "Take the meeting off this screen")
    expect(walk.screen.locator(".room-code")).to_be_visible()
