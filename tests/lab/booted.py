"""The laboratory on a booted system: the install script run for the real places, its units started by a real service manager.

The system is this machine's own files under an overlay, in a container of its own: what it writes goes with it.
"""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.lab.founding import ACCOUNTS, Founding, console
from tests.lab.ground import Ground, missing, until
from tests.lab.laboratory import GATEWAY_SECRET, Laboratory, answers, free_ports
from tests.patience import PATIENCE

PLACE = Path("/run")
BEGINNING = "sms-lab-boot-"
COMMANDS = ("systemd-nspawn", "nsenter")
UNITS = ("sms-desk.service", "sms-custody.service", "sms-sshd.service", "sms-notices.service")


def lacking() -> list[str]:
    """What a booted laboratory needs and this machine lacks, in words."""
    return missing(*COMMANDS)


class Machine:
    """The container. `run` runs a command in it as root; `files` is its root folder as seen from outside."""

    def __init__(self, shared: Path) -> None:
        """`shared` is there, under the same path and writable, inside and outside."""
        _sweep()
        self.shared = shared
        self.folder = PLACE / f"{BEGINNING}{os.getpid()}"
        self.boots = 0
        self.process: subprocess.Popen[bytes] | None = None
        self.first = 0
        self.folder.mkdir(mode=0o755)
        _done("mount", "-t", "tmpfs", "-o", "mode=0755", "tmpfs", self.folder)
        for name in ("upper", "work", "root"):
            (self.folder / name).mkdir()
        # Its mode is that of the container's root folder, under which sshd reads no key that others could have put there.
        (self.folder / "upper").chmod(0o755)
        layers = f"lowerdir=/,upperdir={self.folder / 'upper'},workdir={self.folder / 'work'}"
        _done("mount", "-t", "overlay", "overlay", "-o", layers, self.folder / "root")
        # Of this machine's own services none is wanted there; and it is another machine.
        etc = self.folder / "root/etc"
        for wants in (etc / "systemd/system").glob("*.wants"):
            shutil.rmtree(wants)
        # Not an empty one: that would be a first boot, which turns every service on.
        (etc / "machine-id").write_text(f"{secrets.token_hex(16)}\n")

    @property
    def group(self) -> Path:
        """Its control group, another at each boot: from one that was killed, kernels to 6.18 kill whatever is started."""
        return _unified() / f"{self.folder.name}-{self.boots}"

    def boot(self) -> None:
        """Start it, and wait until it has come up."""
        self.boots += 1
        self.group.mkdir()
        self.log = (self.shared / "boot.out").open("ab")

        def enter() -> None:
            (self.group / "cgroup.procs").write_text("0")

        # Without these two a container's programs lock no memory and its units get no network of their own; both go on silently.
        # The network is this machine's: its loopback addresses are where the laboratory listens.
        self.process = subprocess.Popen(
            [
                "setpriv", "--pdeathsig=KILL", "systemd-nspawn", f"--directory={self.folder / 'root'}", "--register=no",
                "--keep-unit", "--console=pipe", "--link-journal=no", "--capability=CAP_IPC_LOCK,CAP_NET_ADMIN", f"--machine={self.folder.name}", f"--bind={self.shared}",
                "/lib/systemd/systemd", "--system", "--log-target=console", "--show-status=0", "systemd.unit=multi-user.target",
            ],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True, preexec_fn=enter,  # noqa: PLW1509
            env={"PATH": os.environ["PATH"], "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1"},
        )  # fmt: skip
        until(self._come_up, 60, why=self.told)

    def _come_up(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.told()
        self.first = self.first or _first_process(self.process.pid)
        return bool(self.first) and self.run(
            "systemctl", "is-system-running", check=False
        ).stdout.strip() in {"running", "degraded"}

    @property
    def files(self) -> Path:
        """Its files, the ones in memory too."""
        return Path(f"/proc/{self.first}/root")

    def run(self, *command: object, check: bool = True) -> "subprocess.CompletedProcess[str]":
        """Run a command there as root."""
        done = subprocess.run(
            self.entering(*command), capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}, timeout=PATIENCE,
        )  # fmt: skip
        assert not check or done.returncode == 0, (command, done.stdout, done.stderr, self.told())
        return done

    def entering(self, *command: object) -> list[str]:
        """The words that run a command there as root."""
        words = ["nsenter", "-t", str(self.first), "-m", "-p", "-u", "-i", "-C", "-r", "-w", "--"]
        return [*words, *map(str, command)]

    def told(self) -> str:
        """The end of what it said."""
        return (self.shared / "boot.out").read_text("utf-8", "replace")[-3000:]

    def unit(self, name: str, what: str) -> str:
        """One property of a unit."""
        return self.run("systemctl", "show", "--value", f"--property={what}", name).stdout.strip()

    def down(self) -> None:
        """Power it off, at once: what was not written yet is lost, as when the mains fail."""
        if self.process is not None:
            with contextlib.suppress(OSError):
                (self.group / "cgroup.kill").write_text("1")
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            _forget(self.folder.name)
            self.process, self.first = None, 0
            self.log.close()
            until(lambda: "populated 0" in (self.group / "cgroup.events").read_text())
            _remove(self.group)

    def close(self) -> None:
        """Take it away, with all that it wrote."""
        self.down()
        _clear(self.folder)


class Booted(Laboratory):
    """A site at the real places of a booted system; `machine` is that system."""

    units: Sequence[str] = UNITS

    def __init__(self, ground: Ground | None = None) -> None:
        """`ground` lays another program than this tree's."""
        self.ground = ground or Ground()
        self.machine = Machine(self.ground.root)
        try:
            self._build()
        except BaseException as error:
            if self.machine.first:
                answer = self.machine.run("journalctl", "--no-pager", "--lines=60", check=False).stdout
                error.add_note(f"its journal:\n{answer}")
            self.close()
            raise

    def _build(self) -> None:
        ground, machine = self.ground, self.machine
        ground.python = ground.program()
        names = ("ssh", "inbox", "outbox", "open", "gateway")
        self.ports = dict(zip(names, free_ports(len(names)), strict=True))
        self.founding = Founding(
            ground.root / "ceremony",
            dict(zip(ACCOUNTS, ground.numbers, strict=False)),
            self.ports["gateway"],
            # A name, so that custody's program finds it in the file of hosts inside its fence.
            host="localhost",
        )
        self._login_keys()
        machine.boot()
        at = machine.files / "usr/lib"
        shutil.copytree(ground.root / "usr/lib/sms-console", at / "sms-console", symlinks=True)
        self.python = Path("/usr/lib/sms-console/venv/bin/python")
        first = self.founding.draft("first", {})
        self.install("--roster", first / "roster" / "roster-1.json")
        self.signed_in()
        self.public = {person: self._new_key(person) for person in ACCOUNTS}
        self.org = self.founding.draft("org", self.public)
        self.founding.sign(self.org)
        self.install("--org", self.org)
        self.up()
        self._start_daemons()

    def account(self, person: str) -> str:
        return person

    @property
    def desk(self) -> str:
        return "sms-desk"

    @property
    def custody(self) -> str:
        return "sms-custody"

    def at(self, path: str) -> Path:
        return self.machine.files / path.removeprefix("/")

    def options(self, *source: object) -> list[object]:
        ports = ["--port", self.ports["ssh"], "--inbox-port", self.ports["inbox"]]
        ports += ["--outbox-port", self.ports["outbox"]]
        local = ["--listen", "127.0.0.1", "--exempt", "127.0.0.1"]
        return [*source, *ports, *local, "--login-keys", self.ground.root / "login"]

    def install(self, *source: object) -> str:
        text = console("install", "script", *self.options(*source), home=self.founding.folder)["script"]
        self.script = self.ground.root / "install.sh"
        self.script.write_text(text)
        return self.machine.run("/bin/sh", self.script).stdout

    def signed_in(self) -> None:
        """Wait until its SSH server answers."""
        until(lambda: answers(self.ports["ssh"]), why=self.machine.told)

    def processes(self, account: str, words: str) -> list[int]:
        """Processes of an account there whose command line holds these words, by their numbers there."""
        number = int(self.machine.run("id", "-u", account).stdout)
        found = []
        for entry in self.at("proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                if entry.stat().st_uid == number and words in line:
                    found.append(int(entry.name))
        return found

    def up(self) -> None:
        """Wait until the service manager has all of it running and both sockets are there."""
        sockets = [self.at("run/sms-desk/desk.sock"), self.at("run/sms-custody/dispatch.sock")]
        until(
            lambda: (
                all(_listens(one) for one in sockets)
                and all(self.machine.unit(unit, "ActiveState") == "active" for unit in self.units)
            ),
            60,
            why=self._states,
        )
        self.signed_in()

    def _states(self) -> str:
        answer = self.machine.run("systemctl", "status", "--no-pager", "-n", "30", *UNITS, check=False)
        return answer.stdout + self.machine.told()

    def _start_daemons(self) -> None:
        self.start_simulator()
        self.phrase = str(self.do("fenglei", "custody create")["phrase"])
        self.ssh("fenglei", "custody install demo --secret-fd 0 --json", text=GATEWAY_SECRET).data  # noqa: B018 - it asserts

    def close(self) -> None:
        self.machine.close()
        self.ground.close()


def _done(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


def _listens(path: Path) -> bool:
    """Whether somebody answers there: after a crash a socket is there that nobody serves."""
    with socket.socket(socket.AF_UNIX) as sock:
        return sock.connect_ex(str(path)) == 0


def _unified() -> Path:
    """Where the one tree of control groups is mounted."""
    for line in Path("/proc/mounts").read_text().splitlines():
        _, where, kind, *_ = line.split()
        if kind == "cgroup2":
            return Path(where)
    raise FileNotFoundError("cgroup2")


def _first_process(container: int) -> int:
    """The first process of the container that this process holds; 0 while there is none."""
    waiting = [container]
    while waiting:
        pid = waiting.pop()
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            numbers = Path(f"/proc/{pid}/status").read_text().split("NSpid:")[1].split("\n")[0].split()
        except OSError:
            continue
        if len(numbers) > 1 and numbers[-1] == "1" and _is_manager(pid):
            return pid
        waiting += [int(one) for one in children]
    return 0


def _is_manager(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip() == "systemd"
    except OSError:
        return False


def _sweep() -> None:
    for folder in PLACE.glob(f"{BEGINNING}*"):
        if not Path(f"/proc/{folder.name.removeprefix(BEGINNING)}").exists():
            _clear(folder)


def _forget(name: str) -> None:
    """What a container that was ended at once leaves behind, and meets when it comes again."""
    for path in Path("/run/systemd/nspawn").glob(f"*/{name}"):
        subprocess.run(["umount", "-l", path], check=False, capture_output=True)
        with contextlib.suppress(OSError):
            path.rmdir()


def _remove(group: Path) -> None:
    """Remove a control group that nothing is in, and those below it."""
    for path in sorted((one for one in (group, *group.rglob("*")) if one.is_dir()), reverse=True):
        with contextlib.suppress(OSError):
            path.rmdir()


def _clear(folder: Path) -> None:
    _forget(folder.name)
    for group in _unified().glob(f"{folder.name}-*"):
        with contextlib.suppress(OSError):
            (group / "cgroup.kill").write_text("1")
    for path in (folder / "root", folder):
        subprocess.run(["umount", "-l", path], check=False, capture_output=True)
    with contextlib.suppress(OSError):
        folder.rmdir()
    for group in _unified().glob(f"{folder.name}-*"):
        _remove(group)


__all__: Sequence[str] = ["UNITS", "Booted", "Machine", "lacking"]
