"""The loss case (R12): a password, a signing key or a login is lost, and the case follows a fixed path (architecture section 9).

The report needs no signature and takes effect at once. Everything after it is a signed step that names the step before, so that the
path of a case can be proved later. The table `PATH` says which steps come first, and `TAKES` says who takes a step.
"""

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, ClassVar, Final, NamedTuple

import msgspec

from console.domain.asks import ask
from console.domain.people.people import DepartmentKind, Post, Roster
from console.domain.refusals import Refusal, refuse
from console.domain.shapes import (
    DepartmentId,
    Digest,
    Long,
    MaybeDigest,
    MaybeTime,
    PersonId,
    Reason,
    Short,
    SignedAct,
)
from console.domain.times import Time, parse, render


class Subject(StrEnum):
    """What was lost: a gateway account's password, a person's signing key, a person's login (SSH)."""

    GATEWAY = "gateway"
    KEY = "key"
    LOGIN = "login"


class Kind(StrEnum):
    """How it was lost. Every kind stops the use at once; a leak and a left office have the shortest deadlines."""

    FORGOTTEN = "forgotten"
    MEDIUM_LOST = "medium_lost"
    LEAK = "leak"
    LEFT_OFFICE = "left_office"


class Step(StrEnum):
    """The steps of a case after the report, in their usual order."""

    TOLD = "told"  # the provider was told by telephone
    ACKNOWLEDGED = "acknowledged"  # by the General Department
    CERTIFIED = "certified"  # the holder's department issued its certificate (证明)
    REQUESTED = "requested"  # the reissue was asked for, with the certificate
    REISSUED = "reissued"
    INSTALLED = "installed"  # by the custodian, proved by a bind
    RESUMED = "resumed"  # by two people; for a person's key or login, by the two who sign the roster version
    CLOSED = "closed"
    FOUND = "found"  # outside the path: it was found again, but is still replaced


MOST_REPORTED: Final = 3
"""How many open cases about other people's keys and logins one person may have reported; other cases are not counted."""


class Report(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="loss_report/1", tag_field="type"):
    """A report, made at once and without a signature, because the lost thing may be the reporter's own key.

    `id` is a gateway's or a person's; `holder` is who held it; `department` is the holder's, whose manager certifies; `seen` is
    when it was last known to be safe (empty if unknown): everything sent or signed since then is reviewed.
    """

    org: Short
    number: Short
    subject: Subject
    id: Short
    holder: Short
    department: Short
    kind: Kind
    by: Short
    at: Time
    noticed: Time
    seen: MaybeTime
    where: Long
    impact: Long
    measures: Long


Line = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Numbered = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]


class CaseAct(SignedAct, frozen=True):
    """An act on a case: `case` is the digest of the report, `previous` is the digest of the step before, or of the report."""

    CLAUSE: ClassVar[str] = "R12"

    case: Digest
    previous: Digest


class Told(CaseAct, frozen=True, tag="loss_told/1"):
    """The provider was told by telephone: whom, when, and what they answered."""

    provider: Annotated[Line, ask()]
    person: Annotated[Line, ask(option="spoke-with")]
    when: Annotated[Time, ask("now")]
    answer: Annotated[Long, ask(needed=False, option="words")]


class Acknowledged(CaseAct, frozen=True, tag="loss_acknowledged/1"):
    """The General Department knows, and has checked what the loss may expose; `exposed` if numbers may be (PIPL 57)."""

    exposed: Annotated[bool, ask(needed=False)]
    opinion: Annotated[Long, ask(needed=False, option="words")]


class Certificate(CaseAct, frozen=True, tag="loss_certificate/1"):
    """The certificate (证明) that the holder's department issues; never with the secret itself."""

    number: Annotated[Numbered, ask()]
    department: DepartmentId
    holder: PersonId
    account: Annotated[Short, ask(code=True)]
    channel: Annotated[Short, ask()]
    addressee: Annotated[Line, ask(option="to")]
    kind: Kind
    last_known: Annotated[Long, ask()]
    impact: Annotated[Long, ask()]
    measures: Annotated[Long, ask()]


class Requested(CaseAct, frozen=True, tag="loss_requested/1"):
    """The reissue was asked for, with the certificate: where, under which ticket, with which papers."""

    certificate: Digest
    ticket: Annotated[Numbered, ask(code=True)]
    papers: Annotated[Long, ask(needed=False, option="words")]


class Reissued(CaseAct, frozen=True, tag="loss_reissued/1"):
    """The provider answered: the old password and what depends on it are void. `checked` lists what was asked of the provider."""

    old_void: Annotated[bool, ask(missing=refuse("loss_old_not_void", "R12"))]
    when: Annotated[Time, ask("now")]
    checked: Annotated[Long, ask(needed=False, option="words")]


class Installed(CaseAct, frozen=True, tag="loss_installed/1"):
    """The new password is in place: its keyed fingerprint, and when it was installed; a bind has proved it since."""

    fingerprint: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    proved: Time


class Closed(CaseAct, frozen=True, tag="loss_closed/1"):
    """The closing report: how many sends and unknown recipients fall into the exposed period, and the conclusion."""

    sends: int
    unknown: int
    resumed: MaybeDigest
    conclusion: Annotated[Reason, ask(option="words")]


class Found(CaseAct, frozen=True, tag="loss_found/1"):
    """The lost thing was found again. It is still replaced, because nobody knows who had it meanwhile."""

    where: Annotated[Reason, ask(option="words")]


LossAct = Told | Acknowledged | Certificate | Requested | Reissued | Installed | Closed | Found
"""The signed steps. RESUMED is a two-person act of its own (`pairing`), or a roster version that names the person."""

STEP_OF: Final[dict[type[LossAct], Step]] = {
    Told: Step.TOLD,
    Acknowledged: Step.ACKNOWLEDGED,
    Certificate: Step.CERTIFIED,
    Requested: Step.REQUESTED,
    Reissued: Step.REISSUED,
    Installed: Step.INSTALLED,
    Closed: Step.CLOSED,
    Found: Step.FOUND,
}
ACT_OF: Final = {step: kind for kind, step in STEP_OF.items()}


class LossRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The deadlines of a case. Hours count from the report, working days from the step before.

    `leak_hours` is for the call and the acknowledgement of a leak or a left office, `hours` for every other loss.
    """

    leak_hours: Annotated[int, msgspec.Meta(ge=1, le=48)]
    hours: Annotated[int, msgspec.Meta(ge=1, le=72)]
    certify_days: Annotated[int, msgspec.Meta(ge=1, le=30)]
    request_days: Annotated[int, msgspec.Meta(ge=1, le=30)]
    reissue_days: Annotated[int, msgspec.Meta(ge=1, le=60)]
    install_days: Annotated[int, msgspec.Meta(ge=1, le=30)]
    resume_days: Annotated[int, msgspec.Meta(ge=1, le=30)]
    close_days: Annotated[int, msgspec.Meta(ge=1, le=60)]


class Limit(NamedTuple):
    """The time limit of a step: hours from the report, or working days from the step before; the other is 0."""

    hours: int
    workdays: int


class Taken(msgspec.Struct, frozen=True):
    """A step that was taken."""

    by: str
    at: str
    digest: str


class Case(msgspec.Struct, frozen=True):
    """A case as the rules need it: its report, the report's digest, and the steps taken, in order."""

    report: Report
    digest: str
    taken: dict[Step, Taken]

    @property
    def head(self) -> str:
        """The digest that the next step must name."""
        return next((taken.digest for taken in reversed(self.taken.values())), self.digest)

    @property
    def open(self) -> bool:
        """Whether the case still waits for somebody."""
        return Step.CLOSED not in self.taken


PATH: Final[dict[Subject, tuple[Step, ...]]] = {
    Subject.GATEWAY: (
        Step.TOLD,
        Step.ACKNOWLEDGED,
        Step.CERTIFIED,
        Step.REQUESTED,
        Step.REISSUED,
        Step.INSTALLED,
        Step.RESUMED,
        Step.CLOSED,
    ),
    # No provider reissues a person's key: the roster version with the new key replaces REISSUED, INSTALLED and RESUMED.
    Subject.KEY: (Step.ACKNOWLEDGED, Step.CERTIFIED, Step.REQUESTED, Step.RESUMED, Step.CLOSED),
    Subject.LOGIN: (
        Step.ACKNOWLEDGED,
        Step.CERTIFIED,
        Step.REQUESTED,
        Step.REISSUED,
        Step.RESUMED,
        Step.CLOSED,
    ),
}
"""The steps of a case by subject, in order."""

AT_ONCE: Final = frozenset({Step.TOLD, Step.ACKNOWLEDGED, Step.CERTIFIED, Step.FOUND})
"""Steps that need no earlier step. The certificate gates the reissue, not the call: the provider is told at once (R12)."""


def needs(step: Step, subject: Subject) -> tuple[Step, ...]:
    """Return the steps that must have been taken before `step`: every earlier one of the path, or none."""
    path = PATH[subject]
    return () if step in AT_ONCE or step not in path else path[: path.index(step)]


def lacks(step: Step, case: Case) -> list[Step]:
    """Return the steps that must still be taken before `step`.

    A gateway that a roster version dropped gets no new password, so the steps of the reissue are not required.
    """
    dropped = Step.RESUMED in case.taken and Step.INSTALLED not in case.taken
    spared = _REISSUE if case.report.subject is Subject.GATEWAY and dropped else frozenset()
    return [s for s in needs(step, case.report.subject) if s not in case.taken and s not in spared]


_REISSUE = frozenset({Step.REQUESTED, Step.REISSUED, Step.INSTALLED})


def may(
    person: str, step: Step, case: Case, roster: Roster, at: str, *, kind: Kind | None = None
) -> Refusal | None:
    """Return why `person` may not take `step` of `case` at `at`, or None. RESUMED is judged by `pairing` instead.

    `kind` is the kind of loss in a certificate; it must be the reported one.
    """
    if not any(True for _ in roster.appointments(person, at)):
        return refuse("not_in_roster", "R8", person=person)
    if not case.open:
        return refuse("loss_closed", "R12", number=case.report.number)
    if step is not Step.FOUND and step not in PATH[case.report.subject]:
        return refuse("loss_step_not_here", "R12", step=step)
    # The password may be changed again before two people resume with it; then INSTALLED is signed again.
    if step in case.taken and (step is not Step.INSTALLED or Step.RESUMED in case.taken):
        return refuse("loss_step_taken", "R12", step=step)
    missing = lacks(step, case)
    if missing:
        return refuse("loss_step_early", "R12", step=step, missing=missing[0])
    if not TAKES[step](person, case, roster, at):
        return refuse("loss_not_your_step", "R12", step=step)
    if step is Step.CLOSED and person == case.report.by:
        return refuse("loss_reporter_closes", "R12", person=person)
    if step is Step.CERTIFIED and kind is not None and kind is not case.report.kind:
        return refuse("loss_kind_differs", "R12", kind=case.report.kind)
    return None


def overdue(case: Case, rule: LossRule, workdays: Callable[[str, int], str]) -> dict[Step, str]:
    """Return the due time of each step that the case waits for now; `workdays` adds working days to an instant."""
    if not case.open:
        return {}
    due: dict[Step, str] = {}
    for step in PATH[case.report.subject]:
        since = counts_from(step, case)
        if not since or step in case.taken or (step in _REISSUE and Step.RESUMED in case.taken):
            continue
        given = limit(step, case.report.kind, rule)
        hours = render(parse(since) + timedelta(hours=given.hours)) if given.hours else ""
        due[step] = hours or workdays(since, given.workdays)
    return due


def counts_from(step: Step, case: Case) -> str:
    """Return the instant from which the time limit of `step` counts; empty while an earlier step is missing."""
    if lacks(step, case):
        return ""
    earlier = () if step in _CALLS else needs(step, case.report.subject)
    return max((case.taken[need].at for need in earlier if need in case.taken), default=case.report.at)


_CALLS: Final = frozenset({Step.TOLD, Step.ACKNOWLEDGED})
"""The steps whose limit is in hours, from the report."""


def limit(step: Step, kind: Kind, rule: LossRule) -> Limit:
    """Return the time limit of a step of a path, for a loss of that kind."""
    if step in _CALLS:
        return Limit(rule.leak_hours if kind in {Kind.LEAK, Kind.LEFT_OFFICE} else rule.hours, 0)
    days = {
        Step.CERTIFIED: rule.certify_days,
        Step.REQUESTED: rule.request_days,
        Step.REISSUED: rule.reissue_days,
        Step.INSTALLED: rule.install_days,
        Step.RESUMED: rule.resume_days,
        Step.CLOSED: rule.close_days,
    }
    return Limit(0, days[step])


# ---- who takes a step


def _in_general(person: str, roster: Roster, at: str, *posts: Post) -> bool:
    general = {d.id for d in roster.departments if d.kind is DepartmentKind.GENERAL}
    return any(a.department in general and a.post in posts for a in roster.appointments(person, at))


def _general(person: str, _case: Case, roster: Roster, at: str) -> bool:
    return _in_general(person, roster, at, Post.REGISTRAR, Post.OPERATOR, Post.DEPARTMENT_MANAGER)


def _calls(person: str, case: Case, roster: Roster, at: str) -> bool:
    """The first person who can call: the custodian, or anybody of the General Department, which owns the contract (R7)."""
    return roster.holds(person, Post.CUSTODIAN, "", at) or _general(person, case, roster, at)


def _certifies(person: str, case: Case, roster: Roster, at: str) -> bool:
    """The manager of the holder's department, or the manager in charge of it if there is no manager besides the holder."""
    report = case.report
    managers = set(roster.holders(Post.DEPARTMENT_MANAGER, report.department, at)) - {report.holder}
    if managers:
        return person in managers
    return person != report.holder and roster.holds(person, Post.SUPERVISING_MANAGER, report.department, at)


def _installs(person: str, _case: Case, roster: Roster, at: str) -> bool:
    return roster.holds(person, Post.CUSTODIAN, "", at)


def _closes(person: str, _case: Case, roster: Roster, at: str) -> bool:
    return _in_general(person, roster, at, Post.REGISTRAR, Post.DEPARTMENT_MANAGER)


def _anybody(_person: str, _case: Case, _roster: Roster, _at: str) -> bool:
    return True


TAKES: Final[dict[Step, Callable[[str, Case, Roster, str], bool]]] = {
    Step.TOLD: _calls,
    Step.ACKNOWLEDGED: _general,
    Step.CERTIFIED: _certifies,
    Step.REQUESTED: _general,
    Step.REISSUED: _general,
    Step.INSTALLED: _installs,
    Step.RESUMED: _anybody,  # two people, by `pairing`
    Step.CLOSED: _closes,
    Step.FOUND: _anybody,
}
