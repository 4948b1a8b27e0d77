"""The chase board: who owes what, since when, until when (R3, R7)."""

from typing import ClassVar

import msgspec

from console.wire.base import Ask


class ChaseRow(msgspec.Struct, frozen=True):
    """One thing that somebody owes.

    `what` is `decide`, `accept`, `revise`, `extend`, `release`, `unknown` or `pledge`; `who` are the ids of those who could do
    it, `post` what they would do it as. `until` is empty where nothing ends it; `late` says that its last day has come or is
    over. `request` is 0 and `number` empty where no request is behind it.
    """

    what: str
    who: list[str]
    post: str
    department: str
    request: int
    slot: int
    number: str
    title: str
    since: str
    until: str
    late: bool


class Chase(Ask, frozen=True):
    """What everybody owes, the most urgent first; a department's manager is told of his department alone."""

    department: str = ""
    Answer: ClassVar[type] = list[ChaseRow]


AnyCall = Chase
