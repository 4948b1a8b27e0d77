"""Documents of a request on their way: piece by piece to the desk (R11), and out again for whoever may read the request."""

import hashlib
from collections.abc import Callable
from functools import partial
from typing import Final

import msgspec
from sqlalchemy import select, update

from console.domain.authority import Act
from console.domain.refusals import Refusal, refuse
from console.domain.requests import document_check
from console.domain.requests.documents import HEAD, MOST, MOST_BYTES, PIECE, is_document
from console.errors import RefusedError
from console.services import kept_rows
from console.services.context import Context, Desk, Scan, answers, beforehand, demand
from console.services.requests import documents, requests
from console.store import base
from console.store.documents import DocumentPieceRecord, DocumentRecord, document, document_piece
from console.store.requests import RequestRecord
from console.wire.answers import Done
from console.wire.archive import documents as wire
from console.wire.requests.drafts import Draft


@beforehand
def check(ctx: Context, call: wire.AddDocument) -> Callable[[], None] | None:
    """Return how the document that a last piece makes whole is checked, which takes up to a minute; None if there is nothing to check."""
    row, name, kept = _wanted(ctx, call)
    if kept is not None and kept.have == kept.size:
        return None
    demand(_unfit(call, kept, name))
    if call.start + len(call.data) < call.size:
        return None
    data = (documents.whole(ctx, row.id, call.sha256) if call.start else b"") + call.data
    # What differs is refused where it would be kept.
    same = hashlib.sha256(data).hexdigest() == call.sha256
    return partial(_check, ctx.desk, (row.id, call.sha256), name, data) if same else None


def _check(desk: Desk, key: tuple[int, str], name: str, data: bytes) -> None:
    """Judge a whole document, then have the house's scanner do so; raises RefusedError unless both let it pass."""
    demand(document_check.refused(name, data))
    said = Scan.CLEAN if desk.scan is None else desk.scan(data)
    if said == Scan.FOUND:
        raise RefusedError(refuse("document_infected", "R11", name=name))
    if said != Scan.CLEAN:
        raise RefusedError(refuse("document_not_scanned", "R11", name=name))
    desk.live.checked.add(key)


@answers
def add(ctx: Context, call: wire.AddDocument) -> Done:
    """Keep a piece of a document that the draft names; the last one only if all have the digest that it is named by.

    What it makes whole was checked before (`check`).
    """
    row, name, kept = _wanted(ctx, call)
    if kept is not None and kept.have == kept.size:
        # It was attached before; an earlier version may name it.
        return Done(0, kept.size)
    demand(_unfit(call, kept, name))
    if call.start == 0:
        documents.drop(ctx, row.id, [call.sha256])
        ctx.conn.execute(
            document.insert().values(
                request=row.id, sha256=call.sha256, size=call.size, have=0, by=ctx.person, at=ctx.at
            )
        )
    ctx.conn.execute(
        document_piece.insert().values(request=row.id, sha256=call.sha256, start=call.start, data=call.data)
    )
    have = call.start + len(call.data)
    if have == call.size:
        data = documents.whole(ctx, row.id, call.sha256)
        if hashlib.sha256(data).hexdigest() != call.sha256:
            raise RefusedError(refuse("document_differs", "R11", name=name))
        key = row.id, call.sha256
        if key not in ctx.desk.live.checked:
            # Other pieces came between; a check here would hold up everybody.
            raise RefusedError(refuse("document_not_scanned", "R11", name=name))
        ctx.desk.live.checked.discard(key)
    ctx.conn.execute(
        update(document)
        .where(document.c.request == row.id, document.c.sha256 == call.sha256)
        .values(have=have)
    )
    if have == call.size:
        ctx.notice("requests")
    return Done(0, have)


def _wanted(ctx: Context, call: wire.AddDocument) -> tuple[RequestRecord, str, DocumentRecord | None]:
    """The request that the caller may edit, the name that its draft gives the document, and what is here of it."""
    row = kept_rows.row_by_id(ctx, call.request)
    demand(ctx.authority.may(ctx.person, Act.EDIT, requests.facts_of(ctx, row)))
    return row, _named(row, call.sha256), _row(ctx, row.id, call.sha256)


def _named(row: RequestRecord, sha256: str) -> str:
    draft = msgspec.json.decode(row.draft, type=Draft)
    name = next((name for name, digest in draft.attachments[:MOST] if digest == sha256), "")
    if not name:
        raise RefusedError(refuse("document_not_named", "R11"))
    return name


def _unfit(call: wire.AddDocument, row: DocumentRecord | None, name: str) -> Refusal | None:
    """Why a piece cannot be kept: too large, no document, or not the piece that follows."""
    if not 0 < call.size <= MOST_BYTES:
        return refuse("document_too_large", "R11", name=name, most=MOST_BYTES >> 20)
    if call.start == 0 and not is_document(name, call.data[:HEAD]):
        return refuse("document_kind", "R11", name=name)
    follows = row is not None and (row.have, row.size) == (call.start, call.size)
    fits = 0 < len(call.data) <= PIECE and call.start + len(call.data) <= call.size
    return None if fits and (call.start == 0 or follows) else refuse("document_differs", "R11", name=name)


@answers
def part(ctx: Context, call: wire.DocumentPart) -> wire.Part:
    """A piece of a document, for whoever may read its request."""
    row = kept_rows.row_by_id(ctx, call.request)
    kept = _row(ctx, row.id, call.sha256)
    if kept is None or kept.have < kept.size:
        raise RefusedError(refuse("document_not_here", "R11"))
    piece = base.first(
        ctx.conn,
        select(DocumentPieceRecord)
        .where(
            DocumentPieceRecord.request == row.id,
            DocumentPieceRecord.sha256 == call.sha256,
            DocumentPieceRecord.start <= call.start,
        )
        .order_by(DocumentPieceRecord.start.desc())
        .limit(1),
    )
    data = bytes(piece.data)[call.start - piece.start :][:_PART] if piece is not None else b""
    return wire.Part(kept.size, data)


_PART: Final = PIECE
"""Octets of one answer at most."""


def _row(ctx: Context, request: int, sha256: str) -> DocumentRecord | None:
    return base.row(
        ctx.conn,
        select(DocumentRecord).where(DocumentRecord.request == request, DocumentRecord.sha256 == sha256),
    )
