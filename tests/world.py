"""A small signed world for tests: the demo organisation in memory, and one good request walked to its release."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import msgspec

from console.domain import acts, policy
from console.domain.approvals import routes
from console.domain.contacts import merkle
from console.domain.people.people import Post
from console.domain.times import render
from console.launch.organisation import Organisation, build
from console.signing.bundle_file import Bundle
from console.signing.statements import Signed, digest, encode, sign

SALT = bytes(range(32))
DRAFTER = {"business": "zhaomin", "general": "chenjing", "credit": "weina"}
HOLDER = {
    ("department_manager", "business"): "sunli",
    ("department_manager", "general"): "zhengtao",
    ("department_manager", "credit"): "jiangbo",
    ("supervising_manager", "business"): "liqiang",
    ("supervising_manager", "credit"): "liqiang",
    ("supervising_manager", "general"): "chuyan",
    ("general_manager", "business"): "zhoujian",
    ("general_manager", "general"): "zhoujian",
    ("general_manager", "credit"): "zhoujian",
}
OPERATOR = {"business": "qianwei", "general": "wuhong"}


def numbers(n: int, start: int = 16100000000) -> "array[int]":
    """`n` ascending numbers in a range that the plan leaves unassigned."""
    return array("q", range(start, start + n))


def with_same_keys(org: Organisation) -> Organisation:
    """A copy of the organisation, with the same keys, whose lists and chains may grow."""
    return replace(
        org,
        people=dict(org.people),
        gateway_texts=dict(org.gateway_texts),
        signers=list(org.signers),
        rosters=list(org.rosters),
        pledges=list(org.pledges),
        orders=list(org.orders),
    )


Twist = Callable[[Any], Any]
_rules = cache(policy.read)


@dataclass
class Case:
    """One request with everything that proves it; `org` holds every key, so that a test can sign what it likes."""

    org: Organisation
    at: datetime
    manifest: Signed
    request: Signed
    steps: list[Signed]
    release: Signed | None
    nums: "array[int]"

    @property
    def now(self) -> str:
        return render(self.at)

    def bundle(self, **changes: Any) -> Bundle:
        whole = Bundle(
            v=1,
            org=self.org.roots.org,
            signers=self.org.signers,
            rosters=self.org.rosters,
            policy=self.org.policy_text,
            gateway=self.org.gateway_texts["demo"],
            pledges=self.org.pledges,
            orders=self.org.orders,
            manifests=[self.manifest],
            request=self.request,
            steps=self.steps,
            release=self.release,
        )
        return msgspec.structs.replace(whole, **changes)


def same(statement: Any) -> Any:
    return statement


def make(
    category: str = "notice",
    department: str = "business",
    *,
    n: int = 200,
    org: Organisation | None = None,
    nums: "array[int] | None" = None,
    at: datetime | None = None,
    opens: datetime | None = None,
    closes: datetime | None = None,
    third_party: bool = False,
    was: str = "",
    twist: dict[str, Twist] | None = None,
    signer: dict[str, str] | None = None,
    release: bool = True,
    slot: int = 1,
    number: str = "2026-业务部-0001",
) -> Case:
    """Build a case. `twist` maps list, request, approval1.., acceptance, release to a change of the act before it is signed;
    `signer` maps the same names to the person whose key signs instead."""
    twist, signer = twist or {}, signer or {}
    at = at or datetime.now(UTC)
    org = org or build(at - timedelta(hours=1))
    rules = _rules(org.policy_text)
    roster = org.roster
    assert roster is not None
    nums = nums if nums is not None else numbers(n)
    drafter = DRAFTER[department]
    clock = at - timedelta(minutes=30)

    def put(name: str, act: Any, by: str) -> Signed:
        act = twist.get(name, same)(act)
        return sign(act, org.people[signer.get(name, by)])

    def common(by: str, minutes: int) -> dict[str, Any]:
        return {
            "org": org.roots.org,
            "by": by,
            "at": render(clock + timedelta(minutes=minutes)),
            "roster": roster.version,
        }

    manifest = acts.Manifest(
        **common(drafter, 0),
        department=department,
        name="客户名单",
        source=acts.Source(
            name="list.txt", sha256=digest(b"file"), size=12 * len(nums), encoding="ascii", sheet=""
        ),
        rows=len(nums),
        counts={},
        repaired={},
        n=len(nums),
        root=merkle.root(SALT, nums).hex(),
    )
    listed = put("list", manifest, drafter)
    text = acts.Text(
        signature="【云岭示范银行】", body="您的定期存款将于12月1日到期,请及时办理。", opt_out=""
    )
    if category == "promotion":
        text = msgspec.structs.replace(text, opt_out="拒收请回复R")
    category_ = acts.Category(category)
    route = routes.route(rules, category_, third_party=third_party, was=was)
    total, accept = len(nums), routes.accepted(rules, category_, third_party=third_party)
    attached = [acts.Attachment("批文.pdf", digest(b"approved"))]
    request = acts.Request(
        **common(drafter, 1),
        number=number,
        version=1,
        previous="",
        department=department,
        drafter=drafter,
        telephone="010-00000001",
        applied_on=f"{at:%Y-%m-%d}",
        category=category_,
        category_was=was,
        subtype="到期提醒",
        purpose="提醒客户办理到期存款",
        basis=acts.Basis.CONTRACT,
        consent="",
        audience="本行定期存款客户",
        selection="12月1日到期的定期存款",
        list_source="核心系统",
        checks=acts.SelfChecks(
            harmless=True,
            unclassified=True,
            third_party=third_party,
            third_party_approval="行办2026-7" if third_party else "",
        ),
        quoted=[],
        text=text,
        slots=[
            acts.Slot(
                id=1,
                list=listed.digest(),
                n=total,
                opens=render(opens or at - timedelta(hours=1)),
                closes=render(closes or at + timedelta(hours=8)),
            )
        ],
        rate=0,
        gateway="demo",
        backup_gateway="",
        sender_code="10690000",
        cost=acts.Cost(
            chars=len(text.whole()), billed_each=1, wire_each=1, billed_total=total, fen=total * 4
        ),
        route=route,
        accept=accept,
        released_by=routes.releasing_department(
            rules, roster, category_, department, third_party=third_party
        ),
        policy=rules.version,
        policy_digest=roster.policy.digest,
        pledge=rules.pledge.version,
        attachments=attached if third_party and rules.extra.documented else [],
        remarks="",
    )
    asked = put("request", request, drafter)
    steps: list[Signed] = []
    before = asked.digest()

    def step(name: str, kind: type, by: str, minutes: int, **fields: Any) -> None:
        nonlocal before
        act = kind(**common(by, minutes), request=asked.digest(), previous=before, **fields)
        steps.append(put(name, act, by))
        before = steps[-1].digest()

    for level, post in enumerate(route, 1):
        step(
            f"approval{level}",
            acts.Approval,
            HOLDER[post, department],
            1 + level,
            level=level,
            posts=[Post(post)],
            deputy_for="",
            content_checked=True,
            list_checked=True,
            count=total,
            opinion="同意",
            shown=digest(b"card"),
        )
    if accept:
        step(
            "acceptance",
            acts.Acceptance,
            "wangfang",
            10,
            form=True,
            text=True,
            list=True,
            paper="2026-001",
            place="A-1",
        )
    released: Signed | None = None
    if release:
        by = OPERATOR[request.released_by]
        act = acts.Release(
            **common(by, 12), request=asked.digest(), previous=before, slot=slot, gateway="demo", count=total
        )
        released = put("release", act, by)
    return Case(org, at, listed, asked, steps, released, nums)


def resign(case: Case, name: str, act: acts.Statement, by: str) -> Signed:
    """Sign a changed act with a person's key (what an insider could do)."""
    assert name
    return sign(act, case.org.people[by])


def tampered(signed: Signed, old: str, new: str) -> Signed:
    """The same signatures over another text (what a lying desk can do)."""
    assert old in signed.text
    return Signed(signed.text.replace(old, new, 1), signed.signatures)


__all__ = ["DRAFTER", "HOLDER", "OPERATOR", "SALT", "Case", "encode", "make", "numbers", "resign", "tampered"]
