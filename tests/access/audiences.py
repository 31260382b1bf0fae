"""Who comes to each address at all, written by hand. To everybody else there is nothing there.

By this the verbs are expected which no page sends: whoever comes is told that they are not taken (405), to all others
the address is nothing (404), and where nobody is signed in they are led to sign-in. Routes not named: every member.
"""

_EVERYBODY = (
    "account_inactive account_login account_reset_password account_reset_password_done account_reset_password_from_key"
    " account_reset_password_from_key_done account_signup calendar_file framework_public invitation invitation_again"
    " invitation_link mfa_authenticate mfa_login_webauthn oidc_back provider_begin room saml_back saml_finish"
    " saml_metadata styleguide styleguide_room"
)

ONLY = {
    # People Ops, also for a part of the organisation
    "petra pavel": (
        "change changes copy copy_prepare copy_withdraw"
        " cycle_dates cycle_discard cycle_launch cycle_launching cycle_new cycle_problems cycle_roster"
        " decision_confirm decision_day decision_withdraw decisions_finish"
        " departure"
        " earlier_result_remove earlier_results earlier_results_import earlier_results_template erasure_ask"
        " board_file board_file_in board_file_out meeting_record_file meeting_reopen"
        " erasure_confirm erasure_withdraw grant_confirm grant_end grant_give grant_withdraw grants group_close"
        " group_new group_open_preview hold_lift joiner_new part_end parts people_invitations"
        " person_calendar_end person_data person_hold person_invite person_passages person_second_step placing placings"
        " results_file trail trail_readings trail_sign_ins who_sees_what"
    ),
    # People Ops for the whole organisation
    "petra": (
        "figure figure_file figures organisation organisation_kept people_import people_import_confirm"
        " people_import_discard people_import_mend people_import_preview people_import_progress"
        " people_import_replace people_import_template question question_ask question_new question_retire questions"
        " shortening_confirm shortening_withdraw"
    ),
    "frida": (
        "comment_strike framework_begin framework_draft framework_draft_discard framework_draft_save"
        " framework_draft_structure framework_flags_settle framework_import framework_move"
        " framework_publish framework_world proposal_accept proposal_decline"
    ),
    "otto": "mail_queue",
    "screen": "room_events",
    # of the demo, and this site is none; of setting a site up, and this one has people
    "": (
        "demo_doors demo_others demo_sign_in demo_tomorrow mail set_up set_up_account set_up_ladders"
        " set_up_organisation set_up_people set_up_review set_up_template"
    ),
}

EVERYBODY = _EVERYBODY.split()
WHO = {route: persons.split() for persons, routes in ONLY.items() for route in routes.split()}
NOT_SIGNED_IN = ("anon", "gone", "lev", "screen")


def refused(route: str, person: str) -> str:
    """What OPTIONS, PUT, PATCH and DELETE answer that person at that route."""
    if route in EVERYBODY:
        return "405"
    if route in WHO:
        needs_nobody = WHO[route] in ([], ["screen"])
        if person in WHO[route]:
            return "405"
        return "in" if person in NOT_SIGNED_IN and not needs_nobody else "404"
    return "in" if person in NOT_SIGNED_IN else "405"
