"""The key that decides on a request's page is bracketed for whoever can decide nothing there, whatever state the request is in."""

import pytest

from console import actions
from console.nouns.requests import ToRequest
from console.screens.requests.request_view import RequestPage
from console.wire.requests.rows import RequestView
from tests.screens.driver import sitting
from tests.services.two_person.test_pairs import doubtful
from tests.terminal.sit import House

PEOPLE = ("zhaomin", "sunli", "liqiang", "wuhong", "qianwei", "shenyu", "zhoujian")
DECISIONS = ("approve", "accept", "return", "reject")


def in_each_state(house: House) -> dict[str, int]:
    """A request in each state that a page may show, by name."""
    core = house.core
    returned, withdrawn = core.requested(), core.requested()
    core.step("sunli", "return", returned, text="改名单")
    core.step("zhaomin", "withdrawal", withdrawn, text="不发了")
    submitted = core.requested()
    return {
        "submitted": submitted, "returned": returned, "withdrawn": withdrawn,
        "cleared": core.cleared(), "unsettled": doubtful(core), "other": core.requested("other", "business"),
    }  # fmt: skip


@pytest.mark.parametrize("person", PEOPLE)
async def test_the_key_is_bracketed_exactly_for_whoever_can_decide_nothing(house: House, person: str) -> None:
    found = in_each_state(house)
    seen = 0
    async with sitting(house.app("zh", person=person), (120, 40)) as op:
        for state, request in found.items():
            may: RequestView = house.core.view(person, request)
            op.app.screen.go(ToRequest(request))  # type: ignore[attr-defined]
            await op.until(lambda: getattr(op.app.screen, "view", None) is not None, state)
            page = op.app.screen
            assert isinstance(page, RequestPage)
            decides = any(may.allowed.get(act) is None for act in DECISIONS)
            assert (page.refusal(actions.find("request.decide")) is None) == decides, state
            keys = op.screen().split("\n")[-1]
            # A key that refuses may have no room; it never stands there as if it could be had.
            assert (" a 审批 " in keys) == decides, keys
            await op.press("escape")
            seen += 1
    assert seen == len(found)
