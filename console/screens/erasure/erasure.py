"""Records that contain numbers and are due for erasure (R13): since when, how many, what keeps them; two people erase them."""

from collections.abc import Callable, Hashable, Iterable

from textual import on

from console.domain.refusals import Refusal, refuse
from console.screens import pages
from console.screens.erasure import erasure_acts
from console.screens.lists import ListPage
from console.screens.session import number
from console.screens.two_person import confirmation
from console.screens.two_person.confirmation import ConfirmingPage
from console.views.erasure import DUE
from console.widgets.record_list import RecordList, Rows
from console.wire.duties import subjects
from console.wire.sending import erasure as wire

_ERASE = "erase"
_CAME_TO_NOTHING = frozenset({"overtaken", "expired", "refused"})
"""States of a proposal after which what it named has to be proposed again."""


class ErasurePage(ConfirmingPage, ListPage[wire.DueRow], scope="erasure"):
    """Records, longest due first; the same key shows also those that are kept for now."""

    ON_ROW = frozenset({"mark", "hold", "propose"})
    VIEW = DUE
    KEY = ("kind", "id")
    ENDED = True
    TOPICS = frozenset({"erasure", "requests", "lists", "sends", "freezes", "roster"})

    def __init__(self) -> None:
        super().__init__()
        self.every = False
        self.proposed = ""
        self._told, self._opened = 0, False
        self._seen: dict[Hashable, wire.DueRow] = {}

    def sought(self, about: pages.About) -> Callable[[wire.DueRow], bool] | None:
        """Tell the first that may be erased now."""
        return (lambda row: row.blocked is None) if isinstance(about, subjects.Due) else None

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        call = wire.ErasurePreview(every=self.every, text=text, after=after, limit=limit)
        page: wire.DuePage = self.session.desk().call(call)
        self.allowed = {
            "erasure.propose": page.refusal,
            "erasure.hold": page.hold_refusal,
        }
        self.proposed = page.proposed
        for row in page.rows:
            self._seen[self.key(row)] = row
        return Rows(page.page.total, page.page.after, page.rows)

    def hint(self) -> str:
        """That a proposal waits, or which records are shown."""
        if self.proposed:
            return self.t("erasure.waits")
        return super().hint() or self.t("erasure.everything" if self.every else "erasure.due_only")

    def narrowed(self) -> bool:
        """Whether a filter limits the rows."""
        return bool(self.records.filter)

    # ---- keys

    def do_open(self) -> None:
        """Show the row in full."""
        self.read_row(lambda row: row.name)

    def do_mark(self) -> None:
        """Mark the row under the cursor, or remove its mark."""
        self.records.action_mark()

    @on(RecordList.Moved)
    def _say_marks(self) -> None:
        marked = len(self.records.marked)
        if marked != self._told:
            chosen = self._chosen() if marked else []
            n = sum(row.rows for row in chosen)
            self.say(self.t("erasure.marked", n=len(chosen), rows=number(n)))
            self._told = marked
        elif not self._opened:
            self.say(self.hint())
        self._opened = True

    def do_every(self) -> None:
        """Show records that are kept for now too, or only those that are due."""
        self.every = not self.every
        self.records.ask(self.records.filter)
        self.say(self.t("erasure.everything" if self.every else "erasure.due_only"))

    def do_propose(self) -> None:
        """Propose to erase the marked rows, or the row under the cursor."""
        chosen = self._chosen()
        if not chosen:
            self.say(self.empty())
            return
        erasure_acts.propose(self, chosen, self._done)

    def do_confirm(self) -> None:
        """Read the open proposal, and sign as the second person."""
        confirmation.find(
            self,
            lambda one: one.kind == _ERASE and one.state == confirmation.OPEN,
            lambda row: erasure_acts.confirm(self, row, self._done),
            lambda: self.gone(self.bar_confirm),
        )

    def bar_confirm(self) -> Refusal | None:
        """That nothing waits, or not for the reader; and that the newest proposal came to nothing: a legal hold ends it unseen."""
        barred = self.unconfirmable(lambda one: one.kind == _ERASE)
        last = next((one for one in self.known or () if one.kind == _ERASE), None)
        waits = barred is None or barred.code != "nothing_waits"
        if waits or last is None or last.state not in _CAME_TO_NOTHING:
            return barred
        session = self.session
        return refuse("erasure_ended", "R13", by=session.name(last.by), at=session.when(last.at, year=False))

    def do_hold(self) -> None:
        """Put a legal hold on the request under the cursor, or on its whole department."""
        row = self.here
        if row is not None:
            erasure_acts.hold(self, row, self._done)

    def _chosen(self) -> list[wire.DueRow]:
        keys: Iterable[Hashable] = self.records.marked_or_current()
        return [self._seen[key] for key in keys if key in self._seen]

    def _done(self, done: str) -> None:
        self.records.marked.clear()
        self._told = 0
        self.say(done)
        self.reload()
