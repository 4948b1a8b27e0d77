"""The immediate effects of a loss report (R12): a person loses their rights, or a gateway is frozen, until two people end it."""

import msgspec
from sqlalchemy import Connection, select

from console.domain.losses.losses import Report, Subject
from console.domain.people.orders import Suspension
from console.domain.people.standing import Brought
from console.domain.refusals import Refusal, refuse
from console.store import base
from console.store.losses import LossRecord


def suspensions(conn: Connection) -> list[Brought]:
    """Suspensions of people whose key or login is lost, until a later roster version restores their rights."""
    rows = base.rows(
        conn,
        select(LossRecord).where(
            LossRecord.subject.in_([Subject.KEY, Subject.LOGIN]), LossRecord.resumed == ""
        ),
    )
    orders: list[Brought] = []
    for row in rows:
        report = msgspec.json.decode(row.text, type=Report)
        order = Suspension(
            org=report.org, by=report.by, at=report.at, roster=1, person=report.id, reason=report.number
        )
        orders.append(Brought(row.digest, order))
    return orders


_LOST_GATEWAYS = select(LossRecord.name, LossRecord.number).where(
    LossRecord.subject == Subject.GATEWAY, LossRecord.resumed == ""
)


def lost_gateways(conn: Connection) -> dict[str, str]:
    """Gateways whose password is lost and that were not resumed yet, each with its case's number."""
    return {row.name: row.number for row in conn.execute(_LOST_GATEWAYS)}


def gateway_lost(conn: Connection, gateway: str) -> Refusal | None:
    """Why nothing is released, resumed or sent again through a gateway, or None: its password is lost (R12)."""
    number = lost_gateways(conn).get(gateway)
    return refuse("gateway_lost", "R12", gateway=gateway, number=number) if number else None
