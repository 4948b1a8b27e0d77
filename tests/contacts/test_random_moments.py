"""A reader that is killed, and a file that is written, at moments of chance: the whole list of one moment, or words that say so."""

import multiprocessing
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from console.contacts import importing, inbox
from console.contacts.errors import FailureCode, FileCode, FileRefusedError, ImportFailedError
from console.contacts.inbox import Left
from console.contacts.reasons import REPAIRABLE
from console.contacts.source import open_source
from console.locale import words
from tests.contacts.books import book, column

ROWS = 60_000
TEXT = b"".join(b"138%08d\n" % n for n in range(ROWS)) + b"1380013800(3)\n" * 500
SHEET = column(*(f"><v>138{n:08d}</v>" for n in range(5_000)))


def _file(box: Path, kind: str) -> Path:
    path = box / f"a.{kind}"
    path.write_bytes(TEXT if kind == "txt" else book(SHEET))
    return path


def _killed_at(seconds: float) -> threading.Thread:
    """Kill the reading process so long after now; one that has ended is no loss."""

    def kill() -> None:
        time.sleep(seconds)
        for child in multiprocessing.active_children():
            with suppress(ProcessLookupError, TypeError, ValueError):
                os.kill(child.pid or 0, signal.SIGKILL) if child.pid else None

    thread = threading.Thread(target=kill)
    thread.start()
    return thread


def _kill_often(box: Path, times: int, seed: int) -> Counter[str]:
    chance = random.Random(seed)  # noqa: S311 - a seeded walk, no secret
    ends: Counter[str] = Counter()
    for kind in ("txt", "xlsx"):
        path = _file(box, kind)
        whole = path.read_bytes()
        begun = time.monotonic()
        with open_source(path) as source, importing.run(source, accept=REPAIRABLE).findings as findings:
            found = len(findings)
        usual = time.monotonic() - begun
        for _ in range(times // 2):
            with open_source(path) as source, importing.Reading(source) as reading:
                thread = _killed_at(chance.uniform(0, usual * 1.1))
                try:
                    reading.preview()
                    read = reading.judge(REPAIRABLE)
                except ImportFailedError as failed:
                    assert failed.reason is FailureCode.KILLED  # noqa: PT017 - either outcome is right
                    said = [words.text(key, lang) for key in failed.keys for lang in ("zh", "en")]
                    assert all(said)
                    ends["killed"] += 1
                else:
                    with read.findings:
                        assert (len(read.numbers), len(read.findings)) == (
                            ROWS if kind == "txt" else 5_000,
                            found,
                        )
                    ends["whole"] += 1
                finally:
                    thread.join()
                # Whatever came of it, the same copy can be read again, whole.
                if chance.randrange(5) == 0:
                    # A process that was killed after it had answered is missed by the next call, and started by the one after.
                    with suppress(ImportFailedError):
                        reading.judge(frozenset()).findings.close()
                    with reading.judge(frozenset()).findings as again:
                        assert len(again) == found
            assert path.read_bytes() == whole
            assert inbox.as_read(path.name, box, sha256(whole).hexdigest())
    assert multiprocessing.active_children() == []
    return ends


def test_a_reader_that_is_killed_at_any_moment_gives_the_whole_list_or_says_so(tmp_path: Path) -> None:
    ends = _kill_often(tmp_path, 20, 7)
    assert ends.total() == 20
    assert ends["killed"] >= 5


@pytest.mark.nightly
@pytest.mark.timeout(900)
def test_a_reader_that_is_killed_at_many_moments_gives_the_whole_list_or_says_so(tmp_path: Path) -> None:
    ends = _kill_often(tmp_path, 200, random.SystemRandom().randrange(1 << 32))
    assert ends.total() == 200
    assert ends["killed"] >= 50


def _grown(path: Path, new: bytes, _: Callable[[], float]) -> None:
    with path.open("ab") as file:
        file.write(new)


def _rewritten(path: Path, new: bytes, pause: Callable[[], float]) -> None:
    with path.open("wb") as file:
        file.write(new[:100])
        file.flush()
        time.sleep(pause())
        file.write(new[100:])


def _swapped(path: Path, new: bytes, _: Callable[[], float]) -> None:
    other = path.with_name("b.part")
    other.write_bytes(new)
    other.replace(path)


def _cut(path: Path, _: bytes, __: Callable[[], float]) -> None:
    os.truncate(path, 24)


@pytest.mark.parametrize("how", [_grown, _rewritten, _swapped, _cut])
def test_a_file_that_is_written_meanwhile_is_read_as_of_one_moment_or_not_at_all(
    tmp_path: Path, how: Callable[[Path, bytes, Callable[[], float]], None]
) -> None:
    chance = random.Random(11)  # noqa: S311 - a seeded walk, no secret
    path, new = tmp_path / "a.txt", b"".join(b"139%08d\n" % n for n in range(ROWS))
    before = sha256(TEXT).hexdigest()
    moments = {before, sha256(new).hexdigest(), sha256(TEXT + new).hexdigest(), sha256(TEXT[:24]).hexdigest()}
    ends: Counter[str] = Counter()
    for _ in range(25):
        path.write_bytes(TEXT)

        def write(wait: float = chance.uniform(0, 0.004)) -> None:
            time.sleep(wait)
            how(path, new, lambda: chance.uniform(0, 0.002))

        thread = threading.Thread(target=write)
        thread.start()
        try:
            with open_source(path) as source:
                assert source.sha256 in moments
                assert sha256(os.pread(source.descriptor, source.size + 1, 0)).hexdigest() == source.sha256
                ends["read"] += 1
                thread.join()
                # It was read as it was before; what lies there now stays there, and nothing is signed of it.
                if source.sha256 == before:
                    assert not inbox.as_read("a.txt", tmp_path, source.sha256)
                    assert inbox.take_away("a.txt", tmp_path, source.sha256) is Left.CHANGED
                    assert path.exists()
        except FileRefusedError as refused:
            assert refused.reason in {FileCode.CHANGING, FileCode.EMPTY}  # noqa: PT017 - either outcome is right
            ends[refused.reason.value] += 1
            thread.join()
    assert ends.total() == 25
