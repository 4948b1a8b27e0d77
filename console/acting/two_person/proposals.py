"""Proposals of any noun as their signer reads them, from their own bytes, and the confirmation that names those bytes."""

from hashlib import sha256
from types import UnionType
from typing import Protocol

import msgspec

from console.acting import declared
from console.acting.steps import Core
from console.domain.two_person.pairs import Confirmation, Proposal
from console.errors import ConsoleError
from console.wire.answers import Prepared


class Kept(Protocol):
    """A proposal as the desk hands it over: its text, and the digest that a confirmation would name."""

    @property
    def text(self) -> str:
        """The signed bytes."""

    @property
    def digest(self) -> str:
        """The digest that the desk claims for them."""


def read(kept: Kept, kind: type | UnionType = msgspec.Struct) -> Proposal:
    """Read the proposal that a confirmation would name, from its own bytes; raises ConsoleError unless it is of that kind."""
    if sha256(kept.text.encode()).hexdigest() != kept.digest:
        raise ConsoleError("prepared_differs", fields="proposal")
    return of_text(kept.text, kind)


def of_text(text: str, kind: type | UnionType) -> Proposal:
    """Return the proposal of that kind that a text spells; raises ConsoleError."""
    try:
        proposal = msgspec.json.decode(text, type=Proposal, strict=True)
    except msgspec.DecodeError as error:
        raise ConsoleError("prepared_unreadable") from error
    if not isinstance(proposal.act, kind):
        raise ConsoleError("prepared_differs", fields="act")
    return proposal


def confirm(core: Core, digest: str, *, by: str) -> Prepared:
    """Have the confirmation of a proposal prepared; it names the bytes that were read. Raises as `declared.prepare` does."""
    return declared.prepare(core, Confirmation, digest, {}, {"proposal": digest}, by=by)
