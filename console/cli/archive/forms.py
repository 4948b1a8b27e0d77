"""Printed forms as files: Attachments 1 to 3, the receipt, the certificate of loss (R1, R3, R12)."""

from typing import Annotated

import typer

from console.cli import form_numbers, output
from console.cli.declared import both
from console.cli.session import session
from console.cli.streams import UsageError
from console.wire.archive import forms as wire
from console.wire.ledger.outbox import OutKind

_CALLED = {"handover": "hand_over", "hand-over": "hand_over"}
"""Other spellings of a form's name."""

app = typer.Typer(no_args_is_help=True, help=both("command_line.form"))


@app.command("print")
def printed(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="FORM")],
    of: Annotated[str, typer.Argument(metavar="NUMBER")],
    out: output.Place = None,
    version: Annotated[int, typer.Option("--version", min=0)] = 0,
    paper_lang: Annotated[str, typer.Option("--paper-lang")] = "zh",
) -> None:
    run = session(context)
    if paper_lang not in {"zh", "en"}:
        raise UsageError(run.t("cli.no_such_language", language=paper_lang))
    kind = _CALLED.get(kind, kind)
    path = output.place(run, out)
    named = path == output.STANDARD or path.suffix == ".xlsx"
    if named:
        output.insist_new(run, path)
    form: wire.Printed = run.ask(wire.PrintForm(kind, form_numbers.about(run, kind, of), version, paper_lang))
    path = path if named else output.within(run, path, form.name)
    output.write(run, path, form.data, OutKind.FORM)
    data = {"path": str(path), "check_code": form.check_code, "seq": form.seq}
    run.show(
        data, [run.t("cli.form_printed", path=output.called(run, path), code=form.check_code, seq=form.seq)]
    )
