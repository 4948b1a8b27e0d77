"""Roster versions (名册): each as it was signed, the difference between two, and those that wait for their second signature."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from rich.text import Text

from console.domain.people.people import Roster
from console.domain.refusals import Refusal
from console.domain.rosters.roster_differences import difference
from console.screens import pages
from console.screens.lists import ListPage, portion
from console.screens.versions.people_facts import as_roster
from console.screens.versions.roster_words import difference_words, version_words
from console.screens.whole import WholePage
from console.views.rosters import VERSION
from console.widgets.modals import Item
from console.widgets.paint import strong
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire.duties import subjects
from console.wire.rosters import rosters


class RostersPage(ListPage[rosters.RosterRow], scope="rosters"):
    """Every published version, newest first."""

    VIEW = VERSION
    KEY = ("version",)
    TOPICS = frozenset({"roster"})

    def bar_new(self) -> Refusal | None:
        """That the reader signs no roster."""
        return self.session.demand_signer()

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for all of them."""
        del text
        return portion(self.session.desk().call(rosters.RosterVersions()), after, limit)

    def sought(self, about: pages.About) -> Callable[[rosters.RosterRow], bool] | None:
        """Tell the version in force, which lacks something."""
        return self._in_force if isinstance(about, subjects.Lacking) else None

    def _in_force(self, row: rosters.RosterRow) -> bool:
        me = self.session.me
        return me is not None and row.version == me.roster

    # ---- keys

    def do_open(self) -> None:
        """Open the version."""
        self._open(compare=False)

    def do_compare(self) -> None:
        """Show what the version changed."""
        self._open(compare=True)

    def _open(self, *, compare: bool) -> None:
        row = self.here
        if row is not None:
            self.app.push_screen(RosterPage(row.version, compare=compare))

    def do_new(self) -> None:
        """Choose the changes of the next version."""
        self.open("roster_changes")

    def do_filter(self) -> None:
        """Do nothing: the list is short and has no filter."""


class Both(NamedTuple):
    """A version and the one it is compared with; the first version has none before it."""

    new: Roster
    old: Roster | None


class RosterPage(WholePage[Both], scope="roster"):
    """One version, in full or compared with another: the one before it, unless another was picked."""

    def __init__(self, version: int, *, compare: bool = False) -> None:
        super().__init__()
        self.version, self.compare = version, compare
        self.against = version - 1

    def read_it(self) -> None:
        """Read the version and the one before it; a published version never changes."""
        if self.view is not None:
            self.draw_whole()
            return
        session, version, against = self.session, self.version, self.against

        def job() -> Both:
            core = session.desk()
            new = as_roster(core.call(rosters.RosterDetail(version)).text)
            old = as_roster(core.call(rosters.RosterDetail(against)).text) if against else None
            return Both(new, old)

        self.work(job, self.took, slot="read")

    def words(self, view: Both, width: int) -> Text:
        """The version, or the difference."""
        session = self.session
        if not self.compare:
            return version_words(session, view.new, width)
        if view.old is None:
            return show(self.t("people.first_version"))
        line = self.t("people.compared", new=view.new.version, old=view.old.version)
        differences = difference(view.old, view.new)
        words = difference_words(session, differences, view.new, view.old, width)
        return Text("\n").join([strong(line), words])

    def do_compare(self) -> None:
        """Show the whole version, or its difference from the one before it."""
        self.compare = not self.compare
        self.query_one("#scroll").scroll_home(animate=False)
        self.draw_whole()

    def do_versions(self) -> None:
        """Compare with a version other than the one before it."""
        self.ask(rosters.RosterVersions(), self._pick_version)

    def _pick_version(self, rows: list[rosters.RosterRow]) -> None:
        others = [row for row in rows if row.version != self.version]
        if not others:
            self.say(self.t("people.first_version"))
            return

        def options() -> list[Item]:
            version, when = partial(self.t, "people.version"), self.session.when
            return [Item(str(row.version), f"{version(n=row.version)}  {when(row.at)}") for row in others]

        def picked(version: str) -> None:
            self.against, self.compare, self.view = int(version), True, None
            self.reload()

        self.pick(lambda: self.t("people.compare_with"), options, picked, at=str(self.against))
