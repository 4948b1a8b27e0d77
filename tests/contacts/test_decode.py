import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.texts.decode import MAX_LINES, decode_lines

HEADER = "手机号"
BODY = f"{HEADER}\r\n13800138000\r\n"


def texts(data: bytes, encoding: str | None = None) -> list[str]:
    lines = decode_lines(data, encoding)
    return [line.decode(lines.codec) for line in lines.lines]


@pytest.mark.parametrize(
    ("data", "encoding", "notes"),
    [
        (BODY.encode("gb18030"), "gb18030", ()),  # V50
        (BODY.encode("utf-8"), "utf-8", ()),
        (BODY.encode("utf-8-sig"), "utf-8", ("bom",)),
        (BODY.encode("utf-16"), "utf-16-le", ("bom",)),
        (b"\xfe\xff" + BODY.encode("utf-16-be"), "utf-16-be", ("bom",)),
        (BODY.encode("utf-16-le"), "utf-16-le", ("utf16_without_bom",)),
        (BODY.encode("utf-16-be"), "utf-16-be", ("utf16_without_bom",)),
    ],
)
def test_every_encoding_of_a_clerks_editor_is_told_by_rule(
    data: bytes, encoding: str, notes: tuple[str, ...]
) -> None:
    lines = decode_lines(data)
    assert (lines.encoding, lines.notes) == (encoding, notes)
    assert texts(data) == [HEADER, "13800138000"]


def test_utf16_without_a_line_feed_is_told_by_its_nuls() -> None:
    assert texts("13800138000".encode("utf-16-be")) == ["13800138000"]
    assert texts("13800138000".encode("utf-16-le")) == ["13800138000"]


@pytest.mark.parametrize(
    ("octets", "text"),
    [  # V51, V52
        ("a3b1a3b3a3b8", "１３８"),
        ("efbc91efbc93efbc98", "１３８"),
        ("fffe11ff13ff18ff", "１３８"),
        ("baba", "汉"),
        ("d6d0", "中"),
        ("9439fc36", "\U0001f600"),
    ],
)
def test_published_octets_read_as_what_they_are(octets: str, text: str) -> None:
    assert texts(bytes.fromhex(octets)) == [text]


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (b"1\n2", ["1", "2"]),
        (b"1\n2\n", ["1", "2"]),
        (b"1\r\n2\r\n", ["1", "2"]),
        (b"1\n\n2\n\n", ["1", "", "2", ""]),
        (b"1\r2\r", ["1", "2"]),
        (b"1\n2\x1a", ["1", "2"]),
        (b"1\r3\n2", ["1", "3", "2"]),
        ("1\x0b\x0c\x1c\x85\u2028\u20292\n3".encode(), ["1\x0b\x0c\x1c\x85\u2028\u20292", "3"]),
    ],
)
def test_rows_are_those_that_an_editor_numbers(data: bytes, rows: list[str]) -> None:
    assert texts(data) == rows


def test_unusual_line_ends_are_noted() -> None:
    assert decode_lines(b"1\r2").notes == ("cr_lines",)
    assert decode_lines(b"1\n\x1a").notes == ("ctrl_z",)


@pytest.mark.parametrize(
    ("data", "row", "shown"),
    [
        (b"1\n2\n\x80\xff\n", 3, "\\x80\\xff"),
        ("1\n".encode("utf-16") + b"\x00", 2, "\\x00"),
        (b"\xef\xbb\xbf1\n\xff2\n", 2, "\\xff2"),
        (
            "张三\n1\n".encode() + "李四五\n".encode("gbk") + "王五\n".encode(),
            3,
            "\\xc0\\xee\\xcb\\xc4\\xce\\xe5",
        ),
    ],
)
def test_octets_of_no_encoding_cost_their_row_and_are_shown(data: bytes, row: int, shown: str) -> None:
    lines = decode_lines(data)
    assert (set(lines.bad), lines.lines[row - 1].decode(lines.codec)) == ({row - 1}, shown)


def test_a_file_of_which_hardly_a_row_is_text_is_refused_unless_a_person_chose_its_encoding() -> None:
    data = b"1\n" + b"\x80\xff\n" * 20
    with pytest.raises(FileRefusedError) as refused:
        decode_lines(data)
    assert refused.value.reason is FileCode.ENCODING
    assert refused.value.detail["row"] == 2
    assert len(decode_lines(data, "gb18030").bad) == 20
    assert decode_lines(data[:22]).bad == set(range(1, 8))


def test_a_text_whose_only_foreign_character_is_cut_at_its_end_is_still_in_utf8() -> None:
    # Its two octets that are left are a character of the other encoding.
    data = "13800138000 张".encode()[:-1]
    assert data[-2:].decode("gb18030")
    lines = decode_lines(data)
    assert (lines.encoding, set(lines.bad)) == ("utf-8", {0})


def test_a_person_may_choose_the_encoding_but_not_invent_one() -> None:
    # Octets that are a text in both: only a person can tell which.
    assert texts("éé".encode()) == ["éé"]
    assert texts("éé".encode(), "gb18030") == ["茅茅"]
    with pytest.raises(FileRefusedError):
        decode_lines(b"1", "big5")


def test_more_rows_than_a_sheet_holds_are_refused() -> None:
    assert len(decode_lines(b"\n" * MAX_LINES).lines) == MAX_LINES
    with pytest.raises(FileRefusedError) as refused:
        decode_lines(b"\n" * (MAX_LINES + 1))
    assert refused.value.reason is FileCode.TOO_MANY_ROWS


ROWS = st.lists(
    st.text(
        st.characters(exclude_characters="\r\n\x1a\0", exclude_categories=["Cs", "Cn", "Co"]), max_size=20
    ),
    min_size=1,
    max_size=20,
)


@given(ROWS, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["utf-8-sig", "utf-16", "utf-8"]))
def test_what_an_editor_saved_is_what_is_read(rows: list[str], end: str, encoding: str) -> None:
    rows = [*rows, "13800138000"]
    data = "".join(row + end for row in rows).encode(encoding)
    chosen = "utf-8" if encoding == "utf-8" else None
    if encoding == "utf-8" and rows[0].startswith("\ufeff"):
        rows[0] = rows[0][1:]
    assert texts(data, chosen) == rows


@given(ROWS)
def test_digits_never_change_whatever_a_name_is_read_as(rows: list[str]) -> None:
    data = "".join(f"{row}\n13800138000\n" for row in rows).encode("gb18030")
    assert decode_lines(data).lines[1::2] == [b"13800138000"] * len(rows)


@given(st.binary(max_size=300))
def test_any_octets_are_read_or_refused_by_name(data: bytes) -> None:
    try:
        lines = decode_lines(data)
    except FileRefusedError as refused:
        assert refused.reason is FileCode.ENCODING  # noqa: PT017 - either outcome is right
    else:
        for line in lines.lines:
            line.decode(lines.codec)
