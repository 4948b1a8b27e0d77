"""The findings of an import that is not done yet, of one reason, to the last; and their workbook, which a clerk mends."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from console.contacts.importing import Imported
from console.contacts.messages import Finding
from console.contacts.reasons import Reason
from console.domain.contacts.mended import mark
from console.domain.digit_masking import digits_masked
from console.screens.exporting import ask_name, book_columns, made_file
from console.screens.lists import ListPage
from console.screens.page import Page
from console.screens.session import number
from console.views.contacts import FINDING
from console.widgets.record_list import Rows
from console.wire import shown
from console.wire.contacts import lists
from console.wire.ledger.outbox import OutKind

_STRIDE: Final = 1000


class ImportFindingsPage(ListPage[lists.FindingRow], scope="import_findings"):
    """The rows of one reason, their numbers masked."""

    VIEW = FINDING
    KEY = ("row", "reason")

    def __init__(self, result: Imported, reason: Reason) -> None:
        super().__init__()
        self.result, self.reason = result, reason

    def hint(self) -> str:
        """The reason, and how many rows have it."""
        n = number(self.result.findings.count(self.reason))
        return self.t("import_view.of_reason", reason=self.session.label("reason", self.reason), n=n)

    def begin(self) -> None:
        """Load the rows, and say of which reason they are."""
        super().begin()
        self.say(self.hint())

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Rows of the reason whose row number or text holds the filter; the key of the next page is where it begins."""
        findings, at = self.result.findings, int(after or 0)
        if not text:
            page = findings.page(reason=self.reason, offset=at, limit=limit)
            total, end = findings.count(self.reason), at + limit
            return Rows(total, str(end) if end < total else "", [row_of(one, masked=True) for one in page])
        fit = [one for one in _every(self.result, self.reason) if text in one.raw or text == str(one.row)]
        end = at + limit
        shown_ = [row_of(one, masked=True) for one in fit[at:end]]
        return Rows(len(fit), str(end) if end < len(fit) else "", shown_)


def row_of(one: Finding, *, masked: bool = False) -> lists.FindingRow:
    """A finding of the reading process as a row of the desk's."""
    return lists.FindingRow(
        one.row, one.reason, digits_masked(one.raw) if masked else one.raw, one.kept, one.first
    )


def _every(result: Imported, reason: Reason | None = None) -> Iterator[Finding]:
    for offset in range(0, result.findings.count(reason), _STRIDE):
        yield from result.findings.page(reason=reason, offset=offset, limit=_STRIDE)


def export_read(page: Page, result: Imported) -> None:
    """Write every finding of an import into a workbook in the person's own folder."""
    name, digest = Path(result.source.name).stem, result.source.sha256
    export(page, "import_check.export", name, digest, map(row_of, _every(result)))


def export(page: Page, action: str, name: str, digest: str, rows: Iterable[lists.FindingRow]) -> None:
    """Ask for a file name, and write findings as a workbook with a column for the mended number; no text in it can be a formula.

    The importer reads that column of the workbook when it comes back; the sheet's name says of what file or list they are.
    """
    session = page.session
    head, cells = book_columns(FINDING, session, shown.BOOK)

    def write(file_name: str) -> tuple[str, int]:
        with made_file(session, file_name, OutKind.TABLE) as file:
            sheet = f"{page.t('list_assets.mend_sheet')} {mark(digest)}"
            return file_name, session.book(file, head, map(cells, rows), sheet)

    ask_name(
        page,
        lambda: page.t(f"action.{action}"),
        write,
        lambda done: page.t("export.done", name=done[0], n=number(done[1])),
        ".xlsx",
        f"{page.t('help.findings.title')} {name}",
        lambda: page.t("import_view.export_about", folder=session.made_where),
    )
