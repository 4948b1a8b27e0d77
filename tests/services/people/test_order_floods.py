"""What one person adds to what everybody's requests are judged by is bounded; suspending and recalling always go."""

from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from console.domain.people.orders import Activation, Deputation, Recall, Suspension
from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint, SetStanding
from console.domain.times import render
from console.errors import ConsoleError, RefusedError
from console.services import standing
from console.signing.bundle import verify
from console.signing.bundle_file import unpack
from console.signing.statements import Signed, decode
from console.wire import calls
from console.wire.answers import Blob
from console.wire.ledger import ledger
from console.wire.rosters import rosters
from tests import asking
from tests.services.core import AT, Core
from tests.services.people.test_orders import deputy, live, recall, suspend
from tests.services.rosters.test_rosters import FIRST, armour, prepared, published

MOST = 20


def refused(act: Any) -> str:
    with pytest.raises(RefusedError) as caught:
        act()
    assert caught.value.refusal.clause
    return caught.value.refusal.code


def later(core: Core, **time: float) -> None:
    core.at += timedelta(**time)


def flood(core: Core, n: int = MOST, seconds: int = 60 * 60 * 24 * 3) -> None:
    """So many deputations, each for as long."""
    for _ in range(n):
        later(core, seconds=1)
        deputy(core, until=render(core.at + timedelta(seconds=seconds)))


def test_one_person_has_twenty_deputations_under_way_and_no_more(core: Core) -> None:
    flood(core)
    assert refused(lambda: deputy(core)) == "too_many_orders"
    deputy(core, "jiangbo", "sunli", department="credit")
    later(core, days=3, seconds=1)
    deputy(core)


def test_nor_does_he_give_more_a_day_however_short_each_of_them_is(core: Core) -> None:
    flood(core, seconds=1)
    later(core, hours=1)
    assert live(core) == []
    assert refused(lambda: deputy(core)) == "too_many_orders"
    later(core, hours=23)
    deputy(core)


def test_an_order_that_was_prepared_in_time_is_counted_when_it_comes_in(core: Core) -> None:
    flood(core, MOST - 1)
    later(core, seconds=1)
    call = asking.order(
        "deputation",
        "jiangbo",
        post="department_manager",
        department="business",
        since=render(core.at),
        until=render(core.at + timedelta(days=1)),
        reason="出差",
    )
    waiting = core.call("sunli", call)
    deputy(core)
    assert refused(lambda: core.enact("sunli", waiting)) == "too_many_orders"


def test_in_an_emergency_he_suspends_and_recalls_all_the_same(core: Core) -> None:
    flood(core)
    given = live(core)
    assert len(given) == MOST
    for order in given:
        later(core, seconds=1)
        recall(core, "sunli", order.digest)
    later(core, seconds=1)
    suspend(core, "sunli", "zhaomin")
    assert [row.kind for row in live(core)] == ["suspension"]
    assert refused(lambda: deputy(core)) == "too_many_orders"


def test_an_order_is_recalled_once_and_only_while_it_runs(core: Core) -> None:
    deputy(core)
    [order] = live(core)
    later(core, seconds=1)
    early = core.call("sunli", asking.order("recall", order=order.digest, reason="一"))
    later(core, seconds=1)
    also = core.call("liqiang", asking.order("recall", order=order.digest, reason="二"))
    core.enact("sunli", early)
    assert refused(lambda: core.enact("liqiang", also)) == "order_over"
    assert refused(lambda: recall(core, "sunli", order.digest)) == "order_over"
    deputy(core, until=render(core.at + timedelta(minutes=5)))
    [second] = live(core)
    later(core, minutes=5)
    assert refused(lambda: recall(core, "sunli", second.digest)) == "order_over"


def test_somebody_is_suspended_once_until_a_roster_version_says_otherwise(core: Core) -> None:
    suspend(core, "sunli", "zhaomin")
    later(core, seconds=1)
    assert refused(lambda: suspend(core, "sunli", "zhaomin")) == "not_active"
    published(core, SetStanding("zhaomin", "active"))
    later(core, seconds=1)
    suspend(core, "sunli", "zhaomin")


# ---- deputies without business


@pytest.mark.parametrize("post", [Post.ADMINISTRATOR, Post.AUDITOR])
def test_who_keeps_the_system_or_audits_is_nobodys_deputy(core: Core, post: Post) -> None:
    published(core, Appoint("jiangbo", post, "", render(core.at)))
    assert refused(lambda: deputy(core)) == "deputy_without_business"


def test_who_becomes_an_auditor_signs_no_more_in_anothers_place(core: Core) -> None:
    deputy(core)
    request = core.requested()
    published(core, Appoint("jiangbo", Post.AUDITOR, "", render(core.at)))
    later(core, seconds=1)
    assert refused(lambda: core.step("jiangbo", "approval", request)) == "deputy_without_business"


# ---- what of them travels


def bundle(core: Core, request: int) -> list[Any]:
    blob: Blob = core.call("dispatch-1", calls.BundleOf(request))
    whole = unpack(blob.data)
    verify(whole, core.org.roots, render(core.at))
    return [decode(one.text.encode()) for one in whole.orders]


def test_a_bundle_carries_the_deputations_of_its_own_department_and_of_the_general_manager(
    core: Core,
) -> None:
    deputy(core)
    later(core, seconds=1)
    deputy(core, "jiangbo", "sunli", department="credit")
    [credit, business] = live(core)
    later(core, seconds=1)
    deputy(core, "zhoujian", "chuyan", post="general_manager", department="")
    request = core.requested()
    later(core, seconds=1)
    recall(core, "jiangbo", credit.digest)
    later(core, seconds=1)
    recall(core, "sunli", business.digest)
    given = bundle(core, request)
    assert [one.department for one in given if isinstance(one, Deputation)] == ["business", ""]
    assert [one.order for one in given if isinstance(one, Recall)] == [business.digest]
    later(core, minutes=5)
    other = core.requested("other", "credit")
    assert [one.department for one in bundle(core, other) if isinstance(one, Deputation)] == [""]


def test_every_suspension_and_activation_travels_in_every_bundle(core: Core) -> None:
    published(core, Appoint("weina", Post.OPERATOR, "general", render(core.at), standby=True))
    later(core, seconds=1)
    wake = asking.order(
        "activation",
        person="weina",
        post="operator",
        department="general",
        since=render(core.at),
        until=render(core.at + timedelta(days=1)),
        reason="病假",
    )
    core.enact("zhengtao", core.call("zhengtao", wake))
    later(core, seconds=1)
    suspend(core, "jiangbo", "weina")
    request = core.requested()
    assert [type(one) for one in bundle(core, request)] == [Activation, Suspension]


def test_an_activation_that_is_over_is_shown_to_whom_an_order_of_its_time_has_to_be_proved(
    core: Core,
) -> None:
    """The standby suspends themselves while they are awake: without their activation nobody could give that order."""
    roster = core.org.roster
    assert roster is not None
    published(core, Appoint("shenyu", Post.CUSTODIAN, "", render(core.at), standby=True))
    with core.database.reader() as conn:
        assert standing.travelling(conn, render(core.at), render(core.at), "business") == []
    later(core, seconds=1)
    wake = asking.order(
        "activation",
        person="shenyu",
        post="custodian",
        department="",
        since=render(core.at),
        until=render(core.at + timedelta(hours=2)),
        reason="病假",
    )
    assert refused(lambda: core.call("zhengtao", wake)) in {"not_the_manager", "no_standby"}
    standby = Appoint("weina", Post.OPERATOR, "business", render(core.at), standby=True)
    ends = [a for a in roster.posts if a.person == "weina"]
    assert ends
    published(core, standby)
    later(core, seconds=1)
    wake = asking.order(
        "activation",
        person="weina",
        post="operator",
        department="business",
        since=render(core.at),
        until=render(core.at + timedelta(hours=2)),
        reason="病假",
    )
    core.enact("sunli", core.call("sunli", wake))
    published(core)
    later(core, seconds=1)
    suspend(core, "weina", "weina")
    later(core, hours=3)
    request = core.requested()
    assert [type(one) for one in bundle(core, request)] == [Activation, Suspension]


# ---- roster proposals


def propose(core: Core, phone: str, by: str = FIRST) -> str:
    from console.domain.rosters.rosters import EditPerson

    text = prepared(core, EditPerson("zhaomin", phone=f"8{phone:0>3}"), by=by)
    core.call(by, rosters.ProposeRoster(text, armour(core, by, text)))
    answer: rosters.RosterProposalPage = core.call(by, rosters.RosterProposals())
    return answer.rows[0].digest


def test_one_signer_has_three_versions_waiting_and_another_is_not_kept_out(core: Core) -> None:
    first = [propose(core, str(n)) for n in range(3)]
    assert refused(lambda: propose(core, "4")) == "roster_proposals_many"
    propose(core, "5", by="yangfan")
    core.call(FIRST, rosters.DropRosterProposal(first[0]))
    propose(core, "6")
    later(core, days=3, minutes=1)
    propose(core, "7")


def test_versions_that_wait_come_first_however_many_were_dropped_since(core: Core) -> None:
    waiting = propose(core, "0")
    for n in range(1, 8):
        core.call(FIRST, rosters.DropRosterProposal(propose(core, str(n))))
    seen: list[rosters.RosterProposal] = []
    after, pages = "", 0
    while pages == 0 or after:
        answer: rosters.RosterProposalPage = core.call(FIRST, rosters.RosterProposals(after=after, limit=3))
        assert answer.page.total == 8
        seen += answer.rows
        after, pages = answer.page.after, pages + 1
    assert pages == 3
    assert [(one.digest, one.state) for one in seen[:1]] == [(waiting, "open")]
    assert [one.state for one in seen[1:]] == ["dropped"] * 7
    assert [one.at for one in seen[1:]] == sorted((one.at for one in seen[1:]), reverse=True)
    assert len({one.digest for one in seen}) == 8
    [found_again] = core.call(FIRST, rosters.RosterProposals(waiting[:12])).rows
    assert found_again.digest == waiting
    assert core.call(FIRST, rosters.RosterProposals("%")).rows == []


def test_a_proposal_is_taken_back_by_who_made_it_alone(core: Core) -> None:
    waiting = propose(core, "1")
    assert refused(lambda: core.call("yangfan", rosters.DropRosterProposal(waiting))) == "roster_not_yours"
    core.call(FIRST, rosters.DropRosterProposal(waiting))
    entries: ledger.EntryPage = core.call("shenyu", ledger.EntriesPage(kind="roster.dropped"))
    assert [row.actor for row in entries.rows] == [FIRST]


def test_a_page_of_proposals_goes_into_one_answer_however_large_they_are(core: Core) -> None:
    from console.acting.rosters.rosters import find

    roster = core.org.roster
    assert roster is not None
    for n in range(3):
        text = prepared(core)
        wide = text.replace('"org_name":"', '"org_name":"' + "云" * 170_000)
        assert len(wide.encode()) > 500_000
        with core.database.writer() as conn:
            from console.store.personnel import roster_proposal

            values = {
                "version": 2,
                "by": FIRST,
                "at": render(core.at),
                "expires": render(AT + timedelta(days=3)),
            }
            conn.execute(
                roster_proposal.insert().values(
                    digest="0" * 63 + f"{n}", state="open", text=wide, signature="", **values
                )
            )
    answer: rosters.RosterProposalPage = core.call("zhaomin", rosters.RosterProposals())
    assert (len(answer.rows), answer.page.after) == (1, "1")
    # A beginning that several share names none of them, though the answer holds one.
    with pytest.raises(ConsoleError, match="no_such_roster_proposal"):
        find(SimpleNamespace(call=partial(core.call, "zhaomin")), "0" * 12)


# ---- the chain, several versions an answer


def test_two_hundred_versions_take_a_few_calls_and_are_the_ones_that_were_signed(core: Core) -> None:
    from console.domain.rosters.rosters import EditPerson
    from console.wire.rosters.chain import versions

    chain = list(core.org.rosters)
    for n in range(5):
        published(core, EditPerson("zhaomin", phone=str(8000 + n)))
    asked: list[Any] = []

    def call(wanted: Any) -> Any:
        asked.append(wanted)
        return core.call("yangfan", wanted)

    found = versions(call)
    assert found[0] == chain[0]
    assert len(found) == 6
    assert len(asked) == 1
    with core.database.writer() as conn:
        from console.store import people

        last = found[-1]
        for n in range(7, 201):
            text = last.text.replace('"version":6', f'"version":{n}')
            values = {"version": n, "digest": f"{n:064}", "text": text, "signatures": "[]"}
            conn.execute(people.roster.insert().values(**values))
    asked.clear()
    found = versions(call)
    assert len(found) == 200
    assert len(asked) <= 3
    page: rosters.ChainPage = core.call("dispatch-1", rosters.RosterChain(199))
    assert (len(page.versions), page.more) == (1, False)
    assert core.call("zhaomin", rosters.RosterChain(200)) == rosters.ChainPage([], more=False)
    assert Signed(page.versions[0].text, page.versions[0].signatures).digest()
