"""An application is proved by its signatures alone: whoever handed it in, authorised, approved and filed it could do so then."""

from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest

from console.domain import policy
from console.domain.people.enrolment import (
    Application,
    ApplicationKind,
    ApplicationStep,
    Decision,
    NewDepartment,
)
from console.domain.people.orders import Activation, Suspension
from console.domain.people.people import DepartmentKind, Post
from console.domain.people.standing import Brought
from console.launch.organisation import Organisation
from console.signing.enrolment import Filed, Ground, filed
from console.signing.keys import UnlockedKey, generate
from console.signing.refused import Refused
from console.signing.statements import Signed, digest, sign
from console.signing.trust import establish
from tests.signing.attacks import ORG, key, minutes, person, post, roster, same_roots
from tests.world import tampered

replace = msgspec.structs.replace
KEY = generate()
_Step = tuple[str, Decision, dict[str, Any]]


@dataclass
class Papers:
    """An application on its way into the file. `bend` changes an act before it is signed, `by_key` is who signs it instead."""

    org: Organisation = field(default_factory=lambda: ORG)
    asked: dict[str, Any] = field(default_factory=dict)
    steps: list[_Step] = field(default_factory=list)
    by_key: dict[int, UnlockedKey] = field(default_factory=dict)
    orders: list[Brought] = field(default_factory=list)

    def application(self) -> Application:
        usual: dict[str, Any] = {
            "org": "yunling",
            "by": "zhaomin",
            "at": minutes(-40),
            "roster": 1,
            "number": "2026-业务部-A-0001",
            "version": 1,
            "previous": "",
            "kind": ApplicationKind.ADD,
            "department": "business",
            "new_department": None,
            "person": "heqing",
            "name": "何青",
            "staff_no": "D0101",
            "title": "柜员",
            "telephone": "010-00000101",
            "email": "heqing@bank.example",
            "post": Post.OPERATOR,
            "standby": False,
            "duties": ["send"],
            "since": minutes(-40),
            "until": "",
            "replaces": "qianwei",
            "trained_on": "2026-11-20",
            "key": KEY.public,
            "reason": "钱伟调往信贷部",
            "route": [Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER],
            "covers": [],
        }
        return Application(**usual | self.asked)

    def statements(self) -> list[Signed]:
        act = self.application()
        found = [sign(act, self.by_key.get(0) or self.org.people[act.by])]
        usual: list[_Step] = [
            ("sunli", Decision.AUTHORISE, {"posts": [Post.DEPARTMENT_MANAGER]}),
            ("liqiang", Decision.APPROVE, {"posts": [Post.SUPERVISING_MANAGER]}),
            ("wangfang", Decision.FILE, {"paper": "A-7", "place": "C-3"}),
        ]
        for nth, (by, decision, more) in enumerate(self.steps or usual, 1):
            said: dict[str, Any] = {
                "org": "yunling",
                "by": by,
                "at": minutes(-40 + nth),
                "roster": 1,
                "application": found[0].digest(),
                "previous": found[-1].digest(),
                "decision": decision,
                "posts": [],
                "reason": "",
                "paper": "",
                "place": "",
            }
            step = ApplicationStep(**said | more)
            found.append(sign(step, self.by_key.get(nth) or self.org.people[step.by]))
        return found

    def ground(self) -> Ground:
        trust = establish(self.org.roots, self.org.signers, self.org.rosters, None)
        text = self.org.policy_text
        return Ground(trust, self.orders, {digest(text.encode()): policy.read(text)})

    def judged(self, statements: list[Signed] | None = None, until: str = minutes(0)) -> Filed:
        made = self.statements() if statements is None else statements
        return filed(self.statements()[0].digest(), made, self.ground(), until)


def refused(
    papers: Papers, name: str, statements: list[Signed] | None = None, until: str = minutes(0)
) -> None:
    with pytest.raises(Refused) as caught:
        papers.judged(statements, until)
    assert caught.value.name == name, str(caught.value)


AUTHORISED: _Step = ("sunli", Decision.AUTHORISE, {"posts": [Post.DEPARTMENT_MANAGER]})
APPROVED: _Step = ("liqiang", Decision.APPROVE, {"posts": [Post.SUPERVISING_MANAGER]})
FILED: _Step = ("wangfang", Decision.FILE, {"paper": "A-7"})


def steps(*more: _Step) -> Papers:
    return Papers(steps=list(more))


def test_an_application_that_went_its_whole_way_is_proved_with_everyone_who_signed_it() -> None:
    found = Papers().judged()
    assert found.application == Papers().application()
    assert [(one.by, one.decision) for one in found.steps] == [
        ("sunli", "authorise"),
        ("liqiang", "approve"),
        ("wangfang", "file"),
    ]


def test_a_manager_who_hands_it_in_covers_his_own_level_and_signs_no_other() -> None:
    own = Papers(asked={"by": "sunli", "covers": [Post.DEPARTMENT_MANAGER]}, steps=[APPROVED, FILED])
    assert own.judged().application.covers == ["department_manager"]
    refused(Papers(asked={"by": "sunli"}), "ground_decision")
    claimed = Papers(asked={"covers": [Post.DEPARTMENT_MANAGER]}, steps=[APPROVED, FILED])
    refused(claimed, "ground_decision")
    about = {"by": "sunli", "person": "sunli", "key": "", "covers": [Post.DEPARTMENT_MANAGER]}
    refused(Papers(asked=about, steps=[APPROVED, FILED]), "ground_decision")


def test_a_new_department_is_decided_by_who_will_be_in_charge_of_it() -> None:
    asked = {
        "by": "wangfang",
        "kind": ApplicationKind.OPEN_DEPARTMENT,
        "department": "risk",
        "new_department": NewDepartment("风险部", DepartmentKind.OTHER, "liqiang"),
        "post": Post.DEPARTMENT_MANAGER,
        "replaces": "",
        "route": [Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER],
    }
    way: list[_Step] = [
        ("liqiang", Decision.APPROVE, {"posts": [Post.SUPERVISING_MANAGER]}),
        ("zhoujian", Decision.APPROVE, {"posts": [Post.GENERAL_MANAGER]}),
        ("zhengtao", Decision.FILE, {"paper": "A-7"}),
    ]
    Papers(asked=asked, steps=way).judged()
    refused(Papers(asked=asked | {"by": "zhaomin"}, steps=way), "ground_decision")
    refused(Papers(asked=asked, steps=[("chuyan", *way[0][1:]), *way[1:]]), "ground_decision")


@pytest.mark.parametrize(
    ("papers", "name"),
    [
        (steps(AUTHORISED, APPROVED), "ground_not_filed"),
        (steps(("sunli", Decision.RETURN, {"reason": "不齐"})), "ground_not_filed"),
        (steps(APPROVED, FILED), "ground_decision"),
        (steps(AUTHORISED, FILED), "ground_decision"),
        (steps(FILED), "ground_decision"),
        (steps(("jiangbo", *AUTHORISED[1:]), APPROVED, FILED), "ground_decision"),
        (steps(("zhaomin", *AUTHORISED[1:]), APPROVED, FILED), "ground_decision"),
        (steps(AUTHORISED, ("sunli", *APPROVED[1:]), FILED), "ground_decision"),
        (steps(AUTHORISED, ("chuyan", *APPROVED[1:]), FILED), "ground_decision"),
        (steps(AUTHORISED, APPROVED, ("qianwei", *FILED[1:])), "ground_decision"),
        (steps(AUTHORISED, APPROVED, ("wangfang", Decision.FILE, {"paper": " "})), "ground_decision"),
        (steps(("sunli", Decision.APPROVE, AUTHORISED[2]), APPROVED, FILED), "ground_decision"),
        (steps(("sunli", Decision.AUTHORISE, {"posts": []}), APPROVED, FILED), "ground_decision"),
        (
            steps(
                ("sunli", Decision.AUTHORISE, {"posts": [*AUTHORISED[2]["posts"], *APPROVED[2]["posts"]]}),
                FILED,
            ),
            "ground_decision",
        ),
        (
            steps(AUTHORISED, APPROVED, ("wangfang", Decision.FILE, {"paper": "A-7", "posts": ["operator"]})),
            "ground_decision",
        ),
        (steps(AUTHORISED, APPROVED, FILED, FILED), "ground_decision"),
        (Papers(asked={"by": "weina"}), "ground_decision"),
        (Papers(asked={"route": [Post.DEPARTMENT_MANAGER]}, steps=[AUTHORISED, FILED]), "ground_decision"),
        (Papers(asked={"person": "qianwei", "replaces": ""}), "ground_decision"),
        (Papers(asked={"reason": "a\u200bb"}), "hidden_characters"),
    ],
)
def test_no_level_is_left_out_doubled_or_given_by_somebody_else(papers: Papers, name: str) -> None:
    refused(papers, name)


def test_who_asks_for_a_key_of_his_own_gets_another_and_who_has_his_paper_carried_keeps_his() -> None:
    own = {"by": "qianwei", "person": "qianwei", "kind": ApplicationKind.CHANGE, "replaces": ""}
    Papers(asked=own).judged()
    had = {"person": "qianwei", "kind": ApplicationKind.CHANGE, "replaces": "", "key": key("qianwei").public}
    Papers(asked=had).judged()


# ---- signatures


@pytest.mark.parametrize("nth", range(4))
def test_every_signature_is_its_persons_own(nth: int) -> None:
    for stranger in (generate(), key("fenglei"), ORG.service):
        refused(Papers(by_key={nth: stranger}), "ground_signature")


@pytest.mark.parametrize("nth", range(4))
def test_nothing_is_changed_under_a_signature_and_none_is_missing_or_doubled(nth: int) -> None:
    made = Papers().statements()
    one = made[nth]
    changed = tampered(one, '"reason":"', '"reason":"x')
    for other in (changed, Signed(one.text, []), Signed(one.text, one.signatures * 2)):
        statements = [*made[:nth], other, *made[nth + 1 :]]
        refused(Papers(), "ground_chain" if nth == 0 and other is changed else "ground_signature", statements)


def test_it_is_the_application_that_was_claimed_and_its_own_steps_in_their_order() -> None:
    made = Papers().statements()
    other = Papers(asked={"reason": "另一份"}).statements()
    refused(Papers(), "ground_chain", other)
    refused(Papers(), "ground_chain", [])
    refused(Papers(), "ground_chain", [made[0], other[1], *made[2:]])
    refused(Papers(), "ground_chain", [made[0], made[2], made[1], made[3]])
    refused(Papers(), "ground_chain", [made[0], made[0], *made[1:]])
    step: list[_Step] = [
        ("sunli", Decision.AUTHORISE, AUTHORISED[2] | {"application": "0" * 64}),
        APPROVED,
        FILED,
    ]
    refused(Papers(steps=step), "ground_chain")
    with pytest.raises(Refused, match="ground_chain"):
        filed(made[1].digest(), made[1:], Papers().ground(), minutes(0))
    pledge = ORG.pledges[0]
    with pytest.raises(Refused, match="ground_chain"):
        filed(pledge.digest(), [pledge], Papers().ground(), minutes(0))


def test_another_organisations_application_is_none() -> None:
    refused(Papers(asked={"org": "elsewhere"}), "foreign_organisation")


# ---- time


def test_no_step_is_older_than_the_one_before_it_by_more_than_clocks_differ() -> None:
    early: _Step = ("sunli", Decision.AUTHORISE, AUTHORISED[2] | {"at": minutes(-45)})
    Papers(steps=[early, APPROVED, FILED]).judged()
    too_early: _Step = ("sunli", Decision.AUTHORISE, AUTHORISED[2] | {"at": minutes(-46)})
    refused(Papers(steps=[too_early, APPROVED, FILED]), "ground_chain")
    first: _Step = ("sunli", Decision.AUTHORISE, AUTHORISED[2] | {"at": minutes(-20)})
    second: _Step = ("liqiang", Decision.APPROVE, APPROVED[2] | {"at": minutes(-24)})
    third: _Step = ("wangfang", Decision.FILE, FILED[2] | {"at": minutes(-27)})
    refused(Papers(steps=[first, second, third]), "ground_chain")
    late: _Step = ("sunli", Decision.AUTHORISE, AUTHORISED[2] | {"at": minutes(-20)})
    after: _Step = ("liqiang", Decision.APPROVE, APPROVED[2] | {"at": minutes(-26)})
    refused(Papers(steps=[late, after, FILED]), "ground_chain")


def test_it_is_filed_before_the_version_that_names_it_is_made() -> None:
    Papers().judged(until=minutes(-42))
    refused(Papers(), "ground_not_filed", until=minutes(-43))


def test_what_a_version_carried_out_is_no_ground_again() -> None:
    org = same_roots()
    claimed = Papers().statements()[0].digest()
    org.add_roster(
        replace(roster(), version=2, previous=org.rosters[0].digest(), at=minutes(-30), grounds=[claimed])
    )
    refused(Papers(org), "ground_used")


def grown(at: int = -20, **changes: Any) -> Organisation:
    org = same_roots()
    org.add_roster(replace(roster(), version=2, previous=org.rosters[0].digest(), at=minutes(at), **changes))
    return org


def test_who_held_the_post_then_is_judged_by_the_roster_of_then() -> None:
    Papers(grown(posts=[a for a in roster().posts if a.person != "sunli"])).judged()
    Papers(grown(**person("sunli", standing="left"))).judged()
    refused(Papers(grown(-40, posts=[a for a in roster().posts if a.person != "sunli"])), "ground_decision")
    late: _Step = ("jiangbo", Decision.AUTHORISE, AUTHORISED[2])
    refused(
        Papers(grown(**post("jiangbo", Post.DEPARTMENT_MANAGER, "business")), steps=[late]), "ground_decision"
    )
    refused(Papers(asked={"roster": 9}), "roster_not_in_force")


def test_a_key_that_is_revoked_since_before_it_signed_makes_no_ground() -> None:
    old = next(p for p in roster().people if p.id == "sunli").keys[0]
    since = grown(**person("sunli", keys=[replace(old, revoked=minutes(-39))]))
    refused(Papers(since), "key_revoked")
    later = grown(**person("sunli", keys=[replace(old, revoked=minutes(-38))]))
    Papers(later).judged()
    refused(Papers(grown(**person("sunli", keys=[]))), "key_revoked")
    refused(Papers(grown(people=[p for p in roster().people if p.id != "sunli"])), "key_revoked")
    another = replace(old, public=generate().public, revoked=minutes(-50))
    Papers(grown(**person("sunli", keys=[another, old]))).judged()


def test_the_route_is_the_one_of_the_policy_pack_in_force_then() -> None:
    papers = Papers()
    ground = papers.ground()
    with pytest.raises(Refused, match="policy_differs"):
        filed(papers.statements()[0].digest(), papers.statements(), ground._replace(packs={}), minutes(0))


# ---- orders


def order(kind: type[Any], by: str, at: int, **fields: Any) -> Brought:
    act = kind(org="yunling", by=by, at=minutes(at), roster=1, reason="病假", **fields)
    return Brought(sign(act, key(by)).digest(), act)


def test_who_was_suspended_then_signed_nothing_and_who_is_suspended_since_did() -> None:
    refused(Papers(orders=[order(Suspension, "zhengtao", -39, person="sunli")]), "ground_decision")
    refused(Papers(orders=[order(Suspension, "zhengtao", -38, person="sunli")]), "ground_decision")
    Papers(orders=[order(Suspension, "zhengtao", -36, person="sunli")]).judged()
    refused(Papers(orders=[order(Suspension, "zhengtao", -40, person="zhaomin")]), "ground_decision")
    refused(Papers(orders=[order(Suspension, "zhengtao", -37, person="wangfang")]), "ground_decision")


def test_a_standby_files_on_his_days_alone() -> None:
    standby = [
        *roster().posts,
        replace(roster().posts[0], person="shenyu", post=Post.OPERATOR, department="general", standby=True),
    ]
    org = same_roots()
    org.add_roster(
        replace(roster(), version=2, previous=org.rosters[0].digest(), at=minutes(-50), posts=standby)
    )
    way: list[_Step] = [AUTHORISED, APPROVED, ("shenyu", Decision.FILE, {"paper": "A-7"})]
    on = [(by, decision, more | {"roster": 2}) for by, decision, more in way]
    papers = Papers(org, {"roster": 2}, on)
    refused(papers, "ground_decision")
    days = {"department": "general", "post": Post.OPERATOR, "person": "shenyu"}
    woken = order(Activation, "zhengtao", -45, **days, since=minutes(-45), until=minutes(60))
    papers.orders = [woken._replace(order=replace(woken.order, roster=2))]
    papers.judged()
