"""Acknowledging an emergency send (补录): the signature covers the entry that was read, with its number and count."""

from collections.abc import Mapping

import msgspec

from console.acting import declared
from console.acting.steps import Core, read
from console.domain.archive.emergencies import Approver, Emergency, EmergencyAcknowledgement
from console.domain.people.people import Post
from console.errors import ConsoleError
from console.signing.canonical import dumps
from console.signing.statements import digest
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.archive.archive import EmergencyRow


def prepare(core: Core, row: EmergencyRow, said: Mapping[str, Given], *, by: str) -> Prepared:
    """Have the acknowledgement prepared and check it: its digest must be that of the entry that was read.

    Raises ConsoleError("prepared_differs").
    """
    shown = {"emergency": row.digest, "number": row.number}
    prepared = declared.prepare(core, EmergencyAcknowledgement, row.digest, said, shown, by=by)
    if digest(_entry(row, read(prepared).org)) != row.digest:
        raise ConsoleError("prepared_differs", fields="emergency")
    return prepared


def _entry(row: EmergencyRow, org: str) -> bytes:
    """The entry as the desk keeps it, rebuilt from what was shown."""
    values = Emergency(
        org=org,
        number=row.number,
        department=row.department,
        category=row.category,
        sent_at=row.sent_at,
        text=row.text,
        recipients=row.recipients,
        approvers=[Approver(Post(one.post), one.name) for one in row.approvers],
        channel=row.channel,
        reason=row.reason,
        late=row.late,
        paper=row.paper,
        by=row.by,
        at=row.at,
    )
    return dumps(msgspec.to_builtins(values))
