"""What is left to the nightly run, and what proves the same law by day.

A name is the beginning of a test's id below `tests/`; `BY_DAY` are the tests that CI runs instead, each the beginning of an id.
Whole packages and parameters that are left have their rule in the `conftest.py` beside them.
"""

from typing import Final

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
    "launch/test_losses.py::test_a_loss_at_half_of_a_send": (
        "dispatch/test_freezing.py::test_a_loss_in_the_middle_of_a_send",
        "services/losses/test_losses.py",
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
    # What `./run check` says in the same run of CI.
    "project/test_figures.py::test_every_figure_of_the_ratchet": ("project/test_figures.py::test_only_what_got_worse",),
    "project/test_checks.py::test_the_catalogue_as_it_stands": ("project/test_checks.py::test_a_text_that_is_not_whole",),
    "locale/test_catalogue.py::test_every_refusal_in_the_source": ("project/test_checks.py::test_a_text_that_is_not_whole",),
    "locale/test_catalogue.py::test_every_text_that_is_asked_for": ("project/test_checks.py::test_a_text_that_is_not_whole",),
    "project/test_checks.py::test_generated_pages": ("project/test_checks.py::test_refusals_are_found",),
    # The environment's builder, with a real index and real builds.
    "project/test_run.py::test_the_environment_is_built_again": ("project/test_run.py::test_the_first_run_builds",),
    "project/test_run.py::test_every_command_of_the_console_runs": ("project/test_run.py::test_the_first_run_builds",),
    "project/test_run.py::test_no_index_is_said": ("project/test_run.py::test_the_first_run_builds",),
}  # fmt: skip


def by_night(nodeid: str) -> bool:
    """Whether a test is left to the nightly run by its id, as pytest writes it from the project's root."""
    return nodeid.removeprefix("tests/").startswith(tuple(LEFT))
