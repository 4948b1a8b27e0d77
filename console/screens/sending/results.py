"""What became of each recipient of a slot, as a workbook: masked, by state and reason, in the columns of the command's table."""

from collections.abc import Iterator

from console.acting.contacts import recipients
from console.domain.sending import counts
from console.screens.exporting import ask_name, book_columns, made_file
from console.screens.page import Page
from console.screens.session import Session
from console.views.sending import RECIPIENT
from console.wire import paging
from console.wire.ledger.outbox import OutKind
from console.wire.sending import sends

_STRIDE = 1000
"""Rows a call."""


def export(page: Page, row: sends.SendRow) -> None:
    """Ask for a file name and write the recipients; beyond a look the reading is an entry of the ledger (R7)."""
    session = page.session

    def write(name: str) -> tuple[str, int]:
        found = sorted(_every(session, row), key=_by_reason)
        head, cells = book_columns(RECIPIENT, session)
        with made_file(session, name, OutKind.TABLE) as file:
            return name, session.book(file, head, map(cells, found))

    ask_name(
        page,
        lambda: page.t("action.monitor.results"),
        write,
        lambda done: page.t("export.done", name=done[0], n=f"{done[1]:,}"),
        ".xlsx",
        f"{page.t('action.monitor.results')} {row.number}.{row.slot}",
        lambda: page.t("monitor.results_about", number=f"{row.number}.{row.slot}", folder=session.made_where),
    )


def _every(session: Session, row: sends.SendRow) -> Iterator[sends.RecipientRow]:
    call = session.desk().call

    def asked(key: str) -> sends.RecipientPage:
        return recipients.page(call, sends.RecipientsPage(row.request, row.slot, after=key, limit=_STRIDE))

    for page in paging.pages(asked, lambda one: one.page.after):
        yield from page.rows


def _by_reason(row: sends.RecipientRow) -> tuple[int, str, int]:
    """Those who were not reached first: they are why somebody asks for the file."""
    ends = (*counts.FAILED, "unknown", "no_receipt", *counts.STATES)
    return ends.index(row.state) if row.state in ends else len(ends), row.code, row.position
