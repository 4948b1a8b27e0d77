"""The bank of the demo has a past: a quarter that is over, with something in it, so that filing can be tried at once."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console.domain.filing.quarters import Quarter
from console.domain.times import now, parse
from console.launch import choice, demo
from console.launch.processes import Solo
from console.settings import Home
from console.wire import calls
from console.wire.client import Client
from console.wire.duties.here import TodoRow
from console.wire.filing import filing
from console.wire.ledger import ledger

ZONE = "Asia/Shanghai"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    made = Home(tmp_path / "demo")
    demo.make(made)
    solo = Solo(made)
    solo.start()
    yield made
    solo.stop()


def test_its_last_quarter_waits_to_be_filed_without_a_gap_and_its_chain_holds(home: Home) -> None:
    ended = Quarter.of(now(), ZONE).before()
    with Client(home.desk_socket, person="qianwei") as operator:
        rows: list[TodoRow] = operator.call(calls.Todo())
        assert [(row.what, row.number) for row in rows] == [("filing_compile", ended.name)]
        view: filing.FilingView = operator.call(filing.FilingDetail("business", ended.name))
    (send,) = view.emergencies
    assert ended.begins(ZONE) < send.sent_at < ended.ends(ZONE)
    assert send.acknowledged > send.sent_at
    assert (view.gaps, view.forms, view.row.nil) == ([], [], False)
    with Client(home.desk_socket, person="sunli") as manager:
        assert [row.what for row in manager.call(calls.Todo())] == ["rules"]
    with Client(home.desk_socket, person="shenyu") as auditor:
        report: ledger.LedgerReport = auditor.call(ledger.VerifyLedger())
    assert (report.bad, report.entries > 1) == (0, True)
    assert parse(choice.choices(home).expires) > parse(now()) + timedelta(days=89)


def test_its_desk_believes_its_clock_from_the_first_start_though_all_it_wrote_is_weeks_old(
    home: Home,
) -> None:
    with Client(home.desk_socket, person="fenglei") as custodian:
        assert custodian.call(calls.Todo()) == []
