"""A real gnome-keyring under a D-Bus of its own, for one test: nothing of the machine's own session is touched."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

from tests import needs
from tests.patience import Wait


@dataclass
class Session:
    """One session bus; `environ` leads a program to it. The keyring's daemon is started by the first question."""

    folder: Path
    environ: dict[str, str]
    bus: "subprocess.Popen[bytes]"

    @property
    def files(self) -> list[Path]:
        """The keyring's files."""
        return sorted((self.folder / "share" / "keyrings").glob("*.keyring"))

    def daemons(self) -> list[int]:
        """Keyring daemons of this bus: children of the bus, or of nobody any more."""
        found = []
        for path in Path("/proc").glob("[0-9]*"):
            try:
                name = (path / "cmdline").read_bytes().split(b"\0")[0]
                environ = (path / "environ").read_bytes()
            except OSError:
                continue
            if name.endswith(b"gnome-keyring-daemon") and os.fsencode(self.folder) in environ:
                found.append(int(path.name))
        return found

    def end_daemons(self) -> None:
        """Kill the keyring's daemon, as a crash does; the next question starts another, whose collections are locked."""
        for pid in self.daemons():
            os.kill(pid, 9)
        # Until the bus has noticed, a question would be lost with the daemon.
        wait = Wait()
        while self._owned():
            assert not wait.over(), "the bus does not let the name go"
            time.sleep(0.01)

    def _owned(self) -> bool:
        with closing(open_dbus_connection(self.environ["DBUS_SESSION_BUS_ADDRESS"])) as line:
            return bool(Proxy(message_bus, line).NameHasOwner("org.freedesktop.secrets")[0])


@contextmanager
def session(folder: Path) -> Iterator[Session]:
    needs.require("dbus-daemon", "gnome-keyring-daemon")
    (folder / "share").mkdir(parents=True)
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "share"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_RUNTIME_DIR": str(folder),
    }
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert bus.stdout is not None
    try:
        address = bus.stdout.readline().decode().strip()
        made = Session(folder, environ | {"DBUS_SESSION_BUS_ADDRESS": address}, bus)
        try:
            yield made
        finally:
            made.end_daemons()
    finally:
        bus.kill()
        bus.wait()
        bus.stdout.close()
