"""重新订阅 at the dispatcher (R13): a refusal ends only by two good signatures about that number, once, and no later one with it."""

import asyncio
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from console.dispatch.replies import code_refusals
from console.dispatch.replies.code_refusals import Coded
from console.dispatch.replies.unjudged import Unjudged
from console.domain.contacts.resubscribing import Proof, Resubscribe, sealed
from console.domain.times import render
from console.gateways.ports import Inbound
from console.wire.dispatch import ReportCodeRefusals
from tests.custody.world import Custody
from tests.dispatch.running import TEN, until
from tests.dispatch.test_erasing import events, sent, signed
from tests.dispatch.test_hashed import erased, later, optouts, reply
from tests.world import Case

SALT = b"s" * 16


def act(num: int, **changes: Any) -> Resubscribe:
    """The end of a refusal of promotion."""
    wanted = render(TEN + timedelta(minutes=20))
    plain = Resubscribe(7, "promotion", "", render(TEN), sealed(num, SALT), wanted, Proof.PAPER, "2026-17")
    return msgspec.structs.replace(plain, **changes)


def pair(
    made: Case, what: Resubscribe, num: int, second: str = "zhengtao", first: str = "zhaomin", **changes: Any
) -> Any:
    return msgspec.structs.replace(signed(made, what, first, second, **changes), num=num, salt=SALT)


async def offer(one: Custody, row: Any) -> tuple[str, str]:
    """Let the desk offer a pair; return what the dispatcher says to it."""
    told = len(events(one))
    one.desk.erasures = [row]
    await until(lambda: len(events(one)) > told)
    one.desk.erasures = []
    return events(one)[-1]


async def test_two_people_end_a_refusal_and_the_next_send_reaches_the_person(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        first, second = made.nums[0], made.nums[1]
        one.desk.optouts = [(first, 0), (first, 1), (second, 0)]
        await until(lambda: len(optouts(one)) == 3)
        assert await offer(one, pair(made, act(first), first)) == ("resubscribed", "")
        # No other scope of it, and nobody else's.
        assert optouts(one) == [(first, 1), (second, 0)]


@pytest.mark.parametrize("where", ["sqlite", "postgres"])
async def test_a_hashed_refusal_ends_too(tmp_path: Path, request: pytest.FixtureRequest, where: str) -> None:
    url = request.getfixturevalue("postgres_url") if where == "postgres" else ""
    async with sent(tmp_path, url=url) as (one, made):
        num = made.nums[0]
        one.desk.optouts = [(num, 1)]
        await until(lambda: len(optouts(one)) == 1)
        await erased(one, made)
        assert (optouts(one), one.rows("SELECT count(*) FROM optout_hmac")) == ([], [(1,)])
        assert await offer(one, pair(made, act(num, scope="all"), num)) == ("resubscribed", "")
        assert one.rows("SELECT count(*) FROM optout_hmac") == [(0,)]
        again = later(one)
        await until(lambda: one.desk.last("done", request=2))
        done = one.desk.last("done", request=2)
        assert done is not None
        assert (done.tally.suppressed, len(again.nums)) == (0, len(made.nums))


@pytest.mark.parametrize(
    ("bent", "people", "name"),
    [
        ({"number": sealed(13900139000, SALT)}, {}, "refusal_differs"),
        ({"scope": "nothing"}, {}, "refusal_differs"),
        ({}, {"second": "zhaomin"}, "pair_not_allowed"),
        ({}, {"second": "sunli"}, "pair_not_allowed"),
        ({}, {"first": "sunli"}, "pair_not_allowed"),
    ],
)
async def test_a_lying_desk_ends_nobodys_refusal(
    tmp_path: Path, bent: dict[str, Any], people: dict[str, str], name: str
) -> None:
    async with sent(tmp_path) as (one, made):
        num = made.nums[0]
        one.desk.optouts = [(num, 0)]
        await until(lambda: len(optouts(one)) == 1)
        assert await offer(one, pair(made, act(num, **bent), num, **people)) == ("erase_refused", name)
        assert optouts(one) == [(num, 0)]


async def test_a_refusal_by_reply_after_the_wish_stays(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        num = made.nums[0]
        reply(one, num)
        await until(lambda: one.rows("SELECT reported FROM reply") == [(1,)])
        kept = optouts(one)
        assert await offer(one, pair(made, act(num), num)) == ("erase_refused", "refused_since")
        assert optouts(one) == kept != []


async def test_a_message_that_is_not_judged_yet_may_refuse_so_the_wish_waits_for_it(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        num = made.nums[0]
        one.desk.optouts = [(num, 0)]
        await until(lambda: len(optouts(one)) == 1)
        assert one.service is not None
        sender = one.service.dispatcher.senders["demo"]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Unjudged, "judge", lambda *_: [])
            sender.unjudged._left = 0.0
            text = "请不要再给我发这种短信了，谢谢"
            sender.on_turn([], [], [Inbound(num, str(num), "1069", text, text.encode("utf-16-be"), 0)])
            assert one.rows("SELECT count(*) FROM unjudged") == [(1,)]
            offered = asyncio.create_task(offer(one, pair(made, act(num), num)))
            await asyncio.sleep(1)
            assert not offered.done()
            assert optouts(one) == [(num, 0)]
        assert await offered == ("erase_refused", "refused_since")
        assert (num, 0) in optouts(one)


async def test_the_same_two_signatures_never_end_a_anewrefusal(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        num = made.nums[0]
        one.desk.optouts = [(num, 0)]
        await until(lambda: len(optouts(one)) == 1)
        row = pair(made, act(num), num)
        assert await offer(one, row) == ("resubscribed", "")
        one.desk.optouts = [(num, 0), (num, 0)]
        await until(lambda: optouts(one) == [(num, 0)])
        await one.stop()
        await one.start()
        assert await offer(one, row) == ("resubscribed", "")
        assert optouts(one) == [(num, 0)]


async def test_a_refusal_said_again_after_the_pair_was_fetched_stays(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        num = made.nums[0]
        # The act names serial 1; a clerk enters the refusal again, and it gets serial 2.
        one.desk.optouts = [(num, 0)]
        await until(lambda: one.rows("SELECT serial FROM optout") == [(1,)])
        one.desk.optouts = [(num, 0), (num, 0)]
        await until(lambda: one.rows("SELECT serial FROM optout") == [(2,)])
        assert await offer(one, pair(made, act(num, optout=1), num)) == ("erase_refused", "refused_since")
        assert optouts(one) == [(num, 0)]
        assert await offer(one, pair(made, act(num, optout=2), num)) == ("resubscribed", "")
        assert optouts(one) == []


async def test_a_hashed_refusal_said_again_stays_too(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        num = made.nums[0]
        one.desk.optouts = [(num, 1), (num, 1)]
        await until(lambda: one.rows("SELECT serial FROM optout") == [(2,)])
        await erased(one, made)
        assert one.rows("SELECT serial FROM optout_hmac") == [(2,)]
        row = pair(made, act(num, scope="all", optout=1), num)
        assert await offer(one, row) == ("erase_refused", "refused_since")
        # A later send restores it with its serial.
        later(one)
        await until(lambda: one.rows("SELECT num, serial FROM optout") == [(num, 2)])


async def test_the_serials_of_a_desk_that_was_restored_count_from_anew(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        num, other = made.nums[0], made.nums[1]
        one.desk.optouts = [(other, 0), (num, 0), (num, 0)]
        await until(lambda: (3,) in one.rows("SELECT serial FROM optout"))
        one.desk.optouts = [(other, 0), (num, 0)]
        await until(lambda: one.rows("SELECT max(serial) FROM optout") == [(2,)])
        # A wish from before that is no answer to what was said in between.
        anew = render(TEN + timedelta(days=900))
        assert await offer(one, pair(made, act(num, optout=2, wanted=anew), num)) == ("resubscribed", "")
        assert optouts(one) == [(other, 0)]


@pytest.mark.parametrize("kept", ["in clear", "hashed"])
async def test_a_refusal_said_again_in_what_a_restored_desk_forgot_is_not_ended_by_an_older_wish(
    tmp_path: Path, kept: str
) -> None:
    async with sent(tmp_path) as (one, made):
        num, other = made.nums[0], made.nums[1]
        one.desk.optouts = [(num, 1), (other, 1)]
        await until(lambda: one.rows("SELECT max(serial) FROM optout") == [(2,)])
        # Two people sign the end of it, the person refuses again, and then the desk is put back: it knows of the wish alone.
        wish = act(num, scope="all", optout=1, wanted=render(TEN))
        one.desk.optouts = [(num, 1), (other, 1), (num, 1)]
        await until(lambda: one.rows("SELECT max(serial) FROM optout") == [(3,)])
        if kept == "hashed":
            await erased(one, made)
            assert one.rows("SELECT max(serial) FROM optout_hmac") == [(3,)]
        one.desk.optouts = [(num, 1), (other, 1)]
        table = "optout" if kept == "in clear" else "optout_hmac"
        await until(lambda: one.rows(f"SELECT max(was) FROM {table}") == [(3,)])  # noqa: S608 - our own names
        await one.stop()
        await one.start()
        assert await offer(one, pair(made, wish, num)) == ("erase_refused", "refused_since")
        # What was not said again meanwhile ends by its wish, and so does this one by a later wish.
        wish = act(other, scope="all", optout=2, wanted=render(TEN))
        assert await offer(one, pair(made, wish, other)) == ("resubscribed", "")
        wish = act(num, scope="all", optout=1, wanted=render(TEN + timedelta(days=900)))
        assert await offer(one, pair(made, wish, num)) == ("resubscribed", "")
        assert (optouts(one), one.rows("SELECT count(*) FROM optout_hmac")) == ([], [(0,)])


async def test_a_code_that_refuses_after_the_wish_stays(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        num = made.nums[0]
        one.desk.optouts = [(num, 0)]
        await until(lambda: len(optouts(one)) == 1)
        # The desk does not have it yet.
        one.desk.refuses = lambda call: isinstance(call, ReportCodeRefusals)
        send: Any = SimpleNamespace(request=1, slot=1)
        with one.store.turn() as turn:
            code_refusals.keep(turn, "demo", [Coded(send, num, "MB:1042", "promotion")], at(30))
        assert await offer(one, pair(made, act(num), num)) == ("erase_refused", "refused_since")
        assert optouts(one) == [(num, 0)]


async def test_a_code_from_before_the_wish_or_about_somebody_else_keeps_nobody_from_it(
    tmp_path: Path,
) -> None:
    async with sent(tmp_path) as (one, made):
        num, other = made.nums[:2]
        one.desk.optouts = [(num, 0)]
        await until(lambda: len(optouts(one)) == 1)
        one.desk.refuses = lambda call: isinstance(call, ReportCodeRefusals)
        send: Any = SimpleNamespace(request=1, slot=1)
        with one.store.turn() as turn:
            code_refusals.keep(turn, "demo", [Coded(send, num, "MB:1042", "promotion")], at(-30))
            code_refusals.keep(turn, "demo", [Coded(send, other, "MB:1042", "promotion")], at(30))
        assert await offer(one, pair(made, act(num), num)) == ("resubscribed", "")
        assert optouts(one) == [(other, 0)]


def at(minutes: int) -> int:
    """An instant so many minutes after ten, in epoch milliseconds."""
    return int((TEN + timedelta(minutes=minutes)).timestamp() * 1000)
