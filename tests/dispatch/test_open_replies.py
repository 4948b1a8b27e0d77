"""A reply that waits for a person keeps promotion from its number until somebody has decided (R11, R13)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from console.dispatch.replies import code_refusals, open_replies, replies
from console.dispatch.reports import retelling
from console.domain.contacts.optouts import number_of
from console.gateways.ports import Inbound
from console.wire.contacts.replies import ReportReplies
from console.wire.dispatch import (
    Head,
    PullOpenReplies,
    PullOptOuts,
    PullReleased,
    ReportCodeRefusals,
    ReturnOptOuts,
)
from tests.dispatch.running import World, case, organisation, until, world
from tests.dispatch_rows import in_order

WAITING = ["再发就投诉", "你们烦不烦", "我从来没订过", "这是谁", "退订了怎么恢复"]
"""Replies that nobody but a person understands."""


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """Where the dispatcher keeps its database; empty for a file in its folder."""
    return str(request.getfixturevalue("postgres_url")) if request.param == "postgres" else ""


def writes(one: World, number: int, text: str) -> None:
    assert one.service is not None
    sender = one.service.dispatcher.senders["demo"]
    sender.on_turn([], [], [Inbound(number, str(number), "1069", text, text.encode("utf-16-be"), 8)])


async def following(one: World, n: int, request: int, category: str = "promotion") -> dict[int, str]:
    """Whom the next send leaves out, and why."""
    one.clock.shift(timedelta(minutes=1))
    at = datetime.fromtimestamp(one.clock.time(), UTC).replace(microsecond=0)
    one.desk.offer(case(one.org, n, category=category, at=at), request=request)
    await until(lambda: one.desk.last("done", request=request))
    return left_out(one, request)


def left_out(one: World, request: int) -> dict[int, str]:
    rows = one.rows(
        "SELECT s.request, r.num, v.code FROM verdict v JOIN send s ON s.id = v.send_id"
        " JOIN recipient r ON r.send_id = s.id AND r.place = v.place WHERE r.state = 8"
    )
    return {num: code for of, num, code in rows if of == request}


def held(one: World) -> set[int]:
    return {num for (num,) in one.rows("SELECT num FROM open_reply")}


def desk_has(one: World, *numbers: int) -> None:
    """The desk takes replies of these numbers as open."""
    for number in numbers:
        one.desk.newest_reply += 1
        one.desk.open_replies[one.desk.newest_reply] = number


def decided(one: World, number: int, scope: str = "") -> None:
    one.desk.open_replies = {key: num for key, num in one.desk.open_replies.items() if num != number}
    if scope:
        one.desk.optouts.append((number, number_of(scope)))


async def pulled(one: World) -> None:
    """Two whole rounds of the dispatcher with its desk."""
    seen = len(one.desk.of(PullReleased))
    await until(lambda: len(one.desk.of(PullReleased)) >= seen + 3)


async def test_who_wrote_what_a_person_must_read_gets_no_promotion_and_every_notice_until_it_is_decided(
    tmp_path: Path, url: str
) -> None:
    org = organisation(window=1, rate=50)
    made = case(org, 30, category="promotion")
    async with world(tmp_path, org, url=url) as one:
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["distinct"] >= 2)
        last = in_order(made.nums)[-len(WAITING) :]
        for number, text in zip(last, WAITING, strict=True):
            writes(one, number, text)
        await until(lambda: one.desk.last("done"))
        assert left_out(one, 1) == dict.fromkeys(last, "reply_open")
        await until(lambda: sum(len(call.rows) for call in one.desk.of(ReportReplies)) >= len(WAITING))
        desk_has(one, *last)
        assert await following(one, 30, 2) == dict.fromkeys(last, "reply_open")
        assert await following(one, 30, 3, "notice") == {}
        decided(one, last[0])
        decided(one, last[1], "promotion")
        await until(lambda: held(one) == set(last[2:]))
        assert await following(one, 30, 4) == dict.fromkeys(last[2:], "reply_open") | {last[1]: "opted_out"}


async def test_who_writes_the_same_words_again_after_the_decision_is_held_again(
    tmp_path: Path, url: str
) -> None:
    org = organisation(window=1, rate=50)
    made = case(org, 10, category="promotion")
    text = "你们烦不烦"
    who, many = made.nums[:2]
    async with world(tmp_path, org, url=url) as one:
        await one.start()
        writes(one, who, text)
        # Beyond the limit of a day all further words of a number share one row without words.
        for nth in range(replies.MOST_EACH + 1):
            writes(one, many, f"{text}{nth}")
        await until(lambda: len(told(one)) >= replies.MOST_EACH + 2)
        desk_has(one, who, many)
        await pulled(one)
        assert held(one) == {who, many}
        decided(one, who)
        decided(one, many)
        one.desk.newest_reply += 1
        await until(lambda: not held(one))
        writes(one, who, text)
        writes(one, many, f"{text}，最后一次")
        await until(lambda: {who, many} == set(told(one)[replies.MOST_EACH + 2 :]))
        assert held(one) == {who, many}
        desk_has(one, who, many)
        assert await following(one, 10, 2) == dict.fromkeys((who, many), "reply_open")


async def test_an_open_reply_outlives_the_process_and_a_desk_that_does_not_take_it(tmp_path: Path) -> None:
    org = organisation()
    made = case(org, 10, category="promotion")
    async with world(tmp_path, org) as one:
        await one.start()
        one.desk.refuses = lambda call: isinstance(call, ReportReplies)
        writes(one, made.nums[3], "再发就投诉")
        await one.stop()
        await one.start()
        await pulled(one)
        # The desk names none as open, but it does not have this one.
        one.desk.newest_reply += 5
        await pulled(one)
        assert held(one) == {made.nums[3]}
        one.desk.offer(made)
        await until(lambda: one.desk.last("done"))
        assert left_out(one, 1) == {made.nums[3]: "reply_open"}


async def test_a_dispatcher_that_knows_of_no_reply_hears_of_all_before_anything_leaves(
    tmp_path: Path,
) -> None:
    org = organisation()
    made = case(org, 10, category="promotion")
    async with world(tmp_path, org) as one:
        desk_has(one, *made.nums[:5])
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert left_out(one, 1) == dict.fromkeys(made.nums[:5], "reply_open")


async def test_nobody_is_let_go_before_the_refusal_that_was_decided_is_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    org = organisation()
    made = case(org, 10, category="promotion")
    async with world(tmp_path, org) as one:
        desk_has(one, made.nums[0])
        await one.start()
        await until(lambda: held(one) == {made.nums[0]})
        ask = one.desk._answer

        def meanwhile(call: Any) -> Any:
            # Somebody decides between the dispatcher's question for opt-outs and its question for open replies.
            if isinstance(call, PullOpenReplies) and one.desk.open_replies:
                decided(one, made.nums[0], "promotion")
            return ask(call)

        monkeypatch.setattr(one.desk, "_answer", meanwhile)
        gone: list[set[tuple[int, int]]] = []
        settle: Callable[..., object] = open_replies.OpenAtDesk.follow

        def noted(self: open_replies.OpenAtDesk, *args: object) -> object:
            changed = settle(self, *args)
            if not held(one):
                gone.append(set(one.rows("SELECT num, scope FROM optout")))
            return changed

        monkeypatch.setattr(open_replies.OpenAtDesk, "follow", noted)
        one.desk.newest_reply += 1
        await until(lambda: gone)
        assert gone[0] == {(made.nums[0], number_of("promotion"))}


async def test_replies_that_came_anew_are_held_without_reading_all_that_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world(tmp_path, organisation()) as one:
        desk_has(one, *range(16100000000, 16100000005))
        await one.start()
        await until(lambda: len(held(one)) == 5)
        await pulled(one)
        for name in ("_REPORTED", "_HELD"):
            monkeypatch.setattr(open_replies, name, "whoever reads this fails")
        desk_has(one, 16100000004, 16100000005, 16100000006, 16100000007)
        await until(lambda: len(held(one)) == 8)
        monkeypatch.undo()
        decided(one, 16100000004)
        await until(lambda: len(held(one)) == 7)


def told(one: World) -> list[int]:
    """Whose replies the desk was told, in this order."""
    return [row.num for call in one.desk.of(ReportReplies) for row in call.rows]


def backs_up(one: World) -> Callable[[], None]:
    """Take a copy of what the desk has; what is returned puts it back."""
    kept = (dict(one.desk.open_replies), one.desk.newest_reply, list(one.desk.optouts))

    def put_back() -> None:
        with one.desk.lock:
            one.desk.open_replies, one.desk.newest_reply, one.desk.optouts = dict(kept[0]), kept[1], kept[2]
            one.desk.heard.clear()

    return put_back


def returned(one: World) -> list[tuple[int, int]]:
    """The opt-outs that the desk was given back, in this order."""
    return [row for call in one.desk.of(ReturnOptOuts) for row in call.rows]


async def test_a_desk_put_back_is_given_back_the_opt_outs_that_it_lost(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.dispatch.watch._CODES", 2)
    monkeypatch.setattr("console.dispatch.watch._AGAIN", 0.1)
    org = organisation()
    made = case(org, 10, category="promotion")
    old, entered, coded, later, reply = made.nums[:5]
    promotion = number_of("promotion")
    async with world(tmp_path, org, url=url) as one:
        one.desk.optouts = [(old, promotion)]
        await one.start()
        await pulled(one)
        put_back = backs_up(one)
        one.desk.optouts += [(entered, promotion), (later, number_of("department", "business"))]
        send: Any = SimpleNamespace(request=1, slot=1)
        with one.store.turn() as turn:
            code_refusals.keep(turn, "demo", [code_refusals.Coded(send, coded, "MB:1042", "promotion")], 1)
        await until(lambda: one.desk.of(ReportCodeRefusals))
        one.desk.optouts.append((coded, promotion))
        writes(one, reply, "退订")
        await until(lambda: told(one) == [reply])
        one.desk.optouts.append((reply, promotion))
        await until(lambda: one.rows("SELECT count(*) FROM optout WHERE serial > 0") == [(5,)])
        assert returned(one) == []
        # The desk does not take them at once, and the process may end meanwhile.
        one.desk.refuses = lambda call: isinstance(call, ReturnOptOuts)
        put_back()
        await until(lambda: told(one) == [reply])
        await one.stop()
        await one.start()
        await pulled(one)
        one.desk.refuses = lambda _: False
        lost = sorted([
            (entered, promotion), (coded, promotion), (reply, promotion), (later, number_of("department", "business"))
        ])  # fmt: skip
        await until(lambda: returned(one) == lost)
        one.desk.optouts += lost
        await until(lambda: one.rows("SELECT count(*) FROM optout WHERE serial > 0") == [(5,)])
        await pulled(one)
        assert returned(one) == lost
        with one.store.look() as look:
            assert not retelling.owed(look)


@pytest.mark.parametrize("refused", [False, True])
async def test_a_desk_put_back_is_told_every_reply_again_and_lets_nobody_go_meanwhile(
    tmp_path: Path, url: str, *, refused: bool
) -> None:
    org = organisation()
    made = case(org, 10, category="promotion")
    who, other, bare = made.nums[0], made.nums[1], made.nums[2]
    async with world(tmp_path, org, url=url) as one:
        desk_has(one, other)
        await one.start()
        await until(lambda: held(one) == {other})
        put_back = backs_up(one)
        writes(one, who, "再发就投诉")
        writes(one, bare, "退订")
        await until(lambda: {who, bare} <= set(told(one)))
        desk_has(one, who)
        if refused:
            one.desk.optouts.append((bare, number_of("promotion")))
        await pulled(one)
        # The desk does not take them at once: so the process may end before they are told.
        one.desk.refuses = lambda call: isinstance(call, ReportReplies)
        put_back()
        await pulled(one)
        await one.stop()
        await one.start()
        await pulled(one)
        assert held(one) == {who, other}
        one.desk.refuses = lambda _: False
        await until(lambda: {who, bare} <= set(told(one)))
        assert held(one) == {who, other}
        desk_has(one, who)
        assert await following(one, 10, 2) == {who: "reply_open", other: "reply_open", bare: "opted_out"}
        decided(one, who)
        await until(lambda: held(one) == {other})


async def test_what_a_desk_put_back_lacks_for_sure_is_told_first_and_new_replies_before_the_old_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.dispatch.watch._REPLIES", 3)
    org = organisation()
    nums = list(case(org, 10, category="promotion").nums)
    async with world(tmp_path, org) as one:
        await one.start()
        put_back = backs_up(one)
        for number in nums[:9]:
            writes(one, number, "这是谁")
        await until(lambda: len(told(one)) == 9)
        desk_has(one, *nums[:9])
        await pulled(one)
        asked: list[object] = []

        def stumbles(call: object) -> bool:
            """Every round ends where it begins, until the desk is there again."""
            if isinstance(call, PullReleased):
                asked.append(call)
            return isinstance(call, PullReleased)

        one.desk.stumbles = stumbles
        await until(lambda: asked)
        put_back()
        writes(one, nums[9], "这是谁")
        one.desk.stumbles = lambda _: False
        await until(lambda: len(told(one)) == 10)
        assert told(one) == [nums[9], *nums[6:9], *nums[3:6], *nums[:3]]
        await pulled(one)
        assert len(told(one)) == 10
        # Nobody of them is open there: once the desk knows all, all are let go.
        await until(lambda: not held(one))


async def test_a_ledger_that_was_cut_has_every_reply_told_again_too(tmp_path: Path) -> None:
    org = organisation()
    made = case(org, 3, category="promotion")
    lost, theirs = (made.nums[1], number_of("promotion")), (made.nums[2], number_of("promotion"))
    async with world(tmp_path, org) as one:
        for _ in range(3):
            one.desk.entry()
        one.desk.optouts = [lost]
        await one.start()
        writes(one, made.nums[0], "再发就投诉")
        await until(lambda: told(one) == [made.nums[0]] and one.desk.of(Head))
        # What it never knew it could not give back.
        await until(lambda: one.rows("SELECT serial FROM optout WHERE num = ?", lost[0]))
        with one.desk.lock:
            # Others made up for what it forgot, so that no number went back.
            del one.desk.chain[2:]
            one.desk.optouts = [theirs]
        assert one.service is not None
        one.service.worker.look_again()
        await until(lambda: told(one) == [made.nums[0]] * 2)
        await until(lambda: returned(one) == [lost])
        assert one.rows("SELECT serial FROM optout WHERE num = ?", theirs[0]) == [(1,)]
        one.service.worker.look_again()
        await pulled(one)
        assert len(told(one)) == 2


async def test_a_complaint_that_the_desk_took_by_telephone_holds_like_one_that_was_written(
    tmp_path: Path,
) -> None:
    org = organisation(window=1, rate=50)
    made = case(org, 30, category="promotion")
    last = in_order(made.nums)[-3:]
    async with world(tmp_path, org) as one:
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["distinct"] >= 2)
        # While it is under way, somebody calls, and in the same minute another's reply is decided on.
        one.desk.complaints = [last[0]]
        one.desk.newest_reply += 1
        await until(lambda: held(one) == {last[0]})
        await until(lambda: one.desk.last("done"))
        assert left_out(one, 1) == {last[0]: "reply_open"}
        assert await following(one, 30, 2, "notice") == {}
        desk_has(one, last[1])
        await until(lambda: held(one) == set(last[:2]))
        decided(one, last[1])
        one.desk.complaints = [last[0], last[2]]
        one.desk.newest_reply += 1
        await until(lambda: held(one) == {last[0], last[2]})
        # Closed, while another comes.
        one.desk.complaints = [last[2]]
        desk_has(one, last[1])
        await until(lambda: held(one) == {last[1], last[2]})
        assert await following(one, 30, 3) == dict.fromkeys(last[1:], "reply_open")


async def test_opt_outs_are_fetched_anew_where_the_desk_is_found_put_back_meanwhile(
    tmp_path: Path, url: str
) -> None:
    async with world(tmp_path, organisation(), url=url) as one:
        one.desk.optouts = [(13_900_000_000 + nth, 0) for nth in range(10)]
        await one.start()
        await until(lambda: len(one.rows("SELECT 1 FROM optout")) == 10)
        await one.stop()
        # Put back, and so many entered anew that no number went back: only the ledger shows it, to another thread.
        one.desk.optouts = [(13_900_000_100 + nth, 0) for nth in range(12)]
        asked: list[int] = []

        def tampers(call: Any, answer: Any) -> Any:
            if isinstance(call, PullOptOuts):
                asked.append(call.after)
                if len(asked) == 1:
                    with one.store.turn() as turn:
                        retelling.forgotten(turn, 1)
            return answer

        one.desk.tampers = tampers
        await one.start()
        wanted = {num for num, _ in one.desk.optouts}
        await until(lambda: wanted <= {num for (num,) in one.rows("SELECT num FROM optout")})
        assert asked[:2] == [10, 0]
