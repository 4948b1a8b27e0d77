"""A loss case in the core (R12): the report counts at once, no step is skipped, and nothing ends by itself."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.acting import losses as acting
from console.domain.losses.losses import ACT_OF, Case, Closed, Report, Step
from console.domain.times import render
from console.errors import ConsoleError, RefusedError
from console.services.context import Caller
from console.services.losses import loss_window
from console.services.losses import losses as service
from console.signing.statements import encode
from console.store.credentials import credential
from console.wire.acts import Given, Prepare
from console.wire.answers import Prepared
from console.wire.credentials import losses
from console.wire.ledger import ledger
from tests import asking
from tests.services.core import AT, Core, one_clock
from tests.services.ways import remembered

SOON: dict[str, dict[str, Any]] = {
    "told": {"provider": "某某通信", "person": "客服 8 号", "answer": "已停用"},
    "acknowledged": {"opinion": "已知悉"},
    "certified": {
        "number": "CERT-1",
        "account": "yl-main",
        "channel": "SMPP",
        "last_known": "保险柜",
        "impact": "无",
        "measures": "已停用",
        "addressee": "某某通信",
    },
    "requested": {"ticket": "T-1", "papers": "营业执照复印件"},
    "reissued": {"old_void": True, "checked": "地址名单已核对"},
    "installed": {},
    "closed": {"conclusion": "查明无误"},
    "found": {"where": "在旧电脑里"},
}
WHO = {
    "told": "wangfang",
    "acknowledged": "wangfang",
    "certified": "zhengtao",
    "requested": "wangfang",
    "reissued": "wangfang",
    "installed": "fenglei",
    "closed": "zhengtao",
    "found": "zhaomin",
}


@pytest.fixture(autouse=True)
def _same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(core, monkeypatch)


def report(core: Core, by: str = "qianwei", **changes: Any) -> losses.LossView:
    asked: dict[str, Any] = {
        "subject": "gateway",
        "name": "demo",
        "kind": "leak",
        "noticed": render(core.at),
    }
    done = core.call(by, losses.ReportLoss(**asked | changes))
    return show(core, done.id)


def show(core: Core, case: int, by: str = "wangfang") -> losses.LossView:
    view: losses.LossView = core.call(by, losses.LossDetail(case))
    return view


def step(core: Core, case: losses.LossView, name: str, by: str = "", **changes: Any) -> losses.LossView:
    by = by or WHO[name]
    fields: dict[str, Any] = SOON[name] | changes
    if name in {"told", "reissued"}:
        fields.setdefault("when", render(core.at))
    core.enact(by, acting.prepare(_Line(core, by), ACT_OF[Step(name)], fields, by=by, view=case))
    core.at += timedelta(minutes=1)
    return show(core, case.row.id)


def asked(case: losses.LossView, tag: str, **said: Given) -> Prepare:
    """What a console asks the desk for a step of this case."""
    return Prepare(tag, case.row.digest, case.head, said)


class _Line:
    """One person's line to the core, as a console has it."""

    def __init__(self, core: Core, person: str) -> None:
        self._core, self._person = core, person

    def call(self, call: Any) -> Any:
        return self._core.call(self._person, call)


@remembered
def install(core: Core, fingerprint: str = "AAAA BBBB CCCC DDDD") -> None:
    """What the dispatcher reports once the custodian has installed the new password and a bind has proved it."""
    at = render(core.at)
    with core.database.writer() as conn:
        conn.execute(credential.delete())
        conn.execute(
            credential.insert().values(
                gateway="demo", fingerprint=fingerprint, installed=at, installed_by="fenglei", last_bind=at,
                state="in_force", why="", backend="", updated=at,
            )
        )  # fmt: skip
    core.at += timedelta(minutes=1)


def refused(core: Core, case: losses.LossView, name: str, by: str = "", **changes: Any) -> str:
    with pytest.raises(RefusedError) as error:
        step(core, case, name, by, **changes)
    assert error.value.refusal.clause in {"R12", "R8", "R2", "I6"}
    return error.value.refusal.code


def resumption(core: Core, case: losses.LossView, by: str) -> tuple[list[str], str]:
    """Whose signature is next where two people resume the gateway, and why it is not that person's."""
    (one,) = [one for one in show(core, case.row.id, by).steps if one.step == "resumed"]
    return one.who, one.refusal.code if one.refusal else ""


def waits(case: losses.LossView) -> list[str]:
    return case.row.waits_for


def test_the_whole_path_of_a_lost_gateway_password_up_to_the_two_people(core: Core) -> None:
    case = report(core)
    assert waits(case) == ["told", "acknowledged", "certified"]
    assert case.row.holder == "fenglei"
    for name in ("told", "acknowledged", "certified", "requested", "reissued"):
        case = step(core, case, name)
    install(core)
    case = step(core, case, "installed")
    assert waits(case) == ["resumed"]
    # The custodian proposes, the General Department's manager confirms: nobody is told that it is theirs while it is not.
    assert resumption(core, case, "fenglei") == (["冯磊"], "")
    assert resumption(core, case, "zhengtao") == (["冯磊"], "not_your_part")
    core.enact("fenglei", core.call("fenglei", asking.resume_loss(case.row.digest, "已换")))
    assert resumption(core, case, "fenglei") == (["郑涛"], "loss_resume_waits")
    assert resumption(core, case, "zhengtao") == (["郑涛"], "")
    # With another password the proposal is nothing, and the custodian makes it anew.
    install(core, "EEEE FFFF GGGG HHHH")
    assert resumption(core, case, "fenglei") == (["冯磊"], "")
    with core.context(Caller("zhengtao"), write=True) as ctx:
        service.resumed(ctx, case.row.number, "zhengtao", "ab" * 32)
    case = step(core, show(core, case.row.id), "closed")
    assert case.row.closed
    assert waits(case) == []
    assert [one.step for one in case.steps if one.at][-1] == "closed"


@pytest.mark.parametrize(
    ("field", "at", "code"),
    [
        ("noticed", "昨晚", "time_unreadable"),
        ("seen", "2026-10-32T00:00:00Z", "time_unreadable"),
        ("noticed", "2036-11-24T00:00:00Z", "loss_in_future"),
    ],
)
def test_a_loss_is_reported_at_a_time_that_there_was(core: Core, field: str, at: str, code: str) -> None:
    with pytest.raises(RefusedError) as error:
        report(core, **{field: at})
    assert error.value.refusal.code == code
    if code == "time_unreadable":
        assert error.value.refusal.params["value"] == at


def test_the_certificate_gates_the_reissue_but_not_the_call(core: Core) -> None:
    case = step(core, report(core), "told")
    case = step(core, case, "acknowledged")
    assert refused(core, case, "requested") == "loss_step_early"


@pytest.mark.parametrize("name", ["requested", "reissued", "installed", "closed"])
def test_no_shortcut_is_taken(core: Core, name: str) -> None:
    assert refused(core, report(core), name) == "loss_step_early"


def test_nobody_signs_the_resumption_alone(core: Core) -> None:
    case = report(core)
    with pytest.raises(RefusedError) as error:
        core.call("fenglei", asked(case, "loss_resumed/1"))
    assert error.value.refusal.code == "act_unknown"


def test_a_password_that_no_bind_has_proved_since_the_reissue_is_not_installed(core: Core) -> None:
    case = report(core)
    install(core)
    for name in ("told", "acknowledged", "certified", "requested", "reissued"):
        case = step(core, case, name)
    assert refused(core, case, "installed") == "loss_not_installed"


def test_a_reissue_that_leaves_the_old_password_good_is_none(core: Core) -> None:
    case = report(core)
    for name in ("told", "acknowledged", "certified", "requested"):
        case = step(core, case, name)
    assert refused(core, case, "reissued", old_void=False) == "loss_old_not_void"


def test_a_step_on_what_has_moved_on_is_stale(core: Core) -> None:
    first = report(core)
    step(core, first, "told")
    assert refused(core, first, "acknowledged") == "loss_moved_on"


def test_the_same_loss_is_reported_once(core: Core) -> None:
    report(core)
    with pytest.raises(RefusedError) as error:
        report(core, "sunli")
    assert error.value.refusal.code == "loss_known"


@pytest.mark.parametrize("subject", ["key", "login"])
def test_a_person_whose_key_or_login_is_lost_has_no_rights_from_the_report_on(
    core: Core, subject: str
) -> None:
    report(core, "sunli", subject=subject, name="zhaomin")
    with core.context(Caller("sunli"), write=False) as ctx:
        person = ctx.roster.person("zhaomin")
        assert person is not None
        assert person.standing == "suspended"
        assert not any(True for _ in ctx.roster.appointments("zhaomin", ctx.at))


def test_the_manager_of_the_holders_department_certifies_and_nobody_else(core: Core) -> None:
    case = report(core, subject="key", name="zhaomin")
    assert refused(core, case, "certified", "zhengtao") == "loss_not_your_step"
    assert step(core, case, "certified", "sunli").head != case.head


def test_a_call_before_the_loss_or_after_now_did_not_happen(core: Core) -> None:
    case = report(core)
    early, late = render(AT - timedelta(days=2)), render(core.at + timedelta(hours=1))
    assert refused(core, case, "told", when=early) == "loss_when"
    assert refused(core, case, "told", when=late) == "loss_when"


def test_a_mobile_number_never_comes_into_a_case(core: Core) -> None:
    case = report(core)
    assert refused(core, case, "told", answer="回电 13800138000") == "application_mobile"
    # A report is never refused for its words: it counts, and the number goes.
    report(core, subject="key", name="zhaomin", where="13800138000")
    told = core.call("zhoujian", losses.LossesPage()).rows[0]
    assert "138****8000" in core.call("zhoujian", losses.LossDetail(told.id)).report


def test_a_leak_is_late_after_an_hour_and_a_forgotten_password_after_eight(core: Core) -> None:
    leak, other = report(core), report(core, subject="key", name="zhaomin", kind="forgotten")
    core.at += timedelta(hours=2)
    assert show(core, leak.row.id).row.late
    assert not show(core, other.row.id).row.late


def test_every_step_leaves_its_entry_with_the_signature(core: Core) -> None:
    case = step(core, report(core), "told")
    page: ledger.EntryPage = core.call("shenyu", ledger.EntriesPage(subject=f"loss:{case.row.number}"))
    assert [row.kind for row in page.rows] == ["loss.told", "loss.reported"]
    entry: ledger.EntryView = core.call("shenyu", ledger.EntryDetail(page.rows[0].seq))
    assert entry.signature


def test_one_person_alone_does_not_report_the_whole_house_away(core: Core) -> None:
    for person in ("hanxue", "yangfan", "zhengtao"):
        report(core, "qianwei", subject="key", name=person)
    with pytest.raises(RefusedError) as error:
        report(core, "qianwei", subject="key", name="wangfang")
    assert error.value.refusal.code == "loss_too_many"
    # Their own loss, a gateway's, and what another reports are still taken at once.
    report(core, "sunli", subject="key", name="wangfang")
    report(core, "qianwei")
    report(core, "qianwei", subject="login", name="qianwei")


def test_a_password_that_is_changed_once_more_is_signed_anew_and_the_same_one_is_not(core: Core) -> None:
    case = report(core)
    for name in ("told", "acknowledged", "certified", "requested", "reissued"):
        case = step(core, case, name)
    install(core)
    case = step(core, case, "installed")
    assert refused(core, case, "installed") == "loss_step_taken"
    case = step(core, case, "found")
    install(core, "EEEE FFFF GGGG HHHH")
    case = step(core, case, "installed")
    with core.context(Caller("fenglei"), write=False) as ctx:
        newest = service.installed(ctx, case.row.id)
    assert newest is not None
    assert newest.fingerprint == "EEEE FFFF GGGG HHHH"
    assert case.head == next(one.digest for one in case.steps if one.step == "installed")


def test_the_same_password_is_not_signed_twice_by_who_asks_no_desk_to_prepare_it(core: Core) -> None:
    case = report(core)
    for name in ("told", "acknowledged", "certified", "requested", "reissued"):
        case = step(core, case, name)
    install(core)
    case = step(core, case, "installed")
    with core.context(Caller("fenglei"), write=False) as ctx:
        newest = service.installed(ctx, case.row.id)
    assert newest is not None
    again = msgspec.structs.replace(newest, previous=case.head, at=render(core.at))
    with pytest.raises(RefusedError) as error:
        core.enact("fenglei", Prepared(encode(again).decode()))
    assert error.value.refusal.code == "loss_step_taken"


@pytest.mark.parametrize("standing", ["active", "left"])
def test_a_roster_version_settles_a_persons_case_whether_he_comes_back_or_goes(
    core: Core, standing: str
) -> None:
    case = report(core, subject="login", name="zhaomin")
    core.at += timedelta(minutes=5)
    with core.context(Caller("hanxue"), write=True) as ctx:
        people = [
            msgspec.structs.replace(p, standing=standing) if p.id == "zhaomin" else p
            for p in ctx.roster.people
        ]
        made = msgspec.structs.replace(ctx.roster, people=people, at=render(core.at))
        service.back_with(ctx, made, "yangfan", "cd" * 32)
    assert show(core, case.row.id).row.resumed


def closing(core: Core) -> losses.LossView:
    """A case that waits for its closing alone: a roster version dropped its gateway."""
    case = report(core)
    core.at += timedelta(minutes=5)
    for name in ("told", "acknowledged", "certified"):
        case = step(core, case, name)
    with core.context(Caller("hanxue"), write=True) as ctx:
        made = msgspec.structs.replace(ctx.roster, gateways=[], at=render(core.at))
        service.back_with(ctx, made, "yangfan", "cd" * 32)
    return show(core, case.row.id)


def test_a_case_of_a_gateway_that_a_roster_version_drops_is_closed_without_a_new_password(core: Core) -> None:
    case = report(core)
    core.at += timedelta(minutes=5)
    with core.context(Caller("hanxue"), write=True) as ctx:
        made = msgspec.structs.replace(ctx.roster, at=render(core.at))
        service.back_with(ctx, made, "yangfan", "cd" * 32)
    assert not show(core, case.row.id).row.resumed
    with core.context(Caller("hanxue"), write=True) as ctx:
        made = msgspec.structs.replace(ctx.roster, gateways=[], at=render(core.at))
        service.back_with(ctx, made, "yangfan", "cd" * 32)
    case = show(core, case.row.id)
    assert case.row.resumed
    assert set(case.row.waits_for) == {"told", "acknowledged", "certified"}
    assert refused(core, case, "closed") == "loss_step_early"
    for name in ("told", "acknowledged", "certified"):
        case = step(core, case, name)
    assert case.row.waits_for == ["closed"]
    case = step(core, case, "closed")
    assert case.row.closed


replace = msgspec.structs.replace


@pytest.mark.parametrize(
    ("name", "twist"),
    [
        ("told", lambda v: replace(v, row=replace(v.row, name="main"))),
        ("told", lambda v: replace(v, row=replace(v.row, number="2026-L009"))),
        ("told", lambda v: replace(v, report=v.report.replace('"leak"', '"forgotten"'))),
        ("certified", lambda v: replace(v, row=replace(v.row, kind="forgotten"))),
    ],
)
def test_no_step_is_signed_on_another_case_than_the_one_that_was_read(
    core: Core, name: str, twist: Callable[[losses.LossView], losses.LossView]
) -> None:
    case = report(core)
    said = SOON[name] | ({"when": render(core.at)} if name == "told" else {})
    with pytest.raises(ConsoleError) as error:
        acting.prepare(_Line(core, WHO[name]), ACT_OF[Step(name)], said, by=WHO[name], view=twist(case))
    assert (error.value.code, error.value.params["fields"]) == ("prepared_differs", "report")


@pytest.mark.parametrize(
    ("name", "said", "other"),
    [("certified", '"holder":"fenglei"', '"holder":"qianwei"'), ("certified", '"leak"', '"medium_lost"')],
)
def test_a_desk_that_writes_another_holder_or_kind_gets_no_certificate(
    core: Core, name: str, said: str, other: str
) -> None:
    case = report(core)

    class Lying(_Line):
        def call(self, call: Any) -> Any:
            prepared = super().call(call)
            assert said in prepared.text
            return Prepared(prepared.text.replace(said, other))

    with pytest.raises(ConsoleError) as error:
        acting.prepare(Lying(core, WHO[name]), ACT_OF[Step(name)], SOON[name], by=WHO[name], view=case)
    assert error.value.code == "prepared_differs"


def test_a_closing_report_says_what_was_read_of_the_window(core: Core) -> None:
    case = closing(core)
    with pytest.raises(ConsoleError) as error:
        acting.prepare(
            _Line(core, "zhengtao"),
            Closed,
            SOON["closed"],
            by="zhengtao",
            view=replace(case, unknown=case.unknown + 1),
        )
    assert (error.value.code, error.value.params["fields"]) == ("prepared_differs", "unknown")


def test_what_lies_in_the_window_is_counted_whole_though_only_its_newest_part_is_listed(core: Core) -> None:
    for _ in range(3):
        core.cleared()
    view = report(core, subject="key", name="sunli")
    entries: ledger.EntryPage = core.call("shenyu", ledger.EntriesPage(limit=100))
    own = [row for row in entries.rows if row.actor == "sunli"]
    case = Case(msgspec.json.decode(view.report, type=Report), view.head, {})
    with core.context(Caller("shenyu"), write=False) as ctx:
        window = loss_window.exposed(ctx, case, 2)
    assert (len(window.rows), window.total) == (2, len(own))
    assert view.total == len(own) > 2


def test_who_may_not_read_a_departments_sends_only_learns_how_many_wait(core: Core) -> None:
    """R7: the sends that wait for a lost gateway are told to those who may read them; all others are told their count."""
    business, general = core.cleared("notice"), core.cleared("other", "general")
    case = report(core).row.id
    told = {who: core.call(who, losses.LossDetail(case)) for who in ("zhaomin", "wangfang")}
    assert [one.request for one in told["wangfang"].stopped] == [general, business]
    assert told["wangfang"].stopped_more == 0
    assert [one.request for one in told["zhaomin"].stopped] == [business]
    assert told["zhaomin"].stopped_more == 1


def test_a_step_follows_the_newest_step_that_was_read(core: Core) -> None:
    case = report(core)
    told = step(core, case, "told")
    for lied, name in (
        (msgspec.structs.replace(case, head=told.head), "told"),
        (msgspec.structs.replace(told, head=case.row.digest), "acknowledged"),
        (msgspec.structs.replace(told, steps=case.steps), "acknowledged"),
    ):
        with pytest.raises(ConsoleError, match="prepared_differs"):
            step(core, lied, name)
    assert step(core, told, "acknowledged").head != told.head
