"""申诉 One text that the screening list blocks is sent once all the same, because two people say so and why (R11).

A list blocks words, and words also stand in a lesson against fraud. Which of its classes people may release is marked in the list
itself, never what is classified. The act holds the whole text and what it is sent to, so that dispatcher and auditors prove it
from the two signatures alone, and nothing else is released by it.
"""

import hashlib
from collections.abc import Iterable
from typing import Annotated, ClassVar, Final

import msgspec

from console.domain.asks import ask
from console.domain.categories import Category
from console.domain.pair import PairAct, Part, Rule
from console.domain.reads import Block, reads
from console.domain.refusals import refuse
from console.domain.shapes import DepartmentId, Digest, Reason, SignedAct, Version

NEVER: Final = frozenset({"classified", "too_long", "unjudged", "signature"})
"""Classes that nobody releases: secrets of the state, what cannot be judged (it may hide one), and another's signature, which is registered instead."""
_PREFIX = b"sms-appeal-1\0"


class ReleaseText(PairAct, frozen=True, tag="release_text/1"):
    """The draft `draft` of a department may be submitted and sent with this very text, although the list blocks these classes.

    `sends` is the digest of its lists and windows (`sends`): the same text to others, or at another time, is released again or not.
    """

    RULE = Rule("appeal", "R11", Part.SUPERVISOR, (Part.REGISTRAR,))

    draft: Annotated[int, msgspec.Meta(ge=1)]
    department: DepartmentId
    category: Category
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=1100)]
    classes: Annotated[
        list[Annotated[str, msgspec.Meta(pattern=r"\A[a-z][a-z_]{0,39}\Z"), reads("screening")]],
        msgspec.Meta(min_length=1, max_length=40),
    ]
    screening: Version
    sends: Annotated[Digest, reads("digest", Block.PROOF)]


class AppealWithdrawal(SignedAct, frozen=True, tag="appeal_withdrawal/1"):
    """A release counts no more from the moment on in which desk or dispatcher know this; `proposal` is the digest of its proposal."""

    CLAUSE: ClassVar[str] = "R11"

    proposal: Digest
    reason: Annotated[Reason, ask("line", missing=refuse("reason_missing", "R11"), urgent=True)]


def sends(slots: Iterable[tuple[str, str, str]]) -> str:
    """The digest of what a request sends to, and when: of each slot the manifest's digest, `opens` and `closes`."""
    lines = "\n".join(" ".join(slot) for slot in slots)
    return hashlib.sha256(_PREFIX + lines.encode()).hexdigest()


def released(
    acts: Iterable[ReleaseText],
    *,
    department: str,
    category: str,
    text: str,
    slots: Iterable[tuple[str, str, str]],
) -> frozenset[str]:
    """Return the classes that these acts release in a text as it is sent; no class that is never released."""
    digest = sends(slots)
    fitting = (
        one
        for one in acts
        if (one.department, one.category, one.text, one.sends) == (department, category, text, digest)
    )
    return frozenset(name for one in fitting for name in one.classes) - NEVER
