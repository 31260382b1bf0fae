"""Step 8: the figures of the last closed quarter in their safe form, their file, and the results for payroll."""

import csv
import io

from playwright.sync_api import Page, expect

from tests.browser.story.walk import Walk, follow, heading, says


def step(walk: Walk) -> None:
    """One quarter is published, merged as far as it must be; what is not shown says so; both files are logged."""
    petra = walk.at("petra", "/figures/")
    engineering = petra.get_by_role("list", name="Closed cycles of Engineering, the newest first")
    assert [" ".join(each.split()) for each in engineering.locator("li").all_inner_texts()] == [
        "Engineering 2026 Q3 (published) published",
        "Engineering 2026 Q2 not published",
        "Engineering 2026 Q1 not published",
    ]
    engineering.get_by_role("link", name="Engineering 2026 Q2").click()
    says(petra, "Not published.", "See Engineering 2026 Q3, which is published")
    expect(petra.locator("main table")).to_have_count(0)
    _screen(walk)
    _withheld(walk)
    _payroll(walk)
    for first in ("pavel", "mei", "otto"):
        heading(walk.at(first, "/figures/"), "There is nothing here for you")


def rows(page: Page) -> list[list[str]]:
    """The table on the page."""
    return [row.locator("th, td").all_inner_texts() for row in page.locator("main table tr").all()]


def downloaded(page: Page, link: str) -> list[list[str]]:
    """The lines of the file behind a link."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).click()
    path = waiting.value.path()
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def _screen(walk: Walk) -> None:
    petra = walk.as_person("petra")
    follow(petra, "See Engineering 2026 Q3, which is published")
    says(petra, "Engineering, level by level, when Engineering 2026 Q3 closed.")
    assert rows(petra) == [
        ["Level", "People", "Woman", "Man", "Non-binary, prefer not to say or not answered"],
        ["IC1 to IC2", "28", "9", "13", "6"],
        ["IC3 to IC5", "27", "9", "9", "9"],
    ]
    says(petra, "No finer table was found to be safe.")
    says(petra, "Each number counts at least 5 people, and at least 5 of the row are not in it.")
    walk.picture("figures", petra)
    says(petra, "each of its numbers counts at least 10 people, and at least 10 of the row are not in it.")
    assert downloaded(petra, "Download the file (CSV)") == [
        ["from_level", "to_level", "people", "Woman", "Man, non-binary, prefer not to say or not answered"],
        ["IC1", "IC5", "55", "18", "37"],
    ]


def _withheld(walk: Walk) -> None:
    petra = walk.at("petra", "/figures/")
    ladders = petra.get_by_role("list", name="Closed cycles of Ladders, the newest first")
    ladders.get_by_role("link", name="Engineering 2026 Q3").click()
    says(petra, "Too few people.", "This says nothing about what anybody answered, and holds for everyone.")
    expect(petra.locator("main table")).to_have_count(0)


def _payroll(walk: Walk) -> None:
    petra = walk.at("petra", "/cycles/")
    follow(petra, "Engineering 2026 Q4")
    follow(petra, "See how far the telling is")
    says(petra, "2 of 55 people have been told.", "Each download is written down.")
    lines = downloaded(petra, "Download the results as CSV")
    assert lines[0] == ["employee_id", "name", "role", "overall", "decision"]
    assert len(lines) == 56
    assert ["P0011", "Ivan Petrov", "IC1 Engineer I", "Exceeding", ""] in lines
    assert ["P0013", "Lena Fischer", "IC3 Senior engineer", "Exceeding", "approved"] in lines
    for first in ("mei", "pavel", "lena"):
        heading(walk.at(first, petra.url.replace("finalising/", "results.csv")), "There is nothing here for you")
