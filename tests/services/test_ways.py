"""A copied beginning is what was written before, and only for a core that came the same way."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console.db import chain
from console.wire import calls
from tests.services.core import Core, open_core

Opened = Callable[[], Core]


@pytest.fixture
def another(tmp_path: Path) -> Iterator[Opened]:
    """Opens one core after the other, each with a file of its own."""
    cores: list[Core] = []

    def opened() -> Core:
        cores.append(open_core(f"sqlite:///{tmp_path / f'{len(cores)}.sqlite3'}"))
        return cores[-1]

    yield opened
    for core in cores:
        core.database.close()


def head(core: Core) -> chain.LedgerHead:
    """No two ledgers that were written have the same, for every entry holds a random number."""
    with core.database.reader() as conn:
        return chain.head(conn, core.desk.genesis)


def test_the_same_way_is_gone_once_and_ends_in_the_same_rows(another: Opened) -> None:
    first, second = another(), another()
    request = first.cleared("promotion", n=7)
    assert second.cleared("promotion", n=7) == request
    assert head(second) == head(first)
    shown = second.view("zhoujian", request)
    assert (shown.row.state, shown) == ("cleared", first.view("zhoujian", request))
    first.step("wuhong", "release", request, slot=1, count=7)
    assert second.view("zhoujian", request).slots[0].state == "cleared"


def test_a_way_goes_on_from_where_another_ended(another: Opened) -> None:
    first, second = another(), another()
    for core in (first, second):
        core.cleared("notice", n=8)
        core.at += timedelta(minutes=1)
        assert core.requested("notice", n=8) == 2
    assert head(second) == head(first)


def test_other_words_another_time_and_other_people_make_another_way(another: Opened) -> None:
    first = another()
    first.requested("notice", n=9)
    for change in ("words", "time", "people"):
        core = another()
        core.at += timedelta(seconds=change == "time")
        if change == "people":
            core.org.people["nobody"] = core.org.people["sunli"]
        core.requested("notice", n=9, **({"purpose": "别的"} if change == "words" else {}))
        assert head(core) != head(first), change


def test_whoever_wrote_in_between_goes_on_foot(another: Opened) -> None:
    first, second = another(), another()
    for core in (first, second):
        core.call("zhaomin", calls.SaveDraft(core.draft(0)))
        assert core.requested("notice", n=11) == 2
    assert head(second) != head(first)
    third = another()
    third.requested("notice", n=12)
    with third.database.writer() as conn:
        conn.exec_driver_sql("DELETE FROM pledge WHERE person = 'qianwei'")
    before = head(third)
    fourth = another()
    fourth.requested("notice", n=12)
    assert head(fourth) == before
    third.requested("notice", n=12)
    fourth.requested("notice", n=12)
    assert head(fourth) != head(third)
