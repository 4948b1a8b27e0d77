"""The beginning of a long file is shown before the file is read, and whatever it says, the whole file decides."""

import zipfile
from array import array
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from console.contacts import importing
from console.contacts.beginnings import HEAD, beginning
from console.contacts.importing import Reading
from console.contacts.messages import Look, Preview
from console.contacts.pipeline import preview_of, read_column
from console.contacts.plan import newest_plan
from console.contacts.reasons import REPAIRABLE
from console.contacts.source import open_source
from console.contacts.texts.decode import cut
from tests.contacts.books import book

PLAN = newest_plan()
MILLION = 1_000_000
LONG = 30_000


class Delivered:
    """A file of which only the pieces that are asked for arrive; `octets` are those that were."""

    def __init__(self, data: bytes) -> None:
        self.data, self.octets = data, 0

    def __call__(self, octets: int, at: int) -> bytes:
        piece = self.data[at : at + octets]
        self.octets += len(piece)
        return piece


def first(data: bytes, name: str, **chosen: str) -> tuple[Preview | None, int]:
    """The preview of the beginning, and how many octets of the file were read for it."""
    file = Delivered(data)
    look = Look(chosen.get("sheet"), chosen.get("encoding"), chosen.get("column"), beginning=True)
    return beginning(file, len(data), name, PLAN, look), file.octets


def whole(data: bytes, name: str) -> Preview:
    return preview_of(
        read_column(data, name, PLAN, lambda _: None, sheet=None, encoding=None, column=None), PLAN
    )


def text(rows: int, encoding: str = "utf-8", row: str = "{n}", head: str = "手机号码") -> bytes:
    written = "\r\n".join([head, *(row.format(n=15400000000 + nth) for nth in range(rows)), ""])
    return written.encode(encoding)


def sheet(rows: int, name: str = "A") -> bytes:
    """A workbook whose numbers are shared texts, as the common programs write them."""
    cells = "".join(
        f'<row r="{n + 2}"><c r="{name}{n + 2}" t="s"><v>{n + 1}</v></c></row>' for n in range(rows)
    )
    texts = "".join(f"<si><t>{15400000000 + nth}</t></si>" for nth in range(rows))
    made = BytesIO(book(f'<row r="1"><c r="{name}1" t="s"><v>0</v></c></row>{cells}'))
    out = BytesIO()
    with (
        zipfile.ZipFile(made) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as after,
    ):
        for part in before.namelist():
            if "sharedStrings" not in part:
                after.writestr(part, before.read(part))
        after.writestr(
            "xl/sharedStrings.xml",
            '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"<si><t>手机号码</t></si>{texts}</sst>",
        )
    return out.getvalue()


# ---- before the file is read


def test_of_a_text_of_a_million_rows_only_the_first_octets_are_read() -> None:
    data = text(MILLION)
    seen, octets = first(data, "a.txt")
    assert seen is not None
    assert octets == HEAD < len(data) // 40
    assert (seen.whole, seen.rows, seen.heading) == (False, 0, 1)
    assert seen.table[:2] == (("手机号码",), ("15400000000",))


def test_of_a_workbook_of_a_million_rows_a_small_part_is_read() -> None:
    data = sheet(MILLION)
    seen, octets = first(data, "a.xlsx")
    assert seen is not None
    assert octets < len(data) // 3
    assert (seen.whole, seen.source.column, seen.heading) == (False, "A", 1)
    assert seen.table[:2] == (("手机号码",), ("15400000000",))
    # What is not counted yet is not said.
    assert [one.rows for one in seen.source.sheets] == [0]


def test_a_short_file_has_no_beginning_and_is_read_at_once() -> None:
    assert first(text(100), "a.txt") == (None, 0)
    assert first(text(LONG)[:HEAD], "a.txt") == (None, 0)


# ---- what it says


@pytest.mark.parametrize(
    ("row", "encoding"),
    [
        # By day each encoding with numbers alone, and with one of the two tables by turns.
        pytest.param(row, encoding, marks=pytest.mark.nightly if table and (nth + table) % 2 else ())
        for table, row in enumerate(["{n}", "{n},张三丰", "客户,{n},深圳市"])
        for nth, encoding in enumerate(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "utf-32-le"])
    ],
)
def test_it_says_of_a_file_that_goes_on_as_it_begins_what_the_whole_says(encoding: str, row: str) -> None:
    head = {0: "手机号码", 1: "手机号码,姓名", 2: "类别,手机号码,地址"}[row.count(",")]
    data = text(LONG, encoding, row, head)
    for name in ("a.txt", "a.csv"):
        seen, _ = first(data, name)
        assert seen is not None
        later = whole(data, name)
        assert seen.table == later.table
        assert seen.heading == later.heading
        for what in ("encoding", "column", "columns", "heads", "notes", "kind", "size", "plan"):
            assert getattr(seen.source, what) == getattr(later.source, what), what


@pytest.mark.parametrize("name", ["A", "C"])
def test_it_says_of_a_workbook_what_the_whole_says(name: str) -> None:
    data = sheet(60_000, name)
    seen, _ = first(data, "a.xlsx")
    assert seen is not None
    later = whole(data, "a.xlsx")
    assert (seen.table, seen.heading) == (later.table, later.heading)
    assert (seen.source.column, seen.source.heads) == (later.source.column, later.source.heads)
    assert [one.name for one in seen.source.sheets] == [one.name for one in later.source.sheets]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xff\xfb\x90" * HEAD, "a.txt"),
        (b"%PDF-1.4\n" + b"x\n" * HEAD, "a.txt"),
        (b"PK\x03\x04" + b"\x7f" * 2 * HEAD, "a.xlsx"),
        (sheet(60_000)[:-200], "a.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2 * HEAD), "a.xls"),
    ],
)
def test_of_what_may_be_refused_nothing_is_said_before_it_is_read(data: bytes, name: str) -> None:
    assert first(data, name)[0] is None


def test_a_chosen_column_and_encoding_count_for_the_beginning_too() -> None:
    data = text(LONG, "gb18030", "{n},15500000000", "手机号码,备用电话")
    seen, _ = first(data, "a.csv", column="B")
    assert seen is not None
    assert seen.source.column == "B"
    seen, _ = first(data, "a.csv", encoding="utf-8")
    assert seen is not None
    assert seen.source.encoding == "utf-8"
    # A column that is not there is the whole file's to refuse.
    assert first(data, "a.csv", column="Q")[0] is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_beginning_ends_where_a_row_ends(end: str) -> None:
    data = f"13800138000{end}13800138001{end}".encode()
    for size in range(13, len(data)):
        assert cut(data[:size], len(data)).decode().rstrip("\r\n").split(end) in (
            ["13800138000"],
            ["13800138000", "13800138001"],
        )


# ---- the process


@pytest.fixture
def written(tmp_path: Path) -> Callable[[bytes, str], Path]:
    def write(data: bytes, name: str) -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return write


LATE = {
    "nothing": text(LONG),
    "one odd octet": text(LONG) + b"1540000\xff001\n",
    "names of another encoding": text(LONG, head="mobile") + "张三\n李四\n".encode("gb18030") * 40,
    "another column": text(6_000, row="{n},%s," % ("x" * 40), head="a,b,c")
    + b"".join(b"x,x,%d\n" % (15500000000 + nth) for nth in range(40_000)),
}


@pytest.mark.parametrize("how", LATE)
def test_the_list_is_the_same_whether_the_beginning_was_looked_at_or_not(
    how: str, written: Callable[[bytes, str], Path]
) -> None:
    path = written(LATE[how], "a.csv" if "column" in how else "a.txt")
    with open_source(path) as source, Reading(source) as reading:
        seen = reading.beginning()
        assert not seen.whole
        process = reading._child
        later = reading.preview()
        assert reading._child is process
        looked = reading.judge(REPAIRABLE)
    with open_source(path) as source:
        assert importing.preview(source) == later
        at_once = importing.run(source, accept=REPAIRABLE)
    with looked.findings, at_once.findings:
        assert looked.numbers == at_once.numbers
        assert looked.numbers != array("q")
        assert (looked.rows, looked.counts, looked.source) == (at_once.rows, at_once.counts, at_once.source)
    differ = {
        name for name in ("encoding", "column") if getattr(seen.source, name) != getattr(later.source, name)
    }
    assert differ == {"names of another encoding": {"encoding"}, "another column": {"column"}}.get(how, set())


def test_another_column_can_be_asked_for_while_only_the_beginning_is_known(
    written: Callable[[bytes, str], Path],
) -> None:
    path = written(text(LONG, row="{n},15500000000", head="手机号码,备用电话"), "a.csv")
    with open_source(path) as source, Reading(source) as reading:
        assert reading.beginning().source.column == "A"
        seen = reading.look(None, None, "B", beginning=True)
        assert (seen.whole, seen.source.column) == (False, "B")
        # A list is made of all rows, whatever was looked at.
        with reading.judge(REPAIRABLE).findings:
            pass
        assert reading.preview().whole
        assert reading.beginning().whole
