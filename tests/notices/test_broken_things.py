"""What is broken for real, one thing after another: what `status` says of it at once, and who is told outside, when and in which words.

Months without holidays known and a backup that is too old are judged in `tests/cli/test_status.py`, and `status` as root, as the monitoring
account and as a stranger in the laboratory (`tests/lab/test_separation.py`).
"""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from console.launch import processes
from console.locale import words
from console.wire.notices.outward import DESK_GONE, TROUBLES
from tests import needs
from tests.clocked import starting
from tests.databases import Stoppable
from tests.launch.whole import Whole, running
from tests.notices.test_process import takes, telling, until, written

ROOT = Path(__file__).parents[2]
BAD = 2
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")


class Said(NamedTuple):
    """The exit code of `status`, and its words by what a monitoring line says."""

    code: int
    findings: dict[str, str]


def status(whole: Whole, **environment: str) -> Said:
    """What the command says now, which must not take long."""
    command = starting("console", "--home", str(whole.home.root), "--lang", "zh", "status", "--json")
    begun = time.monotonic()
    run = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
    assert time.monotonic() - begun < 60
    return Said(
        run.returncode, {one["brief"]: one["said"] for one in json.loads(run.stdout)["data"]["findings"]}
    )


def sees(whole: Whole, brief: str, said: str, **environment: str) -> None:
    """The command comes to say it, with the exit code of what is bad."""
    last = [status(whole, **environment)]

    def seen() -> bool:
        last[0] = status(whole, **environment)
        return brief in last[0].findings

    until(seen, lambda: last[0])
    assert said in last[0].findings[brief]
    assert last[0].code == BAD


def mended(whole: Whole, brief: str) -> None:
    """The command says it no more."""
    until(lambda: brief not in status(whole).findings, lambda: status(whole))


def heard(out: Path, said: str) -> Callable[[], bool]:
    """Whether the custodian was told so by the house's own program."""
    return lambda: out.exists() and said in out.read_text("utf-8")


def test_status_says_at_once_what_does_not_run_and_that_it_runs_again() -> None:
    with running() as whole:
        whole.kill("simulator")
        whole.kill("dispatch")
        sees(whole, "dispatcher gone", "发送程序没有运行")
        whole.solo.start()
        mended(whole, "dispatcher gone")
        mended(whole, "gateway demo down")
        whole.kill("desk")
        sees(whole, "desk gone", "业务台没有运行")
        whole.solo.start()
        mended(whole, "desk gone")
        takes(whole, "another")
        whole.control("cut")
        sees(whole, "gateway demo closed: bind_refused", "demo")


def test_status_says_at_once_that_the_provider_is_gone() -> None:
    with running() as whole:
        whole.kill("simulator")
        sees(whole, "gateway demo down", "断开")


def test_a_disk_that_is_nearly_full_is_said_by_status() -> None:
    with small_disk() as disk, running() as whole:
        assert not [one for one in status(whole).findings if one.endswith("400 MiB free")]
        with (disk / "ballast").open("wb") as ballast:
            os.posix_fallocate(ballast.fileno(), 0, 400 << 20)
        (full,) = [one for one in status(whole).findings if one.endswith("MiB free")]
        sees(whole, full, str(whole.home.root))
        (disk / "ballast").unlink()
        mended(whole, full)


def test_a_database_that_is_gone_is_said_by_status() -> None:
    with Stoppable() as server, running(databases={"desk": server.url}) as whole:
        server.stop("immediate")
        sees(whole, "desk database gone", "数据库连不上")
        server.start()
        mended(whole, "desk database gone")


def test_a_roster_that_is_over_is_said_by_status() -> None:
    with running(at=datetime.now(UTC) - timedelta(days=91)) as whole:
        sees(whole, "roster_over", "到期")


def test_a_clock_that_leaps_by_a_hundred_days_is_said_by_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs.require("faketime")
    clock = tmp_path / "clock"
    # A run may have a clock of its own already: it leaps from there.
    off = int(os.environ.get("FAKETIME", "+0").rstrip("s"))

    def leaps(seconds: int) -> None:
        # At once, because every process reads it at every look at its clock, and one that found it empty would end.
        new = clock.with_suffix(".new")
        new.write_text(f"{off + seconds:+d}\n")
        new.replace(clock)

    leaps(0)
    for name in [one for one in os.environ if one.startswith("FAKETIME")]:
        monkeypatch.delenv(name)
    shifted = {
        "LD_PRELOAD": str(FAKETIME), "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1",
    }  # fmt: skip
    kept = processes.environment

    def moved(given: Mapping[str, str]) -> dict[str, str]:
        own = {name: value for name, value in kept(given).items() if not name.startswith("FAKETIME")}
        return own | shifted

    monkeypatch.setattr(processes, "environment", moved)
    with running() as whole:
        assert "all held: clock_ahead" not in status(whole, **shifted).findings
        leaps(8_640_000)
        sees(whole, "all held: clock_ahead", "时钟", **shifted)


@contextmanager
def small_disk() -> Iterator[Path]:
    """A file system with room for little more than what counts as full, on which new homes are made."""
    folder = Path(tempfile.mkdtemp(prefix="disk-"))
    if os.geteuid():
        pytest.skip("only root makes file systems")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=800m", "tmpfs", folder], check=True)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tempfile, "tempdir", str(folder))
            yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
        folder.rmdir()


@pytest.mark.parametrize(
    ("page", "lang"), [("watch-the-service.md", "en"), ("watch-the-service.zh.md", "zh")]
)
def test_the_page_names_every_thing_by_the_words_of_its_notice(page: str, lang: str) -> None:
    text = (ROOT / "docs" / "how-to" / page).read_text("utf-8")
    (table,) = [part for part in text.split("\n## ") if "`gateway NAME down`" in part]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")][2:]
    assert len(rows) == 11
    said = {words.text(key, lang) for key in _HEADINGS}
    assert {row[-1] for row in rows} == said


_HEADINGS = (
    *(f"todo.{kind}" for kind in TROUBLES if kind not in {"chain_broken", "notices_failing", "notices_gone", "collector_failing"}),
    f"notice_kind.{DESK_GONE}", "chase.renew_roster", "chase.rearm", "chase.lacking",
)  # fmt: skip


# ---- what takes minutes: thresholds by the clock


@pytest.mark.nightly
@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("name", "said", "threshold"),
    [
        ("simulator", "网关连接断开", 300),
        ("dispatch", "发送程序没有运行", 60),
        ("desk", "业务台没有应答", 120),
    ],
)
def test_what_is_gone_is_told_within_two_minutes_of_its_threshold(
    name: str, said: str, threshold: int
) -> None:
    with running(rate=2, window=5) as whole:
        out = written(whole, "http://127.0.0.1:9", 9, "own")
        whole.released(2000)
        with telling(whole):
            time.sleep(3)
            assert not heard(out, said)()
            whole.kill(name)
            begun = time.monotonic()
            while not heard(out, said)():
                assert time.monotonic() - begun < threshold + 120, "nobody is told"
                time.sleep(0.5)
            assert time.monotonic() - begun >= threshold - 1, "what comes back by itself is not told"
