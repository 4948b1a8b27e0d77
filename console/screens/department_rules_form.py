"""Writing the next version of a department's rules (R0): from a file or in the field, then signed by its manager."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from console.acting import department_rules as acting
from console.acting import steps
from console.domain.department_rules import LONGEST, tidied
from console.domain.refusals import refuse
from console.errors import ConsoleError, os_cause
from console.screens import signing
from console.screens.fields_page import FieldsPage, form_bindings
from console.screens.statement import rows
from console.widgets.columns import folded
from console.widgets.fields import Field, LineInput, LinesInput
from console.widgets.modals import ROOM, Filled, Form, Line
from console.widgets.show import show
from console.wire import department_rules as wire
from console.wire import views

_TITLE = 200
_LONGEST_FILE = 1 << 17
"""Bytes of a file that is read: more is no text of rules."""


class DepartmentRulesForm(FieldsPage, inherit_bindings=False):
    """Title and text, beginning with those of a version; kept nowhere until it is signed."""

    SCOPE = "department_rules_form"
    TAB = "people"
    BINDINGS: ClassVar[list[BindingType]] = form_bindings("department_rules_form")
    CSS = FieldsPage.CSS + "#field-rules LinesInput { height: 14; }"

    def __init__(self, newest: wire.RulesRow, title: str, text: str) -> None:
        super().__init__()
        self.newest = newest
        self._title, self._text = title, text

    def begin(self) -> None:
        """Everything that the form needs is here."""
        if not self.ready:
            self.call_later(self._open)

    async def _open(self) -> None:
        self._title = self._title or self.t("rules.title_usual", department=self.newest.name)
        await self.rebuild("title")

    def fields(self) -> Iterable[Widget]:
        """Which version of which department, its title, its text."""
        t = self.t
        head = t("rules.form_head", department=self.newest.name, n=self.newest.version + 1)
        yield Static(show(head), markup=False)
        yield Field("title", t("rules.title"), LineInput(self._title, id="control-title", most=_TITLE))
        yield Field("rules", t("rules.text"), LinesInput(self._text, id="control-rules"))

    def gather(self) -> None:
        """Keep what the fields hold."""
        self._title, self._text = self.value("title"), self.value("rules")

    def judge(self) -> None:
        """Both are there, and the text is not too long."""
        if not self.query("#control-rules"):
            return
        self.faults = {
            name: refuse("field_missing", "R0", field=name)
            for name in ("title", "rules")
            if not self.value(name)
        }
        text = tidied(self.value("rules"))
        if len(text) > LONGEST:
            self.faults["rules"] = refuse("too_long", "R0", field="rules", most=LONGEST)
        self.draw_faults()
        self.preview(self.still() if self.faults else self.t("rules.ready", n=len(text)))

    # ---- keys

    def do_read(self) -> None:
        """Take the text from a file of this machine."""
        folder = self.session.inbox
        self.act(
            lambda: self.t("rules.read_title"),
            lambda: show(self.t("rules.read_about", folder=folder)),
            lambda: Form(lines=(Line("path", self.t("rules.file")),)),
            lambda filled: _read(folder, filled.lines["path"]),
            self._taken,
        )

    def _taken(self, text: str) -> None:
        self.query_one("#control-rules", LinesInput).text = text
        self.touched = True
        self.judge()

    def do_sign(self) -> None:
        """Have the desk judge it, show what is signed, ask for the passphrase, sign."""
        if not self.complete():
            return
        title, text = self.value("title"), tidied(self.value("rules"))
        department = self.newest.department
        self.ask(
            wire.PrepareDepartmentRules(department, title, text),
            lambda _: self._sign(department, title, text),
        )

    def _sign(self, department: str, title: str, text: str) -> None:
        session, t = self.session, self.t
        version = self.newest.version + 1

        def job(filled: Filled) -> views.Done:
            core = session.desk()
            prepared = acting.prepare(core, department, title, text, by=session.person, version=version)
            return steps.enact(core, prepared, signing.unlocked(session, filled))

        def about() -> Text:
            head = rows(
                session,
                [
                    (t("column.department"), session.department(department)),
                    (t("rules.version"), t("chase.version", n=version)),
                    (t("rules.title"), title),
                ],
                ROOM,
            )
            return Text("\n").join([head, show(""), *folded(show(text), ROOM)])

        self.act(
            lambda: t("rules.sign_title"),
            about,
            lambda: Form(passphrase=signing.passphrase_field(session)),
            job,
            self._signed,
        )

    def _signed(self, done: views.Done) -> None:
        self.touched = False
        self._back()
        self.say(self.t("rules.signed", n=done.id, title=done.number))


def _read(folder: Path, path: str) -> str:
    """The text of a file, named from the person's own folder; raises ConsoleError("file_unreadable")."""
    place = folder / Path(path.strip()).expanduser()
    try:
        with place.open("rb") as file:
            data = file.read(_LONGEST_FILE + 1)
        if len(data) > _LONGEST_FILE:
            raise ConsoleError("file_unreadable", path=path, error=f"> {_LONGEST_FILE}")
        return tidied(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConsoleError("file_unreadable", path=path, error="UTF-8") from error
    except OSError as error:
        raise ConsoleError("file_unreadable", path=path, error=os_cause(error)) from error
    except ValueError as error:
        raise ConsoleError("file_unreadable", path=path, error="") from error
