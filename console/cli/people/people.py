"""Who is here: whoami, people."""

from typing import Any

import typer

from console.cli.session import Session, session
from console.cli.tables import pairs
from console.wire import calls, views


def add_to(app: typer.Typer) -> None:
    """Add the commands of this noun, which stand at the top level."""
    app.command("whoami")(whoami)
    app.command("people")(people)


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


def _posts(run: Session, posts: list[tuple[str, str]]) -> str:
    return ", ".join(
        f"{run.name('post', post)}({department})" if department else run.name("post", post)
        for post, department in posts
    )
