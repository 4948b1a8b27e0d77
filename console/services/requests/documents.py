"""Documents attached to requests (R11): kept as octets under their SHA-256, which the signed request names.

A document belongs to one request: who may read the request may read it, and it goes when no draft and no version names it any more.
"""

from collections.abc import Iterator

import msgspec
from sqlalchemy import delete, select

from console.domain import acts
from console.domain.refusals import Refusal, refuse
from console.domain.requests.documents import MOST, ending
from console.services.context import Context
from console.store import base
from console.store.documents import DocumentPieceRecord, DocumentRecord, document, document_piece
from console.store.requests import RequestRecord, request_version
from console.wire.requests.drafts import Draft
from console.wire.requests.rows import DocumentRow


def whole(ctx: Context, request: int, sha256: str) -> bytes:
    """All octets of a document that are here."""
    pieces = base.rows(
        ctx.conn,
        select(DocumentPieceRecord)
        .where(DocumentPieceRecord.request == request, DocumentPieceRecord.sha256 == sha256)
        .order_by(DocumentPieceRecord.start),
    )
    return b"".join(bytes(piece.data) for piece in pieces)


def sizes(ctx: Context, request: int) -> dict[str, int]:
    """The octets of each document of a request that is here whole, by SHA-256."""
    rows = base.rows(ctx.conn, select(DocumentRecord).where(DocumentRecord.request == request))
    return {row.sha256: row.size for row in rows if row.have == row.size}


def listed(ctx: Context, request: int, named: list[tuple[str, str]]) -> list[DocumentRow]:
    """The attachments that a draft or a version names, with their sizes."""
    known = sizes(ctx, request) if named else {}
    return [DocumentRow(name, sha256, known.get(sha256, -1)) for name, sha256 in named]


def of_statement(statement: acts.Request) -> list[tuple[str, str]]:
    """The attachments that a signed request names, by name and SHA-256."""
    return [(one.name, one.sha256) for one in statement.attachments]


def faults(ctx: Context, request: int, draft: Draft) -> Iterator[Refusal]:
    """Why a draft's attachments keep it from being submitted: what is for others needs one, and each must be here."""
    if draft.third_party and not draft.attachments:
        yield refuse("third_party_document_missing", "R11")
    if len(draft.attachments) > MOST:
        yield refuse("documents_too_many", "R11", most=MOST)
    known = sizes(ctx, request) if draft.attachments and _readable(ctx, request) else {}
    for name, sha256 in draft.attachments:
        if not ending(name):
            yield refuse("document_kind", "R11", name=name)
        elif sha256 not in known:
            yield refuse("document_missing", "R11", name=name)


def _readable(ctx: Context, request: int) -> bool:
    """Whether the caller may know what a request has: a form being filled in may name any."""
    mine = ctx.departments()
    where = select(RequestRecord.department).where(RequestRecord.id == request)
    return mine is None or ctx.conn.execute(where).scalar_one_or_none() in mine


def drop_unnamed(ctx: Context, request: int, draft: Draft | None) -> None:
    """Delete what neither the draft (None: it is gone) nor a signed version names."""
    kept = {sha256 for _, sha256 in draft.attachments} if draft is not None else set()
    here = set(
        ctx.conn.execute(select(DocumentRecord.sha256).where(DocumentRecord.request == request)).scalars()
    )
    if not here - kept:
        return
    texts = ctx.conn.execute(
        select(request_version.c.text).where(request_version.c.request == request)
    ).scalars()
    for text in texts:
        kept |= {one.sha256 for one in msgspec.json.decode(text, type=acts.AnyRequest).attachments}
    drop(ctx, request, sorted(here - kept))


def drop(ctx: Context, request: int, digests: list[str]) -> None:
    """Delete documents of a request."""
    for table in (document_piece, document):
        ctx.conn.execute(delete(table).where(table.c.request == request, table.c.sha256.in_(digests)))
