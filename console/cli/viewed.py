"""`list` and `show` of any noun: the options are the fields of its call, and its view decides what is printed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from inspect import Parameter, Signature
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, Protocol, TypeAlias
from zoneinfo import ZoneInfo

import msgspec
import typer
from msgspec import inspect

from console.cli import output, tables
from console.cli.declared import both
from console.cli.options import After, Limit
from console.cli.session import Session, session
from console.cli.streams import UsageError
from console.domain import leaves
from console.locale import words
from console.views.view import View, Viewer
from console.wire import paging, shown
from console.wire.base import Ask
from console.wire.bounds import CHOICES, Choices
from console.wire.ledger.outbox import OutKind


class _Page(Protocol):
    @property
    def rows(self) -> Sequence[Any]: ...


_Answer: TypeAlias = _Page | Sequence[Any]
Shape = Callable[[Any], object]
"""Makes the JSON output of an answer."""


def add_list(
    app: typer.Typer,
    call: type[Ask],
    view: View[Any],
    empty: str,
    name: str = "list",
    given: Mapping[str, Any] = MappingProxyType({}),
    place: str = shown.TABLE,
    shape: Callable[[Session], Shape] | None = None,
    sheet_name: Callable[[Session, Mapping[str, Any]], str] = lambda _run, _typed: "",
) -> None:
    """Add the command that lists what a call gives, as a table or a workbook.

    Its help is the catalogue's `command.<noun>_<name>`, or `command_line.<name>` at the top level, that of an option `option.<noun>.<field>`, or `option.list.<field>`.
    A field that is true where nothing is said is made false by --all. `given` are options of the noun's own, by field.
    `sheet_name` names the workbook's sheet for the options.
    """
    asked = {one.name: one for one in leaves.declared(call).fields}

    def command(context: typer.Context, xlsx: output.Workbook, **typed: Any) -> None:
        run = session(context)
        said = {
            field: not typed[field] if one.default is True else meant(run, one, typed[field])
            for field, one in asked.items()
        }
        name = sheet_name(run, typed) if xlsx is not None else ""
        listed(
            run, call(**said), view, empty, xlsx, place, shape=shape(run) if shape else None, sheet_name=name
        )

    options = [_option(view.noun, one, given) for one in asked.values()]
    _add(app, name, view.noun, command, [*options, _parameter("xlsx", output.Workbook, None)])


def add_show(app: typer.Typer, call: type[Ask], view: View[Any], which: Any, name: str = "show") -> None:
    """Add the command that shows one thing in full; `which` is the type of the argument that names it."""
    subject = next(iter(leaves.declared(call).fields)).name

    def command(context: typer.Context, **typed: Any) -> None:
        run = session(context)
        answer = run.ask(call(**typed))
        run.show(answer, whole(run, answer, view))

    _add(app, name, view.noun, command, [_parameter(subject, which)])


def listed(
    run: Session,
    asked: Ask | _Answer,
    view: View[Any],
    empty: str,
    xlsx: Path | None = None,
    place: str = shown.TABLE,
    *,
    shape: Shape | None = None,
    sheet_name: str = "",
    more: Callable[[Any], Iterable[str]] = lambda _: (),
) -> None:
    """Print what a call gives (or given rows) as the table of its view, or the words of `empty` where there are no rows.

    Where somebody typed a filter and no row is left, it says that nothing fits.
    `more` are lines after the table. With `xlsx` every row goes into a workbook there, page after page. Raises ConsoleError as
    `output.opened` does.
    """
    looking = viewer(run, run.person_named, run.department_named)
    fields = view.at(place)
    head = [view.label(run.lang, one) for one in fields]
    if xlsx is not None:
        fields = view.at(shown.BOOK) or fields
        head = [view.label(run.lang, one) for one in fields]
        with output.opened(run, xlsx, OutKind.TABLE) as file:
            cells = ([view.cell(looking, one, row) for one in fields] for row in _every(run, asked))
            n = run.outside.book(file, head, cells, sheet_name)
        path = output.called(run, xlsx)
        run.show({"path": path, "rows": n}, [run.t("cli.list_written", path=path, n=tables.count(n))])
        return
    answer = run.ask(asked) if isinstance(asked, Ask) else asked
    rows = ([view.read(looking, one, row) for one in fields] for row in _rows(answer))
    run.headed(
        answer,
        head,
        () if run.as_json else rows,
        empty="cli.nothing_fits" if isinstance(asked, Ask) and _filtered(run.command) else empty,
        shown=shape(answer) if shape else None,
        more=() if run.as_json else more(answer),
    )


_NO_FILTERS: Final = frozenset({"--after", "--limit", "--xlsx", "--all", "--slot"})
"""Options of lists that leave no row out: which page is shown, and where it goes; that all are; and what they are of."""


def _filtered(command: typer.Context | None) -> bool:
    """Whether somebody typed an option that leaves rows out; an option that has to be typed says what is listed."""
    return command is not None and any(
        one.param_type_name == "option"
        and not one.required
        and not _NO_FILTERS & {*one.opts}
        and (source := command.get_parameter_source(str(one.name))) is not None
        and source.name == "COMMANDLINE"
        for one in command.command.params
    )


def _rows(answer: _Answer) -> Sequence[Any]:
    return answer if isinstance(answer, Sequence) else answer.rows


def _every(run: Session, asked: Ask | _Answer) -> Iterator[Any]:
    """Yield every row of a list, page after page where it has pages. Raises what `paging.pages` raises."""
    if not isinstance(asked, Ask):
        yield from _rows(asked)
        return

    def page(key: str) -> _Answer:
        answer: _Answer = run.ask(msgspec.structs.replace(asked, after=key) if key else asked)
        return answer

    for answer in paging.pages(page, lambda one: getattr(getattr(one, "page", None), "after", "")):
        yield from _rows(answer)


def lines(run: Session, rows: Sequence[Any], view: View[Any], place: str = shown.TABLE) -> Iterator[str]:
    """The lines of a table that stands among other tables."""
    looking, fields = viewer(run, run.person_named, run.department_named), view.at(place)
    cells = ([view.read(looking, one, row) for one in fields] for row in rows)
    return tables.table([view.label(run.lang, one) for one in fields], cells)


def whole(run: Session, answer: Any, view: View[Any], place: str = shown.SHOW) -> Iterator[str]:
    """The lines that show one thing in full."""
    return tables.pairs(view.pairs(place, viewer(run), answer))


def viewer(
    run: Session, person: Callable[[str], str] | None = None, department: Callable[[str], str] | None = None
) -> Viewer:
    """The command line's viewer: people and departments appear by name and id unless other functions name them."""
    zone = ZoneInfo(run.settings.timezone)
    return Viewer(run.lang, zone, person or run.who, department or run.department, brief=False)


def _add(app: typer.Typer, name: str, noun: str, command: Any, options: Sequence[Parameter]) -> None:
    places = [_parameter("context", typer.Context), *options]
    command.__signature__ = Signature(places)
    command.__annotations__ = {one.name: one.annotation for one in places}
    own = f"command.{noun}_{name.replace('-', '_')}"
    app.command(name, help=both(own if words.has(own) else f"command_line.{name}"))(command)


_SHARED: Final = {"after": After, "limit": Limit}


def choices(field: inspect.Field) -> Choices | None:
    """The words that a field of a call may be, or None where any text will do."""
    node = field.type
    while isinstance(node, inspect.Metadata):
        if node.extra is not None and CHOICES in node.extra:
            made: Choices = node.extra[CHOICES]
            return made
        node = node.type
    return None


def meant(run: Session, field: inspect.Field, value: Any) -> Any:
    """What somebody typed for a field: one of its words, or the word that people see for it in either language.

    Raises UsageError that names all of them.
    """
    given = choices(field)
    if given is None or value in given.words:
        return value
    for lang in ("zh", "en"):
        for word in filter(None, given.words):
            if _shown(given, word, lang).casefold() == str(value).strip().casefold():
                return word
    named = (f"{word} {_shown(given, word, run.lang)}".strip() for word in given.words if word)
    told = {"name": f"--{field.name}", "value": value, "choices": ", ".join(named)}
    raise UsageError(run.t("cli.bad_choice", **told))


def _shown(given: Choices, word: str, lang: str) -> str:
    """The word that people see, empty if they see none."""
    key = f"{given.said}.{word}"
    return words.text(key, lang) if words.has(key, lang) else ""


def _option(noun: str, field: inspect.Field, given: Mapping[str, Any]) -> Parameter:
    own = given.get(field.name, _SHARED.get(field.name))
    default = Parameter.empty if field.required else False if field.default is True else field.default
    if own is not None:
        return _parameter(field.name, own, default)
    keys = (f"option.{noun}.{field.name}", f"option.list.{field.name}")
    key = next((one for one in keys if words.has(one)), keys[0])
    flag = "all" if field.default is True else field.name.replace("_", "-")
    kind = next((made for node, made in _TYPES.items() if isinstance(leaves.bare(field.type), node)), str)
    option = typer.Option(f"--{flag}", help=both(key))
    return _parameter(field.name, Annotated[kind, option], default)


_TYPES: Final[dict[type, type]] = {inspect.BoolType: bool, inspect.IntType: int}


def _parameter(name: str, annotation: Any, default: object = Parameter.empty) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
