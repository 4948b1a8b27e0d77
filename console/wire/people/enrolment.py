"""Calls about applications (Attachment 3): applying for a department, a drafter, an operator; deciding; filing."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.people.enrolment import ApplicationKind, ApplicationState
from console.domain.refusals import Refusal
from console.wire.acts import Given
from console.wire.answers import Page
from console.wire.base import Ask
from console.wire.bounds import MANY, After, Filter, Whole, filter_by
from console.wire.requests.drafts import RouteStep
from console.wire.requests.rows import StepRow
from console.wire.shown import shown


class ApplicationForm(msgspec.Struct, frozen=True):
    """The fields of Attachment 3 as a person fills them in; times are instants, dates `YYYY-MM-DD`.

    `department_name`, `department_kind` and `supervisor` are only for a new department.
    """

    kind: str = "add"
    department: str = ""
    department_name: str = ""
    department_kind: str = "other"
    supervisor: str = ""
    person: str = ""
    name: str = ""
    staff_no: str = ""
    title: str = ""
    telephone: str = ""
    email: str = ""
    post: str = "operator"
    standby: bool = False
    duties: Annotated[list[str], MANY] = []
    since: str = ""
    until: str = ""
    replaces: str = ""
    trained_on: str = ""
    key: str = ""
    reason: str = ""

    def said(self) -> dict[str, Given]:
        """The values for the act: the key line without its comment, and the fields of a new department only if one is opened."""
        said = msgspec.structs.asdict(self) | {"key": " ".join(self.key.split()[:2])}
        if self.kind != ApplicationKind.OPEN_DEPARTMENT:
            said |= dict.fromkeys(("department_name", "department_kind", "supervisor"), "")
        return said


class ApplicationRow(msgspec.Struct, frozen=True):
    """An application in a list. `waits_for` is a post, `file`, `roster`, or empty.

    `state` after it was carried out is `active`, later `suspended` or `ended`; for a change, or a post given up, it is
    `carried_out`.
    """

    id: Annotated[int, shown("plain", places="t")]
    state: Annotated[str, shown("state:application", 10)]
    number: Annotated[str, shown(width=20, places="lt"), shown("versioned", places="p")]
    version: int
    waits_for: Annotated[str, shown("post", places="ptws", label="waits")]
    kind: Annotated[str, shown("application_kind", 14, "lpt", label="for_what")]
    department: str
    person: str
    name: Annotated[str, shown("name", 8, "l"), shown("named", places="pt")]
    post: Annotated[str, shown("held", places="lpt", label="field.post")]
    by: Annotated[str, shown("person", places="p", label="applicant")]
    updated: Annotated[str, shown("time", places="pt")]


class ApplicationPage(msgspec.Struct, frozen=True):
    """Applications, newest first."""

    page: Page
    rows: list[ApplicationRow]


class InForce(msgspec.Struct, frozen=True):
    """A roster version that changed what an application granted: its instant, its two signers, and since when it is in force.

    `applications` are the numbers of those that asked for the change; `in_force` is empty if the ledger does not say.
    """

    version: int
    at: str
    first: str
    second: str
    in_force: str = ""
    applications: list[str] = []


class DisabledKey(msgspec.Struct, frozen=True):
    """A key that is invalid since `at`, by that version: revoked, or its holder left (`left`)."""

    fingerprint: str
    at: str
    version: int
    left: bool = False


class Suspended(msgspec.Struct, frozen=True):
    """Since when and by whom every right of the person is suspended; `version` is 0 if an order did it."""

    at: str
    by: str
    version: int = 0


class Afterwards(msgspec.Struct, frozen=True):
    """What became of an application that was carried out, according to the signed roster versions.

    `course` is later, held, suspended, over, ended or left. The account is the person's id, with `uid` on the desk's host, -1
    if none is bound. `since` and `until` bound the right; `until` is empty if it has no end. `ended` is the version that set an
    end which was not applied for.
    """

    course: str
    account: str
    uid: int
    made: InForce
    since: str
    until: str = ""
    ended: InForce | None = None
    suspended: Suspended | None = None
    keys: list[DisabledKey] = []


class ApplicationView(msgspec.Struct, frozen=True):
    """One application in full: the signed text, its chain, who decides, what the caller may do, and where the paper lies.

    `afterwards` is set once a roster version carried it out.
    """

    row: ApplicationRow
    form: ApplicationForm
    statement: str
    digest: str
    head: str
    steps: list[StepRow]
    route: Annotated[list[RouteStep], shown("route", places="ws", label="statement.route", section=1)]
    allowed: dict[str, Refusal | None]
    reason: Annotated[str, shown(places="ws", label="act.reason")]
    paper: Annotated[str, shown(places="ws", label="field.paper")]
    place: Annotated[str, shown(places="ws", label="field.place")]
    roster: int
    fingerprint: Annotated[str, shown(places="s", label="cli.column.fingerprint")]
    afterwards: Afterwards | None = None


class ApplicationFault(msgspec.Struct, frozen=True):
    """A field that is not valid yet, and why."""

    field: str
    refusal: Refusal


class CheckApplication(Ask, frozen=True):
    """What is not valid yet in a form; `application` is the returned one if the form is its next version."""

    form: ApplicationForm
    application: Whole = 0
    Answer: ClassVar[type] = list[ApplicationFault]


class ApplicationsPage(Ask, frozen=True):
    """Applications that the caller may see; `queue` keeps only those that wait for them."""

    state: Annotated[
        str, filter_by((*ApplicationState, "suspended", "ended", "carried_out"), "state.application")
    ] = ""
    department: str = ""
    text: Filter = ""
    queue: bool = False
    after: After = ""
    limit: Whole = 128
    Answer: ClassVar[type] = ApplicationPage


class ApplicationDetail(Ask, frozen=True):
    """One application in full."""

    application: Whole
    Answer: ClassVar[type] = ApplicationView
