"""What a reader can learn of the digits that a mask hides from the order of the rows: nothing, on any page."""

import random
import statistics
import time
from array import array
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from console.acting.contacts import recipients as reading
from console.db.bulk import insert_numbers
from console.domain.ordering import Ordering, sending
from console.errors import RefusedError
from console.services.context import Caller
from console.services.sending import orders
from console.services.sending import recipients as service
from console.store import base
from console.store.contacts import contact_list, list_number
from console.store.sends import SlotRecord, slot
from console.wire import dispatch
from console.wire.contacts import numbers, optouts
from console.wire.ledger import evidence, ledger
from console.wire.requests import approvals
from console.wire.sending import sends
from tests.services.core import Core
from tests.services.sending.test_sending import DISPATCH
from tests.services.ways import remembered

_PREFIX = 161_0000_0000
_HIDDEN = 10_000
N = 5_000


def spread(n: int = N, seed: int = 5) -> "array[int]":
    """Numbers all over one head, as a bank's customers have them."""
    return array("q", sorted(_PREFIX + at for at in random.Random(seed).sample(range(10**8), n)))  # noqa: S311 - a seeded list


def hidden(number: int) -> int:
    """The four digits that the mask takes away."""
    return number // 10_000 % _HIDDEN


def guessed(rank: int, n: int) -> int:
    """What an attacker takes them for, who reads the rank off the order of the rows."""
    return int((rank + 0.5) / n * _HIDDEN)


def median_error(order: Sequence[int], nums: "array[int]") -> float:
    """By how much the guess is off, where `order` are list positions as they were shown."""
    return statistics.median(
        abs(guessed(rank, len(order)) - hidden(nums[at])) for rank, at in enumerate(order)
    )


BLIND = _HIDDEN * (1 - 2**-0.5)
"""The median error of somebody who guesses without looking: 2,929."""
_BOUND = BLIND * 0.92
"""Four standard errors below, for 5,000 rows; in ascending order the same attacker is off by some dozens."""


@remembered
def sent(core: Core, nums: "array[int]", states: bytes = b"", *, keyed: bool = True) -> int:
    list_id = core.add_list(nums=nums)
    request = core.submit(core.draft(list_id))
    core.step("sunli", "approval", request)
    core.step("qianwei", "release", request, slot=1, count=len(nums))
    for chunk in range(0, len(states), 1000):
        part = states[chunk : chunk + 1000]
        ids = {at: f"{chunk + at:010d}" for at in range(len(part))}
        core.call(
            DISPATCH,
            dispatch.ReportResults(request, 1, chunk // 1000, 1, part, {0: "0x0000000B"}, ids, "", keyed),
        )
    return request


def everything(core: Core, person: str, request: int, state: str = "") -> list[sends.RecipientRow]:
    rows: list[sends.RecipientRow] = []
    after = ""
    while True:
        wanted = sends.RecipientsPage(request, 1, state, after, 1000)
        page = reading.page(lambda call: core.call(person, call), wanted)
        rows += page.rows
        after = page.page.after
        if not after:
            return rows


def positions(core: Core, person: str, request: int, rows: list[sends.RecipientRow]) -> list[int]:
    """Where each row really stands in the list, which nobody is told."""
    with core.context(Caller(person), write=False) as ctx:
        row = base.one(ctx.conn, select(SlotRecord).where(SlotRecord.request == request))
        there = [orders.reader(ctx, row).position(one.position) for one in rows]
        order = orders.sending(ctx, row)
        return [order.position(at) for at in there] if orders.keyed(ctx, row) else there


def listed_at(core: Core) -> "array[int]":
    """The list position of every place in the sending order of the one list."""
    with core.database.reader() as conn:
        row = conn.execute(select(contact_list.c.salt, contact_list.c.n)).one()
    return sending(bytes(row.salt), row.n).positions()


@pytest.mark.parametrize("keyed", [True, False], ids=["sending order", "an earlier version's"])
def test_the_rank_of_a_row_tells_no_more_of_the_hidden_digits_than_a_blind_guess(
    core: Core, keyed: bool
) -> None:
    nums = spread()
    states = bytes(3 if at % 3 else 4 for at in range(N))
    request = sent(core, nums, states, keyed=keyed)
    # The attack works where the order tells something.
    assert median_error(range(N), nums) < _HIDDEN * 0.01
    rows = everything(core, "qianwei", request)
    order = positions(core, "qianwei", request, rows)
    assert sorted(order) == list(range(N))
    assert [row.number[-4:] for row in rows] == [str(nums[at])[-4:] for at in order]
    assert median_error(order, nums) > _BOUND
    # Nor does what stands beside it: the place, the gateway's ids, the code, the state.
    by_place = [at for _, at in sorted(zip((row.position for row in rows), order, strict=True))]
    assert median_error(by_place, nums) > _BOUND
    assert {row.message_id for row in rows} == {""}
    failed = everything(core, "qianwei", request, "undelivered")
    assert len(failed) == N // 3 + 1
    there = listed_at(core)
    fell = sorted(there[at] if keyed else at for at in range(0, N, 3))
    among = array("q", [nums[at] for at in fell])
    found = [fell.index(at) for at in positions(core, "qianwei", request, failed)]
    assert median_error(found, among) > BLIND * 0.85


def test_no_view_of_results_tells_where_in_the_list_a_number_stands(core: Core) -> None:
    nums = spread(2_000)
    states = bytes(3 if at % 7 else 4 for at in range(2_000))
    request = sent(core, nums, states)
    order = listed_at(core)
    # Of so few a blind guess may be better by a tenth.
    assert median_error(order, nums) > BLIND * 0.85
    # The evidence has its letters in that order, and by it a number that was looked up is found in them.
    made = core.call("shenyu", evidence.MakeEvidence(request, "检查"))
    chunks = core.call("shenyu", evidence.EvidenceResults(request, made.seq, 1, -1)).rows
    letters = "".join(one.states for one in chunks)
    assert letters == "".join(evidence.LETTERS[state] for state in states)
    for place in (0, 7, 1_000, 1_999):
        number = nums[order[place]]
        (row,) = core.call("wangfang", numbers.SearchNumber(number, "客户来电")).rows
        assert (row.position, row.state) == (place, "undelivered" if states[place] == 4 else "delivered")
        assert (row.code, row.message_id) == (
            chunks[place // 1000].codes.get(place % 1000, ""),
            f"{place:010d}",
        )
    # So do the rows, and the entry that somebody saw a number.
    seen = everything(core, "wangfang", request)
    for shown in seen[:5]:
        told = core.call("wangfang", numbers.UnmaskRecipient(request, 1, shown.position, "客户来电"))
        entry = core.call("wuhong", ledger.EntryDetail(told.seq)).envelope
        place = msgspec.json.decode(entry)["payload"]["position"]
        assert nums[order[place]] == told.number
        assert shown.state == ("undelivered" if states[place] == 4 else "delivered")


def test_the_order_is_the_reader_s_own_and_the_same_for_every_page(core: Core) -> None:
    nums = spread(700)
    request = sent(core, nums)
    mine = [row.position for row in everything(core, "qianwei", request)]
    assert mine == sorted(mine) == [row.position for row in everything(core, "qianwei", request)]
    found = {
        person: tuple(positions(core, person, request, everything(core, person, request)))
        for person in ("qianwei", "sunli", "wangfang")
    }
    assert len(set(found.values())) == 3
    # Two readers together know no more: their orders have nothing to do with each other.
    there = {at: rank for rank, at in enumerate(found["sunli"])}
    apart = [abs(rank - there[at]) for rank, at in enumerate(found["qianwei"])]
    assert statistics.mean(apart) > 700 / 3 * 0.85
    other = sent(core, spread(700, seed=6))
    assert positions(core, "qianwei", other, everything(core, "qianwei", other)) != list(found["qianwei"])


def test_reading_on_is_a_ledger_entry_a_day_without_numbers_that_the_auditor_sees(core: Core) -> None:
    request = sent(core, spread(600))
    call = sends.RecipientsPage(request, 1, "", "", 200)
    first = core.call("qianwei", call)
    assert len(first.rows) == 200
    following = sends.RecipientsPage(request, 1, "", first.page.after, 1)
    core.refuses("recipients_read_on", "qianwei", following)
    core.refuses("recipients_read_on", "qianwei", sends.RecipientsPage(request, 1, "", "", 201))
    assert len(everything(core, "qianwei", request)) == len(everything(core, "qianwei", request)) == 600
    entries = core.call("wuhong", ledger.EntriesPage("recipients.read")).rows
    assert [(row.actor, row.subject) for row in entries] == [("qianwei", f"request:{request}")]
    envelope = core.call("wuhong", ledger.EntryDetail(entries[0].seq)).envelope
    assert "****" not in envelope
    # Another reader, and another day, are written down anew.
    core.refuses("recipients_read_on", "sunli", following)
    core.at += timedelta(days=1)
    core.refuses("recipients_read_on", "qianwei", following)


def test_nobody_is_shown_more_rows_than_a_reader_needs(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST", 500)
    request = sent(core, spread(600))
    with pytest.raises(RefusedError) as refused:
        everything(core, "qianwei", request)
    assert refused.value.refusal.code == "recipients_too_many"


def test_a_number_is_unmasked_by_the_place_that_the_reader_saw(core: Core) -> None:
    nums = spread(50)
    request = sent(core, nums, bytes([3] * 50))
    for row in everything(core, "wangfang", request)[:5]:
        shown = core.call("wangfang", numbers.UnmaskRecipient(request, 1, row.position, "客户来电"))
        assert (str(shown.number)[:3], str(shown.number)[-4:]) == (row.number[:3], row.number[-4:])
    core.refuses("no_such_recipient", "wangfang", numbers.UnmaskRecipient(request, 1, 50, "客户来电"))
    core.refuses("no_such_recipient", "wangfang", numbers.UnmaskRecipient(request, 1, -1, "客户来电"))


def test_a_row_of_a_long_list_has_the_number_of_its_place(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_SMALL", 1_000)
    nums = spread(2_500)
    request = sent(core, nums)
    rows = everything(core, "qianwei", request)
    order = positions(core, "qianwei", request, rows)
    assert [row.number[-4:] for row in rows] == [str(nums[at])[-4:] for at in order]


def test_samples_and_optouts_stand_in_no_order_of_their_numbers(core: Core) -> None:
    nums = spread(3_000)
    request = core.submit(core.draft(core.add_list(nums=nums)))
    tails = {str(one)[-4:]: at for at, one in enumerate(nums)}
    samples = core.call("sunli", approvals.Scope(request)).samples
    assert len(samples) == 20
    assert samples == core.call("zhoujian", approvals.Scope(request)).samples
    ranks = [tails[one[-4:]] for one in samples]
    assert ranks != sorted(ranks)
    # An even stride through the list would be known by its ranks alone.
    assert max(abs(rank - nth * 150) for nth, rank in enumerate(sorted(ranks))) > 150
    core.call("wangfang", optouts.AddOptOuts(list(nums[:400]), "promotion", "电话"))
    rows = core.call("wangfang", optouts.OptOutsPage(limit=400)).rows
    told = [tails[row.number[-4:]] for row in rows]
    assert statistics.median(abs(rank - at) for rank, at in enumerate(told)) > 400 * (1 - 2**-0.5) * 0.6
    assert statistics.median(abs(399 - rank - at) for rank, at in enumerate(told)) > 400 * (1 - 2**-0.5) * 0.6


@pytest.mark.parametrize("n", [1, 2, 3, 7, 999, 1000, 1001, 2_003])
def test_an_ordering_holds_every_place_once_and_leads_back(n: int) -> None:
    order = Ordering(b"salt", "who", n)
    shown = [order.position(place) for place in range(n)]
    assert sorted(shown) == list(range(n))
    assert [order.place(at) for at in shown] == list(range(n))
    assert list(order.positions()) == shown
    assert n < 7 or shown != [Ordering(b"other", "who", n).position(place) for place in range(n)]
    for outside in (-1, n):
        with pytest.raises(IndexError):
            order.position(outside)


def test_a_page_of_a_million_recipients_is_quick_however_it_is_filtered(core: Core) -> None:
    request = sent(core, spread(20))
    n = 1_000_000
    core_list = 1
    with core.database.writer() as conn:
        conn.execute(list_number.delete())
        insert_numbers(conn, list_number, core_list, array("q", range(_PREFIX, _PREFIX + 7 * n, 7)))
        conn.execute(contact_list.update().values(n=n))
        conn.execute(slot.update().values(n=n))
    times: dict[str, Any] = {}
    for nth, (state, after) in enumerate(
        [("", ""), ("", "100"), ("queued", "150"), ("queued", ""), ("unknown", "")]
    ):
        began = time.process_time()
        page = core.call("qianwei", sends.RecipientsPage(request, 1, state, after, 20))
        times[f"{nth} {state or 'all'} after {after or 'the start'}"] = round(time.process_time() - began, 3)
        assert len(page.rows) == (0 if state == "unknown" else 20)
        assert all(row.number for row in page.rows)
    # The first page counts the list once; the others look at what they show.
    assert max(list(times.values())[1:]) < 1.0, times
