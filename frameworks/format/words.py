"""Translation that also works where Django is not set up (``python -m frameworks.format``)."""

from django.conf import settings
from django.utils.translation import gettext


def _(sentence: str) -> str:
    """The sentence in the reader's language; as it stands where no settings are loaded."""
    return gettext(sentence) if settings.configured else sentence


def gettext_noop(sentence: str) -> str:
    """The sentence as it stands, marked for translators; Django's own of this name wants settings."""
    return sentence
