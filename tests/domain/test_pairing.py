"""Who pairs with whom: every row of the table, for everybody, and nobody with himself."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain.pairing import PAIRS, Ground, PairKind, Part, may_confirm, may_propose
from console.domain.people import Post, Roster, Standing
from console.domain.times import render
from tests.domain.test_authority import AT, EVERYONE, NOW, ROSTER, facts

replace = msgspec.structs.replace
NOTICE = facts("notice", signed=(("sunli", 1),))
PROMOTION = facts("promotion", signed=(("sunli", 1), ("liqiang", 1), ("zhoujian", 1)))
MANAGERS = {"sunli", "zhengtao", "jiangbo", "liqiang", "chuyan", "zhoujian"}
SIGNERS = {"hanxue", "yangfan"}


@dataclass(frozen=True)
class Row:
    """Who may propose, and who may then make each further signature, in the demo organisation."""

    proposes: set[str]
    confirms: list[set[str]]
    about: dict[str, Any] = field(default_factory=dict)


ROWS = {
    PairKind.POLICY: Row(SIGNERS, [SIGNERS]),
    PairKind.GATEWAY: Row(SIGNERS, [SIGNERS]),
    PairKind.SCREENING: Row(SIGNERS, [SIGNERS]),
    PairKind.ROSTER: Row(SIGNERS, [SIGNERS]),
    PairKind.SETTLE: Row({"qianwei"}, [{"sunli"}], {"facts": NOTICE}),
    PairKind.RESEND: Row({"wuhong"}, [{"sunli"}], {"facts": PROMOTION}),
    PairKind.UNFREEZE: Row(MANAGERS, [MANAGERS - {"sunli"}], {"department": "business"}),
    PairKind.RESUME_AFTER_LOSS: Row({"fenglei"}, [{"zhengtao"}]),
    PairKind.REARM: Row({"fenglei"}, [{"zhengtao"}]),
    PairKind.HAND_OVER: Row(
        {"fenglei", "zhengtao"}, [{"shenyu"}, {"wuhong", "wangfang", "zhengtao"}], {"incoming": "shenyu"}
    ),
    PairKind.ERASE: Row({"wangfang"}, [{"chuyan"}]),
}


def ground(kind: PairKind, roster: Roster = ROSTER, at: str = NOW) -> Ground:
    return Ground(roster, at, **ROWS[kind].about)


def propose(person: str, kind: PairKind, on: Ground | None = None) -> str:
    found = may_propose(person, kind, on or ground(kind))
    assert found is None or found.clause
    return found.code if found else ""


def confirm(person: str, kind: PairKind, proposer: str, *confirmed: str, on: Ground | None = None) -> str:
    found = may_confirm(person, kind, on or ground(kind), proposer=proposer, confirmed=confirmed)
    assert found is None or found.clause
    return found.code if found else ""


def test_the_table_has_every_row_of_the_architecture_and_every_part_is_played() -> None:
    assert set(PAIRS) == set(PairKind) == set(ROWS)
    played = {part for rule in PAIRS.values() for part in (rule.proposes, *rule.confirms)}
    assert played == set(Part)


@pytest.mark.parametrize("kind", list(PairKind))
def test_each_act_is_proposed_and_confirmed_by_its_own_people_alone(kind: PairKind) -> None:
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
    assert {p for p in EVERYONE if not propose(p, PairKind.SETTLE, on)} == {"wuhong"}
    assert {p for p in EVERYONE if not confirm(p, PairKind.SETTLE, "wuhong", on=on)} == {"sunli"}


def test_nothing_about_recipients_is_settled_without_a_request_or_before_anybody_signed() -> None:
    assert propose("qianwei", PairKind.SETTLE, Ground(ROSTER, NOW)) == "not_your_part"
    assert confirm("sunli", PairKind.SETTLE, "qianwei", on=Ground(ROSTER, NOW)) == "not_your_part"
    unsigned = Ground(ROSTER, NOW, facts("notice"))
    assert confirm("sunli", PairKind.SETTLE, "qianwei", on=unsigned) == "not_your_part"


def also(person: str, post: Post, department: str) -> Roster:
    own = next(a for a in ROSTER.posts if a.person == "qianwei")
    return replace(
        ROSTER, posts=[*ROSTER.posts, replace(own, person=person, post=post, department=department)]
    )


def test_an_operator_who_approved_or_keeps_the_password_proposes_nothing() -> None:
    approver = also("sunli", Post.OPERATOR, "business")
    assert propose("sunli", PairKind.SETTLE, ground(PairKind.SETTLE, approver)) == "not_your_part"
    custodian = also("qianwei", Post.CUSTODIAN, "general")
    assert propose("qianwei", PairKind.SETTLE, ground(PairKind.SETTLE, custodian)) == "not_your_part"


def test_a_manager_inside_and_outside_confirms_an_unfreezing_by_his_other_post() -> None:
    both = also("sunli", Post.SUPERVISING_MANAGER, "credit")
    assert confirm("sunli", PairKind.UNFREEZE, "jiangbo", on=ground(PairKind.UNFREEZE, both)) == ""
    # The general manager is of no department.
    assert confirm("zhoujian", PairKind.UNFREEZE, "sunli") == ""
    # Where nobody says which department operates it, nobody is outside of it.
    assert confirm("zhoujian", PairKind.UNFREEZE, "sunli", on=Ground(ROSTER, NOW)) == "not_your_part"


def test_nobody_takes_custody_over_who_was_not_named() -> None:
    assert confirm("shenyu", PairKind.HAND_OVER, "fenglei", on=Ground(ROSTER, NOW)) == "not_your_part"


@pytest.mark.parametrize("standing", [Standing.SUSPENDED, Standing.LEFT])
@pytest.mark.parametrize("person", ["qianwei", "sunli"])
def test_who_is_suspended_or_gone_signs_neither_half(person: str, standing: Standing) -> None:
    people = [replace(p, standing=standing) if p.id == person else p for p in ROSTER.people]
    on = ground(PairKind.SETTLE, replace(ROSTER, people=people))
    told = propose(person, PairKind.SETTLE, on), confirm(person, PairKind.SETTLE, "wuhong", on=on)
    assert told == ("not_in_roster", "not_in_roster")


def test_under_an_expired_roster_nothing_is_proposed_or_confirmed() -> None:
    late = ground(PairKind.SETTLE, at=render(AT + timedelta(days=101)))
    assert propose("qianwei", PairKind.SETTLE, late) == "roster_expired"
    assert confirm("sunli", PairKind.SETTLE, "qianwei", on=late) == "roster_expired"


def test_a_former_custodians_manager_is_not_over_the_custodian() -> None:
    former = replace(ROSTER.posts[0], person="weina", post=Post.CUSTODIAN, department="credit", until=NOW)
    on = ground(PairKind.HAND_OVER, replace(ROSTER, posts=[*ROSTER.posts, former]))
    assert propose("jiangbo", PairKind.HAND_OVER, on) == "not_your_part"


def test_nobody_signs_twice_in_two_parts() -> None:
    on = Ground(ROSTER, NOW, incoming="wangfang")
    assert confirm("wangfang", PairKind.HAND_OVER, "fenglei", on=on) == ""
    assert confirm("wangfang", PairKind.HAND_OVER, "fenglei", "wangfang", on=on) == "same_person_twice"


def test_a_roster_counts_until_it_expires() -> None:
    at_the_end = replace(ground(PairKind.SETTLE), at=ROSTER.expires)
    assert propose("qianwei", PairKind.SETTLE, at_the_end) == "roster_expired"
