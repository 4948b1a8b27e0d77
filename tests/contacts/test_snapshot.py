"""A list is read from a copy of its own: whole, of one moment, gone with the console, and the drop box loses nothing else."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from console.contacts import importing, inbox, source
from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.inbox import Left
from console.contacts.source import Source

HALF = b"".join(b"138%08d\n" % n for n in range(1500))
WHOLE = HALF + b"".join(b"139%08d\n" % n for n in range(1500))


@pytest.fixture
def box(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir(mode=0o700)
    return made


def refused(named: str, box: Path) -> FileCode:
    with pytest.raises(FileRefusedError) as error:
        inbox.open_named(named, box)
    return error.value.reason


def rows_of(opened: Source) -> int:
    imported = importing.run(opened, accept=frozenset())
    imported.findings.close()
    return imported.rows


@contextmanager
def writer(path: Path, rest: bytes) -> Iterator["subprocess.Popen[bytes]"]:
    """Another process that holds the file open as an upload does; a line on its standard input makes it write the rest and close."""
    script = (
        "import sys; f = open(sys.argv[1], 'ab', buffering=0); print(flush=True); sys.stdin.readline();"
        f" f.write({rest!r}); f.close(); print(flush=True); sys.stdin.readline()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def finish(process: "subprocess.Popen[bytes]") -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"\n")
    process.stdin.flush()
    process.stdout.readline()


def test_a_file_that_is_still_being_uploaded_is_not_taken_as_whole(box: Path) -> None:
    path = box / "a.txt"
    path.write_bytes(HALF)
    with writer(path, WHOLE[len(HALF) :]) as upload:
        assert refused("a.txt", box) is FileCode.CHANGING
        finish(upload)
        with inbox.open_named("a.txt", box) as opened:
            assert rows_of(opened) == 3000


def between(monkeypatch: pytest.MonkeyPatch, change: "list[object]") -> None:
    """Do something to the file once its first octets are copied, where no lease keeps writers waiting."""
    real = source._copied

    def slowly(descriptor: int, target: int, size: int) -> str:
        digest = real(descriptor, target, size)
        for one in change:
            assert callable(one)
            one()
        return digest

    monkeypatch.setattr(source, "_copied", slowly)


@pytest.mark.parametrize("how", ["append", "rewrite", "truncate", "move over"])
def test_a_file_that_changes_while_it_is_copied_is_refused(
    box: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = box / "a.txt"
    path.write_bytes(WHOLE)
    os.utime(path, (1000, 1000))

    def change() -> None:
        match how:
            case "append":
                with path.open("ab") as file:
                    file.write(HALF)
            case "rewrite":
                with path.open("r+b") as file:
                    file.write(b"137")
            case "truncate":
                os.truncate(path, 12)
            case _:
                (box / "b.txt").write_bytes(HALF)
                (box / "b.txt").replace(path)

    monkeypatch.setattr(source, "_lease", lambda _: False)
    between(monkeypatch, [change])
    assert refused("a.txt", box) is FileCode.CHANGING


def test_a_writer_that_comes_while_the_file_is_copied_is_noticed_and_does_not_end_the_console(
    box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = box / "a.txt"
    path.write_bytes(WHOLE)
    came = threading.Event()

    def open_for_writing() -> None:
        came.set()
        with path.open("r+b"):
            """Nothing is written: that it was open is enough."""

    thread = threading.Thread(target=open_for_writing)

    def start() -> None:
        thread.start()
        came.wait(60)
        while not source._is_broken(descriptors[0]):
            pass

    descriptors: list[int] = []
    real = source._lease

    def noted(descriptor: int) -> bool:
        descriptors.append(descriptor)
        return real(descriptor)

    monkeypatch.setattr(source, "_lease", noted)
    between(monkeypatch, [start])
    assert refused("a.txt", box) is FileCode.CHANGING
    thread.join(60)
    assert not thread.is_alive()


def test_what_was_opened_stays_as_it_was_whatever_becomes_of_the_file(box: Path) -> None:
    path = box / "a.txt"
    path.write_bytes(WHOLE)
    with inbox.open_named("a.txt", box) as opened:
        path.write_bytes(HALF)
        assert importing.preview(opened).rows == 3000
        path.unlink()
        imported = importing.run(opened, accept=frozenset())
        imported.findings.close()
        assert (imported.rows, imported.source.sha256) == (3000, sha256(WHOLE).hexdigest())
        assert opened.sha256 == imported.source.sha256


def test_nobody_can_change_the_copy_not_even_the_reading_process(box: Path) -> None:
    (box / "a.txt").write_bytes(WHOLE)
    with inbox.open_named("a.txt", box) as opened:
        for change in (
            lambda: os.pwrite(opened.descriptor, b"1", 0),
            lambda: os.ftruncate(opened.descriptor, 5),
            lambda: os.pwrite(opened.descriptor, b"1", opened.size),
        ):
            with pytest.raises(PermissionError):
                change()


def test_the_drop_box_file_goes_only_if_it_still_is_what_was_read(box: Path) -> None:
    path = box / "a.txt"
    path.write_bytes(HALF)
    with inbox.open_named("a.txt", box) as opened:
        assert inbox.as_read("a.txt", box, opened.sha256)
        with path.open("ab") as same_inode:
            same_inode.write(b"13900139000\n")
        assert not inbox.as_read("a.txt", box, opened.sha256)
        assert inbox.take_away("a.txt", box, opened.sha256) is Left.CHANGED
        path.write_bytes(HALF)
        with writer(path, b"13900139000\n"):
            assert not inbox.as_read("a.txt", box, opened.sha256)
            assert inbox.take_away("a.txt", box, opened.sha256) is Left.CHANGED
        assert path.read_bytes() == HALF
        assert inbox.take_away("a.txt", box, opened.sha256) is Left.TAKEN
        assert not path.exists()
        assert inbox.as_read("a.txt", box, opened.sha256)
        assert inbox.take_away("a.txt", box, opened.sha256) is Left.GONE


def test_a_file_in_its_place_with_other_content_stays_and_one_with_the_same_is_the_same(box: Path) -> None:
    path = box / "a.txt"
    path.write_bytes(HALF)
    with inbox.open_named("a.txt", box) as opened:
        (box / "new.txt").write_bytes(WHOLE)
        (box / "new.txt").replace(path)
        assert inbox.take_away("a.txt", box, opened.sha256) is Left.CHANGED
        (box / "new.txt").write_bytes(HALF)
        (box / "new.txt").replace(path)
        assert inbox.take_away("a.txt", box, opened.sha256) is Left.TAKEN


def test_a_console_that_is_killed_in_mid_read_leaves_no_copy_and_no_reader(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b"".join(b"138%08d\n" % n for n in range(400_000)))
    script = (
        "import os, sys, multiprocessing\n"
        "from console.contacts import importing\n"
        "from console.contacts.source import open_source\n"
        "def told(p):\n"
        "    child = multiprocessing.active_children()[0].pid\n"
        "    if p.stage == 'rows': print(child, flush=True); sys.stdin.readline()\n"
        "if __name__ == '__main__':\n"
        "    with open_source(sys.argv[1]) as s: importing.run(s, accept=frozenset(), progress=told)\n"
    )
    (tmp_path / "importer.py").write_text(script)
    folder = tmp_path / "tmp"
    folder.mkdir()
    environment = os.environ | {"TMPDIR": str(folder), "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(
        [sys.executable, str(tmp_path / "importer.py"), str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment,
    )  # fmt: skip
    assert process.stdout is not None
    child = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    process.communicate()
    pid = Path("/proc") / str(child)
    waited_for(lambda: not pid.exists() or "Z" in (pid / "stat").read_text().split()[2])
    assert list(folder.iterdir()) == []
    assert path.stat().st_size == 400_000 * 12


def waited_for(happened: "object") -> None:
    import time

    from tests.patience import Wait

    assert callable(happened)
    wait = Wait()
    while not happened():
        assert not wait.over()
        time.sleep(0.01)


def test_a_reader_that_is_killed_in_mid_read_gives_no_list_and_the_file_can_be_read_again(box: Path) -> None:
    (box / "a.txt").write_bytes(b"".join(b"138%08d\n" % n for n in range(200_000)))
    from console.contacts.errors import FailureCode, ImportFailedError

    def kill(_: object) -> None:
        for child in multiprocessing.active_children():
            assert child.pid is not None
            os.kill(child.pid, signal.SIGKILL)

    with inbox.open_named("a.txt", box) as opened:
        with pytest.raises(ImportFailedError) as failed:
            importing.run(opened, accept=frozenset(), progress=kill)
        assert failed.value.reason is FailureCode.KILLED
        assert rows_of(opened) == 200_000
    assert (box / "a.txt").exists()
