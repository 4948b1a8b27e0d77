"""What somebody did lately, and what became of it: their own acts and those in their place, bounded, newest first."""

from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import event, update

from console.errors import RefusedError
from console.services.duties import lately as service
from console.store.sends import slot
from console.views.lately import LATELY
from console.wire import shown
from console.wire.duties.lately import Lately, LatelyRow
from console.wire.sending.slots import Tally
from tests.services.core import Core, one_clock
from tests.services.people.test_orders import deputy
from tests.views.test_views import viewer


@pytest.fixture(autouse=True)
def _same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(core, monkeypatch)


def lately(core: Core, person: str) -> list[LatelyRow]:
    rows: list[LatelyRow] = core.call(person, Lately())
    return rows


def said(row: LatelyRow, lang: str = "zh") -> dict[str, str]:
    """What the list says of a row, by field."""
    seen = viewer(lang)
    return {one.name: LATELY.read(seen, one, row) for one in LATELY.at(shown.LIST)}


def test_a_manager_sees_what_he_signed_and_what_became_of_it(core: Core) -> None:
    returned = core.requested("notice", purpose="退回的")
    core.step("sunli", "return", returned, text="写明到期日")
    core.at += timedelta(minutes=1)
    cleared = core.cleared("notice", n=12)
    first, second = lately(core, "sunli")
    assert (first.request, first.kind) == (cleared, "approval")
    assert (second.request, second.kind, second.state) == (returned, "return", "returned")
    assert first.number == core.view("sunli", cleared).row.number != ""
    assert said(first)["kind"] == "已批准"
    assert said(second)["state"] == "等person zhaomin修改"
    # Somebody else's acts are not among them, and whoever did nothing has none.
    assert {row.kind for row in lately(core, "qianwei")}.isdisjoint({"approval", "return"})
    assert lately(core, "fenglei") == []


def test_who_hands_in_sees_it_and_where_it_stands(core: Core) -> None:
    core.requested("notice")
    (row,) = [one for one in lately(core, "zhaomin") if one.kind == "request"]
    assert row.waits_for
    assert said(row)["state"].startswith("等")


def test_whoever_may_no_longer_read_a_request_is_not_told_what_became_of_it(core: Core) -> None:
    # A manager of another department stands in for three days.
    deputy(core, person="jiangbo")
    request = core.requested()
    core.step("jiangbo", "approval", request)
    assert [row.request for row in lately(core, "jiangbo")] == [request]
    assert [(row.request, row.deputy) for row in lately(core, "sunli")] == [(request, "jiangbo")]
    core.at += timedelta(days=4)
    with pytest.raises(RefusedError, match="not_your_department"):
        core.view("jiangbo", request)
    assert lately(core, "jiangbo") == []
    assert [row.request for row in lately(core, "sunli")] == [request]


@pytest.mark.parametrize(
    ("state", "tally", "words"),
    [
        ("sending", {"approved": 100, "queued": 38, "delivered": 60, "undelivered": 2}, ["62%", "未达 2"]),
        ("held", {"approved": 100, "queued": 100}, ["0%"]),
        ("done", {"approved": 100, "delivered": 94, "undelivered": 5, "refused": 1}, ["送达 94%", "未达 6"]),
    ],
)
def test_of_a_send_it_says_how_far_it_is_or_who_was_reached(
    core: Core, state: str, tally: dict[str, int], words: list[str]
) -> None:
    request = core.cleared("notice", n=12)
    text = msgspec.json.encode(Tally(**tally)).decode()
    with core.database.writer() as conn:
        conn.execute(update(slot).values(state=state, release="ab" * 32, tally=text))
    row = next(one for one in lately(core, "sunli") if one.request == request)
    assert all(word in said(row)["state"] for word in words), said(row)
    # A send that can still be held is named, so that its monitor is opened.
    assert (row.slot > 0) == (state != "done")


def test_it_costs_the_same_however_much_was_done(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked() -> int:
        seen: list[str] = []

        def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        engine = core.database._read
        event.listen(engine, "before_cursor_execute", note)
        try:
            lately(core, "sunli")
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    core.cleared("notice", n=12)
    # What the core keeps in memory is read by the first call.
    asked()
    one = asked()
    for _ in range(4):
        core.cleared("notice", n=12)
    assert asked() == one
    monkeypatch.setattr(service, "_MOST", 3)
    newest = lately(core, "sunli")
    assert len(newest) == 3
    assert newest[0].request > newest[1].request > newest[2].request
