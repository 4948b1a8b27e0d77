"""One entry of the ledger in full: its content, its signer, whether its bytes give its hash, and its neighbours."""

from rich.text import Text

from console.domain.refusals import Refusal, refuse
from console.screens.labelled import rows
from console.screens.session import Session, number
from console.screens.whole import WholePage
from console.views.ledger import maker, subject
from console.widgets.columns import folded
from console.widgets.paint import strong
from console.widgets.show import show
from console.wire.ledger import ledger as wire

_GROUP = 4


class EntryPage(WholePage[wire.WholeEntry], scope="entry"):
    """One entry; `n` and `p` walk along the chain."""

    def __init__(self, seq: int) -> None:
        super().__init__()
        self.seq = seq

    def call(self) -> wire.EntryWhole:
        """The call that reads the entry."""
        return wire.EntryWhole(self.seq)

    def words(self, view: wire.WholeEntry, width: int) -> Text:
        """The entry as text."""
        return entry_words(self.session, view, width)

    def may(self, view: wire.WholeEntry) -> dict[str, Refusal | None]:
        """Whether there is an entry before it and one after it."""
        edge = refuse("entry_edge", "I6")
        return {"earlier": None if view.before else edge, "later": None if view.behind else edge}

    def took(self, view: wire.WholeEntry) -> None:
        """Show the entry from its top."""
        super().took(view)
        self.query_one("#scroll").scroll_home(animate=False)

    def do_later(self) -> None:
        """Go to the next entry."""
        self._go(self.view.behind if self.view else None)

    def do_earlier(self) -> None:
        """Go to the previous entry."""
        self._go(self.view.before if self.view else None)

    def _go(self, row: wire.EntryRow | None) -> None:
        if row is not None:
            self.seq = row.seq
            self.read_it()


def entry_words(session: Session, view: wire.WholeEntry, width: int) -> Text:
    """An entry in full, folded to the width."""
    t, row = session.t, view.row
    fits = t("entry.fits") if view.found == row.hash else t("entry.differs", found=grouped(view.found))
    signer = ", ".join(session.name(one) for one in view.signer.split(", ")) if view.signer else ""
    pairs = [
        (t("column.seq"), number(row.seq)),
        (t("column.kind"), f"{session.label('ledger', row.kind)} ({row.kind})"),
        (t("column.at"), session.when(row.time)),
        (t("column.actor"), maker(session.viewer, row)),
        (t("column.subject"), subject(session.viewer, row)),
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
    parts = [rows(session, pairs, width)]
    for name, text in (
        ("entry.envelope", view.envelope),
        ("entry.statement", view.statement),
        ("entry.armour", view.signature),
    ):
        if text:
            body = Text("\n").join(folded(show(text), width))
            parts.append(Text("\n").join([strong(t(name)), body]))
    return Text("\n\n").join(parts)


def grouped(digits: str) -> str:
    """A hash in groups of four, as it is printed."""
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def _beside(session: Session, row: wire.EntryRow | None) -> str:
    return (
        f"{number(row.seq)}  {session.label('ledger', row.kind)}  {row.hash[:16]}" if row is not None else "-"
    )


def _head(session: Session, view: wire.WholeEntry) -> str:
    head = view.head
    if head is None:
        return session.t("entry.no_head")
    verdict = session.label("entry_verdict", head.verdict)
    return f"{number(head.seq)}  {session.when(head.at)}  {head.service}  {verdict}"
