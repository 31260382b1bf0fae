"""The words of what those who were there are asked: its questions and its steps."""

from django.utils.translation import gettext as _


def words_of(question: str) -> str:
    """A question as it is asked."""
    return {
        "heard": _("What people said was heard."),
        "helped": _("The wording of the framework helped."),
        "stand": _("I would stand for these results in front of the people they are about."),
    }[question]


def step_words() -> list[str]:
    """The five steps, the lowest first."""
    return [_("Not at all"), _("Rather not"), _("Partly"), _("Mostly"), _("Fully")]
