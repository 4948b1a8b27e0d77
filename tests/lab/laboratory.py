"""The laboratory: a separated site made by the very script that `install script` prints, running, with people who sign in.

Whoever attacks here has what an escaped session would have: any program, under the account of a person.
"""

import json
import os
import re
import shlex
import signal
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from console.domain.times import render
from tests.lab.founding import ACCOUNTS, PASSPHRASE, Founding, console
from tests.lab.ground import SSHD, Ground, accounts_locked, as_account, earlier, running, until
from tests.patience import PATIENCE

GATEWAY_SECRET = "k7Qx2p9L"
LANGUAGE = ("--lang", "en")


class Answer(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        assert self.code == 0, self
        return json.loads(self.out)["data"]

    @property
    def both(self) -> str:
        return self.out + self.err


class Laboratory:
    """A running site. Names: `account(person)`; places: `ground.root / …`; `ssh`, `sftp` and `act` do things as a person.

    With `ago` its organisation was founded, and its ledger began, that long before now.
    """

    def __init__(self, ago: timedelta = timedelta()) -> None:
        self.ground = ground = Ground()
        self.ago = ago
        try:
            self._build()
        except BaseException:
            ground.close()
            raise

    def _build(self) -> None:
        ground = self.ground
        self.python = ground.python = ground.program()
        names = ("ssh", "inbox", "outbox", "open", "gateway")
        self.ports = dict(zip(names, free_ports(len(names)), strict=True))
        numbers = dict(zip(ACCOUNTS, ground.numbers, strict=False))
        self.spare = ground.numbers[len(ACCOUNTS) :]
        self.founding = Founding(ground.root / "ceremony", numbers, self.ports["gateway"], ago=self.ago)
        self._login_keys()
        # People have accounts before they have keys, and make these there.
        first = self.founding.draft("first", {})
        self.first_run = self.install("--roster", first / "roster" / "roster-1.json")
        self.sshd = self._start_sshd()
        with ThreadPoolExecutor(3) as pool:
            self.public = dict(zip(ACCOUNTS, pool.map(self._new_key, ACCOUNTS), strict=True))
        self.org = self.founding.draft("org", self.public)
        self.founding.sign(self.org)
        self.second_run = self.install("--org", self.org)
        if self.ago:
            self._served()
        self._start_daemons()

    def account(self, person: str) -> str:
        return f"{self.ground.tag}{person}"

    @property
    def desk(self) -> str:
        return f"{self.ground.tag}sms-desk"

    @property
    def custody(self) -> str:
        return f"{self.ground.tag}sms-custody"

    def at(self, path: str) -> Path:
        return self.ground.root / path.removeprefix("/")

    def state(self, person: str) -> Path:
        return self.at("var/lib/sms-people") / self.account(person)

    def close(self) -> None:
        self.ground.close()

    # ---- installing

    def options(self, *source: object) -> list[object]:
        root, tag = self.ground.root, self.ground.tag
        return [
            *source, "--prefix", root, "--services", f"{tag}sms-", "--persons", tag, "--port", self.ports["ssh"],
            "--inbox-port", self.ports["inbox"], "--outbox-port", self.ports["outbox"], "--listen", "127.0.0.1", "--exempt", "127.0.0.1",
            "--login-keys", root / "login",
        ]  # fmt: skip

    def install(self, *source: object) -> str:
        """Write the script as an administrator would, run it with the system's sh, and return what it printed."""
        text = console("install", "script", *self.options(*source), home=self.founding.folder)["script"]
        self.script = self.ground.root / "install.sh"
        self.script.write_text(text)
        with accounts_locked():
            run = subprocess.run(["/bin/sh", self.script], capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    def _login_keys(self) -> None:
        folder = self.ground.root / "login"
        folder.mkdir(mode=0o700)
        for person in (*ACCOUNTS, "planted"):
            key = self.ground.root / "ceremony" / f"login-{person}"
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
            if person != "planted":
                (folder / f"{person}.pub").write_bytes(key.with_suffix(".pub").read_bytes())

    def _start_sshd(self) -> "subprocess.Popen[bytes]":
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        child = self.ground.start([SSHD, "-D", "-e", "-f", self.at("etc/sms-console/sshd.conf")], "sshd")
        until(lambda: answers(self.ports["ssh"]), why=lambda: self.ground.told("sshd"))
        return child

    def _new_key(self, person: str) -> str:
        made = self.ssh(person, "key new --passphrase-fd 0 --json", text=PASSPHRASE)
        return str(made.data["public"])

    # ---- the daemons

    def start_simulator(self) -> None:
        """Start the provider's side."""
        ground = self.ground
        # The provider's side knows the password and says so; on ours it stands in the keyring alone.
        self.simulator = ground.start(
            [
                ground.python, "-I", "-X", "utf8", "-m", "console.gateways.simulator", "--port", str(self.ports["gateway"]),
                "--password", GATEWAY_SECRET,
            ],
            "simulator",
        )  # fmt: skip
        until(lambda: answers(self.ports["gateway"]), why=lambda: ground.told("simulator"))

    def _start_daemons(self) -> None:
        self.start_simulator()
        self._start_desk()
        self._start_custody()

    def _start_desk(self, ago: timedelta = timedelta()) -> None:
        ground, sock = self.ground, self.at("run/sms-desk/desk.sock")
        self.desk_process = ground.start([*earlier(ago), *self.unit("desk")], "desk", account=self.desk)
        until(
            lambda: sock.is_socket() or self.desk_process.poll() is not None, why=lambda: ground.told("desk")
        )
        assert self.desk_process.poll() is None, ground.told("desk")

    def _served(self) -> None:
        """The desk came up once, on the clock of then: the first entry of its ledger is of that day."""
        self._start_desk(self.ago)
        os.kill(self.ours(self.desk, "console.desk"), signal.SIGTERM)
        self.desk_process.wait()
        assert not self.at("run/sms-desk/desk.sock").exists(), self.ground.told("desk")

    def unit(self, name: str) -> list[str]:
        """The command, with its environment, that a unit of the plan starts."""
        from console.install.texts import filled

        text = filled(f"{name}.service", self.layout())
        (command,) = re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)
        return ["env", *re.findall(r"^Environment=(.*)$", text, re.MULTILINE), *command.split()]

    def layout(self) -> Any:
        from console.install.layout import Layout

        tag = self.ground.tag
        return Layout(
            org="yunling", prefix=self.ground.root, services=f"{tag}sms-", persons=tag, port=self.ports["ssh"],
            inbox_port=self.ports["inbox"], outbox_port=self.ports["outbox"], listen="127.0.0.1", exempt="127.0.0.1",
        )  # fmt: skip

    def _start_custody(self) -> None:
        self.start_custody()
        # The first day: the custodian makes the vault, and puts the provider's password in; a bind proves it.
        self.phrase = str(self.do("fenglei", "custody create")["phrase"])
        self.ssh("fenglei", "custody install demo --secret-fd 0 --json", text=GATEWAY_SECRET).data  # noqa: B018 - it asserts

    def end(self, process: "subprocess.Popen[bytes]") -> None:
        """End a process and what it started, as a host that goes down does."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        until(lambda: not self.processes(self.custody, ""))

    def start_custody(self) -> None:
        """Dispatcher and keyring under a bus of their own, as the unit has it; they come up locked."""
        self.custody_process = self.ground.start(self.unit("custody"), "custody", account=self.custody)
        sock = self.at("run/sms-custody/dispatch.sock")
        sock.unlink(missing_ok=True)
        until(
            lambda: sock.is_socket() or self.custody_process.poll() is not None,
            why=lambda: self.ground.told("custody"),
        )
        log = self.at("var/lib/sms-custody/log/dispatch.log")
        assert self.custody_process.poll() is None, self.ground.told("custody") + log.read_text()[-3000:]

    def processes(self, account: str, words: str) -> list[int]:
        """Processes of an account whose command line holds these words."""
        found = []
        for entry in running():
            try:
                if entry.owner() == account:
                    line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                    found += [int(entry.name)] if words in line else []
            except (OSError, KeyError):
                continue
        return found

    def ours(self, account: str, module: str) -> int:
        """The number of the one process in which an account runs a module of ours."""
        found = [
            pid
            for pid in self.processes(account, f"-m {module}")
            if Path(f"/proc/{pid}/cmdline").read_bytes().startswith(bytes(self.python))
        ]
        assert len(found) == 1, (module, found)
        return found[0]

    # ---- people

    def client(self, program: str, person: str, port: str, *options: str, key: str = "") -> list[str]:
        known = self.ground.root / "ceremony" / "known"
        if not known.exists():
            public = self.at("etc/sms-console/ssh_host_ed25519_key.pub").read_text().split()
            names = ",".join(f"[127.0.0.1]:{number}" for number in self.ports.values())
            known.write_text(f"{names} {public[0]} {public[1]}\n")
        return [
            program, "-F", "none", "-P" if program == "sftp" else "-p", str(self.ports[port]),
            "-i", str(self.ground.root / "ceremony" / f"login-{key or person}"), "-o", "IdentitiesOnly=yes",
            "-o", "BatchMode=yes", "-o", f"UserKnownHostsFile={known}", "-o", "StrictHostKeyChecking=yes",
            "-o", "ConnectTimeout=20", *options,
        ]  # fmt: skip

    def ssh(
        self, person: str, command: str = "", *options: str, text: str = "", port: str = "ssh", key: str = "",
        seconds: float = 60.0, account: str = "",
    ) -> Answer:  # fmt: skip
        target = f"{account or self.account(person)}@127.0.0.1"
        words = [
            *self.client("ssh", person, port, *options, key=key),
            target,
            *([command] if command else []),
        ]
        run = subprocess.run(
            words,
            input=text.encode(),
            capture_output=True,
            check=False,
            timeout=seconds,
            env={"PATH": os.environ["PATH"]},
        )
        return Answer(
            run.returncode, run.stdout.decode("utf-8", "replace"), run.stderr.decode("utf-8", "replace")
        )

    def piped(self, person: str, command: str, data: bytes = b"") -> bytes:
        """What a command writes to standard output, byte for byte, as `ssh HOST COMMAND > file` leaves it."""
        words = [*self.client("ssh", person, "ssh"), f"{self.account(person)}@127.0.0.1", command]
        run = subprocess.run(words, input=data, capture_output=True, check=False, timeout=PATIENCE)
        assert run.returncode == 0, (command, run.stderr.decode())
        return run.stdout

    def sftp(self, person: str, batch: str, *, port: str = "inbox") -> Answer:
        words = [*self.client("sftp", person, port), "-b", "-", f"{self.account(person)}@127.0.0.1"]
        run = subprocess.run(words, input=batch.encode(), capture_output=True, check=False, timeout=PATIENCE)
        return Answer(
            run.returncode, run.stdout.decode("utf-8", "replace"), run.stderr.decode("utf-8", "replace")
        )

    def fetched(self, line: str, person: str, folder: Path) -> Answer:
        """What the line that the console said does on the person's own machine, typed in that folder."""
        program, *words = shlex.split(line)
        options = self.client(program, person, "outbox")
        options = options[1 : options.index("-P")] + options[options.index("-P") + 2 :]
        run = subprocess.run(
            [program, *options, *words],
            cwd=folder,
            capture_output=True,
            check=False,
            timeout=PATIENCE,
            text=True,
        )
        return Answer(run.returncode, run.stdout, run.stderr)

    def box(self, person: str) -> Path:
        return self.at("var/lib/sms-outbox") / self.account(person) / "out"

    def line(self, person: str, name: str) -> str:
        """The line that fetches a file of theirs."""
        return f"sftp -P {self.ports['outbox']} {self.account(person)}@127.0.0.1:{name} ."

    def do(self, person: str, command: str, *, sign: bool = False) -> Any:
        """One command of ours as a person, over SSH; returns its data."""
        option = " --passphrase-fd 0" if sign else ""
        return self.ssh(person, f"{command} --json{option}", text=PASSPHRASE if sign else "").data

    def pledges(self) -> None:
        """Those who draft, operate and manage sign the pledge."""
        clauses = len(self.do("zhaomin", "pledge show")["clauses"])
        accept = ",".join(map(str, range(1, clauses + 1)))
        for person in ("zhaomin", "qianwei", "sunli"):
            self.do(person, f"pledge sign --witness zhengtao --accept {accept}", sign=True)

    def sends(self, n: int) -> None:
        """A list goes into the drop box, into a request, past its manager, and out; all of it is delivered."""
        numbers = self.ground.root / "ceremony" / "customers.txt"
        numbers.write_text("".join(f"{13_800_138_000 + i}\n" for i in range(n)))
        assert self.sftp("zhaomin", f"put {numbers}\n").code == 0
        assert [row["name"] for row in self.do("zhaomin", "contacts inbox")] == ["customers.txt"]
        listed = self.do("zhaomin", "contacts import customers.txt --yes", sign=True)
        assert (listed["imported"], listed["numbers"]) == (True, n)
        assert self.do("zhaomin", "contacts inbox") == []
        request = self.requested(listed["list"])
        self.do(
            "sunli", f"approval approve {request} --count {n} --content-checked --list-checked", sign=True
        )
        self.do("qianwei", f"send release {request} --count {n}", sign=True)
        view = self.do("qianwei", f"send watch {request} --every 0.2")
        assert (view["row"]["state"], view["row"]["tally"]["delivered"]) == ("done", n), view

    def requested(self, list_id: int, **more: str) -> int:
        """A submitted request for a list; a notice, unless `more` says otherwise."""
        now = datetime.now(UTC)
        fields = {
            "department": "business", "category": "notice", "subtype": "maturity", "purpose": "remind customers",
            "telephone": "010-00000001", "basis": "contract", "audience": "customers", "selection": "as listed",
            "list_source": "core banking", "harmless": "true", "unclassified": "true", "gateway": "demo",
            "signature": "【云岭示范银行】", "body": "尊敬的客户，您的定期存款将于12月1日到期，请及时办理转存。",
            **more,
        }  # fmt: skip
        words = " ".join(f"--field '{name}={value}'" for name, value in fields.items())
        window = f"{render(now - timedelta(minutes=1))},{render(now + timedelta(hours=2))}"
        request = int(self.do("zhaomin", f"request new {words} --slot {list_id},{window}")["id"])
        self.do("zhaomin", f"request submit {request}", sign=True)
        return request

    def probe(self, account: str, *wanted: object) -> dict[str, str]:
        """Try things as an account (see probe.py): what each came to, `ok …` or the error's name."""
        program = self.ground.root / "probe.py"
        if not program.exists():
            program.write_bytes((Path(__file__).parent / "probe.py").read_bytes())
        run = subprocess.run(
            [*as_account(account), self.python, "-I", program],
            input=json.dumps(wanted),
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
        )
        assert run.returncode == 0, run.stderr
        return dict(json.loads(run.stdout))

    def status(self, account: str) -> tuple[int, str]:
        """The exit code and the line of `status` for an account of this machine."""
        site = f"SMS_CONSOLE_SITE={self.at('etc/sms-console/site.toml')}"
        beginning = (
            ["env", "-i", "PATH=/usr/bin:/bin", site] if account == "root" else as_account(account, site)
        )
        words = [*beginning, str(self.python), "-I", "-X", "utf8", "-m", "console", "status"]
        run = subprocess.run(words, capture_output=True, check=False, cwd="/", umask=0o077)
        return run.returncode, run.stdout.decode().partition("\n")[0] + run.stderr.decode()

    def doctor(self, account: str) -> Any:
        """What doctor says to an account (`root`, or one of the laboratory's)."""
        site = f"SMS_CONSOLE_SITE={self.at('etc/sms-console/site.toml')}"
        beginning = (
            ["env", "-i", "PATH=/usr/bin:/bin", site] if account == "root" else as_account(account, site)
        )
        words = [*beginning, str(self.python), "-I", "-X", "utf8", "-m", "console", "doctor", "--json"]
        run = subprocess.run(words, capture_output=True, check=False, cwd="/", umask=0o077)
        assert run.returncode in {0, 1, 6}, run.stderr.decode()
        return json.loads(run.stdout)["data"]


@contextmanager
def held(words: list[str], **options: Any) -> Iterator["subprocess.Popen[bytes]"]:
    """A client that stays for as long as the block runs."""
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options
    ) as child:
        try:
            yield child
        finally:
            child.kill()


def answers(port: int) -> bool:
    """Whether somebody listens at a port of this machine."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True


def free_ports(n: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    found = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return found
