"""The text fields of notebooks: which are open, and who may read the others in the scene.

Entries are about Ivan: `@own_…` are his, `@of_report_…` Mei's. Self-reflections are named by who wrote them.
"""

OPEN = {
    "reviews.entry.source": "a choice",
    "reviews.growthline.kind": "a choice",
    "reviews.entryaudience.audience": "a choice",
    "reviews.reflection.state": "a state",
    "reviews.ask.state": "a state",
    "reviews.ask.readers": "a choice",
    "reviews.sentences.readers": "a choice",
    "reviews.reflection.readers": "a choice",
}

GROUP = "petra dana dilan oskar mei marco noor"

SECRET = {
    f"reviews.entry.{field}@{which}": readers
    for field in ("text", "link")
    for which, readers in {
        "own_private": "ivan",
        "own_manager": "ivan mei",
        "own_group": f"ivan {GROUP}",
        "of_report_private": "mei",
        "of_report_subject": "mei ivan",
    }.items()
} | {
    f"reviews.{model}.text@{first}": readers
    for model in ("reflection", "reflectionaxis")
    for first, readers in {
        "ivan": f"ivan {GROUP}",  # for the group
        "lena": "lena marco",  # for who assesses her
        "ines": "ines",  # a draft
    }.items()
}

SECRET |= {
    # Ivan writes one into his plan, Mei the other
    "reviews.growthline.text@own": "ivan mei",
    "reviews.growthline.text@promised": "ivan mei",
    # Mei wrote it of Ivan: what he is assessed against is read by whoever reads that
    "reviews.profiletext.text": f"ivan {GROUP}",
    "reviews.ask.question@open": "ivan lena",
    "reviews.ask.question@answered": "ivan tariq",
    "reviews.ask.question@of_report": "mei noor",
    "reviews.sentences.text@answered": "ivan tariq",
    "reviews.sentences.text@of_report": GROUP,  # never Ivan, about whom it is
}
