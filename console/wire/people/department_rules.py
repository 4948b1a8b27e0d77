"""Calls about the departments' own rules (R0)."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.refusals import Refusal
from console.wire.base import Ask
from console.wire.bounds import Small
from console.wire.shown import shown


class RulesRow(msgspec.Struct, frozen=True):
    """A department and its newest rules; `version` 0 if it has none yet. `closed` says why the caller may not read their text."""

    department: Annotated[str, shown("plain", places="t", label="cli.column.id")]
    name: Annotated[str, shown(width=12, label="column.department")]
    version: Annotated[int, shown("version", 10, "lptwv")]
    by: Annotated[str, shown("person", 9, "lptwv", label="signed_by")]
    at: Annotated[str, shown("time", 16, "lptwv", label="since")]
    title: Annotated[str, shown(places="lptwv")]
    digest: Annotated[str, shown(places="p"), shown("short", places="v")]
    closed: Refusal | None = None


class RulesText(msgspec.Struct, frozen=True):
    """One version in full, as it was signed."""

    row: RulesRow
    statement: str
    signature: str
    carrier: str


class DepartmentRulesPage(Ask, frozen=True):
    """Every department with its newest rules, including those without any."""

    Answer: ClassVar[type] = list[RulesRow]


class DepartmentRulesDetail(Ask, frozen=True):
    """The rules of a department; `version` 0 is the newest."""

    department: str
    version: Small = 0
    Answer: ClassVar[type] = RulesText


class DepartmentRulesVersions(Ask, frozen=True):
    """Every version of a department's rules, newest first, for people who may read them."""

    department: str
    Answer: ClassVar[type] = list[RulesRow]
