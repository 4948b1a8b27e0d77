"""A wait in vain ends soon where the machine has time, and later where it has not."""

import time

from tests.patience import IN_VAIN, Wait, share


def seconds_of(part: float, seconds: float = 20) -> float:
    now = [0.0]
    wait = Wait(seconds, lambda: now[0], lambda: part)
    while not wait.over():
        now[0] += 0.05
    return now[0]


def test_a_wait_in_vain_ends_after_twenty_seconds_on_a_quiet_machine_and_later_on_a_busy_one() -> None:
    assert 20 <= seconds_of(1.0) < 21
    assert 79 < seconds_of(0.25) < 82
    # However busy: before the test's own limit.
    assert 179 < seconds_of(0.001) < 182


def test_the_share_of_a_process_is_never_more_than_a_processor_and_never_nothing() -> None:
    assert 0 < share() <= 1


def test_a_wait_has_the_patience_that_the_run_asks_for_and_a_clock_that_nobody_sets() -> None:
    began = time.monotonic()
    wait = Wait(0.01)
    while not wait.over():
        time.sleep(0.005)
    assert time.monotonic() - began >= 0.01
    assert not Wait(IN_VAIN).over()
