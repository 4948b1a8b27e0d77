"""Whether the ledger holds the digest of an evidence folder's manifest, looked up in an export of the ledger or at a desk.

A person who changes a folder can change its manifest too. They cannot change the digest that the ledger has held since the
folder was made (`evidence.sealed`). Only that digest vouches for forms and results.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

import msgspec

from console.acting.evidence.evidence import About
from console.acting.evidence.evidence_proofs import Fault
from console.acting.ledger import ledger
from console.acting.steps import Core
from console.errors import ConsoleError
from console.signing.links import LedgerHead, ungrouped
from console.signing.trust import Roots
from console.wire.ledger import ledger as ledger_calls
from console.wire.ledger.ledger import EntryWhole, HeadStanding, HeadStands, RawEntry, WholeEntry

KIND: Final = "evidence.sealed"
_LEDGER: Final = "evidence.json"
"""The file that names the request and the entry to look up."""
_MOST: Final = 500


class Sealed(NamedTuple):
    """The finding: where it was looked up (`ledger`, `desk`), the entry that holds the digest (0: none), its time and its actor."""

    looked: str
    entry: int
    at: str
    by: str
    faults: list[Fault]


class _Payload(msgspec.Struct):
    number: str = ""
    made: int = 0
    manifest: str = ""


class _Envelope(msgspec.Struct):
    kind: str
    time: str
    actor: str
    payload: _Payload


class _Head(msgspec.Struct):
    """The kind of any entry, which decides whether it is decoded further."""

    kind: str


Opened = Callable[[], Iterable[bytes]]
"""Opens an export from its beginning; it is called twice."""


def in_export(
    export: Opened, roots: Roots, about: About, digest: str, heads: Sequence[LedgerHead] = ()
) -> Sealed:
    """Look in an export, which is proved from the root keys and against `heads` that were kept elsewhere.

    Raises ConsoleError `evidence_ledger_bad` for an export that does not hold, `evidence_ledger_short` for one that ends before
    the folder was made: then nothing can be said.
    """
    chain = ledger.check(export(), roots, heads)
    if chain.bad:
        raise ConsoleError("evidence_ledger_bad", seq=chain.bad, why=chain.why)
    tip = ungrouped(about.tip)
    if tip is None or chain.entries <= tip.seq:
        raise ConsoleError("evidence_ledger_short", seq=about.made, entries=chain.entries)
    faults: list[Fault] = []
    sealed: list[tuple[int, _Envelope]] = []
    for line in export():
        entry = msgspec.json.decode(line, type=RawEntry)
        if entry.seq == tip.seq and entry.hash != tip.hash.hex():
            faults.append(Fault(_LEDGER, "other_ledger", str(tip.seq)))
        if msgspec.json.decode(entry.envelope, type=_Head).kind == KIND:
            sealed.append((entry.seq, msgspec.json.decode(entry.envelope, type=_Envelope)))
    return _judged("ledger", sealed, about, digest, faults)


def at_desk(core: Core, about: About, digest: str) -> Sealed:
    """Ask a desk; raises what the desk refuses with, and what a failing line raises."""
    standing: HeadStanding = core.call(HeadStands(about.tip))
    faults = [] if standing.stands else [Fault(_LEDGER, "other_ledger", str(standing.seq))]
    page: ledger_calls.EntryPage = core.call(
        ledger_calls.EntriesPage(kind=KIND, subject=f"request:{about.request}", limit=_MOST)
    )
    sealed = []
    for row in page.rows:
        view: WholeEntry = core.call(EntryWhole(row.seq))
        sealed.append((row.seq, msgspec.json.decode(view.envelope, type=_Envelope)))
    return _judged("desk", sealed, about, digest, faults)


def _judged(
    looked: str, sealed: list[tuple[int, _Envelope]], about: About, digest: str, faults: list[Fault]
) -> Sealed:
    fitting = [
        (seq, held)
        for seq, held in sealed
        if (held.payload.manifest, held.payload.number, held.payload.made)
        == (digest, about.number, about.made)
    ]
    if fitting:
        seq, held = fitting[0]
        return Sealed(looked, seq, held.time, held.actor, faults)
    other = next((seq for seq, held in sealed if held.payload.made == about.made), 0)
    fault = Fault("MANIFEST.sha256", "sealed_other" if other else "not_sealed", str(other or about.made))
    return Sealed(looked, 0, "", "", [*faults, fault])
