"""Calls about freezes and what lifts them (R12): anyone freezes, two people lift, and the dispatcher reports what it did."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.asks import ask
from console.domain.refusals import Refusal, refuse
from console.wire.base import Ask, Do
from console.wire.bounds import Exact, Whole
from console.wire.shown import shown


class FreezeReport(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="freeze_report/1", tag_field="type"
):
    """What the dispatcher signs about a freeze or a two-person act (namespace `sms-freeze@<org>`), canonical JSON.

    `event` is `frozen`, `lifted`, `rearmed` or `lift_refused` (`why` names the reason). `freeze` is the dispatcher's number of
    the freeze, 0 if none is meant; `desk` is the desk's, 0 if it came through the dispatcher's own socket. `loss` is the digest of
    the report that caused it, `proof` that of the proposal or roster version that lifted it. `nonce` tells two equal reports of
    one second apart.
    """

    org: str
    by: str
    at: str
    event: str
    freeze: int
    scope: str
    subject: str
    person: str
    reason: str
    frozen_at: str
    desk: int
    loss: str
    proof: str
    why: str
    nonce: str


class ReportFreeze(Do, frozen=True):
    """One signed report of the dispatcher; repeating it changes nothing."""

    text: Exact
    signature: Exact


class Freeze(Do, frozen=True):
    """Freeze at once, without a signature; the reason may follow within the hour.

    `scope` is all (no subject), gateway, category, request or person, `subject` its id. If the caller has already frozen it,
    that freeze stays.
    """

    scope: str
    subject: str = ""
    reason: str = ""


class GiveFreezeReason(Do, frozen=True):
    """Give the reason of a freeze that was made without one; `id` is the desk's."""

    NOUN: ClassVar[str] = "freeze"
    id: Whole
    reason: Annotated[
        str, ask(option="words", missing=refuse("reason_missing", "R2"), urgent=True, most=2000)
    ]


class FreezeRow(msgspec.Struct, frozen=True):
    """A freeze. `id` is the desk's number; `number` the dispatcher's, 0 until it has reported that nothing is sent any more.

    `name` is that of the subject, `by_name` that of the person who froze it. `due` is the deadline for its reason, empty once
    given; `loss` is the number of its loss case. `lifted` is when it was lifted, empty while in force, `proof` by what.
    `proposal` is the digest of a proposal that waits for its second signature; `refusal` is why the caller may not propose to
    lift it, None if they may.
    """

    id: Annotated[
        int,
        shown("row", 10, "l", label="credentials.which", section=-1),
        shown("frozen", places="p", label="lift.freeze"),
        shown("plain", places="t", label="cli.column.number"),
    ]
    number: Annotated[
        int,
        shown("effective", places="t", label="column.state", section=1),
        shown("some", places="p", label="lift.number", section=1),
    ]
    dispatcher: str
    scope: Annotated[
        str,
        shown("briefly", places="l", label="credentials.holder", section=1),
        shown("what", places="t", label="column.what"),
    ]
    subject: str
    name: str
    by: str
    by_name: Annotated[
        str, shown(places="p", label="lift.frozen_by", beside="at"), shown(places="t", label="cli.column.by")
    ]
    at: Annotated[str, shown("time", places="t", label="cli.column.at")]
    reason: Annotated[
        str,
        shown("owed", 19, "l", label="credentials.fingerprint"),
        shown("said", places="p", label="act.reason"),
        shown("why", places="t", label="act.reason"),
    ]
    due: Annotated[
        str, shown("until", 11, "l", label="credentials.last_bind", section=2), shown("clock", places="p")
    ]
    late: Annotated[bool, shown("late", 4, "l", label="credentials.age", section=2)]
    loss: Annotated[str, shown(places="p", label="loss.case")]
    lifted: Annotated[
        str,
        shown("time", places="p", label="loss_step.resumed", section=1),
        shown("time", places="t", label="cli.column.lifted", section=1),
    ]
    proof: str
    proposal: Annotated[
        str,
        shown("how", 10, "l", label="column.state", section=-2),
        shown("how", places="p", label="column.state"),
    ]
    refusal: Refusal | None


class Freezes(Ask, frozen=True):
    """Freezes, newest first; `open` keeps only those in force."""

    open: bool = True
    Answer: ClassVar[type] = list[FreezeRow]


class DispatcherRow(msgspec.Struct, frozen=True):
    """A dispatcher of the roster: when it was last heard, and the mark under which it asks to be re-armed, if it does.

    `desk` is the desk itself, while its own clock is in doubt. `proposal` is the digest of a proposal that waits for its second
    signature.
    """

    id: Annotated[
        str,
        shown("asking", 10, "l", label="credentials.which", section=-1),
        shown("asking", places="p", label="cli.column.dispatcher", section=-1),
        shown(places="t", label="cli.column.dispatcher"),
    ]
    heard: Annotated[
        str,
        shown("time", 11, "l", label="credentials.last_bind", section=2),
        shown("no_age", 4, "l", label="credentials.age", section=2),
        shown("time", places="pt", label="cli.column.heard"),
    ]
    unarmed: Annotated[
        str,
        shown("how", 10, "l", label="column.state", section=-2),
        shown("how", places="p", label="column.state", section=-2),
    ]
    why: Annotated[
        str,
        shown("rearm", places="l", label="credentials.holder", section=1),
        shown("rearm", places="pt", label="cli.column.rearm"),
    ]
    refusal: Refusal | None
    proposal: Annotated[
        str,
        shown("awaits", 19, "l", label="credentials.fingerprint"),
        shown("awaits", places="p", label="column.waits"),
    ] = ""


class Dispatchers(Ask, frozen=True):
    """The dispatchers; `refusal` is why the caller may not propose to re-arm one, None if they may."""

    Answer: ClassVar[type] = list[DispatcherRow]
