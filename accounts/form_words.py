"""What every form says of a field that is missing or wrong: one sentence of ours, made with the field's own label.

Forms of the product are made from `Form` or `ModelForm` of this module, and choose among rows with `OneOf`; forms of a
library take `OwnWords` first among their bases. A message that a form gives a field itself stays.
"""

from typing import Any

from django import forms
from django.forms.utils import pretty_name
from django.utils.translation import gettext_lazy as _

OUR_OWN_PAGE = _("A part of this page was missing or old when it was sent. Load the page again.")

EMPTY: list[tuple[type[forms.Field], Any]] = [
    (forms.BooleanField, _("“%(label)s” is not ticked.")),
    (forms.FileField, _("“%(label)s”: no file is chosen. Choose one.")),
    (forms.ChoiceField, _("“%(label)s”: nothing is chosen. Choose one.")),
    (forms.ModelChoiceField, _("“%(label)s”: nothing is chosen. Choose one.")),
    (forms.DateField, _("“%(label)s” has no day. Choose one, or write it as 2026-07-01.")),
    (forms.TimeField, _("“%(label)s” has no time. Write it as 14:30.")),
    (forms.IntegerField, _("“%(label)s” has no number. Write one.")),
    (forms.Field, _("“%(label)s” is empty. Write something there.")),
]
WRONG: list[tuple[type[forms.Field], Any]] = [
    (forms.EmailField, _("“%(label)s” is no mail address. Write it as name@company.example.")),
    (forms.DateField, _("There is no such day. Write it as 2026-07-01.")),
    (forms.TimeField, _("There is no such time. Write it as 14:30.")),
    (forms.IntegerField, _("“%(label)s” is no whole number.")),
    (forms.Field, _("“%(label)s” cannot be read as it stands.")),
]
NOT_ON_OFFER = _("What was sent for “%(label)s” is not on offer. Choose one of those shown.")
# by the code of the mistake; what has doubled percent signs is filled in by the validator
BY_CODE = {
    "invalid_choice": NOT_ON_OFFER,
    "invalid_pk_value": NOT_ON_OFFER,
    "invalid_list": NOT_ON_OFFER,
    "max_length": _(
        "“%(label)s” is longer than the %%(limit_value)d characters there is room for: it has %%(show_value)d."
    ),
    "min_length": _("“%(label)s” is shorter than the %%(limit_value)d characters that it needs."),
    "max_value": _("“%(label)s” has to be %%(limit_value)s or less."),
    "min_value": _("“%(label)s” has to be %%(limit_value)s or more."),
    "null_characters_not_allowed": _("“%(label)s” holds a character that no page can show (NUL). Take it out."),
}
OF_A_FILE = {
    "empty": _("“%(label)s” is empty: there is nothing in the file."),
    "max_length": _("The name of the file is longer than %%(max)d characters: give it a shorter one."),
}
# mistakes that come with values of their own, so that Django fills the message in once more
FILLED_IN = {
    *("invalid_choice", "invalid_pk_value", "max_length", "min_length", "max_value", "min_value"),
    "null_characters_not_allowed",
}


def _first(kinds: list[tuple[type[forms.Field], Any]], field: forms.Field) -> Any:
    return next(words for kind, words in kinds if isinstance(field, kind))


def words_for(field: forms.Field, code: str) -> Any:
    """The sentence, before its label is filled in, for that mistake in a field of that kind."""
    if isinstance(field, forms.FileField) and code in OF_A_FILE:
        return OF_A_FILE[code]
    if code == "required":
        return _first(EMPTY, field)
    return BY_CODE.get(code) or _first(WRONG, field)


def _given(field: forms.Field) -> dict[str, Any]:
    """The messages of a field that are not a library's."""
    theirs: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            theirs |= getattr(kind, "default_error_messages", {})
    return {code: said for code, said in field.error_messages.items() if theirs.get(code) is not said}


def speak(field: forms.Field, name: str) -> None:
    """Gives a field our words for whatever it or its validators may complain of."""
    own = _given(field)
    codes = {*field.error_messages, *(getattr(check, "code", None) for check in field.validators)} - {None}
    label = str(field.label) if field.label is not None else pretty_name(name)
    for code in codes - set(own):
        is_filled_in = code in FILLED_IN or (isinstance(field, forms.EmailField) and code == "invalid")
        said = words_for(field, code) % {"label": label.replace("%", "%%") if is_filled_in else label}
        field.error_messages[code] = OUR_OWN_PAGE if isinstance(field.widget, forms.HiddenInput) else said


class OneOf(forms.ModelChoiceField):
    """A choice among rows that answers nonsense as it answers any other row: not one of these."""

    def to_python(self, value: Any) -> Any:
        """The row chosen, or None."""
        try:
            return super().to_python(value)
        except forms.ValidationError:
            said = self.error_messages["invalid_choice"]
            raise forms.ValidationError(said, code="invalid_choice", params={"value": value}) from None


class OwnWords:
    """Mixed into a form: before anything is checked, its fields are given our words."""

    fields: dict[str, forms.Field]

    def full_clean(self) -> None:
        """Speaks for every field that the form has by then, whenever it was added."""
        for name, field in self.fields.items():
            speak(field, name)
        super().full_clean()  # type: ignore[misc]


class Form(OwnWords, forms.Form):
    """A form of the product."""


class ModelForm(OwnWords, forms.ModelForm):
    """A form of the product, of one row."""
