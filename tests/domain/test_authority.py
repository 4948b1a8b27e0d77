"""Who may do what, at every stage of every category: each cell of the matrix is asserted."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import msgspec
import pytest

from console.domain import policy
from console.domain.approvals import routes
from console.domain.authority import Act, Authority, Facts, SlotFacts, departments_without_operator
from console.domain.categories import Category
from console.domain.data_folder import data_folder
from console.domain.people.people import Post, Roster, Standing
from console.domain.states import RequestState as R
from console.domain.states import SlotState as S
from console.domain.times import render
from console.domain.toml_lines import FileFaultError
from console.launch.organisation import STAFF, build

replace = msgspec.structs.replace

AT = datetime(2026, 11, 24, 3, 0, 0, tzinfo=UTC)
NOW = render(AT)
ORG = build(AT - timedelta(hours=1))
assert ORG.roster is not None
ROSTER: Roster = ORG.roster
POLICY = policy.read(ORG.policy_text)
EVERYONE = frozenset(person for person, _, _ in STAFF)
PLEDGED = frozenset({"zhaomin", "qianwei", "sunli", "wuhong", "zhengtao", "chenjing", "weina", "jiangbo"})

DRAFTER = {"business": "zhaomin", "credit": "weina", "general": "chenjing"}
GENERAL = {"wuhong", "wangfang", "zhengtao"}


def facts(category: str, department: str = "business", **change: object) -> Facts:
    kind = Category(category)
    base = Facts(
        department=department,
        category=kind,
        state=R.SUBMITTED,
        route=tuple(routes.route(POLICY, kind, third_party=False)),
        accept=POLICY.category[kind].accept,
        releasing_department=routes.releasing_department(POLICY, ROSTER, kind, department),
        drafter=DRAFTER[department],
        hands=frozenset({DRAFTER[department]}),
        slots=(SlotFacts(1, S.WAITING, NOW, render(AT + timedelta(hours=1))),),
        pledged=PLEDGED,
    )
    return replace(base, **change)


def with_slot(found: Facts, state: S) -> Facts:
    return replace(found, slots=(replace(found.slots[0], state=state),))


SIGNER = {
    (Post.DEPARTMENT_MANAGER, "business"): "sunli",
    (Post.DEPARTMENT_MANAGER, "credit"): "jiangbo",
    (Post.DEPARTMENT_MANAGER, "general"): "zhengtao",
    (Post.SUPERVISING_MANAGER, "business"): "liqiang",
    (Post.SUPERVISING_MANAGER, "credit"): "liqiang",
    (Post.SUPERVISING_MANAGER, "general"): "chuyan",
    (Post.GENERAL_MANAGER, "business"): "zhoujian",
    (Post.GENERAL_MANAGER, "credit"): "zhoujian",
    (Post.GENERAL_MANAGER, "general"): "zhoujian",
}
"""Who holds the posts that sign, by department."""
OPERATOR = {"business": {"qianwei"}, "general": {"wuhong"}}
"""The credit department has none (R8)."""
DEPARTMENTS = tuple(DRAFTER)
ABOUT_A_REQUEST = tuple(act for act in Act if act not in {Act.DRAFT, Act.IMPORT_LIST, Act.ADD_OPTOUT})


class Stage(NamedTuple):
    """Where a request of some category and department stands; `level` is the one that is due, 0 for none."""

    name: str
    facts: Facts
    level: int = 0

    @property
    def slot(self) -> S:
        """The state of its only slot."""
        return self.facts.slots[0].state

    @property
    def over(self) -> bool:
        """Whether the slot's window is over."""
        return self.facts.slots[0].closes <= NOW

    @property
    def cleared(self) -> bool:
        """Whether it has everything that it needs to be released."""
        return self.facts.state is R.CLEARED


def stages(category: str, department: str) -> Iterator[Stage]:
    """Every state that a request can be in, and once it is cleared every state of its slot."""
    base = facts(category, department)
    yield Stage("draft", replace(base, state=R.DRAFT))
    signed: tuple[tuple[str, int], ...] = ()
    for level, post in enumerate(POLICY.category[base.category].route, 1):
        yield Stage(f"level {level}", replace(base, signed=signed), level)
        signed = (*signed, (SIGNER[post, department], 1))
    for state in (R.RETURNED, R.REJECTED, R.WITHDRAWN, R.EXPIRED):
        yield Stage(state, replace(base, state=state))
    done = replace(base, signed=signed)
    if base.accept:
        yield Stage("acceptance", replace(done, state=R.APPROVED))
    for slot in S:
        open_ = with_slot(replace(done, state=R.CLEARED), slot)
        # A slot lapses because its window is over, and then alone.
        if slot is not S.LAPSED:
            yield Stage(f"slot {slot}", open_)
        yield Stage(f"slot {slot}, window over", late(open_))
    yield Stage("lapsed", late(with_slot(replace(done, state=R.LAPSED), S.LAPSED)))
    yield Stage("done", with_slot(replace(done, state=R.DONE), S.DONE))


def late(found: Facts) -> Facts:
    return replace(found, slots=(replace(found.slots[0], closes=NOW),))


def allowed(act: Act, subject: Facts) -> set[str]:
    judge = Authority(ROSTER, POLICY, NOW)
    return {person for person in EVERYONE if judge.may(person, act, subject, slot=1) is None}


def expected(category: str, department: str, stage: Stage, act: Act) -> set[str]:  # noqa: C901 - one case an act
    """The regulation in words: who may, at this stage. Who signs, accepts and releases comes from the policy pack."""
    rule = POLICY.category[Category(category)]
    signers = [SIGNER[post, department] for post in rule.route]
    operator = OPERATOR.get(department if rule.released_by == "own" else "general", set())
    drafter, manager = DRAFTER[department], SIGNER[Post.DEPARTMENT_MANAGER, department]
    due = {signers[stage.level - 1]} if stage.level else set[str]()
    accepts = GENERAL - set(signers) if stage.facts.state is R.APPROVED and rule.accept else set[str]()
    match act:
        case Act.EDIT:
            return {drafter} if stage.facts.state in {R.DRAFT, R.RETURNED, R.EXPIRED, R.LAPSED} else set()
        case Act.SUBMIT:
            # What nobody could release is not submitted: a notice of a department without an operator goes as "other".
            return expected(category, department, stage, Act.EDIT) if operator else set()
        case Act.APPROVE | Act.REJECT:
            return due
        case Act.RETURN:
            return due | accepts
        case Act.ACCEPT:
            return accepts
        case Act.WITHDRAW:
            let_go = stage.slot in {S.RELEASED, S.SENDING, S.HELD, S.DONE, S.STOPPED}
            ended = stage.facts.state in {R.REJECTED, R.WITHDRAWN, R.DONE}
            return set() if let_go or ended else {drafter, manager}
        case Act.EXTEND:
            waits = stage.cleared and stage.over and stage.slot in {S.CLEARED, S.LAPSED}
            return {signers[-1]} if waits else set()
        case Act.RELEASE:
            ready = stage.cleared and not stage.over and stage.slot in {S.CLEARED, S.REFUSED}
            return operator if ready else set()
        case Act.HOLD:
            return set(EVERYONE) if stage.slot in {S.RELEASED, S.SENDING, S.HELD} else set()
        case Act.RESUME:
            return operator if stage.slot is S.HELD else set()
        case Act.STOP:
            stoppers = operator | {person for person, _ in stage.facts.signed}
            return set() if stage.slot in {S.DONE, S.STOPPED} else stoppers
    raise AssertionError(act)


@pytest.mark.parametrize("department", DEPARTMENTS)
@pytest.mark.parametrize("category", list(Category))
def test_every_cell_of_the_matrix(category: str, department: str) -> None:
    for stage in stages(category, department):
        for act in ABOUT_A_REQUEST:
            found = allowed(act, stage.facts)
            assert found == expected(category, department, stage, act), (stage.name, act)


def test_the_matrix_has_every_act_every_state_and_everybody_who_has_a_post() -> None:
    seen = [stage.facts for category in Category for stage in stages(category, "business")]
    assert {one.state for one in seen} == set(R)
    assert {one.slots[0].state for one in seen if one.state is R.CLEARED} == set(S)
    assert len(ABOUT_A_REQUEST) == len(Act) - 3
    assert {one.person for one in ROSTER.posts} <= EVERYONE
    assert {one.id for one in ROSTER.departments} == set(DEPARTMENTS)


def test_the_shipped_policy_asks_for_the_signatures_of_the_regulation() -> None:
    """The matrix takes routes from the pack; here they are held against R4, R5 and R6."""
    one, two, three = Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER
    rules = {str(kind): (rule.route, rule.accept, rule.released_by) for kind, rule in POLICY.category.items()}
    assert rules == {
        "notice": ([one], False, "own"),
        "promotion": ([one, two, three], True, "general"),
        "other": ([one], True, "general"),
    }


def code(
    person: str,
    act: Act,
    subject: Facts | None = None,
    *,
    roster: Roster = ROSTER,
    at: str = NOW,
    **more: object,
) -> str:
    department = str(more.get("department", ""))
    refusal = Authority(roster, POLICY, at).may(person, act, subject, department=department, slot=1)
    assert refusal is None or refusal.clause
    return refusal.code if refusal else ""


def test_drafting_importing_and_opt_outs_belong_to_their_posts() -> None:
    for act in (Act.DRAFT, Act.IMPORT_LIST):
        for department, drafter in DRAFTER.items():
            may = {p for p in EVERYONE if not code(p, act, department=department)}
            assert may == {drafter}
    keepers = {p for p in EVERYONE if not code(p, Act.ADD_OPTOUT)}
    assert keepers == {"zhaomin", "qianwei", "wuhong", "wangfang", "chenjing", "weina"}


@pytest.mark.parametrize(
    ("person", "act", "subject", "refusal"),
    [
        ("zhoujian", Act.APPROVE, facts("promotion"), "out_of_order"),
        ("zhengtao", Act.APPROVE, facts("notice"), "wrong_post"),
        ("zhaomin", Act.APPROVE, facts("notice"), "own_work"),
        ("sunli", Act.APPROVE, facts("notice", hands=frozenset({"zhaomin", "sunli"})), "own_work"),
        ("sunli", Act.APPROVE, facts("promotion", signed=(("sunli", 1),)), "signed_already"),
        ("sunli", Act.APPROVE, facts("notice", state=R.DRAFT), "nothing_to_decide"),
        ("sunli", Act.APPROVE, facts("notice", pledged=PLEDGED - {"sunli"}), "no_pledge"),
        ("zhaomin", Act.SUBMIT, facts("notice", state=R.DRAFT, pledged=frozenset()), "no_pledge"),
        ("weina", Act.SUBMIT, facts("notice", "credit", state=R.DRAFT), "no_operator"),
        (
            "zhaomin",
            Act.SUBMIT,
            facts("notice", state=R.DRAFT, hands=frozenset({"zhaomin", "sunli"})),
            "nobody_to_sign",
        ),
        ("wangfang", Act.ACCEPT, facts("notice"), "no_acceptance_due"),
        ("wangfang", Act.ACCEPT, facts("other"), "not_approved_yet"),
        ("sunli", Act.ACCEPT, facts("other", state=R.APPROVED), "not_general_department"),
        (
            "zhengtao",
            Act.ACCEPT,
            facts("other", "general", state=R.APPROVED, signed=(("zhengtao", 1),)),
            "signed_already",
        ),
        ("wuhong", Act.ACCEPT, facts("other", state=R.APPROVED, hands=frozenset({"wuhong"})), "own_work"),
        (
            "wuhong",
            Act.RELEASE,
            with_slot(facts("notice", state=R.CLEARED), S.CLEARED),
            "not_releasing_operator",
        ),
        (
            "qianwei",
            Act.RELEASE,
            with_slot(facts("notice", state=R.CLEARED, pledged=frozenset()), S.CLEARED),
            "no_pledge",
        ),
        (
            "qianwei",
            Act.RELEASE,
            with_slot(facts("notice", state=R.CLEARED, signed=(("qianwei", 1),)), S.CLEARED),
            "approver_does_not_release",
        ),
        ("qianwei", Act.RELEASE, with_slot(facts("notice"), S.CLEARED), "not_cleared"),
        ("qianwei", Act.RELEASE, with_slot(facts("notice", state=R.CLEARED), S.RELEASED), "released_already"),
        (
            "qianwei",
            Act.RELEASE,
            facts("notice", state=R.CLEARED, slots=(SlotFacts(1, S.CLEARED, NOW, NOW),)),
            "window_passed",
        ),
        ("qianwei", Act.RELEASE, facts("notice", state=R.CLEARED, slots=()), "no_such_slot"),
        ("qianwei", Act.RESUME, with_slot(facts("notice", state=R.CLEARED), S.SENDING), "not_held"),
        ("qianwei", Act.HOLD, with_slot(facts("notice", state=R.CLEARED), S.DONE), "not_sending"),
        ("zhaomin", Act.STOP, with_slot(facts("notice", state=R.CLEARED), S.SENDING), "may_not_stop"),
        ("qianwei", Act.STOP, with_slot(facts("notice", state=R.CLEARED), S.DONE), "already_ended"),
        (
            "fenglei",
            Act.RELEASE,
            with_slot(facts("notice", state=R.CLEARED), S.CLEARED),
            "custodian_decides_nothing",
        ),
        ("weina", Act.WITHDRAW, facts("notice"), "not_own_request"),
        ("zhaomin", Act.WITHDRAW, facts("notice", state=R.REJECTED), "already_ended"),
        (
            "zhaomin",
            Act.WITHDRAW,
            with_slot(facts("notice", state=R.CLEARED), S.RELEASED),
            "already_released",
        ),
        ("zhaomin", Act.EDIT, facts("notice"), "not_editable"),
        ("zhaomin", Act.EDIT, facts("notice", state=R.WITHDRAWN), "ended_not_editable"),
        ("qianwei", Act.EDIT, facts("notice", state=R.DRAFT), "not_drafter"),
        ("zhaomin", Act.WITHDRAW, facts("notice", state=R.DONE), "already_ended"),
    ],
)
def test_each_refusal_has_its_name(person: str, act: Act, subject: Facts, refusal: str) -> None:
    assert code(person, act, subject) == refusal


def test_a_decision_is_late_only_after_its_last_instant() -> None:
    late = facts("notice", decide_by=render(AT - timedelta(seconds=1)))
    for act in (Act.APPROVE, Act.RETURN, Act.REJECT):
        assert code("sunli", act, late) == "decision_expired"
    assert code("sunli", Act.APPROVE, facts("notice", decide_by=NOW)) == ""


def test_a_returned_expired_or_lapsed_request_is_edited_again() -> None:
    for state in (R.DRAFT, R.RETURNED, R.EXPIRED, R.LAPSED):
        assert code("zhaomin", Act.EDIT, facts("notice", state=state)) == ""


def test_what_came_back_is_withdrawn_though_its_slots_are_stopped() -> None:
    """Nothing of it was let go: whoever does not revise it puts an end to it."""
    for state in (R.RETURNED, R.EXPIRED, R.LAPSED):
        back = with_slot(facts("notice", state=state), S.STOPPED)
        assert [code(one, Act.WITHDRAW, back) for one in ("zhaomin", "sunli")] == ["", ""]


def test_a_refused_slot_is_released_again_and_a_released_one_can_be_held() -> None:
    cleared = facts("notice", state=R.CLEARED)
    assert code("qianwei", Act.RELEASE, with_slot(cleared, S.REFUSED)) == ""
    assert code("sunli", Act.HOLD, with_slot(cleared, S.RELEASED)) == ""
    assert code("sunli", Act.HOLD, with_slot(cleared, S.HELD)) == ""


def test_a_slot_that_continues_another_is_neither_released_nor_extended_by_one_person() -> None:
    """Also where the dispatcher refused it: two people propose and confirm it anew."""
    cleared = facts("notice", state=R.CLEARED, signed=(("sunli", 1),))
    refused = replace(cleared, slots=(replace(cleared.slots[0], id=2, state=S.REFUSED, continues=1),))
    judge = Authority(ROSTER, POLICY, NOW)
    refusal = judge.may("qianwei", Act.RELEASE, refused, slot=2)
    assert refusal is not None
    assert refusal.code == "continuation_is_not_released"
    late = Authority(ROSTER, POLICY, render(AT + timedelta(hours=2)))
    refusal = late.may("sunli", Act.EXTEND, refused, slot=2)
    assert refusal is not None
    assert refusal.code == "nothing_to_extend"


def test_a_stopped_slot_is_over() -> None:
    stopped = with_slot(facts("notice", state=R.CLEARED), S.STOPPED)
    assert code("qianwei", Act.STOP, stopped) == "already_ended"
    assert code("zhaomin", Act.WITHDRAW, stopped) == "already_released"


def test_each_slot_is_judged_by_its_own_state() -> None:
    first = SlotFacts(1, S.DONE, NOW, render(AT + timedelta(hours=1)))
    both = facts("notice", state=R.CLEARED, slots=(first, replace(first, id=2, state=S.CLEARED)))
    judge = Authority(ROSTER, POLICY, NOW)
    assert judge.may("qianwei", Act.RELEASE, both, slot=2) is None
    refusal = judge.may("qianwei", Act.RELEASE, both, slot=1)
    assert refusal is not None
    assert refusal.code == "released_already"


def test_a_complete_route_has_nothing_left_to_decide() -> None:
    for state in (R.SUBMITTED, R.APPROVED):
        whole = facts("notice", state=state, signed=(("jiangbo", 1),))
        for person in ("sunli", "wangfang"):
            assert code(person, Act.RETURN, whole) == "nothing_to_decide"
        assert code("sunli", Act.APPROVE, whole) == "nothing_to_decide"


def test_nothing_is_submitted_that_nobody_could_release() -> None:
    posts = [p for p in ROSTER.posts if p.person != "wuhong"]
    draft = facts("promotion", state=R.DRAFT)
    assert code("zhaomin", Act.SUBMIT, draft, roster=replace(ROSTER, posts=posts)) == "no_releasing_operator"


def test_without_a_general_department_nobody_accepts_for_it() -> None:
    alone = replace(ROSTER, departments=[d for d in ROSTER.departments if d.id != "general"])
    subject = facts("other", "credit", state=R.APPROVED)
    assert code("wangfang", Act.ACCEPT, subject, roster=alone) == "not_general_department"


def test_posts_of_the_whole_house_count_in_every_department() -> None:
    everywhere = {
        "zhoujian": Post.GENERAL_MANAGER,
        "wangfang": Post.REGISTRAR,
        "fenglei": Post.CUSTODIAN,
        "shenyu": Post.AUDITOR,
        "hanxue": Post.ROSTER_SIGNER,
    }
    for person, post in everywhere.items():
        assert ROSTER.holds(person, post, "credit", NOW)
    assert not ROSTER.holds("sunli", Post.DEPARTMENT_MANAGER, "credit", NOW)


def test_a_department_is_found_by_its_id() -> None:
    for department in ROSTER.departments:
        assert ROSTER.department(department.id) == department
    assert ROSTER.department("nowhere") is None


def changed(**posts: tuple[Post, str]) -> Roster:
    """The roster with one more post for each named person."""
    extra = [replace(ROSTER.posts[0], person=p, post=post, department=d) for p, (post, d) in posts.items()]
    return replace(ROSTER, posts=[*ROSTER.posts, *extra])


def test_a_custodian_decides_nothing_even_with_a_managers_post() -> None:
    roster = changed(fenglei=(Post.DEPARTMENT_MANAGER, "business"))
    assert (
        code("fenglei", Act.APPROVE, facts("notice", pledged=PLEDGED | {"fenglei"}), roster=roster)
        == "custodian_decides_nothing"
    )


def test_promotion_has_at_least_two_approvers_whatever_posts_one_person_holds() -> None:
    posts = [p for p in ROSTER.posts if p.post not in {Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER}]
    one = replace(ROSTER, posts=posts)
    extra = [
        replace(ROSTER.posts[0], person="sunli", post=p, department="business")
        for p in (Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER)
    ]
    one = replace(one, posts=[*posts, *extra])
    assert Authority(one, POLICY, NOW).next_posts("sunli", facts("promotion")) == list(
        facts("promotion").route
    )
    assert code("sunli", Act.APPROVE, facts("promotion"), roster=one) == "too_few_approvers"


def test_an_expired_roster_or_a_name_that_is_not_active_in_it_may_nothing() -> None:
    subject = facts("notice")
    assert code("sunli", Act.APPROVE, subject, at=ROSTER.expires) == "roster_expired"
    assert code("nobody", Act.APPROVE, subject) == "not_in_roster"
    for standing in (Standing.SUSPENDED, Standing.LEFT):
        people = [replace(p, standing=standing) if p.id == "sunli" else p for p in ROSTER.people]
        assert code("sunli", Act.APPROVE, subject, roster=replace(ROSTER, people=people)) == "not_in_roster"


def test_a_post_counts_from_its_first_to_its_last_day_and_a_standby_not_at_all() -> None:
    subject = facts("notice")

    def manager(**change: object) -> Roster:
        posts = [replace(p, **change) if p.person == "sunli" else p for p in ROSTER.posts]
        return replace(ROSTER, posts=posts)

    assert (
        code("sunli", Act.APPROVE, subject, roster=manager(since=render(AT + timedelta(seconds=1))))
        == "not_in_roster"
    )
    assert code("sunli", Act.APPROVE, subject, roster=manager(since=NOW)) == ""
    assert code("sunli", Act.APPROVE, subject, roster=manager(until=NOW)) == "not_in_roster"
    assert code("sunli", Act.APPROVE, subject, roster=manager(standby=True)) == "not_in_roster"
    assert code("sunli", Act.APPROVE, subject, roster=manager(until=render(AT + timedelta(seconds=1)))) == ""


def test_a_named_department_without_its_operator_is_a_standing_alert() -> None:
    assert departments_without_operator(ROSTER, NOW) == []
    posts = [p for p in ROSTER.posts if p.person != "wuhong"]
    assert departments_without_operator(replace(ROSTER, posts=posts), NOW) == ["general"]
    posts = [p for p in ROSTER.posts if p.person != "qianwei"]
    assert departments_without_operator(replace(ROSTER, posts=posts), NOW) == ["business"]


def test_routes_follow_the_regulation_and_third_party_or_downgrade_adds_a_signature() -> None:
    route = routes.route
    manager, above, top = Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER
    assert route(POLICY, Category.NOTICE, third_party=False) == [manager]
    assert route(POLICY, Category.PROMOTION, third_party=False) == [manager, above, top]
    assert route(POLICY, Category.OTHER, third_party=False) == [manager]
    for category in (Category.NOTICE, Category.OTHER):
        assert route(POLICY, category, third_party=True) == [manager, above]
        assert route(POLICY, category, third_party=False, was="promotion") == [manager, above]
        assert route(POLICY, category, third_party=True, was="promotion") == [manager, above]
    assert route(POLICY, Category.PROMOTION, third_party=True, was="notice") == [manager, above, top]
    assert route(POLICY, Category.NOTICE, third_party=False, was="other") == [manager]
    assert route(POLICY, Category.OTHER, third_party=False, was="other") == [manager]


def test_without_a_general_department_nobody_releases_for_it() -> None:
    alone = replace(ROSTER, departments=[d for d in ROSTER.departments if d.id != "general"])
    assert routes.releasing_department(POLICY, alone, Category.OTHER, "credit") == ""
    assert routes.releasing_department(POLICY, alone, Category.NOTICE, "business") == "business"


def test_the_general_department_is_called_what_the_organisation_calls_it() -> None:
    assert ROSTER.general_name() == next(d.name for d in ROSTER.departments if d.id == "general") != ""
    alone = replace(ROSTER, departments=[d for d in ROSTER.departments if d.id != "general"])
    assert alone.general_name() == ""


def test_what_is_for_others_never_takes_fewer_signatures_than_the_banks_own_promotion() -> None:
    newest = policy.read((data_folder() / "policy" / "2026-2.toml").read_text("utf-8"))
    own = newest.category[Category.PROMOTION]
    for category in Category:
        route = routes.route(newest, category, third_party=True)
        assert route == [Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER]
        assert routes.accepted(newest, category, third_party=True)
        assert (
            routes.releasing_department(newest, ROSTER, category, "business", third_party=True) == "general"
        )
        assert routes.least_approvers(newest, category, third_party=True) == own.least_approvers == 2
    assert routes.least_approvers(newest, Category.NOTICE, third_party=False) == 1
    lean = replace(own, route=[Post.SUPERVISING_MANAGER])
    short = replace(newest, category={**newest.category, Category.PROMOTION: lean})
    assert routes.route(short, Category.OTHER, third_party=True) == [
        Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER,
    ]  # fmt: skip
    with pytest.raises(FileFaultError, match="general manager"):
        policy.read(
            (data_folder() / "policy" / "2026-2.toml").read_text("utf-8")
            .replace('third_party = ["general_manager"]', 'third_party = ["supervising_manager"]')
        )  # fmt: skip


def test_a_key_belongs_to_one_person() -> None:
    for person in ROSTER.people:
        owner = ROSTER.key_owner(person.keys[0].public)
        assert owner is not None
        assert owner.id == person.id
    assert ROSTER.key_owner(ORG.service.public) is None


def test_the_demo_pack_differs_in_hours_and_retention_alone_and_has_the_newest_limits() -> None:
    demo = policy.read(build(AT, policy_pack="2026-1-demo").policy_text)
    same = {c: replace(rule, hours=POLICY.category[c].hours) for c, rule in demo.category.items()}
    alike = replace(
        demo,
        version=POLICY.version,
        category=same,
        retention=POLICY.retention,
        limits=POLICY.limits,
        extra=POLICY.extra,
        pledge=POLICY.pledge,
    )
    assert alike == POLICY
    newest = policy.read((data_folder() / "policy" / "2026-2.toml").read_text("utf-8"))
    assert demo.limits == newest.limits != POLICY.limits
    assert (demo.extra, demo.pledge) == (newest.extra, newest.pledge)


@pytest.mark.parametrize(
    "old_new",
    [
        ("version = ", "versoin = "),
        ('route = ["department_manager"]', "route = []"),
        ("[category.other]", "[category.othre]"),
    ],
)
def test_a_malformed_policy_pack_is_refused(old_new: tuple[str, str]) -> None:
    with pytest.raises(FileFaultError):
        policy.read(ORG.policy_text.replace(*old_new))
