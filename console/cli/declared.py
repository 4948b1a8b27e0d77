"""The command of a declared act: its options, their help, and how each is read, made from the fields that the act asks for."""

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Annotated, Any, Final, NamedTuple

import typer

from console.cli.moments import moment
from console.cli.session import Session, session
from console.domain import declared, leaves
from console.domain.declared import Asked
from console.domain.shapes import SignedAct
from console.locale import words
from console.wire.acts import Given

Run = Callable[[Session, int, dict[str, Given]], None]
"""What a command does: with the run's session, the subject, and what was said."""


def add(app: typer.Typer, name: str, kind: type[SignedAct], subject: tuple[str, Any], run: Run) -> None:
    """Add the command of an act to a group; `subject` is the argument that says what it is about: its name and its type.

    Its help is the catalogue's `command.<act>`, that of an option the name of its field.
    """
    asked = declared.of(kind)

    def command(context: typer.Context, **typed: Any) -> None:
        here = session(context)
        run(here, typed[subject[0]], {one.name: KINDS[one.kind].read(here, typed[one.name]) for one in asked})

    places = [_parameter("context", typer.Context), _parameter(*subject)]
    places += [_option(one) for one in asked]
    command.__signature__ = Signature(places)  # type: ignore[attr-defined]  # what typer reads
    command.__annotations__ = {one.name: one.annotation for one in places}
    app.command(name, help=_both(f"command.{leaves.noun_of(kind)}"))(command)


class _Kind(NamedTuple):
    """How a kind of input is typed: its type, what stands for its value in the help, how it is read."""

    type: type
    metavar: str | None
    read: Callable[[Session, Any], Given]


def _as_it_is(_run: Session, value: Any) -> Given:
    given: Given = value
    return given


KINDS: Final = {
    "line": _Kind(str, None, _as_it_is),
    "lines": _Kind(str, None, _as_it_is),
    "tick": _Kind(bool, None, _as_it_is),
    "time": _Kind(str, "TIME", moment),
    "now": _Kind(str, "TIME", lambda run, value: moment(run, value) or run.me.time),
}
"""Every kind of input that a declared act asks for (`domain.asks`)."""

_EMPTY: Final[dict[str, object]] = {"tick": False}


def _option(one: Asked) -> Parameter:
    kind = KINDS[one.kind]
    hint = f"ask.{one.field}" if one.kind == "tick" else words.field_key(one.noun, one.path)
    told = _both(hint) + (f" ({_both('ask.now')})" if one.kind == "now" else "")
    option = typer.Option(f"--{one.option}", metavar=kind.metavar, help=told)
    required = one.needed and one.kind in {"line", "lines", "time"}
    default = Parameter.empty if required else _EMPTY.get(one.kind, "")
    return _parameter(one.name, Annotated[kind.type, option], default)


def _parameter(name: str, annotation: Any, default: object = Parameter.empty) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _both(key: str) -> str:
    """Help is in both languages: the command line tells it before it knows who asks."""
    return f"{words.text(key, 'zh')} {words.text(key, 'en')}"
