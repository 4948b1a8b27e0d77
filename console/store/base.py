"""How the desk's tables are declared, and how their rows are read: as objects of their class, though no ORM session exists.

A Core row has its columns as attributes; read as the class of its table, each of them has a type that the check knows. At run time
it stays a Core row, which nobody can write to.
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
    """The columns that a class names, in its order: for a choice of some of a table's."""
    return [of.c[name] for name in get_type_hints(kind)]


def rows(conn: Connection, chosen: "Select[T]", **values: object) -> Sequence[T]:
    """Every row that was chosen, read as the class of its table; `values` fill a statement that was put together once."""
    return cast("Sequence[T]", conn.execute(chosen, values or None).all())


def each(conn: Connection, chosen: "Select[T]") -> Iterator[T]:
    """Every row that was chosen, one after the other: for a reader who stops when it has enough."""
    return cast("Iterator[T]", iter(conn.execute(chosen)))


def rows_as(_kind: type[K], conn: Connection, chosen: "Select[*tuple[Any, ...]]") -> Sequence[K]:
    """Every row of a choice from several tables, read as a class that names its columns."""
    return cast("Sequence[K]", conn.execute(chosen).all())


def row_as(_kind: type[K], conn: Connection, chosen: "Select[*tuple[Any, ...]]") -> K | None:
    """The one row of a choice from several tables, read as a class that names its columns; None where there is none."""
    return cast("K | None", conn.execute(chosen).one_or_none())


def row(conn: Connection, chosen: "Select[T]", **values: object) -> T | None:
    """The one row that was chosen, read as the class of its table; None where there is none."""
    return cast("T | None", conn.execute(chosen, values or None).one_or_none())


def first(conn: Connection, chosen: "Select[T]") -> T | None:
    """The first of the rows that were chosen, read as the class of its table; None where there is none."""
    return cast("T | None", conn.execute(chosen).first())


def one(conn: Connection, chosen: "Select[T]") -> T:
    """The one row that was chosen, read as the class of its table; raises NoResultFound where there is none."""
    return cast("T", conn.execute(chosen).one())
