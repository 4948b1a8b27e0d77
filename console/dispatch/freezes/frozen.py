"""A freeze as the dispatcher stores it, and the question of lifting one."""

from typing import Any, Final, NamedTuple

from console.dispatch.store import Turn
from console.domain.freezes.freezes import (
    MOST_FROZEN,
    MOST_PEOPLE,
    Scope,
)
from console.domain.refusals import refuse
from console.errors import RefusedError
from console.signing.pairs import Pair
from console.wire.dispatch import Lift

OF = "f.id, f.scope, f.subject, f.person, f.reason, f.at, f.desk, f.loss"
"""The columns of a Frozen, in order."""
OPEN = f'SELECT {OF} FROM "freeze" f WHERE NOT EXISTS (SELECT 1 FROM freeze_lifted l WHERE l.freeze = f.id)'  # noqa: S608 - our own names
"""Freezes that nobody has lifted."""


class Frozen(NamedTuple):
    """A row of `freeze`."""

    id: int
    scope: str
    subject: str
    person: str
    reason: str
    at: str
    desk: int
    loss: str


class InForce(NamedTuple):
    """The secret that a gateway has: its fingerprint as shown to people, when it was installed, and its last good bind."""

    fingerprint: str
    installed: str
    last_bind: str


class Question(NamedTuple):
    """A pair that has to be judged, with the time since when its matter exists and, if known, who releases the frozen request.

    `request` is the desk's number of the request that goes on, 0 for what is about none.
    """

    row: Lift
    pair: Pair
    since: str
    releasing: str
    request: int = 0


def not_too_many(turn: Turn, scope: str, subject: str, person: str) -> None:
    """Apply the desk's limit on freezes (`services.freezes`), even when the desk is gone. Raises RefusedError."""
    if scope == Scope.ALL:
        return
    made = turn.rows(f"{OPEN} AND f.person = ? AND f.loss = '' AND f.scope <> 'all'", (person,))
    others = sum(1 for row in made if row[1] == Scope.PERSON and row[2] != person)
    if len(made) >= MOST_FROZEN:
        raise RefusedError(refuse("freeze_many", "R12", most=MOST_FROZEN))
    if scope == Scope.PERSON and subject != person and others >= MOST_PEOPLE:
        raise RefusedError(refuse("freeze_many", "R12", most=MOST_PEOPLE))


def make(turn: Turn, *, scope: str, subject: str, person: str, reason: str, at: str, **more: Any) -> Frozen:
    """Store a freeze; `more` has its further columns."""
    values: dict[str, Any] = {"desk": 0, "desk_at": "", "loss": "", "retire": 0} | more
    names = ", ".join(values)
    number = turn.number(
        f'INSERT INTO "freeze" (scope, subject, person, reason, at, {names})'  # noqa: S608 - our own names
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (scope, subject, person, reason, at, *values.values()),
    )
    return Frozen(number, scope, subject, person, reason, at, int(values["desk"]), str(values["loss"]))


NOTHING: Final = Frozen(0, "", "", "", "", "", 0, "")
