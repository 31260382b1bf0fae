"""Routes of signing in and of second steps: of allauth only what is used, marked like every view of ours.

allauth's forms take PUT, and one of them DELETE, as if it were POST; here each takes what its page sends, nothing else.
"""

from allauth.account import views as sign_in
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path, reverse_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.access import View, members, public, recently_signed_in
from accounts.providers import where_passwords_are
from accounts.views import providers
from accounts.views.passkeys import passkey_again
from accounts.views.sign_in import sign_in_page

form = require_http_methods(["GET", "HEAD", "POST"])


def with_password(view: View) -> View:
    """A form that is there where passwords are a way in."""
    return form(where_passwords_are(view))


def proven(view: View) -> View:
    """For members who said lately who they are."""
    return members(form(recently_signed_in(view)))


INDEX = reverse_lazy("mfa_index")
rename_passkey = passkeys.EditWebAuthnView.as_view(success_url=INDEX)
remove_passkey = passkeys.RemoveWebAuthnView.as_view(success_url=INDEX)

urlpatterns = [
    path("sign-in/", public(form(sign_in_page)), name="account_login"),
    path("sign-in/closed/", public(require_safe(sign_in.account_inactive)), name="account_inactive"),
    path("sign-in/code/", public(form(factors.authenticate)), name="mfa_authenticate"),
    path("sign-in/passkey/", public(with_password(passkeys.login_webauthn)), name="mfa_login_webauthn"),
    path("sign-in/again/", members(form(sign_in.reauthenticate)), name="account_reauthenticate"),
    path("sign-in/again/code/", members(form(factors.reauthenticate)), name="mfa_reauthenticate"),
    path("sign-in/again/passkey/", members(form(passkey_again)), name="mfa_reauthenticate_webauthn"),
    path("sign-in/with/<slug:key>/", providers.provider_begin, name="provider_begin"),
    path("sign-in/again/with/<slug:key>/", providers.provider_again, name="provider_again"),
    path("sign-in/back/", providers.oidc_back, name="oidc_back"),
    path("sign-in/saml/", providers.saml_back, name="saml_back"),
    path("sign-in/saml/finish/", providers.saml_finish, name="saml_finish"),
    path("sign-in/saml/metadata/", providers.saml_metadata, name="saml_metadata"),
    path("sign-out/", members(form(sign_in.logout)), name="account_logout"),
    path("password/change/", members(with_password(sign_in.password_change)), name="account_change_password"),
    path("password/set/", proven(where_passwords_are(sign_in.password_set)), name="account_set_password"),
    path("password/reset/", public(with_password(sign_in.password_reset)), name="account_reset_password"),
    path(
        "password/reset/sent/",
        public(require_safe(where_passwords_are(sign_in.password_reset_done))),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        public(with_password(sign_in.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        public(require_safe(where_passwords_are(sign_in.password_reset_from_key_done))),
        name="account_reset_password_from_key_done",
    ),
    path("account/second-step/", members(require_safe(factors.index)), name="mfa_index"),
    path("account/second-step/app/", proven(app.activate_totp), name="mfa_activate_totp"),
    path(
        "account/second-step/app/remove/",
        proven(app.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path("account/second-step/passkey/", proven(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "account/second-step/passkey/<int:pk>/rename/",
        proven(rename_passkey),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/second-step/passkey/<int:pk>/remove/",
        proven(remove_passkey),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/second-step/codes/",
        members(require_GET(recently_signed_in(codes.view_recovery_codes))),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/second-step/codes/new/",
        proven(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]
