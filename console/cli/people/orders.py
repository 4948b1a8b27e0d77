"""Personnel orders: deputies (代), standbys (B角), suspensions, and recalling them."""

from typing import Annotated

import typer

from console.acting import declared as acting
from console.acting.people import orders
from console.cli import declared, output, signing, viewed
from console.cli.declared import both
from console.cli.moments import moment
from console.cli.options import Reason
from console.cli.session import Session, session
from console.cli.streams import UsageError
from console.domain import leaves
from console.domain.people.orders import Activation, Deputation, Recall, Suspension
from console.domain.people.people import Post
from console.domain.shapes import SignedAct
from console.views import people
from console.wire import paging
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.people import personnel

app = typer.Typer(no_args_is_help=True, help=both("command_line.order"))

Person = Annotated[str, typer.Argument(metavar="PERSON")]
Order = Annotated[str, typer.Argument(metavar="DIGEST")]


def _deputy(run: Session, person: str, said: dict[str, Given]) -> None:
    said["principal"] = said["principal"] or run.me.person
    said["department"] = said["department"] or _own_department(run, said["post"])
    _give(run, Deputation, said, person)


def _standby(run: Session, person: str, said: dict[str, Given]) -> None:
    said["department"] = said["department"] or _own_department(run, Post.DEPARTMENT_MANAGER)
    _give(run, Activation, said, person)


def _recall(run: Session, order: str, said: dict[str, Given]) -> None:
    """Show the order from its own bytes, then sign that it ends early."""
    rows = paging.rows(run.ask, lambda key: personnel.OrdersPage(after=key))
    fitting = [row for row in rows if row.digest.startswith(order)]
    if len(fitting) != 1:
        raise UsageError(run.t("cli.order_which", n=len(fitting), order=order))
    for line in signing.lines(run, orders.signed(fitting[0])):
        run.say(line)
    prepared = orders.recall(run.core, fitting[0], said, by=run.me.person)
    _sign(run, Recall, prepared, fitting[0].digest[:12])


def _give(run: Session, kind: type[SignedAct], said: dict[str, Given], about: str) -> None:
    _sign(run, kind, acting.prepare(run.core, kind, "", said, {}, by=run.me.person), about)


def _sign(run: Session, kind: type[SignedAct], prepared: Prepared, about: str) -> None:
    done = signing.enact(run, prepared)
    # People know no number of an order, so the message names the person it is about.
    run.done(done, f"step.{leaves.noun_of(kind)}", about=about)


declared.add(
    app,
    "deputy",
    Deputation,
    {"person": Person},
    _deputy,
    {"principal": "", "post": Post.DEPARTMENT_MANAGER, "department": ""},
)
declared.add(
    app, "standby", Activation, {"person": Person}, _standby, {"post": Post.OPERATOR, "department": ""}
)
declared.add(
    app,
    "suspend",
    Suspension,
    {"person": Person},
    lambda run, person, said: _give(run, Suspension, said, person),
)
declared.add(app, "recall", Recall, {"order": Order}, _recall)


@app.command("unlock")
def unlock(context: typer.Context, person: Person, reason: Reason) -> None:
    run = session(context)
    signing.unlocked(run)
    run.done(run.ask(personnel.Unlock(person, reason)), "cli.unlocked")


@app.command("absence")
def absence(
    context: typer.Context,
    since: Annotated[str, typer.Option("--since", metavar="TIME")] = "",
    xlsx: output.Workbook = None,
) -> None:
    run = session(context)
    call = personnel.InMyAbsence(moment(run, since))
    viewed.listed(run, call, people.ABSENCE, "cli.nothing_in_place", xlsx)


viewed.add_list(app, personnel.OrdersPage, people.ORDER, "cli.no_orders")


def _own_department(run: Session, post: Given) -> str:
    """The department in which the caller holds the post of that name, or empty."""
    return next((department for name, department in run.me.posts if name == post), "")
