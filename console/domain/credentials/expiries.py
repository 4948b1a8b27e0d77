"""Things about a gateway that expire, and when the keepers are reminded (R12): password, contract, certificate and so on.

An expiry is a day in the organisation's own time zone; the thing is valid until the end of that day.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from console.domain.people.people import Post, Roster
from console.domain.refusals import Refusal, refuse

PASSWORD_DAYS: Final = 90
"""The days after which a password must be changed."""


class Kind(StrEnum):
    """The kind of thing that expires. A password's expiry is counted from its installation; the others are entered."""

    PASSWORD = "password"  # noqa: S105 - the name of a kind
    CONTRACT = "contract"
    SENDER_CODE = "sender_code"
    SIGNATURE = "signature"
    CERTIFICATE = "certificate"
    ADDRESSES = "addresses"
    BALANCE = "balance"


ENTERED: Final = tuple(kind for kind in Kind if kind is not Kind.PASSWORD)
"""Kinds whose expiry somebody enters."""

REMINDED: Final = (60, 30, 7)
"""How many days before the expiry the keepers are reminded."""

_PASSWORD_REMINDED: Final = (30, 7)
"""The same for a password, which lasts only three months: a reminder 60 days ahead would come too early."""

KEEPERS: Final = (Post.CUSTODIAN, Post.REGISTRAR)
"""The posts that are reminded, and that enter and change expiries."""


def reminders(kind: Kind) -> tuple[int, ...]:
    """Return how many days before the expiry to remind, the earliest reminder first."""
    return _PASSWORD_REMINDED if kind is Kind.PASSWORD else REMINDED


def reminded_since(kind: Kind, ends: date, today: date) -> date | None:
    """Return the day on which today's reminder began, or None if there is none yet.

    The last reminder begins on the day after the expiry and stays, because an expired thing must be dealt with.
    """
    if today > ends:
        return ends + timedelta(days=1)
    begun = [ends - timedelta(days=days) for days in reminders(kind)]
    return max((day for day in begun if day <= today), default=None)


def may_keep(person: str, roster: Roster, at: str) -> Refusal | None:
    """Return why `person` may not enter expiries and the provider's card, or None."""
    if any(held.post in KEEPERS for held in roster.appointments(person, at)):
        return None
    return refuse("expiry_not_yours", "R12")
