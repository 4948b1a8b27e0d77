"""Who sits here: in a demonstration one chooses, with posts and the passphrase beside each name; elsewhere the account says."""

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from console.screens.page import Page
from console.screens.session import SessionApp
from console.widgets.record_list import Column, RecordList, Rows
from console.widgets.show import show
from console.wire import views


class ChoosePage(Page):
    """The list of people to choose from."""

    SCOPE = "choose"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "sit", show=False)]

    def body(self) -> Iterable[Widget]:
        """The people, or that the desk is being asked."""
        session = self.session
        yield Static(
            show(self.t("choose.solo" if session.people else "choose.wait")), id="about", markup=False
        )
        columns = [
            Column(self.t("column.name"), 10, lambda p: p.name),
            Column(self.t("column.posts"), 0, self._posts),
        ]
        if session.demo is not None:
            columns.append(Column(self.t("column.passphrase"), 18, self._passphrase))
        if session.people:
            yield RecordList(
                columns,
                self._people,
                lambda p: p.id,
                empty=self.t("choose.nobody"),
                waiting=self.t("list.waiting"),
            )

    def begin(self) -> None:
        """The list is in use at once."""
        for records in self.query(RecordList):
            records.focus()

    def on_screen_resume(self) -> None:
        """Back from a person's pages."""
        self.draw_frame()
        self.begin()

    def _people(self, text: str, after: str, limit: int) -> Rows:
        del text, after, limit
        people = self.session.people
        return Rows(len(people), "", people)

    def _posts(self, person: views.PersonRow) -> str:
        session = self.session
        parts = [
            f"{session.departments.get(department) or session.label('department', department)} "
            f"{session.label('post', post)}".strip()
            for post, department in person.posts
        ]
        return ", ".join(dict.fromkeys(parts))

    def _passphrase(self, person: views.PersonRow) -> str:
        demo = self.session.demo
        return demo(person.id) if demo is not None else ""

    def action_sit(self) -> None:
        """Sit down as the person under the cursor."""
        for records in self.query(RecordList):
            row: Any = records.row
            if row is not None and isinstance(self.app, SessionApp):
                self.say(self.t("choose.connecting", name=row.name))
                self.console.sit_down(row.id)
