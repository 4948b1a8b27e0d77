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

Gateway = Annotated[str, typer.Argument(metavar="GATEWAY", help="网关编号 the gateway's id")]
Kind = Annotated[
    str,
    typer.Argument(metavar="WHAT", help="contract, sender_code, signature, certificate, addresses, balance"),
]


viewed.add_list(app, wire.Expiries, EXPIRY, "custody.nobody")


@app.command("set")
def set_(
    context: typer.Context,
    gateway: Gateway,
    kind: Kind,
    ends: Annotated[str, typer.Argument(metavar="DAY", help="2027-03-31")],
    note: Annotated[str, typer.Option("--note", help="备注，如合同号 such as the contract's number")] = "",
) -> None:
    """登记或更改到期日。 Enter or change an end."""
    run = session(context)
    run.said(run.ask(wire.SetExpiry(gateway, kind, ends, note)), "expiry.set")


@app.command("drop")
def drop(context: typer.Context, gateway: Gateway, kind: Kind) -> None:
    """取消一个到期日。 Take an end away."""
    run = session(context)
    run.said(run.ask(wire.SetExpiry(gateway, kind, "")), "expiry.set")


@app.command("provider")
def provider(
    context: typer.Context,
    gateway: Gateway,
    name: Annotated[str, typer.Option("--name", help="服务商 the provider")],
    telephone: Annotated[str, typer.Option("--telephone", help="电话，不写手机 never a mobile")],
    person: Annotated[str, typer.Option("--person", help="联系人 whom to ask for")] = "",
    papers: Annotated[str, typer.Option("--papers", help="补办材料 papers for a reissue")] = "",
) -> None:
    """登记服务商联系方式和补办要带的材料。 Enter whom to call, and the papers that a reissue needs."""
    run = session(context)
    run.said(run.ask(wire.SetProvider(gateway, name, person, telephone, papers)), "expiry.provider_set")


@app.command("contact")
def contact(context: typer.Context, gateway: Gateway) -> None:
    """看服务商联系方式。 Whom to call at the provider."""
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
