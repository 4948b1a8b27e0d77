"""How many numbers of a list will have reached a limit: what the desk says on the form, and on the card before a signature."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from sqlalchemy import select

from console.acting.approvals import cards
from console.domain.contacts.packing import unpack_numbers
from console.domain.data_folder import data_folder
from console.domain.ordering import Ordering
from console.domain.sending.limits import Why
from console.domain.times import render
from console.errors import ConsoleError
from console.services.contacts import contacts
from console.services.context import Caller
from console.services.sending import limits, orders
from console.store import base
from console.store.contacts import list_number
from console.store.sends import SlotRecord
from console.views import limits as limit_words
from console.views.view import Viewer
from console.wire import dispatch
from console.wire.contacts import complaints
from console.wire.contacts.optouts import AddOptOuts
from console.wire.requests import approvals
from console.wire.requests.drafts import Draft, SlotDraft
from console.wire.requests.limits import DraftLimits, SlotLimits
from console.wire.sending import sends
from console.wire.sending.slots import Tally
from tests.services.core import Core, bank, open_core
from tests.services.quarters import DISPATCH, approved, sent
from tests.services.replying import replied
from tests.services.sending.test_sending import released
from tests.services.sending.test_sending import report as told

replace = msgspec.structs.replace
SHANGHAI = ZoneInfo("Asia/Shanghai")
OTHER = "新的贷款产品上线,欢迎到网点咨询。"


def pack_with_limits() -> str:
    """The usual pack with the limits that the program ships."""
    folder = data_folder() / "policy"
    plain, newest = ((folder / f"{name}.toml").read_text("utf-8") for name in ("2026-1", "2026-2"))
    return f"{plain}\n[limits.{newest.partition('[limits.')[2]}"


@pytest.fixture
def core(database_url: str) -> Iterator[Core]:
    made = open_core(database_url, bank(policy_text=pack_with_limits()))
    yield made
    made.database.close()


def draft(core: Core, n: int = 20, *, days: int = 0, category: str = "promotion", **fields: Any) -> Draft:
    """A promotion of the credit department to the same numbers, its window some days ahead."""
    list_id = core.add_list("weina", "credit", n)
    opens = core.at + timedelta(days=days)
    slot = SlotDraft(list_id, render(opens), render(opens + timedelta(hours=2)))
    return core.draft(list_id, category, "credit", **{"body": OTHER, "slots": [slot]} | fields)


def over(core: Core, asked: Draft) -> list[dict[str, int]]:
    found: list[SlotLimits] = core.call("weina", DraftLimits(asked))
    return [one.over for one in found]


def test_the_form_says_how_many_will_have_got_as_much_as_they_may_when_the_window_opens(core: Core) -> None:
    assert over(core, draft(core)) == [{}]
    sent(core, delivered=11, undelivered=2, unknown=2, refused=4, not_sent=1)
    assert over(core, draft(core)) == [{Why.DAY: 15}]
    # Ten of them alone are in the list, and the next day is another day.
    assert over(core, draft(core, 10)) == [{Why.DAY: 10}]
    assert over(core, draft(core, days=1)) == [{}]
    # The text is compared as people read it, and for thirty days.
    body = "您的定期存款将于 12月1日 到期，请及时办理！"
    assert over(core, draft(core, body=body)) == [{Why.SAME_TEXT: 15}]
    assert over(core, draft(core, body=body, days=29)) == [{Why.SAME_TEXT: 15}]
    assert over(core, draft(core, body=body, days=30)) == [{}]
    # Five notices a day: one promotion is none of them.
    assert over(core, draft(core, category="notice")) == [{}]


def test_three_promotions_in_thirty_days_are_all_whoever_sends_them(core: Core) -> None:
    for nth in range(3):
        request = core.requested("promotion", "business", 20, body=f"第{nth}项优惠活动开始了")
        approved(core, request)
        core.step("wuhong", "release", request, slot=1, count=20)
        told(core, request, "started", queued=20)
        core.call(DISPATCH, dispatch.ReportResults(request, 1, 0, 1, bytes([3] * 20), {}, {}))
        told(core, request, "done", delivered=20)
        core.at += timedelta(days=1)
    assert over(core, draft(core)) == [{Why.DAYS_30: 20}]
    assert over(core, draft(core, days=26)) == [{Why.DAYS_30: 20}]
    assert over(core, draft(core, days=27)) == [{}]


def test_a_send_that_is_cleared_counts_from_its_opening_and_one_that_is_not_does_not(core: Core) -> None:
    waiting = core.requested("promotion", n=20)
    assert over(core, draft(core)) == [{}]
    approved(core, waiting)
    assert over(core, draft(core)) == [{Why.DAY: 20}]
    assert over(core, draft(core, days=1)) == [{}]
    # Released it still counts, though the dispatcher has not begun.
    core.step("wuhong", "release", waiting, slot=1, count=20)
    assert over(core, draft(core)) == [{Why.DAY: 20}]


def test_a_send_that_goes_on_counts_on_each_day_until_its_window_closes(core: Core) -> None:
    days = SlotDraft(core.add_list(n=20), render(core.at), render(core.at + timedelta(days=2)))
    request = core.submit(core.draft(days.list_id, "promotion", slots=[days]))
    approved(core, request)
    core.step("wuhong", "release", request, slot=1, count=20)
    told(core, request, "started", queued=20)
    core.call(DISPATCH, dispatch.ReportResults(request, 1, 0, 1, bytes(20), {}, {}))
    assert [over(core, draft(core, days=ahead)) for ahead in (1, 2, 3)] == [
        [{Why.DAY: 20}], [{Why.DAY: 20}], [{}],
    ]  # fmt: skip


def test_the_second_window_of_a_draft_repeats_the_text_of_the_first(core: Core) -> None:
    one = draft(core)
    later = replace(
        one.slots[0],
        opens=render(core.at + timedelta(days=40)),
        closes=render(core.at + timedelta(days=40, hours=1)),
    )
    assert over(core, replace(one, slots=[*one.slots, later])) == [{}, {Why.SAME_TEXT: 20}]


def test_a_mandatory_message_is_held_back_by_no_limit_and_says_so(core: Core) -> None:
    for _ in range(5):
        sent(core, "notice", n=20)
    asked: list[SlotLimits] = core.call("weina", DraftLimits(draft(core, category="notice")))
    assert [(one.n, one.over, one.exempt) for one in asked] == [(20, {}, True)]
    # With the recipients' consent alone it is a notice like others, and those that must be sent have used its day up.
    assert over(core, draft(core, category="notice", basis="consent")) == [{Why.DAY: 20}]


OFFER = "新客专享大额存单年化4.5%，额度有限，欢迎立即到店抢购。"


@pytest.mark.parametrize("filed", ["notice", "other"])
def test_form_and_card_count_what_promotes_as_promotion_whatever_it_is_filed_as(
    core: Core, filed: str
) -> None:
    def filled(body: str, category: str) -> Draft:
        return core.draft(core.add_list(), category, body=body, consent="存款合同第7条")

    def asked(body: str, category: str) -> list[dict[str, int]]:
        return [one.over for one in core.call("zhaomin", DraftLimits(filled(body, category)))]

    request = core.submit(filled(OFFER, filed), "zhaomin")
    core.step("sunli", "approval", request)
    core.step("liqiang", "approval", request, opinion="合同约定告知")
    if filed == "other":
        core.step("wangfang", "acceptance", request, paper="P-1", place="A-1")
    assert core.view("zhaomin", request).row.state == "cleared"
    # It has the one promotion of the day, for promotions and for what promotes, and is no notice among notices.
    again = OFFER.replace("大额存单", "理财产品")
    assert asked(OTHER, "promotion") == asked(again, filed) == [{Why.DAY: 20}]
    assert asked("您的存款明日到期。", "other") == [{}]
    second = core.submit(filled(again, filed), "zhaomin")
    card: approvals.ScopeCard = core.call("sunli", approvals.Scope(second))
    assert [one.over for one in card.limits] == [{Why.DAY: 20}]


@pytest.mark.parametrize("source", ["direct", "12321", "other"])
def test_a_complaint_that_was_entered_holds_promotion_like_one_that_was_written(
    core: Core, source: str
) -> None:
    list_id = core.add_list("weina", "credit", 20)
    with core.database.reader() as conn:
        nums = sorted(
            conn.execute(select(list_number.c.num).where(list_number.c.list_id == list_id)).scalars()
        )
    marks, asked = [], replace(draft(core), slots=[replace(draft(core).slots[0], list_id=list_id)])

    def mark() -> None:
        marks.append(core.call(DISPATCH, dispatch.PullReleased(["demo"])).open_replies)

    def taken(nth: int) -> int:
        mark()
        entry = complaints.EnterComplaint(
            source, "电话投诉，反复收到短信", render(core.at), num=nums[nth], department="credit"
        )
        return int(core.call("wangfang", entry).id)

    def held() -> tuple[int, list[int]]:
        (one,) = core.call("weina", DraftLimits(asked))
        told_ = core.call(DISPATCH, dispatch.PullOpenReplies(10**6))
        return one.reply_open, sorted(unpack_numbers(told_.complaints))

    which = taken(3)
    assert held() == (1, [nums[3]])
    taken(8)
    request = core.submit(asked, "weina")
    card: approvals.ScopeCard = core.call("jiangbo", approvals.Scope(request))
    assert (card.limits[0].reply_open, held()) == (2, (2, [nums[3], nums[8]]))
    (notice,) = core.call("weina", DraftLimits(replace(asked, category="notice")))
    assert notice.reply_open == 0
    # Closed and one more taken, between two questions of the dispatcher.
    core.call("jiangbo", complaints.AnswerComplaint(which, "已致歉"))
    core.call("wangfang", complaints.CloseComplaint(which, "justified", "已停发"))
    taken(4)
    assert held() == (2, [nums[4], nums[8]])
    mark()
    assert len(set(marks)) == len(marks)


def test_one_sum_counts_each_number_once_for_the_first_reason_that_the_dispatcher_finds(core: Core) -> None:
    list_id = core.add_list("weina", "credit", 20)
    with core.database.reader() as conn:
        nums = sorted(
            conn.execute(select(list_number.c.num).where(list_number.c.list_id == list_id)).scalars()
        )
    # Twelve have got today's promotion; of these four refused, and of the others three wrote what a person must read.
    sent(core, delivered=12, not_sent=8)
    core.call("weina", AddOptOuts([*nums[:4], nums[15]], "promotion", "call"))
    core.call("weina", AddOptOuts(nums[:2], "all", "call"))
    core.call(DISPATCH, replied(*((num, "再发就投诉") for num in (nums[0], nums[5], nums[6], nums[16]))))
    (one,) = core.call("weina", DraftLimits(draft(core)))
    assert (one.n, one.opted_out, one.reply_open, one.over, one.left) == (20, 5, 3, {Why.DAY: 6}, 6)
    (notice,) = core.call("weina", DraftLimits(draft(core, category="notice", basis="consent")))
    assert (notice.opted_out, notice.reply_open, notice.over, notice.left) == (2, 0, {}, 18)
    request = core.submit(draft(core), "weina")
    card: approvals.ScopeCard = core.call("jiangbo", approvals.Scope(request))
    (shown,) = card.limits
    assert (shown.opted_out, shown.reply_open, shown.over, shown.left) == (5, 3, {Why.DAY: 6}, 6)
    assert shown.opted_out == card.opted_out
    for lang in ("zh", "en"):
        total = limit_words.summed(Viewer(lang, SHANGHAI, str, str), card.limits)
        assert total is not None
        assert all(f" {figure}" in f" {total.words}" for figure in ("20", "5", "3", "6"))
    # Who gets nothing in an earlier window of the request has not got its text there.
    asked = draft(core)
    later = replace(
        asked.slots[0],
        opens=render(core.at + timedelta(days=3)),
        closes=render(core.at + timedelta(days=3, hours=1)),
    )
    first, second = core.call("weina", DraftLimits(replace(asked, slots=[*asked.slots, later])))
    assert (first.left, second.over, second.left) == (6, {Why.SAME_TEXT: 6}, 6)


@pytest.mark.parametrize(
    ("lang", "begins"),
    [("zh", ("时段 1：没有号码", "时段 2：")), ("en", ("Slot 1: no number", "Slot 2: about"))],
)
def test_with_several_slots_each_sentence_begins_with_its_number(lang: str, begins: tuple[str, str]) -> None:
    slots = [SlotLimits(1, 20, "", {}), SlotLimits(2, 20, "", {Why.DAY: 3})]
    said = [one.words for one in limit_words.notes(Viewer(lang, SHANGHAI, str, str), slots)]
    assert [words[: len(start)] for words, start in zip(said, begins, strict=True)] == [*begins]


def test_a_list_whose_category_has_no_limit_has_its_sum_too(database_url: str) -> None:
    core = open_core(database_url, bank())
    list_id = core.add_list("weina", "credit", 20)
    with core.database.reader() as conn:
        nums = sorted(
            conn.execute(select(list_number.c.num).where(list_number.c.list_id == list_id)).scalars()
        )
    core.call("weina", AddOptOuts(nums[:4], "promotion", "call"))
    (one,) = core.call("weina", DraftLimits(draft(core)))
    assert (one.n, one.opted_out, one.left, one.limited) == (20, 4, 16, False)
    core.database.close()


def test_nobody_learns_anything_of_a_list_that_they_may_not_read(core: Core) -> None:
    sent(core)
    theirs = core.add_list()
    assert core.call("weina", DraftLimits(core.draft(theirs, "promotion", "credit"))) == []


def test_the_card_says_it_before_the_signature_and_the_approval_cites_it(core: Core) -> None:
    sent(core)
    request = core.submit(draft(core, 25), "weina")
    card: approvals.ScopeCard = core.call("jiangbo", approvals.Scope(request))
    assert [(one.slot, one.n, one.over) for one in card.limits] == [(1, 25, {Why.DAY: 20})]
    cards.check_computed(card)
    with pytest.raises(ConsoleError, match="prepared_differs"):
        cards.check_computed(replace(card, limits=[replace(card.limits[0], over={})]))


def test_reasons_of_the_suppressed_reach_the_desk_and_always_add_up(core: Core) -> None:
    request = released(core)
    told(core, request, "started", queued=20)
    counters = dispatch.Counters(
        request, 1, Tally(approved=20, suppressed=7, queued=13), 0, 50, "", (-1, -1), []
    )

    def said(*pairs: tuple[str, int]) -> list[tuple[str, int]]:
        core.call(DISPATCH, dispatch.ReportProgress([replace(counters, suppressed=list(pairs))]))
        row = core.call("sunli", sends.SendDetail(request, 1)).row
        assert sum(n for _, n in row.suppressed) == row.tally.suppressed == 7
        return [tuple(one) for one in row.suppressed]

    assert said() == [(Why.UNSAID, 7)]
    assert said((Why.DAY, 4), (Why.OPTED_OUT, 3)) == [(Why.OPTED_OUT, 3), (Why.DAY, 4)]
    # A dispatcher that says more than were suppressed, or what nobody knows, is not believed.
    assert said((Why.DAY, 8)) == [(Why.UNSAID, 7)]
    assert said(("whim", 7)) == [(Why.UNSAID, 7)]
    states = bytes([8] * 7 + [0] * 13)
    codes = {0: "opted_out", 1: "cap_day", 2: "cap_day", 3: "whim", 8: "cap_day"}
    core.call(DISPATCH, dispatch.ReportResults(request, 1, 0, 1, states, codes, {}))
    said((Why.DAY, 2), (Why.OPTED_OUT, 1))
    for why, n in ((Why.DAY, 2), (Why.OPTED_OUT, 1), (Why.UNSAID, 4), (Why.SAME_TEXT, 0)):
        page = core.call("sunli", sends.RecipientsPage(request, 1, why=str(why)))
        assert (page.page.total, len(page.rows)) == (n, n)
        assert {row.state for row in page.rows} <= {"suppressed"}


def written_to(core: Core, request: int) -> frozenset[int]:
    """To whom the first send of a request counts as a message."""
    with core.context(Caller("weina"), write=False) as ctx:
        slot = base.row(ctx.conn, select(SlotRecord).where(SlotRecord.request == request))
        assert slot is not None
        other = limits._Other(core.at.date(), core.at.date(), "", True, False, slot, slot.list_id)
        return limits._Read(ctx).written_to(other)


LONG = 2_300
"""Three chunks of results."""


@pytest.mark.parametrize("keyed", [True, False])
def test_exactly_those_count_whose_place_says_so_however_few_or_many_they_are(
    core: Core, *, keyed: bool
) -> None:
    request = released(core, LONG)
    told(core, request, "started", queued=LONG)
    with core.context(Caller("weina"), write=False) as ctx:
        row = base.row(ctx.conn, select(SlotRecord).where(SlotRecord.request == request))
        assert row is not None
        nums = contacts.numbers_of(ctx, row.list_id)
        order = orders.sending(ctx, row)
    assert written_to(core, request) == frozenset()
    some_out = [range(0), range(0, LONG, 97), range(0, LONG, 2), range(7, LONG), range(LONG)]
    for revision, out in enumerate(some_out, 1):
        states = bytes(5 + at % 2 * 3 if at in out else 3 for at in range(LONG))
        for chunk in (2, 0, 1):
            some = states[chunk * 1_000 : (chunk + 1) * 1_000]
            core.call(
                DISPATCH, dispatch.ReportResults(request, 1, chunk, revision, some, {}, {}, keyed=keyed)
            )
        counted = [at for at in range(LONG) if states[at] == 3]
        assert written_to(core, request) == {nums[order.position(at) if keyed else at] for at in counted}


def test_a_send_of_which_nearly_everybody_counts_puts_no_whole_list_in_order(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = released(core, 200)
    told(core, request, "started", queued=200)
    states = bytes([5, 8, *[3] * 198])
    core.call(DISPATCH, dispatch.ReportResults(request, 1, 0, 1, states, {}, {}, keyed=True))
    monkeypatch.delattr(Ordering, "positions")
    assert len(written_to(core, request)) == 198
