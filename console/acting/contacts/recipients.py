"""Reading recipients page by page: the asking program first records a reading that goes beyond a look in the ledger."""

from collections.abc import Callable
from typing import Any, Final

from console.errors import RefusedError
from console.wire.base import Call
from console.wire.sending.sends import ReadRecipients, RecipientPage, RecipientsPage

_READ_ON: Final = "recipients_read_on"


def page(call: Callable[[Call], Any], asked: RecipientsPage) -> RecipientPage:
    """Return a page of recipients, after making the day's ledger entry where one is needed. Raises what `call` raises."""
    try:
        answer: RecipientPage = call(asked)
    except RefusedError as refused:
        if refused.refusal.code != _READ_ON:
            raise
        call(ReadRecipients(asked.request, asked.slot))
        answer = call(asked)
    return answer
