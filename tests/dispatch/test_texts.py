"""The dispatcher's own look at a text (R11): what the desk let through is not sent, and no other list than the signed one counts."""

import asyncio
import logging
import threading
import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from console.db.engine import open_database
from console.db.migrate import DISPATCH, upgrade
from console.dispatch.claiming import text_releases
from console.dispatch.claiming.refusals import UnfitError
from console.dispatch.claiming.text_releases import Withdrawals
from console.dispatch.store import Store
from console.domain.acts import Request, Text
from console.domain.content import lists
from console.domain.content.appeals import AppealWithdrawal, ReleaseText, sends
from console.domain.people.people import ScreeningRef
from console.domain.times import parse, render
from console.domain.two_person.pairs import Confirmation, Proposal
from console.launch.organisation import SCREENING_LIST, Organisation
from console.signing.bundle_file import Pair, pack
from console.signing.statements import Signed, decode, digest, sign
from console.wire.control import Question, ask
from console.wire.dispatch import WithdrawnText
from console.wire.rosters.rule_files import RuleFileDetail
from tests.dispatch.desk import resume
from tests.dispatch.running import TEN, World, case, next_version, organisation, until, waits, world
from tests.dispatch.test_holds import quiet
from tests.world import Case

replace = msgspec.structs.replace

OFFER = "我行新推出一年期理财产品,年化利率4.5%,详情请到网点咨询购买。"
THEIRS = "途悦旅行社海岛五日游二人同行一人免单,报名从速。"
OLD_LIST = 'version = "2020-1"\n'


def says(body: str, **changes: Any) -> Any:
    """A twist that gives a request this text, with its size."""

    def twist(request: Request) -> Request:
        text = Text(request.text.signature, body, request.text.opt_out)
        return replace(request, text=text, cost=replace(request.cost, chars=len(text.whole())), **changes)

    return {"request": twist}


def with_list(org: Organisation, text: str) -> None:
    next_version(org, screening=ScreeningRef(lists.read(text).version, digest(text.encode())))


@pytest.mark.parametrize(
    ("changes", "category", "outcome"),
    [
        ({"body": "请将验证码告知客服人员转入安全账户。"}, "notice", "text_screened"),
        ({"body": OFFER}, "notice", "text_promotes"),
        ({"body": OFFER}, "other", "text_promotes"),
        ({"body": OFFER}, "promotion", ""),
        ({"body": THEIRS}, "promotion", "text_for_others"),
    ],
)
async def test_a_text_that_the_desk_should_not_have_let_through_is_refused(
    tmp_path: Path, changes: Any, category: str, outcome: str
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 20, category=category, twist=says(**changes)))
        await one.start()
        await until(lambda: one.desk.last("refused" if outcome else "done"))
        assert one.desk.events() == ([("refused", outcome)] if outcome else [("started", ""), ("done", "")])
        assert one.counts["submits"] == (0 if outcome else 20)


async def test_whether_a_text_promotes_is_asked_of_the_list_under_which_it_was_signed(tmp_path: Path) -> None:
    org = organisation()
    now = org.screening_text
    with_list(org, OLD_LIST)
    async with world(tmp_path, org) as one:
        one.desk.screenings.append(OLD_LIST)
        made = case(org, 20, twist=says(OFFER))
        with_list(org, now)
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert one.counts["submits"] == 20
        # One request of each list, however often it is judged.
        assert len(one.desk.of(RuleFileDetail)) == 2


@pytest.mark.parametrize("lie", ["none", "other", "garbage"])
async def test_without_the_signed_list_nothing_is_sent_and_nothing_is_refused(
    tmp_path: Path, lie: str
) -> None:
    org = organisation()

    def other(call: Any, answer: Any) -> Any:
        if isinstance(call, RuleFileDetail):
            answer["data"] = OLD_LIST.encode() if lie == "other" else b"\xff\x00"
        return answer

    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 20))
        if lie == "none":
            kept, org.screening_text = org.screening_text, ""
        else:
            one.desk.tampers = other
        await one.start()
        await waits(one)
        one.desk.tampers = None
        if lie == "none":
            org.screening_text = kept
        await until(lambda: one.desk.last("done"))
        assert one.counts["submits"] == 20


def let_go(made: Case, **changes: Any) -> Pair:
    """The supervising manager and the registrar release the text of a request (R11)."""
    asked = decode(made.request.text.encode())
    assert isinstance(asked, Request)
    before = parse(asked.at)
    fields: dict[str, Any] = {
        "draft": 1, "department": asked.department, "category": asked.category, "text": asked.text.whole(),
        "classes": ["fraud"], "screening": SCREENING_LIST,
        "sends": sends([(slot.list, slot.opens, slot.closes) for slot in asked.slots]),
    }  # fmt: skip
    common: dict[str, Any] = {"org": made.org.roots.org, "roster": asked.roster}
    says = Proposal(
        by="liqiang",
        at=render(before - timedelta(minutes=10)),
        act=ReleaseText(**(fields | changes)),
        expires=render(before + timedelta(hours=2)),
        reason="反诈宣传",
        **common,
    )
    proposal = sign(says, made.org.people["liqiang"])
    says_too = Confirmation(
        by="wangfang", at=render(before - timedelta(minutes=5)), proposal=proposal.digest(), **common
    )
    return Pair(proposal, sign(says_too, made.org.people["wangfang"]))


def test_two_dispatchers_that_claim_by_one_release_at_once_let_one_request_go(postgres_url: str) -> None:
    made = case(organisation(), 20, twist=says(BLOCKED))
    bundle, stores = (
        pack(made.bundle(appeals=[let_go(made)])),
        [Store(open_database(postgres_url, role="dispatch"))],
    )
    upgrade(stores[0].database, DISPATCH)
    stores.append(Store(open_database(postgres_url, role="dispatch")))
    looked, ended = threading.Barrier(2, timeout=60), list[str]()

    def claim(nth: int) -> None:
        verified = SimpleNamespace(request_digest=f"request {nth}")
        judged: Any = SimpleNamespace(bundle=bundle, verified=verified)
        looked.wait()
        try:
            with stores[nth].turn() as turn:
                text_releases.keep(turn, judged, nth)
                # Long enough for the other one to be where it must wait.
                turn.rows("SELECT pg_sleep(0.3)")
            ended.append("taken")
        except UnfitError as refused:
            ended.append(refused.name)

    both = [threading.Thread(target=claim, args=(nth,)) for nth in (0, 1)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    with stores[0].look() as look:
        assert look.rows("SELECT count(*) FROM text_release") == [(1,)]
    assert sorted(ended) == ["taken", "text_release_used"]
    for store in stores:
        store.close()


async def test_a_release_of_a_blocked_text_lets_one_request_go_and_no_second_one(tmp_path: Path) -> None:
    org = organisation()
    first = case(org, 20, twist=says(BLOCKED))
    second = case(org, 20, twist=says(BLOCKED, purpose="再发一次"))
    pair = let_go(first)
    async with world(tmp_path, org) as one:
        one.desk.offer(first, appeals=[pair])
        await one.start()
        await until(lambda: one.desk.last("done"))
        # Withdrawn at the desk, or kept by one that was put back: it fits the second request, and lets nobody go.
        one.desk.offer(second, appeals=[pair])
        await until(lambda: one.desk.last("refused"))
        assert one.desk.events()[-1] == ("refused", "text_release_used")
        assert one.counts["submits"] == 20
        third = case(org, 20, twist=says(BLOCKED, purpose="重新放行"))
        one.desk.offer(third, appeals=[let_go(third, classes=["fraud", "phishing"])])
        await until(lambda: one.counts["submits"] == 40)


def taken_back(made: Case, pair: Pair, by: str = "wangfang", **changes: Any) -> Signed:
    """A signed withdrawal of a release."""
    asked = decode(made.request.text.encode())
    assert isinstance(asked, Request)
    fields: dict[str, Any] = {
        "org": made.org.roots.org, "by": by, "at": asked.at, "roster": asked.roster,
        "proposal": pair.proposal.digest(), "reason": "内容有误",
    }  # fmt: skip
    return sign(AppealWithdrawal(**(fields | changes)), made.org.people[by])


def kept(one: World) -> int:
    return int(one.rows("SELECT count(*) FROM appeal_withdrawal")[0][0])


def offered(signed: Signed) -> WithdrawnText:
    return WithdrawnText(signed.text, signed.signatures[0])


BLOCKED = "请将验证码告知客服人员转入安全账户。"


@pytest.mark.parametrize("way", ["desk", "socket"])
async def test_a_release_that_was_withdrawn_lets_nothing_go_whatever_the_desk_supplies(
    tmp_path: Path, way: str
) -> None:
    org = organisation()
    # Refused as it is offered, long before anything of it could go.
    made = case(org, 20, twist=says(BLOCKED), opens=TEN + timedelta(hours=2))
    pair = let_go(made)
    act = taken_back(made, pair)
    async with world(tmp_path, org) as one:
        if way == "desk":
            one.desk.withdrawn = [offered(act)]
        await one.start()
        if way == "socket":
            question = Question("withdraw", person="zhaomin", text=act.text, signature=act.signatures[0])
            answer = await asyncio.to_thread(ask, one.home / "run" / "dispatch.sock", question)
            assert answer == {"withdraw": 1}
        await until(lambda: kept(one) == 1)
        # A desk that lies, or was put back, knows of no withdrawal any more.
        one.desk.withdrawn = []
        await one.stop()
        await one.start()
        one.desk.offer(made, appeals=[pair])
        await until(lambda: one.desk.last("refused"))
        assert one.desk.events() == [("refused", "text_release_withdrawn")]
        assert one.counts["submits"] == 0


async def test_a_send_that_waits_for_its_window_is_taken_back_when_its_release_is_withdrawn(
    tmp_path: Path,
) -> None:
    org = organisation()
    made = case(org, 20, twist=says(BLOCKED), opens=TEN + timedelta(hours=2))
    pair = let_go(made)
    async with world(tmp_path, org) as one:
        one.desk.offer(made, appeals=[pair])
        await one.start()
        await until(lambda: [tuple(row) for row in one.rows("SELECT state FROM send")] == [("waiting",)])
        one.desk.withdrawn = [offered(taken_back(made, pair))]
        await until(lambda: one.desk.last("refused"))
        assert one.desk.events() == [("refused", "text_release_withdrawn")]


async def test_a_held_send_whose_release_is_withdrawn_is_not_resumed(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    made = case(org, 400, twist=says(BLOCKED))
    pair = let_go(made)
    async with world(tmp_path, org) as one:
        one.faults(delay=0.02)
        slot = one.desk.offer(made, appeals=[pair])
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        slot.wish, slot.hold = "hold", 1
        await until(lambda: one.desk.last("held"))
        taken = await quiet(one)
        one.desk.withdrawn = [offered(taken_back(made, pair))]
        await until(lambda: kept(one) == 1)
        # A desk that lets it go on all the same is told why not, by a new hold that this resume does not lift.
        slot.wish, slot.resume = "send", resume(made, 1)
        await until(lambda: ("held", "text_release_withdrawn") in one.desk.events())
        assert await quiet(one) == taken
        assert one.rows("SELECT hold, resumed FROM send") == [(2, 0)]
        slot.hold, slot.resume = 2, resume(made, 2)
        await until(lambda: one.rows("SELECT hold FROM send") == [(3,)])
        assert "resumed" not in [event for event, _ in one.desk.events()]
        slot.wish = "stop"
        await until(lambda: one.desk.last("stopped"))


async def test_a_send_that_runs_goes_on_when_its_release_is_withdrawn(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    made = case(org, 100, twist=says(BLOCKED))
    pair = let_go(made)
    async with world(tmp_path, org) as one:
        one.faults(delay=0.02)
        one.desk.offer(made, appeals=[pair])
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        one.desk.withdrawn = [offered(taken_back(made, pair))]
        await until(lambda: one.desk.last("done"))
        assert kept(one) == 1
        assert one.counts["submits"] == 100


def stricter(org: Organisation) -> str:
    """The list in force, under another version that lets nobody release what is of the class `fraud`."""
    text = org.screening_text.replace('"fraud", "harmful"', '"harmful"')
    assert text != org.screening_text
    return text.replace('version = "', 'version = "N', 1)


async def test_what_waits_for_its_window_is_judged_again_by_the_list_in_force(tmp_path: Path) -> None:
    org = organisation()
    made = case(org, 20, twist=says(BLOCKED), opens=TEN + timedelta(hours=2))
    pair = let_go(made)
    async with world(tmp_path, org) as one:
        slot = one.desk.offer(made, appeals=[pair])
        await one.start()
        await until(lambda: one.rows("SELECT state FROM send") == [("waiting",)])
        newer = stricter(org)
        one.desk.screenings.append(newer)
        with_list(org, newer)
        one.trust()
        slot.bundle = pack(made.bundle(appeals=[pair]))
        one.desk.roster = 2
        # At once, not only when its window opens: there is time to say it otherwise.
        await until(lambda: one.desk.last("refused"))
        assert one.desk.events() == [("refused", "text_screened")]
        assert one.counts["submits"] == 0


async def test_what_runs_goes_on_under_a_list_that_blocks_it(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    made = case(org, 100, twist=says(BLOCKED))
    pair = let_go(made)
    async with world(tmp_path, org) as one:
        one.faults(delay=0.02)
        slot = one.desk.offer(made, appeals=[pair])
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        newer = stricter(org)
        one.desk.screenings.append(newer)
        with_list(org, newer)
        one.trust()
        slot.bundle = pack(made.bundle(appeals=[pair]))
        one.desk.roster = 2
        await until(lambda: one.desk.last("done"))
        assert one.counts["submits"] == 100


@pytest.mark.parametrize("lie", ["who may not", "another release", "another's signature", "a mobile number"])
async def test_a_withdrawal_that_is_none_stops_nothing(tmp_path: Path, lie: str) -> None:
    org = organisation()
    made = case(org, 20, twist=says(BLOCKED))
    pair = let_go(made)
    false = {
        "who may not": taken_back(made, pair, by="qianwei"),
        "another release": taken_back(made, pair, proposal="0" * 64),
        "another's signature": Signed(
            taken_back(made, pair).text, taken_back(made, pair, by="qianwei").signatures
        ),
        "a mobile number": taken_back(made, pair, reason="请致电13800138000"),
    }[lie]
    async with world(tmp_path, org) as one:
        one.desk.withdrawn = [offered(false)]
        await one.start()
        one.desk.offer(made, appeals=[pair])
        await until(lambda: one.desk.last("done"))
        assert one.counts["submits"] == 20
        assert kept(one) == (1 if lie in {"who may not", "another release"} else 0)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    database = open_database(database_url, role="dispatch")
    upgrade(database, DISPATCH)
    yield Store(database)
    database.close()


def test_a_lying_desk_fills_neither_memory_nor_log_with_withdrawals(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    org = organisation()
    withdrawals = Withdrawals(store)
    withdrawals.roster = lambda: org.roster
    rubbish = [WithdrawnText("{}", "x")]
    for _ in range(3):
        withdrawals.offered(rubbish)
    assert len(caplog.records) == 1
    caplog.set_level(logging.CRITICAL)
    withdrawals.offered(junk(0))
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for nth in range(1, 21):
            withdrawals.offered(junk(nth))
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < 3 * OFFERED * SIZE, grown
    caplog.clear()
    caplog.set_level(logging.WARNING)
    # Offered anew after it was left out, it is judged and told anew.
    withdrawals.offered(rubbish)
    assert len(caplog.records) == 1


OFFERED, SIZE = 50, 2_000


def junk(nth: int) -> list[WithdrawnText]:
    return [WithdrawnText(f"{nth} {place}".ljust(SIZE), "x") for place in range(OFFERED)]


def test_a_withdrawal_that_the_database_did_not_take_is_taken_with_the_next_offer(store: Store) -> None:
    org = organisation()
    made = case(org, 20, twist=says(BLOCKED))
    acts = [taken_back(made, let_go(made), by=by) for by in ("liqiang", "wangfang")]

    class Failing(Withdrawals):
        """One whose database fails once, at its first write."""

        failed = False

        def take(self, signed: Signed) -> None:
            if not self.failed:
                self.failed = True
                raise OSError("disk full")
            super().take(signed)

    withdrawals = Failing(store)
    withdrawals.roster = lambda: org.roster
    with pytest.raises(OSError, match="disk full"):
        withdrawals.offered(map(offered, acts))
    withdrawals.offered(map(offered, acts))
    with store.look() as look:
        assert look.number("SELECT count(*) FROM appeal_withdrawal") == 2


async def test_a_release_of_a_blocked_text_is_about_the_request_that_it_names(tmp_path: Path) -> None:
    org = organisation()
    made = case(org, 20)
    async with world(tmp_path, org) as one:
        one.desk.offer(made, appeals=[let_go(made, draft=2)])
        await one.start()
        await until(lambda: one.desk.last("refused"))
        assert one.desk.events() == [("refused", "text_release_other")]
        assert one.counts["submits"] == 0
