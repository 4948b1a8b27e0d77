"""Several approvals under one key: each is judged by itself, and nothing is signed that was not read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.acting.approvals import batch, cards
from console.acting.approvals.batch import Decision, Outcome, Paper
from console.acting.own_trust import Own
from console.domain import acts
from console.domain.people.people import Post
from console.errors import ConsoleError, RefusedError
from console.signing.statements import decode, encode
from console.wire import calls
from console.wire.acts import Prepare
from console.wire.answers import Prepared
from console.wire.base import Call
from console.wire.requests import approvals
from tests.services.core import Core, one_clock, open_core


@pytest.fixture
def core(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Core]:
    made = open_core(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    one_clock(made, monkeypatch)
    yield made
    made.database.close()


class Line:
    """One person's line to the desk; `spoil` may change or withhold an answer, `asked` keeps the calls."""

    def __init__(self, core: Core, person: str) -> None:
        self.core, self.person = core, person
        self.asked: list[Call] = []

    def call(self, call: Call) -> Any:
        self.asked.append(call)
        return self.spoil(call, self.core.call(self.person, call))

    def spoil(self, call: Call, answer: Any) -> Any:
        del call
        return answer


def own(line: Line) -> Own:
    return Own(lambda: line.core.org.roots)


def decided(paper: Paper, **change: Any) -> Decision:
    assert paper.act is not None
    values = {"count": paper.act.recipients(), "content_checked": True, "list_checked": True}
    return Decision(paper, **(values | change))


def sign(line: Line, decisions: list[Decision]) -> list[Outcome]:
    return batch.sign(line, decisions, line.core.org.people[line.person], by=line.person)


def code(outcome: Outcome) -> str:
    error = outcome.error
    return error.refusal.code if isinstance(error, RefusedError) else error.code if error else ""


def state(core: Core, request: int) -> str:
    return core.view("sunli", request).row.state


def test_every_request_gets_a_signature_of_its_own_that_cites_what_was_shown(core: Core) -> None:
    requests = [core.requested(n=n) for n in (20, 21, 22)]
    line = Line(core, "sunli")
    papers = batch.gather(line, own(line), requests)
    outcomes = sign(line, [decided(paper) for paper in papers])
    assert [one.done is not None for one in outcomes] == [True] * 3
    for request, paper in zip(requests, papers, strict=True):
        assert paper.card is not None
        assert state(core, request) == "cleared"
        with core.database.reader() as conn:
            text = conn.exec_driver_sql(
                "SELECT text FROM step WHERE request = ? AND kind = 'approval'", (request,)
            ).scalar_one()
        act = decode(text.encode())
        assert isinstance(act, acts.Approval)
        assert (act.shown, act.request) == (paper.card.shown, paper.card.digest)
        assert (act.content_checked, act.list_checked) == (True, True)


def test_one_that_moved_on_is_stale_and_holds_up_none_of_the_others(core: Core) -> None:
    requests = [core.requested(n=n) for n in (20, 21, 22)]
    line = Line(core, "sunli")
    papers = batch.gather(line, own(line), requests)
    core.step("zhaomin", "withdrawal", requests[1], text="不发了")
    outcomes = sign(line, [decided(paper) for paper in papers])
    assert [code(one) for one in outcomes] == ["", "stale", ""]
    assert [state(core, request) for request in requests] == ["cleared", "withdrawn", "cleared"]


def test_a_wrong_count_or_a_missing_tick_is_refused_for_that_one_alone(core: Core) -> None:
    requests = [core.requested(n=n) for n in (20, 21, 22)]
    line = Line(core, "sunli")
    first, second, third = batch.gather(line, own(line), requests)
    outcomes = sign(line, [decided(first, count=21), decided(second, list_checked=False), decided(third)])
    assert [code(one) for one in outcomes] == ["count_differs", "not_checked", ""]
    assert [state(core, request) for request in requests] == ["submitted", "submitted", "cleared"]


def test_what_he_may_not_approve_comes_back_with_the_reason_and_no_card(core: Core) -> None:
    mine, done = core.requested(n=20), core.cleared(n=12)
    papers = batch.gather(Line(core, "sunli"), Own(lambda: core.org.roots), [mine, done, 999])
    assert [paper.card is not None for paper in papers] == [True, False, False]
    assert [code(Outcome(0, "", error=paper.error)) for paper in papers[1:]] == [
        "nothing_to_decide",
        "no_such_request",
    ]


class Forger(Line):
    """A desk that prepares approvals of something else than was asked for."""

    change: dict[str, Any]

    def spoil(self, call: Call, answer: Any) -> Any:
        if not isinstance(call, Prepare):
            return answer
        act = decode(answer.text.encode())
        return Prepared(encode(msgspec.structs.replace(act, **self.change)).decode())


@pytest.mark.parametrize(
    "change",
    [
        {"request": "0" * 64},
        {"previous": "0" * 64},
        {"count": 2000},
        {"shown": "0" * 64},
        {"posts": [Post.GENERAL_MANAGER]},
        {"deputy_for": "zhoujian"},
        {"opinion": "同意"},
        {"by": "liqiang"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_bytes_that_say_something_else_are_not_signed(core: Core, change: dict[str, Any]) -> None:
    request = core.requested()
    line = Forger(core, "sunli")
    line.change = change
    (outcome,) = sign(line, [decided(paper) for paper in batch.gather(line, own(line), [request])])
    assert code(outcome) == "prepared_differs"
    assert not any(isinstance(call, calls.Enact) for call in line.asked)
    assert state(core, request) == "submitted"


class Liar(Line):
    """A desk that shows other computed parts than those whose digest it gives."""

    def spoil(self, call: Call, answer: Any) -> Any:
        return (
            msgspec.structs.replace(answer, opted_out=0, hits=[("classified", "x")])
            if isinstance(call, approvals.Scope)
            else answer
        )


def test_a_card_whose_computed_parts_are_not_those_it_cites_is_not_approved(core: Core) -> None:
    (paper,) = batch.gather(Liar(core, "sunli"), Own(lambda: core.org.roots), [core.requested()])
    assert paper.card is None
    assert code(Outcome(0, "", error=paper.error)) == "prepared_differs"


class Cut(Line):
    """A line that breaks over the second signature."""

    def call(self, call: Call) -> Any:
        answer = super().call(call)
        if sum(isinstance(one, calls.Enact) for one in self.asked) == 2:
            raise ConsoleError("answer_lost", call="Enact")
        return answer


def test_once_the_line_is_lost_the_rest_is_not_tried(core: Core) -> None:
    requests = [core.requested(n=n) for n in (20, 21, 22)]
    line = Cut(core, "sunli")
    outcomes = sign(line, [decided(paper) for paper in batch.gather(line, own(line), requests)])
    assert [code(one) for one in outcomes] == ["", "answer_lost", "batch_not_tried"]
    # The second one took effect although its answer was lost; the third was never sent.
    assert [state(core, request) for request in requests] == ["cleared", "cleared", "submitted"]


def test_a_desk_that_does_not_answer_is_said_at_once(core: Core) -> None:
    class Gone(Line):
        def call(self, call: Call) -> Any:
            raise ConsoleError("desk_gone", call=type(call).__name__)

    with pytest.raises(ConsoleError, match="desk_gone"):
        batch.gather(Gone(core, "sunli"), Own(lambda: core.org.roots), [core.requested()])


def test_a_card_reads_the_same_until_something_but_ones_own_count_moves(core: Core) -> None:
    first, second = core.requested(n=20), core.requested("promotion", n=21)
    before = core.call("liqiang", approvals.Scope(second))
    core.step("sunli", "approval", first)
    mine = core.call("sunli", approvals.Scope(second))
    assert mine.signed_today == 1
    assert cards.reading(mine) == cards.reading(before)
    core.step("sunli", "approval", second)
    assert cards.reading(core.call("liqiang", approvals.Scope(second))) != cards.reading(before)
