"""What the dispatcher's database says of secrets: by fingerprint, never the secret.

A new secret is written down as intended before the vault gets it, and as installed after it: whatever is cut short between
the two can be told from what the vault holds (`keeper`).
"""

from typing import Final, NamedTuple

from console.dispatch.store import Turn

ROTATED: Final = "rotated"
REPLACED: Final = "replaced"
"""Why a credential is retired, beside the reasons of a loss: another was installed in its place."""

_COLUMNS: Final = 'id, gateway, fingerprint, installed, "by", last_bind, retired, why'


class Credential(NamedTuple):
    """One secret that a gateway had, has, or is to have (`installed` empty)."""

    id: int
    gateway: str
    fingerprint: str
    installed: str
    by: str
    last_bind: str
    retired: str
    why: str


def current(turn: Turn, gateway: str) -> Credential | None:
    """The credential in force, or None."""
    return _one(turn, "gateway = ? AND installed <> '' AND retired = ''", gateway)


def intended(turn: Turn, gateway: str) -> Credential | None:
    """The credential that somebody began to install, or None."""
    return _one(turn, "gateway = ? AND installed = '' AND retired = ''", gateway)


def last(turn: Turn, gateway: str) -> Credential | None:
    """The newest credential of a gateway, whatever became of it."""
    return _one(turn, "gateway = ?", gateway)


def tombstone(turn: Turn, fingerprint: str) -> Credential | None:
    """The retired credential of that fingerprint, of whatever gateway, or None."""
    return _one(turn, "fingerprint = ? AND retired <> ''", fingerprint)


def intend(turn: Turn, gateway: str, fingerprint: str, by: str) -> None:
    """Write down what is about to be installed, in place of what was before it and did not come to be."""
    drop(turn, gateway)
    turn.run(
        'INSERT INTO credential (gateway, fingerprint, installed, "by", last_bind, retired, why)'
        " VALUES (?, ?, '', ?, '', '', '')",
        (gateway, fingerprint, by),
    )


def drop(turn: Turn, gateway: str) -> None:
    """What was intended did not come to be; it was in force nowhere, so it may be tried again."""
    turn.run("DELETE FROM credential WHERE gateway = ? AND installed = '' AND retired = ''", (gateway,))


def install(turn: Turn, gateway: str, at: str, *, last_bind: str, why: str) -> Credential:
    """Put in force what is intended, and retire what was; return the new one."""
    retire(turn, gateway, at, why, only_current=True)
    turn.run(
        "UPDATE credential SET installed = ?, last_bind = ? WHERE gateway = ? AND installed = '' AND retired = ''",
        (at, last_bind, gateway),
    )
    before = current(turn, gateway)
    if before is None:
        raise RuntimeError("nothing was intended")
    return before


def retire(turn: Turn, gateway: str, at: str, why: str, *, only_current: bool = False) -> Credential | None:
    """The credential in force counts for nothing from now on; so does what is intended. Return the former, if any."""
    before = current(turn, gateway)
    installed = " AND installed <> ''" if only_current else ""
    turn.run(
        f"UPDATE credential SET retired = ?, why = ? WHERE gateway = ? AND retired = ''{installed}",  # noqa: S608 - our own words
        (at, why, gateway),
    )
    return before


def bound(turn: Turn, credential: Credential, at: str) -> None:
    """A bind with it succeeded."""
    turn.run("UPDATE credential SET last_bind = ? WHERE id = ?", (at, credential.id))


def _one(turn: Turn, where: str, value: str) -> Credential | None:
    row = turn.one(f"SELECT {_COLUMNS} FROM credential WHERE {where} ORDER BY id DESC LIMIT 1", (value,))  # noqa: S608 - our own words
    return Credential(*row) if row else None
