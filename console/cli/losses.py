"""Loss cases (R12): the report, which counts at once, and every signed step after it."""

import hashlib
from collections.abc import Iterator
from typing import Annotated

import typer

from console.cli import form_numbers, signing
from console.cli.drafts import instant
from console.cli.requests import After, Limit
from console.cli.session import Session, UsageError, session
from console.errors import RefusedError
from console.locale.guard import guard
from console.wire import losses as wire
from console.wire import views

app = typer.Typer(
    no_args_is_help=True, help="口令、密钥、账号遗失（R12）。 Lost passwords, keys and logins (R12)."
)

Case = Annotated[
    int,
    typer.Argument(
        metavar="CASE",
        parser=form_numbers.parser("loss"),
        help="遗失单编号（如 2026-L001）或序号 the case's number, as 2026-L001, or its id",
    ),
]
Words = Annotated[str, typer.Option("--words", help="说明 what is to be said")]
When = Annotated[str, typer.Option("--when", metavar="TIME", help="何时，空为现在 when; now if empty")]


@app.command("report")
def report(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="WHAT", help="gateway, key, login")],
    name: Annotated[str, typer.Argument(metavar="WHICH", help="网关或人员编号 the gateway's or person's id")],
    kind: Annotated[str, typer.Option("--kind", help="forgotten, medium_lost, leak, left_office")],
    noticed: Annotated[str, typer.Option("--noticed", metavar="TIME", help="何时发现 noticed when")] = "",
    seen: Annotated[
        str, typer.Option("--seen", metavar="TIME", help="最后确知安全的时间 last known to be safe")
    ] = "",
    where: Annotated[str, typer.Option("--where", help="在哪里、怎样遗失 where and how")] = "",
    impact: Annotated[str, typer.Option("--impact", help="可能的影响 possible harm")] = "",
    measures: Annotated[str, typer.Option("--measures", help="已采取的措施 what was done")] = "",
) -> None:
    """马上报告遗失，不用签名：网关即刻冻结，个人即刻停用。 Report a loss, unsigned: it counts at once."""
    run = session(context)
    call = wire.ReportLoss(
        subject, name, kind, _time(run, noticed), instant_or_empty(run, seen), where, impact, measures
    )
    from console.acting import freezes  # noqa: PLC0415 - cryptography is loaded for signing alone

    done = freezes.report_loss(
        lambda: run.core,
        run.ask_dispatcher,
        call,
        run.person,
    )
    run.said(done, "cli.loss_reported")


@app.command("list")
def page(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="含已结案的 closed ones, too")] = False,
    after: After = "",
    limit: Limit = 100,
) -> None:
    """遗失单，新的在前。 Loss cases, newest first."""
    run = session(context)
    found: wire.LossPage = run.ask(wire.LossesPage(open=not every, after=after, limit=limit))
    rows = [
        (
            row.number,
            run.name("loss_subject", row.subject),
            row.name,
            run.name("loss_kind", row.kind),
            run.when(row.at),
            ", ".join(run.name("loss_step", step) for step in row.waits_for),
            run.when(row.due) + (run.t("cli.overdue") if row.late else ""),
            run.when(row.resumed),
            run.when(row.closed),
        )
        for row in found.rows
    ]
    head = ("number", "what", "name", "reason", "at", "waits_for", "due", "resumed", "closed")
    run.table(found, head, rows, empty="cli.no_losses")


@app.command("show")
def show(context: typer.Context, case: Case) -> None:
    """一张遗失单：走到哪一步，下一步由谁办、何时到期。 One case: its steps, what comes next and until when."""
    run = session(context)
    found = view_of(run, case)
    run.show(found, _lines(run, found))


@app.command("told")
def told(
    context: typer.Context,
    case: Case,
    provider: Annotated[str, typer.Option("--provider", help="服务商 the provider")],
    person: Annotated[str, typer.Option("--spoke-with", help="接电话的人 who answered")],
    words: Words = "",
    when: When = "",
) -> None:
    """记下已电话通知服务商。 The provider was told by telephone."""
    run = session(context)
    found = view_of(run, case)
    _step(run, found, "told", provider=provider, person=person, text=words, when=_time(run, when))


@app.command("acknowledge")
def acknowledge(
    context: typer.Context,
    case: Case,
    words: Words = "",
    exposed: Annotated[
        bool, typer.Option("--exposed", help="客户号码可能外泄 numbers may be exposed")
    ] = False,
) -> None:
    """综合部确认知悉。 The General Department knows."""
    run = session(context)
    _step(run, view_of(run, case), "acknowledged", text=words, yes=exposed)


@app.command("certify")
def certify(
    context: typer.Context,
    case: Case,
    number: Annotated[str, typer.Option("--number", help="证明编号 the certificate's number")],
    account: Annotated[str, typer.Option("--account", help="账号，不写口令 the account, never the password")],
    channel: Annotated[str, typer.Option("--channel", help="通道 the channel")],
    last_known: Annotated[str, typer.Option("--last-known", help="最后已知情况 when and where last known")],
    impact: Annotated[str, typer.Option("--impact", help="可能的影响 possible harm")],
    measures: Annotated[str, typer.Option("--measures", help="已采取的措施 what was done")],
    addressee: Annotated[str, typer.Option("--to", help="致哪家服务商 to which provider")],
) -> None:
    """保管人所在部门的经理签出遗失证明。 The holder's department manager signs the certificate."""
    run = session(context)
    _step(
        run,
        view_of(run, case),
        "certified",
        number=number,
        account=account,
        channel=channel,
        last_known=last_known,
        impact=impact,
        measures=measures,
        addressee=addressee,
    )


@app.command("request")
def request(
    context: typer.Context,
    case: Case,
    ticket: Annotated[str, typer.Option("--ticket", help="服务商受理号 the provider's ticket")],
    words: Words = "",
) -> None:
    """凭证明申请补办。 Ask for the reissue, with the certificate."""
    run = session(context)
    _step(run, view_of(run, case), "requested", ticket=ticket, text=words)


@app.command("reissued")
def reissued(
    context: typer.Context,
    case: Case,
    old_void: Annotated[bool, typer.Option("--old-void", help="旧的已停用 the old one is void")] = False,
    words: Words = "",
    when: When = "",
) -> None:
    """服务商已补办，旧的已停用。 It was reissued, and the old one is void."""
    run = session(context)
    _step(run, view_of(run, case), "reissued", yes=old_void, text=words, when=_time(run, when))


@app.command("installed")
def installed(context: typer.Context, case: Case) -> None:
    """保管人签认新口令已装入并连通。 The custodian signs that the new password is in place and proved."""
    run = session(context)
    _step(run, view_of(run, case), "installed")


@app.command("resume")
def resume(
    context: typer.Context,
    case: Case,
    words: Annotated[str, typer.Option("--words", help="理由 why it may be used again")],
) -> None:
    """保管人提议网关恢复使用；综合部经理用 proposal confirm 确认。 Propose to use a gateway again; a second person confirms."""
    from console.acting import freezes, losses  # noqa: PLC0415 - cryptography is loaded for signing alone

    run = session(context)
    found = view_of(run, case)
    refusal = next((one.refusal for one in found.steps if one.step == "resumed"), None)
    if refusal is not None:
        raise RefusedError(refusal)
    # The password must be the one that the custodian signed as installed.
    fingerprint = losses.installed(found).fingerprint
    prepared: views.Prepared = freezes.resume(run.core, found, fingerprint, words, by=run.me.person)
    proposal = hashlib.sha256(prepared.text.encode()).hexdigest()
    run.said(signing.enact(run, prepared), "freeze.proposed", proposal=proposal)


@app.command("close")
def close(context: typer.Context, case: Case, words: Words) -> None:
    """结案，写明暴露期内的情况。 Close the case, with what was concluded."""
    run = session(context)
    _step(run, view_of(run, case), "closed", text=words)


@app.command("found")
def found_again(context: typer.Context, case: Case, words: Words) -> None:
    """又找到了；仍须更换。 It turned up again; it is replaced all the same."""
    run = session(context)
    _step(run, view_of(run, case), "found", text=words)


def view_of(run: Session, case: int) -> wire.LossView:
    """One case whole."""
    found: wire.LossView = run.ask(wire.LossDetail(case))
    return found


def _step(run: Session, case: wire.LossView, step: str, **fields: str | bool) -> None:
    from console.acting import losses  # noqa: PLC0415 - cryptography is loaded for signing alone

    call = wire.PrepareLossStep(case.row.digest, case.head, step, **fields)  # type: ignore[arg-type]
    prepared: views.Prepared = losses.prepare(run.core, call, by=run.me.person, view=case)
    before = losses.newest(case)
    if before is not None:
        run.say(f"{run.t('loss_form.follows')}  {run.name('loss_step', before.step)} {before.name}")
    print_, proved = losses.in_place(prepared)
    if print_:
        run.say(f"{print_}  {run.when(proved)}")
    run.done(signing.enact(run, prepared), f"loss_step.{step}")


def _lines(run: Session, case: wire.LossView) -> Iterator[str]:
    row = case.row
    what = run.name("loss_subject", row.subject)
    yield guard(f"{row.number}  {what} {row.name}  {run.name('loss_kind', row.kind)}  {run.when(row.at)}")
    for step in case.steps:
        if step.at:
            yield guard(f"  {run.name('loss_step', step.step)}  {step.name}  {run.when(step.at)}")
        elif step.due:
            late = run.t("cli.overdue") if step.late else ""
            who = ", ".join(step.who)
            yield guard(f"  {run.name('loss_step', step.step)}  → {run.when(step.due)}{late}  {who}")
    if case.exposed:
        yield run.t("cli.exposed", since=case.since, n=case.total, unknown=case.unknown)
    for one in case.exposed:
        yield guard(f"  {run.when(one.at)}  {run.name('ledger', one.kind)}  {one.number}  {one.count}")


def _time(run: Session, value: str) -> str:
    return instant_or_empty(run, value) or run.me.time


def instant_or_empty(run: Session, value: str) -> str:
    """A time as a UTC instant, empty where none was given; raises UsageError."""
    try:
        return instant(value, run.settings.timezone)
    except ValueError as error:
        raise UsageError(run.t("cli.bad_time", value=value)) from error
