"""Reading recipients page by page: what goes beyond a look is written down first, by whoever's program asks."""

from collections.abc import Callable
from typing import Any, Final

from console.errors import RefusedError
from console.wire.base import Call
from console.wire.sends import ReadRecipients, RecipientPage, RecipientsPage

_READ_ON: Final = "recipients_read_on"


def page(call: Callable[[Call], Any], asked: RecipientsPage) -> RecipientPage:
    """Return a page of recipients, with the day's ledger entry made where it needs one. Raises what `call` raises."""
    try:
        answer: RecipientPage = call(asked)
    except RefusedError as refused:
        if refused.refusal.code != _READ_ON:
            raise
        call(ReadRecipients(asked.request, asked.slot))
        answer = call(asked)
    return answer
