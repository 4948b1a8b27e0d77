"""The install script run for the real places of a booted system, and its units under a real service manager.

What only a running manager can show: that the daemons work inside what their units allow, come up by themselves, come back
after a crash, and that the confinement is there.
"""

import os
from collections.abc import Iterator

import pytest

from tests.lab.booted import UNITS, Booted, lacking
from tests.lab.ground import until
from tests.lab.test_separation import NOT_OURS

pytestmark = pytest.mark.timeout(300)
N = 25
CONFINED = ("sms-desk.service", "sms-custody.service", "sms-notices.service")
TELLS = """
[channels.house]
kind = "command"
run = ["/usr/bin/true"]

[people.fenglei.to]
house = "w"
"""


@pytest.fixture(scope="module")
def lab() -> Iterator[Booted]:
    missing = lacking()
    if missing:
        pytest.skip("; ".join(missing))
    made = Booted()
    made.pledges()
    yield made
    made.close()


def status(lab: Booted, unit: str) -> dict[str, str]:
    """What the kernel says of a unit's first process."""
    text = lab.at(f"proc/{lab.machine.unit(unit, 'MainPID')}/status").read_text()
    return dict(line.split(":\t", 1) for line in text.splitlines() if ":\t" in line)


def within(lab: Booted, unit: str, command: str) -> str:
    """What a command, run by root among the files and networks that a unit has, says and how it ends."""
    pid = lab.machine.unit(unit, "MainPID")
    done = lab.machine.run("nsenter", "-t", pid, "-m", "-n", "--", "/bin/sh", "-c", command, check=False)
    return f"{done.returncode} {done.stdout}{done.stderr}"


def vault(lab: Booted) -> str:
    """How the vault stands, as the custodian is told."""
    return str(lab.do("fenglei", "custody status")["state"])


def unlock(lab: Booted) -> None:
    """The custodian types the phrase."""
    answer = lab.ssh("fenglei", "custody unlock --passphrase-fd 0 --json", text=lab.phrase).data
    assert answer["state"] == "unlocked"


def test_the_script_has_started_all_of_it_and_it_works(lab: Booted) -> None:
    assert [lab.machine.unit(one, "UnitFileState") for one in UNITS] == ["enabled"] * len(UNITS)
    assert [lab.machine.unit(one, "NRestarts") for one in UNITS] == ["0"] * len(UNITS)
    lab.sends(N)


def test_the_script_may_run_again_and_the_check_finds_everything_in_place(lab: Booted) -> None:
    before = [lab.machine.unit(one, "MainPID") for one in UNITS]
    lab.install("--org", lab.org)
    assert [lab.machine.unit(one, "MainPID") for one in UNITS] == before
    words = (lab.python, "-I", "-X", "utf8", "-m", "console", "install", "check", "--json")
    answer = lab.machine.run(*words, *lab.options("--org", lab.org), check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_doctor_finds_nothing_wrong_on_it(lab: Booted) -> None:
    site = ("env", "-i", "PATH=/usr/bin:/bin", "SMS_CONSOLE_SITE=/etc/sms-console/site.toml")
    answer = lab.machine.run(*site, lab.python, "-I", "-X", "utf8", "-m", "console", "doctor", check=False)
    bad = [line for line in answer.stdout.splitlines() if line.startswith("!!")]
    assert answer.stdout
    assert [line for line in bad if not any(name in line for name in NOT_OURS)] == [], answer.stdout


def test_the_timer_writes_how_it_is_for_a_collector_of_figures(lab: Booted) -> None:
    assert lab.machine.unit("sms-status.timer", "ActiveState") == "active"
    path = lab.at("var/lib/sms-status/sms_console.prom")

    def told() -> set[str]:
        lab.machine.run("systemctl", "start", "sms-status.service")
        assert lab.machine.unit("sms-status.service", "Result") == "success"
        return set(path.read_text().splitlines())

    up = {
        'sms_console_up{daemon="desk"} 1.0', 'sms_console_up{daemon="dispatcher"} 1.0',
        'sms_console_gateway_up{gateway="demo"} 1.0', "sms_console_vault_open 1.0",
    }  # fmt: skip
    until(lambda: up <= told(), why=lambda: "\n".join(sorted(told())))
    assert path.stat().st_mode & 0o777 == 0o644


def test_the_program_that_tells_people_reads_its_file_and_hears_the_desk(lab: Booted) -> None:
    lab.at("etc/sms-console/notices.toml").write_text(TELLS)
    log = lab.at("var/lib/sms-notices/log/notices.log")

    def said() -> list[str]:
        return log.read_text().splitlines() if log.exists() else []

    until(lambda: any('"house"' in line for line in said()), why=lambda: "\n".join(said()))
    # What it keeps of the desk's answer: who looks after the machines.
    kept = lab.at("var/lib/sms-notices/state.json")
    until(lambda: '"hands":["' in kept.read_text(), why=kept.read_text)
    words = (lab.python, "-I", "-X", "utf8", "-m", "console", "notices", "test", "house", "--to", "w")
    answer = lab.machine.run("env", "SMS_CONSOLE_SITE=/etc/sms-console/site.toml", *words, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_what_lay_in_an_outbox_for_seven_days_is_erased_and_the_box_is_not(lab: Booted) -> None:
    box = lab.at("var/lib/sms-outbox/zhaomin/out")
    before, day = box.stat(), 86_400
    for name, days in (("old.xlsx", 7.1), ("young.xlsx", 6.9)):
        (box / name).write_text("made")
        then = (box / name).stat().st_mtime - days * day
        # It was read a moment ago, which keeps nothing.
        os.utime(box / name, (then + days * day, then))
    lab.machine.run("systemd-tmpfiles", "--clean", "/etc/tmpfiles.d/sms-console.conf")
    assert [one.name for one in box.iterdir()] == ["young.xlsx"]
    after = box.stat()
    assert (after.st_mode, after.st_uid) == (before.st_mode, before.st_uid)
    (box / "young.xlsx").unlink()


def test_a_gateway_that_is_named_is_reached_inside_the_fence(lab: Booted) -> None:
    fence = lab.machine.run("systemctl", "show", CONFINED[1], "-p", "IPAddressAllow,IPAddressDeny").stdout
    assert "127.0.0.1/32" in fence.replace("127.0.0.1 ", "127.0.0.1/32 "), fence
    assert "0.0.0.0/0" in fence, fence
    hosts = lab.at("etc/sms-console/hosts").read_text()
    assert "127.0.0.1 localhost" in hosts
    assert within(lab, CONFINED[1], "cat /etc/hosts") == f"0 {hosts}"
    lab.sends(N)


@pytest.mark.parametrize("unit", CONFINED)
def test_a_daemon_can_gain_no_right(lab: Booted, unit: str) -> None:
    found = status(lab, unit)
    assert (found["NoNewPrivs"], found["Seccomp"]) == ("1", "2")
    assert {int(found[name], 16) for name in ("CapEff", "CapPrm", "CapBnd", "CapAmb")} == {0}
    # The same reading of a process without a unit of ours shows that it can tell.
    assert int(status(lab, "sms-sshd.service")["CapEff"], 16) != 0


@pytest.mark.parametrize(
    ("unit", "own"), [(CONFINED[0], "sms-desk/desk"), (CONFINED[1], "sms-custody/dispatch")]
)
def test_a_daemon_writes_in_its_own_place_alone(lab: Booted, unit: str, own: str) -> None:
    other = "sms-custody" if "desk" in own else "sms-desk"
    for folder in ("/usr", "/etc", "/etc/sms-console", f"/var/lib/{other}", "/var/lib/sms-people", "/opt"):
        assert "Read-only file system" in within(lab, unit, f"touch {folder}/planted"), folder
    assert within(lab, unit, f"touch /var/lib/{own}/planted && rm /var/lib/{own}/planted") == "0 "
    for hidden in ("/home", "/root"):
        assert within(lab, unit, f"ls {hidden} | wc -l").startswith("0 0")
    lab.machine.run("touch", "/tmp/of-another")  # noqa: S108 - in the container
    assert "of-another" not in within(lab, unit, "ls /tmp")


def test_the_desk_has_no_network_and_the_dispatcher_has_one(lab: Booted) -> None:
    count = "grep -c : /proc/self/net/dev"
    gateway = f"exec 3<>/dev/tcp/127.0.0.1/{lab.ports['gateway']}"
    assert within(lab, CONFINED[0], f"bash -c '{gateway}'")[0] != "0"
    assert within(lab, CONFINED[1], f"bash -c '{gateway}'") == "0 "
    assert within(lab, CONFINED[0], count).strip() == "0 1"


def test_what_the_keyring_holds_open_is_not_written_to_disk(lab: Booted) -> None:
    (pid,) = lab.processes(lab.custody, "gnome-keyring-daemon")
    text = lab.at(f"proc/{pid}/status").read_text()
    assert int(text.split("VmLck:")[1].split()[0]) > 0


def test_a_desk_that_is_killed_is_back_and_so_are_its_people(lab: Booted) -> None:
    before = lab.machine.unit("sms-desk.service", "MainPID")
    lab.machine.run("kill", "-KILL", before)
    until(lambda: lab.machine.unit("sms-desk.service", "MainPID") not in {before, "0"})
    lab.up()
    assert lab.do("zhaomin", "whoami")["person"] == "zhaomin"
    lab.sends(N)


def test_a_dispatcher_that_is_killed_is_back_and_locked_until_the_custodian_unlocks_it(lab: Booted) -> None:
    before = lab.machine.unit("sms-custody.service", "MainPID")
    lab.machine.run("systemctl", "kill", "--signal=KILL", "sms-custody.service")
    until(lambda: lab.machine.unit("sms-custody.service", "MainPID") not in {before, "0"})
    lab.up()
    until(lambda: vault(lab) == "locked")
    unlock(lab)
    lab.sends(N)


def test_after_a_reboot_all_comes_up_by_itself_and_the_dispatcher_waits_for_the_custodian(
    lab: Booted,
) -> None:
    lab.machine.down()
    lab.machine.boot()
    lab.up()
    assert lab.do("zhaomin", "whoami")["person"] == "zhaomin"
    until(lambda: vault(lab) == "locked")
    unlock(lab)
    lab.sends(N)


def test_a_unit_is_stopped_in_good_order(lab: Booted) -> None:
    lab.machine.run("systemctl", "stop", *CONFINED)
    assert [lab.machine.unit(one, "Result") for one in CONFINED] == ["success"] * len(CONFINED)
    assert not lab.at("run/sms-desk/desk.sock").is_socket()
    lab.machine.run("systemctl", "start", *CONFINED)
    lab.up()
