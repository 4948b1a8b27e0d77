"""Personnel orders: who may give them, what they do to a roster, and when a deputy's signature counts."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain.authority import Act, Authority, Facts
from console.domain.people.orders import Activation, Deputation, Recall, Suspension
from console.domain.people.people import Appointment, Post, Roster, Standing
from console.domain.people.standing import (
    Brought,
    Order,
    after_recalls,
    loses,
    may_order,
    subordinates,
    under,
)
from console.domain.states import RequestState as R
from console.domain.states import SlotState as S
from console.domain.times import render
from tests.domain.test_authority import AT, EVERYONE, NOW, PLEDGED, POLICY, ROSTER, facts, with_slot

replace = msgspec.structs.replace
RULE = POLICY.orders


def hours(n: float) -> str:
    return render(AT + timedelta(hours=n))


def order(kind: type[Order], by: str, **fields: Any) -> Any:
    common: dict[str, Any] = {"org": "yunling", "by": by, "at": NOW, "roster": 1, "reason": "出差"}
    return kind(**(common | fields))


def deputation(by: str = "sunli", **fields: Any) -> Deputation:
    usual: dict[str, Any] = {
        "principal": "sunli",
        "post": Post.DEPARTMENT_MANAGER,
        "department": "business",
        "deputy": "jiangbo",
        "since": hours(-1),
        "until": hours(10),
        "categories": [],
    }
    found: Deputation = order(Deputation, by, **(usual | fields))
    return found


def activation(by: str = "sunli", **fields: Any) -> Activation:
    usual: dict[str, Any] = {
        "department": "business",
        "post": Post.OPERATOR,
        "person": "weina",
        "since": hours(-1),
        "until": hours(10),
    }
    found: Activation = order(Activation, by, **(usual | fields))
    return found


def with_standby(**changes: Any) -> Roster:
    own = next(p for p in ROSTER.posts if p.person == "qianwei")
    return replace(ROSTER, posts=[*ROSTER.posts, replace(own, person="weina", standby=True, **changes)])


def code(order: Order, roster: Roster = ROSTER, *orders: Brought) -> str:
    refusal = may_order(roster, RULE, order, orders)
    assert refusal is None or refusal.clause
    return refusal.code if refusal else ""


def givers(make: Any, roster: Roster = ROSTER, *orders: Brought) -> set[str]:
    return {person for person in EVERYONE if code(make(person), roster, *orders) == ""}


# ---- the matrix: person by order


def test_a_deputy_is_named_by_the_principal_or_the_post_above_his() -> None:
    above: dict[tuple[Post, str, str], set[str]] = {
        (Post.DEPARTMENT_MANAGER, "business", "sunli"): {"sunli", "liqiang"},
        (Post.DEPARTMENT_MANAGER, "general", "zhengtao"): {"zhengtao", "chuyan"},
        (Post.SUPERVISING_MANAGER, "credit", "liqiang"): {"liqiang", "zhoujian"},
        (Post.GENERAL_MANAGER, "", "zhoujian"): {"zhoujian"},
    }
    for (post, department, principal), expected in above.items():

        def make(
            by: str, post: Post = post, department: str = department, principal: str = principal
        ) -> Deputation:
            return deputation(by, post=post, department=department, principal=principal)

        assert givers(make) == expected, post


def test_a_standby_is_woken_by_the_manager_of_his_department_alone() -> None:
    assert givers(activation, with_standby()) == {"sunli"}


def test_suspending_is_for_oneself_ones_manager_and_the_general_department() -> None:
    general = {"zhengtao", "wangfang"}
    expected = {
        "zhaomin": {"zhaomin", "sunli"} | general,
        "sunli": {"sunli"} | general,
        "zhoujian": {"zhoujian"} | general,
        "wuhong": {"wuhong"} | general,
        "liqiang": {"liqiang"} | general,
    }
    for person, may in expected.items():
        assert givers(lambda by, person=person: order(Suspension, by, person=person)) == may, person


def test_a_manager_suspends_nobody_beside_or_above_him_whatever_else_that_person_is() -> None:
    own = next(p for p in ROSTER.posts if p.person == "zhaomin")

    def suspended(*posts: Appointment) -> str:
        roster = replace(ROSTER, posts=[*ROSTER.posts, *posts])
        return code(order(Suspension, "sunli", person=posts[0].person), roster)

    assert suspended(replace(own, person="newcomer")) == "not_active"
    assert suspended(replace(own, post=Post.OPERATOR)) == ""
    for above in (Post.SUPERVISING_MANAGER, Post.DEPARTMENT_MANAGER):
        assert suspended(replace(own, post=above)) == "suspends_no_superior"
    for everywhere in (Post.GENERAL_MANAGER, Post.AUDITOR):
        assert suspended(replace(own, post=everywhere, department="")) == "suspends_no_superior"
    assert suspended(replace(own, post=Post.DEPARTMENT_MANAGER, department="credit")) == ""
    assert suspended(replace(own, post=Post.SUPERVISING_MANAGER, until=NOW)) == ""
    assert suspended(replace(own, post=Post.SUPERVISING_MANAGER, since=hours(1))) == "suspends_no_superior"


def test_a_manager_suspends_the_standby_and_the_newcomer_of_his_department_and_no_leaver() -> None:
    own = next(p for p in ROSTER.posts if p.person == "qianwei")
    for held, refusal in (
        (replace(own, person="weina", standby=True), ""),
        (replace(own, person="weina", since=hours(1)), ""),
        (replace(own, person="weina", until=hours(1)), ""),
        (replace(own, person="weina", until=NOW), "may_not_suspend"),
    ):
        roster = replace(ROSTER, posts=[*ROSTER.posts, held])
        assert code(order(Suspension, "sunli", person="weina"), roster) == refusal, held


def test_recalling_is_for_the_giver_the_principal_and_the_post_above_his() -> None:
    given = Brought("d" * 64, deputation())
    woken = Brought("e" * 64, activation())
    assert givers(lambda by: order(Recall, by, order=given.digest), ROSTER, given) == {"sunli", "liqiang"}
    appointed = Brought("f" * 64, deputation("liqiang"))
    assert givers(lambda by: order(Recall, by, order="f" * 64), ROSTER, appointed) == {"sunli", "liqiang"}
    moved = replace(
        ROSTER, posts=[p for p in ROSTER.posts if (p.person, p.department) != ("liqiang", "business")]
    )
    assert givers(lambda by: order(Recall, by, order="f" * 64), moved, appointed) == {"sunli", "liqiang"}
    assert givers(lambda by: order(Recall, by, order=woken.digest), ROSTER, given, woken) == {"sunli"}


@pytest.mark.parametrize(
    ("order", "refusal"),
    [
        (deputation(post=Post.OPERATOR, principal="qianwei", by="qianwei"), "not_deputised"),
        (deputation(post=Post.SUPERVISING_MANAGER), "principal_without_post"),
        (deputation(department="credit"), "principal_without_post"),
        (deputation("qianwei"), "not_yours_to_deputise"),
        (deputation("zhoujian"), "not_yours_to_deputise"),
        (deputation(deputy="sunli"), "own_deputy"),
        (deputation(deputy="nobody"), "no_such_deputy"),
        (deputation(until=hours(-1)), "order_dates"),
        (deputation(until=hours(24 * 31)), "order_dates"),
        (deputation("nobody"), "not_in_roster"),
        (activation(post=Post.DEPARTMENT_MANAGER), "not_woken"),
        (activation("liqiang"), "not_the_manager"),
        (activation(), "no_standby"),
        (order(Suspension, "sunli", person="nobody"), "not_active"),
        (order(Suspension, "sunli", person="weina"), "may_not_suspend"),
        (order(Suspension, "sunli", person="liqiang"), "suspends_no_superior"),
        (order(Recall, "sunli", order="0" * 64), "no_such_order"),
    ],
)
def test_each_refusal_has_its_name(order: Order, refusal: str) -> None:
    assert code(order) == refusal


def test_what_is_suspended_is_not_recalled_and_a_strangers_recall_is_none() -> None:
    gone = Brought("a" * 64, order(Suspension, "sunli", person="zhaomin"))
    assert code(order(Recall, "sunli", order=gone.digest), ROSTER, gone) == "no_such_order"
    given = Brought("b" * 64, deputation())
    assert code(order(Recall, "qianwei", order=given.digest), ROSTER, given) == "not_yours_to_recall"
    woken = Brought("c" * 64, activation())
    assert code(order(Recall, "qianwei", order=woken.digest), ROSTER, woken) == "not_yours_to_recall"


def test_dates_may_span_exactly_as_many_days_as_the_policy_says() -> None:
    assert code(deputation(since=NOW, until=hours(24 * 31))) == ""
    assert (
        code(activation(since=NOW, until=render(AT + timedelta(days=31, seconds=1))), with_standby())
        == "order_dates"
    )


def test_a_standby_is_woken_only_while_he_is_on_file() -> None:
    assert code(activation(), with_standby()) == ""
    assert code(activation(), with_standby(since=NOW)) == ""
    assert code(activation(), with_standby(since=hours(0.001))) == "no_standby"
    assert code(activation(), with_standby(until=NOW)) == "no_standby"
    for standing in (Standing.SUSPENDED, Standing.LEFT):
        people = [replace(p, standing=standing) if p.id == "weina" else p for p in ROSTER.people]
        assert code(activation(), replace(with_standby(), people=people)) == "standby_not_active"
    assert code(activation(), with_standby(until=hours(1))) == ""
    for field, value in (("person", "jiangbo"), ("person", "qianwei"), ("post", Post.CUSTODIAN)):
        assert code(activation(**{field: value}), with_standby()) == "no_standby"
    both = replace(
        with_standby(), posts=[*with_standby().posts, replace(ROSTER.posts[2], department="credit")]
    )
    assert code(activation(department="credit"), both) == "no_standby"


def test_without_a_general_department_a_manager_still_suspends_his_own() -> None:
    alone = replace(ROSTER, departments=[d for d in ROSTER.departments if d.id != "general"])
    assert givers(lambda by: order(Suspension, by, person="zhaomin"), alone) == {"zhaomin", "sunli"}


# ---- what orders do to a roster


def brought(*orders: Order) -> list[Brought]:
    return [Brought(f"{n:064x}", one) for n, one in enumerate(orders)]


def test_the_suspended_lose_every_right_and_nobody_else_does() -> None:
    after = under(ROSTER, brought(order(Suspension, "sunli", person="zhaomin")))
    assert [p.id for p in after.people if p.standing is Standing.SUSPENDED] == ["zhaomin"]
    assert not after.holds("zhaomin", Post.DRAFTER, "business", NOW)
    assert after.holds("weina", Post.DRAFTER, "credit", NOW)


def test_a_suspension_counts_for_the_roster_that_it_found() -> None:
    def stands(at: str) -> Standing:
        after = under(ROSTER, brought(order(Suspension, "sunli", person="zhaomin", at=at)))
        person = after.person("zhaomin")
        assert person is not None
        return person.standing

    assert stands(ROSTER.at) is Standing.SUSPENDED
    assert stands(render(AT - timedelta(days=1))) is Standing.ACTIVE
    left = [replace(p, standing=Standing.LEFT) if p.id == "zhaomin" else p for p in ROSTER.people]
    after = under(replace(ROSTER, people=left), brought(order(Suspension, "sunli", person="zhaomin")))
    gone = after.person("zhaomin")
    assert gone is not None
    assert gone.standing is Standing.LEFT


def operators(roster: Roster, at: str) -> list[str]:
    return roster.holders(Post.OPERATOR, "business", at)


def test_a_woken_standby_acts_on_his_days_and_the_holder_before_and_after() -> None:
    after = under(with_standby(), brought(activation(since=hours(1), until=hours(3))))
    assert [operators(after, hours(n)) for n in (0.99, 1, 2.99, 3)] == [
        ["qianwei"],
        ["weina"],
        ["weina"],
        ["qianwei"],
    ]
    assert operators(with_standby(), hours(2)) == ["qianwei"]
    assert after.holders(Post.OPERATOR, "general", hours(2)) == ["wuhong"]


def test_a_standbys_days_end_with_his_place_on_file_and_so_do_the_holders() -> None:
    after = under(
        with_standby(since=hours(2), until=hours(4)), brought(activation(since=hours(1), until=hours(6)))
    )
    assert [operators(after, hours(n)) for n in (1.5, 2, 3.99, 4, 6)] == [
        [],
        ["weina"],
        ["weina"],
        [],
        ["qianwei"],
    ]
    posts = [
        replace(p, since=hours(2), until=hours(5)) if p.person == "qianwei" else p
        for p in with_standby().posts
    ]
    after = under(replace(ROSTER, posts=posts), brought(activation(since=hours(3), until=hours(4))))
    assert [operators(after, hours(n)) for n in (1, 2, 3, 4, 5)] == [
        [],
        ["qianwei"],
        ["weina"],
        ["qianwei"],
        [],
    ]


def test_what_lends_a_right_begins_when_it_was_given_whatever_earlier_day_it_names() -> None:
    after = under(with_standby(), brought(activation(since=hours(-3), until=hours(3))))
    assert [operators(after, hours(n)) for n in (-1, 0, 2.99, 3)] == [
        ["qianwei"],
        ["weina"],
        ["weina"],
        ["qianwei"],
    ]
    assert [one.order.since for one in after_recalls(brought(deputation(since=hours(-3))))] == [NOW]  # type: ignore[union-attr]
    early = brought(deputation(since=hours(-3)), order(Recall, "sunli", order=f"{0:064x}", at=hours(-1)))
    ended = after_recalls(early)[0].order
    assert isinstance(ended, Deputation)
    assert (ended.since, ended.until) == (NOW, NOW)


def test_who_loses_a_right_by_an_order_and_from_when_on() -> None:
    given, woken = Brought("d" * 64, deputation()), Brought("e" * 64, activation())
    known = [given, woken]
    assert loses(ROSTER, deputation(), known) == (frozenset(), NOW)
    assert loses(ROSTER, order(Suspension, "sunli", person="zhaomin"), known) == (frozenset(), NOW)
    assert loses(with_standby(), activation(), known) == (frozenset({"qianwei"}), NOW)
    assert loses(with_standby(), activation(since=hours(2)), known) == (frozenset({"qianwei"}), hours(2))
    assert loses(with_standby(), activation(person="qianwei"), known) == (frozenset(), NOW)
    for brought_before, loser in ((given, "jiangbo"), (woken, "weina")):
        recall = order(Recall, "sunli", order=brought_before.digest, at=hours(1))
        assert loses(ROSTER, recall, known) == (frozenset({loser}), hours(1))
    assert loses(ROSTER, order(Recall, "sunli", order="0" * 64), known) == (frozenset(), NOW)


def test_a_recall_ends_an_order_and_the_first_of_two_recalls_counts() -> None:
    given = activation(since=hours(1), until=hours(9))
    first = order(Recall, "sunli", order=f"{0:064x}", at=hours(2))
    second = order(Recall, "sunli", order=f"{0:064x}", at=hours(5))
    for recalls in ([first, second], [second, first]):
        after = under(with_standby(), brought(given, *recalls))
        assert [operators(after, hours(n)) for n in (1, 2, 5)] == [["weina"], ["qianwei"], ["qianwei"]]
    early = order(Recall, "sunli", order=f"{0:064x}", at=hours(0.5))
    ((_, cut),) = after_recalls(brought(given, early))
    assert isinstance(cut, Activation)
    assert cut.until == cut.since
    late = order(Recall, "sunli", order=f"{0:064x}", at=hours(20))
    ((_, whole),) = after_recalls(brought(given, late))
    assert whole == given


def test_a_holders_own_dates_stay_around_the_standbys_days() -> None:
    def held(**dates: str) -> Roster:
        posts = [replace(p, **dates) if p.person == "qianwei" else p for p in with_standby().posts]
        return replace(ROSTER, posts=posts)

    after = under(held(until=hours(1)), brought(activation(since=hours(3), until=hours(4))))
    assert [operators(after, hours(n)) for n in (0.5, 2, 3, 4)] == [["qianwei"], [], ["weina"], []]
    after = under(held(since=hours(5)), brought(activation(since=hours(1), until=hours(3))))
    assert [operators(after, hours(n)) for n in (1, 4, 5)] == [["weina"], [], ["qianwei"]]


def test_a_recall_of_a_suspension_is_none() -> None:
    gone = order(Suspension, "sunli", person="zhaomin")
    assert after_recalls(brought(gone, order(Recall, "sunli", order=f"{0:064x}"))) == brought(gone)


def test_orders_of_others_leave_a_roster_as_it_is() -> None:
    assert under(ROSTER, []) == ROSTER
    assert under(ROSTER, brought(deputation(), order(Recall, "sunli", order="9" * 64))) == ROSTER


def test_subordinates_are_the_people_of_ones_departments() -> None:
    assert subordinates(ROSTER, "sunli", NOW) == {"zhaomin", "qianwei", "liqiang"}
    assert subordinates(ROSTER, "liqiang", NOW) == {"zhaomin", "qianwei", "sunli", "weina", "jiangbo"}
    assert subordinates(ROSTER, "zhoujian", NOW) == EVERYONE - {"zhoujian"}
    assert subordinates(ROSTER, "zhaomin", NOW) == frozenset()
    posts = [replace(p, until=NOW) if p.person == "zhaomin" else p for p in ROSTER.posts]
    assert "zhaomin" not in subordinates(replace(ROSTER, posts=posts), "sunli", NOW)


# ---- a deputy's signature


def judge(*given: Deputation, at: str = NOW, roster: Roster = ROSTER) -> Authority:
    return Authority(roster, POLICY, at, given)


def may(who: str, subject: Facts, *given: Deputation, act: Act = Act.APPROVE, roster: Roster = ROSTER) -> str:
    refusal = judge(*given, roster=roster).may(who, act, subject, slot=1)
    return refusal.code if refusal else ""


def test_a_deputy_decides_in_the_place_of_one_and_says_so() -> None:
    subject = facts("notice")
    assert may("jiangbo", subject) == "wrong_post"
    for act in (Act.APPROVE, Act.RETURN, Act.REJECT):
        assert may("jiangbo", subject, deputation(), act=act) == ""
    assert judge(deputation()).for_whom("jiangbo", subject) == "sunli"
    assert judge(deputation()).next_posts("jiangbo", subject) == [Post.DEPARTMENT_MANAGER]
    assert judge(deputation()).for_whom("sunli", subject) == ""
    assert judge(deputation()).for_whom("jiangbo", facts("notice", signed=(("sunli", 1),))) == ""
    assert may("sunli", subject, deputation()) == "", "a deputation takes nothing away"


@pytest.mark.parametrize(
    ("given", "subject"),
    [
        (deputation(since=hours(0.01)), facts("notice")),
        (deputation(until=NOW), facts("notice")),
        (deputation(categories=["promotion"]), facts("notice")),
        (deputation(department="credit"), facts("notice")),
        (deputation(department=""), facts("notice")),
        (deputation(post=Post.SUPERVISING_MANAGER), facts("notice")),
        (deputation(principal="zhengtao"), facts("notice")),
    ],
)
def test_a_deputation_counts_for_its_days_department_post_and_categories(
    given: Deputation, subject: Facts
) -> None:
    assert may("jiangbo", subject, given) == "wrong_post"
    assert judge(given).next_posts("jiangbo", subject) == []


def test_a_deputation_counts_from_its_first_second() -> None:
    assert may("jiangbo", facts("notice"), deputation(since=NOW)) == ""
    assert may("jiangbo", facts("notice"), deputation(categories=["promotion", "notice"])) == ""


def test_a_deputation_lasts_while_the_principal_holds_the_post() -> None:
    posts = [p for p in ROSTER.posts if p.person != "sunli"]
    assert may("jiangbo", facts("notice"), deputation(), roster=replace(ROSTER, posts=posts)) == "wrong_post"


def test_one_who_stands_in_for_two_posts_of_one_person_signs_for_both() -> None:
    extra = replace(ROSTER.posts[0], person="sunli", post=Post.SUPERVISING_MANAGER, department="business")
    roster = replace(ROSTER, posts=[*ROSTER.posts, extra])
    both = [deputation(), deputation(post=Post.SUPERVISING_MANAGER)]
    subject = facts("promotion")
    assert judge(*both, roster=roster).next_posts("jiangbo", subject) == list(subject.route[:2])
    assert judge(both[0], roster=roster).next_posts("jiangbo", subject) == list(subject.route[:1])


def test_two_deputies_of_one_person_each_sign_for_their_own_post() -> None:
    extra = replace(ROSTER.posts[0], person="sunli", post=Post.SUPERVISING_MANAGER, department="business")
    roster = replace(ROSTER, posts=[*ROSTER.posts, extra])
    first, subject = Post.DEPARTMENT_MANAGER, facts("promotion")
    apart = [deputation(), deputation(post=Post.SUPERVISING_MANAGER, deputy="chuyan")]
    assert judge(*apart, roster=roster).next_posts("jiangbo", subject) == [first]
    of_another = deputation("liqiang", principal="liqiang", post=Post.SUPERVISING_MANAGER)
    assert judge(deputation(), of_another, roster=roster).next_posts("jiangbo", subject) == [first]


def test_who_holds_the_post_himself_is_nobodys_deputy_in_it() -> None:
    extra = replace(ROSTER.posts[0], person="jiangbo", post=Post.DEPARTMENT_MANAGER, department="business")
    roster = replace(ROSTER, posts=[*ROSTER.posts, extra])
    assert judge(deputation(), roster=roster).for_whom("jiangbo", facts("notice")) == ""


def test_the_general_managers_deputy_signs_for_every_department() -> None:
    top = deputation(
        "zhoujian", principal="zhoujian", post=Post.GENERAL_MANAGER, department="", deputy="jiangbo"
    )
    subject = facts("promotion", signed=(("sunli", 1), ("liqiang", 1)))
    assert may("jiangbo", subject, top) == ""
    assert judge(top).for_whom("jiangbo", subject) == "zhoujian"


PLEDGED_TOO = PLEDGED | {"liqiang", "zhoujian", "fenglei", "chuyan", "qianwei"}


@pytest.mark.parametrize(
    ("deputy", "subject", "refusal"),
    [
        ("zhaomin", facts("notice", pledged=PLEDGED_TOO), "own_work"),
        ("qianwei", facts("notice", pledged=PLEDGED_TOO), "deputy_releases"),
        ("liqiang", facts("notice", pledged=PLEDGED_TOO), "deputy_own_people"),
        ("zhoujian", facts("notice", pledged=PLEDGED_TOO), "deputy_own_people"),
        ("zhengtao", facts("other", pledged=PLEDGED_TOO), "deputy_own_people"),
        ("zhengtao", facts("notice", pledged=PLEDGED_TOO), ""),
        ("fenglei", facts("notice", pledged=PLEDGED_TOO), "custodian_decides_nothing"),
        ("chuyan", facts("notice", pledged=PLEDGED), "no_pledge"),
        ("chuyan", facts("notice", pledged=PLEDGED_TOO), ""),
        ("jiangbo", facts("notice", hands=frozenset({"zhaomin", "sunli"})), "deputy_of_author"),
        ("jiangbo", facts("notice", hands=frozenset({"zhaomin", "weina"})), "deputy_own_people"),
    ],
)
def test_a_deputy_brings_distance(deputy: str, subject: Facts, refusal: str) -> None:
    assert may(deputy, subject, deputation(deputy=deputy)) == refusal


def test_who_signed_as_a_deputy_does_not_sign_again_for_another() -> None:
    above = deputation("liqiang", principal="liqiang", post=Post.SUPERVISING_MANAGER)
    assert may("jiangbo", facts("promotion", signed=(("sunli", 1),)), above) == ""
    assert may("jiangbo", facts("promotion", signed=(("jiangbo", 1),)), above) == "signed_already"


def test_who_signed_himself_is_not_signed_for_by_a_deputy_at_the_next_level() -> None:
    extra = replace(ROSTER.posts[0], person="sunli", post=Post.SUPERVISING_MANAGER, department="business")
    roster = replace(ROSTER, posts=[*ROSTER.posts, extra])
    subject = facts("promotion", signed=(("sunli", 1),))
    given = deputation(post=Post.SUPERVISING_MANAGER)
    assert may("jiangbo", subject, given, roster=roster) == "signed_already"


# ---- a longer window


def test_a_window_is_extended_by_the_last_approver_or_his_post_alone() -> None:
    def lapsed(category: str, **change: Any) -> Facts:
        found = facts(category, **change)
        return replace(found, slots=(replace(found.slots[0], closes=NOW),))

    cleared = lapsed("promotion", state=R.CLEARED, signed=(("sunli", 1), ("liqiang", 1), ("zhoujian", 1)))
    for state, expected in (
        (S.CLEARED, {"zhoujian"}),
        (S.LAPSED, {"zhoujian"}),
        (S.RELEASED, set()),
        (S.DONE, set()),
    ):
        found = {p for p in EVERYONE if may(p, with_slot(cleared, state), act=Act.EXTEND) == ""}
        assert found == expected, state
    moved = with_slot(lapsed("notice", state=R.CLEARED, signed=(("jiangbo", 1),)), S.LAPSED)
    assert {p for p in EVERYONE if may(p, moved, act=Act.EXTEND) == ""} == {"sunli"}
    given = deputation()
    assert may("jiangbo", moved, given, act=Act.EXTEND) == "", "the deputy who signed, while he still is one"
    assert may("jiangbo", moved, deputation(until=NOW), act=Act.EXTEND) == "not_last_approver"
    other = replace(moved, signed=(("zhengtao", 1),))
    assert may("jiangbo", other, given, act=Act.EXTEND) == "not_last_approver", "another deputy signed it"
    assert may("qianwei", moved, act=Act.EXTEND) == "not_last_approver"
    assert may("sunli", with_slot(lapsed("notice"), S.WAITING), act=Act.EXTEND) == "nothing_to_extend"
    assert (
        may("sunli", with_slot(lapsed("notice", state=R.APPROVED), S.LAPSED), act=Act.EXTEND)
        == "nothing_to_extend"
    )
    made = replace(moved, hands=frozenset({"zhaomin", "sunli"}))
    assert may("sunli", made, act=Act.EXTEND) == "own_work"
    nobody = with_slot(lapsed("notice", state=R.CLEARED), S.LAPSED)
    assert may("zhaomin", nobody, act=Act.EXTEND) == "own_work"
    assert may("sunli", nobody, act=Act.EXTEND) == ""
    assert may("fenglei", moved, act=Act.EXTEND) == "custodian_decides_nothing"
    still = with_slot(facts("notice", state=R.CLEARED, signed=(("sunli", 1),)), S.CLEARED)
    assert may("sunli", still, act=Act.EXTEND) == "window_still_open"


def test_who_gave_a_window_does_not_release_in_it() -> None:
    cleared = with_slot(facts("notice", state=R.CLEARED, signed=(("sunli", 1),)), S.CLEARED)
    assert may("qianwei", cleared, act=Act.RELEASE) == ""
    given = replace(cleared, extended_by=frozenset({"qianwei"}))
    assert may("qianwei", given, act=Act.RELEASE) == "approver_does_not_release"


def test_one_persons_authority_counts_once_whoever_lends_it() -> None:
    extra = replace(ROSTER.posts[0], person="sunli", post=Post.SUPERVISING_MANAGER, department="business")
    roster = replace(ROSTER, posts=[*ROSTER.posts, extra])
    subject = facts("promotion", signed=(("jiangbo", 1),), lent=frozenset({"sunli"}))
    assert may("sunli", subject, roster=roster) == "signed_already"
    second = deputation(post=Post.SUPERVISING_MANAGER, deputy="chuyan")
    assert may("chuyan", subject, second, roster=roster) == "signed_already"
    assert may("liqiang", subject) == ""


def test_a_general_managers_deputy_for_one_department_signs_for_that_one() -> None:
    top = deputation(
        "zhoujian", principal="zhoujian", post=Post.GENERAL_MANAGER, department="credit", deputy="jiangbo"
    )
    assert may("jiangbo", facts("promotion", signed=(("sunli", 1), ("liqiang", 1))), top) == "wrong_post"


def test_a_standby_who_is_no_more_takes_nobodys_post() -> None:
    given = brought(activation())
    assert operators(under(ROSTER, given), NOW) == ["qianwei"]
    for field, value in (("person", "jiangbo"), ("post", Post.CUSTODIAN), ("department", "credit")):
        other = [replace(p, **{field: value}) if p.standby else p for p in with_standby().posts]
        assert operators(under(replace(ROSTER, posts=other), given), NOW) == ["qianwei"]
    became = [replace(p, standby=False) if p.person == "weina" else p for p in with_standby().posts]
    assert operators(under(replace(ROSTER, posts=became), given), NOW) == ["qianwei", "weina"]
    suspended = [*given, *brought(order(Suspension, "sunli", person="weina"))]
    assert operators(under(with_standby(), suspended), NOW) == ["qianwei"]


def test_a_judge_knows_the_deputations_of_its_instant_alone() -> None:
    given = deputation(since=NOW, until=hours(1))
    instants = {"before": hours(-1), "first": NOW, "end": hours(1), "after": hours(2)}
    known = {name: Authority(ROSTER, POLICY, at, [given]).deputations for name, at in instants.items()}
    assert known == {"before": [], "first": [given], "end": [], "after": []}


@pytest.mark.parametrize("post", [Post.AUDITOR, Post.ADMINISTRATOR])
def test_who_looks_after_what_others_do_signs_in_nobodys_place(post: Post) -> None:
    given = deputation()
    asked = facts("notice", pledged=PLEDGED | {"jiangbo"})
    assert may_order(ROSTER, POLICY.orders, given, []) is None
    assert Authority(ROSTER, POLICY, NOW, [given]).may("jiangbo", Act.APPROVE, asked) is None
    held = Appointment("jiangbo", post, "", hours(-2), "", standby=False)
    roster = msgspec.structs.replace(ROSTER, posts=[*ROSTER.posts, held])
    for found in (
        may_order(roster, POLICY.orders, given, []),
        Authority(roster, POLICY, NOW, [given]).may("jiangbo", Act.APPROVE, asked),
    ):
        assert found is not None
        assert found.code == "deputy_without_business"
