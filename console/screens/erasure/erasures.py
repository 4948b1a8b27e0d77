"""Erasures carried out (R13): who, when, how much, with what result; and the printed certificate."""

from collections.abc import Callable

import msgspec

from console.screens import pages
from console.screens.labelled import rows
from console.screens.lists import ListPage, paged
from console.screens.printing import print_form
from console.screens.session import Session, number
from console.views.erasure import ERASED
from console.widgets.record_list import Rows
from console.widgets.room import ROOM
from console.wire import shown
from console.wire.duties import subjects
from console.wire.sending import erasure as wire


class ErasuresPage(ListPage[wire.ErasureRow], scope="erasures"):
    """Erasures, newest first."""

    ON_ROW = frozenset({"print"})
    VIEW = ERASED
    TOPICS = frozenset({"erasure"})

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        del text
        return paged(self, wire.Erasures(after=after, limit=limit))

    def sought(self, about: pages.About) -> Callable[[wire.ErasureRow], bool] | None:
        """Tell the erasure that a dispatcher must carry out again."""
        match about:
            case subjects.Due(erasure=digest):
                return lambda row: row.proposal == digest
        return None

    def narrowed(self) -> bool:
        """Return False: the list has no filter."""
        return False

    def do_open(self) -> None:
        """Show the whole certificate as it is printed."""
        row = self.here
        if row is None:
            return

        def answered(view: wire.ErasureView) -> None:
            self.read(
                lambda: self.t("erasure.nth", id=row.id),
                lambda: rows(self.session, whole_rows(self.session, view), ROOM),
            )

        self.ask(wire.ErasureDetail(row.id), answered)

    def do_print(self) -> None:
        """Write the certificate to a file in the person's own folder."""
        row = self.here
        if row is not None:
            print_form(self, "erasure", str(row.id))

    def do_filter(self) -> None:
        """Do nothing: the list has no filter."""


def whole_rows(session: Session, view: wire.ErasureView) -> list[tuple[str, str]]:
    """A certificate as pairs of label and value."""
    t = session.t
    items = "\n".join(
        f"{session.label('erasure.item', item.kind)}  {item.name}  {number(item.n)}" for item in view.items
    )
    reports = []
    for text in view.reports:
        report = msgspec.json.decode(text, type=wire.ErasureReport)
        reports.append(
            t(
                "erasure.told",
                by=report.by,
                sends=number(report.sends),
                recipients=number(report.recipients),
                rows=number(report.rows),
            )
        )
    removed = "  ".join(
        f"{session.label('erased_rows', name)} {number(n)}" for name, n in view.removed.items()
    )
    return [
        *ERASED.pairs(shown.PANE, session.viewer, view.row),
        (t("erasure.what"), items),
        (t("erasure.removed"), removed),
        (t("paper.erasure_reports"), "\n".join(reports)),
        (t("people.digest"), view.row.proposal),
    ]
