"""What has numbers in it and is due to go (R13): since when, how much, what keeps it; from here two people erase it."""

from collections.abc import Hashable, Iterable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.binding import BindingType

from console.screens import erasure_acts
from console.screens.failures import one_line
from console.screens.lists import ListPage
from console.screens.page import bindings
from console.screens.session import Session, number
from console.screens.statement import rows
from console.widgets.modals import ROOM
from console.widgets.record_list import Column, RecordList, Rows
from console.wire import erasure as wire
from console.wire import pairs

_PANE = 42
_ERASE = "erase"


class ErasurePage(ListPage[wire.DueRow]):
    """Longest due first; with the same key also what is kept for now."""

    SCOPE = "erasure"
    TAB = "filing"
    BINDINGS: ClassVar[list[BindingType]] = bindings("erasure")

    def __init__(self) -> None:
        super().__init__()
        self.every = False
        self.proposed = ""
        self._told, self._opened = 0, False
        self._seen: dict[Hashable, wire.DueRow] = {}

    def columns(self) -> Sequence[Column]:
        """Since when, what, numbers, whether it may go, its name."""
        session = self.session
        wide = session.lang == "en"
        return (
            Column(self.t("erasure.due"), 10, lambda r: session.when(r.due)[:10]),
            Column(
                self.t("erasure.what"), 11 if wide else 12, lambda r: session.label("erasure.kind", r.kind)
            ),
            Column(self.t("erasure.rows"), 9, lambda r: number(r.rows), right=True),
            Column(self.t("erasure.state"), 10 if wide else 8, lambda r: state_word(session, r)),
            Column(self.t("erasure.name"), 18, lambda r: r.name),
            Column(self.t("field.purpose"), 0, lambda r: r.title),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        call = wire.ErasurePreview(every=self.every, text=text, after=after, limit=limit)
        found: wire.DuePage = self.session.desk().call(call)
        self.allowed = {
            "erasure.propose": found.refusal,
            "erasure.hold": found.hold_refusal,
        }
        self.proposed = found.proposed
        for row in found.rows:
            self._seen[self.key(row)] = row
        return Rows(found.page.total, found.page.after, found.rows)

    def key(self, row: wire.DueRow) -> Hashable:
        """What, and which."""
        return row.kind, row.id

    def hint(self) -> str:
        """That a proposal waits, or what is shown."""
        if self.proposed:
            return self.t("erasure.waits")
        return super().hint() or self.t("erasure.everything" if self.every else "erasure.due_only")

    def narrowed(self) -> bool:
        """Whether only some rows are asked for."""
        return bool(self.records.filter)

    def changed(self, topics: frozenset[str]) -> None:
        """Something was held, erased, proposed, or came to its end."""
        if topics & {"erasure", "requests", "lists", "sends", "freezes", "roster"}:
            self.reload()

    def detail(self, row: wire.DueRow) -> Text:
        """The row in full."""
        self.draw_frame()
        return rows(self.session, due_rows(self.session, row), _PANE)

    # ---- keys

    def do_open(self) -> None:
        """The row in full: on a narrow terminal there is no pane."""
        row: wire.DueRow | None = self.records.row
        if row is not None:
            self.read(lambda: row.name, lambda: rows(self.session, due_rows(self.session, row), ROOM))

    def do_mark(self) -> None:
        """Choose the row under the cursor, or leave it out again."""
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
        """Also what is kept for now, or only what is due."""
        self.every = not self.every
        self.records.ask(self.records.filter)
        self.say(self.t("erasure.everything" if self.every else "erasure.due_only"))

    def do_propose(self) -> None:
        """Propose to erase what is marked, or the row under the cursor."""
        chosen = self._chosen()
        if not chosen:
            self.say(self.empty())
            return
        session = self.session
        self.work(
            lambda: erasure_acts.count(session, chosen),
            lambda n: erasure_acts.propose(self, chosen, n, self._done),
            slot="count",
        )

    def do_confirm(self) -> None:
        """Read the proposal that waits, and sign as the second."""

        def told(found: list[pairs.ProposalRow]) -> None:
            waiting = next((one for one in found if one.kind == _ERASE and one.state == "open"), None)
            if waiting is None:
                self.say(self.t("erasure.nothing_waits"))
            else:
                erasure_acts.confirm(self, waiting, self._done)

        self.ask(pairs.ProposalsPage(), told)

    def do_hold(self) -> None:
        """Keep the request under the cursor, or all of its department."""
        row: wire.DueRow | None = self.records.row
        if row is not None:
            erasure_acts.hold(self, row, self._done)

    def do_holds(self) -> None:
        """Legal holds."""
        self.open("legal_holds")

    def do_certificates(self) -> None:
        """What was erased."""
        self.open("erasures")

    def _chosen(self) -> list[wire.DueRow]:
        keys: Iterable[Hashable] = self.records.marked_or_current()
        return [self._seen[key] for key in keys if key in self._seen]

    def _done(self, told: str) -> None:
        self.records.marked.clear()
        self._told = 0
        self.say(told)
        self.reload()


def state_word(session: Session, row: wire.DueRow) -> str:
    """Whether it may go, in a word."""
    if row.blocked is None:
        return session.t("erasure.free")
    return session.t("erasure.held" if row.blocked.code == "erase_held" else "erasure.kept")


def due_rows(session: Session, row: wire.DueRow) -> list[tuple[str, str]]:
    """A row as label and value."""
    t = session.t
    found = [
        (t("erasure.what"), session.label("erasure.kind", row.kind)),
        (t("erasure.name"), row.name),
        (t("field.purpose"), row.title),
        (t("field.department"), session.department(row.department)),
        (t("field.category"), session.label("category", row.category) if row.category else ""),
        (t("erasure.numbers"), number(row.n)),
        (t("erasure.findings"), number(row.findings)),
        (t("erasure.rows"), number(row.rows)),
        (t("erasure.due"), session.when(row.due)),
    ]
    if row.kind == "request":
        found.append((t("erasure.lists"), "\n".join(row.lists) or t("erasure.no_lists")))
    found.append((t("erasure.holds"), "\n".join(row.holds)))
    blocked = one_line(row.blocked, session) if row.blocked is not None else t("erasure.free")
    found.append((t("erasure.state"), blocked))
    return found
