"""What a person's own program knows without the desk: pinned root keys, the chain proved from them, and the chosen lists.

Chosen lists and the newest proved version outlive the program in a file of this account alone. Without a file, as in a test,
they are remembered for one sitting.
"""

import contextlib
import hashlib
import os
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from console.acting import chains
from console.acting.sitting import Core, seen_version
from console.errors import ConsoleError
from console.signing.trust import Pin, Roots, Trust

_LATELY: Final = 12
"""Files that were read lately, of each kind."""
_MOST: Final = 500
"""Requests whose chosen lists are kept, and shapes of files; the oldest are forgotten first."""


class Chosen(msgspec.Struct, frozen=True):
    """A list as it was chosen for a slot: the desk's number, and the values that tell it from every other list."""

    list_id: int
    name: str
    digest: str
    n: int


class Place(msgspec.Struct, frozen=True):
    """Where a person last took the numbers from in a file of some shape: the sheet (empty for a text), the column's letters."""

    sheet: str
    column: str


class _Kept(msgspec.Struct):
    """The file: the digest of the root keys, the newest version that was proved from them, the lists of each request by slot.

    `places` are by department and shape of file; `read` are the paths of files that were read last, newest first, by kind;
    `templates` are the digests of the versions from which requests were begun here.
    """

    roots: str = ""
    version: int = 0
    digest: str = ""
    chosen: dict[int, list[Chosen | None]] = {}
    places: dict[str, Place] = {}
    read: dict[str, list[str]] = {}
    templates: dict[int, str] = {}


class Chain(NamedTuple):
    """The roster chain, and whether it was proved from pinned root keys or is only what the desk says."""

    trust: Trust
    proved: bool


class Own:
    """The program's own memory. `roots` reads the pinned keys, None if there are none; `path` is the file, None to keep nothing."""

    def __init__(self, roots: Callable[[], Roots | None], path: Path | None = None) -> None:
        self._roots, self._path = roots, path
        self._kept: _Kept | None = None
        self._chain: Chain | None = None

    def chain(self, core: Core) -> Chain:
        """The chain, up to at least the newest version that the desk named; proved once a sitting, and again for a newer version.

        Raises ConsoleError `roster_unproven` if it does not hold, is older than one that was proved here, or ends too early.
        """
        newest = seen_version(core)
        if self._chain is not None and self._chain.trust.newest.version >= newest:
            return self._chain
        roots, kept = self._roots(), self._read()
        pin = Pin(kept.version, kept.digest) if roots is not None and kept.version else None
        trust = chains.judged(chains.fetched(core), roots, pin)
        if trust.newest.version < newest:
            raise ConsoleError("roster_unproven", detail=f"{trust.newest.version} < {newest}")
        if roots is not None and trust.pin != pin:
            kept.version, kept.digest = trust.pin.version, trust.pin.digest
            self._write(kept)
        self._chain = Chain(trust, roots is not None)
        return self._chain

    def chosen(self, request: int) -> list[Chosen | None]:
        """The lists that were chosen here for a request, by slot; None for a slot whose list was chosen elsewhere."""
        return list(self._read().chosen.get(request, []))

    def choose(self, request: int, lists: Sequence[Chosen | None]) -> None:
        """Keep which lists were chosen for a request."""
        kept = self._read()
        if kept.chosen.get(request, []) == list(lists):
            return
        kept.chosen.pop(request, None)
        kept.chosen[request] = list(lists)
        for oldest in list(kept.chosen)[:-_MOST]:
            del kept.chosen[oldest]
        self._write(kept)

    def begun_with(self, request: int) -> str:
        """The digest of the template's version that was read here when a request was begun from it; empty for one begun elsewhere."""
        return self._read().templates.get(request, "")

    def begin_with(self, request: int, sha256: str) -> None:
        """Keep from which template's version a request was begun; an empty digest forgets what an earlier one of that id had."""
        kept = self._read()
        if kept.templates.get(request, "") == sha256:
            return
        kept.templates.pop(request, None)
        if sha256:
            kept.templates[request] = sha256
        for oldest in list(kept.templates)[:-_MOST]:
            del kept.templates[oldest]
        self._write(kept)

    def place(self, department: str, shape: str) -> Place | None:
        """Where the numbers were last in a file of that shape for a department; None if there was none, or the shape is empty."""
        return self._read().places.get(f"{department} {shape}") if shape else None

    def keep_place(self, department: str, shape: str, place: Place) -> None:
        """Keep where the numbers were in a file of that shape; an empty shape is that of files without a choice."""
        kept, key = self._read(), f"{department} {shape}"
        if not shape or kept.places.get(key) == place:
            return
        kept.places.pop(key, None)
        kept.places[key] = place
        for oldest in list(kept.places)[:-_MOST]:
            del kept.places[oldest]
        self._write(kept)

    def read_lately(self, kind: str) -> list[str]:
        """The paths of the files of a kind that were read last, newest first."""
        return list(self._read().read.get(kind, []))

    def keep_read(self, kind: str, path: str) -> None:
        """Keep that a file was read; a path of octets that are no text cannot be written down."""
        kept = self._read()
        before = kept.read.get(kind, [])
        if before[:1] == [path] or not _writable(path):
            return
        kept.read[kind] = [path, *(one for one in before if one != path)][:_LATELY]
        self._write(kept)

    def _read(self) -> _Kept:
        """Read the memory of this organisation. An unreadable file counts as empty: everything is then proved and chosen again."""
        if self._kept is None:
            roots, kept = self._roots(), _Kept()
            mark = hashlib.sha256(msgspec.json.encode(roots)).hexdigest() if roots is not None else ""
            if self._path is not None:
                with contextlib.suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
                    kept = msgspec.json.decode(self._path.read_bytes(), type=_Kept)
            self._kept = kept if kept.roots == mark else _Kept(mark)
        return self._kept

    def _write(self, kept: _Kept) -> None:
        """Replace the file atomically; if it cannot be written, its content lasts for this sitting."""
        if self._path is None:
            return
        beside = self._path.with_name(f"{self._path.name}.{secrets.token_hex(8)}")
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(mode=0o700, exist_ok=True)
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(msgspec.json.encode(kept))
                beside.replace(self._path)
            finally:
                beside.unlink(missing_ok=True)


def _writable(text: str) -> bool:
    """Whether a text can be written down."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
