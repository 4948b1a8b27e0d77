"""The ledger subject behind a printed number: requests and applications by id, loss cases and complaints by number."""

from sqlalchemy import Connection, select

from console.store.complaints import complaint
from console.store.losses import loss
from console.store.personnel import application
from console.store.requests import request


def named(conn: Connection, number: str) -> list[str]:
    """Return the ledger's subjects that the number may name; none if it is unknown."""
    subjects = [
        f"{kind}:{row.id}"
        for kind, table in (("request", request), ("application", application))
        for row in conn.execute(select(table.c.id).where(table.c.number == number))
    ]
    for kind, table in (("loss", loss), ("complaint", complaint)):
        if conn.execute(select(table.c.id).where(table.c.number == number)).first() is not None:
            subjects.append(f"{kind}:{number}")
    return subjects
