"""How often a number is written to: counted from the dispatcher's own rows at each submit, whoever sends, and however it is cut up."""

import threading
from collections import Counter
from dataclasses import replace as changed
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path
from shutil import copytree
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from console.db.engine import open_database
from console.db.migrate import DISPATCH, Tree, upgrade
from console.dispatch.sending.caps import Caps
from console.dispatch.sends import Send
from console.dispatch.store import Store
from console.domain.data_folder import data_folder
from console.domain.sending.limits import SendLimits, Why, by_reason
from console.domain.states import RecipientState
from console.domain.times import render
from console.launch.organisation import Organisation, build
from console.signing.statements import decode, sign
from console.wire import dispatch
from tests.dispatch.running import TEN, World, case, organisation, until, world
from tests.dispatch.test_continuing import failed, taken, tally, told
from tests.dispatch.test_continuing import row as continued
from tests.dispatch_rows import put_recipients
from tests.world import Case, Twist, numbers

replace = msgspec.structs.replace
SHANGHAI = ZoneInfo("Asia/Shanghai")
PROMOTION: dict[str, Any] = {"category": "promotion"}


def said(body: str) -> dict[str, Twist]:
    """A request with another text, as long as the usual one or not."""

    def twist(request: Any) -> Any:
        text = replace(request.text, body=body)
        return replace(request, text=text, cost=replace(request.cost, chars=len(text.whole())))

    return {"request": twist}


def limited(*lines: str, **gateway: Any) -> Organisation:
    """An organisation whose policy pack has only these limits."""
    plain = organisation(**gateway)
    text = plain.policy_text.partition("\n[limits.")[0]
    return build(
        TEN - timedelta(hours=2),
        policy_text="\n".join((text, *lines, "")),
        gateway_text=plain.gateway_texts["demo"],
    )


def shipped(**gateway: Any) -> Organisation:
    """An organisation with the limits that the program ships."""
    text = (data_folder() / "policy" / "2026-2.toml").read_text("utf-8")
    return limited("[limits." + text.partition("\n[limits.")[2], **gateway)


def whys(one: World, request: int) -> dict[str, int]:
    """The reasons that the desk was told with each recipient: a code where the state is suppressed."""
    found: Counter[str] = Counter()
    for result in one.desk.results(request).values():
        for at, code in result.codes.items():
            if result.states[at] == RecipientState.SUPPRESSED:
                found[code] += 1
    return dict(found)


def report(one: World, request: int) -> dict[str, Any]:
    """The last signed report of a request."""
    last = one.desk.last("done", request)
    assert last is not None
    found: dict[str, Any] = msgspec.json.decode(last.text)
    return found


async def done(one: World, request: int) -> dict[str, int]:
    """Wait until a request is sent, and its results are told; return its recipients by state, those that there are."""
    await until(partial(one.desk.last, "done", request))
    last = one.desk.last("done", request)
    assert last is not None
    assert last.tally.balances()
    await until(lambda: len(one.desk.states(request)) == last.tally.approved)
    await until(lambda: 0 not in one.desk.states(request))
    return {name: n for name, n in msgspec.to_builtins(last.tally).items() if n and name != "approved"}


async def test_a_promotion_of_one_department_counts_for_every_other_and_the_reason_is_told(
    tmp_path: Path,
) -> None:
    org = shipped()
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, **PROMOTION, nums=numbers(100)))
        await one.start()
        assert await done(one, 1) == {"delivered": 100}
        other = case(
            org, **PROMOTION, department="credit", nums=numbers(100, 16100000060), number="2026-信贷部-0001",
            twist=said("新的贷款产品上线,欢迎到网点咨询。"),
        )  # fmt: skip
        one.desk.offer(other, 2)
        assert await done(one, 2) == {"suppressed": 40, "delivered": 60}
        assert whys(one, 2) == report(one, 2)["suppressed"] == {Why.DAY: 40}
        assert (one.counts["distinct"], one.counts["repeats"]) == (160, 0)
        # Counted anew from the rows, after a start too.
        await one.stop()
        await one.start()
        one.desk.offer(replaced(other, org, "再次提醒,贷款利率有优惠。"), 3)
        assert await done(one, 3) == {"suppressed": 100}


def replaced(made: Case, org: Organisation, body: str, **changes: Any) -> Case:
    """The same list with another text, in a request of its own."""
    return case(
        org, **PROMOTION | {"nums": made.nums, "twist": said(body), "number": "2026-业务部-0009"} | changes
    )


async def test_the_next_day_and_the_thirtieth_count_as_the_calendar_has_them(tmp_path: Path) -> None:
    org = shipped()
    async with world(tmp_path, org) as one:
        made = case(org, **PROMOTION, nums=numbers(20))
        one.desk.offer(made)
        await one.start()
        assert await done(one, 1) == {"delivered": 20}
        # 00:30 of the next day is not 24 hours later, but it is another day; and twice more until the three are used up.
        for request, (days, expected) in enumerate(
            [(1, {"delivered": 20}), (2, {"delivered": 20}), (3, {"suppressed": 20}), (29, {"suppressed": 20}),
             (30, {"delivered": 20})],
            2,
        ):  # fmt: skip
            at = TEN + timedelta(days=days)
            one.clock.offset = 0
            one.clock.shift(at - now(one))
            one.desk.offer(replaced(made, org, f"第{request}次不同的优惠活动内容", at=at), request)
            assert await done(one, request) == expected, days
        assert whys(one, 5) == {Why.DAYS_30: 20}


def now(one: World) -> Any:
    return datetime.fromtimestamp(one.clock.time(), UTC)


async def test_a_number_just_at_its_limit_gets_that_message_and_not_the_next(tmp_path: Path) -> None:
    org = limited("[limits.notice]", "day = 2", "[limits.all]", "day = 3")
    async with world(tmp_path, org) as one:
        await one.start()
        tallies = []
        for request, category in enumerate(["notice", "notice", "notice", "other", "other"], 1):
            made = case(org, category=category, nums=numbers(30), number=f"2026-业务部-000{request}")
            one.desk.offer(made, request)
            tallies.append(await done(one, request))
        sent, kept = {"delivered": 30}, {"suppressed": 30}
        assert tallies == [sent, sent, kept, sent, kept]
        assert (whys(one, 3), whys(one, 5)) == ({Why.DAY: 30}, {Why.ALL_DAY: 30})


async def test_the_same_text_with_other_blanks_width_and_signs_is_the_same_text(tmp_path: Path) -> None:
    org = limited("[limits.notice]", "same_text_days = 7")
    async with world(tmp_path, org) as one:
        await one.start()
        first = case(org, nums=numbers(25), twist=said("您的存款ABC将于12月1日到期,请办理。"))
        one.desk.offer(first)
        assert await done(one, 1) == {"delivered": 25}
        again = case(
            org, nums=numbers(30), number="2026-业务部-0002",
            twist=said("您的存款ａｂｃ 将于 12月1日 到期， 请 办理！！"),
        )  # fmt: skip
        one.desk.offer(again, 2)
        assert await done(one, 2) == {"suppressed": 25, "delivered": 5}
        assert whys(one, 2) == {Why.SAME_TEXT: 25}
        other = case(
            org,
            nums=numbers(25),
            number="2026-业务部-0003",
            twist=said("您的存款ABC将于12月2日到期,请办理。"),
        )
        one.desk.offer(other, 3)
        assert await done(one, 3) == {"delivered": 25}


async def test_two_sends_at_once_with_crashes_between_never_give_a_number_two(tmp_path: Path) -> None:
    org = shipped(window=10)
    async with world(tmp_path, org) as one:
        one.faults(delay=0.01)
        for request in (1, 2, 3):
            made = case(
                org, **PROMOTION, nums=numbers(400), number=f"2026-业务部-000{request}",
                twist=said(f"第{request}项优惠活动开始了"),
            )  # fmt: skip
            one.desk.offer(made, request)
        await one.start()
        for more in (80, 200):
            await until(lambda more=more: one.counts["accepted"] >= more)  # type: ignore[misc]
            await one.die()
            await one.start()
        for request in (1, 2, 3):
            await until(partial(one.desk.last, "done", request))
        # Whoever is in doubt counts as written to: so nobody got two, and nobody was left out for nothing.
        assert one.counts["repeats"] == 0
        tally = one.tally()
        assert tally["suppressed"] == 800
        assert tally["delivered"] + tally["unknown"] == 400
        assert tally["delivered"] == one.counts["distinct"]


async def test_whoever_is_in_doubt_after_a_cut_line_counts_as_written_to(tmp_path: Path) -> None:
    org = shipped(window=20)
    async with world(tmp_path, org) as one:
        one.faults(cut_after=77)
        made = case(org, **PROMOTION, nums=numbers(200))
        one.desk.offer(made)
        await one.start()
        tally = await done(one, 1)
        assert tally["unknown"] > 0
        assert sum(tally.values()) == 200
        one.faults()
        one.desk.offer(replaced(made, org, "另一项活动"), 2)
        assert await done(one, 2) == {"suppressed": 200}


async def test_who_was_refused_by_the_provider_does_not_count_and_who_is_undelivered_does(
    tmp_path: Path,
) -> None:
    org = shipped()
    nums = numbers(10)
    async with world(tmp_path, org) as one:
        one.faults(refuse={f"86{nums[3]}": 0x0B})
        one.desk.offer(case(org, **PROMOTION, nums=nums))
        await one.start()
        assert await done(one, 1) == {"delivered": 9, "refused": 1}
        one.faults()
        one.desk.offer(replaced(case(org, nums=nums), org, "另一项活动"), 2)
        assert await done(one, 2) == {"delivered": 1, "suppressed": 9}


async def test_who_did_not_get_a_text_is_sent_it_again_within_the_limits_of_a_day(tmp_path: Path) -> None:
    nums = numbers(60)
    for at, (day, expected) in enumerate(((2, {"delivered": 10}), (1, {"suppressed": 10}))):
        org = limited("[limits.notice]", f"day = {day}", "same_text_days = 30")
        async with world(tmp_path / str(at), org) as one:
            made = case(org, nums=nums)
            one.faults(undelivered=0)
            one.desk.offer(made)
            await one.start()
            assert await done(one, 1) == {"delivered": 60}
            with one.store.turn() as turn:
                turn.run("UPDATE tally SET delivered = 50, undelivered = 10")
                turn.run_in("UPDATE recipient SET state = 4 WHERE num IN ({})", (), nums[:10])
            await one.stop()
            one.clock.shift(timedelta(hours=8))
            await one.start()
            one.desk.again = [continued(failed(made, 10))]
            await taken(one)
            # They were taken once already: that counts. But nobody saw the text, so it is no repetition.
            assert tally(one, 2) == expected


async def test_two_windows_of_one_request_give_a_number_its_text_once(tmp_path: Path) -> None:
    org = limited("[limits.notice]", "same_text_days = 1")
    async with world(tmp_path, org) as one:
        await one.start()

        def twice(request: Any) -> Any:
            first = request.slots[0]
            later = replace(
                first,
                id=2,
                opens=render(TEN + timedelta(days=2)),
                closes=render(TEN + timedelta(days=2, hours=8)),
            )
            cost = replace(request.cost, billed_total=2 * first.n, fen=8 * first.n)
            return replace(request, slots=[first, later], cost=cost)

        nums = numbers(40)
        both = {"request": twice, "approval1": lambda approval: replace(approval, count=80)}
        first = case(org, nums=nums, twist=both)
        one.desk.offer(first)
        assert await done(one, 1) == {"delivered": 40}
        assert first.release is not None
        release = replace(decode(first.release.text.encode()), slot=2, at=render(TEN + timedelta(days=2)))
        signed = sign(release, org.people["qianwei"])
        second = changed(first, release=signed)
        one.clock.shift(timedelta(days=2))
        slot = one.desk.offer(second, 2)
        slot.slot = 2
        # Two days later the day of the text is over, but it is the same request.
        await until(lambda: ("done", "") in told(one, 2))
        assert tally(one, 2) == {"suppressed": 40}


async def test_a_mandatory_message_counts_but_no_limit_keeps_it_back(tmp_path: Path) -> None:
    org = limited("[limits.notice]", "day = 1", "same_text_days = 30")

    def named(request: Any) -> Any:
        return replace(request, consent="存款合同第7条")

    async with world(tmp_path, org) as one:
        await one.start()
        for request in (1, 2):
            made = case(org, nums=numbers(10), number=f"2026-业务部-000{request}", twist={"request": named})
            one.desk.offer(made, request)
            assert await done(one, request) == {"delivered": 10}
        other = case(org, nums=numbers(10), number="2026-业务部-0003", twist=said("另一件不是必须告诉您的事"))
        one.desk.offer(other, 3)
        assert await done(one, 3) == {"suppressed": 10}
        assert whys(one, 3) == {Why.DAY: 10}


@pytest.mark.parametrize("filed", ["notice", "other"])
async def test_what_promotes_keeps_the_limits_of_promotion_whatever_it_is_filed_as(
    tmp_path: Path, filed: str
) -> None:
    # Promotion once a day, but notices and others five times.
    org, nums = shipped(), numbers(40)

    def offer(request: int, category: str, **changes: Any) -> Case:
        return case(
            org, category=category, nums=nums, number=f"2026-业务部-000{request}",
            twist=said(f"第{request}项优惠活动开始了"), **changes,
        )  # fmt: skip

    async with world(tmp_path, org) as one:
        await one.start()
        tallies = []
        for request, made in enumerate(
            [offer(1, filed, was="promotion"), offer(2, filed, was="promotion"), offer(3, "promotion"), offer(4, filed)],
            1,
        ):  # fmt: skip
            one.desk.offer(made, request)
            tallies.append(await done(one, request))
        # The first used up the promotion of the day; a true notice counts among notices alone.
        assert tallies == [{"delivered": 40}, {"suppressed": 40}, {"suppressed": 40}, {"delivered": 40}]
        assert whys(one, 2) == whys(one, 3) == {Why.DAY: 40}


async def test_a_pack_without_limits_limits_nothing(tmp_path: Path) -> None:
    org = limited()
    async with world(tmp_path, org) as one:
        await one.start()
        for request in range(1, 5):
            made = case(org, **PROMOTION, nums=numbers(15), number=f"2026-业务部-000{request}")
            one.desk.offer(made, request)
            assert await done(one, request) == {"delivered": 15}


async def test_messages_of_a_database_from_before_are_counted_and_their_texts_compared(
    tmp_path: Path,
) -> None:
    org = shipped()
    made = case(org, **PROMOTION, nums=numbers(12))
    async with world(tmp_path, org) as one:
        one.desk.offer(made)
        await one.start()
        assert await done(one, 1) == {"delivered": 12}
        await one.stop()
        # As the migration leaves a database of the program before.
        store, _ = one.installation().open_store()
        with store.turn() as turn:
            turn.run("UPDATE send SET text_key = '', limits = ''")
        store.close()
        await one.start()
        one.desk.offer(case(org, **PROMOTION, nums=numbers(12), number="2026-业务部-0002"), 2)
        assert await done(one, 2) == {"suppressed": 12}
        assert whys(one, 2) == {Why.SAME_TEXT: 12}


async def test_opt_outs_have_their_reason_and_the_parts_add_up(tmp_path: Path) -> None:
    org = shipped()
    nums = numbers(50)
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, **PROMOTION, nums=nums[:20]))
        await one.start()
        await done(one, 1)
        one.desk.optouts = [(num, 0) for num in nums[15:25]]
        one.desk.offer(replaced(case(org, nums=nums), org, "另一项活动"), 2)
        assert await done(one, 2) == {"delivered": 25, "suppressed": 25}
        assert whys(one, 2) == report(one, 2)["suppressed"] == {Why.OPTED_OUT: 10, Why.DAY: 15}

        def progress() -> dict[str, int]:
            told = [c for call in one.desk.of(dispatch.ReportProgress) for c in call.sends if c.request == 2]
            return dict(told[-1].suppressed) if told else {}

        # The desk is told of the end before it is told how things stood.
        await until(lambda: progress() == {Why.OPTED_OUT: 10, Why.DAY: 15})


async def test_a_send_of_which_all_are_over_ends_in_steps_that_let_others_pass(tmp_path: Path) -> None:
    org = shipped()
    nums = numbers(6_000)
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, **PROMOTION, nums=nums))
        await one.start()
        assert await done(one, 1) == {"delivered": 6_000}
        one.desk.offer(replaced(case(org, 1), org, "另一项活动", nums=nums), 2)
        assert await done(one, 2) == {"suppressed": 6_000}
        assert whys(one, 2) == {Why.DAY: 6_000}


def test_what_is_read_of_ended_sends_is_not_kept(tmp_path: Path) -> None:
    store = Store(open_database(f"sqlite:///{tmp_path}/dispatch.db", role="dispatch"))
    upgrade(store.database, DISPATCH)
    caps = Caps(SHANGHAI)
    with store.turn() as turn:
        for minute in range(50):
            for one in (2 * minute, 2 * minute + 1):
                caps.over(turn, sending(one + 1), [1], 1_790_000_000 + 60 * minute)
    assert sorted(caps._known) == [99, 100]
    store.close()


_ONE_A_DAY = SendLimits(day=1)


def sending(send_id: int, limits: SendLimits = _ONE_A_DAY, text: str = "") -> Send:
    """A running promotion."""
    return Send(
        send_id, 1, 1, f"r{send_id}", f"q{send_id}", 1, 100, "promotion", f"g{send_id}", "", "", "", "", "", 0, "", 0,
        "sending", "", 0, 0, 0, "", 0, 0, "", "", 0, "", text or f"t{send_id}", "", 0, limits=limits,
    )  # fmt: skip


def counting(store: Store, send_id: int, barrier: threading.Barrier, taken: list[int]) -> None:
    """One dispatcher that takes numbers for its send, one transaction each, as `Intents` does."""
    caps, nums = Caps(SHANGHAI), list(range(100))
    send = sending(send_id)
    for num in nums:
        barrier.wait()
        with store.turn() as turn:
            if not caps.over(turn, send, [num], 1_790_000_000):
                turn.run(
                    "UPDATE recipient SET state = 1, at = ? WHERE send_id = ? AND num = ?",
                    (1_790_000_000_000, send_id, num),
                )
                taken.append(num)


def test_of_two_hosts_at_the_same_moment_one_gets_the_number(postgres_url: str) -> None:
    stores = [Store(open_database(postgres_url, role="dispatch")) for _ in range(2)]
    upgrade(stores[0].database, DISPATCH)
    with stores[0].turn() as turn:
        for send_id in (1, 2):
            turn.run(
                "INSERT INTO send (id, request, slot, release_digest, request_digest, list_id, n, category, gateway,"
                " opens, closes, hours_from, hours_to, rate, body, reference, state, reason, bundle, continues, root,"
                " pairs, people, hold, resumed, reported, held_at, text_key) VALUES (?, 1, 1, ?, ?, 1, 100, 'promotion',"
                " ?, '', '2100-01-01T00:00:00Z', '', '', 0, 'b', 0, 'sending', '', ?, 0, 0, '', '', 0, 0, 0, '', ?)",
                (send_id, f"r{send_id}", f"q{send_id}", f"g{send_id}", b"", f"t{send_id}"),
            )
            put_recipients(turn, send_id, [(num, 0, 0, 0) for num in range(100)])
    barrier, taken = threading.Barrier(2, timeout=60), [list[int](), list[int]()]
    threads = [
        threading.Thread(target=counting, args=(stores[nth], nth + 1, barrier, taken[nth])) for nth in (0, 1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken[0] + taken[1]) == list(range(100))
    for store in stores:
        store.close()


@pytest.mark.parametrize(
    ("suppressed", "said_", "parts"),
    [
        (0, {}, {}),
        (5, {}, {"unsaid": 5}),
        (5, {"cap_day": 2}, {"cap_day": 2, "unsaid": 3}),
        (5, {"cap_day": 2, "opted_out": 3}, {"opted_out": 3, "cap_day": 2}),
        (5, {"cap_day": 9}, {"unsaid": 5}),
        (5, {"cap_day": -4, "made_up": 3}, {"unsaid": 5}),
    ],
)
def test_reasons_always_add_up_to_the_suppressed(suppressed: int, said_: dict[str, int], parts: Any) -> None:
    assert dict(by_reason(suppressed, said_)) == parts


def tree_before(folder: Path, monkeypatch: pytest.MonkeyPatch, what: str = "_limits") -> Tree:
    """The dispatcher's migrations as they were before the one whose name ends so."""
    monkeypatch.syspath_prepend(folder)
    name = f"migrations_before{what}"
    copytree(Path(str(files("console.dispatch.migrations"))), folder / name)
    versions = sorted((folder / name / "versions").glob("[0-9]*.py"))
    at = next(nth for nth, one in enumerate(versions) if one.stem.endswith(what))
    for later in versions[at:]:
        later.unlink()
    (folder / name / ".head").write_text(versions[at - 1].stem)
    return Tree("dispatch", name)


def test_the_migration_counts_the_messages_of_the_last_thirty_days(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(open_database(database_url, role="dispatch"))
    upgrade(store.database, tree_before(tmp_path, monkeypatch))
    recent, old = (datetime.now(UTC) - timedelta(days=days) for days in (2, 40))
    with store.turn() as turn:
        for send_id, closes in ((1, recent), (2, old)):
            turn.run(
                "INSERT INTO send (id, request, slot, release_digest, request_digest, list_id, n, category, gateway,"
                " opens, closes, hours_from, hours_to, rate, body, reference, state, reason, bundle, continues, root,"
                " pairs, people, hold, resumed, reported, held_at) VALUES (?, 1, 1, ?, '', 1, 3, 'notice', 'demo', '',"
                " ?, '', '', 0, 'b', 0, 'done', '', ?, 0, 0, '', '', 0, 0, 0, '')",
                (send_id, f"r{send_id}", render(closes), b""),
            )
            turn.insert(
                "recipient", ("send_id", "num", "state", "attempt", "reference"),
                [(send_id, 1, 3, 1, 1), (send_id, 2, 7, 1, 1), (send_id, 3, 9, 0, 0)],
            )  # fmt: skip
            turn.run("INSERT INTO submission VALUES (?, 1, 1, 0, 'demo', 'm', 1000)", (send_id,))
            turn.run("INSERT INTO verdict VALUES (?, 2, 'timeout', 2000)", (send_id,))
    store.close()
    store = Store(open_database(database_url, role="dispatch"))
    upgrade(store.database, DISPATCH)
    with store.look() as look:
        found = look.rows("SELECT send_id, num, at FROM recipient ORDER BY send_id, num")
    assert found == [(1, 1, 1000), (1, 2, 2000), (1, 3, 0), (2, 1, 0), (2, 2, 0), (2, 3, 0)]
    store.close()
