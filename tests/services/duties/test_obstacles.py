"""What blocks a duty stands on its row of my turn, of the queue and of the sends, before anybody signs it."""

from zoneinfo import ZoneInfo

import pytest

from console.domain.people.people import Post
from console.domain.rosters.rosters import EndPost
from console.domain.times import render
from console.locale import words
from console.signing.statements import digest
from console.views.duties import TODO
from console.views.requests import REQUEST, WAITING
from console.views.view import Viewer
from console.wire import calls, dispatch
from console.wire.credentials import losses
from console.wire.duties.here import TodoRow
from console.wire.sending import freezes, sends
from tests.services.core import Core, one_clock
from tests.services.losses.test_losses import report, step
from tests.services.rosters.test_rosters import published
from tests.services.two_person.test_pairs import doubtful
from tests.services.two_person.test_pairs import propose as settle


def row(core: Core) -> TodoRow:
    todo: list[TodoRow] = core.call("qianwei", calls.Todo())
    return next(one for one in todo if one.what == "release")


def blocked(core: Core, person: str, what: str) -> str:
    """What the row of a person's turn says that blocks them."""
    (one,) = (one for one in core.call(person, calls.Todo()) if one.what == what)
    return str(one.blocked)


def vault(core: Core, state: str = "vault_locked") -> None:
    core.call("dispatch-1", dispatch.Heartbeat({"demo": state}, files(core)))


def files(core: Core) -> list[str]:
    return [digest(text.encode()) for text in (core.org.policy_text, core.org.gateway_texts["demo"])]


def both(core: Core, request: int) -> tuple[str, str]:
    """The reason on the duty's row and on the send's."""
    sent: sends.SendView = core.call("qianwei", sends.SendDetail(request, 1))
    (listed,) = core.call("qianwei", sends.SendsPage()).rows
    assert listed.reason == sent.row.reason
    return row(core).blocked, sent.row.reason


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


def test_the_row_of_a_decision_says_it_in_my_turn_and_in_the_queue(core: Core) -> None:
    core.requested()
    vault(core)
    (queued,) = core.call("sunli", calls.RequestsPage(queue=True)).rows
    assert (blocked(core, "sunli", "decide"), queued.blocked) == ("vault_locked", "vault_locked")
    vault(core, "up")
    (queued,) = core.call("sunli", calls.RequestsPage(queue=True)).rows
    assert (blocked(core, "sunli", "decide"), queued.blocked) == ("", "")
    # Elsewhere a request tells nothing of it.
    vault(core)
    assert {one.blocked for one in core.call("sunli", calls.RequestsPage()).rows} == {""}


def test_the_row_of_an_acceptance_says_it(core: Core) -> None:
    request = core.requested("other", "credit")
    core.step("jiangbo", "approval", request)
    vault(core, "vault_missing")
    assert blocked(core, "wangfang", "accept") == "vault_missing"


def test_the_row_of_a_second_signature_says_it(core: Core) -> None:
    settle(core, doubtful(core))
    core.call("sunli", losses.ReportLoss("gateway", "demo", "leak", core.call("sunli", calls.WhoAmI()).time))
    assert blocked(core, "sunli", "confirm") == "gateway_lost"


def test_the_step_of_a_loss_that_needs_the_vault_says_it_and_no_other_step_does(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_clock(core, monkeypatch)
    case = report(core)
    vault(core)
    assert {one.blocked for one in core.call("fenglei", calls.Todo()) if one.loss} == {""}
    for name in ("told", "acknowledged", "certified", "requested", "reissued"):
        case = step(core, case, name)
    # What was heard more than ten seconds ago is known no longer.
    vault(core)
    assert {one.what: one.blocked for one in core.call("fenglei", calls.Todo()) if one.loss} == {
        "loss_installed": "vault_locked"
    }


def test_a_later_post_in_which_there_is_nobody_is_named(core: Core) -> None:
    core.requested("promotion")
    assert blocked(core, "sunli", "decide") == ""
    published(core, EndPost("liqiang", Post.SUPERVISING_MANAGER, "business", render(core.at)))
    assert blocked(core, "sunli", "decide") == "nobody_to_sign"


@pytest.mark.parametrize(("lang", "said"), [("zh", "口令库锁着；"), ("en", "vault locked; ")])
def test_it_stands_before_what_the_row_is_for_and_in_full_beside_it(core: Core, lang: str, said: str) -> None:
    core.requested()
    vault(core)
    viewer = Viewer(lang, ZoneInfo("Asia/Shanghai"), str, str)
    (duty,) = (one for one in core.call("sunli", calls.Todo()) if one.what == "decide")
    (queued,) = core.call("sunli", calls.RequestsPage(queue=True)).rows
    for view, shown_in, one, how in ((TODO, "l", duty, "purpose"), (REQUEST, WAITING, queued, "purpose")):
        (field,) = (each for each in view.at(shown_in) if each.shown.how == how)
        assert view.read(viewer, field, one).startswith(said)
    whole = words.slot_reason("vault_locked", lang)
    for view, one, how in ((TODO, duty, "why"), (REQUEST, queued, "blocked")):
        (field,) = (each for each in view.at("p") if each.shown.how == how)
        assert whole in view.read(viewer, field, one)
