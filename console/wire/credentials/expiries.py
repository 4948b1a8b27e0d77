"""Calls about the expiry dates of gateways, and about whom to call at the provider (R12)."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.asks import ask
from console.domain.credentials.expiries import ENTERED
from console.domain.reads import reads
from console.domain.refusals import Refusal
from console.wire.base import Ask, Do
from console.wire.shown import shown


class ExpiryRow(msgspec.Struct, frozen=True):
    """One expiry date of a gateway. `ends` is a day, empty if nobody entered one; `days` are left until it, negative afterwards.

    `reminds` says that its keepers are reminded of it now; `counted` that the console computes it itself (the password's).
    """

    ends: Annotated[str, shown(width=10)]
    days: Annotated[int, shown("left", 14)]
    kind: Annotated[str, shown("expiry_kind", (10, 22))]
    gateway: Annotated[
        str,
        shown(width=10, places="lt", label="custody.column.gateway"),
        shown("gateway", places="p", label="custody.column.gateway"),
    ]
    name: str
    reminds: Annotated[bool, shown("reminded", places="p", label="column.state")]
    note: Annotated[str, shown("note")]
    by: Annotated[str, shown("person", places="pt", beside="at")]
    at: Annotated[str, shown("time", places="")]
    counted: bool


class ProviderCard(msgspec.Struct, frozen=True):
    """Whom to call about a gateway: provider, person, telephone, and the papers that a reissue needs; empty until entered."""

    gateway: str
    name: Annotated[str, shown("named_provider", places="p", label="provider")]
    person: Annotated[str, shown(places="p")]
    telephone: Annotated[str, shown(places="p")]
    papers: Annotated[str, shown(places="p")]
    by: str
    at: str


class ExpiriesView(msgspec.Struct, frozen=True):
    """The calendar: nearest end first, missing entries last; a card for every gateway of the roster.

    `refusal` is why the caller may not change it, None if they may.
    """

    rows: list[ExpiryRow]
    cards: list[ProviderCard]
    refusal: Refusal | None


class Expiries(Ask, frozen=True):
    """The calendar of every gateway that the roster names."""

    Answer: ClassVar[type] = ExpiriesView


class SetExpiry(Do, frozen=True):
    """Enter or change an expiry date; `ends` is a day (`2027-03-31`), empty for none."""

    NOUN: ClassVar[str] = "expiry"
    CLAUSE: ClassVar[str] = "R12"
    gateway: str
    kind: Annotated[str, reads("expiry_kind"), ask(choices=ENTERED)]
    ends: Annotated[str, ask("day", needed=False)]
    note: Annotated[str, ask(needed=False)] = ""


class SetProvider(Do, frozen=True):
    """Enter or change the provider's card."""

    NOUN: ClassVar[str] = "expiry"
    CLAUSE: ClassVar[str] = "R12"
    gateway: str
    name: Annotated[str, ask(label="provider")]
    person: Annotated[str, ask(needed=False)]
    telephone: Annotated[str, ask("phone")]
    papers: Annotated[str, ask(needed=False, most=2000)]
