"""A separated site: one file of root's says where desk, custody, sockets, pinned roots and people's folders are.

A person's program trusts the file only if nobody but root could have written it, because the file says which socket is asked
and where a key is kept. The path is SMS_CONSOLE_SITE, or `/etc/sms-console/site.toml`. Without a file nothing is separated.
"""

import contextlib
import os
import pwd
import socket
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from console.domain import toml_file
from console.errors import ConsoleError

SITE_VARIABLE: Final = "SMS_CONSOLE_SITE"
SITE_FILE: Final = Path("/etc/sms-console/site.toml")

_MOST: Final = 1 << 16


class Site(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where things are on this host. Paths are absolute.

    `people` holds a folder for each account that signs, `inbox` a drop box for each, `outbox` a box from which each fetches what the
    console made for them (None: an installation from before there were any); members of `group` reach the sockets;
    `accounts` are the two daemons'; `sshd` is the file of the site's own SSH server. Files are brought by sftp to `inbox_port` of `host`
    (empty: as this machine calls itself), and fetched from `outbox_port`. `scanner` is the program, with its arguments, that scans what is attached (none: empty).
    `monitor_account` may ask both daemons how they are, and nothing else (empty: none; root always may). `notices_account` tells people
    outside, from its home `notices_home`, by the channels in `notices_file` (empty: nobody is told). `backups` is the folder in which a timer
    lays backups, in one folder for each part (None: no timer does).
    """

    org: str
    desk_home: Path
    custody_home: Path
    desk_socket: Path
    dispatch_socket: Path
    roots: Path
    people: Path
    inbox: Path
    group: str
    desk_account: str
    custody_account: str
    login_group: str = ""
    sshd: Path | None = None
    timezone: str = "Asia/Shanghai"
    inbox_port: int = 2223
    outbox: Path | None = None
    outbox_port: int = 2224
    host: str = ""
    scanner: tuple[str, ...] = ()
    monitor_account: str = ""
    notices_account: str = ""
    notices_home: Path | None = None
    notices_file: Path | None = None
    backups: Path | None = None

    def own_folder(self) -> Path:
        """The folder of the calling account: a daemon's home, or the person's own. It need not exist."""
        account = account_name(os.geteuid())
        homes = {self.desk_account: self.desk_home, self.custody_account: self.custody_home}
        return homes.get(account) or self.people / account


class Sftp(NamedTuple):
    """Where the calling account brings its files by sftp, or fetches them."""

    account: str
    host: str
    port: int

    @property
    def command(self) -> str:
        """The line that opens the connection."""
        return f"sftp -P {self.port} {self._there}"

    def fetch(self, name: str) -> str:
        """The line that fetches a file into the folder where it is typed; the name needs no quoting."""
        return f"{self.command}:{name} ."

    @property
    def _there(self) -> str:
        # Before a path the colons of a bare address would be taken for the path's.
        return f"{self.account}@[{self.host}]" if ":" in self.host else f"{self.account}@{self.host}"


def upload(site: Site, environ: Mapping[str, str] = os.environ) -> Sftp:
    """Where this account brings its files: to the site's host, or the address by which it came in itself."""
    return _sftp(site, site.inbox_port, environ)


def fetching(site: Site, environ: Mapping[str, str] = os.environ) -> Sftp:
    """Where this account fetches what was made for it: from the same host, at the port that only gives."""
    return _sftp(site, site.outbox_port, environ)


def _sftp(site: Site, port: int, environ: Mapping[str, str]) -> Sftp:
    reached = environ.get("SSH_CONNECTION", "").split()
    own = socket.gethostname()
    # A bare name of this machine says little on the person's own; the address that they used does.
    host = site.host or (own if "." in own or len(reached) < 4 else reached[2])
    return Sftp(account_name(os.geteuid()), host, port)


def account_name(uid: int) -> str:
    """The account's name, or its number if it has no name."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def teller(site: Site | None) -> int:
    """The account that tells people outside; -1 where the site names none that exists."""
    try:
        return pwd.getpwnam(site.notices_account).pw_uid if site is not None and site.notices_account else -1
    except KeyError:
        return -1


def watchers(site: Site | None) -> frozenset[int]:
    """The accounts that may ask the daemons how they are, besides people: root, and the one that the site names, if it exists."""
    named: set[int] = set()
    if site is not None and site.monitor_account:
        with contextlib.suppress(KeyError):
            named.add(pwd.getpwnam(site.monitor_account).pw_uid)
    return frozenset({0, *named})


def installed(environ: Mapping[str, str] = os.environ) -> Site | None:
    """Return this host's site, or None where nothing is separated. Raises ConsoleError `bad_site`."""
    named = environ.get(SITE_VARIABLE)
    path = Path(named) if named else SITE_FILE
    if not named and not os.path.lexists(path):
        return None
    return read_site(path)


def read_site(path: Path, owner: int = 0) -> Site:
    """Read a site file; raises ConsoleError `bad_site` if anybody but `owner` could write the file or a folder above it."""
    if not path.is_absolute():
        raise ConsoleError("bad_site", path=path, what="not absolute")
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_uid != owner or status.st_mode & 0o022:
                raise ConsoleError(
                    "bad_site", path=path, what=f"{status.st_uid} {stat.S_IMODE(status.st_mode):04o}"
                )
            data = file.read(_MOST)
        loose = writable_above(path, {owner})
        if loose is not None:
            raise ConsoleError("bad_site", path=path, what=str(loose))
        site = msgspec.convert(toml_file.parsed(data.decode()), Site, dec_hook=_path)
    except (OSError, ValueError) as error:
        raise ConsoleError("bad_site", path=path, what=error) from error
    for name in site.__struct_fields__:
        value = getattr(site, name)
        if isinstance(value, Path) and not value.is_absolute():
            raise ConsoleError("bad_site", path=path, what=f"{name}: {value}")
    return site


def _path(kind: type, value: object) -> object:
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise NotImplementedError


def writable_above(path: Path, owners: set[int]) -> Path | None:
    """The first folder above `path` in which anybody except root and `owners` could replace what lies there; None if there is none.

    A sticky folder such as /tmp passes, because nobody can rename others' files there. Links on the way are followed by name.
    """
    for folder in path.resolve().parents if path.exists() else path.parents:
        try:
            status = folder.stat()
        except OSError:
            return folder
        if status.st_uid not in owners | {0} or (
            status.st_mode & 0o022 and not status.st_mode & stat.S_ISVTX
        ):
            return folder
    return None
