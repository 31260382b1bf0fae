"""Step 7: the words to Ivan, the release, the reminder by mail, the telling, and what Ivan then reads and says."""

import re

from playwright.sync_api import Page, expect

from tests.browser.story.filing import IVAN
from tests.browser.story.meeting import LINE
from tests.browser.story.walk import TICK, Walk, follow, heading, press, says, says_not

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
    follow(mei, "Write the words to Ivan, by Tuesday, 22 December, in 13 days")
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
    walk.picture("12-words", mei)
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
    says(petra, "All words that you can see are done.")
    press(petra, "Release Engineering")
    says(petra, "0 of 55 people have been told.")
    mei = walk.today("mei")
    says(mei, "Tell Ivan, by Tuesday, 15 December, in six days")
    own = result.replace("/results/", "/my-results/")
    for first in ("ivan", "ines"):
        heading(walk.at(first, own), "There is nothing here for you")
        heading(walk.at(first, result), "There is nothing here for you")
    says_not(walk.at("ivan", "/my-results/"), "Exceeding", WORDS)


def letters_to(page: Page, first: str) -> list[str]:
    """The subjects of the mails to that person in the letter box, the newest first."""
    mine = page.locator("article.mail", has_text=f"{first}@demo.example")
    return mine.locator("h2").all_inner_texts()


def _reminder(walk: Walk) -> None:
    assert "Monday, 14 December 2026" in walk.tomorrow(5)
    box = walk.at("otto", "/mail/")
    assert letters_to(box, "mei") == []
    assert "Tuesday, 15 December 2026" in walk.tomorrow()
    _until(box, MAIL)
    assert letters_to(box, "mei") == [MAIL]
    mail = box.locator("article.mail", has_text="mei@demo.example")
    expect(mail).to_contain_text("Tuesday, 15 December: 7 people")
    for word in ("Ivan", "Exceeding", WORDS):
        expect(mail).not_to_contain_text(word)
    walk.picture("13-mail", box)


def _until(page: Page, words: str) -> None:
    """Loads the letter box again until the worker's mail is there."""
    for _look in range(TICK // 500):
        page.goto("/mail/")
        if page.get_by_text(words, exact=True).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"No mail says: {words}")


def _told(walk: Walk, result: str) -> None:
    mei = walk.today("mei")
    follow(mei, "Tell Ivan, by Tuesday, 15 December, today")
    tell(mei, "Ivan")
    ivan = walk.today("ivan")
    own = result.replace("/results/", "/my-results/")
    with ivan.expect_navigation():
        ivan.locator(f"main a[href='/my-results/{own.rstrip('/').rsplit('/')[-1]}/']").click()
    says(ivan, WORDS, "Exceeding", "Mei Chen")
    says_not(ivan, IVAN, LINE, "Dana Okafor", "as assessed")
    walk.picture("14-result", ivan)
    press(ivan, "We talked about this")
    says(ivan, "On Tuesday, 15 December you confirmed that you and Mei talked about this.")
    ivan.get_by_label(re.compile("reply", re.IGNORECASE)).fill(REPLY)
    press(ivan, "Put my reply on the record")
    says(ivan, REPLY)
    mei = walk.at("mei", "/telling/")
    says(mei, "Ivan confirms that you talked.", REPLY)
    says_not(walk.at("marco", "/telling/"), REPLY)
    heading(walk.at("ines", own), "There is nothing here for you")


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
    for _look in range(TICK // 500):
        lena.goto("/my-level/")
        if lena.get_by_role("heading", level=1, name="IC4, Senior engineer II").count():
            break
        lena.wait_for_timeout(500)
    heading(lena, "IC4, Senior engineer II")
    says(lena, "Lena Fischer, at this level since Wednesday, 16 December 2026")
    box = walk.at("otto", "/mail/")
    assert letters_to(box, "mei") == [MAIL]
