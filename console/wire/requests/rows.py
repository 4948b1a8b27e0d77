"""Requests as people read them. Mobile numbers leave the desk masked (`138****8000`)."""

from typing import Annotated

import msgspec

from console.domain.refusals import Refusal
from console.wire.answers import Page
from console.wire.requests.drafts import Draft, RouteStep
from console.wire.sending.slots import SlotRow
from console.wire.shown import shown


class RequestRow(msgspec.Struct, frozen=True):
    """A request in a list. `waits_for` is the post that must act next, or empty.

    State `emergency` is a send on paper that was entered afterwards (补录): `id` is its own as a negative number, `version` 0,
    `opens` when it was sent; the console never sends it.

    In the approval queue `due` is the last instant for the decision, `days` how many working days are left after today (0: its
    day has come), `late` whether the superior is told of it, `blocked` names what keeps it from being sent; elsewhere they are empty,
    -1 and false. `template` is name and version
    of the template from which it was made.
    """

    id: Annotated[int, shown("own_id", places="tqs", label="cli.column.id")]
    state: Annotated[str, shown("state:request", 10, "ltq"), shown("state_whole", places="pws", section=-1)]
    number: Annotated[
        str, shown("numbered", 18, "l"), shown("versioned", places="pws"), shown("text", 18, "atq")
    ]
    version: int
    category: Annotated[str, shown("category", 9, "lptq"), shown("category", (8, 9), "a", section=2)]
    department: Annotated[str, shown("department", places="ptq")]
    recipients: Annotated[
        int, shown(width=10, places="lptq"), shown("count", 9, "a", label="ends.people", section=2)
    ]
    waits_for: Annotated[
        str,
        shown("post", places="tq", label="waits"),
        shown("post", places="pws", label="waits", section=-1),
        shown("post_short", 8, "a", label="ends.level", section=1),
    ]
    purpose: Annotated[
        str,
        shown("purpose", places="l"),
        shown("text", places="ptq"),
        shown("purpose", places="a", section=2),
    ]
    drafter: Annotated[str, shown("person", places="p")]
    updated: Annotated[str, shown("time", places="ptq", section=1)]
    opens: Annotated[
        str, shown("opens", places="p"), shown("sent_on_paper", places="p", label="archive.sent_at")
    ]
    due: Annotated[
        str,
        shown("time", places="q", label="ends.decide_by", section=-1),
        shown("ends_full", places="p", label="ends.decide_by", section=-1),
        shown("ends", (16, 15), "a", label="ends.decide_by"),
    ] = ""
    days: Annotated[int, shown("days_left", places="q", label="cli.column.days_left", section=-1)] = -1
    late: Annotated[bool, shown("late", places="q", label="cli.column.late", section=-1)] = False
    unsure: int = 0
    template: Annotated[str, shown(places="pt", section=2)] = ""
    blocked: Annotated[str, shown("blocked", places="pq", section=-1)] = ""


class RequestPage(msgspec.Struct, frozen=True):
    """Requests, newest first."""

    page: Page
    rows: list[RequestRow]


class StepRow(msgspec.Struct, frozen=True):
    """A signed act of a request's chain, with the verdict on its signature (`good`, or the name of the refusal).

    `deputy_for` is the person in whose place it was signed (代), or empty. `text` is the signed act.
    """

    kind: str
    person: str
    name: str
    posts: list[str]
    at: str
    opinion: str
    fingerprint: str
    digest: str
    verdict: str
    carrier: str
    deputy_for: str = ""
    text: str = ""


class ComplaintMark(msgspec.Struct, frozen=True):
    """A complaint about a request, as the request shows it."""

    id: int
    number: str
    source: str
    state: str
    at: str
    due: str
    outcome: str


class DocumentRow(msgspec.Struct, frozen=True):
    """A document attached to a request: its name and SHA-256 as signed or drafted, its size in octets; -1 if its octets are not here."""

    name: str
    sha256: str
    size: int


class AppealRow(msgspec.Struct, frozen=True):
    """The release of a text that the screening list blocks (R11): its proposal's digest, how far it is, who signed, why, for which classes."""

    digest: str
    state: str
    by: str
    confirmed_by: str
    at: str
    reason: str
    classes: list[str]


class RequestView(msgspec.Struct, frozen=True):
    """One request in full. `statement` is the signed text of the newest version (empty in draft), `draft` the form as saved.

    `allowed` maps every act to None or the refusal that greys its key. `held` is why the screening list in force stops what is under way.
    """

    row: RequestRow
    draft: Draft
    statement: str
    digest: str
    head: str
    steps: list[StepRow]
    slots: list[SlotRow]
    route: Annotated[list[RouteStep], shown("route", places="ws", label="statement.route", section=1)]
    allowed: dict[str, Refusal | None]
    versions: list[int]
    reason: Annotated[str, shown("why", places="ws", label="act.reason")]
    complaints: list[ComplaintMark] = []
    documents: list[DocumentRow] = []
    held: Annotated[Refusal | None, shown("held", places="ws")] = None
    appeals: list[AppealRow] = []
