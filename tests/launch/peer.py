"""A stand-in for the dispatcher: takes its secret from the pipe, says what it got by digest, and listens on its socket."""

import argparse
import hashlib
import os
import signal
import socket
import sys
import threading
from pathlib import Path

from console.settings import Home


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--secret-fd", type=int, default=-1)
    parser.add_argument("--stubborn", action="store_true")
    parser.add_argument("--mute", action="store_true")
    parser.add_argument("--fail", action="store_true")
    given = parser.parse_args()
    home = Home(given.home)
    if given.fail:
        sys.stderr.write("cannot send to 13800138000\n")
        return 3
    if given.secret_fd >= 0:
        secret = b"".join(iter(lambda: os.read(given.secret_fd, 64), b""))
        (home.root / "secret.digest").write_text(hashlib.sha256(secret).hexdigest())
    over = threading.Event()
    signal.signal(signal.SIGTERM, signal.SIG_IGN if given.stubborn else lambda *_: over.set())
    if not given.mute:
        home.dispatch_socket.unlink(missing_ok=True)
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(home.dispatch_socket))
        server.listen()
    while not over.wait(0.05):
        pass
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
