"""One number across requests, and unmasking: who may, with which words, and what the ledger keeps of it (R7, I6)."""

from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from console.domain.states import ABSENT
from console.domain.states import RecipientState as R
from console.errors import RefusedError
from console.store.sends import result
from console.store.tables import ledger
from console.wire import dispatch
from console.wire.contacts import complaints, optouts
from console.wire.contacts import numbers as wire
from console.wire.ledger import ledger as ledger_calls
from console.wire.sending import sends
from tests.services.core import Core
from tests.services.sending.test_sending import DISPATCH, released, report
from tests.services.ways import remembered

NUMBER = 16100000003


@remembered
def sent(core: Core, n: int = 20, state: int = R.DELIVERED) -> int:
    """A request whose recipients all got their message, but the fourth, who is in `state`."""
    request = released(core, n)
    report(core, request, "started", queued=n)
    states = bytes(state if at == 3 else R.DELIVERED for at in range(n))
    core.call(DISPATCH, dispatch.ReportResults(request, 1, 0, 1, states, {3: "UNDELIV:001"}, {3: "id-3"}))
    delivered = states.count(R.DELIVERED)
    report(core, request, "done", delivered=delivered, undelivered=n - delivered)
    return request


def search(core: Core, person: str, number: int = NUMBER, reason: str = "客户来电") -> wire.Timeline:
    answer: wire.Timeline = core.call(person, wire.SearchNumber(number, reason))
    return answer


def envelopes(core: Core) -> bytes:
    with core.database.reader() as conn:
        return b"".join(bytes(one.envelope) for one in conn.execute(select(ledger)))


def test_one_numbers_timeline_tells_list_slot_state_times_code_optouts_and_complaints(core: Core) -> None:
    request = sent(core, state=R.UNDELIVERED)
    other = core.requested(n=5)
    core.call("wangfang", optouts.AddOptOuts([NUMBER], "promotion", "来电"))
    core.call("wangfang", complaints.EnterComplaint("direct", "不想再收", "2026-11-24T02:00:00Z", num=NUMBER))
    timeline = search(core, "wangfang")
    assert timeline.masked == "161****0003"
    by_request = {row.request: row for row in timeline.rows}
    row = by_request[request]
    assert (row.slot, row.slot_state, row.state, row.code, row.message_id) == (
        1,
        "done",
        "undelivered",
        "UNDELIV:001",
        "id-3",
    )
    assert (row.list_name, row.department) == ("客户名单", "business")
    assert row.released
    assert row.started
    assert row.ended
    assert (by_request[other].state, by_request[other].ended) == ("none", "")
    assert [(one.scope, one.source) for one in timeline.optouts] == [("promotion", "来电")]
    assert [(one.number, one.source, one.state) for one in timeline.complaints] == [
        ("2026-C001", "direct", "received")
    ]
    assert len(timeline.lists) == 2


def test_a_number_that_nobody_knows_has_an_empty_timeline(core: Core) -> None:
    sent(core)
    timeline = search(core, "wangfang", 16100009999)
    assert (timeline.rows, timeline.lists, timeline.optouts, timeline.complaints) == ([], [], [], [])


def test_every_search_is_an_entry_with_its_reason_and_without_the_number(core: Core) -> None:
    sent(core)
    timeline = search(core, "shenyu", reason="核对12321转来的投诉")
    entry = core.call("shenyu", ledger_calls.EntryDetail(timeline.seq))
    assert entry.row.kind == "number.searched"
    assert "核对12321转来的投诉" in entry.envelope
    assert str(NUMBER).encode() not in envelopes(core)
    before = search(core, "shenyu").seq
    assert before == timeline.seq + 1


@pytest.mark.parametrize("call", [wire.SearchNumber(NUMBER, "x"), wire.UnmaskRecipient(1, 1, 3, "x")])
def test_only_registrar_operators_and_auditors_ask_by_number(core: Core, call: Any) -> None:
    sent(core)
    for person in ("zhaomin", "sunli", "zhoujian", "hanxue"):
        core.refuses("number_not_yours", person, call)
        assert core.call(person, wire.MaySearch()).search.code == "number_not_yours"
    core.refuses("custodian_sees_no_number", "fenglei", call)
    for person in ("qianwei", "wangfang", "shenyu"):
        assert core.call(person, wire.MaySearch()).search is None
        core.call(person, call)


def test_an_operator_sees_what_became_of_a_number_in_his_own_department_alone(core: Core) -> None:
    request = sent(core)
    core.requested("other", "credit", n=6)
    assert {row.request for row in search(core, "qianwei").rows} == {request}
    assert len(search(core, "shenyu").rows) == 2


@pytest.mark.parametrize(
    ("number", "reason", "code"),
    [
        (NUMBER, " ", "search_reason_missing"),
        (NUMBER, "x" * 201, "search_reason_long"),
        (NUMBER, "找 13800138000", "search_reason_number"),
        (12345, "来电", "not_mobile"),
    ],
)
def test_a_search_needs_a_reason_without_a_number_and_a_mobile_number(
    core: Core, number: int, reason: str, code: str
) -> None:
    core.refuses(code, "wangfang", wire.SearchNumber(number, reason))
    core.refuses("search_reason_missing", "wangfang", wire.UnmaskRecipient(1, 1, 0, ""))


def test_one_recipient_is_unmasked_with_a_reason_and_by_an_entry(core: Core) -> None:
    request = sent(core)
    page = core.call("qianwei", sends.RecipientsPage(request, 1))
    (row,) = [row for row in page.rows if row.number == "161****0003"]
    shown = core.call("qianwei", wire.UnmaskRecipient(request, 1, row.position, "客户要求回电"))
    assert shown.number == NUMBER
    entry = core.call("shenyu", ledger_calls.EntryDetail(shown.seq))
    assert entry.row.kind == "number.unmasked"
    payload = msgspec.json.decode(entry.envelope)["payload"]
    (told,) = search(core, "wangfang").rows
    assert (payload["slot"], payload["position"], payload["reason"]) == (1, told.position, "客户要求回电")
    assert str(NUMBER).encode() not in envelopes(core)


def test_there_is_no_recipient_beyond_the_list_or_where_a_continuation_has_nobody(core: Core) -> None:
    request = sent(core)
    for position in (20, 10_000, -5):
        core.refuses("no_such_recipient", "qianwei", wire.UnmaskRecipient(request, 1, position, "回电"))
    gone = sent(core)
    with core.database.writer() as conn:
        states = bytes(ABSENT if at == 3 else R.DELIVERED for at in range(20))
        conn.execute(update(result).where(result.c.request == gone).values(states=states))
    shown, refused = set(), []
    for place in range(20):
        try:
            shown.add(core.call("qianwei", wire.UnmaskRecipient(gone, 1, place, "回电")).number)
        except RefusedError as error:
            refused.append(error.refusal.code)
    assert (len(shown), refused) == (19, ["no_such_recipient"])
    assert NUMBER not in shown
    assert gone not in {row.request for row in search(core, "wangfang").rows}


def test_anothers_departments_recipients_are_not_unmasked(core: Core) -> None:
    other = core.requested("other", "credit", n=6)
    core.refuses("not_your_department", "qianwei", wire.UnmaskRecipient(other, 1, 0, "回电"))


def test_who_complains_can_be_called_back(core: Core) -> None:
    which = core.call(
        "wangfang", complaints.EnterComplaint("direct", "不想再收", "2026-11-24T02:00:00Z", num=NUMBER)
    ).id
    assert core.call("wangfang", wire.UnmaskComplaint(which, "回电")).number == NUMBER
    core.refuses("not_your_department", "qianwei", wire.UnmaskComplaint(which, "回电"))
    core.refuses("number_not_yours", "sunli", wire.UnmaskComplaint(which, "回电"))
