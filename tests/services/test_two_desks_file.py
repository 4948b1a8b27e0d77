"""What two desks do at the same instant to one paper is done once: who read it before the other wrote is refused (R3, R7)."""

from datetime import timedelta
from typing import Any

import pytest

from console.domain.archive import emergencies as emergency_rules
from console.domain.complaints import complaints as complaint_rules
from console.domain.times import render
from console.services.archive import emergencies
from console.services.filing import filing, filing_terms
from console.wire.archive import archive
from console.wire.contacts import complaints
from console.wire.filing import filing as wire
from tests.services import quarters
from tests.services.archive.test_emergencies import acknowledge, asked, enter
from tests.services.core import Core, one_clock
from tests.services.filing.test_filing import refused
from tests.services.quarters import OVER, received, signed, view


@pytest.fixture(autouse=True)
def _same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(core, monkeypatch)


def blind(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> None:
    """The state as it was read before the other desk wrote: nothing stands in the way yet."""
    monkeypatch.setattr(module, name, lambda *_: None)


def test_a_quarter_is_answered_once(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    core.at = OVER
    pack = signed(core)
    back = core.call("zhengtao", quarters.returned(pack))
    received(core, pack, "2026Q4-001")
    blind(monkeypatch, filing, "not_signed")
    refused("filing_not_signed", lambda: core.enact("zhengtao", back))
    assert view(core).row.state == "received"


def test_a_signed_quarter_is_not_compiled_over(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    core.at = OVER
    pack = quarters.compiled(core)
    manifest = quarters.build(core, "zhaomin")
    monkeypatch.setattr(filing, "not_compiled", lambda *_: None)
    core.enact("sunli", core.call("sunli", quarters.statement(pack)))
    digest = view(core).editions[0].digest
    blind(monkeypatch, filing, "may_compile")
    # The row as it was read before: compiled, and not signed.
    term = filing_terms.term

    def before(*args: Any) -> Any:
        one: Any = term(*args)
        row = one.row._asdict() | {"state": "compiled"}
        return one._replace(row=type("Row", (), row))

    monkeypatch.setattr(filing_terms, "term", before)
    refused(
        "filing_moved_on",
        lambda: core.call("zhaomin", wire.CompileFiling("business", quarters.QUARTER, manifest)),
    )
    monkeypatch.undo()
    assert (view(core).editions[0].state, view(core).editions[0].digest) == ("signed", digest)


def test_an_emergency_is_acknowledged_once(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(core)
    acknowledge(core)
    (row,) = core.call("sunli", archive.Emergencies()).rows
    blind(monkeypatch, emergencies, "_open")
    prepared = core.call("sunli", asked(row.digest, opinion="再来一次"))
    refused("emergency_acknowledged", lambda: core.enact("sunli", prepared))
    assert (
        emergency_rules.EmergencyState(core.call("sunli", archive.Emergencies()).rows[0].state)
        == "acknowledged"
    )


def test_a_closed_complaint_is_not_answered_over(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    call = complaints.EnterComplaint("12321", "反复收到短信", render(core.at), "", 0, department="business")
    which = core.call("wangfang", call).id
    core.call("sunli", complaints.AnswerComplaint(which, "已致歉"))
    core.at += timedelta(minutes=1)
    core.call("wangfang", complaints.CloseComplaint(which, "justified", "属实"))
    blind(monkeypatch, complaint_rules, "may_answer")
    # The row as the other desk read it: answered, not closed.
    from console.services.complaints import complaints as service

    found = service.by_id

    def before(*args: Any) -> Any:
        read: Any = found(*args)
        return type("Row", (), read._asdict() | {"state": "answered"})

    monkeypatch.setattr(service, "by_id", before)
    refused("stale", lambda: core.call("sunli", complaints.AnswerComplaint(which, "其实没有")))
    monkeypatch.undo()
    assert core.call("sunli", complaints.ComplaintDetail(which)).row.state == "closed"
