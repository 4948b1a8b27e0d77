"""The monitor beside real processes: it never tells the past, and what is stopped stops within a window."""

import os
import signal

from console.wire.sending import sends
from tests.launch.whole import Whole, running

WINDOW = 50
SENT = 30_000


def out(view: sends.SendView) -> int:
    return view.row.tally.approved - view.row.tally.queued


def taken(whole: Whole) -> int:
    return int(whole.control("stats")["submits"])


def test_a_killed_dispatcher_is_named_at_once_and_after_its_start_the_figures_are_of_now() -> None:
    with running(rate=300, window=10) as whole:
        request = whole.released(2000)
        whole.until(request, lambda view: view.rates[-1:] != [] and view.rates[-1] > 0)
        whole.kill("dispatch")
        gone = whole.until(request, lambda view: view.row.reason == "dispatcher_gone", seconds=5)
        assert (gone.rates[-1], gone.eta_seconds) == (0, -1)
        left = taken(whole)
        whole.solo.start()
        back = whole.until(request, lambda view: view.row.reason == "", seconds=10)
        assert out(back) >= left
        assert back.row.tally.balances()
        ended = whole.ended(request)
        assert whole.control("stats")["repeats"] == 0
        assert ended.row.tally.unknown <= 10


def test_a_line_that_is_down_is_named_and_has_no_speed() -> None:
    with running(rate=300, window=10) as whole:
        request = whole.released(2000)
        whole.until(request, lambda view: view.rates[-1:] != [] and view.rates[-1] > 0)
        pid = next(status.pid for status in whole.solo.status() if status.name == "simulator")
        os.kill(pid, signal.SIGKILL)
        down = whole.until(request, lambda view: view.row.reason == "line_unreachable", seconds=10)
        assert (down.row.state, down.rates[-1], down.eta_seconds) == ("sending", 0, -1)


def test_a_hold_and_a_stop_by_the_desk_alone_let_no_more_out_than_a_window() -> None:
    with running(window=WINDOW) as whole:
        held = whole.released(SENT)
        whole.until(held, lambda view: out(view) > 1_000)
        whole.walk.core("sunli").call(sends.HoldSlot(held, 1, "客户投诉"))
        before = taken(whole)
        whole.state(held, "held")
        whole.until(held, lambda view: view.row.tally.in_flight == 0)
        after_hold = taken(whole) - before
        assert after_hold <= WINDOW, after_hold
        whole.step("qianwei", "resume", held, count=SENT)
        whole.until(held, lambda view: view.row.state == "sending" and out(view) > before + 1_000)
        whole.step("sunli", "stop", held, text="内容有误")
        before = taken(whole)
        stopped = whole.state(held, "stopped")
        whole.until(held, lambda view: view.row.tally.in_flight == 0)
        after_stop = taken(whole) - before
        assert after_stop <= WINDOW, after_stop
        assert stopped.row.tally.not_sent > 0
