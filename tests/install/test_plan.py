"""The plan of a separated installation: complete, readable as shell, safe in what it quotes, and the same in words."""

import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.domain.people.people import Roster, Standing
from console.errors import ConsoleError
from console.install import plan, texts
from console.install.layout import Holder, Layout, holders
from console.install.steps import Account, Copy, File, Folder, HostKey, Only, Services
from console.launch.organisation import Organisation, build

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGNv"
LAYOUT = Layout(org="yunling")
PEOPLE = (Holder("zhaomin", "zhaomin", 2001, (KEY,)), Holder("sunli", "sunli", 2003))


@pytest.fixture(scope="module")
def organisation() -> Organisation:
    return build()


@pytest.fixture(scope="module")
def folder(organisation: Organisation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("org")
    organisation.write(home)
    return home


def steps(layout: Layout = LAYOUT, org: Path | None = None) -> list[object]:
    return [step for part in plan.steps(layout, PEOPLE, org) for step in part.steps]


def roster(organisation: Organisation, **uids: int) -> Roster:
    assert organisation.roster is not None
    people = [msgspec.structs.replace(one, uid=uids.get(one.id, -1)) for one in organisation.roster.people]
    return msgspec.structs.replace(organisation.roster, people=people, solo=False)


def test_every_person_gets_an_account_without_a_home_of_his_own_and_three_folders_that_are_his_alone() -> (
    None
):
    found = steps()
    accounts = {one.name: one for one in found if isinstance(one, Account)}
    assert accounts.keys() == {"sms-desk", "sms-custody", "sms-monitor", "sms-notices", "zhaomin", "sunli"}
    for name in ("zhaomin", "sunli"):
        assert (accounts[name].home, accounts[name].login) == (Path("/var/empty/sms"), "/bin/sh")
        assert accounts[name].groups == ("sms-people", "sms-line")
    own = {one.path: one for one in found if isinstance(one, Folder) and one.owner == "zhaomin"}
    assert {str(path): one.mode for path, one in own.items()} == {
        "/var/lib/sms-people/zhaomin": 0o700,
        "/var/lib/sms-inbox/zhaomin/in": 0o700,
        "/var/lib/sms-outbox/zhaomin/out": 0o700,
    }


def test_the_daemons_nobody_signs_in_as_and_they_reach_the_line_but_not_the_login_group() -> None:
    for one in steps():
        if isinstance(one, Account) and one.name.startswith("sms-"):
            assert (one.login, one.groups) == ("/usr/sbin/nologin", ("sms-line",))


def test_what_a_daemon_writes_is_read_by_nobody_else() -> None:
    layout = msgspec.structs.replace(LAYOUT, witness="/srv/witness")
    runs = (layout.desk_run, layout.custody_run)
    own = [one for one in steps(layout) if isinstance(one, Folder) and one.owner.startswith("sms-")]
    assert {one.path for one in own} > {*runs, Path("/srv/witness")}
    # What a collector of figures reads has states and counts alone.
    assert [one.path for one in own if one.path not in runs and one.mode != 0o700] == [layout.told]
    # Its socket is for those of the line as well.
    assert [(one.group, one.mode) for one in own if one.path in runs] == [("sms-line", 0o750)] * 2


def test_nothing_that_the_daemons_believe_is_theirs_to_change(folder: Path) -> None:
    believed = [one for one in steps(org=folder) if isinstance(one, Copy)]
    assert {one.path.name for one in believed} >= {"roots.json", "policy.toml", "roster-1.json", "demo.toml"}
    for one in believed:
        private = one.path.parent.name == "keys"
        assert (one.owner, one.mode) == (("sms-custody", 0o600) if private else ("root", one.mode))
        assert not one.mode & 0o022
    folders = {one.path: one for one in steps(org=folder) if isinstance(one, Folder)}
    for one in believed:
        assert folders[one.path.parent].owner == "root"


def test_a_login_key_is_roots_and_a_person_without_one_has_no_file() -> None:
    files = {one.path.name: one for one in steps() if isinstance(one, File) and one.what == "login"}
    assert files.keys() == {"zhaomin"}
    assert (files["zhaomin"].owner, files["zhaomin"].mode) == ("root", 0o644)
    assert files["zhaomin"].text == f"restrict,pty {KEY}\n"


def test_whoever_is_not_in_the_roster_is_shut_out() -> None:
    (only,) = [one for one in steps() if isinstance(one, Only)]
    assert only.accounts == ("zhaomin", "sunli")


def test_under_a_prefix_nothing_outside_it_is_touched(tmp_path: Path) -> None:
    layout = msgspec.structs.replace(LAYOUT, prefix=tmp_path, services="lab-sms-", persons="lab-")
    for one in steps(layout):
        assert not isinstance(one, Services)
        if isinstance(one, (Folder, File, HostKey)):
            assert one.path.is_relative_to(tmp_path)
    assert any(isinstance(one, Services) for one in steps())


def test_only_people_who_are_active_and_have_a_number_get_an_account(organisation: Organisation) -> None:
    known = roster(organisation, zhaomin=2001, qianwei=2002, sunli=0)
    people = [
        msgspec.structs.replace(one, standing=Standing.SUSPENDED) if one.id == "qianwei" else one
        for one in known.people
    ]
    found = holders(msgspec.structs.replace(known, people=people), LAYOUT, {"zhaomin": (KEY,)})
    assert found == [Holder("zhaomin", "zhaomin", 2001, (KEY,))]


@pytest.mark.parametrize(
    "change",
    [
        {"prefix": Path("/opt/a b")},
        {"prefix": Path("/opt/$(id)")},
        {"services": "Sms-"},
        {"services": "sms;"},
        {"python": "/usr/bin/python3 -c"},
        {"org": "a\nForceCommand none"},
        {"listen": "0.0.0.0\nPermitRootLogin yes"},
        {"exempt": "10.0.0.1 x"},
        {"dispatch": "dispatch-1 --group x"},
        {"witness": "/srv/a b"},
        {"witness": "/srv/w\nExecStart=/bin/sh"},
        {"witness": "srv/witness"},
        {"backups": "/srv/a b"},
        {"backups": "srv/backups"},
        {"scanner": "scan"},
        {"scanner": "/usr/bin/scan; rm"},
        {"scanner": '/usr/bin/scan "'},
    ],
)
def test_a_name_that_would_need_quoting_somewhere_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ConsoleError) as refused:
        plan.steps(msgspec.structs.replace(LAYOUT, **change), PEOPLE, None)
    assert refused.value.code == "install_name"


@pytest.mark.parametrize("person", ["root", "sms-desk", "Zhao", "a b", "-x", "x" * 40])
def test_an_account_name_that_is_taken_or_unfit_is_refused(organisation: Organisation, person: str) -> None:
    known = roster(organisation, zhaomin=2001)
    people = [msgspec.structs.replace(one, id=person) if one.id == "zhaomin" else one for one in known.people]
    with pytest.raises(ConsoleError) as refused:
        holders(msgspec.structs.replace(known, people=people), LAYOUT, {})
    assert refused.value.code == "install_name"


def test_the_script_is_sh_and_does_nothing_unless_root_runs_it(folder: Path, tmp_path: Path) -> None:
    script = tmp_path / "install.sh"
    script.write_text(plan.script(plan.steps(LAYOUT, PEOPLE, folder)))
    assert subprocess.run(["sh", "-n", script], check=False).returncode == 0
    text = script.read_text()
    gate = text.index('[ "$(id -u)" = 0 ] || stop')
    # Before the gate there is nothing but definitions.
    before = [line for line in text[:gate].splitlines() if line and line[0] not in " #}"]
    assert all(
        line.endswith("{") or "() {" in line or line.startswith(("set ", "umask ", "PATH=", "export "))
        for line in before
    )


def test_a_path_with_blanks_and_quotes_stays_one_word_of_the_script(
    tmp_path: Path, organisation: Organisation
) -> None:
    org = tmp_path / "it's a $(touch x) folder"
    organisation.write(org)
    script = plan.script(plan.steps(LAYOUT, PEOPLE, org))
    head = "copy() { printf '%s\\n' \"$1\"; }\n"
    lines = head + "\n".join(line for line in script.splitlines() if line.startswith("copy "))
    process = subprocess.run(
        ["sh"], input=lines, capture_output=True, text=True, check=True, cwd=tmp_path
    ).stdout
    assert process.splitlines()[0] == str(org / "roots.json")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    "name", ["enter", "sshd.conf", "desk.service", "custody.service", "sshd.service", "tmpfiles.conf"]
)
def test_no_template_keeps_a_place_that_was_not_filled(name: str) -> None:
    # systemd's own sets of system calls begin with an at sign, in small letters.
    text = texts.filled(
        name, msgspec.structs.replace(LAYOUT, listen="10.0.0.1", exempt="10.0.0.9", allowed=("192.0.2.1",))
    )
    assert "@" not in "".join(word for word in text.split() if word.isupper())


def test_the_dispatcher_reaches_its_gateways_alone_as_soon_as_there_is_one() -> None:
    def unit(**known: Any) -> str:
        return texts.filled("custody.service", msgspec.structs.replace(LAYOUT, **known))

    assert "IPAddressDeny=any\nIPAddressAllow=192.0.2.1\n" in unit(allowed=("192.0.2.1",), fenced=True)
    assert "IPAddressDeny=any\n" in unit(fenced=True)
    assert "IPAddressAllow" not in unit(fenced=True)
    assert "IPAddress" not in unit()


def test_the_ssh_server_is_protected_as_its_neighbours_are_but_for_what_sessions_need() -> None:
    def settings(name: str) -> set[str]:
        return {line for line in texts.filled(name, LAYOUT).splitlines() if "=" in line and line[0] != "#"}

    lacking = (settings("desk.service") & settings("custody.service")) - settings("sshd.service")
    protections = {line.partition("=")[0] for line in lacking if not line.startswith(("System", "Condition"))}
    # A session starts as root, becomes somebody else, has a terminal and writes into that account's folders.
    assert protections == {
        "UMask", "NoNewPrivileges", "CapabilityBoundingSet", "AmbientCapabilities", "ProtectSystem", "ProtectHome",
        "PrivateTmp", "PrivateDevices", "ProtectProc", "ProcSubset", "RestrictSUIDSGID", "RemoveIPC", "KeyringMode",
        "SupplementaryGroups", "Environment",
    }  # fmt: skip
    assert "ProtectSystem=full" in settings("sshd.service")
    assert "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK" in settings("sshd.service")


def test_a_witness_gets_its_folder_and_is_told_to_the_dispatcher() -> None:
    layout = msgspec.structs.replace(LAYOUT, witness="/srv/witness")
    (folder,) = [one for one in steps(layout) if isinstance(one, Folder) and one.path == Path("/srv/witness")]
    assert (folder.owner, folder.mode) == ("sms-custody", 0o700)
    unit = texts.filled("custody.service", layout)
    assert "\nEnvironment=SMS_CONSOLE_WITNESS=/srv/witness\nReadWritePaths=/srv/witness\n" in unit
    assert "WITNESS" not in texts.filled("custody.service", LAYOUT)


def test_the_houses_scanner_stands_in_the_site_file_with_its_arguments() -> None:
    text = texts.site(msgspec.structs.replace(LAYOUT, scanner="/usr/bin/scan --no-summary -"))
    assert '\nscanner = ["/usr/bin/scan", "--no-summary", "-"]\n' in text
    assert "\nscanner = []\n" in texts.site(LAYOUT)


@pytest.mark.parametrize("ports", [(2222, 2222, 2224), (2222, 2223, 2223), (2224, 2223, 2224)])
def test_two_ports_that_are_one_are_refused(ports: tuple[int, int, int]) -> None:
    layout = msgspec.structs.replace(LAYOUT, port=ports[0], inbox_port=ports[1], outbox_port=ports[2])
    with pytest.raises(ConsoleError) as error:
        layout.check()
    assert (error.value.code, error.value.params) == (
        "install_ports",
        {"ports": str(max(ports, key=ports.count))},
    )


def test_both_parts_are_backed_up_each_by_its_account_into_a_folder_of_its_own() -> None:
    layout = msgspec.structs.replace(LAYOUT, backups="/srv/kept")
    folders = {one.path: one for one in steps(layout) if isinstance(one, Folder)}
    for part, account in (("desk", "sms-desk"), ("dispatch", "sms-custody")):
        folder = folders[Path("/srv/kept") / part]
        assert (folder.owner, folder.group, folder.mode) == (account, account, 0o700)
        unit = texts.filled(f"backup-{account.removeprefix('sms-')}.service", layout)
        assert f"\nUser={account}\n" in unit
        assert f" backup --part {part} --into /srv/kept/{part}\n" in unit
    assert '\nbackups = "/srv/kept"\n' in texts.site(layout)


def test_the_timer_begins_with_the_dispatchers_part_and_makes_up_what_it_missed() -> None:
    timer, desk = (texts.filled(name, LAYOUT) for name in ("backup.timer", "backup-desk.service"))
    assert {"Unit=sms-backup-desk.service", "Persistent=true"} <= set(timer.splitlines())
    for wanted in ("Wants", "After"):
        assert f"\n{wanted}=sms-backup-custody.service\n" in desk
    (services,) = [one for one in steps() if isinstance(one, Services)]
    assert {"sms-backup.timer", "sms-status.timer"} <= set(services.units)
    assert not {"sms-backup-desk.service", "sms-backup-custody.service", "sms-status.service"} & set(
        services.units
    )


def test_where_no_folder_is_named_nothing_is_backed_up_by_itself() -> None:
    layout = msgspec.structs.replace(LAYOUT, backups="")
    assert "backup" not in plan.script(plan.steps(layout, PEOPLE, None))
