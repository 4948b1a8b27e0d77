"""How ledger entries are shown."""

from typing import Final

from console.locale import words
from console.views.view import View, Viewer
from console.wire.ledger import ledger as wire

_SIGNERS: Final = "roster-signers"
"""Who made the entry of a published roster, which two people signed."""


def _about(viewer: Viewer, row: wire.EntryRow) -> str:
    """What an entry is about, in words: its kind, and its printed number, name or id; what has no kind stands as it is stored."""
    kind, colon, which = row.subject.partition(":")
    if not colon or not words.has(f"ledger_subject.{kind}", viewer.lang):
        return row.subject
    named = {"person": viewer.person, "department": viewer.department}.get(kind, str)(which)
    return f"{words.named('ledger_subject', kind, viewer.lang)} {row.number or named}"


def _by(viewer: Viewer, row: wire.EntryRow) -> str:
    """Who made an entry; of a published roster, that its signers did."""
    return viewer.t("ledger_entry.signers") if row.actor == _SIGNERS else viewer.person(row.actor)


ENTRY = View(
    wire.EntryRow,
    "ledger_entry",
    by=_by,
    short=lambda _viewer, row: row.hash[:16],
    about=_about,
    # The column has room for a printed number alone; the kind of the entry says what it is of.
    about_short=lambda viewer, row: row.number or _about(viewer, row),
    # The filter takes the code of a kind as well as its words.
    with_code=lambda viewer, row: f"{viewer.label('ledger', row.kind)}\n{row.kind}",
)

HEAD = View(
    wire.HeadRow,
    "ledger_head",
    verdict=lambda viewer, row: viewer.label("entry_verdict", row.verdict),
    hash=lambda _viewer, row: row.head.partition(":")[2],
)
