"""Signed statements of a dispatcher about how far its own database goes, so that lost data can be detected."""

from hashlib import sha256
from typing import Annotated, ClassVar

import msgspec

from console.domain.shapes import Digest
from console.domain.times import Time
from console.wire.base import Ask, Do
from console.wire.bounds import MANY, Exact, Small, Whole

Line = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]


class Memory(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="memory/1", tag_field="type"):
    """How far the database of a dispatcher goes, signed by its service key (namespace `sms-memory@<org>`), canonical JSON.

    `line` is a name drawn at each start, `number` how many transactions were committed under it. `gateways` are the accounts
    that it sends through; `seq` and `hash` are the newest ledger head that it signed, 0 and 64 zeros before the first.
    """

    org: str
    by: str
    at: Time
    line: Line
    number: Annotated[int, msgspec.Meta(ge=0)]
    gateways: list[str]
    seq: Annotated[int, msgspec.Meta(ge=0)]
    hash: Digest


class TellMemory(Do, frozen=True):
    """The newest `Memory` of the calling dispatcher, as canonical text and signature; the desk keeps one for each dispatcher."""

    text: Exact
    signature: Exact


class PullMemories(Ask, frozen=True):
    """The last `Memory` of every dispatcher, as (text, signature)."""

    Answer: ClassVar[type] = list[tuple[Exact, Exact]]


class ToldChunk(msgspec.Struct, frozen=True):
    """One chunk of results as the desk has it (`calls.ReportResults`), with the signature of the dispatcher that reported it."""

    chunk: Small
    revision: Small
    states: bytes
    codes: Annotated[dict[Whole, Exact], MANY]
    ids: Annotated[dict[Whole, Exact], MANY]
    signature: Exact
    keyed: bool = False


class PullResults(Ask, frozen=True):
    """At most eight chunks of the results of a slot after a chunk (-1: from the first), in order."""

    request: Whole
    slot: Small
    after: Small = -1
    Answer: ClassVar[type] = list[ToldChunk]


def results_text(  # noqa: PLR0913 - what is signed
    org: str, by: str, release: str, chunk: int, revision: int, states: bytes, codes: dict[int, str],
    ids: dict[int, str], *, keyed: bool,
) -> bytes:  # fmt: skip
    """What a dispatcher signs for one chunk (namespace `sms-results@<org>`), so that it recognises its own results.

    `keyed`: they lie in the list's sending order (`results/2`), and not in its own as those of earlier versions did (`results/1`).

    Codes and ids are a provider's raw text, which canonical JSON may refuse, so the text contains only their digest.
    """
    content = msgspec.json.encode([states.hex(), sorted(codes.items()), sorted(ids.items())])
    return msgspec.json.encode(
        {
            "type": "results/2" if keyed else "results/1", "org": org, "by": by, "release": release, "chunk": chunk, "revision": revision,
            "digest": sha256(content).hexdigest(),
        },
        order="sorted",
    )  # fmt: skip
