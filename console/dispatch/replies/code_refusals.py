"""Opt-outs by a provider's code (R13): a receipt or an answer for one of our messages with a code that the gateway file declares.

They are in the replica before anything else of their turn, and then told to the desk. A provider can say so only of numbers that we
sent to, once each; the desk reports a send of which too many refuse so.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from console.dispatch.replies import replies
from console.dispatch.replies.replies import Refusal
from console.dispatch.sends import Send
from console.dispatch.store import Turn
from console.domain.contacts.optouts import number_of


class Coded(NamedTuple):
    """A recipient of a send who refuses by code, with the scope that the gateway file gives it.

    `code` is the declared one, as the file has it: the other words of a receipt are the provider's own, and may hold a number.
    """

    send: Send
    num: int
    code: str
    scope: str


def keep(turn: Turn, gateway: str, found: Sequence[Coded], at: int) -> list[Refusal]:
    """Store refusals by code (`at`: epoch milliseconds); return those, which are in the replica already."""
    refusals = list({(one.num, number_of(one.scope)): None for one in found})
    replies.add(turn, refusals)
    rows = [(one.num, one.scope, gateway, one.code, one.send.request, one.send.slot, at) for one in found]
    turn.many(_ADD, rows)
    return refusals


class Waiting(NamedTuple):
    """An opt-out by code that the desk does not have yet; `at` is epoch milliseconds."""

    num: int
    scope: str
    gateway: str
    code: str
    request: int
    slot: int
    at: int


def waiting(look: Turn, most: int, without: Collection[Waiting]) -> list[Waiting]:
    """Return what has to be reported, at most so many, without those excluded."""
    rows = map(Waiting._make, look.rows(_WAITING, (most + len(without),)))
    return [one for one in rows if one not in without][:most]


def reported(turn: Turn, rows: Sequence[Waiting]) -> None:
    """Forget what the desk has; the replica keeps the refusals."""
    turn.many(
        "DELETE FROM code_refusal WHERE num = ? AND scope = ? AND gateway = ? AND at = ?",
        [(row.num, row.scope, row.gateway, row.at) for row in rows],
    )


_ADD = (
    "INSERT INTO code_refusal (num, scope, gateway, code, request, slot, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO NOTHING"
)
_WAITING = "SELECT num, scope, gateway, code, request, slot, at FROM code_refusal ORDER BY num, scope, gateway LIMIT ?"
