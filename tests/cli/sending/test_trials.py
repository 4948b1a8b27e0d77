"""Trials by commands: proposed, and confirmed by the number that the to-do prints."""

from typing import Any

import pytest

from console.acting.named import insist
from console.cli import exits
from console.errors import ConsoleError
from console.signing.statements import decode
from console.wire import calls, pairs
from console.wire.sending.trials import Trials
from tests.cli.conftest import Office

PROPOSE = ("gateway", "trial", "demo", "--to", "移动测试机", "--reason", "新接的网关")


def test_a_trial_is_confirmed_by_the_number_that_the_to_do_prints(office: Office) -> None:
    made = office("fenglei", *PROPOSE, sign=True)
    assert made.code == exits.OK, made.err
    (number,) = [one.number for one in office.core.call("zhengtao", calls.Todo()) if "trial" in one.what]
    assert number == office.core.call("zhengtao", Trials()).rows[0].number
    signed = office("zhengtao", "proposal", "confirm", number, sign=True)
    assert signed.code == exits.OK, signed.err
    assert [row.state for row in office.core.call("fenglei", pairs.ProposalsPage(open=False))] == [
        "confirmed"
    ]


def test_another_trial_under_the_number_that_was_typed_is_not_signed(office: Office) -> None:
    assert office("fenglei", *PROPOSE, sign=True).code == exits.OK
    page: list[pairs.ProposalRow] = office.core.call("zhengtao", pairs.ProposalsPage())
    (row,) = page
    act: Any = decode(row.text.encode())
    desk: Any = office.core
    insist(desk, act, act.act.number)
    with pytest.raises(ConsoleError, match="prepared_differs"):
        insist(desk, act, "2026-T009")
