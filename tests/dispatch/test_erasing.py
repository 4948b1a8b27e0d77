"""Erasure at the dispatcher (R13): two good signatures, due by its own rules, nothing held; then not a byte of it is left."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.dispatch import erasing
from console.dispatch.replies.unjudged import Unjudged
from console.dispatch.service import rearm
from console.domain.erasure.erasing import Erase, ErasedList, ErasedSend, HoldScope, ReleaseHold
from console.domain.times import render
from console.domain.two_person.pairs import Continue, Which
from console.gateways.ports import Inbound, Receipt
from console.launch.organisation import DEMO_PACK, Organisation, build
from console.signing.bundle_file import pack
from console.signing.canonical import dumps
from console.signing.pairs import Pair
from console.signing.sshsig import verify
from console.signing.statements import digest
from console.wire import dispatch
from console.wire.contacts.replies import ReportReplies
from console.wire.dispatch import FreezeOrder, LegalHoldOrder, Lift
from console.wire.sending.erasure import ErasureReport, ReportErasure
from tests.custody.world import Custody, custody, training
from tests.dispatch.running import TEN, case, gateway_text, organisation, until
from tests.dispatch.test_freezing import lift
from tests.remains import in_folders, numbers_in
from tests.signing.test_lifting import House
from tests.world import Case

N = 60
MADE = render(TEN)


def at_once(**changes: Any) -> Organisation:
    """A house whose own policy lets numbers go as soon as a send is over."""
    start = TEN - timedelta(hours=2)
    text = gateway_text(build(start).gateway_texts["demo"], **changes)
    return build(start, gateway_text=text, policy_pack=DEMO_PACK)


def act(made: Case, **changes: Any) -> Erase:
    assert made.release is not None
    n = len(made.nums)
    send = ErasedSend(made.request.digest(), made.release.digest(), 1, n)
    listed = ErasedList(made.manifest.digest(), n, 0, whole=True)
    base = Erase(2 * n, [msgspec.structs.replace(send, **changes.pop("send", {}))], [listed])
    return msgspec.structs.replace(base, **changes)


def signed(
    made: Case,
    what: Any,
    first: str = "wangfang",
    second: str = "chuyan",
    minutes: float = 30,
    **changes: Any,
) -> Lift:
    """Both signatures, made a while after the send."""
    house, at = House(made), made.at + timedelta(minutes=minutes)
    proposal = house.proposal(what, first, at=render(at), **changes)
    return lift(Pair(proposal, house.confirmation(proposal, second, at=render(at))))


def reports(one: Custody) -> list[ErasureReport]:
    """What the desk was told of erasures, every signature judged."""
    found = []
    for call in one.desk.of(ReportErasure):
        signer = verify(call.signature, call.text.encode(), f"sms-erasure@{one.org.roots.org}")
        assert signer == one.org.service.public
        found.append(msgspec.json.decode(call.text, type=ErasureReport))
    return found


def events(one: Custody) -> list[tuple[str, str]]:
    return [(report.event, report.why) for report in reports(one)]


@asynccontextmanager
async def sent(
    home: Path, org: Organisation | None = None, url: str = "", **faults: Any
) -> AsyncIterator[Any]:
    """A dispatcher that has sent to everybody, and told the desk; half an hour has passed since."""
    org = org or at_once()
    options = {"url": url} if url else {}
    async with custody(home, org, training(), **options) as one:
        made = case(org, N)
        one.faults(**faults)
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        await until(lambda: len(one.desk.states()) == N)
        one.faults()
        one.clock.shift(timedelta(minutes=40))
        yield one, made


async def test_nothing_of_a_send_is_left_in_any_encoding_and_its_counts_stay(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        assert numbers_in(in_folders(made.nums, tmp_path / "dispatch")) == set(made.nums)
        before = one.rows("SELECT * FROM tally")
        # A question of a subscriber and receipts that fitted nobody carry their number, too.
        sender = one.service.dispatcher.senders["demo"]
        strays = [
            Receipt(num, "stray", None, "DELIVRD", 2, "000", "", str(made.nums[0]).encode(), 0)
            for num in (made.nums[0], 0)
        ]
        sender.on_turn(
            [],
            strays,
            [Inbound(made.nums[0], str(made.nums[0]), "1069", "请问是谁", str(made.nums[0]).encode(), 0)],
        )
        assert one.rows("SELECT count(*) FROM receipt WHERE send_id IS NULL") == [(2,)]
        one.desk.erasures = [signed(made, act(made))]
        await until(lambda: reports(one))
        (report,) = reports(one)
        assert (report.event, report.sends, report.recipients, report.elsewhere) == ("erased", 1, N, 0)
        assert report.rows >= 2 * N
        assert in_folders(made.nums, tmp_path / "dispatch") == []
        for table in ("recipient", "submission", "receipt", "part_done", "verdict", "chunk", "reply"):
            assert one.rows(f"SELECT count(*) FROM {table}") == [(0,)], table  # noqa: S608 - our own names
        assert one.rows("SELECT * FROM tally") == before
        assert one.rows("SELECT erased <> '', n, state FROM send") == [(1, N, "done")]


async def test_a_number_whose_reply_the_desk_still_has_open_is_held_again_after_an_erasure(
    tmp_path: Path,
) -> None:
    async with sent(tmp_path) as (one, made):
        one.desk.newest_reply = 1
        one.desk.open_replies = {1: made.nums[3]}
        await until(lambda: one.rows("SELECT num FROM open_reply"))
        one.desk.erasures = [signed(made, act(made))]
        await until(lambda: reports(one))
        assert one.rows("SELECT count(*) FROM recipient") == [(0,)]
        await until(lambda: one.rows("SELECT num FROM open_reply") == [(made.nums[3],)])


async def test_a_reply_that_the_desk_does_not_have_is_not_erased_unread(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        one.desk.refuses = lambda call: isinstance(call, ReportReplies)
        sender = one.service.dispatcher.senders["demo"]
        sender.on_turn([], [], [Inbound(made.nums[0], str(made.nums[0]), "1069", "请问是谁", b"", 0)])
        one.desk.erasures = [signed(made, act(made))]
        await until(lambda: one.rows("SELECT 1 FROM erasure"))
        rounds = len(one.desk.of(dispatch.PullReleased))
        await until(lambda: len(one.desk.of(dispatch.PullReleased)) > rounds + 4)
        assert one.rows("SELECT body FROM reply") == [("请问是谁",)]
        assert events(one) == []
        one.desk.refuses = lambda _: False
        await until(lambda: reports(one))
        assert one.rows("SELECT count(*) FROM reply") == [(0,)]


async def test_a_message_that_is_not_judged_yet_is_not_erased_unread(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Unjudged, "judge", lambda *_: [])
    url = "" if database_url.startswith("sqlite") else database_url
    async with sent(tmp_path / "home", url=url) as (one, made):
        num = made.nums[0]
        with one.store.turn() as turn:
            columns = ("gateway", "num", "address", "dest", "body", "raw", "at")
            turn.insert("unjudged", columns, [("demo", num, str(num), "1069", "请问是谁", b"x", 1)])
        one.desk.erasures = [signed(made, act(made))]
        await until(lambda: one.rows("SELECT 1 FROM erasure"))
        rounds = len(one.desk.of(dispatch.PullReleased))
        await until(lambda: len(one.desk.of(dispatch.PullReleased)) > rounds + 4)
        assert one.rows("SELECT body FROM unjudged") == [("请问是谁",)]
        assert events(one) == []
        monkeypatch.undo()
        # A start asks for what waits.
        one.service.dispatcher._unjudged._numbers = None
        await until(lambda: reports(one))
        for table in ("unjudged", "reply", "recipient"):
            assert one.rows(f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608 - our own names


async def test_a_refusal_by_code_that_the_desk_does_not_have_is_not_erased_untold(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        one.desk.refuses = lambda call: isinstance(call, dispatch.ReportCodeRefusals)
        with one.store.turn() as turn:
            turn.run(
                "INSERT INTO code_refusal VALUES (?, 'promotion', 'demo', 'MB:1042', 1, 1, 1)",
                (made.nums[0],),
            )
        one.desk.erasures = [signed(made, act(made))]
        await until(lambda: one.rows("SELECT 1 FROM erasure"))
        rounds = len(one.desk.of(dispatch.PullReleased))
        await until(lambda: len(one.desk.of(dispatch.PullReleased)) > rounds + 4)
        assert one.rows("SELECT count(*) FROM recipient") == [(N,)]
        assert events(one) == []
        one.desk.refuses = lambda _: False
        await until(lambda: reports(one))
        assert one.rows("SELECT count(*) FROM code_refusal") == [(0,)]
        assert in_folders(made.nums, tmp_path / "dispatch") == []


async def test_it_is_carried_out_once_and_told_again_to_a_desk_that_forgot(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        one.desk.erasures = [signed(made, act(made))]
        await until(lambda: events(one) == [("erased", "")])
        await one.stop()
        await one.start()
        await until(lambda: len(events(one)) == 2)
        assert events(one)[1] == ("erased", "")
        # Another pair about the same send finds it gone, and says so.
        one.desk.erasures = [signed(made, act(made), minutes=35)]
        await until(lambda: len(events(one)) == 3)
        assert (reports(one)[2].sends, reports(one)[2].recipients) == (0, N)
        assert one.rows("SELECT count(*) FROM erasure") == [(2,)]


async def test_a_start_in_the_middle_goes_on(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        send_id = one.rows("SELECT id FROM send")[0][0]
        await one.stop()
        store, _ = one.installation().open_store()
        with store.turn() as turn:
            turn.run("UPDATE send SET erased = ?", (MADE,))
            turn.run(
                "INSERT INTO erasure (proposal, at, sends, recipients, elsewhere, rows, done) VALUES (?, ?, ?, ?, 0, 0, '')",
                ("ab" * 32, MADE, f"[{send_id}]", N),
            )
        store.close()
        await one.start()
        await until(lambda: events(one) == [("erased", "")])
        assert in_folders(made.nums, tmp_path / "dispatch") == []


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("wangfang", "wangfang", "pair_not_allowed"),
        ("zhengtao", "chuyan", "pair_not_allowed"),
        ("wangfang", "zhengtao", "pair_not_allowed"),
        ("wangfang", "zhoujian", "pair_not_allowed"),
        ("chuyan", "wangfang", "pair_not_allowed"),
    ],
)
async def test_the_wrong_two_people_erase_nothing(tmp_path: Path, first: str, second: str, name: str) -> None:
    async with sent(tmp_path) as (one, made):
        one.desk.erasures = [signed(made, act(made), first, second)]
        await until(lambda: events(one) == [("erase_refused", name)])
        assert one.tally()["delivered"] == N


def _lies(made: Case) -> dict[str, Lift]:
    good = signed(made, act(made))
    other = signed(made, act(made), minutes=31)
    return {
        "pair_signature": msgspec.structs.replace(
            good, proposal=good.proposal.replace('"n":60', '"n":61', 1)
        ),
        "pair_differs": msgspec.structs.replace(
            good, confirmation=other.confirmation, confirmation_signature=other.confirmation_signature
        ),
        "erase_count": signed(made, act(made, count=2 * N + 1)),
        "erase_twice": signed(made, act(made, sends=act(made).sends * 2, count=3 * N)),
        "erase_differs": signed(made, act(made, send={"slot": 2})),
        "pair_expired": signed(made, act(made), expires=render(made.at + timedelta(hours=73))),
    }


async def test_a_desk_that_lies_erases_nothing_whichever_way_it_bends_the_pair(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        for name, bent in _lies(made).items():
            told = len(events(one))
            one.desk.erasures = [bent]
            await until(lambda told=told: len(events(one)) > told)  # type: ignore[misc]
            assert events(one)[-1][0] == "erase_refused"
            assert events(one)[-1][1] == name
        # Of a request that was sent to, a release that it does not have is named in place of its own.
        one.desk.erasures = [signed(made, act(made, send={"release": "0" * 64}))]
        await until(lambda: events(one)[-1] == ("erase_refused", "erase_differs"))
        one.desk.erasures = [signed(made, act(made, send={"n": N - 1}, count=2 * N - 1))]
        await until(lambda: len(events(one)) == len(_lies(made)) + 2)
        assert events(one)[-1] == ("erase_refused", "erase_differs")
        assert one.tally()["delivered"] == N


async def test_by_its_own_policy_it_is_too_early(tmp_path: Path) -> None:
    async with sent(tmp_path, organisation()) as (one, made):
        one.desk.erasures = [signed(made, act(made))]
        await until(lambda: events(one) == [("erase_refused", "erase_early")])
        assert one.tally()["delivered"] == N


async def test_who_is_in_doubt_is_settled_first(tmp_path: Path) -> None:
    async with sent(tmp_path, at_once(window=20), nack_every=20) as (one, made):
        one.desk.erasures = [signed(made, act(made))]
        await until(lambda: events(one) == [("erase_refused", "erase_unsettled")])
        assert one.tally()["unknown"] == N // 20


async def test_a_running_send_is_kept(tmp_path: Path) -> None:
    org = at_once(window=5, rate=50)
    async with custody(tmp_path, org, training()) as one:
        made = case(org, 400)
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        one.desk.erasures = [signed(made, act(made), minutes=0)]
        await until(lambda: events(one) == [("erase_refused", "erase_running")])
        await until(lambda: one.desk.last("done"))
        assert one.counts["distinct"] == 400


def test_whose_send_it_was_stands_in_the_request_that_was_signed() -> None:
    assert erasing._department(pack(case(at_once(), 1).bundle())) == "business"
    # One that was refused before it was claimed holds nothing.
    assert erasing._department(b"") == ""


@pytest.mark.parametrize(("scope", "subject"), [("request", "1"), ("department", "business")])
async def test_a_legal_hold_that_the_desk_forgets_is_kept_and_ends_by_two(
    tmp_path: Path, scope: str, subject: str
) -> None:
    async with sent(tmp_path) as (one, made):
        one.desk.legal_holds = [LegalHoldOrder(4, scope, subject, MADE)]
        await until(lambda: one.rows("SELECT count(*) FROM legal_hold") == [(1,)])
        one.desk.legal_holds = []
        one.desk.erasures = [signed(made, act(made))]
        await until(lambda: events(one) == [("erase_refused", "erase_held")])
        # Not by the pair that erases, and no other hold than this one.
        good = ReleaseHold(4, HoldScope(scope), subject, MADE)
        for bent, second, name in (
            (good, "chuyan", "pair_not_allowed"),
            (msgspec.structs.replace(good, hold=5), "zhoujian", "hold_unknown"),
            (
                msgspec.structs.replace(good, made=render(TEN + timedelta(hours=1))),
                "zhoujian",
                "hold_unknown",
            ),
        ):
            one.desk.erasures = [signed(made, bent, "wangfang", second)]
            told = len(events(one))
            await until(lambda told=told: len(events(one)) > told)  # type: ignore[misc]
            assert events(one)[-1] == ("erase_refused", name)
        one.desk.erasures = [signed(made, good, "wangfang", "zhoujian")]
        await until(lambda: events(one)[-1] == ("hold_released", ""))
        # Of what erases nothing no count is told.
        counted = [(one.sends, one.recipients, one.rows, one.elsewhere) for one in reports(one)]
        assert counted == [(0, 0, 0, 0)] * 5
        one.desk.erasures = [signed(made, act(made), minutes=35)]
        await until(lambda: events(one)[-1] == ("erased", ""))


async def test_what_is_frozen_is_kept_and_whoever_is_frozen_erases_nothing(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        one.desk.frozen = [FreezeOrder(7, "request", "1", "sunli", "怀疑", MADE, "")]
        await until(lambda: one.rows('SELECT count(*) FROM "freeze"') == [(1,)])
        one.desk.erasures = [signed(made, act(made))]
        await until(lambda: events(one) == [("erase_refused", "erase_held")])
        one.desk.frozen = [FreezeOrder(8, "person", "chuyan", "sunli", "怀疑", MADE, "")]
        await until(lambda: one.rows('SELECT count(*) FROM "freeze"') == [(2,)])
        one.desk.erasures = [signed(made, act(made), minutes=35)]
        await until(lambda: events(one)[-1] == ("erase_refused", "signer_frozen"))
        assert one.tally()["delivered"] == N


async def test_an_erased_send_is_not_continued(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        one.desk.erasures = [signed(made, act(made))]
        await until(lambda: events(one) == [("erased", "")])
        assert made.release is not None
        again = Continue(
            made.request.digest(), made.release.digest(), 1, Which.FAILED, 2, render(made.at),
            render(made.at + timedelta(hours=3)), 5,
        )  # fmt: skip
        pair = signed(made, again, "qianwei", "sunli")
        row = msgspec.structs.replace(
            one.desk.slots[1].row(), slot=2, release=_digest(pair.proposal), proposal=pair.proposal,
            proposal_signature=pair.proposal_signature, confirmation=pair.confirmation,
            confirmation_signature=pair.confirmation_signature,
        )  # fmt: skip
        one.desk.again = [row]
        await until(lambda: [r for r in one.desk.of(dispatch.ReportSlot) if r.event == "refused"])
        event = one.desk.last("refused")
        assert event is not None
        assert event.reason == "continue_source"
        assert one.rows("SELECT count(*) FROM recipient") == [(0,)]


def _digest(text: str) -> str:
    return digest(text.encode())


async def test_over_postgresql_the_rows_go_too(tmp_path: Path, postgres_url: str) -> None:
    async with sent(tmp_path, url=postgres_url) as (one, made):
        one.desk.erasures = [signed(made, act(made))]
        await until(lambda: reports(one))
        assert (reports(one)[0].event, reports(one)[0].means) == ("erased", "postgresql")
        for table in ("recipient", "submission", "receipt", "chunk"):
            assert one.rows(f"SELECT count(*) FROM {table}") == [(0,)], table  # noqa: S608 - our own names


async def test_what_the_desk_has_not_heard_whole_waits_and_is_not_refused(tmp_path: Path) -> None:
    org = at_once()
    async with custody(tmp_path, org, training()) as one:
        made = case(org, N)
        one.desk.stumbles = lambda call: isinstance(call, dispatch.ReportResults)
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        one.clock.shift(timedelta(minutes=40))
        one.desk.erasures = [signed(made, act(made))]
        beats = len(one.desk.of(dispatch.PullReleased))
        await until(lambda: len(one.desk.of(dispatch.PullReleased)) > beats + 6)
        assert (events(one), one.tally()["delivered"]) == ([], N)
        one.desk.stumbles = lambda _: False
        await until(lambda: events(one) == [("erased", "")])


@asynccontextmanager
async def restored(home: Path) -> AsyncIterator[Any]:
    """A dispatcher that erased, and then stands on a database from before it, armed by hand; the pair has long ended since."""
    async with sent(home) as (one, made):
        await one.stop()
        database = one.home / "dispatch" / "dispatch.db"
        shutil.copy2(database, home / "old.db")
        await one.start()
        pair = signed(made, act(made))
        one.desk.erasures = [pair]
        await until(lambda: events(one) == [("erased", "")])
        (call,) = one.desk.of(ReportErasure)
        await one.stop()
        # The very file keeps its inode: what is tried here is not the clone guard.
        with (home / "old.db").open("rb") as old, database.open("r+b") as new:
            new.truncate()
            shutil.copyfileobj(old, new)
        for name in ("dispatch.db-wal", "dispatch.db-shm"):
            database.with_name(name).unlink(missing_ok=True)
        _same_fence(one.home / "dispatch" / "instance", database)
        rearm(one.installation())
        one.clock.shift(timedelta(days=20))
        assert in_folders(made.nums, one.home / "dispatch") != []
        yield one, made, pair, call


def _same_fence(marker: Path, database: Path) -> None:
    with closing(sqlite3.connect(database)) as conn:
        (fence,) = conn.execute("SELECT fence FROM instance").fetchone()
    told = msgspec.json.decode(marker.read_bytes())
    marker.write_bytes(msgspec.json.encode(told | {"fence": fence, "next": fence}))


async def test_a_restored_dispatcher_erases_again_by_its_own_report(tmp_path: Path) -> None:
    async with restored(tmp_path / "a") as (one, _, pair, call):
        offer = msgspec.structs.replace(pair, reported=call.text, reported_signature=call.signature)
        one.desk.erasures = [offer]
        await one.start()
        await until(lambda: len(events(one)) == 2)
        assert events(one)[1] == ("erased", "")
        assert reports(one)[1].recipients == N
        assert one.rows("SELECT count(*) FROM recipient") == [(0,)]


async def test_without_its_own_signature_a_pair_that_has_ended_erases_nothing(tmp_path: Path) -> None:
    async with restored(tmp_path / "a") as (one, _, pair, call):
        told = msgspec.json.decode(call.text)
        other = dumps(told | {"by": "dispatch-2"}).decode()
        stranger = one.org.people["zhaomin"].sign(call.text.encode(), f"sms-erasure@{one.org.roots.org}")
        replace = msgspec.structs.replace
        lies = [
            pair,
            replace(pair, reported=call.text, reported_signature=stranger),
            replace(pair, reported=other, reported_signature=call.signature),
        ]
        await one.start()
        for lie in lies:
            heard = len(events(one))
            one.desk.erasures = [lie]
            await until(lambda heard=heard: len(events(one)) > heard)  # type: ignore[misc]
            assert events(one)[-1] == ("erase_refused", "pair_expired")
        assert one.rows("SELECT count(*) FROM recipient") == [(N,)]


async def test_no_reply_that_a_desk_put_back_may_have_forgotten_is_erased_before_it_is_told_again(
    tmp_path: Path,
) -> None:
    async with sent(tmp_path) as (one, made):
        num = made.nums[0]
        sender = one.service.dispatcher.senders["demo"]
        sender.on_turn([], [], [Inbound(num, str(num), "1069", "再发就投诉", b"x", 0)])
        await until(lambda: one.rows("SELECT reported FROM reply") == [(1,)])
        one.desk.newest_reply = 5
        await until(lambda: one.rows("SELECT number FROM mark WHERE name = 'newest_reply'") == [(5,)])
        one.desk.refuses = lambda call: isinstance(call, ReportReplies)
        one.desk.newest_reply = 4
        await until(lambda: one.rows("SELECT reported FROM reply") == [(0,)])
        one.desk.erasures = [signed(made, act(made))]
        await until(lambda: one.rows("SELECT count(*) FROM erasure") == [(1,)])
        told = len(one.desk.of(ReportReplies))
        one.service.worker.look_again()
        await until(lambda: len(one.desk.of(dispatch.PullReleased)) > told + 3)
        assert one.rows("SELECT count(*) FROM reply") == [(1,)]
        one.desk.refuses = lambda _: False
        await until(lambda: reports(one))
        assert len(one.desk.of(ReportReplies)) > told
