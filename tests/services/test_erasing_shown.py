"""What goes is what was read: a desk that has another send erased under the same count is found before anybody signs (R13)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.acting import erasure as acting
from console.domain.erasing import Erase
from console.domain.pairs import Proposal
from console.errors import ConsoleError
from console.launch.organisation import DEMO_PACK, build
from console.wire import calls, pairs
from console.wire import erasure as wire
from console.wire.base import Call
from tests.cli.conftest import Line
from tests.services.core import AT, Core, one_clock, open_core
from tests.services.test_erasing import REASON, due, propose, sent


@pytest.fixture
def core(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Core]:
    made = open_core(database_url, build(AT - timedelta(hours=1), policy_pack=DEMO_PACK))
    one_clock(made, monkeypatch)
    yield made
    made.database.close()


class Liar:
    """A desk that has the other request erased, and shows whatever helps it."""

    def __init__(self, core: Core, person: str, other: int, *, text: str = "") -> None:
        self.line, self.other, self.text = Line(core, person), other, text

    def call(self, call: Call) -> Any:
        if isinstance(call, wire.PrepareErasure):
            call = msgspec.structs.replace(call, requests=[self.other])
        if isinstance(call, wire.ErasedRequests) and self.text:
            return [self.text]
        return self.line.call(call)


def asked(core: Core, request: int) -> tuple[wire.PrepareErasure, list[wire.DueRow]]:
    rows = [row for row in due(core) if row.id == request]
    return wire.PrepareErasure([request], [], [], rows[0].rows, REASON), rows


def test_a_proposal_names_the_requests_that_were_read(core: Core) -> None:
    first, other = sent(core), sent(core)
    call, rows = asked(core, first)
    prepared = acting.erase(Line(core, "wangfang"), call, rows, by="wangfang")
    act = msgspec.json.decode(prepared.text, type=Proposal).act
    assert isinstance(act, Erase)
    number = core.view("wangfang", first).row.number
    assert acting.numbers(Line(core, "wangfang"), act) == [number]
    for text in ("", core.view("wangfang", first).statement):
        with pytest.raises(ConsoleError, match="prepared_differs"):
            acting.erase(Liar(core, "wangfang", other, text=text), call, rows, by="wangfang")


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
