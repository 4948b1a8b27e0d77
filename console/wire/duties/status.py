"""How an installation is, for whoever watches it from outside: states and counts alone, never a number, a text, a title or a name."""

from typing import ClassVar, Final

import msgspec

from console.wire.base import Ask

NO_ROOM: Final = 512 << 20
"""Free octets below which a disk counts as full: what is under way could not be written for long."""


class DeskState(msgspec.Struct, frozen=True):
    """How the desk is. Moments are UTC; empty for none.

    `idle` is why no dispatcher works, as a word of the catalogue's `hold`. `grave` and `mild` count the alerts by code: work stops or
    a rule is broken, or something ends soon. `slots` counts what was released and has not ended, by state, and `waits` what of it
    stands, by why (a name of the catalogue's `hold`; a person's own words count as `held`). `unknown` recipients are left that no two
    people settled, the oldest since `unknown_since`. `moved` is when a send last reported. `ends` is the first end date of a gateway
    (password, contract, certificate …). `log` is the size of the desk's log in octets, -1 if it cannot be written; `log_days` is how many days it reaches
    back where room was too short, else -1. `unheard` notices of the last day were
    taken by no channel; `teller` is when the program that tells people outside last asked; `collecting` since when
    the house's collector of logs takes nothing.
    """

    version: str
    time: str
    database: str
    entries: int
    idle: str
    gateways: dict[str, str]
    grave: dict[str, int]
    mild: dict[str, int]
    slots: dict[str, int]
    waits: dict[str, int]
    queued: int
    unknown: int
    unknown_since: str
    moved: str
    roster_expires: str
    ends: str
    backup: str
    log: int
    unheard: int = 0
    teller: str = ""
    log_days: int = -1
    collecting: str = ""


class DispatchState(msgspec.Struct, frozen=True):
    """How the dispatcher is. `gateways` are up or down, `closed` those without a line, and why; `holds` what stops everything.

    `frozen` counts freezes in force, `waits` sends that stand, by why; `queued` messages wait in sends that were taken. `witness` is
    empty where none is asked for. `log` and `log_days` are as the desk's.
    """

    version: str
    time: str
    database: str
    gateways: dict[str, str]
    closed: dict[str, str]
    holds: list[str]
    frozen: int
    waits: dict[str, int]
    queued: int
    witness: str
    backup: str
    log: int = 0
    log_days: int = -1


class OperationState(Ask, frozen=True):
    """How this installation is."""

    Answer: ClassVar[type] = DeskState
