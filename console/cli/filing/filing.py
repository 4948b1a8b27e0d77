"""Quarters (R3): what is missing, compile, sign, receive, return, and the pack as a folder and a zip."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from console.acting import filing as acting
from console.acting import samples as sampling
from console.cli import declared, output, signing, tables, viewed
from console.cli.declared import both
from console.cli.session import Session, session
from console.cli.streams import UsageError, echo
from console.domain.filing.filing import Filing, FilingAct, FilingReceipt, FilingReturn
from console.domain.filing.sampling import SampleSheet
from console.locale.guard import guard
from console.views.filing import FILING, SAMPLE, SAMPLED, state_words
from console.wire.filing import filing as wire
from console.wire.filing import samples
from console.wire.ledger.outbox import OutKind

app = typer.Typer(no_args_is_help=True, help=both("command_line.filing"))

Department = Annotated[str, typer.Argument(metavar="DEPARTMENT")]
Quarter = Annotated[str, typer.Argument(metavar="QUARTER")]
Month = Annotated[str, typer.Argument(metavar="MONTH")]


viewed.add_list(app, wire.Filings, FILING, "filing.nobody")


@app.command("show")
def show(context: typer.Context, department: Department, quarter: Quarter) -> None:
    run = session(context)
    view = _view(run, department, quarter)
    run.show(view, _lines(run, view))


@app.command("check")
def check(context: typer.Context, department: Department, quarter: Quarter) -> None:
    run = session(context)
    gaps: wire.Gaps = run.ask(wire.GapCheck(department, quarter))
    lines = [_gap(run, gap) for gap in gaps.gaps] or [run.t("filing.no_gaps")]
    run.show(gaps, [*lines, run.t("filing.proved", n=gaps.entries, head=gaps.head)])


@app.command("compile")
def compile_(context: typer.Context, department: Department, quarter: Quarter) -> None:
    run = session(context)

    done = acting.compiled(run.core, department, quarter, lambda _done, _total: None)
    view = _view(run, department, quarter)
    run.done(done, "filing_step.compile", manifest=view.editions[-1].manifest, gaps=view.row.gaps)
    if not run.as_json:
        for gap in view.gaps:
            echo(_gap(run, gap))


def _signed(name: str, kind: type[FilingAct], done: str) -> None:
    """Add the command that hands in a quarter, receives it or returns it."""

    def take(run: Session, department: str, quarter: str, said: dict[str, Any]) -> None:
        asked, by = wire.FilingDetail(department, quarter), run.me.person
        view: wire.FilingView = run.ask(asked)
        _newest(run, view)
        if kind is Filing:
            said["explained"] = [_explained(run, one) for one in said["explained"]]
            prepared = acting.prepare(run.core, view, said, by=by)
        else:
            prepared = acting.prepare_answer(run.core, kind, asked, view, said, by=by)
        run.done(signing.enact(run, prepared), done)

    declared.add(app, name, kind, {"department": Department, "quarter": Quarter}, take)


_signed("sign", Filing, "filing_step.sign")
_signed("receive", FilingReceipt, "filing_step.receive")
_signed("return", FilingReturn, "act.return")


@app.command("pack")
def pack(
    context: typer.Context,
    department: Department,
    quarter: Quarter,
    out: output.Place = None,
    edition: Annotated[int, typer.Option("--id")] = 0,
) -> None:
    run = session(context)

    place = output.place(run, out)
    chosen = edition or _newest(run, _view(run, department, quarter)).id
    name, data, signed = acting.fetched(run.core, chosen)
    tar = output.tar_at(run, place, name)
    if tar is not None:
        output.write_tar(run, tar, acting.laid_out(name, data, signed), OutKind.PACK)
        paths = [tar]
    else:
        paths = acting.written(place.absolute(), name, data, signed)
    manifest = acting.manifest_of(data, name)
    written = {"paths": [str(path) for path in paths], "manifest": manifest, "bytes": len(data)}
    run.show(
        written,
        [
            *(run.t("filing.written", path=output.called(run, path)) for path in paths),
            f"MANIFEST.sha256  {manifest}",
        ],
    )


viewed.add_list(app, samples.Samples, SAMPLE, "filing.nobody", "samples")


@app.command("sample")
def sample(
    context: typer.Context, department: Department, month: Month, xlsx: output.Workbook = None
) -> None:
    run = session(context)
    view: samples.SampleView = run.ask(samples.SampleDetail(department, month))
    if run.as_json and xlsx is None:
        run.show(view, [])
        return
    viewed.listed(run, view.rows, SAMPLED, "sample.nothing", xlsx, more=lambda _: _sheet(run, view))


def _sheet(run: Session, view: samples.SampleView) -> Iterator[str]:
    """What draws, and the sheet."""
    if view.seq:
        yield guard(run.t("sample.drawn_by", of=view.row.of, seq=view.seq, head=view.head))
    yield from viewed.whole(run, view.row, SAMPLE)


def _sign_sample(run: Session, department: str, month: str, said: dict[str, Any]) -> None:
    view: samples.SampleView = run.ask(samples.SampleDetail(department, month))
    prepared = sampling.prepare(run.core, view, said, by=run.me.person)
    run.done(signing.enact(run, prepared), "step.sample_sheet")


declared.add(app, "sign-sample", SampleSheet, {"department": Department, "month": Month}, _sign_sample)


def _view(run: Session, department: str, quarter: str) -> wire.FilingView:
    view: wire.FilingView = run.ask(wire.FilingDetail(department, quarter))
    return view


def _newest(run: Session, view: wire.FilingView) -> wire.EditionRow:
    if not view.editions:
        raise UsageError(run.t("filing.not_there", quarter=view.row.quarter))
    return view.editions[-1]


def _explained(run: Session, given: str) -> str:
    gap, equals, words = given.partition("=")
    if not equals or not words.strip():
        raise UsageError(run.t("filing.explain_how", given=given))
    return f"{gap.strip()}: {words.strip()}"


def _gap(run: Session, gap: wire.GapRow) -> str:
    mark, detail = "!" if gap.blocks else "?", gap.detail
    if gap.kind in {"form_unsigned", "send_open"}:
        detail = run.state(detail, "request" if gap.kind == "form_unsigned" else "slot")
    if gap.kind == "loss_open":
        subject, _, name = detail.partition(" ")
        detail = f"{run.name('loss_subject', subject)} {name}"
    return guard(f"{mark} {run.name('gap', gap.kind)}  {gap.number}  {detail}  [{gap.key}]")


def _lines(run: Session, view: wire.FilingView) -> Iterator[str]:
    row = view.row
    yield guard(f"{row.name} ({row.department})  {row.quarter}  {state_words(viewed.viewer(run), row)}")
    yield run.t("filing.due_line", due=run.when(row.due))
    if row.receive_by:
        yield run.t("filing.receive_line", due=run.when(row.receive_by))
    if row.reason:
        yield run.t("filing.reason_line", reason=row.reason)
    for form in view.forms:
        counts = "  ".join(
            f"{run.state(state, 'recipient')} {tables.count(n)}"
            for state, n in form.tally.items()
            if n and state != "approved"
        )
        head = f"{form.number} v{form.version}  {run.name('filed', form.standing)}"
        yield guard(
            f"  {head}  {run.name('category', form.category)}  {form.recipients}  {counts}  {form.paper}"
        )
    for send in view.emergencies:
        known = run.name("emergency_state", "acknowledged" if send.acknowledged else "entered")
        head = f"{send.number}  {run.name('category', send.category)}  {run.when(send.sent_at)}"
        yield guard(f"  {head}  {send.recipients}  {send.paper}  {known}")
    for one in view.complaints:
        outcome = (
            run.name("complaint_outcome", one.outcome) if one.outcome else run.state(one.state, "complaint")
        )
        yield guard(f"  {one.number}  {run.name('complaint_source', one.source)}  {one.form}  {outcome}")
    for gap in view.gaps:
        yield _gap(run, gap)
    if not view.gaps:
        yield run.t("filing.no_gaps")
    for slot, state, before, after in view.amended:
        yield guard(f"  {slot}  {run.state(state, 'recipient')}  {before} -> {after}")
    for pack in view.editions:
        said = f"  #{pack.id}  r{pack.revision}  {run.name('filing.state', pack.state)}  {pack.manifest[:16]}"
        signed_line = (
            f"{pack.compiled_by} {run.when(pack.compiled_at)}  {pack.signed_by} {run.when(pack.signed_at)}"
        )
        yield guard(
            f"{said}  {signed_line}  {pack.answered_by} {run.when(pack.answered_at)}  {pack.paper}".rstrip()
        )
