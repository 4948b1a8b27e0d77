"""A new draft made from a request that the caller may read, whatever became of that request (以此新建)."""

from collections.abc import Sequence

import msgspec

from console.domain.refusals import refuse
from console.errors import RefusedError
from console.wire.requests.drafts import Draft, SlotDraft


def copied(draft: Draft, departments: Sequence[str], now: str) -> Draft:
    """Return the fields as a draft of the caller's own department (R9); `departments` are those in which the caller is a drafter.

    Windows that passed by `now` are left empty, and so are lists of another department; the new drafter makes the self-checks
    (R11). Number, versions, signatures and attachments are not copied. Raises RefusedError `not_drafter` for a person who drafts nowhere.
    """
    if not departments:
        raise RefusedError(refuse("not_drafter", "R9", department=draft.department))
    department = draft.department if draft.department in departments else departments[0]
    own = department == draft.department
    return msgspec.structs.replace(
        draft,
        department=department,
        harmless=False,
        unclassified=False,
        attachments=[],
        # A template of the other department may not be this one's.
        template=draft.template if own else 0,
        template_version=draft.template_version if own else 0,
        slots=[_slot(one, now, own=own) for one in draft.slots] or [SlotDraft()],
    )


def _slot(slot: SlotDraft, now: str, *, own: bool) -> SlotDraft:
    passed = bool(slot.closes) and slot.closes <= now
    return SlotDraft(slot.list_id if own else 0, "" if passed else slot.opens, "" if passed else slot.closes)
