"""Findings of older lists held whole rows; the migration leaves of them what was read of the number."""

from importlib import import_module
from typing import Any

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import insert, select

from console.db.engine import Database
from console.store.contacts import finding

RAWS = {
    (1, 1, 0): ("junk", "欧阳秘密0 13900139000 欠款0万元", "…13900139000…"),
    (1, 1, 1): ("spacing", "139 0013 9000", "139 0013 9000"),
    (1, 7, 0): ("other_column", "C: 13900139000", "C: 13900139000"),
    (2, 3, 0): ("header", "逾期客户", "…"),
}


def test_no_older_finding_keeps_what_stood_beside_a_number(database: Database) -> None:
    step: Any = import_module("console.store.migrations.versions.0027_beside_numbers")
    many = {(3, row, 0): ("junk", f"客户{row} 欠{row}元", "…") for row in range(1, 23)}
    rows = RAWS | many
    part, step._PART = step._PART, 5
    try:
        with database.writer() as conn:
            for (list_id, row, nth), (reason, raw, _) in rows.items():
                conn.execute(
                    insert(finding).values(list_id=list_id, row=row, nth=nth, reason=reason, raw=raw, kept=0)
                )
            with Operations.context(MigrationContext.configure(conn)):
                step._tidy()
            found = {(r.list_id, r.row, r.nth): r.raw for r in conn.execute(select(finding))}
    finally:
        step._PART = part
    assert found == {key: said for key, (_, _, said) in rows.items()}
