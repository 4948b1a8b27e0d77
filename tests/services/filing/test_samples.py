"""Samples (R7): what a head draws, who signs, what is owed and when, and what a desk that lies gets signed: nothing."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from console.acting import samples as acting
from console.acting.filing import fetched
from console.domain.filing import sampling
from console.domain.filing.sampling import MOST, Sampled, SampleSheet
from console.domain.people.people import Post
from console.domain.rosters.rosters import EndPost
from console.domain.times import render
from console.errors import ConsoleError, RefusedError
from console.signing.sshsig import digest
from console.signing.statements import decode
from console.wire import calls
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.duties.deadlines import Chase
from console.wire.filing.samples import SampleDetail, Samples, SamplesView, SampleView
from console.wire.ledger import ledger
from tests.lies import Line
from tests.services import quarters
from tests.services.core import Core, one_clock, open_core
from tests.services.duties.test_chase import publish

MONTH = "2026-11"
DECEMBER = datetime(2026, 12, 1, 1, 0, 0, tzinfo=UTC)
SAID: dict[str, Given] = {"words": "逐条看过，名单与用途相符", "faults": ""}


@pytest.fixture
def core(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Core]:
    made = open_core(database_url)
    one_clock(made, monkeypatch)
    yield made
    made.database.close()


def over(core: Core, n: int = 7, *, head: bool = True) -> None:
    """So many sends of the business department in November, and December has begun."""
    for _ in range(n):
        quarters.sent(core, "notice")
    core.at = DECEMBER
    if head:
        quarters.head_signed(core)


def view(core: Core, person: str = "sunli", month: str = MONTH, department: str = "business") -> SampleView:
    found: SampleView = core.call(person, SampleDetail(department, month))
    return found


def signed(core: Core, person: str = "sunli", **said: Any) -> SampleSheet:
    prepared = acting.prepare(Line(core, person), view(core, person), SAID | said, by=person)
    core.enact(person, prepared)
    act = decode(prepared.text.encode())
    assert isinstance(act, SampleSheet)
    return act


def owed(core: Core, person: str = "sunli") -> list[str]:
    return [row.number for row in core.call(person, calls.Todo()) if row.what == "sample"]


def some(n: int) -> list[Sampled]:
    return [Sampled(f"2026-业务部-{nth:04d}.1", f"{nth:064x}", nth) for nth in range(n)]


def test_a_head_draws_five_whatever_the_order_and_one_more_send_changes_at_most_one() -> None:
    for nth in range(50):
        lot, sends = f"{nth:064x}", some(40)
        five = sampling.drawn(lot, sends)
        assert len(five) == MOST
        assert five == sampling.drawn(lot, reversed(sends))
        assert len({*five} - {*sampling.drawn(lot, sends[:-1])}) <= 1
    assert sampling.drawn("ab" * 32, some(3)) == some(3)
    drawn = {one.name for nth in range(200) for one in sampling.drawn(f"{nth:064x}", some(40))}
    assert len(drawn) == 40, "every send can be drawn"


def test_five_of_a_month_are_drawn_by_the_first_head_after_it_and_a_later_one_changes_nothing(
    core: Core,
) -> None:
    over(core)
    first = view(core)
    assert (first.row.state, first.row.of, first.row.n, len(first.rows)) == ("due", 7, MOST, MOST)
    assert [one.name for one in first.rows] == [
        one.name for one in sampling.drawn(digest(first.signature), first.sends)
    ]
    assert core.call("shenyu", ledger.VerifyLedger()).head.partition(":")[2], "the head is one of the ledger"
    quarters.sent(core, "notice")
    quarters.head_signed(core)
    assert view(core).rows == first.rows
    assert view(core).seq == first.seq


def test_nothing_is_drawn_while_the_month_runs_nor_before_a_head(core: Core) -> None:
    quarters.sent(core, "notice")
    quarters.head_signed(core)
    assert (view(core).row.state, view(core).rows, owed(core)) == ("running", [], [])
    core.at = DECEMBER
    assert (view(core).row.state, view(core).rows, owed(core)) == ("undrawn", [], [])
    refusal = view(core).refusal
    assert refusal is not None
    assert refusal.code == "sample_undrawn"
    core.requested("notice", "business")
    quarters.head_signed(core)
    assert (view(core).row.state, len(view(core).rows), owed(core)) == ("due", 1, [MONTH])
    assert view(core, department="credit", person="jiangbo").row.state == "none"
    assert owed(core, "jiangbo") == []


def test_the_manager_signs_and_it_is_owed_no_more_and_may_be_signed_again(core: Core) -> None:
    over(core)
    assert owed(core) == [MONTH]
    act = signed(core)
    assert (act.of, len(act.sends), act.faults) == (7, MOST, "")
    row = view(core).row
    assert (row.state, row.by, row.words, row.due) == ("signed", "sunli", SAID["words"], "")
    assert owed(core) == []
    core.at = DECEMBER.replace(hour=2)
    signed(core, faults="第二条名单有误，已退回更正")
    assert (view(core).row.state, view(core).row.faults) == ("faulty", "第二条名单有误，已退回更正")
    entries = core.call("shenyu", ledger.EntriesPage(kind="sample.signed")).rows
    assert [one.subject for one in entries] == [f"sample:business/{MONTH}"] * 2


@pytest.mark.parametrize(
    ("person", "code"), [("qianwei", "sample_not_manager"), ("liqiang", "sample_not_manager")]
)
def test_nobody_but_the_department_s_manager_signs(core: Core, person: str, code: str) -> None:
    over(core)
    with pytest.raises(RefusedError, match=code):
        signed(core, person)


def test_another_department_s_manager_neither_reads_nor_signs(core: Core) -> None:
    over(core)
    with pytest.raises(RefusedError, match="not_your_department"):
        view(core, "jiangbo")


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "2027-01", "2019-11", "2026Q4", "", "２０２６-11"])
def test_a_month_that_is_none_is_refused_in_words(core: Core, month: str) -> None:
    over(core, 1)
    with pytest.raises(RefusedError, match="no_such_month"):
        view(core, month=month)


def test_a_late_sheet_is_late_for_everybody(core: Core) -> None:
    over(core, 1)
    (row,) = core.call("wangfang", Chase(kind="sample")).rows
    assert (row.who, row.department, row.number, row.late) == (["sunli"], "business", MONTH, False)
    core.at = datetime(2026, 12, 20, 1, 0, 0, tzinfo=UTC)
    (row,) = core.call("wangfang", Chase(kind="sample")).rows
    assert row.late
    page: SamplesView = core.call("wangfang", Samples())
    assert (page.month, page.months[0]) == (MONTH, "2026-12")
    assert {one.department: one.state for one in page.rows}["business"] == "due"
    assert [one.department for one in core.call("wangfang", Samples(text="信贷")).rows] == ["credit"]


def other(**changes: Any) -> Callable[[SampleView], SampleView]:
    return lambda seen: msgspec.structs.replace(seen, **{name: make(seen) for name, make in changes.items()})


@pytest.mark.parametrize(
    "lie",
    [
        other(rows=lambda seen: seen.rows[:-1]),
        other(head=lambda _: "ab" * 32),
        other(seq=lambda seen: seen.seq + 1),
        other(told=lambda seen: seen.told.replace('"seq":', '"seq": ')),
        other(told=lambda _: "{}"),
        other(signature=lambda _: ""),
        other(sends=lambda seen: seen.sends[:-1]),
        other(rows=lambda seen: [msgspec.structs.replace(one, digest="cd" * 32) for one in seen.rows]),
        other(rows=lambda seen: [msgspec.structs.replace(one, n=one.n + 1) for one in seen.rows]),
    ],
)
def test_what_the_signed_head_does_not_draw_is_not_signed(
    core: Core, lie: Callable[[SampleView], SampleView]
) -> None:
    over(core)
    with pytest.raises(ConsoleError, match="prepared_differs"):
        acting.prepare(Line(core, "sunli"), lie(view(core)), SAID, by="sunli")


def test_a_desk_that_writes_the_signature_in_other_lines_draws_nothing_else(core: Core) -> None:
    over(core)
    seen = view(core)
    first, *lines, last, end = seen.signature.split("\n")
    long = "\n".join([first, "".join(lines), last, end])
    assert long != seen.signature
    assert digest(long) == digest(seen.signature)


def test_a_sheet_of_what_is_no_longer_drawn_is_refused(core: Core) -> None:
    over(core)
    prepared: Prepared = acting.prepare(Line(core, "sunli"), view(core), SAID, by="sunli")
    text = prepared.text.replace('"of":7', '"of":6')
    assert text != prepared.text
    with pytest.raises(RefusedError, match="sample_moved_on"):
        core.enact("sunli", Prepared(text))


def test_where_a_department_has_no_manager_who_is_above_signs(core: Core) -> None:
    over(core)
    publish(core, EndPost("sunli", Post.DEPARTMENT_MANAGER, "business", render(core.at)))
    core.at = DECEMBER.replace(hour=3)
    assert (owed(core), owed(core, "liqiang")) == ([], [MONTH])
    signed(core, "liqiang")
    assert owed(core, "liqiang") == []


def test_the_quarter_asks_for_every_month_and_its_pack_has_the_sheets(core: Core) -> None:
    for _ in range(7):
        quarters.sent(core)
    core.at = datetime(2026, 12, 1, 2, 0, 0, tzinfo=UTC)
    quarters.sent(core)
    core.at = quarters.OVER
    missing = [one.number for one in quarters.view(core).gaps if one.kind == "sample_missing"]
    assert missing == [MONTH, "2026-12"], (
        "also where no head was signed since, so that nothing could be drawn"
    )
    quarters.looked(core)
    first = signed(core, faults="第二条有误")
    pack = quarters.signed(core)
    name, data, _ = fetched(Line(core, "wangfang"), pack)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        files = {one.removeprefix(f"{name}/"): packed.read(one) for one in packed.namelist()}
    sheets = sorted(one for one in files if one.startswith("approvals/samples/") and one.endswith(".json"))
    assert [one.split("/")[-1][:7] for one in sheets] == [MONTH, MONTH, "2026-12"]
    assert any(decode(files[one]) == first for one in sheets)
    assert all(f"{one}.sig" in files for one in sheets)
    for one in sheets:
        sheet: Any = decode(files[one])
        drew = files[f"ledger/heads/{sheet.seq:08d}.json.sig"].decode()
        assert digest(drew) == sheet.lot, "whoever has the pack can draw again"
    filed = msgspec.json.decode(files["facts.json"])["samples"]
    assert [(one["month"], one["n"], one["of"], one["faults"]) for one in filed] == [
        (MONTH, MOST, 7, False),
        ("2026-12", 1, 1, False),
        (MONTH, MOST, 7, True),
    ]
    entries = b"".join(data for one, data in files.items() if one.startswith("ledger/entries/"))
    assert entries.count(b'"sample.signed"') == 3
