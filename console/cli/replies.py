"""`replies`: what subscribers answer: list, show, judge, decide (R11, R13)."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from console.cli import form_numbers, tables
from console.cli.options import After, Limit
from console.cli.search import Why
from console.cli.session import Session, UsageError, session
from console.errors import ConsoleError
from console.wire import numbers
from console.wire import replies as wire

app = typer.Typer(no_args_is_help=True, help="短信回复。 What subscribers answer.")

Which = Annotated[int, typer.Argument(metavar="REPLY", help="回复编号 its id, as the list has it")]


@app.command("list")
def page(
    context: typer.Context,
    state: Annotated[str, typer.Option("--state", help="open, acted, noted, decided")] = "",
    text: Annotated[str, typer.Option("--text", help="回复、申请编号、用途里的字 words")] = "",
    request: Annotated[
        int,
        typer.Option(
            "--request",
            metavar="NUMBER",
            parser=form_numbers.parser("request"),
            help="只看一份申请 one request alone",
        ),
    ] = 0,
    after: After = "",
    limit: Limit = 100,
) -> None:
    """回复，新的在前；号码掩码。 Replies, newest first; numbers masked."""
    run = session(context)
    found: wire.ReplyPage = run.ask(wire.RepliesPage(state, text, request, after, limit))
    rows = [
        (
            row.id,
            run.state(row.state, "reply"),
            run.when(row.at),
            row.form,
            row.sender,
            row.text,
            run.name("reply_reason", row.reason),
            run.when(row.due) + (run.t("cli.overdue") if row.late else ""),
        )
        for row in found.rows
    ]
    head = ("id", "state", "at", "number", "mobile", "text", "reason", "due")
    run.table(found, head, rows, empty="cli.no_replies")


@app.command("show")
def show(context: typer.Context, which: Which) -> None:
    """一条回复：说了什么、回复哪次发送、由谁处理。 One reply: what it says, what it answers, who decides."""
    run = session(context)
    found: wire.ReplyView = run.ask(wire.ReplyDetail(which))
    run.show(found, tables.pairs(list(_rows(run, found))))


@app.command("decide")
def decide(
    context: typer.Context,
    which: Which,
    decision: Annotated[
        str, typer.Argument(metavar="DECISION", help="退订、投诉、无需处理 refuses, complaint, nothing")
    ],
    scope: Annotated[str, typer.Option("--scope", help="退订什么 of what it refuses: promotion, all")] = "",
    note: Annotated[str, typer.Option("--note", help="说明，不写号码 a note, without a number")] = "",
) -> None:
    """处理一条回复：退订、登记投诉，或无需处理。 Decide on a reply: it refuses, complains, or is nothing of this."""
    run = session(context)
    done = run.ask(wire.DecideReply(which, decision, scope, note))
    run.said(done, "reply.decided_done")


@app.command("unmask")
def unmask(context: typer.Context, which: Which, reason: Why) -> None:
    """看回复人的号码，只显示这一次。 Show its sender's number, once."""
    run = session(context)
    shown: numbers.Unmasked = run.ask(numbers.UnmaskReply(which, reason))
    run.show(shown, [run.t("search.unmasked", number=shown.number, seq=shown.seq)])


@app.command("judge")
def judge(
    context: typer.Context,
    files: Annotated[
        Path | None,
        typer.Option(
            "--files", metavar="DIR", help="用这个文件夹里的词表 words of that folder (replies/*.toml)"
        ),
    ] = None,
) -> None:
    """从标准输入读，一行一条回复（JSON 字符串），一行一个答案；不需要机构。 Judge replies, one JSON string a line from standard input."""
    from console.domain import reply_judge, reply_words  # noqa: PLC0415 - words are read for this alone
    from console.domain.toml_lines import FileFaultError  # noqa: PLC0415 - as above

    run = session(context)
    try:
        judged = reply_judge.Judge(reply_words.newest(_texts(files)) if files else reply_words.shipped())
    except FileFaultError as error:
        raise UsageError(str(error)) from error
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        try:
            found = judged.judge(msgspec.json.decode(line, type=str))
        except (msgspec.DecodeError, UnicodeDecodeError):
            # Nothing that came in may be passed over, least of all what cannot be read.
            found = judged.judge("\ufffd")
        said = {"verdict": str(found.verdict), "reason": str(found.reason)}
        if run.as_json:
            sys.stdout.write(msgspec.json.encode(said).decode() + "\n")
        else:
            run.show(
                said,
                [f"{run.name('reply_verdict', found.verdict)}  {run.name('reply_reason', found.reason)}"],
            )
    sys.stdout.flush()


def _texts(folder: Path) -> list[str]:
    """The words of a folder: `replies/*.toml` in it, or its own `*.toml`."""
    found = sorted((folder / "replies").glob("*.toml")) or sorted(folder.glob("*.toml"))
    if not found:
        raise ConsoleError("no_reply_words", path=str(folder))
    try:
        return [file.read_text("utf-8") for file in found]
    except (OSError, UnicodeDecodeError) as error:
        raise ConsoleError("file_unreadable", path=str(found[0]), error=str(error)) from error


def _rows(run: Session, view: wire.ReplyView) -> Iterator[tuple[str, object]]:
    """Everything that is known of it, by name."""
    row = view.row
    late = run.t("cli.overdue") if row.late else ""
    answers = f"{row.form}.{row.slot} {row.purpose}" if row.request else run.t("reply.answers_nothing")
    told = (
        ("text", row.text or run.t("reply.no_text" if row.sender else "reply.erased")),
        ("state", run.state(row.state, "reply")),
        ("reason", run.name("reply_reason", row.reason)),
        ("scope", run.name("optout", row.scope) if row.scope else ""),
        ("sender", row.sender),
        ("at", run.when(row.at)),
        ("times", row.times if row.times > 1 else ""),
        ("last", run.when(view.last) if row.times > 1 else ""),
        ("chars", view.chars if row.text and view.chars > len(row.text) else ""),
        ("form", answers),
        ("department", run.department(row.department) if row.department else ""),
        ("due", run.when(row.due) + late if row.due else ""),
        ("who", ", ".join(run.who(person) for person in view.who)),
        ("gateway", view.gateway),
        ("to", view.to),
        ("decision", run.name("reply_decision", view.decision) if view.decision else ""),
        ("decided_by", f"{run.who(view.decided_by)} {run.when(view.decided)}" if view.decided_by else ""),
        ("note", view.note),
        ("complaint", view.complaint),
    )
    return ((run.t(f"reply.{name}"), value) for name, value in told if value)
