"""How the desk's tables are declared, and how their rows are read as objects of their class without an ORM session.

A Core row has its columns as attributes; read as the class of its table, each attribute has a type that mypy knows. At run time
it stays a Core row, which is read-only.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, ClassVar, TypeVar, cast, get_type_hints

from sqlalchemy import Column, Connection, LargeBinary, MetaData, Select, Table, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

from console.db.naming import NAMING, Int8

metadata = MetaData(naming_convention=NAMING)

Big = Annotated[int, mapped_column(Int8)]


class Base(DeclarativeBase):
    """A table of the desk: its columns are the class's annotations, in their order."""

    metadata: ClassVar[MetaData] = metadata
    type_annotation_map: ClassVar = {str: Text(), bytes: LargeBinary()}


T = TypeVar("T", bound=Base)
K = TypeVar("K")


def table(of: type[Base]) -> Table:
    """The table of a class, for statements."""
    return cast("Table", of.__table__)


def columns(kind: type[Any], of: Table) -> list[Column[Any]]:
    """Return the columns that a class names, in its order, for selecting only some columns of a table."""
    return [of.c[name] for name in get_type_hints(kind)]


def rows(conn: Connection, chosen: "Select[T]", **values: object) -> Sequence[T]:
    """Return every selected row, read as the class of its table; `values` fill the parameters of a prepared statement."""
    return cast("Sequence[T]", conn.execute(chosen, values or None).all())


def each(conn: Connection, chosen: "Select[T]") -> Iterator[T]:
    """Yield every selected row, one after the other, for a reader that may stop early."""
    return cast("Iterator[T]", iter(conn.execute(chosen)))


def rows_as(_kind: type[K], conn: Connection, chosen: "Select[*tuple[Any, ...]]") -> Sequence[K]:
    """Return every row of a selection from several tables, read as a class that names its columns."""
    return cast("Sequence[K]", conn.execute(chosen).all())


def row_as(_kind: type[K], conn: Connection, chosen: "Select[*tuple[Any, ...]]") -> K | None:
    """Return the one row of a selection from several tables, read as a class that names its columns, or None."""
    return cast("K | None", conn.execute(chosen).one_or_none())


def row(conn: Connection, chosen: "Select[T]", **values: object) -> T | None:
    """Return the one selected row, read as the class of its table, or None."""
    return cast("T | None", conn.execute(chosen, values or None).one_or_none())


def first(conn: Connection, chosen: "Select[T]") -> T | None:
    """Return the first of the selected rows, read as the class of its table, or None."""
    return cast("T | None", conn.execute(chosen).first())


def one(conn: Connection, chosen: "Select[T]") -> T:
    """Return the one selected row, read as the class of its table; raises NoResultFound if there is none."""
    return cast("T", conn.execute(chosen).one())
