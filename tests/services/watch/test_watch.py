"""What is unusual: on the card, in the General Department's list until somebody acknowledges it, and never as a block (R7, R11)."""

from array import array
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from console.acting.approvals import cards
from console.acting.contacts import made_lists
from console.domain.acts import Making
from console.domain.contacts.parts import Rule
from console.domain.times import render
from console.domain.watch.watch import What
from console.services.context import Caller
from console.services.watch import watching
from console.views import watch as views
from console.views.view import Viewer
from console.wire import calls
from console.wire.duties import watch as wire
from console.wire.duties.subjects import Watched
from console.wire.ledger import ledger as ledger_calls
from console.wire.requests import approvals
from tests.services import quarters
from tests.services.complaints.test_complaints import entered
from tests.services.contacts.test_list_assets import At
from tests.services.contacts.test_list_assets import rows as rows_of
from tests.services.core import Core, bank, one_clock, open_core
from tests.services.replies.test_replies import told as replied
from tests.services.ways import remembered
from tests.world import numbers

LOW = """
[watch]
recipients = 10
runs = 30
cases = 2
"""
VIEWER = Viewer("en", ZoneInfo("Asia/Shanghai"), str, str)


def low_pack() -> str:
    return bank().policy_text + LOW


@pytest.fixture
def house(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Core]:
    core = open_core(database_url, bank(policy_text=low_pack()))
    one_clock(core, monkeypatch)
    yield core
    core.database.close()


def apart(n: int, start: int = 16100000000) -> "array[int]":
    """Numbers of which no two are consecutive."""
    return array("q", range(start, start + 2 * n, 2))


def asked(core: Core, nums: "array[int]", body: str, **fields: Any) -> int:
    core.at += timedelta(minutes=1)
    return core.submit(core.draft(core.add_list(nums=nums), body=body, **fields))


def sent(core: Core, nums: "array[int]", body: str, **tally: int) -> int:
    """A notice from its draft to its results."""
    request = asked(core, nums, body)
    quarters.approved(core, request)
    quarters.begun(core, request, "notice", len(nums))
    quarters.done(core, request, len(nums), **tally)
    return request


def card(core: Core, request: int) -> list[str]:
    """What the card says of it, as the approver's own program works it out."""
    found = core.call("sunli", approvals.Scope(request))
    return [one.words for one in views.notes(VIEWER, found.watch, cards.read(found))]


@remembered
def looked(core: Core) -> None:
    """What the desk does every minute."""
    with core.context(Caller("", "desk"), write=False) as ctx:
        found = watching.look(ctx)
    if found is not None:
        with core.context(Caller("", "desk"), write=True) as ctx:
            watching.keep(ctx, found)


def rows(core: Core, person: str = "wangfang", **asked_for: Any) -> list[wire.WatchRow]:
    answer: wire.WatchedPage = core.call(person, wire.WatchPage(**asked_for))
    return answer.rows


def owed(core: Core, person: str = "wangfang") -> list[int]:
    return [one.request for one in core.call(person, calls.Todo()) if one.what == "watch"]


def kinds(row: wire.WatchRow) -> list[str]:
    return [one.what for one in row.cases]


def test_a_card_says_what_is_unlike_before_and_nothing_where_all_is_as_before(house: Core) -> None:
    first = asked(house, apart(20), "甲")
    assert card(house, first) == ["The department sent nothing in 90 days: there is nothing to compare with"]
    sent(house, apart(20), "乙")
    assert card(house, asked(house, apart(20), "丙")) == [
        "Nothing unusual against the department's sends of 90 days"
    ]
    late = house.draft(0).slots[0].opens[:11] + "13:30:00Z"
    slots = house.draft(house.add_list(nums=numbers(80, 16150000000))).slots
    slots = [type(slots[0])(slots[0].list_id, slots[0].opens, late)]
    house.at += timedelta(minutes=1)
    strange = house.submit(house.draft(0, body="丁", slots=slots))
    number = house.view("zhoujian", first + 1).row.number
    assert card(house, strange) == [
        f"80 recipients, 4 times the department's largest send in 90 days ({number}, 20)",
        "The window ends at 21:30; the department's latest in 90 days was 19:02",
        "Hardly any of the 80 numbers was written to by the department in 365 days",
        "80 consecutive numbers (1 runs, the longest 80): they look generated, check the source",
    ]
    # It is said, and stops nobody; the General Department hears of it once it is released.
    quarters.approved(house, strange)
    looked(house)
    assert rows(house) == []
    house.step("qianwei", "release", strange, slot=1, count=80)
    looked(house)
    assert [(one.request, kinds(one)) for one in rows(house)] == [
        (strange, [What.VOLUME, What.LATE, What.STRANGERS, What.RUNS])
    ]


def test_a_send_that_was_stopped_before_anything_went_is_nothing_to_compare_with(house: Core) -> None:
    sent(house, apart(20), "往常")
    stopped = asked(house, apart(90), "停")
    quarters.approved(house, stopped)
    quarters.begun(house, stopped, "notice", 90)
    house.step("sunli", "stop", stopped, slot=1, text="不发了")
    quarters.report(house, stopped, "stopped", 90, not_sent=90)
    request = asked(house, apart(80), "多")
    assert any("80 recipients, 4 times" in one for one in card(house, request))


def test_a_list_split_into_requests_of_one_text_is_told_with_its_sum(house: Core) -> None:
    sent(house, apart(30), "往常")
    parts = [asked(house, apart(30, 16100000000 + 1000 * nth), "拆开") for nth in range(1, 5)]
    (said,) = [one for one in card(house, parts[3]) if "together" in one]
    assert said.startswith("4 requests within 7 days have a text or file in common, 120 recipients together")
    assert said.endswith("the most before was 30")
    # Who does so every week is not told of it again.
    for request in parts:
        quarters.approved(house, request)
    house.at += timedelta(days=10)
    again = [asked(house, apart(30, 16110000000 + 1000 * nth), "拆开") for nth in range(4)]
    assert not [one for one in card(house, again[3]) if "together" in one]


def test_parts_taken_out_of_one_list_are_told_as_parts_of_one_send(
    house: Core,
) -> None:
    """Four requests of four texts, three to parts of a list and one to the rest of it: together they are one send."""
    sent(house, apart(30), "往常")
    whole = house.add_list(
        nums=array("q", [n for at in range(4) for n in numbers(30, 16100000000 + at * 10**6)])
    )
    line = At(house)

    def signed(how: Making | Rule, *ids: int) -> int:
        pending = made_lists.make(
            line, how, rows_of(house, *ids), person="zhaomin", department="business", name="一部分"
        )
        return made_lists.finish(line, pending, lambda: house.org.people["zhaomin"]).id

    parts = [signed(Rule([f"1610{at}"]), whole) for at in range(3)]
    parts.append(signed(Making.SUBTRACT, whole, *parts))
    asked_for = [house.submit(house.draft(one, body=f"第{nth}封信")) for nth, one in enumerate(parts)]
    (said,) = [one for one in card(house, asked_for[-1]) if "together" in one]
    assert said.startswith("4 requests within 7 days have a text or file in common, 120 recipients together")


def test_a_department_whose_lists_are_never_alike_is_not_told_so(house: Core) -> None:
    for nth in range(3):
        sent(house, apart(20, 16100000000 + 1000 * nth), f"生日{nth}")
    assert card(house, asked(house, apart(20, 16120000000), "生日")) == [
        "Nothing unusual against the department's sends of 90 days"
    ]


def test_a_send_that_stands_out_is_owed_until_it_is_acknowledged_and_again_by_new_facts_alone(
    house: Core,
) -> None:
    sent(house, apart(100), "往常", delivered=100)
    bad = sent(house, apart(100), "坏", delivered=70, undelivered=20, refused=10)
    looked(house)
    (row,) = rows(house)
    assert (row.request, row.state, kinds(row)) == (bad, "open", [What.FAILURES])
    case = row.cases[0]
    assert (case.n, case.of, case.usual) == (30, 100, 0)
    assert owed(house) == owed(house, "zhengtao") == [bad]
    assert owed(house, "sunli") == owed(house, "qianwei") == []
    assert [one.what for one in house.call("sunli", calls.Todo()) if one.subject == Watched(bad)] == [
        "watch_told"
    ]
    assert rows(house, "sunli") == [row], "its own department reads it"
    house.refuses("not_your_department", "weina", wire.WatchDetail(bad))

    done = wire.AcknowledgeWatch(bad, "看了结果和网关代码", "请服务商查 3 号线路", row.found)
    house.refuses("watch_not_yours", "zhoujian", done)
    house.refuses("field_missing", "wangfang", wire.AcknowledgeWatch(bad, " ", "无"))
    house.refuses("application_mobile", "wangfang", wire.AcknowledgeWatch(bad, "打了 13800138000", "无"))
    house.refuses("too_long", "wangfang", wire.AcknowledgeWatch(bad, "看" * 501, "无"))
    house.refuses(
        "stale", "wangfang", wire.AcknowledgeWatch(bad, "看", "无", render(house.at - timedelta(days=1)))
    )
    house.call("wangfang", done)
    assert owed(house) == []
    house.refuses("watch_acknowledged", "zhengtao", done)

    # Looking again, and figures that are a little worse, are nothing new.
    quarters.report(house, bad, "done", 100, delivered=60, undelivered=30, refused=10)
    looked(house)
    assert owed(house) == []
    assert rows(house, state="acknowledged")[0].cases[0].n == 40
    # Complaints are.
    number = house.view("zhoujian", bad).row.number
    entered(house, form=number)
    looked(house)
    assert owed(house) == [], "one complaint is chance"
    entered(house, form=number, reference="12321-89")
    replied(house, (16100000000, "TD"), (16100000002, "退订"), request=bad, slot=1)
    looked(house)
    assert owed(house) == [bad]
    view: wire.WatchView = house.call("shenyu", wire.WatchDetail(bad))
    assert kinds(view.row) == [What.FAILURES, What.REFUSALS, What.COMPLAINTS]
    assert (view.by, view.looked) == ("wangfang", "看了结果和网关代码")
    house.call("zhengtao", wire.AcknowledgeWatch(bad, "看了回复", "改短信内容"))
    entries = house.call("shenyu", ledger_calls.EntriesPage(kind="watch.")).rows
    assert [one.kind for one in entries] == ["watch.acknowledged", "watch.found"] * 2
    assert [one.request for one in rows(house, "shenyu", what="complaints")] == [bad]
    assert rows(house, what="volume") == rows(house, state="open") == rows(house, department="credit") == []


def test_what_is_unusual_is_read_page_by_page_the_newest_first(house: Core) -> None:
    sent(house, apart(100), "往常", delivered=100)
    bad = [sent(house, apart(100), f"坏{nth}", delivered=70, undelivered=30) for nth in range(2)]
    looked(house)
    read: list[int] = []
    after = ""
    for _ in bad:
        found: wire.WatchedPage = house.call("wangfang", wire.WatchPage(after=after, limit=1))
        read += [one.request for one in found.rows]
        after = found.page.after
    assert read == bad[::-1]


def test_who_had_a_hand_in_a_request_does_not_acknowledge_it(house: Core) -> None:
    quarters.sent(house, "promotion", n=20)
    request = quarters.sent(house, "promotion", n=20, delivered=10, undelivered=10)
    looked(house)
    assert [one.request for one in rows(house)] == [request]
    house.refuses("watch_own", "wangfang", wire.AcknowledgeWatch(request, "看", "无"))
    assert owed(house) == []
    assert owed(house, "zhengtao") == [request]


def test_nothing_is_looked_at_twice_where_nothing_happened(house: Core) -> None:
    sent(house, apart(20), "往常")
    looked(house)
    with house.context(Caller("", "desk"), write=False) as ctx:
        before = house.desk.live.watched
        assert watching.look(ctx) is None
        assert before == house.desk.live.watched != ()
