"""`replies`: the answers of subscribers: list, show, judge, decide (R11, R13)."""

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from console.cli import declared, options, viewed
from console.cli.contacts.search import Why
from console.cli.declared import both
from console.cli.session import session
from console.cli.streams import UsageError, spelled, texts_of
from console.domain.replies import reply_judge, reply_words
from console.domain.toml_lines import FileFaultError
from console.views import replies
from console.wire.contacts import numbers
from console.wire.contacts import replies as wire

app = typer.Typer(no_args_is_help=True, help=both("command_line.replies"))

Which = Annotated[int, typer.Argument(metavar="REPLY")]


viewed.add_list(app, wire.RepliesPage, replies.ROW, "cli.no_replies", given={"request": options.Request})
viewed.add_show(app, wire.ReplyDetail, replies.WHOLE, Which)


_DECIDED = {"id": Which, "decision": Annotated[str, typer.Argument(metavar="DECISION")]}
declared.add_do(app, "decide", wire.DecideReply, "reply.decided_done", _DECIDED)


@app.command("unmask")
def unmask(context: typer.Context, which: Which, reason: Why) -> None:
    run = session(context)
    shown: numbers.Unmasked = run.ask(numbers.UnmaskReply(which, reason))
    run.show(shown, [run.t("search.unmasked", number=shown.number, seq=shown.seq)])


@app.command("judge")
def judge(
    context: typer.Context, files: Annotated[Path | None, typer.Option("--files", metavar="DIR")] = None
) -> None:
    run = session(context)
    try:
        judged = reply_judge.Judge(
            reply_words.newest(texts_of(files, "replies")) if files else reply_words.shipped()
        )
    except FileFaultError as error:
        raise UsageError(str(error)) from error
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        judgement = judged.judge(spelled(line))
        said = {"verdict": str(judgement.verdict), "reason": str(judgement.reason)}
        if run.as_json:
            sys.stdout.write(msgspec.json.encode(said).decode() + "\n")
        else:
            run.show(
                said,
                [
                    f"{run.name('reply_verdict', judgement.verdict)}  {run.name('reply_reason', judgement.reason)}"
                ],
            )
    sys.stdout.flush()
