"""The personnel orders that the desk stores, in the form that the rules need."""

from functools import lru_cache

import msgspec
from sqlalchemy import Connection, and_, or_, select

from console.domain import times
from console.domain.acts import Order
from console.domain.dating import APART
from console.domain.people.orders import Deputation, Recall
from console.domain.people.people import Roster, Standing
from console.domain.people.standing import Brought, after_recalls
from console.signing.sshsig import verify
from console.signing.statements import Signed
from console.store import base
from console.store.personnel import PersonnelOrderRecord, personnel_order


def orders(conn: Connection) -> list[Brought]:
    """Return every personnel order, oldest first."""
    table = personnel_order.c
    rows = conn.execute(select(table.digest, table.text).order_by(table.at, table.id))
    return [Brought(row.digest, msgspec.json.decode(row.text, type=Order)) for row in rows]


def travelling(conn: Connection, since: str, ruled_from: str, department: str) -> list[Signed]:
    """The orders that an outsider needs to judge acts from `since` on, oldest first, as they were signed.

    Suspensions after the roster version of `ruled_from`, because a later version states each person's standing itself.
    Activations that end later than the earlier instant: an order may depend on the right that an ended activation gave.
    Deputations that end, or were recalled, later than `since` and apply in `department`: they change no roster, and do not
    matter elsewhere. And every recall of one of these.
    """
    table = personnel_order.c
    # An act may be dated before the one that it follows by as much as clocks differ.
    since = times.render(times.parse(since) - APART)
    rows = base.rows(
        conn,
        select(PersonnelOrderRecord)
        .where(
            or_(
                table.kind == "recall",
                and_(table.kind == "suspension", table.at >= ruled_from),
                and_(table.kind == "activation", table.until > min(since, ruled_from)),
                and_(
                    table.kind == "deputation",
                    table.until > since,
                    or_(table.recalled == "", table.recalled > since),
                    table.department.in_([department, ""]),
                ),
            )
        )
        .order_by(table.at, table.id),
    )
    kept = {row.digest for row in rows}
    return [
        Signed(row.text, [row.signature])
        for row in rows
        if row.kind != "recall" or msgspec.json.decode(row.text, type=Recall).order in kept
    ]


_COUNTING = select(
    personnel_order.c.digest,
    personnel_order.c.kind,
    personnel_order.c.by,
    personnel_order.c.text,
    personnel_order.c.signature,
).order_by(personnel_order.c.at, personnel_order.c.id)


def counting(conn: Connection, roster: Roster) -> list[Brought]:
    """Return the orders in force under a roster: a lent right needs an active giver whose signing key is not revoked."""
    rows = conn.execute(_COUNTING)
    good = {
        (p.id, k.public)
        for p in roster.people
        if p.standing is Standing.ACTIVE
        for k in p.keys
        if not k.revoked
    }
    return [
        Brought(row.digest, msgspec.json.decode(row.text, type=Order))
        for row in rows
        if row.kind not in _LENDING or (row.by, _key(row.text, row.signature, row.kind, roster.org)) in good
    ]


_LENDING = frozenset({"deputation", "activation"})


@lru_cache(maxsize=4096)
def _key(text: str, signature: str, kind: str, org: str) -> str:
    """The public key line that signed an order that came in here; cached, because it is needed often."""
    return verify(signature, text.encode(), f"sms-{kind}@{org}")


def deputations(conn: Connection, roster: Roster) -> list[Deputation]:
    """Return the deputations whose giver and principal are still in good standing, including those that begin later."""
    standing = [order for _, order in after_recalls(counting(conn, roster)) if isinstance(order, Deputation)]
    active = {p.id for p in roster.people if p.standing is Standing.ACTIVE}
    return [d for d in standing if {d.by, d.principal} <= active]
