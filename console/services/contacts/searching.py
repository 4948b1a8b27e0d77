"""The reason that stands in the ledger for looking up, unmasking or handing over numbers (R7)."""

from typing import Final

from console.domain.refusals import refuse
from console.domain.requests.text import mobile_in
from console.errors import RefusedError

LONGEST: Final = 200


def reason_of(text: str) -> str:
    """Return the reason without blanks around it; refused if it is missing, too long, or holds a number."""
    reason = text.strip()
    if not reason:
        raise RefusedError(refuse("search_reason_missing", "R7"))
    if len(reason) > LONGEST:
        raise RefusedError(refuse("search_reason_long", "R7", most=LONGEST))
    if mobile_in(reason):
        raise RefusedError(refuse("search_reason_number", "I6"))
    return reason
