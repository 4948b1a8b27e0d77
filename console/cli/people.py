"""Who is here, and what waits: whoami, people, todo."""

from typing import Any

import typer

from console.cli.session import Session, session
from console.cli.tables import pairs
from console.locale import words
from console.wire import calls, views


def add_to(app: typer.Typer) -> None:
    """Add the commands of this noun, which stand at the top level."""
    app.command("whoami")(whoami)
    app.command("people")(people)
    app.command("todo")(todo)


def whoami(context: typer.Context) -> None:
    """本人、岗位、待办数、网关状态。 Who you are, your posts, how much waits, how the gateway stands."""
    run = session(context)
    me = run.me
    rows: list[tuple[str, Any]] = [
        (run.t("cli.column.person"), f"{me.name} ({me.person})"),
        (run.t("cli.column.posts"), _posts(run, me.posts)),
        (run.t("cli.column.organisation"), f"{me.org_name} ({me.org})"),
        (run.t("cli.column.separation"), run.t("cli.solo") if me.solo else run.t("cli.separated")),
        (run.t("cli.column.todo"), me.todo),
        (run.t("cli.column.gateway"), run.name("gateway", me.gateway_state)),
        (run.t("cli.column.time"), run.when(me.time)),
    ]
    run.show(me, pairs(rows))


def people(context: typer.Context) -> None:
    """名册中的人、岗位和密钥指纹。 Everyone in the roster, with posts and key fingerprints."""
    run = session(context)
    found: list[views.PersonRow] = run.ask(calls.People())
    rows = [(one.id, one.name, _posts(run, one.posts), one.fingerprint) for one in found]
    run.table(found, ("person", "name", "posts", "fingerprint"), rows, empty="cli.nobody")


def todo(context: typer.Context) -> None:
    """等您办的事，最急的在前。 What waits on you, the oldest deadline first."""
    run = session(context)
    found: list[views.TodoRow] = run.ask(calls.Todo())
    rows = [
        (
            run.name("todo", one.what),
            one.request or one.application or "",
            one.number,
            one.slot or "",
            run.name("category", one.category) if one.category else "",
            run.department_named(one.department),
            # Of what two people sign about no request the title is how the proposal is kept, which its number says.
            _title(run, one),
            run.when(one.due),
            "" if one.days < 0 else one.days,
            _because(run, one),
        )
        for one in found
    ]
    head = (
        "what",
        "id",
        "number",
        "slot",
        "category",
        "department",
        "purpose",
        "due",
        "days_left",
        "because",
    )
    run.table(found, head, rows, empty="cli.nothing_waits")


def _title(run: Session, row: views.TodoRow) -> str:
    if row.alert is not None:
        return run.alert(row.alert).what
    if row.what == "freeze_reason":
        return words.frozen(row.because, row.title, run.lang)
    return "" if row.number and row.title.endswith(f":{row.number}") else row.title


def _because(run: Session, row: views.TodoRow) -> str:
    return _of_people(run, row) or _of_requests(run, row)


def _of_people(run: Session, row: views.TodoRow) -> str:
    if row.alert is not None:
        return run.alert(row.alert).next
    if row.what == "pledge":
        return run.name("pledge_state", row.because)
    return run.t("people.locked_since", since=run.when(row.because)) if row.what == "unlock" else ""


def _of_requests(run: Session, row: views.TodoRow) -> str:
    if row.what in {"decide", "accept"}:
        told = f"  {run.t('late.told')}" if row.escalated else ""
        return run.name("post", row.because) + told
    if row.what == "late":
        return run.t("late.waits", who=", ".join(row.who), since=run.when(row.since))
    if row.what.startswith("confirm"):
        return run.t("ends.proposed_by", person=row.because)
    if row.application and row.what != "revise_application":
        return run.name("post", row.because)
    if row.what == "revise":
        return words.sent_back(row.because, run.lang)
    if row.what == "filing_compile":
        return run.name("filing_again", row.because)
    if row.what == "replies":
        return run.t("reply.waiting", n=row.because)
    if row.loss:
        return run.name("loss_step", row.because)
    if row.what == "expiry":
        return run.name("expiry_kind", row.because)
    return words.slot_reason(row.because, run.lang)


def _posts(run: Session, posts: list[tuple[str, str]]) -> str:
    return ", ".join(
        f"{run.name('post', post)}({department})" if department else run.name("post", post)
        for post, department in posts
    )
