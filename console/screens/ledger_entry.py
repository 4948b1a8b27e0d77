"""One entry of the ledger whole: what it says, who signed it, whether its bytes give its hash, what stands beside it."""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from console.domain.refusals import refuse
from console.screens.page import Page, bindings
from console.screens.session import Session, number
from console.screens.statement import rows
from console.widgets.columns import folded
from console.widgets.show import show
from console.wire import ledger as wire
from console.wire import views

_MARGIN = 4
_GROUP = 4


class EntryPage(Page):
    """One entry; `n` and `p` walk along the chain."""

    SCOPE = "entry"
    TAB = "ledger"
    BINDINGS: ClassVar[list[BindingType]] = bindings("entry")

    def __init__(self, seq: int) -> None:
        super().__init__()
        self.seq = seq
        self.view: wire.WholeEntry | None = None

    def body(self) -> Iterable[Widget]:
        """The entry as text."""
        waiting: Text = show(self.t("list.waiting"))
        yield VerticalScroll(Static(waiting, id="entry", markup=False), classes="scroll", id="scroll")

    def begin(self) -> None:
        """Read the entry."""
        self.query_one("#scroll").focus()
        self.ask(wire.EntryWhole(self.seq), self._read)

    def on_resize(self) -> None:
        """Fold to the new width."""
        super().on_resize()
        self._draw()

    def _read(self, view: wire.WholeEntry) -> None:
        self.view = view
        self.allowed["entry.earlier"] = None if view.before else refuse("entry_edge", "I6")
        self.allowed["entry.later"] = None if view.behind else refuse("entry_edge", "I6")
        self._draw()
        self.draw_frame()
        self.query_one("#scroll", VerticalScroll).scroll_home(animate=False)

    def _draw(self) -> None:
        if self.view is None:
            return
        drawn: Text = entry_words(self.session, self.view, max(40, self.size.width - _MARGIN))
        for label in self.query("#entry").results(Static):
            label.update(drawn)

    def do_later(self) -> None:
        """The next entry."""
        self._go(self.view.behind if self.view else None)

    def do_earlier(self) -> None:
        """The entry before."""
        self._go(self.view.before if self.view else None)

    def _go(self, row: views.EntryRow | None) -> None:
        if row is not None:
            self.seq = row.seq
            self.ask(wire.EntryWhole(self.seq), self._read)


def entry_words(session: Session, view: wire.WholeEntry, width: int) -> Text:
    """An entry in full, folded to the width."""
    t, row = session.t, view.row
    fits = t("entry.fits") if view.found == row.hash else t("entry.differs", found=grouped(view.found))
    signer = ", ".join(session.name(one) for one in view.signer.split(", ")) if view.signer else ""
    told = [
        (t("column.seq"), number(row.seq)),
        (t("column.kind"), f"{session.label('ledger', row.kind)} ({row.kind})"),
        (t("column.at"), session.when(row.time)),
        (t("column.actor"), f"{session.name(row.actor)} ({row.actor})"),
        (t("column.subject"), row.subject),
        (t("entry.signature"), f"{session.label('entry_verdict', view.verdict)}  {signer}".rstrip()),
        (t("entry.fingerprint"), view.fingerprint),
        (t("entry.namespace"), view.namespace),
        (t("entry.hash"), grouped(row.hash)),
        (t("entry.recomputed"), fits),
        (t("entry.prev"), grouped(view.prev)),
        (t("entry.before"), _beside(session, view.before)),
        (t("entry.behind"), _beside(session, view.behind)),
        (t("entry.head"), _head(session, view)),
    ]
    parts = [rows(session, told, width)]
    for name, text in (
        ("entry.envelope", view.envelope),
        ("entry.statement", view.statement),
        ("entry.armour", view.signature),
    ):
        if text:
            body = Text("\n").join(folded(show(text), width))
            parts.append(Text("\n").join([show(t(name), "bold"), body]))
    return Text("\n\n").join(parts)


def grouped(digits: str) -> str:
    """A hash in groups of four, as it is printed."""
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def _beside(session: Session, row: views.EntryRow | None) -> str:
    return (
        f"{number(row.seq)}  {session.label('ledger', row.kind)}  {row.hash[:16]}" if row is not None else "-"
    )


def _head(session: Session, view: wire.WholeEntry) -> str:
    head = view.head
    if head is None:
        return session.t("entry.no_head")
    verdict = session.label("entry_verdict", head.verdict)
    return f"{number(head.seq)}  {session.when(head.at)}  {head.service}  {verdict}"
