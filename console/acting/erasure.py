"""Proposing an erasure, or the end of a legal hold (R13): the bytes must say what was read before anybody signs them."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from console.acting import declared
from console.acting.steps import Core
from console.acting.two_person import proposals
from console.domain.acts import Manifest, Request
from console.domain.erasure.erasing import Erase, Erasing, ReleaseHold, fault, requests_of
from console.domain.erasure.retention import Kind
from console.domain.two_person.pairs import Proposal
from console.errors import ConsoleError
from console.signing.canonical import NotCanonicalError
from console.signing.statements import decode, digest
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.pairs import ProposalRow
from console.wire.sending import erasure as wire

Named = TypeVar("Named", Request, Manifest)
"""The statements that an erasure names by digest."""


def erase(core: Core, rows: Sequence[wire.DueRow], said: Mapping[str, Given], *, by: str) -> Prepared:
    """Have a proposal to erase these rows prepared; check that it names the requests and lists of the rows that were read.

    Raises ConsoleError("prepared_differs").
    """
    subject = ",".join(f"{row.kind}.{row.id}" for row in rows)
    prepared = declared.prepare(core, Erase, subject, said, {}, by=by)
    act = erasing(prepared)
    if set(numbers(core, act)) != {row.name for row in rows if row.kind == Kind.REQUEST}:
        raise ConsoleError("prepared_differs", fields="request")
    _insist_lists(core, act, rows)
    return prepared


def erasing(prepared: Prepared) -> Erase:
    """Return the erasure in a prepared proposal; raises ConsoleError("prepared_differs")."""
    act = proposals.of_text(prepared.text, Erase).act
    if not isinstance(act, Erase) or fault(act):
        raise ConsoleError("prepared_differs", fields="act")
    return act


def _insist_lists(core: Core, act: Erase, rows: Sequence[wire.DueRow]) -> None:
    """Insist that every list that was read is erased. A list that was not read may go only if an erased request uses it."""
    requests = _whole(core, wire.ErasedRequests, list(requests_of(act)), Request, "request")
    used = {slot.list for one in requests.values() for slot in one.slots}
    named = {part.manifest: one.name for part, one in zip(act.lists, lists(core, act), strict=True)}
    shown = {row.name for row in rows if row.kind != Kind.REQUEST}.union(*(row.lists for row in rows))
    others = {name for manifest, name in named.items() if manifest not in used}
    if not shown <= set(named.values()) or not others <= shown:
        raise ConsoleError("prepared_differs", fields="list")


def numbers(core: Core, act: Erase) -> list[str]:
    """The form numbers of the requests that an act names, each read from its own signed text; raises ConsoleError.

    The dispatcher compares the digests with what it sent, so the desk cannot make up a text for another request.
    """
    digests = list(requests_of(act))
    requests = _whole(core, wire.ErasedRequests, digests, Request, "request")
    return list(dict.fromkeys(requests[one].number for one in digests))


def lists(core: Core, act: Erase) -> list[Manifest]:
    """The manifests of the lists that an act names, each from the text that its importer signed; raises ConsoleError.

    A list whose count differs from the act's is refused.
    """
    manifests = _whole(core, wire.ErasedLists, [one.manifest for one in act.lists], Manifest, "list")
    if any(manifests[one.manifest].n != one.n for one in act.lists):
        raise ConsoleError("prepared_differs", fields="list")
    return [manifests[one.manifest] for one in act.lists]


def _whole(
    core: Core,
    ask: Callable[[list[str]], wire.ErasedRequests | wire.ErasedLists],
    digests: list[str],
    kind: type[Named],
    field: str,
) -> dict[str, Named]:
    """Fetch every statement that is asked for, by its digest, in as many answers as it takes."""
    by_digest: dict[str, Named] = {}
    while left := [one for one in digests if one not in by_digest]:
        texts: list[str] = core.call(ask(left))
        if not texts:
            raise ConsoleError("prepared_differs", fields=field)
        by_digest |= _read(texts, left, kind, field)
    return by_digest


def named(texts: Sequence[str], digests: Sequence[str]) -> dict[str, str]:
    """Form numbers by digest. Every text must be among those asked for; raises ConsoleError."""
    return {key: one.number for key, one in _read(texts, digests, Request, "request").items()}


def named_lists(texts: Sequence[str], digests: Sequence[str]) -> list[Manifest]:
    """Manifests of texts that must all be among those asked for; raises ConsoleError."""
    return list(_read(texts, digests, Manifest, "list").values())


def _read(texts: Sequence[str], digests: Sequence[str], kind: type[Named], field: str) -> dict[str, Named]:
    by_digest = {}
    for text in texts:
        key = digest(text.encode())
        try:
            act = decode(text.encode())
        except NotCanonicalError as error:
            raise ConsoleError("prepared_unreadable") from error
        if key not in digests or not isinstance(act, kind):
            raise ConsoleError("prepared_differs", fields=field)
        by_digest[key] = act
    return by_digest


def release(core: Core, row: wire.LegalHoldRow, said: Mapping[str, Given], *, by: str) -> Prepared:
    """Have a proposal to end a legal hold prepared and check it; raises ConsoleError("prepared_differs")."""
    shown = {"hold": row.id, "scope": row.scope, "subject": row.subject, "made": row.at}
    return declared.prepare(core, ReleaseHold, str(row.id), said, shown, by=by)


def read(row: ProposalRow) -> Proposal:
    """Read a proposal to erase or to end a hold from its own bytes; raises ConsoleError."""
    proposal = proposals.read(row, Erasing)
    if isinstance(proposal.act, Erase) and fault(proposal.act):
        raise ConsoleError("prepared_differs", fields="act")
    return proposal


def confirm(core: Core, row: ProposalRow, *, by: str) -> Prepared:
    """Have the confirmation of such a proposal prepared; it names the bytes that were read."""
    act = read(row).act
    if isinstance(act, Erase):
        numbers(core, act)
        lists(core, act)
    return proposals.confirm(core, row.digest, by=by)
