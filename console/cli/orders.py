"""Personnel orders: deputies (代), standbys (B角), suspensions, and recalling them."""

from collections.abc import Iterator
from typing import Annotated

import msgspec
import typer

from console.cli import signing
from console.cli.moments import moment
from console.cli.options import After, Limit, Reason
from console.cli.session import Session, UsageError, session
from console.wire import personnel, views

app = typer.Typer(
    no_args_is_help=True, help="人事指令：代签、备岗、停用、收回。 Orders: deputies, standbys, suspensions."
)

Person = Annotated[str, typer.Argument(metavar="PERSON", help="人员编号 person id")]
Since = Annotated[str, typer.Option("--since", metavar="TIME", help="开始，空为现在 from; now if empty")]
Until = Annotated[str, typer.Option("--until", metavar="TIME", help="到何时 until, as 2026-12-01 18:00")]
Department = Annotated[str, typer.Option("--department", metavar="ID", help="部门编号 department id")]


@app.command("deputy")
def deputy(
    context: typer.Context,
    person: Person,
    until: Until,
    reason: Reason,
    post: Annotated[
        str, typer.Option("--post", help="department_manager, supervising_manager, general_manager")
    ] = "department_manager",
    department: Department = "",
    principal: Annotated[
        str, typer.Option("--for", metavar="PERSON", help="被代人，空为本人 whose post; yours if empty")
    ] = "",
    since: Since = "",
    category: Annotated[
        list[str] | None, typer.Option("--category", help="只代这些类别 these categories alone")
    ] = None,
) -> None:
    """指定代签人；本人或上级办理。 Name a deputy for yourself, or for somebody below you who left none."""
    run = session(context)
    call = personnel.PrepareOrder(
        "deputation",
        person=person,
        principal=principal or run.me.person,
        post=post,
        department=department or _own_department(run, post),
        since=_time(run, since),
        until=_time(run, until),
        categories=category or [],
        reason=reason,
    )
    _give(run, call)


@app.command("standby")
def standby(
    context: typer.Context,
    person: Person,
    until: Until,
    reason: Reason,
    department: Department = "",
    post: Annotated[str, typer.Option("--post", help="operator, custodian")] = "operator",
    since: Since = "",
) -> None:
    """部门经理启用备岗，期间原岗停用。 The department manager wakes the standby; meanwhile the holder does not act."""
    run = session(context)
    call = personnel.PrepareOrder(
        "activation",
        person=person,
        post=post,
        department=department or _own_department(run, "department_manager"),
        since=_time(run, since),
        until=_time(run, until),
        reason=reason,
    )
    _give(run, call)


@app.command("suspend")
def suspend(context: typer.Context, person: Person, reason: Reason) -> None:
    """立即停用一个人；恢复要两位名册签署人。 Suspend a person at once; it takes two roster signers to bring him back."""
    run = session(context)
    _give(run, personnel.PrepareOrder("suspension", person=person, reason=reason))


@app.command("recall")
def recall(
    context: typer.Context,
    order: Annotated[
        str, typer.Argument(metavar="DIGEST", help="指令校验值的开头 the beginning of its digest")
    ],
    reason: Reason,
) -> None:
    """提前收回代签或备岗。 End a deputation or a standby's days early."""
    run = session(context)
    found: personnel.OrderPage = run.ask(personnel.OrdersPage(limit=1000))
    fitting = [row.digest for row in found.rows if row.digest.startswith(order)]
    if len(fitting) != 1:
        raise UsageError(run.t("cli.order_which", n=len(fitting), order=order))
    _give(run, personnel.PrepareOrder("recall", order=fitting[0], reason=reason))


@app.command("unlock")
def unlock(context: typer.Context, person: Person, reason: Reason) -> None:
    """恢复一个口令连错被锁的人；先开您自己的密钥。 Let a person sign again whom wrong passphrases locked; opens your own key first."""
    run = session(context)
    signing.unlocked(run)
    run.done(run.ask(personnel.Unlock(person, reason)), "cli.unlocked")


@app.command("absence")
def absence(
    context: typer.Context,
    since: Annotated[str, typer.Option("--since", metavar="TIME", help="从何时起 since when")] = "",
) -> None:
    """代签人替您办了什么。 What your deputies decided in your place, newest first."""
    run = session(context)
    found: list[personnel.AbsenceRow] = run.ask(personnel.InMyAbsence(_time(run, since) if since else ""))
    rows = [
        (
            one.request,
            one.number,
            _what(run, one),
            one.deputy,
            run.when(one.at),
            run.state(one.state, "request"),
            one.purpose,
            one.opinion,
        )
        for one in found
    ]
    head = ("id", "number", "step", "person", "at", "state", "purpose", "opinion")
    run.table(found, head, rows, empty="cli.nothing_in_place")


def _what(run: Session, one: personnel.AbsenceRow) -> str:
    """What was done; of a confirmation also of which act."""
    step = run.name("step", one.kind)
    return f"{step} {run.name('pair', one.pair)}" if one.pair else step


@app.command("list")
def page(
    context: typer.Context,
    person: Annotated[str, typer.Option("--person", help="与此人有关 that name this person")] = "",
    every: Annotated[bool, typer.Option("--all", help="含已结束的 also those that are over")] = False,
    after: After = "",
    limit: Limit = 128,
) -> None:
    """有效的人事指令，新的在前。 Orders in force or to come, newest first."""
    run = session(context)
    found: personnel.OrderPage = run.ask(
        personnel.OrdersPage(person=person, live=not every, after=after, limit=limit)
    )
    head = ("digest", "what", "state", "person", "for", "post", "since", "until", "by", "reason")
    run.table(found, head, _rows(run, found.rows), empty="cli.no_orders")


def _rows(run: Session, rows: list[personnel.OrderRow]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        post = run.name("post", row.post) if row.post else ""
        yield (
            row.digest[:12],
            run.name("step", row.kind),
            run.name("order_state", row.state),
            run.person_named(row.person),
            run.person_named(row.principal),
            f"{post}({run.department_named(row.department)})" if row.department else post,
            run.when(row.since),
            run.when(row.until),
            run.person_named(row.by),
            row.reason,
        )


def _give(run: Session, call: personnel.PrepareOrder) -> None:
    from console.acting import orders  # noqa: PLC0415 - cryptography is loaded for signing alone

    prepared: views.Prepared = orders.prepare(run.core, call, by=run.me.person)
    done = signing.enact(run, prepared)
    # An order has no number that a person knows it by: what was done is told by whom it is about.
    told = msgspec.structs.replace(done, number=call.person or call.order[:12])
    run.done(told, f"step.{call.kind}")


def _time(run: Session, value: str) -> str:
    return moment(run, value) or run.me.time


def _own_department(run: Session, post: str) -> str:
    """The department of the caller's own post of that name, or empty."""
    return next((department for name, department in run.me.posts if name == post), "")
