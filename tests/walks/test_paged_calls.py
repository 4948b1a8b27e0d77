"""Every paged call, walked page by page to its end: each row once, in order, none lost, also while rows come in.

Which calls are paged is read from the union of calls; a new one is walked from the day on which it is declared.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

import msgspec
import pytest

from console.domain.contacts.packing import unpack_numbers
from console.services.contacts import contacts, hashed_optouts, optouts
from console.services.evidence import evidence
from console.services.filing import filing_compile
from console.services.ledger import ledger, ledger_pages
from console.services.replies import open_replies
from console.services.requests import attaching
from console.services.rosters import rosters as roster_service
from console.services.sending import memories
from console.wire import dispatch, every_call
from console.wire.answers import Page
from console.wire.archive import archive
from console.wire.archive import documents as document_calls
from console.wire.base import Ask
from console.wire.contacts import list_assets, lists
from console.wire.filing import filing, statistics
from console.wire.ledger import evidence as evidence_calls
from console.wire.ledger import ledger as ledger_calls
from console.wire.ledger import memory
from console.wire.notices import events as notice_events
from console.wire.rosters import rosters, rule_files
from console.wire.sending import erasure, sends
from tests import ready
from tests.services.core import one_clock
from tests.walks.filled import GROWING, SCAN, Filled, opened

KEYS: Final = {"after", "offset", "start"}
"""Fields that say from where on a call reads."""

DISPATCH: Final = "dispatch-1"
ENOUGH: Final = 3
"""Rows, or parts, that make a walk worth the name."""


def asked(here: Filled) -> dict[type[Ask], dict[str, Any]]:
    """What a call must say besides its page: of which list, request, person, year."""
    long = here.made["long"][0]
    listed = {"list_id": here.core.view("zhoujian", here.made["sent"][0]).slots[0].list_id}
    proved = {"request": long, "made": here.made["evidence"][0]}
    return {
        list_assets.DifferenceNumbers: listed | {"other": listed["list_id"], "side": "both"},
        archive.FormNumbers: {"department": "business", "year": 2027},
        lists.FindingsPage: {"list_id": here.made["list"][0]},
        sends.RecipientsPage: {"request": here.made["sent"][0], "slot": 1},
        dispatch.PullNumbers: listed,
        dispatch.PullRefusing: listed,
        evidence_calls.EvidenceEntries: proved,
        evidence_calls.EvidenceLinks: proved | {"after": 0, "until": 9},
        evidence_calls.EvidenceProofs: proved,
        evidence_calls.EvidenceResults: proved | {"slot": 1},
        document_calls.DocumentPart: {"request": here.made["draft"][0], "sha256": SCAN.sha256},
        filing.FilingPack: {"filing": here.made["filing"][0]},
        ledger_calls.ExportEntries: {"after": 0},
        notice_events.LedgerEvents: {"instance": "walk", "after": 0},
        memory.PullResults: {"request": long, "slot": 1},
        rosters.SignedSince: {"person": "zhaomin", "since": 1},
        statistics.StatisticsRequests: {"period": "2027"},
    }


READERS: Final[dict[type[Ask], str]] = {
    evidence_calls.EvidenceEntries: "shenyu",
    evidence_calls.EvidenceLinks: "shenyu",
    evidence_calls.EvidenceProofs: "shenyu",
    evidence_calls.EvidenceResults: "shenyu",
    notice_events.LedgerEvents: "",
    rosters.SignedSince: "hanxue",
}
"""Who asks where the registrar may not; whose rows those are is another walk's question (`test_who_sees_what`)."""


def asks() -> list[type[Ask]]:
    """Every call that reads, by name."""
    return sorted(
        (one for one in get_args(every_call.AnyCall) if issubclass(one, Ask)), key=lambda one: one.__name__
    )


def framed(call: type[Ask]) -> bool:
    """Whether the answer has the frame of a page: a total, and the key of the next."""
    return get_type_hints(call.Answer).get("page") is Page if isinstance(call.Answer, type) else False


PAGED: Final = [one for one in asks() if KEYS & set(one.__struct_fields__)]
FRAMED: Final = [one for one in PAGED if framed(one)]


def variants(call: type[Ask]) -> list[dict[str, bool]]:
    """The call as it is, and with each of its ticks turned."""
    ticks = [one for one in msgspec.structs.fields(call) if one.type is bool]
    return [{}, *({one.name: not one.default} for one in ticks)]


def reader(call: type[Ask]) -> str:
    return READERS.get(call, DISPATCH if call.__name__.startswith("Pull") else "wangfang")


def page(here: Filled, call: type[Ask], **said: Any) -> Any:
    given = {**asked(here).get(call, {}), **said}
    try:
        made = call(**given)
    except TypeError as error:
        pytest.fail(f"{call.__name__} is new to this walk: say in `asked` of what it reads ({error})")
    return here.core.call(reader(call), made)


def walked(here: Filled, call: type[Ask], limit: int, **said: Any) -> list[Any]:
    """Every row, page by page."""
    rows: list[Any] = []
    after, keys = "", set[str]()
    while True:
        found = page(here, call, **said, limit=limit, after=after)
        assert len(found.rows) <= limit
        rows += found.rows
        assert found.page.total >= len(rows), "a page counts fewer rows than it has shown"
        after = found.page.after
        if not after:
            assert found.page.total == len(rows), "the last page counts other rows than were shown"
            return rows
        assert found.rows, "a page without a row names a next one"
        assert after not in keys, "a page comes again"
        keys.add(after)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def on_each(request: pytest.FixtureRequest) -> str:
    """The URL of this process's own PostgreSQL database, or nothing for a file of the test's own."""
    return ready.shared(request.getfixturevalue("postgres_server")) if request.param == "postgres" else ""


@pytest.fixture(scope="module")
def read(on_each: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """The filled house on each database, to read in."""
    with opened(tmp_path_factory.mktemp("paged"), on_each) as here:
        yield here


def test_every_answer_with_the_frame_of_a_page_can_be_asked_for_the_next_one() -> None:
    assert [one.__name__ for one in asks() if framed(one) and "after" not in one.__struct_fields__] == []
    assert len(FRAMED) > 20
    others = {one.__name__ for one in PAGED} - {one.__name__ for one in FRAMED}
    assert others == {one.__name__ for one in [*ON, *ELSEWHERE]}


@pytest.mark.parametrize("call", FRAMED, ids=lambda one: one.__name__)
def test_its_pages_hold_every_row_once_in_order_and_count_them_right(read: Filled, call: type[Ask]) -> None:
    most = 0
    for turned in variants(call):
        whole = page(read, call, **turned, limit=1000)
        assert (len(whole.rows), whole.page.after) == (whole.page.total, "")
        most = max(most, len(whole.rows))
        # Of many rows a few pages are as good as hundreds.
        step = max(1, len(whole.rows) // 3)
        for limit in (step, step + 1):
            assert walked(read, call, limit, **turned) == whole.rows, (turned, limit)
    assert most >= ENOUGH, "the filled house has too few rows of it: add some in tests/walks/filled.py"


# ---- filters


FILTERS: Final = {"state", "kind", "category", "department"}
"""Filters that keep the rows whose field of that name has the value."""


@pytest.mark.parametrize("call", FRAMED, ids=lambda one: one.__name__)
def test_a_filter_keeps_the_rows_that_have_its_value_and_pages_through_them(
    read: Filled, call: type[Ask]
) -> None:
    whole = page(read, call, limit=1000).rows
    for name in FILTERS & set(call.__struct_fields__) - set(asked(read).get(call, {})):
        if not hasattr(whole[0], name):
            continue
        for value in {getattr(row, name) for row in whole} - {""}:
            wanted = [row for row in whole if getattr(row, name) == value]
            limit = max(2, len(wanted) // 3)
            assert walked(read, call, limit, **{name: value}) == wanted, (name, value)


# ---- calls that go on in a way of their own


def _numbers(data: bytes) -> list[int]:
    return list(unpack_numbers(data))


Rows = Callable[[Any], list[Any]]
Next = Callable[[Any, Any], dict[str, Any] | None]


def last_of(field: str, key: Callable[[Any], Any], rows: Rows) -> Next:
    """The next call begins after the key of the last row; a page without rows is the end."""

    def onward(_call: Any, answer: Any) -> dict[str, Any] | None:
        found = rows(answer)
        return {field: key(found[-1])} if found else None

    return onward


def every(answer: Any) -> list[Any]:
    return list(answer)


ON: Final[dict[type[Ask], tuple[Rows, Next]]] = {
    dispatch.PullNumbers: (
        lambda answer: _numbers(answer.numbers),
        last_of("after", int, lambda answer: _numbers(answer.numbers)),
    ),
    dispatch.PullOptOuts: (
        lambda answer: _numbers(answer.numbers),
        lambda call, answer: None if answer.serial == call.after else {"after": answer.serial},
    ),
    dispatch.PullOpenReplies: (
        lambda answer: _numbers(answer.numbers),
        lambda _call, answer: {"after": answer.newest} if answer.more else None,
    ),
    dispatch.PullRefusing: (
        lambda answer: sorted(zip(_numbers(answer.numbers), _numbers(answer.scopes), strict=True)),
        lambda _call, answer: {"after": answer.after} if answer.after else None,
    ),
    dispatch.PullLinks: (
        lambda answer: answer.rows,
        last_of("after", lambda row: row[0], lambda answer: list(answer.rows)),
    ),
    memory.PullResults: (every, last_of("after", lambda row: row.chunk, every)),
    evidence_calls.EvidenceEntries: (every, last_of("after", lambda row: row.seq, every)),
    evidence_calls.EvidenceLinks: (every, last_of("after", lambda row: row.seq, every)),
    evidence_calls.EvidenceProofs: (
        every,
        lambda call, answer: {"start": call.start + len(answer)} if answer else None,
    ),
    evidence_calls.EvidenceResults: (
        lambda answer: answer.rows,
        lambda _call, answer: {"after": answer.after} if answer.after >= 0 else None,
    ),
    document_calls.DocumentPart: (
        lambda answer: list(answer.data),
        lambda call, answer: (
            {"start": call.start + len(answer.data)} if call.start + len(answer.data) < answer.size else None
        ),
    ),
    filing.FilingPack: (
        lambda answer: list(answer.data),
        lambda call, answer: (
            {"offset": call.offset + len(answer.data)}
            if call.offset + len(answer.data) < answer.size
            else None
        ),
    ),
    ledger_calls.ExportEntries: (every, last_of("after", lambda row: row.seq, every)),
    notice_events.LedgerEvents: (
        lambda answer: answer.events,
        lambda _call, answer: (
            {"after": answer.events[-1].seq, "hash": answer.events[-1].hash} if answer.events else None
        ),
    ),
    rosters.RosterChain: (
        lambda answer: answer.versions,
        lambda call, answer: {"after": call.after + len(answer.versions)} if answer.more else None,
    ),
}
"""How each of these goes on: the rows of an answer, and what the next call says (None: that was all)."""


ELSEWHERE: Final[dict[type[Ask], str]] = {
    rule_files.ScreeningEffects: "its parts are texts judged, most of them without a row: tests/services/rosters/test_screening_effects.py",
}
"""Calls that go on in parts and are walked by a test of their own."""


@pytest.mark.parametrize("call", ON, ids=lambda one: one.__name__)
def test_in_small_parts_it_gives_the_same_as_in_one(
    read: Filled, monkeypatch: pytest.MonkeyPatch, call: type[Ask]
) -> None:
    whole = parts(read, call)
    for module, name, small in (
        (contacts, "_CHUNK", 2), (optouts, "_PULL", 2), (open_replies, "_PULL", 1), (hashed_optouts, "_LOOKED_AT", 2), (ledger, "_MAX_LINKS", 5),
        (notice_events, "AT_ONCE", 90), (ledger_pages, "ROOM", 1), (ledger_pages, "_MOST_AT_ONCE", 90), (memories, "_CHUNKS", 1), (evidence, "_LINKS", 2),
        (filing_compile, "PART", 10_000), (attaching, "_PART", 10_000), (roster_service, "_ROOM", 1),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, small)
    bits = parts(read, call)
    assert len(bits) >= ENOUGH
    assert [row for part in bits for row in part] == [row for part in whole for row in part]
    assert len(whole) < len(bits)


def parts(here: Filled, call: type[Ask]) -> list[list[Any]]:
    """What each answer holds, to the last."""
    rows, onward = ON[call]
    found, said = [], dict[str, Any]()
    while True:
        made = call(**{**asked(here).get(call, {}), **said})
        answer = here.core.call(reader(call), made)
        if rows(answer):
            found.append(rows(answer))
        following = onward(made, answer)
        if following is None:
            return found
        assert following != said, "it comes again"
        said = following


# ---- while rows come in


COUNTED: Final[dict[type[Ask], str]] = {
    archive.FormNumbers: "the register's serials run upwards, so that what comes in stands behind what was read",
    erasure.ErasurePreview: "what is due is put together from requests, lists and complaints by the day on which each may go",
    rosters.RosterProposals: "a proposal changes its place when it is signed or overtaken; there are a few in a year",
}
"""Calls some of whose next pages begin behind a count of rows, and why: a row that comes in before it shows one again, and what moved stands elsewhere; but nothing is lost."""

IDENTITIES: Final = (
    ("seq",), ("digest",), ("serial",), ("position",), ("what", "subject", "title", "post"), ("kind", "id"), ("id",),
    ("request", "slot"), ("request", "form"), ("row", "reason", "raw"),
)  # fmt: skip


def identity(row: Any) -> tuple[Any, ...]:
    """What makes a row the same one though something in it has changed."""
    for names in IDENTITIES:
        if all(hasattr(row, name) for name in names):
            return tuple(str(getattr(row, name)) for name in names)
    pytest.fail(f"{type(row).__name__} has nothing by which to know it again")


def test_rows_that_come_in_between_two_pages_cost_no_row_and_bring_none_twice(
    on_each: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, on_each) as here:
        one_clock(here.core, monkeypatch)
        every = [(call, turned) for call in FRAMED for turned in variants(call)]
        before = [
            [identity(row) for row in page(here, call, **turned, limit=1000).rows] for call, turned in every
        ]
        begun = [page(here, call, **turned, limit=2) for call, turned in every]
        for happens in GROWING:
            happens(here)
        wrong, moved = {}, set()
        for (call, turned), there, first in zip(every, before, begun, strict=True):
            rows, after = list(first.rows), first.page.after
            while after:
                found = page(here, call, **turned, limit=max(2, len(there) // 8), after=after)
                rows, after = rows + found.rows, found.page.after
            seen = [identity(row) for row in rows]
            still = {identity(row) for row in page(here, call, **turned, limit=1000).rows}
            was = [one for one in there if one in still]
            lost = [one for one in was if one not in seen]
            if len(seen) != len(set(seen)):
                moved.add(call)
                seen = list(dict.fromkeys(seen))
            in_order = call in COUNTED or [one for one in seen if one in set(was)] == was
            if lost or not in_order:
                wrong[call.__name__, *turned] = lost
        assert wrong == {}
        assert moved <= set(COUNTED)
