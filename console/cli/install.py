"""Separated accounts on this host: the plan in words, the script for root, and a check of the result against the plan.

Nothing here changes anything: an administrator reads the script and runs it.
"""

import json
import os
import socket
import sys
from functools import cache
from ipaddress import ip_address
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec
import typer

from console.acting.founding.founding import public_line
from console.cli import output
from console.cli.declared import both
from console.cli.exits import PROBLEM
from console.cli.founding import ceremony
from console.cli.founding.org import faults
from console.cli.session import Session, session
from console.cli.streams import UsageError, read_file
from console.domain.people.people import Roster
from console.domain.sending import gateways
from console.errors import ConsoleError, os_cause
from console.install import plan as plans
from console.install import upgrade as upgrades
from console.install.layout import Layout, holders
from console.install.plan import steps
from console.locale import words
from console.signing.sshsig import BadSignatureError
from console.version import FULL
from console.wire.ledger.outbox import OutKind

if TYPE_CHECKING:
    from console.install.plan import Part
    from console.install.steps import Step

app = typer.Typer(no_args_is_help=True, help=both("command_line.install"))

_MOST: Final = 4 << 20
_Organisation = Annotated[Path | None, typer.Option("--org", metavar="DIR")]
_RosterFile = Annotated[Path | None, typer.Option("--roster", metavar="FILE")]
_Keys = Annotated[Path | None, typer.Option("--login-keys", metavar="DIR")]
_Prefix = Annotated[Path, typer.Option("--prefix", metavar="DIR")]
_Services = Annotated[str, typer.Option("--services", metavar="TEXT")]
_Persons = Annotated[str, typer.Option("--persons", metavar="TEXT")]
_Python = Annotated[str, typer.Option("--python", metavar="FILE")]
_Port = Annotated[int, typer.Option("--port", min=1, max=65535)]
_InboxPort = Annotated[int, typer.Option("--inbox-port", min=1, max=65535)]
_OutboxPort = Annotated[int, typer.Option("--outbox-port", min=1, max=65535)]
_Listen = Annotated[str, typer.Option("--listen", metavar="ADDRESS")]
_Exempt = Annotated[str, typer.Option("--exempt", metavar="ADDRESS")]
_Witness = Annotated[str, typer.Option("--witness", metavar="DIR")]
_Scanner = Annotated[str, typer.Option("--scanner", metavar="COMMAND")]
_Backups = Annotated[str, typer.Option("--backups", metavar="DIR")]
_KEPT: Final = "/var/backups/sms-console"


@app.command("plan")
def plan(
    context: typer.Context,
    org: _Organisation = None,
    roster: _RosterFile = None,
    login_keys: _Keys = None,
    prefix: _Prefix = Path("/"),
    services: _Services = "sms-",
    persons: _Persons = "",
    python: _Python = "",
    port: _Port = 2222,
    inbox_port: _InboxPort = 2223,
    outbox_port: _OutboxPort = 2224,
    listen: _Listen = "",
    exempt: _Exempt = "",
    witness: _Witness = "",
    scanner: _Scanner = "",
    backups: _Backups = _KEPT,
) -> None:
    run = session(context)
    parts = _parts(
        run,
        org,
        roster,
        login_keys,
        prefix,
        services,
        persons,
        python,
        port,
        inbox_port,
        outbox_port,
        listen,
        exempt,
        witness,
        scanner,
        backups,
    )
    lines: list[str] = []
    data: list[dict[str, Any]] = []
    number = 0
    for part in parts:
        lines += ["", run.t(f"install.part.{part.name}")]
        for step in part.steps:
            number += 1
            lines.append(f"{number:>3}. {step_words(run, step)}")
            data.append(
                {"number": number, "part": part.name, "step": msgspec.to_builtins(step, enc_hook=str)}
            )
    run.show({"steps": data}, [*lines[1:], "", run.t("install.then")])


@app.command("script")
def script(
    context: typer.Context,
    org: _Organisation = None,
    roster: _RosterFile = None,
    login_keys: _Keys = None,
    prefix: _Prefix = Path("/"),
    services: _Services = "sms-",
    persons: _Persons = "",
    python: _Python = "",
    port: _Port = 2222,
    inbox_port: _InboxPort = 2223,
    outbox_port: _OutboxPort = 2224,
    listen: _Listen = "",
    exempt: _Exempt = "",
    witness: _Witness = "",
    scanner: _Scanner = "",
    backups: _Backups = _KEPT,
    out: output.AnyFile = None,
) -> None:
    run = session(context)
    text = plans.script(
        _parts(
            run,
            org,
            roster,
            login_keys,
            prefix,
            services,
            persons,
            python,
            port,
            inbox_port,
            outbox_port,
            listen,
            exempt,
            witness,
            scanner,
            backups,
        )
    )
    if out is None:
        run.show({"script": text}, [text.rstrip()])
        return
    output.write(run, out, text.encode(), OutKind.RULES)
    said = run.t("install.piped") if out == output.STANDARD else run.t("install.written", file=out)
    run.show({"file": str(out)}, [said])


@app.command("check")
def check(
    context: typer.Context,
    org: _Organisation = None,
    roster: _RosterFile = None,
    login_keys: _Keys = None,
    prefix: _Prefix = Path("/"),
    services: _Services = "sms-",
    persons: _Persons = "",
    python: _Python = "",
    port: _Port = 2222,
    inbox_port: _InboxPort = 2223,
    outbox_port: _OutboxPort = 2224,
    listen: _Listen = "",
    exempt: _Exempt = "",
    witness: _Witness = "",
    scanner: _Scanner = "",
    backups: _Backups = _KEPT,
) -> None:
    run = session(context)
    parts = _parts(
        run,
        org,
        roster,
        login_keys,
        prefix,
        services,
        persons,
        python,
        port,
        inbox_port,
        outbox_port,
        listen,
        exempt,
        witness,
        scanner,
        backups,
    )
    checks = [(step, list(step.wrong())) for part in parts for step in part.steps]
    wrong = [(step, what) for step, what in checks if what]
    data = [{"step": msgspec.to_builtins(step, enc_hook=str), "wrong": what} for step, what in wrong]
    lines = [f"{run.t('cli.bad')}  {step_words(run, step)}: {_faults(run, what)}" for step, what in wrong]
    if os.geteuid() != 0:
        run.say(run.t("install.not_root"))
    run.show(
        {"good": not wrong, "steps": len(checks), "wrong": data},
        [*lines, run.t("install.wrong" if wrong else "install.right", n=len(wrong), steps=len(checks))],
    )
    if wrong:
        raise typer.Exit(PROBLEM)


@app.command("upgrade")
def upgrade(
    context: typer.Context,
    backups: Annotated[Path, typer.Option("--backups", metavar="DIR")] = Path(_KEPT),
    out: output.AnyFile = None,
) -> None:
    run = session(context)
    site = run.settings.site
    if site is None:
        raise ConsoleError("upgrade_solo")
    plan = upgrades.planned(Path(sys.prefix), FULL, backups.absolute())
    if out is not None:
        output.write(run, out, upgrades.script(plan, site).encode(), OutKind.RULES)
        said = run.t("install.piped") if out == output.STANDARD else run.t("install.written", file=out)
        run.show({"file": str(out)}, [said])
        return
    values = msgspec.to_builtins(plan, enc_hook=str)
    steps = [
        run.t(f"install.upgrade.{step}", **values, link=plan.lib / upgrades.LINK) for step in upgrades.STEPS
    ]
    lines = [f"{number:>3}. {step}" for number, step in enumerate(steps, 1)]
    ends = [run.t("install.upgrade.vault"), run.t("install.upgrade.then")]
    run.show(values | {"steps": steps}, [run.t("install.upgrade.title", **values), *lines, "", *ends])


def _faults(run: Session, what: list[str]) -> str:
    """What is wrong with a step, in words unless it is a single value that was found."""
    said = []
    for one in what:
        name, _, detail = one.partition(": ")
        line, _, unlike = detail.partition(": ")
        key = f"install.fault.{name}" + ("_line" if unlike else "")
        said.append(run.t(key, line=line, unlike=unlike) if words.has(key, run.lang) else one)
    return ", ".join(said)


def step_words(run: Session, step: "Step") -> str:
    """A step in words."""
    values = {name: getattr(step, name) for name in step.__struct_fields__}
    if "mode" in values:
        values["mode"] = f"{values['mode']:04o}"
    for name in ("groups", "accounts", "units"):
        if name in values:
            values[name] = ", ".join(values[name])
    if "what" in values:
        values["what"] = run.t(f"install.file.{values['what']}")
    if values.get("uid") == -1:
        values["uid"] = run.t("install.any_number")
    return run.t(f"install.step.{type(step).__name__.lower()}", **values)


def _parts(
    run: Session,
    org: Path | None,
    roster_file: Path | None,
    login_keys: Path | None,
    prefix: Path,
    services: str,
    persons: str,
    python: str,
    port: int,
    inbox_port: int,
    outbox_port: int,
    listen: str,
    exempt: str,
    witness: str,
    scanner: str,
    backups: str,
) -> "list[Part]":
    if org is None and roster_file is None:
        raise UsageError("--org DIR | --roster FILE")
    folder = org.absolute() if org is not None else None
    known = _roster(run, roster_file, folder)
    if known.solo:
        raise ConsoleError("install_solo")
    layout = Layout(
        org=known.org,
        timezone=run.settings.timezone,
        prefix=prefix.absolute(),
        services=services,
        persons=persons,
        port=port,
        inbox_port=inbox_port,
        outbox_port=outbox_port,
        listen=listen,
        exempt=exempt,
        python=python,
        witness=witness,
        scanner=scanner,
        backups=backups,
        dispatch=next((one.id for one in known.services if one.kind == "dispatch"), "dispatch-1"),
    )
    hosts = _hosts(folder or layout.custody_home)
    layout = msgspec.structs.replace(
        layout, allowed=_addresses(hosts), named=_named(hosts), fenced=bool(hosts)
    )
    for gateway, host in hosts:
        if not _address(host):
            found = ", ".join(_resolved(host))
            said = "install.host_name" if found else "install.host_unknown"
            run.say(run.t(said, gateway=gateway, host=host, addresses=found))
    if not witness:
        run.say(run.t("install.no_witness"))
    run.say(run.t("install.backups" if backups else "install.no_backups", folder=backups))
    people = holders(known, layout, _login_keys(login_keys))
    for one in people:
        if not one.login_keys:
            run.say(run.t("install.no_login_key", account=one.account, person=one.person))
    return steps(layout, people, folder)


def _roster(run: Session, file: Path | None, org: Path | None) -> Roster:
    """The roster of a file, or of an organisation's folder. The organisation must be founded, because the desk needs that to start.

    Raises ConsoleError `install_unsigned`.
    """
    if org is not None:
        opened = ceremony.load(org)
        problems = faults(run, opened)
        if problems:
            raise ConsoleError("install_unsigned", folder=org, why="; ".join(problems))
        if file is None:
            return opened.roster
    if file is None:
        raise UsageError("--org DIR | --roster FILE")
    try:
        problems = json.loads(read_file(file, _MOST))
        if isinstance(problems, list):
            # In an organisation's folder a statement is a list of text and signatures.
            problems = json.loads(problems[0])
        for name in ("data", "roster"):
            problems = problems.get(name, problems)
        return msgspec.convert(problems, Roster)
    except (ValueError, AttributeError, TypeError, IndexError, msgspec.ValidationError) as error:
        raise ConsoleError("file_unreadable", path=file, error=error) from error


def _login_keys(folder: Path | None) -> dict[str, tuple[str, ...]]:
    keys: dict[str, tuple[str, ...]] = {}
    for path in sorted(folder.glob("*.pub")) if folder is not None else ():
        text = read_file(path, _MOST).decode("utf-8", "replace")
        try:
            # Without comment or options, because the line becomes part of a file that sshd trusts.
            keys[path.stem] = tuple(public_line(line) for line in text.splitlines() if line.strip())
        except BadSignatureError as error:
            raise ConsoleError("key_not_a_key", path=path) from error
    return keys


def _hosts(folder: Path) -> list[tuple[str, str]]:
    """The hosts of the gateways of a folder, each with its gateway's id.

    The folder is the organisation's, or custody's where only a newer roster is given, so that the fence stays as it was. Raises
    ConsoleError `install_fence` where it cannot be read.
    """
    try:
        files = sorted(path for path in (folder / "gateways").iterdir() if path.suffix == ".toml")
        read = [gateways.read(path.read_text("utf-8")) for path in files]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ConsoleError("install_fence", folder=folder / "gateways", error=os_cause(error)) from error
    except ValueError as error:
        raise ConsoleError("install_fence", folder=folder / "gateways", error=error) from error
    return [(one.id, host) for one in read for host in one.reached]


def _addresses(hosts: list[tuple[str, str]]) -> tuple[str, ...]:
    """The addresses that custody's program may reach: those of the gateways, and those that their names stand for now."""
    reached = ((address,) if (address := _address(host)) else _resolved(host) for _, host in hosts)
    return tuple(dict.fromkeys(chain.from_iterable(reached)))


def _named(hosts: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The names among the hosts, each with every address that it stands for now."""
    names = dict.fromkeys(host for _, host in hosts if not _address(host))
    return tuple((name, address) for name in names for address in _resolved(name))


@cache
def _resolved(host: str) -> tuple[str, ...]:
    """The addresses that a name stands for, as this machine finds them; none where it finds none."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return ()
    return tuple(sorted({str(one[4][0]) for one in found}))


def _address(host: str) -> str:
    """The IP address that a host is, or empty for a name."""
    try:
        return str(ip_address(host))
    except ValueError:
        return ""
