"""Who applies, who decides and who files an application: the rules alone, over one roster."""

from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.people import enrolment_rules
from console.domain.people.enrolment import ApplicationKind, ApplicationState, Decision
from console.domain.people.enrolment_rules import Facts, after, may_apply, may_decide, move, nobody_to_decide
from console.domain.people.people import Appointment, DepartmentKind, Post, Roster, Standing
from tests.domain.test_authority import EVERYONE, NOW, POLICY, ROSTER

replace = msgspec.structs.replace
K, S, D = ApplicationKind, ApplicationState, Decision
MANAGER, SUPERVISOR = Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER
BASE = Facts(
    department="business",
    person="heqing",
    applicant="zhaomin",
    state=S.SUBMITTED,
    route=(MANAGER, SUPERVISOR),
)


def facts(state: ApplicationState = S.SUBMITTED, **changed: Any) -> Facts:
    signed = {
        S.AUTHORISED: (("sunli", 1),),
        S.APPROVED: (("sunli", 1), ("liqiang", 1)),
    }.get(state, ())
    return replace(BASE, **({"state": state, "signed": signed} | changed))


def code(person: str, decision: Decision, given: Facts, roster: Roster = ROSTER) -> str:
    refusal = may_decide(roster, given, person, decision, NOW)
    return refusal.code if refusal else ""


def able(decision: Decision, given: Facts, roster: Roster = ROSTER) -> set[str]:
    return {person for person in EVERYONE if not code(person, decision, given, roster)}


def holding(person: str, post: Post, department: str, roster: Roster = ROSTER) -> Roster:
    since = roster.posts[0].since
    extra = Appointment(person, post, department, since, "", standby=False)
    return replace(roster, posts=[*roster.posts, extra])


@pytest.mark.parametrize(
    ("state", "decision", "who"),
    [
        (S.SUBMITTED, D.AUTHORISE, {"sunli"}),
        (S.SUBMITTED, D.APPROVE, set()),
        (S.SUBMITTED, D.FILE, set()),
        (S.SUBMITTED, D.RETURN, {"sunli"}),
        (S.SUBMITTED, D.REJECT, {"sunli"}),
        (S.AUTHORISED, D.AUTHORISE, set()),
        (S.AUTHORISED, D.APPROVE, {"liqiang"}),
        (S.AUTHORISED, D.RETURN, {"liqiang"}),
        (S.AUTHORISED, D.REJECT, {"liqiang"}),
        (S.APPROVED, D.FILE, {"wuhong", "zhengtao", "wangfang"}),
        (S.APPROVED, D.RETURN, {"wuhong", "zhengtao", "wangfang"}),
        (S.APPROVED, D.REJECT, set()),
        *[
            (s, d, set())
            for s in (S.FILED, S.ACTIVE, S.RETURNED, S.REJECTED)
            for d in D
            if d is not D.WITHDRAW
        ],
    ],
)
def test_each_level_is_decided_by_the_holder_of_its_post_alone(
    state: ApplicationState, decision: Decision, who: set[str]
) -> None:
    assert able(decision, facts(state)) == who


@pytest.mark.parametrize(
    ("person", "decision", "given", "refusal"),
    [
        ("liqiang", D.APPROVE, facts(), "out_of_order"),
        ("jiangbo", D.AUTHORISE, facts(), "wrong_post"),
        ("sunli", D.APPROVE, facts(), "other_decision"),
        ("liqiang", D.AUTHORISE, facts(S.AUTHORISED), "other_decision"),
        ("wangfang", D.FILE, facts(S.AUTHORISED), "application_not_approved"),
        ("chenjing", D.FILE, facts(S.APPROVED), "not_filing"),
        ("wangfang", D.REJECT, facts(S.APPROVED), "application_not_waiting"),
        ("sunli", D.AUTHORISE, facts(person="sunli"), "own_enrolment"),
        ("sunli", D.AUTHORISE, facts(applicant="sunli"), "application_signed_already"),
        ("wangfang", D.FILE, facts(S.APPROVED, applicant="wangfang"), "application_signed_already"),
        ("heqing", D.AUTHORISE, facts(), "not_in_roster"),
        ("sunli", D.AUTHORISE, facts(S.RETURNED), "application_not_waiting"),
        ("liqiang", D.WITHDRAW, facts(), "not_your_application"),
        ("zhaomin", D.WITHDRAW, facts(S.FILED), "application_not_waiting"),
    ],
)
def test_whoever_may_not_decide_is_told_why(
    person: str, decision: Decision, given: Facts, refusal: str
) -> None:
    assert code(person, decision, given) == refusal


def test_nobody_signs_twice_not_even_in_another_post() -> None:
    roster = holding("sunli", SUPERVISOR, "business", holding("sunli", Post.REGISTRAR, "general"))
    assert code("sunli", D.APPROVE, facts(S.AUTHORISED), roster) == "application_signed_already"
    assert code("sunli", D.FILE, facts(S.APPROVED), roster) == "application_signed_already"


def test_who_holds_adjacent_posts_signs_once_for_both() -> None:
    roster = holding("sunli", SUPERVISOR, "business")
    assert enrolment_rules.posts_now(roster, BASE, "sunli", NOW) == [MANAGER, SUPERVISOR]
    assert after(BASE, D.AUTHORISE, 2) == (S.APPROVED, "file")
    assert enrolment_rules.posts_now(ROSTER, BASE, "sunli", NOW) == [MANAGER]
    assert after(BASE, D.AUTHORISE, 1) == (S.AUTHORISED, "supervising_manager")


def test_the_custodian_decides_nothing_and_an_expired_roster_lets_nobody_decide() -> None:
    assert code("sunli", D.AUTHORISE, BASE, holding("sunli", Post.CUSTODIAN, "general")) == (
        "custodian_decides_nothing"
    )
    expired = replace(ROSTER, expires=NOW)
    assert code("sunli", D.AUTHORISE, BASE, expired) == "roster_expired"
    refusal = may_apply(expired, K.ADD, "business", "heqing", "zhaomin", NOW)
    assert refusal is not None
    assert refusal.code == "roster_expired"


def test_the_department_or_the_person_himself_applies() -> None:
    applicants = {p for p in EVERYONE if may_apply(ROSTER, K.ADD, "business", "heqing", p, NOW) is None}
    assert applicants == {"zhaomin", "qianwei", "sunli"}
    assert may_apply(ROSTER, K.CHANGE, "business", "weina", "weina", NOW) is None
    refusal = may_apply(ROSTER, K.ADD, "business", "heqing", "heqing", NOW)
    assert refusal is not None
    assert (refusal.code, refusal.clause) == ("not_in_roster", "R8")


def test_a_new_department_is_applied_for_by_the_general_departments_registrar_or_manager() -> None:
    openers = {p for p in EVERYONE if may_apply(ROSTER, K.OPEN_DEPARTMENT, "law", "heqing", p, NOW) is None}
    assert openers == {"zhengtao", "wangfang"}


def test_a_new_department_is_approved_by_the_one_who_will_be_in_charge_and_the_general_manager() -> None:
    route = tuple(enrolment_rules.route(POLICY, K.OPEN_DEPARTMENT, MANAGER))
    assert route == (SUPERVISOR, Post.GENERAL_MANAGER)
    given = replace(BASE, department="law", applicant="wangfang", route=route, supervisor="liqiang")
    assert able(D.APPROVE, given) == {"liqiang"}
    assert after(given, D.APPROVE, 1) == (S.SUBMITTED, "general_manager")
    later = replace(given, signed=(("liqiang", 1),))
    assert able(D.APPROVE, later) == {"zhoujian"}
    assert nobody_to_decide(ROSTER, replace(given, supervisor="nobody"), NOW) == "supervising_manager"


def test_a_managers_own_post_is_decided_by_those_above_him() -> None:
    assert enrolment_rules.route(POLICY, K.ADD, MANAGER) == [SUPERVISOR]
    assert enrolment_rules.route(POLICY, K.ADD, Post.OPERATOR) == [MANAGER, SUPERVISOR]
    assert enrolment_rules.route(POLICY, K.CHANGE, SUPERVISOR) == [SUPERVISOR]


@pytest.mark.parametrize("gone", ["zhaomin", "sunli", "liqiang"])
@pytest.mark.parametrize("standing", [Standing.SUSPENDED, Standing.LEFT])
def test_what_somebody_gone_has_signed_goes_no_further_but_can_be_sent_back(
    gone: str, standing: Standing
) -> None:
    people = [replace(p, standing=standing) if p.id == gone else p for p in ROSTER.people]
    roster = replace(ROSTER, people=people)
    assert code("wangfang", D.FILE, facts(S.APPROVED), roster) == "application_signer_gone"
    assert code("wangfang", D.RETURN, facts(S.APPROVED), roster) == ""


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        (BASE, ""),
        (facts(person="sunli"), "department_manager"),
        (facts(applicant="liqiang"), "supervising_manager"),
        (replace(BASE, signed=(("sunli", 1),), applicant="sunli"), ""),
    ],
)
def test_a_form_that_nobody_could_decide_is_told_beforehand(given: Facts, lacking: str) -> None:
    assert nobody_to_decide(ROSTER, given, NOW) == lacking


def test_somebody_must_be_left_to_file() -> None:
    alone = replace(ROSTER, posts=[p for p in ROSTER.posts if p.person not in {"wuhong", "wangfang"}])
    own = facts(department="general", applicant="chenjing")
    assert nobody_to_decide(ROSTER, own, NOW) == ""
    assert nobody_to_decide(alone, own, NOW) == "file"


def wanted(person: str = "heqing", **changed: Any) -> Appointment:
    return replace(Appointment(person, Post.OPERATOR, "business", NOW, "", standby=False), **changed)


def taken(appointment: Appointment, replaces: str = "", roster: Roster = ROSTER) -> str:
    refusal = enrolment_rules.taken(roster, appointment, replaces)
    return refusal.code if refusal else ""


def test_a_department_has_one_operator_and_one_standby() -> None:
    assert taken(wanted()) == "one_operator"
    assert taken(wanted(), "qianwei") == ""
    assert taken(wanted(), "zhaomin") == "one_operator"
    assert taken(wanted(standby=True)) == ""
    assert taken(wanted(department="credit")) == ""
    assert taken(wanted(post=Post.DRAFTER)) == ""
    dormant = replace(wanted("weina"), standby=True)
    roster = replace(ROSTER, posts=[*ROSTER.posts, dormant])
    assert taken(wanted(standby=True), roster=roster) == "one_standby"
    assert taken(wanted(standby=True), "weina", roster) == ""
    awake = replace(ROSTER, posts=[*ROSTER.posts, dormant, replace(dormant, standby=False)])
    assert taken(wanted(), "qianwei", awake) == ""


def test_an_operator_whose_days_do_not_meet_takes_nobodys_place() -> None:
    def until(end: str) -> Roster:
        posts = [replace(p, until=end) if p.person == "qianwei" else p for p in ROSTER.posts]
        return replace(ROSTER, posts=posts)

    assert taken(wanted(), roster=until(NOW)) == ""
    assert taken(wanted(), roster=until("2027-01-01T00:00:00Z")) == "one_operator"
    early = wanted(since="2020-01-01T00:00:00Z", until=ROSTER.posts[0].since)
    assert taken(early) == ""


@given(st.lists(st.sampled_from(list(S)), max_size=8))
def test_an_application_that_ended_never_moves_again(path: list[ApplicationState]) -> None:
    state = S.SUBMITTED
    seen = [state]
    for new in path:
        try:
            state = move(state, new)
        except enrolment_rules.MoveError:
            continue
        seen.append(state)
    for old, new in pairwise(seen):
        assert old not in {S.ACTIVE, S.REJECTED, S.WITHDRAWN}
        assert new is not S.ACTIVE or old is S.FILED
        assert new is not S.FILED or old is S.APPROVED


def test_only_the_general_department_files() -> None:
    assert set(enrolment_rules.filers(ROSTER, NOW)) == {"wuhong", "zhengtao", "wangfang"}
    kinds = [replace(d, kind=DepartmentKind.OTHER) for d in ROSTER.departments]
    assert enrolment_rules.filers(replace(ROSTER, departments=kinds), NOW) == []
