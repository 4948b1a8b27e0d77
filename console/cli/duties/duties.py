"""Open duties and the people who owe them, and what one did oneself: todo, chase, lately."""

from typing import Annotated

import typer

from console.cli import viewed
from console.cli.declared import both
from console.views.duties import CHASE, TODO
from console.views.lately import LATELY
from console.wire import calls
from console.wire.duties.deadlines import KINDS, Chase
from console.wire.duties.lately import Lately

Kind = Annotated[
    str, typer.Option("--kind", metavar="KIND", help=f"{both('usage_of.chase.kind')}: {', '.join(KINDS)}")
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module, which stand at the top level."""
    viewed.add_list(app, calls.Todo, TODO, "cli.nothing_waits", "todo")
    viewed.add_list(app, Chase, CHASE, "chase.nobody", "chase", {"kind": Kind})
    viewed.add_list(app, Lately, LATELY, "lately.none", "lately")
