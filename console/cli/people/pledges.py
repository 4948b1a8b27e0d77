"""The pledge (Attachment 2): read it, sign it clause by clause, see who has signed."""

from collections.abc import Iterator

import typer

from console.acting.people import pledges
from console.cli import declared, signing, tables, viewed
from console.cli.declared import both
from console.cli.session import Session, session
from console.cli.streams import UsageError
from console.domain.acts import Pledge
from console.views import people
from console.wire.acts import Given
from console.wire.people import personnel

app = typer.Typer(no_args_is_help=True, help=both("command_line.pledge"))


@app.command("show")
def show(context: typer.Context) -> None:
    run = session(context)
    text = _text(run)
    run.show(text, _text_lines(run, text))


def _sign(run: Session, said: dict[str, Given]) -> None:
    text = _text(run)
    said["accepted"] = said["accepted"] or [*_asked(run, text)]
    said["department"] = said["department"] or (text.mine.department if text.mine else "")
    prepared = pledges.prepare(run.core, text, said, by=run.me.person)
    run.done(signing.enact(run, prepared), "step.pledge")


declared.add(app, "sign", Pledge, {}, _sign, {"accepted": ""})


viewed.add_list(app, personnel.Pledges, people.PLEDGE, "cli.no_pledges")


def _text(run: Session) -> personnel.PledgeText:
    return pledges.text(run.core)


def _clause(run: Session, clause: personnel.PledgeClause) -> str:
    return clause.zh if run.lang == "zh" else clause.en


def _text_lines(run: Session, text: personnel.PledgeText) -> Iterator[str]:
    yield run.t("cli.pledge_head", version=text.version, months=text.months)
    for clause in text.clauses:
        yield f"{clause.number:>2}  {_clause(run, clause)}"
    mine = text.mine
    if mine is not None:
        state = (run.t("cli.column.state"), run.name("pledge_state", mine.state))
        yield from tables.pairs([state, (run.t("cli.column.until"), run.when(mine.until))])


def _asked(run: Session, text: personnel.PledgeText) -> list[int]:
    """The clauses that the person accepted one by one at the terminal."""
    if not run.interactive:
        raise UsageError(run.t("cli.accept_needed", n=len(text.clauses)))
    accepted = []
    for clause in text.clauses:
        run.say(f"{clause.number:>2}  {_clause(run, clause)}")
        if not run.ticked(False, run.t("cli.accept_clause", n=clause.number)):
            break
        accepted.append(clause.number)
    return accepted
