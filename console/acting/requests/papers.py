"""What a request form names besides its text: papers, which go to the desk under their SHA-256, and links with who registered them."""

import hashlib
from collections.abc import Sequence
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

from console.acting.steps import Core
from console.domain import acts
from console.domain.refusals import refuse
from console.domain.requests import document_check
from console.domain.requests.documents import HEAD, MOST_BYTES, PIECE, is_document
from console.errors import ConsoleError, RefusedError
from console.wire.answers import Done
from console.wire.archive import documents as wire
from console.wire.requests.drafts import Draft
from console.wire.requests.rows import DocumentRow

REGISTERED: Final = "+"
"""Prefix of a link or telephone that the bank registered."""
_LONGEST: Final = 120
"""Characters of a paper's name."""


def quoted(typed: str) -> tuple[str, bool]:
    """Return a link or telephone, and whether the bank registered it."""
    return typed.removeprefix(REGISTERED).strip(), typed.startswith(REGISTERED)


class Paper(NamedTuple):
    """A file as it was read: the name under which the request names it, its SHA-256, its octets."""

    name: str
    sha256: str
    data: bytes

    @property
    def named(self) -> tuple[str, str]:
        """As a draft names it."""
        return self.name, self.sha256


def paper(path: Path) -> Paper:
    """Read a file to be attached; raises ConsoleError `paper_too_large` or `paper_unreadable`, RefusedError for its kind or content."""
    place = path.expanduser()
    try:
        # A pipe has no size, and opening it would wait; a file may grow between the two.
        fits = 0 < place.stat().st_size <= MOST_BYTES
        with place.open("rb") if fits else nullcontext(BytesIO()) as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ConsoleError("paper_unreadable", name=place.name) from error
    if not 0 < len(data) <= MOST_BYTES:
        raise ConsoleError("paper_too_large", name=place.name, most=MOST_BYTES >> 20)
    if not is_document(place.name, data[:HEAD]):
        raise RefusedError(refuse("document_kind", "R11", name=place.name))
    refusal = document_check.refused(place.name, data)
    if refusal is not None:
        raise RefusedError(refusal)
    # Blanks part name and checksum on the form's line.
    name = "_".join(place.name.split())
    if len(name) > _LONGEST:
        name = name[: _LONGEST - len(place.suffix)] + place.suffix
    return Paper(name, hashlib.sha256(data).hexdigest(), data)


def file_name(name: str) -> str:
    """A plain file name for an attachment: names come from whoever wrote the form."""
    kept = "".join("_" if one in '/\\:*?"<>|' or not one.isprintable() else one for one in name)
    return kept.lstrip(".") or "attachment"


def attached(act: acts.Request | None, draft: Draft, told: Sequence[DocumentRow]) -> list[DocumentRow]:
    """Return the attachments that a signed request (None: its draft) names; of what the desk told only the sizes are taken."""
    sizes = {one.sha256: one.size for one in told}
    named = draft.attachments if act is None else [(one.name, one.sha256) for one in act.attachments]
    return [DocumentRow(name, sha256, sizes.get(sha256, -1)) for name, sha256 in named]


def handed_in(core: Core, request: int, one: Paper) -> None:
    """Take a paper that the saved draft names to the desk; raises what the desk refuses."""
    for start in range(0, len(one.data), PIECE):
        piece = one.data[start : start + PIECE]
        done: Done = core.call(wire.AddDocument(request, one.sha256, len(one.data), start, piece))
        if done.id == len(one.data):
            return


def fetched(core: Core, request: int, sha256: str) -> bytes:
    """Return the octets of an attachment; raises ConsoleError `paper_differs` if they are not those that the SHA-256 names."""
    data = bytearray()
    while True:
        part: wire.Part = core.call(wire.DocumentPart(request, sha256, len(data)))
        data += part.data
        if not part.data or len(data) >= min(part.size, MOST_BYTES):
            break
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ConsoleError("paper_differs", sha256=sha256)
    return bytes(data)
