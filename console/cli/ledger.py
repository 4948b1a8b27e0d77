"""The ledger: entries, one entry whole, verification against kept heads, and an export for another's eyes."""

import os
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
import typer

from console.cli.exits import VERIFICATION
from console.cli.requests import After, Limit
from console.cli.session import Session, session
from console.cli.tables import count, pairs
from console.errors import ConsoleError, os_cause
from console.wire import calls, views

app = typer.Typer(no_args_is_help=True, help="台账。 The ledger.")


@app.command("list")
def page(
    context: typer.Context,
    kind: Annotated[str, typer.Option("--kind", help="request.approval, …")] = "",
    actor: Annotated[str, typer.Option("--actor", help="人员编号 person id")] = "",
    subject: Annotated[str, typer.Option("--subject", help="request:7, list:3, …")] = "",
    after: After = "",
    limit: Limit = 128,
) -> None:
    """台账条目，新的在前。 Entries, newest first."""
    run = session(context)
    found: views.EntryPage = run.ask(calls.EntriesPage(kind, actor, subject, after, limit))
    rows = [
        (row.seq, run.when(row.time), run.name("ledger", row.kind), row.actor, row.subject, row.hash[:16])
        for row in found.rows
    ]
    run.table(found, ("seq", "at", "what", "actor", "subject", "hash"), rows, empty="cli.no_entries")


@app.command("show")
def show(
    context: typer.Context,
    seq: Annotated[int, typer.Argument(metavar="SEQ", help="条目编号 the entry's number")],
) -> None:
    """一条台账的全文。 One entry whole, as stored."""
    run = session(context)
    view: views.EntryView = run.ask(calls.EntryDetail(seq))
    rows = [
        (run.t("cli.column.seq"), view.row.seq),
        (run.t("cli.column.at"), run.when(view.row.time)),
        (run.t("cli.column.what"), f"{run.name('ledger', view.row.kind)} ({view.row.kind})"),
        (run.t("cli.column.actor"), view.row.actor),
        (run.t("cli.column.subject"), view.row.subject),
        (run.t("cli.column.hash"), view.row.hash),
        (run.t("cli.envelope"), view.envelope),
        (run.t("cli.statement"), view.statement),
        (run.t("cli.signature"), view.signature.rstrip("\n")),
    ]
    run.show(view, pairs(rows))


@app.command("verify")
def verify(
    context: typer.Context,
    since: Annotated[int, typer.Option("--since", min=0, help="从哪一条起 from which entry")] = 0,
    head: Annotated[
        list[str] | None,
        typer.Option("--head", metavar="SEQ:HASH", help="留底的凭证码 a head kept elsewhere"),
    ] = None,
) -> None:
    """核对整条链；退出码 5 为有问题。 Verify the chain, against heads kept elsewhere; exit code 5 if it fails."""
    run = session(context)
    found: views.LedgerReport = run.ask(calls.VerifyLedger(since, head or []))
    good = found.bad == 0
    why = "" if good else run.name("chain", found.why)
    key = "cli.chain_good" if good else "cli.chain_bad"
    line = run.t(key, entries=count(found.entries), bad=found.bad, why=why)
    data = msgspec.to_builtins(found) | {"good": good, "words": why}
    run.show(data, [line, run.t("cli.head", head=found.head)])
    if not good:
        raise typer.Exit(VERIFICATION)


@app.command("export")
def export(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="写到新文件 a new file")],
    since: Annotated[int, typer.Option("--since", min=0, help="这一条之后 after this entry")] = 0,
) -> None:
    """全部条目写成一行一条的 JSON。 Every entry whole, one JSON line each, oldest first."""
    run = session(context)
    newest = _newest(run)
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError as error:
        raise ConsoleError("file_exists", path=out) from error
    except OSError as error:
        raise ConsoleError("file_unwritable", path=out, error=os_cause(error)) from error
    with os.fdopen(handle, "wb") as file:
        n = _write(run, file, since, newest)
    run.show({"entries": n, "file": str(out)}, [run.t("cli.exported", n=count(n), file=out)])


def _newest(run: Session) -> int:
    found: views.EntryPage = run.ask(calls.EntriesPage(limit=1))
    return found.rows[0].seq if found.rows else 0


def _write(run: Session, file: BinaryIO, since: int, newest: int) -> int:
    for seq in range(since + 1, newest + 1):
        view: views.EntryView = run.ask(calls.EntryDetail(seq))
        line = msgspec.to_builtins(view.row) | {
            "envelope": view.envelope,
            "statement": view.statement,
            "signature": view.signature,
        }
        file.write(msgspec.json.encode(line) + b"\n")
    return max(0, newest - since)
