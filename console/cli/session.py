"""One run of the command line: the caller, the desk, the form of the output, and the signing key."""

import contextlib
import getpass
import sys
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast
from zoneinfo import ZoneInfo

import msgspec
import typer

from console.acting import chains, own_trust
from console.acting.sitting import Core, Sitting
from console.cli import tables
from console.cli.failures import by_name
from console.cli.given import Given, named_key
from console.cli.outside import Outside
from console.cli.streams import UsageError, echo, harmless, print_json, read_line, width
from console.domain.people.people import DepartmentKind
from console.domain.refusals import Refusal, refuse
from console.errors import ConsoleError, RefusedError
from console.locale import words
from console.reading import Reader
from console.settings import Settings
from console.wire import calls, control
from console.wire.answers import Done
from console.wire.base import Call
from console.wire.duties.here import DepartmentRow, Me

if TYPE_CHECKING:
    from console.acting.freezes.brakes import Braked
    from console.acting.own_trust import Own
    from console.wire.control import Question


_YES: Final = frozenset({"y", "yes", "是"})
_NO: Final = frozenset({"", "n", "no", "否"})


@dataclass(slots=True)
class Session:
    """The values of the global options, and the desk, which is connected at the first call."""

    outside: Outside
    settings: Settings
    given_home: Path | None = None
    person: str = ""
    as_json: bool = False
    key_file: Path | None = None
    passphrase_fd: int = -1
    named_slot: int = 0
    """The slot in a request's number (0: none)."""
    numbers: list[str] = field(default_factory=list)
    """The numbers by which the command names things, as they were typed; what is signed must be about them."""
    templates: dict[int, str] = field(default_factory=dict)
    """The names by which the command names templates, as they were typed, by id."""
    given_slot: int = 0
    """The slot that --slot names (0: none)."""
    out_taken: bool = False
    """Whether standard output carries a file, so that words go to standard error."""
    command: typer.Context | None = field(default=None, repr=False)
    """The command that runs, with what was typed to it."""
    _core: Core | None = None
    _me: Me | None = None
    _own: "Own | None" = None
    _phrase: bytes | None = field(default=None, repr=False)
    _called: dict[type[Call], dict[str, str]] = field(default_factory=dict)
    _general: str | None = None

    @property
    def lang(self) -> str:
        """The language of all texts."""
        return self.settings.lang

    @property
    def core(self) -> Core:
        """The desk."""
        if self._core is None:
            layout = self.settings.layout
            desk = self.outside.connect(layout, self.person)
            self._core = Sitting(desk, lambda: chains.pinned(layout.roots))
        return self._core

    @property
    def own(self) -> "Own":
        """What this program knows without the desk."""
        if self._own is None:
            layout = self.settings.layout
            self._own = own_trust.Own(lambda: chains.pinned(layout.roots), layout.kept(self.me.person))
        return self._own

    @property
    def me(self) -> Me:
        """The caller as the desk knows them."""
        if self._me is None:
            self._me = self.ask(calls.WhoAmI())
        return cast("Me", self._me)

    def general(self) -> str:
        """What the organisation calls its General Department, asked for with the first text that names it; empty without a desk."""
        if self._general is None:
            # What fails here is told in words that may name it too.
            self._general = ""
            with contextlib.suppress(ConsoleError, RefusedError, OSError):
                rows: list[DepartmentRow] = self.ask(calls.Departments())
                self._general = next((one.name for one in rows if one.kind == DepartmentKind.GENERAL), "")
        return self._general

    def ask(self, call: Call) -> Any:
        """Make a call."""
        return self.core.call(call)

    def ask_dispatcher(self, question: "Question") -> Any:
        """Put a question to the dispatcher's own socket; raises as `control.ask` does."""
        return control.ask(self.settings.layout.dispatch_socket, question)

    def t(self, key: str, /, **params: object) -> str:
        """Return a text of the catalogue."""
        return words.text(key, self.lang, **params)

    def name(self, prefix: str, value: str) -> str:
        """Return the word for a value of a fixed set."""
        return words.named(prefix, value, self.lang)

    def state(self, value: str, of: str = "") -> str:
        """Return the word for a state."""
        return words.state(value, self.lang, of)

    def who(self, person: str) -> str:
        """Return a person's name with their id; the id alone where no desk knows the name, as when a person signs elsewhere."""
        name = self._names(calls.People()).get(person)
        return f"{name} ({person})" if name else person

    def department(self, department: str) -> str:
        """Return a department's name with its id, as `who` does a person's."""
        name = self._names(calls.Departments()).get(department)
        return f"{name} ({department})" if name else department

    def person_named(self, person: str) -> str:
        """Return a person's name for a table; with the id where another person has the same name, the id alone without a name."""
        return self._named(calls.People(), person)

    def department_named(self, department: str) -> str:
        """Return a department's name for a table, as `person_named` does a person's."""
        return self._named(calls.Departments(), department)

    def _named(self, call: Call, id_: str) -> str:
        if not id_:
            return id_
        names = self._names(call)
        name = names.get(id_, "")
        return name if list(names.values()).count(name) == 1 else f"{name} ({id_})" if name else id_

    @property
    def reader(self) -> Reader:
        """The reader of signed texts: names as the desk tells them, none where there is no desk."""
        zone = ZoneInfo(self.settings.timezone)
        people, departments = calls.People(), calls.Departments()
        return Reader(
            self.lang,
            zone,
            lambda one: self._names(people).get(one, ""),
            lambda one: self._names(departments).get(one, ""),
        )

    def explain(self, refusal: Refusal) -> words.Words:
        """Return the three texts of a refusal, with people and departments by name."""
        named = msgspec.structs.replace(refusal, params=by_name(refusal.params, self))
        return words.explain(named, self.lang)

    def _names(self, call: Call) -> dict[str, str]:
        known = self._called.get(type(call))
        if known is None:
            try:
                known = {row.id: row.name for row in self.ask(call)}
            except (ConsoleError, RefusedError):
                known = {}
            self._called[type(call)] = known
        return known

    def when(self, instant: str) -> str:
        """Return an instant in the people's time zone."""
        return tables.when(instant, self.settings.timezone) if instant else ""

    # ---- output

    def show(self, data: object, lines: Iterable[str]) -> None:
        """Print the answer: `data` as JSON under --json, else the plain lines."""
        if self.as_json:
            print_json({"ok": True, "data": msgspec.to_builtins(data)}, err=self.out_taken)
            return
        for line in lines:
            # Text in it may come from outside, so none of it may act on the terminal.
            echo(harmless(line), err=self.out_taken)

    def table(
        self,
        data: object,
        head: Iterable[str],
        rows: Iterable[tuple[object, ...]],
        *,
        empty: str,
        shown: object = None,
    ) -> None:
        """Print a page: its rows as a table, or the words of `empty` (a catalogue key). Under --json `shown` is printed instead."""
        self.headed(data, [self.t(f"cli.column.{name}") for name in head], rows, empty=empty, shown=shown)

    def headed(
        self,
        data: object,
        head: Sequence[str],
        rows: Iterable[Sequence[object]],
        *,
        empty: str,
        shown: object = None,
        more: Iterable[str] = (),
    ) -> None:
        """Print a table whose head is given as words; `more` are lines after the table."""
        lines = list(tables.table(head, rows, most=width()))
        page = getattr(data, "page", None)
        if not lines:
            lines = [self.t(empty)]
        elif page is not None:
            on = self.t("cli.more", after=page.after) if page.after else ""
            lines.append(f"{self.t('cli.total', total=tables.count(page.total))} {on}".rstrip())
        self.show(data if shown is None else shown, [*lines, *more])

    def say(self, line: str = "") -> None:
        """Print a line that accompanies the answer: on stderr, so that the answer alone can be piped on."""
        echo(harmless(line), err=True)

    def done(self, done: Done, key: str, about: str = "", **more: object) -> None:
        """Print that an act took effect; the words of the key name the act, `about` what it is about where that has no number."""
        self._written("cli.done", done, key, more, about=about)

    def braked(self, braked: "Braked", key: str, request: int, roads_key: str = "road") -> None:
        """Print that a stop took effect, and by which of the two ways; the words of the key name the act."""
        roads = {name: getattr(braked, name) for name in ("dispatcher", "refusal", "problem", "promised")}
        done = braked.desk or Done(0, request)
        self._written(
            "cli.done", done, key, msgspec.to_builtins(roads), words.road(braked, self.lang, roads_key)
        )

    def said(self, done: Done, key: str, **more: object) -> None:
        """Print that an act took effect; the words of the key are a whole sentence, which screens show alone."""
        self._written("cli.done_said", done, key, more)

    def _written(
        self, form: str, done: Done, key: str, more: dict[str, object], *lines: str, about: str = ""
    ) -> None:
        what = self.t(key)
        if form == "cli.done_said":
            what = what[:1].upper() + what[1:]
        line = self.t(form, what=what, number=about or done.number or done.id or "")
        data = msgspec.to_builtins(done) | more
        self.show(data, [line + (self.t("cli.entry", seq=done.seq) if done.seq else ""), *lines])

    # ---- the person at the terminal

    @property
    def interactive(self) -> bool:
        """Whether somebody can be asked."""
        return sys.stdin.isatty()

    def confirmed_count(self, typed: int | None, n: int) -> int:
        """Return the count of recipients that the person typed; refused unless it is `n`, the count in the signed text.

        Raises UsageError where nobody can be asked and --count is missing.
        """
        if typed is None:
            if not self.interactive:
                raise UsageError(self.t("cli.count_needed"))
            answer = typer.prompt(self.t("cli.count_prompt"), err=True, default="", show_default=False)
            if not (answer.isascii() and answer.replace(",", "").isdigit()):
                raise RefusedError(refuse("count_differs", "R2", typed=answer))
            typed = int(answer.replace(",", ""))
        if typed != n:
            raise RefusedError(refuse("count_differs", "R2", typed=typed))
        return typed

    def ticked(self, given: bool, question: str) -> bool:
        """Return whether a box is ticked: by an option, or by an answer at the terminal."""
        if given or not self.interactive:
            return given
        return self.agrees(question)

    def agrees(self, question: str) -> bool:
        """Whether the person at the terminal says yes; Enter alone says no. Raises typer.Abort at the end of the input."""
        while True:
            asked = self.t("cli.yes_or_no", question=question)
            said = str(
                typer.prompt(asked, err=True, default="", show_default=False, prompt_suffix="")
            ).strip()
            if said.casefold() in _YES | _NO:
                return said.casefold() in _YES

    def insist(self, question: str) -> None:
        """Go on where the person at the terminal says yes; raises typer.Abort otherwise."""
        if not self.agrees(question):
            raise typer.Abort

    def passphrase(self) -> bytes:
        """Return the passphrase from --passphrase-fd or the terminal; raises ConsoleError `passphrase_needed`."""
        if self._phrase is None:
            if self.passphrase_fd >= 0:
                self._phrase = read_line(self.passphrase_fd)
            elif self.interactive:
                self._phrase = getpass.getpass(self.t("cli.passphrase_prompt")).encode()
            else:
                raise ConsoleError("passphrase_needed")
        return self._phrase

    def named_key(self) -> Path | None:
        """Return the key file that --key or SMS_CONSOLE_KEY names, or None."""
        return named_key(self.key_file)

    def key_path(self) -> Path:
        """Return the key file to sign with: --key, SMS_CONSOLE_KEY, in a separated site the person's own, in solo the home's.

        Raises ConsoleError `key_unnamed`.
        """
        named = self.named_key()
        if named is not None:
            return named
        if self.settings.site is not None:
            return self.settings.layout.own_key
        if self.person and self.me.solo:
            return self.settings.layout.keys / self.me.person
        raise ConsoleError("key_unnamed")


def session(context: typer.Context) -> Session:
    """Return the run's session, which knows from then on what was typed to this command."""
    run = cast("Session", context.obj)
    run.command = context
    return run


_CURRENT: Final[ContextVar[Session]] = ContextVar("session")


def current() -> Session:
    """Return the run's session, for arguments whose parsing needs the desk."""
    return _CURRENT.get()


def begin(made: Session) -> Session:
    """Make this the session of the run."""
    _CURRENT.set(made)
    words.use_general(made.general)
    return made


def begun(outside: Outside, said: Given, lang: str) -> Session:
    """Begin the session of the run that these options say; raises as `Given.settings`, whose failure is in `lang`."""
    made = said.settings(lang)
    return begin(Session(outside, made, said.root, said.person, said.as_json, said.key, said.passphrase_fd))
