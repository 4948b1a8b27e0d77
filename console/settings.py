"""Where an installation lives, and how one person likes to see it.

The folder: `--home`, else SMS_CONSOLE_HOME, else the platform's own place for data. The rest: options, else
`settings.toml` in the person's configuration folder, else what the terminal's locale says.
"""

import contextlib
import hashlib
import os
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal, Self
from zoneinfo import ZoneInfo

import msgspec
import platformdirs

from console.errors import ConsoleError

APP: Final = "sms-console"
HOME_VARIABLE: Final = "SMS_CONSOLE_HOME"
Language = Literal["zh", "en"]

_LONGEST_RUN: Final = 90
"""Bytes of the run folder's path: a socket's whole path must stay under 108, NUL included (unix(7))."""

# TMPDIR differs between a login and a service, and then the console would look where the desk is not.
_SHORT_PLACE: Final = Path("/tmp")  # noqa: S108 - the folder made in it is judged: own, 0700, no link


class Home(msgspec.Struct, frozen=True):
    """The data folder of one installation (mode 0700), and every path in it. Nothing is touched but by `open_run`."""

    root: Path

    @property
    def roots(self) -> Path:
        """The pinned root set: {"org", "keys", "threshold"}."""
        return self.root / "roots.json"

    @property
    def policy(self) -> Path:
        """The policy pack that the organisation began with."""
        return self.root / "policy.toml"

    @property
    def policies(self) -> Path:
        """Folder of packs that wait for the roster version that names them."""
        return self.root / "policies"

    @property
    def gateways(self) -> Path:
        """Folder of the gateway files, `<id>.toml` each."""
        return self.root / "gateways"

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
        """Folder of the key files, in solo alone; elsewhere each person keeps his own."""
        return self.root / "keys"

    @property
    def desk_database(self) -> Path:
        """The desk's SQLite file."""
        return self.root / "desk" / "desk.db"

    @property
    def dispatch_database(self) -> Path:
        """The dispatcher's SQLite file."""
        return self.root / "dispatch" / "dispatch.db"

    @property
    def desk_lock(self) -> Path:
        """Locked by the one desk of this home for as long as it lives."""
        return self.root / "desk" / "lock"

    @property
    def logs(self) -> Path:
        """Folder of the log files."""
        return self.root / "log"

    @property
    def run(self) -> Path:
        """Folder of the sockets: `run` in the home, or where that path is too long a folder keyed by the home's name."""
        inside = self.root / "run"
        if len(os.fsencode(inside)) <= _LONGEST_RUN:
            return inside
        digest = hashlib.sha256(os.fsencode(self.root.resolve())).hexdigest()[:16]
        return _SHORT_PLACE / f"{APP}-{digest}"

    @property
    def desk_socket(self) -> Path:
        """The desk's socket; it is there only while the desk serves."""
        return self.run / "desk.sock"

    @property
    def dispatch_socket(self) -> Path:
        """The dispatcher's own socket (custody, freeze)."""
        return self.run / "dispatch.sock"

    @property
    def simulator_file(self) -> Path:
        """Where the simulator tells its ports: {"port", "control"}."""
        return self.run / "simulator.json"

    def log(self, name: str) -> Path:
        """The log file of a process."""
        return self.logs / f"{name}.log"

    def open_run(self) -> Path:
        """Make the run folder if it is missing, judge it, and return it.

        Raises ConsoleError `loose_folder` if it is not a folder of this account alone: sockets in it could be another's.
        """
        run = self.run
        with contextlib.suppress(FileExistsError):
            run.mkdir(mode=0o700, parents=True)
        private_folder(run)
        return run


def private_folder(path: Path, forbidden: int = 0o077) -> None:
    """Raise ConsoleError `loose_folder` unless `path` is a real folder of this account with none of the `forbidden` bits."""
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & forbidden:
        raise ConsoleError("loose_folder", path=path, mode=f"{stat.S_IMODE(found.st_mode):04o}")


class Settings(msgspec.Struct, frozen=True):
    """How this person sees the console. `theme` empty is the console's own; `timezone` is an IANA name."""

    home: Path
    lang: Language = "zh"
    theme: str = ""
    mouse: bool = True
    timezone: str = "Asia/Shanghai"

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
        """Join options, environment, file and defaults; an option that is None was not given.

        Raises ConsoleError `bad_settings` naming what cannot be read: the file, a language, a zone.
        """
        file = file or Path(platformdirs.user_config_path(APP)) / "settings.toml"
        options = {"lang": lang, "theme": theme, "mouse": mouse, "timezone": timezone}
        place = home or Path(environ.get(HOME_VARIABLE) or platformdirs.user_data_path(APP))
        values: dict[str, object] = {"lang": _locale_language(environ)}
        values |= _read(file)
        values |= {name: value for name, value in options.items() if value is not None}
        values["home"] = place.expanduser().absolute()
        try:
            made = msgspec.convert(values, cls)
            ZoneInfo(made.timezone)
        except (msgspec.ValidationError, ValueError, OSError, KeyError) as error:
            raise ConsoleError("bad_settings", what=error) from error
        return made

    @property
    def layout(self) -> Home:
        """The paths of the installation."""
        return Home(self.home)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the file may say; the home is not in it, because the file is a person's and the home may be an organisation's."""

    lang: Language | None = None
    theme: str | None = None
    mouse: bool | None = None
    timezone: str | None = None


def _read(file: Path) -> dict[str, object]:
    try:
        found = msgspec.convert(tomllib.loads(file.read_text("utf-8")), _File)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ConsoleError("bad_settings", what=f"{file.name}: {error}") from error
    return {name: value for name, value in msgspec.structs.asdict(found).items() if value is not None}


def _locale_language(environ: Mapping[str, str]) -> Language:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "en" if environ[name].lower().startswith("en") else "zh"
    return "zh"
