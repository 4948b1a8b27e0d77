"""Acts about numbers that go for good, and about what keeps them (R13): erase, and let go of a legal hold."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, ClassVar

import msgspec

from console.domain.asks import ask
from console.domain.people.people import Post, Roster
from console.domain.refusals import Refusal, refuse
from console.domain.shapes import Count, Digest, Short, SlotNumber
from console.domain.times import Time

MOST = 500
"""Sends, and lists, in one act: more than that nobody reads before they sign."""


class HoldScope(StrEnum):
    """What a legal hold keeps: one request, or everything of a department."""

    REQUEST = "request"
    DEPARTMENT = "department"


class ErasedSend(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One send whose numbers go: `request` and `release` are digests (of a continuation: of its proposal), `n` its recipients."""

    request: Digest
    release: Digest
    slot: SlotNumber
    n: Count


class ErasedList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One list: by the digest of its manifest, whole with its salt, or only the rows in it that were no ordinary numbers."""

    manifest: Digest
    n: Count
    findings: Count
    whole: bool


class Erase(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="erase/1", tag_field="act"):
    """Numbers go from desk, dispatcher and drop box; `count` is how many rows that are, of sends and of lists together."""

    CLAUSE: ClassVar[str] = "R13"

    count: Annotated[int, msgspec.Meta(ge=1), ask("again", needed=False, filled=True)]
    sends: Annotated[list[ErasedSend], msgspec.Meta(max_length=MOST)]
    lists: Annotated[list[ErasedList], msgspec.Meta(max_length=MOST)]


class ReleaseHold(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="release_hold/1", tag_field="act"
):
    """A legal hold ends: `hold` is the desk's number of it, `made` when it was made, so that no other one is meant."""

    hold: Annotated[int, msgspec.Meta(ge=1)]
    scope: HoldScope
    subject: Short
    made: Time


Erasing = Erase | ReleaseHold
"""Acts on what is kept."""


def rows_of(act: Erase) -> int:
    """How many rows an act names."""
    return sum(send.n for send in act.sends) + sum(list_rows(one) for one in act.lists)


def list_rows(one: ErasedList) -> int:
    """How many rows of a list go."""
    return (one.n if one.whole else 0) + one.findings


def fault(act: Erase) -> str:
    """The name of what is wrong with an act taken by itself, or empty: a count that its parts do not give, a part twice."""
    if act.count != rows_of(act):
        return "erase_count"
    releases = {send.release for send in act.sends}
    manifests = {one.manifest for one in act.lists}
    if len(releases) != len(act.sends) or len(manifests) != len(act.lists):
        return "erase_twice"
    return ""


def may_hold(person: str, roster: Roster, at: str) -> Refusal | None:
    """Return why `person` may not make a legal hold, or None: the registrar and every manager may; it only keeps."""
    if any(a.post in _HOLDS for a in roster.appointments(person, at)):
        return None
    return refuse("hold_not_yours", "R13", person=person)


def requests_of(act: Erase) -> Iterator[str]:
    """The digests of the requests that an act names, each once, in its order."""
    yield from dict.fromkeys(send.request for send in act.sends)


_HOLDS = frozenset({Post.REGISTRAR, Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER})
