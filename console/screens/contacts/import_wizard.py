"""The import: file, preview, findings by reason, accepted repairs, name, signed manifest. Another process reads the file."""

from collections.abc import Callable, Iterable, Sequence
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
from console.contacts import inbox
from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.importing import Imported
from console.contacts.inbox import Origin
from console.contacts.messages import Preview
from console.contacts.reasons import REPAIRABLE, Reason
from console.domain import acts
from console.domain.refusals import refuse
from console.screens import signing
from console.screens.contacts import import_words
from console.screens.contacts.import_work import ImportWork
from console.screens.contacts.list_words import manifest_words, row_pairs
from console.screens.failures import KNOWN
from console.screens.frame import bindings
from console.screens.page import Page
from console.screens.session import Session
from console.screens.statement import rows
from console.widgets.background import in_background
from console.widgets.fields import Choice, Field, LineInput, Tick
from console.widgets.form_keys import FORM_KEYS, FormKeys
from console.widgets.modals import Filled, Form, Item
from console.widgets.show import show
from console.wire import lists as list_calls

ENCODINGS = ("", "utf-8", "gb18030", "utf-16-le", "utf-16-be")
_FORM = "import"


class Step(Message):
    """A job of the import ended with a preview, a reading, an upload, or an error."""

    def __init__(self, outcome: Preview | Imported | Pending | Exception) -> None:
        super().__init__()
        self.outcome = outcome


class ImportPage(FormKeys, Page, inherit_bindings=False):
    """One import, from a path to a signed list. Esc stops a running job, and asks before it discards what was read."""

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
        self.reading = ImportWork()
        self._typed = ""
        self._department = self.departments[0]
        self.list_name = ""
        self.resumed = False
        self._judging = self._outdated = False

    # ---- what is drawn

    def body(self) -> Iterable[Widget]:
        """Yield the steps so far: path; then preview; then findings, repairs and name."""
        parts: list[Widget] = [Field("path", self.t("import_view.path"), LineInput(self._typed, id="path"))]
        if self.reading.preview is not None:
            drawn: Text = import_words.preview(
                self.session, self.reading.preview, whole=self.reading.result is not None
            )
            parts.append(Static(drawn, markup=False))
        if self.reading.result is not None:
            parts += self._result(self.reading.result)
        yield VerticalScroll(*parts, id="steps", can_focus=False)
        yield Static(show(""), id="progress", markup=False)

    def begin(self) -> None:
        """Focus the next field to fill in."""
        self.say(self.hint())
        self._use("")

    async def relabel(self) -> None:
        """Draw the steps again; the focus stays if its field still exists."""
        self._gather()
        focus = self.focused.id or "" if self.focused is not None else ""
        await self.recompose()
        if self.query("#head"):
            self.draw_frame()
            self.say(self.hint())
            # After the first reading the focus goes to the repairs, or to the name if there are none; the path is done.
            self._use("" if focus == "path" else focus)

    def _use(self, name: str) -> None:
        """Focus a field and bring it into view: the named one, the first repair, the name, or the path."""
        named = [*self.query(f"#{name}")] if name else []
        rest = [*self.query("#steps Tick"), *self.query("#name"), *self.query("#path")]
        field = [*named, *rest][0]
        self.set_focus(field, scroll_visible=False)
        self.call_after_refresh(field.scroll_visible, animate=False)

    def action_enter(self) -> None:
        """Continue the import if Enter is pressed in the path or the name; elsewhere go to the next field."""
        if isinstance(self.focused, Input):
            raise SkipAction
        super().action_enter()

    def on_mount(self) -> None:
        """Start the timer that draws the progress bar while a job runs."""
        super().on_mount()
        self.set_interval(0.5, self._draw_progress)

    def on_screen_resume(self) -> None:
        """Draw only the frame: what was read stays."""
        self.draw_frame()

    def hint(self) -> str:
        """The words for the next step."""
        step = self.t(f"import_step.{self._stage()}")
        return f"{self.t('import_step.resumed')} {step}" if self.resumed and self._stage() == "path" else step

    def _stage(self) -> str:
        work = self.reading
        return "path" if work.preview is None else "preview" if work.result is None else "result"

    def _result(self, imported: Imported) -> list[Widget]:
        """Yield the number of good rows; the repairs, department and name; then the reasons of other rows, which may be many."""
        session, n = self.session, len(imported.numbers)
        pairs = row_pairs(session, n, imported.rows, imported.counts, imported.repaired)
        # Accepted repairs are shown in their boxes instead.
        good, why = pairs[:3], pairs[4:]
        above: Text = rows(self.session, good)
        parts: list[Widget] = [Static(above, markup=False)]
        for reason in sorted(REPAIRABLE & (set(imported.counts) | self.reading.ticked)):
            words = import_words.repair(self.session, reason, imported)
            tick = Tick(words, value=reason in self.reading.ticked, id=f"repair-{reason}")
            parts.append(Field(f"repair-{reason}", self.t("import_view.repair"), tick))
        options = [(one, self.session.department(one)) for one in self.departments]
        choice = Choice(options, self._department, id="department")
        parts.append(Field("department", self.session.label("field", "department"), choice))
        parts.append(
            Field("name", self.t("import_view.name"), LineInput(self.list_name, id="name", most=200))
        )
        below: Text = rows(self.session, why)
        return [*parts, Static(below, markup=False)]

    def _draw_progress(self) -> None:
        if not self.reading.running:
            return
        drawn: Text = import_words.progress(self.session, self.reading)
        self.query_one("#progress", Static).update(drawn)

    # ---- going on

    @on(Input.Submitted)
    def _entered(self, message: Input.Submitted) -> None:
        message.stop()
        self.do_forward()

    @on(Input.Changed)
    @on(Choice.Chosen)
    def _typed_on(self) -> None:
        """Keep what was typed and chosen in case the line is cut."""
        self._gather()
        self._keep()

    @on(Tick.Turned)
    def _repair_turned(self, message: Tick.Turned) -> None:
        """Judge the list again with the ticked repairs; while it is being uploaded, repairs cannot be changed."""
        message.stop()
        if self.reading.running and not self._judging:
            message.tick.value = not message.tick.value
            self.say(self.t("import_view.wait"))
            return
        self.reading.turn(Reason((message.tick.id or "").removeprefix("repair-")))
        self._keep()
        if not self.reading.running:
            self._judge()

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
        """Go from path to preview, from preview to reading, from reading to upload and signature of exactly what is shown."""
        work = self.reading
        self._gather()
        if work.running:
            self.say(self.t("import_view.wait"))
            return
        typed = self._typed.strip()
        if typed != work.path or work.preview is None:
            if typed != work.path and work.path:
                work.sheet, work.encoding = None, None
            work.path = typed
            work.renew()
            self._look()
        elif work.result is None or not work.settled:
            self._judge()
        elif not work.result.numbers:
            self.trouble(refuse("list_empty", "R10"))
        else:
            self._send(work.result)

    def _run(self, job: Callable[[], Preview | Imported | Pending], *, judging: bool = False) -> None:
        """Run one job at a time off the event loop; its outcome comes back as a Step."""
        self._judging = judging
        self.reading.begin()
        self._draw_progress()

        def run() -> Message:
            try:
                return Step(job())
            except KNOWN as error:
                return Step(error)

        in_background(self, run)

    def _look(self) -> None:
        """Read the file; a bare name is a file in the drop box, or else in the folder where the person is."""
        work, box = self.reading, self.session.inbox
        self._run(lambda: work.look(box))

    def _judge(self) -> None:
        self._run(self.reading.judge, judging=True)

    def _send(self, result: Imported) -> None:
        session, work = self.session, self.reading
        department, name = self._department, self.list_name.strip()
        if not name:
            self.say(self.t("act.missing", names=self.t("import_view.name")))
            self.query_one("#name").focus()
            return
        origin = self._origin()

        def progress(done: int, total: int) -> None:
            work.progress = (done, total)

        self._run(
            lambda: lists.upload(
                session.desk(),
                result,
                person=session.person,
                department=department,
                name=name,
                origin=origin,
                progress=progress,
                cancelled=work.stop.is_set,
            )
        )

    def _origin(self) -> Origin:
        return Origin(self.reading.path, self.session.inbox, self.reading.digest)

    async def on_step(self, message: Step) -> None:
        """Show the outcome of a job."""
        message.stop()
        work = self.reading
        work.end()
        self.query_one("#progress", Static).update(show(""))
        match message.outcome:
            case Preview() as preview:
                work.preview = preview
                self._keep()
                await self.relabel()
            case Imported() as result if work.take(result):
                self.list_name = self.list_name or Path(work.path).stem
                self._keep()
                await self.relabel()
            case Imported():
                self._judge()
            case Pending() as pending:
                self._sign(pending)
            case error:
                await self._failed(error)

    async def _failed(self, error: Exception) -> None:
        """Restore the ticks of the result shown, and discard a file that changed, so that it is read again."""
        if _changed(error):
            self.reading.renew()
        self.reading.revert()
        await self.relabel()
        self.trouble(error)

    def _sign(self, pending: Pending) -> None:
        session, origin = self.session, self._origin()
        act = read(pending.prepared)

        def about() -> Text:
            return manifest_words(session, act) if isinstance(act, acts.Manifest) else show("")

        def job(filled: Filled) -> Any:
            try:
                return lists.finish(session.desk(), pending, signing.unlocked(session, filled), origin)
            except FileRefusedError:
                self._outdated = True
                raise

        self.act(
            lambda: self.t("import_view.sign_title"),
            about,
            lambda: Form(passphrase=signing.passphrase_field(session)),
            job,
            self._finished,
            lambda: self.ask(list_calls.DropList(pending.list_id), self._not_signed),
        )

    async def _not_signed(self, done: Any) -> None:
        """Keep what was read after the desk dropped the rows, so that it can be sent again, unless the file has changed."""
        del done
        if self._outdated:
            self._outdated = False
            self.reading.renew()
            await self.relabel()
            return
        self.say(self.t("import_view.not_signed"))

    def _finished(self, done: Any) -> None:
        del done
        message, box = self.t("import_view.finished", name=self.list_name), self.session.inbox
        named = self.reading.path
        if self.session.drop_box and inbox.in_box(named):
            left = inbox.take_away(named, box, self.reading.digest)
            message = f"{message} {self.t(f'cli.inbox_{left}', file=named)}"
        self._put_away()
        self._back()
        self.say(message)

    # ---- leaving, and a cut line

    def resume(self, session: Session) -> None:
        """Continue an import that was cut off, with its path and choices; the file is read again."""
        kept = session.unfinished(_FORM)
        if not kept:
            return
        self.reading.take_up(kept)
        self._typed = self.reading.path
        self.list_name = kept.get("name", "")
        if kept.get("department") in self.departments:
            self._department = kept["department"]
        self.resumed = True

    def _keep(self) -> None:
        form = {"path": self._typed, "department": self._department, "name": self.list_name}
        self.session.keep_unfinished(_FORM, form | self.reading.to_keep())

    def _put_away(self) -> None:
        """Forget the import; nothing of it is needed any more."""
        self.session.keep_unfinished(_FORM, {})
        self.reading.close()

    def on_unmount(self) -> None:
        """Close the file's copy and its reading process."""
        self.reading.close()

    def leave_for(self, then: Callable[[], None]) -> None:
        """Stop a running job; otherwise ask before what was read is discarded."""
        if self.reading.running:
            self.reading.stop.set()
            self.say(self.t("import_view.stopping"))
            return

        def leave() -> None:
            self._put_away()
            then()

        self._gather()
        if not self._typed.strip():
            leave()
            return
        self.confirm(lambda: self.t("import_view.leave_title"), lambda: self.t("import_view.leave"), leave)

    # ---- looking closer

    def do_sheet(self) -> None:
        """Choose another sheet of the workbook."""
        preview = self.reading.preview
        if not (sheets := preview.source.sheets if preview is not None else ()):
            self.say(self.t("import_view.no_sheets"))
            return
        self.pick(
            lambda: self.t("import_view.sheets"),
            [Item(s.name, s.name) for s in sheets],
            lambda name: self._look_again(name, self.reading.encoding),
            at=self.reading.sheet or "",
        )

    def do_encoding(self) -> None:
        """Choose another encoding of the text."""
        preview = self.reading.preview
        if preview is None or preview.source.kind != "txt":
            self.say(self.t("import_view.no_encoding"))
            return
        self.pick(
            lambda: self.t("import_view.encoding"),
            lambda: [Item(name or "*", name or self.t("import_view.guess")) for name in ENCODINGS],
            lambda name: self._look_again(self.reading.sheet, None if name == "*" else name),
            at=self.reading.encoding or "*",
        )

    def _look_again(self, sheet: str | None, encoding: str | None) -> None:
        """Read the same copy of the file with another sheet or encoding."""
        if self.reading.running:
            self.say(self.t("import_view.wait"))
            return
        self.reading.sheet, self.reading.encoding = sheet, encoding
        self.reading.forget()
        self._look()

    def do_findings(self) -> None:
        """Show rows of one reason, at most a thousand."""
        self._of_what_was_read(import_words.pick_findings)

    def do_export(self) -> None:
        """Write every finding to a new file in the person's own folder."""
        self._of_what_was_read(import_words.export_findings)

    def _of_what_was_read(self, then: Callable[[Page, Imported], None]) -> None:
        if self.reading.result is None:
            self.say(self.t("import_view.not_read"))
        else:
            then(self, self.reading.result)


def _changed(error: Exception) -> bool:
    return isinstance(error, FileRefusedError) and error.reason in {FileCode.CHANGED, FileCode.CHANGING}
