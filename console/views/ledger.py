"""How ledger entries are shown."""

from console.views.view import View
from console.wire import ledger as wire

ENTRY = View(wire.EntryRow, "ledger_entry", short=lambda _viewer, row: row.hash[:16])

HEAD = View(
    wire.HeadRow,
    "ledger_head",
    verdict=lambda viewer, row: viewer.label("entry_verdict", row.verdict),
    hash=lambda _viewer, row: row.head.partition(":")[2],
)
