"""A request while it is written: its fields, and what the desk makes of them."""

from typing import Annotated, Any

import msgspec

from console.domain.categories import Category
from console.wire.answers import Fault
from console.wire.bounds import MANY, Small, Whole, one_of
from console.wire.sending.windows import SlotHours

CategoryWord = Annotated[str, one_of(Category)]


class SlotDraft(msgspec.Struct, frozen=True):
    """A slot as the drafter fills it in: a finished list by id (0: none yet), and the window as UTC instants or empty."""

    list_id: Whole = 0
    opens: str = ""
    closes: str = ""


class Draft(msgspec.Struct, frozen=True):
    """The entry form of Attachment 1 as it stands, however incomplete; every field has the name of its signed counterpart.

    `template` is the id of the template from which it was begun, 0 for none, `template_version` the version.
    """

    department: str = ""
    category: CategoryWord = "notice"
    subtype: str = ""
    purpose: str = ""
    telephone: str = ""
    basis: str = "contract"
    consent: str = ""
    audience: str = ""
    selection: str = ""
    list_source: str = ""
    harmless: bool = False
    unclassified: bool = False
    third_party: bool = False
    third_party_approval: str = ""
    quoted: Annotated[list[tuple[str, bool]], MANY] = []
    signature: str = ""
    body: str = ""
    opt_out: str = ""
    slots: Annotated[list[SlotDraft], MANY] = []
    rate: Whole = 0
    gateway: str = ""
    backup_gateway: str = ""
    sender_code: str = ""
    attachments: Annotated[list[tuple[str, str]], MANY] = []
    remarks: str = ""
    template: Whole = 0
    template_version: Small = 0

    def said(self) -> dict[str, Any]:
        """The values for the act (`domain.declared`): pairs by the names of their parts. Nobody types what the template is."""
        typed = msgspec.structs.asdict(self)
        del typed["template"], typed["template_version"]
        return typed | {
            "quoted": [{"text": text, "registered": registered} for text, registered in self.quoted],
            "attachments": [{"name": name, "sha256": sha256} for name, sha256 in self.attachments],
            "slots": msgspec.to_builtins(self.slots),
        }


class RouteStep(msgspec.Struct, frozen=True):
    """Who will sign: `post` (or `accept`, `release`), its department, and the names of those who could."""

    post: str
    department: str
    people: list[str]


class Preview(msgspec.Struct, frozen=True):
    """What the form shows while it is filled in: parts, cost, who will sign, and every fault by field.

    `warned` pairs reason and words that version `screening` of the screening list warns about; they block nothing. Of the last billed
    part of each message `used` of `room` characters are taken; `most_parts` is the most parts that the policy allows a message.
    `hours` say for each slot with a readable window how much of it can be sent.
    `left_out` counts the recipients who opted out of it, by scope; `duty` says whether it is mandatory (`ScopeCard`).
    `quoted` are the links and telephone numbers that the request will name, and whether each is registered. `template` is name and
    version of the template that it names.
    """

    chars: int
    billed_each: int
    wire_each: int
    recipients: int
    billed_total: int
    fen: int
    route: list[RouteStep]
    faults: list[Fault]
    warned: list[tuple[str, str]] = []
    screening: str = ""
    used: Whole = 0
    room: Whole = 0
    most_parts: Whole = 0
    hours: list[SlotHours] = []
    left_out: dict[str, int] = {}
    duty: str = ""
    quoted: list[tuple[str, bool]] = []
    template: str = ""
