"""`expiry`: the dates on which something of a gateway ends, and the contact at the provider (R12)."""

from collections.abc import Iterator
from typing import Annotated

import typer

from console.cli import viewed
from console.cli.declared import both
from console.cli.session import Session, session
from console.locale.guard import guard
from console.views.custody import EXPIRY
from console.wire.credentials import expiries as wire

app = typer.Typer(no_args_is_help=True, help=both("command_line.expiry"))

Gateway = Annotated[str, typer.Argument(metavar="GATEWAY")]
Kind = Annotated[str, typer.Argument(metavar="WHAT")]


viewed.add_list(app, wire.Expiries, EXPIRY, "custody.nobody")


@app.command("set")
def set_(
    context: typer.Context,
    gateway: Gateway,
    kind: Kind,
    ends: Annotated[str, typer.Argument(metavar="DAY")],
    note: Annotated[str, typer.Option("--note")] = "",
) -> None:
    run = session(context)
    run.said(run.ask(wire.SetExpiry(gateway, kind, ends, note)), "expiry.set")


@app.command("drop")
def drop(context: typer.Context, gateway: Gateway, kind: Kind) -> None:
    run = session(context)
    run.said(run.ask(wire.SetExpiry(gateway, kind, "")), "expiry.set")


@app.command("provider")
def provider(
    context: typer.Context,
    gateway: Gateway,
    name: Annotated[str, typer.Option("--name")],
    telephone: Annotated[str, typer.Option("--telephone")],
    person: Annotated[str, typer.Option("--person")] = "",
    papers: Annotated[str, typer.Option("--papers")] = "",
) -> None:
    run = session(context)
    run.said(run.ask(wire.SetProvider(gateway, name, person, telephone, papers)), "expiry.provider_set")


@app.command("contact")
def contact(context: typer.Context, gateway: Gateway) -> None:
    run = session(context)
    view: wire.ExpiriesView = run.ask(wire.Expiries())
    cards = [card for card in view.cards if card.gateway == gateway]
    run.show(cards, [line for card in cards for line in _card(run, card)] or [run.t("expiry.no_card")])


def _card(run: Session, card: wire.ProviderCard) -> Iterator[str]:
    if not card.name:
        yield run.t("expiry.no_card")
        return
    for label, value in (
        ("provider", card.name),
        ("person", card.person),
        ("telephone", card.telephone),
        ("papers", card.papers),
    ):
        if value:
            yield guard(f"{run.t(f'expiry.{label}')}: {value}", lines=True)
