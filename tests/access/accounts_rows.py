"""Expected answers at the addresses of people, permissions and sign-in."""

from tests.access.table import Row, at

EVERYONE = "anon=200 *=200"

ROWS = [
    Row("home", at("/"), {"GET": "*=200", "POST": "*=405"}),
    Row("people", at("/people/"), {"GET": "*=200", "POST": "*=405"}),
    Row("person", lambda s: f"/people/{s.cast.lena.pk}/", {"GET": "*=200", "POST": "*=405"}),
    Row(
        "person_invite",
        lambda s: f"/people/{s.cast.lena.pk}/invite/",
        {"GET": "*=404 petra=405 pavel=405", "POST": "*=404 petra=302 pavel=403"},
    ),
    Row(
        "person_second_step",
        lambda s: f"/people/{s.cast.lena.pk}/second-step/",
        {"GET": "*=404 petra=200 pavel=403", "POST": "*=404 petra=409 pavel=403", "PUT": "*=404 petra=405 pavel=405"},
    ),
    Row(
        "grant_give",
        lambda s: f"/people/{s.cast.lena.pk}/permission/",
        {"GET": "*=404 petra=200 pavel=200", "POST": "*=404 petra=200 pavel=200", "PUT": "*=404 petra=405 pavel=405"},
    ),
    # Petra has asked that Frida be an operator, too; Pavel deals with his part only
    Row(
        "grant_confirm",
        lambda s: f"/permissions/{s.waiting_grant.pk}/confirm/",
        {"GET": "*=404 petra=405 pavel=405", "POST": "*=404 petra=403 pavel=403"},
    ),
    Row(
        "grant_withdraw",
        lambda s: f"/permissions/{s.waiting_grant.pk}/withdraw/",
        {"GET": "*=404 petra=405 pavel=405", "POST": "*=404 petra=302 pavel=403"},
    ),
    Row(
        "address",
        lambda s: f"/people/{s.cast.frida.pk}/address/",
        {"GET": "*=404 petra=200 frida=200", "POST": "*=404 petra=400 frida=403", "PUT": "*=405"},
    ),
    Row(
        "address_confirm",
        lambda s: f"/people/address/{s.change_of_address.pk}/confirm/",
        {"GET": "*=405", "POST": "*=404 petra=403 frida=302"},
    ),
    Row(
        "address_withdraw",
        lambda s: f"/people/address/{s.change_of_address.pk}/withdraw/",
        {"GET": "*=405", "POST": "*=404 petra=302 frida=302"},
    ),
    Row(
        "person_data",
        lambda s: f"/people/{s.cast.lena.pk}/data/",
        {"GET": "*=404 petra=200 pavel=403", "POST": "*=404 petra=405 pavel=405"},
    ),
    Row(
        "person_hold",
        lambda s: f"/people/{s.cast.lena.pk}/data/hold/",
        {"GET": "*=404 petra=200 pavel=403", "POST": "*=404 petra=400 pavel=403", "PUT": "*=404 petra=405 pavel=405"},
    ),
    Row(
        "person_passages",
        lambda s: f"/people/{s.cast.lena.pk}/data/texts/",
        {"GET": "*=404 petra=200 pavel=403", "POST": "*=404 petra=400 pavel=403", "PUT": "*=404 petra=405 pavel=405"},
    ),
    # Lena is still here
    Row(
        "erasure_ask",
        lambda s: f"/people/{s.cast.lena.pk}/data/erasure/",
        {"GET": "*=404 petra=405 pavel=405", "POST": "*=404 petra=409 pavel=403"},
    ),
    # one is in preparation
    Row(
        "copy_prepare",
        lambda s: f"/people/{s.cast.lena.pk}/data/copy/",
        {"GET": "*=404 petra=405 pavel=405", "POST": "*=404 petra=409 pavel=403"},
    ),
    Row(
        "copy",
        lambda s: f"/people/copies/{s.copy.pk}/",
        {"GET": "*=404 petra=200", "POST": "*=404 petra=302", "PUT": "*=404 petra=405 pavel=405"},
    ),
    Row(
        "copy_withdraw",
        lambda s: f"/people/copies/{s.copy.pk}/withdraw/",
        {"GET": "*=404 petra=405 pavel=405", "POST": "*=404 petra=302"},
    ),
    # not given yet; Tariq's is
    Row("copy_file", lambda s: f"/account/copies/{s.copy.pk}/file.zip", {"GET": "*=404 petra=409", "POST": "*=405"}),
    Row(
        "copy_file",
        lambda s: f"/account/copies/{s.given_copy.pk}/file.zip",
        {"GET": "*=404 petra=200 pavel=200 tariq=200", "POST": "*=405"},
    ),
    Row(
        "hold_lift",
        lambda s: f"/people/hold/{s.hold.pk}/lift/",
        {"GET": "*=404 petra=405 pavel=405", "POST": "*=404 petra=302 pavel=404"},
    ),
    # Pavel asked for Tariq's, who is still here
    Row(
        "erasure_confirm",
        lambda s: f"/people/erasure/{s.erasure.pk}/confirm/",
        {"GET": "*=404 petra=405 pavel=405", "POST": "*=404 petra=409 pavel=403"},
    ),
    Row(
        "erasure_withdraw",
        lambda s: f"/people/erasure/{s.erasure.pk}/withdraw/",
        {"GET": "*=404 petra=405 pavel=405", "POST": "*=404 petra=302 pavel=302"},
    ),
    Row("trail", at("/trail/"), {"GET": "*=404 petra=200 pavel=200", "POST": "*=404 petra=405 pavel=405"}),
    Row(
        "trail_sign_ins",
        at("/trail/sign-ins/"),
        {"GET": "*=404 petra=200 pavel=200", "POST": "*=404 petra=405 pavel=405"},
    ),
    Row(
        "trail_readings",
        at("/trail/readings/"),
        {"GET": "*=404 petra=200 pavel=200", "POST": "*=404 petra=405 pavel=405"},
    ),
    Row("grants", at("/permissions/"), {"GET": "*=404 petra=200 pavel=200", "POST": "*=404 petra=405 pavel=405"}),
    Row(
        "who_sees_what",
        at("/permissions/who-sees-what/"),
        {"GET": "*=404 petra=200 pavel=200", "POST": "*=404 petra=405 pavel=405"},
    ),
    Row(
        "grant_end",
        lambda s: f"/permissions/{s.grant.pk}/end/",
        {"GET": "*=404 petra=405 pavel=405", "POST": "*=404 petra=302 pavel=403"},
    ),
    Row(
        "people_import",
        at("/people/import/"),
        {"GET": "*=404 petra=200", "POST": "*=404 petra=200", "PUT": "*=404 petra=405"},
    ),
    Row(
        "people_import_template",
        at("/people/import/people.csv"),
        {"GET": "*=404 petra=200", "POST": "*=404 petra=405"},
    ),
    Row(
        "people_import_preview",
        lambda s: f"/people/import/{s.staged.pk}/",
        {"GET": "*=404 petra=200", "POST": "*=404 petra=405"},
    ),
    # nothing is worked on: the page is to be asked for anew
    Row(
        "people_import_progress",
        lambda s: f"/people/import/{s.staged.pk}/progress/",
        {"GET": "*=404 petra=204", "POST": "*=404 petra=405"},
    ),
    # a form that names no version is as one that came too late
    Row(
        "people_import_mend",
        lambda s: f"/people/import/{s.staged.pk}/mend/",
        {"GET": "*=404 petra=405", "POST": "*=404 petra=409"},
    ),
    Row(
        "people_import_replace",
        lambda s: f"/people/import/{s.staged.pk}/replace/",
        {"GET": "*=404 petra=405", "POST": "*=404 petra=200"},
    ),
    # it says not what was shown
    Row(
        "people_import_confirm",
        lambda s: f"/people/import/{s.staged.pk}/confirm/",
        {"GET": "*=404 petra=405", "POST": "*=404 petra=409"},
    ),
    Row(
        "people_import_discard",
        lambda s: f"/people/import/{s.staged.pk}/discard/",
        {"GET": "*=404 petra=405", "POST": "*=404 petra=302"},
    ),
    # somebody is here: these are as what never was
    Row("set_up", at("/set-up/"), {"GET": "anon=404 *=404", "POST": "anon=404 *=404"}),
    Row("set_up_organisation", at("/set-up/organisation/"), {"GET": "anon=404 *=404", "POST": "anon=404 *=404"}),
    Row("set_up_review", at("/set-up/review/"), {"GET": "anon=404 *=404", "POST": "anon=404 *=404"}),
    Row("set_up_ladders", at("/set-up/ladders/"), {"GET": "anon=404 *=404", "POST": "anon=404 *=404"}),
    Row("set_up_people", at("/set-up/people/"), {"GET": "anon=404 *=404", "POST": "anon=404 *=404"}),
    Row("set_up_template", at("/set-up/people/people.csv"), {"GET": "anon=404 *=404", "POST": "anon=404 *=404"}),
    Row("set_up_account", at("/set-up/account/"), {"GET": "anon=404 *=404", "POST": "anon=404 *=404"}),
    Row("organisation", at("/organisation/"), {"GET": "*=404 petra=200", "POST": "*=404 petra=400"}),
    Row(
        "organisation_kept",
        at("/organisation/kept/"),
        {"GET": "*=404 petra=200", "POST": "*=404 petra=400", "PUT": "*=404 petra=405"},
    ),
    # Hanne, who held People Ops until lately, has asked for it
    Row(
        "shortening_confirm",
        lambda s: f"/organisation/kept/{s.shortening.pk}/confirm/",
        {"GET": "*=404 petra=405", "POST": "*=404 petra=302"},
    ),
    Row(
        "shortening_withdraw",
        lambda s: f"/organisation/kept/{s.shortening.pk}/withdraw/",
        {"GET": "*=404 petra=405", "POST": "*=404 petra=302"},
    ),
    Row("recorded", at("/recorded/"), {"GET": "*=200", "POST": "*=405"}),
    Row("styleguide", at("/styleguide/"), {"GET": EVERYONE}),
    Row("styleguide_room", at("/styleguide/room/level/"), {"GET": EVERYONE}),
    Row("account", at("/account/"), {"GET": "*=200", "POST": "*=405"}),
    Row("account_sessions", at("/account/sessions/"), {"GET": "*=200", "POST": "*=405"}),
    Row(
        "session_end",
        lambda s: f"/account/sessions/{s.session.handle}/end/",
        {"GET": "*=405", "POST": "*=404 ivan=302"},
    ),
    Row("sessions_end_others", at("/account/sessions/end-others/"), {"GET": "*=405", "POST": "*=302"}),
    Row(
        "people_invitations",
        at("/people/invitations/"),
        {"GET": "*=404 petra=200 pavel=200", "POST": "*=404 petra=409 pavel=409", "PUT": "*=404 petra=405 pavel=405"},
    ),
    Row("invitation", at("/invitation/"), {"GET": EVERYONE, "POST": EVERYONE}),
    Row("invitation_again", at("/invitation/again/"), {"GET": EVERYONE, "POST": EVERYONE}),
    Row("invitation_link", at("/invitation/made-up/"), {"GET": "anon=302 *=302", "POST": "anon=405 *=405"}),
    Row("calendar_make", at("/account/calendar/"), {"GET": "*=405", "POST": "*=200"}),
    Row("calendar_end", at("/account/calendar/end/"), {"GET": "*=405", "POST": "*=302"}),
    Row(
        "person_calendar_end",
        lambda s: f"/people/{s.cast.lena.pk}/calendar/end/",
        {"GET": "*=404 petra=405 pavel=405", "POST": "*=404 petra=302 pavel=403"},
    ),
    # Lena's: whoever has the link reads it
    Row("calendar_file", at("/calendar/lenas-link.ics"), {"GET": EVERYONE, "POST": "anon=405 *=405"}),
    Row("calendar_file", at("/calendar/made-up.ics"), {"GET": "anon=404 *=404", "POST": "anon=405 *=405"}),
    Row("account_login", at("/sign-in/"), {"GET": "anon=200 *=302", "POST": "anon=200 *=302"}),
    Row("account_inactive", at("/sign-in/closed/"), {"GET": EVERYONE, "POST": "anon=405 *=405"}),
    Row("mfa_authenticate", at("/sign-in/code/"), {"GET": "anon=302 *=302", "POST": "anon=302 *=302"}),
    # the cast has no passwords: there is nothing by which one could say again who one is
    Row("account_reauthenticate", at("/sign-in/again/"), {"GET": "*=403", "POST": "*=403"}),
    Row("mfa_reauthenticate", at("/sign-in/again/code/"), {"GET": "*=403", "POST": "*=403"}),
    # without a provider there is no way through one; with one: tests/accounts/providers/test_doors.py
    Row("provider_begin", at("/sign-in/with/oidc/"), {"GET": "anon=405 *=405", "POST": "anon=404 *=404"}),
    Row("provider_again", at("/sign-in/again/with/oidc/"), {"GET": "*=404", "POST": "*=404"}),
    Row("oidc_back", at("/sign-in/back/"), {"GET": "anon=404 *=404", "POST": "anon=405 *=405"}),
    Row("saml_back", at("/sign-in/saml/"), {"GET": "anon=405 *=405", "POST": "anon=404 *=404"}),
    Row("saml_finish", at("/sign-in/saml/finish/"), {"GET": "anon=404 *=404", "POST": "anon=405 *=405"}),
    Row("saml_metadata", at("/sign-in/saml/metadata/"), {"GET": "anon=404 *=404", "POST": "anon=405 *=405"}),
    Row("mfa_login_webauthn", at("/sign-in/passkey/"), {"GET": "anon=302 *=302", "POST": "anon=302 *=302"}),
    Row("mfa_reauthenticate_webauthn", at("/sign-in/again/passkey/"), {"GET": "*=403", "POST": "*=403"}),
    Row("account_logout", at("/sign-out/"), {"GET": "*=200", "POST": "*=302"}),
    Row("account_signup", at("/sign-up/"), {"GET": "anon=403 *=403", "POST": "anon=403 *=403"}),
    Row("account_change_password", at("/password/change/"), {"GET": "*=302", "POST": "*=302"}),
    Row("account_set_password", at("/password/set/"), {"GET": "*=200", "POST": "*=200"}),
    Row("account_reset_password", at("/password/reset/"), {"GET": EVERYONE, "POST": EVERYONE}),
    Row("account_reset_password_done", at("/password/reset/sent/"), {"GET": EVERYONE}),
    Row("account_reset_password_from_key", at("/password/reset/key/0-set-x/"), {"GET": EVERYONE, "POST": EVERYONE}),
    Row("account_reset_password_from_key_done", at("/password/reset/key/done/"), {"GET": EVERYONE}),
    Row("mfa_index", at("/account/second-step/"), {"GET": "*=200", "POST": "*=405"}),
    Row("mfa_activate_totp", at("/account/second-step/app/"), {"GET": "*=200", "POST": "*=200"}),
    Row("mfa_deactivate_totp", at("/account/second-step/app/remove/"), {"GET": "*=404", "POST": "*=404"}),
    # Hanne's passkey, and she is not asked here: whose it is not finds nothing
    Row("mfa_add_webauthn", at("/account/second-step/passkey/"), {"GET": "*=200", "POST": "*=200"}),
    Row(
        "mfa_edit_webauthn",
        lambda s: f"/account/second-step/passkey/{s.passkey.pk}/rename/",
        {"GET": "*=404", "POST": "*=404"},
    ),
    Row(
        "mfa_remove_webauthn",
        lambda s: f"/account/second-step/passkey/{s.passkey.pk}/remove/",
        {"GET": "*=404", "POST": "*=404"},
    ),
    Row(
        "mfa_view_recovery_codes", at("/account/second-step/codes/"), {"GET": "*=404", "HEAD": "*=405", "POST": "*=405"}
    ),
    Row("mfa_generate_recovery_codes", at("/account/second-step/codes/new/"), {"GET": "*=200", "POST": "*=200"}),
]
