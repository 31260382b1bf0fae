"""Routes of signing in and of second steps: of allauth only what is used, marked like every view of ours."""

from allauth.account import views as sign_in
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path, reverse_lazy

from accounts.access import members, public, recently_signed_in
from accounts.views.passkeys import passkey_again

INDEX = reverse_lazy("mfa_index")
rename_passkey = passkeys.EditWebAuthnView.as_view(success_url=INDEX)
remove_passkey = passkeys.RemoveWebAuthnView.as_view(success_url=INDEX)

urlpatterns = [
    path("sign-in/", public(sign_in.login), name="account_login"),
    path("sign-in/closed/", public(sign_in.account_inactive), name="account_inactive"),
    path("sign-in/code/", public(factors.authenticate), name="mfa_authenticate"),
    path("sign-in/passkey/", public(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/again/", members(sign_in.reauthenticate), name="account_reauthenticate"),
    path("sign-in/again/code/", members(factors.reauthenticate), name="mfa_reauthenticate"),
    path("sign-in/again/passkey/", members(passkey_again), name="mfa_reauthenticate_webauthn"),
    path("sign-out/", members(sign_in.logout), name="account_logout"),
    path("password/change/", members(sign_in.password_change), name="account_change_password"),
    path("password/set/", members(sign_in.password_set), name="account_set_password"),
    path("password/reset/", public(sign_in.password_reset), name="account_reset_password"),
    path("password/reset/sent/", public(sign_in.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        public(sign_in.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        public(sign_in.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("account/second-step/", members(factors.index), name="mfa_index"),
    path("account/second-step/app/", members(recently_signed_in(app.activate_totp)), name="mfa_activate_totp"),
    path(
        "account/second-step/app/remove/",
        members(recently_signed_in(app.deactivate_totp)),
        name="mfa_deactivate_totp",
    ),
    path("account/second-step/passkey/", members(recently_signed_in(passkeys.add_webauthn)), name="mfa_add_webauthn"),
    path(
        "account/second-step/passkey/<int:pk>/rename/",
        members(recently_signed_in(rename_passkey)),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/second-step/passkey/<int:pk>/remove/",
        members(recently_signed_in(remove_passkey)),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/second-step/codes/",
        members(recently_signed_in(codes.view_recovery_codes)),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/second-step/codes/new/",
        members(recently_signed_in(codes.generate_recovery_codes)),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/second-step/codes/file/",
        members(recently_signed_in(codes.download_recovery_codes)),
        name="mfa_download_recovery_codes",
    ),
]
