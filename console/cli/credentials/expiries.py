"""`expiry`: the dates on which something of a gateway ends, and the contact at the provider (R12)."""

from collections.abc import Iterator
from typing import Annotated

import typer

from console.cli import declared, viewed
from console.cli.declared import both
from console.cli.session import Session, session
from console.locale.guard import guard
from console.views.custody import EXPIRY
from console.wire.credentials import expiries as wire

app = typer.Typer(no_args_is_help=True, help=both("command_line.expiry"))

Gateway = Annotated[str, typer.Argument(metavar="GATEWAY")]
Kind = Annotated[str, typer.Argument(metavar="WHAT")]


viewed.add_list(app, wire.Expiries, EXPIRY, "custody.nobody")


Day = Annotated[str, typer.Argument(metavar="DAY")]
_END = {"gateway": Gateway, "kind": Kind, "ends": Day}
declared.add_do(app, "set", wire.SetExpiry, "expiry.set", _END)


@app.command("drop")
def drop(context: typer.Context, gateway: Gateway, kind: Kind) -> None:
    run = session(context)
    run.said(run.ask(wire.SetExpiry(gateway, kind, "")), "expiry.set")


declared.add_do(app, "provider", wire.SetProvider, "expiry.provider_set", {"gateway": Gateway})


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
