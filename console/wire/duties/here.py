"""Who the caller is, and what waits for them."""

from typing import Annotated

import msgspec

from console.domain.refusals import Refusal
from console.domain.rosters.alert import Alert
from console.wire.duties.subjects import Subject
from console.wire.shown import shown


class Me(msgspec.Struct, frozen=True):
    """The caller as the desk knows them. `posts` pairs post and department id; `todo` counts what waits for them.

    `roster` is the version by which the desk judges them: what they sign must name exactly that version. `waits` has a stable
    number for each thing that waits for them: the bell rings for a new one. `general` is the General Department's name.
    `signatures` are the registered message signatures with
    their brackets; none where nothing is registered, and a text is then signed with the organisation's name. `closed` names the lists
    that the caller may not read, and why.
    """

    person: str
    name: str
    posts: list[tuple[str, str]]
    org: str
    org_name: str
    solo: bool
    todo: int
    gateway_state: str
    time: str
    timezone: str
    roster: int
    waits: list[int] = []
    general: str = ""
    signatures: list[str] = []
    closed: dict[str, Refusal] = {}


class PersonRow(msgspec.Struct, frozen=True):
    """A person of the roster, to choose in solo mode or to name in a list. `fingerprint` is that of the newest key."""

    id: Annotated[str, shown(places="t", label="cli.column.person")]
    name: Annotated[str, shown(places="t")]
    posts: Annotated[list[tuple[str, str]], shown("posts", places="t")]
    fingerprint: Annotated[str, shown(places="t", label="cli.column.fingerprint")]


class DepartmentRow(msgspec.Struct, frozen=True):
    """A department by id, name and kind (business, general, other)."""

    id: str
    name: str
    kind: str


class TodoRow(msgspec.Struct, frozen=True):
    """One thing that waits for the caller: what it is about (`subject`, whose type tells which page shows it), what to do, and why.

    `what` is a kind of the chase board (`wire.deadlines.KINDS`), or more specific: a cleared slot is a `release` or was `refused`,
    a step of a loss is `loss_<step>`, of a quarter `filing_<step>`, a second signature `confirm` or `confirm_<kind>`, a hand-over
    that everybody signed `carry_out_hand_over`. Things that others do, or are late with, are `late`, `loss_late`,
    `secret_change_late` and `complaint_signed`. A `draft` was begun by the caller, and nobody waits for it.

    `due` is the last instant for it, `days` the working days left after today till then: 0 on its day and after it, -1 if
    there is no deadline. It waits since `since` for those in `who`; `escalated`: it is late, and a superior is told.

    `because` is the reason: of a decision the post, of a returned request the reason or its state, of a refused slot the
    dispatcher's, of a second signature or a destruction the proposer, of a loan the borrower, of a loss the step, of an expiry
    date its kind, of a secret or an envelope the content, of replies how many, of a complaint its source, of a question who asks,
    of a locked person since when. `lacking` and `renew_roster` have an `alert`, and here the remedy: `wake`, `apply`, `propose`, `versions`, `files`.

    `blocked` names what keeps it from having its effect now, though its bearer may do it: a lost gateway, a locked vault, nobody in a
    post that acts afterwards; empty for nothing. `recipients` are those of its request, `sender` who brought it in: the drafter, who returned it, the
    applicant, who proposed it; 0 and empty: none.
    """

    what: Annotated[
        str,
        shown("todo", (18, 21), "lt"),
        shown("todo", places="p", section=-3),
        shown("next", places="p", label="next", section=-1),
    ]
    subject: Subject
    request: Annotated[int, shown("entry", places="t", label="cli.column.id")] = 0
    number: Annotated[
        str,
        shown("numbered", 18, "l", section=1),
        shown(places="p"),
        shown(places="t", label="cli.column.number"),
    ] = ""
    slot: Annotated[int, shown("some", places="pt", label="cli.column.slot")] = 0
    title: Annotated[
        str,
        shown("purpose", places="l", label="people.of_what", section=1),
        shown("subject", places="t", label="people.of_what"),
        shown("subject", places="p", label="people.of_what", section=-3),
    ] = ""
    recipients: Annotated[
        int, shown("some", 9, "l", label="ends.people", section=1, spare=True), shown("some", places="p")
    ] = 0
    sender: Annotated[str, shown("person", 8, "l", section=1, spare=True), shown("person", places="p")] = ""
    category: Annotated[str, shown("category", places="pt")] = ""
    department: Annotated[str, shown("department", places="pt")] = ""
    due: Annotated[
        str,
        shown("ends", (16, 15), "l", section=-4),
        shown("ends_full", places="p", section=-1),
        shown("time", places="t"),
    ] = ""
    because: Annotated[
        str, shown("why", places="p", section=-2), shown("why_or_remedy", places="t", section=1)
    ] = ""
    since: Annotated[
        str,
        shown("since", places="p", label="people.waits_since"),
        shown("edited", places="p", label="column.updated"),
    ] = ""
    who: list[str] = []
    escalated: bool = False
    application: int = 0
    days: Annotated[int, shown("days_left", places="t", label="cli.column.days_left")] = -1
    unsure: int = 0
    loss: int = 0
    complaint: int = 0
    alert: Alert | None = None
    blocked: str = ""
