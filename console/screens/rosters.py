"""Roster versions (名册): each as it was signed, what differs between two, those that wait for their second signature."""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from console.domain.people import Post, Roster
from console.domain.refusals import refuse
from console.domain.roster_differences import difference
from console.screens.lists import ListPage, portion
from console.screens.page import Page, bindings
from console.screens.people_facts import as_roster
from console.screens.roster_words import difference_words, version_words
from console.views.rosters import VERSION
from console.widgets.modals import Item
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire import rosters


class RostersPage(ListPage[rosters.RosterRow]):
    """Every published version, newest first."""

    SCOPE = "rosters"
    TAB = "people"
    VIEW = VERSION
    KEY = ("version",)
    TOPICS = frozenset({"roster"})
    BINDINGS: ClassVar[list[BindingType]] = bindings("rosters")

    def begin(self) -> None:
        """Only roster signers make the next version; the desk judges again."""
        me = self.session.me
        signs = me is not None and any(post == Post.ROSTER_SIGNER for post, _ in me.posts)
        refusal = None if signs else refuse("not_a_roster_signer", "R2", person=self.session.person)
        self.allowed = {"rosters.new": refusal}
        super().begin()

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """The desk gives all of them."""
        del text
        return portion(self.session.desk().call(rosters.RosterVersions()), after, limit)

    # ---- keys

    def do_open(self) -> None:
        """Open the version."""
        self._open(compare=False)

    def do_compare(self) -> None:
        """What the version changed."""
        self._open(compare=True)

    def _open(self, *, compare: bool) -> None:
        row = self.here
        if row is not None:
            self.app.push_screen(RosterPage(row.version, compare=compare))

    def do_proposals(self) -> None:
        """Versions that wait for their second signature."""
        self.open("proposals")

    def do_new(self) -> None:
        """Choose what the next version changes."""
        self.open("roster_changes")

    def do_filter(self) -> None:
        """The list is short; it has no filter."""


class Both(NamedTuple):
    """A version and the one that it is compared with; the first version has none before it."""

    new: Roster
    old: Roster | None


class RosterPage(Page):
    """One version, whole or against another: the one before it, if none was picked."""

    SCOPE = "roster"
    TAB = "people"
    BINDINGS: ClassVar[list[BindingType]] = bindings("roster")

    def __init__(self, version: int, *, compare: bool = False) -> None:
        super().__init__()
        self.version, self.compare = version, compare
        self.against = version - 1
        self.both: Both | None = None

    def body(self) -> Iterable[Widget]:
        """One text that scrolls."""
        yield VerticalScroll(Static(show(self.t("list.waiting")), id="whole", markup=False), classes="scroll")

    def begin(self) -> None:
        """Read the version and the one before it; what was published never changes."""
        self.query_one(VerticalScroll).focus()
        if self.both is not None:
            self._draw()
            return
        session, version, against = self.session, self.version, self.against

        def job() -> Both:
            core = session.desk()
            new = as_roster(core.call(rosters.RosterDetail(version)).text)
            old = as_roster(core.call(rosters.RosterDetail(against)).text) if against else None
            return Both(new, old)

        self.work(job, self._gathered, slot="read")

    def _gathered(self, both: Both) -> None:
        self.both = both
        self._draw()

    def on_resize(self) -> None:
        """Fold long values to the new width."""
        self._draw()

    def _draw(self) -> None:
        both = self.both
        if both is None:
            return
        drawn: Text = self._words(both, max(40, self.size.width - 4))
        self.query_one("#whole", Static).update(drawn)

    def _words(self, both: Both, width: int) -> Text:
        session = self.session
        if not self.compare:
            return version_words(session, both.new, width)
        if both.old is None:
            return show(self.t("people.first_version"))
        told = self.t("people.compared", new=both.new.version, old=both.old.version)
        found = difference(both.old, both.new)
        words = difference_words(session, found, both.new, both.old, width)
        return Text("\n").join([show(told, "bold"), words])

    def do_compare(self) -> None:
        """Whole, or against the version before it."""
        self.compare = not self.compare
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self._draw()

    def do_versions(self) -> None:
        """Against another version than the one before it."""
        self.ask(rosters.RosterVersions(), self._pick_version)

    def _pick_version(self, found: list[rosters.RosterRow]) -> None:
        others = [row for row in found if row.version != self.version]
        if not others:
            self.say(self.t("people.first_version"))
            return

        def options() -> list[Item]:
            version, when = partial(self.t, "people.version"), self.session.when
            return [Item(str(row.version), f"{version(n=row.version)}  {when(row.at)}") for row in others]

        def picked(version: str) -> None:
            self.against, self.compare, self.both = int(version), True, None
            self.reload()

        self.pick(lambda: self.t("people.compare_with"), options, picked, at=str(self.against))
