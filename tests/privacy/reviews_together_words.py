"""The text fields of those who write together: which are open, and who may read the others in the scene."""

OPEN = {"reviews.input.state": "a state", "reviews.commontext.state": "a state"}

SECRET = {
    # on Ivan, in preview: its author and the group's readers; a draft its author alone
    "reviews.input.text@submitted": "tariq petra dana dilan oskar mei marco noor",
    "reviews.input.text@draft": "frida",
    # the common text of Ivan and Mei: what both agreed to the group reads as well
    "reviews.commontext.text@agreed": "ivan petra dana dilan oskar mei marco noor",
    "reviews.commontext.text@shown": "ivan mei",
    "reviews.commontext.text@draft": "mei",
}
