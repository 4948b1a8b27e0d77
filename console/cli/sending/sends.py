"""Sending: slots that are cleared, running or done; release, hold, resume, stop; recipients, masked."""

import time
from collections.abc import Iterator
from functools import partial
from typing import Annotated, Any

import msgspec
import typer

from console.acting.contacts import recipients as acting
from console.acting.freezes import brakes
from console.cli import declared, signing, tables, viewed
from console.cli.approvals import decisions
from console.cli.declared import both
from console.cli.options import After, Count, Id, Limit, Reason, Slot
from console.cli.session import Session, session
from console.cli.streams import echo
from console.cli.two_person import pairs
from console.domain import acts, leaves
from console.domain.sending import counts
from console.domain.sending.limits import Why
from console.domain.two_person.pairs import ContinueThrough, Settle, Which
from console.locale import words
from console.views.sending import RECIPIENT, SEND, reason_words, stands
from console.wire import calls
from console.wire.acts import Given
from console.wire.contacts import numbers
from console.wire.sending import sends

app = typer.Typer(no_args_is_help=True, help=both("command_line.send"))

_ENDED = frozenset({"done", "unsettled", "stopped", "refused"})


def _every_why(run: Session) -> viewed.Shape:
    return lambda page: {"page": page.page, "rows": [_with_why(run, row) for row in page.rows]}


viewed.add_list(app, sends.SendsPage, SEND, "cli.no_sends", shape=_every_why)


@app.command("show")
def show(context: typer.Context, request: Id, slot: Slot = 1) -> None:
    run = session(context)
    view: sends.SendView = run.ask(sends.SendDetail(request, slot))
    run.show(_shown(run, view), _view_lines(run, view))


@app.command("watch")
def watch(
    context: typer.Context,
    request: Id,
    slot: Slot = 1,
    every: Annotated[float, typer.Option("--every", min=0.1)] = 1.0,
) -> None:
    run = session(context)
    while True:
        view: sends.SendView = run.ask(sends.SendDetail(request, slot))
        ended = view.row.state in _ENDED
        if not run.as_json:
            echo(_one_line(run, view))
        if ended:
            break
        time.sleep(every)
    run.show(_shown(run, view), _view_lines(run, view))


decisions.add(app, "release", acts.Release, "act.release", decisions.ON_SLOT)


@app.command("hold")
def hold(
    context: typer.Context,
    request: Id,
    slot: Slot = 1,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")] = "",
) -> None:
    run = session(context)
    call = sends.HoldSlot(request, slot, reason)
    run.braked(brakes.hold(lambda: run.core, run.ask_dispatcher, call, run.person), "act.hold", request)


decisions.add(app, "resume", acts.Resume, "act.resume", decisions.ON_SLOT)


def stop(run: Session, request: int, slot: int, count: int | None, said: dict[str, Given]) -> None:
    """Sign a stop; meanwhile the dispatcher is told to hold."""
    made = decisions.prepared(run, acts.Stop, request, {**said, "count": count}, slot)
    call = sends.HoldSlot(request, slot, str(said["reason"]))
    signature = signing.sign(run, made)
    take = partial(run.ask, calls.Enact(made.text, signature))
    run.braked(
        brakes.by_both(take, run.ask_dispatcher, brakes.holding(call, run.person)), "act.stop", request
    )


declared.add(app, "stop", acts.Stop, {**decisions.ON_SLOT, "count": Count}, stop, {"slot": 1, "count": None})


declared.add(app, "settle", Settle, decisions.ON_SLOT, pairs.settle, {"slot": 1})
declared.add(app, "continue", ContinueThrough, decisions.ON_SLOT, pairs.send_again, {"slot": 1})


@app.command("recipients")
def recipients(
    context: typer.Context,
    request: Id,
    slot: Slot = 1,
    state: Annotated[str, typer.Option("--state")] = "",
    why: Annotated[
        str,
        typer.Option(
            "--why", metavar="REASON", help=f"{both('usage_of.send.recipients.why')}: {', '.join(Why)}"
        ),
    ] = "",
    after: After = "",
    limit: Limit = 128,
) -> None:
    run = session(context)
    fields = {one.name: one for one in leaves.declared(sends.RecipientsPage).fields}
    state, why = viewed.meant(run, fields["state"], state), viewed.meant(run, fields["why"], why)
    page = acting.page(run.ask, sends.RecipientsPage(request, slot, state, after, limit, why))
    viewed.listed(run, page, RECIPIENT, "cli.no_recipients")


@app.command("unmask")
def unmask(
    context: typer.Context,
    request: Id,
    position: Annotated[int, typer.Argument(metavar="POSITION", min=1)],
    reason: Reason,
    slot: Slot = 1,
) -> None:
    run = session(context)
    shown: numbers.Unmasked = run.ask(numbers.UnmaskRecipient(request, slot, position - 1, reason))
    run.show(shown, [run.t("search.unmasked", number=shown.number, seq=shown.seq)])


def _with_why(run: Session, row: sends.SendRow) -> dict[str, Any]:
    """A send, with the reason for its state in words."""
    data: dict[str, Any] = msgspec.to_builtins(row)
    return data | {"why": reason_words(viewed.viewer(run), row)}


def _shown(run: Session, view: sends.SendView) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(view)
    return data | {"row": _with_why(run, view.row)}


def _one_line(run: Session, view: sends.SendView) -> str:
    tally, row = view.row.tally, view.row
    out = counts.certain(tally)
    share = counts.percent(out, tally.approved)
    return run.t(
        "cli.progress",
        state=stands(viewed.viewer(run), row),
        out=tables.count(out),
        all=tables.count(tally.approved),
        share=share,
        rate=tables.count(view.rates[-1] if view.rates else 0),
        delivered=tables.count(tally.delivered),
        unknown=tables.count(tally.unknown),
        eta=f"{view.eta_seconds} s" if view.eta_seconds >= 0 else "-",
    )


def _again(run: Session, view: sends.SendView) -> str:
    """How many recipients can be sent to again, by group; empty where there are none."""
    groups = ((Which.FAILED, view.failed), (Which.REMAINDER, view.remainder))
    return ", ".join(f"{run.name('continuation', which)} {tables.count(n)}" for which, n in groups if n)


def _unanswered(run: Session, waiting: tuple[int, int]) -> str:
    """How many submits have no answer yet, and for how long; empty if none has waited for long."""
    n, oldest = waiting
    return run.t("monitor.unanswered", n=tables.count(n), seconds=tables.count(oldest)) if n else ""


def _outage(run: Session, since: str, back: str) -> str:
    """Since when the gateway's line is down, or was, and when it came back; empty if it never was."""
    key = "monitor.line_back" if back else "monitor.line_down"
    return run.t(key, since=run.when(since), back=run.when(back)) if since else ""


def _view_lines(run: Session, view: sends.SendView) -> Iterator[str]:
    row = view.row
    yield f"{row.request}/{row.slot}  {row.number}  {_one_line(run, view)}"
    rows: list[tuple[str, object]] = [
        (run.t("field.purpose"), row.purpose),
        (run.t("cli.column.gateway"), row.gateway),
        (run.t("field.window"), f"{run.when(row.opens)} - {run.when(row.closes)}"),
        (run.t("cli.column.reason"), reason_words(viewed.viewer(run), row)),
        (run.t("cli.column.continues"), row.continues or ""),
        (run.t("cli.column.can_be_sent_again"), _again(run, view)),
        (run.t("cli.oldest_unknown"), run.when(view.oldest_unknown)),
        (run.t("cli.lag"), f"{view.lag[0]} / {view.lag[1]} ms" if view.lag[0] >= 0 else ""),
        (
            run.t("cli.errors"),
            ", ".join(f"{words.gateway_code(code, run.lang)} {tables.count(n)}" for code, n in view.errors),
        ),
        (run.t("cli.outage"), _outage(run, *view.outage)),
        (run.t("cli.unanswered"), _unanswered(run, view.unanswered)),
        (run.t("cli.wire"), ", ".join(run.t(f"wire.{name}", n=tables.count(n)) for name, n in view.wire)),
        (run.t("cli.witness"), run.t(f"monitor.{view.witness}") if view.witness else ""),
    ]
    yield from tables.pairs(rows)
    counts = [
        (run.state(name, "recipient"), tables.count(n))
        for name, n in msgspec.to_builtins(row.tally).items()
        if n
    ]
    whys = [(f"  {run.name('suppressed', why)}", tables.count(n)) for why, n in row.suppressed]
    place = next(
        (nth for nth, (name, _) in enumerate(counts, 1) if name == run.state("suppressed", "recipient")), 0
    )
    if place:
        counts[place:place] = whys
    yield from tables.table([run.t("cli.column.state"), run.t("cli.column.recipients")], counts)
    for at, event in view.events:
        yield f"{run.when(at)}  {words.event(event, run.lang)}"
    may = [run.name("act", act) for act, refusal in view.allowed.items() if refusal is None]
    yield run.t("cli.may", acts=", ".join(may) or "-")
