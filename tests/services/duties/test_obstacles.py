"""What a release would wait for stands on its row of my turn, and on its send, before anybody signs it."""

import pytest

from console.signing.statements import digest
from console.wire import calls, dispatch, freezes, losses, sends, views
from tests.services.core import Core


def row(core: Core) -> views.TodoRow:
    todo: list[views.TodoRow] = core.call("qianwei", calls.Todo())
    return next(one for one in todo if one.what == "release")


def files(core: Core) -> list[str]:
    return [digest(text.encode()) for text in (core.org.policy_text, core.org.gateway_texts["demo"])]


def both(core: Core, request: int) -> tuple[str, str]:
    """The reason on the duty's row and on the send's."""
    sent: sends.SendView = core.call("qianwei", sends.SendDetail(request, 1))
    (listed,) = core.call("qianwei", sends.SendsPage()).rows
    assert listed.reason == sent.row.reason
    return row(core).because, sent.row.reason


@pytest.mark.parametrize("state", ["vault_locked", "vault_missing", "bind_refused", "secret_retired"])
def test_a_closed_gateway_is_named_by_what_closed_it(core: Core, state: str) -> None:
    request = core.cleared()
    core.call("dispatch-1", dispatch.Heartbeat({"demo": state}, files(core)))
    assert both(core, request) == (state, state)
    core.call("dispatch-1", dispatch.Heartbeat({"demo": "up"}, files(core)))
    assert both(core, request) == ("", "")
    core.call("dispatch-1", dispatch.Heartbeat({"demo": "down"}, files(core)))
    assert both(core, request) == ("line_down", "line_down")


def test_a_lost_gateway_is_named_before_anything_else(core: Core) -> None:
    request = core.cleared()
    core.call("dispatch-1", dispatch.Heartbeat({"demo": "vault_locked"}, []))
    core.call("sunli", losses.ReportLoss("gateway", "demo", "leak", core.call("sunli", calls.WhoAmI()).time))
    assert both(core, request) == ("gateway_lost", "gateway_lost")


@pytest.mark.parametrize("scope", [("all", ""), ("gateway", "demo"), ("category", "notice")])
def test_a_freeze_that_covers_it_is_named(core: Core, scope: tuple[str, str]) -> None:
    request = core.cleared()
    core.call("sunli", freezes.Freeze(*scope, "可疑"))
    assert both(core, request) == ("frozen", "frozen")


def test_a_freeze_of_another_category_is_none(core: Core) -> None:
    request = core.cleared()
    core.call("sunli", freezes.Freeze("category", "promotion", "可疑"))
    assert both(core, request) == ("", "")


def test_without_a_dispatcher_nothing_is_claimed(core: Core) -> None:
    assert both(core, core.cleared()) == ("", "")
