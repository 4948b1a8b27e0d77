"""My turn and the chase board are one stream: what is one's own of it, and all of it, in every house that the tests know."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import chain
from typing import Final, NamedTuple

import pytest

from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint, EndPost
from console.domain.rosters.rule_files import Kind
from console.domain.times import parse, render
from console.launch.organisation import DEMO_PACK
from console.services.context import Caller
from console.wire import calls, pairs
from console.wire.contacts import complaints as complaint_calls
from console.wire.credentials import envelopes, losses
from console.wire.dispatch import (
    CodeRefusal,
    Heartbeat,
    PullReleased,
    ReportCodeRefusals,
    ReportUntaken,
    Untaken,
)
from console.wire.duties.deadlines import KINDS, Chase, ChaseRow
from console.wire.duties.here import TodoRow
from console.wire.duties.subjects import (
    Application,
    Complaint,
    Freeze,
    Loss,
    Proposal,
    Request,
    Version,
    Watched,
)
from console.wire.duties.watch import WatchDetail
from console.wire.notices.outward import TROUBLES
from console.wire.people import enrolment
from console.wire.rosters import rosters
from console.wire.sending import freezes, sends
from console.wire.upkeep.upkeep import AskSupport
from tests.services import quarters
from tests.services.archive.test_archive import custody, move
from tests.services.archive.test_archive import sent as ended
from tests.services.archive.test_emergencies import enter
from tests.services.complaints.test_complaints import about, entered
from tests.services.core import AT, Core, bank, one_clock, open_core
from tests.services.credentials.test_envelopes import KEEPER, ask_to_open, day, sealed
from tests.services.credentials.test_expiries import enter as ends
from tests.services.credentials.test_hand_overs import WITNESS, told, whole
from tests.services.duties.test_chase import propose, publish
from tests.services.duties.test_obstacles import files
from tests.services.erasure.test_erasing import erased
from tests.services.erasure.test_erasing import sent as to_erase
from tests.services.freezes.test_freezes import Told, beat, freeze_it
from tests.services.losses.test_losses import install, report
from tests.services.people.test_enrolment import Desk, form
from tests.services.people.test_lockouts import guess
from tests.services.people.test_orders import deputy, suspend
from tests.services.replies.test_replies import OTHER
from tests.services.replies.test_replies import told as replied
from tests.services.requests.test_deadlines import asked, cleared, sweep, window
from tests.services.rosters.test_rule_files import bring, words
from tests.services.sending.test_sending import DISPATCH, released
from tests.services.sending.test_sending import report as tells
from tests.services.templates.test_templates import write
from tests.services.two_person.test_pairs import doubtful
from tests.services.two_person.test_pairs import propose as settle
from tests.services.watch.test_watch import looked as watched
from tests.services.ways import remembered
from tests.world import numbers

Key = tuple[object, ...]
_TOLD: Final = {
    "late": "decide",
    "loss_late": "loss",
    "watch_told": "watch",
    "secret_change_late": "secret_change",
    "trouble_told": "trouble",
}
_ALIKE: Final = {
    "refused": "release",
    "held_back": "release",
    "carry_out_hand_over": "hand_over",
    **_TOLD,
    **dict.fromkeys(TROUBLES, "trouble"),
}


# ---- the houses


@remembered
def under_way(core: Core) -> None:
    """Requests at every step, one of them late and one with a deputy; a settlement to confirm."""
    asked(core)
    paper = core.requested("other", "credit")
    core.step("jiangbo", "approval", paper)
    back = asked(core)
    core.step("sunli", "return", back, text="改")
    cleared(core)
    cleared(core, window(core, timedelta(), timedelta(minutes=1)))
    doubtful(core)
    settle(core, doubtful(core))
    core.call("zhaomin", calls.SaveDraft(core.draft(core.add_list())))
    core.at += timedelta(minutes=2)
    sweep(core)
    deputy(core)
    core.requested("promotion", "general")


@remembered
def late(core: Core) -> None:
    """Decisions whose last day has come, and an operator who was suspended while a slot waits."""
    Desk(core).apply(form())
    asked(core, category="promotion")
    core.requested("other", "credit")
    cleared(core)
    core.at = AT + timedelta(days=6, hours=20)
    suspend(core, "wangfang", "jiangbo")


@remembered
def staffed(core: Core) -> None:
    """A version to be signed, a pledge that is lacking, somebody locked, a post that nobody holds."""
    desk = Desk(core)
    desk.filed(form())
    guess(core, "jiangbo", times=5)
    publish(core, EndPost("zhoujian", Post.GENERAL_MANAGER, "", render(core.at)))
    with core.database.writer() as conn:
        conn.exec_driver_sql("DELETE FROM pledge WHERE person = 'qianwei'")
    core.at += timedelta(minutes=1)
    propose(core, Appoint("wuhong", Post.AUDITOR, "", render(AT)))


@remembered
def secrets(core: Core) -> None:
    """A loss whose first steps are overdue, a freeze without a reason, a gateway that stopped by itself, a dispatcher to arm again, an end that is near, envelopes."""
    desk = Desk(core)
    desk.decide("sunli", "authorise", desk.apply(form()))
    install(core)
    ends(core, 10)
    sealed(core)
    told(core, "rotated")
    report(core)
    freeze_it(core, why="", subject="demo", by="zhaomin")
    Told(core).tell("frozen", freeze=9, scope="gateway", subject="demo", reason="brake_lost: 32/16")
    beat(core, "0f" * 16)
    core.at += timedelta(hours=2)


@remembered
def passed_on(core: Core) -> None:
    """A hand-over that two have still to sign, then one that everybody signed; secrets that were not changed in time."""
    desk = Desk(core)
    application = desk.apply(form())
    desk.decide("sunli", "authorise", application)
    desk.decide("liqiang", "approve", application)
    install(core)
    sealed(core, check=day(core, 2))
    whole(core)
    core.at += timedelta(days=3)
    ask_to_open(core, KEEPER)


@remembered
def shelved(core: Core) -> None:
    """Paper that is owed, a loan that is over, a destruction, an emergency send, a quarter that has ended."""
    ended(core)
    lent = custody(core)
    move(core, "wangfang", lent, "lend", who="审计员沈雨", due="2026-11-25", words="年度检查")
    move(core, "wangfang", custody(core, "C-2"), "destroy", words="保存期满")
    enter(core)
    core.at = quarters.OVER
    quarters.head_signed(core)


@remembered
def answered(core: Core) -> None:
    """A complaint to answer, one to close, replies that a person has to read, and questions for support."""
    desk = Desk(core)
    desk.decide("sunli", "return", desk.apply(form()))
    _, number = about(core)
    entered(core, form=number)
    which = entered(core, form=number, reference="12321-89")
    core.call("qianwei", complaint_calls.AnswerComplaint(which, "好"))
    replied(core, (OTHER, "怎么退订?"), request=released(core, 20), slot=1)
    for who in ("zhaomin", "jiangbo"):
        core.call(who, AskSupport("use", "导入", "第二列怎么选"))


@remembered
def ending(core: Core) -> None:
    """A broken envelope, whose password was not changed in time, and a roster that ends soon."""
    install(core)
    sealed(core)
    core.call(WITNESS, envelopes.CheckEnvelope("2026-E001", False, "", "边角撕开"))
    with core.context(Caller("shenyu"), write=False) as ctx:
        core.at = parse(ctx.roster.expires) - timedelta(days=5)


@remembered
def gone(core: Core) -> None:
    """Numbers whose time has been over for a day."""
    to_erase(core)
    core.at += timedelta(days=1)


@remembered
def forgotten(core: Core) -> None:
    """Numbers that were erased, by a dispatcher that was armed again since."""
    erased(core, to_erase(core))
    core.at += timedelta(days=40)
    Told(core).tell("rearmed", proof="0" * 64)


@remembered
def refused(core: Core) -> None:
    """A send of which all refuse by the provider's code; a template that another screening list blocks."""
    request = released(core, 40)
    rows = [CodeRefusal(num, "promotion", "demo", "UNDELIV MB:1042", request, 1, 1) for num in numbers(40)]
    core.call(DISPATCH, ReportCodeRefusals(rows))
    write(core, body="请到金玉满堂厅办理{事}。")
    core.at += timedelta(minutes=1)
    publish(core, bring(core, Kind.SCREENING, words(core, ('"仅限内部", ', '"仅限内部", "金玉满堂", '))))


@remembered
def untaken(core: Core) -> None:
    """A released send that the dispatcher cannot take in."""
    request = released(core, 20)
    (row,) = core.call(DISPATCH, PullReleased(["demo"])).rows
    core.call(DISPATCH, ReportUntaken([Untaken(request, 1, row.release, "list_root", render(core.at))]))


@remembered
def stopped(core: Core) -> None:
    """A send that its manager held an hour ago; a ledger that does not follow."""
    request = released(core, 20)
    tells(core, request, "started", queued=20)
    core.call("sunli", sends.HoldSlot(request, 1, "客户投诉"))
    tells(core, request, "held", reason="held", queued=20)
    core.at += timedelta(hours=1)
    core.call(DISPATCH, Heartbeat({"demo": "up"}, files(core), holds=["ledger_forked"]))


@remembered
def unusual(core: Core) -> None:
    """A send of which half failed."""
    quarters.sent(core, n=600, delivered=300, undelivered=300)
    watched(core)


House = Callable[[Core], None]
HOUSES: Final[dict[House, set[str]]] = {
    under_way: {"decide", "accept", "revise", "release", "extend", "unknown", "confirm", "paper"},
    late: {"authorise_application", "decide", "lacking", "rules"},
    staffed: {"carry_out", "confirm_roster", "lacking", "pledge", "unlock"},
    secrets: {
        "approve_application",
        "envelope_stale",
        "expiry",
        "freeze_reason",
        "go_on",
        "loss",
        "rearm",
        "trouble",
    },
    passed_on: {"confirm", "envelope_check", "file_application", "hand_over"},
    ending: {"secret_change", "renew_roster"},
    shelved: {"destroy_paper", "emergency", "filing", "loan", "paper", "sample"},
    answered: {"complaint", "complaint_close", "replies", "revise_application", "support"},
    refused: {"code_refusals", "template", "trouble"},
    untaken: {"untaken"},
    stopped: {"held", "trouble"},
    unusual: {"watch"},
    gone: {"erasure_due"},
    forgotten: {"erasure_again"},
}
"""What is owed in each."""


@pytest.fixture(params=HOUSES, ids=lambda house: house.__name__)
def house(request: pytest.FixtureRequest) -> House:
    found: House = request.param
    return found


@pytest.fixture
def furnished(database_url: str, house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Core]:
    """A house with what is owed there; where numbers go, its policy lets them go as soon as a send is over."""
    goes = house in {gone, forgotten}
    org = bank(policy_pack=DEMO_PACK) if goes else None
    core = open_core(database_url, org)
    one_clock(core, monkeypatch)
    house(core)
    yield core
    core.database.close()


class Owed(NamedTuple):
    """What a house's two pages say, read once: the board, and everybody's turn."""

    board: list[ChaseRow]
    turns: dict[str, list[TodoRow]]


_OWED: Final[dict[str, Owed]] = {}


@pytest.fixture
def owed(furnished: Core) -> Owed:
    """Read in the first test of a house that is copied for the next; those only compare."""
    way = furnished.trail.name
    if way in _OWED:
        return _OWED[way]
    read = Owed(board(furnished), {person: turn(furnished, person) for person in everybody(furnished)})
    if way:
        _OWED[way] = read
    return read


# ---- what is the same


def board(core: Core, **asked_for: str) -> list[ChaseRow]:
    rows: list[ChaseRow] = core.call("shenyu", Chase(limit=1000, **asked_for)).rows
    return rows


def turn(core: Core, person: str) -> list[TodoRow]:
    rows: list[TodoRow] = core.call(person, calls.Todo())
    return [row for row in rows if row.what != "draft"]


def everybody(core: Core) -> list[str]:
    return [one.id for one in core.call("shenyu", calls.People())]


def kind(row: TodoRow) -> str:
    """What the board calls it."""
    for beginning in ("loss", "filing"):
        if row.what.startswith(f"{beginning}_"):
            return beginning
    if row.what.startswith("confirm") and row.what != "confirm_roster":
        return "confirm"
    return _ALIKE.get(row.what, row.what)


def of_mine(row: TodoRow) -> Key:
    step = row.because if isinstance(row.subject, Loss) else ""
    return kind(row), row.subject, step, row.due, row.since, row.department


def of_all(row: ChaseRow) -> Key:
    step = row.title if isinstance(row.subject, Loss) else ""
    return row.what, row.subject, step, row.until, row.since, row.department


def bears(row: TodoRow) -> bool:
    return row.what not in {*_TOLD, "complaint_signed"}


def the_same(rows: list[ChaseRow], turns: dict[str, list[TodoRow]]) -> set[str]:
    """Hold the two against each other, and tell which kinds there were."""
    owed = {of_all(row): row for row in rows}
    assert len(owed) == len(rows), "nothing stands there twice"
    mine = {of_mine(row) for row in chain(*turns.values())}
    told = {row.subject for row in chain(*turns.values()) if row.what == "complaint_signed"}
    assert {key for key in mine if key[0] != "complaint_signed"} <= set(owed)
    assert told <= {row.subject for row in owed.values()}
    for key, row in owed.items():
        able = {*row.who, *(deputy for deputy, _ in row.in_place)}
        found = {p for p, rows in turns.items() if any(of_mine(one) == key and bears(one) for one in rows)}
        # Who sees to it that others fill a post is told by the same row.
        assert (able <= found) if row.alert is not None else (able == found), (key, able, found)
        assert able or row.remedy, "where nobody can, something helps"
    return {row.what for row in owed.values()}


def test_every_kind_is_owed_in_one_of_the_houses() -> None:
    assert set().union(*HOUSES.values()) == set(KINDS)


def test_what_is_mine_of_everybody_together_is_the_chase_board(owed: Owed, house: House) -> None:
    assert the_same(owed.board, owed.turns) >= HOUSES[house]


def test_a_person_finds_on_the_board_by_name_what_is_theirs(furnished: Core, owed: Owed) -> None:
    names = {one.id: one.name for one in furnished.call("shenyu", calls.People())}
    asked_for = 0
    for person, rows in owed.turns.items():
        theirs = {of_mine(row) for row in rows if bears(row) and row.alert is None}
        if theirs:
            asked_for += 1
            assert theirs <= {of_all(row) for row in board(furnished, text=names[person])}, person
    assert asked_for


def test_a_department_is_asked_for_what_is_its_own_and_nothing_is_lost_between_them(
    furnished: Core, owed: Owed
) -> None:
    every = {of_all(row) for row in owed.board}
    departments = [one.id for one in furnished.call("shenyu", calls.Departments())]
    parts = [{of_all(row) for row in board(furnished, department=one)} for one in departments]
    assert set().union(*parts) == {key for key in every if key[-1]}


def test_asked_kind_by_kind_the_board_is_the_same(furnished: Core, owed: Owed) -> None:
    # Asked for all kinds, the desk first looks which sources have anything at all.
    parts = list[set[Key]]()
    for one in KINDS:
        rows = board(furnished, kind=one)
        assert {row.what for row in rows} <= {one}
        parts.append({of_all(row) for row in rows})
    assert set().union(*parts) == {of_all(row) for row in owed.board}


def test_whoever_is_named_may_do_it_or_is_told_why_not(furnished: Core, owed: Owed) -> None:
    for row in owed.board:
        for person in row.who:
            assert refusal(furnished, person, row) in {"", "no_pledge", "roster_expired"}, (person, row)


def refusal(core: Core, person: str, row: ChaseRow) -> str:
    """Why that person may not do what they are named for; opening what it is about is part of it."""
    match row.subject:
        case Request(request=request) if row.what in _ACTS:
            allowed = core.view(person, request).allowed[_ACTS[row.what]]
        case Application(application=application) if row.what in _DECISIONS:
            view = core.call(person, enrolment.ApplicationDetail(application))
            allowed = view.allowed[_DECISIONS[row.what]]
        case Proposal(digest=digest):
            answer = core.call(person, pairs.ProposalsPage(open=True))
            allowed = next(one for one in answer if one.digest == digest).refusal
        case Version(digest=digest):
            allowed = core.call(person, rosters.RosterProposals(digest)).rows[0].refusal
        case Loss(loss=case):
            view = core.call(person, losses.LossDetail(case))
            allowed = next(one for one in view.steps if one.step == row.title).refusal
        case Complaint(complaint=complaint):
            view = core.call(person, complaint_calls.ComplaintDetail(complaint))
            allowed = view.allowed["answer" if row.what == "complaint" else "close"]
        case Freeze(freeze=number) if row.what == "go_on":
            frozen = core.call(person, freezes.Freezes())
            allowed = next(one for one in frozen if one.id == number).refusal
        case Watched(request=request):
            allowed = core.call(person, WatchDetail(request)).allowed["acknowledge"]
        case _:
            return ""
    return allowed.code if allowed is not None else ""


_ACTS: Final = {
    "decide": "approve",
    "accept": "accept",
    "revise": "submit",
    "release": "release",
    "extend": "extend",
}
_DECISIONS: Final = {
    "authorise_application": "authorise",
    "approve_application": "approve",
    "file_application": "file",
}
