"""The command of a declared act: its options, their help, and how each is read, made from the fields that the act asks for."""

from collections.abc import Callable, Mapping
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

Run = Callable[..., None]
"""What a command does: with the run's session, the subject in one or several arguments, and what was said."""


def add(app: typer.Typer, name: str, kind: type[SignedAct], subject: Mapping[str, Any], run: Run) -> None:
    """Add the command of an act to a group; `subject` are the arguments that say what it is about: names and types.

    Its help is the catalogue's `command.<act>`, that of an option the name of its field.
    """
    asked = declared.of(kind)

    def command(context: typer.Context, **typed: Any) -> None:
        here = session(context)
        said = {one.name: KINDS[one.kind].read(here, typed[one.name]) for one in asked}
        run(here, *(typed[one] for one in subject), said)

    places = [_parameter("context", typer.Context)]
    places += [_parameter(name, annotation) for name, annotation in subject.items()]
    places += [_option(one) for one in asked]
    command.__signature__ = Signature(places)  # type: ignore[attr-defined]  # what typer reads
    command.__annotations__ = {one.name: one.annotation for one in places}
    app.command(name, help=_both(f"command.{leaves.noun_of(kind)}"))(command)


class _Kind(NamedTuple):
    """How a kind of input is typed: its type, what stands for its value in the help, how it is read."""

    type: Any
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
    "again": _Kind(int | None, "N", _as_it_is),
}
"""Every kind of input that a declared act asks for (`domain.asks`)."""

_EMPTY: Final[dict[str, object]] = {"tick": False, "again": None}
_HINTS: Final = {"tick": "ask.{field}", "again": "act.count"}
"""Kinds whose option is not called as its field is."""


def _option(one: Asked) -> Parameter:
    kind = KINDS[one.kind]
    hint = _HINTS.get(one.kind, words.field_key(one.noun, one.path)).format(field=one.field)
    option = typer.Option(
        f"--{one.option}", metavar=kind.metavar, help=_both(hint, "ask.now" if one.kind == "now" else "")
    )
    required = one.needed and one.kind in {"line", "lines", "time"}
    default = Parameter.empty if required else _EMPTY.get(one.kind, "")
    return _parameter(one.name, Annotated[kind.type, option], default)


def _parameter(name: str, annotation: Any, default: object = Parameter.empty) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def typed_again(run: Session, said: Mapping[str, Any], **shown: int) -> dict[str, Given]:
    """Return what was said with each number that is typed again, asked for where it was left out; refused unless it is the one shown."""
    return {**said, **{name: run.confirmed_count(said[name], n) for name, n in shown.items()}}


def _both(key: str, also: str = "") -> str:
    """Help is in both languages, Chinese first: the command line puts it together before it knows who asks."""
    told = [words.text(key, lang) for lang in ("zh", "en")]
    if also:
        told = [f"{told[0]}（{words.text(also, 'zh')}）", f"{told[1]} ({words.text(also, 'en')})"]
    return " ".join(told)
