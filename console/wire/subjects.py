"""What a duty is about: one type for each kind of thing that somebody may owe something on; it says which page is opened.

Fields that the rows of my turn and of the chase board have too bear the same names there.
"""

from typing import TypeAlias

import msgspec

from console.wire.bounds import Whole


class _Subject(msgspec.Struct, frozen=True, tag=str.lower, tag_field="type"):
    """The type in lower case is the tag: JSON output names it so."""


class Request(_Subject, frozen=True):
    """A request, or one of its slots (0: the whole of it)."""

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
    """The pledge that a person has to sign (A2)."""

    person: str


class Rules(_Subject, frozen=True):
    """A department's own rules (R0)."""

    department: str


class Quarter(_Subject, frozen=True):
    """A department's quarter (R3)."""

    department: str
    quarter: str


class Locked(_Subject, frozen=True):
    """Somebody whom wrong passphrases locked (R12)."""

    person: str


class Lacking(_Subject, frozen=True):
    """What the roster lacks, or its own end: the code of the alert and what it is about (R2, R8)."""

    alert: str


class Loss(_Subject, frozen=True):
    """A loss case (R12)."""

    loss: Whole


class Freeze(_Subject, frozen=True):
    """A freeze by its number (R12)."""

    freeze: Whole


class Expiry(_Subject, frozen=True):
    """What ends: a gateway, and which of its ends (R12)."""

    gateway: str
    kind: str


class Secret(_Subject, frozen=True):
    """A password of a gateway, or the phrase, that is to be changed (R12)."""

    what: str
    gateway: str


class Envelope(_Subject, frozen=True):
    """A sealed envelope by its number (R12)."""

    envelope: str


class Handover(_Subject, frozen=True):
    """A hand-over of custody that waits for its roster version (R12)."""

    number: str


class Proposal(_Subject, frozen=True):
    """A two-person act about no request: its digest and kind; the loss case that it resumes after, else 0."""

    digest: str
    kind: str
    loss: Whole = 0


class Document(_Subject, frozen=True):
    """A document of the archive by its number (R3)."""

    document: str


class Emergency(_Subject, frozen=True):
    """A send on paper that was entered afterwards, by its number (R2, R3)."""

    emergency: str


class Complaint(_Subject, frozen=True):
    """A complaint (R7)."""

    complaint: Whole


class Replies(_Subject, frozen=True):
    """Replies to one request (0: to none that is known), which a department decides on (R7, R11)."""

    request: Whole
    department: str


class Due(_Subject, frozen=True):
    """Numbers whose time is over, or, of a dispatcher that forgot that it had erased them, the service's id (R13)."""

    service: str = ""


Subject: TypeAlias = (
    Request
    | Application
    | Version
    | Pledge
    | Rules
    | Quarter
    | Locked
    | Lacking
    | Loss
    | Freeze
    | Expiry
    | Secret
    | Envelope
    | Handover
    | Proposal
    | Document
    | Emergency
    | Complaint
    | Replies
    | Due
)
