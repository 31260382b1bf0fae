"""The text fields of those who write together: which are open, and who may read the others in the scene."""

OPEN = {"reviews.input.state": "a state"}

SECRET = {
    # on Ivan, in preview: its author and the group's readers; a draft its author alone
    "reviews.input.text@submitted": "tariq petra dana dilan oskar mei marco noor",
    "reviews.input.text@draft": "frida",
}
