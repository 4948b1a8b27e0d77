"""Writing the next version of a department's rules (R0): from a file or in the field, then signed by its manager."""

from collections.abc import Iterable
from pathlib import Path

from textual.widget import Widget
from textual.widgets import Static

from console.acting.contacts.browsing import Shown, Wanted, placed
from console.acting.patience import octets
from console.acting.rosters import department_rules as acting
from console.domain import declared
from console.domain.people.department_rules import DepartmentRules
from console.domain.refusals import Refusal
from console.errors import ConsoleError, os_cause
from console.screens import act_form
from console.screens.act_form import ActForm
from console.screens.choosing.dialog import files
from console.widgets.fields import LinesInput
from console.widgets.modals import Form, Line
from console.widgets.show import show
from console.wire.acts import Given
from console.wire.people import department_rules as wire

_LONGEST_FILE = 1 << 17
"""Most bytes of a file: a larger file is not a text of rules."""
_FILES = Wanted("rules", frozenset({".txt", ".md"}), _LONGEST_FILE, Shown.TEXT)


class DepartmentRulesForm(ActForm, scope="department_rules_form"):
    """Title and text, beginning with those of a version; not stored until it is signed."""

    CSS = ActForm.CSS + "#field-rules LinesInput { height: 14; }"

    def __init__(self, newest: wire.RulesRow, title: str, text: str) -> None:
        super().__init__(DepartmentRules)
        self.newest = newest
        self.kept = {"title": title, "rules": text}

    @property
    def about(self) -> str:
        """The department and the version."""
        return f"{self.newest.department}-{self.newest.version + 1}"

    def begin(self) -> None:
        """Show the form, which has all it needs."""
        if not self.ready:
            self.call_later(self._open)

    async def _open(self) -> None:
        # The usual title is in the language in use, which may be another when the form is opened again.
        self.first = dict(self.kept)
        self.kept["title"] = self.kept["title"] or self.t("rules.title_usual", department=self.newest.name)
        await self.rebuild("title")

    def above(self) -> Iterable[Widget]:
        """Yield the words on the version and its department."""
        head = self.t("rules.form_head", department=self.newest.name, n=self.newest.version + 1)
        yield Static(show(head), markup=False)

    def ready_words(self) -> str:
        """The length of the text in words."""
        return self.t("rules.ready", n=len(declared.tidied(self.value("rules"))))

    # ---- keys

    def bar_sign(self) -> Refusal | None:
        """That the department is not the signer's."""
        return self.session.demand_manager(self.newest.department)

    def do_read(self) -> None:
        """Take the text from a file on this machine."""
        folder = self.session.inbox
        self.act(
            lambda: self.t("rules.read_title"),
            lambda: show(self.t("rules.read_about", folder=folder)),
            lambda: Form(lines=(Line("path", self.t("rules.file"), files=files(self, _FILES)),)),
            lambda filled: _read(folder, filled.lines["path"]),
            self._taken,
        )

    def _taken(self, text: str) -> None:
        self.query_one("#control-rules", LinesInput).text = text
        self.touched = True
        self.judge()
        self.keep()

    def sign(self, said: dict[str, Given]) -> None:
        """Have the version prepared, read and signed."""
        person, department, version = self.session.person, self.newest.department, self.newest.version + 1

        def then() -> None:
            self.done()
            self._back()
            self.say(self.t("rules.signed", n=version, title=said["title"]))

        act_form.sign(
            self,
            lambda core: acting.prepare(core, department, said, by=person, version=version),
            lambda: self.t("rules.sign_title"),
            then,
        )


def _read(folder: Path, path: str) -> str:
    """The text of a file, relative to the person's own folder; raises ConsoleError("file_unreadable")."""
    place = placed(path, folder)
    try:
        data = octets(place, _LONGEST_FILE + 1)
        if len(data) > _LONGEST_FILE:
            raise ConsoleError("file_unreadable", path=path, error=f"> {_LONGEST_FILE}")
        return str(declared.tidied(data.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise ConsoleError("file_unreadable", path=path, error="UTF-8") from error
    except OSError as error:
        raise ConsoleError("file_unreadable", path=path, error=os_cause(error)) from error
    except ValueError as error:
        raise ConsoleError("file_unreadable", path=path, error="") from error
