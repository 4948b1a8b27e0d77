"""doctor: whether this place is fit for the caller's use."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from console import keymap
from console.cli.checks import host, places, program, server, service
from console.cli.checks.finding import Finding
from console.cli.checks.places import role
from console.cli.declared import both
from console.cli.duties import deadlines
from console.cli.exits import PROBLEM, WEIGH
from console.cli.session import Session, session
from console.cli.tables import table
from console.settings import SCANNER_VARIABLE, Home


def add_to(app: typer.Typer) -> None:
    """Add the command of this module, which stands at the top level."""
    app.command("doctor", help=f"{both('command_line.doctor')}\n\n{both('command_line.doctor_who')}")(doctor)


def doctor(
    context: typer.Context,
    sshd_output: Annotated[Path | None, typer.Option("--sshd-output", metavar="FILE")] = None,
) -> None:
    """Is this place fit? Each fault with its remedy."""
    run = session(context)
    findings = list(_findings(run, sshd_output))
    bad = any(one.verdict == "bad" for one in findings)
    weigh = any(one.verdict == "weigh" for one in findings)
    data = [
        {
            "check": one.check,
            "verdict": one.verdict,
            "good": one.verdict in {"good", "weigh"},
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
    if bad or weigh:
        raise typer.Exit(PROBLEM if bad else WEIGH)


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
    named = os.environ.get(SCANNER_VARIABLE, "").split() if settings.site is None else settings.site.scanner
    if named or settings.site is not None:
        yield from host.scanner(tuple(named))
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
        yield from [home.site.outbox] if home.site.outbox is not None else []
