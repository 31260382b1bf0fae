"""Forms of passwords in the product's words, the search for people, and giving a permission."""

import logging
from datetime import date, datetime, time, timedelta
from smtplib import SMTPException
from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django import forms
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock, kind_lines
from accounts.backends import may_come_in
from accounts.form_words import Form, ModelForm, OwnWords
from accounts.models import GrantKind, Organisation, Person
from accounts.organisation import SETTINGS, bias_kinds_given

log = logging.getLogger(__name__)

NEW_PASSWORD = gettext_lazy("At least twelve characters: a few words you can remember are best.")
LONGEST_PASSWORD = 1000
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def plain(fields: dict[str, forms.Field], labels: dict[str, Any]) -> None:
    """Gives the fields our labels, and takes away what stands grey inside them."""
    for name, label in labels.items():
        field = fields[name]
        field.label = label
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""
        if isinstance(field.widget, forms.PasswordInput):
            field.validators.append(MaxLengthValidator(LONGEST_PASSWORD))


class SignInForm(OwnWords, account.LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields, {"login": gettext_lazy("Your address"), "password": gettext_lazy("Your password")})


class ResetForm(OwnWords, account.ResetPasswordForm):
    """The address a mail is sent to: one mail, whoever has it or has it not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields, {"email": gettext_lazy("Your address")})

    def clean_email(self) -> str:
        """Closed accounts are as none."""
        address = super().clean_email()
        self.users = [person for person in self.users if may_come_in(person)]
        return address

    def save(self, request: HttpRequest, **more: Any) -> str:
        """Sends the mail, unless the address has had so many lately that more would be a nuisance."""
        address: str = self.cleaned_data["email"].lower()
        if ratelimit.consume(request, action="mails_to_an_address", key=address):
            try:
                super().save(request, **more)
            except (SMTPException, OSError) as wrong:
                log.error("a link was not sent: the mail server could not take it (%s)", type(wrong).__name__)
        return address


class LinkForm(OwnWords, account.UserTokenForm):
    """What a link in a mail says: whose it is, and its secret. It opens no closed account."""

    def clean(self) -> dict[str, Any]:
        """Refuses it like any that does not work."""
        cleaned: dict[str, Any] = super().clean()
        if not may_come_in(self.reset_user):
            raise get_adapter().validation_error("invalid_password_reset")
        return cleaned


class ChooseForm(OwnWords, account.ResetPasswordKeyForm):
    """A new password, by the link in a mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields, {"password1": gettext_lazy("New password"), "password2": gettext_lazy("The same again")})
        self.fields["password1"].help_text = NEW_PASSWORD


class ChangeForm(OwnWords, account.ChangePasswordForm):
    """A new password for somebody who knows the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": gettext_lazy("Your password until now"),
            "password1": gettext_lazy("New password"),
            "password2": gettext_lazy("The same again"),
        }
        plain(self.fields, labels)
        self.fields["password1"].help_text = NEW_PASSWORD


class FirstForm(OwnWords, account.SetPasswordForm):
    """A password for somebody who has none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields, {"password1": gettext_lazy("New password"), "password2": gettext_lazy("The same again")})
        self.fields["password1"].help_text = NEW_PASSWORD


class AgainForm(OwnWords, account.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields, {"password": gettext_lazy("Your password")})


class SearchForm(Form):
    """A part of a name or of an address."""

    q = forms.CharField(
        label=gettext_lazy("Name or address"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class TrailForm(Form):
    """Which part of the trail is shown: an act, and days."""

    act = forms.CharField(
        label=gettext_lazy("Act"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("As it stands in the list: release, give, download results."),
    )
    from_on = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=DAY, validators=[MinValueValidator(date(2000, 1, 1))]
    )
    to_on = forms.DateField(
        label=gettext_lazy("To"), required=False, widget=DAY, validators=[MaxValueValidator(date(2999, 12, 31))]
    )

    def verb(self) -> str:
        """The act as the trail has it; empty for any."""
        return str(self.cleaned_data.get("act", "")).strip().replace(" ", "_")

    def days(self) -> Q:
        """The instants of those days in the reader's zone, the first and the last included."""
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("to_on")
        asked = Q()
        if first:
            asked &= Q(at__gte=timezone.make_aware(datetime.combine(first, time.min)))
        if last:
            asked &= Q(at__lt=timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min)))
        return asked


class KindsField(forms.CharField):
    """A list, one a line; two that differ in empty lines or space are the same."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return "\n".join(kind_lines.kinds_in(super().to_python(value)))


class OrganisationForm(ModelForm):
    """The organisation's settings. What each was when the page was made comes back with it: only what somebody has
    changed on the page is changed."""

    class Meta:
        model = Organisation
        fields = list(SETTINGS)

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        show_hidden_initial=True,
        help_text=gettext_lazy("Stands beside the day on everyone's first page."),
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        show_hidden_initial=True,
        help_text=gettext_lazy(
            "For whoever has none of their own: in which zone they read times, and when their last day to vote ends. "
            "Screens in the meeting's room show its time."
        ),
    )
    roles_are_open = forms.BooleanField(
        label=gettext_lazy("Colleagues see each other's role and level"),
        required=False,
        show_hidden_initial=True,
        help_text=gettext_lazy(
            "With their history, on the pages of people. Otherwise only the person, the managers above and People Ops "
            "see them. Ratings and results are never shown to colleagues."
        ),
    )

    readers_are_named = forms.BooleanField(
        label=gettext_lazy("People read the names of who has read about them"),
        required=False,
        show_hidden_initial=True,
        help_text=gettext_lazy(
            "Of those who read outside a review, or after its close. Otherwise they are told how many. What is kept in "
            "the trail, and what People Ops read there, stays the same."
        ),
    )

    statement_words = forms.IntegerField(
        label=gettext_lazy("Words of a statement that the room can read"),
        required=False,
        min_value=20,
        max_value=1000,
        show_hidden_initial=True,
        help_text=gettext_lazy(
            "Stands under the statement of an assessment with the number of words so far; nothing is cut and nothing "
            "refused. Empty: no number is said."
        ),
    )
    gives_hints = forms.BooleanField(
        label=gettext_lazy("Assessments are looked over while they are written"),
        required=False,
        show_hidden_initial=True,
        help_text=gettext_lazy(
            "A hint stands beside a field after it was saved: an overall rating that no axis carries, a statement "
            "without an example, words about the person rather than the work. No score, nothing stored, nothing sent "
            "away. Everybody can read what is looked for, on the page of the hints."
        ),
    )
    bias_kinds = KindsField(
        label=gettext_lazy("Kinds of bias of your own"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "class": "short"}),
        show_hidden_initial=True,
        help_text=gettext_lazy(
            "One a line, at most ten, each of at most 40 characters. Meetings count them beside the five that are "
            "always there: similarity, expedience, experience, distance, safety. A kind that is taken off the list "
            "keeps its counts in the meetings that have some."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = dict.fromkeys([*clock.zones(), self.instance.time_zone])
        self.fields["time_zone"].choices = [(zone, zone) for zone in known if zone]

    def clean_name(self) -> str:
        """One line."""
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_bias_kinds(self) -> str:
        """At most ten lines of at most 40 characters, none twice, and none of those that are there anyway."""
        kinds = kind_lines.kinds_in(self.cleaned_data["bias_kinds"])
        given = [word for words in bias_kinds_given for word in words()]
        wrong = [_("“%s” is longer than 40 characters.") % kind for kind in kind_lines.too_long(kinds)]
        wrong += [_("“%s” stands there twice.") % kind for kind in kind_lines.twice(kinds)]
        wrong += [_("“%s” is one of the five that are always there.") % kind for kind in kind_lines.among(kinds, given)]
        if len(kinds) > kind_lines.MOST:
            wrong.append(_("These are %s kinds; ten fit.") % len(kinds))
        if wrong:
            raise forms.ValidationError(wrong)
        return "\n".join(kinds)

    def changes(self) -> dict[str, Any]:
        """What was changed on the page."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class AddressForm(Form):
    """A new address for somebody who holds a permission."""

    address = forms.EmailField(
        label=gettext_lazy("New address"),
        max_length=254,
        help_text=gettext_lazy("They sign in with it, and mails go there."),
    )

    def clean_address(self) -> str:
        """In small letters, as all addresses are kept."""
        return str(self.cleaned_data["address"]).lower()


class GrantForm(Form):
    """A permission: which, over whom, why. `by` gives it and is offered no more than they may give."""

    kind = forms.ChoiceField(label=gettext_lazy("Permission"))
    head = forms.EmailField(
        label=gettext_lazy("Over everyone below"),
        required=False,
        help_text=gettext_lazy("The address of the head of that part. Empty: the whole organisation."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "short"}),
        help_text=gettext_lazy("People Ops and the person read this."),
        error_messages={"required": gettext_lazy("Say why: a permission without a reason is not given.")},
    )

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere = by.holds_everywhere(GrantKind.PEOPLE_OPS)
        self.fields["kind"].choices = GrantKind.choices if everywhere else [GrantKind.choices[0]]
        if not everywhere:
            self.fields["head"].required = True
            self.fields["head"].help_text = _("The address of the head of that part; you can give no wider than yours.")

    def clean_head(self) -> Person | None:
        """The person of that address, or None for the whole organisation."""
        address = self.cleaned_data["head"]
        if not address:
            return None
        head = Person.objects.filter(email__iexact=address, is_active=True).first()
        if head is None:
            raise forms.ValidationError(_("Nobody here has that address."))
        return head

    def clean(self) -> dict[str, Any]:
        """Only People Ops is given over a part."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("head") and cleaned.get("kind") not in (None, GrantKind.PEOPLE_OPS):
            self.add_error("head", _("This permission is for the whole organisation: leave the address empty."))
        return cleaned
