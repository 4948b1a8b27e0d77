"""What lists have in common: which rows a caller may read, which they asked for, and one page of them."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from sqlalchemy import ColumnElement, Select, func, or_

from console.services.context import Context, page_limit
from console.store import base
from console.wire.answers import Page

K = TypeVar("K")
Conditions = list[ColumnElement[bool]]


class Asked(Protocol):
    """A call for one page of a list."""

    @property
    def after(self) -> str:
        """The key after which the page starts; empty for the first one."""
        ...

    @property
    def limit(self) -> int:
        """How many rows are wanted at most."""
        ...


def readable(ctx: Context, department: Any, *others: Any) -> Conditions:
    """The row is of a department that the caller may read (R7), or one of the other conditions lets it through."""
    mine = ctx.departments()
    return [] if mine is None else [or_(department.in_(mine), *others)]


def same(*wanted: tuple[Any, object]) -> Conditions:
    """Each column has the value that was asked for; an empty value asks for nothing."""
    return [column == value for column, value in wanted if value]


def having(text: str, *columns: Any) -> Conditions:
    """One of the columns holds the text that was typed; an empty one asks for nothing."""
    return [or_(*(column.contains(text, autoescape=True) for column in columns))] if text else []


def paged(
    ctx: Context, call: Asked, kind: type[K], chosen: "Select[*tuple[Any, ...]]", key: Any
) -> tuple[Page, Sequence[K]]:
    """One page of the chosen rows, the greatest key first, read as a class that names its columns; the next one starts below its last row."""
    total = ctx.conn.execute(chosen.with_only_columns(func.count(), maintain_column_froms=True)).scalar_one()
    if call.after:
        chosen = chosen.where(key < int(call.after))
    limit = page_limit(call.limit)
    rows = base.rows_as(kind, ctx.conn, chosen.order_by(key.desc()).limit(limit))
    return Page(total, str(getattr(rows[-1], key.key)) if len(rows) == limit else ""), rows
