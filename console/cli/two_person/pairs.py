"""Two-person acts: the proposals that wait, and confirming one. Proposals are made by their own nouns, as `send settle`."""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Annotated, Any

import msgspec
import typer

from console import reading
from console.acting import erasure as erasing
from console.acting.contacts import resubscribing
from console.acting.freezes import brakes, freezes
from console.acting.own_trust import Chosen
from console.acting.two_person import appeals, proposals, trials
from console.acting.two_person import pairs as acting
from console.cli import declared, options, signing, tables, viewed
from console.cli.declared import both
from console.cli.erasure import erasure
from console.cli.options import Count
from console.cli.session import Session, session
from console.cli.streams import UsageError
from console.domain import leaves
from console.domain.contacts.resubscribing import Resubscribe
from console.domain.content.appeals import AppealWithdrawal, ReleaseText
from console.domain.erasure.erasing import Erase, Erasing
from console.domain.two_person.pairs import ContinueThrough, Lifting, OnRecipients, Proposal, Settle, Which
from console.errors import ConsoleError
from console.locale import words
from console.locale.guard import guard
from console.views import appeals as appeal_words
from console.views.two_person import PROPOSAL
from console.wire import calls, pairs
from console.wire.acts import Given
from console.wire.requests.rows import RequestView
from console.wire.sending import sends
from console.wire.sending.trials import Trials, TrialsView

app = typer.Typer(no_args_is_help=True, help=both("command_line.proposal"))

Digest = Annotated[str, typer.Argument(metavar="PROPOSAL")]


viewed.add_list(app, pairs.ProposalsPage, PROPOSAL, "cli.no_proposals", given={"request": options.Request})


@app.command("show")
def show(context: typer.Context, proposal: Digest) -> None:
    run = session(context)
    row = _row(run, proposal, every=True)
    run.show(row, _lines(run, row))


@app.command("confirm")
def confirm(
    context: typer.Context,
    proposal: Digest,
    count: Count = None,
    number: Annotated[str, typer.Option("--number", metavar="NUMBER")] = "-",
) -> None:
    run = session(context)
    row = _row(run, proposal, every=False)
    if not row.slot:
        confirm_alone(run, row, count, number)
        return
    view: RequestView = run.ask(calls.RequestDetail(row.request))
    statement = acting.read(row, view)
    for line in signing.lines(run, signing.statement(view.statement, view.digest)):
        run.say(line)
    for line in _lines(run, row):
        run.say(line)
    run.confirmed_count(count, acting.on_slot(statement).count)
    prepared = acting.confirm(run.core, row, by=run.me.person, view=view)
    run.done(signing.enact(run, prepared, statement), "act.confirm")


def withdraw(run: Session, proposal: str, said: dict[str, Given]) -> None:
    """Sign that a text's release counts no more, and bring it to the dispatcher as well as to the desk."""
    row = _row(run, proposal, every=False)
    about = appeals.released(row, row.request)
    for line in _lines(run, row):
        run.say(line)
    made = appeals.withdraw(run.core, row, said, by=run.me.person)
    signature = signing.sign(run, made, about)
    question = appeals.withdrawing(made, signature, run.person)
    taken = brakes.by_both(partial(run.ask, calls.Enact(made.text, signature)), run.ask_dispatcher, question)
    run.braked(taken, "appeal.withdrawn", row.request, "withdrawal_road")


declared.add(app, "withdraw", AppealWithdrawal, {"proposal": Digest}, withdraw)


def appeal(run: Session, request: int, said: dict[str, Given]) -> None:
    """Propose to release the text of a draft, which is shown as it was read from the desk."""
    view, chosen = _read_draft(run, request)
    prepared = appeals.propose(run.core, view, chosen, said, by=run.me.person)
    signing.propose(run, prepared, run.said, "appeal.proposed")


def trial(run: Session, request: int, said: dict[str, Given]) -> None:
    """Propose to try the text of an approved request, which is shown from its signed bytes."""
    view: RequestView = run.ask(calls.RequestDetail(request))
    statement = signing.statement(view.statement, view.digest)
    for line in signing.lines(run, statement):
        run.say(line)
    told: TrialsView = run.ask(Trials())
    line_of = trials.line_of(told.lines, statement.gateway)
    prepared = trials.of_request(run.core, view, line_of, said, by=run.me.person)
    signing.propose(run, prepared, run.said, "trial.proposed")


def _read_draft(run: Session, request: int) -> tuple[RequestView, list[Chosen]]:
    """A draft and its lists, and on the screen of the command to whom and when it is sent."""
    view: RequestView = run.ask(calls.RequestDetail(request))
    chosen = appeals.lists(run.core, view)
    for line in appeal_words.slots(viewed.viewer(run), view.draft, [(one.name, one.n) for one in chosen]):
        run.say(line)
    return view, chosen


def _insist(run: Session, row: pairs.ProposalRow, act: Resubscribe, number: str) -> None:
    """Show the number masked, and compare the one that is on the proof with it."""
    seal = resubscribing.seal(run.core, row.digest)
    run.say(f"{run.t('search.number')}  {seal.number}")
    if resubscribing.typed(act):
        if number == "-":
            number = str(typer.prompt(run.t("resubscribe.on_proof"), err=True, hide_input=run.interactive))
        resubscribing.insist(act, seal, number)


def confirm_alone(run: Session, row: pairs.ProposalRow, count: int | None = None, number: str = "-") -> None:
    """Confirm a proposal about no request. It has no number of recipients; only for an erasure the number of rows is typed."""
    proposal = proposals.read(row)
    act = proposal.act
    for line in _lines(run, row):
        run.say(line)
    if isinstance(act, Erase):
        run.confirmed_count(count, act.count)
    if isinstance(act, Resubscribe):
        _insist(run, row, act, number)
    if isinstance(act, Erasing):
        prepared = erasing.confirm(run.core, row, by=run.me.person)
    elif isinstance(act, ReleaseText):
        view, chosen = _read_draft(run, act.draft)
        prepared = appeals.confirm(run.core, row, view, chosen, by=run.me.person)
    else:
        prepared = proposals.confirm(run.core, row.digest, by=run.me.person)
    run.done(signing.enact(run, prepared, proposal), "act.confirm")


def settle(run: Session, request: int, slot: int, said: dict[str, Given]) -> None:
    """Propose to settle the unknown recipients of a slot, after their number is typed as the desk shows it."""
    send: sends.SendView = run.ask(sends.SendDetail(request, slot))
    n = send.row.tally.unknown
    verdict = run.name("settle_verdict", str(said["verdict"]))
    question = run.t("cli.settle_slot", slot=slot, n=tables.count(n), verdict=verdict)
    _propose(run, Settle, request, slot, said, question, n)


def send_again(run: Session, request: int, slot: int, said: dict[str, Given]) -> None:
    """Propose to send again to the recipients that a slot did not reach, after their number is typed."""
    send: sends.SendView = run.ask(sends.SendDetail(request, slot))
    n = send.failed if said["which"] == Which.FAILED else send.remainder
    window = f"{run.when(str(said['opens']))} - {run.when(str(said['closes']))}"
    whom = run.name("continuation", str(said["which"]))
    by = str(said.get("gateway") or send.row.gateway)
    question = run.t(
        "cli.continue_slot", slot=slot, n=tables.count(n), window=window, whom=whom, gateway=guard(by)
    )
    _propose(run, ContinueThrough, request, slot, {**said, "gateway": by}, question, n)


def _propose(
    run: Session, kind: type[OnRecipients], request: int, slot: int, said: dict[str, Given], done: str, n: int
) -> None:
    view: RequestView = run.ask(calls.RequestDetail(request))
    for line in signing.lines(run, signing.statement(view.statement, view.digest)):
        run.say(line)
    run.say(done)
    counted = declared.typed_again(run, said, count=n)
    prepared = acting.propose(run.core, kind, view, slot, counted, by=run.me.person)
    signing.propose(run, prepared, run.done, f"act.{leaves.noun_of(kind)}")


def _row(run: Session, digest: str, *, every: bool) -> pairs.ProposalRow:
    """The proposal that is meant: by the number under which it stands in the to-do list, or by the beginning of its digest.

    Of several with the same number, the one that the person may sign is meant.
    """
    rows: list[pairs.ProposalRow] = run.ask(pairs.ProposalsPage(open=not every))
    numbered = [row for row in rows if digest.casefold() in _numbers(row)]
    mine = [row for row in numbered if row.refusal is None and row.state == "open"]
    begun = [row for row in rows if row.digest.startswith(digest)]
    fitting = next((one for one in (numbered, mine, begun) if len(one) == 1), numbered or begun)
    if len(fitting) != 1:
        raise UsageError(run.t("cli.proposal_which", n=len(fitting), proposal=digest))
    (row,) = fitting
    name = next((one for key, one in _numbers(row).items() if key == digest.casefold()), "")
    # An id is the desk's own, and nothing that is signed holds it; the digest is that of the bytes.
    if name and not row.digest.startswith(name.rpartition(":")[2]) and not name.rpartition(":")[2].isdigit():
        run.numbers.append(name)
    return row


def _numbers(row: pairs.ProposalRow) -> dict[str, str]:
    """The ways in which a proposal is called, by their case-folded spelling: `2026-L001`, `loss:2026-L001`, `2026-业务部-0001.2`."""
    slot = [f"{row.number}.{row.slot}"] if row.slot else []
    return {one.casefold(): one for one in (row.number, row.subject, *slot) if one}


def open_about(run: Session, subject: str, fits: Callable[[Lifting], bool]) -> pairs.ProposalRow | None:
    """The proposal about a subject that waits for the person's signature, or None; its own bytes must fit that subject."""
    rows: list[pairs.ProposalRow] = run.ask(pairs.ProposalsPage())
    for row in rows:
        if row.subject == subject and row.refusal is None:
            freezes.about(row, fits)
            return row
    return None


def _lines(run: Session, row: pairs.ProposalRow) -> Iterator[str]:
    """Yield what the signed bytes say, then what became of the proposal."""
    if hashlib.sha256(row.text.encode()).hexdigest() != row.digest:
        raise ConsoleError("prepared_differs", fields="proposal")
    try:
        signed = msgspec.json.decode(row.text, type=Proposal)
    except msgspec.DecodeError as error:
        raise ConsoleError("prepared_unreadable") from error
    act = signed.act
    rows: list[tuple[str, Any]] = [
        (run.t("cli.column.slot"), f"{row.number}  {row.request}/{row.slot}" if row.slot else ""),
        *(erasure.named(run, act) if isinstance(act, Erasing) else ()),
        *reading.rows(run.reader, signed),
        (run.t("cli.column.digest"), row.digest),
        (run.t("cli.column.state"), run.name("proposal_state", row.state)),
        (run.t("cli.column.confirmed_by"), row.confirmed_by),
        (run.t("cli.column.because"), words.slot_reason(row.why, run.lang)),
    ]
    yield from tables.pairs(rows)
