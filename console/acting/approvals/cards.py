"""The approval card as the reader's own program checks it: signed text and computed parts are those that an approval will cite."""

import hashlib
from typing import Any, Final

import msgspec

from console.acting import steps
from console.acting.requests import templates
from console.domain import acts
from console.errors import ConsoleError
from console.signing.canonical import dumps
from console.signing.statements import digest
from console.wire.answers import Prepared
from console.wire.requests import approvals

COMPUTED: Final = (
    "lists",
    "carriers",
    "classes",
    "overlap",
    "overlap_days",
    "opted_out",
    "limits",
    "left_out",
    "duty",
    "despite",
    "samples",
    "screening",
    "hits",
    "signed_today",
    "watch",
    "released",
)
"""The parts of a card that the desk computed; an approval cites them together (`shown`)."""


def statement(text: str, expected: str) -> acts.Request:
    """Return the request that a signed text spells; its digest must be the one that a step will cite.

    Raises ConsoleError("prepared_unreadable" or "prepared_differs").
    """
    act = steps.read(Prepared(text))
    if not isinstance(act, acts.Request) or digest(text.encode()) != expected:
        raise ConsoleError("prepared_differs", fields="request")
    return act


def read(card: approvals.ScopeCard) -> acts.Request:
    """Return the request that an approval of this card would be about.

    Raises as `statement`, `check_computed`, `check_steps` and `templates.against` do.
    """
    act = statement(card.statement, card.digest)
    check_computed(card)
    check_steps(card)
    templates.against(act, card.template)
    return act


def check_computed(card: approvals.ScopeCard) -> None:
    """Raise ConsoleError("prepared_differs") if an approval would cite other computed parts than the card shows."""
    if computed_digest(card) != card.shown:
        raise ConsoleError("prepared_differs", fields="shown")


def check_steps(card: approvals.ScopeCard) -> None:
    """Raise ConsoleError("prepared_differs") unless the signatures so far are told as signed, from the request to what an approval follows.

    Whose key signed them only the desk says; a chain with a signature that does not hold is released by no dispatcher. The acts of the
    sending of a slot follow one of those before them, and no approval follows them.
    """
    head, seen = "", set[str]()
    for row in card.steps:
        act = steps.read(Prepared(row.text))
        told, previous = acts.told_of(act), getattr(act, "previous", "")
        beside = bool(head) and isinstance(act, acts.Release | acts.Resume | acts.Stop)
        follows = previous in seen if beside else previous == head if head else row.digest == card.digest
        as_signed = digest(row.text.encode()) == row.digest and all(
            getattr(row, name) == value for name, value in told.items()
        )
        if not (follows and as_signed):
            raise ConsoleError("prepared_differs", fields="steps")
        head = head if beside else row.digest
        seen.add(row.digest)
    if head != card.head:
        raise ConsoleError("prepared_differs", fields="steps")


def computed_digest(card: approvals.ScopeCard) -> str:
    """SHA-256 of the canonical JSON of the computed parts as they are shown; an approval carries it."""
    return hashlib.sha256(dumps(_plain(card))).hexdigest()


def reading(card: approvals.ScopeCard) -> str:
    """One digest of everything that the reader of the card has read, to tell later whether the card is unchanged.

    The count of what they signed today is left out: it goes up with every signature of their own.
    """
    spoken = _plain(card) | {"signed_today": 0, "digest": card.digest, "head": card.head}
    return hashlib.sha256(dumps(spoken)).hexdigest()


def _plain(card: approvals.ScopeCard) -> dict[str, Any]:
    whole = msgspec.to_builtins(card)
    plain = {name: whole[name] for name in COMPUTED}
    plain["hits"] = [list(item) for item in plain["hits"]]
    # Its pairs are lists in canonical JSON.
    plain["watch"] = msgspec.json.decode(msgspec.json.encode(card.watch))
    return plain
