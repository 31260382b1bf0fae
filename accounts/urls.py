"""Routes of people, permissions and sign-in; of allauth only what is used."""

from allauth.account import views as sign_in
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from django.urls import path, re_path

from accounts.access import members, public
from accounts.views import account, addresses, grants, people, styleguide

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("people/<uuid:pk>/invite/", people.person_invite, name="person_invite"),
    path("people/<uuid:pk>/permission/", grants.grant_give, name="grant_give"),
    path("people/<uuid:pk>/address/", addresses.address, name="address"),
    path("people/address/<uuid:pk>/confirm/", addresses.address_confirm, name="address_confirm"),
    path("people/address/<uuid:pk>/withdraw/", addresses.address_withdraw, name="address_withdraw"),
    path("permissions/", grants.grants, name="grants"),
    path("permissions/<uuid:pk>/end/", grants.grant_end, name="grant_end"),
    path("styleguide/", styleguide.components, name="styleguide"),
    path("styleguide/room/<slug:face>/", styleguide.room, name="styleguide_room"),
    path("account/", account.account, name="account"),
    path("account/sessions/", account.account_sessions, name="account_sessions"),
    path("account/sessions/<uuid:handle>/end/", account.session_end, name="session_end"),
    path("account/sessions/end-others/", account.sessions_end_others, name="sessions_end_others"),
    path("sign-in/", public(sign_in.login), name="account_login"),
    path("sign-in/closed/", public(sign_in.account_inactive), name="account_inactive"),
    path("sign-in/code/", public(factors.authenticate), name="mfa_authenticate"),
    path("sign-in/again/", members(sign_in.reauthenticate), name="account_reauthenticate"),
    path("sign-in/again/code/", members(factors.reauthenticate), name="mfa_reauthenticate"),
    path("sign-out/", members(sign_in.logout), name="account_logout"),
    path("sign-up/", account.sign_up, name="account_signup"),
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
    path("account/second-step/app/", members(app.activate_totp), name="mfa_activate_totp"),
    path("account/second-step/app/remove/", members(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/second-step/codes/", members(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/second-step/codes/new/", members(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(
        "account/second-step/codes/file/",
        members(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
