"""Routes of people, grants and sign-in."""

from allauth.account import views as account
from django.urls import path

from accounts.access import members, public
from accounts.views import people, styleguide

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("styleguide/", styleguide.components, name="styleguide"),
    path("styleguide/room/<slug:face>/", styleguide.room, name="styleguide_room"),
    path("sign-in/", public(account.login), name="account_login"),
    path("sign-out/", members(account.logout), name="account_logout"),
    path("sign-up/", public(account.signup), name="account_signup"),
    path("password/reset/", public(account.password_reset), name="account_reset_password"),
    path("password/reset/sent/", public(account.password_reset_done), name="account_reset_password_done"),
    path(
        "password/reset/key/<uidb36>-<key>/",
        public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]
