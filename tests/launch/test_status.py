"""`status` beside real processes: what is broken is said within seconds, with the exit code of a monitoring plugin."""

import json
import os
import signal
import subprocess
import sys
import time

from console.wire.sending import sends
from tests.launch.whole import Whole, running
from tests.patience import Wait


def asked(whole: Whole, *more: str) -> tuple[int, dict[str, object]]:
    command = [sys.executable, "-X", "utf8", "-m", "console", "--home", str(whole.home.root), "status"]
    run = subprocess.run([*command, "--json", *more], capture_output=True, text=True, check=False)
    return run.returncode, json.loads(run.stdout)["data"]


def briefs(data: dict[str, object]) -> set[str]:
    findings = data["findings"]
    assert isinstance(findings, list)
    return {one["brief"] for one in findings if not one["brief"].endswith("MiB free")}


def until(whole: Whole, brief: str) -> int:
    """Wait until it is said; return the exit code."""
    wait = Wait()
    while True:
        code, data = asked(whole)
        if any(brief in one for one in briefs(data)):
            return code
        assert not wait.over(), data
        time.sleep(0.2)


def pid(whole: Whole, name: str) -> int:
    return next(status.pid for status in whole.solo.status() if status.name == name)


def test_what_is_broken_is_said_of_real_processes() -> None:
    with running() as whole:
        request = whole.released(20)
        whole.ended(request)
        # A home of its own has no witness, toward the end of a year the next one's holidays may be missing, and disks are what they are.
        allowed = {"calendar_missing", "witness witness_none"}
        wait = Wait()
        while (said := briefs(data := asked(whole)[1])) - allowed:
            assert not wait.over(), said
            time.sleep(0.2)
        figures = data["figures"]
        assert isinstance(figures, dict)
        assert (figures["gateways_up"], figures["unknown"], figures["queued"]) == (1, 0, 0)

        prom = whole.home.root / "sms.prom"
        asked(whole, "--textfile", str(prom))
        assert 'sms_console_gateway_up{gateway="demo"} 1.0' in prom.read_text("utf-8").splitlines()

        os.kill(pid(whole, "desk"), signal.SIGSTOP)
        code, data = asked(whole)
        assert (code, "desk slow" in briefs(data)) == (2, True)
        os.kill(pid(whole, "desk"), signal.SIGCONT)
        os.kill(pid(whole, "dispatch"), signal.SIGSTOP)
        assert until(whole, "dispatcher slow") == 2
        os.kill(pid(whole, "dispatch"), signal.SIGCONT)

        os.kill(pid(whole, "simulator"), signal.SIGKILL)
        assert until(whole, "gateway demo down") == 2
        whole.kill("dispatch")
        assert until(whole, "dispatcher gone") == 2
        whole.kill("desk")
        assert until(whole, "desk gone") == 2


def test_of_a_hold_with_words_only_the_count_leaves() -> None:
    with running(rate=100, window=5) as whole:
        request = whole.released(2000)
        whole.until(request, lambda view: view.rates[-1:] != [] and view.rates[-1] > 0)
        whole.walk.core("sunli").call(sends.HoldSlot(request, 1, "客户张三投诉"))
        whole.state(request, "held")
        code, data = asked(whole)
        assert code in {1, 2}
        said = json.dumps(data, ensure_ascii=False)
        assert "1 held: held" in said
        assert "张三" not in said
