"""The call that prepares a signed act from what its signer typed."""

from typing import Annotated, ClassVar

import msgspec

from console.wire.answers import Prepared
from console.wire.base import Ask
from console.wire.bounds import MANY, Whole

Given = str | bool | Whole | Annotated[list[str | Whole], MANY]


class Prepare(Ask, frozen=True):
    """Ask for the bytes of an act, to be read and signed. `act` is its tag with the version, `subject` what it is about.

    `head` is the digest of the statement that it follows, as the caller has read it; `said` holds the values typed for the fields
    that the act asks for (`domain.asks`); a missing field counts as not given. `by` is the person who signs a step on a request
    elsewhere, empty for the caller: the step is judged as theirs, and counts only with their signature.
    """

    act: str
    subject: str
    head: str
    said: Annotated[dict[str, Given], msgspec.Meta(max_length=100)]
    by: str = ""
    Answer: ClassVar[type] = Prepared
