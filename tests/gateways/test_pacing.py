"""The pace, by a clock that the test turns."""

import math

from console.gateways.pacing import Pacer


def run(pacer: Pacer, seconds: float, limit: int | None = None, *, start: float = 0.0) -> tuple[int, int]:
    """Send as the pacer allows, every 5 ms, to an SMSC that takes `limit` in a second; taken and turned away."""
    taken = refused = in_second = 0
    second = -1
    for step in range(int(seconds * 200)):
        now = start + step / 200
        if int(now) != second:
            second, in_second = int(now), 0
        count = min(pacer.allowance(now), 20)
        if not count:
            continue
        pacer.spend(count, now)
        good = count if limit is None else min(count, limit - in_second)
        in_second += good
        taken += good
        refused += count - good
        pacer.accepted(good, now)
        if good < count:
            pacer.throttled(now)
    return taken, refused


def test_without_a_rate_nothing_limits() -> None:
    pacer = Pacer(None)
    assert pacer.open
    assert pacer.allowance(0.0) > 1_000_000
    assert pacer.wait(0.0) is None
    assert math.isinf(pacer.rate)


def test_a_rate_is_kept_and_unused_time_is_not_saved_up() -> None:
    assert 980 <= run(Pacer(100.0), 10)[0] <= 1010
    late = Pacer(100.0)
    run(late, 1)
    assert late.allowance(1000.0) <= 2


def test_a_slow_rate_lets_single_messages_through() -> None:
    assert 9 <= run(Pacer(0.5), 20)[0] <= 11


def test_under_a_limit_below_the_contract_at_least_nine_tenths_are_taken() -> None:
    taken, refused = run(Pacer(1500.0), 30, 1000)
    assert taken >= 0.9 * 30 * 1000
    assert refused <= 0.1 * taken


def test_without_a_contract_the_limit_is_found() -> None:
    taken, refused = run(Pacer(None), 30, 500)
    assert taken >= 0.9 * 30 * 500
    assert refused <= 0.1 * taken


def test_the_rate_climbs_back_to_the_contract_and_no_further() -> None:
    pacer = Pacer(1000.0)
    run(pacer, 10, 500)
    assert pacer.rate < 800
    run(pacer, 120, start=10)
    assert pacer.rate == 1000.0


def test_after_a_throttled_answer_one_message_probes() -> None:
    pacer = Pacer(1000.0)
    pacer.throttled(1.0)
    assert pacer.allowance(1.01) == 0
    assert pacer.wait(1.01) is not None
    assert pacer.allowance(1.06) == 1
    pacer.spend(1, 1.06)
    assert pacer.allowance(1.07) == 0, "until its answer"
    pacer.accepted(1, 1.08)
    assert pacer.allowance(1.1) > 1
