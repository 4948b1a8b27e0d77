"""台账 Ledger: entries, newest first; filters; signed heads; a printed head; export; verifying the chain from its beginning."""

from console.acting.ledger import ledger as acting
from console.domain.ledger import ledger_filter
from console.domain.refusals import refuse
from console.errors import RefusedError
from console.nouns.ledger import ToEntry
from console.screens.exporting import ask_name, dated, made_file
from console.screens.lists import ListPage, paged
from console.screens.page import Page
from console.screens.session import number
from console.views.ledger import ENTRY
from console.widgets.modals import Filled, Form, Item, Line
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire.ledger import ledger as wire
from console.wire.ledger.outbox import OutKind


class LedgerPage(ListPage[wire.EntryRow], scope="ledger"):
    """Entries; the filter takes kinds, @people, subjects, printed numbers and days."""

    VIEW = ENTRY
    KEY = ("seq",)

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[wire.KindCount] = []

    def begin(self) -> None:
        """Load the list, and ask for the kinds of entries."""
        super().begin()
        self.ask(wire.LedgerKinds(), self._know)

    def _know(self, kinds: list[wire.KindCount]) -> None:
        self.kinds = kinds

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for the entries that the words of the filter describe."""
        session = self.session
        if text and not self.kinds:
            self.kinds = session.desk().call(wire.LedgerKinds())
        named = {one.kind: session.label("ledger", one.kind) for one in self.kinds}
        try:
            narrowed = ledger_filter.read(text, session.names, named, session.zone())
        except ledger_filter.UnknownWordError as error:
            raise RefusedError(refuse("ledger_filter", "I6", word=error)) from error
        call = wire.EntriesPage(
            narrowed.kind,
            narrowed.actor,
            narrowed.subject,
            after,
            limit,
            narrowed.number,
            narrowed.since,
            narrowed.until,
        )
        return paged(self, call)

    # ---- the keys

    def do_open(self) -> None:
        """Show the entry as it is stored."""
        row: wire.EntryRow | None = self.records.row
        if row is not None:
            self.go(ToEntry(row.seq))

    def do_check(self) -> None:
        """Type a head from paper, and learn whether it is in the chain."""
        check_head(self)

    def do_kind(self) -> None:
        """Show only one of the kinds that occur."""

        def options() -> list[Item]:
            return [
                Item("*", self.t("filter.every")),
                *(
                    Item(one.kind, f"{self.session.label('ledger', one.kind)}  {number(one.n)}")
                    for one in self.kinds
                ),
            ]

        self.pick(
            lambda: self.t("ledger_view.pick_kind"),
            options,
            lambda kind: self._filter("" if kind == "*" else kind),
            at=self.records.filter,
        )

    def do_export(self) -> None:
        """Write every entry to a new file, one line of JSON per entry."""
        session = self.session

        def write(name: str) -> tuple[str, int]:
            n, core = 0, session.desk()
            newest = acting.newest_to_export(core)
            with made_file(session, name, OutKind.LEDGER) as file:
                for _, line in acting.lines(core, 0, newest):
                    file.write(line)
                    n += 1
            return name, n

        ask_name(
            self,
            lambda: self.t("ledger_view.export_title"),
            write,
            lambda done: self.t("ledger_view.exported", file=done[0], n=number(done[1])),
            ".jsonl",
            dated(session, self.t("help.ledger.title")),
        )


def check_head(page: Page) -> None:
    """Ask for a head as printed on paper, and say whether it belongs to this ledger."""
    session = page.session

    def job(filled: Filled) -> wire.HeadStanding:
        standing: wire.HeadStanding = session.desk().call(wire.HeadStands(filled.lines["head"]))
        return standing

    def words(standing: wire.HeadStanding) -> str:
        key = "head.stands" if standing.stands else f"head.{standing.why}"
        return page.t(
            key, seq=number(standing.seq), at=session.when(standing.at), newest=number(standing.newest)
        )

    page.act(
        lambda: page.t("head.title"),
        lambda: show(page.t("head.about")),
        lambda: Form(lines=(Line("head", page.t("head.field")),)),
        job,
        lambda standing: page.read(
            lambda: page.t("head.title"), lambda: show(words(standing), "" if standing.stands else "bold")
        ),
    )
