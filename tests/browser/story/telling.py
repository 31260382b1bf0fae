"""Step 7: the words to Ivan, the release, the reminder by mail, the telling, and what Ivan then reads and says."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.story.filing import IVAN
from tests.browser.story.meeting import LINE
from tests.browser.story.walk import TICK, Letter, Walk, follow, heading, press, says, says_not

WORDS = (
    "Ivan, you brought the search fix from the first report to its end, and two teams built on it. "
    "Next quarter I want you to try a task that nobody has cut to size yet."
)
REPLY = "Thank you. I would like that task to be the ranking of old pages."
MAIL = "You owe a talk to 7 people by Tuesday, 15 December"


def step(walk: Walk) -> None:
    """Nobody reads before they are told; the worker reminds once; the new role starts on its day."""
    result = _words(walk)
    _release(walk, result)
    _reminder(walk)
    _told(walk, result)
    _role(walk)


def _words(walk: Walk) -> str:
    mei = walk.today("mei")
    says(mei, "Write the words to seven people, by Tuesday, 22 December, in 13 days")
    follow(mei, "Ivan")
    words = mei.get_by_label("What you write to Ivan")
    expect(words).to_have_value(IVAN)
    words.fill(WORDS)
    expect(mei.get_by_role("status").filter(has_text="Saved at")).to_be_visible()
    press(mei, "See it as Ivan will")
    heading(mei, "As Ivan will read it")
    says(mei, WORDS)
    says_not(mei, IVAN, LINE)
    result = mei.url
    follow(mei, "Back to the words")
    walk.picture("words", mei)
    press(mei, "Done: this is for Ivan")
    says(mei, "Take the words back and write on")
    says_not(walk.at("ivan", "/my-results/"), "Exceeding", WORDS)
    return result


def _release(walk: Walk, result: str) -> None:
    petra = walk.today("petra")
    follow(petra, "Release Engineering, by Tuesday, 22 December, in 13 days")
    says(petra, "The words to 54 people are not done yet.")
    says(petra, "It can be released once everybody’s words are done.")
    demo = walk.at("otto", "/demo/")
    press(demo, "Let the others write their words")
    says(demo, "The words to 54 people are written. Those to Ivan are left to Mei.")
    petra.reload()
    says(petra, "All words are done.")
    press(petra, "Release Engineering")
    says(petra, "0 of 55 people have been told.")
    mei = walk.today("mei")
    says(mei, "Tell Bilal, Deniz and five more, by Tuesday, 15 December, in six days")
    own = result.replace("/results/", "/my-results/")
    for first in ("ivan", "ines"):
        heading(walk.at(first, own), "There is nothing here for you")
        heading(walk.at(first, result), "There is nothing here for you")
    says_not(walk.at("ivan", "/my-results/"), "Exceeding", WORDS)


def letters_to(walk: Walk, first: str) -> list[Letter]:
    """The mails to that person."""
    return [letter for letter in walk.letters() if f"{first}@demo.example" in letter.to]


def _reminder(walk: Walk) -> None:
    assert "Monday, 14 December 2026" in walk.tomorrow(5)
    assert letters_to(walk, "mei") == []
    assert "Tuesday, 15 December 2026" in walk.tomorrow()
    again(walk.as_person("otto"), lambda: bool(letters_to(walk, "mei")))
    mail = letters_to(walk, "mei")[0]
    assert mail.subject == MAIL
    assert "Tuesday, 15 December: 7 people" in mail.text
    for word in ("Ivan", "Exceeding", WORDS):
        assert word not in mail.text
    box = walk.at("otto", "/mail/")
    walk.picture("mail", box, box.locator("article.mail", has_text="mei@demo.example"))


def again(page: Page, there: Callable[[], bool]) -> None:
    """Looks again and again until it is there: what the worker does comes in its own time."""
    for _look in range(TICK // 500):
        if there():
            return
        page.wait_for_timeout(500)
    raise AssertionError("The worker did not do it in time.")


def _told(walk: Walk, result: str) -> None:
    mei = walk.today("mei")
    follow(mei, "Tell Bilal, Deniz and five more, by Tuesday, 15 December, today")
    tell(mei, "Ivan")
    ivan = walk.today("ivan")
    own = result.replace("/results/", "/my-results/")
    with ivan.expect_navigation():
        ivan.locator(f"main a[href='/my-results/{own.rstrip('/').rsplit('/')[-1]}/']").click()
    says(ivan, WORDS, "Exceeding", "Mei Chen")
    says_not(ivan, IVAN, LINE, "Dana Okafor", "as assessed")
    walk.picture("result", ivan)
    press(ivan, "We talked about this")
    says(ivan, "On Tuesday, 15 December 2026 you confirmed that you and Mei talked about this.")
    ivan.get_by_text("Reply on the record", exact=True).click()
    ivan.get_by_role("textbox").fill(REPLY)
    press(ivan, "Put it on the record")
    says(ivan, REPLY)
    mei = walk.at("mei", "/telling/")
    says(mei, "Ivan confirms that you talked.", REPLY)
    says_not(walk.at("marco", "/telling/"), REPLY)
    says(walk.at("ines", "/my-results/"), "At the latest you hear on")
    says_not(walk.as_person("ines"), "Ines, you")


def tell(page: Page, first: str) -> None:
    """Says that this person was told."""
    row = page.locator("li.owed-talk", has_text=first).first
    with page.expect_navigation():
        row.get_by_role("button", name=re.compile("told")).click()


def _role(walk: Walk) -> None:
    marco = walk.at("marco", "/telling/")
    tell(marco, "Lena")
    lena = walk.at("lena", "/my-level/")
    heading(lena, "IC3, Senior engineer")
    assert "Wednesday, 16 December 2026" in walk.tomorrow()
    again(lena, lambda: _is_on(lena, "IC4, Senior engineer II"))
    heading(lena, "IC4, Senior engineer II")
    says(lena, "Lena Fischer, at this level since Wednesday, 16 December 2026")
    assert [letter.subject for letter in letters_to(walk, "mei")] == [MAIL]


def _is_on(page: Page, title: str) -> bool:
    page.goto("/my-level/")
    return page.get_by_role("heading", level=1, name=title).count() > 0
