"""The steps of an installation as data: each can be described in words, written as shell, and compared with the present state."""

import grp
import os
import pwd
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from console.site import writable_above

_SHOWN: Final = 60
_BEFORE: Final = 10
"""Characters that are shown of a differing line, and of the text before the first difference."""
END: Final = "SMS_END_OF_FILE"
"""Ends a file's text in the script; none of our texts has such a line."""


class Program(msgspec.Struct, frozen=True, tag=True):
    """The program is installed, and only root can change it: it was installed before, by hand, from a wheel that was inspected."""

    python: str

    def shell(self) -> str:
        """Return the step as a call of the script's own functions."""
        return f"program {shlex.quote(self.python)}"

    def wrong(self) -> Iterator[str]:
        """Yield what is wrong, in short; nothing if all is well."""
        path = Path(self.python)
        if not os.access(path, os.X_OK):
            yield "missing"
            return
        loose = writable_above(path, {0})
        if loose is not None:
            yield str(loose)


class Group(msgspec.Struct, frozen=True, tag=True):
    """A group exists."""

    name: str

    def shell(self) -> str:
        """Return the step as a call of the script's own functions."""
        return f"group {shlex.quote(self.name)}"

    def wrong(self) -> Iterator[str]:
        """Yield what is wrong, in short; nothing if all is well."""
        if _gid(self.name) < 0:
            yield "missing"


class Account(msgspec.Struct, frozen=True, tag=True):
    """An account exists with this number (-1: any), home, login shell and further groups. It has no password."""

    name: str
    uid: int
    home: Path
    login: str
    groups: tuple[str, ...]

    def shell(self) -> str:
        """See Group.shell."""
        number = "any" if self.uid < 0 else str(self.uid)
        parts = (self.name, number, str(self.home), self.login, ",".join(self.groups))
        return f"account {shlex.join(parts)}"

    def wrong(self) -> Iterator[str]:
        """See Group.wrong."""
        try:
            account = pwd.getpwnam(self.name)
        except KeyError:
            yield "missing"
            return
        if self.uid not in {-1, account.pw_uid}:
            yield f"uid {account.pw_uid}"
        if account.pw_dir != str(self.home):
            yield f"home {account.pw_dir}"
        if account.pw_shell != self.login:
            yield f"shell {account.pw_shell}"
        have = set(os.getgrouplist(self.name, account.pw_gid))
        for name in self.groups:
            if _gid(name) not in have:
                yield f"not in {name}"


class Folder(msgspec.Struct, frozen=True, tag=True):
    """A folder, not a link, with this owner, group and mode."""

    path: Path
    owner: str
    group: str
    mode: int

    def shell(self) -> str:
        """See Group.shell."""
        return f"folder {shlex.join((str(self.path), self.owner, self.group, f'{self.mode:04o}'))}"

    def wrong(self) -> Iterator[str]:
        """See Group.wrong."""
        yield from _wrong(self.path, stat.S_IFDIR, self.owner, self.group, self.mode)


class File(msgspec.Struct, frozen=True, tag=True):
    """A file with this text, or with `once` an empty one if there is none. `what` keys the words for its purpose.

    With `record`, a file of checksums, it is replaced only if nobody changed it since the script wrote it.
    """

    path: Path
    owner: str
    group: str
    mode: int
    text: str
    what: str
    once: bool = False
    record: Path | None = None

    def shell(self) -> str:
        """See Group.shell."""
        if self.once:
            return f"first {shlex.join((str(self.path), self.owner, self.group, f'{self.mode:04o}'))}"
        if END in self.text:
            raise ValueError(self.path)
        head = shlex.join((str(self.path), self.owner, self.group, f"{self.mode:04o}"))
        if self.record is not None:
            return f"unit {head} {shlex.quote(str(self.record))} <<'{END}'\n{self.text.rstrip()}\n{END}"
        return f"file {head} <<'{END}'\n{self.text.rstrip()}\n{END}"

    def wrong(self) -> Iterator[str]:
        """See Group.wrong."""
        yield from _wrong(self.path, stat.S_IFREG, self.owner, self.group, self.mode)
        if not self.once:
            yield from _unlike(self.path, (self.text.rstrip() + "\n").encode())


class Copy(msgspec.Struct, frozen=True, tag=True):
    """A file of the founded organisation, copied once and never overwritten. A `secret` file's content is never shown."""

    source: Path
    path: Path
    owner: str
    group: str
    mode: int
    secret: bool = False

    def shell(self) -> str:
        """See Group.shell."""
        parts = (str(self.source), str(self.path), self.owner, self.group, f"{self.mode:04o}")
        return f"copy {shlex.join(parts)}"

    def wrong(self) -> Iterator[str]:
        """See Group.wrong."""
        yield from _wrong(self.path, stat.S_IFREG, self.owner, self.group, self.mode)
        try:
            content = self.source.read_bytes()
        except OSError:
            # The dispatcher's key is destroyed at the source after it was copied.
            return
        yield from _unlike(self.path, content, secret=self.secret)


class HostKey(msgspec.Struct, frozen=True, tag=True):
    """The SSH server's own key, generated in its final place."""

    path: Path

    def shell(self) -> str:
        """See Group.shell."""
        return f"host_key {shlex.quote(str(self.path))}"

    def wrong(self) -> Iterator[str]:
        """See Group.wrong."""
        yield from _wrong(self.path, stat.S_IFREG, "root", "root", 0o600)


class Only(msgspec.Struct, frozen=True, tag=True):
    """Nobody else signs in: other accounts' login keys are removed, those accounts are locked and their sessions ended."""

    folder: Path
    group: str
    accounts: tuple[str, ...]

    def shell(self) -> str:
        """See Group.shell."""
        return f"only {shlex.join((str(self.folder), self.group, *self.accounts))}"

    def wrong(self) -> Iterator[str]:
        """See Group.wrong."""
        try:
            yield from (path.name for path in sorted(self.folder.iterdir()) if path.name not in self.accounts)
        except OSError as error:
            yield error.strerror or ""


class Services(msgspec.Struct, frozen=True, tag=True):
    """The service manager knows and starts the units; kernel settings are applied."""

    units: tuple[str, ...]

    def shell(self) -> str:
        """See Group.shell."""
        return f"services {shlex.join(self.units)}"

    def wrong(self) -> Iterator[str]:
        """Yield nothing: the service manager reports whether the units run."""
        yield from ()


Step = Program | Group | Account | Folder | File | Copy | HostKey | Only | Services


def _wrong(path: Path, kind: int, owner: str, group: str, mode: int) -> Iterator[str]:
    try:
        status = path.lstat()
    except OSError as error:
        yield error.strerror or "missing"
        return
    if stat.S_IFMT(status.st_mode) != kind:
        yield "another kind of thing"
    if stat.S_IMODE(status.st_mode) != mode:
        yield f"{stat.S_IMODE(status.st_mode):04o}"
    try:
        whose = pwd.getpwnam(owner).pw_uid
    except KeyError:
        whose = -1
    if status.st_uid != whose or status.st_gid != _gid(group):
        yield f"{status.st_uid}:{status.st_gid}"


def _unlike(path: Path, content: bytes, *, secret: bool = False) -> Iterator[str]:
    """Yield the first differing line of a file; for a secret file only the fact that it differs."""
    try:
        present = path.read_bytes()
    except OSError:
        return
    if present == content:
        return
    if secret:
        yield "differs"
        return
    lines, there = ([*one.decode("utf-8", "replace").splitlines(), ""] for one in (content, present))
    number = next((nth for nth, (a, b) in enumerate(zip(lines, there, strict=False)) if a != b), 0)
    at = next(
        (nth for nth, (a, b) in enumerate(zip(lines[number], there[number], strict=False)) if a != b), 0
    )
    at = max(at - _BEFORE, 0)
    here, plan = there[number][at : at + _SHOWN], lines[number][at : at + _SHOWN]
    yield f"differs: {number + 1}: {here!r} ≠ {plan!r}"


def _gid(name: str) -> int:
    try:
        return grp.getgrnam(name).gr_gid
    except KeyError:
        return -1
