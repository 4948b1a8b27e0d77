"""What became of a trial (`domain.sending.trials`), as the dispatcher reports it and as people read it."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.refusals import Refusal
from console.wire.base import Ask
from console.wire.bounds import MANY, Whole
from console.wire.shown import shown


class Tried(msgspec.Struct, frozen=True):
    """One telephone: its state (`RecipientState`), the provider's code, the id that answered, the one that its newest receipt has.

    `sent` and `heard` are when the message went and when that receipt came (epoch milliseconds, 0: not yet). `matched`: the receipt was
    found to be this message's.
    """

    state: Whole
    code: str
    msgid: str
    receipt: str
    sent: Whole
    heard: Whole
    matched: bool


class TrialReport(
    msgspec.Struct, frozen=True, tag_field="type", tag="trial_report/1", forbid_unknown_fields=True
):
    """How far a trial is: `proposal` is its digest, `event` and `reason` as in a slot's report, `revision` counts its reports.

    `tried` are its telephones in their order, empty for a trial that was refused.
    """

    org: str
    by: str
    at: str
    proposal: str
    event: str
    reason: str
    revision: Whole
    tried: Annotated[list[Tried], MANY]


class TrialRow(msgspec.Struct, frozen=True):
    """One telephone of a trial, or the whole of one that nothing is known of yet.

    `learned` tells of a receipt that matched nobody: the `receipt_id` by which it would, `other_number` or `unlike`.
    """

    number: Annotated[str, shown(width=10, places="lpt")]
    gateway: Annotated[str, shown(width=8, places="lpt", label="custody.column.gateway", section=1)]
    label: Annotated[str, shown(width=12, places="lpt")]
    mobile: Annotated[str, shown(width=11, places="lpt", label="column.mobile", section=1)]
    state: Annotated[str, shown("trial_state", places="lpt", section=2)]
    why: Annotated[str, shown("slot_reason", places="pt", label="cli.column.because", section=2)]
    code: Annotated[str, shown("trial_code", places="pt", label="trial.code", section=3)]
    msgid: Annotated[str, shown(places="pt", section=3)]
    receipt: Annotated[str, shown(places="pt", section=3)]
    learned: Annotated[str, shown("trial_learned", places="pt", section=3)]
    seconds: Annotated[str, shown(width=8, places="lpt", right=True, section=2)]
    at: Annotated[str, shown("time", places="pt", section=3)]
    by: Annotated[str, shown("person", places="p", label="trial.by", section=4)]
    confirmed_by: Annotated[str, shown("person", places="p", label="cli.column.confirmed_by", section=4)]
    text: Annotated[str, shown(places="p", section=4)]
    request: int
    digest: str


class TrialsView(msgspec.Struct, frozen=True):
    """Trials, newest first; the gateways that name telephones with their labels and sentence, and why the caller may propose none."""

    rows: Annotated[list[TrialRow], MANY]
    lines: Annotated[list["TriedLine"], MANY]
    refusal: Refusal | None


class TriedLine(msgspec.Struct, frozen=True):
    """What a gateway file has for trials: its telephones, by label and masked number, and its sentence."""

    gateway: str
    digest: str
    text: str
    handsets: Annotated[list[tuple[str, str]], MANY]


class Trials(Ask, frozen=True):
    """Trials of the last 90 days."""

    Answer: ClassVar[type] = TrialsView
