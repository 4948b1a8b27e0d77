"""The search for leaks finds what is planted, in each spelling; and crash texts say where and never what."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from console.dispatch.crash import JsonLines, place
from console.wire.control import Question
from tests.leaks import Leak, in_bytes, in_files, in_processes, spellings

SECRET = "pä+w%rd"
"""With a letter outside ASCII, so that every spelling is another."""


@pytest.mark.parametrize("name", sorted(spellings(SECRET)))
def test_each_spelling_is_found_in_the_middle_of_something(tmp_path: Path, name: str) -> None:
    data = b"before " + spellings(SECRET)[name] + b" after"
    assert Leak("here", name) in in_bytes("here", data, ["another", SECRET])
    (tmp_path / "db-wal").write_bytes(data)
    assert Leak(str(tmp_path / "db-wal"), name) in in_files(tmp_path, [SECRET])


@pytest.mark.parametrize("before", ["", "x", "xy", "xyz"])
def test_base64_of_something_longer_is_found_too(before: str) -> None:
    import base64

    data = base64.b64encode(f"{before}{SECRET} and more".encode())
    assert in_bytes("here", data, [SECRET])


def test_a_file_of_that_name_and_a_process_with_it_are_found(tmp_path: Path) -> None:
    (tmp_path / f"of-{SECRET}").touch()
    assert [leak.spelling for leak in in_files(tmp_path, [SECRET])] == ["plain"]
    process = subprocess.Popen(
        [sys.executable, "-c", "input()", SECRET], stdin=subprocess.PIPE, env={"PASSWORD": SECRET}
    )
    try:
        found = {leak.where for leak in in_processes([SECRET])}
        assert {f"{process.pid} cmdline", f"{process.pid} environ"} <= found
    finally:
        process.kill()
        process.communicate()
    assert in_bytes("here", b"nothing", [SECRET]) == []


def test_a_crash_is_told_by_its_place_alone() -> None:
    def inner(secret: str) -> None:
        raise ValueError(f"bad password {secret!r}")

    def outer(secret: str) -> None:
        try:
            inner(secret)
        except ValueError as error:
            raise RuntimeError(secret) from error

    try:
        outer(SECRET)
    except RuntimeError as error:
        told = place(error)
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "it ended", None, (type(error), error, None)
        )
        line = JsonLines().format(record)
    assert "RuntimeError at test_leaks.py" in told
    assert "ValueError" in told
    assert "inner" in told
    for text in (told, line):
        assert in_bytes("crash", text.encode(), [SECRET]) == []


def test_a_program_that_crashes_after_the_hooks_are_set_says_where_and_not_what() -> None:
    code = (
        "import threading\nfrom console.dispatch.crash import take_over\ntake_over()\nsecret = 'pa' + 'ssw0rd'\n"
        "def boom(): raise ValueError(secret)\n"
        "thread = threading.Thread(target=boom)\nthread.start()\nthread.join()\n"
        "class Bad:\n  def __del__(self): boom()\nBad()\nboom()\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert ran.returncode == 1
    assert ran.stderr.count(b"\nValueError at") == 3
    assert in_bytes("crash", ran.stdout + ran.stderr, ["passw0rd"]) == []


def test_a_question_shows_neither_secret_nor_phrase() -> None:
    question = Question("install", gateway="demo", secret=SECRET, phrase=SECRET)
    assert in_bytes("repr", f"{question!r} {question} {[question]}".encode(), [SECRET]) == []
