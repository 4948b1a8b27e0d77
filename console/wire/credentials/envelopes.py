"""Calls about sealed envelopes (R12), and about secrets that must be changed because somebody else knows them."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.refusals import Refusal
from console.wire.base import Ask, Do
from console.wire.shown import shown


class EnvelopeRow(msgspec.Struct, frozen=True):
    """An envelope: what it holds (`phrase`, or the `password` of a gateway), where it lies, and its state.

    `state` is proposed (its sealing waits for the witness), sealed, opened, broken or replaced; `stale` says that the content is no
    longer in force. `check` is the day of the next inspection of its seal. `proposal` is the digest of the sealing or of an opening
    that waits for its second signature. `refusal`
    is why the caller may not propose to open it, None if they may.
    """

    number: Annotated[str, shown(width=10, places="lpt", label="column.number", section=-1)]
    holds: Annotated[str, shown("held_in", 18, "lpt")]
    gateway: str
    fingerprint: Annotated[str, shown(places="p", label="custody.column.fingerprint")]
    seal: Annotated[str, shown(places="pt")]
    place: Annotated[str, shown(places="l", section=1), shown(places="pt")]
    sealing: str
    sealed: Annotated[str, shown("time", places="t"), shown("sealed", places="p")]
    sealed_by: Annotated[str, shown("sealers", places="t", label="cli.column.by")]
    witness: str
    check: Annotated[str, shown("day", 12, "l", label="day"), shown("check", places="pt")]
    late: bool
    checked: Annotated[str, shown("checked", places="p")]
    checked_by: str
    state: Annotated[str, shown("how", 14, "lpt", section=-1)]
    stale: bool
    ended: Annotated[str, shown("ended", places="pt")]
    ended_by: str
    ended_with: str
    why: Annotated[str, shown(places="p", label="act.reason")]
    proposal: str
    refusal: Refusal | None


class SecretChange(msgspec.Struct, frozen=True):
    """A phrase or password that must be changed: because of which hand-over or envelope, and until when."""

    what: Annotated[
        str,
        shown("held_in", 18, "l", label="envelope.holds"),
        shown("line", places="p", label="envelope.due"),
    ]
    gateway: str
    fingerprint: Annotated[str, shown(places="p", label="custody.column.fingerprint")]
    cause: Annotated[str, shown("change_cause", places="l", label="envelope.place", section=1)]
    number: Annotated[str, shown(width=10, places="l", label="column.number", section=-1)]
    since: Annotated[str, shown("time", places="p", label="hand_over.effective")]
    due: Annotated[str, shown("day", 12, "l", label="envelope.day")]
    late: bool
    done: Annotated[str, shown("how", 14, "l", label="column.state", section=-1)]


class EnvelopesView(msgspec.Struct, frozen=True):
    """Envelopes, newest first, and the secrets that must be changed.

    `sealings` are proposed sealings that wait for their witness. `refusal` is why the caller may seal none, `checks`
    why they may not record an inspection.
    """

    rows: list[EnvelopeRow]
    changes: list[SecretChange]
    sealings: list[str]
    refusal: Refusal | None
    checks: Refusal | None


class CheckEnvelope(Do, frozen=True):
    """Record an inspection of an envelope: its seal is intact and is inspected again on the day `check`; or it is broken."""

    number: str
    intact: bool
    check: str = ""
    note: str = ""


class Envelopes(Ask, frozen=True):
    """Envelopes and required changes; `open` leaves out those that are over."""

    open: bool = False
    Answer: ClassVar[type] = EnvelopesView
