"""What happened goes on to the house's collector of logs: rsyslog on each way, systemd's journal, and what misbehaves."""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from console.notices import syslog
from console.notices.settings import Collector
from console.wire.client import Client
from console.wire.duties.status import DeskState, OperationState
from console.wire.ledger import ledger
from console.wire.notices.events import LedgerEvent
from tests import needs
from tests.launch.whole import Whole, running
from tests.notices.logs import Rsyslog, free_port, rsyslog, until
from tests.notices.test_process import private, telling

EVENT = LedgerEvent(
    7, "2026-12-01T02:03:04Z", "session.refused", "", "ab" * 32, {"source": "10.0.0.1", "code": "left"}
)
ODD = LedgerEvent(8, "2026-12-01T02:03:05Z", "request.approved", 'a"b]c\\d\n丁', "cd" * 32)


@pytest.fixture(scope="module")
def peer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rsyslog]:
    with rsyslog(tmp_path_factory.mktemp("rsyslog")) as one:
        yield one


def test_an_event_is_written_as_the_standard_says() -> None:
    said = syslog.framed(EVENT, Collector("journald", enterprise=99), "sms-a").decode()
    assert said == (
        f'<108>1 2026-12-01T02:03:04Z sms-a sms-console - session.refused [ledger@99 seq="7" hash="{"ab" * 32}"'
        ' source="10.0.0.1" code="left"] session.refused #7'
    )
    assert b'actor="a\\"b\\]c\\\\d' in syslog.framed(ODD, Collector("journald"), "")


@pytest.mark.parametrize("way", ["udp", "tcp", "tls", "unix"])
def test_rsyslog_reads_every_field_on_every_way(peer: Rsyslog, way: str) -> None:
    place = {
        "udp": f"127.0.0.1:{peer.port}",
        "tcp": f"127.0.0.1:{peer.port}",
        "tls": f"smsc.example:{peer.secure}",
    }
    to = Collector(
        f"unix://{peer.unix}" if way == "unix" else f"{way}://{place[way]}", ca=str(peer.authority.ca_file)
    )
    host = f"sms-{way}"
    with named(way), closing(syslog.opened(to, host)) as sink:
        sink.send([EVENT, ODD])
        sink.send([EVENT])
    until(lambda: len([one for one in peer.got() if one["host"] == host]) == 3)
    first, odd, again = (one for one in peer.got() if one["host"] == host)
    assert (first["pri"], first["app"], first["id"], first["version"]) == (
        "108",
        "sms-console",
        "session.refused",
        "1",
    )
    assert first["time"].startswith("2026-12-01T02:03:04")
    assert f'[ledger@32473 seq="7" hash="{"ab" * 32}" source="10.0.0.1" code="left"]' == first["data"]
    assert 'a\\"b\\]c' in odd["data"]
    assert again == first


@contextmanager
def named(way: str) -> Iterator[None]:
    """The name in the certificate stands for this machine, where the way needs one."""
    with pytest.MonkeyPatch.context() as patch:
        if way == "tls":
            real = socket.getaddrinfo
            patch.setattr(
                socket, "getaddrinfo", lambda _host, *rest, **more: real("127.0.0.1", *rest, **more)
            )
        yield


def test_the_journal_keeps_every_field(monkeypatch: pytest.MonkeyPatch) -> None:
    with journal() as (socket_, read):
        monkeypatch.setattr(syslog, "JOURNAL", socket_)
        with closing(syslog.opened(Collector("journald"), "sms-a")) as sink:
            sink.send([EVENT, ODD])
        until(lambda: len(read()) == 2)
        first, odd = read()
        assert (first["SMS_KIND"], first["SMS_SEQ"], first["PRIORITY"]) == ("session.refused", "7", "4")
        assert (first["SMS_SOURCE"], first["SYSLOG_IDENTIFIER"]) == ("10.0.0.1", "sms-console")
        assert odd["SMS_ACTOR"] == ODD.actor


def test_a_line_that_is_cut_or_takes_nothing_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syslog, "SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as there:
        there.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        to = Collector(f"tcp://127.0.0.1:{there.getsockname()[1]}")
        with closing(syslog.opened(to, "")) as sink:
            line, _ = there.accept()
            sink.send([EVENT])
            # Our own kernel has room for all of it, the other side's has not.
            with pytest.raises(TimeoutError):
                sink.send([EVENT] * 60)
            line.close()
        with closing(syslog.opened(to, "")) as sink:
            line, _ = there.accept()
            line.close()
            with pytest.raises(ConnectionError):
                sink.send([EVENT])


def test_who_never_answers_the_first_word_of_tls_holds_for_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syslog, "SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as there, pytest.raises(TimeoutError):
        syslog.opened(Collector(f"tls://127.0.0.1:{there.getsockname()[1]}"), "")


def test_where_nobody_listens_it_says_so(tmp_path: Path) -> None:
    for to in (f"tcp://127.0.0.1:{free_port()}", f"unix://{tmp_path}/none", "tcp://no-such-host.invalid:514"):
        with pytest.raises(OSError, match=r"\[Errno"):
            syslog.opened(Collector(to), "")
    nobody = Collector(f"udp://127.0.0.1:{free_port()}")
    with closing(syslog.opened(nobody, "")) as sink, pytest.raises(ConnectionRefusedError):
        sink.send([EVENT] * 10)


def test_a_certificate_of_others_is_refused(peer: Rsyslog) -> None:
    with named("tls"), pytest.raises(ssl.SSLError):
        syslog.opened(Collector(f"tls://smsc.example:{peer.secure}"), "")


def test_every_entry_arrives_once_the_collector_is_back_and_nothing_that_anybody_wrote(
    tmp_path: Path,
) -> None:
    with running(rate=100, window=5) as whole:
        one = Rsyslog(tmp_path)
        whole.home.notices.mkdir(mode=0o700, exist_ok=True)
        _write(whole, f'[collector]\nto = "tcp://127.0.0.1:{one.port}"\n')
        with telling(whole):
            # Nobody listens yet, and the desk hears of it.
            until(lambda: _failing(whole))
            one.start()
            request = whole.released(20)
            whole.ended(request)
            until(lambda: _newest(whole) in _numbers(one))
            until(lambda: not _failing(whole))
            one.end()
            whole.ended(whole.released(20))
            one.start()
            # A fault in the file changes nothing.
            _write(whole, "[collector]\n")
            until(lambda: _newest(whole) in _numbers(one))
            one.end()
            whole.ended(whole.released(1))
            until(lambda: _failing(whole))
            _write(whole, "")
            until(lambda: not _failing(whole))
        numbers = _numbers(one)
        assert list(dict.fromkeys(numbers)) == list(range(1, max(numbers) + 1))
        everything = one.out.read_text("utf-8")
        for secret in private(whole, request) - {"demo"}:
            assert secret not in everything, secret
        assert {"request.submitted", "request.approval"} <= {got["id"] for got in one.got()}


def _write(whole: Whole, text: str) -> None:
    beside = whole.home.notices_file.with_suffix(".new")
    beside.write_text(f'host = "sms-a"\n{text}', "utf-8")
    beside.replace(whole.home.notices_file)


def _failing(whole: Whole) -> str:
    with Client(whole.home.desk_socket, timeout=20, watch=True) as desk:
        state: DeskState = desk.call(OperationState())
    return state.collecting


def _newest(whole: Whole) -> int:
    page: ledger.EntryPage = whole.walk.core("zhoujian").call(ledger.EntriesPage())
    return max(row.seq for row in page.rows)


def _numbers(one: Rsyslog) -> list[int]:
    return [int(re.findall(r'seq="(\d+)"', got["data"])[0]) for got in one.got()]


@contextmanager
def journal() -> Iterator[tuple[str, Callable[[], list[dict[str, str]]]]]:
    """A journal of systemd's in a name of its own: its socket, and what it has of ours."""
    needs.require("systemd-analyze", "journalctl")
    name = f"smsc{os.getpid()}"
    places = [Path(f"/run/systemd/journal.{name}"), Path(f"/run/log/journal/{machine()}.{name}")]
    for place in places:
        place.mkdir(parents=True)

    def read() -> list[dict[str, str]]:
        said = subprocess.run(
            ["journalctl", f"--namespace={name}", "-o", "json", "SYSLOG_IDENTIFIER=sms-console"],
            check=True, capture_output=True,
        )  # fmt: skip
        return [json.loads(line) for line in said.stdout.splitlines()]

    program = subprocess.Popen(["/usr/lib/systemd/systemd-journald", name])
    try:
        until((places[0] / "socket").exists)
        yield str(places[0] / "socket"), read
    finally:
        program.terminate()
        program.wait(30)
        for place in places:
            shutil.rmtree(place)


def machine() -> str:
    return Path("/etc/machine-id").read_text().strip()
