"""Requests that wait for a signature: the queue, the approval card, and approve, return, reject, accept."""

from typing import Annotated

import msgspec
import typer

from console import reading
from console.acting.approvals import cards, versions
from console.acting.contacts import manifests
from console.cli import output, viewed
from console.cli.approvals import batch as several
from console.cli.approvals import decisions, vouched
from console.cli.approvals.cards import card_lines
from console.cli.declared import both
from console.cli.options import After, Id, Limit
from console.cli.session import session
from console.domain import acts
from console.views.requests import QUEUE, REQUEST
from console.wire import calls
from console.wire.requests import approvals

app = typer.Typer(no_args_is_help=True, help=both("command_line.approval"))


@app.command("queue")
def queue(
    context: typer.Context, after: After = "", limit: Limit = 128, xlsx: output.Workbook = None
) -> None:
    call = calls.RequestsPage(queue=True, after=after, limit=limit)
    viewed.listed(session(context), call, REQUEST, "cli.no_requests", xlsx, QUEUE)


@app.command("scope")
def scope(context: typer.Context, request: Id) -> None:
    run = session(context)
    card: approvals.ScopeCard = run.ask(approvals.Scope(request))
    lists = manifests.of_card(run.core, run.own, card, cards.read(card))
    changed = reading.changed_since(run.reader, versions.of_card(card))
    data = msgspec.to_builtins(card) | {"changed": reading.listed(changed)}
    run.show(data, [*card_lines(run, card), "", *vouched.lines(run, lists)])


decisions.add(app, "approve", acts.Approval, "act.approve")


@app.command("batch")
def batch(
    context: typer.Context,
    requests: Annotated[list[str], typer.Argument(metavar="REQUEST:COUNT...")],
    content_checked: Annotated[bool, typer.Option("--content-checked")] = False,
    list_checked: Annotated[bool, typer.Option("--list-checked")] = False,
) -> int:
    return several.approve(
        session(context), requests, content_checked=content_checked, list_checked=list_checked
    )


decisions.add(app, "return", acts.Return, "step.return")
decisions.add(app, "reject", acts.Rejection, "step.rejection")
decisions.add(app, "accept", acts.CodedAcceptance, "step.acceptance")
decisions.add(app, "extend", acts.Extension, "act.extend", decisions.ON_SLOT)
