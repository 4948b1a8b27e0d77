"""The caller and the people: whoami, people."""

from typing import Any

import typer

from console.cli import viewed
from console.cli.declared import both
from console.cli.session import session
from console.cli.tables import pairs
from console.views.people import PERSON
from console.wire import calls


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module, which stand at the top level."""
    app.command("whoami", help=both("command_line.whoami"))(whoami)
    viewed.add_list(app, calls.People, PERSON, "cli.nobody", "people")


def whoami(context: typer.Context) -> None:
    """Who you are, your posts, how much waits, how the gateway stands."""
    run = session(context)
    me = run.me
    rows: list[tuple[str, Any]] = [
        (run.t("cli.column.person"), f"{me.name} ({me.person})"),
        (run.t("cli.column.posts"), ", ".join(viewed.viewer(run).post(*one) for one in me.posts)),
        (run.t("cli.column.organisation"), f"{me.org_name} ({me.org})"),
        (run.t("cli.column.separation"), run.t("cli.solo") if me.solo else run.t("cli.separated")),
        (run.t("cli.column.todo"), me.todo),
        (run.t("cli.column.gateway"), run.name("gateway", me.gateway_state)),
        (run.t("cli.column.time"), run.when(me.time)),
    ]
    run.show(me, pairs(rows))
