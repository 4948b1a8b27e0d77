"""Where an installation lives, and one person's display preferences.

The home folder is found in this order: `--home`, SMS_CONSOLE_HOME, the person's own folder of a separated site (console.site),
the platform's own place for data. Everything else: options, then `settings.toml` in the person's configuration folder (of a
site: in their own folder there), then the terminal's locale.
"""

import contextlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from zoneinfo import ZoneInfo

import msgspec
import platformdirs

from console.domain import times, toml_file
from console.errors import ConsoleError
from console.site import Site, installed

APP: Final = "sms-console"
HOME_VARIABLE: Final = "SMS_CONSOLE_HOME"
WITNESS_VARIABLE: Final = "SMS_CONSOLE_WITNESS"
"""The environment variable that names the witness's folder (`dispatch.memory`) if no option does, for example in a unit's settings."""
SCANNER_VARIABLE: Final = "SMS_CONSOLE_SCANNER"
"""The environment variable that names the house's scanner and its arguments in a solo home; elsewhere the site file does."""
Language = Literal["zh", "en"]
LockMinutes = Annotated[int, msgspec.Meta(ge=1, le=5)]
LeaveMinutes = Annotated[int, msgspec.Meta(ge=1, le=20)]

BACKUP_NAME: Final = r"\d{8}T\d{6}Z"
"""The folders that backups lie in side by side, each named by its moment, so that the newest is the last by name."""
_LONGEST_RUN: Final = 90
"""Bytes of the run folder's path: a socket's whole path must stay under 108, NUL included (unix(7))."""

# TMPDIR differs between a login and a service, so the console would look for the desk in the wrong folder.
_SHORT_PLACE: Final = Path("/tmp")  # noqa: S108 - the folder made in it is judged: own, 0700, no link


class Home(msgspec.Struct, frozen=True):
    """The data folder of one installation (mode 0700), and every path in it. Only `open_run` touches the disk.

    Where accounts are separated, `root` is the folder of one account, and `site` says where the others' sockets are.
    """

    root: Path
    site: Site | None = None

    @property
    def roots(self) -> Path:
        """The pinned root set: {"org", "keys", "threshold"}."""
        return self.root / "roots.json" if self.site is None else self.site.roots

    def exists(self) -> bool:
        """Whether an installation is here: a founded organisation's roots, or a separated site's."""
        return self.site is not None or self.roots.exists()

    @property
    def policy(self) -> Path:
        """The policy pack that the organisation was founded with."""
        return self.root / "policy.toml"

    @property
    def screening(self) -> Path:
        """The screening list that the organisation was founded with."""
        return self.root / "screening.toml"

    @property
    def policies(self) -> Path:
        """Folder of further packs; the dispatcher uses the one that the roster names."""
        return self.root / "policies"

    @property
    def gateways(self) -> Path:
        """Folder of the gateway files; a changed file may lie beside its predecessor."""
        return self.root / "gateways"

    @property
    def calendars(self) -> Path:
        """Folder of the years of the calendar that the organisation brought."""
        return self.root / "calendars"

    def rule_files(self) -> Iterator[Path]:
        """Yield every file here that a roster may name. A roster names files by their bytes, not by their place."""
        yield from (path for path in (self.policy, self.screening) if path.exists())
        for folder in (self.policies, self.gateways, self.calendars):
            yield from sorted(folder.glob("*.toml"))

    @property
    def roster(self) -> Path:
        """Folder of the signers and roster statements."""
        return self.root / "roster"

    @property
    def pledges(self) -> Path:
        """Folder of the pledges."""
        return self.root / "pledges"

    @property
    def keys(self) -> Path:
        """Folder of the key files, in solo only; elsewhere each person keeps their own."""
        return self.root / "keys"

    @property
    def own_key(self) -> Path:
        """A person's signing key in their own folder of a separated site."""
        return self.root / "key"

    def kept(self, person: str) -> Path:
        """The file in which a person's own program keeps proved versions and chosen lists; `person` is hashed for its name."""
        return self.root / "kept" / f"{_hashed(person.encode())[:32]}.json"

    @property
    def inbox(self) -> Path | None:
        """Folder where this account's contact files arrive in a separated site; None elsewhere."""
        return None if self.site is None else self.site.inbox / self.root.name / "in"

    @property
    def fetched_from(self) -> Path | None:
        """Folder from which this account would fetch what the console makes for it; None where nothing is separated."""
        there = None if self.site is None else self.site.outbox
        return None if there is None else there / self.root.name / "out"

    @property
    def outbox(self) -> Path | None:
        """That folder, if it is there: root and the daemons have none."""
        box = self.fetched_from
        return box if box is not None and box.is_dir() else None

    @property
    def desk_database(self) -> Path:
        """The desk's SQLite file."""
        return self.root / "desk" / "desk.db"

    @property
    def desk_told(self) -> Path:
        """The file (0600) with the URL of the desk's PostgreSQL database, where it has one."""
        return self.root / "desk" / "database"

    @property
    def desk_optout_key(self) -> Path:
        """The desk's key of hashed opt-outs, made when the first ones are hashed; in no backup."""
        return self.root / "desk" / "optouts.key"

    @property
    def dispatch_optout_key(self) -> Path:
        """The dispatcher's own key of hashed opt-outs, likewise."""
        return self.root / "dispatch" / "optouts.key"

    def backed_up(self, part: str) -> Path:
        """The file with the moment of the last good backup of a part (`desk`, `dispatch`); see `last_backup`."""
        return self.root / part / "backed-up"

    @property
    def dispatch_database(self) -> Path:
        """The dispatcher's SQLite file."""
        return self.root / "dispatch" / "dispatch.db"

    @property
    def witness(self) -> Path:
        """The file that names the folder of a solo home's witness: one line, kept from the start that named it."""
        return self.root / "witness"

    @property
    def desk_clock(self) -> Path:
        """The file with the latest time that the desk has seen."""
        return self.root / "desk" / "clock"

    @property
    def desk_lock(self) -> Path:
        """The lock file that the one desk of this home holds as long as it lives."""
        return self.root / "desk" / "lock"

    @property
    def notices(self) -> Path:
        """The folder of the program that tells people outside: what it said, and what opens its channels."""
        return self.root / "notices" if self.site is None else self.site.notices_home or self.root / "notices"

    @property
    def notices_file(self) -> Path:
        """The file of its channels and people; root writes it."""
        there = None if self.site is None else self.site.notices_file
        return there or self.root / "notices.toml"

    @property
    def logs(self) -> Path:
        """Folder of the log files."""
        return self.root / "log"

    @property
    def run(self) -> Path:
        """Folder of the sockets: `run` in the home, or, where that path is too long, a folder keyed by the home's name.

        In a separated site it is the daemon's own folder of the two that the site names.
        """
        if self.site is not None:
            custody = self.root == self.site.custody_home
            return (self.site.dispatch_socket if custody else self.site.desk_socket).parent
        inside = self.root / "run"
        if len(os.fsencode(inside)) <= _LONGEST_RUN:
            return inside
        digest = _hashed(os.fsencode(self.root.resolve()))[:16]
        return _SHORT_PLACE / f"{APP}-{digest}"

    @property
    def desk_socket(self) -> Path:
        """The desk's socket; it exists only while the desk serves."""
        return self.run / "desk.sock" if self.site is None else self.site.desk_socket

    @property
    def dispatch_socket(self) -> Path:
        """The dispatcher's own socket (custody, freeze)."""
        return self.run / "dispatch.sock" if self.site is None else self.site.dispatch_socket

    @property
    def simulator_file(self) -> Path:
        """The file in which the simulator publishes its ports: {"port", "control"}."""
        return self.run / "simulator.json"

    def log(self, name: str) -> Path:
        """The log file of a process."""
        return self.logs / f"{name}.log"

    def open_run(self) -> Path:
        """Make the run folder if it is missing, check it, and return it.

        Raises ConsoleError `loose_folder` unless it is a folder of this account alone: otherwise its sockets could be another's.
        """
        run = self.run
        with contextlib.suppress(FileExistsError):
            run.mkdir(mode=0o700, parents=True)
        private_folder(run)
        return run


def _hashed(name: bytes) -> str:
    import hashlib  # noqa: PLC0415 - loads a cipher library, and the first page names no such file

    return hashlib.sha256(name).hexdigest()


def demo_home() -> Path:
    """Where the demo's installation lives; nothing else is kept there."""
    return Path(platformdirs.user_data_path(APP)) / "demo"


def moment_in(path: Path) -> str:
    """The moment that a file of ours holds; empty if there is none."""
    try:
        text = path.read_text("ascii").strip()
        times.parse(text)
    except (OSError, ValueError):
        return ""
    return text


def last_backup(home: Home, part: str) -> str:
    """When a part was backed up last; empty for never, or where none of it is left.

    Where the site names a folder, the newest manifest in it says so: a backup that is lost must not count. Elsewhere the file does
    that the backup wrote beside the database.
    """
    if home.site is None or home.site.backups is None:
        return moment_in(home.backed_up(part))
    found: list[str] = []
    with contextlib.suppress(OSError):
        found = sorted(path.name for path in (home.site.backups / part).iterdir())
    for name in reversed(found):
        with contextlib.suppress(OSError, msgspec.MsgspecError, UnicodeError, ValueError):
            if re.fullmatch(BACKUP_NAME, name):
                data = (home.site.backups / part / name / "manifest.json").read_bytes()
                told = msgspec.json.decode(data, type=_Made)
                times.parse(told.at)
                return told.at
    return ""


class _Made(msgspec.Struct):
    """Of a backup's manifest, when it was made."""

    at: str


def placed(root: Path) -> Home:
    """Return the Home of a daemon's folder, with the site's places if the site on this host names that folder.

    Raises ConsoleError `bad_site` for a site file that cannot be trusted.
    """
    site = installed()
    return Home(
        root,
        site if site is not None and root in {site.desk_home, site.custody_home, site.notices_home} else None,
    )


def private_folder(path: Path, forbidden: int = 0o077) -> None:
    """Raise ConsoleError `loose_folder` unless `path` is a real folder of this account with none of the `forbidden` bits."""
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & forbidden:
        raise ConsoleError("loose_folder", path=path, mode=f"{stat.S_IMODE(status.st_mode):04o}")


class Settings(msgspec.Struct, frozen=True):
    """How this person sees the console; a person may shorten the idle times of lock and leave, never lengthen them.

    `theme` empty follows the terminal (NO_COLOR: `mono`; sixteen colours: `ansi`); `ascii` draws frames and marks in ASCII also
    where the terminal could do more; `timezone` is an IANA name; `keys` is the file of their own keys, beside the settings file.
    """

    home: Path
    lang: Language = "zh"
    theme: str = ""
    ascii: bool = False
    mouse: bool = True
    timezone: str = "Asia/Shanghai"
    lock_minutes: LockMinutes = 5
    leave_minutes: LeaveMinutes = 20
    site: Site | None = None
    keys: Path | None = None

    @classmethod
    def load(
        cls,
        *,
        home: Path | None = None,
        lang: str | None = None,
        theme: str | None = None,
        mouse: bool | None = None,
        timezone: str | None = None,
        environ: Mapping[str, str] = os.environ,
        file: Path | None = None,
    ) -> Self:
        """Join options, environment, file and defaults; None means that an option was not given.

        Raises ConsoleError `bad_settings` naming what cannot be read: the file, a language, a zone.
        """
        options = {"lang": lang, "theme": theme, "mouse": mouse, "timezone": timezone}
        named = home or (Path(environ[HOME_VARIABLE]) if environ.get(HOME_VARIABLE) else None)
        site = installed(environ) if named is None else None
        own = None if site is None else site.own_folder()
        place = named or own or Path(platformdirs.user_data_path(APP))
        values: dict[str, object] = {"lang": _locale_language(environ), "site": site}
        if site is not None:
            values["timezone"] = site.timezone
        file = file or (own or Path(platformdirs.user_config_path(APP))) / "settings.toml"
        values |= _read(file)
        values |= {name: value for name, value in options.items() if value is not None}
        values |= {"home": place.expanduser().absolute(), "keys": file.with_name("keys.toml")}
        try:
            made = msgspec.convert(values, cls)
            ZoneInfo(made.timezone)
        except (msgspec.ValidationError, ValueError, OSError, KeyError) as error:
            raise ConsoleError("bad_settings", what=error) from error
        return made

    @property
    def file(self) -> Path | None:
        """The person's settings file, which may not be there yet."""
        return None if self.keys is None else self.keys.with_name("settings.toml")

    @property
    def layout(self) -> Home:
        """The paths of the installation."""
        return Home(self.home, self.site)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the settings file may hold. The home is not in it: the file is a person's, the home may be an organisation's."""

    lang: Language | None = None
    theme: str | None = None
    ascii: bool | None = None
    mouse: bool | None = None
    timezone: str | None = None
    lock_minutes: LockMinutes | None = None
    leave_minutes: LeaveMinutes | None = None


def _read(file: Path) -> dict[str, object]:
    try:
        read = msgspec.convert(toml_file.read(file), _File)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ConsoleError("bad_settings", what=f"{file.name}: {error}") from error
    return {name: value for name, value in msgspec.structs.asdict(read).items() if value is not None}


def remember_ascii(file: Path, on: bool) -> None:
    """Keep in a settings file whether frames and marks are drawn in ASCII; its other lines stay. Raises OSError."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except FileNotFoundError:
        lines = []
    kept = [line for line in lines if line.partition("=")[0].strip(" \t\"'") != "ascii"]
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.new")
    fresh.write_text("\n".join([*kept, f"ascii = {str(on).lower()}", ""]), "utf-8")
    fresh.replace(file)


def _locale_language(environ: Mapping[str, str]) -> Language:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "en" if environ[name].lower().startswith("en") else "zh"
    return "zh"
