"""The ledger: entries, one entry in full, signed heads, verification against kept heads, and an export for others to check."""

from pathlib import Path
from typing import Annotated, BinaryIO
from zoneinfo import ZoneInfo

import msgspec
import typer

from console.acting.ledger import ledger
from console.cli import output, viewed
from console.cli.declared import both
from console.cli.exits import VERIFICATION
from console.cli.options import After, Limit
from console.cli.session import Session, session
from console.cli.streams import UsageError, read_file
from console.cli.tables import count, pairs
from console.domain.ledger import ledger_filter
from console.errors import ConsoleError, os_cause
from console.signing.links import grouped, ungrouped
from console.signing.trust import Roots
from console.views.ledger import ENTRY, HEAD
from console.wire.ledger import ledger as wire
from console.wire.ledger.outbox import OutKind

app = typer.Typer(no_args_is_help=True, help=both("command_line.ledger"))

_SHORT = 16


@app.command("list")
def page(
    context: typer.Context,
    kind: Annotated[str, typer.Option("--kind")] = "",
    actor: Annotated[str, typer.Option("--actor")] = "",
    subject: Annotated[str, typer.Option("--subject")] = "",
    number: Annotated[str, typer.Option("--number")] = "",
    first: Annotated[str, typer.Option("--from", metavar="DAY")] = "",
    last: Annotated[str, typer.Option("--to", metavar="DAY")] = "",
    after: After = "",
    limit: Limit = 128,
    xlsx: output.Workbook = None,
) -> None:
    run = session(context)
    try:
        since, until = ledger_filter.days(first, last, ZoneInfo(run.settings.timezone))
    except ValueError as error:
        raise UsageError(run.t("cli.no_such_day", day=f"{first}..{last}")) from error
    call = wire.EntriesPage(kind, actor, subject, after, limit, number, since, until)
    viewed.listed(run, call, ENTRY, "cli.no_entries", xlsx)


@app.command("kinds")
def kinds(context: typer.Context) -> None:
    run = session(context)
    counts: list[wire.KindCount] = run.ask(wire.LedgerKinds())
    rows = [(one.kind, run.name("ledger", one.kind), count(one.n)) for one in counts]
    run.table(counts, ("what", "name", "rows"), rows, empty="cli.no_entries")


@app.command("show")
def show(context: typer.Context, seq: Annotated[int, typer.Argument(metavar="SEQ")]) -> None:
    run = session(context)
    view: wire.WholeEntry = run.ask(wire.EntryWhole(seq))
    good = run.t("cli.yes") if view.found == view.row.hash else run.t("cli.no")
    rows = [
        (run.t("cli.column.seq"), view.row.seq),
        (run.t("cli.column.at"), run.when(view.row.time)),
        (run.t("cli.column.what"), f"{run.name('ledger', view.row.kind)} ({view.row.kind})"),
        (run.t("cli.column.actor"), view.row.actor),
        (run.t("cli.column.subject"), view.row.subject),
        (run.t("entry.signature"), _verdict(run, view.verdict, view.signer)),
        (run.t("entry.fingerprint"), view.fingerprint),
        (run.t("entry.namespace"), view.namespace),
        (run.t("cli.column.hash"), view.row.hash),
        (run.t("entry.recomputed"), good),
        (run.t("entry.prev"), view.prev),
        (run.t("entry.before"), _neighbour(run, view.before)),
        (run.t("entry.behind"), _neighbour(run, view.behind)),
        (run.t("entry.head"), f"{view.head.head} ({view.head.service})" if view.head else ""),
        (run.t("cli.envelope"), view.envelope),
        (run.t("cli.statement"), view.statement),
        (run.t("cli.signature"), view.signature.rstrip("\n")),
    ]
    run.show(view, pairs(rows))


def _verdict(run: Session, verdict: str, signer: str) -> str:
    return f"{run.name('entry_verdict', verdict)} {signer}".strip()


def _neighbour(run: Session, row: wire.EntryRow | None) -> str:
    return f"{row.seq}  {run.name('ledger', row.kind)}  {row.hash[:_SHORT]}" if row is not None else ""


@app.command("heads")
def heads(
    context: typer.Context,
    stands: Annotated[str, typer.Option("--check", metavar="SEQ:HASH")] = "",
    after: After = "",
    limit: Limit = 100,
    xlsx: output.Workbook = None,
) -> None:
    run = session(context)
    if stands:
        standing: wire.HeadStanding = run.ask(wire.HeadStands(stands))
        run.show(standing, [standing_words(run, standing)])
        if not standing.stands:
            raise typer.Exit(VERIFICATION)
        return
    viewed.listed(run, wire.LedgerHeads(after, limit), HEAD, "cli.no_heads", xlsx)


def standing_words(run: Session, standing: wire.HeadStanding) -> str:
    """Whether a printed head belongs to this ledger, in words."""
    key = "head.stands" if standing.stands else f"head.{standing.why}"
    return run.t(key, seq=count(standing.seq), at=run.when(standing.at), newest=count(standing.newest))


@app.command("verify")
def verify(
    context: typer.Context,
    since: Annotated[int, typer.Option("--since", min=0)] = 0,
    head: Annotated[list[str] | None, typer.Option("--head", metavar="SEQ:HASH")] = None,
    file: Annotated[Path | None, typer.Option("--file", metavar="FILE")] = None,
    roots: Annotated[Path | None, typer.Option("--roots", metavar="FILE")] = None,
) -> None:
    run = session(context)
    if file is not None:
        report = _offline(run, file, roots, head or [])
    else:
        report = ledger.verify(run.core, since, head or [], lambda done: _progress(run, done)).report
    good = report.bad == 0
    why = "" if good else run.name("chain", report.why)
    key = "cli.chain_good" if good else "cli.chain_bad"
    line = run.t(key, entries=count(report.entries), bad=report.bad, why=why)
    data = msgspec.to_builtins(report) | {"good": good, "words": why}
    run.show(data, [line, *_witness(run, report.witness), run.t("cli.head", head=report.head)])
    if not good:
        raise typer.Exit(VERIFICATION)


def _witness(run: Session, witness: wire.Witness | None) -> list[str]:
    """The head that names what is missing or another, if one does."""
    if witness is None:
        return []
    told = {"by": witness.by, "at": run.when(witness.at), "seq": count(witness.seq), "head": witness.head}
    return [run.t(f"witness.{witness.kind}", **told)]


def _progress(run: Session, done: int) -> bool:
    """Show the progress of a long verification."""
    if not run.as_json:
        run.say(run.t("cli.chain_so_far", entries=count(done)))
    return True


def _offline(run: Session, file: Path, roots: Path | None, heads: list[str]) -> wire.LedgerReport:
    if roots is None:
        raise UsageError(run.t("cli.file_needs_roots"))
    try:
        pinned = msgspec.json.decode(read_file(roots, 1 << 20), type=Roots)
    except msgspec.DecodeError as error:
        raise ConsoleError("bad_roots", error=error) from error
    kept = [head for head in map(ungrouped, heads) if head is not None]
    if len(kept) != len(heads):
        raise ConsoleError("ledger.bad_head")
    try:
        with file.open("rb") as lines:
            report = ledger.check(lines, pinned, kept)
    except OSError as error:
        raise ConsoleError("file_unreadable", path=file, error=os_cause(error)) from error
    beyond = [one for one in kept if one.seq >= report.bad] if report.why in {"cut", "rewritten"} else []
    proof = (
        max(beyond, key=lambda one: one.seq)
        if report.why == "cut"
        else min(beyond, default=None, key=lambda one: one.seq)
    )
    witness = wire.Witness(proof.seq, grouped(proof), "given") if proof is not None else None
    return wire.LedgerReport(report.entries, report.head, report.bad, report.why, witness=witness)


@app.command("export")
def export(
    context: typer.Context,
    out: output.AnyFile = None,
    since: Annotated[int, typer.Option("--since", min=0)] = 0,
) -> None:
    run = session(context)
    out = output.named(run, out, "ledger.jsonl")
    newest = ledger.newest_to_export(run.core)
    with output.opened(run, out, OutKind.LEDGER) as file:
        # A partial export is removed, because it would look like a cut ledger.
        n = _write(run, file, since, newest)
    run.show(
        {"entries": n, "file": str(out)}, [run.t("cli.exported", n=count(n), file=output.called(run, out))]
    )


def _write(run: Session, file: BinaryIO, since: int, newest: int) -> int:
    n = 0
    for _, line in ledger.lines(run.core, since, newest):
        file.write(line)
        n += 1
    return n
