"""Step 5: the meeting. Dilan drives, Petra observes, the room's screen follows; Noor does not see her own turn."""

import re

from playwright.sync_api import Page, expect

from tests.browser.story.filing import IVAN, LENA, PITCH
from tests.browser.story.walk import Walk, follow, heading, press, says, says_not

LINE = "Two teams beside his own built on the search fix in the same month."
MISSING = "The observer from People Ops is not here. Petra Lindqvist checks in and attests it by hand."


def step(walk: Walk) -> None:
    """From the first round up: the board, one by one, a changed rating, the blank turn, the cohort check, the lock."""
    petra = walk.at("petra", "/cycles/")
    follow(petra, "Engineering 2026 Q4")
    press(petra, "Open the meeting of Engineering")
    says(petra, "Engineering is in its meeting.")
    desk = _prepare(walk)
    _pair(walk, desk)
    _gather(walk, desk)
    _first_round(walk, desk)
    _change(walk, desk)
    _noor(walk, desk)
    _cohort(walk, desk)
    _lock(walk, desk)


def come_in(page: Page) -> None:
    """Comes to the meeting from the first page, and says so by hand."""
    page.goto("/")
    page.get_by_role("link", name=re.compile("meeting of Engineering")).first.click()
    press(page, "I am here")


def _prepare(walk: Walk) -> Page:
    dilan = walk.today("dilan")
    follow(dilan, "Make the agenda of the meeting of Engineering")
    press(dilan, "Make the agenda")
    press(dilan, "I am here")
    agenda = dilan.get_by_role("navigation", name="Agenda").get_by_role("link")
    expect(agenda).to_have_text(["IC1", "IC2", "IC3", "IC4", "IC5"])
    press(dilan, "Take the scribe's seat")
    if not dilan.url.endswith("/desk/"):
        follow(dilan, "Go to the desk")
    heading(dilan, "The desk")
    says(dilan, MISSING)
    expect(dilan.get_by_role("button", name="Start the meeting")).to_have_count(0)
    heading(walk.at("ivan", dilan.url), "There is nothing here for you")
    return dilan


def _pair(walk: Walk, desk: Page) -> None:
    screen = walk.screen
    screen.goto("/room/")
    says(screen, "Type this code at the desk of the meeting")
    code = screen.locator(".room-code").inner_text()
    desk.get_by_label("Code on the screen").fill(code)
    press(desk, "Show the meeting there")
    says(screen, "This screen shows the meeting once it has started.")
    screen.evaluate("window.neverLoadedAgain = true")


def _gather(walk: Walk, desk: Page) -> None:
    for first in ("dana", "mei", "marco", "noor", "oskar"):
        come_in(walk.as_person(first))
    desk.reload()
    says(desk, MISSING)
    expect(desk.get_by_role("button", name="Start the meeting")).to_have_count(0)
    petra = walk.as_person("petra")
    come_in(petra)
    follow(petra, "Go to the observer's page")
    says(petra, "You came in. Say that you are here and follow the meeting: until then it has no observer.")
    press(petra, "I am here and follow the meeting")
    expect(petra.get_by_text(re.compile("Petra Lindqvist observes, last seen at"))).to_be_visible()
    start = desk.get_by_role("button", name="Start the meeting")
    expect(start).to_be_visible()  # the desk heard of Petra by itself
    start.click()


def _first_round(walk: Walk, desk: Page) -> None:
    steer(desk, "Next: the board of IC1")
    screen = walk.screen
    expect(screen.get_by_role("heading", level=1, name="IC1")).to_be_visible()
    says(screen, "11 people, as assessed, with what was changed here")
    expect(screen.get_by_text("Ivan Petrov")).to_be_visible()
    says_not(screen, IVAN)
    walk.picture("room-board", screen)
    steer(desk, re.compile("^Next: (?!the board)"))
    # the lot may put somebody first whose assessor is not here
    expect(screen.get_by_text(re.compile(r"( speaks|, and nobody stands in)\. Open since "))).to_be_visible()


def steer(desk: Page, name: str | re.Pattern[str]) -> None:
    """Presses a button of the desk."""
    with desk.expect_navigation():
        desk.get_by_role("button", name=name).first.click()


def show(walk: Walk, desk: Page, round_name: str, name: str) -> None:
    """Opens somebody's turn for everybody, from the agenda."""
    with desk.expect_navigation():
        desk.get_by_role("navigation", name="Agenda").get_by_role("link", name=round_name, exact=True).click()
    with desk.expect_navigation():
        desk.get_by_role("navigation", name="Agenda").get_by_role("link", name=name, exact=True).click()
    to_open = desk.get_by_role("button", name=f"Open {name}'s turn for everybody")
    if to_open.count():
        with desk.expect_navigation():
            to_open.click()
    else:  # the lot has put them first: their turn is open already
        desk.goto(re.sub("stops/.*", "desk/", desk.url))
    heading(desk, "The desk")


def _change(walk: Walk, desk: Page) -> None:
    screen = walk.screen
    show(walk, desk, "IC1", "Ivan Petrov")
    expect(screen.get_by_role("heading", level=1, name="Ivan Petrov")).to_be_visible()
    says(screen, IVAN)
    expect(screen.locator(".room-rating")).to_contain_text("Meeting")
    tools = desk.locator(".desk-tool", has_text="Change a rating")
    for needed in (re.compile("^Next: "), "Close Ivan Petrov's turn", "Write the change down"):
        expect(desk.get_by_role("button", name=needed)).to_be_in_viewport()  # without scrolling
    tools.get_by_label("Which rating").select_option("Overall")
    tools.get_by_role("group", name="The new rating").get_by_text("Exceeding", exact=True).click()
    tools.get_by_label("Proposed by").select_option("Dana Okafor")
    press(desk, "Write the change down")
    expect(desk.locator(".field-error").first).to_be_visible()  # not without the line
    expect(screen.locator(".room-rating")).not_to_contain_text("Exceeding")
    tools.get_by_label("Why, in one line").fill(LINE)
    press(desk, "Write the change down")
    expect(screen.locator(".room-rating")).to_contain_text("Exceeding")
    walk.picture("desk", desk)
    says(walk.as_person("mei"), LINE, "Proposed by Dana Okafor.")
    steer(desk, "Close Ivan Petrov's turn")


def _noor(walk: Walk, desk: Page) -> None:
    screen, noor = walk.screen, walk.as_person("noor")
    show(walk, desk, "IC4", "Noor Haddad")
    expect(screen.get_by_role("heading", level=1, name="Noor Haddad")).to_be_visible()
    says(noor, "This turn is not for you.")
    says(noor, "Nobody sees or attends their own turn, or one they have stepped out of, so this page stays blank.")
    says_not(noor, "Exceeding", "Meeting of IC4")
    expect(noor.get_by_role("navigation", name="Agenda")).to_have_count(0)
    expect(walk.as_person("mei").get_by_role("heading", name="Noor Haddad")).to_be_visible()
    steer(desk, "Close Noor Haddad's turn")


def _cohort(walk: Walk, desk: Page) -> None:
    screen = walk.screen
    show(walk, desk, "IC4", "Lena Fischer")
    expect(screen.get_by_role("heading", level=1, name="Lena Fischer")).to_be_visible()
    says(screen, "Pitched to IC4", PITCH, "Those of IC4")
    cohort = screen.locator(".room-cohort")
    expect(cohort).to_contain_text("Pia Zimmer")
    expect(cohort).not_to_contain_text("Noor Haddad")  # she is in the room
    says_not(screen, LENA)
    walk.picture("room-cohort", screen)
    says(walk.as_person("noor"), "Cohort check: Lena Fischer beside those of IC4.")
    petra = walk.as_person("petra")
    petra.get_by_role("button", name="Count one distance").click()
    expect(petra.locator(".bias-counts tr", has_text="Distance").locator("td").first).to_have_text("1")
    steer(desk, "Close Lena Fischer's turn")


def _lock(walk: Walk, desk: Page) -> None:
    assert walk.screen.evaluate("window.neverLoadedAgain") is True  # it followed all along by itself
    says(desk, "Mei Chen has not looked yet at what was changed for their people.")
    press(walk.as_person("mei"), "I have seen these")
    desk.reload()
    desk.get_by_text("Lock the meeting", exact=True).click()
    # 56 turns; Ivan, Noor, Lena's check, and whoever the lot has put first
    expect(desk.get_by_text(re.compile("5[23] turns were not opened: what the assessors gave"))).to_be_visible()
    press(desk, "Lock the ratings")
    says(walk.screen, "The meeting of Engineering is over")
    says_not(walk.screen, "Lena Fischer", "Ivan Petrov")
    says(desk, "The meeting is over.")
    expect(desk.get_by_role("link", name="Vote on the pitch for Lena Fischer")).to_be_visible()
    heading(walk.at("ivan", "/my-results/"), "My results")
    says(walk.as_person("ivan"), "At the latest you hear on")
    says_not(walk.as_person("ivan"), "Exceeding", LINE)
