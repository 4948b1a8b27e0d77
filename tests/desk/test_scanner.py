"""The house's own scanner: what its end means, and that it keeps neither the desk nor others waiting (R11)."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from console.acting.requests import papers
from console.acting.requests.papers import Paper
from console.desk.scanner import Scanner
from console.errors import RefusedError
from console.launch import organisation
from console.services.context import Scan
from console.settings import Home
from console.wire import calls
from console.wire.archive import documents as wire
from console.wire.client import Client
from console.wire.requests.drafts import Draft
from tests.desk.plain import wait_until
from tests.desk.test_process import ROOT, home, up
from tests.documents import pdf
from tests.papers import written

__all__ = ["home"]

DATA = pdf()


def program(folder: Path, text: str) -> Path:
    """A scanner with this inside."""
    path = folder / "scan"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("exit 0", Scan.CLEAN),
        ("exit 1", Scan.FOUND),
        ("exit 2", Scan.NONE),
        ("kill -9 $$", Scan.NONE),
        ("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2; exit 0", Scan.CLEAN),
        ('test "$(cat | wc -c)" = "$1"', Scan.CLEAN),
        ('test -z "$SMS_CONSOLE_HOME" && test "$(pwd)" = /', Scan.CLEAN),
    ],
    ids=["clean", "found", "fails", "killed", "prints", "reads", "its surroundings"],
)
def test_only_nought_is_clean_and_only_one_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: Scan
) -> None:
    monkeypatch.setenv("SMS_CONSOLE_HOME", "/x")
    assert Scanner((str(program(tmp_path, text)), str(len(DATA)), "; exit 1"))(DATA) == said


def test_a_scanner_that_is_missing_or_no_program_gives_no_answer(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("x")
    for name in ("missing", "text"):
        assert Scanner((str(tmp_path / name),))(DATA) == Scan.NONE


def test_an_empty_command_gives_no_answer() -> None:
    assert Scanner(())(DATA) == Scan.NONE


@pytest.mark.parametrize("leaves", ["setsid", "setsid setsid"])
@pytest.mark.parametrize("end", ["sleep 600", "exit 0"])
def test_what_a_scanner_starts_in_a_session_of_its_own_ends_with_it(
    tmp_path: Path, leaves: str, end: str
) -> None:
    inner = tmp_path / "inner"
    far = f'{leaves} sh -c \'echo $$ > "{inner}.new"; mv "{inner}.new" "{inner}"; sleep 600\' &'
    path = program(tmp_path, f'({far})\nwhile ! test -e "{inner}"; do sleep 0.1; done\n{end}')
    said = Scanner((str(path),), seconds=60.0 if end == "exit 0" else 5.0)(DATA)
    assert said == (Scan.CLEAN if end == "exit 0" else Scan.NONE)
    stat = Path(f"/proc/{inner.read_text().strip()}/stat")
    wait_until(lambda: not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z")


def test_a_scanner_that_hangs_is_ended_with_whatever_it_started(tmp_path: Path) -> None:
    path = program(tmp_path, f'sleep 600 & echo $! > "{tmp_path}/inner"; sleep 600')
    began = time.monotonic()
    assert Scanner((str(path),), seconds=1.0)(DATA) == Scan.NONE
    assert time.monotonic() - began < 60
    inner = int((tmp_path / "inner").read_text())
    stat = Path(f"/proc/{inner}/stat")
    wait_until(lambda: not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z")


@contextmanager
def serving(home: Home, scanner: Path) -> Iterator[None]:
    organisation.build().write(home.root)
    command = [sys.executable, "-X", "utf8", "-m", "console.desk", "--home", str(home.root)]
    environ = os.environ | {"SMS_CONSOLE_SCANNER": str(scanner)}
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, env=environ) as child:
        try:
            up(child, home)
            yield
        finally:
            child.kill()


def draft(*attached: Paper) -> Draft:
    return Draft(department="business", purpose="x", attachments=[one.named for one in attached])


def test_others_are_answered_while_a_scanner_takes_its_time(home: Home, tmp_path: Path) -> None:
    go, began = tmp_path / "go", tmp_path / "began"
    path = program(tmp_path, f'echo >> "{began}"; while [ ! -e "{go}" ]; do sleep 0.05; done; exit 0')
    several = [written(f"{nth}.pdf", pdf(b"<<%d>>" % nth)) for nth in range(6)]
    with (
        serving(home, path),
        Client(home.desk_socket, "zhaomin") as mine,
        Client(home.desk_socket, "sunli") as other,
    ):
        request = mine.call(calls.SaveDraft(draft(*several))).id
        with ThreadPoolExecutor(6) as threads:
            kept = [threads.submit(papers.handed_in, mine, request, one) for one in several]
            try:
                wait_until(lambda: began.exists() and began.read_text().count("\n") == 4)
                # More than there are readers are under way, and none of them holds the writer.
                assert other.call(calls.WhoAmI()).person == "sunli"
                assert mine.call(calls.SaveDraft(draft())).id > request
                with pytest.raises(RefusedError, match="document_not_here"):
                    mine.call(wire.DocumentPart(request, several[0].sha256))
                assert not any(one.done() for one in kept)
            finally:
                go.touch()
            for one in kept:
                one.result(60)
        assert papers.fetched(mine, request, several[5].sha256) == several[5].data


@pytest.mark.parametrize(("code", "said"), [(1, "document_infected"), (3, "document_not_scanned")])
def test_what_the_scanner_does_not_let_pass_is_not_kept(
    home: Home, tmp_path: Path, code: int, said: str
) -> None:
    bad = written("批文.pdf", DATA)
    with serving(home, program(tmp_path, f"exit {code}")), Client(home.desk_socket, "zhaomin") as mine:
        request = mine.call(calls.SaveDraft(draft(bad))).id
        for _ in range(2):
            with pytest.raises(RefusedError, match=said):
                papers.handed_in(mine, request, bad)
        with pytest.raises(RefusedError, match="document_not_here"):
            mine.call(wire.DocumentPart(request, bad.sha256))


def test_the_desk_does_not_trust_a_console_that_hands_in_a_script(home: Home, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    script = written("批文.pdf", pdf(b"<</S/JavaScript/JS(x)>>", b"<<>>" * 200_000))
    with (
        serving(home, program(tmp_path, f'touch "{seen}"; exit 0')),
        Client(home.desk_socket, "zhaomin") as mine,
    ):
        request = mine.call(calls.SaveDraft(draft(script))).id
        with pytest.raises(RefusedError, match="document_active"):
            papers.handed_in(mine, request, script)
        with pytest.raises(RefusedError, match="document_not_here"):
            mine.call(wire.DocumentPart(request, script.sha256))
    assert not seen.exists()
