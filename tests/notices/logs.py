"""Collectors of logs that others wrote: rsyslog, and systemd's journal in a name of its own."""

import json
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import needs
from tests.gateways.test_smpp_tls import Authority
from tests.patience import Wait

_CONF = """
module(load="imudp") module(load="imtcp") module(load="imuxsock" SysSock.Use="off")
global(workDirectory="{folder}" defaultNetstreamDriverCAFile="{ca}" defaultNetstreamDriverCertFile="{certificate}"
    defaultNetstreamDriverKeyFile="{key}")
template(name="fields" type="list" option.jsonf="on") {{
    property(outname="pri" name="pri" format="jsonf") property(outname="time" name="timereported" dateFormat="rfc3339" format="jsonf")
    property(outname="host" name="hostname" format="jsonf") property(outname="app" name="app-name" format="jsonf")
    property(outname="id" name="msgid" format="jsonf") property(outname="data" name="structured-data" format="jsonf")
    property(outname="text" name="msg" format="jsonf") property(outname="version" name="protocol-version" format="jsonf")
}}
ruleset(name="kept") {{ action(type="omfile" file="{out}" template="fields" asyncWriting="off" flushOnTXEnd="on") }}
input(type="imudp" address="127.0.0.1" port="{port}" ruleset="kept")
input(type="imtcp" address="127.0.0.1" port="{port}" ruleset="kept" SupportOctetCountedFraming="on")
input(type="imtcp" address="127.0.0.1" port="{secure}" ruleset="kept" StreamDriver.Name="ossl" StreamDriver.Mode="1" StreamDriver.AuthMode="anon")
input(type="imuxsock" Socket="{unix}" ruleset="kept" UseSpecialParser="off" ParseHostname="on" IgnoreTimestamp="off" CreatePath="on")
"""


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port: int = line.getsockname()[1]
        return port


class Rsyslog:
    """One rsyslogd that takes events on every way, and writes each as JSON."""

    def __init__(self, folder: Path) -> None:
        self.out, self.unix = folder / "out.json", folder / "log.sock"
        self.port, self.secure, self.authority = free_port(), free_port(), Authority(folder)
        self._conf, self._pid = folder / "rsyslog.conf", folder / "pid"
        said = {
            "ca": self.authority.ca_file,
            "certificate": self.authority.certificate,
            "key": self.authority.key,
        }
        self._conf.write_text(
            _CONF.format(
                folder=folder, out=self.out, port=self.port, secure=self.secure, unix=self.unix, **said
            )
        )
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to listen, on the ports of before."""
        needs.require("rsyslogd")
        self._running = subprocess.Popen(["rsyslogd", "-n", "-f", self._conf, "-i", self._pid])
        until(self._listens)

    def _listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.secure), timeout=1).close()
        except OSError:
            return False
        return self.unix.exists()

    def end(self) -> None:
        """Be gone."""
        if self._running is not None:
            self._running.send_signal(signal.SIGTERM)
            self._running.wait(30)

    def got(self) -> list[dict[str, Any]]:
        """What it wrote, in order."""
        if not self.out.exists():
            return []
        return [json.loads(line) for line in self.out.read_text("utf-8").splitlines()]


@contextmanager
def rsyslog(folder: Path) -> Iterator[Rsyslog]:
    """One, listening."""
    one = Rsyslog(folder)
    one.start()
    try:
        yield one
    finally:
        one.end()


def until(happened: Callable[[], object]) -> None:
    """Wait until it did."""
    wait = Wait()
    while not happened():
        assert not wait.over(), "it did not come"
        time.sleep(0.02)
