"""The choice of a person. A demonstration lists posts and passphrases beside the names; elsewhere the account decides.

The list is reloaded each time it is shown, because a new roster version may have come. Typing filters it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from console import actions
from console.acting.roll import Roll
from console.domain.times import parse
from console.screens.frame import bindings
from console.screens.page import ORDERED, Page
from console.screens.session import Session
from console.widgets.line_input import LineInput
from console.widgets.paint import strong
from console.widgets.record_list import Column, RecordList, Rows
from console.widgets.show import show
from console.wire.duties.here import PersonRow

_SOON = timedelta(days=14)
"""How long before the roster ends its end is announced."""


class Seat(NamedTuple):
    """A person in the list: the department's name where a group begins, name, posts, and the passphrase that a demo prints."""

    id: str
    group: str
    name: str
    posts: str
    passphrase: str


class ChoosePage(Page, scope="choose"):
    """The list of people to choose from, grouped by department; typing filters it."""

    TYPED = True
    TITLED = True
    CSS = """
    #find { height: 1; }
    #label { width: auto; }
    #filter { width: 1fr; }
    #expires { display: none; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *Screen.BINDINGS,
        *ORDERED,
        *bindings(actions.ALL, typed=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
    ]

    def __init__(self, *, named: bool = False) -> None:
        """`named`: it is said who comes, so nobody is asked for until they were not let in, or leave."""
        super().__init__()
        self._read: Roll | None = None
        self._expected = named

    async def offer_people(self) -> None:
        """Offer the list of people."""
        if self._expected and self.session.roll is not None:
            self._expected = False
            await self.relabel()

    def body(self) -> Iterable[Widget]:
        """Yield the list of people, or the words that the desk is being asked."""
        if self.session.roll is None or self._expected:
            yield Static(show(self.t("choose.wait")), id="about", markup=False)
            return
        yield Static(show(""), id="expires", markup=False)
        yield Horizontal(
            Static(show(self.t("choose.filter")), id="label", markup=False), LineInput(id="filter"), id="find"
        )
        columns = [
            Column(self.t("column.department"), 14, lambda s: s.group),
            Column(self.t("column.name"), 10, lambda s: s.name),
            Column(self.t("column.posts"), 0, lambda s: s.posts),
        ]
        if self.session.demo is not None:
            columns.append(Column(self.t("column.passphrase"), 18, lambda s: s.passphrase))
        records = RecordList(
            columns,
            self._seats,
            lambda s: s.id,
            empty=self.t("choose.nobody"),
            waiting=self.t("list.waiting"),
            id="records",
        )
        # Keys go to the filter; the list is still drawn as in use.
        records.can_focus = False
        records.in_use = True
        records.border_title = show(self.t("help.choose.title"))
        yield records

    def hint(self) -> str:
        """Which keys choose."""
        return "" if self.session.roll is None or self._expected else self.t("choose.solo")

    def begin(self) -> None:
        """Focus the filter, so that typing filters at once."""
        for field in self.query("#filter").results(LineInput):
            field.focus()

    def reload(self) -> None:
        """Reload the list of people."""
        self._read = None
        for records in self.query(RecordList):
            records.reload()
        self.begin()

    def on_screen_resume(self) -> None:
        """Reload when the page is shown, first or after a person's pages: the people may have changed."""
        # While the list takes the place of the words that somebody comes, there is nothing to draw on.
        if self._composing:
            return
        self.draw_frame()
        if self.session.core is None:
            self.do_back()
            self.reload()

    # ---- the list

    def _seats(self, text: str, after: str, limit: int) -> Rows:
        """Rows for a filter; runs in a thread. The desk is asked when the page is shown, not for every letter of a filter."""
        del after, limit
        ask = self.session.roll
        if self._read is None and ask is not None:
            self._read = ask()
            for department, name in self._read.departments.items():
                self.session.departments[department] = name
        rows = seats(self.session, self._read or Roll((), {}), text)
        return Rows(len(rows), "", rows)

    @on(RecordList.Moved)
    def _moved(self) -> None:
        """Say when the roster ends, if that is soon; called when the list was read."""
        expires = self._read.expires if self._read is not None else ""
        until = expiry_words(self.session, expires)
        for line in self.query("#expires").results(Static):
            line.display = bool(until)
            line.update(strong(until))

    @on(RecordList.Unread)
    def _unread(self, message: RecordList.Unread) -> None:
        message.stop()
        self.trouble(message.error)

    @on(Input.Changed, "#filter")
    def _filtered(self, message: Input.Changed) -> None:
        message.stop()
        for records in self.query(RecordList):
            if records.filter != message.value.strip():
                records.ask(message.value.strip())

    def action_move(self, step: int) -> None:
        """Go up or down in the list."""
        for records in self.query(RecordList):
            records.action_move(step)

    def action_page(self, step: int) -> None:
        """Go a screen up or down in the list."""
        for records in self.query(RecordList):
            records.action_page(step)

    def do_back(self) -> None:
        """Clear the filter."""
        for field in self.query("#filter").results(LineInput):
            field.value = ""

    @on(Input.Submitted, "#filter")
    def _sit(self, message: Input.Submitted) -> None:
        """Open the pages of the person under the cursor."""
        message.stop()
        for records in self.query(RecordList):
            row: Seat | None = records.row
            if row is not None and records.filter == message.value.strip():
                self.say(self.t("choose.connecting", name=row.name))
                self.console.sit_down(row.id)


def seats(session: Session, roll: Roll, text: str) -> list[Seat]:
    """The people who match a text, by department in roster order; people without a department come last."""
    typed, fitting = text.casefold(), list[Seat]()
    before = None
    for department, person in _grouped(roll):
        name = session.department(department) if department else session.t("choose.everywhere")
        posts = _posts(session, person, department)
        if typed and not any(typed in word.casefold() for word in (person.id, person.name, name, posts)):
            continue
        phrase = session.demo(person.id) if session.demo is not None else ""
        fitting.append(Seat(person.id, name if department != before else "", person.name, posts, phrase))
        before = department
    return fitting


def _grouped(roll: Roll) -> Iterator[tuple[str, PersonRow]]:
    """Each person once, under the department of their first post."""
    groups: dict[str, list[PersonRow]] = {one: [] for one in roll.departments}
    everywhere: list[PersonRow] = []
    for person in roll.people:
        own = next((department for _, department in person.posts if department in groups), "")
        groups.get(own, everywhere).append(person)
    for department, people in groups.items():
        yield from ((department, person) for person in people)
    yield from (("", person) for person in everywhere)


def _posts(session: Session, person: PersonRow, group: str) -> str:
    """The posts in words; a post in another department than the group's has the department's name before it."""
    parts: Sequence[str] = [
        session.label("post", post)
        if department in {"", group}
        else f"{session.department(department)} {session.label('post', post)}"
        for post, department in person.posts
    ]
    return ", ".join(dict.fromkeys(parts))


def expiry_words(session: Session, expires: str) -> str:
    """The words that the roster has ended or ends soon, and what to do; empty if the end is far off."""
    if not expires or parse(expires) - parse(session.now()) > _SOON:
        return ""
    key = "choose.expired" if expires <= session.now() else "choose.expires"
    return session.t(key, when=session.when(expires))
