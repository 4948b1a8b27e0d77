"""The facts of a department's quarter (R3), from which the pack, the summary and the gap check are made."""

from enum import StrEnum
from typing import Final

import msgspec

from console.domain.states import RecipientState

STATES: Final = tuple(state.name.lower() for state in RecipientState)
"""Recipient states by name, in the order of their numbers."""


class Standing(StrEnum):
    """Why a form is in the quarter's papers."""

    SENT = "sent"  # a slot of it began in the quarter
    ELSEWHERE = "elsewhere"  # its number belongs to the quarter; it was sent in another
    VOID = "void"  # rejected or withdrawn: the number is used up
    OPEN = "open"  # still under way


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A slot that began in the quarter: `n` recipients, the dispatcher's tally, who released it (or the two who continued it).

    `suppressed` counts the suppressed by reason (`limits.Why`); quarters compiled before reasons were kept are without it.
    """

    slot: int
    version: int
    state: str
    started: str
    ended: str
    operator: str
    n: int
    tally: dict[str, int]
    continues: int
    suppressed: dict[str, int] = {}


class FiledForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A form (Attachment 1) of the quarter. `version` is the one in force, `digest` is the digest of its statement.

    `approvals` pairs post and name in the order of signing; `why` says why it is void or open; `slots` are those of the quarter.
    `billed` and `fen` are the approved maximum of parts and cost for these slots.
    """

    id: int
    number: str
    version: int
    digest: str
    standing: Standing
    category: str
    subtype: str
    purpose: str
    text: str
    audience: str
    approvals: list[tuple[str, str]]
    given: str
    why: str
    paper: str
    place: str
    recipients: int
    billed: int
    fen: int
    slots: list[Slot]

    def count(self, state: str) -> int:
        """Return how many recipients of the quarter are in a state."""
        return sum(one.tally.get(state, 0) for one in self.slots)


class FiledLoss(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A loss case of the department, reported in the quarter."""

    id: int
    number: str
    subject: str
    name: str
    at: str
    closed: str


class FiledPaper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another paper of the quarter: an application (3) by its id, or a pledge (2) by its person."""

    kind: str
    id: str
    number: str
    name: str
    at: str


class FiledEmergency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A send on paper alone (补录) that went out in the quarter; `acknowledged` is by the department's manager, or empty.

    `approvers` pairs post and name as written on the paper, `lacking` are posts of the route that did not sign it (R2), `late` says
    why it was entered late. `id` is the entry's.
    """

    number: str
    category: str
    sent_at: str
    recipients: int
    text: str
    reason: str
    paper: str
    acknowledged: str
    approvers: list[tuple[str, str]] = []
    lacking: list[str] = []
    late: str = ""
    id: int = 0


class FiledComplaint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A complaint about the department's messages that came in during the quarter; `form` is the request's number, if known."""

    number: str
    source: str
    form: str
    at: str
    state: str
    outcome: str


class FiledSample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sheet of samples of a month of the quarter (R7), by its digest: `n` of `of` sends; a month may have several, the last counts."""

    month: str
    n: int
    of: int
    faults: bool
    by: str
    at: str
    digest: str


class FiledUpkeep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A record of maintenance, or a question for support, of the quarter (R7), as the book has it."""

    number: str
    kind: str
    state: str
    topic: str
    about: str
    by: str
    at: str
    ended: str
    stopped: bool
    text: str
    result: str


class Filed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The quarter of one department; `replies` counts those that came in by verdict (`reply_judge.Verdict`)."""

    org: str
    department: str
    quarter: str
    forms: list[FiledForm]
    losses: list[FiledLoss]
    papers: list[FiledPaper]
    emergencies: list[FiledEmergency] = []
    complaints: list[FiledComplaint] = []
    replies: dict[str, int] = {}
    samples: list[FiledSample] = []
    upkeep: list[FiledUpkeep] = []

    @property
    def sent(self) -> list[FiledForm]:
        """Forms with a send that began in the quarter."""
        return [form for form in self.forms if form.standing is Standing.SENT]

    @property
    def recipients(self) -> int:
        """The number of recipients of all sends in the quarter."""
        return sum(form.recipients for form in self.forms)

    @property
    def nil(self) -> bool:
        """Whether nothing was sent, not even on paper."""
        return not self.sent and not self.emergencies

    def results(self) -> dict[str, dict[str, int]]:
        """The tally of each slot of the quarter: later receipts change it."""
        return {slot_name(form, one): one.tally for form in self.forms for one in form.slots}


def slot_name(form: FiledForm, one: Slot) -> str:
    """Return a slot's name from its form's number; a slot of another version includes that version."""
    return f"{form.number}.{one.slot}" + (f" v{one.version}" if one.version != form.version else "")


EMERGENCY: Final = "emergency"
COMPLAINT: Final = "complaint"


class Amended(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of an amendment sheet: a state's count for a slot, as filed before and now.

    Entries made after the quarter was filed appear by their number: an emergency send under the state `emergency` with its
    recipients, a complaint under `complaint`.
    """

    slot: str
    state: str
    before: int
    after: int


def amended(before: Filed, after: Filed) -> list[Amended]:
    """Return the changes since filing: results slot by slot (from 0 for a slot not filed before), then late entries.

    Sends on paper and complaints are entered with their own day, which may be in a quarter that was received long ago.
    """
    old, new = before.results(), after.results()
    pairs = []
    for slot in sorted({*old, *new}):
        was, now = old.get(slot, {}), new.get(slot, {})
        pairs += [
            Amended(slot, state, was.get(state, 0), now.get(state, 0))
            for state in STATES
            if was.get(state, 0) != now.get(state, 0)
        ]
    sends = {one.number for one in before.emergencies}
    complaints = {one.number for one in before.complaints}
    pairs += [
        Amended(one.number, EMERGENCY, 0, one.recipients)
        for one in after.emergencies
        if one.number not in sends
    ]
    pairs += [
        Amended(one.number, COMPLAINT, 0, 1) for one in after.complaints if one.number not in complaints
    ]
    return pairs
