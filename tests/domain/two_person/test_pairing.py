"""Who pairs with whom: every row of the table, for everybody, and nobody with themselves."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain.authority import Facts
from console.domain.contacts.resubscribing import Resubscribe
from console.domain.content.appeals import ReleaseText
from console.domain.credentials.custody import HandOver, OpenEnvelope, SealEnvelope
from console.domain.erasure.erasing import Erase, ReleaseHold
from console.domain.freezes.freezes import Scope
from console.domain.pair import Part, Rule
from console.domain.people.orders import Deputation
from console.domain.people.people import Post, Roster, Standing
from console.domain.sending.trials import Trial
from console.domain.times import render
from console.domain.two_person.pairing import (
    RULES,
    Ground,
    may_confirm,
    may_propose,
    unfreezing,
)
from console.domain.two_person.pairs import Continue, GoOn, Rearm, ResumeLoss, Settle, Unfreeze, Which
from tests.domain.test_authority import AT, EVERYONE, NOW, POLICY, ROSTER, facts

replace = msgspec.structs.replace
NOTICE = facts("notice", signed=(("sunli", 1),))
PROMOTION = facts("promotion", signed=(("sunli", 1), ("liqiang", 1), ("zhoujian", 1)))
MANAGERS = {"sunli", "zhengtao", "jiangbo", "liqiang", "chuyan", "zhoujian"}
KEEPERS = {"zhaomin", "weina", "chenjing", "qianwei", "wuhong", "wangfang"}


@dataclass(frozen=True)
class Row:
    """Who may propose, and who may then make each further signature, in the demo organisation."""

    proposes: set[str]
    confirms: list[set[str]]
    about: dict[str, Any] = field(default_factory=dict)


ROWS = {
    Settle.RULE: Row({"qianwei"}, [{"sunli"}], {"facts": NOTICE}),
    Continue.BY_HALF[Which.FAILED]: Row({"wuhong"}, [{"sunli"}], {"facts": PROMOTION}),
    Continue.BY_HALF[Which.REMAINDER]: Row({"wuhong"}, [{"zhoujian"}], {"facts": PROMOTION}),
    Unfreeze.RULE: Row(MANAGERS, [MANAGERS - {"sunli"}], {"operating": frozenset({"business"})}),
    GoOn.BY_SCOPE[Scope.REQUEST]: Row({"qianwei"}, [{"sunli"}], {"facts": NOTICE}),
    GoOn.BY_SCOPE[Scope.GATEWAY]: Row({"fenglei"}, [{"zhengtao"}]),
    ResumeLoss.RULE: Row({"fenglei"}, [{"zhengtao"}]),
    Rearm.RULE: Row({"fenglei"}, [{"zhengtao"}]),
    HandOver.RULE: Row(
        {"fenglei", "zhengtao"}, [{"shenyu"}, {"wuhong", "wangfang", "zhengtao"}], {"incoming": "shenyu"}
    ),
    SealEnvelope.RULE: Row({"fenglei"}, [{"wuhong", "wangfang", "zhengtao"}]),
    OpenEnvelope.RULE: Row({"fenglei"}, [{"zhengtao"}]),
    Erase.RULE: Row({"wangfang"}, [{"chuyan"}]),
    ReleaseHold.RULE: Row({"wangfang"}, [{"zhoujian"}]),
    Resubscribe.RULE: Row(KEEPERS, [{"zhengtao"}]),
    ReleaseText.RULE: Row({"liqiang"}, [{"wangfang"}], {"department": "business"}),
    Trial.RULE: Row({"fenglei"}, [{"zhengtao"}]),
    Trial.OF_REQUEST: Row({"qianwei"}, [{"zhengtao"}], {"facts": NOTICE}),
}


def ground(kind: Rule, roster: Roster = ROSTER, at: str = NOW) -> Ground:
    return Ground(roster, at, **ROWS[kind].about)


def propose(person: str, kind: Rule, on: Ground | None = None) -> str:
    refusal = may_propose(person, kind, on or ground(kind))
    assert refusal is None or refusal.clause
    return refusal.code if refusal else ""


def confirm(person: str, kind: Rule, proposer: str, *confirmed: str, on: Ground | None = None) -> str:
    refusal = may_confirm(person, kind, on or ground(kind), proposer=proposer, confirmed=confirmed)
    assert refusal is None or refusal.clause
    return refusal.code if refusal else ""


def test_the_table_has_every_row_of_the_architecture_and_every_part_is_played() -> None:
    assert {rule.name: rule for rule in ROWS} == RULES
    played = {part for rule in RULES.values() for part in (rule.proposes, *rule.confirms)}
    assert played == set(Part)


@pytest.mark.parametrize("kind", list(RULES.values()), ids=lambda rule: rule.name)
def test_each_act_is_proposed_and_confirmed_by_its_own_people_alone(kind: Rule) -> None:
    row = ROWS[kind]
    assert {person for person in EVERYONE if not propose(person, kind)} == row.proposes
    for proposer in row.proposes:
        confirmed: tuple[str, ...] = ()
        for nth, allowed in enumerate(row.confirms):
            mine = {person for person in EVERYONE if not confirm(person, kind, proposer, *confirmed)}
            assert mine == allowed - {proposer, *confirmed}, (proposer, nth)
            confirmed = (*confirmed, min(mine))
        # After the last one nobody signs any more.
        codes = {confirm(person, kind, proposer, *confirmed) for person in EVERYONE}
        assert codes == {"confirmed_already", "same_person_twice"}


def test_a_promotion_is_settled_by_the_general_department_s_operator_and_the_first_of_its_approvers() -> None:
    on = Ground(ROSTER, NOW, PROMOTION)
    assert {p for p in EVERYONE if not propose(p, Settle.RULE, on)} == {"wuhong"}
    assert {p for p in EVERYONE if not confirm(p, Settle.RULE, "wuhong", on=on)} == {"sunli"}


def test_nothing_about_recipients_is_settled_without_a_request_or_before_anybody_signed() -> None:
    assert propose("qianwei", Settle.RULE, Ground(ROSTER, NOW)) == "not_your_part"
    assert confirm("sunli", Settle.RULE, "qianwei", on=Ground(ROSTER, NOW)) == "not_your_part"
    unsigned = Ground(ROSTER, NOW, facts("notice"))
    assert confirm("sunli", Settle.RULE, "qianwei", on=unsigned) == "not_your_part"


def also(person: str, post: Post, department: str) -> Roster:
    own = next(a for a in ROSTER.posts if a.person == "qianwei")
    return replace(
        ROSTER, posts=[*ROSTER.posts, replace(own, person=person, post=post, department=department)]
    )


def test_an_operator_who_approved_or_keeps_the_password_proposes_nothing() -> None:
    approver = also("sunli", Post.OPERATOR, "business")
    assert propose("sunli", Settle.RULE, ground(Settle.RULE, approver)) == "not_your_part"
    custodian = also("qianwei", Post.CUSTODIAN, "general")
    assert propose("qianwei", Settle.RULE, ground(Settle.RULE, custodian)) == "not_your_part"


def test_a_manager_inside_and_outside_confirms_an_unfreezing_by_his_other_post() -> None:
    both = also("sunli", Post.SUPERVISING_MANAGER, "credit")
    assert confirm("sunli", Unfreeze.RULE, "jiangbo", on=ground(Unfreeze.RULE, both)) == ""
    # The general manager is of no department.
    assert confirm("zhoujian", Unfreeze.RULE, "sunli") == ""
    # Where nobody says which department operates it, nobody is outside of it.
    assert confirm("zhoujian", Unfreeze.RULE, "sunli", on=Ground(ROSTER, NOW)) == "not_your_part"


@pytest.mark.parametrize("kind", list(RULES.values()), ids=lambda rule: rule.name)
def test_nobody_signs_either_half_of_what_they_had_a_hand_in(kind: Rule) -> None:
    row = ROWS[kind]
    on = replace(ground(kind), hands=frozenset(row.proposes | row.confirms[0]))
    assert {propose(person, kind, on) for person in row.proposes} == {"appeal_own"}
    assert {confirm(person, kind, "nobody", on=on) for person in row.confirms[0]} == {"appeal_own"}
    other = replace(on, hands=frozenset({"nobody"}))
    assert not any(propose(person, kind, other) for person in row.proposes)


def test_nobody_takes_custody_over_who_was_not_named() -> None:
    assert confirm("shenyu", HandOver.RULE, "fenglei", on=Ground(ROSTER, NOW)) == "not_your_part"


@pytest.mark.parametrize("standing", [Standing.SUSPENDED, Standing.LEFT])
@pytest.mark.parametrize("person", ["qianwei", "sunli"])
def test_who_is_suspended_or_gone_signs_neither_half(person: str, standing: Standing) -> None:
    people = [replace(p, standing=standing) if p.id == person else p for p in ROSTER.people]
    on = ground(Settle.RULE, replace(ROSTER, people=people))
    told = propose(person, Settle.RULE, on), confirm(person, Settle.RULE, "wuhong", on=on)
    assert told == ("not_in_roster", "not_in_roster")


def test_under_an_expired_roster_nothing_is_proposed_or_confirmed() -> None:
    late = ground(Settle.RULE, at=render(AT + timedelta(days=101)))
    assert propose("qianwei", Settle.RULE, late) == "roster_expired"
    assert confirm("sunli", Settle.RULE, "qianwei", on=late) == "roster_expired"


def test_a_former_custodians_manager_is_not_over_the_custodian() -> None:
    former = replace(ROSTER.posts[0], person="weina", post=Post.CUSTODIAN, department="credit", until=NOW)
    on = ground(HandOver.RULE, replace(ROSTER, posts=[*ROSTER.posts, former]))
    assert propose("jiangbo", HandOver.RULE, on) == "not_your_part"


AGAIN = (Continue.BY_HALF[Which.FAILED], Continue.BY_HALF[Which.REMAINDER])
"""Acts after which messages leave."""


def lent(principal: str = "sunli", deputy: str = "jiangbo", days: float = 1, **changes: Any) -> Deputation:
    """A day's deputation for the business department's manager, given an hour ago."""
    given = Deputation(
        org="yunling", by=principal, at=render(AT - timedelta(hours=2)), roster=1, deputy=deputy,
        principal=principal, post=Post.DEPARTMENT_MANAGER, department="business",
        since=render(AT - timedelta(hours=1)), until=render(AT - timedelta(hours=1) + timedelta(days=days)),
        categories=[], reason="出差",
    )  # fmt: skip
    return replace(given, **changes)


DEPUTISED = replace(
    NOTICE, signed=(("jiangbo", 1),), lent=frozenset({"sunli"}), stood_in=frozenset({"jiangbo"})
)


def confirmers(on: Ground, kind: Rule = Settle.RULE, proposer: str = "qianwei") -> set[str]:
    return {p for p in EVERYONE if not confirm(p, kind, proposer, on=on)}


@pytest.mark.parametrize("kind", [Settle.RULE, Continue.BY_HALF[Which.FAILED]])
def test_a_deputy_confirms_while_his_days_last_and_then_the_one_who_holds_the_post(kind: Rule) -> None:
    given = lent()
    assert confirmers(Ground(ROSTER, NOW, DEPUTISED, deputations=(given,)), kind) == {"jiangbo"}
    over = replace(given, until=NOW)
    assert confirmers(Ground(ROSTER, NOW, DEPUTISED, deputations=(over,)), kind) == {"sunli"}
    # Their days begin later: until then the word is the manager's, who gave them to them.
    later = replace(given, since=render(AT + timedelta(seconds=1)))
    assert confirmers(Ground(ROSTER, NOW, DEPUTISED, deputations=(later,)), kind) == {"sunli"}
    from_now = replace(given, since=NOW)
    assert confirmers(Ground(ROSTER, NOW, DEPUTISED, deputations=(from_now,)), kind) == {"jiangbo"}
    # Nobody lent them anything, or it was recalled: the word is the post's again.
    assert confirmers(Ground(ROSTER, NOW, DEPUTISED), kind) == {"sunli"}
    other = replace(given, department="credit", principal="sunli")
    assert confirmers(Ground(ROSTER, NOW, DEPUTISED, deputations=(other,)), kind) == {"sunli"}


def test_who_signed_the_first_level_himself_confirms_also_from_another_post() -> None:
    moved = [replace(a, department="credit") if a.person == "sunli" else a for a in ROSTER.posts]
    assert confirmers(Ground(replace(ROSTER, posts=moved), NOW, NOTICE)) == {"sunli"}


@pytest.mark.parametrize("standing", [Standing.LEFT, Standing.SUSPENDED])
@pytest.mark.parametrize("signed", [NOTICE, DEPUTISED], ids=["himself", "as a deputy"])
def test_where_the_first_approver_is_gone_the_post_s_holder_confirms_but_no_hand_in_the_request(
    standing: Standing, signed: Facts
) -> None:
    first = signed.signed[0][0]
    people = [replace(p, standing=standing) if p.id == first else p for p in ROSTER.people]
    manager = next(a for a in ROSTER.posts if a.person == "sunli" and a.post is Post.DEPARTMENT_MANAGER)
    others = [a for a in ROSTER.posts if a is not manager]
    new = replace(ROSTER, people=people, posts=[*others, replace(manager, person="hanxue")])
    assert confirmers(Ground(new, NOW, signed, deputations=(lent(),))) == {"hanxue"}
    # The drafter who became the manager since does not confirm what they wrote, nor the operator what they let go.
    for hand in ("zhaomin", "hanxue"):
        drafted = replace(signed, hands=frozenset({"zhaomin", hand}))
        own = replace(new, posts=[*others, replace(manager, person=hand)])
        assert confirmers(Ground(own, NOW, drafted)) == set()
    let_go = replace(signed, slots=(replace(signed.slots[0], released_by="hanxue"),))
    assert confirmers(Ground(new, NOW, let_go)) == set()
    # And the custodian decides nothing.
    keeper = replace(new, posts=[*new.posts, replace(manager, person="hanxue", post=Post.CUSTODIAN)])
    assert confirmers(Ground(keeper, NOW, signed)) == set()


def test_the_remainder_is_confirmed_by_who_holds_the_last_level_s_post_or_deputises_there_still() -> None:
    kind = Continue.BY_HALF[Which.REMAINDER]
    assert confirmers(Ground(ROSTER, NOW, PROMOTION), kind, "wuhong") == {"zhoujian"}
    # Of a notice the only level is the last.
    assert confirmers(Ground(ROSTER, NOW, NOTICE), kind) == {"sunli"}
    given = lent()
    assert confirmers(Ground(ROSTER, NOW, DEPUTISED, deputations=(given,)), kind) == {"jiangbo", "sunli"}
    assert confirmers(Ground(ROSTER, NOW, DEPUTISED), kind) == {"sunli"}
    manager = next(a for a in ROSTER.posts if a.person == "sunli" and a.post is Post.DEPARTMENT_MANAGER)
    moved = [replace(a, person="hanxue") if a is manager else a for a in ROSTER.posts]
    assert confirmers(Ground(replace(ROSTER, posts=moved), NOW, NOTICE), kind) == {"hanxue"}
    own = replace(NOTICE, hands=frozenset({"hanxue"}))
    assert confirmers(Ground(replace(ROSTER, posts=moved), NOW, own), kind) == set()
    unsigned = Ground(ROSTER, NOW, facts("notice"))
    assert confirmers(unsigned, kind) == set()


@pytest.mark.parametrize("kind", AGAIN)
def test_nobody_lets_anything_go_without_a_pledge_or_after_he_gave_it_another_window(kind: Rule) -> None:
    unpledged = replace(PROMOTION, pledged=PROMOTION.pledged - {"wuhong"})
    assert propose("wuhong", kind, Ground(ROSTER, NOW, unpledged)) == "no_pledge"
    extended = replace(PROMOTION, extended_by=frozenset({"wuhong"}))
    assert propose("wuhong", kind, Ground(ROSTER, NOW, extended)) == "not_your_part"
    # What is only settled is not let go.
    assert propose("wuhong", Settle.RULE, Ground(ROSTER, NOW, unpledged)) == ""


def test_nobody_signs_twice_in_two_parts() -> None:
    on = Ground(ROSTER, NOW, incoming="wangfang")
    assert confirm("wangfang", HandOver.RULE, "fenglei", on=on) == ""
    assert confirm("wangfang", HandOver.RULE, "fenglei", "wangfang", on=on) == "same_person_twice"


def test_a_roster_counts_until_it_expires() -> None:
    at_the_end = replace(ground(Settle.RULE), at=ROSTER.expires)
    assert propose("qianwei", Settle.RULE, at_the_end) == "roster_expired"


@pytest.mark.parametrize(
    "kind", [Settle.RULE, Continue.BY_HALF[Which.FAILED], Continue.BY_HALF[Which.REMAINDER]]
)
@pytest.mark.parametrize("person", ["sunli", "qianwei", "zhoujian"])
def test_an_act_on_recipients_is_nobodys_where_there_is_no_request(kind: Rule, person: str) -> None:
    nothing = Ground(ROSTER, NOW)
    assert propose(person, kind, nothing) == "not_your_part"
    assert confirm(person, kind, "wuhong", on=nothing) == "not_your_part"


def test_who_has_no_part_is_told_that_and_not_of_a_pledge() -> None:
    assert propose("weina", Continue.BY_HALF[Which.FAILED]) == "not_your_part"
    assert (
        propose(
            "weina",
            Continue.BY_HALF[Which.FAILED],
            replace_facts(Continue.BY_HALF[Which.FAILED], pledged=frozenset()),
        )
        == "not_your_part"
    )


def replace_facts(kind: Rule, **changes: Any) -> Ground:
    found = ground(kind)
    assert found.facts is not None
    return replace(found, facts=replace(found.facts, **changes))


@pytest.mark.parametrize(
    ("scope", "about"), [(Scope.PERSON, "sunli"), (Scope.GATEWAY, ""), (Scope.REQUEST, "")]
)
def test_only_a_frozen_person_is_somebody_whom_the_lifting_is_about(scope: Scope, about: str) -> None:
    made = unfreezing(Unfreeze(scope, "sunli", 1), ROSTER, POLICY, NOW, "business")
    assert made.about == about
