"""Calls about sealed envelopes (R12), and about secrets that are to be changed because somebody else knows them."""

from typing import ClassVar

import msgspec

from console.domain.refusals import Refusal
from console.wire.base import Ask, Do


class EnvelopeRow(msgspec.Struct, frozen=True):
    """An envelope: what it holds (`phrase`, or the `password` of a gateway), where it lies, and how it stands.

    `state` is sealed, opened, broken or replaced; `stale` says that what it holds is not in force any more. `check` is the
    next day to look at its seal. `proposal` is the digest of an opening that waits for its second signature. `refusal` is why
    the caller may not propose to open it, None where he may.
    """

    number: str
    holds: str
    gateway: str
    fingerprint: str
    seal: str
    place: str
    sealing: str
    sealed: str
    sealed_by: str
    witness: str
    check: str
    late: bool
    checked: str
    checked_by: str
    state: str
    stale: bool
    ended: str
    ended_by: str
    ended_with: str
    why: str
    proposal: str
    refusal: Refusal | None


class SecretChange(msgspec.Struct, frozen=True):
    """A phrase or password that is to be changed: because of which hand-over or envelope, until when."""

    what: str
    gateway: str
    fingerprint: str
    cause: str
    number: str
    since: str
    due: str
    late: bool
    done: str


class EnvelopesView(msgspec.Struct, frozen=True):
    """Envelopes, newest first, and what is to be changed.

    `sealings` are the proposals of a sealing that wait for their witness. `refusal` is why the caller may seal none, `checks`
    why he may not enter that he looked at one.
    """

    rows: list[EnvelopeRow]
    changes: list[SecretChange]
    sealings: list[str]
    refusal: Refusal | None
    checks: Refusal | None


class CheckEnvelope(Do, frozen=True):
    """Somebody looked at an envelope: its seal is whole, and is looked at again on the day `check`; or it is not."""

    number: str
    intact: bool
    check: str = ""
    note: str = ""


class Envelopes(Ask, frozen=True):
    """Envelopes and changes that are due; `open` leaves out what is over."""

    open: bool = False
    Answer: ClassVar[type] = EnvelopesView


AnyCall = CheckEnvelope | Envelopes
