"""Sessions of people in the ledger: opened, refused and closed, with where they came from (等保 GB/T 22239 8.1.4.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from console.services.context import Caller, Context
from console.services.ledger import ledger


class Note(NamedTuple):
    """What is written down of a session. `person` is empty for an account (`uid`) that stands for nobody in the roster.

    Of `payload`, `source` is the address that the person's own program told (the first word of sshd's SSH_CONNECTION), in its
    shortest form, empty where it told none that is an address; `way` is `ssh`, `host` (on the machine itself) `unclear`, or `several` for what is counted together. Where
    people reach nothing but the forced command it is sshd's word; where they have shells of their own it is theirs, and sshd's own log
    decides. `session` ties what was opened to what was closed; `logins` and `count` are connections that one entry stands for.
    """

    done: Literal["opened", "refused", "closed"]
    person: str
    uid: int
    payload: Mapping[str, Any]


def keep(ctx: Context, notes: Iterable[Note]) -> list[int]:
    """Write them down in this order; return the numbers of their entries."""
    return [_kept(ctx, note) for note in notes]


def _kept(ctx: Context, note: Note) -> int:
    subject = f"person:{note.person}" if note.person else f"account:{note.uid}"
    match note.done:
        case "opened":
            return ledger.record(_of(ctx, note), "session.opened", subject, note.payload)
        case "refused":
            # Nobody was let in, so nobody did it: the desk says so.
            return ledger.record(ctx, "session.refused", subject, note.payload)
        case "closed":
            return ledger.record(_of(ctx, note), "session.closed", subject, note.payload)


def _of(ctx: Context, note: Note) -> Context:
    return replace(ctx, caller=Caller(note.person), _judge=None)
