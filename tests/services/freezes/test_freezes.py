"""Freezes at the desk (R12): made by anyone, told both ways, seen by all, lifted by two; and what a loss does and ends."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from console.acting.freezes import freezes as acting
from console.acting.two_person import proposals
from console.domain import times
from console.domain.people.people import Key, Roster, Standing
from console.domain.timekeeping import Leap, Proof
from console.domain.two_person.pairs import ResumeLoss
from console.errors import ConsoleError, RefusedError
from console.locale import words
from console.services.context import Caller
from console.services.losses import losses as loss_service
from console.services.rosters import roster_judging
from console.signing.canonical import dumps
from console.store.freezes import freeze
from console.store.personnel import proposal
from console.store.tables import ledger
from console.wire import calls, dispatch, pairs
from console.wire.answers import Done, Prepared
from console.wire.credentials import losses
from console.wire.duties.deadlines import Chase
from console.wire.duties.subjects import Dispatcher
from console.wire.rosters import rosters
from console.wire.sending import freezes
from tests import asking
from tests.services.core import Core, one_clock
from tests.services.losses.test_losses import _Line, install, report, show, step
from tests.services.sending.test_sending import released

DISPATCH = "dispatch-1"


@pytest.fixture(autouse=True)
def _same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(core, monkeypatch)


@dataclass
class Told:
    """A dispatcher that takes what the desk tells it, as far as a test wants."""

    core: Core
    nonce: int = 0

    def pull(self) -> dispatch.Released:
        answer: dispatch.Released = self.core.call(DISPATCH, dispatch.PullReleased(["demo"]))
        return answer

    def signed(self, event: str, **fields: Any) -> freezes.ReportFreeze:
        self.nonce += 1
        empty = dict.fromkeys(
            ("scope", "subject", "person", "reason", "frozen_at", "loss", "proof", "why"), ""
        )
        at = times.render(self.core.at)
        whole = freezes.FreezeReport(
            org=self.core.org.roots.org, by=DISPATCH, at=at, event=event, nonce=str(self.nonce),
            **({"freeze": 0, "desk": 0} | empty | fields),
        )  # fmt: skip
        text = dumps(msgspec.to_builtins(whole))
        signature = self.core.org.service.sign(text, f"sms-freeze@{self.core.org.roots.org}")
        return freezes.ReportFreeze(text.decode(), signature)

    def tell(self, event: str, **fields: Any) -> Done:
        done: Done = self.core.call(DISPATCH, self.signed(event, **fields))
        return done

    def take(self, number: int = 5) -> dispatch.FreezeOrder:
        """Freeze what the desk orders last, and say so."""
        row = self.pull().frozen[-1]
        self.tell(
            "frozen", freeze=number, scope=row.scope, subject=row.subject, person=row.person, reason=row.reason,
            frozen_at=row.at, desk=row.id, loss=row.loss,
        )  # fmt: skip
        return row


@pytest.fixture
def dispatcher(core: Core) -> Told:
    return Told(core)


def rows(core: Core, person: str = "zhaomin", *, every: bool = False) -> list[freezes.FreezeRow]:
    found: list[freezes.FreezeRow] = core.call(person, freezes.Freezes(open=not every))
    return found


def kinds(core: Core) -> list[str]:
    with core.database.reader() as conn:
        return [kind for (kind,) in conn.execute(select(ledger.c.kind).order_by(ledger.c.seq))]


def freeze_it(
    core: Core, scope: str = "gateway", subject: str = "demo", by: str = "zhaomin", why: str = "怀疑"
) -> int:
    return int(core.call(by, freezes.Freeze(scope, subject, why)).id)


def propose(core: Core, prepared: Prepared, by: str) -> pairs.ProposalRow:
    core.enact(by, prepared)
    found: list[pairs.ProposalRow] = core.call(by, pairs.ProposalsPage())
    return next(row for row in found if not row.request)


def lift(core: Core, number: int, by: str = "zhengtao") -> pairs.ProposalRow:
    row = next(one for one in rows(core, by) if one.id == number)
    return propose(core, acting.unfreeze(_Line(core, by), row, {"reason": "已查明"}, by=by), by)


def confirm(core: Core, row: pairs.ProposalRow, by: str) -> None:
    core.enact(by, acting.confirm(_Line(core, by), row, by=by))


def test_anyone_freezes_at_once_and_the_dispatcher_is_told_and_tells(core: Core, dispatcher: Told) -> None:
    number = freeze_it(core)
    told = dispatcher.pull().frozen
    assert [(row.id, row.scope, row.subject, row.person) for row in told] == [
        (number, "gateway", "demo", "zhaomin")
    ]
    assert (rows(core)[0].number, rows(core)[0].dispatcher) == (0, "")
    dispatcher.take()
    found = rows(core, "qianwei")[0]
    assert (found.number, found.dispatcher, found.by_name, found.reason) == (5, DISPATCH, "赵敏", "怀疑")
    assert kinds(core)[-2:] == ["freeze.made", "freeze.frozen"]
    # The same person freezes it again: the same freeze.
    assert core.call("zhaomin", freezes.Freeze("gateway", "demo")).id == number
    assert len(rows(core)) == 1


@pytest.mark.parametrize(
    ("scope", "subject", "code"),
    [
        ("world", "", "freeze_scope"),
        ("all", "demo", "freeze_scope"),
        ("gateway", "", "freeze_scope"),
        ("gateway", "other", "freeze_subject"),
        ("category", "gossip", "freeze_subject"),
        ("person", "nobody", "freeze_subject"),
    ],
)
def test_what_there_is_not_cannot_be_frozen(core: Core, scope: str, subject: str, code: str) -> None:
    core.refuses(code, "zhaomin", freezes.Freeze(scope, subject))


def test_a_number_never_comes_into_the_reason_and_the_freeze_is_made(core: Core) -> None:
    core.call("zhaomin", freezes.Freeze("all", "", "打给 13800138000"))
    (row,) = core.call("zhaomin", freezes.Freezes())
    assert (row.scope, row.reason) == ("all", "打给 138****8000")


def test_what_the_dispatcher_alone_knows_is_told_once_and_shown(core: Core, dispatcher: Told) -> None:
    call = dispatcher.signed(
        "frozen", freeze=3, scope="all", person="wangfang", frozen_at=times.render(core.at), reason="演练"
    )
    assert core.call(DISPATCH, call).seq > 0
    assert core.call(DISPATCH, call).seq == 0
    found = rows(core)
    assert [(row.number, row.scope, row.by, row.reason) for row in found] == [(3, "all", "wangfang", "演练")]
    # It comes back as the desk's own, and the dispatcher says so: still one.
    dispatcher.take(3)
    assert [row.id for row in rows(core)] == [found[0].id]


def test_a_report_that_the_service_did_not_sign_is_none(core: Core, dispatcher: Told) -> None:
    good = dispatcher.signed("frozen", freeze=3, scope="all", person="wangfang")
    key = core.org.people["qianwei"]
    forged = freezes.ReportFreeze(good.text, key.sign(good.text.encode(), f"sms-freeze@{core.org.roots.org}"))
    for call in (forged, dispatcher.signed("thawed", freeze=3)):
        with pytest.raises(ConsoleError, match="bad_report"):
            core.call(DISPATCH, call)
    core.refuses("not_a_service", "qianwei", good)


def test_the_reason_is_owed_within_the_hour_by_whoever_froze(core: Core) -> None:
    number = freeze_it(core, why="")
    todo = [row for row in core.call("zhaomin", calls.Todo()) if row.what == "freeze_reason"]
    assert [(row.number, row.due) for row in todo] == [
        (str(number), times.render(core.at + timedelta(hours=1)))
    ]
    assert not [row for row in core.call("qianwei", calls.Todo()) if row.what == "freeze_reason"]
    owed = core.call("zhengtao", Chase(kind="freeze_reason")).rows
    assert [(row.who, row.late) for row in owed] == [(["zhaomin"], False)]
    core.at += timedelta(hours=2)
    assert core.call("zhengtao", Chase(kind="freeze_reason")).rows[0].late
    assert rows(core)[0].late
    core.refuses("freeze_not_yours", "qianwei", freezes.GiveFreezeReason(number, "代写"))
    core.refuses("reason_missing", "zhaomin", freezes.GiveFreezeReason(number, " "))
    core.call("zhaomin", freezes.GiveFreezeReason(number, "密码可能泄露"))
    assert (rows(core)[0].reason, rows(core)[0].due) == ("密码可能泄露", "")
    core.refuses("freeze_reason_there", "zhaomin", freezes.GiveFreezeReason(number, "改一下"))
    assert core.call("zhengtao", Chase(kind="freeze_reason")).rows == []


def test_two_managers_lift_it_and_the_dispatcher_makes_it_so(core: Core, dispatcher: Told) -> None:
    number = freeze_it(core)
    core.refuses("freeze_not_told", "zhengtao", asking.unfreeze(number, "查明"))
    # What no two people can lift is said to be so, also to who would have no part in it.
    said = [row.refusal for person in ("zhengtao", "zhaomin") for row in rows(core, person)]
    assert [one.code for one in said if one is not None] == ["freeze_not_told"] * 2
    dispatcher.take()
    core.refuses("not_your_part", "zhaomin", asking.unfreeze(number, "查明"))
    core.refuses("reason_missing", "zhengtao", asking.unfreeze(number, " "))
    row = lift(core, number)
    assert (row.kind, row.subject, row.state) == ("unfreeze", f"freeze:{number}", "open")
    core.refuses("lift_proposed_already", "sunli", asking.unfreeze(number, "查明"))
    # The General Department operates the gateway: its own manager is not outside of it, and nobody signs twice.
    core.refuses("same_person_twice", "zhengtao", asking.confirmation(row.digest))
    core.refuses("not_your_part", "chuyan", asking.confirmation(row.digest))
    waits = [one for one in core.call("jiangbo", calls.Todo()) if one.what == "confirm_unfreeze"]
    assert [one.number for one in waits] == [str(number)]
    asked = core.call("zhengtao", Chase(kind="confirm")).rows
    assert [one.number for one in asked] == [str(number)]
    assert {"jiangbo", "sunli", "zhoujian"} <= set(asked[0].who)
    assert dispatcher.pull().lifts == []
    confirm(core, row, "jiangbo")
    assert len(dispatcher.pull().lifts) == 1
    assert rows(core)[0].lifted == ""
    dispatcher.tell("lifted", freeze=5, scope="gateway", subject="demo", desk=number, proof=row.digest)
    assert rows(core) == []
    assert [(one.lifted != "", one.proof) for one in rows(core, every=True)] == [(True, row.digest)]
    assert dispatcher.pull().lifts == []
    assert dispatcher.pull().frozen == []
    assert core.call("zhengtao", pairs.ProposalsPage(open=False))[0].state == "applied"
    assert kinds(core)[-3:] == ["proposal.made", "proposal.confirmed", "freeze.lifted"]


def test_what_the_dispatcher_refuses_may_be_proposed_anew(core: Core, dispatcher: Told) -> None:
    number = freeze_it(core)
    dispatcher.take()
    row = lift(core, number)
    confirm(core, row, "jiangbo")
    dispatcher.tell("lift_refused", proof=row.digest, why="pair_not_allowed")
    found = core.call("zhengtao", pairs.ProposalsPage(open=False))[0]
    assert (found.state, found.why) == ("refused", "pair_not_allowed")
    core.at += timedelta(minutes=1)
    assert lift(core, number).state == "open"


def test_a_proposal_ends_with_its_days_or_with_its_freeze(core: Core, dispatcher: Told) -> None:
    number = freeze_it(core)
    dispatcher.take()
    row = lift(core, number)
    with core.database.writer() as conn:
        conn.execute(update(freeze).values(lifted=times.render(core.at)))
    core.refuses("freeze_over", "jiangbo", asking.confirmation(row.digest))
    assert core.call("jiangbo", pairs.ProposalsPage(open=False))[0].state == "overtaken"
    with core.database.writer() as conn:
        conn.execute(update(freeze).values(lifted=""))
        conn.execute(update(proposal).values(expires=times.render(core.at)))
    core.refuses("proposal_expired", "jiangbo", asking.confirmation(row.digest))


def test_nobody_lifts_the_freeze_of_himself(core: Core, dispatcher: Told) -> None:
    number = freeze_it(core, "person", "sunli")
    dispatcher.take()
    core.refuses("about_himself", "sunli", asking.unfreeze(number, "没事"))
    row = lift(core, number)
    core.refuses("about_himself", "sunli", asking.confirmation(row.digest))


# ---- what a loss does, and what ends it


def test_a_lost_password_freezes_its_gateway_and_no_release_goes_through_it(
    core: Core, dispatcher: Told
) -> None:
    request = core.cleared()
    case = report(core)
    told = dispatcher.pull().frozen
    assert [(row.scope, row.subject, row.reason, row.loss) for row in told] == [
        ("gateway", "demo", "leak", case.row.digest)
    ]
    view = core.view("qianwei", request)
    core.refuses("gateway_lost", "qianwei", asking.step("release", request, view.head, slot=1, count=20))
    dispatcher.take()
    row = rows(core)[0]
    assert (row.loss, row.reason, row.due) == (case.row.number, "", "")
    core.refuses("freeze_of_loss", "zhengtao", asking.unfreeze(row.id, "没事"))


@pytest.mark.parametrize(
    ("kind", "frozen"), [("leak", 1), ("medium_lost", 1), ("left_office", 1), ("forgotten", 0)]
)
def test_a_lost_key_freezes_what_it_signed_unless_it_is_only_forgotten(
    core: Core, dispatcher: Told, kind: str, frozen: int
) -> None:
    report(core, subject="key", name="sunli", kind=kind)
    assert [(row.scope, row.subject) for row in dispatcher.pull().frozen] == [("person", "sunli")] * frozen


def installed(core: Core, fingerprint: str = "AAAA BBBB CCCC DDDD") -> losses.LossView:
    """A case up to the custodian's signed installation."""
    case = report(core)
    for name in ("told", "acknowledged", "certified", "requested", "reissued"):
        case = step(core, case, name)
    install(core, fingerprint)
    return step(core, case, "installed")


def test_a_gateway_is_resumed_by_custodian_and_manager_with_the_proved_password_alone(
    core: Core, dispatcher: Told
) -> None:
    early = report(core)
    dispatcher.take()
    core.refuses("loss_step_early", "fenglei", asking.resume_loss(early.row.digest, "已换"))
    case = early
    for name in ("told", "acknowledged", "certified", "requested", "reissued"):
        case = step(core, case, name)
    install(core)
    core.refuses("loss_step_early", "fenglei", asking.resume_loss(case.row.digest, "已换"))
    case = step(core, case, "installed")
    core.refuses("not_your_part", "zhengtao", asking.resume_loss(case.row.digest, "已换"))
    line = _Line(core, "fenglei")
    with pytest.raises(ConsoleError, match="prepared_differs"):
        acting.resume(line, case, "EEEE EEEE EEEE EEEE", {"reason": "已换"}, by="fenglei")
    row = propose(
        core, acting.resume(line, case, "AAAA BBBB CCCC DDDD", {"reason": "已换"}, by="fenglei"), "fenglei"
    )
    core.refuses("not_your_part", "sunli", asking.confirmation(row.digest))
    # Another password is in force meanwhile: what was proposed is not so any more.
    install(core, "FFFF FFFF FFFF FFFF")
    core.refuses("other_password", "zhengtao", asking.confirmation(row.digest))
    with core.database.writer() as conn:
        act = msgspec.json.decode(row.text, type=dict)["act"]
        from console.store.credentials import credential

        conn.execute(update(credential).values(fingerprint=act["fingerprint"], installed=act["installed"]))
    confirm(core, row, "zhengtao")
    assert show(core, case.row.id).row.resumed == ""
    dispatcher.tell(
        "lifted", freeze=5, scope="gateway", subject="demo", loss=case.row.digest, proof=row.digest
    )
    found = show(core, case.row.id)
    assert found.row.resumed
    assert [(one.step, one.by) for one in found.steps if one.step == "resumed"] == [("resumed", "zhengtao")]
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=20)
    assert rows(core) == []


def test_the_resumption_names_the_installation_that_the_custodian_signed(
    core: Core, dispatcher: Told
) -> None:
    case = installed(core)
    dispatcher.take()
    install(core, "FFFF FFFF FFFF FFFF")
    core.refuses("other_password", "fenglei", asking.resume_loss(case.row.digest, "已换"))


def test_a_person_s_case_is_resumed_by_no_pair(core: Core) -> None:
    case = report(core, subject="key", name="zhaomin")
    core.refuses("loss_by_roster", "fenglei", asking.resume_loss(case.row.digest, "已换"))
    with pytest.raises(ConsoleError, match="no_such_loss"):
        core.call("fenglei", asking.resume_loss("0" * 64, "已换"))


def _with(core: Core, standing: Standing, keys: list[Key] | None = None) -> Roster:
    """The next version, naming zhaomin so."""
    with core.context(Caller("hanxue"), write=False) as ctx:
        newest = roster_judging.newest(ctx)
    people = [
        msgspec.structs.replace(p, standing=standing, keys=keys or p.keys) if p.id == "zhaomin" else p
        for p in newest.roster.people
    ]
    at = times.render(core.at)
    return msgspec.structs.replace(
        newest.roster, people=people, version=newest.roster.version + 1, previous=newest.digest, at=at
    )


def not_ready(core: Core, roster: Roster) -> str:
    with core.context(Caller("hanxue"), write=False) as ctx:
        refusal = roster_judging.unfit(ctx, roster, roster_judging.newest(ctx))
    assert refusal is None or refusal.clause == "R12"
    return refusal.code if refusal else ""


def test_no_roster_version_brings_a_person_back_before_certificate_and_request_or_with_the_lost_key(
    core: Core,
) -> None:
    case = report(core, subject="key", name="zhaomin")
    core.at += timedelta(minutes=1)
    assert not_ready(core, _with(core, Standing.ACTIVE)) == "loss_step_early"
    assert not_ready(core, _with(core, Standing.SUSPENDED)) == ""
    for name in ("acknowledged", "certified", "requested"):
        case = step(core, case, name, "sunli" if name == "certified" else "")
    same = _with(core, Standing.ACTIVE)
    assert not_ready(core, same) == "loss_key_there"
    old = next(p for p in same.people if p.id == "zhaomin").keys
    at = times.render(core.at)
    keys = [msgspec.structs.replace(k, revoked=at) for k in old]
    new = Key(core.org.people["shenyu"].public + "x", at, "")
    back = _with(core, Standing.ACTIVE, [*keys, new])
    with core.context(Caller("hanxue"), write=True) as ctx:
        assert loss_service.not_ready(ctx, back) is None
        loss_service.back_with(ctx, back, "hanxue", "cd" * 32)
    found = show(core, case.row.id)
    assert found.row.resumed
    assert [one.digest for one in found.steps if one.step == "resumed"] == ["cd" * 32]


# ---- arming again


def beat(core: Core, unarmed: str) -> None:
    core.call(DISPATCH, dispatch.Heartbeat({"demo": "up"}, [], unarmed, "the database file is a copy"))


def test_a_dispatcher_that_asks_is_armed_again_by_two(core: Core, dispatcher: Told) -> None:
    beat(core, "")
    core.refuses("rearm_not_asked", "fenglei", asking.rearm(DISPATCH, "已查"))
    beat(core, "0f" * 16)
    found: list[freezes.DispatcherRow] = core.call("fenglei", freezes.Dispatchers())
    assert [(row.id, row.unarmed, row.refusal) for row in found] == [(DISPATCH, "0f" * 16, None)]
    core.refuses("not_your_part", "qianwei", asking.rearm(DISPATCH, "已查"))
    # The custodian finds it in their turn, until it is proposed; nobody else does.
    (owed,) = (one for one in core.call("fenglei", calls.Todo()) if one.what == "rearm")
    assert (owed.subject, owed.number) == (Dispatcher(DISPATCH), DISPATCH)
    assert "rearm" not in {one.what for one in core.call("zhengtao", calls.Todo())}
    row = propose(
        core, acting.rearm(_Line(core, "fenglei"), found[0], {"reason": "已查"}, by="fenglei"), "fenglei"
    )
    assert (row.subject, row.number) == (f"dispatcher:{DISPATCH}", DISPATCH)
    assert "rearm" not in {one.what for one in core.call("fenglei", calls.Todo())}
    assert [one.proposal for one in core.call("fenglei", freezes.Dispatchers())] == [row.digest]
    core.refuses("not_your_part", "zhoujian", asking.confirmation(row.digest))
    beat(core, "1e" * 16)
    core.refuses("rearm_not_asked", "zhengtao", asking.confirmation(row.digest))
    beat(core, "0f" * 16)
    confirm(core, row, "zhengtao")
    assert len(dispatcher.pull().lifts) == 1
    dispatcher.tell("rearmed", proof=row.digest)
    assert dispatcher.pull().lifts == []
    assert core.call("fenglei", freezes.Dispatchers())[0].unarmed == ""


def test_the_clock_of_the_desk_itself_is_accepted_by_two_at_the_desk(core: Core) -> None:
    wall, passed = [1_000_000.0], [0.0]
    core.desk.live.leap = leap = Leap(lambda: wall[0], lambda: passed[0], Proof(lambda: False, 30.0))
    assert not leap.unproved()
    core.refuses("rearm_not_asked", "fenglei", asking.rearm("desk", "已核对"))
    assert [row.id for row in core.call("fenglei", freezes.Dispatchers())] == [DISPATCH]
    wall[0] += 7_200.0
    assert leap.unproved()
    found: list[freezes.DispatcherRow] = core.call("fenglei", freezes.Dispatchers())
    row = found[-1]
    assert (row.id, row.why, row.refusal) == ("desk", "desk_clock_ahead", None)
    core.refuses("not_your_part", "qianwei", asking.rearm("desk", "已核对"))
    # Who proposes to accept it finds it in their turn; in a house with an administrator, they do.
    assert "desk_clock_ahead" in {one.code for one in core.call("shenyu", rosters.Alerts())}
    (duty,) = (one for one in core.call("fenglei", calls.Todo()) if one.what == "lacking")
    assert (duty.alert.code, duty.because) == ("desk_clock_ahead", "clock")
    prepared = acting.rearm(_Line(core, "fenglei"), row, {"reason": "已核对"}, by="fenglei")
    proposed = propose(core, prepared, "fenglei")
    core.refuses("not_your_part", "zhoujian", asking.confirmation(proposed.digest))
    # Another doubt has another mark: what was proposed for this one ends no later one.
    wall[0] -= 7_200.0
    assert not leap.unproved()
    wall[0] += 7_200.0
    assert leap.unproved()
    core.refuses("rearm_not_asked", "zhengtao", asking.confirmation(proposed.digest))
    found = core.call("fenglei", freezes.Dispatchers())
    prepared = acting.rearm(_Line(core, "fenglei"), found[-1], {"reason": "已核对"}, by="fenglei")
    proposed = propose(core, prepared, "fenglei")
    confirm(core, proposed, "zhengtao")
    assert not leap.unproved()
    assert [row.id for row in core.call("fenglei", freezes.Dispatchers())] == [DISPATCH]
    rows: list[pairs.ProposalRow] = core.call("fenglei", pairs.ProposalsPage(open=False))
    assert next(one.state for one in rows if one.digest == proposed.digest) == "applied"
    # No dispatcher is asked to carry it out.
    assert core.call(DISPATCH, dispatch.PullReleased(["demo"])).lifts == []


def test_a_program_signs_no_other_act_than_the_one_that_was_read(core: Core, dispatcher: Told) -> None:
    number = freeze_it(core)
    dispatcher.take()
    row = lift(core, number)
    signed = proposals.read(row)
    for bent in (
        msgspec.structs.replace(row, text=row.text.replace("demo", "dem2")),
        msgspec.structs.replace(row, digest="0" * 64),
    ):
        with pytest.raises(ConsoleError, match="prepared_differs"):
            proposals.read(bent)
    assert not isinstance(signed.act, ResumeLoss)
    shown = next(one for one in rows(core, "sunli") if one.id == number)
    with pytest.raises(RefusedError):
        acting.unfreeze(_Line(core, "sunli"), shown, {"reason": "查明"}, by="sunli")


class _Desk:
    """A desk that is there, refuses, or is gone."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def call(self, _call: Any) -> Any:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_a_freeze_goes_both_ways_and_one_of_them_is_enough() -> None:
    call, gone = freezes.Freeze("all", "", "演练"), ConsoleError("desk_gone")
    done = Done(9, 4, "4")

    def there(_question: Any) -> Any:
        return {"freeze": 2}

    def nobody(_question: Any) -> Any:
        raise ConsoleError("dispatcher_gone")

    def of(desk: Any, ask: Any) -> acting.Frozen:
        return acting.freeze(lambda: _Desk(desk), ask, call, "wangfang")

    assert of(done, there) == acting.Frozen(4, 2)
    assert of(gone, there) == acting.Frozen(0, 2, None, "desk_gone")
    assert of(done, nobody) == acting.Frozen(4, 0, None, "dispatcher_gone")
    with pytest.raises(ConsoleError, match="desk_gone"):
        of(gone, nobody)

    def promising(_question: Any) -> Any:
        return {"freeze": 2, "promised": 1}

    assert of(done, promising) == acting.Frozen(4, 2, promised=True)
    lost = of(ConsoleError("database_gone"), promising)
    assert lost == acting.Frozen(0, 2, None, "database_gone", promised=True)
    for lang, alone, again in (("zh", "数据库连不上", "重新请求"), ("en", "database is gone", "ask again")):
        assert alone in words.road(of(done, promising), lang)
        assert again in words.road(lost, lang)
        assert again not in words.road(of(gone, there), lang)


@pytest.mark.parametrize(
    ("subject", "kind", "scopes"),
    [
        ("gateway", "forgotten", ["gateway"]),
        ("key", "leak", ["person"]),
        ("key", "forgotten", []),
        ("pen", "leak", []),
    ],
)
def test_a_loss_is_reported_both_ways_and_the_dispatcher_stops_also_without_a_desk(
    subject: str, kind: str, scopes: list[str]
) -> None:
    asked: list[Any] = []

    def ask(question: Any) -> Any:
        asked.append(question)
        raise ConsoleError("dispatcher_gone")

    def told(desk: Any) -> list[str]:
        asked.clear()
        call = losses.ReportLoss(subject, "demo", kind, "2026-11-24T03:00:00Z")
        if isinstance(desk, Exception):
            with pytest.raises(type(desk)):
                acting.report_loss(lambda: _Desk(desk), ask, call, "wangfang")
        else:
            assert acting.report_loss(lambda: _Desk(desk), ask, call, "wangfang") == desk
        return [one.scope for one in asked]

    assert told(Done(9, 4, "4")) == scopes
    assert told(ConsoleError("desk_gone")) == scopes
    # What the desk refuses freezes nothing: it is no loss.
    assert told(ConsoleError("no_such_request")) == []


def test_a_request_of_another_department_is_frozen_read_and_lifted_by_its_number(
    core: Core, dispatcher: Told
) -> None:
    request = released(core)
    number = freeze_it(core, "request", str(request), by="jiangbo")
    dispatcher.take()
    row = lift(core, number, "zhengtao")
    # Business released it: its own manager is not outside of it.
    core.refuses("not_your_part", "sunli", asking.confirmation(row.digest))
    # They manage credit, and may read nothing of business.
    assert [one.id for one in rows(core, "jiangbo")] == [number]
    confirm(core, row, "jiangbo")
    assert len(dispatcher.pull().lifts) == 1


@pytest.mark.parametrize("subject", ["424242", "9" * 20, "9" * 10, "9" * 5000, "²", "x"])
def test_a_freeze_of_a_request_that_there_is_not_hides_no_other_and_is_lifted(
    core: Core, dispatcher: Told, subject: str
) -> None:
    number = freeze_it(core)
    dispatcher.take()
    dispatcher.tell(
        "frozen",
        freeze=6,
        scope="request",
        subject=subject,
        person="zhaomin",
        frozen_at=times.render(core.at),
    )
    strange, real = rows(core, "zhengtao")
    assert (real.id, strange.subject) == (number, subject)
    if len(subject) < 200:
        confirm(core, lift(core, strange.id), "zhoujian")
        assert len(dispatcher.pull().lifts) == 1
    core.refuses("freeze_subject", "zhaomin", freezes.Freeze("request", subject))


def test_one_person_s_freezes_are_bounded_and_everything_is_always_frozen(core: Core) -> None:
    for person in ("sunli", "zhengtao", "jiangbo"):
        freeze_it(core, "person", person)
    core.refuses("freeze_many", "zhaomin", freezes.Freeze("person", "zhoujian"))
    freeze_it(core, "person", "zhaomin")
    with core.database.writer() as conn:
        conn.execute(freeze.delete().where(freeze.c.subject == "zhaomin"))
        mine = {
            "by": "zhaomin",
            "number": 0,
            "dispatcher": "",
            "reason": "",
            "loss": "",
            "lifted": "",
            "proof": "",
        }
        conn.execute(
            freeze.insert(),
            [mine | {"scope": "request", "subject": str(n), "at": times.render(core.at)} for n in range(17)],
        )
    core.refuses("freeze_many", "zhaomin", freezes.Freeze("gateway", "demo"))
    freeze_it(core, "all", "")
    freeze_it(core, "gateway", "demo", by="qianwei")
