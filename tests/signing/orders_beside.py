"""Personnel orders that one check alone refuses: lying unused beside a good notice, or lending a right that is not this one."""

from collections.abc import Callable
from typing import Any

import msgspec

from console.domain import acts
from console.domain.people.orders import Activation, Recall, Suspension
from console.domain.people.people import Appointment, Post
from console.launch.organisation import Organisation
from console.signing.bundle_file import Bundle
from console.signing.statements import Signed
from tests.signing.attacks import (
    GOOD,
    ORG,
    Attack,
    act,
    case,
    chain,
    grown,
    minutes,
    roster,
)
from tests.signing.stand_ins import deputation, order, with_standby

replace = msgspec.structs.replace

REFUSED = "order_not_allowed"


def beside(*orders: Signed, org: Organisation = ORG) -> Bundle:
    """A good notice of the business department, with these orders that it needs nothing of."""
    return case(org=org).bundle(orders=list(orders))


def held(person: str, post: Post, department: str = "credit", **changes: Any) -> Appointment:
    """One more post, by default in a department that the notice has nothing to do with."""
    return replace(
        roster().posts[0], **({"person": person, "post": post, "department": department} | changes)
    )


def with_posts(*posts: Appointment) -> Organisation:
    """The organisation with these posts more, from before any order."""
    return grown(posts=[*roster().posts, *posts], at=minutes(-55))


def deputations() -> Attack:
    """Somebody may sign for another who may not."""
    operator = deputation("qianwei", principal="qianwei", post=Post.OPERATOR)
    yield "beside-a-deputy-for-an-operator", REFUSED, beside(operator)
    yield (
        "beside-a-deputy-for-a-post-that-he-has-not",
        REFUSED,
        beside(deputation(post=Post.SUPERVISING_MANAGER)),
    )
    yield "beside-a-deputy-named-by-a-colleague", REFUSED, beside(deputation("qianwei"))
    yield "beside-a-deputy-of-himself", REFUSED, beside(deputation(deputy="sunli"))
    yield "beside-a-deputy-who-is-nobody", REFUSED, beside(deputation(deputy="nobody"))
    yield "beside-the-auditor-as-a-deputy", REFUSED, beside(deputation(deputy="shenyu"))
    org = with_posts(held("weina", Post.ADMINISTRATOR, ""))
    yield (
        "beside-the-administrator-as-a-deputy",
        REFUSED,
        beside(deputation(deputy="weina", roster=2), org=org),
    )
    yield "beside-days-that-end-as-they-begin", REFUSED, beside(deputation(until=minutes(-60)))
    yield "beside-days-that-end-before-they-begin", REFUSED, beside(deputation(until=minutes(-61)))
    yield "beside-days-too-long-by-a-minute", REFUSED, beside(deputation(until=minutes(60 * 24 * 31 - 59)))
    yield "good-beside-as-many-days-as-may-be", GOOD, beside(deputation(until=minutes(60 * 24 * 31 - 60)))
    supervising: dict[str, Any] = {
        "post": Post.SUPERVISING_MANAGER,
        "department": "credit",
        "principal": "liqiang",
    }
    yield "good-beside-a-deputy-of-a-supervising-manager", GOOD, beside(deputation("liqiang", **supervising))
    yield (
        "good-beside-a-deputy-that-the-general-manager-appoints",
        GOOD,
        beside(deputation("zhoujian", **supervising)),
    )
    general: dict[str, Any] = {"post": Post.GENERAL_MANAGER, "department": "", "principal": "zhoujian"}
    yield "good-beside-a-deputy-of-the-general-manager", GOOD, beside(deputation("zhoujian", **general))


def awake(by: str = "jiangbo", at: int = -45, **fields: Any) -> Signed:
    """The manager of the credit department wakes its second operator."""
    usual: dict[str, Any] = {
        "department": "credit",
        "post": Post.OPERATOR,
        "person": "chenjing",
        "since": minutes(-45),
        "until": minutes(600),
        "roster": 2,
    }
    return order(Activation, by, at, **(usual | fields))


def activations() -> Attack:
    """Somebody is woken who sleeps nowhere, or by who may not."""
    sleeping = held("chenjing", Post.OPERATOR, standby=True)
    org = with_posts(sleeping)
    yield "good-beside-a-standby-of-another-department", GOOD, beside(awake(), org=org)
    yield "beside-a-standby-woken-by-another-manager", REFUSED, beside(awake("sunli"), org=org)
    yield "beside-somebody-woken-in-his-place", REFUSED, beside(awake(person="weina"), org=org)
    yield "beside-a-standby-woken-for-another-post", REFUSED, beside(awake(post=Post.CUSTODIAN), org=org)
    drafter = with_posts(held("chenjing", Post.DRAFTER, standby=True))
    yield "beside-a-standby-of-a-post-that-has-none", REFUSED, beside(awake(post=Post.DRAFTER), org=drafter)
    holder = with_posts(held("chenjing", Post.OPERATOR))
    yield "beside-a-holder-who-is-woken", REFUSED, beside(awake(), org=holder)
    elsewhere = with_posts(held("chenjing", Post.OPERATOR, "general", standby=True))
    yield "beside-a-standby-of-another-department", REFUSED, beside(awake(), org=elsewhere)
    keeper = with_posts(held("chenjing", Post.CUSTODIAN, "general", standby=True))
    custody = awake("zhengtao", post=Post.CUSTODIAN, department="general")
    yield "good-beside-a-custodian-who-is-woken", GOOD, beside(custody, org=keeper)
    for name, refusal, changes in (
        ("beside-a-standby-not-yet-on-file", REFUSED, {"since": minutes(-44)}),
        ("good-beside-a-standby-on-file-from-that-second", GOOD, {"since": minutes(-45)}),
        ("beside-a-standby-no-more-on-file", REFUSED, {"until": minutes(-50)}),
        ("beside-a-standby-on-file-until-that-second", REFUSED, {"until": minutes(-45)}),
        ("good-beside-a-standby-on-file-for-a-while", GOOD, {"until": minutes(-44)}),
    ):
        yield name, refusal, beside(awake(), org=with_posts(replace(sleeping, **changes)))
    for standing in ("suspended", "left"):
        people = [replace(p, standing=standing) if p.id == "chenjing" else p for p in roster().people]
        away = grown(posts=[*roster().posts, sleeping], people=people, at=minutes(-55))
        yield f"beside-a-standby-woken-who-{standing}", REFUSED, beside(awake(), org=away)
    stopped = order(Suspension, "wangfang", -46, person="chenjing", roster=2)
    yield "beside-a-standby-woken-though-an-order-suspends-him", REFUSED, beside(stopped, awake(), org=org)
    yield "beside-a-standbys-days-too-long", REFUSED, beside(awake(until=minutes(60 * 24 * 32)), org=org)


def suspensions() -> Attack:
    """Somebody is suspended whom the giver may not suspend."""

    def stopped(by: str, *posts: Appointment, person: str = "weina", at: int = -5) -> Bundle:
        org = with_posts(*posts) if posts else ORG
        return beside(order(Suspension, by, at, person=person, roster=2 if posts else 1), org=org)

    yield "beside-one-suspended-by-a-colleague", REFUSED, stopped("qianwei")
    yield "beside-one-suspended-by-another-manager", REFUSED, stopped("sunli")
    yield "beside-one-suspended-by-the-general-operator", REFUSED, stopped("wuhong")
    yield "good-beside-one-suspended-by-the-registrar", GOOD, stopped("wangfang")
    yield "good-beside-one-suspended-by-the-general-manager-of-papers", GOOD, stopped("zhengtao")
    yield "good-beside-one-suspended-by-himself", GOOD, stopped("weina")
    yield "beside-one-suspended-who-is-nobody", REFUSED, stopped("wangfang", person="nobody")
    for post, name in (
        (Post.SUPERVISING_MANAGER, "supervising-manager"),
        (Post.DEPARTMENT_MANAGER, "second-manager"),
        (Post.GENERAL_MANAGER, "general-manager"),
        (Post.AUDITOR, "auditor"),
    ):
        department = "credit" if post in {Post.SUPERVISING_MANAGER, Post.DEPARTMENT_MANAGER} else ""
        more = held("weina", post, department)
        yield f"beside-a-{name}-suspended-by-the-manager", REFUSED, stopped("jiangbo", more)
    for name, refusal, until in (
        ("beside-one-suspended-who-has-left-the-department", REFUSED, -50),
        ("beside-one-suspended-in-the-second-in-which-he-left", REFUSED, -5),
        ("good-beside-one-suspended-who-leaves-soon", GOOD, -4),
    ):
        more = held("chenjing", Post.DRAFTER, until=minutes(until))
        yield name, refusal, stopped("jiangbo", more, person="chenjing")
    later = held("chenjing", Post.DRAFTER, since=minutes(30))
    yield "good-beside-one-suspended-who-comes-soon", GOOD, stopped("jiangbo", later, person="chenjing")
    asleep = held("chenjing", Post.OPERATOR, standby=True)
    yield "good-beside-a-standby-suspended", GOOD, stopped("jiangbo", asleep, person="chenjing")
    idle = grown(posts=[p for p in roster().posts if p.person != "weina"], at=minutes(-55))
    own = order(Suspension, "weina", -5, person="weina", roster=2)
    yield "beside-an-order-by-somebody-without-a-post", REFUSED, beside(own, org=idle)


def recalls() -> Attack:
    """Somebody takes back what is not theirs."""
    given, above = deputation(), deputation("liqiang")

    def recall(by: str, of: Signed, at: int = -40, **fields: Any) -> Signed:
        return order(Recall, by, at, order=of.digest(), **fields)

    yield "beside-a-recall-of-nothing", REFUSED, beside(order(Recall, "sunli", -40, order="0" * 64))
    yield "beside-a-recall-by-a-stranger", REFUSED, beside(given, recall("qianwei", given))
    yield "beside-a-recall-by-the-deputy", REFUSED, beside(given, recall("jiangbo", given))
    yield "good-beside-a-recall-by-who-gave-it", GOOD, beside(given, recall("sunli", given))
    yield "good-beside-a-recall-by-whose-post-it-is", GOOD, beside(above, recall("sunli", above))
    yield "good-beside-a-recall-by-the-superior", GOOD, beside(given, recall("liqiang", given))
    own = deputation("jiangbo", at=-46, principal="jiangbo", department="credit", deputy="chuyan")
    yield "beside-a-recall-of-anothers", REFUSED, beside(own, given, recall("jiangbo", given))
    stopped = order(Suspension, "wangfang", -46, person="weina")
    yield "beside-a-recall-of-a-suspension", REFUSED, beside(stopped, recall("wangfang", stopped))
    moved = grown(
        posts=[
            replace(p, person="chuyan") if (p.person, p.department) == ("liqiang", "business") else p
            for p in roster().posts
        ],
        at=minutes(-42),
    )
    late = recall("liqiang", above, roster=2)
    yield "good-beside-a-recall-by-who-gave-it-and-moved", GOOD, beside(above, late, org=moved)
    woken = awake()
    org = with_posts(held("chenjing", Post.OPERATOR, standby=True))
    yield (
        "beside-a-standby-recalled-by-a-stranger",
        REFUSED,
        beside(woken, recall("sunli", woken, roster=2), org=org),
    )
    yield (
        "good-beside-a-standby-recalled-by-the-manager",
        GOOD,
        beside(woken, recall("jiangbo", woken, roster=2), org=org),
    )


def changed_since(*posts: Appointment, **changes: Any) -> Organisation:
    """The business department's second operator slept in version 2; version 3, six minutes after they were woken, has these posts instead."""
    org = with_standby()
    others = [p for p in roster().posts if p.person != "weina" or not p.standby]
    third = replace(
        roster(org), version=3, previous=org.rosters[-1].digest(), at=minutes(-39), posts=[*others, *posts], **changes
    )  # fmt: skip
    org.add_roster(third)
    return org


def standbys() -> Attack:
    """The version in force has the last word on a standby's days, and on whether they are one."""
    own = next(p for p in roster().posts if p.person == "qianwei")
    sleeping = replace(own, person="weina", standby=True)

    def woken(**fields: Any) -> Signed:
        usual = {"department": "business", "person": "weina", "since": minutes(-45)}
        return awake("sunli", **(usual | fields))

    def released(by: str, org: Organisation, *orders: Signed) -> Bundle:
        return case(org=org, twist={"release": lambda a: replace(a, by=by)}, signer={"release": by}).bundle(
            orders=list(orders)
        )

    for name, posts in (
        ("is-none-any-more", ()),
        ("has-a-successor", (replace(sleeping, person="chenjing"),)),
        ("sleeps-for-another-post", (replace(sleeping, post=Post.CUSTODIAN),)),
        ("sleeps-in-another-department", (replace(sleeping, department="credit"),)),
        ("holds-the-post-himself", (replace(sleeping, standby=False),)),
    ):
        org = changed_since(*posts)
        yield f"good-operator-whose-woken-standby-{name}", GOOD, released("qianwei", org, woken())
    gone = [replace(p, standing="left") if p.id == "weina" else p for p in roster().people]
    org = changed_since(sleeping, people=gone)
    yield "good-operator-whose-woken-standby-has-left", GOOD, released("qianwei", org, woken())
    ends = changed_since(replace(sleeping, until=minutes(-20)))
    yield "standby-whose-place-on-file-ended", "release_not_allowed", released("weina", ends, woken())
    begins = changed_since(replace(sleeping, since=minutes(-10)))
    yield (
        "standby-whose-place-on-file-begins-later",
        "release_not_allowed",
        released("weina", begins, woken()),
    )
    others = [p for p in roster().posts if p.person != "qianwei"]

    def holding(**changes: Any) -> Organisation:
        return grown(posts=[*others, replace(own, **changes), sleeping], at=minutes(-55))

    soon = woken(since=minutes(-10))
    over = holding(until=minutes(-20))
    yield (
        "operator-whose-days-end-before-the-standbys-begin",
        "release_not_allowed",
        released("qianwei", over, soon),
    )
    early = woken(until=minutes(-30))
    late = holding(since=minutes(-5))
    yield (
        "operator-whose-days-begin-after-the-standbys-end",
        "release_not_allowed",
        released("qianwei", late, early),
    )


def others_deputies() -> Attack:
    """An order that lends a right, but not this one."""

    def approved(org: Organisation, *orders: Signed) -> Bundle:
        twist = {"approval1": lambda a: replace(a, by="jiangbo", deputy_for="sunli")}
        return case(org=org, twist=twist, signer={"approval1": "jiangbo"}).bundle(orders=list(orders))

    yield "deputy-where-another-was-named", "step_not_allowed", approved(ORG, deputation(deputy="zhengtao"))
    second = with_posts(held("weina", Post.DEPARTMENT_MANAGER, "business"))
    his = deputation("weina", principal="weina", roster=2)
    yield "deputy-of-the-second-manager", "step_deputy", approved(second, his)
    both = with_posts(held("sunli", Post.SUPERVISING_MANAGER, "business"))
    upper = deputation(post=Post.SUPERVISING_MANAGER, roster=2)
    yield "deputy-for-the-other-post-of-his-principal", "step_not_allowed", approved(both, upper)
    two = with_posts(held("sunli", Post.DEPARTMENT_MANAGER))
    there = deputation(department="credit", roster=2)
    yield "deputy-for-the-other-department-of-his-principal", "step_not_allowed", approved(two, there)

    def last_level(*orders: Signed) -> Bundle:
        twist = {"approval3": lambda a: replace(a, by="hanxue", deputy_for="zhoujian")}
        return case("promotion", twist=twist, signer={"approval3": "hanxue"}).bundle(orders=list(orders))

    def of_the_general_manager(department: str) -> Signed:
        fields: dict[str, Any] = {"principal": "zhoujian", "post": Post.GENERAL_MANAGER, "deputy": "hanxue"}
        return deputation("zhoujian", department=department, **fields)

    yield "good-deputy-of-the-general-manager", GOOD, last_level(of_the_general_manager(""))
    yield "good-deputy-of-the-general-manager-here", GOOD, last_level(of_the_general_manager("business"))
    elsewhere = of_the_general_manager("credit")
    yield "deputy-of-the-general-manager-elsewhere", "step_not_allowed", last_level(elsewhere)


def extenders() -> Attack:
    """The last approver's word is their deputy's while their days last, if it was they who signed."""

    def extended(by: str, signed_by: str, *orders: Signed) -> Bundle:
        closed = {"request": lambda r: replace(r, slots=[replace(r.slots[0], closes=minutes(-25))])}
        stands = {
            "approval1": lambda a: replace(
                a, by=signed_by, deputy_for="" if signed_by == "sunli" else "sunli"
            )
        }
        made = case(twist=closed | stands, signer={"approval1": signed_by})
        longer = acts.Extension(
            org=ORG.roots.org, by=by, at=minutes(-20), roster=1, request=made.request.digest(), previous="",
            slot=1, opens=minutes(-20), closes=minutes(300), count=20, reason="网点停电",
        )  # fmt: skip
        return replace(chain(made, [*map(act, made.steps), longer]), orders=list(orders))

    lasting, over = deputation(), deputation(until=minutes(-22))
    yield "good-extended-by-the-deputy-who-approved", GOOD, extended("jiangbo", "jiangbo", lasting)
    yield "good-extended-by-the-principal-of-who-approved", GOOD, extended("sunli", "jiangbo", lasting)
    yield "extended-by-a-deputy-whose-days-are-over", "step_not_allowed", extended("jiangbo", "jiangbo", over)
    yield (
        "extended-by-a-deputy-who-did-not-approve",
        "step_not_allowed",
        extended("jiangbo", "sunli", lasting),
    )


def former_members() -> Attack:
    """Whom a deputy was over once stands in nobody's way."""
    once = held("zhaomin", Post.DRAFTER, until=minutes(-50))
    org = with_posts(once)
    twist = {"approval1": lambda a: replace(a, by="jiangbo", deputy_for="sunli")}
    made = case(org=org, twist=twist, signer={"approval1": "jiangbo"})
    yield "good-deputy-whose-member-the-drafter-was-once", GOOD, made.bundle(orders=[deputation(roster=2)])


GROUPS: list[Callable[[], Attack]] = [
    deputations,
    activations,
    suspensions,
    recalls,
    standbys,
    former_members,
    others_deputies,
    extenders,
]
