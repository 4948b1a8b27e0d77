"""重新订阅 A person wants messages again: the act by which two people end a refusal (R13).

A refusal holds for ever, so its end needs proof of the person's own wish, and a second person. The act names the number by a salted
digest alone: the ledger holds no number, and yet the desk cannot have another one's refusal ended by it.
"""

import hashlib
from enum import StrEnum
from typing import Annotated

import msgspec

from console.domain.asks import ask
from console.domain.pair import PairAct, Part, Rule
from console.domain.reads import reads
from console.domain.refusals import refuse
from console.domain.shapes import DepartmentId, Digest, Short
from console.domain.times import Time

_PREFIX = b"sms-resubscribe-1\0"


class Proof(StrEnum):
    """What proves that the person themselves wants messages again."""

    PAPER = "paper"
    RECORDING = "recording"
    REPLY = "reply"


class Resubscribe(PairAct, frozen=True, tag="resubscribe/1"):
    """One refusal ends: `optout` is its serial at the desk, `made` when it was last said, so that no later one is meant.

    `number` is `sealed` under the refusal's salt. `wanted` is when the person said so, as the paper or recording has it; `evidence` is the paper's
    or recording's number, or the id of the reply.
    """

    RULE = Rule("resubscribe", "R13", Part.OPTOUT_KEEPER, (Part.GENERAL_MANAGER_OF_DEPARTMENT,))

    optout: Annotated[int, msgspec.Meta(ge=1)]
    scope: Annotated[Short, reads("optout")]
    department: DepartmentId
    made: Time
    number: Digest
    wanted: Annotated[Time, ask()]
    proof: Annotated[Proof, ask()]
    evidence: Annotated[Short, ask(missing=refuse("resubscribe_evidence", "R13"))]


def sealed(number: int, salt: bytes) -> str:
    """The digest that stands for a number in the act."""
    return hashlib.sha256(_PREFIX + salt + str(number).encode()).hexdigest()
