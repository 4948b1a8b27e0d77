"""What a duty is about: one type for each kind of thing that somebody may have to act on; it determines the page to open.

Fields that also appear in rows of the to-do list and the chase board have the same names there.
"""

from typing import TypeAlias

import msgspec

from console.wire.bounds import Whole


class _Subject(msgspec.Struct, frozen=True, tag=str.lower, tag_field="type"):
    """The type in lower case is the tag, which JSON output shows."""


class Request(_Subject, frozen=True):
    """A request, or one of its slots (0: the whole request)."""

    request: Whole
    slot: Whole = 0


class Application(_Subject, frozen=True):
    """An Operator Application (R1)."""

    application: Whole


class Version(_Subject, frozen=True):
    """A version of the roster that waits for its second signature: its number, and the digest of its text."""

    version: Whole
    digest: str


class Pledge(_Subject, frozen=True):
    """The pledge that a person must sign (A2)."""

    person: str


class Rules(_Subject, frozen=True):
    """A department's own rules (R0)."""

    department: str


class Quarter(_Subject, frozen=True):
    """A department's quarter (R3)."""

    department: str
    quarter: str


class Sample(_Subject, frozen=True):
    """A department's month whose samples are looked at (R7)."""

    department: str
    month: str


class Locked(_Subject, frozen=True):
    """A person locked by wrong passphrases (R12)."""

    person: str


class Lacking(_Subject, frozen=True):
    """A gap of the roster, or its own end: the code of the alert and what it is about (R2, R8)."""

    alert: str


class Loss(_Subject, frozen=True):
    """A loss case (R12)."""

    loss: Whole


class Freeze(_Subject, frozen=True):
    """A freeze by its number (R12)."""

    freeze: Whole


class Dispatcher(_Subject, frozen=True):
    """A dispatcher, by its id in the roster, that asks two people to arm it again (R12)."""

    dispatcher: str


class Expiry(_Subject, frozen=True):
    """An expiry date: a gateway, and which of its dates (R12)."""

    gateway: str
    kind: str


class Trouble(_Subject, frozen=True):
    """What does not work, a name of `notices.outward.TROUBLES`; with the gateway's name."""

    what: str
    gateway: str


class Secret(_Subject, frozen=True):
    """A gateway's password, or the phrase, that must be changed (R12)."""

    what: str
    gateway: str


class Envelope(_Subject, frozen=True):
    """A sealed envelope by its number (R12)."""

    envelope: str


class Handover(_Subject, frozen=True):
    """A hand-over of custody that waits for its roster version (R12)."""

    number: str


class Proposal(_Subject, frozen=True):
    """A two-person act about no request: its digest and kind; the loss case after which it resumes, else 0; what it is `about`."""

    digest: str
    kind: str
    loss: Whole = 0
    about: str = ""


class Document(_Subject, frozen=True):
    """A document of the archive by its number (R3)."""

    document: str


class Emergency(_Subject, frozen=True):
    """A send on paper that was entered afterwards, by its number (R2, R3)."""

    emergency: str


class Complaint(_Subject, frozen=True):
    """A complaint (R7)."""

    complaint: Whole


class Support(_Subject, frozen=True):
    """A question that the General Department answers, by its number (R7)."""

    support: str


class Watched(_Subject, frozen=True):
    """What is unusual about a request and its sends (R7)."""

    request: Whole


class Replies(_Subject, frozen=True):
    """Replies to one request (0: to no known request), which a department decides on (R7, R11)."""

    request: Whole
    department: str


class Due(_Subject, frozen=True):
    """Numbers whose retention is over, or the id of a dispatcher that lost its record of an erasure, by its proposal's digest (R13)."""

    service: str = ""
    erasure: str = ""


class Template(_Subject, frozen=True):
    """A template of a department that the screening list blocks (R11)."""

    template: Whole


Subject: TypeAlias = (
    Request
    | Application
    | Version
    | Pledge
    | Rules
    | Quarter
    | Sample
    | Locked
    | Lacking
    | Loss
    | Freeze
    | Dispatcher
    | Expiry
    | Trouble
    | Secret
    | Envelope
    | Handover
    | Proposal
    | Document
    | Emergency
    | Complaint
    | Support
    | Watched
    | Replies
    | Due
    | Template
)
