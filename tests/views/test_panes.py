"""The panes of my turn and of a request: why and what is next stand first, and no fact of a row is missing."""

from collections.abc import Iterator
from typing import Final

import msgspec
import pytest

from console.views.duties import TODO
from console.views.requests import REQUEST
from console.views.view import Viewer
from console.wire import calls, shown
from console.wire.duties import subjects
from console.wire.duties.here import TodoRow
from console.wire.requests.rows import RequestRow
from tests.services.core import Core
from tests.services.duties.test_one_stream import (  # noqa: F401 - fixtures
    everybody,
    furnished,
    house,
)
from tests.views.test_views import BOTH, viewer

FIRST: Final = ("what", "title", "because", "next", "due")
"""How the pane of my turn begins: what, about what, why, what happens next, until when."""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The rows are the same from either database."""
    return sqlite_url


@pytest.fixture(autouse=True)
def strict_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A label that the catalogue lacks fails the test."""
    monkeypatch.setenv("SMS_CONSOLE_WORDS", "strict")


def of_row(seen: Viewer, row: TodoRow) -> Iterator[str]:
    """What the row itself says, in the words for it."""
    yield seen.label("todo", row.what)
    yield row.number
    yield seen.department(row.department) if row.department else ""
    yield seen.label("category", row.category)
    yield str(row.slot or "")
    yield seen.when(row.due)
    yield seen.when(row.since)
    if row.alert is not None:
        yield from seen.alert(row.alert)


# ---- my turn


@BOTH
def test_my_turn_begins_with_why_and_what_is_next_and_leaves_nothing_out(furnished: Core, lang: str) -> None:  # noqa: F811 - the fixture
    seen = viewer(lang)
    rows = [row for person in everybody(furnished) for row in furnished.call(person, calls.Todo())]
    assert rows
    labels = {one.shown.label or one.name: TODO.label(lang, one) for one in TODO.at(shown.PANE)}
    begins = [labels["people.of_what" if name == "title" else name] for name in FIRST]
    for row in rows:
        pane = TODO.pairs(shown.PANE, seen, row)
        order = [label for label, _ in pane]
        first = [label for label in begins if label in order]
        assert order[: len(first)] == first, row
        assert {labels["what"], labels["next"]} <= {*first}, row
        text = "\n".join(value for _, value in pane)
        assert [fact for fact in of_row(seen, row) if fact not in text] == [], row


def test_who_is_told_of_what_is_late_is_said_with_the_reason() -> None:
    row = TodoRow("decide", subjects.Request(7), because="department_manager", escalated=True)
    assert dict(TODO.pairs(shown.PANE, viewer(), row))["because"] == (
        "department manager\ndue soon; your superior sees it too"
    )
    (field,) = [one for one in TODO.at(shown.TABLE) if one.name == "because"]
    assert TODO.read(viewer(), field, row) == "department manager  due soon; your superior sees it too"
    over = msgspec.structs.replace(row, due="2026-11-19T08:00:00Z")
    assert TODO.read(viewer(), field, over) == "department manager  overdue; your superior sees it too"
    below = msgspec.structs.replace(row, what="late", because="", who=["sunli"], since="2026-11-20T08:00:00Z")
    assert TODO.read(viewer(), field, below) == "waits for person sunli since 2026-11-20 16:00 +08"


@pytest.mark.parametrize(("what", "label"), [("draft", "updated"), ("decide", "since")])
def test_a_moment_is_when_a_draft_was_edited_or_since_when_another_duty_waits(what: str, label: str) -> None:
    row = TodoRow(what, subjects.Request(7), since="2026-11-20T08:00:00Z")
    said = [(name, value) for name, value in TODO.pairs(shown.PANE, viewer(), row) if "16:00" in value]
    assert said == [(label, "2026-11-20 16:00 +08")]


# ---- a request

SUBMITTED: Final = RequestRow(
    7,
    "submitted",
    "2026-BIZ-0007",
    2,
    "notice",
    "business",
    1_200,
    "department_manager",
    "deposits",
    "zhaomin",
    "2026-11-20T08:00:00Z",
    "2026-11-24T01:00:00Z",
    "2026-11-23T08:30:00Z",
    1,
    late=True,
)


def test_the_pane_of_a_request_says_for_whom_it_waits_and_until_when_then_what_it_is() -> None:
    assert REQUEST.pairs(shown.PANE, viewer(), SUBMITTED) == [
        ("state", "submitted"),
        ("waits for", "department manager"),
        (
            "decide by",
            "2026-11-23 16:30 +08\nMonday, 1 working day left\ndue soon; your superior sees it too",
        ),
        ("number", "2026-BIZ-0007  v2"),
        ("category", "notice"),
        ("department", "department business"),
        ("recipients", "1,200"),
        ("purpose", "deposits"),
        ("drafter", "person zhaomin"),
        ("opens", "2026-11-24 09:00 +08"),
        ("updated", "2026-11-20 16:00 +08"),
    ]


def test_a_draft_says_that_it_has_no_number_and_a_send_on_paper_that_it_is_an_exception() -> None:
    draft = msgspec.structs.replace(
        SUBMITTED, state="draft", number="", waits_for="", opens="", due="", late=False
    )
    pane = dict(REQUEST.pairs(shown.PANE, viewer(), draft))
    assert pane["number"] == "(no number)  v2"
    assert ("number", "(no number)") in REQUEST.pairs(shown.LIST, viewer(), draft)
    assert not {"waits for", "decide by", "opens"} & {*pane}
    on_paper = msgspec.structs.replace(draft, id=-3, state="emergency", number="2026-E003", version=0)
    pane = dict(REQUEST.pairs(shown.PANE, viewer(), msgspec.structs.replace(on_paper, opens=SUBMITTED.opens)))
    assert pane["state"] == "on paper\nexception: entered afterwards"
    assert (pane["number"], pane["sent"]) == ("2026-E003", "2026-11-24 09:00 +08")
    assert "opens" not in pane
