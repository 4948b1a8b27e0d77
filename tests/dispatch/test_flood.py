"""A flood of replies beside a send: stored and acknowledged as it comes, judged a few at a time, and no refusal is late."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.dispatch import sender as senders
from console.dispatch.sender import Sender
from console.domain.contacts.optouts import number_of
from console.gateways.ports import Inbound
from tests.dispatch.running import World, case, organisation, until, world
from tests.dispatch_rows import in_order

PROMOTION = number_of("promotion")
ASKS = "请不要再给我发这种短信了，谢谢"
STRANGER = 13_900_000_000


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """Where the dispatcher keeps its database; empty for a file in its folder."""
    return str(request.getfixturevalue("postgres_url")) if request.param == "postgres" else ""


def slowly(rate: int) -> dict[str, Any]:
    return {"request": lambda request: msgspec.structs.replace(request, rate=rate)}


def wrote(number: int, text: str, token: int = 0) -> Inbound:
    return Inbound(number, str(number), "1069", text, text.encode("utf-16-be"), token)


async def sending(one: World, n: int, rate: int) -> tuple[Sender, Any]:
    """A promotion that has begun and goes slowly."""
    made = case(one.org, n, category="promotion", twist=slowly(rate))
    one.desk.offer(made)
    await one.start()
    assert one.service is not None
    await until(lambda: one.counts["submits"] > 3)
    return one.service.dispatcher.senders["demo"], made


def kept(one: World) -> tuple[int, int]:
    """How many messages were judged, and how many wait for it."""
    (judged,), (waiting,) = (
        one.rows("SELECT sum(times) FROM reply"),
        one.rows("SELECT count(*) FROM unjudged"),
    )
    return int(judged[0] or 0), int(waiting[0])


async def test_of_a_flood_beside_a_send_a_turn_stores_few_and_judges_only_bare_refusals(
    tmp_path: Path, url: str
) -> None:
    async with world(tmp_path, organisation(), url=url) as one:
        sender, _ = await sending(one, 400, 20)
        session = sender.session
        assert session is not None
        told = list[int]()
        taking = session.acknowledge

        def acknowledge(tokens: Iterable[int]) -> None:
            kept_ = list(tokens)
            told.extend(kept_)
            taking(kept_)

        session.acknowledge = acknowledge  # type: ignore[method-assign]
        flood = [wrote(STRANGER + nth, f"第{nth}条，请问余额多少", 7) for nth in range(1_000)]
        flood[3] = wrote(STRANGER + 3, "退订", 7)
        sender.on_turn([], [], flood)
        # Stored before it is acknowledged, a bounded part of it, and nothing judged but what was quickly known.
        assert kept(one) == (1, senders._HEARD_QUIET - 1)
        assert told.count(7) == senders._HEARD_QUIET
        assert one.rows("SELECT num, scope FROM optout") == [(STRANGER + 3, PROMOTION)]
        before = kept(one)[0]
        sender.tick()
        assert kept(one)[0] - before <= senders._JUDGED
        # In the end all of it is judged, each once, and the send has gone on meanwhile.
        await until(lambda: kept(one) == (1_000, 0))
        assert told.count(7) == 1_000
        await until(lambda: one.desk.last("done"))
        assert one.counts["distinct"] == 400


async def test_whoever_refuses_in_a_flood_in_their_own_words_is_not_written_to(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nothing that waits is judged by and by: only before its sender is written to.
    monkeypatch.setattr(senders, "_JUDGED", 0)
    async with world(tmp_path, organisation(), url=url) as one:
        sender, made = await sending(one, 300, 60)
        refusing = list(in_order(made.nums)[-100::10])
        flood = [wrote(STRANGER + nth, f"第{nth}条，请问余额多少") for nth in range(200)]
        for at, num in enumerate(refusing):
            flood.insert(at * 13, wrote(num, ASKS))
        sender.on_turn([], [], flood)
        await until(lambda: sum(kept(one)) == len(flood))
        await until(lambda: one.desk.last("done"))
        got = {num for (num,) in one.rows("SELECT num FROM recipient WHERE state <> 8")}
        assert set(made.nums) - got == set(refusing)
        assert one.counts["distinct"] == 290


async def test_what_waits_at_a_crash_is_judged_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(senders, "_JUDGED", 0)
    async with world(tmp_path, organisation()) as one:
        sender, made = await sending(one, 200, 20)
        flood = [wrote(STRANGER + nth, f"第{nth}条，请问余额多少") for nth in range(200)]
        flood += [wrote(in_order(made.nums)[-1], ASKS), wrote(0, "您好" * 300)]
        sender.on_turn([], [], flood)
        await until(lambda: sum(kept(one)) == len(flood))
        assert kept(one)[1] > 0
        await one.die()
        monkeypatch.undo()
        await one.start()
        await until(lambda: kept(one) == (len(flood), 0))
        assert one.rows("SELECT num FROM optout") == [(in_order(made.nums)[-1],)]
        await until(lambda: one.desk.last("done"))
        assert one.counts["repeats"] == 0
        await asyncio.sleep(0)
