"""The words of an import: the preview, the rows that a repair would accept, the progress, and the findings."""

import time
from functools import partial

from rich.text import Text

from console.contacts.importing import Imported
from console.contacts.messages import TOLD_NOTES, Preview
from console.contacts.reasons import Reason
from console.screens.contacts.contacts import finding_line
from console.screens.contacts.import_work import ImportWork
from console.screens.exporting import ask_name, new_file
from console.screens.page import Page
from console.screens.session import Session, number
from console.screens.statement import rows
from console.views.contacts import outcome_words
from console.widgets.modals import Item
from console.widgets.show import show
from console.widgets.spark import bar

_MOST = 1000
"""Findings that are shown or written at once."""
_HEAD = 8


def preview(session: Session, looked: Preview, *, whole: bool) -> Text:
    """The facts of a file and its first rows; row count and first rows are left out once the `whole` file was read."""
    source, t = looked.source, session.t
    sheets = "  ".join(f"{'>' if s.chosen else ''}{s.name} ({number(s.rows)})" for s in source.sheets)
    notes = "  ".join(session.label("note", note) for note in source.notes if note in TOLD_NOTES)
    head = "\n".join(f"{row:>7}  {text}" for row, text in looked.head[:_HEAD])
    pairs = [
        (t("import_view.file"), f"{source.name}  {number(source.size)} B  {source.kind}"),
        (t("import_view.encoding"), source.encoding or ""),
        (t("import_view.sheets"), sheets),
        (t("lists.rows"), "" if whole else number(looked.rows)),
        (t("import_view.notes"), notes),
        (t("import_view.head"), "" if whole else "\n" + head),
    ]
    return rows(session, pairs)


def repair(session: Session, reason: Reason, imported: Imported) -> str:
    """A repairable reason, the number of its rows, and how many of them were accepted."""
    kept = imported.repaired.get(reason, 0)
    note = f"  {session.t('import_view.kept', n=number(kept))}" if kept else ""
    n = session.t("import_view.rows", n=number(imported.counts.get(reason, 0)))
    return f"{session.label('reason', reason)}  {n}{note}"


def progress(session: Session, reading: ImportWork) -> Text:
    """A progress bar with rate and time left."""
    done, total = reading.progress
    seconds = max(0.001, time.monotonic() - reading.begun)
    rate = int(done / seconds)
    left = -(-(total - done) // rate) if total and rate else 0
    said = {"done": number(done), "total": number(total), "rate": number(rate), "left": left}
    return show(f" {bar(done, total, 24)} {session.t('import_view.progress', **said)}")


def pick_findings(page: Page, imported: Imported) -> None:
    """Let the person pick a reason, and show its rows, at most a thousand."""
    session = page.session

    def options() -> list[Item]:
        label = partial(session.label, "reason")
        return [Item(r, f"{label(r)}  {number(n)}") for r, n in imported.counts.items() if n]

    def picked(value: str) -> None:
        reason, n = Reason(value), imported.counts.get(Reason(value), 0)
        some = imported.findings.page(reason=reason, limit=_MOST)
        lines = [f"{f.row:>9}  {outcome_words(session.viewer, f)}  {f.raw}" for f in some]
        if n > _MOST:
            lines.append(session.t("import_view.more", shown=number(_MOST), n=number(n)))
        words = show("\n".join(lines))
        page.read(lambda: session.label("reason", value), words)

    page.pick(lambda: page.t("help.findings.title"), options, picked)


def export_findings(page: Page, imported: Imported) -> None:
    """Write every finding to a new file in the person's own folder."""
    session = page.session

    def write(name: str) -> int:
        with new_file(session.inbox, name) as file:
            for offset in range(0, len(imported.findings), _MOST):
                for one in imported.findings.page(offset=offset, limit=_MOST):
                    file.write(finding_line(session, one).encode())
        return len(imported.findings)

    ask_name(
        page,
        lambda: page.t("action.import.export"),
        write,
        lambda n: page.t("export.done", name="", n=n),
    )
