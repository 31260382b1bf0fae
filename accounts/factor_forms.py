"""Forms of the second step in the product's words: codes of an app, saved codes, passkeys."""

from typing import Any

from allauth.mfa.base import forms as factors
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.utils.translation import gettext_lazy

from accounts.form_words import OwnWords
from accounts.forms import plain

LONGEST_NAME = 60
LONGEST_ANSWER = 20_000
NOTHING_CAME = {
    "required": gettext_lazy(
        "Your browser handed over no passkey. It needs scripts for that: allow them, or use a code."
    ),
    "invalid": gettext_lazy("What came is no passkey. Load the page anew and try again."),
}


class CodeForm(OwnWords, factors.AuthenticateForm):
    """The second step of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields, {"code": gettext_lazy("Code")})


class CodeAgainForm(OwnWords, factors.ReauthenticateForm):
    """A code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields, {"code": gettext_lazy("Code")})


class FirstCodeForm(OwnWords, totp.ActivateTOTPForm):
    """The first code of an authenticator app, which shows that it is set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields, {"code": gettext_lazy("The six digits the app shows now")})


class CredentialField(forms.JSONField):
    """What the browser hands over: refused with a sentence where it has not the shape of a passkey's answer."""

    def to_python(self, value: Any) -> Any:
        """The answer as it was read, or None."""
        try:
            said = super().to_python(value) if len(value or "") <= LONGEST_ANSWER else []
        except RecursionError:
            said = []
        if said is not None and not self._has_the_shape(said):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return said

    @staticmethod
    def _has_the_shape(said: Any) -> bool:
        if not isinstance(said, dict) or not isinstance(said.get("response"), dict):
            return False
        return isinstance(said.get("id"), str) and said["id"] == said.get("rawId") and said["id"].isascii()


class WithPasskey(OwnWords):
    """A form whose field `credential` the browser fills."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField(widget=forms.HiddenInput, error_messages=NOTHING_CAME)


class PasskeyForm(WithPasskey, passkeys.AddWebAuthnForm):
    """A new passkey: one that asks for the finger, the face or a PIN, so that it stands for the password too."""

    passwordless = forms.BooleanField(widget=forms.HiddenInput, initial=True, error_messages=NOTHING_CAME)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = name_field(required=False)

    def clean(self) -> dict[str, Any]:
        """What cannot be read is refused in words too."""
        try:
            return super().clean()
        except ValueError:
            raise forms.ValidationError(NOTHING_CAME["invalid"], code="invalid") from None


class PasskeyNameForm(OwnWords, passkeys.EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = name_field(required=True)


class PasskeyStepForm(WithPasskey, passkeys.AuthenticateWebAuthnForm):
    """A passkey as the second step of signing in."""


class PasskeyAgainForm(WithPasskey, passkeys.ReauthenticateWebAuthnForm):
    """A passkey once more, before something that matters."""


class PasskeySignInForm(WithPasskey, passkeys.LoginWebAuthnForm):
    """Signing in with a passkey alone."""


def name_field(*, required: bool) -> forms.CharField:
    """By which its owner tells a passkey from others."""
    return forms.CharField(
        label=gettext_lazy("What you call it"),
        required=required,
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("Such as “work laptop”. Only you see it."),
    )
