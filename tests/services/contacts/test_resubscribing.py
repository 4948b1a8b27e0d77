"""重新订阅 (R13): a refusal ends by two people and proof, once every dispatcher knows; its record stays, and a later one counts."""

import secrets
from array import array
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from console.acting.contacts import resubscribing
from console.desk import __main__ as desk
from console.domain.contacts.packing import pack_numbers, unpack_numbers
from console.domain.contacts.resubscribing import Resubscribe, sealed
from console.domain.times import render
from console.domain.two_person.pairs import Proposal
from console.errors import ConsoleError, RefusedError
from console.launch.organisation import DEMO_PACK
from console.services.contacts import hashed_optouts
from console.services.context import Caller
from console.services.erasure import erasure_reports
from console.signing import keys
from console.signing.canonical import dumps
from console.signing.statements import digest
from console.store.contacts import optout
from console.store.tables import LedgerRecord
from console.wire import dispatch, pairs
from console.wire.contacts import lists, optouts, replies
from console.wire.contacts.numbers import SearchNumber
from console.wire.ledger import ledger as ledger_calls
from console.wire.sending import erasure as wire
from tests import asking
from tests.services.core import Core, bank, open_core, organisation
from tests.services.erasure.test_erasing import DISPATCH, answer, confirm, erased, sent, todo
from tests.services.erasure.test_erasing import _in as in_roster
from tests.services.replying import MOMENT, replied
from tests.world import numbers

WHY = "本人来电要求恢复"
NUM, OTHER = list(numbers(20))[:2]


@pytest.fixture
def core(database_url: str) -> Iterator[Core]:
    # Numbers of what was sent may go at once in this house.
    made = open_core(database_url, bank(policy_text=organisation(policy_pack=DEMO_PACK).policy_text))
    yield made
    made.database.close()


def refuse(core: Core, num: int = NUM, scope: str = "promotion", source: str = "来电") -> None:
    core.call("wangfang", optouts.AddOptOuts([num], scope, source))


def found(core: Core, num: int = NUM, person: str = "zhaomin") -> list[optouts.OptOutOf]:
    rows: list[optouts.OptOutOf] = core.call(person, optouts.OptOutsOf(num, WHY))
    return rows


def ending(core: Core, serial: int, **said: Any) -> Any:
    given = {"wanted": render(core.at), "proof": "paper", "evidence": "2026-退-17"} | said
    return asking.resubscribe(serial, **given)


def proposed(core: Core, num: int = NUM, **said: Any) -> str:
    prepared = core.call("zhaomin", ending(core, found(core, num)[0].serial, **said))
    core.enact("zhaomin", prepared)
    return digest(prepared.text.encode())


def ended(core: Core, num: int = NUM, **said: Any) -> str:
    proposal = proposed(core, num, **said)
    confirm(core, proposal, "zhengtao")
    answer(core, "resubscribed", proposal)
    return proposal


def in_force(core: Core, after: int = 0) -> list[int]:
    chunk: dispatch.OptOutChunk = core.call(DISPATCH, dispatch.PullOptOuts(after))
    return list(unpack_numbers(chunk.numbers))


def state(core: Core, proposal: str) -> tuple[str, str]:
    rows: list[pairs.ProposalRow] = core.call("zhaomin", pairs.ProposalsPage(open=False))
    row = next(one for one in rows if one.digest == proposal)
    return row.state, row.why


def kinds(core: Core) -> list[str]:
    page: ledger_calls.EntryPage = core.call("zhengtao", ledger_calls.EntriesPage())
    return [row.kind for row in page.rows]


def test_a_refusal_ends_by_two_people_and_only_when_the_dispatcher_knows(core: Core) -> None:
    refuse(core)
    row = found(core)[0]
    prepared = core.call("zhaomin", ending(core, row.serial))
    assert str(NUM) not in prepared.text
    act = msgspec.json.decode(prepared.text, type=Proposal).act
    assert isinstance(act, Resubscribe)
    assert act.number == sealed(NUM, row.salt) != sealed(OTHER, row.salt)
    core.enact("zhaomin", prepared)
    proposal = digest(prepared.text.encode())
    core.refuses("resubscribe_proposed_already", "wangfang", ending(core, row.serial))
    core.refuses("same_person_twice", "zhaomin", asking.confirmation(proposal))
    core.refuses("not_your_part", "sunli", asking.confirmation(proposal))
    assert "confirm_resubscribe" in todo(core, "zhengtao")
    confirm(core, proposal, "zhengtao")
    offered = core.call(DISPATCH, dispatch.PullReleased([])).erasures
    assert [(one.num, sealed(one.num, one.salt)) for one in offered] == [(NUM, act.number)]
    # Until every dispatcher knows, it holds.
    assert in_force(core) == [NUM]
    answer(core, "resubscribed", proposal)
    assert in_force(core) == []
    assert found(core) == []
    assert state(core, proposal) == ("applied", "")
    assert {"optout.ended", "erasure.resubscribed", "optout.looked_up"} <= set(kinds(core))


def test_the_record_stays_with_its_end_in_the_list_and_in_the_numbers_story(core: Core) -> None:
    refuse(core)
    proposal = ended(core)
    (row,) = core.call("wangfang", optouts.OptOutsPage()).rows
    assert row.ended == render(core.at)
    (opted,) = core.call("wangfang", SearchNumber(NUM, "来电核实")).optouts
    assert (opted.ended, opted.end) == (render(core.at), proposal)


def test_a_later_refusal_counts_again_and_may_end_again(core: Core) -> None:
    refuse(core)
    ended(core)
    refuse(core)
    assert in_force(core) == [NUM]
    core.at += timedelta(minutes=5)
    ended(core)
    assert in_force(core) == []
    refuse(core)
    assert in_force(core) == [NUM]
    assert len(core.call("wangfang", SearchNumber(NUM, "来电核实")).optouts) == 3


def test_a_reply_that_is_only_told_again_neither_refuses_anew_nor_undoes_an_end(core: Core) -> None:
    said = replied((NUM, "退订"))
    core.call(DISPATCH, said)
    proposal = proposed(core)
    # As a dispatcher does that doubts whether this desk still has it.
    core.call(DISPATCH, said)
    confirm(core, proposal, "zhengtao")
    answer(core, "resubscribed", proposal)
    assert state(core, proposal) == ("applied", "")
    core.call(DISPATCH, said)
    assert in_force(core) == []
    # Whoever says it again refuses again.
    core.call(DISPATCH, replies.ReportReplies([msgspec.structs.replace(said.rows[0], times=2)]))
    assert in_force(core) == [NUM]


@pytest.mark.parametrize("when", ["proposed", "confirmed"])
def test_a_refusal_said_again_meanwhile_does_not_end_and_reaches_the_dispatcher_anew(
    core: Core, when: str
) -> None:
    refuse(core)
    proposal = proposed(core)
    before = core.call(DISPATCH, dispatch.PullReleased([])).optouts
    if when == "confirmed":
        confirm(core, proposal, "zhengtao")
    refuse(core)
    assert in_force(core, before) == [NUM]
    if when == "proposed":
        core.refuses("resubscribe_stale", "zhengtao", asking.confirmation(proposal))
    else:
        newer = core.call(DISPATCH, dispatch.PullReleased([])).optouts
        answer(core, "resubscribed", proposal)
        assert state(core, proposal) == ("refused", "refused_since")
        assert in_force(core, newer) == [NUM]
    assert len(found(core)) == 1


def test_what_proves_nothing_is_refused(core: Core) -> None:
    refuse(core)
    serial = found(core)[0].serial
    core.refuses("resubscribe_evidence", "zhaomin", ending(core, serial, evidence=" "))
    core.refuses("resubscribe_when", "zhaomin", ending(core, serial, wanted="2020-01-01T00:00:00Z"))
    core.refuses("resubscribe_when", "zhaomin", ending(core, serial, wanted="2099-01-01T00:00:00Z"))
    for evidence in ("77", "第77号", "7" * 20):
        core.refuses("resubscribe_reply", "zhaomin", ending(core, serial, proof="reply", evidence=evidence))
    core.refuses("resubscribe_stale", "zhaomin", ending(core, serial + 1))
    core.refuses("not_your_part", "zhengtao", optouts.OptOutsOf(NUM, WHY))
    core.refuses("not_mobile", "zhaomin", optouts.OptOutsOf(10086, WHY))


def test_a_reply_of_the_same_number_proves_it_and_one_of_another_does_not(core: Core) -> None:
    refuse(core)
    later = MOMENT + 10**9
    core.call(DISPATCH, replied((NUM, "重新订阅"), (OTHER, "重新订阅"), at=later, last=later))
    theirs, ours = (row.id for row in core.call("zhengtao", replies.RepliesPage()).rows)
    serial = found(core)[0].serial
    core.refuses("resubscribe_reply", "zhaomin", ending(core, serial, proof="reply", evidence=str(theirs)))
    ended(core, proof="reply", evidence=str(ours))
    assert in_force(core) == []


def test_a_reply_from_before_the_refusal_proves_nothing(core: Core) -> None:
    core.call(DISPATCH, replied((NUM, "重新订阅")))
    (before,) = (row.id for row in core.call("zhengtao", replies.RepliesPage()).rows)
    core.at += timedelta(minutes=5)
    refuse(core)
    serial = found(core)[0].serial
    core.refuses("resubscribe_reply", "zhaomin", ending(core, serial, proof="reply", evidence=str(before)))


def test_a_refusal_whose_number_was_erased_ends_by_the_number_that_the_person_gives(core: Core) -> None:
    refuse(core)
    erased(core, sent(core))
    (row,) = core.call("wangfang", optouts.OptOutsPage()).rows
    assert row.number == ""
    ended(core)
    assert found(core) == []
    refuse(core)
    assert in_force(core) == [NUM]


def test_the_list_shows_those_that_hold_or_those_that_ended(core: Core) -> None:
    refuse(core)
    refuse(core, OTHER)
    ended(core)

    def listed(state: str) -> list[tuple[str, bool]]:
        page: optouts.OptOutPage = core.call("wangfang", optouts.OptOutsPage(state=state))
        assert page.page.total == len(page.rows)
        return [(row.number[-4:], bool(row.ended)) for row in page.rows]

    assert listed("active") == [(str(OTHER)[-4:], False)]
    assert listed("ended") == [(str(NUM)[-4:], True)]
    assert len(listed("")) == 2


def test_a_preview_of_a_list_counts_no_refusal_that_ended(core: Core) -> None:
    request = sent(core)
    (held,) = {row.id for row in core.call("zhaomin", lists.ListsPage()).rows}
    refuse(core)
    assert sum(core.call("zhaomin", lists.ListOptOuts(held)).scopes.values()) == 1
    ended(core)
    assert core.call("zhaomin", lists.ListOptOuts(held)).scopes == {}
    assert request


def test_whoever_may_not_enter_refusals_neither_looks_them_up_nor_ends_them(core: Core) -> None:
    refuse(core)
    serial = found(core)[0].serial
    for person in ("sunli", "fenglei", "shenyu"):
        core.refuses("not_your_part", person, optouts.OptOutsOf(NUM, WHY))
        core.refuses("not_your_part", person, ending(core, serial))


def refused_in(core: Core, list_id: int) -> list[int]:
    chunk: dispatch.RefusingChunk = core.call(DISPATCH, dispatch.PullRefusing(list_id))
    return list(unpack_numbers(chunk.numbers))


def clear(core: Core) -> list[int | None]:
    with core.database.reader() as conn:
        return list(conn.execute(select(optout.c.num).order_by(optout.c.serial)).scalars())


def test_looking_up_a_hashed_refusal_leaves_it_hashed_and_every_dispatcher_goes_on_hearing_of_it(
    core: Core,
) -> None:
    refuse(core)
    erased(core, sent(core))
    core.requested("promotion")
    (held,) = [row.id for row in core.call("zhaomin", lists.ListsPage()).rows if row.state == "ready"]
    assert refused_in(core, held) == [NUM]
    assert len(found(core)) == 1
    assert clear(core) == [None]
    assert refused_in(core, held) == [NUM]
    # The proposal brings the number into clear, for the dispatchers; no dispatcher that pulled its serial before pulls it again.
    proposal = proposed(core)
    assert clear(core) == [NUM]
    assert refused_in(core, held) == [NUM]
    confirm(core, proposal, "zhengtao")
    answer(core, "resubscribed", proposal)
    assert refused_in(core, held) == []


def test_a_hashed_refusal_that_was_looked_up_by_nobody_lately_is_not_proposed(core: Core) -> None:
    refuse(core)
    erased(core, sent(core))
    serial = found(core)[0].serial
    core.at += timedelta(hours=1, seconds=1)
    core.refuses("resubscribe_stale", "zhaomin", ending(core, serial))


def test_twins_of_one_scope_are_one_refusal_and_end_together(core: Core) -> None:
    refuse(core)
    erased(core, sent(core))
    # Without the key nobody can tell that it is known: so it is recorded twice, and hashed twice.
    key = core.desk.optout_key.path
    data = key.read_bytes()
    key.unlink()
    core.at += timedelta(minutes=5)
    refuse(core)
    key.write_bytes(data)
    key.chmod(0o600)
    erased(core, sent(core))
    assert clear(core) == [None, None]
    (row,) = found(core)
    assert row.made == max(one.at for one in core.call("wangfang", optouts.OptOutsPage()).rows)
    ended(core)
    assert found(core) == []
    assert in_force(core) == []


def test_a_look_up_states_its_reason_and_tells_no_source(core: Core) -> None:
    refuse(core, source="投诉 3 号")
    core.refuses("search_reason_missing", "zhaomin", optouts.OptOutsOf(NUM, " "))
    core.refuses("search_reason_number", "zhaomin", optouts.OptOutsOf(NUM, f"{NUM} 来电"))
    answer_ = core.call("zhaomin", optouts.OptOutsOf(NUM, WHY))
    assert "投诉" not in msgspec.json.encode(answer_).decode()
    with core.database.reader() as conn:
        envelopes = list(conn.execute(select(LedgerRecord.envelope).order_by(LedgerRecord.seq)).scalars())
    last = msgspec.json.decode(envelopes[-1])
    assert (last["kind"], last["payload"]) == ("optout.looked_up", {"n": 1, "reason": WHY})
    for person in ("fenglei", "shenyu"):
        core.refuses("not_your_part", person, optouts.OptOutsOf(NUM, WHY))


@pytest.fixture
def second(core: Core) -> Any:
    """Answers for a second dispatcher that is in the roster as well: (event, proposal, why)."""
    key = keys.generate()
    assert core.org.roster is not None
    services = core.org.roster.services
    other = msgspec.structs.replace(services[0], id="dispatch-2", public=key.public)
    in_roster(core, render(core.at), services=[*services, other])

    def answered(event: str, proof: str, why: str = "") -> None:
        report = wire.ErasureReport(
            org="yunling", by="dispatch-2", at=render(core.at), event=event, proof=proof, why=why, sends=0,
            recipients=0, rows=0, elsewhere=0, means="", nonce=secrets.token_hex(8),
        )  # fmt: skip
        text = dumps(msgspec.to_builtins(report)).decode()
        call = wire.ReportErasure(text, key.sign(text.encode(), "sms-erasure@yunling"))
        with core.context(Caller("", "dispatch-2"), write=True) as ctx:
            erasure_reports.report(ctx, call)

    return answered


def newest(core: Core) -> int:
    return int(core.call(DISPATCH, dispatch.PullReleased([])).optouts)


def swept(core: Core) -> None:
    with core.context(Caller("", "desk"), write=True) as ctx:
        desk.sweep(ctx)


def both(core: Core) -> tuple[str, int]:
    """A confirmed proposal, and the newest serial that a dispatcher knows."""
    refuse(core)
    proposal = proposed(core)
    confirm(core, proposal, "zhengtao")
    return proposal, newest(core)


@pytest.mark.parametrize("order", ["ended first", "refused first"])
def test_a_refusal_that_one_dispatcher_ended_and_another_did_not_reaches_the_first_again(
    core: Core, second: Any, order: str
) -> None:
    proposal, known = both(core)
    if order == "ended first":
        answer(core, "resubscribed", proposal)
        assert in_force(core, known) == []
    second("erase_refused", proposal, "signer_frozen")
    if order == "refused first":
        answer(core, "resubscribed", proposal)
    assert state(core, proposal) == ("refused", "signer_frozen")
    assert in_force(core, known) == [NUM]
    # It was not said again: the wish that was proved goes on counting.
    assert found(core)[0].made == render(core.at)
    again = proposed(core, evidence="2026-退-18")
    confirm(core, again, "zhengtao")
    answer(core, "resubscribed", again)
    second("resubscribed", again)
    assert in_force(core) == []


def test_a_refusal_that_no_dispatcher_ended_is_told_to_none_of_them_again(core: Core, second: Any) -> None:
    proposal, known = both(core)
    second("erase_refused", proposal, "signer_frozen")
    answer(core, "erase_refused", proposal)
    assert state(core, proposal) == ("refused", "signer_frozen")
    assert in_force(core, known) == []


@pytest.mark.usefixtures("second")
def test_a_pair_that_expires_after_one_dispatcher_carried_it_out_ends_nothing(core: Core) -> None:
    proposal, known = both(core)
    swept(core)
    assert state(core, proposal)[0] == "confirmed"
    answer(core, "resubscribed", proposal)
    core.at += timedelta(days=30)
    swept(core)
    assert state(core, proposal) == ("refused", "pair_expired")
    assert in_force(core, known) == [NUM]


@pytest.mark.usefixtures("second")
def test_a_number_erased_after_one_dispatcher_ended_its_refusal_is_refused_for_in_every_list(
    core: Core,
) -> None:
    request = sent(core)
    proposal, _ = both(core)
    answer(core, "resubscribed", proposal)
    known = found(core)[0].serial
    with core.context(Caller("", "desk"), write=True) as ctx:
        hashed_optouts.erase_numbers(ctx, [NUM])
    assert clear(core) == [None]
    swept(core)
    assert state(core, proposal) == ("refused", "refusal_erased")
    assert found(core)[0].serial > known
    assert request


def test_what_no_longer_stands_is_offered_to_no_dispatcher_and_gets_its_own_words(core: Core) -> None:
    proposal, known = both(core)
    assert len(core.call(DISPATCH, dispatch.PullReleased([])).erasures) == 1
    refuse(core)
    assert core.call(DISPATCH, dispatch.PullReleased([])).erasures == []
    swept(core)
    assert state(core, proposal) == ("refused", "refused_since")
    assert in_force(core, known) == [NUM]


def listed(core: Core, dated: str, *nums: int) -> tuple[int, dict[str, Any]]:
    """Bring a list of a day; return how many were new, and the counts of its ledger entry."""
    begin = optouts.BeginOptOutList(
        "promotion", "", "carrier", "中国移动", dated, "a.txt", "0" * 64, len(nums), 0
    )
    which = core.call("wangfang", begin).id
    core.call("wangfang", optouts.AddListedOptOuts(which, pack_numbers(array("q", nums))))
    done = core.call("wangfang", optouts.EndOptOutList(which))
    with core.database.reader() as conn:
        envelope = conn.execute(
            select(LedgerRecord.envelope).where(LedgerRecord.kind == "optout.list_taken")
        ).scalars()
        return int(done.id), msgspec.json.decode(list(envelope)[-1])["payload"]


def scanned(core: Core, dated: str, *nums: int) -> tuple[int, int, int]:
    packed = pack_numbers(array("q", nums))
    row: optouts.ScannedOptOuts = core.call("wangfang", optouts.ScanOptOuts("promotion", "", dated, packed))
    return row.new, row.known, row.ended


@pytest.mark.parametrize("hashed", [False, True])
def test_a_list_older_than_the_end_of_a_refusal_opts_nobody_out_again(core: Core, hashed: bool) -> None:
    refuse(core)
    ended(core)
    if hashed:
        erased(core, sent(core))
        assert clear(core) == [None]
    assert scanned(core, "2026-11-01", NUM, OTHER) == (1, 0, 1)
    added, counts = listed(core, "2026-11-01", NUM, OTHER)
    assert (added, counts) == (1, {"n": 2, "added": 1, "known": 0, "ended_since": 1})
    assert in_force(core) == [OTHER]
    # A list of the day of the end, or later, refuses again.
    today = render(core.at)[:10]
    assert scanned(core, today, NUM, OTHER) == (1, 1, 0)
    assert listed(core, today, NUM, OTHER)[0] == 1
    assert sorted(in_force(core)) == sorted([NUM, OTHER])


def test_a_list_says_what_it_says_on_its_own_day(core: Core) -> None:
    # It is brought after the person's wish, but older than that: so the wish ends what it says.
    wish = core.at - timedelta(days=3)
    listed(core, "2026-11-01", NUM)
    assert found(core)[0].made == "2026-11-01T15:59:59Z"
    proposal = proposed(core, wanted=render(wish))
    before = newest(core)
    # An older list brought meanwhile is no refusal since; one of a later day is.
    listed(core, "2026-10-01", NUM)
    assert newest(core) == before
    listed(core, render(core.at)[:10], NUM)
    core.refuses("resubscribe_stale", "zhengtao", asking.confirmation(proposal))


def test_the_second_person_checks_the_number_on_the_proof(core: Core) -> None:
    refuse(core)
    proposal = proposed(core)
    (row,) = core.call("zhengtao", pairs.ProposalsPage())
    act = msgspec.json.decode(row.text, type=Proposal).act
    assert isinstance(act, Resubscribe)
    seal = core.call("zhengtao", optouts.SealOf(proposal))
    assert (seal.number[-4:], str(NUM) in seal.number) == (str(NUM)[-4:], False)
    resubscribing.insist(act, seal, str(NUM))
    for wrong in (str(OTHER), "", "一六一"):
        with pytest.raises(RefusedError, match="resubscribe_number"):
            resubscribing.insist(act, seal, wrong)
    # The salt is for whoever may confirm, and for nobody else.
    core.refuses("same_person_twice", "zhaomin", optouts.SealOf(proposal))
    core.refuses("not_your_part", "sunli", optouts.SealOf(proposal))
    confirm(core, proposal, "zhengtao")
    core.refuses("confirmed_already", "zhengtao", optouts.SealOf(proposal))


def test_a_reply_is_begun_from_its_own_number_which_nobody_types_or_reads(core: Core) -> None:
    refuse(core)
    refuse(core, OTHER)
    later = MOMENT + 10**9
    core.call(DISPATCH, replied((NUM, "重新订阅"), at=later, last=later))
    (reply,) = core.call("zhengtao", replies.RepliesPage()).rows
    (row,) = core.call("wangfang", optouts.OptOutsOf(0, WHY, reply.id))
    assert row.serial == found(core)[0].serial
    assert str(NUM) not in msgspec.json.encode(row).decode()
    core.refuses("not_mobile", "wangfang", optouts.OptOutsOf(0, WHY))
    core.refuses("not_your_department", "zhaomin", optouts.OptOutsOf(0, WHY, reply.id))
    with pytest.raises(ConsoleError, match="no_such_reply"):
        core.call("wangfang", optouts.OptOutsOf(0, WHY, reply.id + 1))
    prepared = core.call("wangfang", ending(core, row.serial, proof="reply", evidence=str(reply.id)))
    act = msgspec.json.decode(prepared.text, type=Proposal).act
    assert isinstance(act, Resubscribe)
    assert act.number == sealed(NUM, row.salt)
