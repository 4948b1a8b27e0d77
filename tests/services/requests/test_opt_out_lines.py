"""A promotion whose opt-out line the gateway does not receive is refused on the form, at submission, approval and acceptance (R13)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from console.domain.rosters.rule_files import Kind
from console.errors import RefusedError
from console.wire import calls
from console.wire.answers import Fault
from console.wire.duties.here import TodoRow
from console.wire.requests import approvals
from console.wire.requests.drafts import Preview
from console.wire.sending import sends
from tests.asking import step
from tests.services.core import Core, open_core
from tests.services.rosters.test_rule_files import bring, publish

WAYS = "\n[opt_out]\ninbound = {inbound}\nwords = [{words}]\nother = [{other}]\n"


def gateway(core: Core, inbound: str = "true", words: str = "", other: str = "") -> str:
    return core.org.gateway_texts["demo"] + WAYS.format(inbound=inbound, words=words, other=other)


@pytest.fixture
def core(database_url: str) -> Iterator[Core]:
    made = open_core(database_url)
    yield made
    made.database.close()


def fault(core: Core, line: str, category: str = "promotion") -> Fault | None:
    draft = core.draft(core.add_list(), category, opt_out=line)
    shown: Preview = core.call("zhaomin", calls.PreviewDraft(draft))
    return next((one for one in shown.faults if one.field == "opt_out"), None)


def test_a_gateway_without_a_word_about_it_receives_what_refuses_by_itself(core: Core) -> None:
    assert fault(core, "拒收请回复R") is None
    assert fault(core, "回T退订") is None
    found = fault(core, "回复888退订")
    assert found is not None
    assert (found.refusal.code, found.refusal.params["word"], found.refusal.params["offer"]) == (
        "opt_out_word", "888", "拒收请回复R",
    )  # fmt: skip
    assert fault(core, "回复888退订", "notice") is None, "a notice needs no line"


@pytest.mark.parametrize(
    ("ways", "line", "code", "offer"),
    [
        ({"words": '"TD"'}, "拒收请回复R", "opt_out_word", "拒收请回复TD"),
        ({"inbound": "false", "other": '"95588"'}, "拒收请回复R", "opt_out_no_replies", "拒收请拨打95588"),
        ({"inbound": "false", "other": '"95588"'}, "详询95566", "opt_out_no_way", "拒收请拨打95588"),
        ({"inbound": "false"}, "拒收请拨打95588", "opt_out_mute", ""),
    ],
)
def test_what_the_signed_gateway_file_receives_is_what_counts(
    core: Core, ways: dict[str, str], line: str, code: str, offer: str
) -> None:
    publish(core, bring(core, Kind.GATEWAY, gateway(core, **ways)))
    found = fault(core, line)
    assert found is not None
    assert (found.refusal.code, found.refusal.clause) == (code, "R13")
    assert found.refusal.params.get("offer", "") == offer
    with pytest.raises(RefusedError) as caught:
        core.submit(core.draft(1, "promotion", opt_out=line))
    assert caught.value.refusal.code == code
    if offer:
        assert fault(core, offer) is None
        core.submit(core.draft(1, "promotion", opt_out=offer))


def test_a_gateway_that_stops_receiving_replies_stops_what_is_not_approved_and_not_released(
    core: Core,
) -> None:
    waiting, request = core.requested("promotion"), core.cleared("promotion")
    core.at += timedelta(minutes=1)
    publish(core, bring(core, Kind.GATEWAY, gateway(core, inbound="false", other='"95588"')))
    view = core.view("sunli", waiting)
    assert view.row.state == "submitted"
    refused = view.allowed["approve"]
    assert refused is not None
    assert refused.code == "opt_out_no_replies"
    card: approvals.ScopeCard = core.call("sunli", approvals.Scope(waiting))
    said: dict[str, Any] = {"count": 20, "content_checked": True, "list_checked": True, "shown": card.shown}
    core.refuses("opt_out_no_replies", "sunli", step("approval", waiting, card.head, **said))
    view = core.view("wuhong", request)
    assert view.row.state == "cleared"
    core.refuses("opt_out_no_replies", "wuhong", step("release", request, view.head, slot=1, count=20))


def test_a_gateway_that_stops_receiving_replies_leaves_the_release_through_the_backup(core: Core) -> None:
    first = core.org.gateway_texts["demo"]
    publish(core, bring(core, Kind.GATEWAY, first.replace('id = "demo"', 'id = "second"')))
    request = core.cleared("promotion", backup_gateway="second")
    core.at += timedelta(minutes=1)
    publish(core, bring(core, Kind.GATEWAY, gateway(core, inbound="false", other='"95588"')))
    view = core.view("wuhong", request)
    assert core.call("wuhong", sends.SendDetail(request, 1)).allowed["release"] is None
    waiting: list[TodoRow] = core.call("wuhong", calls.Todo())
    assert [one.what for one in waiting if one.request == request] == ["release"]
    core.refuses("opt_out_no_replies", "wuhong", step("release", request, view.head, slot=1, count=20))
    core.step("wuhong", "release", request, slot=1, count=20, gateway="second")
