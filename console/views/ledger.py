"""How ledger entries are shown."""

from console.views.view import View
from console.wire import ledger as wire

ENTRY = View(
    wire.EntryRow,
    "ledger_entry",
    short=lambda _viewer, row: row.hash[:16],
    # The filter takes the code of a kind as well as its words.
    with_code=lambda viewer, row: f"{viewer.label('ledger', row.kind)}\n{row.kind}",
)

HEAD = View(
    wire.HeadRow,
    "ledger_head",
    verdict=lambda viewer, row: viewer.label("entry_verdict", row.verdict),
    hash=lambda _viewer, row: row.head.partition(":")[2],
)
