"""The outbox of a person: what goes in is whole and known to the ledger before it has a name; what is full, odd or another's is refused."""

import hashlib
import os
import resource
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.acting import outbox_files as outbox
from console.acting.outbox import Outbox, plain
from console.acting.outbox_files import KEPT
from console.errors import ConsoleError
from console.wire.answers import Done
from console.wire.ledger.outbox import OutKind, PutOut

FORM = OutKind.FORM


class Desk:
    """What the ledger was told, and what lay in the box at that moment."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.told, self.lay = folder, list[PutOut](), list[list[str]]()
        self.gone = False

    def __call__(self, call: PutOut) -> Done:
        if self.gone:
            raise ConsoleError("desk_gone")
        self.told.append(call)
        self.lay.append(lies(self.folder))
        return Done(len(self.told))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "out"
    folder.mkdir(mode=0o700)
    return Desk(folder)


@pytest.fixture
def box(desk: Desk) -> Outbox:
    return Outbox(desk.folder, desk, lambda name: f"sftp HOST:{name} .")


def lies(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def put(box: Outbox, name: str, data: bytes = b"form") -> None:
    with box.put(name, FORM) as file:
        file.write(data)


def aged(path: Path, seconds: int) -> None:
    at = path.stat().st_mtime - seconds
    os.utime(path, (at, at))


def test_a_file_lies_there_for_its_owner_alone_once_the_ledger_knows_it(box: Outbox, desk: Desk) -> None:
    put(box, "form.xlsx", b"whole")
    path = box.folder / "form.xlsx"
    assert path.read_bytes() == b"whole"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert desk.told == [PutOut("form", hashlib.sha256(b"whole").hexdigest(), 5)]
    assert desk.lay == [[]]
    assert [(one.name, one.size, one.until - one.at) for one in outbox.files(box.folder)] == [
        ("form.xlsx", 5, KEPT)
    ]


def test_what_the_ledger_was_not_told_of_is_not_there(box: Outbox, desk: Desk) -> None:
    desk.gone = True
    with pytest.raises(ConsoleError, match="desk_gone"):
        put(box, "form.xlsx")
    assert lies(box.folder) == []


def test_a_writer_that_fails_half_way_leaves_nothing(box: Outbox, desk: Desk) -> None:
    def fails() -> None:
        with box.put("form.xlsx", FORM) as file:
            file.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert (lies(box.folder), desk.told) == ([], [])


def test_a_file_that_is_there_is_not_written_over(box: Outbox) -> None:
    put(box, "form.xlsx", b"first")
    with pytest.raises(ConsoleError, match="file_exists"):
        put(box, "form.xlsx", b"second")
    assert (box.folder / "form.xlsx").read_bytes() == b"first"
    assert box.free("form.xlsx") == "form-2.xlsx"
    assert box.free("other.xlsx") == "other.xlsx"


def test_two_that_come_to_one_name_at_once_leave_the_first(box: Outbox) -> None:
    def late() -> None:
        with box.put("form.xlsx", FORM) as file:
            file.write(b"late")
            put(box, "form.xlsx", b"first")

    with pytest.raises(ConsoleError, match="file_exists"):
        late()
    assert (box.folder / "form.xlsx").read_bytes() == b"first"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("form.xlsx", "form.xlsx"),
        ("附件1 申请表 2026-业务部-0001.xlsx", "附件1-申请表-2026-业务部-0001.xlsx"),
        ("a b'c\"d$e`f*g?h[i]j;k|l&m(n)\\o~.txt", "a-b-c-d-e-f-g-h-i-j-k-l-m-n--o-.txt"),
        ("-rf.txt", "rf.txt"),
        (".hidden", "hidden"),
        ("  blanks.txt ", "blanks.txt"),
        ("e\u0301.txt", "\u00e9.txt"),
    ],
)
def test_a_name_needs_no_quoting_in_the_line_that_fetches_it(name: str, made: str) -> None:
    assert plain(name) == made


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "-",
        "a/b",
        "../x",
        "/etc/passwd",
        "a\nb",
        "a\x1b[31m",
        "\udcff",
        "…",
        "__",
        "字" * 67 + ".txt",
    ],
)
def test_a_name_that_is_none_is_refused(box: Outbox, name: str) -> None:
    with pytest.raises(ConsoleError, match="outbox_name"):
        put(box, name)
    assert lies(box.folder) == []


@pytest.fixture
def small() -> Iterator[None]:
    """The kernel lets this process write no file beyond a thousand octets."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("small")
def test_a_full_outbox_is_named_and_loses_nothing(box: Outbox, desk: Desk) -> None:
    put(box, "small.txt", b"here")
    with pytest.raises(ConsoleError) as error:
        put(box, "large.txt", bytes(2000))
    assert (error.value.code, error.value.params) == (
        "outbox_full",
        {"name": "large.txt", "n": "1", "size": "4"},
    )
    assert lies(box.folder) == ["small.txt"]
    assert len(desk.told) == 1


def test_what_cannot_be_written_for_another_reason_is_named_by_it(box: Outbox) -> None:
    with pytest.raises(ConsoleError) as error, box.put("form.xlsx", FORM):
        raise PermissionError(1, "no")
    assert (error.value.code, error.value.params["error"]) == ("file_unwritable", "[Errno 1]")


def test_after_seven_days_a_file_is_erased_at_the_next_look_and_none_sooner(box: Outbox) -> None:
    for name in ("old.txt", "young.txt"):
        put(box, name)
    aged(box.folder / "old.txt", KEPT + 1)
    aged(box.folder / "young.txt", KEPT - 60)
    assert [one.name for one in outbox.files(box.folder)] == ["young.txt"]
    assert lies(box.folder) == ["young.txt"]


@pytest.mark.parametrize("by", ["start", "next"])
def test_whoever_comes_back_finds_the_old_ones_gone(box: Outbox, by: str) -> None:
    put(box, "old.txt")
    aged(box.folder / "old.txt", KEPT + 1)
    if by == "start":
        outbox.expire(box.folder)
    else:
        put(box, "new.txt")
    assert "old.txt" not in lies(box.folder)


def test_a_box_that_is_not_there_is_no_reason_not_to_start(tmp_path: Path) -> None:
    outbox.expire(tmp_path / "none")
    with pytest.raises(ConsoleError, match="outbox_gone"):
        outbox.files(tmp_path / "none")


def test_a_link_in_place_of_the_box_is_not_followed(box: Outbox, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(box.folder)
    with pytest.raises(ConsoleError, match="outbox_gone"):
        put(Outbox(link, box.record, box.line), "form.xlsx")
    assert lies(box.folder) == []


def test_a_file_is_removed_by_its_name_and_nothing_else_is(box: Outbox, tmp_path: Path) -> None:
    put(box, "form.xlsx")
    other = tmp_path / "other.txt"
    other.write_text("another's")
    (box.folder / "link").symlink_to(other)
    (box.folder / "folder").mkdir()
    for name in ("../other.txt", str(other), "link", "folder", ".", "", "none.txt"):
        with pytest.raises(ConsoleError, match="outbox_missing"):
            outbox.remove(box.folder, name)
    outbox.remove(box.folder, "form.xlsx")
    assert lies(box.folder) == ["folder", "link"]
    assert other.read_text() == "another's"
    assert outbox.files(box.folder) == []


def test_a_bare_name_and_a_path_into_the_box_lie_in_it_and_no_other(box: Outbox, tmp_path: Path) -> None:
    assert box.holds(Path("form.xlsx")) == "form.xlsx"
    assert box.holds(box.folder / "form.xlsx") == "form.xlsx"
    assert box.holds(box.folder / ".." / "out" / "form.xlsx") == "form.xlsx"
    for out in (Path("-"), Path(), Path(".."), Path("sub/form.xlsx"), tmp_path / "form.xlsx", box.folder):
        assert box.holds(out) == "", out
