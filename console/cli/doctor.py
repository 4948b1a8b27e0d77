"""doctor: whether this place is fit for the caller's use; demo and tour, which the launcher carries out."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
import typer

from console import keymap
from console.cli.checks import host, places, program, server, service
from console.cli.checks.finding import Finding
from console.cli.checks.places import role
from console.cli.declared import both
from console.cli.duties import deadlines
from console.cli.exits import PROBLEM
from console.cli.session import Session, session
from console.cli.streams import UsageError, has_terminal
from console.cli.tables import table
from console.settings import Home, Settings


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module, which stand at the top level."""
    app.command("doctor", help=f"{both('command_line.doctor')}\n\n{both('command_line.doctor_who')}")(doctor)
    app.command("open", help=both("command_line.open"))(screens)
    app.command("demo", help=both("command_line.demo"))(demo)
    app.command("tour", help=both("command_line.tour"))(tour)


def doctor(
    context: typer.Context,
    sshd_output: Annotated[
        Path | None,
        typer.Option("--sshd-output", metavar="FILE", help="`sshd -T -f …` 的输出 what `sshd -T` printed"),
    ] = None,
) -> None:
    """Is this place fit? Each fault with its remedy."""
    run = session(context)
    findings = list(_findings(run, sshd_output))
    bad = any(one.verdict == "bad" for one in findings)
    data = [
        {
            "check": one.check,
            "verdict": one.verdict,
            "good": one.verdict != "bad",
            "found": one.found,
            "remedy": _remedy(run, one),
        }
        for one in findings
    ]
    rows = [
        (run.t(f"doctor.verdict.{one.verdict}"), run.t(f"doctor.check.{one.check}"), one.found)
        for one in findings
    ]
    head = [run.t(f"cli.column.{name}") for name in ("verdict", "check", "found")]
    lines = list(table(head, rows))
    remedies = dict.fromkeys(
        f"{run.t(f'doctor.check.{one.check}')}: {_remedy(run, one)}" for one in findings if one.remedy
    )
    run.show(
        {"good": not bad, "role": role(run.settings.site), "checks": data},
        [*lines, *([""] if remedies else []), *remedies],
    )
    if bad:
        raise typer.Exit(PROBLEM)


Theme = Annotated[
    str,
    typer.Option("--theme", metavar="NAME", help="配色 colours: dark, light, contrast, ansi, mono"),
]
Ascii = Annotated[bool, typer.Option("--ascii", help="框线和记号用 ASCII frames and marks in ASCII")]
NoMouse = Annotated[bool, typer.Option("--no-mouse", help="不用鼠标 leave the mouse to the terminal")]


def screens(
    context: typer.Context, theme: Theme = "", ascii_: Ascii = False, no_mouse: NoMouse = False
) -> None:
    """The screens; the program without a command is this one."""
    run = session(context)
    _needs_terminal(run)
    look = _look(run, theme, no_mouse=no_mouse, ascii_=ascii_)
    raise typer.Exit(run.outside.screens(look, run.named_key(), run.person))


def demo(
    context: typer.Context,
    theme: Theme = "",
    ascii_: Ascii = False,
    no_mouse: NoMouse = False,
    stop: Annotated[bool, typer.Option("--stop", help="停止示范的程序 end the demo's processes")] = False,
    reset: Annotated[
        bool, typer.Option("--reset", help="停止并清除示范 end them and forget the demo")
    ] = False,
) -> None:
    """The demo: an organisation of invented people, then the screens."""
    run = session(context)
    if not (stop or reset):
        _needs_terminal(run)
    look = _look(run, theme, no_mouse=no_mouse, ascii_=ascii_)
    raise typer.Exit(run.outside.demo(run.given_home, look, stop, reset, run.person))


def tour(
    context: typer.Context,
    list_file: Annotated[
        Path | None, typer.Option("--list", metavar="FILE", help="通讯录 a contact list")
    ] = None,
    category: Annotated[str, typer.Option("--category", help="notice, promotion, other")] = "notice",
    keep: Annotated[bool, typer.Option("--keep", help="留下目录 keep the folder")] = False,
    peer_port: Annotated[int, typer.Option("--peer-port", help="本机的短信中心 an SMSC on this machine")] = 0,
) -> None:
    """The whole job without a terminal, printed."""
    run = session(context)
    raise typer.Exit(run.outside.tour(list_file, category, run.as_json, run.given_home, keep, peer_port))


def _look(run: Session, theme: str, *, no_mouse: bool, ascii_: bool) -> Settings:
    kept = run.settings
    return msgspec.structs.replace(
        kept,
        theme=theme or kept.theme,
        ascii=kept.ascii or ascii_,
        mouse=kept.mouse and not no_mouse,
    )


def _needs_terminal(run: Session) -> None:
    """Raise UsageError where no screen can be drawn."""
    if not has_terminal():
        raise UsageError(run.t("cli.no_terminal"))


def _remedy(run: Session, one: Finding) -> str:
    return run.t(f"doctor.remedy.{one.remedy}", **one.params) if one.remedy else ""


def _findings(run: Session, sshd_output: Path | None) -> Iterator[Finding]:
    """Yield all findings, in the order in which a person would look."""
    settings, home = run.settings, run.settings.layout
    who = role(settings.site)
    yield program.role(run.t(f"doctor.role.{who}"))
    yield from program.program()
    yield from program.sqlite(*run.outside.sqlite())
    yield from program.characters()
    yield from program.terminal()
    yield from program.keys(keymap.read(settings.keys), settings.lang)
    yield Finding("timezone", "good", settings.timezone)
    today = datetime.now(ZoneInfo(settings.timezone)).date()
    yield deadlines.calendar(run, today)
    yield from host.account(empty=who == "person")
    yield host.mask()
    yield from places.places(home, who)
    if settings.site is not None and who in {"person", "root"}:
        yield from server.server(settings.site, sshd_output)
    if settings.site is not None:
        yield from host.kernel()
    yield from host.disk(home.root, *_growing(home))
    yield from places.sockets(home)
    yield from service.desk(run)
    yield from service.clock(run)
    yield from service.optout_key(run)
    yield from service.dispatcher(run)
    yield from service.roster(run)


def _growing(home: Home) -> Iterator[Path]:
    if home.site is not None:
        yield from (home.site.desk_home, home.site.custody_home, home.site.inbox)
