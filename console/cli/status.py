"""status: whether the installation works, in one line, for people and for whoever watches it from outside."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from console.cli.checks import condition, gauges
from console.cli.checks.condition import Condition, Finding, Level
from console.cli.declared import both
from console.cli.session import Session, session
from console.cli.streams import UsageError
from console.errors import ConsoleError, os_cause
from console.locale import words
from console.settings import Home

_NAMES: Final = {Level.GOOD: "OK", Level.WARN: "WARNING", Level.BAD: "CRITICAL", Level.UNKNOWN: "UNKNOWN"}
_LINE: Final = 78
"""Characters before the bar: old transports show eighty."""


def add_to(app: typer.Typer) -> None:
    """Add the command of this module, which stands at the top level."""
    app.command("status", help=f"{both('command_line.status')}\n\n{both('command_line.status_who')}")(status)


def status(
    context: typer.Context,
    prom: Annotated[bool, typer.Option("--prom")] = False,
    textfile: Annotated[Path | None, typer.Option("--textfile", metavar="FILE")] = None,
) -> None:
    """Does it work? Exit codes as monitoring plugins have them."""
    run = session(context)
    if prom and run.as_json:
        raise UsageError("--json | --prom")
    layout = run.settings.layout
    if not layout.exists():
        raise ConsoleError("no_installation", home=layout.root)
    found = condition.look(
        layout.desk_socket, layout.dispatch_socket, _growing(layout), separated=layout.site is not None
    )
    findings = condition.judged(found)
    level = condition.level(findings)
    if textfile is not None:
        try:
            gauges.write(textfile, found, level)
        except OSError as error:
            raise ConsoleError("file_unwritable", path=textfile, error=os_cause(error)) from error
    if prom:
        run.show({}, gauges.text(found, level).rstrip("\n").split("\n"))
    else:
        run.show(_data(run, found, findings, level), _lines(run, found, findings, level))
    raise typer.Exit(int(level))


def summary(found: Condition, findings: Sequence[Finding], level: Level) -> str:
    """The one line: what is worst, in ASCII, and the figures."""
    text = f"SMS {_NAMES[level]} - "
    briefs = [one.brief for one in findings]
    if level is Level.GOOD:
        dispatch = found.dispatch.answer
        up = [] if dispatch is None else [f"gateway {name} up" for name in sorted(dispatch.gateways)]
        briefs = [*up, "vault open", "0 unknown"]
    for at, brief in enumerate(briefs):
        more = len(briefs) - at
        piece = f"{', ' if at else ''}{brief}"
        if len(text) + len(piece) + (9 if more > 1 else 0) > _LINE and at:
            text += f" +{more} more"
            break
        text += piece
    text = text.encode("ascii", "replace").decode().replace("|", "/")[:_LINE]
    return f"{text} | {condition.perfdata(condition.figures(found))}"


def _lines(run: Session, found: Condition, findings: list[Finding], level: Level) -> Iterator[str]:
    yield summary(found, findings, level)
    for one in findings:
        if one.level is not Level.GOOD:
            yield f"{run.t(f'status.level.{one.level.name.lower()}')}  {said(one, run.lang, run.when)}"


def said(one: Finding, lang: str, when: Callable[[str], str]) -> str:
    """A finding in words; `when` says a moment."""
    params = dict(one.params)
    why = str(params.get("why", ""))
    if why:
        params["why"] = words.slot_reason(why, lang).rstrip(".。")
    if one.said == "alert":
        params["alert"] = words.named("lacking_short", str(params["code"]), lang)
    for moment in ("since", "at"):
        if params.get(moment):
            params[moment] = when(str(params[moment]))
    return words.text(
        f"status.said.{one.said}", lang, check=words.text(f"status.check.{one.check}", lang), **params
    )


def _data(run: Session, found: Condition, findings: list[Finding], level: Level) -> dict[str, object]:
    return {
        "level": level.name.lower(),
        "exit": int(level),
        "summary": summary(found, findings, level).partition(" | ")[0],
        "findings": [
            {
                "check": one.check,
                "level": one.level.name.lower(),
                "said": said(one, run.lang, run.when),
                "brief": one.brief,
            }
            for one in findings
        ],
        "figures": {one.name: one.value for one in condition.figures(found)},
    }


def _growing(home: Home) -> Iterator[Path]:
    yield home.root
    if home.site is not None:
        yield from (home.site.desk_home, home.site.custody_home, home.site.inbox)
        yield from (one for one in (home.site.outbox, home.site.backups) if one is not None)
