"""What is held is kept whatever was signed before, and what is over can go (R13)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from console.errors import RefusedError
from console.launch.organisation import DEMO_PACK
from console.store.contacts import list_number
from console.wire import dispatch, pairs
from console.wire.sending import erasure as wire
from tests import asking
from tests.services.core import Core, bank, open_core
from tests.services.erasure.test_erasing import (
    DISPATCH,
    answer,
    confirm,
    counted,
    due,
    erased,
    offered,
    prepare,
    propose,
    sent,
)
from tests.services.two_person.test_pairs import told


@pytest.fixture
def core(database_url: str) -> Iterator[Core]:
    """A house whose policy lets numbers go as soon as a send is over."""
    made = open_core(database_url, bank(policy_pack=DEMO_PACK))
    yield made
    made.database.close()


def hold(core: Core, scope: str = "department", subject: str = "business") -> int:
    return int(core.call("sunli", wire.MakeLegalHold(scope, subject, "诉讼")).id)


def let_go(core: Core, which: int) -> None:
    prepared = core.call("wangfang", asking.release_hold(which, "诉讼终结"))
    core.enact("wangfang", prepared)
    (waiting,) = [
        row for row in core.call("zhoujian", pairs.ProposalsPage(open=True)) if row.kind == "release_hold"
    ]
    confirm(core, waiting.digest, "zhoujian")
    answer(core, "hold_released", waiting.digest, sends=0, recipients=0, rows=0, means="")


def states(core: Core) -> list[tuple[str, str]]:
    rows: list[pairs.ProposalRow] = core.call("wangfang", pairs.ProposalsPage(open=False))
    return [(row.state, row.why) for row in rows if row.kind == "erase"]


def test_a_hold_that_comes_after_both_signatures_keeps_a_list_that_no_dispatcher_knows(core: Core) -> None:
    listed = core.add_list()
    proposal = propose(core, lists=[listed])
    confirm(core, proposal)
    assert len(offered(core)) == 1
    hold(core)
    assert offered(core) == []
    answer(core, "erased", proposal, sends=0, recipients=0, rows=0)
    assert counted(core, list_number) == 20
    assert states(core) == [("refused", "erase_held")]


@pytest.mark.parametrize("scope", ["request", "department"])
def test_what_is_left_at_the_desk_is_kept_where_the_hold_came_after_the_dispatcher(
    core: Core, scope: str
) -> None:
    request = sent(core)
    proposal = propose(core, request)
    confirm(core, proposal)
    which = hold(core, scope, str(request) if scope == "request" else "business")
    answer(core, "erased", proposal)
    assert counted(core, list_number) == 20
    let_go(core, which)
    core.at += timedelta(minutes=1)
    assert erased(core, request)
    assert counted(core, list_number) == 0


def test_a_hold_that_ends_in_time_lets_the_pair_go_on(core: Core) -> None:
    listed = core.add_list()
    proposal = propose(core, lists=[listed])
    confirm(core, proposal)
    which = hold(core)
    assert offered(core) == []
    let_go(core, which)
    assert len(offered(core)) == 1


@pytest.mark.parametrize("subject", ["01", "１", "", "-1", "1 ", "9" * 30])
def test_a_hold_that_would_keep_nothing_is_refused(core: Core, subject: str) -> None:
    assert sent(core) == 1
    core.refuses("hold_subject", "sunli", wire.MakeLegalHold("request", subject, "诉讼"))


def test_the_file_that_a_held_list_was_read_from_stays_in_the_drop_box(core: Core) -> None:
    core.add_list()
    core.at += timedelta(days=60)
    assert len(core.call("zhaomin", wire.FilesToRemove())) == 1
    hold(core)
    assert core.call("zhaomin", wire.FilesToRemove()) == []


def test_what_was_refused_at_its_release_and_taken_back_can_go(core: Core) -> None:
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=20)
    told(core, request, "refused", "wrong_list", queued=20)
    core.step("zhaomin", "withdrawal", request, text="不发了")
    (row,) = due(core)
    assert (row.id, row.blocked) == (request, None)
    erased(core, request)
    assert counted(core, list_number) == 0
    assert core.view("zhoujian", request).row.state == "withdrawn"


def test_what_was_refused_and_then_stopped_can_go(core: Core) -> None:
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=20)
    told(core, request, "refused", "wrong_list", queued=20)
    core.step("qianwei", "stop", request, slot=1, text="不发了")
    (row,) = due(core)
    assert (row.id, row.blocked) == (request, None)


def test_no_proposal_names_a_mobile_number(core: Core) -> None:
    request = sent(core)
    with pytest.raises(RefusedError) as caught:
        prepare(core, request, reason="客户 13800138000 要求")
    assert caught.value.refusal.code == "application_mobile"
    assert core.call(DISPATCH, dispatch.PullReleased(["demo"])).erasures == []
