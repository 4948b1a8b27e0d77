"""The commands: every group and command by name, assembled in the command library as far as a run needs them."""

import gc
import importlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from console.cli import exits, misspelt, pages
from console.cli.declared import both
from console.cli.given import PROGRAM, Given
from console.cli.session import begun
from console.cli.started import Started
from console.cli.streams import UsageError, echo
from console.cli.usage import helped

_TOP: Final = {
    "whoami": "people.people",
    "people": "people.people",
    "todo": "duties.duties",
    "chase": "duties.duties",
    "lately": "duties.duties",
    "verify": "ledger.bundles",
    "restore": "backup",
    "evidence": "ledger.evidence",
    "doctor": "doctor",
    "status": "status",
    "open": "opening",
    "demo": "opening",
    "tour": "opening",
}
"""Commands at the top level, each with the module whose `add_to` adds them."""

_GROUPS: Final = {
    "request": "requests.requests",
    "approval": "approvals.approvals",
    "contacts": "contacts.contacts",
    "send": "sending.sends",
    "search": "contacts.search",
    "complaint": "complaints.complaints",
    "upkeep": "upkeep.upkeep",
    "template": "templates.templates",
    "replies": "replies.replies",
    "watch": "watch.watch",
    "notices": "notices.notices",
    "ledger": "ledger.ledger",
    "bundle": "ledger.bundles",
    "statement": "statements",
    "key": "founding.keys",
    "org": "founding.org",
    "order": "people.orders",
    "roster": "rosters.rosters",
    "application": "people.applications",
    "pledge": "people.pledges",
    "department": "people.departments",
    "loss": "losses.losses",
    "freeze": "losses.freezes",
    "form": "archive.forms",
    "archive": "archive.archive",
    "outbox": "outbox",
    "filing": "filing.filing",
    "proposal": "two_person.pairs",
    "policy": "rosters.policies",
    "screening": "rosters.screenings",
    "calendar": "rosters.calendars",
    "numbers": "rosters.number_plans",
    "gateway": "credentials.gateways",
    "custody": "credentials.custody",
    "expiry": "credentials.expiries",
    "statistics": "filing.statistics",
    "backup": "backup",
    "erasure": "erasure.erasure",
    "install": "install",
}
"""Command groups, each with the module whose `app` it is."""


def assembled(noun: str = "", *, names_alone: bool = False) -> typer.Typer:
    """Return the command line: whole, or only the part that `noun` needs, or all names with their help.

    Every parameter costs start-up time in the command library, and so does every module that is loaded. A command therefore
    does not load the others, and the first page loads none.
    """
    app = typer.Typer(
        name=PROGRAM, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    app.callback()(options)
    if names_alone:
        for name in (*_TOP, *_GROUPS):
            app.command(name, help=both(f"command_line.{name}"))(_named_alone)
        return app
    known = noun in _TOP or noun in _GROUPS
    for module in dict.fromkeys(name for top, name in _TOP.items() if top == noun or not known):
        importlib.import_module(f"console.cli.{module}").add_to(app)
    for group, module in _GROUPS.items():
        if group == noun or not known:
            app.add_typer(importlib.import_module(f"console.cli.{module}").app, name=group)
    return app


def _named_alone() -> None:
    """Stand in for a command when only its name and help are needed."""


@cache
def commands(noun: str = "", *, names_alone: bool = False) -> Any:
    """The assembled command line in the command library's form, built once per process."""
    made = typer.main.get_command(assembled(noun, names_alone=names_alone))
    helped(made)
    return made


def known_nouns() -> frozenset[str]:
    """Every word that a command can begin with."""
    return frozenset(_TOP) | frozenset(_GROUPS)


def options(
    context: typer.Context,
    home: Annotated[Path | None, typer.Option("--home", metavar="DIR")] = None,
    demo: Annotated[bool, typer.Option("--demo")] = False,
    person: Annotated[str, typer.Option("--as", metavar="PERSON")] = "",
    lang: Annotated[str | None, typer.Option("--lang")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    key: Annotated[Path | None, typer.Option("--key", metavar="FILE")] = None,
    passphrase_fd: Annotated[int, typer.Option("--passphrase-fd", metavar="N")] = -1,
    version: Annotated[  # noqa: ARG001 - answered before any command is read
        bool, typer.Option("--version")
    ] = False,
) -> None:
    """Read the global options; they may stand before or after the command."""
    started: Started = context.obj
    said = Given(home, demo, person, lang, as_json, key, passphrase_fd)
    started.session = context.obj = begun(started.outside, said, started.style.lang)


def carry_out(front: Sequence[str], typed: Sequence[str], started: Started) -> int:
    """Carry out what was typed after the global options, and return the exit code.

    Raises UsageError for what the command library does not understand, KeyboardInterrupt, and what the command raises.
    """
    try:
        return _carried_out(front, typed, started)
    except typer.TyperException as error:
        raise UsageError(misspelt.words_for(error, started.style.lang)) from error
    except typer.Abort as error:
        raise KeyboardInterrupt from error


def _carried_out(front: Sequence[str], typed: Sequence[str], started: Started) -> int:
    noun = typed[0] if typed and typed[0] in known_nouns() else ""
    whole = commands(noun, names_alone=not noun)
    reached, path, left = pages.reached(whole, typed)
    started.path = (PROGRAM, *path)
    asked = not {"--help", "-h"}.isdisjoint(left[: left.index("--")] if "--" in left else left)
    group = hasattr(reached, "commands")
    if asked or (group and not left and not started.style.as_json):
        for line in pages.page(reached, started.path, started.style.lang):
            echo(line)
        # Whoever asks for help has it; a group alone lacks its command, in a script as with --json.
        return exits.OK if asked or not path else exits.USAGE
    if group and left and not left[0].startswith("-"):
        raise UsageError(misspelt.command(left[0], reached.commands, started.style.lang))
    # What was loaded stays; what the command makes is collected.
    gc.enable()
    result = whole.main([*front, *typed], PROGRAM, standalone_mode=False, obj=started)
    return result if isinstance(result, int) else exits.OK
