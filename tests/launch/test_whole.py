"""The whole job with the real desk, dispatcher and simulator: what people do takes effect at the SMSC, and nothing else does."""

import pytest

from console.wire.sending import sends
from tests.launch.whole import running


def test_hold_resume_and_stop_take_effect_at_the_smsc() -> None:
    with running(rate=300, window=10) as whole:
        request = whole.released(2000)
        whole.until(request, lambda view: view.row.tally.delivered > 50)
        whole.walk.core("sunli").call(sends.HoldSlot(request, 1, "客户投诉"))
        view = whole.state(request, "held")
        held = whole.until(request, lambda v: v.row.tally.in_flight == v.row.tally.accepted == 0)
        assert view.row.tally.balances()
        stats = whole.control("stats")
        assert stats["distinct"] == held.row.tally.delivered + held.row.tally.undelivered < 2000
        whole.step("qianwei", "resume", request, count=2000)
        whole.until(request, lambda v: v.row.tally.delivered > stats["distinct"] + 50)
        whole.step("sunli", "stop", request, text="内容有误")
        stopped = whole.state(request, "stopped").row.tally
        assert stopped.balances()
        assert stopped.not_sent > 0
        assert stopped.queued == 0
        # What was out when it stopped is stated, and still takes its answers.
        stopped = whole.until(request, lambda v: v.row.tally.in_flight == 0).row.tally
        assert stopped.balances()
        stats = whole.control("stats")
        assert (stats["distinct"], stats["repeats"]) == (2000 - stopped.not_sent, 0)


def test_a_desk_that_changes_its_own_tables_sends_nothing() -> None:
    """One byte of the list, of the text, of an approval: each is refused under its own name, and the SMSC gets nothing."""
    number = (
        "UPDATE list_number SET num = num + 1 WHERE list_id = 1 AND num = (SELECT max(num) FROM list_number)"
    )
    text = "UPDATE request_version SET text = replace(text, '请及时', '请立即') WHERE request = 2"
    approval = (
        "UPDATE step SET text = replace(text, '同意', '不同意') WHERE request = 3 AND kind = 'approval'"
    )
    names = {1: "list_root", 2: "request_signature", 3: "step_signature"}
    with running() as whole:
        assert [whole.cleared(20) for _ in names] == list(names)
        whole.tamper(number, text, approval)
        for request, name in names.items():
            whole.walk.release(request)
            assert whole.state(request, "refused", "done").row.reason == name
        assert whole.control("stats")["submits"] == 0
        honest = whole.released(20)
        assert whole.state(honest, "done").row.tally.delivered == 20


@pytest.mark.parametrize("total", [5_000, pytest.param(20_000, marks=pytest.mark.nightly)])
def test_everybody_gets_it_once_though_the_dispatcher_is_killed_three_times(total: int) -> None:
    """SIGKILL in mid-flight at window 50, with the real desk: nobody twice, everybody with an end state, doubt at most a window."""
    kills = 3
    with running(window=50) as whole:
        request = whole.released(total)
        for nth in range(kills):
            whole.until(request, lambda view, nth=nth: view.row.tally.delivered > total * (1 + 2 * nth) / 10)  # type: ignore[misc]
            whole.kill("dispatch")
            whole.solo.start()
        tally = whole.ended(request).row.tally
        taken = whole.control("stats")
        assert tally.balances()
        assert tally.queued == tally.in_flight == tally.accepted == 0
        assert (taken["repeats"], taken["distinct"]) == (0, tally.delivered)
        assert tally.unknown == total - tally.delivered <= 50 * kills
