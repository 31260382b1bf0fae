"""Step 6: Dana and Dilan vote, each without seeing the other's vote first; Petra confirms with a day."""

from playwright.sync_api import expect

from tests.browser.story.walk import Walk, follow, heading, press, says, says_not

STARTS_ON = "2026-12-16"


def step(walk: Walk) -> None:
    """Two votes decide; the person learns nothing of it yet; the deciding ends."""
    vote = "Vote on the pitch for Lena Fischer, by Wednesday, 16 December, in seven days"
    dilan, dana = walk.today("dilan"), walk.today("dana")
    follow(dilan, vote)
    dilan.get_by_label("approve").check()
    dilan.get_by_label("Why").fill("The plan for the archive held in three teams.")
    press(dilan, "Cast my vote")
    says(dilan, "Your vote on Lena Fischer is cast.", "Pitched for IC4, Senior engineer II. Not decided yet.")
    follow(dana, vote)
    says_not(dana, "The plan for the archive held in three teams.", "Dilan Yıldız: approve")
    dana.get_by_label("approve").check()
    press(dana, "Cast my vote")
    says(
        dana, "Approved; People Ops has yet to confirm it with a day.", "The plan for the archive held in three teams."
    )
    for first in ("lena", "ivan", "mei"):
        heading(walk.at(first, dana.url), "There is nothing here for you")
    _confirm(walk)


def _confirm(walk: Walk) -> None:
    petra = walk.today("petra")
    follow(petra, "Confirm the new role of Lena Fischer with a day")
    petra.get_by_label("The new role starts on").fill(STARTS_ON)
    press(petra, "Confirm IC4, Senior engineer II for Lena")
    says(petra, "The decision on Lena Fischer is confirmed.")
    petra = walk.today("petra")
    follow(petra, "Finish the deciding of Engineering: nothing is left to decide")
    press(petra, "Finish the deciding of Engineering")
    says(petra, "The deciding of Engineering is finished.")
    follow(petra, "See whose words are done")
    says(petra, "The words to 55 people are not done yet.")
    expect(petra.get_by_role("button", name="Release Engineering")).to_have_count(0)
    lena = walk.at("lena", "/my-level/")
    heading(lena, "IC3, Senior engineer")
    says_not(walk.at("lena", "/my-results/"), "IC4", "Approved", "approved")
