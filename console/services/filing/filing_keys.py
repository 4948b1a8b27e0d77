"""The keys that verify a filing pack (R3): an allowed signers file made from every roster version, and a readable list.

The rosters themselves are not in the pack, because they hold people's telephone numbers; their digests are.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from sqlalchemy import select

from console.domain.people.people import Roster
from console.services.context import Context
from console.signing.sshsig import fingerprint
from console.store import people


def csv(values: Iterable[object]) -> str:
    """A line of comma-separated values; commas and line ends in a value become blanks, and no value can become a formula."""
    return ",".join(map(_cell, values))


def _cell(value: object) -> str:
    text = " ".join(str(value).replace(",", " ").splitlines())
    return f"'{text}" if isinstance(value, str) and text.startswith(("=", "+", "-", "@", "\t")) else text


def lines(rows: Iterable[str]) -> bytes:
    """Join rows to the lines of a file."""
    return "".join(f"{row}\n" for row in rows).encode()


def key_files(ctx: Context, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The keys of everybody who signed something in the pack, from every roster version: for ssh-keygen, and as a readable list."""
    fingerprints = _signers(files)
    keys: dict[tuple[str, str], tuple[str, str, int]] = {}
    versions: list[str] = ["version,sha256"]
    services: dict[tuple[str, str], int] = {}
    names: dict[str, str] = {}
    used = _rosters_used(files)
    for row in ctx.conn.execute(select(people.roster).order_by(people.roster.c.version)):
        roster = msgspec.json.decode(row.text, type=Roster)
        if row.version in used:
            versions.append(csv([row.version, row.digest]))
        for service in roster.services:
            services.setdefault((service.id, service.public), row.version)
        for person in roster.people:
            for key in person.keys if person.id in fingerprints else ():
                since, _, first = keys.get((person.id, key.public), (key.since, "", row.version))
                keys[person.id, key.public] = (since, key.revoked, first)
                names[person.id] = person.name
    listed = ["person,name,fingerprint,since,revoked"]
    listed += [
        csv([who, names[who], fingerprint(public), since, revoked])
        for (who, public), (since, revoked, _) in sorted(keys.items())
    ]
    listed += [csv([who, who, fingerprint(public), "", ""]) for who, public in sorted(services)]
    return {
        "allowed_signers": lines(allowed_signers(keys, services)),
        "keys.csv": lines(listed),
        "rosters.csv": lines(versions),
    }


def allowed_signers(
    keys: dict[tuple[str, str], tuple[str, str, int]], services: Iterable[tuple[str, str]]
) -> Iterator[str]:
    """The lines of an allowed signers file: each key with the times between which it is valid."""
    for (who, public), (since, revoked, _) in sorted(keys.items()):
        options = f'valid-after="{_stamp(since)}"'
        if revoked:
            options += f',valid-before="{_stamp(revoked)}"'
        yield f"{who} {options} {public}"
    for who, public in sorted(services):
        yield f"{who} {public}"


def _stamp(at: str) -> str:
    return at.translate(str.maketrans("", "", "-:T"))


class _By(msgspec.Struct):
    by: str = ""
    roster: int = 0


def _acts(files: Mapping[str, bytes]) -> list[_By]:
    return [
        msgspec.json.decode(data, type=_By)
        for name, data in files.items()
        if name.endswith(".json") and f"{name}.sig" in files
    ]


def _signers(files: Mapping[str, bytes]) -> set[str]:
    return {one.by for one in _acts(files)}


def _rosters_used(files: Mapping[str, bytes]) -> set[int]:
    return {one.roster for one in _acts(files)}
