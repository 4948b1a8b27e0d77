"""Solo mode's processes: desk, simulator and dispatcher of one home, started once and reused, ended only on request.

Each has its own session, so that a closing console or SSH line does not end it. No other package in the product starts
programs.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace

from console.desk.door import Lock
from console.errors import ConsoleError
from console.launch.home_files import is_demo
from console.settings import SCANNER_VARIABLE, WITNESS_VARIABLE, Home
from console.wire import client

START_SECONDS: Final = 60.0
"""For a machine however busy: a process that ends by itself is noticed at once."""
STOP_SECONDS: Final = 15.0
_POLL: Final = 0.02
_TAIL_LINES: Final = 12
_TAIL_BYTES: Final = 8192

SIMULATOR_PASSWORD: Final = "demo1234"  # noqa: S105 - the simulator's own default; it guards nothing
"""The password of the simulated account. This module never knows a real secret; custody has it."""

Ready = Callable[[Home], bool]


class Program(msgspec.Struct, frozen=True):
    """One process: its name, Python module, arguments, a test that it answers, and a secret that it reads from a pipe.

    `secret` is passed as `--secret-fd N` and never appears in an argument, a file or the environment.
    """

    name: str
    module: str
    arguments: tuple[str, ...]
    ready: Ready
    secret: bytes = b""


class Status(msgspec.Struct, frozen=True):
    """The state of a process: `pid` 0 if none runs, `answers` if it does its work."""

    name: str
    pid: int
    answers: bool


class StartError(ConsoleError):
    """A process did not start (code `process_failed`): which, why (`ended`, `no_answer`), and the tail of its log."""

    def __init__(self, process: str, why: str, tail: str) -> None:
        super().__init__("process_failed", process=process, why=why, tail=tail)


class _Record(msgspec.Struct, frozen=True):
    """The record of a started process; `since` tells it from a later process with the same number."""

    pid: int
    since: str


class Solo:
    """The processes of one home. Safe when a second console starts or stops them at the same moment."""

    def __init__(
        self,
        home: Home,
        programs: Sequence[Program] | None = None,
        *,
        start_seconds: float = START_SECONDS,
        stop_seconds: float = STOP_SECONDS,
    ) -> None:
        self._home = home
        self._programs = tuple(_RUNNING if programs is None else programs)
        self._standard = programs is None
        self._start_seconds, self._stop_seconds = start_seconds, stop_seconds

    def start(self) -> list[Status]:
        """Start the processes that do not run yet, in order, and return once all answer.

        Raises StartError (processes that were started before it stay), what `standard` raises if one has to be started, ConsoleError `loose_folder`, or `launch_busy` if another
        console starts or stops this home for too long.
        """
        self._home.open_run()
        self._home.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._alone():
            running = self.status()
            if all(one.answers for one in running):
                return running
            for program in standard(self._home) if self._standard else self._programs:
                self._ensure(program)
            return self.status()

    def stop(self) -> None:
        """End the processes, last started first; a process that does not end in time is killed.

        Raises ConsoleError `process_stuck` if killing does not end it, `loose_folder` and `launch_busy` as `start` does.
        """
        self._home.open_run()
        with self._alone():
            for program in reversed(self._programs):
                self._end(program)

    def status(self) -> list[Status]:
        """Return the present state of each process."""
        rows = []
        for program in self._programs:
            pid = self._alive(program)
            rows.append(Status(program.name, pid, bool(pid) and program.ready(self._home)))
        return rows

    @contextmanager
    def _alone(self) -> Iterator[None]:
        deadline = time.monotonic() + self._start_seconds + self._stop_seconds
        path = self._home.run / "launch.lock"
        while True:
            try:
                lock = Lock(path)
                break
            except BlockingIOError as error:
                if time.monotonic() > deadline:
                    raise ConsoleError("launch_busy") from error
                time.sleep(_POLL)
        try:
            yield
        finally:
            lock.release()

    def _ensure(self, program: Program) -> None:
        pid = self._alive(program)
        if pid and program.ready(self._home):
            return
        # Alive without an answer: it may still be starting, or hang.
        if pid and self._waited(program, lambda: not _running(pid)):
            return
        self._end(program)
        child = self._spawn(program)
        record = _Record(child.pid, _since(child.pid))
        self._record(program).write_bytes(msgspec.json.encode(record))
        if not self._waited(program, lambda: child.poll() is not None):
            why = "ended" if child.poll() is not None else "no_answer"
            self._end(program)
            raise StartError(program.name, why, self._tail(program))

    def _waited(self, program: Program, over: Callable[[], bool]) -> bool:
        """Wait until the process answers; False if it ended, or does not answer in time."""
        deadline = time.monotonic() + self._start_seconds
        while time.monotonic() < deadline and not over():
            if program.ready(self._home):
                return True
            time.sleep(_POLL)
        return False

    def _spawn(self, program: Program) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-P", "-s", "-X", "utf8", "-m", program.module, *program.arguments]
        passed: tuple[int, ...] = ()
        if program.secret:
            passed = (_pipe(program.secret),)
            command += ["--secret-fd", str(passed[0])]
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        output = os.open(self._output(program), flags, 0o600)
        try:
            child = subprocess.Popen(  # noqa: S603 - our own modules under this interpreter, no shell
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=self._home.root,
                env=environment(os.environ),
                pass_fds=passed,
                start_new_session=True,
                umask=0o077,
            )
        finally:
            for handle in (output, *passed):
                os.close(handle)
        _children[child.pid] = child
        return child

    def _end(self, program: Program) -> None:
        pid = self._alive(program)
        if pid:
            _signal(pid, signal.SIGTERM)
            if not _ended(pid, self._stop_seconds):
                _signal(pid, signal.SIGKILL)
                if not _ended(pid, self._stop_seconds):
                    raise ConsoleError("process_stuck", process=program.name, pid=pid)
        self._record(program).unlink(missing_ok=True)

    def _alive(self, program: Program) -> int:
        """The process's number if it is the process that was started, else 0."""
        try:
            record = msgspec.json.decode(self._record(program).read_bytes(), type=_Record)
        except (OSError, msgspec.MsgspecError):
            return 0
        return record.pid if _running(record.pid) and _since(record.pid) == record.since else 0

    def _record(self, program: Program) -> Path:
        return self._home.run / f"{program.name}.pid"

    def _output(self, program: Program) -> Path:
        return self._home.logs / f"{program.name}.out"

    def _tail(self, program: Program) -> str:
        """The last lines of the process's log and output, with numbers masked."""
        lines: list[str] = []
        for path in (self._home.log(program.name), self._output(program)):
            with contextlib.suppress(OSError), path.open("rb") as file:
                file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
                lines += file.read().decode("utf-8", "replace").splitlines()[-_TAIL_LINES:]
        from console.desk.logbook import mask  # noqa: PLC0415 - only when a process did not start

        return mask("\n".join(lines))


def standard(home: Home) -> list[Program]:
    """The three processes of a solo home, in the order in which they start.

    One simulator serves every gateway. Raises ConsoleError `bad_installation` unless the home has a gateway file, and only
    files of simulators on this machine, and `one_simulator` for files of several protocols.
    """
    from console.domain.sending import gateways  # noqa: PLC0415 - only where one has to be started

    try:
        files = [gateways.read(path.read_bytes().decode()) for path in sorted(home.gateways.glob("*.toml"))]
    except (OSError, ValueError) as error:
        raise ConsoleError("bad_installation", what=error) from error
    if not files or not all(map(gateways.loopback, files)):
        raise ConsoleError("bad_installation", what="solo mode has no gateway but the simulator")
    if len({one.protocol for one in files}) > 1:
        raise ConsoleError("one_simulator", names=", ".join(f"{one.id} ({one.protocol})" for one in files))
    root = str(home.root)
    desk, simulator, dispatch = _RUNNING
    port = ("--port", str(files[0].port), "--port-file", str(home.simulator_file))
    kept = ("--passwords", str(home.root / "dispatch" / "simulator-passwords.json"))
    account = ("--system-id", files[0].account, "--protocol", files[0].protocol)
    return [
        replace(desk, arguments=("--home", root, *_scanner(os.environ))),
        replace(simulator, arguments=(*port, *account, *kept)),
        replace(
            dispatch,
            arguments=("--home", root, *_witness(home, os.environ)),
            secret=msgspec.json.encode(dict.fromkeys((one.id for one in files), SIMULATOR_PASSWORD)),
        ),
    ]


def _witness(home: Home, given: Mapping[str, str]) -> tuple[str, ...]:
    """The dispatcher's option for the folder of its witness: named now, and kept for later starts, or named before.

    If never, a demo says that it needs none, since nothing that it sends reaches anybody.
    """
    named = given.get(WITNESS_VARIABLE, "")
    if named:
        home.witness.write_text(f"{Path(named).expanduser().absolute()}\n", "utf-8")
    try:
        folder = home.witness.read_text("utf-8").strip()
    except OSError:
        folder = ""
    if folder:
        return ("--witness", folder)
    return ("--play",) if is_demo(home) else ()


def _scanner(given: Mapping[str, str]) -> tuple[str, ...]:
    """The desk's option for the house's scanner, if this start names one."""
    return ("--scanner", given[SCANNER_VARIABLE]) if given.get(SCANNER_VARIABLE) else ()


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """The few variables of the caller's environment that a process needs; none of them can load code (security.md, 2.1)."""
    kept = {name: given[name] for name in ("PATH", "HOME", "LANG", "LC_ALL", "TZ") if name in given}
    return kept | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUNBUFFERED": "1"}


_children: "dict[int, subprocess.Popen[bytes]]" = {}
"""Processes that this one started and must reap when they end; dropping them does not end them."""


def _desk_answers(home: Home) -> bool:
    return client.answers(home.desk_socket)


def _dispatch_answers(home: Home) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as sock:
            sock.settimeout(2)
            sock.connect(str(home.dispatch_socket))
    except OSError:
        return False
    return True


def _simulator_answers(home: Home) -> bool:
    try:
        port = int(msgspec.json.decode(home.simulator_file.read_bytes())["control"])
        with socket.create_connection(("127.0.0.1", port), timeout=2) as sock:
            sock.sendall(b"stats\n")
            return bool(sock.recv(1))
    except (OSError, ValueError, KeyError, TypeError):
        return False


_RUNNING: Final = (
    Program("desk", "console.desk", (), _desk_answers),
    Program("simulator", "console.gateways.simulator", (), _simulator_answers),
    Program("dispatch", "console.dispatch", (), _dispatch_answers),
)
"""The three processes as far as it takes to find them; `standard` knows how each is started."""


def _pipe(secret: bytes) -> int:
    """The reading end of a pipe that holds only `secret`."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as file:
        file.write(secret)
    return reading


def _signal(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _ended(pid: int, seconds: float) -> bool:
    """Wait until the process has ended; False if it has not in time."""
    deadline = time.monotonic() + seconds
    while _running(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL)
    return True


def _running(pid: int) -> bool:
    child = _children.get(pid)
    if child is not None and child.poll() is not None:
        del _children[pid]
        return False
    return bool(_since(pid))


def _since(pid: int) -> str:
    """When the process started, as text that no other process with this number ever has; empty if it has ended.

    proc(5): field 22 of `stat` counts clock ticks since boot; a zombie (state Z) has ended. Without /proc, ps is asked.
    """
    boot = Path("/proc/sys/kernel/random/boot_id")
    if boot.exists():
        try:
            fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            return ""
        return "" if fields[0] in {"Z", "X"} else f"{boot.read_text().strip()}:{fields[19]}"
    ps = shutil.which("ps") or "/bin/ps"
    answer = subprocess.run(  # noqa: S603 - a fixed command
        [ps, "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    state, _, since = answer.stdout.strip().partition(" ")
    return "" if state.startswith("Z") else since.strip()
