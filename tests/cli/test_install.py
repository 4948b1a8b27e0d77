"""install plan, script and check at the command line, and doctor's reading of an SSH configuration."""

import grp
import json
import os
import pwd
import socket
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.cli.checks import host, places, server
from console.cli.install import _addresses, _hosts, _named, _resolved
from console.domain.data_folder import data_folder
from console.install import texts
from console.install.layout import Layout
from console.install.steps import Copy, File
from console.settings import Home
from console.site import Site
from tests.cli.conftest import Office
from tests.lab.founding import Founding

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFf2VJ3pWcZ1lYkqv1sJQXk0Xc3J0sMM9j9Y6fZ0b0aV zhaomin@desk"


@pytest.fixture
def roster(office: Office, tmp_path: Path) -> Path:
    """The organisation's roster as `--json roster show` prints it, with accounts and not solo."""
    assert office.core.org.roster is not None
    whole: Any = msgspec.to_builtins(office.core.org.roster)
    whole["solo"] = False
    for number, one in enumerate(whole["people"]):
        one["uid"] = 2000 + number if one["id"] in {"zhaomin", "sunli"} else -1
    path = tmp_path / "roster.json"
    path.write_text(json.dumps({"ok": True, "data": {"roster": whole}}))
    return path


@pytest.fixture
def logins(tmp_path: Path) -> Path:
    folder = tmp_path / "logins"
    folder.mkdir()
    (folder / "zhaomin.pub").write_text(KEY + "\n")
    return folder


def test_the_plan_is_the_script_in_words_step_by_step(office: Office, roster: Path, logins: Path) -> None:
    words = ("install", "plan", "--roster", roster, "--login-keys", logins)
    answer = office("zhaomin", *words)
    assert answer.code == 0
    steps = office.json("zhaomin", *words).data["steps"]
    assert [one["number"] for one in steps] == list(range(1, len(steps) + 1))
    numbered = [line for line in answer.out.splitlines() if line[:3].strip().isdigit()]
    assert answer.out.splitlines()[0] == "The program"
    assert len(numbered) == len(steps)
    assert "account zhaomin, number 2000, no password, home /var/empty/sms" in answer.out
    script = office.json("zhaomin", "install", "script", *words[2:]).data["script"]
    calls = script.split('[ "$(id -u)" = 0 ] || stop', 1)[1]
    assert calls.count("\nfolder ") == sum(one["step"]["type"] == "Folder" for one in steps)
    assert calls.count("\naccount ") == sum(one["step"]["type"] == "Account" for one in steps)


def test_the_words_are_chinese_for_who_reads_chinese(office: Office, roster: Path, logins: Path) -> None:
    answer = office("zhaomin", "install", "plan", "--roster", roster, "--login-keys", logins, lang="zh")
    assert "账号 zhaomin，号码 2000，没有密码" in answer.out


def test_a_person_without_a_login_key_is_named(office: Office, roster: Path, logins: Path) -> None:
    answer = office("zhaomin", "install", "plan", "--roster", roster, "--login-keys", logins)
    assert "sunli has no login key" in answer.err
    assert "zhaomin has no login key" not in answer.err


def test_who_names_no_witness_is_asked_for_one(office: Office, roster: Path, logins: Path) -> None:
    words = ("--roster", roster, "--login-keys", logins)
    for command in ("plan", "script"):
        assert "--witness DIR" in office("zhaomin", "install", command, *words).err
    named = office("zhaomin", "install", "script", *words, "--witness", "/srv/witness")
    assert "witness" not in named.err
    assert "Environment=SMS_CONSOLE_WITNESS=/srv/witness" in named.out


def test_a_comment_or_option_of_a_key_line_does_not_reach_sshds_file(
    office: Office, roster: Path, logins: Path
) -> None:
    script = office.json("zhaomin", "install", "script", "--roster", roster, "--login-keys", logins).data[
        "script"
    ]
    assert f"restrict,pty {' '.join(KEY.split()[:2])}\n" in script
    assert "zhaomin@desk" not in script
    (logins / "zhaomin.pub").write_text(f'environment="LD_PRELOAD=/x" {KEY}\n')
    answer = office.json("zhaomin", "install", "script", "--roster", roster, "--login-keys", logins)
    assert (answer.code, answer.json["problem"]["code"]) == (1, "key_not_a_key")


def test_the_script_goes_into_a_new_file_that_sh_can_read(
    office: Office, roster: Path, tmp_path: Path
) -> None:
    out = tmp_path / "install.sh"
    assert office("zhaomin", "install", "script", "--roster", roster, "--out", out).code == 0
    assert subprocess.run(["sh", "-n", out], check=False).returncode == 0
    assert office("zhaomin", "install", "script", "--roster", roster, "--out", out).code == 1


def test_a_solo_roster_is_refused(office: Office, tmp_path: Path) -> None:
    assert office.core.org.roster is not None
    path = tmp_path / "solo.json"
    path.write_bytes(msgspec.json.encode(office.core.org.roster))
    answer = office.json("zhaomin", "install", "plan", "--roster", path)
    assert (answer.code, answer.json["problem"]["code"]) == (1, "install_solo")


@pytest.mark.parametrize("text", ["", "[]", "{}", "[1]", '{"data": 1}', "null"])
def test_a_file_that_is_no_roster_is_named(office: Office, tmp_path: Path, text: str) -> None:
    path = tmp_path / "no.json"
    path.write_text(text)
    answer = office.json("zhaomin", "install", "plan", "--roster", path)
    assert (answer.code, answer.json["problem"]["code"]) == (1, "file_unreadable")


def test_a_file_longer_than_any_roster_is_not_read(office: Office, roster: Path) -> None:
    text, most = roster.read_bytes(), 4 << 20
    roster.write_bytes(text.ljust(most))
    assert office("zhaomin", "install", "plan", "--roster", roster).code == 0
    roster.write_bytes(text.ljust(most + 1))
    answer = office.json("zhaomin", "install", "plan", "--roster", roster)
    assert (answer.code, answer.json["problem"]["code"]) == (1, "file_unreadable")


def test_nothing_named_is_a_usage_error(office: Office) -> None:
    assert office("zhaomin", "install", "plan").code == 2


def test_the_check_names_what_is_not_there_and_changes_nothing(
    office: Office, roster: Path, tmp_path: Path
) -> None:
    prefix = tmp_path / "root"
    answer = office.json(
        "zhaomin", "install", "check", "--roster", roster, "--prefix", prefix, "--services", "none-sms-"
    )
    assert answer.code == 1
    assert answer.data["good"] is False
    assert len(answer.data["wrong"]) > 20
    assert not prefix.exists()


# ---- the organisation, and what is there already


@pytest.fixture(scope="module")
def founding(tmp_path_factory: pytest.TempPathFactory) -> Founding:
    return Founding(tmp_path_factory.mktemp("ceremony") / "x", {"zhaomin": 2001}, 2775)


@pytest.mark.parametrize("verb", ["plan", "script", "check"])
def test_an_organisation_that_nobody_signed_is_not_installed(
    office: Office, founding: Founding, tmp_path: Path, verb: str
) -> None:
    org = founding.draft(f"org-{verb}", {})
    answer = office.json("x", "install", verb, "--org", org)
    assert (answer.code, answer.json["problem"]["code"]) == (1, "install_unsigned")
    assert "signers-1" in answer.json["problem"]["what"]
    # Nor beside a roster that is good: its files would be laid down all the same.
    beside = ("--org", org, "--roster", org / "roster" / "roster-1.json")
    assert office.json("x", "install", verb, *beside).json["problem"]["code"] == "install_unsigned"
    founding.sign(org)
    assert office.json("x", "install", verb, "--org", org, "--prefix", tmp_path).json["ok"] is True


def test_a_newer_roster_keeps_the_fence_around_the_gateways_that_are_there(
    office: Office, roster: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = {"smsc.example": ["10.9.8.7", "10.9.8.6"]}

    def looked_up(host: str, *_: object, **__: object) -> list[Any]:
        if host not in book:
            raise socket.gaierror
        return [(0, 0, 0, "", (address, 0)) for address in book[host]]

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    words = ("install", "script", "--roster", roster, "--prefix", tmp_path)
    gateways = tmp_path / "var/lib/sms-custody/gateways"
    gateways.mkdir(parents=True)
    text = (data_folder() / "gateways" / "demo.toml").read_text("utf-8")
    (gateways / "demo.toml").write_text(text)

    def fence() -> tuple[list[str], str]:
        _resolved.cache_clear()
        said = office("x", "install", "script", *words[2:], lang="en")
        assert said.code == 0
        hosts = _hosts(gateways.parent)
        layout = Layout(org="x", allowed=_addresses(hosts), named=_named(hosts), fenced=bool(hosts))
        unit = texts.filled("custody.service", layout)
        assert ("BindReadOnlyPaths=/etc/sms-console/hosts:/etc/hosts" in unit) is bool(layout.named)
        told = [*texts.hosts(layout).splitlines(), *unit.splitlines()]
        return [line for line in told if line.startswith(("IPAddress", "10."))], said.err

    def open_to(*addresses: str) -> list[str]:
        return ["IPAddressDeny=any", *(f"IPAddressAllow={one}" for one in addresses)]

    assert fence()[0] == open_to("127.0.0.1")
    named = text.replace('id = "demo"', 'id = "named"').replace('host = "127.0.0.1"', 'host = "smsc.example"')
    (gateways / "named.toml").write_text(named)
    allowed, said = fence()
    names = ["10.9.8.6 smsc.example", "10.9.8.7 smsc.example"]
    assert allowed == [*names, *open_to("127.0.0.1", "10.9.8.6", "10.9.8.7")]
    assert "smsc.example, which is 10.9.8.6, 10.9.8.7 now" in said
    (gateways / "demo.toml").write_text('spare = ["127.0.0.2", "127.0.0.3"]\n' + text)
    assert set(open_to("127.0.0.2", "127.0.0.3")) < set(fence()[0])
    (gateways / "demo.toml").unlink()
    book.clear()
    allowed, said = fence()
    # Nothing is reached then, and not everything.
    assert allowed == open_to()
    assert "smsc.example, for which no address was found" in said
    (gateways / "named.toml").write_text("host =")
    assert office.json("x", *words).json["problem"]["code"] == "install_fence"
    gateways.rename(gateways.with_name("moved"))
    gateways.write_text("no folder")
    answer = office.json("x", *words)
    assert (answer.code, answer.json["problem"]["code"]) == (1, "install_fence")
    gateways.unlink()
    assert office.json("x", *words).code == 0


def test_the_check_says_which_file_differs_and_how_and_shows_no_secret(tmp_path: Path) -> None:
    me, us = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
    source, there = tmp_path / "source", tmp_path / "there"
    source.write_text("first\nsecond line\n")
    there.write_text("first\nsecond lime\n")
    there.chmod(0o640)
    assert list(Copy(source, there, me, us, 0o640).wrong()) == ["differs: 2: 'second lime' ≠ 'second line'"]
    assert list(Copy(source, there, me, us, 0o640, secret=True).wrong()) == ["differs"]
    assert list(File(there, me, us, 0o640, "first\nsecond lime", "unit").wrong()) == []
    there.write_text("first\nsecond lime\nthird\n")
    assert list(File(there, me, us, 0o640, "first\nsecond lime", "unit").wrong()) == [
        "differs: 3: 'third' ≠ ''"
    ]
    there.write_bytes(source.read_bytes())
    assert list(Copy(source, there, me, us, 0o640).wrong()) == []
    source.unlink()
    assert list(Copy(source, there, me, us, 0o640).wrong()) == []


def test_what_differs_is_said_in_words(office: Office, founding: Founding, tmp_path: Path) -> None:
    org = founding.draft("org-differs", {})
    founding.sign(org)
    there = tmp_path / "var/lib/sms-desk/policy.toml"
    there.parent.mkdir(parents=True)
    there.write_text("other\n")
    words = ("install", "check", "--org", org, "--prefix", tmp_path)
    assert f"copy {org}/policy.toml to {there}" in office("x", *words).out
    for lang, said in (
        ("en", "line 1 differs, here ≠ as planned: 'other'"),
        ("zh", "第 1 行不同，现在是 ≠ 应该是：'other'"),
    ):
        (line,) = [one for one in office("x", *words, lang=lang).out.splitlines() if f"{there}" in one]
        assert said in line


def shell(body: str) -> str:
    """Run the script's own functions; returns what they print."""
    functions = texts.template("script.sh").partition('[ "$(id -u)" = 0 ]')[0]
    run = subprocess.run(["sh"], input=functions + body, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_a_unit_that_the_site_changed_is_kept_and_one_that_is_ours_is_renewed(tmp_path: Path) -> None:
    me, us = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
    unit, record = tmp_path / "sms-desk.service", tmp_path / "units.sha256"

    def written(text: str) -> str:
        step = File(unit, me, us, 0o644, text, "unit", record=record)
        return shell(step.shell())

    assert f"file {unit}" in written("[Service]\nPrivateNetwork=yes")
    assert written("[Service]\nPrivateNetwork=yes") == ""
    assert f"file {unit}" in written("[Service]\nPrivateNetwork=yes\nX=1")
    unit.write_text("[Service]\nPrivateNetwork=no\n")
    told = written("[Service]\nPrivateNetwork=yes\nX=2")
    assert f"kept {unit}, which was changed here" in told
    assert f"{unit}.d/local.conf" in told
    assert unit.read_text() == "[Service]\nPrivateNetwork=no\n"
    # As it says: moved into a drop-in, the unit is the program's again, and the drop-in nobody's but the site's.
    dropped = tmp_path / "sms-desk.service.d" / "local.conf"
    dropped.parent.mkdir()
    dropped.write_text("[Service]\nPrivateNetwork=no\n")
    unit.unlink()
    assert f"file {unit}" in written("[Service]\nPrivateNetwork=yes\nX=2")
    assert written("[Service]\nPrivateNetwork=yes\nX=2") == ""
    assert dropped.read_text() == "[Service]\nPrivateNetwork=no\n"


def test_a_unit_of_an_unknown_hand_is_kept(tmp_path: Path) -> None:
    me, us = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
    unit = tmp_path / "sms-desk.service"
    unit.write_text("theirs\n")
    step = File(unit, me, us, 0o644, "ours", "unit", record=tmp_path / "units.sha256")
    assert "kept" in shell(step.shell())
    assert unit.read_text() == "theirs\n"


def test_a_file_of_the_organisation_that_differs_is_kept_and_named(tmp_path: Path) -> None:
    me, us = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
    source, there = tmp_path / "source", tmp_path / "there"
    source.write_text("signed")
    there.write_text("unsigned")
    step = Copy(source, there, me, us, 0o640)
    assert shell(step.shell()) == f"  kept {there}, which differs from {source}\n"
    assert there.read_text() == "unsigned"


# ---- doctor and sshd


def site(tmp_path: Path, text: str) -> Site:
    path = tmp_path / "sshd.conf"
    path.write_text(text)
    path.chmod(0o644)
    layout = Layout(org="x")
    return Site(
        "x", layout.desk_home, layout.custody_home, layout.desk_run / "desk.sock", layout.custody_run / "d.sock",
        layout.roots, layout.states, layout.inbox, layout.line, layout.desk, layout.custody, layout.people, path,
        outbox=layout.outbox,
    )  # fmt: skip


SHIPPED = texts.filled("sshd.conf", Layout(org="x"))


def bad(tmp_path: Path, text: str) -> list[str]:
    found = server.server(site(tmp_path, text), None)
    return [one.found for one in found if one.verdict != "good" and one.check != "sshd_file"]


def test_doctor_finds_no_fault_in_what_the_installation_writes(tmp_path: Path) -> None:
    assert bad(tmp_path, SHIPPED) == []


def test_doctor_passes_over_a_group_that_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = os.getegid()
    monkeypatch.setattr(os, "getgroups", lambda: [here, 2**31 - 7])
    found = places.places(Home(tmp_path, site(tmp_path, SHIPPED)), "person")
    assert [one.found for one in found if one.check == "line"] == [grp.getgrgid(here).gr_name]


def test_doctor_names_a_rule_file_that_the_account_cannot_read(tmp_path: Path) -> None:
    where = msgspec.structs.replace(site(tmp_path, SHIPPED), custody_home=tmp_path, custody_account="nobody")
    (tmp_path / "gateways").mkdir()
    file = tmp_path / "gateways" / "mobile.toml"
    file.write_text("")

    def named() -> list[str]:
        found = places.places(Home(tmp_path, where), "custody")
        return [one.found for one in found if one.remedy == "unreadable"]

    file.chmod(0o600)
    assert named() == [str(file)]
    file.chmod(0o604)
    assert named() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("DisableForwarding yes", "DisableForwarding no"),
        ("DisableForwarding yes", ""),
        ("PermitUserRC no", "PermitUserRC yes"),
        ("PermitUserEnvironment no", "PermitUserEnvironment yes"),
        ("PermitRootLogin no", "PermitRootLogin prohibit-password"),
        ("PasswordAuthentication no", "PasswordAuthentication yes"),
        ("AuthenticationMethods publickey", "AuthenticationMethods any"),
        ("StrictModes yes", "StrictModes no"),
        ("UsePAM yes", "UsePAM yes\nAcceptEnv LANG LC_*"),
        ("UsePAM yes", "UsePAM yes\nSetEnv LD_PRELOAD=/x"),
        ("AllowGroups sms-people", "AllowGroups sms-people sudo"),
        ("AllowGroups sms-people", "AllowGroups sms-people\nAllowGroups sudo"),
        ("ForceCommand /usr/lib/sms-console/enter", ""),
        ("ForceCommand /usr/lib/sms-console/enter", "ForceCommand /bin/sh"),
        ("AuthorizedKeysFile /etc/sms-console/login-keys/%u", "AuthorizedKeysFile .ssh/authorized_keys"),
        (
            "AuthorizedKeysFile /etc/sms-console/login-keys/%u",
            "AuthorizedKeysFile /etc/sms-console/login-keys/%u .ssh/k",
        ),
        ("open,write", "open,read,write"),
        (" -p open,write,close,stat,lstat,fstat,opendir,readdir,realpath,remove,limits", ""),
        ("ChrootDirectory /var/lib/sms-inbox/%u", "ChrootDirectory none"),
        ("/var/lib/sms-outbox/%u", "/var/lib/sms-outbox/%u\nMatch User zhaomin\n    ForceCommand none"),
        (" -R -p open,read", " -p open,read"),
        ("-R -p open,read", "-R -p open,read,write"),
        (" -p open,read,close,stat,lstat,fstat,opendir,readdir,realpath,limits", ""),
        ("ForceCommand internal-sftp -d /out -R", "ForceCommand /bin/sh -R"),
        ("ChrootDirectory /var/lib/sms-outbox/%u", "ChrootDirectory /var/lib/sms-people/%u"),
        ("Match LocalPort 2224", "Match LocalPort 2225"),
    ],
)
def test_doctor_names_a_loosened_setting(tmp_path: Path, old: str, new: str) -> None:
    assert SHIPPED.count(old) == 1
    assert bad(tmp_path, SHIPPED.replace(old, new)) != []


def test_the_first_word_counts_as_sshd_counts_it(tmp_path: Path) -> None:
    assert bad(tmp_path, f"permitrootlogin=yes\n{SHIPPED}") != []
    before, match, after = SHIPPED.partition("Match")
    assert bad(tmp_path, f"{before}PermitRootLogin yes\n{match}{after}") == []


def test_an_sshd_without_its_second_exception_is_not_what_the_site_says(tmp_path: Path) -> None:
    assert bad(tmp_path, SHIPPED.partition("# The outbox")[0]) == ["match 1"]


def test_what_sshd_says_of_itself_counts_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "told"
    file.write_text(
        SHIPPED.split("Match")[0].lower().replace("disableforwarding yes", "disableforwarding no")
    )
    found = list(server.server(site(tmp_path, SHIPPED), file))
    assert [one.found for one in found if one.verdict == "bad"] == ["disableforwarding no"]


def test_doctor_says_of_the_scanner_whether_there_is_one_and_whether_others_may_replace_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "scan"

    def said(*command: str) -> tuple[str, str]:
        (one,) = host.scanner(command)
        return one.verdict, one.remedy

    assert said() == ("weigh", "scanner_none")
    assert said(str(path)) == ("bad", "scanner")
    path.write_text("#!/bin/sh\n")
    assert said(str(path), "-") == ("bad", "scanner")
    path.chmod(0o755)
    assert said(str(path), "-") == ("good", "")
    path.chmod(0o777)
    assert said(str(path), "-") == ("bad", "scanner")
