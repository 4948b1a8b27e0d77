"""The one place that turns a number people know (2026-业务部-0001) into the console's own id; commands take both everywhere.

A request's number may be followed by its slot, as on the monitor: 2026-业务部-0001.2.
"""

from collections.abc import Callable
from typing import Any, Final

import typer

from console.cli.session import Session, current, session
from console.cli.streams import UsageError
from console.errors import ConsoleError
from console.wire.archive import forms as wire

LARGEST: Final = (1 << 63) - 1


def parser(kind: str) -> Callable[[str], int]:
    """Return the parser of an argument that names a `kind` (request, application, loss, complaint, upkeep)."""

    def read(text: str | int) -> int:
        # The library parses defaults with the same function.
        return find(current(), kind, text) if isinstance(text, str) else text

    return read


def argument(kind: str, metavar: str) -> Any:
    """Return the argument that names a `kind`, by number or id."""
    return typer.Argument(metavar=metavar, parser=parser(kind))


def find(run: Session, kind: str, text: str) -> int:
    """Return the id of a named thing, given as an id or as a number that the desk looks up; the session keeps number and slot.

    Raises ConsoleError `no_such_number`, `number_of_another`, UsageError for another slot than --slot, and what asking raises.
    """
    text = text.strip()
    if text.isascii() and text.isdigit() and int(text) <= LARGEST:
        return int(text)
    if "-" not in text:
        raise UsageError(run.t("cli.number_how", given=text, example=run.t(f"cli.number_example.{kind}")))
    place: wire.Numbered = run.ask(wire.FindNumber(text))
    if place.kind != kind:
        what, asked_kind = (run.t(f"cli.number_kind.{one}") for one in (place.kind, kind))
        example = run.t(f"cli.number_example.{kind}")
        raise ConsoleError("number_of_another", number=text, what=what, wanted=asked_kind, example=example)
    if place.slot and run.given_slot not in {0, place.slot}:
        raise UsageError(run.t("cli.slot_twice", given=run.given_slot, named=place.slot))
    run.named_slot = place.slot
    run.numbers.append(text)
    return place.id


def slot_of(context: typer.Context, given: int) -> int:
    """Return the slot in question: the given one, else the one in the request's number."""
    run = session(context)
    source = context.get_parameter_source("slot")
    if source is not None and source.name == "COMMANDLINE":
        # The library parses typed options before arguments, so the number's slot is compared with this one later.
        run.given_slot = given
        return given
    return run.named_slot or given


def about(run: Session, kind: str, text: str) -> str:
    """Return the subject of a form or paper as the desk takes it: an id where a number was given."""
    numbered: Any = {"request": "request", "receipt": "request", "loss": "loss", "application": "application"}
    known = numbered.get(kind)
    return str(find(run, known, text)) if known and "-" in text else text
