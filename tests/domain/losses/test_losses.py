"""The loss case (R12): who takes which step, what it needs first, and until when."""

from datetime import timedelta

import msgspec
import pytest

from console.domain.losses.losses import (
    PATH,
    STEP_OF,
    TAKES,
    Case,
    Kind,
    LossRule,
    Report,
    Step,
    Subject,
    Taken,
    may,
    needs,
    overdue,
)
from console.domain.people.people import Post, Roster, Standing
from console.domain.times import parse, render
from tests.domain.test_authority import AT, EVERYONE, GENERAL, NOW, ROSTER

replace = msgspec.structs.replace
RULE = LossRule(
    leak_hours=1,
    hours=8,
    certify_days=1,
    request_days=1,
    reissue_days=3,
    install_days=1,
    resume_days=1,
    close_days=5,
)
REPORT = Report(
    org="yunling",
    number="LOSS-2026-001",
    subject=Subject.GATEWAY,
    id="main",
    holder="fenglei",
    department="general",
    kind=Kind.LEAK,
    by="qianwei",
    at=NOW,
    noticed=NOW,
    seen="",
    where="",
    impact="",
    measures="",
)
BUSINESS_KEY = replace(REPORT, subject=Subject.KEY, id="zhaomin", holder="zhaomin", department="business")
TAKERS = {
    Step.TOLD: GENERAL | {"fenglei"},
    Step.ACKNOWLEDGED: GENERAL,
    Step.CERTIFIED: {"zhengtao"},
    Step.REQUESTED: GENERAL,
    Step.REISSUED: GENERAL,
    Step.INSTALLED: {"fenglei"},
    Step.RESUMED: set(EVERYONE),
    Step.CLOSED: {"wangfang", "zhengtao"},
    Step.FOUND: set(EVERYONE),
}
"""Who takes each step of a lost gateway password, in the demo organisation."""


def case(*steps: Step, report: Report = REPORT) -> Case:
    return Case(report, "0" * 64, {step: Taken("", NOW, f"{at:064d}") for at, step in enumerate(steps)})


def before(step: Step, subject: Subject = Subject.GATEWAY) -> tuple[Step, ...]:
    path = PATH[subject]
    return path[: path.index(step)] if step in path else ()


def code(person: str, step: Step, on: Case, roster: Roster = ROSTER, at: str = NOW) -> str:
    refusal = may(person, step, on, roster, at)
    assert refusal is None or refusal.clause
    return refusal.code if refusal else ""


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("person", sorted(EVERYONE))
def test_each_person_may_take_exactly_the_steps_that_are_his(person: str, step: Step) -> None:
    expected = "" if person in TAKERS[step] else "loss_not_your_step"
    assert code(person, step, case(*before(step))) == expected


@pytest.mark.parametrize(
    ("step", "left_out"),
    [
        (step, need)
        for step in Step
        for need in needs(step, Subject.GATEWAY)
        # Resumed without a new password: so it is with a gateway that a roster version dropped.
        if (step, need) != (Step.CLOSED, Step.INSTALLED)
    ],
)
def test_no_step_is_taken_before_each_that_it_needs(step: Step, left_out: Step) -> None:
    shortcut = case(*(s for s in before(step) if s is not left_out))
    assert code(min(TAKERS[step]), step, shortcut) == "loss_step_early"


def test_the_call_to_the_provider_waits_for_nothing_and_the_reissue_for_the_certificate() -> None:
    assert code("wangfang", Step.TOLD, case()) == ""
    assert code("wangfang", Step.REQUESTED, case(Step.TOLD, Step.ACKNOWLEDGED)) == "loss_step_early"


def test_an_installation_is_signed_anew_until_two_people_resume_with_it() -> None:
    again = case(*before(Step.INSTALLED), Step.INSTALLED)
    assert code("fenglei", Step.INSTALLED, again) == ""
    assert code("fenglei", Step.INSTALLED, case(*before(Step.CLOSED))) == "loss_step_taken"


@pytest.mark.parametrize("step", [s for s in Step if s not in {Step.RESUMED, Step.INSTALLED}])
def test_no_step_is_taken_twice(step: Step) -> None:
    on = case(*before(step), step)
    assert code(min(TAKERS[step]), step, on) == ("loss_closed" if step is Step.CLOSED else "loss_step_taken")


def test_a_closed_case_takes_nothing_more() -> None:
    closed = case(*PATH[Subject.GATEWAY])
    assert {code("wangfang", step, closed) for step in Step} == {"loss_closed"}


def test_who_reported_does_not_close() -> None:
    own = case(*before(Step.CLOSED), report=replace(REPORT, by="wangfang"))
    assert code("wangfang", Step.CLOSED, own) == "loss_reporter_closes"
    assert code("zhengtao", Step.CLOSED, own) == ""


def test_nobody_telephones_a_provider_for_a_key_of_a_person() -> None:
    assert code("wangfang", Step.TOLD, case(report=BUSINESS_KEY)) == "loss_step_not_here"
    assert code("wangfang", Step.ACKNOWLEDGED, case(report=BUSINESS_KEY)) == ""


def test_the_manager_of_the_holders_department_certifies() -> None:
    assert code("sunli", Step.CERTIFIED, case(report=BUSINESS_KEY)) == ""
    assert code("liqiang", Step.CERTIFIED, case(report=BUSINESS_KEY)) == "loss_not_your_step"
    assert code("zhengtao", Step.CERTIFIED, case(report=BUSINESS_KEY)) == "loss_not_your_step"


@pytest.mark.parametrize("standing", [Standing.ACTIVE, Standing.SUSPENDED])
def test_a_manager_does_not_certify_his_own_loss_but_who_is_above_him_does(standing: Standing) -> None:
    own = case(report=replace(BUSINESS_KEY, id="sunli", holder="sunli"))
    people = [replace(p, standing=standing) if p.id == "sunli" else p for p in ROSTER.people]
    roster = replace(ROSTER, people=people)
    assert code("sunli", Step.CERTIFIED, own, roster) != ""
    assert code("liqiang", Step.CERTIFIED, own, roster) == ""
    assert code("chuyan", Step.CERTIFIED, own, roster) == "loss_not_your_step"


def test_a_holder_in_charge_does_not_certify_his_own_loss_in_a_department_without_a_manager() -> None:
    own = case(report=replace(BUSINESS_KEY, id="liqiang", holder="liqiang"))
    posts = [a for a in ROSTER.posts if a.person != "sunli" or a.post is not Post.DEPARTMENT_MANAGER]
    assert code("liqiang", Step.CERTIFIED, own, replace(ROSTER, posts=posts)) == "loss_not_your_step"


def test_a_persons_key_is_reissued_by_a_roster_version_which_the_certificate_gates() -> None:
    assert needs(Step.RESUMED, Subject.KEY) == (Step.ACKNOWLEDGED, Step.CERTIFIED, Step.REQUESTED)
    assert code("wangfang", Step.INSTALLED, case(report=BUSINESS_KEY)) == "loss_step_not_here"


def test_a_certificate_says_what_was_reported() -> None:
    refusal = may("zhengtao", Step.CERTIFIED, case(), ROSTER, NOW, kind=Kind.FORGOTTEN)
    assert refusal is not None
    assert refusal.code == "loss_kind_differs"
    assert may("zhengtao", Step.CERTIFIED, case(), ROSTER, NOW, kind=Kind.LEAK) is None


def test_who_is_not_in_the_roster_takes_no_step() -> None:
    assert code("nobody", Step.FOUND, case()) == "not_in_roster"


def test_a_step_names_the_one_that_was_taken_last() -> None:
    assert case().head == "0" * 64
    assert case(Step.CERTIFIED, Step.TOLD).head == f"{1:064d}"


def later(at: str, days: int) -> str:
    return render(parse(at) + timedelta(days=days))


@pytest.mark.parametrize(
    ("kind", "hours"), [(Kind.LEAK, 1), (Kind.LEFT_OFFICE, 1), (Kind.FORGOTTEN, 8), (Kind.MEDIUM_LOST, 8)]
)
def test_the_call_and_the_acknowledgement_are_due_within_hours_and_the_certificate_in_a_day(
    kind: Kind, hours: int
) -> None:
    due = overdue(case(report=replace(REPORT, kind=kind)), RULE, later)
    soon = render(AT + timedelta(hours=hours))
    assert due == {Step.TOLD: soon, Step.ACKNOWLEDGED: soon, Step.CERTIFIED: later(NOW, 1)}


def test_every_later_step_is_due_so_many_working_days_after_what_it_waited_for() -> None:
    taken: dict[Step, Taken] = {}
    at = NOW
    expected = {
        Step.REQUESTED: 1,
        Step.REISSUED: 3,
        Step.INSTALLED: 1,
        Step.RESUMED: 1,
        Step.CLOSED: 5,
    }
    for step in PATH[Subject.GATEWAY]:
        if step in expected:
            on = Case(REPORT, "0" * 64, dict(taken))
            assert overdue(on, RULE, later) == {step: later(at, expected[step])}
        at = later(at, 1)
        taken[step] = Taken("", at, "")
    assert overdue(Case(REPORT, "0" * 64, taken), RULE, later) == {}


def test_every_step_of_a_path_has_a_taker_and_every_act_a_step() -> None:
    assert set(TAKES) == set(Step)
    assert all(path[-1] is Step.CLOSED for path in PATH.values())
    assert set(STEP_OF.values()) == set(Step) - {Step.RESUMED}
