"""Calls about samples (R7): which sends of a month a department looks at, and what it found."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.filing.sampling import Sampled
from console.domain.refusals import Refusal
from console.wire.base import Ask
from console.wire.bounds import Filter
from console.wire.shown import shown


class SampleRow(msgspec.Struct, frozen=True):
    """A department's month. `of` are its sends, `n` those to look at.

    `state` is running, none (nothing was sent), undrawn (no head was signed since its end), due, signed or faulty (signed, and
    something was wrong). `due` is the day until which it is signed, empty if it is; `late` says that it is over.
    """

    department: Annotated[str, shown("plain", places="t", label="cli.column.id")]
    name: Annotated[str, shown(label="column.department")]
    month: Annotated[str, shown(places="pt", label="sample.month")]
    state: Annotated[str, shown("sample_state", (10, 14), label="column.state")]
    of: Annotated[int, shown("count", 6, label="sample.of", right=True)]
    n: Annotated[int, shown("count", 6, label="sample.n", right=True)]
    due: Annotated[str, shown("time", (17, 17), "lpt", label="column.due")]
    late: bool
    by: Annotated[str, shown("person", places="pt", label="sample.by", beside="at")]
    at: Annotated[str, shown("time", places="t", label="sample.at")]
    words: Annotated[str, shown(places="pt", label="sample.words", section=1)]
    faults: Annotated[str, shown(places="pt", label="sample.faults", section=1)]


class SamplesView(msgspec.Struct, frozen=True):
    """A month of every department that the caller may read, and the names of all months, newest first."""

    month: str
    months: list[str]
    rows: list[SampleRow]


class Samples(Ask, frozen=True):
    """The month of that name (empty: the newest that has ended); `text` is part of a department's name."""

    month: str = ""
    text: Filter = ""
    Answer: ClassVar[type] = SamplesView


class SampledRow(msgspec.Struct, frozen=True):
    """A send to look at: its name, request, and what was signed for it; `form` is its number."""

    name: Annotated[str, shown(width=22, label="sample.send")]
    request: int
    form: str
    category: Annotated[str, shown("category", (8, 12), label="column.category")]
    purpose: Annotated[str, shown(label="column.purpose")]
    n: Annotated[int, shown("count", (8, 10), label="column.recipients", right=True)]
    started: Annotated[str, shown("time", places="pt", label="sample.started")]
    audience: Annotated[str, shown(places="p", label="field.audience", section=1)]
    text: Annotated[str, shown(places="p", label="field.text", section=2)]
    digest: Annotated[str, shown(places="p", label="sample.digest", section=3)]


class SampleView(msgspec.Struct, frozen=True):
    """A department's month in full: every send, the head (`seq`, `head` in hex, with the dispatcher's statement and its signature), and those drawn.

    `sends` and `rows` are empty, and `seq` 0, before the month's end and before a head was signed since then. `refusal` is why the
    caller may not sign a sheet.
    """

    row: SampleRow
    seq: int
    head: str
    told: str
    signature: str
    sends: list[Sampled]
    rows: list[SampledRow]
    refusal: Refusal | None


class SampleDetail(Ask, frozen=True):
    """A month of a department."""

    department: str
    month: str
    Answer: ClassVar[type] = SampleView
