"""What people are told outside the console: kinds, counts and moments of what is theirs; never a number, a text, a title or a name.

The program that tells (`console.notices`) asks the desk what is open, decides what is said to whom and when, and reports what came of it.
"""

from typing import Annotated, ClassVar, Final

import msgspec

from console.wire.answers import Done, Page
from console.wire.base import Ask, Do
from console.wire.bounds import After, Filter, Whole, filter_by
from console.wire.duties.deadlines import KINDS
from console.wire.shown import shown

DESK_GONE: Final = "desk_gone"
TEST: Final = "test"
TROUBLES: Final = (
    "gateway_down",
    "gateway_closed",
    "vault_shut",
    "dispatcher_gone",
    "chain_broken",
    "disk_full",
    "backup_old",
    "notices_failing",
    "notices_gone",
    "collector_failing",
)
"""Steps of the kind `trouble`, each told by its own name."""
KINDS_TOLD: Final = (*(kind for kind in KINDS if kind != "trouble"), *TROUBLES, DESK_GONE, TEST)
"""What a notice may be about."""

WAITING, SENT, FAILED, NO_WAY = STATES = ("waiting", "sent", "failed", "no_way")
"""States of a notice: still tried, taken by a channel, refused by all or given up, to a person whom no channel reaches."""
NEW, AGAIN, HIGHER, URGENT = LEVELS = ("new", "again", "higher", "urgent")
"""Why a notice goes: something is new, is said again, was not done by others, or stands still."""


class OpenDuty(msgspec.Struct, frozen=True):
    """Something that people owe. `mark` stays the same as long as the duty is the same. `post` is the post for it.

    `circles` are ids of people: those who can do it, those who act for them, their superiors, the General Department; each person once.
    `night` says that it is told outside office hours, too.
    """

    mark: int
    kind: str
    post: str
    since: str
    due: str
    late: bool
    night: bool
    circles: list[list[str]]


class OutwardState(msgspec.Struct, frozen=True):
    """What is open, at the desk's time; whether today is a working day; who looks after the machines; the newest notice that the desk knows.

    `sending` says that something was released and has not ended; `above` are those who are told after `hands`, circle by circle, where the
    desk itself says nothing more.
    """

    time: str
    working_day: bool
    hands: list[str]
    newest: int
    sending: bool
    duties: list[OpenDuty]
    above: list[list[str]] = []


class OpenDuties(Ask, frozen=True):
    """What everybody owes, for the program that tells them; `instance` is that program's own, a new one with each start."""

    instance: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    Answer: ClassVar[type] = OutwardState


class NoticeReport(msgspec.Struct, frozen=True):
    """A notice, and what came of it so far. `kinds` counts what it was about; `code` is the last answer, a name of the catalogue's `notice_code`."""

    number: Whole
    person: Annotated[str, msgspec.Meta(max_length=64)]
    at: Annotated[str, msgspec.Meta(max_length=32)]
    level: Annotated[str, msgspec.Meta(max_length=16)]
    kinds: Annotated[dict[str, Whole], msgspec.Meta(max_length=64)]
    channel: Annotated[str, msgspec.Meta(max_length=20)]
    state: Annotated[str, msgspec.Meta(max_length=16)]
    code: Annotated[str, msgspec.Meta(max_length=40)]
    tries: Whole
    told: Annotated[str, msgspec.Meta(max_length=32)] = ""


class ReportNotices(Do, frozen=True):
    """What came of notices; a report about one that is known replaces what is known."""

    instance: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    rows: Annotated[list[NoticeReport], msgspec.Meta(max_length=200)]
    Answer: ClassVar[type] = Done


class NoticeRow(msgspec.Struct, frozen=True):
    """A notice as people read it: to whom, about what, by which channel, and what came of it."""

    id: Annotated[int, shown("number", 9, "lpt", label="notice.number")]
    at: Annotated[str, shown("time", 11, "lpt", label="notice.at")]
    person: Annotated[str, shown("person", 8, "lpt", label="notice.person")]
    level: Annotated[str, shown("level", 8, "pt", label="notice.level")]
    kinds: Annotated[dict[str, int], shown("kinds", places="lpt", label="notice.about")]
    channel: Annotated[str, shown(width=10, places="lpt", label="notice.channel")]
    state: Annotated[str, shown("state", 10, "lpt", label="column.state")]
    code: Annotated[str, shown("code", places="pt", label="notice.answer")]
    tries: Annotated[int, shown("count", places="pt", label="notice.tries")]
    told: Annotated[str, shown("time", places="pt", label="notice.told")]


class NoticesView(msgspec.Struct, frozen=True):
    """A page of notices, newest first."""

    page: Page
    rows: list[NoticeRow]


class Notices(Ask, frozen=True):
    """Notices that went outside, newest first: one's own, or everybody's for those who look after the installation."""

    state: Annotated[str, filter_by(STATES, "state.notice")] = ""
    text: Filter = ""
    after: After = ""
    limit: Whole = 128
    Answer: ClassVar[type] = NoticesView
