"""A new roster version with the real processes: desk, dispatcher and screens take it up, and nobody goes back behind it."""

import pytest

from console.acting.rosters import rosters as acting
from console.domain.people.people import Post
from console.domain.rosters.rosters import AddKey, Appoint, Change, SetStanding
from console.errors import RefusedError
from console.launch.choice import choices
from console.signing.keys import generate
from console.wire import calls
from console.wire.answers import Prepared
from console.wire.duties.here import Me
from console.wire.requests.rows import RequestView
from tests import asking
from tests.launch.whole import Whole, running

FIRST, SECOND = "hanxue", "yangfan"


def publish(whole: Whole, *changes: Change) -> None:
    """Two roster signers, each at their own console, each proving the chain from the pinned root keys."""
    first, second = whole.walk.core(FIRST), whole.walk.core(SECOND)
    draft = acting.prepare(first, acting.known(first, whole.org.roots), changes)
    acting.propose(first, draft, lambda: whole.walk.key(FIRST))
    proposal = acting.review(second, acting.known(second, whole.org.roots), draft.digest)
    acting.confirm(second, proposal, lambda: whole.walk.key(SECOND))


def succession(whole: Whole) -> None:
    """The operator leaves, and another person takes the post, with a new key."""
    key = generate()
    now: Me = whole.walk.core(FIRST).call(calls.WhoAmI())
    publish(
        whole,
        SetStanding("qianwei", "left"),
        Appoint("wuhong", Post.OPERATOR, "business", now.time),
        AddKey("wuhong", key.public),
    )
    whole.walk.keys["wuhong"] = key


def prepared_release(whole: Whole, request: int) -> Prepared:
    core = whole.walk.core("qianwei")
    view: RequestView = core.call(calls.RequestDetail(request))
    call = asking.step("release", request, view.head, slot=1, count=20)
    return asking.decided(core, call, "qianwei", view.digest)


def test_the_next_version_is_in_force_at_desk_dispatcher_and_screens_and_never_goes_back() -> None:
    with running() as whole:
        early, late = whole.cleared(20), whole.cleared(20)
        kept = prepared_release(whole, late)
        signed = asking.signed(whole.walk.core("qianwei"), kept, whole.walk.key("qianwei"))
        # The dispatcher is away while the operator releases, leaves, and is replaced.
        whole.kill("dispatch")
        whole.walk.release(early)
        succession(whole)

        # The desk refuses what they signed before, whoever carries it in, and the screens offer them no more.
        with pytest.raises(RefusedError) as refused:
            whole.walk.core("zhaomin").call(calls.Enact(kept.text, signed))
        assert refused.value.refusal.code == "not_the_signer"
        people, departments, _ = choices(whole.home)
        assert "qianwei" not in {p.id for p in people}
        assert ("operator", "business") in next(p.posts for p in people if p.id == "wuhong")
        assert departments["business"] == "业务部"

        # So does the dispatcher, of the release that the desk had taken.
        whole.solo.start()
        assert whole.state(early, "refused", "done").row.reason == "signer_not_active"
        for request in (early, late):
            whole.step("wuhong", "release", request, count=20)
            assert whole.state(request, "done", "refused").row.tally.delivered == 20
        assert whole.control("stats")["submits"] == 40

        # A desk that forgets the version, so that they may release again, sends nothing.
        back = whole.cleared(20)
        whole.tamper("DELETE FROM roster WHERE version = 2")
        whole.walk.keys["wuhong"] = whole.org.people["wuhong"]
        whole.walk.release(back)
        assert whole.state(back, "refused", "done").row.reason == "roster_older"
        # (The simulator was started anew too.)
        assert whole.control("stats")["submits"] == 0


def test_without_a_desk_the_screens_offer_the_people_of_the_files() -> None:
    with running() as whole:
        whole.walk.close()
        whole.walk.clients.clear()
        whole.solo.stop()
        people, departments, _ = choices(whole.home)
        assert len(people) == len(whole.org.people)
        assert set(departments) == {"business", "general", "credit"}
        whole.solo.start()
