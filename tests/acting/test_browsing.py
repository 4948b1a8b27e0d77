"""What a person sees of a folder who looks for a file, and of a file before it is chosen: whatever lies there, and however slowly."""

import os
import time
from pathlib import Path
from threading import Event

import openpyxl
import pytest

from console.acting.contacts import peeking
from console.acting.contacts.browsing import LISTS, Browser, Entry, Place, Shown, Wanted, placed
from console.acting.patience import octets, waited, within
from console.contacts.errors import FileCode


@pytest.fixture
def box(tmp_path: Path) -> Path:
    made = tmp_path / "box"
    made.mkdir()
    return made


def aged(path: Path, seconds: int) -> Path:
    os.utime(path, (seconds, seconds))
    return path


def seen(browser: Browser, typed: str = "") -> list[tuple[str, str]]:
    return [
        (one.name, one.why)
        for one in browser.listed(typed).entries
        if one.place not in {Place.UP, Place.HOME, Place.BOX}
    ]


def test_folders_come_first_then_the_newest_files_and_what_can_be_no_list_says_why(box: Path) -> None:
    (box / "名单").mkdir()
    aged(box / "名单", 9_000)
    for name, data, at in [
        ("old.txt", b"1\n", 1_000), ("new.xlsx", b"PK", 3_000), ("mid.CSV", b"1\n", 2_000), ("photo.png", b"x", 8_000),
        ("empty.txt", b"", 7_000), (".hidden.txt", b"1\n", 6_000),
    ]:  # fmt: skip
        (box / name).write_bytes(data)
        aged(box / name, at)
    with (box / "huge.txt").open("wb") as huge:
        huge.truncate(LISTS.most + 1)
    aged(box / "huge.txt", 500)
    os.mkfifo(box / "pipe.txt")
    aged(box / "pipe.txt", 400)
    (box / "link.txt").symlink_to(box / "old.txt")
    (box / "way").symlink_to(box / "名单")
    browser = Browser(LISTS, box)
    assert seen(browser) == [
        ("way", ""), ("名单", ""), ("new.xlsx", ""), ("mid.CSV", ""), ("old.txt", ""), ("empty.txt", "empty"),
        ("huge.txt", "too_large"), ("pipe.txt", "not_regular"), ("link.txt", "symlink"), ("photo.png", "suffix"),
    ]  # fmt: skip
    listed = browser.listed("")
    assert listed.fits == 3
    # What octets decide can be taken all the same, what nothing can read can not.
    assert {one.name for one in listed.entries if one.refused} == {
        "empty.txt",
        "huge.txt",
        "pipe.txt",
        "link.txt",
    }
    assert [name for name, _ in seen(browser, ".")] == [".hidden.txt"]
    assert [name for name, _ in seen(browser, "O")] == ["old.txt", "photo.png"]


@pytest.mark.parametrize("name", ["客户.txt.part", "客户.csv.filepart", "客户.PART"])
def test_a_file_that_is_still_being_uploaded_is_not_offered(box: Path, name: str) -> None:
    (box / name).write_bytes(b"15400000001\n")
    (box / "whole.txt").write_bytes(b"15400000001\n")
    assert seen(Browser(LISTS, box)) == [("whole.txt", "")]


def test_a_file_that_may_not_be_read_says_so(box: Path) -> None:
    (box / "secret.txt").write_text("1\n")
    (box / "secret.txt").chmod(0)
    # The superuser may read whatever the file says.
    assert seen(Browser(LISTS, box)) == [("secret.txt", "" if os.geteuid() == 0 else "unreadable")]


@pytest.mark.parametrize(
    "name",
    [
        "a\tb\x1b[31m.txt",
        "n\nl.txt",
        " 前后 .txt ",
        "~$客户.txt",
        "~",
        "-rf.txt",
        os.fsdecode(b"\xbf\xcd.txt"),
        "长" * 80,
    ],
)
def test_whatever_its_name_a_file_is_listed_with_a_path_that_leads_to_it(box: Path, name: str) -> None:
    (box / name).write_text("15400000001\n")
    (box / "sub").mkdir()
    (box / "sub" / name).write_text("15400000001\n")
    browser = Browser(Wanted("any", frozenset(), 99), box)
    for typed in ("", "sub/", f"{box}/", "./sub/../"):
        (one,) = (entry for entry in browser.listed(typed).entries if entry.name == name)
        assert placed(one.path, box).read_text() == "15400000001\n"


def test_a_path_is_completed_by_what_all_names_share_and_files_that_are_no_lists_do_not_count(
    box: Path,
) -> None:
    below = box / "名单"
    below.mkdir()
    for name in ("客户甲.txt", "客户乙.txt", "客户.md"):
        (below / name).write_text("1\n")
    browser = Browser(LISTS, box)
    assert browser.completed("名") == "名单/"
    assert browser.completed("名单/") == "名单/客户"
    assert browser.completed("名单/客户") == "名单/客户"
    assert browser.completed(f"{box}/名单/客户甲") == f"{box}/名单/客户甲.txt"
    assert browser.completed("nothing") == "nothing"


def test_ways_lead_up_home_and_back_to_the_box(box: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(box.parent / "home"))
    (box / "a" / "b").mkdir(parents=True)
    (box.parent / "home").mkdir()
    browser = Browser(LISTS, box)

    def ways(typed: str) -> dict[Place, str]:
        return {
            one.place: one.path
            for one in browser.listed(typed).entries
            if one.place in {Place.UP, Place.HOME, Place.BOX}
        }

    assert ways("") == {Place.UP: f"{box.parent}/", Place.HOME: "~/"}
    assert ways("a/b/") == {Place.UP: "a/", Place.BOX: ""}
    assert ways("a/") == {Place.UP: "", Place.BOX: ""}
    assert ways("~/") == {Place.UP: f"{box.parent}/", Place.BOX: ""}
    assert ways("/") == {Place.BOX: ""}
    assert ways("a/b/../") == {Place.UP: f"{box}/", Place.BOX: ""}


def test_files_that_were_read_lately_are_offered_as_long_as_they_are_there(box: Path, tmp_path: Path) -> None:
    there, gone = tmp_path / "客户.txt", tmp_path / "gone.txt"
    there.write_text("1\n")
    browser = Browser(LISTS, box, lambda: [str(gone), str(there), "bare.txt", str(tmp_path / "box")])
    recent = [one for one in browser.listed("").entries if one.place is Place.RECENT]
    assert [(one.path, one.size) for one in recent] == [(str(there), 2)]
    assert not [one for one in browser.listed(f"{tmp_path}/").entries if one.place is Place.RECENT]


def test_a_folder_that_does_not_answer_holds_nobody_up_and_is_asked_once(box: Path) -> None:
    answer, asked = Event(), list[Path]()
    (box / "net").mkdir()

    def inside(folder: Path, wanted: Wanted) -> tuple[list[Entry], bool]:
        del wanted
        asked.append(folder)
        if folder == box / "net":
            answer.wait(30)
        return [Entry("客户.txt", "客户.txt", size=1)], False

    browser = Browser(LISTS, box, inside=inside, patience=0.1)
    begun = time.monotonic()
    for typed in ("net/", "net/客", "net/客户", "net/"):
        assert browser.listed(typed).silent
    assert browser.completed("net/客") == "net/客"
    assert time.monotonic() - begun < 5
    assert asked.count(box / "net") == 1
    # Another folder answers meanwhile.
    assert browser.listed("").fits == 1
    answer.set()
    deadline = time.monotonic() + 20
    while browser.listed("net/").silent:
        assert time.monotonic() < deadline
    assert browser.listed("net/").fits == 1
    assert asked.count(box / "net") == 1


def test_a_folder_that_is_not_there_and_a_path_that_is_none_are_told_in_names(box: Path) -> None:
    browser = Browser(LISTS, box)
    for typed in ("nowhere/", "\0/", "~nobody-at-all/", "a" * 5000 + "/", "/\0x/", "\ud800/"):
        assert browser.listed(typed).fault in {FileCode.MISSING, FileCode.UNREADABLE}
        assert browser.completed(typed) == typed


def test_the_rows_of_a_text_are_counted_only_where_line_ends_tell_them(box: Path) -> None:
    for name, data in {
        "a.txt": b"1\n2\n3", "b.txt": b"1\r\n2\r\n", "cr.txt": b"1\r2\r3", "wide.txt": "1\n2".encode("utf-16"),
        "z.txt": b"1\n2\n\x1a", "big.txt": b"1\n" * 200_000, "x.xlsx": b"PK", "c.csv": b'1,"\xe7\x94\xb2"\n2,\n',
        "quoted.csv": b'1,"a\nb"\n', "Q.CSV": b"1\r\n2", "inch.txt": b'1 "\n2\n',
    }.items():  # fmt: skip
        (box / name).write_bytes(data)
    counted = {
        one.name: one.rows for one in Browser(LISTS, box).listed("").entries if one.place is Place.FILE
    }
    assert counted == {
        "a.txt": 3, "b.txt": 2, "cr.txt": -1, "wide.txt": -1, "z.txt": 2, "big.txt": -1, "x.xlsx": -1, "c.csv": 2,
        "quoted.csv": -1, "Q.CSV": 2, "inch.txt": 2,
    }  # fmt: skip


# ---- the first rows


def peek(path: Path, shown: Shown = Shown.ROWS) -> peeking.Peek:
    found = peeking.peek(path, shown, lambda: False)
    assert found is not None
    return found


def test_the_first_rows_are_those_of_the_importer_with_numbers_masked(box: Path) -> None:
    (box / "gb.txt").write_bytes("手机号\r\n15400000001\r\n".encode("gb18030"))
    assert peek(box / "gb.txt") == peeking.Peek(("手机号", "154****0001"), 2)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单"
    sheet.append(["姓名", "手机号"])
    sheet.append(["张三", 15400000002])
    book.save(box / "b.xlsx")
    assert peek(box / "b.xlsx") == peeking.Peek(("姓名 | 手机号", "张三 | 154****0002"), 2, "名单")


def test_of_a_large_file_only_the_beginning_is_read(box: Path) -> None:
    rows = b"".join(b"%d\n" % number for number in range(15400000001, 15400010001))
    # What follows is no text at all: whoever read it would refuse the file.
    (box / "large.txt").write_bytes(rows + b"\0\x01\x02\x03" * 4_000_000)
    found = peek(box / "large.txt")
    assert (len(found.rows), found.rows[5], found.total) == (6, "154****0006", -1)
    (box / "large.xlsx").write_bytes(b"PK\x03\x04" + bytes(5_000_000))
    assert peek(box / "large.xlsx").why == "large_book"


def test_what_the_reader_refuses_and_what_has_vanished_is_told_as_the_import_tells_it(box: Path) -> None:
    (box / "p.txt").write_bytes(b"%PDF-1.7\n")
    errors = [peek(box / name).error for name in ("p.txt", "gone.txt")]
    assert [one.code for one in errors if one is not None] == ["import.document", "import.missing"]
    assert peeking.peek(box / "p.txt", Shown.ROWS, lambda: True) is None


def test_a_text_that_is_no_list_shows_its_first_lines(box: Path) -> None:
    (box / "rules.md").write_text("一、专人。\n二、13800138000\n" + "x\n" * 50, "utf-8-sig")
    assert peek(box / "rules.md", Shown.TEXT).rows[:2] == ("一、专人。", "二、138****8000")


def test_what_never_ends_is_given_up_and_what_comes_too_late_is_dropped(tmp_path: Path) -> None:
    answer, dropped = Event(), list[int]()

    def job() -> int:
        answer.wait(30)
        return 7

    assert within(0.05, lambda: answer.wait(30), False) is False
    with pytest.raises(TimeoutError):
        waited(job, lambda: True, dropped.append)
    answer.set()
    deadline = time.monotonic() + 20
    while not dropped:
        assert time.monotonic() < deadline
    assert dropped == [7]
    assert waited(job, lambda: False) == 7
    with pytest.raises(ZeroDivisionError):
        waited(lambda: 1 // 0, lambda: False)
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", tmp_path, tmp_path / "gone"):
        with pytest.raises(OSError, match=r"\[Errno"):
            octets(place, 10)
