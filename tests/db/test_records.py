"""Rows read as the class of their table: what the class says of a column is what the database has."""

import importlib
import pkgutil

import pytest
from sqlalchemy import select

import console.store
from console.domain.erasure.erasing import HoldScope
from console.services.context import Caller
from console.services.holds import legal_holds
from console.store import base
from console.store.erasure import LegalHoldRecord
from console.wire.sending import erasure
from tests.services.core import open_core

for one in pkgutil.iter_modules(console.store.__path__, "console.store."):
    if not one.ispkg:
        importlib.import_module(one.name)


@pytest.mark.parametrize("record", base.Base.__subclasses__(), ids=lambda record: record.__name__)
def test_a_column_has_the_name_of_its_attribute(record: type[base.Base]) -> None:
    """A row knows the name of the column, and who reads it the name of the attribute."""
    assert [one.key for one in record.__mapper__.column_attrs] == [one.name for one in base.table(record).c]


def test_every_table_of_the_desk_is_declared_as_a_class() -> None:
    assert {base.table(one).name for one in base.Base.__subclasses__()} == set(base.metadata.tables)


def test_a_row_is_read_as_its_class_and_nobody_can_write_to_it(sqlite_url: str) -> None:
    core = open_core(sqlite_url)
    core.call("wangfang", erasure.MakeLegalHold(HoldScope.DEPARTMENT, "credit", "诉讼"))
    with core.context(Caller("wangfang"), write=False) as ctx:
        [row] = legal_holds.in_force(ctx)
        assert (row.scope, row.subject, row.reason) == ("department", "credit", "诉讼")
        with pytest.raises(AttributeError):
            row.reason = "anders"
        assert base.row(ctx.conn, select(LegalHoldRecord).where(LegalHoldRecord.id == 0)) is None
    core.database.close()
