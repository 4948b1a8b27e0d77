"""Calls about two-person acts: one person proposes, another confirms."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.refusals import Refusal
from console.wire.base import Ask
from console.wire.bounds import Whole
from console.wire.shown import shown


class ProposalRow(msgspec.Struct, frozen=True):
    """A two-person act: what, by whom, until when.

    `subject` is what it is about: `request:<id>`, `freeze:<id>`, `loss:<number>` or `dispatcher:<id>`. For an act about no request,
    `request`, `slot` and `count` are 0 and `number` is the part after the colon.

    `verdict` is the outcome of a settlement; for a continuation, `as_slot` is the number of the new slot, whose window is
    `opens` to `closes`, and `kind` says to whom it sends again (`resend`, `remainder`).

    `state` is open, confirmed (the dispatcher has not taken it yet), applied, refused (`why` names the reason), expired or
    overtaken (what it states is no longer true). `text` is the signed proposal; `release` and the digest of
    the request are in it. `refusal` is why the caller may not confirm it, None if they may.
    """

    digest: Annotated[str, shown("short", places="t", label="cli.column.digest")]
    kind: Annotated[str, shown("pair", places="t", label="column.what")]
    number: Annotated[str, shown(places="t", label="cli.column.number", section=1)]
    request: int
    slot: Annotated[int, shown("about", places="t", label="cli.column.slot")]
    count: Annotated[int, shown("some", places="t", label="column.recipients", section=2)]
    verdict: Annotated[str, shown("said", places="t", label="cli.column.verdict", section=1)]
    by: Annotated[str, shown("person", places="t", label="cli.column.by", section=3)]
    at: str
    expires: Annotated[str, shown("time", places="t", label="cli.column.until", section=4)]
    reason: Annotated[str, shown(places="t", label="act.reason", section=4)]
    state: Annotated[str, shown("proposal_state", places="t", label="column.state", section=2)]
    confirmed_by: Annotated[str, shown("person", places="t", label="cli.column.confirmed_by", section=3)]
    why: str
    text: str
    refusal: Refusal | None
    as_slot: int = 0
    opens: str = ""
    closes: str = ""
    subject: str = ""


class ProposalsPage(Ask, frozen=True):
    """Two-person acts on the requests that the caller may read, newest first; `open` keeps only those that still wait."""

    request: Whole = 0
    open: bool = True
    Answer: ClassVar[type] = list[ProposalRow]
