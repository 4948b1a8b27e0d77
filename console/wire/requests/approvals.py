"""What an approver reads before signing: the request's signed text, and what the desk computed."""

from typing import ClassVar

import msgspec

from console.wire.base import Ask
from console.wire.bounds import Whole
from console.wire.contacts.lists import ListRow
from console.wire.duties.watch import CardWatch
from console.wire.requests.limits import SlotLimits
from console.wire.requests.rows import AppealRow, DocumentRow, StepRow
from console.wire.requests.templates import Version
from console.wire.sending.windows import SlotHours


class ScopeCard(msgspec.Struct, frozen=True):
    """What an approver reads. `statement` is the request's signed text; everything else was computed by the desk.

    `shown` is the SHA-256 of the canonical JSON of the computed parts; the approval carries it. `deputy_for` is the person in
    whose place the caller would sign (代), empty if they hold the posts themselves. `hits` pairs reason and words that the
    screening list of version `screening` found. `hours` say how much of each window can still be sent; they change with the time,
    so they are no part of what `shown` digests; nor are `documents`, whose digests the request itself signs. `opted_out` recipients
    are left out, by scope in `left_out`, each under the widest one; `duty` says whether the message is mandatory, or why not
    (`domain.requests.mandatory`); `despite` recipients get it because it is mandatory, although they take nothing else. `limits` is
    empty if the category has none. `watch` is what the request is compared with.
    `released` are the releases of its text by two people, where the list would block it. `template` is the version that the request names: the
    request has its digest, and the reader compares; `template_newest` is the newest version's number. So with `before`, the signed text of the version before (empty for the first);
    `list_names` are the names of both versions' lists, by digest.
    """

    statement: str
    digest: str
    head: str
    level: int
    posts: list[str]
    lists: list[ListRow]
    carriers: dict[str, int]
    classes: dict[str, int]
    overlap: dict[str, int]
    overlap_days: int
    opted_out: int
    limits: list[SlotLimits]
    left_out: dict[str, int]
    duty: str
    despite: int
    samples: list[str]
    screening: str
    hits: list[tuple[str, str]]
    steps: list[StepRow]
    signed_today: int
    shown: str
    deputy_for: str = ""
    hours: list[SlotHours] = []
    documents: list[DocumentRow] = []
    watch: CardWatch | None = None
    released: list[AppealRow] = []
    template: Version | None = None
    template_newest: int = 0
    before: str = ""
    list_names: dict[str, str] = {}


class Scope(Ask, frozen=True):
    """The approval card of a request for the caller, or for the person who will sign it elsewhere (`by`)."""

    request: Whole
    by: str = ""
    Answer: ClassVar[type] = ScopeCard
