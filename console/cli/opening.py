"""open, demo and tour, which the launcher carries out. This module loads little: the screens open after it."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from console.cli.declared import both
from console.cli.session import Session, session
from console.cli.streams import UsageError, has_terminal
from console.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module, which stand at the top level."""
    app.command("open", help=both("command_line.open"))(screens)
    app.command("demo", help=both("command_line.demo"))(demo)
    app.command("tour", help=both("command_line.tour"))(tour)


Theme = Annotated[str, typer.Option("--theme", metavar="NAME")]
Ascii = Annotated[bool, typer.Option("--ascii")]
NoMouse = Annotated[bool, typer.Option("--no-mouse")]


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
    stop: Annotated[bool, typer.Option("--stop")] = False,
    reset: Annotated[bool, typer.Option("--reset")] = False,
) -> None:
    """The demo: an organisation of invented people, then the screens."""
    run = session(context)
    if not (stop or reset):
        _needs_terminal(run)
    look = _look(run, theme, no_mouse=no_mouse, ascii_=ascii_)
    raise typer.Exit(run.outside.demo(run.given_home, look, stop, reset, run.person))


def tour(
    context: typer.Context,
    list_file: Annotated[Path | None, typer.Option("--list", metavar="FILE")] = None,
    category: Annotated[str, typer.Option("--category")] = "notice",
    keep: Annotated[bool, typer.Option("--keep")] = False,
    peer_port: Annotated[int, typer.Option("--peer-port")] = 0,
) -> None:
    """The whole job without a terminal, printed."""
    run = session(context)
    raise typer.Exit(run.outside.tour(list_file, category, run.as_json, run.given_home, keep, peer_port))


def _look(run: Session, theme: str, *, no_mouse: bool, ascii_: bool) -> Settings:
    kept = run.settings
    return msgspec.structs.replace(
        kept, theme=theme or kept.theme, ascii=kept.ascii or ascii_, mouse=kept.mouse and not no_mouse
    )


def _needs_terminal(run: Session) -> None:
    """Raise UsageError where no screen can be drawn."""
    if not has_terminal():
        raise UsageError(run.t("cli.no_terminal"))
