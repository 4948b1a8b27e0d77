"""Calls about subscribers' replies: reported by a dispatcher, read, and decided on by people (R11, R13)."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.asks import ask
from console.domain.contacts.optouts import CHOICES
from console.domain.reads import reads
from console.domain.refusals import Refusal
from console.domain.replies.replies import Decision, State
from console.wire.answers import Page
from console.wire.base import Ask, Do
from console.wire.bounds import MANY, After, Filter, Small, Whole, filter_by
from console.wire.shown import shown


class ReportedReply(msgspec.Struct, frozen=True):
    """A reply as a dispatcher keeps it under its own `id`; `at` and `last` are epoch milliseconds.

    `num` is 0 if `address` is no mobile number; `to` is our own. `text` may be cut: `chars` is its full length. `verdict`,
    `reason`, `scope` and `waits` say how it was judged (`domain.reply_judge`); `request` and `slot` what it answers, 0 for nothing.
    """

    id: Whole
    gateway: str
    num: Whole
    address: str
    to: str
    text: str
    chars: Small
    times: Small
    at: Whole
    last: Whole
    verdict: str
    reason: str
    scope: str
    waits: bool
    request: Whole
    slot: Small


class ReportReplies(Do, frozen=True):
    """Replies that came in, or came again; the dispatcher already enforces the refusals among them."""

    rows: Annotated[list[ReportedReply], MANY]


class ReplyRow(msgspec.Struct, frozen=True):
    """A reply in a list. `sender` is masked; mobile numbers in `text` are masked; both are empty once erased.

    `request` is 0 and `form` empty if it answers no known request. `due` is the deadline for deciding an open one.
    """

    id: Annotated[int, shown("plain", places="t")]
    state: Annotated[str, shown("state:reply", 9)]
    at: Annotated[str, shown("time", 15)]
    form: Annotated[str, shown(width=18, places="lt"), shown("answers", places="pw")]
    text: Annotated[str, shown("said")]
    verdict: str
    reason: Annotated[str, shown("reply_reason", places="ptw")]
    scope: Annotated[str, shown("optout", places="pw")]
    sender: Annotated[str, shown(places="ptw")]
    times: Annotated[int, shown("times", places="pw")]
    request: int
    slot: int
    purpose: str
    department: Annotated[str, shown("department", places="pw")]
    due: Annotated[str, shown("due", places="ptw")]
    late: bool


class ReplyView(msgspec.Struct, frozen=True):
    """A reply in full. `allowed` maps `refuses`, `complaint`, `nothing`, `unmask` to None or why not; `who` decides.

    `decision` is a person's last decision, empty before, and stays when the reply comes again; `complaint` is the number of the complaint that was opened from it.
    """

    row: ReplyRow
    who: Annotated[list[str], shown("person", places="w")]
    chars: Annotated[int, shown("chars", places="w")]
    last: Annotated[str, shown("last", places="w")]
    gateway: Annotated[str, shown(places="w")]
    to: Annotated[str, shown(places="w")]
    category: str
    decision: Annotated[str, shown("reply_decision", places="w", section=1)]
    decided_by: Annotated[str, shown("person", places="w", section=1, beside="decided")]
    decided: Annotated[str, shown("time", places="")]
    note: Annotated[str, shown(places="w", section=1)]
    complaint: Annotated[str, shown(places="w", section=1)]
    allowed: dict[str, Refusal | None]


class ReplyPage(msgspec.Struct, frozen=True):
    """Replies, newest first."""

    page: Page
    rows: list[ReplyRow]


class RepliesPage(Ask, frozen=True):
    """Replies, newest first, filtered by state, by why they were judged so, by what they answer, and by words of text, form or purpose.

    `reason` is one of `domain.replies.reply_words.Reason`.
    """

    state: Annotated[str, filter_by(State, "state.reply")] = ""
    reason: str = ""
    text: Filter = ""
    request: Whole = 0
    after: After = ""
    limit: Whole = 100
    Answer: ClassVar[type] = ReplyPage


class ReplyDetail(Ask, frozen=True):
    """One reply, by its id."""

    id: Whole
    Answer: ClassVar[type] = ReplyView


class DecideReply(Do, frozen=True):
    """Decide on a reply: `refuses` (with a scope), `complaint` (opens one, with a scope if it refuses too), `nothing`."""

    NOUN: ClassVar[str] = "reply"
    CLAUSE: ClassVar[str] = "R7"
    id: Whole
    decision: Annotated[str, reads("reply_decision"), ask(choices=Decision)]
    scope: Annotated[str, reads("optout"), ask(needed=False, choices=CHOICES)] = ""
    note: Annotated[str, ask(needed=False)] = ""
