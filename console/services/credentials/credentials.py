"""Custody as the desk knows it: what the dispatcher reports about the gateways' passwords, and who holds them (R12)."""

from typing import Any, Final

import msgspec
from sqlalchemy import select, update

from console.domain.credentials.expiries import PASSWORD_DAYS
from console.domain.people.people import Post
from console.domain.times import parse
from console.errors import ConsoleError
from console.services.context import Context, answers
from console.services.credentials import secret_changes
from console.services.ledger import ledger
from console.services.sending.bundles import trust_chain
from console.services.sending.obstacles import gateway_states
from console.signing.canonical import NotCanonicalError, loads
from console.signing.sshsig import BadSignatureError, verify
from console.store import base
from console.store.credentials import CredentialRecord, credential
from console.store.tables import LedgerRecord
from console.wire.answers import Done
from console.wire.credentials import custody

EVENTS: Final = frozenset(
    {
        "created", "unlocked", "locked", "installed", "rotated", "rotate_failed", "bind_tested", "retired",
        "incident", "rephrased",
    }
)  # fmt: skip
"""Events that a report may name."""
_LOCKED: Final = "locked"
_IN_FORCE: Final = "in_force"
_UNKNOWN: Final = "unknown"


@answers
def report(ctx: Context, call: custody.ReportCustody) -> Done:
    """Take the dispatcher's signed report of an act of custody; it becomes a ledger entry, once."""
    taken = _judged(ctx, call)
    if _told_before(ctx, call, taken.event):
        return Done(0)
    _keep(ctx, taken)
    secret_changes.changed(ctx, taken)
    ctx.notice("gateways")
    payload = {
        "gateway": taken.gateway,
        "fingerprint": taken.fingerprint,
        "state": taken.state,
        "why": taken.why,
        "person": taken.person,
    }
    subject = f"gateway:{taken.gateway}" if taken.gateway else f"service:{taken.by}"
    seq = ledger.record(
        ctx, f"custody.{taken.event}", subject, payload, statement=call.text, signature=call.signature
    )
    return Done(seq)


@answers
def trust(ctx: Context, call: custody.PullTrust) -> custody.TrustChain:
    """All signed statements from which the dispatcher can determine by itself who the custodian is."""
    ctx.service()
    signers, rosters, orders = trust_chain(ctx, call.known)
    return custody.TrustChain(
        [(one.text, one.signatures) for one in signers],
        [(one.text, one.signatures) for one in rosters],
        [(one.text, one.signatures) for one in orders],
    )


@answers
def page(ctx: Context, _call: custody.Credentials) -> list[custody.CredentialRow]:
    """The password of every gateway that the roster names: its holder, fingerprint, age and state."""
    rows = {row.gateway: row for row in base.rows(ctx.conn, select(CredentialRecord))}
    vault = rows.get("")
    changes = secret_changes.due_by_gateway(ctx)
    holders, standby = _holders(ctx, standby=False), _holders(ctx, standby=True)
    cards, links = [], gateway_states(ctx)
    for ref in ctx.roster.gateways:
        row, gateway = rows.get(ref.id), ctx.gateway(ref.id)
        installed = row.installed if row is not None else ""
        age = (parse(ctx.at) - parse(installed)).days if installed else -1
        cards.append(
            custody.CredentialRow(
                gateway=ref.id,
                name=gateway.name if gateway is not None else ref.id,
                holders=holders,
                standby=standby,
                fingerprint=row.fingerprint if row is not None else "",
                installed=installed,
                installed_by=row.installed_by if row is not None else "",
                last_bind=row.last_bind if row is not None else "",
                state=_state(row, vault),
                why=row.why if row is not None else "",
                link=links[ref.id],
                backend=vault.backend if vault is not None else "",
                age=age,
                due=age >= PASSWORD_DAYS,
                change=changes.get(ref.id) or changes.get(""),
            )
        )
    return cards


def _judged(ctx: Context, call: custody.ReportCustody) -> custody.CustodyReport:
    """The report, which the calling service must have signed; raises ConsoleError `bad_report`."""
    service = ctx.service()
    public = next(s.public for s in ctx.roster.services if s.id == service)
    try:
        signer = verify(call.signature, call.text.encode(), f"sms-custody@{ctx.roster.org}")
        parsed = msgspec.convert(loads(call.text.encode()), custody.CustodyReport, strict=True)
    except (BadSignatureError, NotCanonicalError, msgspec.ValidationError, UnicodeEncodeError) as error:
        raise ConsoleError("bad_report") from error
    if signer != public or parsed.by != service or parsed.org != ctx.roster.org or parsed.event not in EVENTS:
        raise ConsoleError("bad_report")
    return parsed


def _told_before(ctx: Context, call: custody.ReportCustody, event: str) -> bool:
    """Whether this exact report is in the ledger already: a dispatcher that got no answer sends it again."""
    known = ctx.conn.execute(
        select(LedgerRecord.seq).where(
            LedgerRecord.kind == f"custody.{event}", LedgerRecord.statement == call.text.encode()
        )
    )
    return known.first() is not None


def _keep(ctx: Context, taken: custody.CustodyReport) -> None:
    values: dict[str, Any] = {"backend": taken.backend, "updated": taken.at}
    if taken.state:
        values["state"] = taken.state
    # A failed act changes nothing; the reason of an incident stays until a success is reported.
    if taken.event not in {"rotate_failed", "bind_tested"} or taken.why == "":
        values["why"] = taken.why if taken.event in {"incident", "retired"} else ""
    if taken.fingerprint:
        values |= {
            "fingerprint": taken.fingerprint,
            "installed": taken.installed,
            "last_bind": taken.last_bind,
        }
    if taken.event in {"installed", "rotated"}:
        values["installed_by"] = taken.person or taken.by
    table = credential.c
    known = ctx.conn.execute(select(table.gateway).where(table.gateway == taken.gateway)).one_or_none()
    if known is not None:
        ctx.conn.execute(update(credential).where(table.gateway == taken.gateway).values(**values))
        return
    empty = dict.fromkeys(
        ("fingerprint", "installed", "installed_by", "last_bind", "state", "why", "backend", "updated"), ""
    )
    ctx.conn.execute(credential.insert().values(gateway=taken.gateway, **empty | values))


def _state(row: CredentialRecord | None, vault: CredentialRecord | None) -> str:
    """The state of a credential: one that is in force cannot be used while the vault is locked."""
    if row is None:
        return _UNKNOWN if vault is None else "none"
    if row.state == _IN_FORCE and vault is not None and vault.state == _LOCKED:
        return _LOCKED
    return str(row.state) or _UNKNOWN


def _holders(ctx: Context, *, standby: bool) -> list[tuple[str, str]]:
    """The people who hold the custodian's post now, or who would if the standbys (B角) were activated."""
    if not standby:
        ids = ctx.roster.holders(Post.CUSTODIAN, "", ctx.at)
    else:
        ids = [
            a.person
            for a in ctx.roster.posts
            if a.post is Post.CUSTODIAN and a.standby and (not a.until or ctx.at < a.until)
        ]
    people = [ctx.roster.person(one) for one in dict.fromkeys(ids)]
    return [(one.id, one.name) for one in people if one is not None]
