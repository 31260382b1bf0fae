"""Each class of attack that felled comparable systems, and the tests that try it here.

`TRIED` are the tests by which it fails on the site as it is; `NOTICED` those that show it succeed on a site broken on
purpose (often the same ones, which try both). A test is cited as `file::name`, the file below `tests/`.
"""

SIGNING_IN, POSTS = "accounts/test_attacks.py", "attacks/test_posts.py"
WORDS, ROUND = "attacks/test_words_as_code.py", "attacks/test_ways_round.py"
HOSTILE = "attacks/test_hostile.py"
ACCESS, SECRETS = "access/test_access.py", "privacy/test_secret_words.py"
OIDC, SAML = "accounts/providers/test_oidc_attacks.py", "accounts/providers/test_saml_attacks.py"
ALONE = "attacks/test_one_of_people_ops_alone.py"
FIGURES, SHOWN = "figures/test_publishing.py", "figures/test_shown_and_attacked.py"

# class → (tried, noticed)
CLASSES: dict[str, tuple[list[str], list[str]]] = {
    "object access checked on one verb and not on its siblings": (
        [
            f"{ACCESS}::test_every_route_answers_each_person_as_written",
            "architecture/test_lists.py::test_every_route_has_a_row",
        ],
        [f"{ACCESS}::test_one_swapped_mark_is_noticed", f"{ACCESS}::test_a_view_without_a_mark_stops_the_site"],
    ),
    "export, print, feed, search, counts and sort order that bypass the check": (
        [
            f"{SECRETS}::test_nobody_reads_what_is_not_theirs",
            f"{ROUND}::test_a_search_finds_nobody_by_what_it_does_not_search",
            f"{ROUND}::test_files_are_for_people_ops_of_those_in_them",
            "reviews/telling/test_release.py::test_people_ops_of_a_part_get_their_part",
            "calibration/test_live.py::test_a_stream_says_a_version_and_nothing_else",
            "calibration/test_pages.py::test_no_round_tells_noor_that_she_has_a_turn_in_it",
        ],
        [
            f"{SECRETS}::test_a_leak_put_in_on_purpose_is_noticed",
            f"{ROUND}::test_a_search_finds_nobody_by_what_it_does_not_search",
            f"{ROUND}::test_files_are_for_people_ops_of_those_in_them",
        ],
    ),
    "a second wall that says otherwise than the first": (
        ["walls/test_both_walls_are_one.py::test_both_walls_let_the_same_rows_through"],
        ["walls/test_both_walls_are_one.py::test_a_changed_policy_is_noticed"],
    ),
    "files by guessable id or from public storage": (
        [f"{ROUND}::test_no_file_is_kept_and_nothing_is_addressed_by_counting"],
        [f"{ROUND}::test_a_file_or_a_counted_address_is_noticed"],
    ),
    "self-approval": (
        [
            f"{POSTS}::test_nobody_confirms_a_decision_on_themselves",
            f"{POSTS}::test_nobody_votes_on_themselves",
            f"{POSTS}::test_nobody_ends_a_permission_of_their_own",
            "accounts/test_grants.py::test_nobody_gives_to_themselves",
            "accounts/test_readdressing.py::test_who_asked_does_not_confirm",
            "calibration/test_changing.py::test_nobody_proposes_for_themselves_nor_where_they_stepped_out",
        ],
        [
            f"{POSTS}::test_nobody_confirms_a_decision_on_themselves",
            f"{POSTS}::test_nobody_votes_on_themselves",
            f"{POSTS}::test_nobody_ends_a_permission_of_their_own",
        ],
    ),
    "acting for another by changing an id in the form": (
        [
            f"{POSTS}::test_an_act_is_of_who_is_signed_in_whomever_the_form_names",
            "figures/test_answering.py::test_nobody_answers_for_another",
        ],
        [f"{POSTS}::test_an_act_is_of_who_is_signed_in_whomever_the_form_names"],
    ),
    "extra fields in a post": (
        [
            f"{POSTS}::test_fields_that_were_not_asked_for_change_nothing",
            f"{POSTS}::test_every_form_of_a_model_names_its_fields_and_none_that_only_moves_change",
            "accounts/test_organisation.py::test_the_demos_own_columns_cannot_be_sent_along",
        ],
        [
            f"{POSTS}::test_fields_that_were_not_asked_for_change_nothing",
            f"{POSTS}::test_a_form_that_takes_more_is_noticed",
        ],
    ),
    "skipping a step by a direct post": (
        [
            f"{POSTS}::test_no_step_is_skipped_by_a_direct_post",
            f"{POSTS}::test_what_comes_out_of_turn_is_a_conflict_and_leaves_no_event",
            "reviews/test_assessments.py::test_a_group_moves_as_written",
        ],
        [f"{POSTS}::test_no_step_is_skipped_by_a_direct_post"],
    ),
    "writing after the close": (
        [
            f"{POSTS}::test_nothing_is_written_after_the_close",
            "calibration/test_locking.py::test_nothing_changes_after_the_lock",
            "reviews/telling/test_workflow.py::test_words_stand_once_released",
        ],
        [f"{POSTS}::test_nothing_is_written_after_the_close"],
    ),
    "two at once": (
        [
            "accounts/test_moves.py::test_of_eight_at_once_one_succeeds",
            "promotions/test_races.py::test_of_two_deciders_votes_sent_four_times_each_one_decision_is_made",
            "calibration/test_races.py::test_of_eight_proposals_one_is_written_down",
            "reviews/telling/test_races.py::test_of_eight_releases_one_is_done_and_everyone_is_owed_once",
        ],
        ["accounts/test_moves.py::test_without_the_lock_more_than_one_would"],
    ),
    "an import that sets roles or makes A manage B manage A": (
        [
            f"{ROUND}::test_no_file_makes_a_loop_moves_its_reader_or_takes_an_address_over",
            f"{ROUND}::test_no_file_gives_its_reader_a_role",
            f"{ROUND}::test_no_column_of_a_file_gives_a_permission_or_a_password",
        ],
        [
            f"{ROUND}::test_no_file_makes_a_loop_moves_its_reader_or_takes_an_address_over",
            f"{ROUND}::test_no_file_gives_its_reader_a_role",
            f"{ROUND}::test_no_column_of_a_file_gives_a_permission_or_a_password",
        ],
    ),
    "the reset token of one account used for another": (
        [
            f"{SIGNING_IN}::test_the_link_of_one_opens_no_other_account",
            f"{SIGNING_IN}::test_a_link_works_once",
            "accounts/test_invitations.py::test_a_link_of_one_opens_no_other_account",
        ],
        [f"{SIGNING_IN}::test_the_link_of_one_opens_no_other_account", f"{SIGNING_IN}::test_a_link_works_once"],
    ),
    "the host header in mails": (
        [f"{SIGNING_IN}::test_the_link_in_a_mail_is_the_sites_whatever_host_was_asked"],
        [f"{SIGNING_IN}::test_the_link_in_a_mail_is_the_sites_whatever_host_was_asked"],
    ),
    "the second factor skipped by leaving the field out": (
        [
            f"{SIGNING_IN}::test_the_second_step_is_not_skipped_by_leaving_it_out",
            f"{SIGNING_IN}::test_between_the_two_steps_nothing_else_is_open",
            "accounts/test_second_step.py::test_sending_the_form_with_fields_left_out_opens_nothing",
        ],
        [
            f"{SIGNING_IN}::test_the_second_step_is_not_skipped_by_leaving_it_out",
            "accounts/test_second_step.py::test_without_the_guard_everything_would_open",
        ],
    ),
    "a session alive after deactivation or a change of password": (
        [
            f"{SIGNING_IN}::test_a_session_ends_with_the_account",
            f"{SIGNING_IN}::test_another_session_ends_when_the_password_changes",
            "calibration/test_live.py::test_a_deactivated_account_ends_its_stream",
        ],
        [
            f"{SIGNING_IN}::test_a_session_ends_with_the_account",
            f"{SIGNING_IN}::test_another_session_ends_when_the_password_changes",
        ],
    ),
    "open redirect": (
        [
            f"{SIGNING_IN}::test_next_leads_to_this_site_only",
            f"{HOSTILE}::test_nothing_hostile_breaks_leaks_or_writes_what_is_not_theirs",
        ],
        [
            f"{SIGNING_IN}::test_next_leads_to_this_site_only",
            f"{SIGNING_IN}::test_next_does_not_lead_to_another_host_that_is_answered_for",
            f"{HOSTILE}::test_being_led_away_is_noticed",
        ],
    ),
    "login CSRF": (
        [f"{SIGNING_IN}::test_another_site_signs_nobody_in"],
        [
            f"{SIGNING_IN}::test_another_site_signs_nobody_in",
            f"{SIGNING_IN}::test_a_session_that_somebody_else_began_is_not_the_one_signed_in_to",
        ],
    ),
    "a provider's token for another, by another, of yesterday, or for nobody": (
        [
            f"{OIDC}::test_a_token_with_a_wrong_claim_opens_nothing",
            f"{OIDC}::test_a_token_that_leaves_one_out_opens_nothing",
            f"{OIDC}::test_a_token_not_signed_by_the_provider_opens_nothing",
            f"{OIDC}::test_a_token_for_another_request_of_the_same_browser_opens_nothing",
            f"{OIDC}::test_coming_back_without_setting_out_opens_nothing",
            f"{OIDC}::test_the_same_answer_twice_opens_nothing",
        ],
        [
            f"{OIDC}::test_a_token_with_a_wrong_claim_opens_nothing",
            f"{OIDC}::test_a_token_not_signed_by_the_provider_opens_nothing",
            f"{OIDC}::test_a_token_for_another_request_of_the_same_browser_opens_nothing",
            f"{OIDC}::test_without_the_check_an_address_nobody_verified_would_open",
            f"{OIDC}::test_without_the_check_a_closed_account_would_arrive",
        ],
    ),
    "a provider's signed form wrapped, altered, sent twice or full of entities": (
        [
            f"{SAML}::test_an_answer_that_is_not_sound_opens_nothing",
            f"{SAML}::test_a_signature_around_something_else_opens_nothing",
            f"{SAML}::test_a_comment_put_into_a_name_does_not_shorten_it",
            f"{SAML}::test_entities_are_not_read",
            f"{SAML}::test_what_an_answer_has_to_say",
            f"{SAML}::test_the_same_answer_twice_opens_nothing",
            f"{SAML}::test_somebody_elses_answer_opens_nothing_here",
        ],
        [
            f"{SAML}::test_an_answer_that_is_not_sound_opens_nothing",
            f"{SAML}::test_a_word_changed_after_the_signature_opens_nothing",
            f"{SAML}::test_what_an_answer_has_to_say",
            f"{SAML}::test_without_what_the_session_keeps_it_would",
        ],
    ),
    "default accounts": (
        [
            f"{ROUND}::test_a_new_site_has_no_account",
            "demo/test_doors.py::test_the_environment_alone_does_not_make_a_demo",
            "running/test_compose.py::test_the_example_holds_no_secret",
        ],
        [f"{ROUND}::test_an_account_that_comes_with_the_site_is_noticed"],
    ),
    "a stored script in names, comments, file names, SVG and Markdown links": (
        [
            f"{WORDS}::test_a_script_that_is_kept_is_shown_as_text",
            f"{WORDS}::test_what_is_called_safe_is_named_here",
            f"{WORDS}::test_markdown_of_a_framework_holds_no_script_and_fetches_nothing",
            "frameworks/test_people_import.py::test_markup_in_a_name_is_shown_as_text",
        ],
        [
            f"{WORDS}::test_a_script_that_is_kept_is_shown_as_text",
            f"{WORDS}::test_what_is_called_safe_is_noticed",
            f"{WORDS}::test_markdown_of_a_framework_holds_no_script_and_fetches_nothing",
        ],
    ),
    "formula cells": (
        [
            f"{WORDS}::test_no_cell_of_a_file_is_computed",
            f"{WORDS}::test_every_file_of_cells_is_written_by_those_two_or_holds_no_words",
            "accounts/importing/test_reading.py::test_a_formula_is_a_text_like_any_other",
            "accounts/importing/test_workbook.py::test_a_formula_is_refused_whatever_value_the_file_remembers_of_it",
        ],
        [f"{WORDS}::test_no_cell_of_a_file_is_computed"],
    ),
    "CSV bombs, NUL, lone surrogates, U+202E, megabytes, year 10000": (
        [
            f"{ROUND}::test_a_file_made_to_break_the_reader_is_refused_with_a_sentence",
            f"{ROUND}::test_a_name_that_turns_writing_round_is_refused",
            f"{HOSTILE}::test_nothing_hostile_breaks_leaks_or_writes_what_is_not_theirs",
            "config/test_charset.py::test_a_page_is_answered_whatever_charset_is_named",
            "accounts/importing/test_reading.py::test_any_bytes_give_rows_or_problems",
            "accounts/importing/test_workbook.py::test_a_file_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked",
            "accounts/importing/test_workbook.py::test_far_too_much_in_one_row_or_beside_the_rows_is_refused_while_it_is_read",
            "frameworks/test_formats_hostile.py::test_too_much_in_one_row_beside_rows_or_in_empty_ones_is_refused_where_it_is_met",
            "accounts/importing/test_workbook.py::test_entities_are_refused_in_every_part",
            "frameworks/test_format_refusals.py::test_aliases_that_would_grow_without_end_are_refused_one_by_one",
        ],
        [
            f"{ROUND}::test_a_name_that_turns_writing_round_is_refused",
            f"{HOSTILE}::test_an_error_of_ours_is_noticed",
            "config/test_charset.py::test_without_it_nothing_could_answer",
        ],
    ),
    "sort and filter parameters that reach other fields": (
        [
            f"{ROUND}::test_no_parameter_sorts_or_filters_by_another_field",
            f"{ROUND}::test_no_query_takes_its_fields_from_a_request",
        ],
        [
            f"{ROUND}::test_no_parameter_sorts_or_filters_by_another_field",
            f"{ROUND}::test_a_query_that_does_is_noticed",
        ],
    ),
    "templates or format strings written by users": (
        [
            f"{WORDS}::test_no_template_or_format_is_made_of_what_somebody_wrote",
            f"{WORDS}::test_a_name_that_is_a_template_is_shown_as_it_stands",
        ],
        [
            f"{WORDS}::test_a_format_of_somebody_s_words_is_noticed",
            f"{WORDS}::test_a_name_that_is_a_template_is_shown_as_it_stands",
        ],
    ),
    "header injection through names": (
        [
            f"{WORDS}::test_a_name_begins_no_header_of_a_mail",
            f"{WORDS}::test_a_name_begins_no_field_of_a_file_s_header",
        ],
        [
            f"{WORDS}::test_a_name_begins_no_header_of_a_mail",
            f"{WORDS}::test_a_name_begins_no_field_of_a_file_s_header",
        ],
    ),
    "server-side fetches": (
        [
            f"{ROUND}::test_nothing_is_fetched_from_an_address_that_somebody_names",
            "accounts/providers/test_oidc_attacks.py::test_a_provider_that_sends_us_elsewhere_is_not_followed",
        ],
        [f"{ROUND}::test_a_library_that_fetches_is_noticed"],
    ),
    "log injection": (
        [f"{WORDS}::test_nobody_writes_a_log_line_of_their_own"],
        [f"{WORDS}::test_nobody_writes_a_log_line_of_their_own"],
    ),
    "quadratic Markdown": (
        [f"{WORDS}::test_the_longest_text_of_a_framework_is_read_in_no_time"],
        [f"{WORDS}::test_the_longest_text_of_a_framework_is_read_in_no_time"],
    ),
    "filters stacked down to one person": (
        [f"{ROUND}::test_no_filter_makes_a_table_of_fewer_people"],
        [f"{ROUND}::test_no_filter_makes_a_table_of_fewer_people"],
    ),
    "totals minus the rest": (
        [
            f"{SHOWN}::test_nothing_shown_of_a_random_company_tells_about_few",
            "figures/test_attack.py::test_no_reader_of_a_small_table_learns_a_narrow_range",
        ],
        [
            f"{SHOWN}::test_the_attacker_finds_a_table_that_was_not_protected",
            "figures/test_safety.py::test_two_hidden_cells_in_each_row_and_column_are_not_enough",
        ],
    ),
    "one of People Ops alone, for themselves": (
        [
            f"{ALONE}::test_not_by_the_address_of_who_assesses_one",
            "attacks/test_own_group.py::test_nobody_plans_the_group_in_which_they_are_reviewed",
            "attacks/test_own_group.py::test_nobody_launches_it_discards_it_or_adds_to_it",
            "attacks/test_shorter_kept.py::test_one_person_asks_and_nothing_goes",
            "attacks/test_named_by_a_phrase.py::test_one_alone_takes_nothing_out",
            "attacks/test_made_up_people.py::test_who_exists_in_a_file_only_is_not_counted",
            "attacks/test_old_address.py::test_both_whose_address_changes_are_told_at_the_old_one",
        ],
        [
            "attacks/test_own_group.py::test_on_a_site_that_does_not_ask_it_works",
            "attacks/test_shorter_kept.py::test_on_a_site_that_asks_nobody_they_go_today",
            "attacks/test_named_by_a_phrase.py::test_where_nobody_else_is_asked_for_it_works",
            "attacks/test_made_up_people.py::test_on_a_site_that_counts_everybody_their_answer_stands_there",
            "attacks/test_old_address.py::test_on_a_site_that_tells_nobody_it_goes_unseen",
        ],
    ),
    "two exports a week apart": (
        [
            f"{FIGURES}::test_the_next_cycle_of_the_same_people_is_refused_with_the_reason",
            f"{FIGURES}::test_an_answer_changed_or_withdrawn_afterwards_moves_nothing",
        ],
        ["figures/test_safety.py::test_two_safe_tables_are_not_safe_together_when_they_differ_by_one_person"],
    ),
}

# what cannot be attacked here, because it is not here: proven by the test named, or why there is none
NOT_HERE = {
    "autocomplete": "no route answers a part of a name but the list of people, which is searched above",
    "XLSX with words of people": f"{WORDS}::test_every_file_of_cells_is_written_by_those_two_or_holds_no_words",
    "public storage": f"{ROUND}::test_no_file_is_kept_and_nothing_is_addressed_by_counting",
    "Markdown written by people on pages": f"{WORDS}::test_what_is_called_safe_is_named_here",
    "SVG that is uploaded": f"{ROUND}::test_no_file_is_kept_and_nothing_is_addressed_by_counting",
}
