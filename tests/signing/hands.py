"""The attacks of people with a hand too many: drafters, acceptors and deputies who stand elsewhere in the same request, or are gone."""

from collections.abc import Callable
from typing import Any

import msgspec

from console.domain import acts
from console.domain.archive.check_code import check_code
from console.domain.people.people import GatewayRef, Post, Roster
from console.launch.organisation import Organisation
from console.signing.bundle_file import Bundle, Own
from console.signing.statements import Signed
from tests.signing.attacks import (
    GOOD,
    ORG,
    Attack,
    act,
    case,
    grown,
    minutes,
    of_category,
    post,
    roster,
)
from tests.signing.insiders import digest_of
from tests.signing.stand_ins import deputation, pledged_deputy

replace = msgspec.structs.replace

NAMED = {"request": lambda r: replace(r, drafter="weina")}
"""Zhao Min submits what she names Wei Na as the drafter of."""


def two_drafters() -> Organisation:
    """The business department names a second drafter."""
    return grown(**post("weina", Post.DRAFTER, "business"))


def drafters() -> Attack:
    """Whoever is named as the drafter answers for the request: they are there, and have pledged."""
    made = case(org=two_drafters(), twist=NAMED)
    yield "good-drafter-named-by-who-submits", GOOD, made.bundle()
    for name, who in (("named-drafter", "weina"), ("submitter", "zhaomin")):
        without = [p for p in ORG.pledges if act(p).by != who]
        yield f"{name}-without-a-pledge", "step_not_allowed", made.bundle(pledges=without)
    left = [replace(p, standing="left") if p.id == "weina" else p for p in roster().people]
    gone = [p for p in roster().people if p.id != "weina"]
    for name, people in (("left", left), ("was-struck-off", gone)):
        org = two_drafters()
        two: Roster = roster(org)
        org.add_roster(
            replace(two, version=3, previous=org.rosters[-1].digest(), at=minutes(0), people=people)
        )
        yield f"named-drafter-{name}", "signer_not_active", made.bundle(rosters=org.rosters)


def lists() -> Attack:
    """A list that nobody approved comes along with the one that was."""
    made, other = case(), case(twist={"list": lambda m: replace(m, name="另一份")})
    both = [made.manifest, other.manifest]
    yield "list-that-rides-along", "bundle_malformed", made.bundle(manifests=both)


def acceptors() -> Attack:
    """The General Department accepts, by who has no other hand in it, with the paper of this very version before them."""

    def coded(code: Callable[[str], str]) -> Bundle:
        def twist(given: acts.Acceptance) -> acts.CodedAcceptance:
            fields = {name: getattr(given, name) for name in given.__struct_fields__}
            return acts.CodedAcceptance(**fields, code=code(given.request))

        return case("other", "credit", twist={"acceptance": twist}).bundle()

    yield "good-accepted-with-the-code-of-its-paper", GOOD, coded(lambda digest: check_code(digest).lower())
    other = coded(lambda _: check_code("ab" * 32))
    yield "accepted-with-the-code-of-another-paper", "acceptance_incomplete", other
    keeper = case(
        "other",
        "credit",
        org=grown(**post("fenglei", Post.REGISTRAR, "general")),
        twist={"acceptance": lambda a: replace(a, by="fenglei")},
        signer={"acceptance": "fenglei"},
    )
    yield "accepted-by-the-custodian", "step_not_allowed", keeper.bundle()
    importer = {
        "org": grown(**post("wangfang", Post.DRAFTER, "credit")),
        "twist": {"list": lambda m: replace(m, by="wangfang")},
        "signer": {"list": "wangfang"},
    }
    yield "accepted-by-its-importer", "step_not_allowed", case("other", "credit", **importer).bundle()
    for who in ("wuhong", "zhengtao"):
        yield f"good-accepted-by-{who}", GOOD, of_category("promotion", "business", "acceptance", who)
    drafter = of_category("promotion", "business", "acceptance", "chenjing")
    yield "accepted-by-a-drafter-of-the-general-department", "step_not_allowed", drafter
    yield (
        "accepted-by-the-manager-of-another-department",
        "step_not_allowed",
        of_category("other", "credit", "acceptance", "sunli"),
    )


def backups() -> Attack:
    """Through the backup gateway, whose price and parts are its own, nothing may be understated."""
    first = ORG.gateway_texts["demo"]
    dear = first.replace('id = "demo"', 'id = "second"').replace("price_fen = 4", "price_fen = 400")
    refs = [GatewayRef("demo", digest_of(first)), GatewayRef("second", digest_of(dear))]
    org = grown(gateways=refs)
    own = Own(ORG.policy_text, dear)

    def through(text: acts.Text | None = None, **told: int) -> Bundle:
        def twist(request: acts.Request) -> acts.Request:
            words = text or request.text
            cost = replace(request.cost, chars=len(words.whole()))
            return replace(request, backup_gateway="second", text=words, cost=replace(cost, **told))

        made = case(org=org, twist={"request": twist, "release": lambda r: replace(r, gateway="second")})
        return made.bundle(gateway=dear)

    enough = 20 * 400
    yield "good-through-the-backup-at-its-price", GOOD, through(fen=enough), own
    yield "good-through-the-backup-overstated", GOOD, through(fen=enough + 1), own
    yield "through-the-backup-for-less-money", "request_cost", through(fen=enough - 1), own
    yield "through-the-backup-at-the-first-one-s-price", "request_cost", through(), own
    yield "through-the-backup-with-fewer-characters", "request_cost", through(fen=enough, chars=1), own
    long = replace(act(case().request).text, body="好" * 80)
    yield "through-the-backup-in-fewer-parts", "request_cost", through(long, fen=2 * enough), own


def deputies() -> Attack:
    """Who looks after what others do, or could release it, deputises for nobody; nor does one authority count twice."""
    yield "deputy-is-the-auditor", "order_not_allowed", pledged_deputy("shenyu")
    since = grown(**post("jiangbo", Post.AUDITOR, ""))
    yield "deputy-who-became-the-auditor", "step_not_allowed", stood_in("jiangbo", since)
    second = grown(**post("weina", Post.OPERATOR, "business"))
    yield "deputy-is-an-operator-who-does-not-release-it", "step_not_allowed", stood_in("weina", second)
    heir = [
        replace(p, person="hanxue") if (p.person, p.post) == ("sunli", Post.DEPARTMENT_MANAGER) else p
        for p in roster().posts
    ]
    yield "deputy-of-somebody-without-the-post", "step_not_allowed", stood_in("jiangbo", grown(posts=heir))
    over = post("sunli", Post.SUPERVISING_MANAGER, "business")

    def above(deputy: str) -> Signed:
        return deputation(post=Post.SUPERVISING_MANAGER, deputy=deputy, at=-30, roster=2)

    def second_level(first: str, second: str, *orders: Signed) -> Bundle:
        """A promotion whose second level is signed for Sun Li, who holds the first two posts."""
        by = {"approval1": first, "approval2": second}
        twist: dict[str, Any] = {
            name: lambda a, who=who: replace(a, by=who, deputy_for="" if who == "sunli" else "sunli")
            for name, who in by.items()
        }
        return case("promotion", org=grown(**over), twist=twist, signer=by).bundle(orders=list(orders))

    yield (
        "deputy-of-who-signed-the-level-before",
        "step_not_allowed",
        second_level("sunli", "jiangbo", above("jiangbo")),
    )
    yield (
        "two-deputies-of-one-principal",
        "step_not_allowed",
        second_level("jiangbo", "hanxue", deputation(), above("hanxue")),
    )


def stood_in(deputy: str, org: Organisation) -> Bundle:
    """A notice of that organisation, approved by a deputy of Sun Li."""
    made = case(
        org=org,
        twist={"approval1": lambda a: replace(a, by=deputy, deputy_for="sunli")},
        signer={"approval1": deputy},
    )
    return made.bundle(orders=[deputation(deputy=deputy)])


GROUPS: list[Callable[[], Attack]] = [drafters, lists, acceptors, backups, deputies]
