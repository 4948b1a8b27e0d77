"""The drop box: names are looked for in it and nowhere else, nothing but a regular file is opened, and what was read is what goes."""

import os
from pathlib import Path

import pytest

from console.contacts import inbox
from console.contacts.errors import FileRefusedError


@pytest.fixture
def box(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir(mode=0o700)
    (made / "a.txt").write_text("13800138000\n")
    (tmp_path / "outside.txt").write_text("13900139000\n")
    return made


def refused(named: str, box: Path) -> str:
    with pytest.raises(FileRefusedError) as error:
        inbox.open_named(named, box)
    return str(error.value.code).removeprefix("import.")


def test_a_bare_name_is_a_file_of_the_box(box: Path) -> None:
    with inbox.open_named("a.txt", box) as source:
        assert (source.name, source.size) == ("a.txt", 12)


def test_a_path_is_a_path_and_needs_no_box(box: Path, tmp_path: Path) -> None:
    for place in (box, None):
        with inbox.open_named(str(tmp_path / "outside.txt"), place) as source:
            assert source.name == "outside.txt"


@pytest.mark.parametrize("named", ["", ".", "..", "../outside.txt", "~/x", "/etc/passwd", "in/a.txt"])
def test_what_is_no_bare_name_is_not_of_the_box(named: str) -> None:
    assert not inbox.in_box(named)


def test_a_link_a_pipe_and_a_folder_in_the_box_are_not_opened(box: Path, tmp_path: Path) -> None:
    (box / "link.txt").symlink_to(tmp_path / "outside.txt")
    os.mkfifo(box / "pipe.txt")
    (box / "folder.txt").mkdir()
    assert refused("link.txt", box) == "symlink"
    assert refused("pipe.txt", box) == refused("folder.txt", box) == "not_regular"
    assert refused("none.txt", box) == "missing"
    assert [name for name, _, _ in inbox.files(box)] == ["a.txt"]


def test_a_box_that_is_a_link_or_missing_is_refused(box: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(box)
    assert refused("a.txt", link) == "unreadable"
    assert refused("a.txt", tmp_path / "none") == "missing"
    with pytest.raises(FileRefusedError):
        inbox.files(tmp_path / "none")


def test_the_newest_file_comes_first_with_its_size(box: Path) -> None:
    (box / "b.txt").write_text("13800138000\n" * 2)
    os.utime(box / "a.txt", (1000, 1000))
    os.utime(box / "b.txt", (2000, 2000))
    assert inbox.files(box) == [("b.txt", 24, 2000), ("a.txt", 12, 1000)]
