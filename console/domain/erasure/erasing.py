"""Acts that erase numbers for good, and acts about legal holds that keep them (R13): erase, and end a legal hold."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import msgspec

from console.domain.asks import ask
from console.domain.contacts.resubscribing import Resubscribe
from console.domain.pair import PairAct, Part, Rule
from console.domain.people.people import Post, Roster
from console.domain.refusals import Refusal, refuse
from console.domain.shapes import Count, Digest, Short, SlotNumber
from console.domain.times import Time

MOST = 500
"""The most sends, and lists, in one act: nobody reads more than that before signing."""


class HoldScope(StrEnum):
    """The scope of a legal hold: one request, or everything of a department."""

    REQUEST = "request"
    DEPARTMENT = "department"


class ErasedSend(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One send to erase: `request` and `release` are digests (for a continuation, of its proposal), `n` counts its recipients."""

    request: Digest
    release: Digest
    slot: SlotNumber
    n: Count


class ErasedList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One list, by the digest of its manifest: whole with its salt, or only the rows that were not ordinary numbers."""

    manifest: Digest
    n: Count
    findings: Count
    whole: bool


class Erase(PairAct, frozen=True, tag="erase/1"):
    """Numbers are erased from desk, dispatcher and drop box; `count` is the number of rows, of sends and lists together."""

    RULE = Rule("erase", "R13", Part.REGISTRAR, (Part.GENERAL_SUPERVISOR,))

    count: Annotated[int, msgspec.Meta(ge=1), ask("again", needed=False, filled=True)]
    sends: Annotated[list[ErasedSend], msgspec.Meta(max_length=MOST)]
    lists: Annotated[list[ErasedList], msgspec.Meta(max_length=MOST)]


class ReleaseHold(PairAct, frozen=True, tag="release_hold/1"):
    """A legal hold ends: `hold` is its number at the desk, and `made` its time, so that no other hold is meant."""

    # Not the pair that erases: otherwise the two people whom a hold must stop could lift it themselves.
    RULE = Rule("release_hold", "R13", Part.REGISTRAR, (Part.GENERAL_MANAGER,))

    hold: Annotated[int, msgspec.Meta(ge=1)]
    scope: HoldScope
    subject: Short
    made: Time


Erasing = Erase | ReleaseHold
"""Acts on stored numbers."""
OnNumbers = Erasing | Resubscribe
"""Acts on numbers that every dispatcher carries out itself before the desk does."""


def rows_of(act: Erase) -> int:
    """Return how many rows an act names."""
    return sum(send.n for send in act.sends) + sum(list_rows(one) for one in act.lists)


def list_rows(one: ErasedList) -> int:
    """Return how many rows of a list are erased."""
    return (one.n if one.whole else 0) + one.findings


def fault(act: Erase) -> str:
    """The name of a fault within an act, or empty: a count that differs from the sum of its parts, or a part twice."""
    if act.count != rows_of(act):
        return "erase_count"
    releases = {send.release for send in act.sends}
    manifests = {one.manifest for one in act.lists}
    if len(releases) != len(act.sends) or len(manifests) != len(act.lists):
        return "erase_twice"
    return ""


def may_hold(person: str, roster: Roster, at: str) -> Refusal | None:
    """Return why `person` may not make a legal hold, or None: the registrar and every manager may, as it only keeps."""
    if any(a.post in _HOLDS for a in roster.appointments(person, at)):
        return None
    return refuse("hold_not_yours", "R13", person=person)


def requests_of(act: Erase) -> Iterator[str]:
    """Yield the digests of the requests that an act names, each once, in their order."""
    yield from dict.fromkeys(send.request for send in act.sends)


_HOLDS = frozenset({Post.REGISTRAR, Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER})
