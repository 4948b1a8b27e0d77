"""The sample lists that ship with the program, generated the same way each time.

Every number of the good lists has a prefix that no carrier has been given (154, 160, 194) in our plan or in the package `phonenumbers`, so that no sample is a person's
number; the importer keeps such numbers with a warning. The dirty list needs a few real prefixes to show every class; their
subscriber digits are all zeros or in plain sequence.
"""

from collections.abc import Iterator
from pathlib import Path

from console.domain.data_folder import data_folder

_HEADS = ("154", "194", "160")
# Any step coprime to 10**8 visits every subscriber number once before it repeats.
_STEP = 61_803_399

DIRTY_ROWS = (
    "手机号码",
    "15400000001",
    "１５４０００００００２",
    "154-0000-0003",
    "154 0000 0004",
    "+8615400000005",
    "008615400000006",
    "8615400000007",
    "\ufeff15400000008",
    "15400000009.0",
    "+86 154－0000－0010",
    "1.54E+10",
    "15400000012.5",
    "15400000013 15400000014",
    "15400000015,张三",
    "李四15400000016",
    "154000000l7",
    "1540000018",
    "154000000190",
    "12000000000",
    "010-12345678",
    "1410000000000",
    "12345",
    "4001234567",
    "106900000000",
    "+85200000000",
    "",
    "15400000001",
    "17406000000",
    "17000000000",
    "14900000000",
    "17490000000",
    "13000000000",
)
"""One row or more for every finding that a TXT file can have."""


def numbers(count: int) -> list[int]:
    """Return `count` different numbers with unassigned prefixes, in an order that is not sorted."""
    return [int(f"{_HEADS[i % len(_HEADS)]}{i * _STEP % 10**8:08d}") for i in range(1, count + 1)]


def text_files() -> Iterator[tuple[str, bytes]]:
    """Yield name and content (octets) of every TXT sample."""
    for count in (200, 10_000):
        yield f"notice-{count}.txt", "".join(f"{n}\r\n" for n in numbers(count)).encode("ascii")
    yield "dirty.txt", "".join(f"{row}\r\n" for row in DIRTY_ROWS).encode("gb18030")


def write_all(folder: Path) -> None:
    """Write every sample; the .xls samples need xlwt, which is a development dependency only."""
    import openpyxl  # noqa: PLC0415 - only a release that renews the samples writes workbooks
    import xlwt  # noqa: PLC0415 - a development dependency

    for name, data in text_files():
        (folder / name).write_bytes(data)
    for count in (200, 10_000):
        new = openpyxl.Workbook(write_only=True)
        sheet = new.create_sheet("名单")
        old = xlwt.Workbook()
        page = old.add_sheet("名单")
        for row, number in enumerate(numbers(count)):
            sheet.append([number])
            page.write(row, 0, number)
        new.save(folder / f"notice-{count}.xlsx")
        old.save(str(folder / f"notice-{count}.xls"))


def folder() -> Path:
    """Return the folder of the shipped samples, with `texts.toml` beside the lists."""
    return data_folder() / "samples"
