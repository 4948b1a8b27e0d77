"""What is late: the chase board, and the new window of a slot that passed."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

import typer

from console.cli.options import After, Limit
from console.cli.session import Session, session
from console.domain.calendar import Calendar
from console.locale import words
from console.wire import calls
from console.wire.deadlines import KINDS, Chase, ChasePage, ChaseRow

_AHEAD = timedelta(days=60)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this noun, which stand at the top level."""
    app.command("chase")(chase)


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
    rows = [_row(run, one, names) for one in found.rows]
    head = (
        "late", "owes", "who", "post", "department", "id", "number", "slot", "purpose", "since", "until", "remedy",
    )  # fmt: skip
    run.table(found, head, rows, empty="chase.nobody")


def _row(run: Session, one: ChaseRow, names: dict[str, str]) -> tuple[object, ...]:
    def named(people: Sequence[str]) -> str:
        return ", ".join(names.get(person, person) for person in people)

    who = [named([person]) for person in one.who]
    who += [
        run.t("chase.in_place", deputy=named([deputy]), person=named([person]))
        for deputy, person in one.in_place
    ]
    remedy = (
        run.t(f"remedy.{one.remedy}", about=named(one.about), helpers=named(one.helpers))
        if one.remedy
        else ""
    )
    if one.alert is not None:
        told = run.alert(one.alert)
        remedy = remedy or told.next
    title = told.what if one.alert is not None else one.title
    if one.what in {"loss", "expiry"}:
        title = run.name("loss_step" if one.loss else "expiry_kind", one.title)
    if one.what == "freeze_reason":
        title = run.name("category", one.title)
    if one.what == "filing":
        title = run.name("filing_step", one.title)
    if one.what == "confirm" and not one.request:
        title = run.name("pair", one.title)
    if one.what == "secret_change":
        title = run.name("envelope_holds", one.title)
    return (
        run.t("chase.late") if one.late else "",
        words.named("chase", one.what, run.lang),
        ", ".join(who) or run.t("chase.no_one"),
        run.name("post", one.post),
        run.department_named(one.department),
        one.request or one.application or "",
        run.t("chase.version", n=one.number) if one.what == "confirm_roster" else one.number,
        one.slot or "",
        title,
        run.when(one.since),
        run.when(one.until),
        remedy,
    )


def missing_year(calendar: Calendar, today: date) -> int | None:
    """The year that begins within two months, or has begun, and of whose holidays nothing is known."""
    return next((day.year for day in (today, today + _AHEAD) if not calendar.covers(day)), None)


def calendar_words(run: Session, calendar: Calendar, today: date) -> str:
    """Say which years' holidays are known, and which year's is missing that begins within two months."""
    missing = missing_year(calendar, today)
    if missing is not None:
        return run.t("calendar.missing", year=missing)
    return run.t("calendar.known", years=", ".join(map(str, sorted(calendar.years))))
