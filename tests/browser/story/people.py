"""Step 2: Petra imports December's joiners, move and leaver, adds one to the running cycle, and launches a trial."""

from playwright.sync_api import Page, expect

from tests.browser.story.walk import FILES, Walk, follow, heading, press, says, says_not

CHANGED = "What is expected of you has changed"


def step(walk: Walk) -> None:
    """The file is shown before it is written; the joiner comes onto the roster; the trial mails nobody."""
    _import(walk)
    _joiner(walk)
    _trial(walk)
    assert {letter.subject for letter in walk.letters()} <= {CHANGED}  # of step 1; neither file nor trial mails anybody


def _import(walk: Walk) -> None:
    petra = walk.today("petra")
    follow(petra, "Import people")
    petra.get_by_label("The file", exact=True).set_input_files(FILES / "people-december.csv")
    press(petra, "See what it would do")
    heading(petra, "What the file would do")
    says(petra, "2 join, 1 gets another manager, 1 fact changes, 1 is placed on a role, 1 leaves.")
    assert _cells(petra) == [
        ["2", "Asha Nair", "reports to Mei Chen, Search, since Monday, 7 December 2026"],
        ["3", "Bruno Keita", "reports to Hanne Vestergaard, Product, since Monday, 7 December 2026"],
        ["4", "Thea Wagner", "reports to Greta Hansen from today, until now to Linnea Mendes"],
        ["4", "Thea Wagner", "team: Platform, until now Reliability"],
        ["2", "Asha Nair", "IC2 from Monday, 7 December 2026"],
        ["5", "Anton Madsen", "is no longer here from Wednesday, 9 December 2026; sign-in and permissions end then"],
    ]
    walk.picture("import", petra)
    found = walk.at("otto", "/people/?q=Asha")
    says_not(found, "Asha Nair")
    press(petra, "Import exactly this")
    says(petra, "Imported: 2 join, 1 gets another manager, 1 fact changes, 1 is placed on a role, 1 leaves.")
    says(walk.at("otto", "/people/?q=Asha"), "Asha Nair", "Mei Chen")
    says_not(walk.at("otto", "/people/?q=Anton"), "Anton Madsen")


def _cells(page: Page) -> list[list[str]]:
    rows = page.locator("main tbody tr")
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def _joiner(walk: Walk) -> None:
    petra = walk.at("petra", "/cycles/")
    follow(petra, "Engineering 2026 Q4")
    says(petra, "Engineering is being assessed until Friday, 11 December, in two days: 52 of 55 are filed.")
    follow(petra, "Add somebody to Engineering")
    petra.get_by_label("Who joins").fill("Asha Nair")
    press(petra, "Show as what they would join")
    says(petra, "Asha Nair would be on the roster as IC2, Engineer II, assessed by Mei Chen. Listed, and not rated.")
    press(petra, "Add Asha")
    says(petra, "Asha Nair is on the roster of Engineering.")
    mei = walk.at("mei", "/my-team/")
    asha = mei.locator("tr", has_text="Asha Nair")
    expect(asha).to_contain_text("joined late")
    expect(asha).to_contain_text("still onboarding")


def _trial(walk: Walk) -> None:
    petra = walk.at("petra", "/cycles/")
    follow(petra, "Plan a cycle")
    petra.get_by_label("Name", exact=True).fill("Trial of the Data team")
    petra.get_by_label("Name of the group").fill("Data")
    petra.get_by_label("Everyone below").fill("Rune Saito")
    petra.get_by_role("textbox", name="Directors").fill("Dana Okafor, Dilan Yıldız")
    petra.get_by_label("Outside director (optional)").fill("Oskar Nyström")
    petra.get_by_label("Observer (optional)").fill("Petra Lindqvist")
    petra.get_by_text("Advanced: settings that differ from the preset, and a trial").click()
    petra.get_by_label("This is a trial").check()
    press(petra, "Show who would be in it")
    says(petra, "4 people would be assessed.")
    press(petra, "Plan it like this")
    says(petra, "Data is planned; nobody has been told.", "A trial: it mails nobody.")
    press(petra, "Launch Trial of the Data team")
    says(petra, "Trial of the Data team is launched.")
