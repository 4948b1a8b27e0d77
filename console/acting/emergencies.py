"""Acknowledging an emergency send (补录): what is signed is the entry that was read, with its number and count."""

from console.acting.steps import Core, expect
from console.wire import views
from console.wire.archive import EmergencyRow, PrepareAcknowledgement


def prepare(core: Core, row: EmergencyRow, count: int, opinion: str, *, by: str) -> views.Prepared:
    """Have the acknowledgement prepared and check it; raises ConsoleError("prepared_differs")."""
    prepared: views.Prepared = core.call(PrepareAcknowledgement(row.digest, count, opinion))
    expect(
        prepared,
        by=by,
        kind="emergency_acknowledgement",
        emergency=row.digest,
        number=row.number,
        count=count,
        opinion=opinion.strip(),
    )
    return prepared
