"""Every call as one tagged union, for who must read any of them: the desk. Who makes a call loads only the module that tells it."""

import re
from typing import Final

import msgspec

from console.wire import (
    acts,
    approvals,
    archive,
    calls,
    complaints,
    custody,
    deadlines,
    department_rules,
    dispatch,
    documents,
    enrolment,
    envelopes,
    erasure,
    evidence,
    expiries,
    filing,
    forms,
    freezes,
    gateway_codes,
    hand_overs,
    lately,
    ledger,
    limits,
    list_assets,
    lists,
    losses,
    memory,
    numbers,
    optouts,
    order_rights,
    pairs,
    personnel,
    replies,
    rosters,
    rule_files,
    sends,
    statistics,
    templates,
    watch,
)
from console.wire.bounds import tidied
from console.wire.frames import NOTICE_ID, UNREADABLE, FrameError, decoded, decoder

_LARGEST_ID: Final = (1 << 53) - 1

_FIELD: Final = re.compile(r"at `\$\[1\]\.(?:\S*\.)?(\w+)(?:\[\S*\])?`")
"""Matches msgspec's error path, to report only the names of our own fields, never what was sent."""

AnyCall = (
    calls.WhoAmI
    | calls.People
    | calls.Departments
    | calls.Gateways
    | calls.Todo
    | calls.RequestsPage
    | calls.RequestDetail
    | calls.PreviewDraft
    | calls.BundleOf
    | calls.SaveDraft
    | calls.DropDraft
    | calls.Enact
    | acts.AnyCall
    | approvals.AnyCall
    | sends.AnyCall
    | optouts.AnyCall
    | gateway_codes.AnyCall
    | dispatch.AnyCall
    | documents.AnyCall
    | personnel.AnyCall
    | order_rights.AnyCall
    | department_rules.AnyCall
    | deadlines.AnyCall
    | lately.AnyCall
    | enrolment.AnyCall
    | rosters.AnyCall
    | rule_files.AnyCall
    | pairs.AnyCall
    | custody.AnyCall
    | expiries.AnyCall
    | filing.AnyCall
    | hand_overs.AnyCall
    | envelopes.AnyCall
    | erasure.AnyCall
    | losses.AnyCall
    | freezes.AnyCall
    | memory.AnyCall
    | forms.AnyCall
    | archive.AnyCall
    | statistics.AnyCall
    | ledger.AnyCall
    | limits.AnyCall
    | lists.AnyCall
    | list_assets.AnyCall
    | numbers.AnyCall
    | complaints.AnyCall
    | replies.AnyCall
    | templates.AnyCall
    | evidence.AnyCall
    | watch.AnyCall
)


class UnfitCallError(ValueError):
    """A call of this wire with a field out of bounds: it is answered with a refusal, and the connection stays open."""

    def __init__(self, number: int, where: str) -> None:
        super().__init__(f"call {number}: {where}")
        self.number, self.where = number, where


class _Envelope(msgspec.Struct, frozen=True, array_like=True):
    """An envelope as it is read: `calls.Envelope` with the calls that there are."""

    id: int
    call: AnyCall


class _Numbered(msgspec.Struct, frozen=True, array_like=True):
    """An envelope of which only the number is read."""

    id: int
    call: msgspec.Raw


def decode_envelope(payload: bytes) -> calls.Envelope:
    """Return the call in a payload, its texts tidied.

    Raises FrameError, also for a number outside 1 to 2^53-1, and UnfitCallError if a field of the call is out of bounds.
    """
    try:
        envelope: _Envelope = decoder(_Envelope).decode(payload)
    except msgspec.ValidationError as error:
        number, where = _number(payload), _FIELD.search(str(error))
        if where is None or where[1] == "call" or not NOTICE_ID < number <= _LARGEST_ID:
            raise FrameError("no call") from None
        raise UnfitCallError(number, where[1]) from None
    except UNREADABLE as error:
        raise FrameError(f"no Envelope: {type(error).__name__}") from None
    if not NOTICE_ID < envelope.id <= _LARGEST_ID:
        raise FrameError(f"call number {envelope.id}")
    return calls.Envelope(envelope.id, tidied(envelope.call))


def _number(payload: bytes) -> int:
    """The number of a call that cannot be read; 0 if the number cannot be read either."""
    try:
        return decoded(payload, _Numbered).id
    except FrameError:
        return 0
