"""Signed reports on their way to the desk: a table of texts, each signed when sent and deleted when the desk has it."""

from collections.abc import Callable
from typing import NamedTuple

from console.dispatch.link import DeskLink, about_the_call
from console.dispatch.store import Store
from console.errors import ConsoleError, RefusedError
from console.signing.keys import UnlockedKey
from console.wire.base import Call


class Letters(NamedTuple):
    """One kind of report: its table, the namespace of its signature, and the call that takes text and signature."""

    table: str
    space: str
    call: Callable[[str, str], Call]


def deliver(letters: Letters, store: Store, desk: DeskLink, key: UnlockedKey) -> list[str]:
    """Tell the desk what it has not confirmed, oldest first; return the errors for the reports that it refuses, which stay.

    Raises the link's errors if the desk cannot be reached.
    """
    with store.look() as look:
        waiting = look.rows(f"SELECT id, body FROM {letters.table} ORDER BY id")  # noqa: S608 - our own names
    refused = []
    for row, body in waiting:
        signature = key.sign(body.encode(), letters.space)
        try:
            desk.call(letters.call(body, signature))
        except (RefusedError, ConsoleError) as error:
            if not about_the_call(error):
                raise
            refused.append(str(error))
            continue
        with store.turn() as turn:
            turn.run(f"DELETE FROM {letters.table} WHERE id = ?", (row,))  # noqa: S608 - our own names
    return refused
