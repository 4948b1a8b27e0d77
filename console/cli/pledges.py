"""The pledge (Attachment 2): read it, sign it clause by clause, see who has."""

from collections.abc import Iterator
from typing import Annotated

import typer

from console.cli import signing, tables
from console.cli.session import Session, UsageError, session
from console.wire import personnel

app = typer.Typer(no_args_is_help=True, help="保证书（附件2）。 The pledge (Attachment 2).")


@app.command("show")
def show(context: typer.Context) -> None:
    """现行的条款，以及您签了没有。 The clauses in force, and how you stand."""
    run = session(context)
    text = _text(run)
    run.show(text, _text_lines(run, text))


@app.command("sign")
def sign(
    context: typer.Context,
    witness: Annotated[str, typer.Option("--witness", metavar="PERSON", help="见证人 who sees you sign it")],
    accept: Annotated[
        str, typer.Option("--accept", metavar="1-12", help="同意的条款；不写就逐条问 else asked one by one")
    ] = "",
    department: Annotated[
        str, typer.Option("--department", metavar="ID", help="为哪个部门 for which department")
    ] = "",
) -> None:
    """逐条同意，签名。 Accept clause by clause, and sign."""
    from console.acting import pledges  # noqa: PLC0415 - cryptography is loaded for signing alone

    run = session(context)
    text = _text(run)
    accepted = _numbers(run, accept) if accept else _asked(run, text)
    department = department or (text.mine.department if text.mine else "")
    prepared = pledges.prepare(
        run.core, text, accepted, by=run.me.person, department=department, witness=witness
    )
    run.done(signing.enact(run, prepared), "step.pledge")


@app.command("list")
def page(context: typer.Context) -> None:
    """要签保证书的人，各自签了没有。 Everyone who must pledge, and how he stands."""
    run = session(context)
    found: list[personnel.PledgeRow] = run.ask(personnel.Pledges())
    head = ("person", "name", "department", "state", "version", "at", "until", "witness")
    rows = [
        (
            run.person_named(row.person),
            row.name,
            run.department_named(row.department),
            run.name("pledge_state", row.state),
            row.version,
            run.when(row.at),
            run.when(row.until),
            row.witness,
        )
        for row in found
    ]
    run.table(found, head, rows, empty="cli.no_pledges")


def _text(run: Session) -> personnel.PledgeText:
    from console.acting import pledges  # noqa: PLC0415 - as above

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
    """The clauses that the person accepted at the terminal, one by one."""
    if not run.interactive:
        raise UsageError(run.t("cli.accept_needed", n=len(text.clauses)))
    accepted = []
    for clause in text.clauses:
        run.say(f"{clause.number:>2}  {_clause(run, clause)}")
        if not run.ticked(False, run.t("cli.accept_clause", n=clause.number)):
            break
        accepted.append(clause.number)
    return accepted


def _numbers(run: Session, given: str) -> list[int]:
    """The numbers of a list such as `1,2,5-12`, as they were given; raises UsageError."""
    found: list[int] = []
    for part in given.replace("，", ",").replace("－", "-").replace("–", "-").split(","):
        ends = [end.strip() for end in part.split("-")]
        if len(ends) > _ENDS or not all(end.isascii() and end.isdigit() for end in ends):
            raise UsageError(run.t("cli.accept_form", value=given))
        first, last = int(ends[0]), int(ends[-1])
        if not first <= last <= _MOST:
            raise UsageError(run.t("cli.accept_form", value=given))
        found += range(first, last + 1)
    return found


_ENDS = 2
_MOST = 40
"""Clauses that a pledge may have."""
