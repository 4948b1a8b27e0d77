"""Freezes at the dispatcher (R12): made by anybody at once, reported, and lifted by two people's word alone, carried out once."""

import asyncio
import contextlib
import shutil
from collections.abc import Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.dispatch import control_socket
from console.dispatch.freezes.frozen import make
from console.domain.freezes.freezes import Scope
from console.domain.times import render
from console.domain.two_person.pairs import Rearm, ResumeLoss, Unfreeze
from console.signing.pairs import Pair
from console.signing.sshsig import verify
from console.wire.dispatch import FreezeOrder, Heartbeat, Lift
from console.wire.sending.freezes import FreezeReport, ReportFreeze
from tests.custody.world import Custody, custody, training
from tests.dispatch.desk import resume
from tests.dispatch.running import TEN, case, organisation, until
from tests.dispatch.test_holds import quiet, told
from tests.patience import IN_VAIN
from tests.signing.test_lifting import House

CASE = "ab" * 32


def reports(one: Custody) -> list[FreezeReport]:
    """What the desk was told of freezes, every signature judged."""
    found = []
    for call in one.desk.of(ReportFreeze):
        signer = verify(call.signature, call.text.encode(), f"sms-freeze@{one.org.roots.org}")
        assert signer == one.org.service.public
        found.append(msgspec.json.decode(call.text, type=FreezeReport))
    return found


def events(one: Custody) -> list[tuple[str, str]]:
    return [(report.event, report.why) for report in reports(one)]


def order(scope: str, subject: str, loss: str = "", number: int = 7, person: str = "wangfang") -> FreezeOrder:
    return FreezeOrder(number, scope, subject, person, "leak" if loss else "怀疑", render(TEN), loss)


def lift(pair: Pair) -> Lift:
    first, second = pair.proposal, pair.confirmation
    return Lift(first.text, first.signatures[0], second.text, second.signatures[0])


@asynccontextmanager
async def sending(home: Path, n: int = 400, **changes: Any) -> Any:
    """A dispatcher in the middle of a send."""
    org = organisation(**({"window": 5, "rate": 100} | changes))
    async with custody(home, org, training()) as one:
        made = case(org, n)
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        yield one, House(made)


def signed(house: House, act: Any, first: str, second: str, minutes: float = 0) -> Lift:
    """Both signatures, made now."""
    at = house.case.at + timedelta(minutes=minutes)
    proposal = house.proposal(act, first, at=render(at))
    return lift(Pair(proposal, house.confirmation(proposal, second, at=render(at))))


@pytest.mark.parametrize(
    ("scope", "subject"),
    [("all", ""), ("gateway", "demo"), ("category", "notice"), ("request", "1"), ("person", "sunli")],
)
async def test_what_is_frozen_at_the_desk_is_frozen_here_and_lifted_by_two(
    tmp_path: Path, scope: str, subject: str
) -> None:
    async with sending(tmp_path) as (one, house):
        one.desk.frozen = [order(scope, subject)]
        await until(lambda: ("held", "frozen") in one.desk.events())
        await quiet(one)
        await until(lambda: events(one) == [("frozen", "")])
        report = reports(one)[0]
        assert (report.freeze, report.desk, report.scope, report.subject) == (1, 7, scope, subject)
        second = "zhoujian" if scope in {"all", "category"} else "jiangbo"
        act = Unfreeze(Scope(scope), subject, 1)
        one.desk.lifts = [signed(house, act, "zhengtao", second)]
        await until(lambda: ("lifted", "") in events(one))
        # The desk goes on telling both until it has understood; neither counts a second time.
        await until(lambda: one.desk.last("done"))
        assert events(one) == [("frozen", ""), ("lifted", "")]
        assert (one.counts["distinct"], one.counts["repeats"]) == (400, 0)


async def test_a_freeze_at_the_socket_is_told_and_becomes_the_desk_s_own(tmp_path: Path) -> None:
    async with sending(tmp_path) as (one, _):
        answer = await told(one, verb="freeze", scope="gateway", subject="demo", reason="")
        assert answer == {"ok": {"freeze": 1}}
        again = await told(one, verb="freeze", scope="gateway", subject="demo", reason="怀疑")
        assert again == {"ok": {"freeze": 1}}
        await until(lambda: events(one) == [("frozen", "")])
        assert one.rows('SELECT loss, retire FROM "freeze"') == [("", 0)]
        one.desk.frozen = [order("gateway", "demo")]
        await until(lambda: [r.desk for r in reports(one)] == [0, 7])
        assert one.rows('SELECT id, desk, reason FROM "freeze"') == [(1, 7, "怀疑")]


async def test_a_frozen_person_starts_nothing_and_resumes_nothing(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with custody(tmp_path, org, training()) as one:
        made = case(org, 400)
        one.desk.frozen = [order("person", "sunli")]
        await one.start()
        await until(lambda: reports(one))
        slot = one.desk.offer(made)
        await until(lambda: one.rows("SELECT people FROM send WHERE state = 'waiting'"))
        people = one.rows("SELECT people FROM send")[0][0].split()
        assert {"qianwei", "sunli", "zhaomin"} <= set(people)
        beats = len(one.desk.heard)
        await until(lambda: len(one.desk.heard) > beats + 8)
        assert (one.desk.events(), one.counts["submits"]) == ([], 0)
        # Somebody whom nothing stands on stops nothing.
        house = House(made)
        one.desk.frozen = [order("person", "weina", number=8)]
        one.desk.lifts = [signed(house, Unfreeze(Scope.PERSON, "sunli", 1), "zhengtao", "jiangbo")]
        await until(lambda: one.counts["submits"] > 10)
        await told(one, verb="hold", request=1, slot=1, reason="等等")
        await told(one, verb="freeze", scope="person", subject="qianwei", reason="钥匙丢了")
        slot.hold, slot.resume = 1, resume(made, 1)
        await quiet(one)
        assert one.rows("SELECT hold, resumed FROM send") == [(1, 0)]


async def test_a_freeze_that_nobody_here_understands_freezes_everything(tmp_path: Path) -> None:
    async with sending(tmp_path) as (one, _):
        with one.store.turn() as turn:
            make(turn, scope="province", subject="x", person="wangfang", reason="", at=render(TEN))
        await until(lambda: ("held", "frozen") in one.desk.events())
        await quiet(one)


Bad = Callable[[House], Lift]


def bent(house: House) -> Lift:
    whole = signed(house, Unfreeze(Scope.GATEWAY, "demo", 1), "zhengtao", "jiangbo")
    return msgspec.structs.replace(whole, proposal=whole.proposal.replace("已查明", "查明了"))


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("freeze_unknown", lambda h: signed(h, Unfreeze(Scope.GATEWAY, "demo", 2), "zhengtao", "jiangbo")),
        ("freeze_unknown", lambda h: signed(h, Unfreeze(Scope.ALL, "", 1), "zhengtao", "jiangbo")),
        (
            "freeze_unknown",
            lambda h: signed(h, ResumeLoss(CASE, "demo", "A", h.case.now), "fenglei", "zhengtao"),
        ),
        ("pair_not_allowed", lambda h: signed(h, Unfreeze(Scope.GATEWAY, "demo", 1), "jiangbo", "zhengtao")),
        ("pair_order", lambda h: signed(h, Unfreeze(Scope.GATEWAY, "demo", 1), "zhengtao", "jiangbo", -9)),
        ("pair_signature", bent),
    ],
)
async def test_what_does_not_hold_is_refused_by_name_and_lifts_nothing(
    tmp_path: Path, name: str, bad: Bad
) -> None:
    async with sending(tmp_path) as (one, house):
        one.desk.frozen = [order("gateway", "demo")]
        await until(lambda: reports(one))
        one.desk.lifts = [bad(house)]
        await until(lambda: ("lift_refused", name) in events(one))
        await quiet(one)
        assert events(one).count(("lift_refused", name)) == 1
        assert one.rows("SELECT * FROM freeze_lifted") == []


# ---- a loss


async def lost(one: Custody) -> None:
    """The desk tells of a reported loss; the secret is retired."""
    one.desk.frozen = [order("gateway", "demo", CASE)]
    await until(lambda: one.line() == "secret_retired")
    await until(lambda: one.rows('SELECT retire FROM "freeze"') == [(0,)])


async def reissued(one: Custody) -> ResumeLoss:
    """The provider gave another password and the custodian installed it."""
    one.provider("n3wer")
    found = (await one.done("install", gateway="demo", secret="n3wer"))["gateways"][0]
    return ResumeLoss(CASE, "demo", found["fingerprint"], found["installed"])


async def test_a_loss_in_the_middle_of_a_send_stops_it_and_two_people_resume_it_without_repeat_or_gap(
    tmp_path: Path,
) -> None:
    async with sending(tmp_path, 600, rate=400, window=20) as (one, house):
        await until(lambda: one.counts["submits"] > 300)
        await lost(one)
        taken = await quiet(one)
        assert 300 < taken < 600
        assert one.tally()["queued"] == 600 - taken
        assert ("retired", "leak") in one.events()
        # The lost password is installed no more, and a lifted freeze is none of a loss.
        assert (await one.refused("install", gateway="demo", secret="demo1234")).code == "secret_retired"
        one.desk.lifts = [signed(house, Unfreeze(Scope.GATEWAY, "demo", 1), "zhengtao", "jiangbo")]
        await until(lambda: ("lift_refused", "freeze_of_loss") in events(one))
        act = await reissued(one)
        await until(one.up)
        assert await quiet(one) == taken
        other = msgspec.structs.replace(act, fingerprint="AAAA BBBB CCCC DDDD")
        one.desk.lifts = [signed(house, other, "fenglei", "zhengtao")]
        await until(lambda: ("lift_refused", "other_password") in events(one))
        assert await quiet(one) == taken
        one.desk.lifts = [signed(house, act, "fenglei", "zhengtao", 0.5)]
        await until(lambda: one.desk.last("done"))
        assert events(one)[-1] == ("lifted", "")
        assert (one.counts["distinct"], one.counts["repeats"]) == (600, 0)


async def test_what_the_reporter_froze_at_the_socket_is_the_case_s_own_freeze(tmp_path: Path) -> None:
    async with sending(tmp_path) as (one, _):
        await told(one, verb="freeze", scope="gateway", subject="demo", reason="leak")
        await lost(one)
        assert one.rows('SELECT id, desk, loss FROM "freeze"') == [(1, 7, CASE)]
        # And the other way about: told by the desk first.
        again = await told(one, verb="freeze", scope="gateway", subject="demo", reason="leak")
        assert again == {"ok": {"freeze": 1}}


async def test_a_loss_is_over_by_no_password_from_before_it(tmp_path: Path) -> None:
    async with sending(tmp_path) as (one, house):
        before = (await one.done("custody"))["gateways"][0]
        one.desk.frozen = [order("gateway", "demo", CASE)]
        await until(lambda: reports(one))
        act = ResumeLoss(CASE, "demo", before["fingerprint"], before["installed"])
        one.desk.lifts = [signed(house, act, "fenglei", "zhengtao")]
        await until(lambda: ("lift_refused", "other_password") in events(one))
        assert one.rows("SELECT * FROM freeze_lifted") == []


async def test_a_person_s_loss_ends_with_the_roster_version_that_names_him_active_again(
    tmp_path: Path,
) -> None:
    async with sending(tmp_path) as (one, house):
        one.desk.frozen = [order("person", "sunli", CASE)]
        await until(lambda: ("held", "frozen") in one.desk.events())
        one.desk.lifts = [signed(house, Unfreeze(Scope.PERSON, "sunli", 1), "zhengtao", "jiangbo")]
        await until(lambda: ("lift_refused", "freeze_of_loss") in events(one))
        # The version in force when it was lost names them active, and ends nothing.
        await quiet(one)
        assert one.service is not None
        files = one.service._files
        assert files.newest is not None
        files.newest = msgspec.structs.replace(files.newest, at=render(TEN + timedelta(minutes=2)))
        await until(lambda: ("lifted", "") in events(one))


# ---- arming again


@asynccontextmanager
async def copied(home: Path) -> Any:
    """A dispatcher that runs on a database which was restored in the middle of a send."""
    async with sending(home) as (one, house):
        await one.stop()
        database = one.home / "dispatch" / "dispatch.db"
        shutil.copy2(database, database.with_suffix(".copy"))
        database.with_suffix(".copy").replace(database)
        await one.start()
        await until(lambda: any(beat.unarmed for beat in one.desk.of(Heartbeat)))
        yield one, house, one.desk.of(Heartbeat)[-1]


async def test_a_restored_dispatcher_is_armed_again_by_two_while_it_runs(tmp_path: Path) -> None:
    async with copied(tmp_path) as (one, house, beat):
        assert beat.why
        assert one.service is not None
        assert "not_armed" in one.service.dispatcher.holds.everything
        taken = await quiet(one)
        one.desk.lifts = [
            signed(house, Rearm("dispatch-1", "0f" * 16), "fenglei", "zhengtao"),
            signed(house, Rearm("dispatch-1", beat.unarmed), "wuhong", "zhengtao"),
        ]
        await until(
            lambda: (
                {w for e, w in events(one) if e == "lift_refused"} == {"rearm_not_asked", "pair_not_allowed"}
            )
        )
        assert one.counts["submits"] == taken
        one.desk.lifts = [signed(house, Rearm("dispatch-1", beat.unarmed), "fenglei", "zhengtao")]
        await until(lambda: ("rearmed", "") in events(one))
        await until(one.up)
        # What was under way waits for its operator, who is told of the hold that they must name.
        await until(lambda: ("held", "armed_again") in one.desk.events())
        assert one.counts["submits"] == taken
        slot = one.desk.slots[1]
        slot.hold, slot.resume = 1, resume(slot.case, 1)
        await until(lambda: one.desk.last("done"))
        assert one.counts["repeats"] == 0
        # Signed once, it arms once: the next copy asks under another mark.
        await one.stop()
        (one.home / "dispatch" / "instance").unlink()
        await one.start()
        await until(lambda: one.desk.of(Heartbeat)[-1].unarmed not in {"", beat.unarmed})
        await until(lambda: events(one)[-1] == ("lift_refused", "rearm_not_asked"))


async def test_a_copy_that_is_not_armed_lifts_nothing_and_numbers_no_freeze(tmp_path: Path) -> None:
    async with copied(tmp_path) as (one, house, _):
        one.desk.frozen = [order("gateway", "demo")]
        one.desk.lifts = [signed(house, Unfreeze(Scope.GATEWAY, "demo", 1), "zhengtao", "jiangbo")]
        beats = len(one.desk.heard)
        await until(lambda: len(one.desk.heard) > beats + 8)
        assert events(one) == []


# ---- one person against the house


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"scope": "request", "subject": "x"}, "freeze_scope"),
        ({"scope": "request", "subject": "9" * 20}, "freeze_scope"),
        ({"scope": "category", "subject": "x" * 201}, "freeze_scope"),
        ({"scope": "category", "subject": "a\u200bb"}, "freeze_scope"),
        ({"scope": "category", "subject": "13800138000"}, "application_mobile"),
    ],
)
async def test_the_socket_takes_no_freeze_that_could_not_be_signed_away_or_holds_a_number(
    tmp_path: Path, fields: dict[str, str], code: str
) -> None:
    async with sending(tmp_path) as (one, _):
        answer = await told(one, verb="freeze", **fields)
        assert answer["refusal"]["code"] == code
        assert one.rows('SELECT count(*) FROM "freeze"') == [(0,)]
        assert one.rows("SELECT hold FROM send") == [(0,)]


async def test_one_person_s_freezes_at_the_socket_are_bounded_and_everything_is_always_frozen(
    tmp_path: Path,
) -> None:
    async with sending(tmp_path) as (one, _):
        for person in ("sunli", "zhengtao", "jiangbo"):
            assert "ok" in await told(one, verb="freeze", scope="person", subject=person)
        assert (await told(one, verb="freeze", scope="person", subject="zhoujian"))["refusal"][
            "code"
        ] == "freeze_many"
        for number in range(1, 18):
            assert "ok" in await told(one, verb="freeze", scope="request", subject=str(100 + number))
        assert (await told(one, verb="freeze", scope="request", subject="99"))["refusal"][
            "code"
        ] == "freeze_many"
        assert "ok" in await told(one, verb="freeze", scope="all")


async def test_whose_login_is_lost_is_nobody_at_the_dispatcher_either(tmp_path: Path) -> None:
    async with sending(tmp_path) as (one, _):
        one.desk.frozen = [order("person", "fenglei")]
        await until(lambda: reports(one))
        assert "ok" in await one.ask("custody")
        one.desk.frozen = [order("person", "fenglei", CASE, number=8)]
        await until(lambda: len(reports(one)) == 2)
        assert (await one.refused("lock")).code == "asker_lost"
        assert (await told(one, person="fenglei", verb="freeze", scope="all"))["refusal"][
            "code"
        ] == "not_in_roster"
        assert one.up()


async def test_where_everybody_who_could_lift_is_frozen_the_next_roster_version_does(tmp_path: Path) -> None:
    async with sending(tmp_path) as (one, _):
        managers = ("zhengtao", "jiangbo", "sunli", "chuyan")
        one.desk.frozen = [order("person", name, number=n) for n, name in enumerate(managers, 1)]
        await until(lambda: len(reports(one)) == len(managers))
        assert one.service is not None
        files = one.service._files
        assert files.newest is not None
        later = render(TEN + timedelta(minutes=2))
        files.newest = msgspec.structs.replace(files.newest, at=later, version=files.newest.version + 1)
        # Two are left who could: it is theirs to say.
        await quiet(one)
        assert len(reports(one)) == len(managers)
        one.desk.frozen = [order("person", "liqiang", number=5)]
        await until(lambda: [event for event, _ in events(one)].count("lifted") == len(managers) + 1)
        assert one.service.dispatcher.holds.people == frozenset()


async def test_a_loss_that_was_settled_while_the_dispatcher_was_away_freezes_nobody_for_ever(
    tmp_path: Path,
) -> None:
    async with sending(tmp_path) as (one, _):
        assert one.service is not None
        files = one.service._files
        assert files.newest is not None
        files.newest = msgspec.structs.replace(files.newest, at=render(TEN - timedelta(minutes=1)))
        early = msgspec.structs.replace(order("person", "sunli", CASE), at=render(TEN - timedelta(minutes=9)))
        one.desk.frozen = [early]
        await until(lambda: events(one) == [("frozen", ""), ("lifted", "")])


async def test_what_a_loss_froze_of_a_gateway_is_over_once_the_roster_drops_it(tmp_path: Path) -> None:
    async with sending(tmp_path) as (one, _):
        await lost(one)
        assert one.service is not None
        files = one.service._files
        assert files.newest is not None
        files.newest = msgspec.structs.replace(files.newest, at=render(TEN + timedelta(minutes=2)))
        await quiet(one)
        assert ("lifted", "") not in events(one)
        files.newest = msgspec.structs.replace(files.newest, gateways=[])
        await until(lambda: ("lifted", "") in events(one))
        assert one.line() == "secret_retired"


async def test_one_account_keeps_nobody_else_from_the_socket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control_socket, "_MOST", 3)
    async with sending(tmp_path) as (one, _):
        path = one.home / "run" / "dispatch.sock"
        idle = [await asyncio.open_unix_connection(path) for _ in range(3)]
        # Whoever has waited longest without a question makes room for one who asks.
        assert "ok" in await asyncio.wait_for(told(one, verb="status"), 10)
        assert await asyncio.wait_for(cut(idle[0][0]), IN_VAIN)
        assert not idle[1][0].at_eof()
        # Of itself a line ends when nothing was asked for a while.
        monkeypatch.setattr(control_socket, "_SECONDS", 0.2)
        late, writer = await asyncio.open_unix_connection(path)
        assert await asyncio.wait_for(cut(late), IN_VAIN)
        for _, line in [*idle, (late, writer)]:
            line.close()


async def cut(line: asyncio.StreamReader) -> bool:
    """Wait for the end of a line; whether nothing was said on it."""
    with contextlib.suppress(ConnectionError):
        return await line.read() == b""
    return True


async def test_a_freeze_at_the_socket_is_not_ended_by_a_desk_that_calls_it_an_old_loss(
    tmp_path: Path,
) -> None:
    async with sending(tmp_path) as (one, _):
        await told(one, verb="freeze", scope="person", subject="sunli")
        assert one.service is not None
        files = one.service._files
        assert files.newest is not None
        files.newest = msgspec.structs.replace(files.newest, at=render(TEN - timedelta(minutes=1)))
        early = msgspec.structs.replace(order("person", "sunli", CASE), at=render(TEN - timedelta(minutes=9)))
        one.desk.frozen = [early]
        await until(lambda: [r.desk for r in reports(one)] == [0, 7])
        await quiet(one)
        assert ("lifted", "") not in events(one)
