"""Calls about loss cases (R12): the report, the steps after it, and the state of each case."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.asks import ask
from console.domain.losses.losses import Kind, Subject
from console.domain.reads import reads
from console.domain.refusals import Refusal
from console.wire.answers import Page
from console.wire.base import Ask, Do
from console.wire.bounds import After, Whole
from console.wire.shown import shown


class LossStepRow(msgspec.Struct, frozen=True):
    """A step of a case: taken (`by`, `at`) or still due (`due`); `refusal` is why the caller may not take it (again) now.

    `who` are the names of those who may take it while it is due. `statement` is the signed text of a taken step.

    Its time limit is `hours` from the report, or `workdays` from the step before (the other is 0), and counts from `since`, which
    is empty while an earlier step is missing.
    """

    step: str
    by: str
    name: str
    at: str
    digest: str
    statement: str
    due: str
    late: bool
    refusal: Refusal | None
    who: list[str]
    since: str = ""
    hours: int = 0
    workdays: int = 0


class LossRow(msgspec.Struct, frozen=True):
    """A case in a list. `subject` is gateway, key or login; `waits_for` are the steps due now, most urgent first."""

    id: int
    number: Annotated[
        str,
        shown(width=10, places="l", label="credentials.which", section=-1),
        shown(places="p", label="loss.case"),
        shown(places="t"),
    ]
    digest: str
    subject: Annotated[
        str,
        shown("lost_briefly", places="l", label="credentials.holder", section=1),
        shown("lost", places="p"),
        shown("loss_subject", places="t", label="cli.column.what"),
    ]
    name: Annotated[str, shown(places="t")]
    kind: Annotated[
        str, shown("loss_kind", places="p"), shown("loss_kind", places="t", label="cli.column.reason")
    ]
    holder: Annotated[str, shown("person", places="p", section=1)]
    department: Annotated[str, shown("department", places="p", section=1)]
    by: Annotated[str, shown("person", places="p", beside="at", section=1)]
    at: Annotated[str, shown("time", places="t")]
    waits_for: Annotated[
        list[str],
        shown("first_step", 19, "l", label="credentials.fingerprint"),
        shown("loss_step", places="pt"),
    ]
    due: Annotated[
        str,
        shown("time", 11, "l", label="credentials.last_bind", section=2),
        shown("clock", places="p"),
        shown("due", places="t"),
    ]
    late: Annotated[bool, shown("late", 4, "l", label="credentials.age", section=2)]
    resumed: Annotated[
        str,
        shown("time", places="p", label="loss_step.resumed", section=1),
        shown("time", places="t", label="cli.column.resumed"),
    ]
    closed: Annotated[
        str,
        shown("how", 10, "l", label="column.state", section=-2),
        shown("how", places="p", label="column.state"),
        shown("time", places="p", label="loss_step.closed", section=1),
        shown("time", places="t", label="cli.column.closed"),
    ]


class ExposedRow(msgspec.Struct, frozen=True):
    """An event while the lost thing may have been in other hands: a send of the gateway, or an act that the key signed."""

    at: str
    kind: str
    number: str
    request: int
    slot: int
    count: int
    unknown: int


class StoppedRow(msgspec.Struct, frozen=True):
    """A send that the loss of its gateway stops: cleared, released, running or held, with its recipients not sent to yet."""

    number: str
    request: int
    slot: int
    state: str
    left: int


class LossView(msgspec.Struct, frozen=True):
    """A case in full. `head` is what the next step must name; `since` is the start of the time covered by `exposed`.

    `exposed` are the newest of `total`; `unknown` counts the recipients of all of them. `stopped` are the newest sends that wait
    for the gateway, at most 30, of departments that the caller may read; `stopped_more` counts all others.
    """

    row: LossRow
    report: str
    head: str
    steps: list[LossStepRow]
    since: str
    exposed: list[ExposedRow]
    total: int
    unknown: int
    stopped: list[StoppedRow] = []
    stopped_more: Whole = 0


class LossPage(msgspec.Struct, frozen=True):
    """Cases, newest first."""

    page: Page
    rows: list[LossRow]


class ReportLoss(Do, frozen=True):
    """Report a loss; it takes effect at once, without a signature. `seen` is when it was last known to be safe, or empty."""

    NOUN: ClassVar[str] = "loss"
    CLAUSE: ClassVar[str] = "R12"
    subject: Annotated[str, reads("loss_subject"), ask(choices=Subject)]
    name: Annotated[str, ask("pick", label="what", code=True)]
    kind: Annotated[str, reads("loss_report"), ask(choices=Kind)]
    noticed: Annotated[str, ask("now", needed=False)]
    seen: Annotated[str, ask("time", needed=False)] = ""
    where: Annotated[str, ask(needed=False, urgent=True, most=2000)] = ""
    impact: Annotated[str, ask(needed=False, urgent=True, most=2000)] = ""
    measures: Annotated[str, ask(needed=False, urgent=True, most=2000)] = ""


class LossesPage(Ask, frozen=True):
    """Cases, newest first; `open` keeps only those that are not closed."""

    open: bool = False
    after: After = ""
    limit: Whole = 100
    Answer: ClassVar[type] = LossPage


class LossDetail(Ask, frozen=True):
    """One case, by its id."""

    id: Whole
    Answer: ClassVar[type] = LossView
