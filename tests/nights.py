"""What is left to the nightly run, and what proves the same law by day.

A name is the beginning of a test's id below `tests/`; `BY_DAY` are the tests that CI runs instead, each the beginning of an id.
Whole packages and parameters that are left have their rule in the `conftest.py` beside them.
"""

from typing import Final


def _others(test: str, by_day: str, *left: str) -> dict[str, tuple[str, ...]]:
    """Of a test's parameters those that are `left`, each the beginning of one, and one that runs by day."""
    return {f"{test}[{one}": (f"{test}[{by_day}",) for one in left}


LEFT: Final[dict[str, tuple[str, ...]]] = {
    # Whole organisations in real processes.
    "launch/test_custody.py": ("custody/test_keeper.py", "custody/test_crashes.py", "services/credentials/test_hand_overs.py"),
    "launch/test_backup.py::test_a_backup_of_a_running_send": (
        "cli/test_backup.py",
        "cli/test_backup_postgres.py",
        "dispatch/test_forgot.py::test_a_folder_lost_in_mid_send",
    ),
    "launch/test_monitor.py::test_a_line_that_is_down": ("screens/sending/test_monitor.py", "dispatch/test_monitor.py"),
    "launch/test_monitor.py::test_a_hold_and_a_stop": ("dispatch/test_holds.py",),
    "launch/test_monitor.py::test_a_killed_dispatcher_is_named_at_once": (
        "screens/sending/test_monitor.py",
        "dispatch/test_monitor.py",
        "launch/test_whole.py::test_everybody_gets_it_once_though_the_dispatcher_is_killed_three_times[5000]",
    ),
    "launch/test_whole.py::test_hold_resume_and_stop_take_effect_at_the_smsc": (
        "dispatch/test_holds.py",
        "dispatch/test_sending.py",
        "services/sending/test_sending.py",
    ),
    "launch/test_lying_desk.py": (
        "cli/test_lying_desk.py::test_every_lie_meets_its_refusal_in_words_and_nothing_is_signed",
        "cli/test_lying_desk.py::test_a_list_that_a_colleague_changed_is_refused_until_it_is_chosen_again",
        "screens/test_lying_desk.py::test_every_lie_meets_its_refusal_and_nothing_is_signed",
        "signing/test_hostile.py::test_every_hostile_bundle",
    ),
    "launch/test_backup.py::test_a_backup_holds_no_key": (
        "cli/test_backup.py::test_a_backup_holds_no_key_and_is_for_its_owner_alone",
        "cli/test_backup.py::test_stock_tools_prove_the_sums",
    ),
    "launch/test_settling.py": ("dispatch/test_settling.py", "screens/two_person/test_settling.py"),
    "launch/test_continuing.py": ("dispatch/test_continuing.py", "services/two_person/test_continuing.py"),
    "launch/test_losses.py": (
        "dispatch/test_freezing.py::test_a_loss_in_the_middle_of_a_send",
        "dispatch/test_freezing.py::test_a_loss_is_over_by_no_password_from_before_it",
        "dispatch/test_freezing.py::test_a_loss_that_was_settled_while_the_dispatcher_was_away",
        "custody/test_keeper.py::test_a_lost_secret_is_closed_removed_and_refused_for_ever",
        "custody/test_keeper.py::test_trainings_vault_holds_after_a_restart",
        "services/losses/test_losses.py",
        "terminal/test_losses.py",
    ),
    "launch/test_limits.py": (
        "dispatch/test_caps.py::test_a_promotion_of_one_department_counts_for_every_other",
        "dispatch/test_caps.py::test_two_sends_at_once_with_crashes_between",
        "dispatch/test_nobody_twice.py",
    ),
    "launch/test_resubscribing.py::test_a_desk_that_puts_another_number": (
        "dispatch/test_resubscribing.py::test_a_lying_desk_ends_nobodys_refusal",
        "launch/test_resubscribing.py::test_a_person_comes_back",
    ),
    "launch/test_consoles.py::test_a_console_that_cannot_open_or_leaves": (
        "launch/test_consoles.py::test_the_last_console",
        "terminal/test_scenarios.py::test_leaving_or_losing_a_second_console",
    ),
    "launch/test_erasing.py": ("dispatch/test_erasing.py", "services/erasure/test_erasing.py"),
    "launch/test_rosters.py": (
        "services/rosters/test_rosters.py",
        "dispatch/test_chains.py",
        "screens/rosters/test_roster_pages.py",
        "launch/test_choice.py",
    ),
    "launch/test_whole.py::test_a_desk_that_changes_its_own_tables": (
        "dispatch/test_claims.py",
        "dispatch/test_hostile_bundles.py",
    ),
    "launch/test_tour.py::test_a_list_of_ones_own": ("contacts/test_pipeline.py", "screens/contacts/test_import.py"),
    "launch/test_tour.py::test_the_tour_runs_against_an_smsc_that_is_not_ours": ("gateways/test_smpp_foreign.py",),
    "launch/test_rule_files.py": ("dispatch/test_own_files.py", "services/rosters/test_rule_files.py"),
    "launch/test_forgot.py": ("dispatch/test_forgot.py::test_a_folder_lost_in_mid_send",),
    "launch/test_past.py": ("services/filing/test_filing.py", "services/filing/test_filing_packs.py"),
    "launch/test_deadlines.py": ("services/requests/test_deadlines.py", "dispatch/test_sending.py"),
    "launch/test_choice.py::test_a_demo_left_half_made": ("launch/test_choice.py::test_a_demo_that_does_not_start",),
    "launch/test_choice.py::test_a_demo_that_is_made_anew": ("launch/test_choice.py::test_a_demo_that_does_not_start",),
    "launch/test_choice.py::test_a_demo_whose_roster_is_over": (
        "launch/test_choice.py::test_a_demo_whose_signers_renewed_the_roster",
    ),
    "cli/founding/test_founding.py::test_an_organisation_is_founded_by_commands_alone": (
        "cli/founding/test_founding.py::test_a_solo_organisation_starts_whole",
        "cli/founding/test_founding.py::test_the_next_signers_take_their_place",
    ),
    # A second opinion on every bundle takes thousands of processes.
    "signing/test_hostile.py::test_stock_tools_agree_on_every_signature_of_the_corpus[all]": (
        "signing/test_hostile.py::test_stock_tools_agree_on_every_signature_of_the_corpus[some]",
    ),
    "signing/test_hostile.py::test_stock_tools_find_a_bad_signature_in_every_bundle_that_is_refused_for_one[all]": (
        "signing/test_hostile.py::test_stock_tools_find_a_bad_signature_in_every_bundle_that_is_refused_for_one[some]",
    ),
    # A folder that is lost: the same law from another side.
    "dispatch/test_forgot.py::test_who_once_found": ("dispatch/test_forgot.py::test_a_desk_that_answers_later",),
    "dispatch/test_forgot.py::test_what_stands_in_its_own_name": ("dispatch/test_claims.py",),
    "dispatch/test_forgot.py::test_results_that_nobody_signed": ("dispatch/test_claims.py",),
    "dispatch/test_forgot.py::test_another_dispatcher_in_its_place": (
        "dispatch/test_forgot.py::test_a_folder_lost_in_mid_send",
    ),
    "dispatch/test_forgot.py::test_desk_and_dispatcher_are_wound_back_and_the_witness_knows[wound back": (
        "dispatch/test_forgot.py::test_desk_and_dispatcher_are_wound_back_and_the_witness_knows[lost",
    ),
    # Freezes of a kind: the widest and two that name something by day.
    "dispatch/test_freezing.py::test_what_is_frozen_at_the_desk_is_frozen_here_and_lifted_by_two[category-notice]": (
        "dispatch/test_freezing.py::test_what_is_frozen_at_the_desk_is_frozen_here_and_lifted_by_two[gateway-demo]",
        "services/freezes/test_freezes.py",
    ),
    "dispatch/test_freezing.py::test_what_is_frozen_at_the_desk_is_frozen_here_and_lifted_by_two[request-1]": (
        "dispatch/test_freezing.py::test_what_is_frozen_at_the_desk_is_frozen_here_and_lifted_by_two[person-sunli]",
        "services/freezes/test_freezes.py",
    ),
    # Processes that are killed: three points of each kind by day.
    "dispatch/test_crashes.py::test_killed_at_any_point_nobody_is_lost_or_sent_to_twice[before_write-1-": (
        "dispatch/test_crashes.py::test_killed_at_any_point_nobody_is_lost_or_sent_to_twice[before_write-9-",
    ),
    "dispatch/test_crashes.py::test_killed_at_any_point_nobody_is_lost_or_sent_to_twice[after_write-170-": (
        "dispatch/test_crashes.py::test_killed_at_any_point_nobody_is_lost_or_sent_to_twice[after_write-17-",
    ),
    "dispatch/test_crashes.py::test_killed_at_any_point_nobody_is_lost_or_sent_to_twice[after_write-1-": (
        "dispatch/test_crashes.py::test_killed_at_any_point_nobody_is_lost_or_sent_to_twice[after_write-17-",
    ),
    "dispatch/test_crashes.py::test_killed_at_any_point_nobody_is_lost_or_sent_to_twice[before_acknowledge-130-": (
        "dispatch/test_crashes.py::test_killed_at_any_point_nobody_is_lost_or_sent_to_twice[before_acknowledge-11-",
    ),
    "dispatch/test_crashes.py::test_killed_at_any_point_nobody_is_lost_or_sent_to_twice[before_acknowledge-1-": (
        "dispatch/test_crashes.py::test_killed_at_any_point_nobody_is_lost_or_sent_to_twice[before_acknowledge-11-",
    ),
    "dispatch/test_crashes.py::test_killed_at_any_point_nobody_is_lost_or_sent_to_twice[before_write-150-": (
        "dispatch/test_crashes.py::test_killed_at_any_point_nobody_is_lost_or_sent_to_twice[before_write-9-",
    ),
    # What it takes a process, a terminal or a wait to see once more.
    "dispatch/test_crashes.py::test_killed_again_and_again_at_random_moments": (
        "dispatch/test_crashes.py::test_killed_at_any_point_nobody_is_lost_or_sent_to_twice[before_write-9-",
        "dispatch/test_nobody_twice.py",
    ),
    "dispatch/test_forgot.py::test_held_by_a_receipt_it_stays_held": (
        "dispatch/test_forgot.py::test_a_host_put_back_whole_without_a_witness",
        "dispatch/test_forgot.py::test_a_desk_that_answers_later",
    ),
    "dispatch/test_forgot.py::test_killed_right_after_it_was_armed_again": (
        "dispatch/test_forgot.py::test_armed_by_hand_it_asks_at_the_next_start",
        "dispatch/test_forgot.py::test_a_folder_lost_in_mid_send",
    ),
    **_others("custody/test_crashes.py::test_killed_in_the_middle_of_a_rotation_it_works_or_has_a_name", "intended-", "proved-"),
    **_others("custody/test_crashes.py::test_killed_in_the_middle_of_a_rotation_it_works_or_has_a_name", "put-", "installed-"),
    **_others("desk/test_process.py::test_a_signal_ends_the_desk_in_good_order", "15]", "2]"),
    **_others("desk/test_scanner.py::test_what_the_scanner_does_not_let_pass_is_not_kept", "1-", "3-"),
    **_others("terminal/test_looks.py::test_every_page_and_the_dialog_are_legible", "mono-en", "mono-zh"),
    **_others("terminal/test_looks.py::test_every_page_and_the_dialog_are_legible", "ansi-zh", "ansi-en"),
    **_others("terminal/test_looks.py::test_every_page_and_the_dialog_are_legible", "dark-zh", "dark-en"),
    **_others("terminal/test_looks.py::test_every_page_and_the_dialog_are_legible", "light-en", "light-zh"),
    **_others("terminal/test_looks.py::test_every_page_and_the_dialog_are_legible", "contrast-zh", "contrast-en"),
    **_others("terminal/test_looks.py::test_every_section_of_the_entry_form_is_legible", "dark]", "light]", "ansi]"),
    "launch/test_processes.py::test_a_whole_organisation_starts_and_its_dispatcher_binds": (
        "launch/test_whole.py::test_everybody_gets_it_once_though_the_dispatcher_is_killed_three_times[5000]",
        "launch/test_tour.py::test_each_category_goes_from_a_file_to_receipts",
    ),
    "terminal/test_quick_hand.py::test_a_list_is_searched_and_taken_in_one_burst": (
        "terminal/test_quick_hand.py::test_a_person_is_chosen_and_a_form_begun_in_one_burst",
        "screens/test_type_ahead.py",
    ),
    "terminal/test_quick_hand.py::test_a_path_is_completed_and_gone_on_with_in_one_burst": (
        "terminal/test_quick_hand.py::test_a_person_is_chosen_and_a_form_begun_in_one_burst",
        "screens/contacts/test_import_steps.py::test_tab_completes_a_path",
    ),
    "terminal/test_bytes.py::test_a_send_that_is_watched": ("terminal/test_bytes.py::test_a_page_and_a_row_take_few_bytes",),
    # Much that comes at once, an hour that passes, an order that is guessed: the same by another measure or at another hour.
    **_others(
        "dispatch/test_flood.py::test_beyond_what_is_kept_a_flood_stays_with_the_provider_until_some_is_judged",
        "sqlite-ROWS", "sqlite-OCTETS", "postgres-ROWS",
    ),
    **_others("dispatch/test_flood.py::test_a_flood_beside_a_send_is_stored_in_its_turn_and_judged_by_and_by", "sqlite", "postgres"),
    **_others("dispatch/test_flood.py::test_one_number_that_writes_thousands_of_texts_waits_alone", "sqlite", "postgres"),
    **_others("dispatch/test_flood.py::test_a_flood_at_one_gateway_leaves_the_send_of_another_its_time", "sqlite", "postgres"),
    **_others("dispatch/test_flood.py::test_a_flood_while_all_is_held_does_not_stop_the_loop", "sqlite", "postgres"),
    **_others("dispatch/test_replies.py::test_a_flood_is_counted_and_the_refusal_in_it_counts", "sqlite", "postgres"),
    **_others("dispatch/test_erasing.py::test_a_message_that_is_not_judged_yet_is_not_erased_unread", "sqlite", "postgres"),
    **_others("dispatch/test_erasing.py::test_a_legal_hold_that_the_desk_forgets_is_kept_and_ends_by_two", "request-1", "department-business"),
    **_others(
        "dispatch/test_open_replies.py::test_a_desk_put_back_is_told_every_reply_again_and_lets_nobody_go_meanwhile",
        "sqlite-False", "sqlite-True", "postgres-False",
    ),
    **_others("dispatch/test_contradictions.py::test_whoever_is_taken_up_after_such_a_receipt_is_in_doubt_from_the_beginning", "sqlite", "postgres"),
    **_others("dispatch/test_contradictions.py::test_a_receipt_for_whom_a_remainder_takes_up_counts_while_it_is_loaded", "sqlite", "postgres"),
    **_others("dispatch/test_contradictions.py::test_a_third_send_is_not_sent_to_whose_first_message_turns_out_to_be_there", "postgres-5", "postgres-4", "postgres-9"),
    **_others(
        "dispatch/test_hours.py::test_nothing_is_submitted_outside_the_hours_and_it_goes_on_by_itself",
        "2026-11-28 01:59:58-", "2026-11-27 19:59:58-", "2026-11-25 23:59:58-",
    ),
    **_others("dispatch/test_clock.py::test_a_clock_thirteen_hours_ahead_for_a_moment_ends_nothing", "0.2", "5.0"),
    **_others("dispatch/test_order.py::test_whoever_watches_a_send_guesses_places_no_better_than_blind", "2000-", "300-"),
    **_others("dispatch/test_holds.py::test_a_stray_receipt_for_somebody_who_still_waits_disarms_nothing_and_calls_nobody_delivered", "without a", "with another"),
    **_others("dispatch/test_continuing.py::test_the_new_operator_resumes_a_send_of_the_one_before", "replaced", "left"),
    **_others("dispatch/test_continuing.py::test_the_new_operator_continues_and_settles_a_send_of_the_one_before", "replaced", "left"),
    **_others(
        "dispatch/test_scopes.py::test_an_opt_out_during_a_send_reaches_everyone_not_yet_submitted",
        "promotion-scope0", "promotion-scope1", "promotion-scope2", "interest of a contract-scope5",
    ),
    **_others(
        "db/test_parallel.py::test_a_fault_in_either_half_or_between_them_is_the_one_that_one_process_names",
        "postgres-acts3", *(f"postgres-acts{nth}" for nth in (0, 1, 2, 4, 6, 7, 8, 9)),
    ),
    # The same in another language, size, database or person.
    "walks/test_pages.py::test_every_page_opens_and_is_whole[en-zhaomin]": (
        "walks/test_pages.py::test_every_page_opens_and_is_whole[zh-zhaomin]",
    ),
    "walks/test_pages.py::test_every_page_opens_and_is_whole[zh-wangfang]": (
        "walks/test_pages.py::test_every_page_opens_and_is_whole[en-wangfang]",
    ),
    "desk/test_any_words.py::test_any_text_and_any_integer_in_any_call_ends_in_an_answer_or_a_named_refusal[postgres-": (
        "desk/test_any_words.py::test_any_text_and_any_integer_in_any_call_ends_in_an_answer_or_a_named_refusal[sqlite-",
    ),
    "walks/test_paged_calls.py::test_rows_that_come_in_between_two_pages_cost_no_row_and_bring_none_twice[postgres": (
        "walks/test_paged_calls.py::test_rows_that_come_in_between_two_pages_cost_no_row_and_bring_none_twice[sqlite",
    ),
    "screens/test_bounds.py::test_no_page_shows_an_instant_as_programs_write_it[qianwei": (
        "screens/test_bounds.py::test_no_page_shows_an_instant_as_programs_write_it[sunli",
    ),
    "screens/test_bounds.py::test_no_page_shows_an_instant_as_programs_write_it[shenyu": (
        "screens/test_bounds.py::test_no_page_shows_an_instant_as_programs_write_it[sunli",
    ),
    "screens/people/test_enrolment_walks.py::test_a_standby_is_filed": ("services/people/test_orders.py", "screens/people/test_applications.py"),
    "screens/people/test_enrolment_walks.py::test_a_department_joins": ("services/people/test_enrolment.py", "cli/people/test_enrolment.py"),
    "screens/people/test_enrolment_walks.py::test_a_post_is_given_up": ("services/people/test_enrolment.py", "screens/people/test_applications.py"),
    "screens/people/test_enrolment_walks.py::test_an_operator_is_stood_in_for": ("services/people/test_orders.py",),
    "screens/people/test_enrolment_walks.py::test_a_person_s_telephone": ("services/people/test_enrolment.py",),
    "screens/erasure/test_erasure.py::test_registrar_and_supervising_manager_erase_what_is_marked[size1": (
        "screens/erasure/test_erasure.py::test_registrar_and_supervising_manager_erase_what_is_marked[size0",
    ),
    "screens/credentials/test_hand_overs.py::test_an_envelope_is_entered_witnessed_opened_and_shown_as_due[size1]": (
        "screens/credentials/test_hand_overs.py::test_an_envelope_is_entered_witnessed_opened_and_shown_as_due[size0]",
    ),
    "screens/credentials/test_hand_overs.py::test_the_custodian_proposes_in_a_form_and_reads_what_he_hands_over_before_he_signs[size1]": (
        "screens/credentials/test_hand_overs.py::test_the_custodian_proposes_in_a_form_and_reads_what_he_hands_over_before_he_signs[size0]",
    ),
    "screens/requests/test_work.py::test_the_language_changes_live_on_every_page[size1]": (
        "screens/requests/test_work.py::test_the_language_changes_live_on_every_page[size0]",
    ),
    "services/filing/test_filing_packs.py::test_the_quarter_on_paper_shows_every_value_as_office_draws_it[en]": (
        "services/filing/test_filing_packs.py::test_the_quarter_on_paper_shows_every_value_as_office_draws_it[zh]",
    ),
    "exports/test_forms.py::test_the_paper_shows_every_word[application-long-en]": (
        "exports/test_forms.py::test_the_paper_shows_every_word[application-long-zh]",
    ),
    "exports/test_forms.py::test_the_paper_shows_every_word[hand-over-long-en]": (
        "exports/test_forms.py::test_the_paper_shows_every_word[hand-over-long-zh]",
    ),
    "exports/test_request_form.py::test_the_paper_shows_every_word_of_the_request[long-en]": (
        "exports/test_request_form.py::test_the_paper_shows_every_word_of_the_request[long-zh]",
    ),
    **_others(
        "screens/requests/test_form.py::test_every_figure_of_the_live_panel_is_whole",
        "size0-zh", "size0-en", "size1-zh", "size2-en", "size3-zh", "size4-en",
    ),
    **_others(
        "screens/requests/test_form.py::test_a_section_is_whole_without_scrolling",
        "size0-zh", "size0-en", "size1-zh", "size2-en", "size3-zh",
    ),
    **_others("screens/requests/test_form.py::test_why_it_came_back_stands_above_the_fields_of_every_section", "size0-zh", "size0-en", "size1-zh"),
    **_others("screens/requests/test_form.py::test_a_small_screen_still_shows_the_field_in_use", "size2", "size1"),
    **_others("screens/requests/test_form.py::test_a_click_on_a_section_opens_it", "size0", "size1"),
    **_others(
        "screens/requests/test_message.py::test_whoever_comes_into_the_message_section_writes_the_message",
        "enter-size0", "enter-size1", "tab-size0", "pagedown-size1", "click-size0",
    ),
    **_others("screens/requests/test_message.py::test_what_does_not_fit_into_a_line_is_said_while_one_types", "size0", "size1"),
    **_others("screens/requests/test_message.py::test_a_telephone_that_nobody_can_dial_is_refused", "abc-", "12-", "95599-"),
    **_others("screens/requests/test_attachments.py::test_a_file_is_attached_in_the_form_and_its_approver_saves_it_from_the_card", "zh", "en"),
    **_others("screens/requests/test_hours.py::test_a_window_that_cannot_be_sent_is_red_beside_its_field_and_a_key_takes_the_next_one", "zh-", "en-"),
    **_others("screens/requests/test_hours.py::test_the_card_says_what_is_left_of_the_window_and_nobody_signs_once_nothing_is", "zh-", "en-"),
    **_others("screens/requests/test_decide_key.py::test_the_key_is_bracketed_exactly_for_whoever_can_decide_nothing", "qianwei", "wuhong"),
    **_others(
        "screens/filing/test_statistics.py::test_every_figure_is_whole_at_a_glance_in_the_list_and_by_month_and_category",
        "zh-size0", "zh-size1", "zh-size3", "en-size0", "en-size2", "en-size4",
    ),
    **_others("screens/filing/test_statistics.py::test_a_low_screen_keeps_the_list_and_says_how_to_group_otherwise", "zh", "en"),
    **_others("screens/contacts/test_import_steps.py::test_each_step_says_what_it_is_for_with_every_figure_whole", "zh-size0", "zh-size1", "en-size0", "en-size2"),
    **_others("screens/contacts/test_import_steps.py::test_of_many_columns_the_first_is_raised_and_it_is_said_that_others_are_not_taken", "size0", "size1"),
    **_others("screens/contacts/test_import_steps.py::test_one_key_takes_every_repair_and_takes_it_back", "zh", "en"),
    **_others("screens/contacts/test_import_beginnings.py::test_the_first_rows_are_there_before_the_file_is_read_and_the_counts_when_it_is", "size0", "size1"),
    **_others("screens/contacts/test_import_glance.py::test_it_stands_beside_the_parts_before_one_signs", "size0", "size1"),
    **_others("screens/contacts/test_optout_list.py::test_a_list_is_looked_at_and_then_recorded", "zh-", "en-"),
    **_others("screens/contacts/test_resubscribing.py::test_two_people_end_a_refusal_at_the_list_of_opt_outs", "size0", "size1"),
    **_others(
        "screens/losses/test_case.py::test_the_open_case_of_a_gateway_stands_beneath_the_passwords",
        "zh-words0-size0", "zh-words0-size1", "en-words1-size0", "en-words1-size2",
    ),
    **_others("screens/losses/test_case.py::test_every_step_with_its_limit_and_all_that_is_affected_can_be_read_on_the_cases_page", "zh-size0", "zh-size1", "en-size0", "en-size2"),
    **_others(
        "screens/ledger/test_evidence_pages.py::test_a_number_with_many_complaints_is_a_timeline_of_which_nothing_is_cut",
        "zh-\\u4e0d\\u8fdb\\u53f0\\u8d26-words0-size0", "zh-\\u4e0d\\u8fdb\\u53f0\\u8d26-words0-size1", "en-ledger-words1-size0", "en-ledger-words1-size2",
    ),
    **_others(
        "screens/sending/test_running.py::test_each_send_has_its_bar_and_its_figures",
        "size0-zh", "size0-en", "size1-zh", "size2-en", "size3-zh", "size4-en",
    ),
    **_others("screens/sending/test_monitor.py::test_what_a_send_waits_for_stands_whole_under_its_number", "zh", "en"),
    **_others("screens/sending/test_monitor.py::test_no_figure_of_the_monitor_loses_a_digit_beside_its_scroll_bar", "zh", "en"),
    **_others("screens/sending/test_monitor.py::test_figures_that_do_not_add_up_are_said_to_and_no_others", "zh", "en"),
    **_others("screens/sending/test_limits.py::test_form_and_card_warn_loudly_where_nearly_nobody_is_left", "zh", "en"),
    **_others("screens/sending/test_limits.py::test_the_monitor_tells_the_reasons_and_each_opens_its_people", "zh", "en"),
    **_others("screens/sending/test_holding.py::test_a_send_is_held_from_the_list_and_given_its_reason_afterwards", "zh", "en"),
    **_others("screens/templates/test_templates.py::test_the_form_says_what_differs_from_the_template_and_puts_its_words_back", "size0", "size1"),
    **_others("screens/credentials/test_credentials.py::test_everybody_sees_holder_and_fingerprint_and_who_can_read_the_password_all_the_same", "size0", "size1"),
    **_others("screens/rosters/test_rule_files.py::test_before_a_list_is_signed_the_page_says_which_texts_it_would_have_blocked", "size0", "size1"),
    **_others("screens/approvals/test_card.py::test_one_screen_of_eighty_by_twenty_four_answers_what_to_whom_why_and_how_much", "zh", "en"),
    **_others(
        "screens/duties/test_lately.py::test_my_turn_with_its_columns_in_order_and_what_became_of_what_one_did",
        "zh-head0-words0-size0", "zh-head0-words0-size1", "en-head1-words1-size0", "en-head1-words1-size2",
    ),
    **_others("screens/duties/test_lately.py::test_without_room_the_list_and_its_pane_have_it_all", "size0", "size1"),
    **_others("screens/test_palette.py::test_the_whole_dialog_is_seen_on_every_screen_and_in_both_languages", "size0-zh", "size0-en", "size1-zh", "size2-en"),
    **_others("screens/test_palette.py::test_help_names_the_palette_and_leads_to_the_keys_of_all_pages", "zh", "en"),
    **_others("screens/test_silent_desk.py::test_a_hold_while_the_desk_is_dead_is_answered_and_the_answer_stays", "list-zh", "list-en", "monitor-zh", "running-en"),
    **_others("screens/test_pane.py::test_the_pane_stands_beside_where_the_columns_have_room", "zh", "en"),
    **_others("screens/test_marks.py::test_everything_on_the_screen_changes_at_once_and_back", "zh", "en"),
    **_others("screens/test_places.py::test_a_cut_line_leads_back_to_the_same_pages", "zh", "en"),
    **_others("screens/test_file_chooser.py::test_the_choice_from_a_form_lives_at_every_size_and_needs_no_mouse", "size0", "size1"),
    "screens/test_snapshots.py::test_the_screen_is_as_it_was_seen[card.80x24.zh.light": (
        "screens/test_snapshots.py::test_the_screen_is_as_it_was_seen[approve.80x24.zh.light",
    ),
    "screens/test_snapshots.py::test_the_screen_is_as_it_was_seen[card.80x24.zh.contrast": (
        "screens/test_snapshots.py::test_the_screen_is_as_it_was_seen[approve.80x24.zh.contrast",
    ),
    "screens/test_snapshots.py::test_the_screen_is_as_it_was_seen[card.80x24.zh.ansi": (
        "screens/test_snapshots.py::test_the_screen_is_as_it_was_seen[approve.80x24.zh.ansi",
    ),
    "screens/test_snapshots.py::test_the_screen_is_as_it_was_seen[card.80x24.zh.mono": (
        "screens/test_snapshots.py::test_the_screen_is_as_it_was_seen[approve.80x24.zh.mono",
    ),
    "screens/test_snapshots.py::test_the_screen_is_as_it_was_seen[monitor.80x24.zh.light": (
        "screens/test_snapshots.py::test_the_screen_is_as_it_was_seen[approve.80x24.zh.light",
    ),
    "screens/test_snapshots.py::test_the_screen_is_as_it_was_seen[monitor.80x24.zh.contrast": (
        "screens/test_snapshots.py::test_the_screen_is_as_it_was_seen[approve.80x24.zh.contrast",
    ),
    "screens/test_snapshots.py::test_the_screen_is_as_it_was_seen[monitor.80x24.zh.ansi": (
        "screens/test_snapshots.py::test_the_screen_is_as_it_was_seen[approve.80x24.zh.ansi",
    ),
    "screens/test_snapshots.py::test_the_screen_is_as_it_was_seen[monitor.80x24.zh.mono": (
        "screens/test_snapshots.py::test_the_screen_is_as_it_was_seen[approve.80x24.zh.mono",
    ),
    **_others(
        "walks/test_tabs.py::test_a_tab_is_bracketed_for_those_whom_its_page_refuses_and_for_nobody_else",
        "liqiang",
        "chuyan",
    ),
    **_others(
        "walks/test_tabs.py::test_a_tab_is_bracketed_for_those_whom_its_page_refuses_and_for_nobody_else",
        "hexi",
        "tanyu",
    ),
    **_others(
        "views/test_panes.py::test_my_turn_begins_with_why_and_what_is_next_and_leaves_nothing_out",
        "refused-en",
        *(f"{house}-en" for house in ("late", "staffed", "secrets", "passed_on", "ending", "shelved", "unusual", "gone")),
    ),
    **_others(
        "dispatch/test_open_replies.py::test_who_wrote_what_a_person_must_read_gets_no_promotion_and_every_notice_until_it_is_decided",
        "sqlite",
        "postgres",
    ),
    **_others(
        "dispatch/test_open_replies.py::test_a_desk_put_back_is_given_back_the_opt_outs_that_it_lost", "sqlite", "postgres"
    ),
    # What `./run check` says in the same run of CI.
    "project/test_figures.py::test_every_figure_of_the_ratchet": ("project/test_figures.py::test_only_what_got_worse",),
    "project/test_checks.py::test_the_catalogue_as_it_stands": ("project/test_checks.py::test_a_text_that_is_not_whole",),
    "locale/test_catalogue.py::test_every_refusal_in_the_source": ("project/test_checks.py::test_a_text_that_is_not_whole",),
    "locale/test_catalogue.py::test_every_text_that_is_asked_for": ("project/test_checks.py::test_a_text_that_is_not_whole",),
    "project/test_checks.py::test_generated_pages": ("project/test_checks.py::test_refusals_are_found",),
    # A tool of the night itself: here how it draws and chooses, there how it runs.
    "project/test_survivors.py::test_a_fault_falls_in_a_copy": ("project/test_survivors.py::test_every_fault_compiles",),
    "project/test_survivors.py::test_tests_are_chosen": (
        "project/test_survivors.py::test_a_constant_is_tried",
        "project/test_survivors.py::test_every_survivor_is_killed",
    ),
    "project/test_databases.py::test_in_ci_a_skip_is_a_failure_that_tells_its_reason[-": (
        "project/test_databases.py::test_in_ci_a_skip_is_a_failure_that_tells_its_reason[true-",
    ),
    # The environment's builder, with a real index and real builds.
    "project/test_run.py::test_demo_without_a_terminal_runs_the_tour": (
        "project/test_run.py::test_demo_in_a_terminal_runs_the_demo_unless_the_terminal_is_dumb",
        "launch/test_tour.py::test_each_category_goes_from_a_file_to_receipts",
    ),
    "project/test_run.py::test_uv_makes_the_environment_where_it_is_and_pip_where_it_fails[fails-": (
        "project/test_run.py::test_uv_makes_the_environment_where_it_is_and_pip_where_it_fails[works-",
        "project/test_run.py::test_the_first_run_builds",
    ),
    "project/test_run.py::test_the_environment_is_built_again": ("project/test_run.py::test_the_first_run_builds",),
    "project/test_run.py::test_every_command_of_the_console_runs": ("project/test_run.py::test_the_first_run_builds",),
    "project/test_run.py::test_no_index_is_said": ("project/test_run.py::test_the_first_run_builds",),
}  # fmt: skip


def by_night(nodeid: str) -> bool:
    """Whether a test is left to the nightly run by its id, as pytest writes it from the project's root."""
    return nodeid.removeprefix("tests/").startswith(tuple(LEFT))
