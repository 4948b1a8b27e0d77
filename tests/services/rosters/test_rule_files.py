"""Files that rosters name: a signer brings one, two sign, and from then on it is in force; what was signed under another goes back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import delete, select, update

from console.desk.installation import read_files
from console.domain.rosters import rule_files
from console.domain.rosters.rosters import Change, SetGateway, SetPolicy
from console.domain.rosters.rule_files import Kind
from console.domain.times import render
from console.domain.toml_lines import FileFaultError
from console.errors import ConsoleError, RefusedError
from console.launch.organisation import SCREENING_LIST
from console.locale.words import explain
from console.services import everything
from console.services.context import Caller, Desk
from console.services.rosters import rules
from console.settings import Home
from console.signing.bundle import verify
from console.signing.bundle_file import Own, unpack
from console.signing.statements import digest
from console.store import people
from console.store.tables import ledger
from console.wire import calls, dispatch
from console.wire.answers import Blob, Done, Prepared
from console.wire.requests import approvals
from console.wire.rosters import rosters
from console.wire.rosters import rule_files as wire
from console.wire.sending import sends
from console.wire.sending.slots import Tally
from tests.services.core import AT, Core, bank, open_core

GATEWAYS = {"demo": "up"}


@pytest.fixture
def core(database_url: str) -> Iterator[Core]:
    made = open_core(database_url)
    yield made
    made.database.close()


def changed(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def pack(core: Core, *pairs: tuple[str, str]) -> str:
    return changed(core.org.policy_text, ('version = "2026-1"', 'version = "2026-2"'), *pairs)


def words(core: Core, *pairs: tuple[str, str]) -> str:
    return changed(core.org.screening_text, (f'version = "{SCREENING_LIST}"', 'version = "next"'), *pairs)


def gateway(core: Core, *pairs: tuple[str, str]) -> str:
    return changed(core.org.gateway_texts["demo"], *pairs)


def bring(core: Core, kind: Kind, text: str, person: str = "hanxue") -> Change:
    core.call(person, wire.BringFile(kind, text.encode()))
    return rule_files.change(rule_files.opened(kind, text.encode()))


def publish(core: Core, *changes: Change) -> None:
    text, signature = core.sign("hanxue", core.call("hanxue", rosters.PrepareRoster(list(changes))))
    core.call("hanxue", rosters.ProposeRoster(text, signature))
    (waiting,) = [p for p in core.call("yangfan", rosters.RosterProposals()).rows if p.state == "open"]
    _, second = core.sign("yangfan", Prepared(waiting.text))
    core.call("yangfan", rosters.ConfirmRoster(waiting.digest, second))


def refusal(core: Core, kind: Kind, data: bytes, person: str = "hanxue") -> Any:
    with pytest.raises(RefusedError) as caught:
        core.call(person, wire.BringFile(kind, data))
    return caught.value.refusal


def rows(core: Core, kind: Kind) -> list[wire.RuleFileRow]:
    found: list[wire.RuleFileRow] = core.call("zhaomin", wire.RuleFilesInForce())
    return [row for row in found if row.kind == kind]


def ago(core: Core, **time: float) -> None:
    core.at += timedelta(**time)


# ---- coming into force


def test_the_pack_that_two_signed_is_in_force_at_once_and_the_dispatcher_proves_it(core: Core) -> None:
    later = pack(core, ("22:00", "21:00"))
    publish(core, bring(core, Kind.POLICY, later))
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=20)
    blob: Blob = core.call("dispatch-1", calls.BundleOf(request, 1))
    own = Own(later, core.org.gateway_texts["demo"])
    verified = verify(unpack(blob.data), core.org.roots, render(core.at), own=own)
    assert (verified.request.policy, verified.policy.category["notice"].hours[1]) == ("2026-2", "21:00")  # type: ignore[index]


def test_texts_are_screened_by_the_list_in_force_and_told_which_version_hit(core: Core) -> None:
    list_id = core.add_list()
    draft = core.draft(list_id, body="您的甲乙丙凭条已备好,请查收。")
    assert [f.refusal.code for f in core.call("zhaomin", calls.PreviewDraft(draft)).faults] == []
    later = words(core, ('"仅限内部", ', '"仅限内部", "甲乙丙", '))
    change = bring(core, Kind.SCREENING, later)
    assert core.call("zhaomin", calls.PreviewDraft(draft)).faults == [], "brought is not in force"
    publish(core, change)
    (fault,) = core.call("zhaomin", calls.PreviewDraft(draft)).faults
    assert (fault.field, fault.refusal.code) == ("body", "text_screened")
    assert fault.refusal.params | {"words": "甲乙丙", "version": "next"} == fault.refusal.params
    warned = core.call("zhaomin", calls.PreviewDraft(core.draft(list_id, body="保本,12月1日到期。")))
    assert (warned.screening, warned.warned, warned.faults) == ("next", [("return_promise", "保本")], [])
    request = core.requested(body="保本,12月1日到期。")
    card: approvals.ScopeCard = core.call("sunli", approvals.Scope(request))
    assert (card.screening, card.hits) == ("next", [("return_promise", "保本")])


def test_another_list_sends_nothing_back(core: Core) -> None:
    request = core.requested()
    publish(core, bring(core, Kind.SCREENING, words(core)))
    assert core.view("zhaomin", request).row.state == "submitted"


BODY = "您的甲乙丙凭条已备好,请查收。"


def screened(core: Core) -> dict[str, dict[str, Any]]:
    """What the ledger says of requests that a new list blocks, by their number."""
    with core.database.reader() as conn:
        rows = conn.execute(select(ledger.c.envelope).where(ledger.c.kind == "request.screened")).scalars()
        payloads = [msgspec.json.decode(row)["payload"] for row in rows]
    return {one["number"]: one for one in payloads}


def test_what_another_list_blocks_is_held_with_the_reason_and_what_was_released_is_named(core: Core) -> None:
    waiting, cleared, released = (core.requested(body=BODY) for _ in range(3))
    for one in (cleared, released):
        core.step("sunli", "approval", one)
    core.step("qianwei", "release", released, slot=1, count=20)
    innocent = core.requested()
    numbers = {one: core.view("zhaomin", one).row.number for one in (waiting, cleared, released)}
    publish(core, bring(core, Kind.SCREENING, words(core, ('"仅限内部", ', '"仅限内部", "甲乙丙", '))))
    told = screened(core)
    assert set(told) == set(numbers.values())
    assert [(told[numbers[one]]["held"], told[numbers[one]]["released"]) for one in numbers] == [
        ([1], []), ([1], []), ([], [1]),
    ]  # fmt: skip
    assert {one["screening"] for one in told.values()} == {"next"}
    assert all("甲乙丙" not in str(one) for one in told.values())
    for one, act, person in ((waiting, "approve", "sunli"), (cleared, "release", "qianwei")):
        refused = core.view(person, one).allowed[act]
        assert refused is not None
        assert (refused.code, refused.params["words"], refused.params["version"]) == (
            "text_screened",
            "甲乙丙",
            "next",
        )
        assert core.view(person, one).row.state in {"submitted", "cleared"}
    with pytest.raises(RefusedError, match="text_screened"):
        core.step("sunli", "approval", waiting)
    with pytest.raises(RefusedError, match="text_screened"):
        core.step("qianwei", "release", cleared, slot=1, count=20)
    assert core.view("sunli", innocent).allowed["approve"] is None
    # Who would release it reads so in the list, on the monitor and in their turn.
    rows = {row.request: row for row in core.call("qianwei", sends.SendsPage()).rows}
    detail = core.call("qianwei", sends.SendDetail(cleared, 1))
    for refused in (rows[cleared].held, detail.row.held, detail.allowed["release"]):
        assert refused is not None
        assert refused.code == "text_screened"
    assert rows[released].held is None, "what was released is not held back"
    assert [row.what for row in core.call("qianwei", calls.Todo()) if row.request == cleared] == ["held_back"]
    # A later list that blocks less lets them go on.
    publish(
        core, bring(core, Kind.SCREENING, changed(words(core), ('version = "next"', 'version = "later"')))
    )
    assert core.view("sunli", waiting).allowed["approve"] is None
    assert [row.what for row in core.call("qianwei", calls.Todo()) if row.request == cleared] == ["release"]
    core.step("qianwei", "release", cleared, slot=1, count=20)


def test_another_list_says_nothing_of_a_text_that_is_no_longer_under_way(core: Core) -> None:
    rejected = core.requested(body=BODY)
    core.step("sunli", "rejection", rejected, text="不妥")
    waiting = core.requested(body=BODY)
    publish(core, bring(core, Kind.SCREENING, words(core, ('"仅限内部", ', '"仅限内部", "甲乙丙", '))))
    assert set(screened(core)) == {core.view("zhaomin", waiting).row.number}


def test_the_price_of_the_gateway_s_new_file_is_what_a_request_costs(core: Core) -> None:
    draft = core.draft(core.add_list())
    assert core.call("zhaomin", calls.PreviewDraft(draft)).fen == 20 * 4
    publish(core, bring(core, Kind.GATEWAY, gateway(core, ("price_fen = 4", "price_fen = 5"))))
    assert core.call("zhaomin", calls.PreviewDraft(draft)).fen == 20 * 5
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=20)
    blob: Blob = core.call("dispatch-1", calls.BundleOf(request, 1))
    verify(unpack(blob.data), core.org.roots, render(core.at))


def test_a_gateway_that_joins_can_be_chosen_and_one_that_is_dropped_cannot(core: Core) -> None:
    second = gateway(core, ('id = "demo"', 'id = "second"'))
    publish(core, bring(core, Kind.GATEWAY, second))
    assert [g.id for g in core.call("zhaomin", calls.Gateways())] == ["demo", "second"]
    ago(core, seconds=1)
    publish(core, SetGateway("second", ""))
    draft = core.draft(core.add_list(), gateway="second")
    codes = {f.field: f.refusal.code for f in core.call("zhaomin", calls.PreviewDraft(draft)).faults}
    assert codes == {"gateway": "gateway_unknown"}


def test_the_desk_s_answer_names_the_newest_version_to_the_dispatcher(core: Core) -> None:
    publish(core, bring(core, Kind.SCREENING, words(core)))
    assert core.call("dispatch-1", dispatch.PullReleased(["demo"])).roster == 2


# ---- requests in the middle


def test_what_was_signed_under_the_pack_before_goes_back_to_its_drafter_in_words(core: Core) -> None:
    submitted, cleared = core.requested(), core.cleared()
    publish(core, bring(core, Kind.POLICY, pack(core)))
    for request in (submitted, cleared):
        view = core.view("zhaomin", request)
        assert (view.row.state, view.row.waits_for, view.reason) == ("returned", "revise", "policy: 2026-2")


@pytest.mark.parametrize(
    ("pairs", "state"),
    [
        ([("rate = 20000", "rate = 10")], "cleared"),
        ([("price_fen = 4", "price_fen = 5")], "returned"),
        ([('source = "10690000"', 'source = "10690001"')], "returned"),
        ([('encoding = "ucs2"', 'encoding = "gsm7"')], "returned"),
    ],
)
def test_a_gateway_s_other_file_sends_back_what_no_longer_follows_from_it_and_nothing_else(
    core: Core, pairs: list[tuple[str, str]], state: str
) -> None:
    request = core.cleared()
    publish(core, bring(core, Kind.GATEWAY, gateway(core, *pairs)))
    view = core.view("zhaomin", request)
    assert view.row.state == state
    assert view.reason == ("gateway: demo" if state == "returned" else "")
    if state == "cleared":
        core.step("qianwei", "release", request, slot=1, count=20)
        blob: Blob = core.call("dispatch-1", calls.BundleOf(request, 1))
        verify(unpack(blob.data), core.org.roots, render(core.at))


def test_a_gateway_that_is_dropped_sends_back_what_was_to_go_through_it(core: Core) -> None:
    second = gateway(core, ('id = "demo"', 'id = "second"'))
    publish(core, bring(core, Kind.GATEWAY, second))
    request = core.requested(gateway="second")
    backup = core.requested(backup_gateway="second")
    ago(core, seconds=1)
    publish(core, SetGateway("second", ""))
    assert core.view("zhaomin", request).reason == "gateway_gone: second"
    assert core.view("zhaomin", backup).row.state == "submitted", "the first gateway is enough"
    core.call("sunli", calls.RequestDetail(request))


def test_a_backup_that_was_dropped_is_refused_at_the_release_in_words(core: Core) -> None:
    publish(core, bring(core, Kind.GATEWAY, gateway(core, ('id = "demo"', 'id = "second"'))))
    request = core.requested(backup_gateway="second")
    core.step("sunli", "approval", request)
    ago(core, seconds=1)
    publish(core, SetGateway("second", ""))
    with pytest.raises(RefusedError, match="gateway_unknown"):
        core.step("qianwei", "release", request, slot=1, count=20, gateway="second")
    core.step("qianwei", "release", request, slot=1, count=20)


def report(core: Core, request: int, event: str, reason: str) -> None:
    slot = core.view("zhaomin", request).slots[0]
    tally = Tally(
        approved=20, not_sent=20 if event == "refused" else 0, queued=0 if event == "refused" else 20
    )
    text = msgspec.json.encode({"type": "report/1", "event": event, "n": reason, "hold": 0}).decode()
    signature = core.org.service.sign(text.encode(), "sms-report@yunling")
    with core.database.reader() as conn:
        from console.store.sends import slot as table

        release = conn.execute(select(table.c.release).where(table.c.request == request)).scalar_one()
    core.call(
        "dispatch-1", dispatch.ReportSlot(request, slot.id, release, event, reason, tally, text, signature)
    )


def test_a_release_that_the_dispatcher_refuses_for_another_pack_is_its_drafter_s_again(core: Core) -> None:
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=20)
    publish(core, bring(core, Kind.POLICY, pack(core)))
    assert core.view("zhaomin", request).row.state == "cleared", "it may be on its way"
    report(core, request, "refused", "policy_other_version")
    view = core.view("zhaomin", request)
    assert (view.row.state, view.row.waits_for, view.reason) == ("returned", "revise", "policy: 2026-2")


def test_a_release_that_is_refused_for_another_reason_stays_with_the_operator(core: Core) -> None:
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=20)
    report(core, request, "refused", "list_root")
    assert core.view("zhaomin", request).row.state == "cleared"


# ---- what is taken


def test_a_file_is_brought_by_roster_signers_alone_and_stands_in_the_ledger_by_its_digest(core: Core) -> None:
    text = words(core)
    for person in ("sunli", "shenyu", "zhoujian"):
        assert refusal(core, Kind.SCREENING, text.encode(), person).code == "not_a_roster_signer"
    done: Done = core.call("hanxue", wire.BringFile(Kind.SCREENING, text.encode()))
    assert done.number == digest(text.encode())
    with core.database.reader() as conn:
        row = conn.execute(select(ledger).where(ledger.c.seq == done.seq)).one()
    assert (row.kind, row.actor) == ("file.brought", "hanxue")
    payload = msgspec.json.decode(bytes(row.envelope))["payload"]
    assert payload == {"kind": "screening", "name": "next", "digest": done.number}
    again: Done = core.call("yangfan", wire.BringFile(Kind.SCREENING, text.encode()))
    assert (again.seq, again.number) == (0, done.number), "it is there already"
    answer: wire.RuleFileBytes = core.call("zhaomin", wire.RuleFileDetail(done.number))
    assert (answer.data, answer.by, answer.name) == (text.encode(), "hanxue", "next")


FAULTS: list[tuple[Kind, list[tuple[str, str]], dict[str, str]]] = [
    (
        Kind.POLICY,
        [("least_approvers = 2", "least_approvers = '2'")],
        {"item": "category.promotion.least_approvers", "file_fault": "type_int"},
    ),
    (
        Kind.POLICY,
        [("[category.other]", "[category.others]")],
        {"item": "category.others", "file_fault": "unknown"},
    ),
    (Kind.POLICY, [("count_retyped", "count_typed")], {"item": "count_typed", "file_fault": "unknown"}),
    (Kind.POLICY, [("months = 12", "months = ")], {"item": "", "file_fault": "not_toml"}),
    (Kind.SCREENING, [("*★'", "*(★'")], {"item": "rule[1].pattern", "file_fault": "value"}),
    (Kind.SCREENING, [("*★'", "*(★+)+'")], {"item": "rule[1].pattern", "file_fault": "value"}),
]


@pytest.mark.parametrize(("kind", "pairs", "params"), FAULTS)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(
    core: Core, kind: Kind, pairs: list[tuple[str, str]], params: dict[str, str]
) -> None:
    text = {Kind.POLICY: core.org.policy_text, Kind.SCREENING: core.org.screening_text}[kind]
    broken = changed(text, *pairs)
    found = refusal(core, kind, broken.encode())
    assert found.code == "file_unfit_at"
    assert found.clause == rule_files.CLAUSE[kind]
    assert found.params | params == found.params
    said = broken.splitlines()[int(found.params["line"]) - 1]
    assert pairs[0][1].split(" = ")[0] in said or params["item"] == "port", said


def test_a_gateway_file_is_refused_with_all_its_faults_at_once(core: Core) -> None:
    text = core.org.gateway_texts["demo"]
    pairs = (("window = 50", "window = 0"), ("simulator = true", "simulator = false"), ("rate =", "rates ="))
    found = refusal(core, Kind.GATEWAY, changed(text, *pairs).encode())
    assert (found.code, found.clause, found.params["n"]) == ("file_faults", "R2", "4")
    said = explain(found, "en").next
    assert [part.split(": ")[0] for part in said.partition(": ")[2].split("; ")] == [
        "line 7 port (port)",
        "line 18 window (window)",
        "line 19 rates",
        "rate (messages a second)",
    ]


def test_bytes_that_are_no_text_or_too_many_are_refused(core: Core) -> None:
    text = core.org.policy_text
    for data, fault in (
        (text.encode("gb18030"), "not_text"),
        (text.encode("utf-8-sig"), "not_text"),
        (text.replace("R1-R13", "R1\u200b").encode(), "not_text"),
        (text.replace("R1-R13", "e\u0301").encode(), "not_text"),
        (text.encode() + b"#" * 70_000, "too_large"),
    ):
        assert refusal(core, Kind.POLICY, data).params["file_fault"] == fault
    with pytest.raises(ConsoleError, match="unknown_rule_file"):
        core.call("hanxue", wire.BringFile("word list", b""))


class Trials:
    """What was tried, and what a trial finds."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.of: list[str] = []
        self.fault: FileFaultError | None = None
        monkeypatch.setattr(rule_files, "tried", self)

    def __call__(self, file: rule_files.RuleFile) -> FileFaultError | None:
        if file.named.kind is not Kind.SCREENING:
            return None
        self.of.append(file.named.name)
        return self.fault


def test_a_list_on_trial_holds_up_nobody_who_reads(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    trials = Trials(monkeypatch)
    call = wire.BringFile(Kind.SCREENING, words(core).encode())
    with core.context(Caller("hanxue"), write=False) as ctx:
        rest = everything.before()[wire.BringFile](ctx, call)
        assert trials.of == []
    assert rest is not None
    rest()
    assert trials.of == ["next"]
    with core.context(Caller("zhaomin"), write=False) as ctx:
        assert everything.before()[wire.BringFile](ctx, call) is None


def test_a_list_in_force_is_not_tried_again_and_stays_good_whatever_a_trial_would_find(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    trials = Trials(monkeypatch)
    trials.fault = FileFaultError("runs_away", 1, "rule[1].pattern")
    publish(core, bring(core, Kind.GATEWAY, gateway(core, ("price_fen = 4", "price_fen = 5"))))
    assert trials.of == []


def test_a_list_that_a_version_brings_is_tried_before_the_writer_judges_the_version(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = bring(core, Kind.SCREENING, words(core))
    text, signature = core.sign("hanxue", core.call("hanxue", rosters.PrepareRoster([change])))
    trials = Trials(monkeypatch)
    call = rosters.ProposeRoster(text, signature)
    with core.context(Caller("hanxue"), write=False) as ctx:
        rest = everything.before()[rosters.ProposeRoster](ctx, call)
        assert trials.of == []
        assert everything.before()[rosters.ProposeRoster](ctx, rosters.ProposeRoster("{", signature)) is None
        assert (
            everything.before()[rosters.ConfirmRoster](ctx, rosters.ConfirmRoster("0" * 64, signature))
            is None
        )
    assert rest is not None
    rest()
    assert trials.of == ["next"]
    core.call("hanxue", call)
    (waiting,) = core.call("yangfan", rosters.RosterProposals()).rows
    with core.context(Caller("yangfan"), write=False) as ctx:
        assert (
            everything.before()[rosters.ConfirmRoster](ctx, rosters.ConfirmRoster(waiting.digest, signature))
            is not None
        )


def test_a_list_that_a_version_would_bring_is_tried_before_a_reader_judges_the_version(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = bring(core, Kind.SCREENING, words(core))
    trials = Trials(monkeypatch)
    call = rosters.PrepareRoster([change])
    with core.context(Caller("hanxue"), write=False) as ctx:
        rest = everything.before()[rosters.PrepareRoster](ctx, call)
        assert trials.of == []
        assert everything.before()[rosters.PrepareRoster](ctx, rosters.PrepareRoster([])) is None
        assert everything.before()[rosters.PrepareRoster](ctx, rosters.PrepareRoster([], [99])) is None
    assert rest is not None
    rest()
    assert trials.of == ["next"]
    with core.context(Caller("zhaomin"), write=False) as ctx:
        assert everything.before()[rosters.PrepareRoster](ctx, call) is None


def test_a_version_is_one_file_for_ever(core: Core) -> None:
    assert refusal(core, Kind.POLICY, core.org.policy_text.encode() + b"\n").code == "file_version_taken"
    publish(core, bring(core, Kind.SCREENING, words(core)))
    other = words(core, ("保本", "保险"))
    assert refusal(core, Kind.SCREENING, other.encode()).code == "file_version_taken"
    bring(core, Kind.GATEWAY, gateway(core, ("rate = 20000", "rate = 10")))


def test_a_pack_whose_pledge_nobody_could_sign_is_refused(core: Core) -> None:
    unknown = pack(core, ('[pledge]\nversion = "2026-1"', '[pledge]\nversion = "2031-1"'))
    assert refusal(core, Kind.POLICY, unknown.encode()).code == "file_pledge_unknown"
    shorter = pack(core, ("clauses = 12", "clauses = 11"))
    assert refusal(core, Kind.POLICY, shorter.encode()).code == "file_pledge_clauses"


def test_where_accounts_are_not_separated_a_real_gateway_is_refused_in_words(core: Core) -> None:
    real = gateway(core, ('host = "127.0.0.1"', 'host = "sms.bank.cn"'), ("port = 0", "port = 2775"))
    for text in (real, gateway(core, ("simulator = true", "simulator = false"), ("port = 0", "port = 2775"))):
        assert refusal(core, Kind.GATEWAY, text.encode()).code == "gateway_not_for_solo"
    with core.database.writer() as conn:
        conn.execute(
            people.rule_file.insert().values(
                digest=digest(real.encode()),
                kind="gateway",
                name="demo",
                text=real,
                by="hanxue",
                at=render(AT),
            )
        )
    with pytest.raises(RefusedError, match="gateway_not_for_solo"):
        core.call("hanxue", rosters.PrepareRoster([SetGateway("demo", digest(real.encode()))]))


def test_a_version_can_name_only_what_the_desk_has_and_as_the_file_says(core: Core) -> None:
    text = pack(core)
    here = digest(text.encode())
    for wrong in (
        SetPolicy("2026-2", here, "2026-1"),
        SetGateway("demo", "0" * 64),
    ):
        with pytest.raises(RefusedError, match="roster_other_file"):
            core.call("hanxue", rosters.PrepareRoster([wrong]))
    bring(core, Kind.POLICY, text)
    for wrong, code in (
        (SetPolicy("2026-3", here, "2026-1"), "roster_other_file"),
        (SetPolicy("2026-2", here, "2026-9"), "file_other_pledge"),
        (SetGateway("demo", here), "roster_other_file"),
    ):
        with pytest.raises(RefusedError, match=code):
            core.call("hanxue", rosters.PrepareRoster([wrong]))


def test_what_nobody_proposed_is_forgotten_and_what_a_version_or_proposal_names_is_not(core: Core) -> None:
    idle, waiting, published = (words(core, ("保本", word)) for word in ("保险", "保值", "保证"))
    publish(core, bring(core, Kind.SCREENING, published))
    bring(core, Kind.POLICY, pack(core))
    ago(core, seconds=1)
    later = changed(waiting, ('version = "next"', 'version = "later"'))
    change = bring(core, Kind.SCREENING, later)
    text, signature = core.sign("hanxue", core.call("hanxue", rosters.PrepareRoster([change])))
    core.call("hanxue", rosters.ProposeRoster(text, signature))
    forgotten = changed(idle, ('version = "next"', 'version = "last"'))
    bring(core, Kind.SCREENING, forgotten)
    ago(core, days=31)
    bring(core, Kind.GATEWAY, gateway(core, ("rate = 20000", "rate = 10")))
    for kept in (published, later, core.org.screening_text):
        core.call("hanxue", wire.RuleFileDetail(digest(kept.encode())))
    for gone in (forgotten, pack(core)):
        with pytest.raises(ConsoleError, match="no_such_rule_file"):
            core.call("hanxue", wire.RuleFileDetail(digest(gone.encode())))


# ---- history, and what the dispatchers have


def test_the_history_tells_which_file_was_in_force_from_when_and_who_signed(core: Core) -> None:
    (first,) = rows(core, Kind.POLICY)
    assert (first.name, first.roster, first.until, first.kept) == ("2026-1", 1, "", True)
    assert first.signed_by == ["hanxue", "yangfan"]
    ago(core, hours=1)
    publish(core, bring(core, Kind.POLICY, pack(core)))
    ago(core, hours=1)
    publish(core, bring(core, Kind.SCREENING, words(core)))
    now, before = rows(core, Kind.POLICY)
    assert (now.name, now.roster, now.until) == ("2026-2", 2, "")
    assert (before.name, before.roster, before.until) == ("2026-1", 1, now.since)
    ago(core, hours=1)
    back = rule_files.opened(Kind.POLICY, core.org.policy_text.encode())
    publish(core, rule_files.change(back))
    assert [(r.name, r.roster) for r in rows(core, Kind.POLICY)] == [
        ("2026-1", 4),
        ("2026-2", 2),
        ("2026-1", 1),
    ]


def test_what_a_dispatcher_lacks_is_told_until_it_says_that_it_has_it(core: Core) -> None:
    def lacking() -> list[str]:
        return [
            a.params["rule_file"]
            for a in core.call("hanxue", rosters.Alerts())
            if a.code == "file_not_at_sender"
        ]

    old = [digest(core.org.policy_text.encode()), digest(core.org.gateway_texts["demo"].encode())]
    assert lacking() == [], "nobody was heard"
    core.call("dispatch-1", dispatch.Heartbeat(GATEWAYS, old))
    assert lacking() == []
    later, dear = pack(core), gateway(core, ("rate = 20000", "rate = 10"))
    publish(
        core,
        bring(core, Kind.POLICY, later),
        bring(core, Kind.GATEWAY, dear),
        bring(core, Kind.SCREENING, words(core)),
    )
    assert lacking() == ["policy", "gateway"], "the list is the desk's alone"
    assert rows(core, Kind.POLICY)[0].missing_at == ["dispatch-1"]
    assert [r.missing_at for r in rows(core, Kind.SCREENING)] == [[], []]
    core.call("dispatch-1", dispatch.Heartbeat(GATEWAYS, [*old, digest(later.encode())]))
    assert lacking() == ["gateway"]
    core.call(
        "dispatch-1", dispatch.Heartbeat(GATEWAYS, [*old, digest(later.encode()), digest(dear.encode())])
    )
    assert lacking() == []
    core.call("dispatch-1", dispatch.Heartbeat(GATEWAYS, []))
    ago(core, seconds=11)
    assert lacking() == [], "a dispatcher that is silent is another matter"


def test_the_monitor_names_the_file_for_want_of_which_a_release_waits(core: Core) -> None:
    publish(core, bring(core, Kind.POLICY, pack(core)))
    request = core.cleared()
    core.call("dispatch-1", dispatch.Heartbeat(GATEWAYS, []))
    core.step("qianwei", "release", request, slot=1, count=20)
    view: sends.SendView = core.call("qianwei", sends.SendDetail(request, 1))
    assert (view.row.state, view.row.reason) == ("released", "policy_not_here")
    (row,) = core.call("qianwei", sends.SendsPage()).rows
    assert row.reason == "policy_not_here"
    core.call("dispatch-1", dispatch.Heartbeat(GATEWAYS, [digest(pack(core).encode())]))
    assert core.call("qianwei", sends.SendDetail(request, 1)).row.reason == "gateway_not_here"
    have = [digest(pack(core).encode()), digest(core.org.gateway_texts["demo"].encode())]
    core.call("dispatch-1", dispatch.Heartbeat(GATEWAYS, have))
    assert core.call("qianwei", sends.SendDetail(request, 1)).row.reason == ""


# ---- the desk's own start


@pytest.mark.parametrize("name", ["policy.toml", "screening.toml"])
def test_a_desk_without_a_file_that_the_roster_names_does_not_start_and_names_it(
    tmp_path: Path, database_url: str, name: str
) -> None:
    org = bank()
    org.write(tmp_path)
    (tmp_path / name).unlink()
    core = open_core(database_url, org)
    with core.database.writer() as conn:
        conn.execute(delete(people.rule_file))
    desk = Desk(core.desk.roots, core.desk.genesis, core.desk.plan, core.desk.optout_key)
    with core.database.writer() as conn:
        rules.establish(
            conn, desk, signers=org.signers, rosters=org.rosters, pledges=org.pledges, at=render(AT),
            files=read_files(Home(tmp_path)),
        )  # fmt: skip
        with pytest.raises(ConsoleError, match="rule_file_missing") as caught:
            rules.load(conn, desk)
    assert caught.value.params["rule_file"] == name.removesuffix(".toml")
    core.database.close()


def test_a_desk_keeps_the_files_that_its_rosters_name_wherever_they_lie_and_no_others(
    tmp_path: Path, core: Core
) -> None:
    core.org.write(tmp_path)
    (tmp_path / "policies").mkdir()
    (tmp_path / "policy.toml").rename(tmp_path / "policies" / "first.toml")
    (tmp_path / "gateways" / "other.toml").write_text("x = 1", "utf-8")
    with core.database.writer() as conn:
        conn.execute(delete(people.rule_file))
        rules.establish(
            conn, core.desk, signers=core.org.signers, rosters=core.org.rosters, pledges=core.org.pledges,
            at=render(AT), files=read_files(Home(tmp_path)),
        )  # fmt: skip
        kept = set(conn.execute(select(people.rule_file.c.digest)).scalars())
        rules.load(conn, Desk(core.desk.roots, core.desk.genesis, core.desk.plan, core.desk.optout_key))
    assert kept == {digest(data) for data in core.org.files()}


def test_a_row_that_was_changed_behind_the_desk_s_back_is_no_file_of_the_roster_s(core: Core) -> None:
    softer = core.org.screening_text.replace('"绝密", ', "")
    with core.database.writer() as conn:
        conn.execute(
            update(people.rule_file).where(people.rule_file.c.kind == "screening").values(text=softer)
        )
        fresh = Desk(core.desk.roots, core.desk.genesis, core.desk.plan, core.desk.optout_key)
        with pytest.raises(ConsoleError, match="rule_file_missing"):
            rules.load(conn, fresh)
