"""The folder of a founding: written completely or not at all, read back, one signature at a time added to it.

It has the layout of an installation, so that the desk can start on it as soon as everything is signed. A signers statement of a
later version waits in `roster/drafts`, which no daemon reads, until its signatures are complete.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from console.acting.founding.founding import Founding
from console.acting.founding.signatures import Signing, named, read, signing
from console.cli import output
from console.cli.streams import read_file
from console.domain.people.people import Roster, Signers
from console.errors import ConsoleError, os_cause
from console.settings import Home
from console.signing.statements import Signed, encode
from console.signing.trust import Roots

_FOLDERS: Final = ("roster", "gateways", "pledges", "keys", "desk", "dispatch", "log")
_MOST: Final = 16 << 20


class Ceremony(msgspec.Struct, frozen=True):
    """The content of the folder: roots, every version of both statements, drafts, and the files that the roster cites."""

    home: Home
    roots: Roots
    signers: list[Signed]
    rosters: list[Signed]
    drafts: dict[str, Signed]
    policy_text: str
    screening_text: str
    gateway_texts: dict[str, str]

    @property
    def roster(self) -> Roster:
        """The newest roster of the folder; raises ConsoleError `statement_unsound`."""
        newest = read(f"roster-{len(self.rosters)}", self.rosters[-1])
        if not isinstance(newest, Roster):
            raise ConsoleError("statement_unsound", name=f"roster-{len(self.rosters)}", why="signers")
        return newest

    @property
    def newest_signers(self) -> Signers:
        """The newest signers statement in force; raises ConsoleError `statement_unsound`."""
        name = f"signers-{len(self.signers)}"
        newest = read(name, self.signers[-1])
        if not isinstance(newest, Signers):
            raise ConsoleError("statement_unsound", name=name, why="roster")
        return newest

    @property
    def founding(self) -> Founding:
        """The newest statements and their files, to be judged."""
        return Founding(
            self.roots,
            self.newest_signers,
            self.roster,
            self.policy_text,
            self.screening_text,
            self.gateway_texts,
        )

    @property
    def statements(self) -> dict[str, Signed]:
        """Every statement by name, drafts last."""
        signed = {f"signers-{number}": one for number, one in enumerate(self.signers, 1)}
        signed |= {f"roster-{number}": one for number, one in enumerate(self.rosters, 1)}
        return signed | self.drafts

    def statement(self, name: str) -> Signed:
        """The statement of that name; raises ConsoleError `no_statement`."""
        try:
            return self.statements[name]
        except KeyError as error:
            raise ConsoleError("no_statement", name=name, names=", ".join(self.statements)) from error

    def signing(self, name: str) -> Signing:
        """How far a statement is signed; raises ConsoleError `no_statement` or `statement_unsound`."""
        return signing(name, self.statement(name), self.roots, self.signers, self.roster)


def write(founding: Founding, out: Path) -> None:
    """Write a founding into a folder that is empty or does not exist; all of it or nothing. Raises ConsoleError."""
    if out.is_symlink() or (out.exists() and (not out.is_dir() or any(out.iterdir()))):
        raise ConsoleError("file_exists", path=out)
    fresh = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        fresh.mkdir(mode=0o700)
        for name in _FOLDERS:
            (fresh / name).mkdir(mode=0o700)
        home = Home(fresh)
        _put(home.roots, msgspec.json.encode(founding.roots))
        _put(home.policy, founding.policy_text.encode())
        _put(home.screening, founding.screening_text.encode())
        for id_, text in founding.gateway_texts.items():
            _put(home.gateways / f"{id_}.toml", text.encode())
        for statement in (founding.signers, founding.roster):
            unsigned = Signed(encode(statement).decode(), [])
            _put(home.roster / f"{named(statement)}.json", msgspec.json.encode(unsigned))
        fresh.rename(out)
    except OSError as error:
        raise ConsoleError("file_unwritable", path=out, error=os_cause(error)) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def load(folder: Path) -> Ceremony:
    """Return the content of the folder; raises ConsoleError `bad_installation` or `file_unreadable`."""
    home = Home(folder.absolute())
    try:
        roots = msgspec.json.decode(read_file(home.roots, _MOST), type=Roots)
    except msgspec.MsgspecError as error:
        raise ConsoleError("bad_roots", error=error) from error
    signers, rosters = _versions(home, "signers"), _versions(home, "roster")
    if not signers or not rosters:
        raise ConsoleError("bad_installation", what="roster/signers-1.json, roster/roster-1.json")
    drafts = sorted(_drafts(home).glob("signers-*.json"))
    return Ceremony(
        home=home,
        roots=roots,
        signers=signers,
        rosters=rosters,
        drafts={path.stem: _signed(path) for path in drafts},
        policy_text=_text(home.policy),
        screening_text=_text(home.screening),
        gateway_texts={path.stem: _text(path) for path in sorted(home.gateways.glob("*.toml"))},
    )


def keep(ceremony: Ceremony, name: str, signed: Signed) -> None:
    """Replace the statement by the one with new signatures; a complete draft moves to where the desk looks for it."""
    draft = name in ceremony.drafts
    path = (_drafts(ceremony.home) if draft else ceremony.home.roster) / f"{name}.json"
    output.replace(path, msgspec.json.encode(signed))
    state = signing(name, signed, ceremony.roots, ceremony.signers, ceremony.roster)
    if draft and not state.missing:
        path.rename(ceremony.home.roster / path.name)


def keep_draft(ceremony: Ceremony, statement: Signers) -> Path:
    """Write a signers statement of a later version, unsigned, and return its file; raises ConsoleError `file_exists`."""
    folder = _drafts(ceremony.home)
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{named(statement)}.json"
    try:
        _put(path, msgspec.json.encode(Signed(encode(statement).decode(), [])))
    except FileExistsError as error:
        raise ConsoleError("file_exists", path=path) from error
    except OSError as error:
        raise ConsoleError("file_unwritable", path=path, error=os_cause(error)) from error
    return path


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Lock the folder while a signature is added, so that two people at once lose none."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise ConsoleError("file_unreadable", path=folder, error=os_cause(error)) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _drafts(home: Home) -> Path:
    return home.roster / "drafts"


def _versions(home: Home, name: str) -> list[Signed]:
    signed: list[Signed] = []
    while (path := home.roster / f"{name}-{len(signed) + 1}.json").exists():
        signed.append(_signed(path))
    return signed


def _signed(path: Path) -> Signed:
    try:
        return msgspec.json.decode(read_file(path, _MOST), type=Signed)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise ConsoleError("bad_installation", what=f"{path.name}: {error}") from error


def _text(path: Path) -> str:
    try:
        return read_file(path, _MOST).decode()
    except UnicodeDecodeError as error:
        raise ConsoleError("file_unreadable", path=path, error="UTF-8") from error


def _put(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
