"""What a nasty file is, and what must become of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

FIRST, NUMBER, LAST = 13800138001, 13800138003, 13800138002
"""The number of the row before, of the nasty row, and of the row behind."""


@dataclass(frozen=True, slots=True)
class Case:
    """A file by name and octets, and its outcome: `refused` with a code, or numbers, rows, and rows by reason.

    Every repair is accepted, so that a number that needs one shows; `raw` are texts of findings by row, `notes` those of the file.
    """

    name: str
    what: str
    data: Callable[[], bytes]
    refused: str = ""
    numbers: tuple[int, ...] = ()
    rows: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    encoding: str | None = None
    read_as: str = ""
    notes: tuple[str, ...] | None = None
    raw: Mapping[int, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The case's name in a test run."""
        return self.what


def refused(name: str, what: str, data: bytes | Callable[[], bytes], code: str) -> Case:
    """A file that is not read, with its code."""
    return Case(name, what, data if callable(data) else lambda: data, refused=code)


def text(
    what: str,
    data: bytes,
    numbers: tuple[int, ...] = (),
    rows: int = 0,
    *,
    name: str = "list.txt",
    encoding: str | None = None,
    read_as: str = "",
    notes: tuple[str, ...] | None = None,
    raw: Mapping[int, str] | None = None,
    **counts: int,
) -> Case:
    """A text that is read, with its numbers, rows, and rows by reason."""
    return Case(
        name, what, lambda: data, numbers=numbers, rows=rows, counts=counts, encoding=encoding, read_as=read_as,
        notes=notes, raw=raw or {},
    )  # fmt: skip
