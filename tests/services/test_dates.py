"""The date of a signed act: the desk takes nothing that is too old, dated before what it follows, or before what it would undo."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain.people.people import Post, Roster
from console.domain.rosters.rosters import Appoint, Change
from console.domain.times import render
from console.errors import RefusedError
from console.launch.organisation import Organisation
from console.signing.statements import Signed, decode, encode, namespace
from console.wire import calls
from console.wire.answers import Prepared
from console.wire.contacts import lists
from console.wire.people import personnel
from console.wire.requests import approvals
from console.wire.rosters import rosters
from tests import asking
from tests.services.core import AT, Core, bank, open_core
from tests.services.people import test_department_rules, test_enrolment
from tests.services.people.test_orders import deputy, proved
from tests.services.two_person.test_pairs import doubtful


@pytest.fixture
def core(database_url: str) -> Iterator[Core]:
    """An organisation founded three weeks ago, so that old acts fail by nothing else; Wei Na has not pledged yet."""
    made = open_core(database_url, bare("weina"))
    made.at = AT
    yield made
    made.database.close()


def bare(person: str) -> Organisation:
    org = bank(AT - timedelta(days=21))
    org.pledges[:] = [one for one in org.pledges if f'"by":"{person}"' not in one.text]
    return org


def dated(core: Core, person: str, prepared: Prepared, **ago: float) -> calls.Enact:
    """What was prepared, signed under a date that lies so long before the desk's clock."""
    act = decode(prepared.text.encode())
    moved = msgspec.structs.replace(act, at=render(core.at - timedelta(**ago)))
    text = encode(moved)
    return calls.Enact(text.decode(), core.org.people[person].sign(text, namespace(moved)))


def carried(act: calls.Enact) -> calls.Enact:
    return msgspec.structs.replace(act, carried=True)


def code(core: Core, person: str, call: Any) -> str:
    """Why the desk refuses a call, or empty."""
    try:
        core.call(person, call)
    except RefusedError as refused:
        return refused.refusal.code
    return ""


# ---- every kind of act


def request(core: Core) -> tuple[str, Prepared]:
    draft = core.draft(core.add_list())
    long = msgspec.structs.replace(draft.slots[0], closes=render(core.at + timedelta(days=20)))
    saved = core.call("zhaomin", calls.SaveDraft(msgspec.structs.replace(draft, slots=[long])))
    return "zhaomin", core.call("zhaomin", asking.request(saved.id))


def step(person: str, kind: str, made: Callable[[Core], int], **fields: Any) -> Any:
    def prepare(core: Core) -> tuple[str, Prepared]:
        view = core.view(person, made(core))
        return person, core.call(person, asking.step(kind, view.row.id, view.head, **fields))

    return prepare


def order(core: Core) -> tuple[str, Prepared]:
    call = asking.order("suspension", person="zhaomin", reason="口令外泄")
    return "sunli", core.call("sunli", call)


def pledge(core: Core, person: str = "weina", department: str = "credit") -> tuple[str, Prepared]:
    return person, core.call(person, asking.pledge(department))


def application(core: Core) -> tuple[str, Prepared]:
    return "zhaomin", core.call("zhaomin", asking.application(test_enrolment.form(trained_on="2026-11-10")))


def own_rules(core: Core) -> tuple[str, Prepared]:
    return "sunli", core.call("sunli", test_department_rules.version())


def proposal(core: Core) -> tuple[str, Prepared]:
    return "qianwei", core.call("qianwei", asking.settle(doubtful(core)))


EVERY: dict[str, Callable[[Core], tuple[str, Prepared]]] = {
    "request": request,
    "return": step("sunli", "return", Core.requested, text="请改"),
    "release": step("qianwei", "release", Core.cleared, slot=1, count=20),
    "order": order,
    "pledge": pledge,
    "application": application,
    "department_rules": own_rules,
    "proposal": proposal,
}


@pytest.mark.parametrize("kind", EVERY)
def test_what_its_own_signer_sends_in_is_no_more_than_a_quarter_of_an_hour_old(core: Core, kind: str) -> None:
    person, prepared = EVERY[kind](core)
    core.at += timedelta(minutes=20)
    assert code(core, person, dated(core, person, prepared, minutes=15, seconds=1)) == "signed_long_ago"
    assert code(core, person, dated(core, person, prepared, minutes=-5, seconds=-1)) == "signed_in_future"
    assert code(core, person, dated(core, person, prepared, minutes=15)) == ""


@pytest.mark.parametrize("kind", sorted(EVERY.keys() - {"order"}))
@pytest.mark.parametrize("bringer", ["himself", "another"])
def test_what_was_signed_elsewhere_is_brought_in_within_a_week(core: Core, kind: str, bringer: str) -> None:
    core.at -= timedelta(days=7)
    person, prepared = EVERY[kind](core)
    core.at += timedelta(days=1, minutes=30)
    old = dated(core, person, prepared, days=1)
    assert code(core, person, old) == "signed_long_ago"
    act, by = (carried(old), person) if bringer == "himself" else (old, "zhengtao")
    # The window of the release ended after eight hours.
    assert code(core, by, act) == ("window_passed" if kind == "release" else "")
    core.at += timedelta(days=6, minutes=31)
    late = dated(core, person, prepared, days=7, seconds=1)
    assert code(core, by, carried(late)) == "carried_too_late"


@pytest.mark.parametrize("by", ["sunli", "zhengtao"])
def test_an_order_counts_from_its_date_and_so_is_sent_in_at_once_by_whoever(core: Core, by: str) -> None:
    _, prepared = order(core)
    core.at += timedelta(minutes=20)
    old = dated(core, "sunli", prepared, minutes=15, seconds=1)
    assert code(core, by, carried(old)) == "signed_long_ago"
    assert code(core, by, carried(dated(core, "sunli", prepared, minutes=15))) == ""


def test_a_list_that_waited_is_not_closed_by_a_manifest_of_then(core: Core) -> None:
    list_id = core.call(
        "zhaomin", lists.BeginList("business", "客户名单", "a.txt", "0" * 64, 12, "ascii", "")
    ).id
    core.call("zhaomin", lists.AddNumbers(list_id, (16100000000).to_bytes(8, "little")))
    core.call("zhaomin", lists.CountList(list_id, 1, {}, {}))
    text, signature = core.sign("zhaomin", core.call("zhaomin", asking.manifest(list_id, "0" * 64)))
    core.at += timedelta(minutes=15, seconds=1)
    assert code(core, "zhaomin", lists.FinishList(list_id, text, signature, b"\0" * 32)) == "signed_long_ago"


# ---- what follows something


def prepared_approval(core: Core, person: str, request_id: int) -> Prepared:
    card: approvals.ScopeCard = core.call(person, approvals.Scope(request_id))
    call = asking.step(
        "approval", request_id, card.head, count=20, content_checked=True, list_checked=True, shown=card.shown
    )
    answer: Prepared = core.call(person, call)
    return answer


def test_no_step_is_dated_before_the_one_that_it_follows(core: Core) -> None:
    first = core.requested("promotion")
    core.at += timedelta(minutes=10)
    core.step("sunli", "approval", first)
    core.at += timedelta(hours=1)
    prepared = prepared_approval(core, "liqiang", first)
    early = carried(dated(core, "liqiang", prepared, hours=1, minutes=5, seconds=1))
    assert code(core, "liqiang", early) == "older_than_before"
    assert code(core, "liqiang", carried(dated(core, "liqiang", prepared, hours=1, minutes=5))) == ""


def test_no_first_step_is_dated_before_the_request_itself(core: Core) -> None:
    core.at += timedelta(hours=2)
    made = core.requested()
    prepared = prepared_approval(core, "sunli", made)
    early = carried(dated(core, "sunli", prepared, minutes=5, seconds=1))
    assert code(core, "sunli", early) == "older_than_before"


def test_no_decision_on_an_application_is_dated_before_what_it_follows(core: Core) -> None:
    desk = test_enrolment.Desk(core)
    made = desk.apply(test_enrolment.form())
    core.at += timedelta(hours=1)
    prepared = desk.prepare("sunli", "authorise", made)
    early = carried(dated(core, "sunli", prepared, hours=1, minutes=5, seconds=1))
    assert code(core, "sunli", early) == "older_than_before"
    assert code(core, "sunli", carried(dated(core, "sunli", prepared, hours=1))) == ""


def test_a_new_version_is_not_dated_before_the_one_that_it_replaces(core: Core) -> None:
    made = core.requested()
    core.at += timedelta(hours=1)
    core.step("sunli", "return", made, text="请改")
    draft = core.view("zhaomin", made).draft
    core.call("zhaomin", calls.SaveDraft(msgspec.structs.replace(draft, purpose="改过的用途"), made))
    prepared = core.call("zhaomin", asking.request(made))
    early = carried(dated(core, "zhaomin", prepared, minutes=5, seconds=1))
    assert code(core, "zhaomin", early) == "older_than_before"
    assert code(core, "zhaomin", carried(dated(core, "zhaomin", prepared, minutes=5))) == ""


# ---- allowed then, not only now: by its date the verifier judges


def test_who_stands_in_since_an_hour_has_not_signed_two_hours_ago(core: Core) -> None:
    made = core.requested()
    core.at += timedelta(hours=2)
    deputy(core)
    core.at += timedelta(minutes=10)
    prepared = prepared_approval(core, "jiangbo", made)
    early = carried(dated(core, "jiangbo", prepared, hours=1))
    assert code(core, "jiangbo", early) == "wrong_post"
    assert code(core, "jiangbo", dated(core, "jiangbo", prepared, minutes=10)) == ""


def test_a_window_was_over_when_it_was_made_longer(core: Core) -> None:
    made = core.cleared()
    core.at += timedelta(hours=8, minutes=30)
    view = core.view("sunli", made)
    opens, closes = render(core.at), render(core.at + timedelta(hours=2))
    call = asking.step(
        "extension", made, view.head, slot=1, count=20, text="网点停电", opens=opens, closes=closes
    )
    prepared = core.call("sunli", call)
    assert code(core, "sunli", carried(dated(core, "sunli", prepared, minutes=31))) == "window_still_open"
    assert code(core, "sunli", carried(dated(core, "sunli", prepared, minutes=30))) == ""


def next_version(core: Core, *changes: Change) -> Roster:
    text = core.call("hanxue", rosters.PrepareRoster(list(changes))).text
    roster = decode(text.encode())
    assert isinstance(roster, Roster)
    space = namespace(roster)
    first, second = (core.org.people[p].sign(text.encode(), space) for p in ("hanxue", "yangfan"))
    core.call("hanxue", rosters.ProposeRoster(text, first))
    digest = Signed(text, []).digest()
    core.call("yangfan", rosters.ConfirmRoster(digest, second))
    return roster


def test_a_manager_from_noon_on_has_decided_nothing_in_the_morning(core: Core) -> None:
    core.at += timedelta(minutes=1)
    next_version(
        core, Appoint("jiangbo", Post.SUPERVISING_MANAGER, "business", render(core.at + timedelta(hours=1)))
    )
    desk = test_enrolment.Desk(core)
    asked = core.requested("promotion")
    core.step("sunli", "approval", asked)
    applied = desk.apply(test_enrolment.form())
    desk.decide("sunli", "authorise", applied)
    core.at += timedelta(hours=2)
    for prepared in (prepared_approval(core, "jiangbo", asked), desk.prepare("jiangbo", "approve", applied)):
        early = carried(dated(core, "jiangbo", prepared, hours=1, seconds=1))
        assert code(core, "jiangbo", early) == "wrong_post"
        assert code(core, "jiangbo", carried(dated(core, "jiangbo", prepared, hours=1))) == ""


def test_who_pledged_today_has_submitted_nothing_yesterday(database_url: str) -> None:
    core = open_core(database_url, bare("zhaomin"))
    core.at = AT
    list_id = core.add_list()
    core.at += timedelta(hours=1)
    person, pledged = pledge(core, "zhaomin", "business")
    core.enact(person, pledged)
    saved = core.call("zhaomin", calls.SaveDraft(core.draft(list_id)))
    prepared = core.call("zhaomin", asking.request(saved.id))
    assert code(core, "zhaomin", carried(dated(core, "zhaomin", prepared, minutes=1))) == "no_pledge"
    assert code(core, "zhaomin", dated(core, "zhaomin", prepared)) == ""
    core.database.close()


# ---- what an order would undo


def test_a_deputation_is_not_recalled_from_before_the_deputy_signed(core: Core) -> None:
    made = core.requested()
    done = deputy(core)
    (row,) = core.call("sunli", personnel.OrdersPage()).rows
    assert done.id
    core.at += timedelta(minutes=2)
    recall = core.call("sunli", asking.order("recall", order=row.digest, reason="提前回来"))
    core.at += timedelta(minutes=2)
    core.step("jiangbo", "approval", made)
    core.at += timedelta(minutes=2)
    assert code(core, "sunli", dated(core, "sunli", recall, minutes=4)) == "order_undoes"
    assert code(core, "sunli", dated(core, "sunli", recall, minutes=2)) == "order_undoes"
    assert code(core, "sunli", dated(core, "sunli", recall, minutes=1)) == ""
    core.step("qianwei", "release", made, slot=1, count=20)
    assert "jiangbo" in proved(core, made)


def test_a_deputy_whose_clock_runs_ahead_is_recalled_all_the_same(core: Core) -> None:
    made = core.requested()
    deputy(core)
    (row,) = core.call("sunli", personnel.OrdersPage()).rows
    ahead = dated(core, "jiangbo", prepared_approval(core, "jiangbo", made), minutes=-5)
    assert code(core, "jiangbo", ahead) == ""
    core.at += timedelta(minutes=1)
    recall = core.call("sunli", asking.order("recall", order=row.digest, reason="提前回来"))
    assert code(core, "sunli", dated(core, "sunli", recall)) == ""


def with_standby(org: Organisation) -> Organisation:
    """Its second version has a dormant second operator in the business department."""
    assert org.roster is not None
    own = next(p for p in org.roster.posts if (p.post, p.department) == (Post.OPERATOR, "business"))
    spare = msgspec.structs.replace(own, person="weina", standby=True)
    org.add_roster(
        msgspec.structs.replace(
            org.roster,
            version=2,
            previous=org.rosters[-1].digest(),
            at=render(AT - timedelta(days=20)),
            posts=[*org.roster.posts, spare],
        )
    )
    return org


def activation(core: Core) -> Prepared:
    call = asking.order(
        "activation",
        person="weina",
        department="business",
        since=render(core.at - timedelta(hours=3)),
        until=render(core.at + timedelta(days=3)),
        reason="钱伟休假",
    )
    answer: Prepared = core.call("sunli", call)
    return answer


def released(core: Core, by: str, made: int) -> None:
    core.step(by, "release", made, slot=1, count=20)


def test_a_standby_is_woken_and_put_to_sleep_from_after_what_was_released_till_then(
    database_url: str,
) -> None:
    core = open_core(database_url, with_standby(bank(AT - timedelta(days=21))))
    core.at = AT
    first, second, third = (core.cleared() for _ in range(3))
    core.at += timedelta(minutes=1)
    released(core, "qianwei", first)
    core.at += timedelta(minutes=1)
    woken = activation(core)
    assert code(core, "sunli", dated(core, "sunli", woken, minutes=1)) == "order_undoes"
    assert code(core, "sunli", dated(core, "sunli", woken, seconds=59)) == ""
    core.at += timedelta(minutes=1)
    released(core, "weina", second)
    core.at += timedelta(minutes=1)
    (row,) = core.call("sunli", personnel.OrdersPage()).rows
    recall = core.call("sunli", asking.order("recall", order=row.digest, reason="提前回来"))
    assert code(core, "sunli", dated(core, "sunli", recall, minutes=1)) == "order_undoes"
    assert code(core, "sunli", dated(core, "sunli", recall, seconds=59)) == ""
    core.at += timedelta(minutes=1)
    released(core, "qianwei", third)
    assert "qianwei" in proved(core, third)
    core.database.close()
