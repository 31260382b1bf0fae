"""Step 3: the last three assessments beside the text of the role, and the pitch for Lena with the rule beside it."""

from playwright.sync_api import Page, expect

from tests.browser.story.walk import Walk, follow, heading, press, says, says_not

IVAN = (
    "Ivan took the slow search of archived pages from the first report to the fix, "
    "and asked early when the index surprised him."
)
LENA = (
    "Lena moved the archive to the new storage nodes while the other teams kept reading from it. "
    "Two of those teams now plan with her."
)
INES = "Ines carried the backup check to its end and wrote down how to restore from it. On-call has used that twice."
PITCH = (
    "Lena leads work that the whole team depends on, and others outside it follow her plans. As an IC4 she would go on "
    "doing so with Billing and Web, where the next quarter's storage work lies."
)
SHOWN = "Led the weekly talk with Billing and Web until limits, dates and the way back were agreed."


def step(walk: Walk) -> None:
    """Mei's is saved as she types and survives a reload; Marco pitches; Noor, a subject herself, files hers."""
    _mei(walk)
    _marco(walk)
    _pitch(walk)
    _noor(walk)
    petra = walk.at("petra", "/cycles/")
    says(petra, "Everything in Engineering is filed; assessing ends Friday, 11 December, in two days.")


def rate(page: Page, group: str, word: str) -> None:
    """Chooses a rating by its word in the group of that name."""
    page.get_by_role("group", name=group, exact=True).get_by_text(word, exact=True).click()


def saved(page: Page) -> None:
    """Waits until the page says that what was typed is kept."""
    expect(page.get_by_role("status").filter(has_text="Saved at")).to_be_visible()


def _mei(walk: Walk) -> None:
    mei = walk.today("mei")
    follow(mei, "Assess Ivan Petrov, by Friday, 11 December, in two days")
    heading(mei, "Ivan Petrov IC1, Engineer I")
    says(mei, "This is what IC1 asks, axis by axis. Beside it, say what you saw Ivan do.")
    says(mei, "Brings small problems with a clear description to a good end.")
    mei.get_by_role("button", name="Meeting on all", exact=True).click()
    mei.get_by_label("What impact did Ivan have?").press_sequentially(IVAN[:60])
    saved(mei)
    mei.reload()
    expect(mei.get_by_label("What impact did Ivan have?")).to_have_value(IVAN[:60])
    mei.get_by_label("What impact did Ivan have?").fill(IVAN)
    saved(mei)
    walk.picture("assessment", mei)
    press(mei, "Submit to Engineering")
    says(mei, "Your assessment of Ivan Petrov is submitted to Engineering.")
    says_not(walk.today("mei"), "Assess Ivan Petrov")


def _marco(walk: Walk) -> None:
    marco = walk.today("marco")
    follow(marco, "Assess Lena Fischer, by Friday, 11 December, in two days")
    marco.get_by_role("button", name="Meeting on all", exact=True).click()
    rate(marco, "Execution", "Exceeding")
    rate(marco, "Overall rating", "Exceeding")
    marco.get_by_label("What impact did Lena have?").fill(LENA)
    marco.get_by_text("What IC4, Senior engineer II asks, and whether Lena does it already").click()
    for axis in ("Proficiency", "Execution", "Teamwork"):
        rate(marco, f"{axis}, against IC4, Senior engineer II", "Meeting")
    saved(marco)
    press(marco, "Submit to Engineering")
    says(marco, "Your assessment of Lena Fischer is submitted to Engineering.")


def answers(page: Page) -> list[str]:
    """The rule's answers on the page, clause by clause."""
    return page.locator("li.clause .clause-answer span:not(.mark):not([aria-hidden])").all_inner_texts()


def _pitch(walk: Walk) -> None:
    marco = walk.at("marco", "/my-team/")
    marco.get_by_role("link", name="Lena Fischer", exact=True).click()  # opens in her row
    follow(marco, "Pitch Lena for another role")
    press(marco, "Begin the pitch for Lena")
    says(marco, "Pitched from IC3, Senior engineer for IC4, Senior engineer II.")
    says(marco, "Engineering 2026 Q3, 1 July 2026 to 30 September 2026: overall exceeding.")
    assert answers(marco) == ["met", "met", "met", "no data", "no data"]
    claim = marco.get_by_role("group", name="Claim 1")
    claim.get_by_label("Axis").select_option("Teamwork")
    claim.get_by_label("From").fill("2026-09-01")
    claim.get_by_label("To").fill("2026-12-08")
    claim.get_by_label("What shows it").fill(SHOWN)
    marco.get_by_label("In short").fill(PITCH)
    marco.get_by_label("Proficiency", exact=True).fill("The test for lost uploads is hers, and two teams run it now.")
    marco.get_by_label("Execution", exact=True).fill("The archive moved in stages, each of which could be taken back.")
    marco.get_by_label("Teamwork", exact=True).fill("Billing and Web plan their storage work with her, not through me.")
    saved(marco)
    marco.get_by_role("button", name="Save and look at the rule again").click()
    expect(marco.locator("li.clause", has_text="Teamwork")).to_contain_text("claimed")
    assert answers(marco) == ["met", "met", "met", "claimed", "claimed"]
    walk.picture("pitch", marco)
    press(marco, "Submit to Engineering")
    says(marco, "Your pitch for Lena Fischer is submitted to Engineering.")
    says(marco, "Lena does not learn of this pitch before being told the decision.")
    says_not(walk.today("lena"), "pitch", "Pitch")
    for first in ("lena", "ivan", "noor"):
        heading(walk.at(first, marco.url), "There is nothing here for you")


def _noor(walk: Walk) -> None:
    noor = walk.today("noor")
    follow(noor, "Assess Ines Carvalho, by Friday, 11 December, in two days")
    noor.get_by_role("button", name="Meeting on all", exact=True).click()
    noor.get_by_label("What impact did Ines have?").fill(INES)
    saved(noor)
    press(noor, "Submit to Engineering")
    says(noor, "Your assessment of Ines Carvalho is submitted to Engineering.")
