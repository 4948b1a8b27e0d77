"""What of a gateway comes to an end some day, and when its keepers are reminded (R12): password, contract, certificate and so on.

An end is a day of the organisation's own zone; the thing holds up to the end of that day.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from console.domain.people.people import Post, Roster
from console.domain.refusals import Refusal, refuse

PASSWORD_DAYS: Final = 90
"""A password is to be changed after so many days."""


class Kind(StrEnum):
    """What ends. The password's end is counted from its installation; the others are entered."""

    PASSWORD = "password"  # noqa: S105 - the name of a kind
    CONTRACT = "contract"
    SENDER_CODE = "sender_code"
    SIGNATURE = "signature"
    CERTIFICATE = "certificate"
    ADDRESSES = "addresses"
    BALANCE = "balance"


ENTERED: Final = tuple(kind for kind in Kind if kind is not Kind.PASSWORD)
"""Kinds whose end somebody enters."""

REMINDED: Final = (60, 30, 7)
"""Days before the end at which its keepers are reminded."""

_PASSWORD_REMINDED: Final = (30, 7)
"""Of a password, which lives three months: two months before its end it has only just been changed."""

KEEPERS: Final = (Post.CUSTODIAN, Post.REGISTRAR)
"""Who is reminded, and who enters and changes ends."""


def reminders(kind: Kind) -> tuple[int, ...]:
    """Return the days before the end at which it is reminded of, the earliest first."""
    return _PASSWORD_REMINDED if kind is Kind.PASSWORD else REMINDED


def reminded_since(kind: Kind, ends: date, today: date) -> date | None:
    """Return the day on which the reminder that is due today began, or None while there is none.

    The day after the end is the last such day, and stays: what is over must be seen to.
    """
    if today > ends:
        return ends + timedelta(days=1)
    begun = [ends - timedelta(days=days) for days in reminders(kind)]
    return max((day for day in begun if day <= today), default=None)


def may_keep(person: str, roster: Roster, at: str) -> Refusal | None:
    """Return why `person` may not enter ends and the provider's card, or None."""
    if any(held.post in KEEPERS for held in roster.appointments(person, at)):
        return None
    return refuse("expiry_not_yours", "R12")
