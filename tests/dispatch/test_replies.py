"""Replies at the dispatcher (R13): a refusal counts before the next message leaves, whatever a provider sends besides."""

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from console.dispatch.replies import replies
from console.dispatch.sending import intents
from console.dispatch.sending.sender import Sender
from console.domain.contacts.optouts import number_of
from console.domain.sending import gateways
from console.gateways.ports import Inbound
from console.launch.organisation import Organisation
from console.wire import dispatch
from console.wire.contacts.replies import ReportedReply, ReportReplies
from tests.dispatch.running import World, case, organisation, until, world
from tests.dispatch_rows import in_order
from tests.world import Case

SEEN = ["R", "r", "T", "TD", "td", "Ｒ", "N", "QX", "0000", "退订", "TD退订", "拒收", "STOP"]
"""Thirty replies that say no: these were understood before, the others not."""
PASSED_OVER = [
    "退订。", "TD.", "T！", "“退订”", "请退订", "请给我退订", "我要退订", "退訂", "取消訂閱", "退订短信", "TD谢谢", "回复TD", "回T", "退 订",
    "退\u200b订", "请不要再发了", "不想再收到你们的短信",
]  # fmt: skip
PROMOTION, OPTIONAL = number_of("promotion"), number_of("optional")
THIRTY = SEEN + PASSED_OVER
STRANGER = 13900139000


def account(org: Organisation) -> str:
    return gateways.read(org.gateway_texts["demo"]).account


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """Where the dispatcher keeps its database; empty for a file in its folder."""
    return str(request.getfixturevalue("postgres_url")) if request.param == "postgres" else ""


def write(one: World, number: int, text: str = "", **how: Any) -> None:
    """A subscriber writes; the provider hands it over."""
    one.smsc.deliver(account(one.org), f"86{number}", "10690000", text, **how)


def told(one: World) -> dict[int, ReportedReply]:
    """What the desk knows, by the dispatcher's ids, as told last."""
    return {row.id: row for call in one.desk.of(ReportReplies) for row in call.rows}


def opted(one: World) -> set[tuple[int, int]]:
    return {(num, scope) for num, scope in one.rows("SELECT num, scope FROM optout")}


def again(one: World, n: int) -> Case:
    """The same people in the next request, approved a minute later; its window is open now."""
    one.clock.shift(timedelta(minutes=1))
    made = case(
        one.org,
        n,
        category="promotion",
        at=datetime.fromtimestamp(one.clock.time(), UTC).replace(microsecond=0),
    )
    one.desk.offer(made, request=2)
    return made


async def test_all_thirty_who_say_no_during_a_send_get_no_further_promotion(tmp_path: Path) -> None:
    assert len(THIRTY) == 30
    org = organisation()
    made = case(org, 60, category="promotion")
    async with world(tmp_path, org) as one:
        one.faults(replies={f"86{num}": text for num, text in zip(made.nums, THIRTY, strict=False)})
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done") and len(opted(one)) == 30)
        assert opted(one) == {(num, PROMOTION) for num in made.nums[:30]}
        again(one, 60)
        await until(lambda: one.desk.last("done", request=2))
        last = one.desk.last("done", request=2)
        assert last is not None
        assert last.tally.suppressed == 30
        assert one.counts["submits"] == 60 + 30
        await until(lambda: len(told(one)) == 30)
        assert {(row.verdict, row.waits) for row in told(one).values()} == {("refuse", False)}
        assert {(row.request, row.slot) for row in told(one).values()} == {(1, 1)}


@pytest.mark.parametrize(
    ("category", "text", "reached"),
    [
        ("promotion", "退订", False),
        ("promotion", "全部退订", False),
        ("notice", "退订", True),
        ("notice", "请全部退订", False),
        ("other", "退订", True),
        ("other", "全部退订。", False),
    ],
)
async def test_a_refusal_during_a_send_reaches_whom_nothing_was_submitted_to_yet_by_scope_and_category(
    tmp_path: Path, category: str, text: str, *, reached: bool
) -> None:
    org = organisation(window=1, rate=50)
    made = case(org, 40, category=category)
    async with world(tmp_path, org) as one:
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["distinct"] >= 2)
        write(one, in_order(made.nums)[-1], text)
        await until(lambda: one.desk.last("done"))
        assert one.tally()["suppressed"] == (0 if reached else 1)
        assert one.counts["distinct"] == (40 if reached else 39)


async def test_within_the_very_turn_no_message_leaves_for_who_refuses_whatever_was_read_ahead(
    tmp_path: Path,
) -> None:
    org = organisation(window=1, rate=20)
    made = case(org, 30, category="promotion")
    async with world(tmp_path, org) as one:
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["distinct"] >= 2)
        assert one.service is not None
        sender = one.service.dispatcher.senders["demo"]
        await until(lambda: next(iter(sender.book)).block)
        # The next in line refuses in a turn that has room for it.
        nums = [num for _, num, _ in next(iter(sender.book)).block]
        sender.on_turn([], [], [Inbound(num, str(num), "1069", "退订", b"TD", 0) for num in nums])
        await until(lambda: one.desk.last("done"))
        assert one.tally()["suppressed"] == len(nums)


SAID: list[list[str]] = [[], ["退订"], ["全部退订"], ["退订", "全部退订"], ["全部退订", "退订"]]
"""What a subscriber writes, in this order: a later, narrower refusal takes back nothing of a wider one."""


def refuse_variously(sender: Sender, category: str, nums: Sequence[int]) -> set[int]:
    """Let each number say one of `SAID` in a turn of its own; return those to whom nothing of `category` may go from now on."""
    said = dict(zip(nums, itertools.cycle(SAID), strict=False))
    texts = [(num, text) for num, words in said.items() for text in words]
    sender.on_turn([], [], [Inbound(num, str(num), "1069", text, text.encode(), 0) for num, text in texts])
    return {num for num, words in said.items() if "全部退订" in words or (words and category == "promotion")}


def suppressed(one: World) -> set[int]:
    return {num for (num,) in one.rows("SELECT num FROM recipient WHERE state = 8")}


@pytest.mark.parametrize("category", ["promotion", "notice", "other"])
async def test_refusals_of_every_scope_count_at_once_for_who_was_read_ahead_and_who_was_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, category: str
) -> None:
    monkeypatch.setattr(intents, "_BLOCK", 20)
    org = organisation(window=1, rate=100)
    made = case(org, 40, category=category)
    async with world(tmp_path, org) as one:
        one.desk.offer(made)
        await one.start()
        assert one.service is not None
        sender = one.service.dispatcher.senders["demo"]
        await until(lambda: any(send.block for send in sender.book))
        (send,) = sender.book
        ahead = [num for _, num, _ in send.block]
        behind = in_order(made.nums)[send.cursor + 1 :]
        assert len(ahead) >= len(SAID)
        assert len(behind) >= len(SAID)
        refusing = refuse_variously(sender, category, ahead) | refuse_variously(sender, category, behind)
        await until(lambda: one.desk.last("done"))
        assert suppressed(one) == refusing
        assert one.counts["distinct"] == 40 - len(refusing)


@pytest.mark.parametrize("category", ["promotion", "notice", "other"])
async def test_who_refuses_while_put_off_for_want_of_room_is_not_sent_to_again(
    tmp_path: Path, category: str
) -> None:
    org = organisation(window=20)
    async with world(tmp_path, org) as one:
        one.faults(throttle=1)
        one.desk.offer(case(org, 40, category=category))
        await one.start()
        assert one.service is not None
        sender = one.service.dispatcher.senders["demo"]
        await until(lambda: any(len(send.again) >= len(SAID) for send in sender.book))
        (send,) = sender.book
        refusing = refuse_variously(sender, category, [num for _, num, _ in send.again])
        one.faults()
        await until(lambda: one.desk.last("done"))
        assert suppressed(one) == refusing
        assert one.counts["accepted"] == 40 - len(refusing)


async def test_a_refusal_at_one_gateway_counts_at_every_other_before_the_desk_knows(tmp_path: Path) -> None:
    async with world(tmp_path, organisation()) as one:
        await one.start()
        assert one.service is not None
        dispatcher = one.service.dispatcher
        heard: list[Any] = []

        class Other:
            def refuse(self, refusals: Any) -> None:
                heard.extend(refusals)

            def tick(self) -> None:
                pass

        dispatcher.senders["other"] = Other()  # type: ignore[assignment]
        dispatcher.senders["demo"].on_turn([], [], [Inbound(STRANGER, str(STRANGER), "1069", "退订", b"", 0)])
        assert heard == [(STRANGER, PROMOTION)]
        del dispatcher.senders["other"]


MISCODED = [
    ("退订".encode("utf-16-be"), 8),
    ("退订".encode("gbk"), 15),
    ("退订".encode("gbk"), 8),
    ("退订".encode("gbk"), 0),
    ("退订".encode("gbk"), 3),
    ("退订".encode("utf-16-be"), 0),
    ("退订".encode("utf-16-be"), 3),
    ("退订".encode("utf-16-be"), 15),
    ("退订".encode("utf-16-le"), 8),
    ("退订".encode(), 0),
    ("退订".encode(), 8),
    ("退订".encode(), 15),
    (b"TD", 0),
    (b"TD", 1),
    (b"TD", 8),
    (b"T", 8),
    (b"TD\0", 15),
    (b"TD", 0xF4),
    (b"\xfe\xff" + "退订".encode("utf-16-be"), 8),
]


async def test_a_refusal_counts_under_whatever_coding_the_provider_says_it_is(tmp_path: Path) -> None:
    async with world(tmp_path, organisation()) as one:
        await one.start()
        await until(lambda: one.counts["binds"])
        for nth, (octets, coding) in enumerate(MISCODED):
            write(one, STRANGER + nth, coding=coding, octets=octets)
        await until(lambda: len(told(one)) == len(MISCODED))
        assert opted(one) == {(STRANGER + nth, PROMOTION) for nth in range(len(MISCODED))}
        assert {row.text for row in told(one).values()} == {"退订", "TD", "T"}


async def test_what_a_lying_provider_sends_is_kept_within_bounds_and_the_send_goes_on(
    tmp_path: Path, url: str
) -> None:
    org = organisation(rate=200)
    made = case(org, 100, category="promotion")
    hostile = [
        b"\x1b[2J\x1b]0;owned\x07",
        b"",
        b"\x00" * 50,
        b"\xff" * 254,
        b"\xd8\x00" * 20,
        b"\x05\x00\x03\x01\x02\x01" + "退订".encode("utf-16-be"),
        ("长" * 10_000).encode("utf-16-be"),
        ("别退订" * 4_000).encode("utf-16-be"),
        "\U0001f600\u202e\u2066[red]x[/red]".encode("utf-16-be"),
        "\uf92d\u0041\u030a".encode("utf-16-be"),
    ]
    async with world(tmp_path, org, url=url) as one:
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["distinct"] >= 5)
        for nth, octets in enumerate(hostile):
            for coding in (0, 3, 8, 15, 4, 255):
                write(one, STRANGER + nth, coding=coding, octets=octets or b"\x20")
        for address in ("10086", "+85291234567", "FAKE", "1" * 20):
            one.smsc.deliver(account(org), address, "1069", "退订")
        await until(lambda: one.desk.last("done"))
        await until(lambda: one.counts["receipts_waiting"] == 0)
        # What waits to be judged is no reply yet.
        await until(lambda: not one.rows("SELECT 1 FROM unjudged"))
        await until(lambda: not one.rows("SELECT 1 FROM reply WHERE reported = 0"))
        assert one.tally()["delivered"] == 100
        # A refusal of nobody's number acts on nothing; a part of a long message is understood by people alone.
        assert opted(one) == set()
        assert max(len(body) for (body,) in one.rows("SELECT body FROM reply")) <= replies.LONGEST
        assert max(len(raw) for (raw,) in one.rows("SELECT raw FROM reply")) <= replies.LONGEST
        strangers = [row for row in told(one).values() if not row.num]
        assert {row.address for row in strangers} == {"10086", "+85291234567", "FAKE", "1" * 20}
        assert all(row.waits and row.verdict == "human" for row in strangers)
        long = next(row for row in told(one).values() if row.chars > 5_000)
        assert (long.verdict, long.reason) == ("human", "long")


async def test_what_comes_again_is_counted_and_not_kept_again(tmp_path: Path) -> None:
    async with world(tmp_path, organisation()) as one:
        await one.start()
        await until(lambda: one.counts["binds"])
        for _ in range(3):
            write(one, STRANGER, "怎么退订?")
        await until(lambda: [row.times for row in told(one).values()] == [3])
        one.clock.shift(timedelta(days=1))
        write(one, STRANGER, "怎么退订?")
        await until(lambda: sorted(row.times for row in told(one).values()) == [1, 3])


async def test_a_message_whose_answer_was_lost_comes_again_and_is_one_reply(tmp_path: Path) -> None:
    async with world(tmp_path, organisation()) as one:
        await one.start()
        await until(lambda: one.counts["binds"])
        assert one.service is not None
        sender = one.service.dispatcher.senders["demo"]
        assert sender.session is not None
        acknowledge = sender.session.acknowledge
        sender.session.acknowledge = lambda tokens: None  # type: ignore[method-assign]  # noqa: ARG005 - the answer gets lost
        write(one, STRANGER, "退订")
        await until(lambda: opted(one))
        sender.session.acknowledge = acknowledge  # type: ignore[method-assign]
        one.smsc.cut()
        await until(lambda: one.counts["binds"] == 2)
        await until(lambda: [row.times for row in told(one).values()] == [2])
        assert one.rows("SELECT count(*) FROM reply") == [(1,)]


async def test_a_flood_is_counted_and_the_refusal_in_it_counts(tmp_path: Path, url: str) -> None:
    async with world(tmp_path, organisation(), url=url) as one:
        await one.start()
        assert one.service is not None
        sender = one.service.dispatcher.senders["demo"]
        await until(lambda: sender.session is not None)

        def flood(number: int, texts: list[str]) -> None:
            sender.on_turn(
                [],
                [],
                [Inbound(number, str(number or "10086"), "1069", text, text.encode(), 0) for text in texts],
            )

        async def judged() -> None:
            await until(lambda: one.rows("SELECT count(*) FROM unjudged") == [(0,)])

        for start in range(0, 2_000, 100):
            flood(STRANGER, [f"第{nth}条" for nth in range(start, start + 100)])
        flood(STRANGER, ["退订", "TD", "拒收"])
        await judged()
        kept = one.rows("SELECT body, times, verdict FROM reply WHERE num = ? ORDER BY id", STRANGER)
        assert len(kept) == replies.MOST_EACH + 2
        assert sum(times for _, times, _ in kept) == 2_003
        assert ("", 2_002 - replies.MOST_EACH, "human") in kept
        assert opted(one) == {(STRANGER, PROMOTION)}
        # One that refuses more than the one before is told as well.
        flood(STRANGER, ["拒收所有短信", "全部退订"])
        await judged()
        assert one.rows("SELECT body FROM reply WHERE num = ? AND scope = 'optional'", STRANGER) == [
            ("拒收所有短信",)
        ]
        assert opted(one) == {(STRANGER, PROMOTION), (STRANGER, OPTIONAL)}
        # Senders that are no numbers share one count once there are too many of them.
        for start in range(0, replies.MOST_STRANGE + 300, 100):
            sender.on_turn([], [], [
                Inbound(0, f"F{start + nth}", "1069", "hi", b"hi", 0) for nth in range(100)
            ])  # fmt: skip
        await judged()
        strange = one.rows("SELECT address, times FROM reply WHERE num = 0")
        assert len(strange) == replies.MOST_STRANGE + 1
        assert ("", 300) in strange


async def test_beyond_what_is_kept_of_a_day_a_refusal_still_counts_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replies, "MOST", 3)
    async with world(tmp_path, organisation()) as one:
        await one.start()
        assert one.service is not None
        sender = one.service.dispatcher.senders["demo"]
        await until(lambda: sender.session is not None)
        for nth in range(10):
            number = STRANGER + nth
            sender.on_turn([], [], [Inbound(number, str(number), "1069", "怎么办", b"", 0)])
            sender.on_turn([], [], [Inbound(number, str(number), "1069", "退订", b"", 0)])
        await until(lambda: len(opted(one)) == 10)
        await until(lambda: sum(row.scope == "promotion" for row in told(one).values()) == 10)


async def test_yesterday_s_messages_judged_beside_today_s_neither_open_a_new_day_nor_turn_a_refusal_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setattr(replies, "MOST", 6)
    async with world(tmp_path, organisation(), url=url) as one:
        await one.start()
        await one.stop()
        store, _ = one.installation().open_store()
        today = int(datetime.fromtimestamp(one.clock.time(), UTC).timestamp() * 1000)
        nums = itertools.count(STRANGER)

        def kept(number: int, text: str, at: int) -> None:
            with store.turn() as turn:
                replies.keep(turn, "demo", [Inbound(number, str(number), "1069", text, b"", 0)], at)

        kept(STRANGER - 1, "退订", today)
        for _ in range(10):
            kept(next(nums), "怎么办", today)
            kept(next(nums), "怎么办", today - 86_400_000)
        # What was written yesterday is read after what was written today.
        kept(STRANGER - 1, "退订", today - 86_400_000)
        with store.look() as look:
            assert look.number("SELECT count(*) FROM reply WHERE body <> ''") == 6
            assert look.rows("SELECT times, last FROM reply WHERE refusal = 1") == [(2, today)]
        # A clock that was ahead by months keeps no day for itself.
        kept(next(nums), "怎么办", today + 90 * 86_400_000)
        for _ in range(6):
            kept(next(nums), "怎么办", today + 86_400_000)
        with store.look() as look:
            assert look.number("SELECT count(*) FROM reply WHERE body <> ''") == 13
        store.close()


async def test_a_reply_that_the_desk_does_not_take_keeps_no_other_back(tmp_path: Path) -> None:
    async with world(tmp_path, organisation()) as one:
        one.desk.refuses = lambda call: (
            isinstance(call, ReportReplies) and any("坏" in row.text for row in call.rows)
        )
        await one.start()
        await until(lambda: one.counts["binds"])
        for nth, text in enumerate(("坏", "谢谢", "退订", "怎么办")):
            write(one, STRANGER + nth, text)
        await until(lambda: sorted(row.text for row in told(one).values()) == ["怎么办", "谢谢", "退订"])
        await until(lambda: one.rows("SELECT body FROM reply WHERE reported = 0") == [("坏",)])
        assert one.desk.of(dispatch.Heartbeat)


async def test_replies_that_were_passed_over_before_are_judged_anew_once(tmp_path: Path) -> None:
    async with world(tmp_path, organisation()) as one:
        await one.start()
        await one.stop()
        store, _ = one.installation().open_store()
        with store.turn() as turn:
            for nth, text in enumerate(("请退订", "谢谢", "怎么退订?")):
                turn.run(
                    "INSERT INTO reply (gateway, num, body, raw, at, refusal, reported) VALUES ('demo', ?, ?, ?, 1, 0, 0)",
                    (STRANGER + nth, text, text.encode("utf-16-be")),
                )
        store.close()
        await one.start()
        await until(lambda: len(told(one)) == 3)
        assert [(row.text, row.verdict) for row in told(one).values()] == [
            ("请退订", "refuse"), ("谢谢", "ignore"), ("怎么退订?", "human"),
        ]  # fmt: skip
        assert opted(one) == {(STRANGER, PROMOTION)}
