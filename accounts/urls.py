"""Routes of people, permissions and one's own account."""

from django.urls import path

from accounts import sign_in_urls
from accounts.providers import where_passwords_are
from accounts.views import account, addresses, grants, invitations, organisation, people, rights, styleguide, trail

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/invitations/", invitations.people_invitations, name="people_invitations"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("people/<uuid:pk>/invite/", people.person_invite, name="person_invite"),
    path("people/<uuid:pk>/second-step/", people.person_second_step, name="person_second_step"),
    path("people/<uuid:pk>/permission/", grants.grant_give, name="grant_give"),
    path("people/<uuid:pk>/address/", addresses.address, name="address"),
    path("people/address/<uuid:pk>/confirm/", addresses.address_confirm, name="address_confirm"),
    path("people/address/<uuid:pk>/withdraw/", addresses.address_withdraw, name="address_withdraw"),
    path("people/<uuid:pk>/data/", rights.person_data, name="person_data"),
    path("people/<uuid:pk>/data/hold/", rights.person_hold, name="person_hold"),
    path("people/<uuid:pk>/data/texts/", rights.person_passages, name="person_passages"),
    path("people/<uuid:pk>/data/erasure/", rights.erasure_ask, name="erasure_ask"),
    path("people/hold/<uuid:pk>/lift/", rights.hold_lift, name="hold_lift"),
    path("people/erasure/<uuid:pk>/confirm/", rights.erasure_confirm, name="erasure_confirm"),
    path("people/erasure/<uuid:pk>/withdraw/", rights.erasure_withdraw, name="erasure_withdraw"),
    path("permissions/", grants.grants, name="grants"),
    path("permissions/<uuid:pk>/end/", grants.grant_end, name="grant_end"),
    path("permissions/<uuid:pk>/confirm/", grants.grant_confirm, name="grant_confirm"),
    path("permissions/<uuid:pk>/withdraw/", grants.grant_withdraw, name="grant_withdraw"),
    path("organisation/", organisation.organisation, name="organisation"),
    path("organisation/kept/", organisation.organisation_kept, name="organisation_kept"),
    path("trail/", trail.trail, name="trail"),
    path("trail/sign-ins/", trail.trail_sign_ins, name="trail_sign_ins"),
    path("trail/readings/", trail.trail_readings, name="trail_readings"),
    path("styleguide/", styleguide.components, name="styleguide"),
    path("styleguide/room/<slug:face>/", styleguide.room, name="styleguide_room"),
    path("sign-up/", account.sign_up, name="account_signup"),
    path("account/", account.account, name="account"),
    path("account/sessions/", account.account_sessions, name="account_sessions"),
    path("account/sessions/<uuid:handle>/end/", account.session_end, name="session_end"),
    path("account/sessions/end-others/", account.sessions_end_others, name="sessions_end_others"),
    path("invitation/", where_passwords_are(invitations.invitation), name="invitation"),
    path("invitation/again/", where_passwords_are(invitations.invitation_again), name="invitation_again"),
    path("invitation/<str:token>/", where_passwords_are(invitations.invitation_link), name="invitation_link"),
    *sign_in_urls.urlpatterns,
]
