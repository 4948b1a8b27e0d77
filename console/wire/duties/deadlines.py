"""The chase board: who owes what, since when, until when, and who can act if that person cannot (R3, R7)."""

from typing import Annotated, ClassVar, Final

import msgspec

from console.domain.rosters.alert import Alert
from console.wire.answers import Page
from console.wire.base import Ask
from console.wire.bounds import ChaseAfter, Filter, Whole
from console.wire.duties.subjects import Subject
from console.wire.shown import shown

KINDS: Final = (
    "decide",
    "accept",
    "revise",
    "extend",
    "release",
    "untaken",
    "held",
    "unknown",
    "trouble",
    "confirm",
    "authorise_application",
    "approve_application",
    "file_application",
    "revise_application",
    "carry_out",
    "confirm_roster",
    "pledge",
    "rules",
    "unlock",
    "lacking",
    "renew_roster",
    "loss",
    "expiry",
    "freeze_reason",
    "go_on",
    "rearm",
    "paper",
    "loan",
    "emergency",
    "destroy_paper",
    "filing",
    "sample",
    "secret_change",
    "hand_over",
    "envelope_check",
    "envelope_stale",
    "complaint",
    "complaint_close",
    "support",
    "replies",
    "erasure_due",
    "erasure_again",
    "code_refusals",
    "watch",
    "template",
)
"""Every kind of duty."""


class ChaseRow(msgspec.Struct, frozen=True):
    """One thing that somebody owes; `what` is one of KINDS, `subject` is what it is about, and its type tells which page shows it.

    `who` are the ids of those who could do it, `post` the post for it, `in_place` pairs each deputy who could do it (代) with the
    person they stand in for. `until` is empty if there is no deadline; `late` says that its last day has come or is over.
    `request` and `application` are 0, and `number` is empty, if there is none behind it.

    `remedy` helps if nobody can do it or nobody did it in time: `standby` (activate them), `deputy` (name one), `lift` (a
    suspension), `appoint`, `hands` (everyone who could do it worked on it), `anew` (a signer is gone), `alone` (only one may
    confirm), `gone` (the person who froze it left). `about` are the people concerned, `helpers` those who can apply it.
    `loss` is the id of a loss case, and `title` names its step. For an expiry date `title` is its kind, `number` its gateway; for a
    second signature about no request `title` is its kind. `alert` is a roster gap (`lacking`) or its end (`renew_roster`).
    """

    what: Annotated[str, shown("chase", (18, 22), "lpt", label="people.owes")]
    subject: Subject
    who: Annotated[
        list[str],
        shown("who_short", 15, "l", label="people.who"),
        shown("who", places="p", label="people.who"),
        shown("who_listed", places="t", label="people.who"),
    ]
    post: Annotated[str, shown("held", places="p", label="field.post"), shown("post", places="t")]
    department: Annotated[str, shown("own_department", places="p"), shown("department", places="t")]
    request: Annotated[int, shown("entry", places="t", label="cli.column.id")] = 0
    slot: Annotated[int, shown("some", places="pt", label="people.slot")] = 0
    number: Annotated[str, shown("numbered", places="t", label="cli.column.number")] = ""
    title: Annotated[
        str,
        shown("of_what", places="l", label="people.of_what", section=1),
        shown("of_what_whole", places="p", label="people.of_what"),
        shown("subject", places="t", label="people.of_what"),
    ] = ""
    since: Annotated[str, shown("time", places="pt", label="people.waits_since")] = ""
    until: Annotated[str, shown("time", 5, "lpt", label="column.due")] = ""
    late: Annotated[
        bool,
        shown("late", 4, "lt", label="chase.late", section=-1),
        shown("late", places="p", label="column.state"),
    ] = False
    application: int = 0
    in_place: list[tuple[str, str]] = []
    remedy: Annotated[str, shown("remedy", places="pt", label="chase.what_helps", section=1)] = ""
    about: list[str] = []
    helpers: list[str] = []
    loss: int = 0
    complaint: int = 0
    alert: Alert | None = None


class ChasePage(msgspec.Struct, frozen=True):
    """What is owed, late things first, then by deadline; the key of the next page tells the urgency and id of its last row."""

    page: Page
    rows: list[ChaseRow]


class Chase(Ask, frozen=True):
    """What everybody owes, most urgent first; a department's manager sees only their department.

    `kind` is one of KINDS; `text` is part of a number, purpose, or name of a person or department. Empty filters match all.
    """

    department: str = ""
    kind: str = ""
    text: Filter = ""
    after: ChaseAfter = ""
    limit: Whole = 128
    Answer: ClassVar[type] = ChasePage
