"""Fields in which people are named: by name, address or employee id."""

import re
from typing import Any

from django import forms
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person

MOST_NAMES = 500
MOST_WRONG = 10  # names that are said to be wrong at once
MOST_NEAR = 4  # people who are named as those that may be meant


class PeopleField(forms.CharField):
    """People by name, address or employee id: one a line, or with commas between. Cleans to a list of persons."""

    def __init__(self, rows: int = 1, most: int = MOST_NAMES, **more: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "class": "short"}) if rows > 1 else forms.TextInput()
        self.most = most
        super().__init__(widget=widget, required=more.pop("required", False), max_length=60_000, **more)
        self.widget.attrs.pop("maxlength", None)

    def clean(self, value: Any) -> list[Person]:
        words = [word.strip() for word in re.split(r"[\n\r,;]", super().clean(value)) if word.strip()]
        words = list(dict.fromkeys(words))
        if len(words) > self.most:
            raise forms.ValidationError(
                _("These are %(count)d names; name at most %(most)d.") % {"count": len(words), "most": self.most}
            )
        return self._found(words)

    def _found(self, words: list[str]) -> list[Person]:
        if not words:
            return []
        lower = [word.lower() for word in words]
        rows = Person.objects.annotate(lname=Lower("name"), lmail=Lower("email"))
        rows = rows.filter(Q(employee_id__in=words) | Q(lmail__in=lower) | Q(lname__in=lower), is_active=True)
        known: dict[str, list[Person]] = {}
        for person in rows:
            for word in {person.employee_id, person.email.lower(), person.name.lower()}:
                known.setdefault(word, []).append(person)
        wrong, found = [], []
        for word in words:
            people = known.get(word) or known.get(word.lower()) or []
            if len(people) == 1:
                found.append(people[0])
            elif people:
                wrong.append(_("More than one person is called %(name)s: give the address.") % {"name": word[:80]})
            else:
                wrong.append(_unknown(word, len(wrong) < MOST_WRONG))
        if wrong:
            raise forms.ValidationError(wrong[:MOST_WRONG])
        return found


def _unknown(word: str, looks_near: bool) -> str:
    """That nobody is known so, and whose names hold what was typed: nobody is taken for somebody else."""
    said = _("Nobody here is known as “%(name)s”.") % {"name": word[:80]}
    if not looks_near:
        return said
    near = Person.objects.filter(name__icontains=word, is_active=True).order_by("name", "pk")
    names = list(near.values_list("name", flat=True)[: MOST_NEAR + 1])
    if not names:
        return said
    if len(names) > MOST_NEAR:
        return said + " " + _("Many names hold it: write more of the one you mean.")
    return said + " " + _("Do you mean %(names)s?") % {"names": get_text_list(names, _("or"))}


class PersonField(PeopleField):
    """One person, who is asked for. Cleans to the person; `missing` is said where nobody is named."""

    def __init__(self, label: Any, missing: Any) -> None:
        help_text = gettext_lazy("Name, address or employee id.")
        super().__init__(most=1, required=True, label=label, help_text=help_text, error_messages={"required": missing})

    def clean(self, value: Any) -> Person:
        found = super().clean(value)
        if not found:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return found[0]
