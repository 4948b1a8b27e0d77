"""The ledger in parts: verified with progress, exported line by line, and an export checked offline."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

import msgspec

from console.acting.steps import Core
from console.signing.links import LedgerHead, genesis_hash, grouped, link_hash, signature_digest
from console.signing.trust import Roots
from console.wire.ledger import ledger
from console.wire.ledger.ledger import ExportEntries, RawEntry

PART: Final = 200_000
"""Entries verified per question: about a second's work, so that a progress bar moves and a person can leave."""

Progress = Callable[[int], bool]
"""Takes the number of entries verified so far; returning False ends the pass."""


class Whole(NamedTuple):
    """The outcome over all parts; `left` is True if the pass was ended early."""

    report: ledger.LedgerReport
    left: bool


def verify(
    core: Core, since: int = 0, heads: Iterable[str] = (), tell: Progress = lambda _: True, part: int = PART
) -> Whole:
    """Verify the chain part by part: each part begins at the head where the last one ended, and must meet the kept heads."""
    kept, done, trusted = list(heads), 0, ""
    while True:
        part_report: ledger.LedgerReport = core.call(
            ledger.VerifyLedger(since, [*kept, trusted] if trusted else kept, part)
        )
        done += part_report.entries
        report = msgspec.structs.replace(part_report, entries=done)
        if part_report.bad or not part_report.more:
            return Whole(report, left=False)
        if not tell(done):
            return Whole(report, left=True)
        trusted = part_report.head
        since = int(part_report.head.partition(":")[0])


def newest(core: Core) -> int:
    """The number of the newest entry that the caller may read; 0 if there is none."""
    page: ledger.EntryPage = core.call(ledger.EntriesPage(limit=1))
    return page.rows[0].seq if page.rows else 0


def newest_to_export(core: Core) -> int:
    """The same for people who may read every entry: anybody else is refused before a file is made."""
    core.call(ExportEntries(0, 1))
    return newest(core)


def lines(core: Core, since: int, until: int) -> Iterator[tuple[int, bytes]]:
    """Yield number and JSON line of every entry after `since` up to `until`: the exact bytes, so that hashes can be redone."""
    while since < until:
        entries: list[RawEntry] = core.call(ExportEntries(since))
        for entry in entries:
            if entry.seq > until:
                return
            yield entry.seq, msgspec.json.encode(entry) + b"\n"
        if not entries:
            return
        since = entries[-1].seq


class Chain(NamedTuple):
    """What an export proves: number of entries, the head they lead to, the first bad entry (0: none) and why it is bad."""

    entries: int
    head: str
    bad: int
    why: str


def check(export: Iterable[bytes], roots: Roots, heads: Iterable[LedgerHead] = ()) -> Chain:
    """Check an export offline from the genesis on, and that each head from paper lies on it."""
    hash_of = {head.seq: head.hash for head in heads}
    last, hashed = 0, genesis_hash(roots.org, roots.keys)
    for line in export:
        try:
            entry = msgspec.json.decode(line, type=RawEntry)
            held = msgspec.json.decode(entry.envelope, type=_Envelope)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return _chain(last, hashed, "unreadable")
        own = hashlib.sha256(entry.statement.encode()).hexdigest() if entry.statement is not None else None
        link = (
            link_hash(
                hashed,
                entry.seq,
                hashlib.sha256(entry.envelope.encode()).digest(),
                signature_digest(entry.signature),
            )
            if 0 < entry.seq < 1 << 63
            else b""
        )
        why = (
            ("missing" if entry.seq > last else "forked") if entry.seq != last + 1
            else "moved" if held.seq != entry.seq
            else "unlinked" if entry.prev != hashed.hex()
            else "edited" if entry.hash != link.hex()
            else "statement" if own != held.payload.get("statement")
            else "rewritten" if hash_of.get(entry.seq, link) != link
            else ""
        )  # fmt: skip
        if why:
            return _chain(last, hashed, why)
        last, hashed = entry.seq, link
    if any(seq > last for seq in hash_of):
        return _chain(last, hashed, "cut")
    return Chain(last, grouped(LedgerHead(last, hashed)), 0, "")


def _chain(last: int, hashed: bytes, why: str) -> Chain:
    return Chain(last, grouped(LedgerHead(last, hashed)), last + 1, why)


class _Envelope(msgspec.Struct):
    seq: int
    payload: dict[str, object]
