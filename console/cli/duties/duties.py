"""What waits and who owes it: todo, chase."""

from typing import Annotated

import typer

from console import duty_words
from console.cli.options import After, Limit
from console.cli.session import Session, session
from console.duty_words import Reader
from console.locale import words
from console.wire import calls, views
from console.wire.deadlines import KINDS, Chase, ChasePage, ChaseRow
from console.wire.subjects import Version


def add_to(app: typer.Typer) -> None:
    """Add the commands of this noun, which stand at the top level."""
    app.command("todo")(todo)
    app.command("chase")(chase)


def todo(context: typer.Context) -> None:
    """等您办的事，最急的在前。 What waits on you, the oldest deadline first."""
    run = session(context)
    found: list[views.TodoRow] = run.ask(calls.Todo())
    head = (
        "what", "id", "number", "slot", "category", "department", "purpose", "due", "days_left", "because",
    )  # fmt: skip
    run.table(found, head, [_mine(run, one) for one in found], empty="cli.nothing_waits")


def _mine(run: Session, row: views.TodoRow) -> tuple[object, ...]:
    because = duty_words.because(row, Reader(run.lang, str, run.when))
    if row.escalated and row.what in {"decide", "accept"}:
        because += f"  {run.t('late.told')}"
    told = run.alert(row.alert) if row.alert is not None else None
    return (
        run.name("todo", row.what),
        row.request or row.application or "",
        row.number,
        row.slot or "",
        run.name("category", row.category) if row.category else "",
        run.department_named(row.department),
        told.what if told else duty_words.title(row, run.lang),
        run.when(row.due),
        "" if row.days < 0 else row.days,
        told.next if told else because,
    )


def chase(
    context: typer.Context,
    department: Annotated[
        str, typer.Option("--department", metavar="ID", help="部门编号 department id")
    ] = "",
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help=f"只看一种 one kind alone: {', '.join(KINDS)}")
    ] = "",
    text: Annotated[
        str,
        typer.Option(
            "--text",
            metavar="TEXT",
            help="编号、事由、姓名、部门的一部分 part of a number, purpose, name or department",
        ),
    ] = "",
    after: After = "",
    limit: Limit = 128,
) -> None:
    """谁欠办什么、从何时起、到何时止，没人能办时怎么办；综合部看全部。 Who owes what, and what helps, late things first."""
    run = session(context)
    found: ChasePage = run.ask(Chase(department, kind, text, after, limit))
    names = {one.id: one.name for one in run.ask(calls.People())} if found.rows else {}
    reader = Reader(run.lang, lambda person: names.get(person, person), run.when)
    head = (
        "late", "owes", "who", "post", "department", "id", "number", "slot", "purpose", "since", "until", "remedy",
    )  # fmt: skip
    run.table(found, head, [_owed(run, one, reader) for one in found.rows], empty="chase.nobody")


def _owed(run: Session, row: ChaseRow, reader: Reader) -> tuple[object, ...]:
    told = run.alert(row.alert) if row.alert is not None else None
    return (
        run.t("chase.late") if row.late else "",
        words.named("chase", row.what, run.lang),
        ", ".join(duty_words.whose(row, reader)) or run.t("chase.no_one"),
        run.name("post", row.post),
        run.department_named(row.department),
        row.request or row.application or "",
        run.t("chase.version", n=row.number) if isinstance(row.subject, Version) else row.number,
        row.slot or "",
        told.what if told else duty_words.title(row, run.lang),
        run.when(row.since),
        run.when(row.until),
        duty_words.remedy(row, reader) or (told.next if told else ""),
    )
