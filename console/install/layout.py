"""The places of everything in a separated site, the accounts, and the people who sign in to it."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from console.domain.people.people import Roster, Standing
from console.errors import ConsoleError

_NAME: Final = re.compile(r"[a-z_][a-z0-9_-]{0,31}")
"""The names that useradd accepts; such a name needs no quoting in a script or unit file."""
_PATH: Final = re.compile(r"/[A-Za-z0-9._/-]*")
_COMMAND: Final = re.compile(r"/[A-Za-z0-9._/+-]+(?: [A-Za-z0-9._/=:,@+-]+)*")
"""Paths that need no quoting: unit files and sshd_config each quote in a way of their own."""


class Holder(msgspec.Struct, frozen=True):
    """A person with an account on this host: their id in the roster, account, its number, and the keys that open a session."""

    person: str
    account: str
    uid: int
    login_keys: tuple[str, ...] = ()


class Layout(msgspec.Struct, frozen=True):
    """Names and places. `prefix` is put before every path, `services` and `persons` before accounts of either kind.

    `dispatch` is the service entry of the roster for the custody account; `allowed` are the only addresses that it may reach, and
    `named` what the names of hosts among them stand for, as (name, address); `fenced` is false where no gateway is known yet.
    `exempt` is a jump host's address: failed logins from it do not shut out other people behind it. `witness` is the folder in which the dispatcher keeps how far its database goes, on another disk or host (empty: none). `scanner` is the house's
    scanner of attachments with its arguments, parted by blanks (empty: none). `backups` is the folder into which a timer backs up both
    parts (empty: no timer).
    """

    org: str
    timezone: str = "Asia/Shanghai"
    prefix: Path = Path("/")
    services: str = "sms-"
    persons: str = ""
    port: int = 2222
    inbox_port: int = 2223
    outbox_port: int = 2224
    listen: str = ""
    exempt: str = ""
    python: str = ""
    dispatch: str = "dispatch-1"
    allowed: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    fenced: bool = False
    witness: str = ""
    scanner: str = ""
    backups: str = "/var/backups/sms-console"

    def check(self) -> None:
        """Raise ConsoleError `install_name` for a name or path that would need quoting somewhere, `install_ports` for a port named twice."""
        names = (self.desk, self.custody, self.monitor, self.notices, self.people, self.line)
        wrong = [name for name in names if not _NAME.fullmatch(name)]
        wrong += [
            str(one)
            for one in (self.prefix, self.interpreter, self.witness or "/", self.backups or "/")
            if not _PATH.fullmatch(str(one))
        ]
        wrong += [one for one in (self.org, self.dispatch) if not re.fullmatch(r"[A-Za-z0-9._-]+", one)]
        addresses = [one for one in (self.listen, self.exempt) if one]
        wrong += [one for one in addresses if not re.fullmatch(r"[0-9A-Fa-f.:/]+", one)]
        wrong += [self.scanner] if self.scanner and not _COMMAND.fullmatch(self.scanner) else []
        if wrong:
            raise ConsoleError("install_name", name=", ".join(wrong))
        ports = (self.port, self.inbox_port, self.outbox_port)
        if twice := {one for one in ports if ports.count(one) > 1}:
            raise ConsoleError("install_ports", ports=", ".join(map(str, twice)))

    def at(self, path: str) -> Path:
        """A path of the running system, under the prefix."""
        return self.prefix / path.removeprefix("/")

    @property
    def desk(self) -> str:
        """The desk's account and group."""
        return f"{self.services}desk"

    @property
    def custody(self) -> str:
        """The account and group of the dispatcher and its keyring."""
        return f"{self.services}custody"

    @property
    def monitor(self) -> str:
        """The account by which the daemons are watched: it may ask them how they are, and nothing else."""
        return f"{self.services}monitor"

    @property
    def notices(self) -> str:
        """The account of the program that tells people outside: it asks the desk what is open, and nothing else."""
        return f"{self.services}notices"

    @property
    def people(self) -> str:
        """The group whose members may sign in over SSH."""
        return f"{self.services}people"

    @property
    def line(self) -> str:
        """The group whose members reach the sockets: people, and the two daemons."""
        return f"{self.services}line"

    @property
    def etc(self) -> Path:
        """Folder of the site's own settings, owned by root."""
        return self.at("/etc/sms-console")

    @property
    def hosts(self) -> Path:
        """What the names of gateways stand for, for custody's program alone: inside its fence it asks no name server."""
        return self.etc / "hosts"

    @property
    def lib(self) -> Path:
        """Folder of the program."""
        return self.at("/usr/lib/sms-console")

    @property
    def enter(self) -> Path:
        """The program that sshd starts for everybody."""
        return self.lib / "enter"

    @property
    def interpreter(self) -> str:
        """The Python in which the program is installed."""
        return self.python or str(self.lib / "venv/bin/python")

    @property
    def site(self) -> Path:
        """The site file."""
        return self.etc / "site.toml"

    @property
    def roots(self) -> Path:
        """The pinned root keys."""
        return self.etc / "roots.json"

    @property
    def sshd(self) -> Path:
        """The configuration of the site's own SSH server."""
        return self.etc / "sshd.conf"

    @property
    def host_key(self) -> Path:
        """That server's key."""
        return self.etc / "ssh_host_ed25519_key"

    @property
    def login_keys(self) -> Path:
        """Folder of the public keys that open a session, one file per account, owned by root."""
        return self.etc / "login-keys"

    @property
    def revoked(self) -> Path:
        """Public login keys that no longer open a session."""
        return self.etc / "login-keys.revoked"

    @property
    def units(self) -> Path:
        """Checksums of the units as the script wrote them: a unit that differs was changed here, and is kept."""
        return self.etc / "units.sha256"

    @property
    def desk_home(self) -> Path:
        """The desk's folder."""
        return self.at("/var/lib/sms-desk")

    @property
    def custody_home(self) -> Path:
        """Custody's folder."""
        return self.at("/var/lib/sms-custody")

    @property
    def notices_home(self) -> Path:
        """The folder of the program that tells people outside: its secrets, and what is on its way."""
        return self.at("/var/lib/sms-notices")

    @property
    def notices_file(self) -> Path:
        """The file of the channels and of the people who are told."""
        return self.etc / "notices.toml"

    @property
    def states(self) -> Path:
        """Folder of the people's own folders."""
        return self.at("/var/lib/sms-people")

    @property
    def inbox(self) -> Path:
        """Folder of the drop boxes."""
        return self.at("/var/lib/sms-inbox")

    @property
    def outbox(self) -> Path:
        """Folder of the boxes from which people fetch what the console made for them."""
        return self.at("/var/lib/sms-outbox")

    @property
    def empty(self) -> Path:
        """The home of every person's account: owned by root and empty, so that nothing in it can be run or planted."""
        return self.at("/var/empty/sms")

    @property
    def desk_run(self) -> Path:
        """Folder of the desk's socket."""
        return self.at("/run/sms-desk")

    @property
    def custody_run(self) -> Path:
        """Folder of the dispatcher's socket."""
        return self.at("/run/sms-custody")

    @property
    def told(self) -> Path:
        """Folder of the file in which the state stands for a collector of figures."""
        return self.at("/var/lib/sms-status")

    @property
    def kept(self) -> Path | None:
        """The folder of the backups, which holds one for each part; None where no timer makes any."""
        return self.at(self.backups) if self.backups else None

    @property
    def pid(self) -> Path:
        """The file in which the SSH server writes its process number."""
        return self.at("/run/sms-sshd.pid")

    @property
    def real(self) -> bool:
        """Whether this is the running system, with its service manager, and not a copy of it under a prefix."""
        return self.prefix == Path("/")


def holders(roster: Roster, layout: Layout, keys: dict[str, tuple[str, ...]]) -> list[Holder]:
    """Return everybody in a roster who has an account here; raises ConsoleError `install_name`."""
    people = [
        Holder(one.id, f"{layout.persons}{one.id}", one.uid, keys.get(one.id, ()))
        for one in roster.people
        if one.uid > 0 and one.standing is Standing.ACTIVE
    ]
    _insist(people, layout)
    return people


def _insist(people: Iterable[Holder], layout: Layout) -> None:
    taken = {layout.desk, layout.custody, layout.monitor, layout.notices, "root"}
    for one in people:
        if not _NAME.fullmatch(one.account) or one.account in taken:
            raise ConsoleError("install_name", name=one.account)
