"""What is tried against the site, and the unprotected set-ups in which the very same attempt works."""

import contextlib
import os
import pwd
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.lab.ground import SSHD, accounts_locked, as_account, until
from tests.lab.laboratory import Laboratory, answers, held
from tests.patience import PATIENCE

RAN = "42-ran"
_AGENTS = Path("/tmp")  # noqa: S108 - sshd's own place for them, whatever TMPDIR says
COMMAND = "echo $((40+2))-ran"


class Unprotected:
    """A second SSH server and an account as a hurried administrator leaves them: own home, bash, forwarding, any variable."""

    def __init__(self, lab: Laboratory) -> None:
        self.lab = lab
        self.account = f"{lab.ground.tag}open"
        self.home = lab.ground.root / "home"
        self.loose = lab.ground.root / "loose"
        self.loose.mkdir(mode=0o777)
        self.loose.chmod(0o777)
        with accounts_locked():
            for name, shell in ((self.account, "/bin/bash"), (self.outsider, "/bin/sh")):
                number = str(lab.spare.pop())
                subprocess.run(
                    ["useradd", "-M", "-u", number, "-d", self.home, "-s", shell, name], check=True
                )
        for folder in (self.home, self.home / ".ssh"):
            folder.mkdir(mode=0o700)
            subprocess.run(["chown", f"{self.account}:", folder], check=True)
        self.plant("login-zhaomin")
        conf = lab.ground.root / "open.conf"
        conf.write_text(
            f"Port {lab.ports['open']}\nListenAddress 127.0.0.1\nHostKey {lab.at('etc/sms-console/ssh_host_ed25519_key')}\n"
            f"PidFile {lab.ground.root}/open.pid\nUsePAM yes\nAllowUsers {self.account}\nPasswordAuthentication no\n"
            "AcceptEnv *\nPermitUserRC yes\nPerSourcePenalties no\nSubsystem sftp internal-sftp\n"
        )
        lab.ground.start([SSHD, "-D", "-e", "-f", conf], "open")
        until(lambda: answers(lab.ports["open"]), why=lambda: lab.ground.told("open"))

    @property
    def outsider(self) -> str:
        """An account of this host that has nothing to do with the site."""
        return f"{self.lab.ground.tag}outsider"

    def write(self, name: str, text: str, *, append: bool = False) -> None:
        """The account writes into its own home."""
        words = ["sh", "-c", f'umask 077; cat {">>" if append else ">"} "$HOME/{name}"']
        subprocess.run([*as_account(self.account), *words], input=text.encode(), check=True)

    def plant(self, key: str) -> None:
        """One more key that opens the account."""
        public = (self.lab.ground.root / "ceremony" / f"{key}.pub").read_text()
        self.write(".ssh/authorized_keys", public, append=True)


@contextmanager
def listener(path: Path | None = None) -> Iterator[tuple[int, list[bytes]]]:
    """A server of this machine that greets whoever reaches it; yields its port (0 for a socket file)."""
    server = socket.socket(socket.AF_UNIX) if path else socket.create_server(("127.0.0.1", 0))
    if path:
        server.bind(str(path))
        path.chmod(0o777)
        server.listen()
    greeted: list[bytes] = []

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = server.accept()
                with line:
                    line.sendall(b"reached")
                    greeted.append(b"")

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield (0 if path else server.getsockname()[1]), greeted
    finally:
        server.close()


def heard(port: int) -> bytes:
    """What a connection to a port of this machine hears first; nothing if it is cut or not answered."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
            line.settimeout(30)
            return line.recv(7)
    except OSError:
        return b""


def forwarded(lab: Laboratory, port: str, account: str, kind: str) -> bytes:
    """Try to reach a server behind the SSH server (`local`, `stream`) or to open a port there (`remote`)."""
    free = socket.create_server(("127.0.0.1", 0))
    here = free.getsockname()[1]
    free.close()
    box = lab.ground.root / f"target-{port}-{kind}.sock"
    with listener(box if kind == "stream" else None) as (target, _):
        way = {
            "local": ["-L", f"127.0.0.1:{here}:127.0.0.1:{target}"],
            "stream": ["-L", f"127.0.0.1:{here}:{box}"],
            "dynamic": ["-W", f"127.0.0.1:{target}"],
            "remote": ["-R", f"127.0.0.1:{here}:127.0.0.1:{target}", "-o", "ExitOnForwardFailure=yes"],
        }[kind]
        words = [*lab.client("ssh", "zhaomin", port, *way), f"{account}@127.0.0.1"]
        if kind == "dynamic":
            run = subprocess.run(
                words, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=PATIENCE
            )
            return run.stdout[:7]
        with held([*words[:1], "-N", *words[1:]]) as client:
            if kind == "remote":
                until(lambda: client.poll() is not None or answers(here))
                return b"" if client.poll() is not None else heard(here)
            until(lambda: client.poll() is not None or answers(here))
            return heard(here)


def agents(account: str) -> list[Path]:
    """Sockets of forwarded agents that belong to an account."""
    found = []
    # Since OpenSSH 10.1 they are in the home.
    for path in (
        *_AGENTS.glob("ssh-*/agent.*"),
        *Path(pwd.getpwnam(account).pw_dir).glob(".ssh/agent/*"),
    ):
        with contextlib.suppress(OSError, KeyError):
            found += [path] if path.owner() == account else []
    return found


def variables(pid: int) -> dict[str, str]:
    """The environment with which a process was started."""
    pairs = Path(f"/proc/{pid}/environ").read_bytes().decode("utf-8", "replace").split("\0")
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)


@contextmanager
def agent(lab: Laboratory) -> Iterator[dict[str, str]]:
    """An ssh-agent of this side; yields the environment in which clients find it."""
    path = lab.ground.root / "ceremony" / "agent"
    with held(["ssh-agent", "-D", "-a", str(path)]):
        until(path.is_socket)
        yield {"SSH_AUTH_SOCK": str(path), "PATH": os.environ["PATH"], "TERM": "xterm"}
