"""The import: file, preview, findings by reason, repairs accepted, name, signed manifest. The reading is another process."""

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual import on
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from console import actions
from console.acting import lists
from console.acting.lists import Pending
from console.acting.steps import read
from console.contacts import importing, inbox
from console.contacts.importing import Imported
from console.contacts.messages import Preview, Progress
from console.contacts.reasons import REPAIRABLE, Reason
from console.screens import signing
from console.screens.contacts import finding_line, new_file
from console.screens.failures import KNOWN
from console.screens.page import Page, bindings
from console.screens.session import number
from console.screens.statement import rows
from console.widgets.background import in_background
from console.widgets.fields import Choice, Field, LineInput, Tick
from console.widgets.form_keys import FORM_KEYS, FormKeys
from console.widgets.modals import Filled, Form, Item, Line
from console.widgets.show import show
from console.widgets.spark import bar
from console.wire import calls

ENCODINGS = ("", "utf-8", "gb18030", "utf-16-le", "utf-16-be")
_EXPORT = 1000


class Step(Message):
    """A job of the import came back: a preview, a reading, an upload, or why not."""

    def __init__(self, outcome: Preview | Imported | Pending | Exception) -> None:
        super().__init__()
        self.outcome = outcome


class ImportPage(FormKeys, Page, inherit_bindings=False):
    """One import, from a path to a signed list. Esc stops what runs; nothing is kept of it."""

    SCOPE = "import"
    TAB = "contacts"
    TYPED = True
    BINDINGS: ClassVar[list[BindingType]] = [
        *Screen.BINDINGS,
        *FORM_KEYS,
        *bindings("import", actions.ALL, typed=True),
    ]
    CSS = "#steps { height: 1fr; padding: 0 1; } #steps > * { height: auto; } #progress { height: 1; }"

    def __init__(self, departments: Sequence[str]) -> None:
        super().__init__()
        self.departments = list(departments)
        self.path = ""
        self._typed = ""
        self._department = self.departments[0]
        self.list_name = ""
        self.sheet: str | None = None
        self.encoding: str | None = None
        self.accepted: set[Reason] = set()
        self.preview: Preview | None = None
        self.imported: Imported | None = None
        self.running = False
        self._stop = False
        self._begun = 0.0
        self._done = (0, 0)
        self._identity = (0, 0)

    # ---- what is drawn

    def body(self) -> Iterable[Widget]:
        """The steps so far: path; then preview; then findings, repairs and name."""
        parts: list[Widget] = [Field("path", self.t("import_view.path"), LineInput(self._typed, id="path"))]
        if self.preview is not None:
            drawn: Text = self._preview_words(self.preview)
            parts.append(Static(drawn, markup=False))
        if self.imported is not None:
            parts += self._result(self.imported)
        yield VerticalScroll(*parts, id="steps", can_focus=False)
        yield Static(show(""), id="progress", markup=False)

    def begin(self) -> None:
        """The next thing to fill in is in use."""
        self.say(self.hint())
        self._use("")

    async def relabel(self) -> None:
        """Draw the steps anew; the field in use stays so, if it is still there."""
        self._gather()
        wanted = self.focused.id or "" if self.focused is not None else ""
        await self.recompose()
        if self.query("#head"):
            self.draw_frame()
            self.say(self.hint())
            # After the first reading the repairs come first, else the name: not the path, which was left behind.
            self._use("" if wanted == "path" else wanted)

    def _use(self, wanted: str) -> None:
        """Bring a field into use and into view: the wanted one, the first repair, the name, or the path."""
        named = [*self.query(f"#{wanted}")] if wanted else []
        rest = [*self.query("#steps Tick"), *self.query("#name"), *self.query("#path")]
        field = [*named, *rest][0]
        self.set_focus(field, scroll_visible=False)
        self.call_after_refresh(field.scroll_visible, animate=False)

    def action_enter(self) -> None:
        """Enter in the path or the name goes on with the import, elsewhere to the next field."""
        if isinstance(self.focused, Input):
            raise SkipAction
        super().action_enter()

    def on_mount(self) -> None:
        """A bar while something runs."""
        super().on_mount()
        self.set_interval(0.5, self._draw_progress)

    def on_screen_resume(self) -> None:
        """What was read stays."""
        self.draw_frame()

    def hint(self) -> str:
        """What comes next."""
        return self.t(f"import_step.{self._stage()}")

    def _stage(self) -> str:
        return "path" if self.preview is None else "preview" if self.imported is None else "result"

    def _preview_words(self, found: Preview) -> Text:
        source, read_whole = found.source, self.imported is not None
        sheets = "  ".join(f"{'>' if s.chosen else ''}{s.name} ({number(s.rows)})" for s in source.sheets)
        notes = "  ".join(self.session.label("note", note) for note in source.notes)
        head = "\n".join(f"{row:>7}  {text}" for row, text in found.head[:8])
        pairs = [
            (self.t("import_view.file"), f"{source.name}  {number(source.size)} B  {source.kind}"),
            (self.t("import_view.encoding"), source.encoding or ""),
            (self.t("import_view.sheets"), sheets),
            (self.t("lists.rows"), number(found.rows)),
            (self.t("import_view.notes"), notes),
            # What was looked at before everything was read has no more to say.
            (self.t("import_view.head"), "" if read_whole else "\n" + head),
        ]
        return rows(self.session, pairs)

    def _result(self, found: Imported) -> list[Widget]:
        """How many are good; what can be taken and must be named; then every finding, which may be long."""
        label = partial(self.session.label, "reason")
        good = [
            (self.t("import_view.good"), number(len(found.numbers))),
            (self.t("import_view.left_out"), number(found.left_out)),
        ]
        above: Text = rows(self.session, good)
        parts: list[Widget] = [Static(above, markup=False)]
        for reason in sorted(REPAIRABLE & (set(found.counts) | self.accepted)):
            words = (
                f"{label(reason)}  {number(found.counts.get(reason, 0))}{self._repair_note(reason, found)}"
            )
            tick = Tick(words, value=reason in self.accepted, id=f"repair-{reason}")
            parts.append(Field(f"repair-{reason}", self.t("import_view.repair"), tick))
        options = [(d, self.session.department(d)) for d in self.departments]
        choice = Choice(options, self._department, id="department")
        parts.append(Field("department", self.session.label("field", "department"), choice))
        name = LineInput(self.list_name, id="name", most=200)
        parts.append(Field("name", self.t("import_view.name"), name))
        counts = "\n".join(
            f"{label(reason)}  {number(n)}"
            for reason, n in sorted(found.counts.items(), key=lambda item: -item[1])
            if n and reason not in REPAIRABLE
        )
        below: Text = rows(self.session, [(self.t("card.counts"), counts or self.t("none"))])
        return [*parts, Static(below, markup=False)]

    def _repair_note(self, reason: Reason, found: Imported) -> str:
        n = found.repaired.get(reason, 0)
        return f"  ({self.t('card.repaired')} {number(n)})" if n else ""

    def _draw_progress(self) -> None:
        if not self.running:
            return
        done, total = self._done
        seconds = max(0.001, time.monotonic() - self._begun)
        rate = int(done / seconds)
        left = -(-(total - done) // rate) if total and rate else 0
        words = self.t(
            "import_view.progress", done=number(done), total=number(total), rate=number(rate), left=left
        )
        self.query_one("#progress", Static).update(show(f" {bar(done, total, 24)} {words}"))

    # ---- going on

    @on(Input.Submitted)
    def _entered(self, message: Input.Submitted) -> None:
        message.stop()
        self.do_forward()

    @on(Tick.Turned)
    def _repair_turned(self, message: Tick.Turned) -> None:
        """Another set of accepted repairs is another reading."""
        self._gather()
        reason = Reason((message.tick.id or "").removeprefix("repair-"))
        self.accepted ^= {reason}
        self._read()

    def _gather(self) -> None:
        for control in self.query("#name"):
            if isinstance(control, LineInput):
                self.list_name = control.value
        for control in self.query("#path"):
            if isinstance(control, LineInput):
                self._typed = control.value
        for control in self.query("#department"):
            if isinstance(control, Choice):
                self._department = control.value

    def do_forward(self) -> None:
        """Path to preview, preview to reading, reading to upload and signature."""
        if self.running:
            return
        typed = self.query_one("#path", LineInput).value.strip()
        if typed != self.path or self.preview is None:
            self.path, self.preview, self.imported, self.sheet, self.encoding = typed, None, None, None, None
            self._look()
        elif self.imported is None:
            self._read()
        else:
            self._send(self.imported)

    def _start(self) -> None:
        self.running, self._stop, self._begun, self._done = True, False, time.monotonic(), (0, 0)
        self._draw_progress()

    def _open(self) -> importing.Source:
        """A bare name is a file of the drop box, or of the folder where the person is."""
        source = inbox.open_named(self.path, self.session.inbox)
        self._identity = source.identity
        return source

    def _look(self) -> None:
        self._start()

        def job() -> Message:
            try:
                with real_stderr(), self._open() as source:
                    return Step(
                        importing.preview(source, self.sheet, self.encoding, cancelled=lambda: self._stop)
                    )
            except KNOWN as error:
                return Step(error)

        in_background(self, job)

    def _read(self) -> None:
        self._start()
        accept = frozenset(self.accepted)

        def progress(told: Progress) -> None:
            self._done = (told.rows, told.total)

        def job() -> Message:
            try:
                with real_stderr(), self._open() as source:
                    return Step(
                        importing.run(
                            source,
                            accept=accept,
                            sheet=self.sheet,
                            encoding=self.encoding,
                            progress=progress,
                            cancelled=lambda: self._stop,
                        )
                    )
            except KNOWN as error:
                return Step(error)

        in_background(self, job)

    def _send(self, imported: Imported) -> None:
        self._gather()
        department = self._department
        session, name = self.session, self.list_name.strip()
        if not name:
            self.say(f"{self.t('act.missing')}: {self.t('import_view.name')}")
            self.query_one("#name").focus()
            return
        self._start()

        def progress(done: int, total: int) -> None:
            self._done = (done, total)

        def job() -> Message:
            try:
                return Step(
                    lists.upload(
                        session.desk(),
                        imported,
                        person=session.person,
                        department=department,
                        name=name,
                        progress=progress,
                        cancelled=lambda: self._stop,
                    )
                )
            except KNOWN as error:
                return Step(error)

        in_background(self, job)

    async def on_step(self, message: Step) -> None:
        """Show what came back."""
        message.stop()
        self.running = False
        self.query_one("#progress", Static).update(show(""))
        match message.outcome:
            case Preview() as found:
                self.preview = found
                await self.relabel()
            case Imported() as found:
                self._forget()
                self.imported = found
                self.list_name = self.list_name or Path(self.path).stem
                await self.relabel()
            case Pending() as pending:
                self._sign(pending)
            case error:
                self.trouble(error)

    def _forget(self) -> None:
        if self.imported is not None:
            self.imported.findings.close()
            self.imported = None

    def _sign(self, pending: Pending) -> None:
        act = read(pending.prepared)
        session = self.session

        def about() -> Text:
            return show(
                self.t(
                    "import_view.sign",
                    name=getattr(act, "name", ""),
                    n=number(getattr(act, "n", 0)),
                    rows=number(getattr(act, "rows", 0)),
                    root=getattr(act, "root", "")[:24],
                )
            )

        def job(filled: Filled) -> Any:
            return lists.finish(session.desk(), pending, signing.unlocked(session, filled))

        self.act(
            lambda: self.t("import_view.sign_title"),
            about,
            lambda: Form(passphrase=signing.passphrase_field(session)),
            job,
            self._finished,
            lambda: self.ask(calls.DropList(pending.list_id), self._not_signed),
        )

    def _not_signed(self, done: Any) -> None:
        """The rows at the desk are gone; what was read is still here and can be sent again."""
        del done
        self.say(self.t("import_view.not_signed"))

    def _finished(self, done: Any) -> None:
        del done
        told = self.t("import_view.finished", name=self.list_name)
        if self.session.drop_box and inbox.in_box(self.path):
            taken = inbox.take_away(self.path, self.session.inbox, self._identity)
            told = f"{told} {self.t('cli.inbox_taken' if taken else 'cli.inbox_kept', file=self.path)}"
        self._forget()
        self._back()
        self.say(told)

    # ---- looking closer

    def do_sheet(self) -> None:
        """Another sheet of the workbook."""
        sheets = self.preview.source.sheets if self.preview else ()
        if not sheets:
            self.say(self.t("import_view.no_sheets"))
            return
        options = [Item(s.name, s.name) for s in sheets]
        self.pick(lambda: self.t("import_view.sheets"), options, self._other_sheet, at=self.sheet or "")

    def _other_sheet(self, name: str) -> None:
        self.sheet, self.imported = name, None
        self._look()

    def do_encoding(self) -> None:
        """Another encoding of the text."""
        if self.preview is None or self.preview.source.kind != "txt":
            self.say(self.t("import_view.no_encoding"))
            return
        self.pick(
            lambda: self.t("import_view.encoding"),
            lambda: [Item(name or "*", name or self.t("import_view.guess")) for name in ENCODINGS],
            self._other_encoding,
            at=self.encoding or "*",
        )

    def _other_encoding(self, name: str) -> None:
        self.encoding, self.imported = None if name == "*" else name, None
        self._look()

    def do_findings(self) -> None:
        """Rows of one reason, the first thousand."""
        found = self.imported
        if found is None:
            self.say(self.t("import_view.not_read"))
            return

        def options() -> list[Item]:
            label = partial(self.session.label, "reason")
            return [Item(r, f"{label(r)}  {number(n)}") for r, n in found.counts.items() if n]

        def picked(value: str) -> None:
            page = found.findings.page(reason=Reason(value), limit=_EXPORT)
            words = show("\n".join(f"{f.row:>9}  {f.raw}" for f in page))
            self.read(lambda: self.session.label("reason", value), words)

        self.pick(lambda: self.t("card.counts"), options, picked)

    def do_export(self) -> None:
        """Write every finding to a new file in the person's own folder."""
        found, session = self.imported, self.session
        if found is None:
            self.say(self.t("import_view.not_read"))
            return

        def job(filled: Filled) -> int:
            with new_file(session.inbox, filled.lines["name"]) as file:
                for offset in range(0, len(found.findings), _EXPORT):
                    for f in found.findings.page(offset=offset, limit=_EXPORT):
                        file.write(finding_line(session, f.row, str(f.reason), f.raw))
            return len(found.findings)

        self.act(
            lambda: self.t("action.import.export"),
            lambda: show(self.t("export.about", folder=session.inbox)),
            lambda: Form(lines=(Line("name", self.t("export.name")),)),
            job,
            lambda n: self.say(self.t("export.done", name="", n=n)),
        )

    def do_back(self) -> None:
        """Stop what runs, else go back."""
        if self.running:
            self._stop = True
            return
        self._forget()
        super().do_back()


@contextmanager
def real_stderr() -> Iterator[None]:
    """Give the reading process a true standard error: the library's stand-in has no descriptor, and starting one needs it."""
    if sys.__stderr__ is None:
        yield
        return
    with redirect_stderr(sys.__stderr__):
        yield
