"""The ledger subject behind a printed number: requests and applications by id, loss cases, complaints and records of upkeep by number. And the other way."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from console.store.complaints import complaint
from console.store.losses import loss
from console.store.personnel import application
from console.store.requests import request
from console.store.upkeep import upkeep


def named(conn: Connection, number: str) -> list[str]:
    """Return the ledger's subjects that the number may name; none if it is unknown."""
    subjects = [
        f"{kind}:{row.id}"
        for kind, table in (("request", request), ("application", application))
        for row in conn.execute(select(table.c.id).where(table.c.number == number))
    ]
    for kind, table in (("loss", loss), ("complaint", complaint), ("upkeep", upkeep)):
        if conn.execute(select(table.c.id).where(table.c.number == number)).first() is not None:
            subjects.append(f"{kind}:{number}")
    return subjects


def numbers(conn: Connection, subjects: Iterable[str]) -> dict[str, str]:
    """Return the printed number of each subject that is a request or an application with one."""
    ids: dict[str, set[int]] = {}
    for kind, _, one in (subject.partition(":") for subject in subjects):
        if one.isdecimal() and one.isascii():
            ids.setdefault(kind, set()).add(int(one))
    return {
        f"{kind}:{row.id}": row.number
        for kind, table in (("request", request), ("application", application))
        for row in conn.execute(select(table.c.id, table.c.number).where(table.c.id.in_(ids.get(kind, ()))))
        if row.number
    }
