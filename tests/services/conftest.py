"""One core a test, on each database: CI runs a test on PostgreSQL too where its statements differ there, else the nightly run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests import ready
from tests.services.core import Core, all_day, bank, open_core

DIFFERS: Final[dict[str, tuple[str, ...]]] = {
    # Patterns, the order of texts, a number that stands once.
    "archive/test_archive.py": (
        "test_a_request_is_accepted",
        "test_what_is_lent_and_not_back",
        "test_two_people_destroy",
        "test_a_department_reads_its_own",
        "test_the_register_shows",
        "test_an_archive_number_cannot",
        "test_acceptances_from_before",
    ),
    # Numbers written in bulk, and what is dropped again.
    "contacts/test_contacts.py": (
        "test_the_dispatcher_gets_exactly",
        "test_malformed_chunks",
        "test_lists_that_were_never",
        "test_a_start_drops",
        "test_opt_outs_are_kept",
        "test_opt_outs_are_paged",
        "test_a_dispatcher_pulls",
    ),
    # Ranges of several lists, whole quotients, and rows in windows.
    "contacts/test_list_assets.py": (
        "test_the_newest_version",
        "test_a_difference",
        "test_a_made_list",
        "test_a_list_that_nothing_needs",
    ),
    "contacts/test_list_glance.py": ("test_overlaps", "test_runs", "test_who_was_sent"),
    # Sums of bits over groups.
    "contacts/test_left_out.py": ("test_form_and_card", "test_an_import_counts", "test_clear_and_hashed"),
    "sending/test_code_refusals.py": ("test_each_is_recorded", "test_a_provider_that_opts_out"),
    # Rows replaced, and found by their hash.
    "contacts/test_hashed_optouts.py": (
        "test_opt_outs_of_what_is_erased",
        "test_hashed_ones_go_on",
        "test_whoever_refuses_again",
        "test_findings_that_go",
        "test_the_number_of_a_complaint",
    ),
    # Numbers as bytes.
    "contacts/test_numbers.py": (
        "test_one_numbers_timeline",
        "test_every_search",
        "test_one_recipient_is_unmasked",
    ),
    # Paging, and days.
    "duties/test_queue.py": (
        "test_the_nearest_deadline",
        "test_the_queue_comes_in_pages",
        "test_what_becomes_mine",
    ),
    # Patterns, and distinct senders.
    "watch/test_watch.py": ("test_a_send_that_stands_out", "test_a_card_says"),
    # Rows taken away.
    "erasure/test_erasing.py": (
        "test_two_people_erase",
        "test_after_it_every_page",
        "test_a_complaint_loses",
        "test_the_certificate_names",
        "test_a_legal_hold_stops",
        "test_free_pages_are_noted",
        "test_a_list_that_nothing_was_sent_to",
        "test_findings_go_without",
    ),
    # Sums, and days.
    "filing/test_statistics.py": (
        "test_what_happened_to_requests",
        "test_a_send_counts_with_its_results",
        "test_a_send_that_begins_a_second_later",
        "test_every_dimension_adds_up",
        "test_unknowns_that_two_people",
        "test_opt_outs_are_counted",
        "test_behind_a_row",
        "test_however_many_requests",
    ),
    # Plans of queries.
    "sending/test_counts.py": ("test_a_send_that_was_stopped", "test_what_nobody_approved"),
    # Rows that are claimed, replaced and paged.
    "sending/test_sending.py": (
        "test_a_send_runs_to_its_end",
        "test_a_report_that_comes_twice",
        "test_recipients_are_masked",
        "test_what_waits_for_release",
        "test_sends_are_listed",
        "test_sends_are_those_of_the_newest",
    ),
    # Writers beside each other.
    "test_two_desks_file.py": (
        "test_a_quarter",
        "test_a_signed_quarter",
        "test_an_emergency",
        "test_a_closed_complaint",
    ),
}
"""What PostgreSQL does otherwise than SQLite: by file the beginnings of the tests that run on both by day."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves to the nightly run what would do the same again on PostgreSQL."""
    for item in items:
        if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
            continue
        again = item.callspec.params.get("database_url") == "postgres"
        here = Path(__file__).parent
        if again and here in item.path.parents:
            differs = DIFFERS.get(item.path.relative_to(here).as_posix(), ())
            if not item.name.startswith(differs):
                item.add_marker(pytest.mark.nightly)


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """One database for every test of this process, emptied before each."""
    return ready.shared(postgres_server)


@pytest.fixture
def core(database_url: str) -> Iterator[Core]:
    """A core that sends at every hour, because tests of quarters and days begin at midnight."""
    made = open_core(database_url, bank(policy_text=all_day()))
    yield made
    made.database.close()
