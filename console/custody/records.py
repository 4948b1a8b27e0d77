"""The records of secrets in the dispatcher's database: by fingerprint, never the secret itself.

A new secret is recorded as intended before the vault gets it, and as installed afterwards. If the process is interrupted between
the two, the vault's contents show what was done (`safe`).
"""

from typing import Final, NamedTuple

from console.dispatch.store import Turn

ROTATED: Final = "rotated"
REPLACED: Final = "replaced"
"""Why a credential is retired, besides the reasons of a loss: another one was installed in its place."""

_COLUMNS: Final = 'id, gateway, fingerprint, installed, "by", last_bind, retired, why'


class Credential(NamedTuple):
    """One secret that a gateway had, has, or will have (`installed` empty)."""

    id: int
    gateway: str
    fingerprint: str
    installed: str
    by: str
    last_bind: str
    retired: str
    why: str


def current(turn: Turn, gateway: str) -> Credential | None:
    """Return the credential in force, or None."""
    return _one(turn, "gateway = ? AND installed <> '' AND retired = ''", gateway)


def intended(turn: Turn, gateway: str) -> Credential | None:
    """Return the credential that somebody began to install, or None."""
    return _one(turn, "gateway = ? AND installed = '' AND retired = ''", gateway)


def last(turn: Turn, gateway: str) -> Credential | None:
    """Return the newest credential of a gateway, in whatever state."""
    return _one(turn, "gateway = ?", gateway)


def tombstone(turn: Turn, fingerprint: str) -> Credential | None:
    """Return the retired credential with that fingerprint, of any gateway, or None."""
    return _one(turn, "fingerprint = ? AND retired <> ''", fingerprint)


def intend(turn: Turn, gateway: str, fingerprint: str, by: str) -> None:
    """Record what is about to be installed, in place of an earlier intention that was not carried out."""
    drop(turn, gateway)
    turn.run(
        'INSERT INTO credential (gateway, fingerprint, installed, "by", last_bind, retired, why)'
        " VALUES (?, ?, '', ?, '', '', '')",
        (gateway, fingerprint, by),
    )


def drop(turn: Turn, gateway: str) -> None:
    """Delete an intention that was not carried out; its secret was never in force, so it may be tried again."""
    turn.run("DELETE FROM credential WHERE gateway = ? AND installed = '' AND retired = ''", (gateway,))


def install(turn: Turn, gateway: str, at: str, *, last_bind: str, why: str) -> Credential:
    """Put the intended credential in force, and retire the former one; return the new one."""
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
    """Retire the credential in force, and the intended one too. Return the former, if there was one."""
    before = current(turn, gateway)
    installed = " AND installed <> ''" if only_current else ""
    turn.run(
        f"UPDATE credential SET retired = ?, why = ? WHERE gateway = ? AND retired = ''{installed}",  # noqa: S608 - our own words
        (at, why, gateway),
    )
    return before


def bound(turn: Turn, credential: Credential, at: str) -> None:
    """Note a successful bind with a credential."""
    turn.run("UPDATE credential SET last_bind = ? WHERE id = ?", (at, credential.id))


def _one(turn: Turn, where: str, value: str) -> Credential | None:
    row = turn.one(f"SELECT {_COLUMNS} FROM credential WHERE {where} ORDER BY id DESC LIMIT 1", (value,))  # noqa: S608 - our own words
    return Credential(*row) if row else None
