"""规则文件 Files in force: policy pack, screening list, gateway files; since when and by whom, their content, proposing another."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from console.acting.contacts.browsing import Shown, Wanted, placed
from console.acting.patience import octets
from console.acting.rosters import rule_files as acting
from console.acting.rosters.rule_files import FileChange
from console.domain.refusals import Refusal
from console.domain.rosters.rosters import Change, SetGateway
from console.domain.rosters.rule_files import LONGEST, Kind, Named, RuleFile
from console.errors import ConsoleError
from console.nouns.rosters import ToGatewayForm
from console.screens import pages
from console.screens.choosing.dialog import files
from console.screens.exporting import ask_name, made_file
from console.screens.lists import ListPage, portion
from console.screens.page import Page
from console.screens.rosters.words_added import add_words
from console.screens.session import Session
from console.screens.two_person.proposals import ProposalPage, RosterProposalsPage
from console.screens.versions.people_facts import in_force
from console.screens.versions.rule_file_words import called, change_words, file_words
from console.views.rosters import RULE_FILE
from console.widgets.modals import Form, Item, Line
from console.widgets.paint import strong
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire.duties import subjects
from console.wire.ledger.outbox import OutKind
from console.wire.rosters import rule_files as wire

_WORDS = "words"
"""In place of a kind of file: words for the screening list, from a table."""


class RuleFilesPage(ListPage[wire.RuleFileRow], scope="rule_files"):
    """Files in force, followed by earlier ones, newest first."""

    ON_ROW = frozenset({"compare"})
    VIEW = RULE_FILE
    KEY = ("kind", "digest", "roster")
    TOPICS = frozenset({"roster", "gateways"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[wire.RuleFileRow] = []

    def bar_propose(self) -> Refusal | None:
        """That the reader signs no roster."""
        return self.session.demand_signer()

    bar_drop = bar_gateway = bar_propose

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for all of them."""
        del text
        if not after:
            self.found = self.session.desk().call(wire.RuleFilesInForce())
        return portion(self.found, after, limit)

    def sought(self, about: pages.About) -> Callable[[wire.RuleFileRow], bool] | None:
        """Tell the file in force that an alert names, if it names one."""
        match about:
            case subjects.Lacking(alert=alert) if alert.startswith("file_not_at_sender "):
                digest = alert.split(" ")[1]
                return lambda row: row.digest.startswith(digest) and not row.until
            case subjects.Lacking(alert=alert) if alert.startswith("newer_shipped "):
                kind = "screening" if " screening " in alert else "policy"  # the pack names the pledge
                return lambda row: row.kind == kind and not row.until
        return None

    # ---- keys

    def do_open(self) -> None:
        """Read the file."""
        row = self.here
        if row is not None:
            self.app.push_screen(RuleFilePage(row, self._before(row)))

    def do_compare(self) -> None:
        """Show what the file changed compared with the one before it."""
        row = self.here
        if row is not None:
            self.app.push_screen(RuleFilePage(row, self._before(row), compare=True))

    def _before(self, row: wire.RuleFileRow) -> wire.RuleFileRow | None:
        place = named(row).place
        earlier = [one for one in self.found if named(one).place == place and one.roster < row.roster]
        return max(earlier, key=lambda one: one.roster, default=None)

    def do_filter(self) -> None:
        """Do nothing: the list is short and has no filter."""

    def do_propose(self) -> None:
        """Choose a file, read what it would change, sign as the first signer."""
        options = [Item(str(kind), self.session.label("rule_file", kind)) for kind in Kind]
        options.append(Item(_WORDS, self.t("screening_words.item")))

        def picked(kind: str) -> None:
            if kind == _WORDS:
                add_words(self, lambda change: draw_up(self, [change]))
            else:
                self._bring(Kind(kind))

        self.pick(lambda: self.t("rule_file.which"), options, picked)

    def _bring(self, kind: Kind) -> None:
        session = self.session
        wanted = Wanted(f"rule_{kind}", frozenset({".toml"}), LONGEST[kind], Shown.TEXT)
        self.act(
            lambda: self.t("rule_file.bring_title", rule_file=session.label("rule_file", kind)),
            lambda: show(self.t("rule_file.bring_told", folder=session.inbox)),
            lambda: Form(lines=(Line("path", self.t("rule_file.file"), files=files(self, wanted)),)),
            lambda filled: brought(session, kind, filled.lines["path"]),
            lambda change: draw_up(self, [change]),
        )

    def do_gateway(self) -> None:
        """Fill in a gateway file from a contract; that under the cursor gives the first answers."""
        row = self.here
        if row is not None and row.kind == Kind.GATEWAY:
            self.go(ToGatewayForm(row.name, row.digest))
        else:
            self.go(ToGatewayForm())

    def do_drop(self) -> None:
        """Propose to take a gateway out of use."""
        gateways = [row for row in self.found if row.kind == Kind.GATEWAY and not row.until]
        options = [Item(row.name, row.name) for row in gateways]
        self.pick(
            lambda: self.t("rule_file.pick_drop"),
            options,
            lambda gateway: draw_up(self, [SetGateway(gateway, "")]),
        )


class RuleFilePage(Page, scope="rule_file"):
    """One file, in full or compared with the one before it; it is read from bytes whose digest the roster names."""

    def __init__(
        self, row: wire.RuleFileRow, before: wire.RuleFileRow | None, *, compare: bool = False
    ) -> None:
        super().__init__()
        self.row, self.before, self.compare = row, before, compare
        self.both: Both | None = None

    def body(self) -> Iterable[Widget]:
        """Yield one text that scrolls."""
        yield self.scrolled(Static(show(self.t("list.waiting")), id="whole", markup=False))

    def begin(self) -> None:
        """Fetch the file and the one before it; a file that was in force never changes."""
        self.query_one(VerticalScroll).focus()
        if self.both is not None:
            self._draw()
            return
        session, row, before = self.session, self.row, self.before

        def job() -> Both:
            core = session.desk()
            file = acting.fetched(core, named(row))
            if file is None:
                raise ConsoleError("no_such_rule_file", digest=row.digest)
            return Both(file, acting.between(core, named(before), named(row)) if before else None)

        self.work(job, self._gathered, slot="read", otherwise=self.back_saying)

    def _gathered(self, both: "Both") -> None:
        self.both = both
        self._draw()

    def on_resize(self) -> None:
        """Fold long lines to the new width."""
        self._draw()

    def _draw(self) -> None:
        both = self.both
        if both is None:
            return
        width = max(40, self.size.width - 4)
        drawn: Text = self._words(both, width)
        self.query_one("#whole", Static).update(drawn)

    def _words(self, both: "Both", width: int) -> Text:
        session = self.session
        if not self.compare:
            title = f"{session.label('rule_file', both.file.named.kind)} {called(both.file.named)}"
            return Text("\n").join([strong(title), file_words(session, both.file, width)])
        if both.against is None:
            return show(self.t("rule_file.first"))
        return change_words(session, both.against, width)

    def do_compare(self) -> None:
        """Show the whole file, or its difference from the one before it."""
        self.compare = not self.compare
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self._draw()

    def do_save(self) -> None:
        """Write the file's bytes to a new file in the person's own folder."""
        session, both = self.session, self.both
        if both is None:
            return
        text = both.file.text

        def write(name: str) -> str:
            with made_file(session, name, OutKind.RULES) as file:
                file.write(text.encode())
            return name

        ask_name(
            self,
            lambda: self.t("rule_file.save_title"),
            write,
            lambda name: self.t("rule_file.saved", file=name),
            ".toml",
            f"{self.session.label('rule_file', both.file.named.kind)} {both.file.named.name}",
        )


class Both(NamedTuple):
    """A file, and its changes; none if it is the first of its kind."""

    file: RuleFile
    against: FileChange | None


def named(row: wire.RuleFileRow) -> Named:
    """The file of a row, as a roster names it."""
    return Named(Kind(row.kind), row.name, row.digest)


def draw_up(page: Page, changes: Sequence[Change]) -> None:
    """Open what the changes make of the roster, to be signed as the first; then all that waits for the second signature."""

    def proposed() -> None:
        page.app.push_screen(RosterProposalsPage())

    page.app.push_screen(ProposalPage("", changes, then=proposed))


def brought(session: Session, kind: Kind, path: str) -> Change:
    """Read a file on this machine, judge it here, and send it to the desk; runs in a thread."""
    # What was just written here may be proposed at once, before it was fetched.
    places = [placed(path, folder) for folder in (session.inbox, session.made_in)]
    place = next((one for one in places if one.exists()), places[0])
    try:
        data = octets(place, LONGEST[kind] + 1)
    except (OSError, ValueError) as error:
        raise ConsoleError(
            "file_unreadable", path=path, error=getattr(error, "strerror", "") or ""
        ) from error
    core = session.desk()
    return acting.bring(core, in_force(core), kind, data)[1]
