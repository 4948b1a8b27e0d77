"""A desk that answers with any integers and any text never ends the dispatcher: its release is refused by name, others go on."""

import logging
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.wire import calls, dispatch, frames
from console.wire.base import Call
from tests import hostile_values as hostile
from tests.dispatch.running import World, case, organisation, until, world

log = logging.getLogger(__name__)

_LISTS = ("rows", "settlements", "lifts", "erasures", "legal_holds", "withdrawn")
_OTHER = {
    "settlements": dispatch.Settlement,
    "lifts": dispatch.Lift,
    "erasures": dispatch.Lift,
    "legal_holds": dispatch.LegalHoldOrder,
}


def variants(honest: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The row with any text or integer in any one of its places."""
    for at, held in hostile.leaves(honest):
        for value in hostile.INTEGERS if isinstance(held, int) else hostile.TEXTS:
            yield str(at[0]), hostile.put(honest, at, value)


def alive(one: World) -> bool:
    return one.task is not None and not one.task.done()


async def test_a_list_id_beyond_every_number_refuses_that_send_alone_and_also_after_a_restart(
    tmp_path: Path,
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 20, number="2026-业务部-0001"), request=1)
        bad = one.desk.offer(case(org, 30, number="2026-业务部-0002"), request=2)
        bad.list_id = 2**64 - 1
        await one.start()
        await until(lambda: one.desk.last("done", 1))
        await until(lambda: one.desk.last("refused", 2))
        assert one.desk.events(2) == [("refused", "release_unreadable")]
        await one.stop()
        await one.start()
        await until(lambda: len(one.desk.of(dispatch.PullReleased)) > 5)
        assert alive(one)
        assert one.counts["distinct"] == 20


async def test_any_value_in_any_row_of_what_is_released_keeps_back_no_other_send(tmp_path: Path) -> None:
    org = organisation()
    made = case(org, 20)
    async with world(tmp_path, org) as one:
        one.desk.offer(made)
        honest: dict[str, Any] = msgspec.to_builtins(one.desk.slots[1].row())
        walked: Counter[str] = Counter()

        def tamper(call: Call, answer: Any) -> Any:
            if not isinstance(call, dispatch.PullReleased):
                return answer
            rows = []
            for nth, (field, row) in enumerate(variants(honest | {"release": "", "request": 0})):
                walked["rows"] += 1
                own = {} if field == "release" else {"release": f"{nth:064d}"}
                rows.append(row | own | ({} if field == "request" else {"request": 1000 + nth}))
            answer["rows"] = rows + answer["rows"]
            for name, kind in _OTHER.items():
                base = {
                    field: hostile.example(type_, field, lambda *_: None)
                    for field, type_ in hostile.hints(kind).items()
                }
                answer[name] = [row for _, row in variants(base)]
                walked[name] += len(answer[name])
            one.desk.tampers = None
            return answer

        one.desk.tampers = tamper
        await one.start()
        await until(lambda: one.desk.last("done") or not alive(one), 100)
        await until(lambda: len(one.desk.of(dispatch.PullReleased)) > 5)
        assert alive(one)
        refused = [r for r in one.desk.of(dispatch.ReportSlot) if r.event == "refused"]
        assert {r.reason for r in refused} >= {"release_unreadable"}
        assert one.counts["distinct"] == 20
        log.info("walked %s", (dict(walked), Counter(r.reason for r in refused)))


async def test_any_value_in_any_answer_never_ends_the_dispatcher(tmp_path: Path) -> None:
    org = organisation()
    dice = random.Random(7)  # noqa: S311 - a seeded choice of cases
    walked: Counter[str] = Counter()

    def tamper(call: Call, answer: Any) -> Any:
        if isinstance(call, dispatch.PullReleased):
            answer.pop("frozen", None)
        # A ledger that was forged holds everything by name, as it should.
        places = [] if isinstance(call, dispatch.PullLinks) else list(hostile.leaves(answer))
        if not places or dice.random() < 0.3:
            return answer
        at, held = dice.choice(places)
        values: tuple[Any, ...] = hostile.INTEGERS if isinstance(held, int) else hostile.TEXTS
        if isinstance(held, bytes):
            values = (b"", b"\0", held[:-1], held + b"\xff", b"\xff" * 24)
        walked[type(call).__name__] += 1
        return hostile.put(answer, at, dice.choice(values))

    async with world(tmp_path, org) as one:
        one.desk.optouts = [(13800138000, 1)]
        for request in range(1, 40):
            one.desk.offer(case(org, 5, number=f"2026-业务部-{request:04}"), request=request)
        for _ in range(5):
            one.desk.entry()
        one.desk.tampers = tamper
        await one.start()
        await until(lambda: len(one.desk.of(dispatch.PullReleased)) > 60, 120)
        assert alive(one)
        one.desk.tampers = None
        one.desk.offer(case(org, 7, number="2026-业务部-0050"), request=50)
        await until(lambda: one.desk.last("done", 50), 60)
        log.info("walked %s", (dict(walked)))
        assert walked["PullReleased"] > 20


async def test_a_freeze_that_nobody_can_read_freezes_everything(tmp_path: Path) -> None:
    org = organisation()
    made = case(org, 20)
    async with world(tmp_path, org) as one:

        def tamper(call: Call, answer: Any) -> Any:
            if isinstance(call, dispatch.PullReleased):
                answer["frozen"] = [{"id": 2**64 - 1, "scope": "category", "subject": "promotion", "person": "", "reason": "",
                                     "at": "", "loss": ""}]  # fmt: skip
            return answer

        one.desk.tampers = tamper
        one.desk.offer(made)
        await one.start()
        assert one.service is not None
        holds = one.service.dispatcher.holds
        await until(lambda: ("all", "") in holds.frozen)
        await until(lambda: len(one.desk.of(dispatch.PullReleased)) > 5)
        assert alive(one)
        assert one.counts["submits"] == 0


@pytest.mark.parametrize(
    "said", [[], {"rows": 1}, {"rows": [], "optouts": 2**64 - 1}, {"rows": "x", "optouts": 0}], ids=range(4)
)
def test_an_answer_that_is_no_answer_at_all_is_a_named_problem(said: Any) -> None:
    reply = calls.Reply(1, ok=msgspec.Raw(msgspec.msgpack.encode(said)))
    with pytest.raises(frames.FrameError):
        frames.decode_answer(reply, dispatch.Released)
