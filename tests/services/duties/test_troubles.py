"""What does not work is in the turn of whoever can mend it, after the time in which it mends itself; the others are told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain.times import render
from console.services.context import Caller
from console.services.duties import troubles
from console.wire import calls
from console.wire.dispatch import Heartbeat
from console.wire.duties.here import TodoRow
from console.wire.duties.status import NO_ROOM
from console.wire.duties.subjects import Trouble
from tests.services.core import Core, open_core
from tests.services.sending.test_sending import DISPATCH, released

CUSTODIAN, OPERATOR, DRAFTER, AUDITOR = "fenglei", "qianwei", "zhaomin", "shenyu"


@pytest.fixture
def core(database_url: str) -> Iterator[Core]:
    made = open_core(database_url)
    yield made
    made.database.close()


def beats(core: Core, state: str, seconds: int = 0) -> None:
    """The dispatcher says it of its gateway now, and so for some seconds."""
    core.call(DISPATCH, Heartbeat({"demo": state}))
    if seconds:
        core.at += timedelta(seconds=seconds)
        core.call(DISPATCH, Heartbeat({"demo": state}))


def owed(core: Core, person: str) -> list[tuple[str, Any]]:
    rows: list[TodoRow] = core.call(person, calls.Todo())
    return [(row.what, row.subject) for row in rows if isinstance(row.subject, Trouble)]


def test_a_line_that_is_down_is_said_after_five_minutes_and_no_more_when_it_is_back(core: Core) -> None:
    beats(core, "up")
    beats(core, "down", 299)
    assert owed(core, CUSTODIAN) == []
    beats(core, "down", 2)
    assert owed(core, CUSTODIAN) == [("gateway_down", Trouble("gateway_down", "demo"))]
    assert owed(core, OPERATOR) == [("trouble_told", Trouble("gateway_down", "demo"))]
    assert owed(core, DRAFTER) == []
    beats(core, "up")
    assert owed(core, CUSTODIAN) == []
    beats(core, "down", 10)
    assert owed(core, CUSTODIAN) == [], "it counts from the new moment"


def test_a_refused_password_is_said_at_once(core: Core) -> None:
    beats(core, "bind_refused")
    (row,) = (one for one in core.call(CUSTODIAN, calls.Todo()) if isinstance(one.subject, Trouble))
    assert (row.what, row.because, row.number) == ("gateway_closed", "bind_refused", "demo")


def test_a_locked_vault_is_said_while_something_waits(core: Core) -> None:
    beats(core, "vault_locked")
    assert owed(core, CUSTODIAN) == []
    released(core, 20)
    beats(core, "vault_locked")
    assert owed(core, CUSTODIAN) == [("vault_shut", Trouble("vault_shut", ""))]
    beats(core, "up")
    assert owed(core, CUSTODIAN) == []


def test_a_dispatcher_that_is_gone_is_said_after_a_minute(core: Core) -> None:
    assert owed(core, CUSTODIAN) == [], "a house that never had one lacks none"
    beats(core, "up")
    core.at += timedelta(seconds=59)
    assert owed(core, CUSTODIAN) == []
    core.at += timedelta(seconds=2)
    assert owed(core, CUSTODIAN) == [("dispatcher_gone", Trouble("dispatcher_gone", ""))]
    assert owed(core, OPERATOR) == [("trouble_told", Trouble("dispatcher_gone", ""))]
    beats(core, "down")
    assert owed(core, CUSTODIAN) == []


def test_a_ledger_that_does_not_follow_is_said_at_once_to_three_offices_until_it_does(core: Core) -> None:
    at = render(core.at)
    core.call(DISPATCH, Heartbeat({"demo": "up"}, holds=["desk_silent", "ledger_forked"]))
    core.at += timedelta(seconds=5)
    core.call(DISPATCH, Heartbeat({"demo": "up"}, holds=["ledger_forked"]))
    (row,) = (one for one in core.call(CUSTODIAN, calls.Todo()) if isinstance(one.subject, Trouble))
    assert (row.what, row.since, row.subject) == ("chain_broken", at, Trouble("chain_broken", ""))
    assert [one for one, _ in owed(core, AUDITOR)] == ["chain_broken"]
    assert owed(core, OPERATOR) == owed(core, DRAFTER) == []
    beats(core, "up")
    assert owed(core, CUSTODIAN) == []


@pytest.mark.parametrize(("free", "said"), [(NO_ROOM - 1, ["disk_full"]), (NO_ROOM, [])])
def test_a_disk_without_room_is_said_since_it_was_seen(core: Core, free: int, said: list[str]) -> None:
    beats(core, "up")
    for _ in (1, 2):
        with core.context(Caller(CUSTODIAN), write=False) as context:
            there = replace(context, desk=replace(context.desk, free=lambda: free))
            found = list(troubles.found(there))
        assert [(one.what, one.since) for one in found] == [(what, "2026-11-24T03:00:00Z") for what in said]
        core.at += timedelta(seconds=5)
        beats(core, "up")


@pytest.mark.parametrize(("days", "solo", "said"), [(1, False, False), (3, False, True), (3, True, False)])
def test_an_old_backup_is_said_where_anything_is_kept(core: Core, days: int, solo: bool, said: bool) -> None:
    made = render(core.at - timedelta(days=days))
    beats(core, "up")
    with core.context(Caller(CUSTODIAN), write=False) as context:
        there = replace(
            context,
            roster=msgspec.structs.replace(context.roster, solo=solo),
            desk=replace(context.desk, backed_up=lambda: made),
        )
        assert [one.what for one in troubles.found(there)] == (["backup_old"] if said else [])
