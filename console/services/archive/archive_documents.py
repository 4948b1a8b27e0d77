"""The record behind a paper document: its title, its department, and the digests that its check code may come from."""

from collections.abc import Callable
from typing import NamedTuple

import msgspec
from sqlalchemy import select

from console.domain import acts
from console.domain.archive.archive import CODED, PaperKind
from console.domain.archive.check_code import begins, matches
from console.domain.losses import losses
from console.domain.people.claims import claim_digest
from console.domain.refusals import refuse
from console.errors import ConsoleError, RefusedError
from console.services import kept_rows
from console.services.context import Context
from console.services.printed.form_parts import pledge_number
from console.services.requests import requests
from console.store import base, people
from console.store.losses import LossRecord, LossStepRecord, loss_step
from console.store.personnel import ApplicationRecord
from console.store.requests import RequestRecord, RequestVersionRecord


class Document(NamedTuple):
    """A document for the archive book: `about` and `title` name it, members of `department` may read it."""

    about: str
    title: str
    department: str


class Version(NamedTuple):
    """One version of a record that was printed: its title in the book, and the digest that its check code is derived from."""

    version: int
    title: str
    digest: str


def document(ctx: Context, kind: PaperKind, of: str, code: str) -> Document:
    """The record of that id whose paper bears that code; raises RefusedError for a wrong code, and if there is no record."""
    if kind not in CODED:
        raise RefusedError(refuse("archive_no_record", "R3", paper_kind=kind, of=of))
    try:
        about, department, versions = _FIND[kind](ctx, of)
    except (ConsoleError, ValueError) as error:
        raise RefusedError(refuse("archive_no_record", "R3", paper_kind=kind, of=of)) from error
    if not versions:
        raise RefusedError(refuse("archive_no_record", "R3", paper_kind=kind, of=of))
    return Document(about, _judged(ctx, kind, code, versions).title, department)


def demand_code(ctx: Context, request_id: int, code: str) -> None:
    """Refuse a check code that is not of a request's newest version: the paper would differ from what was signed (R3, R6)."""
    _judged(ctx, PaperKind.REQUEST, code, _versions(ctx, request_id))


def request_title(number: str, version: int) -> str:
    """The title of a request's paper: its number, followed by the version if it is not the first."""
    return number if version == 1 else f"{number} v{version}"


def _judged(ctx: Context, kind: PaperKind, code: str, versions: list[Version]) -> Version:
    """The version that bears the code. An older version of a request is not what was signed; the refusal names that version."""
    if not code.strip():
        raise RefusedError(refuse("check_code_missing", "R3"))
    version = next((one for one in versions if matches(code, one.digest)), None)
    if version is None:
        other = _request_of(ctx, code)
        if other:
            raise RefusedError(refuse("check_code_other", "R3", number=other))
        raise RefusedError(refuse("check_code_differs", "R3"))
    newest = versions[-1]
    if kind is PaperKind.REQUEST and version.version != newest.version:
        raise RefusedError(refuse("check_code_older", "R3", version=version.version, newest=newest.version))
    return version


def _request_of(ctx: Context, code: str) -> str:
    """The number of the request that a code is of, as far as the caller may read it (R7): two papers are easily swapped."""
    prefix = begins(code)
    if not prefix:
        return ""
    chosen = (
        select(RequestRecord.number, RequestRecord.department)
        .join(RequestVersionRecord.__table__, RequestVersionRecord.request == RequestRecord.id)
        .where(RequestVersionRecord.digest.startswith(prefix))
    )
    row, mine = ctx.conn.execute(chosen).first(), ctx.departments()
    return row.number or "" if row is not None and (mine is None or row.department in mine) else ""


_Found = tuple[str, str, list[Version]]


def _request(ctx: Context, of: str) -> _Found:
    """A request by its id, or by the number that people read on its paper."""
    numbered = select(RequestRecord.id).where(RequestRecord.number == of)
    row = kept_rows.row_by_id(
        ctx, int(of) if of.isdecimal() else ctx.conn.execute(numbered).scalar_one_or_none() or 0
    )
    return f"request:{row.id}", row.department, _versions(ctx, row.id)


def _versions(ctx: Context, request_id: int) -> list[Version]:
    rows = ctx.conn.execute(
        select(RequestVersionRecord.version, RequestVersionRecord.digest, RequestVersionRecord.text)
        .where(RequestVersionRecord.request == request_id)
        .order_by(RequestVersionRecord.version)
    )
    return [
        Version(
            row.version,
            request_title(msgspec.json.decode(row.text, type=acts.AnyRequest).number, row.version),
            row.digest,
        )
        for row in rows
    ]


def _receipt(ctx: Context, of: str) -> _Found:
    row = kept_rows.row_by_id(ctx, int(of))
    steps = [s for s in requests.steps_of(ctx, row.id, row.version) if s.kind == "acceptance"]
    title = request_title(str(row.number), row.version)
    return f"request:{row.id}", row.department, [Version(row.version, title, one.digest) for one in steps]


def _pledge(ctx: Context, of: str) -> _Found:
    rows = ctx.conn.execute(
        select(people.pledge).where(people.pledge.c.person == of).order_by(people.pledge.c.at)
    ).all()
    department = ""
    versions = []
    for nth, row in enumerate(rows, 1):
        department = msgspec.json.decode(row.text, type=acts.Pledge).department
        versions.append(Version(nth, pledge_number(ctx, of, row.at, row.digest), row.digest))
    return f"person:{of}", department, versions


def _application(ctx: Context, of: str) -> _Found:
    row = base.row(ctx.conn, select(ApplicationRecord).where(ApplicationRecord.id == int(of)))
    if row is None:
        return "", "", []
    return f"application:{row.id}", row.department, [Version(row.version, row.number, row.digest)]


def _loss(ctx: Context, of: str) -> _Found:
    row = ctx.conn.execute(
        select(LossRecord.number, LossStepRecord.text, LossStepRecord.digest)
        .join(loss_step, LossStepRecord.loss == LossRecord.id)
        .where(LossRecord.id == int(of), LossStepRecord.step == losses.Step.CERTIFIED)
    ).first()
    if row is None:
        return "", "", []
    act = msgspec.json.decode(row.text, type=losses.Certificate)
    return f"loss:{row.number}", act.department, [Version(1, act.number, row.digest)]


def _claim(ctx: Context, of: str) -> _Found:
    person = ctx.roster.person(of)
    if person is None:
        return "", "", []
    held = [a.department for a in ctx.roster.posts if a.person == of and a.department]
    general = ctx.roster.general_department()
    digests = [(nth, claim_digest(ctx.roster.org, of, key.public)) for nth, key in enumerate(person.keys, 1)]
    versions = [Version(nth, f"K-{of}-{digest[:6]}", digest) for nth, digest in digests]
    return f"person:{of}", held[0] if held else general.id if general else "", versions


_FIND: dict[PaperKind, Callable[[Context, str], _Found]] = {
    PaperKind.REQUEST: _request,
    PaperKind.RECEIPT: _receipt,
    PaperKind.PLEDGE: _pledge,
    PaperKind.APPLICATION: _application,
    PaperKind.LOSS: _loss,
    PaperKind.CLAIM: _claim,
}
