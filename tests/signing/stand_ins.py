"""The attacks around personnel orders: deputies who are none, standbys who sleep, the suspended, and windows made longer."""

from collections.abc import Callable
from typing import Any

import msgspec

from console.domain import acts
from console.domain.people.orders import Activation, Deputation, Recall, Suspension
from console.domain.people.people import Post
from console.launch.organisation import Organisation
from console.signing.bundle_file import Bundle
from console.signing.keys import generate
from console.signing.statements import Signed, sign
from tests.signing.attacks import (
    GOOD,
    ORG,
    Attack,
    act,
    case,
    chain,
    grown,
    key,
    minutes,
    person,
    roster,
)
from tests.world import tampered

replace = msgspec.structs.replace


def order(kind: type[acts.Order], by: str, at: int = -45, signer: str = "", **fields: Any) -> Signed:
    """An order of the corpus's organisation, signed by its giver (or by `signer` in their name)."""
    common: dict[str, Any] = {
        "org": ORG.roots.org,
        "by": by,
        "at": minutes(at),
        "roster": 1,
        "reason": "出差",
    }
    return sign(kind(**(common | fields)), key(signer or by))


def deputation(by: str = "sunli", at: int = -45, signer: str = "", **fields: Any) -> Signed:
    """Jiang Bo of another department signs for the business manager; the fields bend it."""
    usual: dict[str, Any] = {
        "principal": "sunli",
        "post": Post.DEPARTMENT_MANAGER,
        "department": "business",
        "deputy": "jiangbo",
        "since": minutes(-60),
        "until": minutes(600),
        "categories": [],
    }
    return order(Deputation, by, at, signer, **(usual | fields))


def by_deputy(*orders: Signed, who: str = "jiangbo", category: str = "notice", **changes: Any) -> Bundle:
    """A good request whose first level a deputy signs, under these orders."""
    fields = {"by": who, "deputy_for": "sunli"} | changes
    made = case(
        category, twist={"approval1": lambda a: replace(a, **fields)}, signer={"approval1": fields["by"]}
    )
    return made.bundle(orders=list(orders))


def deputies() -> Attack:
    """A deputy signs without an order, outside it, or too near to the request."""
    given = deputation()
    yield "good-signed-by-a-deputy", GOOD, by_deputy(given)
    yield (
        "good-deputy-of-a-promotion",
        GOOD,
        by_deputy(given, deputation(deputy="zhengtao", at=-44), category="promotion"),
    )
    yield "good-deputy-appointed-by-the-superior", GOOD, by_deputy(deputation("liqiang"))
    yield "good-deputy-for-this-category-alone", GOOD, by_deputy(deputation(categories=["notice"]))
    yield "good-order-that-nobody-uses", GOOD, case().bundle(orders=[given])
    yield "deputy-without-an-order", "step_not_allowed", by_deputy()
    yield "deputy-named-by-his-own-wish", "order_not_allowed", by_deputy(deputation("jiangbo"))
    yield "deputy-named-by-a-colleague", "order_not_allowed", by_deputy(deputation("qianwei"))
    yield (
        "deputy-named-by-the-general-manager-over-two-levels",
        "order_not_allowed",
        by_deputy(deputation("zhoujian")),
    )
    yield "deputy-signed-by-another-in-his-name", "order_signature", by_deputy(deputation(signer="jiangbo"))
    yield "deputy-for-another-category", "step_not_allowed", by_deputy(deputation(categories=["promotion"]))
    credit = deputation("jiangbo", principal="jiangbo", department="credit", deputy="chuyan")
    yield "deputy-of-another-department", "step_not_allowed", by_deputy(credit, who="chuyan")
    yield "deputy-not-yet", "step_not_allowed", by_deputy(deputation(since=minutes(-27)))
    yield "deputy-no-more", "step_not_allowed", by_deputy(deputation(until=minutes(-28)))
    yield "good-deputy-from-that-second", GOOD, by_deputy(deputation(since=minutes(-28)))
    yield "deputy-who-signed-before-he-was-named", "step_not_allowed", by_deputy(deputation(at=-27))
    yield "good-deputy-named-in-that-second", GOOD, by_deputy(deputation(at=-28))
    yield "deputy-for-too-long", "order_not_allowed", by_deputy(deputation(until=minutes(60 * 24 * 31)))
    yield "good-deputy-for-as-long-as-may-be", GOOD, by_deputy(deputation(until=minutes(60 * 24 * 31 - 60)))
    yield (
        "deputy-whose-days-end-before-they-begin",
        "order_not_allowed",
        by_deputy(deputation(until=minutes(-60))),
    )
    yield (
        "deputy-for-a-post-that-he-has-not",
        "order_not_allowed",
        by_deputy(deputation(post=Post.SUPERVISING_MANAGER)),
    )
    operator = deputation("qianwei", principal="qianwei", post=Post.OPERATOR)
    yield "deputy-for-an-operator", "order_not_allowed", by_deputy(operator)
    yield (
        "deputy-of-himself",
        "order_not_allowed",
        by_deputy(deputation(deputy="sunli"), who="sunli", deputy_for=""),
    )
    yield "deputy-who-is-nobody", "order_not_allowed", by_deputy(deputation(deputy="nobody"))
    yield "good-deputation-five-minutes-ahead", GOOD, case().bundle(orders=[deputation(at=5)])
    yield "deputation-in-the-future", "signed_in_future", case().bundle(orders=[deputation(at=6)])
    yield (
        "deputation-changed",
        "order_signature",
        by_deputy(tampered(deputation(deputy="shenyu"), "shenyu", "jiangbo")),
    )
    yield (
        "deputation-signed-twice",
        "order_signature",
        by_deputy(replace(given, signatures=given.signatures * 2)),
    )
    yield "deputation-without-signature", "order_signature", by_deputy(replace(given, signatures=[]))
    foreign = sign(replace(act(given), org="elsewhere"), key("sunli"))
    yield "deputation-of-a-foreign-organisation", "foreign_organisation", by_deputy(foreign)
    yield "a-pledge-among-the-orders", "bundle_malformed", by_deputy(given, ORG.pledges[0])
    yield "orders-not-in-their-order", "order_not_allowed", by_deputy(given, deputation(at=-46))
    yield "good-orders-of-one-second", GOOD, by_deputy(given, deputation(deputy="zhengtao"))


def claims() -> Attack:
    """What the approval says of the deputation must be what the order says."""
    given = deputation()
    yield "deputy-who-hides-it", "step_deputy", by_deputy(given, deputy_for="")
    yield "deputy-of-another-name", "step_deputy", by_deputy(given, deputy_for="liqiang")
    yield (
        "manager-who-claims-to-be-a-deputy",
        "step_deputy",
        by_deputy(given, who="sunli", deputy_for="jiangbo"),
    )
    both = [Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER]
    made = case(
        "promotion",
        twist={"approval1": lambda a: replace(a, by="jiangbo", deputy_for="sunli", posts=both)},
        signer={"approval1": "jiangbo"},
    )
    bundle = chain(made, [act(made.steps[0]), replace(act(made.steps[2]), level=3), act(made.steps[3])])
    yield "deputy-who-signs-the-next-level-too", "step_not_allowed", replace(bundle, orders=[given])


def too_near() -> Attack:
    """A deputy who made the request, is over those who did, releases it, or signs for its author."""
    yield "deputy-is-the-drafter", "step_not_allowed", by_deputy(deputation(deputy="zhaomin"), who="zhaomin")
    yield "deputy-is-the-operator", "step_not_allowed", pledged_deputy("qianwei")
    yield "deputy-is-the-drafters-superior", "step_not_allowed", pledged_deputy("liqiang")
    yield "deputy-is-over-everybody", "step_not_allowed", pledged_deputy("zhoujian")
    yield "deputy-is-the-custodian", "step_not_allowed", pledged_deputy("fenglei")
    yield "deputy-without-a-pledge", "step_not_allowed", by_deputy(deputation(deputy="chuyan"), who="chuyan")
    yield "good-deputy-with-a-pledge", GOOD, pledged_deputy("chuyan")
    over = by_deputy(deputation(deputy="zhengtao"), who="zhengtao", category="other")
    yield "deputy-is-over-the-operator-who-releases", "step_not_allowed", over
    org = grown(posts=[*roster().posts, replace(roster().posts[0], person="sunli")])
    own = {"by": "sunli", "drafter": "sunli"}
    twist = {
        "list": lambda a: replace(a, by="sunli", at=minutes(-30)),
        "request": lambda a: replace(a, **own),
        "approval1": lambda a: replace(a, by="jiangbo", deputy_for="sunli"),
    }
    made = case(org=org, twist=twist, signer={"list": "sunli", "request": "sunli", "approval1": "jiangbo"})
    yield "deputy-of-the-author", "step_not_allowed", made.bundle(orders=[deputation(roster=1)])


def pledged_deputy(who: str) -> Bundle:
    """A notice whose level a deputy signs who has a pledge, so that nothing else stands in their way."""
    own = next(act(p) for p in ORG.pledges if act(p).by == "sunli")
    pledge = sign(replace(own, by=who), key(who))
    bundle = by_deputy(deputation(deputy=who), who=who)
    others = [p for p in ORG.pledges if act(p).by != who]
    return replace(bundle, pledges=[*others, pledge])


def recalls() -> Attack:
    """A deputation that was taken back, and recalls by people who may not."""
    given = deputation()

    def recall(by: str, at: int = -40, of: Signed = given) -> Signed:
        return order(Recall, by, at, order=of.digest())

    yield "deputy-recalled-before-he-signed", "step_not_allowed", by_deputy(given, recall("sunli"))
    yield "deputy-recalled-by-the-superior", "step_not_allowed", by_deputy(given, recall("liqiang"))
    yield "good-deputy-recalled-afterwards", GOOD, by_deputy(given, recall("sunli", -20))
    yield "deputy-recalled-twice", "step_not_allowed", by_deputy(given, recall("sunli"), recall("sunli", -20))
    yield "recall-by-a-stranger", "order_not_allowed", by_deputy(given, recall("qianwei"))
    yield (
        "recall-of-nothing",
        "order_not_allowed",
        by_deputy(given, order(Recall, "sunli", -40, order="0" * 64)),
    )
    above = deputation("liqiang")
    yield (
        "deputy-recalled-by-who-appointed-him",
        "step_not_allowed",
        by_deputy(above, recall("liqiang", of=above)),
    )
    yield (
        "deputy-recalled-by-whose-post-it-is",
        "step_not_allowed",
        by_deputy(above, recall("sunli", of=above)),
    )
    gone = grown(at=minutes(-20), **person("sunli", standing="left"))
    late = {
        "approval1": lambda a: replace(a, by="jiangbo", deputy_for="sunli", roster=1),
        "release": lambda a: replace(a, roster=2, at=minutes(-1)),
        "list": lambda a: replace(a, roster=1),
        "request": lambda a: replace(a, roster=1),
    }
    made = case(org=gone, twist=late, signer={"approval1": "jiangbo"})
    yield "deputy-of-somebody-who-left", "step_not_allowed", made.bundle(orders=[given])
    yield "deputy-appointed-for-somebody-who-left", "step_not_allowed", made.bundle(orders=[above])
    gone = grown(at=minutes(-20), **person("liqiang", standing="left"))
    made = case(org=gone, twist=late, signer={"approval1": "jiangbo"})
    yield "deputy-appointed-by-somebody-who-left", "step_not_allowed", made.bundle(orders=[above])
    gone = grown(at=minutes(-20), people=[p for p in roster().people if p.id != "sunli"])
    made = case(org=gone, twist=late, signer={"approval1": "jiangbo"})
    yield "deputy-of-somebody-no-longer-named", "step_not_allowed", made.bundle(orders=[given])


def twice() -> Attack:
    """One person's authority used for two levels, lent first and then their own."""
    own = next(p for p in roster().posts if p.person == "sunli")
    org = grown(posts=[*roster().posts, replace(own, post=Post.SUPERVISING_MANAGER)])
    twist = {
        "approval1": lambda a: replace(a, by="jiangbo", deputy_for="sunli"),
        "approval2": lambda a: replace(a, by="sunli"),
    }
    made = case("promotion", org=org, twist=twist, signer={"approval1": "jiangbo", "approval2": "sunli"})
    yield "one-principal-for-two-levels", "step_not_allowed", made.bundle(orders=[deputation()])


def gone_givers() -> Attack:
    """What lends a right needs its giver; what takes one away does not."""
    above = deputation("liqiang")
    late = {
        "approval1": lambda a: replace(a, by="jiangbo", deputy_for="sunli", roster=1),
        "release": lambda a: replace(a, roster=2, at=minutes(-1)),
        "list": lambda a: replace(a, roster=1),
        "request": lambda a: replace(a, roster=1),
    }
    unnamed = grown(at=minutes(-20), people=[p for p in roster().people if p.id != "sunli"])
    made = case(org=unnamed, twist=late, signer={"approval1": "jiangbo"})
    yield "deputy-appointed-for-somebody-no-longer-named", "step_not_allowed", made.bundle(orders=[above])
    stopped = order(Suspension, "liqiang", -35, person="liqiang")
    yield "deputy-appointed-by-somebody-suspended-since", "step_not_allowed", by_deputy(above, stopped)
    woken = order(
        Activation, "sunli", department="business", post=Post.OPERATOR, person="weina", since=minutes(-45),
        until=minutes(600), roster=2,
    )  # fmt: skip
    org = with_standby()
    assert org.roster is not None
    people = [replace(p, standing="left") if p.id == "sunli" else p for p in org.roster.people]
    third = replace(org.roster, version=3, previous=org.rosters[-1].digest(), at=minutes(-40), people=people)
    org.add_roster(third)
    heir = next(p for p in third.posts if p.person == "sunli")
    fourth = replace(
        third, version=4, previous=org.rosters[-1].digest(), at=minutes(-39),
        posts=[*third.posts, replace(heir, person="jiangbo")],
    )  # fmt: skip
    org.add_roster(fourth)
    twist = {
        "approval1": lambda a: replace(a, by="jiangbo"),
        "release": lambda a: replace(a, by="weina"),
    }
    made = case(org=org, twist=twist, signer={"approval1": "jiangbo", "release": "weina"})
    yield "standby-woken-by-somebody-who-left", "release_not_allowed", made.bundle(orders=[woken])
    leaving = grown(at=minutes(-31), **person("wangfang", standing="left"))
    last = order(Suspension, "wangfang", -31, person="zhaomin")
    yield "suspended-by-somebody-who-left-then", "signer_not_active", case(org=leaving).bundle(orders=[last])
    own = next(p for p in roster().people if p.id == "wangfang").keys[0]
    soon = grown(at=minutes(-31), **person("wangfang", keys=[replace(own, revoked=minutes(-10))]))
    before = order(Suspension, "wangfang", -20, person="zhaomin", roster=2)
    yield "suspended-with-a-key-revoked-later", "signer_not_active", case(org=soon).bundle(orders=[before])


def lost_keys() -> Attack:
    """Orders under a key that was revoked, or by a giver who is gone: what lends a right is worth nothing then."""
    own = next(p for p in roster().people if p.id == "sunli")

    def later(**changes: Any) -> Organisation:
        fresh = replace(own.keys[0], public=OTHER.public)
        keys = [replace(own.keys[0], revoked=minutes(-20)), fresh]
        return grown(at=minutes(-20), **person("sunli", keys=keys, **changes))

    late = {
        "approval1": lambda a: replace(a, by="jiangbo", deputy_for="sunli", roster=1),
        "release": lambda a: replace(a, roster=2, at=minutes(-1)),
        "list": lambda a: replace(a, roster=1),
        "request": lambda a: replace(a, roster=1),
    }
    made = case(org=later(), twist=late, signer={"approval1": "jiangbo"})
    yield "deputy-named-with-a-key-since-revoked", "step_not_allowed", made.bundle(orders=[deputation()])
    after = order(
        Deputation, "sunli", -15, principal="sunli", post=Post.DEPARTMENT_MANAGER, department="business",
        deputy="jiangbo", since=minutes(-15), until=minutes(600), categories=[], roster=2,
    )  # fmt: skip
    yield "deputy-named-with-a-revoked-key", "order_signature", case(org=later()).bundle(orders=[after])
    same = replace(act(after), at=minutes(-20))
    bundle = case(org=later(), twist={n: t for n, t in late.items() if n != "approval1"}).bundle
    yield (
        "deputy-named-in-the-second-of-the-revocation",
        "order_signature",
        bundle(orders=[sign(same, key("sunli"))]),
    )


OTHER = generate()


def suspensions() -> Attack:
    """Somebody who was suspended, and suspensions by people who may not."""

    def stopped(who: str, by: str, at: int = -5, **fields: Any) -> Bundle:
        return case().bundle(orders=[order(Suspension, by, at, person=who, **fields)])

    yield "drafter-suspended-by-his-manager", "signer_not_active", stopped("zhaomin", "sunli")
    yield "approver-suspended-by-himself", "signer_not_active", stopped("sunli", "sunli")
    yield "operator-suspended-by-the-general-department", "signer_not_active", stopped("qianwei", "wangfang")
    yield "operator-suspended-by-its-manager", "signer_not_active", stopped("qianwei", "zhengtao")
    yield "good-somebody-else-suspended", GOOD, stopped("weina", "jiangbo")
    yield "suspended-by-a-colleague", "order_not_allowed", stopped("zhaomin", "qianwei")
    yield "suspended-by-another-manager", "order_not_allowed", stopped("zhaomin", "jiangbo")
    yield "superior-suspended-by-his-subordinate", "order_not_allowed", stopped("liqiang", "sunli")
    yield "good-superior-suspended-by-the-general-department", GOOD, stopped("liqiang", "wangfang")
    yield "suspended-by-the-general-operator", "order_not_allowed", stopped("zhaomin", "wuhong")
    yield "suspended-who-is-nobody", "order_not_allowed", stopped("nobody", "sunli")
    twice = [order(Suspension, by, -5, person="weina") for by in ("jiangbo", "wangfang")]
    yield "suspended-twice", "order_not_allowed", case().bundle(orders=twice)
    yield "suspended-under-no-roster", "roster_not_in_force", stopped("zhaomin", "sunli", roster=2)
    later = grown(at=minutes(-31))
    early = order(Suspension, "sunli", -40, person="zhaomin")
    yield "good-a-later-roster-brings-him-back", GOOD, case(org=later).bundle(orders=[early])
    same = order(Suspension, "sunli", -31, person="zhaomin")
    yield "suspended-in-the-second-of-the-roster", "signer_not_active", case(org=later).bundle(orders=[same])
    suspended = order(Suspension, "liqiang", -50, person="liqiang")
    yield "deputy-named-by-a-suspended", "order_not_allowed", by_deputy(suspended, deputation("liqiang"))


def with_standby() -> Organisation:
    """The organisation with a dormant second operator in the business department."""
    spare = replace(next(p for p in roster().posts if p.person == "qianwei"), person="weina", standby=True)
    return grown(posts=[*roster().posts, spare], at=minutes(-55))


def standbys() -> Attack:
    """A standby releases without having been woken, or the one whom they stand in for does."""

    def woken(by: str = "sunli", **fields: Any) -> Signed:
        usual: dict[str, Any] = {
            "department": "business",
            "post": Post.OPERATOR,
            "person": "weina",
            "since": minutes(-45),
            "until": minutes(600),
            "roster": 2,
        }
        return order(Activation, by, **(usual | fields))

    def released(by: str, *orders: Signed, at: int = -18) -> Bundle:
        twist = {"release": lambda a: replace(a, by=by, at=minutes(at))}
        return case(org=with_standby(), twist=twist, signer={"release": by}).bundle(orders=list(orders))

    given = woken()
    yield "good-released-by-a-woken-standby", GOOD, released("weina", given)
    yield "good-released-beside-a-sleeping-standby", GOOD, released("qianwei")
    yield "released-by-a-sleeping-standby", "release_not_allowed", released("weina")
    yield "released-by-the-operator-while-the-standby-acts", "release_not_allowed", released("qianwei", given)
    late = woken(at=-10, until=minutes(-1))
    yield "good-operator-before-the-standby-was-woken", GOOD, released("qianwei", late)
    yield "standby-who-released-before-he-was-woken", "release_not_allowed", released("weina", woken(at=-10))
    yield "standby-woken-by-a-colleague", "order_not_allowed", released("weina", woken("zhaomin"))
    yield "standby-woken-by-another-manager", "order_not_allowed", released("weina", woken("jiangbo"))
    yield "standby-not-awake-yet", "release_not_allowed", released("weina", woken(since=minutes(-17)))
    yield "standby-asleep-again", "release_not_allowed", released("weina", woken(until=minutes(-18)))
    yield (
        "standby-asleep-when-it-is-claimed",
        "release_not_allowed",
        released("weina", woken(until=minutes(0))),
    )
    yield "good-operator-after-the-standbys-days", GOOD, released("qianwei", woken(until=minutes(-18)))
    yield "good-operator-before-the-standbys-days", GOOD, released("qianwei", woken(since=minutes(1)))
    yield "standby-for-too-long", "order_not_allowed", released("weina", woken(until=minutes(60 * 24 * 32)))
    yield "standby-who-is-none", "order_not_allowed", released("jiangbo", woken(person="jiangbo"))
    yield "standby-of-another-post", "order_not_allowed", released("weina", woken(post=Post.CUSTODIAN))
    yield "standby-manager", "order_not_allowed", released("weina", woken(post=Post.DEPARTMENT_MANAGER))
    back = order(Recall, "sunli", -40, order=given.digest(), roster=2)
    yield "standby-recalled", "release_not_allowed", released("weina", given, back)
    yield "good-operator-after-the-recall", GOOD, released("qianwei", given, back)
    stranger = order(Recall, "zhaomin", -40, order=given.digest(), roster=2)
    yield "standby-recalled-by-a-stranger", "order_not_allowed", released("weina", given, stranger)


def extensions() -> Attack:
    """A window made longer by who may not, for another count, or into the past."""

    def extended(
        by: str = "sunli", category: str = "notice", at: int = -20, ended: int = -25, **fields: Any
    ) -> Bundle:
        made = case(
            category,
            "business" if category != "other" else "credit",
            twist={"request": lambda a: replace(a, slots=[replace(a.slots[0], closes=minutes(ended))])},
        )
        usual: dict[str, Any] = {
            "org": ORG.roots.org, "by": by, "at": minutes(at), "roster": 1, "request": made.request.digest(), "previous": "",
            "slot": 1, "opens": minutes(-20), "closes": minutes(300), "count": 20, "reason": "网点停电",
        }  # fmt: skip
        step = acts.Extension(**(usual | fields))
        return chain(made, [*map(act, made.steps), step])

    yield "good-extended-by-the-approver", GOOD, extended()
    yield "good-extended-by-the-last-of-three", GOOD, extended("zhoujian", "promotion")
    yield "extended-by-the-first-of-three", "step_not_allowed", extended("sunli", "promotion")
    yield "extended-by-the-drafter", "step_not_allowed", extended("zhaomin")
    yield "extended-by-the-operator", "step_not_allowed", extended("qianwei")
    yield "extended-while-it-is-open", "step_not_allowed", extended(ended=-19)
    yield "good-extended-in-the-second-of-its-end", GOOD, extended(ended=-20)
    yield (
        "extended-into-the-past",
        "extension_window",
        extended(ended=-40, opens=minutes(-39), closes=minutes(-25)),
    )
    yield "extended-by-a-window-that-ends-before-it-begins", "extension_window", extended(opens=minutes(300))
    yield "extended-to-its-own-second", "extension_window", extended(opens=minutes(-21), closes=minutes(-20))
    twist = {
        "request": with_a_second_slot,
        "approval1": lambda a: replace(a, count=40),
        "release": lambda a: replace(a, slot=2),
    }
    two = case(twist=twist)
    longer = acts.Extension(
        org=ORG.roots.org, by="sunli", at=minutes(-20), roster=1, request=two.request.digest(), previous="",
        slot=1, opens=minutes(-20), closes=minutes(900), count=20, reason="网点停电",
    )  # fmt: skip
    other = chain(two, [*map(act, two.steps), longer])
    yield "released-beside-a-slot-that-was-extended", "release_not_allowed", other
    long = extended(opens=minutes(-20), closes=minutes(60 * 24 * 31 - 19))
    yield "extended-for-more-than-a-month", "extension_window", long
    yield "good-extended-for-a-month", GOOD, extended(opens=minutes(-20), closes=minutes(60 * 24 * 31 - 20))
    yield "extended-by-who-releases-it", "release_not_allowed", released_by_its_extender()
    yield "extended-for-fewer", "step_count", extended(count=19)
    yield "extended-slot-that-is-none", "release_slot", extended(slot=2)
    made = case()
    early = acts.Extension(
        org=ORG.roots.org, by="sunli", at=minutes(-28), roster=1, request=made.request.digest(), previous="",
        slot=1, opens=minutes(-20), closes=minutes(900), count=20, reason="早",
    )  # fmt: skip
    yield "extended-before-it-was-approved", "step_not_allowed", chain(made, [early, *map(act, made.steps)])


def released_by_its_extender() -> Bundle:
    """The operator holds the manager's post since, extends the window, and releases in it."""
    manager = (Post.DEPARTMENT_MANAGER, "business")
    posts = [replace(p, person="qianwei") if (p.post, p.department) == manager else p for p in roster().posts]
    org = grown(posts=posts, at=minutes(-22))
    old = {name: lambda a: replace(a, roster=1) for name in ("list", "request", "approval1")}
    closed = {"request": lambda a: replace(a, roster=1, slots=[replace(a.slots[0], closes=minutes(-25))])}
    made = case(org=org, twist=old | closed)
    step = acts.Extension(
        org=ORG.roots.org, by="qianwei", at=minutes(-20), roster=2, request=made.request.digest(), previous="",
        slot=1, opens=minutes(-20), closes=minutes(300), count=20, reason="网点停电",
    )  # fmt: skip
    return chain(made, [*map(act, made.steps), step])


def with_a_second_slot(request: acts.Request) -> acts.Request:
    """The same list twice; both windows have passed when one of them is made longer."""
    first = replace(request.slots[0], closes=minutes(-25))
    cost = replace(request.cost, billed_total=40, fen=160)
    return replace(request, slots=[first, replace(first, id=2)], cost=cost)


GROUPS: list[Callable[[], Attack]] = [
    deputies,
    claims,
    too_near,
    recalls,
    twice,
    gone_givers,
    lost_keys,
    suspensions,
    standbys,
    extensions,
]
