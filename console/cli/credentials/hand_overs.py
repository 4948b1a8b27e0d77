"""Handing custody over (R12): the custodian or their superior proposes it; the person who takes it over and a witness sign."""

import hashlib
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from console import reading
from console.acting import custody as acting
from console.cli import declared, signing, tables, viewed
from console.cli.session import Session, session
from console.cli.streams import UsageError
from console.domain.credentials.custody import HandOver
from console.errors import ConsoleError
from console.views.custody import HAND_OVER
from console.wire.acts import Given
from console.wire.credentials import hand_overs as wire

app = typer.Typer(no_args_is_help=True)

Number = Annotated[str, typer.Argument(metavar="NUMBER")]


viewed.add_list(app, wire.HandOvers, HAND_OVER, "hand_over.none")


@app.command("show")
def show(context: typer.Context, number: Number) -> None:
    run = session(context)
    row = _row(run, number)
    run.show(row, _whole(run, row))


def _propose(run: Session, said: dict[str, Given]) -> None:
    """Propose a hand-over; the person who takes it over and a witness sign after that."""
    signing.propose(run, acting.hand_over(run.core, said, by=run.me.person), run.done, "hand_over.proposed")


declared.add(app, "propose", HandOver, {}, _propose)


@app.command("confirm")
def confirm(context: typer.Context, number: Number) -> None:
    run = session(context)
    row = _row(run, number)
    for line in _whole(run, row):
        run.say(line)
    prepared = acting.confirm(run.core, row.digest, by=run.me.person)
    run.done(signing.enact(run, prepared, acting.proposal_of(row.text)), "hand_over.signed")


def _row(run: Session, number: str) -> wire.HandOverRow:
    view: wire.HandOversView = run.ask(wire.HandOvers())
    row = next((one for one in view.rows if one.number == number), None)
    if row is None:
        raise UsageError(run.t("hand_over.no_such", number=number))
    run.numbers.append(number)
    return row


def _whole(run: Session, row: wire.HandOverRow) -> Iterator[str]:
    """Yield what the signed bytes say, then what became of the hand-over."""
    if hashlib.sha256(row.text.encode()).hexdigest() != row.digest:
        raise ConsoleError("prepared_differs", fields="proposal")
    said: list[tuple[str, Any]] = [
        *reading.rows(run.reader, acting.proposal_of(row.text)),
        *((run.t("cli.column.confirmed_by"), f"{one.person}  {run.when(one.at)}") for one in row.signed),
        (run.t("cli.column.state"), run.name("hand_over_state", row.state)),
        (run.t("cli.column.waits_for"), run.name("part", row.waits_for) if row.waits_for else ""),
        (run.t("cli.column.until"), run.when(row.expires) if row.state in {"open", "confirmed"} else ""),
        (run.t("cli.column.version"), row.roster or ""),
    ]
    yield from tables.pairs(said)
