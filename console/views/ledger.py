"""How ledger entries are shown."""

from collections.abc import Callable
from typing import Final

from console.locale import words
from console.views.view import View, Viewer, with_id
from console.wire.ledger import ledger as wire

_SIGNERS: Final = "roster-signers"
"""Who made the entry of a published roster, which two people signed."""


def subject(viewer: Viewer, row: wire.EntryRow) -> str:
    """What an entry is about, in words: its kind, and its printed number, name or id; what has no kind stands as it is stored."""
    kind, colon, which = row.subject.partition(":")
    if not words.has(f"ledger_subject.{kind}", viewer.lang):
        return row.subject
    if not colon:
        return words.named("ledger_subject", kind, viewer.lang)
    named = _NAMED[kind](viewer, which) if kind in _NAMED else which
    return f"{words.named('ledger_subject', kind, viewer.lang)} {row.number or named}"


def _of_quarter(viewer: Viewer, which: str) -> str:
    department, _, quarter = which.partition("/")
    return f"{viewer.department(department)} {quarter}".rstrip()


_NAMED: Final[dict[str, Callable[[Viewer, str], str]]] = {
    "person": lambda viewer, which: viewer.person(which),
    "department": lambda viewer, which: viewer.department(which),
    "category": lambda viewer, which: viewer.label("category", which),
    "filing": _of_quarter,
}
"""How an id is named, by the kind of what has it."""


def _by(viewer: Viewer, row: wire.EntryRow) -> str:
    """Who made an entry; of a published roster, that its signers did."""
    return viewer.t("ledger_entry.signers") if row.actor == _SIGNERS else viewer.person(row.actor)


def maker(viewer: Viewer, row: wire.EntryRow) -> str:
    """The same where there is room: a program is called one, and a person's id stands beside their name."""
    if row.actor == _SIGNERS:
        return _by(viewer, row)
    if row.program:
        return f"{words.named('ledger_subject', 'service', viewer.lang)} {row.actor}"
    return with_id(viewer.person(row.actor), row.actor)


ENTRY = View(
    wire.EntryRow,
    "ledger_entry",
    by=_by,
    who=maker,
    short=lambda _viewer, row: row.hash[:16],
    about=subject,
    # The column has room for a printed number alone; the kind of the entry says what it is of.
    about_short=lambda viewer, row: row.number or subject(viewer, row),
    # The filter takes the code of a kind as well as its words.
    with_code=lambda viewer, row: f"{viewer.label('ledger', row.kind)}\n{row.kind}",
)

HEAD = View(
    wire.HeadRow,
    "ledger_head",
    verdict=lambda viewer, row: viewer.label("entry_verdict", row.verdict),
    hash=lambda _viewer, row: row.head.partition(":")[2],
)
