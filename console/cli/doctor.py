"""doctor: is this place fit? Python, SQLite, locale, folders, the desk. demo and tour: handed to the launcher."""

import locale
import platform
import stat
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
import typer

from console.cli.deadlines import calendar_words
from console.cli.exits import PROBLEM
from console.cli.session import Session, UsageError, has_terminal, session
from console.cli.tables import table
from console.domain.calendar import shipped
from console.errors import ConsoleError, RefusedError
from console.locale import words
from console.settings import Settings
from console.wire import calls, rosters

_PYTHONS = ((3, 11), (3, 14))
_Check = tuple[str, bool, str]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module, which stand at the top level."""
    app.command("doctor")(doctor)
    app.command("open")(screens)
    app.command("demo")(demo)
    app.command("tour")(tour)


def doctor(context: typer.Context) -> None:
    """检查 Python、SQLite、字符集、目录权限、业务台。 Check Python, SQLite, locale, folders and the desk."""
    run = session(context)
    checks = [*_program(run), *_folders(run.settings.home), _desk(run), *_roster(run)]
    data = [{"check": name, "good": good, "found": found} for name, good, found in checks]
    rows = [(run.t("cli.good") if good else run.t("cli.bad"), name, found) for name, good, found in checks]
    head = [run.t(f"cli.column.{name}") for name in ("verdict", "check", "found")]
    run.show({"good": all(good for _, good, _ in checks), "checks": data}, table(head, rows))
    if not all(good for _, good, _ in checks):
        raise typer.Exit(PROBLEM)


Theme = Annotated[str, typer.Option("--theme", metavar="NAME", help="配色 colours, as textual-light")]
NoMouse = Annotated[bool, typer.Option("--no-mouse", help="不用鼠标 leave the mouse to the terminal")]


def screens(context: typer.Context, theme: Theme = "", no_mouse: NoMouse = False) -> None:
    """打开控制台；不带命令即是它。 The screens; the program without a command is this one."""
    run = session(context)
    _needs_terminal(run)
    raise typer.Exit(run.outside.screens(_look(run, theme, no_mouse), run.named_key()))


def demo(
    context: typer.Context,
    theme: Theme = "",
    no_mouse: NoMouse = False,
    stop: Annotated[bool, typer.Option("--stop", help="停止示范的程序 end the demo's processes")] = False,
    reset: Annotated[
        bool, typer.Option("--reset", help="停止并清除示范 end them and forget the demo")
    ] = False,
) -> None:
    """示范：建好机构，打开控制台。 The demo: an organisation of invented people, then the screens."""
    run = session(context)
    if not (stop or reset):
        _needs_terminal(run)
    raise typer.Exit(run.outside.demo(run.given_home, _look(run, theme, no_mouse), stop, reset))


def tour(
    context: typer.Context,
    list_file: Annotated[
        Path | None, typer.Option("--list", metavar="FILE", help="通讯录 a contact list")
    ] = None,
    category: Annotated[str, typer.Option("--category", help="notice, promotion, other")] = "notice",
    keep: Annotated[bool, typer.Option("--keep", help="留下目录 keep the folder")] = False,
    peer_port: Annotated[int, typer.Option("--peer-port", help="本机的短信中心 an SMSC on this machine")] = 0,
) -> None:
    """不用终端走完一遍：导入、审批、发送、核对。 The whole job without a terminal, printed."""
    run = session(context)
    raise typer.Exit(run.outside.tour(list_file, category, run.as_json, run.given_home, keep, peer_port))


def _look(run: Session, theme: str, no_mouse: bool) -> Settings:
    found = msgspec.structs.replace(run.settings, theme=theme or run.settings.theme)
    return msgspec.structs.replace(found, mouse=found.mouse and not no_mouse)


def _needs_terminal(run: Session) -> None:
    """Raise UsageError where no screen can be drawn."""
    if not has_terminal():
        raise UsageError(run.t("cli.no_terminal"))


def _program(run: Session) -> Iterator[_Check]:
    low, high = _PYTHONS
    yield "python", low <= sys.version_info[:2] <= high, f"{platform.python_version()} {platform.machine()}"
    module, version, journal, why = run.outside.sqlite()
    yield "sqlite", journal == "wal", f"{module} {version} {journal}: {why}"
    encoding = sys.stdout.encoding or ""
    charset = locale.getlocale()[1] or ""
    yield "charset", encoding.lower().replace("-", "") == "utf8", f"{encoding} ({charset})"
    yield "timezone", True, run.settings.timezone
    today = datetime.now(ZoneInfo(run.settings.timezone)).date()
    # A year without data is no fault of this place: weekends still count, and only an update brings it.
    yield "calendar", True, calendar_words(run, shipped(), today)


def _folders(home: Path) -> Iterator[_Check]:
    for path in (home, home / "keys", home / "desk", home / "dispatch", home / "run"):
        try:
            found = path.lstat()
        except OSError as error:
            # Solo alone has the keys here, and a console needs no right to the daemons' folders.
            yield str(path), path != home, error.strerror or ""
            continue
        mode = stat.S_IMODE(found.st_mode)
        yield str(path), stat.S_ISDIR(found.st_mode) and not mode & 0o077, f"{mode:04o}"


def _desk(run: Session) -> _Check:
    try:
        departments = run.ask(calls.Departments())
    except RefusedError as error:
        # Somebody answered; that it does not know this caller is the caller's affair.
        return "desk", True, error.refusal.code
    except ConsoleError as error:
        return "desk", False, error.code
    return "desk", True, f"{len(departments)}"


def _roster(run: Session) -> Iterator[_Check]:
    """What the roster lacks or lets clash, where the desk answers and knows this caller; what is only good to know is no fault."""
    try:
        found = run.ask(rosters.Alerts())
    except (RefusedError, ConsoleError):
        return
    for one in found:
        told = words.alert(one.code, one.clause, one.params, run.lang)
        yield "roster", not one.grave, f"{told.what} {told.why} {told.next}"
