"""What goes is what was read: a desk that has another send erased under the same count is found before anybody signs (R13)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from console.acting import erasure as acting
from console.domain.erasure.erasing import Erase
from console.domain.two_person.pairs import Proposal
from console.errors import ConsoleError
from console.launch.organisation import DEMO_PACK
from console.signing.statements import decode
from console.store.contacts import contact_list
from console.wire import calls, pairs
from console.wire.acts import Prepare
from console.wire.base import Call
from console.wire.sending import erasure as wire
from tests.cli.conftest import Line
from tests.services.core import Core, bank, one_clock, open_core
from tests.services.erasure.test_erasing import REASON, due, propose, sent


@pytest.fixture
def core(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Core]:
    made = open_core(database_url, bank(policy_pack=DEMO_PACK))
    one_clock(made, monkeypatch)
    yield made
    made.database.close()


class Liar:
    """A desk that has the other request erased, and shows whatever helps it."""

    def __init__(self, core: Core, person: str, other: int, *, text: str = "", listed: str = "") -> None:
        self.line, self.other, self.text, self.listed = Line(core, person), other, text, listed

    def call(self, call: Call) -> Any:
        if isinstance(call, Prepare) and self.other:
            call = msgspec.structs.replace(call, subject=f"request.{self.other}")
        if isinstance(call, wire.ErasedRequests) and self.text:
            return [self.text]
        if isinstance(call, wire.ErasedLists) and self.listed:
            return [self.listed]
        return self.line.call(call)


SAID = {"reason": REASON}


def signed(core: Core, list_id: int) -> Any:
    """A list's manifest as it is kept."""
    with core.database.reader() as conn:
        return conn.execute(select(contact_list).where(contact_list.c.id == list_id)).one()


def test_a_proposal_names_the_requests_that_were_read(core: Core) -> None:
    first, other = sent(core), sent(core)
    rows = [row for row in due(core) if row.id == first]
    prepared = acting.erase(Line(core, "wangfang"), rows, SAID, by="wangfang")
    act = msgspec.json.decode(prepared.text, type=Proposal).act
    assert isinstance(act, Erase)
    number = core.view("wangfang", first).row.number
    assert acting.numbers(Line(core, "wangfang"), act) == [number]
    for text in ("", core.view("wangfang", first).statement):
        with pytest.raises(ConsoleError, match="prepared_differs"):
            acting.erase(Liar(core, "wangfang", other, text=text), rows, SAID, by="wangfang")


def test_the_second_person_reads_the_numbers_from_what_was_signed(core: Core) -> None:
    first, other = sent(core), sent(core)
    propose(core, first)
    (row,) = [one for one in core.call("chuyan", pairs.ProposalsPage()) if one.kind == "erase"]
    assert acting.confirm(Line(core, "chuyan"), row, by="chuyan").text
    text = core.view("wangfang", other).statement
    with pytest.raises(ConsoleError, match="prepared_differs"):
        acting.confirm(Liar(core, "chuyan", other, text=text), row, by="chuyan")
    with pytest.raises(ConsoleError, match="prepared_unreadable"):
        acting.confirm(Liar(core, "chuyan", other, text="{}"), row, by="chuyan")


def test_nobody_reads_texts_of_another_department_by_digest(core: Core) -> None:
    request = sent(core)
    digest = core.view("wangfang", request).digest
    assert len(core.call("wangfang", wire.ErasedRequests([digest]))) == 1
    assert core.call("jiangbo", wire.ErasedRequests([digest])) == []
    assert core.call("wangfang", calls.RequestDetail(request)).digest == digest


def test_lists_of_one_name_are_told_apart_by_their_own_manifests(core: Core) -> None:
    """A list that nobody used goes by itself: both people read whose it is and when it was imported, not the desk's word."""
    first = core.add_list("zhaomin", "business", 12)
    core.at += timedelta(days=1)
    other = core.add_list("zhaomin", "business", 12)
    rows = [row for row in due(core) if (row.kind, row.id) == ("list", first)]
    prepared = acting.erase(Line(core, "wangfang"), rows, SAID, by="wangfang")
    act = msgspec.json.decode(prepared.text, type=Proposal).act
    assert isinstance(act, Erase)
    (read,) = acting.lists(Line(core, "wangfang"), act)
    assert (read.name, read.department, read.n) == (rows[0].name, "business", 12)
    manifest = {one: signed(core, one).text for one in (first, other)}
    assert read == decode(manifest[first].encode())
    for lie in (manifest[other], "{}"):
        with pytest.raises(ConsoleError, match=r"prepared_differs|prepared_unreadable"):
            acting.erase(Liar(core, "wangfang", 0, listed=lie), rows, SAID, by="wangfang")
    propose(core, lists=[first])
    (row,) = [one for one in core.call("chuyan", pairs.ProposalsPage()) if one.kind == "erase"]
    assert acting.confirm(Line(core, "chuyan"), row, by="chuyan").text
    with pytest.raises(ConsoleError, match="prepared_differs"):
        acting.confirm(Liar(core, "chuyan", 0, listed=manifest[other]), row, by="chuyan")


def test_a_list_under_another_name_is_not_the_one_that_was_read(core: Core) -> None:
    first = core.add_list("zhaomin", "business", 12)
    rows = [row for row in due(core) if (row.kind, row.id) == ("list", first)]
    renamed = [msgspec.structs.replace(rows[0], name="另一份")]
    with pytest.raises(ConsoleError, match="prepared_differs"):
        acting.erase(Line(core, "wangfang"), renamed, SAID, by="wangfang")


def test_nobody_reads_manifests_of_another_department_by_digest(core: Core) -> None:
    one = core.add_list("zhaomin", "business", 12)
    digest = signed(core, one).digest
    assert len(core.call("wangfang", wire.ErasedLists([digest]))) == 1
    assert core.call("jiangbo", wire.ErasedLists([digest])) == []


def test_a_list_that_two_requests_share_goes_with_both_of_them(core: Core) -> None:
    """Neither row announces it alone, for the other one has a use for it; their signed texts say that it is theirs."""
    first, second = sent(core), sent(core, list_id=1)
    rows = [row for row in due(core) if row.id in {first, second} and row.kind == "request"]
    assert [row.lists for row in rows] == [[], []]
    prepared = acting.erase(Line(core, "wangfang"), rows, SAID, by="wangfang")
    act = msgspec.json.decode(prepared.text, type=Proposal).act
    assert isinstance(act, Erase)
    assert [one.n for one in acting.lists(Line(core, "wangfang"), act)] == [20]
