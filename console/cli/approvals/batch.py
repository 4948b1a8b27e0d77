"""Several approvals at the command line: the summary of each request, one passphrase, a table of the outcomes."""

from collections.abc import Sequence
from typing import Any

from console.acting import named
from console.acting.approvals import batch
from console.acting.approvals.batch import Decision, Outcome, Paper
from console.cli import exits, form_numbers, signing, tables
from console.cli.approvals import vouched
from console.cli.approvals.cards import card_lines
from console.cli.failures import failure
from console.cli.session import Session
from console.cli.streams import UsageError
from console.domain.refusals import refuse
from console.errors import ConsoleError, RefusedError
from console.locale import words


def approve(run: Session, given: Sequence[str], *, content_checked: bool, list_checked: bool) -> int:
    """Sign every request of `REQUEST:COUNT` that can be signed and return the exit code; raises UsageError."""
    counts = _counts(run, given)
    papers = batch.gather(run.core, run.own, counts)
    outcomes: dict[int, Outcome] = {}
    decisions: list[Decision] = []
    for nth, (paper, asked) in enumerate(zip(papers, given, strict=True), 1):
        _show(run, paper, nth, len(papers))
        error = paper.error or _wrong(run, paper, counts[paper.request], asked.partition(":")[0])
        if error is not None:
            outcomes[paper.request] = Outcome(paper.request, paper.number, error=error)
            continue
        content = paper.checks and run.ticked(content_checked, run.t("cli.content_checked"))
        listed = paper.checks and run.ticked(list_checked, run.t("cli.list_checked"))
        decisions.append(Decision(paper, counts[paper.request], content, listed))
    if decisions:
        signed = batch.sign(run.core, decisions, signing.unlocked(run), by=run.me.person)
        outcomes |= {one.request: one for one in signed}
    return _tell(run, [outcomes[request] for request in counts])


def _counts(run: Session, given: Sequence[str]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for one in given:
        request, colon, count = one.partition(":")
        count = count.replace(",", "")
        named = (request.isascii() and request.isdigit()) or "-" in request
        if not (colon and named and count.isascii() and count.isdigit()):
            raise UsageError(run.t("batch.usage", most=batch.MOST))
        counts[form_numbers.find(run, "request", request)] = int(count)
    if len(counts) != len(given) or len(counts) > batch.MOST:
        raise UsageError(run.t("batch.usage", most=batch.MOST))
    return counts


def _wrong(run: Session, paper: Paper, count: int, request: str) -> RefusedError | ConsoleError | None:
    """Why a request is not signed: its signed text has another count, or another number, than was typed; told before the passphrase."""
    if paper.act is None or count != paper.act.recipients():
        return RefusedError(refuse("count_differs", "R2", typed=count))
    try:
        if not request.isdigit():
            named.insist(run.core, paper.act, request)
    except ConsoleError as error:
        return error
    return None


def _show(run: Session, paper: Paper, nth: int, n: int) -> None:
    version = paper.act.version if paper.act is not None else "-"
    run.say()
    run.say(f"== {run.t('batch.item', nth=nth, n=n, number=paper.number or paper.request, version=version)}")
    if paper.card is not None:
        for line in card_lines(run, paper.card):
            run.say(line)
        vouched.say(run, paper.lists)


def _tell(run: Session, outcomes: Sequence[Outcome]) -> int:
    signed = sum(one.done is not None for one in outcomes)
    head = [run.t(key) for key in ("cli.column.id", "cli.column.number", "batch.column.outcome")]
    rows = [(one.request, one.number, _words(run, one)) for one in outcomes]
    lines = [*tables.table(head, rows), run.t("batch.result", signed=signed, failed=len(outcomes) - signed)]
    run.show({"signed": signed, "outcomes": [_data(run, one) for one in outcomes]}, lines)
    if any(isinstance(one.error, RefusedError) for one in outcomes):
        return exits.REFUSED
    return exits.OK if signed == len(outcomes) else exits.PROBLEM


def _words(run: Session, one: Outcome) -> str:
    if one.done is not None:
        return run.t("batch.outcome.signed") + run.t("cli.entry", seq=one.done.seq)
    message = _explained(run, one.error)
    return " ".join(
        part for part in (run.t("batch.outcome.failed"), message.what, message.why, message.next) if part
    )


def _explained(run: Session, error: RefusedError | ConsoleError | None) -> words.Words:
    if isinstance(error, RefusedError):
        return run.explain(error.refusal)
    return words.problem(error.code, error.params, run.lang) if error is not None else words.Words("", "", "")


def _data(run: Session, one: Outcome) -> dict[str, Any]:
    data: dict[str, Any] = {"request": one.request, "number": one.number, "signed": one.done is not None}
    if one.done is not None:
        return data | {"seq": one.done.seq}
    match one.error:
        case RefusedError(refusal=refusal):
            why = _explained(run, one.error)
            body = failure("refusal", refusal.code, refusal.clause, why, refusal.params, run.lang)
            return data | {"refusal": body["refusal"]}
        case ConsoleError(code=code, params=params):
            body = failure("problem", code, "", _explained(run, one.error), params, run.lang)
            return data | {"problem": body["problem"]}
        case _:
            return data
