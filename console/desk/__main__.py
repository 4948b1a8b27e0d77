"""The desk of one installation: `python -m console.desk --home FOLDER`. Its socket appears once it serves."""

import argparse
import grp
import os
import pwd
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from console.desk.calls import Scrub, Study
from console.desk.daemon import Core, Options, run
from console.desk.installation import read_desk, read_files, read_statements
from console.desk.scanner import Scanner
from console.domain import times
from console.services import everything
from console.services.complaints import complaint_numbers
from console.services.contacts import contacts, finding_texts
from console.services.context import SCRUB, Caller, Context, Desk
from console.services.erasure import erasure_reports, erasures
from console.services.ledger import ledger, sessions
from console.services.replies import reply_numbers
from console.services.requests import deadlines
from console.services.rosters import rules
from console.services.watch import watching
from console.settings import SCANNER_VARIABLE, Home, placed


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m console.desk", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="the installation's data folder")
    parser.add_argument(
        "--database",
        default="",
        help="database URL without a password; without it what desk/database names, else the home's own SQLite file",
    )
    parser.add_argument("--timezone", default="Asia/Shanghai", help="zone of people's clocks (IANA name)")
    parser.add_argument(
        "--service",
        action="append",
        default=[],
        type=_service,
        metavar="ACCOUNT=ID",
        help="the account (name or uid) of a service entry, where accounts are separated; may be repeated",
    )
    parser.add_argument("--group", type=_group, default=-1, help="who may reach the socket, likewise")
    parser.add_argument(
        "--scanner",
        default=os.environ.get(SCANNER_VARIABLE, ""),
        help="the house's scanner and its arguments, where no site file names one",
    )
    return parser.parse_args(arguments)


def _service(text: str) -> tuple[int, str]:
    account, _, service = text.partition("=")
    if not service:
        raise ValueError(text)
    try:
        return pwd.getpwnam(account).pw_uid, service
    except KeyError:
        return int(account), service


def _group(name: str) -> int:
    try:
        return grp.getgrnam(name).gr_gid
    except KeyError as error:
        raise ValueError(name) from error


def _core(home: Home, timezone: str, scanner: str) -> Core:
    command = home.site.scanner if home.site is not None else tuple(scanner.split())
    desk = replace(read_desk(home, timezone), scan=Scanner(command) if command else None)
    return Core(
        handlers=everything.handlers(),
        desk=desk,
        load=partial(rules.load, desk=desk),
        mark=rules.mark,
        start=partial(_start, home=home, desk=desk),
        sweep=sweep,
        newest=ledger.newest,
        latest=ledger.latest,
        scrub=Scrub(SCRUB, erasures.SCRUBBED, erasures.scrubbed),
        study=Study(watching.look, watching.keep),
        before=everything.before(),
        sessions=sessions.keep,
    )


def sweep(ctx: Context) -> None:
    """Carry out what is due by time, and request the overwriting that an erasure left open."""
    deadlines.sweep(ctx)
    complaint_numbers.sweep(ctx)
    reply_numbers.sweep(ctx)
    finding_texts.sweep(ctx)
    erasure_reports.sweep(ctx)
    erasures.unscrubbed(ctx)


def _start(conn: Connection, *, home: Home, desk: Desk) -> None:
    """Take in roster versions that arrived as files, and drop lists whose connections ended with the former process."""
    now = times.now()
    rules.establish(
        conn,
        desk,
        signers=read_statements(home, "signers"),
        rosters=read_statements(home, "roster"),
        pledges=read_statements(home, "pledge"),
        files=read_files(home),
        at=now,
    )
    roster, policy = rules.load(conn, desk)
    contacts.drop_unfinished(Context(conn, Caller("", "desk"), now, roster, policy, desk))


def main(arguments: list[str] | None = None) -> int:
    """Run until SIGTERM or SIGINT; return the exit code (see console.desk.daemon)."""
    given = _arguments(arguments)
    home = placed(given.home.absolute())
    options = Options(home, given.database, tuple(given.service), given.group)
    return run(options, partial(_core, home, given.timezone, given.scanner))


if __name__ == "__main__":
    sys.exit(main())
