"""The laboratory: accounts, daemons, SSH and the keyring for real; what works across accounts, and what every attempt meets.

Each attempt is first shown to work where the protection in question is missing. Root is out of scope: root can do anything here.
"""

import grp
import os
import pwd
import stat
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.wire import calls, frames
from console.wire.control import Answer, Question
from tests.lab.attempts import COMMAND, RAN, Unprotected, agent, agents, forwarded, variables
from tests.lab.founding import ACCOUNTS, console
from tests.lab.ground import until
from tests.lab.laboratory import GATEWAY_SECRET, Laboratory, held

pytestmark = pytest.mark.timeout(300)
N = 40
WHO = "zhaomin"


@pytest.fixture(scope="module")
def open_(lab: Laboratory) -> Unprotected:
    return Unprotected(lab)


@pytest.fixture(scope="module")
def screens(lab: Laboratory) -> Iterator[dict[str, int]]:
    """Two people at their screens over SSH; the numbers of their consoles."""
    started: list[subprocess.Popen[bytes]] = []
    found = {}
    for person in (WHO, "qianwei"):
        words = [*lab.client("ssh", person, "ssh", "-tt"), f"{lab.account(person)}@127.0.0.1"]
        started.append(
            subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={"TERM": "xterm", "PATH": os.environ["PATH"]},
            )
        )
        until(partial(lab.processes, lab.account(person), "console.launch.entry"))
        (found[person],) = lab.processes(lab.account(person), "console.launch.entry")
    yield found
    for child in started:
        child.kill()
        child.wait()


def shown_of(pid: int) -> bytes:
    """Arguments and environment of a process, as root sees them; nothing if it has ended meanwhile."""
    with suppress(OSError):
        return b"".join(Path(f"/proc/{pid}/{name}").read_bytes() for name in ("cmdline", "environ"))
    return b""


def terminal(pid: int) -> Path:
    return Path(f"/proc/{pid}/fd/0").readlink()


# ---- it works


def test_the_script_may_run_again_and_finds_everything_in_place(lab: Laboratory) -> None:
    again = lab.install("--org", lab.org)
    assert [line for line in again.splitlines() if line.startswith("  ")] == []
    assert console("install", "check", *lab.options("--org", lab.org), home=lab.founding.folder)["good"]


def test_a_loosened_folder_is_found_by_the_check_and_put_right_by_the_script(lab: Laboratory) -> None:
    lab.state(WHO).chmod(0o755)
    words = ("install", "check", *lab.options("--org", lab.org))
    with pytest.raises(AssertionError, match=r"0755"):
        console(*words, home=lab.founding.folder)
    lab.install("--org", lab.org)
    assert console(*words, home=lab.founding.folder)["good"]


def test_a_key_made_in_a_session_is_the_persons_alone(lab: Laboratory) -> None:
    for person in ACCOUNTS:
        key = lab.state(person) / "key"
        assert (key.owner(), stat.S_IMODE(key.stat().st_mode)) == (lab.account(person), 0o600)


def test_a_send_goes_from_the_drop_box_to_the_gateway_across_all_accounts(lab: Laboratory) -> None:
    lab.pledges()
    lab.sends(N)
    # The kernel said who came, over the socket and not by a name of theirs.
    me = lab.do(WHO, "whoami")
    assert (me["person"], me["solo"]) == (WHO, False)


# ---- files, processes, terminals, sockets: as the account itself, with any program


def test_no_person_reads_or_changes_what_is_anothers(lab: Laboratory, open_: Unprotected) -> None:
    keyring = next(lab.at("var/lib/sms-custody/account").rglob("*.keyring"))
    desk, custody = lab.at("var/lib/sms-desk"), lab.at("var/lib/sms-custody")
    secret = [
        desk / "desk/desk.db", desk / "log/desk.log", desk / "roster/roster-1.json", keyring,
        custody / "keys/dispatch-1", custody / "dispatch/dispatch.db", custody / "log/dispatch.log",
    ]  # fmt: skip
    fixed = [
        lab.at("etc/sms-console/site.toml"), lab.at("etc/sms-console/roots.json"), lab.at("etc/sms-console/sshd.conf"),
        lab.at("usr/lib/sms-console/enter"), lab.at("etc/sms-console/login-keys") / lab.account(WHO),
    ]  # fmt: skip
    for at, path in enumerate([*secret, *fixed]):
        (open_.loose / f"{at}").write_bytes(path.read_bytes()[:4096])
        (open_.loose / f"{at}").chmod(0o666)
    folders = [
        lab.at("etc/sms-console/login-keys"),
        lab.at("var/empty/sms"),
        lab.at("run/sms-desk"),
        lab.at("run/sms-custody"),
    ]
    loose = [
        (f"{verb} {at}", verb, str(open_.loose / f"{at}"))
        for at in range(len(secret) + len(fixed))
        for verb in ("read", "write")
    ]
    loose.append(("create", "create", str(open_.loose / "new")))
    for person in ACCOUNTS:
        other = next(one for one in ACCOUNTS if one != person)
        box, out = lab.at("var/lib/sms-inbox") / lab.account(other) / "in", lab.box(other)
        wanted = [
            (f"read {path}", "read", str(path))
            for path in (*secret, lab.state(other) / "key", box / "x", out / "x")
        ]
        wanted += [
            (f"write {path}", "write", str(path)) for path in (*secret, *fixed, lab.state(other) / "key")
        ]
        wanted += [(f"replace {path}", "replace", str(path)) for path in (*fixed, desk, custody, keyring)]
        wanted += [
            (f"create in {path}", "create", str(path / "new"))
            for path in (*folders, desk, custody, box, out, out.parent, lab.state(other))
        ]
        wanted += [
            (f"list {path}", "names", str(path)) for path in (desk, custody, box, out, lab.state(other))
        ]
        shown = lab.probe(lab.account(person), *loose)
        assert all(found.startswith("ok") for found in shown.values()), shown
        met = lab.probe(lab.account(person), *wanted)
        assert len(met) == len(wanted)
        assert set(met.values()) <= {"EACCES", "EPERM"}, {
            k: v for k, v in met.items() if v not in {"EACCES", "EPERM"}
        }
        own = lab.probe(lab.account(person), ("key", "read", str(lab.state(person) / "key")))
        assert own["key"].startswith("ok")


def test_no_person_looks_into_the_processes_of_others(lab: Laboratory, screens: dict[str, int]) -> None:
    verbs = ("memory", "environ", "trace", "descriptors", "stop")
    targets = {
        "desk": lab.ours(lab.desk, "console.desk"),
        "dispatcher": lab.ours(lab.custody, "console.custody"),
        "keyring": lab.processes(lab.custody, "gnome-keyring")[0],
        "another's console": screens[WHO],
    }
    for person in ACCOUNTS[1:]:
        account = lab.account(person)
        shown = lab.probe(account, *((verb, verb, "child") for verb in verbs))
        assert all(found.startswith("ok") for found in shown.values()), shown
        wanted = [(f"{verb} of {name}", verb, pid) for name, pid in targets.items() for verb in verbs]
        met = lab.probe(account, *wanted)
        assert len(met) == len(wanted)
        assert set(met.values()) <= {"EACCES", "EPERM"}, met


def test_even_the_custody_account_does_not_read_the_dispatchers_memory(lab: Laboratory) -> None:
    pid = lab.ours(lab.custody, "console.custody")
    wanted = [(f"{verb} {target}", verb, target) for target in ("child", pid) for verb in ("memory", "trace")]
    met = lab.probe(lab.custody, *wanted)
    assert [met[f"{verb} child"][:2] for verb in ("memory", "trace")] == ["ok", "ok"]
    assert [met[f"{verb} {pid}"] for verb in ("memory", "trace")] == ["EACCES", "EPERM"]


def test_a_terminal_is_its_sessions_alone(lab: Laboratory, screens: dict[str, int]) -> None:
    path = str(terminal(screens[WHO]))
    assert lab.probe(lab.account(WHO), ("tty", "terminal", path)) == {"tty": "ok"}
    for person in ACCOUNTS[1:]:
        assert lab.probe(lab.account(person), ("tty", "terminal", path)) == {"tty": "EACCES"}


def test_the_keyrings_bus_answers_its_account_alone(lab: Laboratory) -> None:
    address = variables(lab.ours(lab.custody, "console.custody"))["DBUS_SESSION_BUS_ADDRESS"]
    path = address.removeprefix("unix:").split(",")[0]
    path = path.replace("path=", "").replace("abstract=", "@")
    assert lab.probe(lab.custody, ("bus", "bus", path)) == {"bus": "ok"}
    for person in (*ACCOUNTS,):
        (met,) = lab.probe(lab.account(person), ("bus", "bus", path)).values()
        assert met in {"refused", "EACCES", "EOFError", "ECONNRESET", "EPIPE"}, met


def test_an_account_outside_the_site_reaches_no_socket(lab: Laboratory, open_: Unprotected) -> None:
    sockets = {
        name: str(lab.at(f"run/sms-{name}/{sock}.sock"))
        for name, sock in (("desk", "desk"), ("custody", "dispatch"))
    }
    wanted = [(name, "connect", path) for name, path in sockets.items()]
    assert lab.probe(lab.account(WHO), *wanted) == {"desk": "ok", "custody": "ok"}
    assert lab.probe(open_.outsider, *wanted) == {"desk": "EACCES", "custody": "EACCES"}


@pytest.mark.parametrize(
    ("hello", "code"),
    [
        (calls.Hello(frames.VERSION), ""),
        (calls.Hello(frames.VERSION, "sunli"), "not_own_account"),
        (calls.Hello(frames.VERSION, "", "dispatch-1"), "not_own_account"),
    ],
)
def test_a_person_is_himself_at_the_desk_whatever_he_says(
    lab: Laboratory, hello: calls.Hello, code: str
) -> None:
    frame = frames.encode(hello)[4:].hex()
    (met,) = lab.probe(
        lab.account(WHO), ("hello", "frame", str(lab.at("run/sms-desk/desk.sock")), frame)
    ).values()
    welcome = frames.decode_welcome(bytes.fromhex(met.removeprefix("ok ")))
    assert (welcome.refusal.code if welcome.refusal else "") == code


def test_a_service_account_that_is_nobody_is_refused_by_the_desk(lab: Laboratory) -> None:
    frame = frames.encode(calls.Hello(frames.VERSION))[4:].hex()
    (met,) = lab.probe(lab.desk, ("hello", "frame", str(lab.at("run/sms-desk/desk.sock")), frame)).values()
    welcome = frames.decode_welcome(bytes.fromhex(met.removeprefix("ok ")))
    assert welcome.refusal is not None
    assert welcome.refusal.code == "account_unknown"


# ---- doctor: useful to everybody, each in their own place

NOT_OURS = {"kernel", "core", "swap", "disk", "calendar", "witness"}
"""What this machine is like, and of which year it is, is not the laboratory's affair; nor has its one disk a place for a witness."""


@pytest.mark.parametrize("name", [WHO, "sms-desk", "sms-custody", "root"])
def test_doctor_finds_nothing_wrong_for_anybody(lab: Laboratory, name: str) -> None:
    found = lab.doctor("root" if name == "root" else lab.account(name))
    roles = {WHO: "person", "sms-desk": "desk", "sms-custody": "custody", "root": "root"}
    assert found["role"] == roles[name]
    bad = [one for one in found["checks"] if one["verdict"] == "bad" and one["check"] not in NOT_OURS]
    assert bad == []
    seen = {one["check"] for one in found["checks"]}
    assert {"python", "sqlite", "site", "roots", "umask", "socket", "desk", "dispatcher"} <= seen
    special = {WHO: "key", "sms-desk": "database", "sms-custody": "keyring_file", "root": "group"}
    assert special[name] in seen


def test_doctor_names_what_was_loosened_and_its_remedy(lab: Laboratory) -> None:
    desk = lab.at("var/lib/sms-desk")
    loosened = {
        lab.state(WHO): (0o755, WHO, "state"),
        lab.state(WHO) / "key": (0o640, WHO, "key"),
        desk / "desk/desk.db": (0o644, "sms-desk", "database"),
        desk: (0o770, "sms-desk", "home"),
        lab.at("var/lib/sms-custody/keys/dispatch-1"): (0o644, "sms-custody", "service_key"),
        lab.at("etc/sms-console/sshd.conf"): (0o666, "root", "sshd_file"),
        lab.at("var/lib/sms-inbox") / lab.account(WHO): (0o777, WHO, "inbox"),
        lab.box(WHO): (0o755, WHO, "outbox"),
        lab.box(WHO).parent: (0o777, WHO, "outbox"),
    }
    for path, (mode, name, check) in loosened.items():
        before = stat.S_IMODE(path.stat().st_mode)
        path.chmod(mode)
        try:
            found = lab.doctor("root" if name == "root" else lab.account(name))
        finally:
            path.chmod(before)
        bad = {one["check"]: one for one in found["checks"] if one["verdict"] == "bad"}
        assert str(path) in bad[check]["remedy"], (path, bad)


# ---- status: for root, the monitoring account and people; a stranger learns nothing


@pytest.mark.parametrize("name", ["root", "sms-monitor", WHO])
def test_whoever_may_watch_reads_how_it_is(lab: Laboratory, name: str) -> None:
    code, line = lab.status(name if name == "root" else lab.account(name))
    assert code in {0, 1, 2}, line
    assert line.startswith("SMS "), line
    assert "gateways_up=" in line, line
    assert "ledger=" in line, line


def test_a_stranger_is_told_unknown(lab: Laboratory) -> None:
    code, line = lab.status("nobody")
    assert (code, line.partition(" | ")[0]) == (3, "SMS UNKNOWN - desk hidden, dispatcher hidden"), line


def test_the_monitoring_account_opens_no_session_and_signs_in_nowhere(lab: Laboratory) -> None:
    entry = pwd.getpwnam(lab.account("sms-monitor"))
    assert entry.pw_shell == "/usr/sbin/nologin"
    groups = {grp.getgrgid(gid).gr_name for gid in os.getgrouplist(entry.pw_name, entry.pw_gid)}
    assert not any(name.endswith("people") for name in groups), groups


# ---- custody


def test_the_custodians_verbs_listen_to_the_custodian_alone(lab: Laboratory) -> None:
    sock = str(lab.at("run/sms-custody/dispatch.sock"))
    verbs = ("custody", "unlock", "lock", "install", "rotate", "bind_test", "create")

    def frame(verb: str) -> str:
        return msgspec.msgpack.encode(
            Question(verb, person="fenglei", gateway="demo", secret="x", phrase="x")
        ).hex()

    (met,) = lab.probe(lab.account("fenglei"), ("custody", "frame", sock, frame("custody"))).values()
    assert msgspec.msgpack.decode(bytes.fromhex(met[3:]))["ok"]["state"] == "unlocked"
    for account, code in (
        *((lab.account(one), "not_custodian") for one in ACCOUNTS[:-1]),
        (lab.desk, "not_in_roster"),
    ):
        told = lab.probe(account, *((verb, "frame", sock, frame(verb)) for verb in verbs))
        answers = {
            verb: msgspec.msgpack.decode(bytes.fromhex(met[3:]), type=Answer) for verb, met in told.items()
        }
        assert {one.refusal.code for one in answers.values() if one.refusal} == {code}, answers
        assert all(one.ok is None and one.problem is None for one in answers.values())
    assert lab.do("fenglei", "custody status")["state"] == "unlocked"


def test_the_secret_stands_in_no_file_argument_or_variable(lab: Laboratory) -> None:
    secret = GATEWAY_SECRET.encode()
    assert secret in Path(f"/proc/{lab.simulator.pid}/cmdline").read_bytes()
    for home in ("var/lib/sms-custody", "var/lib/sms-desk", "var/lib/sms-people"):
        holding = [path for path in lab.at(home).rglob("*") if path.is_file() and secret in path.read_bytes()]
        assert holding == []
    for account in (lab.custody, lab.desk):
        running = lab.processes(account, "")
        assert running
        assert not [pid for pid in running if secret in shown_of(pid)]


def test_after_a_reboot_nothing_is_sent_until_the_custodian_has_typed_the_phrase(lab: Laboratory) -> None:
    lab.end(lab.custody_process)
    lab.start_custody()
    assert lab.do("fenglei", "custody status")["state"] == "locked"
    assert lab.ssh("sunli", "custody unlock --passphrase-fd 0", text=lab.phrase).code == 3
    assert lab.do("fenglei", "custody status")["state"] == "locked"
    assert (
        lab.ssh("fenglei", "custody unlock --passphrase-fd 0 --json", text=lab.phrase).data["state"]
        == "unlocked"
    )


# ---- what comes over SSH


@pytest.mark.parametrize(
    "command",
    [
        COMMAND,
        f"sh -c '{COMMAND}'",
        f"sms-console whoami; {COMMAND}",
        f"sms-console whoami\n{COMMAND}",
        f"true && {COMMAND}",
        f"printf '%s\\n' \"$({COMMAND})\"",
        f"printf '%s\\n' `{COMMAND}`",
    ],
)
def test_a_session_runs_nothing_but_our_own_commands(
    lab: Laboratory, open_: Unprotected, command: str
) -> None:
    assert RAN in lab.ssh(WHO, command, port="open", account=open_.account).out
    met = lab.ssh(WHO, command)
    assert RAN not in met.both
    assert met.code in {2, 3}


@pytest.mark.parametrize(
    "command",
    [
        "whoami --home /var/lib",
        "sms-console --as sunli whoami",
        "key show --passphrase-fd 7",
        "demo",
        "tour",
        "open",
        "install plan",
    ],
)
def test_a_session_cannot_say_who_or_where_it_is(lab: Laboratory, command: str) -> None:
    assert lab.ssh(WHO, command).code == 3


@pytest.mark.parametrize("kind", ["local", "stream", "dynamic", "remote"])
def test_nothing_is_forwarded(lab: Laboratory, open_: Unprotected, kind: str) -> None:
    assert forwarded(lab, "open", open_.account, kind) == b"reached"
    assert forwarded(lab, "ssh", lab.account(WHO), kind) == b""
    assert forwarded(lab, "inbox", lab.account(WHO), kind) == b""
    assert forwarded(lab, "outbox", lab.account(WHO), kind) == b""


def test_no_agent_is_forwarded(lab: Laboratory, open_: Unprotected) -> None:
    with agent(lab) as environment:
        words = [*lab.client("ssh", WHO, "open", "-A", "-tt"), f"{open_.account}@127.0.0.1"]
        with held(words, env=environment):
            until(lambda: agents(open_.account))
        account = lab.account("wuhong")
        words = [*lab.client("ssh", "wuhong", "ssh", "-A", "-tt"), f"{account}@127.0.0.1"]
        with held(words, env=environment):
            until(lambda: lab.processes(account, "console.launch.entry"))
            assert agents(account) == []
        until(lambda: not lab.processes(account, "console.launch.entry"))


def test_variables_of_the_caller_stay_outside(lab: Laboratory, open_: Unprotected) -> None:
    hostile = {
        "LD_PRELOAD": "/x.so",
        "PYTHONPATH": "/x",
        "TEXTUAL_DRIVER": "x",
        "PYTHONSTARTUP": "/x",
        "SMS_CONSOLE_SITE": "/x",
    }
    option = "SetEnv=" + " ".join(f"{name}={value}" for name, value in hostile.items())
    answer = lab.ssh(WHO, "env", "-o", option, port="open", account=open_.account).out
    assert {f"{name}={value}" for name, value in hostile.items()} <= set(answer.splitlines())
    account = lab.account("wuhong")
    words = [*lab.client("ssh", "wuhong", "ssh", "-tt", "-o", option), f"{account}@127.0.0.1"]
    with held(words, env={"TERM": "xterm", "PATH": os.environ["PATH"]}):
        until(lambda: lab.processes(account, "console.launch.entry"))
        found = variables(lab.processes(account, "console.launch.entry")[0])
        assert not set(hostile) - {"SMS_CONSOLE_SITE"} & set(found)
        assert found["SMS_CONSOLE_SITE"] == str(lab.at("etc/sms-console/site.toml"))
        assert set(found) <= {
            "HOME",
            "PATH",
            "LANG",
            "TERM",
            "SMS_CONSOLE_SITE",
            "SSH_CONNECTION",
            "SSH_ORIGINAL_COMMAND",
        }
    until(lambda: not lab.processes(account, "console.launch.entry"))


def test_what_a_home_would_run_at_login_does_not_run(lab: Laboratory, open_: Unprotected) -> None:
    names = {"rc": ".ssh/rc", "bash": ".bashrc", "profile": ".profile"}
    for name, file in names.items():
        open_.write(file, f"echo >{open_.loose}/open-{name}\n")
    lab.ssh(WHO, "true", port="open", account=open_.account)
    assert {"open-rc", "open-bash"} <= {path.name for path in open_.loose.iterdir()}
    home = lab.at("var/empty/sms")
    wanted = [(name, "create", str(home / Path(file).name)) for name, file in names.items()]
    assert set(lab.probe(lab.account(WHO), *wanted).values()) == {"EACCES"}
    # And were they there after all, put there by root:
    (home / ".ssh").mkdir(mode=0o755)
    try:
        for name, file in names.items():
            (home / file).write_text(f"echo >{open_.loose}/site-{name}\n")
        assert lab.ssh(WHO, "whoami").code == 0
    finally:
        for file in names.values():
            (home / file).unlink()
        (home / ".ssh").rmdir()
    assert not [path for path in open_.loose.iterdir() if path.name.startswith("site-")]


def test_a_planted_key_opens_nothing(lab: Laboratory, open_: Unprotected) -> None:
    assert RAN not in lab.ssh(WHO, COMMAND, port="open", account=open_.account, key="planted").out
    open_.plant("login-planted")
    assert RAN in lab.ssh(WHO, COMMAND, port="open", account=open_.account, key="planted").out
    folder = lab.at("var/empty/sms/.ssh")
    folder.mkdir(mode=0o755)
    try:
        public = (lab.ground.root / "ceremony/login-planted.pub").read_text()
        (folder / "authorized_keys").write_text(public)
        (folder / "authorized_keys").chmod(0o644)
        met = lab.ssh(WHO, "whoami", key="planted")
    finally:
        (folder / "authorized_keys").unlink()
        folder.rmdir()
    assert (met.code, "Permission denied" in met.err) == (255, True)


@pytest.mark.parametrize("name", ["sms-desk", "sms-custody", "root"])
def test_nobody_signs_in_as_a_daemon_or_root(lab: Laboratory, name: str) -> None:
    account = "root" if name == "root" else f"{lab.ground.tag}{name}"
    assert lab.ssh(WHO, "whoami").code == 0
    assert "Permission denied" in lab.ssh(WHO, "whoami", account=account).err


def test_the_drop_box_takes_files_and_gives_nothing_out(lab: Laboratory, open_: Unprotected) -> None:
    sent = lab.ground.root / "ceremony" / "sent.txt"
    sent.write_text("13800138000\n")
    got = lab.ground.root / "ceremony" / "got"
    tries = {
        "get": f"get sent.txt {got}", "link": "symlink /etc/passwd link", "rename": "rename sent.txt other.txt",
        "folder": "mkdir more", "leave": f"get /etc/hostname {got}", "above": f"put {sent} /above.txt",
    }  # fmt: skip
    open_box = [*lab.client("sftp", WHO, "open"), "-b", "-", f"{open_.account}@127.0.0.1"]
    for name, line in tries.items():
        if name != "above":
            batch = f"put {sent}\n{line}\n".encode()
            shown = subprocess.run(open_box, input=batch, capture_output=True, check=False)
            assert shown.returncode == 0, (name, shown.stderr)
        got.unlink(missing_ok=True)
        assert lab.sftp(WHO, f"put {sent}\n").code == 0
        met = lab.sftp(WHO, f"{line}\n")
        assert met.code != 0, (name, met)
        assert not got.exists() or not got.stat().st_size
    listing = lab.sftp(WHO, "ls -1 /\nls -1 /in\nrm sent.txt\n")
    assert listing.code == 0
    assert {line.strip("/") for line in listing.out.splitlines() if not line.startswith("sftp>")} == {
        "in",
        "in/sent.txt",
    }
    assert RAN not in lab.ssh(WHO, COMMAND, port="inbox").both
    # The console's own port serves no files.
    assert lab.sftp(WHO, "ls /\n", port="ssh").code != 0


def test_the_outbox_gives_files_and_takes_nothing_in(lab: Laboratory, open_: Unprotected) -> None:
    got, sent = lab.ground.root / "ceremony" / "got", lab.ground.root / "ceremony" / "sent.txt"
    sent.write_text("13800138000\n")
    number = lab.state(WHO).stat().st_uid
    mine = lab.box(WHO) / "mine.txt"
    tries = {
        "put": f"put {sent}", "over": f"put {sent} mine.txt", "remove": "rm mine.txt", "rename": "rename mine.txt other.txt",
        "folder": "mkdir more", "link": "symlink /etc/passwd link", "hard": "ln mine.txt more.txt", "mode": "chmod 666 mine.txt",
    }  # fmt: skip
    open_box = [*lab.client("sftp", WHO, "open"), "-b", "-", f"{open_.account}@127.0.0.1"]
    for name, line in tries.items():
        batch = f"-rm mine.txt\n-rm other.txt\n-rm link\n-rm more.txt\n-rmdir more\nput {sent} mine.txt\n{line}\n".encode()
        shown = subprocess.run(open_box, input=batch, capture_output=True, check=False)
        assert shown.returncode == 0, (name, shown.stderr)
        mine.write_text("mine")
        os.chown(mine, number, number)
        met = lab.sftp(WHO, f"{line}\n", port="outbox")
        assert met.code != 0, (name, met)
        assert [(one.name, one.read_text()) for one in lab.box(WHO).iterdir()] == [("mine.txt", "mine")]
    assert lab.sftp(WHO, f"get mine.txt {got}\n", port="outbox").code == 0
    assert got.read_text() == "mine"
    for line in (f"get /etc/hostname {got}", f"get ../../../../etc/hostname {got}"):
        assert lab.sftp(WHO, f"{line}\n", port="outbox").code != 0
    listing = lab.sftp(WHO, "ls -1 /\nls -1 /out\n", port="outbox")
    assert {one.strip("/") for one in listing.out.splitlines() if not one.startswith("sftp>")} == {
        "out",
        "out/mine.txt",
    }
    assert RAN not in lab.ssh(WHO, COMMAND, port="outbox").both
    mine.unlink()


def test_a_link_in_the_outbox_leads_nowhere_out_of_it(lab: Laboratory) -> None:
    got = lab.ground.root / "ceremony" / "got"
    link = lab.box(WHO) / "link.txt"
    link.symlink_to("/etc/hostname")
    try:
        assert lab.sftp(WHO, f"get link.txt {got}\n", port="outbox").code != 0
    finally:
        link.unlink()


def test_a_link_in_the_drop_box_is_not_followed_by_the_import(lab: Laboratory) -> None:
    box = lab.at("var/lib/sms-inbox") / lab.account(WHO) / "in"
    number = (lab.state(WHO)).stat().st_uid
    for name in ("real.txt", "link.txt"):
        if name == "real.txt":
            (box / name).write_text("13800138000\n")
        else:
            (box / name).symlink_to(box / "real.txt")
        os.lchown(box / name, number, number)
    assert lab.ssh(WHO, "contacts import real.txt --json").code == 0
    assert lab.ssh(WHO, "contacts import link.txt --json").code == 1
    for name in ("real.txt", "link.txt"):
        (box / name).unlink()


# ---- and the end: somebody leaves


def test_who_leaves_the_roster_is_out_with_the_next_run_of_the_script(lab: Laboratory) -> None:
    person, account = "wuhong", lab.account("wuhong")
    assert lab.ssh(person, "whoami").code == 0
    words = [*lab.client("ssh", person, "ssh", "-tt"), f"{account}@127.0.0.1"]
    with held(words, env={"TERM": "xterm", "PATH": os.environ["PATH"]}):
        until(lambda: lab.processes(account, "console.launch.entry"))
        roster: Any = msgspec.json.decode(
            msgspec.json.decode((lab.org / "roster/roster-1.json").read_bytes())[0]
        )
        for one in roster["people"]:
            one["uid"] = -1 if one["id"] == person else one["uid"]
        newer = lab.ground.root / "newer.json"
        newer.write_bytes(msgspec.json.encode(roster))
        lab.install("--roster", newer)
        until(lambda: not lab.processes(account, "console.launch.entry"))
    assert "Permission denied" in lab.ssh(person, "whoami").err
    assert lab.ssh(WHO, "whoami").code == 0
