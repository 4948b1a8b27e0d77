"""Checks that an evidence folder leaves no gap: who may sign each text, a bundle for everything sent, results as reported.

A lying desk can choose which files it includes, but it cannot make signatures. So every text that needs a signature must have one,
heads and reports count only from a service of the roster chain, and each report of the dispatcher demands the matching files.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

import msgspec

from console.domain.contacts import merkle
from console.domain.two_person.pairs import Confirmation, Continue, Proposal
from console.signing.canonical import NotCanonicalError
from console.signing.statements import decode, digest, namespace
from console.wire.ledger.evidence import LETTERS, NOBODY

UNSIGNED: Final = "-"
"""Stands in the index in place of a signature for a text that has none."""
_OF_SERVICES: Final = frozenset({"head", "report"})
_ONLY_TOLD: Final = "loss_report"
"""A report of a loss needs no signature (R12)."""
_LEFT: Final = frozenset({"started", "done", "corrected"})
"""Events that say that messages were sent; a stopped or refused send may never have begun."""
_ENDS: Final = frozenset({"done", "stopped", "corrected"})
"""Events whose report holds the root over the results."""


class Fault(NamedTuple):
    """A fault: the file, the code of the fault, and a detail that helps to find it."""

    file: str
    code: str
    detail: str = ""


class Report(msgspec.Struct, frozen=True):
    """The fields that are read of a dispatcher's report about a slot."""

    event: str
    request: int
    slot: int = 0
    release: str = ""
    results: str = ""
    at: str = ""


def kind_of(name: str) -> str:
    """The kind of a statement's file, by its name: `statements/loss_report-0123….json` is a `loss_report`."""
    return name.removeprefix("statements/").rpartition("-")[0]


def fits(
    line: tuple[str, str, str, str], data: bytes, services: Collection[str], org: str
) -> Iterator[Fault]:
    """Judge a line of the index: text, signature, principal, namespace; `services` are ids of the roster chain."""
    text, signature, principal, space = line
    kind = kind_of(text)
    if signature == UNSIGNED:
        if kind != _ONLY_TOLD:
            yield Fault(text, "unsigned")
        return
    try:
        act = decode(data)
    except NotCanonicalError:
        if kind not in _OF_SERVICES:
            yield Fault(text, "unreadable", kind)
        elif principal not in services or space != f"sms-{kind}@{org}":
            yield Fault(text, "not_of_a_service", principal)
        return
    if act.org != org:
        yield Fault(text, "foreign", act.org)
    if kind in _OF_SERVICES or space != namespace(act):
        yield Fault(text, "other_namespace", space)


def reports(files: Mapping[str, bytes]) -> Iterator[tuple[str, Report]]:
    """Yield the dispatcher's reports of a folder with their files; `fits` or the signature check reports any other file."""
    for name in sorted(files):
        if name.startswith("statements/report-") and name.endswith(".json"):
            try:
                yield name, msgspec.json.decode(files[name], type=Report)
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue


def unproved(files: Mapping[str, bytes], releases: Collection[str], request: int) -> Iterator[Fault]:
    """Yield a fault for each report of messages sent that neither a bundle's release nor a confirmed continuation proves."""
    let_go = {*releases, *_continued(files)}
    for name, report in reports(files):
        if report.request != request:
            yield Fault(name, "other_request", str(report.request))
        elif report.event in _LEFT and report.release not in let_go:
            yield Fault(name, "no_bundle", str(report.slot))
        elif report.event in _LEFT and f"results/slot-{report.slot}.json" not in files:
            yield Fault(f"results/slot-{report.slot}.json", "missing")


def _continued(files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the digests of the continuation proposals that somebody confirmed."""
    asked: set[str] = set()
    agreed: set[str] = set()
    for name, data in files.items():
        if not (name.startswith("statements/") and name.endswith(".json")):
            continue
        try:
            act = decode(data)
        except NotCanonicalError:
            continue
        if isinstance(act, Proposal) and isinstance(act.act, Continue):
            asked.add(digest(data))
        elif isinstance(act, Confirmation):
            agreed.add(act.proposal)
    yield from asked & agreed


def as_reported(files: Mapping[str, bytes], slot: int, letters: str, *, ended: bool) -> str:
    """The name of the fault in a slot's letters, compared with the newest report that has a root over them; empty if they agree."""
    closing = [one for _, one in reports(files) if one.slot == slot and one.event in _ENDS and one.results]
    if not closing:
        return "not_reported" if ended and letters else ""
    newest = max(one.at for one in closing)
    good = letters and results_root(letters) in {one.results for one in closing if one.at == newest}
    return "" if good else "other_than_reported"


def results_root(letters: str) -> str:
    """The dispatcher's root over results (`dispatch.results.summary`): a leaf for each thousand recipients that the send had."""
    states = bytes(LETTERS.index(letter) for letter in letters.replace(NOBODY, ""))
    leaves = (
        hashlib.sha256(b"\x00" + states[at : at + merkle.CHUNK]).digest()
        for at in range(0, len(states), merkle.CHUNK)
    )
    return merkle.root_of(leaves).hex()
