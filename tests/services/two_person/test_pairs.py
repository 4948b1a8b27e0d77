"""Two people settle who is in doubt: what the desk asks of each, carries to the dispatcher, and believes only from there."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain.times import render
from console.domain.two_person.pairs import Proposal
from console.errors import ConsoleError
from console.services.rosters import rules
from console.signing.bundle import verify
from console.signing.bundle_file import Own, unpack
from console.signing.canonical import dumps
from console.signing.pairs import verify_settle
from console.signing.statements import Signed, digest
from console.wire import calls, dispatch, pairs
from console.wire.answers import Blob, Done, Prepared
from console.wire.ledger import ledger
from console.wire.sending import sends
from console.wire.sending.slots import Tally
from tests import asking
from tests.services.core import Core
from tests.services.ways import remembered

DISPATCH = "dispatch-1"
DOUBT: dict[str, int] = {"delivered": 17, "unknown": 3}


def told(core: Core, request: int, event: str, reason: str = "", proposal: str = "", /, **tally: int) -> None:
    """A signed report of the dispatcher about the first slot."""
    slot = core.view("zhoujian", request).slots[0]
    release = digest_of_release(core, request)
    text = dumps({"event": event, "request": request, "proposal": proposal, "tally": tally}).decode()
    numbers = Tally(approved=slot.n, **tally)
    signature = core.org.service.sign(text.encode(), "sms-report@yunling")
    core.call(DISPATCH, dispatch.ReportSlot(request, 1, release, event, reason, numbers, text, signature))


def digest_of_release(core: Core, request: int) -> str:
    steps = core.view("zhoujian", request).steps
    return next(step.digest for step in steps if step.kind == "release")


@remembered
def doubtful(core: Core, **tally: int) -> int:
    """A request whose slot ended with three recipients in doubt."""
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=20)
    told(core, request, "started", queued=20)
    told(core, request, "done", **(tally or DOUBT))
    return request


def propose(core: Core, request: int, by: str = "qianwei", **fields: Any) -> str:
    prepared = core.call(by, asking.settle(request, **fields))
    core.enact(by, prepared)
    return digest(prepared.text.encode())


def confirm(core: Core, proposal: str, by: str = "sunli") -> Done:
    return core.enact(by, core.call(by, asking.confirmation(proposal)))


def rows(core: Core, person: str = "qianwei", *, open: bool = False) -> list[pairs.ProposalRow]:  # noqa: A002 - the call's own name
    found: list[pairs.ProposalRow] = core.call(person, pairs.ProposalsPage(open=open))
    return found


def todo(core: Core, person: str) -> list[str]:
    return [row.what for row in core.call(person, calls.Todo())]


def offered(core: Core) -> list[dispatch.Settlement]:
    answer: dispatch.Released = core.call(DISPATCH, dispatch.PullReleased(["demo"]))
    return answer.settlements


def kinds(core: Core, request: int) -> list[str]:
    return [r.kind for r in core.call("shenyu", ledger.EntriesPage(subject=f"request:{request}")).rows]


def test_operator_and_first_approver_settle_and_the_tally_follows_the_dispatcher(core: Core) -> None:
    request = doubtful(core)
    assert "unknown" in todo(core, "qianwei")
    proposal = propose(core, request)
    # Proposed: nothing of the operator's waits any more, and the approver's turn has come.
    assert "unknown" not in todo(core, "qianwei")
    assert "confirm" not in todo(core, "qianwei")
    waiting = next(row for row in core.call("sunli", calls.Todo()) if row.what == "confirm")
    assert (waiting.request, waiting.slot, waiting.due) == (request, 1, render(core.at + timedelta(hours=72)))
    assert offered(core) == []
    confirm(core, proposal)
    assert "confirm" not in todo(core, "sunli")
    (row,) = offered(core)
    assert (row.request, row.slot, row.release) == (request, 1, digest_of_release(core, request))
    # Until the dispatcher has answered nothing changed.
    assert core.view("sunli", request).slots[0].tally.unknown == 3
    assert [r.state for r in rows(core)] == ["confirmed"]
    told(core, request, "corrected", "settled_not_sent", proposal, delivered=17, not_sent=3)
    tally = core.view("sunli", request).slots[0].tally
    assert (tally.balances(), tally.unknown, tally.not_sent) == (True, 0, 3)
    assert [(r.state, r.by, r.confirmed_by) for r in rows(core)] == [("applied", "qianwei", "sunli")]
    assert offered(core) == []
    assert kinds(core, request)[:3] == ["send.corrected", "proposal.confirmed", "proposal.made"]
    assert "unknown" not in todo(core, "qianwei")


def test_both_signatures_stand_in_the_ledger_and_the_dispatcher_s_judge_takes_them(core: Core) -> None:
    request = doubtful(core)
    confirm(core, propose(core, request))
    (row,) = offered(core)
    entries = core.call("shenyu", ledger.EntriesPage(subject=f"request:{request}")).rows[:2]
    views_ = [core.call("shenyu", ledger.EntryDetail(entry.seq)) for entry in entries]
    assert [(v.statement, v.signature) for v in views_] == [
        (row.confirmation, row.confirmation_signature),
        (row.proposal, row.proposal_signature),
    ]
    blob: Blob = core.call(DISPATCH, calls.BundleOf(request, 1))
    own = Own(core.org.policy_text, core.org.gateway_texts["demo"])
    bundle = unpack(blob.data)
    verified = verify(bundle, core.org.roots, render(core.at), own=own)
    act = verify_settle(
        verified,
        Signed(row.proposal, [row.proposal_signature]),
        Signed(row.confirmation, [row.confirmation_signature]),
        bundle,
        core.org.roots,
        unknown=3,
    )
    assert (str(act.verdict), act.count) == ("not_sent", 3)


@pytest.mark.parametrize("person", ["wuhong", "zhaomin", "sunli", "liqiang"])
def test_nobody_but_the_releasing_department_s_operator_proposes(core: Core, person: str) -> None:
    core.refuses("not_your_part", person, asking.settle(doubtful(core)))


@pytest.mark.parametrize("person", ["liqiang", "zhoujian", "zhengtao"])
def test_nobody_but_the_first_approver_confirms(core: Core, person: str) -> None:
    proposal = propose(core, doubtful(core))
    core.refuses("not_your_part", person, asking.confirmation(proposal))
    core.refuses("same_person_twice", "qianwei", asking.confirmation(proposal))


def test_the_rule_is_asked_again_when_the_signature_comes_in(core: Core) -> None:
    """Bytes that the desk would never have prepared are refused as well."""
    request = doubtful(core)
    good = core.call("qianwei", asking.settle(request))
    mine = Prepared(good.text.replace('"by":"qianwei"', '"by":"wuhong"'))
    text, signature = core.sign("wuhong", mine)
    core.refuses("not_your_part", "wuhong", calls.Enact(text, signature))
    for old, new, code in (
        ('"count":3', '"count":2', "unknown_count_differs"),
        (digest_of_release(core, request), "0" * 64, "stale"),
    ):
        text, signature = core.sign("qianwei", Prepared(good.text.replace(old, new)))
        core.refuses(code, "qianwei", calls.Enact(text, signature))
    statement = msgspec.json.decode(good.text, type=Proposal)
    longer = good.text.replace(statement.expires, render(core.at + timedelta(hours=73)))
    text, signature = core.sign("qianwei", Prepared(longer))
    core.refuses("proposal_expired", "qianwei", calls.Enact(text, signature))


def test_what_cannot_be_settled_is_refused_in_words(core: Core) -> None:
    request = doubtful(core)
    core.refuses("unknown_count_differs", "qianwei", asking.settle(request, count=2))
    core.refuses("reason_missing", "qianwei", asking.settle(request, reason=" "))
    core.refuses("not_a_choice", "qianwei", asking.settle(request, verdict="perhaps"))
    propose(core, request)
    core.refuses("proposed_already", "qianwei", asking.settle(request))
    with pytest.raises(ConsoleError):
        core.call("sunli", asking.confirmation("0" * 64))
    core.refuses("nothing_unknown", "qianwei", asking.settle(doubtful(core, delivered=20)))
    for state in ("queued", "in_flight"):
        running = core.cleared()
        core.step("qianwei", "release", running, slot=1, count=20)
        told(core, running, "started", **{state: 10}, unknown=3, delivered=7)
        core.refuses("still_sending", "qianwei", asking.settle(running))


def test_a_proposal_without_its_second_is_nothing_after_its_time(core: Core) -> None:
    request = doubtful(core)
    proposal = propose(core, request)
    core.at += timedelta(hours=72)
    core.refuses("proposal_expired", "sunli", asking.confirmation(proposal))
    assert [r.state for r in rows(core)] == ["expired"]
    assert rows(core, open=True) == []
    assert "confirm" not in todo(core, "sunli")
    assert "unknown" in todo(core, "qianwei")
    # And another may be made.
    assert propose(core, request, reason="再次提议") != proposal


def test_a_confirmed_pair_that_the_dispatcher_did_not_take_in_time_is_offered_no_more(core: Core) -> None:
    request = doubtful(core)
    confirm(core, propose(core, request))
    core.at += timedelta(hours=72)
    assert offered(core) == []
    assert [r.state for r in rows(core)] == ["expired"]
    propose(core, request, reason="再次提议")


def test_a_receipt_that_comes_between_the_two_overtakes_the_proposal(core: Core) -> None:
    request = doubtful(core)
    proposal = propose(core, request)
    told(core, request, "corrected", "receipts", delivered=18, unknown=2)
    core.refuses("proposal_overtaken", "sunli", asking.confirmation(proposal))
    assert [r.state for r in rows(core)] == ["overtaken"]
    assert "unknown" in todo(core, "qianwei")
    again = propose(core, request, count=2)
    confirm(core, again)
    assert [r.digest for r in rows(core, open=True)] == [again]


def test_who_left_in_between_makes_the_pair_worth_nothing(core: Core) -> None:
    """The proposer is judged at both moments."""
    request = doubtful(core)
    proposal = propose(core, request)
    roster = core.org.roster
    assert roster is not None
    later = msgspec.structs.replace(
        roster,
        version=2,
        previous=core.org.rosters[-1].digest(),
        at=render(core.at),
        posts=[a for a in roster.posts if a.person != "qianwei"],
    )
    core.org.add_roster(later)
    with core.database.writer() as conn:
        rules.establish(
            conn,
            core.desk,
            signers=core.org.signers,
            rosters=core.org.rosters,
            pledges=core.org.pledges,
            at=render(core.at),
        )
    core.refuses("not_in_roster", "sunli", asking.confirmation(proposal))


def test_a_settlement_that_the_dispatcher_refuses_is_told_and_can_be_made_anew(core: Core) -> None:
    request = doubtful(core)
    proposal = propose(core, request)
    confirm(core, proposal)
    # A desk whose bytes were changed on the way hears of a digest that it does not know.
    told(core, request, "settle_refused", "pair_signature", "0" * 64, **DOUBT)
    (row,) = rows(core)
    assert (row.state, row.why) == ("refused", "pair_signature")
    assert offered(core) == []
    assert core.view("sunli", request).slots[0].tally.unknown == 3
    assert "unknown" in todo(core, "qianwei")
    propose(core, request, reason="再次提议")


def test_closed_recipients_stay_unknown_and_wait_for_nobody(core: Core) -> None:
    request = doubtful(core)
    proposal = propose(core, request, verdict="closed")
    confirm(core, proposal)
    told(core, request, "corrected", "settled_closed", proposal, **DOUBT)
    assert core.view("sunli", request).slots[0].tally.unknown == 3
    assert "unknown" not in todo(core, "qianwei")
    # A receipt that comes all the same takes one away and brings no work back.
    told(core, request, "corrected", "receipts", delivered=18, unknown=2)
    assert "unknown" not in todo(core, "qianwei")
    # Who finds out later may still say so.
    assert propose(core, request, count=2)


def test_an_answer_of_the_dispatcher_is_not_taken_back_by_a_later_refusal(core: Core) -> None:
    request = doubtful(core)
    proposal = propose(core, request)
    confirm(core, proposal)
    told(core, request, "corrected", "settled_not_sent", proposal, delivered=17, not_sent=3)
    told(core, request, "settle_refused", "settle_count", proposal, delivered=17, not_sent=3)
    assert [r.state for r in rows(core)] == ["applied"]


def test_the_monitor_greys_the_keys_with_their_reason(core: Core) -> None:
    request = doubtful(core)

    def may(person: str) -> dict[str, str]:
        view: sends.SendView = core.call(person, sends.SendDetail(request, 1))
        return {
            name: r.code if r else "" for name, r in view.allowed.items() if name in {"settle", "confirm"}
        }

    assert may("qianwei") == {"settle": "", "confirm": "nothing_proposed"}
    assert may("sunli")["settle"] == "not_your_part"
    propose(core, request)
    assert may("qianwei") == {"settle": "proposed_already", "confirm": "same_person_twice"}
    assert may("sunli")["confirm"] == ""
    assert may("liqiang")["confirm"] == "not_your_part"


def test_another_department_sees_none_of_it(core: Core) -> None:
    request = doubtful(core)
    proposal = propose(core, request)
    assert rows(core, "weina") == []
    core.refuses("not_your_department", "weina", asking.confirmation(proposal))
    core.refuses("not_your_department", "weina", asking.settle(request))


def test_no_ledger_entry_of_a_settlement_holds_a_number(core: Core) -> None:
    request = doubtful(core)
    confirm(core, propose(core, request))
    for entry in core.call("shenyu", ledger.EntriesPage(subject=f"request:{request}")).rows[:2]:
        view: ledger.EntryView = core.call("shenyu", ledger.EntryDetail(entry.seq))
        assert "1610000" not in view.envelope + view.statement
