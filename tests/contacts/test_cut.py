"""A file that may be the beginning of one is not taken for a whole one."""

import os
from pathlib import Path

import pytest

from console.contacts import cut, inbox
from console.contacts.cut import Sign
from console.contacts.source import open_source, typed_source

NOW = 1_800_000_000.0


def signs(tmp_path: Path, data: bytes, name: str = "a.txt", age: float = 60.0) -> tuple[Sign, ...]:
    path = tmp_path / name
    path.write_bytes(data)
    os.utime(path, (NOW - age, NOW - age))
    with open_source(path) as source:
        return cut.signs(source, NOW)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "utf-16", "utf-32", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_whose_last_line_has_its_end_is_whole(tmp_path: Path, codec: str, end: str) -> None:
    text = f"13800138000{end}13800138001"
    assert signs(tmp_path, text.encode(codec)) == (Sign.NO_END,)
    assert signs(tmp_path, (text + end).encode(codec)) == ()


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16", "utf-32-be", "gb18030"])
def test_a_text_that_was_cut_within_an_end_or_within_a_character_is_not_whole(
    tmp_path: Path, codec: str
) -> None:
    whole = "13800138000\r\n13800138001\r\n".encode(codec)
    last = len("\n".encode(codec))
    assert signs(tmp_path, whole) == ()
    for octets in range(1, 2 * last + 1):
        assert signs(tmp_path, whole[:-octets]) == (Sign.NO_END,), octets


def test_lines_that_end_in_cr_alone_are_whole(tmp_path: Path) -> None:
    assert signs(tmp_path, b"13800138000\r13800138001\r") == ()


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (0, (Sign.YOUNG,)), (9, (Sign.YOUNG,)), (-3, (Sign.YOUNG,)), (11, ()), (3_600, ()),
        (-10, (Sign.FUTURE,)), (-3_600, (Sign.FUTURE,)), (-86_400 * 365, (Sign.FUTURE,)),
    ],
)  # fmt: skip
def test_a_file_that_was_written_just_now_or_later_than_now_may_go_on(
    tmp_path: Path, age: float, said: tuple[Sign, ...]
) -> None:
    assert signs(tmp_path, b"13800138000\n", age=age) == said


@pytest.mark.parametrize(
    "name",
    ["a.txt.part", "a.txt.filepart", "A.TXT.FilePart", "a.csv.crdownload", "a.txt.partial", ".a.txt.Xk2P0a"],
)
def test_a_name_of_an_upload_is_offered_nowhere(tmp_path: Path, name: str) -> None:
    assert signs(tmp_path, b"13800138000\n", name) == (Sign.NAME,)
    (tmp_path / "whole.txt").write_text("13800138000\n")
    assert [one for one, _, _ in inbox.files(tmp_path)] == ["whole.txt"]


def test_a_workbook_has_no_last_line_and_what_was_pasted_is_whole(tmp_path: Path) -> None:
    assert signs(tmp_path, b"PK\x03\x04 13800138000", "a.xlsx") == ()
    with typed_source(b"13800138000", "paste.txt") as source:
        assert cut.signs(source) == ()
