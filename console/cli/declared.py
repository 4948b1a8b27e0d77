"""The command of a declared act or call: options, their help, and their parsing, made from the fields that it asks for."""

from collections.abc import Callable, Mapping
from inspect import Parameter, Signature, signature
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, NamedTuple

import msgspec
import typer

from console.acting.requests.papers import paper, quoted
from console.cli.moments import moment
from console.cli.pages import APART
from console.cli.session import Session, session
from console.cli.streams import UsageError, read_file
from console.domain import declared, leaves
from console.domain.declared import Asked
from console.errors import ConsoleError
from console.locale import words
from console.wire.acts import Given
from console.wire.base import Do

Run = Callable[..., None]
"""The body of a command; it takes the run's session, the subject in one or several arguments, and the input fields."""


def add(
    app: typer.Typer,
    name: str,
    kind: type[msgspec.Struct],
    subject: Mapping[str, Any],
    run: Run,
    given: Mapping[str, object] = MappingProxyType({}),
) -> None:
    """Add the command of an act to a group; `subject` are the arguments that name its subject: names and types.

    Its help is the catalogue's `command.<act>`. The help of an option is the name of its field, with `option.<act>.<field>`
    beside it. A field whose option would have the name of an argument is given by the argument. `given` are fields and
    arguments that may be left out, with their values in that case.
    """
    made = _command(kind, subject, run, given, _help)
    app.command(name, help=both(f"command.{leaves.noun_of(kind)}"))(made)


def add_do(
    app: typer.Typer,
    name: str,
    kind: type[Do],
    done: str,
    subject: Mapping[str, Any] = MappingProxyType({}),
    given: Mapping[str, object] = MappingProxyType({}),
    make: Callable[[Session, Any], Any] = Session.ask,
) -> None:
    """Add the command of a call to a group; `subject` are the fields that arguments give: names and types.

    `done` is the key of what is printed when it took effect, `make` makes the call. Its help stands in the catalogue as that of any
    command (`usage`), `given` is as in `add`.
    """

    def run(here: Session, *about: Any) -> None:
        fields = dict(zip(subject, about, strict=False)) | about[-1]
        here.said(make(here, kind(**fields)), done)

    app.command(name)(_command(kind, subject, run, given, lambda _: None))


def _command(
    kind: type[msgspec.Struct],
    subject: Mapping[str, Any],
    run: Run,
    given: Mapping[str, object],
    helped: Callable[[Asked], str | None],
) -> Run:
    asked = {one.option if one.option in subject else one.name: one for one in declared.typed(kind)}

    def command(context: typer.Context, **typed: Any) -> None:
        here = session(context)
        said = {one.name: KINDS[one.kind].read(here, typed[place]) for place, one in asked.items()}
        run(here, *(typed[one] for one in subject), said)

    places = [_parameter("context", typer.Context)]
    places += [
        _parameter(name, annotation, given.get(name, Parameter.empty)) for name, annotation in subject.items()
    ]
    places += [_option(one, given, helped(one)) for place, one in asked.items() if place not in subject]
    command.__signature__ = Signature(places)  # type: ignore[attr-defined]  # what typer reads
    command.__annotations__ = {one.name: one.annotation for one in places}
    return command


def with_fields(kind: type[msgspec.Struct], *but: str) -> Callable[[Run], Run]:
    """Add the fields of an act to another command as optional options; it gets as `typed` those that were given.

    `but` are fields that the command asks for in its own way.
    """
    asked = [one for one in declared.typed(kind) if one.name not in but and one.kind in KINDS]

    def wrapped(command: Run) -> Run:
        def run(context: typer.Context, **given: Any) -> None:
            here = session(context)
            said = [(one, given.pop(one.name)) for one in asked]
            typed = {
                one.name: KINDS[one.kind].read(here, value) for one, value in said if value not in (None, [])
            }
            command(context, typed=typed, **given)

        own = signature(command, eval_str=True).parameters.values()
        places = [one.replace(kind=Parameter.KEYWORD_ONLY) for one in own if one.name != "typed"] + [
            _maybe(one) for one in asked
        ]
        run.__signature__ = Signature(places)  # type: ignore[attr-defined]  # what typer reads
        run.__annotations__ = {one.name: one.annotation for one in places}
        run.__doc__ = command.__doc__
        return run

    return wrapped


def _maybe(one: Asked) -> Parameter:
    """An option that may be left out and then changes nothing."""
    kind = KINDS[one.kind]
    option = f"--{one.option}/--no-{one.option}" if one.kind == "tick" else f"--{one.option}"
    optional: Any = kind.type | None
    annotation = Annotated[optional, typer.Option(option, metavar=kind.metavar, help=_help(one))]
    return _parameter(one.name, annotation, None)


class _Kind(NamedTuple):
    """How a kind of input is typed: its type, its placeholder in the help, its reader."""

    type: Any
    metavar: str | None
    read: Callable[[Session, Any], Any]


def _as_it_is(_run: Session, value: Any) -> Given:
    given: Given = value
    return given


def mobile(run: Session, text: str) -> int:
    """The typed number as digits only; the desk refuses one that is no mobile number. Raises UsageError."""
    if not (text.isascii() and text.isdigit()):
        raise UsageError(run.t("cli.not_digits"))
    return int(text)


def numbers(run: Session, value: str) -> list[str | int]:
    """The numbers of a list such as `1,2,5-12`, in the given order; raises UsageError."""
    parts: list[str | int] = []
    written = value.replace("，", ",").replace("－", "-").replace("–", "-")
    for part in written.split(",") if written.strip() else ():
        ends = [end.strip() for end in part.split("-")]
        if len(ends) > _ENDS or not all(end.isascii() and end.isdigit() for end in ends):
            raise UsageError(run.t("cli.bad_numbers", value=value))
        first, last = int(ends[0]), int(ends[-1])
        if not first <= last <= _MOST:
            raise UsageError(run.t("cli.bad_numbers", value=value))
        parts += range(first, last + 1)
    return parts


_ENDS: Final = 2
_MOST: Final = 999
"""The highest number in such a list, which bounds its length."""


def public_key(_run: Session, path: Path | None) -> str:
    """The public line of a file; the private file beside it is never read. Raises ConsoleError("public_key_unreadable")."""
    if path is None:
        return ""
    try:
        line = read_file(path, _LONGEST_KEY).decode("ascii").strip()
    except UnicodeDecodeError as error:
        raise ConsoleError("public_key_unreadable", name=path.name) from error
    if "PRIVATE KEY" in line:
        raise ConsoleError("public_key_unreadable", name=path.name)
    return line


_LONGEST_KEY: Final = 4096


KINDS: Final = {
    "line": _Kind(str, None, _as_it_is),
    "lines": _Kind(str, None, _as_it_is),
    "texts": _Kind(list[str] | None, "NAME=WORDS", lambda _run, value: list(value or ())),
    "tick": _Kind(bool, None, _as_it_is),
    "time": _Kind(str, "TIME", moment),
    "now": _Kind(str, "TIME", lambda run, value: moment(run, value) or run.me.time),
    "key": _Kind(Path | None, "FILE.pub", public_key),
    "number": _Kind(int, "N", _as_it_is),
    "mobile": _Kind(str, None, lambda run, value: mobile(run, value) if value else 0),
    "again": _Kind(int | None, "N", _as_it_is),
    "person": _Kind(str, "PERSON", _as_it_is),
    "day": _Kind(str, "DAY", _as_it_is),
    "phone": _Kind(str, "TELEPHONE", _as_it_is),
    "quoted": _Kind(list[str], "[+]TEXT", lambda _run, value: [quoted(one) for one in value]),
    "papers": _Kind(list[Path], "FILE", lambda _run, value: [paper(one) for one in value]),
    "department": _Kind(str, "ID", _as_it_is),
    "gateway": _Kind(str, "GATEWAY", _as_it_is),
    "pick": _Kind(str, None, _as_it_is),
    "choice": _Kind(str, None, _as_it_is),
    "choices": _Kind(list[str], None, _as_it_is),
    "numbers": _Kind(str, "1,2,5-12", numbers),
}
"""Every kind of input that a declared act asks for (`domain.asks`)."""

_EMPTY: Final[dict[str, object]] = {
    "tick": False,
    "number": 0,
    "again": None,
    "key": None,
    "choices": [],
    "texts": [],
}
_LEFT_OUT: Final = frozenset({"tick", "now", "again", "choices", "texts"})
"""Kinds of input that may always be left out at the command line."""
_SHAPED: Final = frozenset({"now", "time", "day"})
"""Kinds of input whose help also says how they are typed."""


def _option(one: Asked, given: Mapping[str, object], helped: str | None) -> Parameter:
    kind = KINDS[one.kind]
    option = typer.Option(f"--{one.option}", metavar=kind.metavar, help=helped)
    default = given.get(one.name, _EMPTY.get(one.kind, ""))
    if one.needed and one.name not in given and one.kind not in _LEFT_OUT:
        default = Parameter.empty
    return _parameter(one.name, Annotated[kind.type, option], default)


def _help(one: Asked) -> str:
    hint = words.field_key(one.noun, one.named)
    if one.kind in {"tick", "again"}:
        hint = f"ask.{one.field}" if words.has(f"ask.{one.field}") else "act.count"
    key = f"ask.{one.kind}" if one.kind in _SHAPED else f"option.{one.field}"
    if words.has(key):
        return both(hint, key)
    return f"{both(hint)}: {', '.join(one.choices)}" if one.choices else both(hint)


def _parameter(name: str, annotation: Any, default: object = Parameter.empty) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def typed_again(run: Session, said: Mapping[str, Any], **shown: int) -> dict[str, Given]:
    """Return the input with each retyped number; asks for a missing one, and refuses any other than the shown number."""
    return {**said, **{name: run.confirmed_count(said[name], n) for name, n in shown.items()}}


def both(key: str, also: str = "") -> str:
    """The help in both languages, Chinese first: the command line builds it before it knows the caller's language."""
    texts = [words.text(key, lang) for lang in ("zh", "en")]
    if also:
        texts = [f"{texts[0]}（{words.text(also, 'zh')}）", f"{texts[1]} ({words.text(also, 'en')})"]
    return f" {APART} ".join(dict.fromkeys(texts))
