"""The manifest of a backup: every file with its size and SHA-256, and the ledger's head.

The manifest is written last, so a backup without one was never finished. `SHA256SUMS` beside it says the same for stock tools.
"""

import hashlib
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Annotated, Final

import msgspec

FORMAT: Final = "sms-backup/1"
MANIFEST: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"
BLOCK: Final = 1 << 20
"""Bytes that are read, hashed and written at once."""

Say = Callable[[str, int, int], None]
"""Reports progress: the file, how much of it is done, of how much."""


class Part(StrEnum):
    """The owner of a database; where accounts are separated, each part belongs to one account."""

    DESK = "desk"
    DISPATCH = "dispatch"


DATABASES: Final = {Part.DESK: "desk/desk.db", Part.DISPATCH: "dispatch/dispatch.db"}
"""The path of each part's database, the same in an installation and in a backup."""
DUMPS: Final = {Part.DESK: "desk/desk.dump", Part.DISPATCH: "dispatch/dispatch.dump"}
"""The path of each part's dump in a backup of a PostgreSQL database, as `pg_dump` wrote it."""
TOLD: Final = {Part.DESK: "desk/database", Part.DISPATCH: "dispatch/database"}
"""The file in an installation that holds the URL of each part's PostgreSQL database; never in a backup."""


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file: its path, the same in backup and installation, its size and the SHA-256 of its bytes (hex)."""

    path: str
    size: Annotated[int, msgspec.Meta(ge=0)]
    sha256: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A backup. `at` is when it was begun, `by` the account that made it; `head` is the ledger's as printed, empty without a desk.

    `servers` has the major version of the PostgreSQL server for each part that is a dump.
    """

    format: str
    org: str
    at: str
    by: str
    parts: list[Part]
    head: str
    files: list[Kept]
    servers: dict[Part, Annotated[int, msgspec.Meta(ge=1, le=9999)]] = {}

    def database(self, part: Part) -> str:
        """The path of a part's database in the backup: a SQLite file, or a dump."""
        return (DUMPS if part in self.servers else DATABASES)[part]

    def encoded(self) -> bytes:
        """The bytes of the manifest file; the same content gives the same bytes, so that its digest can be read out."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"


class Fault(msgspec.Struct, frozen=True):
    """A fault of a backup: the code of its words, and their parameters."""

    code: str
    params: dict[str, str] = {}


def amiss(code: str, **params: str) -> Fault:
    """Return a fault by the code of its words."""
    return Fault(code, params)


class Report(msgspec.Struct, frozen=True):
    """The result of a check. `digest` is that of the manifest; `entries` of the ledger were proved, up to `head`.

    `doubtful` counts recipients whom a restore made unknown, because they may have been sent to after the backup. `erased` is
    when the newest erasure in the backup was carried out, empty for none: numbers erased later are present again in the backup.
    """

    manifest: Manifest
    digest: str
    entries: int = 0
    head: str = ""
    faults: list[Fault] = []
    doubtful: int = 0
    erased: str = ""

    @property
    def good(self) -> bool:
        """Whether there is no fault."""
        return not self.faults


class Half(msgspec.Struct, frozen=True):
    """One part: its folder, and what was found of it."""

    folder: Path
    report: Report


class Pair(msgspec.Struct, frozen=True):
    """Both parts; without `dispatch` that one is lost. `older` names the part that is so much older that something is in doubt."""

    desk: Half
    dispatch: Half | None
    older: Part | None = None

    @property
    def halves(self) -> dict[Part, Half]:
        """What there is, in the order in which it is restored."""
        return ({Part.DISPATCH: self.dispatch} if self.dispatch else {}) | {Part.DESK: self.desk}

    @property
    def faults(self) -> list[Fault]:
        """Everything that is wrong with either."""
        return [fault for half in self.halves.values() for fault in half.report.faults]


def safe(path: str) -> bool:
    """Whether a path stays inside the folder, and is one that a backup writes."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or str(pure) != path or ".." in pure.parts or "\\" in path or "\x00" in path:
        return False
    top = pure.parts[0] if pure.parts else ""
    if path in {*DATABASES.values(), *DUMPS.values()}:
        return True
    if path in {"roots.json", "policy.toml", "screening.toml", "dispatch/rosters.json"}:
        return True
    ending = {
        "roster": ".json",
        "pledges": ".json",
        "policies": ".toml",
        "gateways": ".toml",
        "calendars": ".toml",
    }.get(top)
    return len(pure.parts) == 2 and ending is not None and pure.suffix == ending


def sums(manifest: Manifest) -> bytes:
    """The lines that `sha256sum -c` reads, the manifest's own among them."""
    whole = hashlib.sha256(manifest.encoded()).hexdigest()
    lines = [f"{one.sha256}  {one.path}" for one in manifest.files]
    return "\n".join([*lines, f"{whole}  {MANIFEST}", ""]).encode()


def digest_of(path: Path, say: Callable[[int], None]) -> tuple[int, str]:
    """Size and SHA-256 of a file; `say` gets the number of bytes read."""
    hashed, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            hashed.update(block)
            size += len(block)
            say(size)
    return size, hashed.hexdigest()


def counted(say: Say, path: str, total: int) -> Callable[[int], None]:
    """Return the progress callback for one file."""
    return lambda done: say(path, done, total)


def parts_of(names: Iterable[str]) -> list[Part]:
    """The parts in the order in which they are copied: the dispatcher's first.

    The desk's copy must be newer than the dispatcher's: then a head that the dispatcher signed lies on the desk's chain.
    """
    chosen = set(names)
    return [part for part in (Part.DISPATCH, Part.DESK) if part in chosen]
