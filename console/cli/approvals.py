"""What waits for a signature: the queue, the approval card, and approve, return, reject, accept."""

from typing import Annotated

import typer

from console.cli import deadlines, form_numbers, signing, vouched
from console.cli.cards import card_lines
from console.cli.options import After, Count, Id, Limit, Reason
from console.cli.requests import show_page, step
from console.cli.session import Session, session
from console.domain.check_code import spelled
from console.wire import calls, views

app = typer.Typer(
    no_args_is_help=True, help="审批。 Decisions: queue, approval card, approve, return, reject, accept."
)

_MANAGER = "department_manager"


@app.command("queue")
def queue(context: typer.Context, after: After = "", limit: Limit = 128) -> None:
    """等您签的申请。 Requests that wait for your signature."""
    show_page(session(context), calls.RequestsPage(queue=True, after=after, limit=limit))


@app.command("scope")
def scope(context: typer.Context, request: Id) -> None:
    """审批单：申请内容，和系统核对结果。 The approval card: what you would sign, then what the desk computed."""
    from console.acting import cards, manifests  # noqa: PLC0415 - cryptography is loaded for signing alone

    run = session(context)
    card: views.ScopeCard = run.ask(calls.Scope(request))
    lists = manifests.of_card(run.core, run.own, card, cards.read(card))
    run.show(card, [*card_lines(run, card), "", *vouched.lines(run, lists)])


@app.command("approve")
def approve(
    context: typer.Context,
    request: Id,
    count: Count = None,
    opinion: Annotated[str, typer.Option("--opinion", metavar="TEXT", help="意见 your opinion")] = "",
    content_checked: Annotated[
        bool, typer.Option("--content-checked", help="内容已审核（R7） text checked")
    ] = False,
    list_checked: Annotated[
        bool, typer.Option("--list-checked", help="通讯录已审核（R7） list checked")
    ] = False,
) -> None:
    """看过全文，再输人数，签名批准。 Approve: read, type the count again, sign."""
    run = session(context)
    prepared = prepared_approval(
        run, request, count, opinion, content_checked=content_checked, list_checked=list_checked
    )
    run.done(signing.enact(run, prepared), "act.approve")


@app.command("batch")
def batch(
    context: typer.Context,
    requests: Annotated[
        list[str],
        typer.Argument(metavar="REQUEST:COUNT...", help="申请编号:人数 request and count, typed again"),
    ],
    content_checked: Annotated[
        bool, typer.Option("--content-checked", help="每件内容已审核（R7） every text checked")
    ] = False,
    list_checked: Annotated[
        bool, typer.Option("--list-checked", help="每件通讯录已审核（R7） every list checked")
    ] = False,
) -> int:
    """几件一起批准：逐件列出，口令一次，每件各签名。 Approve several: one passphrase, a signature each; 3: some refused."""
    from console.cli import batch as several  # noqa: PLC0415 - cryptography is loaded for signing alone

    return several.approve(
        session(context), requests, content_checked=content_checked, list_checked=list_checked
    )


@app.command("return")
def send_back(context: typer.Context, request: Id, reason: Reason) -> None:
    """签名退回修改。 Send it back for change; signed, with the reason."""
    step(session(context), "return", request, text=reason)


@app.command("reject")
def reject(context: typer.Context, request: Id, reason: Reason) -> None:
    """签名驳回，不再办理。 Refuse it for good; signed, with the reason."""
    step(session(context), "rejection", request, text=reason)


@app.command("accept")
def accept(
    context: typer.Context,
    request: Id,
    paper: Annotated[
        str, typer.Option("--paper", metavar="NO", help="纸质表档号 archive number of the paper")
    ],
    code: Annotated[
        str,
        typer.Option("--code", metavar="CODE", help="纸质表页脚的核对码 the check code at the paper's foot"),
    ],
    place: Annotated[str, typer.Option("--place", metavar="SHELF", help="存放处 where it is kept")] = "",
) -> None:
    """收齐表格、内容、通讯录，输入核对码，签名接收。 Accept form, text and list, the paper's check code typed; signed."""
    step(session(context), "acceptance", request, paper=paper, place=place, code=spelled(code))


@app.command("extend")
def extend(
    context: typer.Context,
    request: Id,
    closes: Annotated[
        str, typer.Option("--closes", metavar="TIME", help="新的结束 new end, as 2026-12-01 18:00")
    ],
    reason: Reason,
    opens: Annotated[
        str, typer.Option("--opens", metavar="TIME", help="新的开始，空为现在 new beginning; now if empty")
    ] = "",
    slot: Annotated[
        int,
        typer.Option("--slot", min=1, max=31, callback=form_numbers.slot_of, help="第几个时段 which slot"),
    ] = 1,
    count: Count = None,
) -> None:
    """时段过期未放行：最后一级审批人再输人数，签名延期。 The last approver gives a slot that passed a new window; signed."""
    deadlines.extend(session(context), request, slot, opens=opens, closes=closes, count=count, reason=reason)


def prepared_approval(
    run: Session,
    request: int,
    count: int | None,
    opinion: str,
    *,
    content_checked: bool,
    list_checked: bool,
    by: str = "",
) -> views.Prepared:
    """Show the approval card, have the count typed, and return the approval's bytes, checked against the decision.

    `by` is who signs it elsewhere, empty for whoever sits here.
    """
    from console.acting import cards, manifests, steps  # noqa: PLC0415 - as above

    card: views.ScopeCard = run.ask(calls.Scope(request, by))
    act = cards.read(card)
    for line in card_lines(run, card, by):
        run.say(line)
    vouched.say(run, manifests.of_card(run.core, run.own, card, act))
    if _MANAGER in card.posts:
        content_checked = run.ticked(content_checked, run.t("cli.content_checked"))
        list_checked = run.ticked(list_checked, run.t("cli.list_checked"))
    call = calls.PrepareStep(
        "approval",
        request,
        card.head,
        text=opinion,
        count=run.confirmed_count(count, act.recipients()),
        content_checked=content_checked,
        list_checked=list_checked,
        shown=card.shown,
        by=by,
    )
    return steps.step(run.core, call, by=by or run.me.person, request=card.digest, **steps.signing_as(card))
