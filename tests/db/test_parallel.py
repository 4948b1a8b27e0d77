"""Two processes that verify a half each report what one reports of the whole."""

import logging
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from console.db import parallel
from console.db.chain import LedgerHead
from console.db.engine import Database
from console.db.parallel import Second, verify_by_two
from console.db.verify import BadEntry, Reason, VerifyReport, verify
from tests.db.ledgers import ROOT, fill, judge, relink, reword, tamper, unconstrain
from tests.lab.ground import until

Judge = Callable[..., VerifyReport]
ENTRIES = 12
MIDDLE = 6
"""The last entry of the earlier half."""


@pytest.fixture(scope="module")
def second() -> Iterator[Second]:
    made = Second()
    with made.held():
        assert made.runs
    yield made
    made.close()


@pytest.fixture
def judge_by_two(database: Database, second: Second) -> Judge:
    def judged(**options: Any) -> VerifyReport:
        with database.reader() as conn:
            return verify_by_two(conn, second, genesis=ROOT, **{"worth": 2} | options)

    return judged


def _earlier_time(conn: Connection) -> None:
    reword(conn, 7, b"2026-11-24T04:00:00Z", b"2026-11-23T04:00:00Z")
    conn.execute(text("UPDATE ledger SET time = '2026-11-23T04:00:00Z' WHERE seq = 7"))
    relink(conn)


def _seen(here: list[int], conn: Connection, **options: Any) -> VerifyReport:
    """What this process verifies, noted."""
    report = verify(conn, **options)
    here.append(report.checked)
    return report


def test_a_whole_ledger_is_verified_half_by_each(
    database: Database, monkeypatch: pytest.MonkeyPatch, judge_by_two: Judge
) -> None:
    heads = fill(database, ENTRIES)
    here: list[int] = []
    monkeypatch.setattr(parallel, "verify", partial(_seen, here))
    report = judge_by_two()
    assert here == [MIDDLE]
    assert (report.ok, report.checked, report.head, report.anchor) == (True, ENTRIES, heads[-1], None)


@pytest.mark.parametrize(
    "acts",
    [
        ["UPDATE ledger SET signature = 'other' WHERE seq = 3"],
        ["UPDATE ledger SET signature = 'other' WHERE seq = 6"],
        ["UPDATE ledger SET signature = 'other' WHERE seq = 7"],
        ["UPDATE ledger SET kind = 'other' WHERE seq = 11"],
        [unconstrain, "UPDATE ledger SET hash = prev WHERE seq = 6"],
        [unconstrain, "UPDATE ledger SET hash = prev WHERE seq = 12"],
        ["DELETE FROM ledger WHERE seq = 6"],
        ["DELETE FROM ledger WHERE seq = 7"],
        [unconstrain, "INSERT INTO ledger SELECT * FROM ledger WHERE seq = 6"],
        [unconstrain, "INSERT INTO ledger SELECT * FROM ledger WHERE seq = 9"],
        [_earlier_time],
    ],
)
def test_a_fault_in_either_half_or_between_them_is_the_one_that_one_process_names(
    database: Database, acts: list[str | Callable[[Connection], None]], judge_by_two: Judge
) -> None:
    heads = fill(database, ENTRIES)
    tamper(database, *acts)
    kept = [heads[1], heads[8]]
    report = judge_by_two(heads=kept)
    assert report == judge(database, heads=kept)
    assert report.bad is not None


def test_who_waits_for_the_others_start_does_more_meanwhile(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database, ENTRIES)
    here: list[int] = []
    monkeypatch.setattr(parallel, "verify", partial(_seen, here))
    second = Second()
    with database.reader() as conn:
        for _ in range(2):
            assert verify_by_two(conn, second, genesis=ROOT, worth=2).checked == ENTRIES
    assert here == [9, MIDDLE]
    second.close()


def test_kept_heads_are_met_in_both_halves(database: Database, judge_by_two: Judge) -> None:
    heads = fill(database, ENTRIES)
    for kept in ([heads[2]], [heads[5]], [heads[5], heads[9]], [heads[11]]):
        report = judge_by_two(heads=kept)
        assert report == judge(database, heads=kept)
        assert report.anchor == kept[-1]
    for seq in (2, MIDDLE, 9):
        wrong = [LedgerHead(seq, bytes(32))]
        assert judge_by_two(heads=wrong).bad == BadEntry(seq, Reason.REWRITTEN)


def test_a_cut_tail_is_found_by_the_later_half(database: Database, judge_by_two: Judge) -> None:
    heads = fill(database, ENTRIES)
    tamper(database, "DELETE FROM ledger WHERE seq > 10")
    assert judge_by_two(heads=[heads[11]]).bad == BadEntry(11, Reason.CUT)


def test_a_stretch_goes_on_from_a_kept_head_and_ends_where_it_should(
    database: Database, judge_by_two: Judge
) -> None:
    heads = fill(database, ENTRIES)
    options = {"since": 4, "heads": heads, "until": 9}
    report = judge_by_two(**options)
    assert report == judge(database, **options)
    assert (report.checked, report.head, report.anchor) == (5, heads[8], heads[8])
    with pytest.raises(ValueError, match="no kept head"):
        judge_by_two(since=4)


def test_where_no_second_process_starts_one_verifies_all_and_the_log_says_so(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, judge_by_two: Judge
) -> None:
    heads = fill(database, ENTRIES)

    def refuse(_method: str) -> None:
        raise PermissionError

    monkeypatch.setattr(multiprocessing, "get_context", refuse)
    with caplog.at_level(logging.WARNING):
        assert judge_by_two().head == heads[-1]
    assert "no second process: PermissionError" in caplog.text


def test_a_process_that_is_killed_is_missed_once_and_another_takes_its_place(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    fill(database, ENTRIES)
    second = Second()
    with second.held() as process:
        assert process is not None
        os.kill(process.number, signal.SIGKILL)
    with database.reader() as conn, caplog.at_level(logging.WARNING):
        assert verify_by_two(conn, second, genesis=ROOT, worth=2).checked == ENTRIES
        assert "no second process" in caplog.text
        caplog.clear()
        assert verify_by_two(conn, second, genesis=ROOT, worth=2).checked == ENTRIES
        assert caplog.text == ""
    second.close()


def test_who_finds_it_held_goes_on_alone(database: Database) -> None:
    fill(database, ENTRIES)
    second = Second()
    with second.held(), database.reader() as conn:
        assert verify_by_two(conn, second, genesis=ROOT, worth=2).checked == ENTRIES
    second.close()


def test_it_ends_when_nobody_wants_it_any_more() -> None:
    second = Second(idle=0.1)
    with second.held() as process:
        assert process is not None
    until(lambda: not Path(f"/proc/{process.number}").exists())

    def next_one() -> int:
        # Whoever ends the first has it for a moment longer than that runs.
        with second.held() as another:
            return another.number if another is not None else 0

    until(next_one)
    assert next_one() != process.number
    second.close()


def test_it_ends_with_the_process_that_started_it_however_that_ends() -> None:
    program = (
        "import time; from console.db.parallel import Second; held = Second().held();"
        "print(held.__enter__().number, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        number = int(parent.stdout.readline())
        assert Path(f"/proc/{number}").exists()
        parent.kill()
    until(lambda: not Path(f"/proc/{number}").exists())


def test_a_short_stretch_starts_none(
    database: Database, monkeypatch: pytest.MonkeyPatch, judge_by_two: Judge
) -> None:
    fill(database, ENTRIES)
    monkeypatch.setattr(multiprocessing, "get_context", None)
    assert judge_by_two(worth=ENTRIES + 1).checked == ENTRIES
    assert not judge_by_two(worth=ENTRIES + 1).bad
