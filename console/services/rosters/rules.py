"""The roster and policy in force, and the founding of a new desk from its files."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

import msgspec
from sqlalchemy import Connection, func, select, update

from console.db import chain
from console.domain import times
from console.domain.acts import Pledge
from console.domain.people.enrolment import ApplicationState
from console.domain.people.people import Roster, Signers
from console.domain.people.standing import under
from console.domain.policy import Policy
from console.domain.rosters import rule_files
from console.domain.rosters.rule_files import Kind, Named, RuleFile
from console.errors import ConsoleError
from console.services import kept_files, standing
from console.services.context import Desk
from console.services.losses import loss_effects
from console.signing import trust
from console.signing.refused import Refused
from console.signing.statements import Signed, decode
from console.store import people
from console.store.losses import LossRecord
from console.store.personnel import PersonnelOrderRecord, application

_AHEAD = timedelta(minutes=5)
"""How far ahead another clock may be."""


def load(conn: Connection, desk: Desk) -> tuple[Roster, Policy]:
    """Return the newest roster with the effects of personnel orders, and the policy it names.

    Raises ConsoleError if there is no roster, or the policy pack or screening list that it names is not stored.
    """
    text = conn.execute(
        select(people.roster.c.text).order_by(people.roster.c.version.desc()).limit(1)
    ).scalar_one_or_none()
    if text is None:
        raise ConsoleError("no_roster")
    roster = decode(text.encode())
    if not isinstance(roster, Roster):
        raise ConsoleError("no_roster")
    # A gateway without its file just sends nothing; without the other two files there are no rules to judge by.
    needed = [named for named in rule_files.named(roster) if named.kind is not Kind.GATEWAY]
    says = {named.kind: _kept(conn, desk, named).says for named in needed}
    pack = says[Kind.POLICY]
    if not isinstance(pack, Policy):
        raise TypeError(Kind.POLICY)
    taken_away = [*standing.counting(conn, roster), *loss_effects.suspensions(conn)]
    return under(roster, taken_away), pack


def _kept(conn: Connection, desk: Desk, named: Named) -> RuleFile:
    file = desk.files.get(conn, named)
    if file is None:
        raise ConsoleError("rule_file_missing", rule_file=named.kind, name=named.name, digest=named.digest)
    return file


_MARK = select(
    select(func.coalesce(func.max(people.roster.c.version), 0)).scalar_subquery(),
    select(func.coalesce(func.max(PersonnelOrderRecord.id), 0)).scalar_subquery(),
    select(func.coalesce(func.max(LossRecord.id), 0)).scalar_subquery(),
)


def mark(conn: Connection) -> tuple[int, ...]:
    """A mark that changes whenever the result of `load` changes: the newest roster version, personnel order and loss.

    Orders are numbered one transaction after the other (`console.db.gate`), so a lower number never appears later.
    """
    return tuple(conn.execute(_MARK).one())


def establish(
    conn: Connection,
    desk: Desk,
    *,
    signers: list[Signed],
    rosters: list[Signed],
    pledges: list[Signed],
    at: str,
    files: Iterable[bytes] = (),
) -> int:
    """Store signers, roster versions and pledges that the desk lacks, with ledger entries; return the number of entries.

    Of `files` those that a version names are stored. Entry 1 of a new ledger is roster version 1. Raises Refused if the chain of
    trust does not hold, ConsoleError `bad_installation` for a named file that can't be read.
    """
    chain_of_trust = trust.establish(desk.roots, signers, rosters, None)
    if chain_of_trust.newest.at > times.render(times.parse(at) + _AHEAD):
        raise Refused("roster_in_future", chain_of_trust.newest.at)
    known = set(conn.execute(select(people.roster.c.version)).scalars())
    added = 0
    for signed in signers:
        _keep_signers(conn, signed)
    for signed in rosters:
        roster = decode(signed.text.encode())
        if not isinstance(roster, Roster) or roster.version in known:
            continue
        conn.execute(people.roster.insert().values(version=roster.version, **_columns(signed)))
        _carry_out(conn, roster, at)
        _record(
            conn,
            desk,
            at,
            "roster.published",
            f"roster:{roster.version}",
            {"version": roster.version},
            signed,
        )
        added += 1
    kept_files.take_up(conn, files, at)
    have = set(conn.execute(select(people.pledge.c.digest)).scalars())
    for signed in pledges:
        statement, keys = trust.opened(signed, desk.roots.org, "pledge_signature")
        if signed.digest() in have or not isinstance(statement, Pledge):
            continue
        trust.signer(chain_of_trust, statement, keys, "pledge_signature")
        conn.execute(
            people.pledge.insert().values(
                digest=signed.digest(),
                person=statement.by,
                version=statement.version,
                at=statement.at,
                until=statement.until,
                text=signed.text,
                signature=signed.signatures[0],
            )
        )
        _record(
            conn, desk, at, "pledge.signed", f"person:{statement.by}", {"version": statement.version}, signed
        )
        added += 1
    return added


def _carry_out(conn: Connection, roster: Roster, at: str) -> None:
    """Mark as in force the filed applications (Attachment 3) that a version names as its grounds."""
    conn.execute(
        update(application)
        .where(application.c.digest.in_(roster.grounds), application.c.state == ApplicationState.FILED)
        .values(state=ApplicationState.ACTIVE, waits_for="", roster=roster.version, updated=at)
    )


def _keep_signers(conn: Connection, signed: Signed) -> None:
    statement = decode(signed.text.encode())
    if not isinstance(statement, Signers):
        raise ConsoleError("no_roster")
    have = conn.execute(select(people.signers.c.version).where(people.signers.c.version == statement.version))
    if have.one_or_none() is None:
        conn.execute(people.signers.insert().values(version=statement.version, **_columns(signed)))


def _columns(signed: Signed) -> dict[str, str]:
    return {
        "digest": signed.digest(),
        "text": signed.text,
        "signatures": msgspec.json.encode(signed.signatures).decode(),
    }


def _record(
    conn: Connection, desk: Desk, at: str, kind: str, subject: str, payload: dict[str, object], signed: Signed
) -> None:
    statement = decode(signed.text.encode())
    chain.append(
        conn,
        time=at,
        kind=kind,
        actor=getattr(statement, "by", "roster-signers"),
        carrier=None,
        subject=subject,
        payload={**payload, "statement": signed.digest()},
        nonce=secrets.token_hex(8),
        statement=signed.text.encode(),
        signature="".join(signed.signatures),
        genesis=desk.genesis,
    )
