"""Paper that must not be destroyed yet (R3, R13): documents under a legal hold, and forms whose quarter was not received."""

from typing import Final

import msgspec
from sqlalchemy import select

from console.domain.archive.archive import PaperKind
from console.domain.filing.filed import Standing
from console.domain.filing.filing import FilingState
from console.domain.refusals import Refusal, refuse
from console.services.context import Context
from console.services.holds import legal_holds
from console.store.archive import PaperRecord
from console.store.filing import FilingRecord

_OF_A_QUARTER: Final = frozenset({PaperKind.REQUEST, PaperKind.RECEIPT, PaperKind.EMERGENCY})
"""Documents that a quarter's filing consists of: content and scope of what was sent."""


_ENDS: Final = frozenset({Standing.SENT, Standing.VOID})
"""With these standings a form's paper belongs to that quarter; an open form, or one sent in another quarter, is listed in both."""


class _Form(msgspec.Struct):
    id: int
    standing: str


class _Emergency(msgspec.Struct):
    number: str


class _Facts(msgspec.Struct):
    forms: list[_Form]
    emergencies: list[_Emergency] = []


def why_kept(ctx: Context, row: PaperRecord) -> Refusal | None:
    """Why a document of the archive book may not be destroyed now, or None."""
    what, _, of = row.about.partition(":")
    request_id = int(of) if what == "request" and of.isdecimal() else 0
    holds = legal_holds.on(legal_holds.in_force(ctx), row.department, request_id)
    if holds:
        return refuse("archive_held", "R13", hold=holds[0].id, reason=holds[0].reason)
    if row.kind in _OF_A_QUARTER and not _filed(ctx, row.department, request_id, of):
        return refuse("archive_unfiled", "R3", number=row.number)
    return None


def _filed(ctx: Context, department: str, request_id: int, emergency: str) -> bool:
    """Whether a received quarter contains the request, or the emergency send of that number."""
    facts = ctx.conn.execute(
        select(FilingRecord.facts).where(
            FilingRecord.department == department, FilingRecord.state == FilingState.RECEIVED
        )
    ).scalars()
    for text in facts:
        held = msgspec.json.decode(text, type=_Facts)
        if request_id and any(form.id == request_id and form.standing in _ENDS for form in held.forms):
            return True
        if not request_id and any(one.number == emergency for one in held.emergencies):
            return True
    return False
