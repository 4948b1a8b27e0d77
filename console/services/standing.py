"""The personnel orders that the desk keeps, as the rules want them."""

import msgspec
from sqlalchemy import Connection, select

from console.domain.acts import Order
from console.domain.orders import Deputation
from console.domain.people import Roster, Standing
from console.domain.standing import Brought, after_recalls
from console.store.personnel import personnel_order


def orders(conn: Connection) -> list[Brought]:
    """Return every personnel order, oldest first."""
    table = personnel_order.c
    rows = conn.execute(select(table.digest, table.text).order_by(table.at, table.id))
    return [Brought(row.digest, msgspec.json.decode(row.text, type=Order)) for row in rows]


def deputations(conn: Connection, roster: Roster) -> list[Deputation]:
    """Return the deputations whose giver and principal are still here in good standing, also those that begin later."""
    standing = [order for _, order in after_recalls(orders(conn)) if isinstance(order, Deputation)]
    active = {p.id for p in roster.people if p.standing is Standing.ACTIVE}
    return [d for d in standing if {d.by, d.principal} <= active]
