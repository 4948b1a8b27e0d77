"""The signed manifests of contact lists: whoever signs what is sent to a list reads there what its importer vouched for (R10)."""

from typing import Annotated, ClassVar, Final

import msgspec

from console.wire.base import Ask
from console.wire.bounds import Whole

MOST: Final = 31
"""Lists of one answer: as many as a request has slots."""
AT_MOST: Final = msgspec.Meta(max_length=MOST)


class SignedList(msgspec.Struct, frozen=True):
    """A list's manifest as its importer signed it; `list_id` is the desk's number of the list."""

    list_id: Whole
    text: str
    signature: str


class SignedLists(Ask, frozen=True):
    """The manifests of finished lists, by the digests that a statement names or by the numbers that a draft does.

    Those that the caller may not read, and those that are not there, are missing from the answer.
    """

    digests: Annotated[list[str], AT_MOST] = []
    lists: Annotated[list[Whole], AT_MOST] = []
    Answer: ClassVar[type] = list[SignedList]


AnyCall = SignedLists
