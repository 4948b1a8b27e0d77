"""Trials (R2) at the desk: proposed by the custodian or the operator, let go by the General Department's manager, reported by telephone."""

import hashlib
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain.refusals import Refusal
from console.domain.rosters import rule_files
from console.domain.rosters.rule_files import Kind
from console.domain.sending.trials import A_DAY, Trial
from console.domain.times import render
from console.errors import ConsoleError, RefusedError
from console.services.sending import trials as sending_trials
from console.signing.canonical import dumps
from console.wire import calls, dispatch, pairs
from console.wire.answers import Done
from console.wire.sending.trials import TrialReport, TrialRow, Trials, TrialsView, Tried
from tests import asking
from tests.services.core import Core
from tests.services.freezes.test_freezes import _same_clock, kinds

__all__ = ["_same_clock"]
OPERATOR, CUSTODIAN, MANAGER = "qianwei", "fenglei", "zhengtao"
TO = "移动测试机、联通测试机"


def trials(core: Core, person: str = CUSTODIAN) -> TrialsView:
    view: TrialsView = core.call(person, Trials())
    return view


def rows(core: Core, person: str = CUSTODIAN) -> list[TrialRow]:
    return trials(core, person).rows


def asked(subject: str = "demo", to: str = TO) -> Any:
    return asking.asked(Trial, subject, to=to, reason="新接的网关")


def propose(core: Core, person: str = CUSTODIAN, subject: str = "demo", to: str = TO) -> pairs.ProposalRow:
    core.enact(person, core.call(person, asked(subject, to)))
    found: list[pairs.ProposalRow] = core.call(person, pairs.ProposalsPage())
    return found[0]


def confirm(core: Core, row: pairs.ProposalRow, by: str) -> None:
    core.enact(by, core.call(by, asking.confirmation(row.digest)))


def offers(core: Core) -> list[dispatch.TrialOffer]:
    released: dispatch.Released = core.call("dispatch-1", dispatch.PullReleased(["demo"]))
    return released.trials


def tell(
    core: Core, proposal: str, event: str, *tried: Tried, reason: str = "", revision: int = 1, **changes: Any
) -> Done:
    said = TrialReport(
        core.org.roots.org, "dispatch-1", render(core.at), proposal, event, reason, revision, [*tried]
    )
    text = dumps(msgspec.to_builtins(msgspec.structs.replace(said, **changes)))
    done: Done = core.call(
        "dispatch-1",
        dispatch.ReportTrial(text.decode(), core.org.service.sign(text, f"sms-trial@{said.org}")),
    )
    return done


def todo(core: Core, person: str) -> list[str]:
    return [one.what for one in core.call(person, calls.Todo()) if "trial" in one.what]


def test_a_gateway_is_tried_by_two_and_what_came_of_it_stands_by_telephone(core: Core) -> None:
    assert rows(core) == []
    (line,) = [one for one in trials(core).lines if one.gateway == "demo"]
    assert line.handsets[0] == ("移动测试机", "139****0001")
    made = propose(core)
    act = msgspec.json.decode(made.text)["act"]
    assert (act["number"], act["text"], act["request"]) == ("2026-T001", line.text, "")
    assert [(row.state, row.label) for row in rows(core)] == [("open", "移动测试机"), ("open", "联通测试机")]
    assert (todo(core, MANAGER), todo(core, CUSTODIAN), offers(core)) == (["confirm_trial_line"], [], [])
    core.refuses("not_your_part", "jiangbo", asking.confirmation(made.digest))
    confirm(core, made, MANAGER)
    (offer,) = offers(core)
    assert hashlib.sha256(offer.proposal.encode()).hexdigest() == made.digest
    tell(core, made.digest, "started")
    assert offers(core) == []
    sent = (
        Tried(3, "", "00A1", "161", 1_000, 3_500, matched=True),
        Tried(2, "", "00A2", "00a2", 1_000, 2_000, matched=False),
    )
    tell(core, made.digest, "", *sent, revision=3)
    tell(core, made.digest, "", Tried(1, "", "", "", 0, 0, matched=False), revision=2)
    first, second = rows(core, MANAGER)
    assert (first.state, first.msgid, first.receipt, first.seconds) == ("delivered", "00A1", "161", "2.5")
    assert (first.learned, second.learned) == ("", "other_number")
    assert (second.state, second.receipt, second.mobile) == ("accepted", "? 00a2", "130****0002")
    tell(core, made.digest, "done", *sent, revision=4)
    tell(core, made.digest, "done", *sent, revision=4)
    assert kinds(core)[-4:] == ["proposal.made", "proposal.confirmed", "trial.started", "trial.done"]


def test_a_trial_that_both_signed_says_why_it_does_not_go_out_and_keeps_its_telephones(core: Core) -> None:
    def beat(state: str, lacks: str = "") -> None:
        assert core.org.roster is not None
        has = [one.digest for one in rule_files.named(core.org.roster) if one.kind != lacks]
        core.call("dispatch-1", dispatch.Heartbeat({"demo": state}, has))

    made = propose(core, to="移动测试机")
    assert [row.why for row in rows(core)] == [""], "it waits for its second signature"
    confirm(core, made, MANAGER)
    core.at += timedelta(seconds=30)
    assert [row.why for row in rows(core)] == ["dispatcher_gone"]
    for state in ("vault_locked", "secret_missing", "line_bind_failed", "gateway_changing"):
        beat(state)
        assert [row.why for row in rows(core)] == [state]
    beat("up", Kind.GATEWAY)
    assert [row.why for row in rows(core)] == ["gateway_not_here"]
    beat("up")
    assert [row.why for row in rows(core)] == [""]
    beat("line_unreachable")
    tell(core, made.digest, "started", Tried(0, "", "", "", 0, 0, matched=False))
    assert [row.why for row in rows(core)] == ["line_unreachable"], "it was taken in, and waits for the line"
    tell(core, made.digest, "", Tried(3, "", "A1", "A1", 1_000, 2_000, matched=True), revision=2)
    assert [(row.why, row.mobile) for row in rows(core)] == [("", "139****0001")]


@pytest.mark.parametrize(
    ("answered", "reported", "learned"),
    [
        ("00A1", "161", "hex_to_dec"),
        ("0161", "A1", "dec_to_hex"),
        ("00A1", "00a1", "other_number"),
        ("00A1", "162", "unlike"),
        ("00A1", "", "unlike"),
        ("", "161", ""),
    ],
)
def test_a_receipt_that_matched_nobody_says_what_the_gateway_file_should_say(
    core: Core, answered: str, reported: str, learned: str
) -> None:
    made = propose(core, to="移动测试机")
    confirm(core, made, MANAGER)
    tell(core, made.digest, "", Tried(2, "", answered, reported, 1_000, 2_000, matched=False))
    (row,) = rows(core)
    assert row.learned == learned


def test_an_approved_text_is_tried_by_its_operator(core: Core) -> None:
    request = core.cleared()
    view = core.call(OPERATOR, calls.RequestDetail(request))
    core.refuses("not_your_part", CUSTODIAN, asked(f"request:{request}"))
    made = propose(core, OPERATOR, f"request:{request}")
    act = msgspec.json.decode(made.text)["act"]
    assert (act["request"], made.kind) == (view.digest, "trial_text")
    assert todo(core, MANAGER) == ["confirm_trial_text"]
    confirm(core, made, MANAGER)
    assert [one.request for one in offers(core)] == [request]
    tell(core, made.digest, "refused", reason="trial_late")
    assert {(row.state, row.why) for row in rows(core, OPERATOR)} == {("refused", "trial_late")}


def test_a_request_that_nobody_approved_yet_is_not_tried(core: Core) -> None:
    request = core.requested("notice", "business")
    core.refuses("trial_not_approved", OPERATOR, asked(f"request:{request}"))


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("陌生机", "trial_no_handset"),
        ("a、b、c、d、e、f", "trial_handsets"),
        ("，、 ", "trial_handsets"),
        ("13900000001", "application_mobile"),
    ],
)
def test_only_telephones_of_the_gateway_file_are_taken(core: Core, to: str, code: str) -> None:
    core.refuses(code, CUSTODIAN, asked(to=to))


def test_a_sentence_under_another_signature_is_not_tried(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    read = sending_trials._file

    def foreign(ctx: Any, gateway: str) -> Any:
        file, digest = read(ctx, gateway) or pytest.fail("no file")
        return msgspec.structs.replace(file, test_text="【别家银行】短信通道测试，请勿回复。"), digest

    monkeypatch.setattr(sending_trials, "_file", foreign)
    with pytest.raises(RefusedError) as caught:
        core.call(CUSTODIAN, asked())
    assert caught.value.refusal.code == "trial_signature"
    assert caught.value.refusal.params["signature"] == "【别家银行】"


def test_one_at_a_time_and_so_many_a_day(core: Core) -> None:
    propose(core)
    core.refuses("trial_proposed_already", CUSTODIAN, asked())
    for nth in range(1, A_DAY + 1):
        made = core.call(CUSTODIAN, pairs.ProposalsPage())[0]
        confirm(core, made, MANAGER)
        tell(core, made.digest, "started", revision=nth)
        if nth < A_DAY:
            propose(core)
    core.refuses("trial_many", CUSTODIAN, asked())
    core.at += timedelta(hours=25)
    assert msgspec.json.decode(propose(core).text)["act"]["number"] == f"2026-T{A_DAY + 1:03d}"


def test_a_report_that_is_not_the_dispatcher_s_or_of_no_trial_changes_nothing(core: Core) -> None:
    made = propose(core)
    confirm(core, made, MANAGER)
    with pytest.raises(ConsoleError, match="bad_report"):
        tell(core, made.digest, "started", org="another")
    assert tell(core, "ab" * 32, "started").seq == 0
    assert len(offers(core)) == 1


def test_whoever_may_not_propose_reads_why(core: Core) -> None:
    refusal = trials(core, OPERATOR).refusal
    assert isinstance(refusal, Refusal)
    assert trials(core).refusal is None
