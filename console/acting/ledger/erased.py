"""Erasures in an exported ledger after a given entry: restoring an older backup brought the erased numbers back."""

from collections.abc import Iterable, Iterator

import msgspec

from console.domain.acts import AnyRequest
from console.domain.erasure.erasing import Erase, requests_of
from console.domain.two_person.pairs import Proposal
from console.signing.statements import digest
from console.wire.ledger.ledger import RawEntry


class Erased(msgspec.Struct, frozen=True):
    """One erasure that was carried out: entry, time, proposer, rows in all, form numbers of the requests, number of lists."""

    entry: int
    at: str
    by: str
    count: int
    requests: list[str]
    lists: int


class _Payload(msgspec.Struct):
    proof: str = ""
    pair: str = ""


class _Envelope(msgspec.Struct):
    kind: str
    time: str
    payload: _Payload


def since(export: Iterable[bytes], seq: int) -> Iterator[Erased]:
    """Yield the erasures after entry `seq` of an export that was checked before; otherwise may raise msgspec.DecodeError."""
    proposals: dict[str, Proposal] = {}
    numbers: dict[str, str] = {}
    for line in export:
        entry = msgspec.json.decode(line, type=RawEntry)
        held = msgspec.json.decode(entry.envelope, type=_Envelope)
        text = (entry.statement or "").encode()
        if held.kind == "request.submitted":
            numbers[digest(text)] = msgspec.json.decode(text, type=AnyRequest).number
        elif held.kind == "proposal.made" and held.payload.pair == "erase":
            proposals[digest(text)] = msgspec.json.decode(text, type=Proposal)
        elif held.kind == "erasure.done" and entry.seq > seq:
            yield _erased(entry.seq, held, proposals.get(held.payload.proof), numbers)


def _erased(seq: int, held: _Envelope, signed: Proposal | None, numbers: dict[str, str]) -> Erased:
    if signed is None or not isinstance(signed.act, Erase):
        return Erased(seq, held.time, "", 0, [], 0)
    named = [numbers.get(one, one[:12]) for one in requests_of(signed.act)]
    return Erased(seq, held.time, signed.by, signed.act.count, named, len(signed.act.lists))
