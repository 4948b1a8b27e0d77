"""What the desk prepares and what was asked for: whatever a lying desk alters of an act, its signer's own program refuses it.

Every leaf of every act that takes a question of the kind Prepare… is altered, far and by a hair; what may pass is in FREE alone,
with the reason.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NoReturn

import msgspec
import pytest

from console.acting import custody, emergencies, erasure, filing, losses, samples, steps
from console.acting.approvals import decisions
from console.acting.contacts import resubscribing
from console.acting.freezes import freezes
from console.acting.people import enrolment, pledges
from console.acting.rosters import department_rules
from console.acting.two_person import appeals, pairs, trials
from console.domain.archive.check_code import check_code
from console.domain.filing.filing import FilingReceipt, FilingReturn
from console.domain.leaves import noun_of
from console.domain.losses.losses import ACT_OF, Step
from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint
from console.domain.times import render
from console.domain.two_person.pairs import ContinueThrough, Proposal, Settle, TwoPersonAct
from console.errors import ConsoleError, RefusedError
from console.launch.organisation import DEMO_PACK
from console.services.context import Caller
from console.services.losses import losses as service
from console.services.requests import deadlines
from console.signing.statements import decode, encode
from console.wire import calls
from console.wire import pairs as pair_wire
from console.wire.answers import Prepared
from console.wire.archive import archive
from console.wire.base import Call
from console.wire.contacts import optouts
from console.wire.credentials.losses import LossDetail, LossView
from console.wire.filing.filing import FilingDetail
from console.wire.filing.samples import SampleDetail
from console.wire.people import personnel
from console.wire.requests import approvals
from console.wire.sending import erasure as erasure_wire
from console.wire.sending import freezes as freeze_wire
from console.wire.sending import sends
from console.wire.sending.trials import Trials
from tests import asking
from tests.lies import Line
from tests.lying import LyingDesk, altered, forged, leaves, others
from tests.services import quarters
from tests.services.archive.test_emergencies import enter, standing
from tests.services.core import AT, Core, bank, one_clock, open_core
from tests.services.credentials.test_envelopes import call as sealing
from tests.services.credentials.test_envelopes import sealed
from tests.services.erasure import test_erasing
from tests.services.freezes.test_freezes import Told, beat, freeze_it
from tests.services.losses.test_losses import SOON, WHO, install, report, step
from tests.services.people.test_enrolment import Desk as Applications
from tests.services.people.test_enrolment import form
from tests.services.requests.test_deadlines import cleared as short
from tests.services.requests.test_deadlines import extension
from tests.services.rosters.test_rosters import published
from tests.services.sending.test_sending import released
from tests.services.sending.test_sending import report as told
from tests.services.two_person import test_appealing, test_continuing, test_pairs
from tests.services.ways import remembered
from tests.signed_acts import KINDS
from tests.world import numbers

Preparing = Callable[[Any], Prepared]
Made = tuple[str, Preparing]
"""Who signs, and how their program has it prepared over a line."""

FREE: dict[str, str] = {
    "type": "another type is no such act: the next test",
    "org": "judged by the root keys that are pinned on this machine: tests/lies.py",
    "at": "judged by this machine's clock, a minute apart at most: tests/acting/test_bounds.py",
}
"""Leaves that may pass in any act."""

_DAYS = {"expires": "how long a proposal stands: no longer than the verifier allows"}
_HELD = "told by the dispatcher; read from these very bytes before they are signed"
_LISTED = "what the list blocks: read from these very bytes, and the dispatcher asks its own list"
ALSO: dict[str, dict[str, str]] = {
    **{
        name: {"level": "where the chain stands, which `previous` says too"}
        for name in ("return", "rejection")
    },
    **{
        name: {"previous": "the release, which the dispatcher compares with its own"}
        for name in ("resume", "stop")
    },
    "pledge": {"until": "no longer than the verifier allows"},
    "application": {"number": "given by the desk", "version": "counted by the desk"},
    "settle": _DAYS,
    "continue": _DAYS | {"act.as_slot": "given by the desk: no slot that there is"},
    "erase": _DAYS | {"act.sends.release": _HELD, "act.sends.slot": _HELD},
    "release_hold": _DAYS,
    "resubscribe": _DAYS,
    "release_text": _DAYS | {"act.classes": _LISTED, "act.screening": _LISTED},
    "unfreeze": _DAYS,
    "go_on": _DAYS,
    "trial": _DAYS | {"act.number": "given by the desk"},
    "resume_loss": _DAYS | {"act.installed": _HELD},
    "rearm": _DAYS,
    "loss installed": {"fingerprint": _HELD, "proved": _HELD},
    "hand_over": _DAYS
    | dict.fromkeys(
        (
            "act.department",
            "act.envelopes",
            "act.number",
            "act.outgoing",
            "act.rotate_by",
        ),
        _HELD,
    ),
    "seal_envelope": _DAYS | {"act.fingerprint": _HELD, "act.number": "given by the desk"},
    "open_envelope": _DAYS,
}
"""Leaves that may pass in one act, by its name in ACTS."""

UNPLEDGED = "weina"
"""Who has still to sign the pledge."""


@pytest.fixture
def core(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Core]:
    org = bank(policy_pack=DEMO_PACK)
    org.pledges = [one for one in org.pledges if f'"by":"{UNPLEDGED}"' not in one.text]
    made = open_core(sqlite_url, org)
    one_clock(made, monkeypatch)
    yield made
    made.database.close()


# ---- steps of a request


def _step(kind: str, person: str, stage: Callable[[Core], int], **said: Any) -> Callable[[Core], Made]:
    def made(core: Core) -> Made:
        request = stage(core)
        view = core.view(person, request)
        also: dict[str, object] = {}
        asked = dict(said)
        if kind == "approval":
            card = core.call(person, approvals.Scope(request))
            also = decisions.signing_as(card)
            asked["shown"] = card.shown
        if kind == "acceptance":
            asked["code"] = check_code(view.digest)
        if kind == "resume":
            also["hold"] = core.call(person, sends.SendDetail(request, 1)).hold
        call = asking.step(kind, request, view.head, **asked)
        return person, lambda line: asking.decided(line, call, person, view.digest, **also)

    return made


@remembered
def _waiting(core: Core) -> int:
    return core.requested()


@remembered
def _approved(core: Core) -> int:
    request = core.requested("promotion")
    for person in ("sunli", "liqiang", "zhoujian"):
        core.step(person, "approval", request)
    return request


@remembered
def _held(core: Core) -> int:
    request = released(core)
    core.call("sunli", sends.HoldSlot(request, 1, "客户投诉"))
    told(core, request, "held", reason="hold", queued=20)
    return request


def _extended(core: Core) -> Made:
    request = short(core)
    core.at = AT + timedelta(hours=2)
    with core.context(Caller("sunli"), write=True) as ctx:
        deadlines.sweep(ctx)
    call, view = extension(core, request), core.view("sunli", request)
    return "sunli", lambda line: asking.decided(line, call, "sunli", view.digest)


# ---- people


def _order(**fields: Any) -> Callable[[Core], Made]:
    def made(core: Core) -> Made:
        window = {"since": render(core.at), "until": render(core.at + timedelta(days=3))}
        call = asking.order(**(fields | (window if fields["kind"] == "deputation" else {})))
        return "sunli", lambda line: asking.checked(line, call, "sunli")

    return made


def _recalled(core: Core) -> Made:
    _, prepare = _order(**_DEPUTY)(core)
    prepared = prepare(Line(core, "sunli"))
    core.enact("sunli", prepared)
    page: personnel.OrderPage = core.call("sunli", personnel.OrdersPage())
    call = asking.order("recall", order=page.rows[0].digest, reason="提前回来")
    return "sunli", lambda line: asking.checked(line, call, "sunli")


_DEPUTY = {"kind": "deputation", "person": "jiangbo", "post": "department_manager", "department": "business", "reason": "出差"}  # fmt: skip


def _pledged(core: Core) -> Made:
    text, said = pledges.text(Line(core, UNPLEDGED)), asking.pledge("credit").said
    return UNPLEDGED, lambda line: pledges.prepare(line, text, said, by=UNPLEDGED)


def _ruled(_: Core) -> Made:
    said: dict[str, Any] = {"title": "业务部细则", "rules": "第一条  先核对。"}
    return "sunli", lambda line: department_rules.prepare(line, "business", said, by="sunli", version=1)


def _applied(_: Core) -> Made:
    return "zhaomin", lambda line: enrolment.prepare(line, form(), by="zhaomin")


def _decided(core: Core) -> Made:
    people = Applications(core)
    view = people.view(people.apply(form()), "sunli")
    return "sunli", lambda line: enrolment.decide(line, view, {"decision": "authorise"}, by="sunli")


# ---- two people


def _settled(core: Core) -> Made:
    request = test_pairs.doubtful(core)
    said, view = asking.settle(request).said, core.view("qianwei", request)
    return "qianwei", lambda line: pairs.propose(line, Settle, view, 1, said, by="qianwei")


def _sent_again(core: Core) -> Made:
    request = test_continuing.ended(core, "notice", "done", **test_continuing.HALF)
    said = test_continuing.prepare(core, request, which="failed", count=3).said
    view = core.view("qianwei", request)
    return "qianwei", lambda line: pairs.propose(line, ContinueThrough, view, 1, said, by="qianwei")


def _confirmed(core: Core) -> Made:
    request = test_pairs.doubtful(core)
    test_pairs.propose(core, request)
    (row,) = test_pairs.rows(core, "sunli", open=True)
    view = core.view("sunli", request)
    return "sunli", lambda line: pairs.confirm(line, row, by="sunli", view=view)


def _erased(core: Core) -> Made:
    request = test_erasing.sent(core)
    rows = [row for row in test_erasing.due(core) if row.id == request]
    said = asking.erase(request).said
    return "wangfang", lambda line: erasure.erase(line, rows, said, by="wangfang")


def _hold_ended(core: Core) -> Made:
    core.call("wangfang", erasure_wire.MakeLegalHold("department", "business", "诉讼"))
    (row,) = core.call("wangfang", erasure_wire.LegalHolds())
    return "wangfang", lambda line: erasure.release(line, row, {"reason": "结案"}, by="wangfang")


def _resubscribed(core: Core) -> Made:
    first = next(iter(numbers(1)))
    core.call("wangfang", optouts.AddOptOuts([first], "promotion", "来电"))
    said = {"reason": "本人来电", "wanted": render(core.at), "proof": "paper", "evidence": "2026-17"}

    def made(line: Line) -> Prepared:
        (row,) = resubscribing.refusals(line, first, "本人来电")
        return resubscribing.ending(line, first, row, said, by="zhaomin")

    return "zhaomin", made


def _text_released(core: Core) -> Made:
    request = test_appealing.drafted(core)[1]
    view = core.view("liqiang", request)
    said = {"reason": "反诈宣传"}
    return "liqiang", lambda line: appeals.propose(line, view, appeals.lists(line, view), said, by="liqiang")


def _release_withdrawn(core: Core) -> Made:
    proposal = test_appealing.propose(core, test_appealing.drafted(core)[1])
    rows: list[pair_wire.ProposalRow] = core.call("liqiang", pair_wire.ProposalsPage())
    row = next(one for one in rows if one.digest == proposal)
    return "liqiang", lambda line: appeals.withdraw(line, row, {"reason": "内容有误"}, by="liqiang")


def _gone_on(core: Core) -> Made:
    Told(core).tell("frozen", freeze=5, scope="gateway", subject="demo", reason="brake_lost: 32/16")
    (row,) = core.call("fenglei", freeze_wire.Freezes())
    return "fenglei", lambda line: freezes.unfreeze(line, row, {"reason": "已查明"}, by="fenglei")


def _tried(core: Core) -> Made:
    view = core.call("fenglei", Trials())
    line_of = trials.line_of(view.lines, "demo")
    said = {"to": "移动测试机", "reason": "新接的网关"}
    return "fenglei", lambda line: trials.of_gateway(line, line_of, said, by="fenglei")


def _unfrozen(core: Core) -> Made:
    number = freeze_it(core)
    Told(core).take()
    row = next(one for one in core.call("zhengtao", freeze_wire.Freezes()) if one.id == number)
    return "zhengtao", lambda line: freezes.unfreeze(line, row, {"reason": "已查明"}, by="zhengtao")


def _up_to(*names: str) -> Callable[[Core], LossView]:
    def made(core: Core) -> LossView:
        case = report(core)
        for name in names:
            if name == "installed":
                install(core)
            case = step(core, case, name)
        return case

    return made


_PATH = ("told", "acknowledged", "certified", "requested", "reissued", "installed")


def _resumed(core: Core) -> Made:
    case = _up_to(*_PATH)(core)
    return "fenglei", lambda line: freezes.resume(
        line, case, "AAAA BBBB CCCC DDDD", {"reason": "已换"}, by="fenglei"
    )


def _rearmed(core: Core) -> Made:
    beat(core, "0f" * 16)
    (row,) = core.call("fenglei", freeze_wire.Dispatchers())
    return "fenglei", lambda line: freezes.rearm(line, row, {"reason": "已查"}, by="fenglei")


def _loss(name: str, *before: str) -> Callable[[Core], Made]:
    def made(core: Core) -> Made:
        case = _up_to(*before)(core)
        if name == "installed":
            install(core)
        said = SOON[name] | ({"when": render(core.at)} if name in {"told", "reissued"} else {})
        by, kind = WHO[name], ACT_OF[Step(name)]
        return by, lambda line: losses.prepare(line, kind, said, by=by, view=case)

    return made


def _closed(core: Core) -> Made:
    case = _up_to("told", "acknowledged", "certified")(core)
    with core.context(Caller("hanxue"), write=True) as ctx:
        dropped = msgspec.structs.replace(ctx.roster, gateways=[], at=render(core.at))
        service.back_with(ctx, dropped, "yangfan", "cd" * 32)
    case = core.call(WHO["closed"], LossDetail(case.row.id))
    kind = ACT_OF[Step("closed")]
    said = SOON["closed"]
    return WHO["closed"], lambda line: losses.prepare(line, kind, said, by=WHO["closed"], view=case)


def _woken(core: Core) -> Made:
    published(core, Appoint("weina", Post.OPERATOR, "business", render(core.at), standby=True))
    core.at += timedelta(seconds=1)
    window = {"since": render(core.at), "until": render(core.at + timedelta(days=3))}
    call = asking.order(
        "activation", "weina", post="operator", department="business", reason="休假", **window
    )
    return "sunli", lambda line: asking.checked(line, call, "sunli")


def _handed_over(core: Core) -> Made:
    install(core)
    said = asking.hand_over("hanxue", render(core.at + timedelta(days=1))).said
    return "fenglei", lambda line: custody.hand_over(line, said, by="fenglei")


def _sealed(core: Core) -> Made:
    install(core)
    return "fenglei", lambda line: custody.sealing(line, sealing(core).said, by="fenglei")


def _opened(core: Core) -> Made:
    install(core)
    row = sealed(core)
    said = {"seal": "封 0071", "reason": "保管人急病"}
    return "fenglei", lambda line: custody.opening(line, row, said, by="fenglei")


# ---- records


def _filed(core: Core) -> Made:
    quarters.sent(core)
    core.at = quarters.OVER
    said = quarters.statement(quarters.compiled(core), "无异常").said
    shown = quarters.view(core, person="sunli")
    return "sunli", lambda line: filing.prepare(line, shown, said, by="sunli")


def _answered(ask: Callable[[int], Any], kind: type[FilingReceipt | FilingReturn]) -> Callable[[Core], Made]:
    def made(core: Core) -> Made:
        quarters.sent(core)
        core.at = quarters.OVER
        said = ask(quarters.signed(core)).said
        view = quarters.view(core)
        asked = FilingDetail(view.row.department, view.row.quarter)
        return "wangfang", lambda line: filing.prepare_answer(line, kind, asked, view, said, by="wangfang")

    return made


def _sampled(core: Core) -> Made:
    for _ in range(7):
        quarters.sent(core, "notice")
    core.at = quarters.OVER
    quarters.head_signed(core)
    view = core.call("sunli", SampleDetail("business", "2026-11"))
    said: dict[str, str] = {"words": "逐条看过，名单与用途相符"}
    return "sunli", lambda line: samples.prepare(line, view, said, by="sunli")


def _acknowledged(core: Core) -> Made:
    enter(core)
    (row,) = core.call("sunli", archive.Emergencies()).rows
    return "sunli", lambda line: emergencies.prepare(line, row, standing(), by="sunli")


ACTS: dict[str, Callable[[Core], Made]] = {
    "approval": _step("approval", "sunli", _waiting, count=20, content_checked=True, list_checked=True, text="同意"),
    "return": _step("return", "sunli", _waiting, text="日期写错"),
    "rejection": _step("rejection", "sunli", _waiting, text="不合适"),
    "withdrawal": _step("withdrawal", "zhaomin", _waiting, text="不发了"),
    "acceptance": _step("acceptance", "wangfang", _approved, paper="2026-1", place="A-1"),
    "release": _step("release", "qianwei", lambda core: core.cleared(), count=20, slot=1, gateway="demo"),
    "resume": _step("resume", "qianwei", _held, count=20, slot=1),
    "stop": _step("stop", "sunli", _held, slot=1, text="内容有误"),
    "extension": _extended,
    "suspension": _order(kind="suspension", person="zhaomin", reason="口令外泄"),
    "deputation": _order(**_DEPUTY),
    "recall": _recalled,
    "pledge": _pledged,
    "department_rules": _ruled,
    "application": _applied,
    "application_step": _decided,
    "settle": _settled,
    "continue": _sent_again,
    "confirmation": _confirmed,
    "erase": _erased,
    "release_hold": _hold_ended,
    "resubscribe": _resubscribed,
    "release_text": _text_released,
    "appeal_withdrawal": _release_withdrawn,
    "unfreeze": _unfrozen,
    "go_on": _gone_on,
    "trial": _tried,
    "resume_loss": _resumed,
    "rearm": _rearmed,
    **{f"loss {name}": _loss(name, *_PATH[: _PATH.index(name)]) for name in _PATH},
    "loss found": _loss("found"),
    "loss closed": _closed,
    "activation": _woken,
    "hand_over": _handed_over,
    "seal_envelope": _sealed,
    "open_envelope": _opened,
    "filing": _filed,
    "filing_receipt": _answered(quarters.receipt, FilingReceipt),
    "filing_return": _answered(quarters.returned, FilingReturn),
    "emergency_acknowledgement": _acknowledged,
    "sample_sheet": _sampled,
}  # fmt: skip
"""Every act that the desk prepares on a question, by its name; the request and the list have tests of their own."""


def plain(path: tuple[str | int, ...]) -> str:
    return ".".join(part for part in path if isinstance(part, str))


def lies(act: Any) -> Iterator[tuple[str, Any]]:
    for path, value in leaves(msgspec.to_builtins(act)):
        for other in others(value):
            try:
                made = altered(act, path, other)
            except msgspec.ValidationError:
                continue
            if made != act:
                yield plain(path), made


class Asked:
    """A person's line to a desk that is asked the same at the same instant again and again: it answers what it answered first.

    What is judged here is the signer's own program, which runs anew for every lie.
    """

    def __init__(self, core: Core, person: str) -> None:
        self._line = Line(core, person)
        self._answers: dict[tuple[type[Call], bytes], Any] = {}
        self.asked: list[Call] = []

    def call(self, call: Call) -> Any:
        self.asked.append(call)
        key = type(call), msgspec.msgpack.encode(call)
        if key not in self._answers:
            self._answers[key] = self._line.call(call)
        return self._answers[key]


@pytest.mark.parametrize("name", ACTS)
def test_whatever_the_desk_alters_of_an_act_is_refused(core: Core, name: str) -> None:
    person, prepare = ACTS[name](core)
    honest = Asked(core, person)
    prepared = prepare(honest)
    steps.insist(honest, prepared)
    free = FREE | ALSO.get(name, {})
    passed, walked = set(), 0
    for leaf, lie in lies(decode(prepared.text.encode())):
        line = LyingDesk(honest, forged(lambda _, lie=lie: lie))  # type: ignore[misc]
        try:
            steps.insist(line, prepare(line))
        except ConsoleError:
            walked += 1
        except RefusedError as refused:
            # A newer hold is no lie that a signer must fear, and is refused in other words.
            if (leaf, refused.refusal.code) != ("hold", "another_hold"):
                raise
            walked += 1
        else:
            passed.add(leaf)
        assert line.told
    assert sorted(passed - set(free)) == []
    assert set(ALSO.get(name, {})) <= passed, "what does not pass needs no reason"
    assert walked > 5


@pytest.mark.parametrize("name", ACTS)
def test_an_answer_after_the_one_that_was_read_is_refused_before_the_key_is_opened(
    core: Core, name: str
) -> None:
    person, prepare = ACTS[name](core)
    honest = Asked(core, person)
    shown, opened = steps.read(prepare(honest)), []

    def opens() -> NoReturn:
        opened.append(1)
        raise AssertionError

    walked = 0
    for leaf, lie in lies(shown):
        if leaf in shown.MOVES:
            continue
        second = Prepared(encode(lie).decode())
        with pytest.raises(ConsoleError):
            steps.enact(honest, shown, second, opens)
        walked += 1
    assert walked > 5
    assert not opened
    assert not any(isinstance(call, calls.Enact) for call in honest.asked)


OTHERS = {
    "list": "tests/acting/test_bounds.py",
    "request": "tests/lies.py",
    "roster": "tests/cli/people/test_grounds.py",
    "signers": "founding alone: no desk prepares it",
}
"""Signed acts whose preparation is attacked elsewhere."""


def test_no_signed_act_escapes() -> None:
    attacked = {name for name in ACTS if not name.startswith("loss ")}
    attacked |= {noun_of(ACT_OF[Step(name.removeprefix("loss "))]) for name in ACTS.keys() - attacked}
    alone = {noun_of(kind) for kind in KINDS} - {noun_of(Proposal)}
    proposed = {noun_of(kind) for kind in TwoPersonAct.__args__}
    assert (alone | proposed) - attacked - OTHERS.keys() == set()


def test_another_kind_of_act_is_refused(core: Core) -> None:
    person, prepare = ACTS["approval"](core)
    other = ACTS["return"](core)[1](Line(core, "sunli"))
    line = LyingDesk(Line(core, person), lambda _, answer: other if isinstance(answer, Prepared) else answer)
    with pytest.raises(ConsoleError, match="prepared_differs"):
        prepare(line)
