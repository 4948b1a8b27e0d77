"""Sealed envelopes (R12): sealed before a witness, checked quarterly, opened by two people, after which the secret is changed."""

from collections.abc import Iterator
from typing import Annotated

import typer

from console.acting import custody as acting
from console.cli import declared, output, signing, viewed
from console.cli.session import Session, session
from console.cli.streams import UsageError
from console.domain.credentials.custody import OpenEnvelope, SealEnvelope
from console.views.custody import ENVELOPE, change_line, held_in
from console.wire.acts import Given
from console.wire.credentials import envelopes as wire

app = typer.Typer(no_args_is_help=True)

Number = Annotated[str, typer.Argument(metavar="NUMBER")]
Inside = Annotated[str, typer.Argument(metavar="HOLDS")]
Day = Annotated[str, typer.Option("--check", metavar="DAY")]


@app.command("list")
def page(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all")] = False,
    xlsx: output.Workbook = None,
) -> None:
    run = session(context)

    def changes(view: wire.EnvelopesView) -> Iterator[str]:
        return (change_line(viewed.viewer(run), one) for one in view.changes)

    viewed.listed(run, wire.Envelopes(open=not every), ENVELOPE, "envelope.none", xlsx, more=changes)


def _seal(run: Session, _holds: str, said: dict[str, Given]) -> None:
    """Record an envelope that the custodian has just sealed; a witness signs after them."""
    signing.propose(run, acting.sealing(run.core, said, by=run.me.person), run.said, "envelope.sealed_one")


declared.add(app, "seal", SealEnvelope, {"holds": Inside}, _seal)


def _open(run: Session, number: str, said: dict[str, Given]) -> None:
    """Propose to open an envelope; the General Department's manager confirms, and then its content must be changed."""
    view: wire.EnvelopesView = run.ask(wire.Envelopes())
    row = next((one for one in view.rows if one.number == number), None)
    if row is None:
        raise UsageError(run.t("envelope.no_such", number=number))
    run.numbers.append(number)
    run.say(f"{row.number}  {held_in(viewed.viewer(run), row.holds, row.gateway)}  {row.seal}  {row.place}")
    signing.propose(run, acting.opening(run.core, row, said, by=run.me.person), run.said, "envelope.opening")


declared.add(app, "open", OpenEnvelope, {"number": Number}, _open)


@app.command("check")
def check(
    context: typer.Context,
    number: Number,
    check: Day = "",
    broken: Annotated[bool, typer.Option("--broken")] = False,
    note: Annotated[str, typer.Option("--note")] = "",
) -> None:
    run = session(context)
    done = run.ask(wire.CheckEnvelope(number, not broken, check, note))
    run.said(done, "envelope.broken_one" if broken else "envelope.checked_one")
