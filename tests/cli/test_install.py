"""install plan, script and check at the command line, and doctor's reading of an SSH configuration."""

import json
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.cli.checks import server
from console.install import texts
from console.install.layout import Layout
from console.site import Site
from tests.cli.conftest import Office

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
    told = office("zhaomin", *words)
    assert told.code == 0
    steps = office.json("zhaomin", *words).data["steps"]
    assert [one["number"] for one in steps] == list(range(1, len(steps) + 1))
    numbered = [line for line in told.out.splitlines() if line[:3].strip().isdigit()]
    assert len(numbered) == len(steps)
    assert "account zhaomin, number 2000, no password, home /var/empty/sms" in told.out
    script = office.json("zhaomin", "install", "script", *words[2:]).data["script"]
    calls = script.split('[ "$(id -u)" = 0 ] || stop', 1)[1]
    assert calls.count("\nfolder ") == sum(one["step"]["type"] == "Folder" for one in steps)
    assert calls.count("\naccount ") == sum(one["step"]["type"] == "Account" for one in steps)


def test_the_words_are_chinese_for_who_reads_chinese(office: Office, roster: Path, logins: Path) -> None:
    told = office("zhaomin", "install", "plan", "--roster", roster, "--login-keys", logins, lang="zh")
    assert "账号 zhaomin，号码 2000，没有密码" in told.out


def test_a_person_without_a_login_key_is_named(office: Office, roster: Path, logins: Path) -> None:
    told = office("zhaomin", "install", "plan", "--roster", roster, "--login-keys", logins)
    assert "sunli has no login key" in told.err
    assert "zhaomin has no login key" not in told.err


def test_a_comment_or_option_of_a_key_line_does_not_reach_sshds_file(
    office: Office, roster: Path, logins: Path
) -> None:
    script = office.json("zhaomin", "install", "script", "--roster", roster, "--login-keys", logins).data[
        "script"
    ]
    assert f"restrict,pty {' '.join(KEY.split()[:2])}\n" in script
    assert "zhaomin@desk" not in script
    (logins / "zhaomin.pub").write_text(f'environment="LD_PRELOAD=/x" {KEY}\n')
    told = office.json("zhaomin", "install", "script", "--roster", roster, "--login-keys", logins)
    assert (told.code, told.json["problem"]["code"]) == (1, "key_not_a_key")


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
    told = office.json("zhaomin", "install", "plan", "--roster", path)
    assert (told.code, told.json["problem"]["code"]) == (1, "install_solo")


@pytest.mark.parametrize("text", ["", "[]", "{}", "[1]", '{"data": 1}', "null"])
def test_a_file_that_is_no_roster_is_named(office: Office, tmp_path: Path, text: str) -> None:
    path = tmp_path / "no.json"
    path.write_text(text)
    told = office.json("zhaomin", "install", "plan", "--roster", path)
    assert (told.code, told.json["problem"]["code"]) == (1, "file_unreadable")


def test_nothing_named_is_a_usage_error(office: Office) -> None:
    assert office("zhaomin", "install", "plan").code == 2


def test_the_check_names_what_is_not_there_and_changes_nothing(
    office: Office, roster: Path, tmp_path: Path
) -> None:
    prefix = tmp_path / "root"
    told = office.json(
        "zhaomin", "install", "check", "--roster", roster, "--prefix", prefix, "--services", "none-sms-"
    )
    assert told.code == 1
    assert told.data["good"] is False
    assert len(told.data["wrong"]) > 20
    assert not prefix.exists()


# ---- doctor and sshd


def site(tmp_path: Path, text: str) -> Site:
    path = tmp_path / "sshd.conf"
    path.write_text(text)
    path.chmod(0o644)
    layout = Layout(org="x")
    return Site(
        "x", layout.desk_home, layout.custody_home, layout.desk_run / "desk.sock", layout.custody_run / "d.sock",
        layout.roots, layout.states, layout.inbox, layout.line, layout.desk, layout.custody, layout.people, path,
    )  # fmt: skip


SHIPPED = texts.filled("sshd.conf", Layout(org="x"))


def bad(tmp_path: Path, text: str) -> list[str]:
    found = server.server(site(tmp_path, text), None)
    return [one.found for one in found if one.verdict != "good" and one.check != "sshd_file"]


def test_doctor_finds_no_fault_in_what_the_installation_writes(tmp_path: Path) -> None:
    assert bad(tmp_path, SHIPPED) == []


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
        ("    PermitTTY no", "    PermitTTY no\nMatch User zhaomin\n    ForceCommand none"),
    ],
)
def test_doctor_names_a_loosened_setting(tmp_path: Path, old: str, new: str) -> None:
    assert SHIPPED.count(old) == 1
    assert bad(tmp_path, SHIPPED.replace(old, new)) != []


def test_the_first_word_counts_as_sshd_counts_it(tmp_path: Path) -> None:
    assert bad(tmp_path, f"permitrootlogin=yes\n{SHIPPED}") != []
    assert (
        bad(tmp_path, f"{SHIPPED.split('Match')[0]}PermitRootLogin yes\nMatch{SHIPPED.split('Match')[1]}")
        == []
    )


def test_what_sshd_says_of_itself_counts_before_the_file(tmp_path: Path) -> None:
    told = tmp_path / "told"
    told.write_text(
        SHIPPED.split("Match")[0].lower().replace("disableforwarding yes", "disableforwarding no")
    )
    found = list(server.server(site(tmp_path, SHIPPED), told))
    assert [one.found for one in found if one.verdict == "bad"] == ["disableforwarding no"]
