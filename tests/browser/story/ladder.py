"""Step 1: Frida publishes the second version of Engineering, and Ines reads what is expected of her."""

from playwright.sync_api import expect

from tests.browser.story.walk import Walk, follow, heading, press, says, says_not

NEW = (
    "Looks after their own changes once they run in production, with logs and measurements that show whether they work."
)


def step(walk: Walk) -> None:
    """Publishing shows first what it changes; then my level holds the new text, the ways on and the change."""
    ines = walk.at("ines", "/my-level/")
    heading(ines, "IC2, Engineer II")
    says_not(ines, NEW)
    frida = walk.at("frida", "/frameworks/")
    says(frida, "Version 2, a draft that only framework editors see")
    follow(frida, "Engineering")
    follow(frida, "See what publishing it would change")
    heading(frida, "What version 2 of Engineering changes")
    says(frida, NEW)
    expect(frida.locator("del", has_text="Engineer I").first).to_be_visible()
    walk.picture("publish", frida)
    press(frida, "Publish version 2 of Engineering")
    says(frida, "Version 2 of Engineering is in force from now on.")
    _my_level(walk)
    assert walk.at("ines", frida.url.split("?")[0] + "?version=2").title() == "Engineering – Plumbline"


def _my_level(walk: Walk) -> None:
    ines = walk.at("ines", "/my-level/")
    assert ines.locator("main h2").all_inner_texts()[:5] == [
        "Proficiency",
        "Execution",
        "Teamwork",
        "My growth plan",
        "Ways on from here",
    ]
    says(ines, "Writes sound code that others can rely on and change.", NEW)
    before = ines.locator("details", has_text="What comes from IC1").first
    before.locator("summary").click()
    expect(before).to_contain_text("Uses the basic technical skills of the job")
    assert ines.locator("article h3").all_inner_texts() == ["IC3, Senior engineer the next level"]
    heading_of_change = ines.get_by_role("heading", name="What version 2 changed for you")
    expect(heading_of_change).to_be_visible()
    says(ines, "Version 2, in force since Wednesday, 9 December 2026, compared with version 1.")
    expect(ines.locator("ins", has_text=NEW)).to_be_visible()
    expect(ines.locator("del", has_text="Helps with hiring when there is an opportunity")).to_be_visible()
    walk.picture("my-level", ines)
    follow(ines, "IC2 and IC3 side by side")
    says(ines, "IC2", "IC3")
    expect(ines.get_by_text("Decides what a hard and loosely described problem includes").first).to_be_visible()
