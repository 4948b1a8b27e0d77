"""The one call that has a signed act prepared from what its signer typed."""

from typing import Annotated, ClassVar

import msgspec

from console.wire import views
from console.wire.base import Ask
from console.wire.bounds import MANY, Whole

Given = str | bool | Whole | Annotated[list[str | Whole], MANY]


class Prepare(Ask, frozen=True):
    """The bytes of an act, to be read and signed. `act` is its tag with the version, `subject` what it is about.

    `head` is the digest of what it follows, as the caller has read it; `said` what they gave, by the names of the fields
    that the act asks for (`domain.asks`). What was left out is not given. `by` is who signs a step on a request elsewhere, empty
    for the caller: the step is judged as theirs, and counts with their signature alone.
    """

    act: str
    subject: str
    head: str
    said: Annotated[dict[str, Given], msgspec.Meta(max_length=100)]
    by: str = ""
    Answer: ClassVar[type] = views.Prepared


AnyCall = Prepare
