"""The site file: believed only where nobody but its owner could have written it; and the places that follow from it."""

import os
import socket
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console import site as sites
from console.errors import ConsoleError
from console.install import texts
from console.install.layout import Layout
from console.settings import Home, Settings, placed
from console.site import Site, account_name, fetching, read_site, upload

ME = os.geteuid()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "etc"
    made.mkdir(mode=0o755)
    return made


@pytest.fixture
def file(folder: Path) -> Path:
    path = folder / "site.toml"
    path.write_text(texts.site(Layout(org="yunling", prefix=folder / "root")))
    path.chmod(0o644)
    return path


def refused(path: Path, owner: int = ME) -> str:
    with pytest.raises(ConsoleError) as error:
        read_site(path, owner)
    assert error.value.code == "bad_site"
    return error.value.params["what"]


def test_what_the_installation_writes_is_what_the_console_reads(file: Path, folder: Path) -> None:
    site = read_site(file, ME)
    assert (site.org, site.group, site.desk_account) == ("yunling", "sms-line", "sms-desk")
    assert site.desk_socket == folder / "root/run/sms-desk/desk.sock"


@pytest.mark.parametrize("mode", [0o664, 0o646, 0o666])
def test_a_file_that_others_may_write_is_not_believed(file: Path, mode: int) -> None:
    file.chmod(mode)
    assert refused(file).endswith(f"{mode:04o}")


def test_another_owners_file_is_not_believed(file: Path) -> None:
    refused(file, ME + 1)


@pytest.mark.parametrize("mode", [0o775, 0o757])
def test_a_folder_that_others_may_write_spoils_what_is_in_it(file: Path, folder: Path, mode: int) -> None:
    folder.chmod(mode)
    assert refused(file) == str(folder)


def test_a_link_and_a_pipe_are_not_read(file: Path, folder: Path) -> None:
    link, pipe = folder / "link", folder / "pipe"
    link.symlink_to(file)
    os.mkfifo(pipe, 0o644)
    refused(link)
    refused(pipe)
    refused(folder)


@pytest.mark.parametrize(
    "line", ["", "unknown = 1", 'desk_socket = "relative"', "org = 1", "= broken", 'org = "\\ud800"']
)
def test_a_file_that_cannot_be_meant_is_refused(file: Path, line: str) -> None:
    lines = file.read_text().splitlines()
    name = line.partition(" ")[0]
    kept = [one for one in lines if not one.startswith(f"{name} ")][: 99 if line else 3]
    file.write_text("\n".join([*kept, line]))
    refused(file)


def test_a_name_that_is_not_whole_is_no_place() -> None:
    refused(Path("site.toml"))


@pytest.fixture
def believed(monkeypatch: pytest.MonkeyPatch, file: Path) -> Site:
    found = read_site(file, ME)
    monkeypatch.setattr(sites, "read_site", lambda _path: found)
    return found


def environ(file: Path) -> dict[str, str]:
    return {"SMS_CONSOLE_SITE": str(file), "LANG": "C.UTF-8"}


def test_a_person_is_shown_his_own_folder_and_the_sites_desk(believed: Site, file: Path) -> None:
    look = Settings.load(environ=environ(file))
    home = look.layout
    account = account_name(ME)
    assert home.root == believed.people / account
    assert home.own_key == believed.people / account / "key"
    assert home.inbox == believed.inbox / account / "in"
    assert (home.desk_socket, home.roots) == (believed.desk_socket, believed.roots)


def test_his_settings_are_in_his_folder(believed: Site, file: Path) -> None:
    own = believed.people / account_name(ME)
    own.mkdir(parents=True)
    (own / "settings.toml").write_text('lang = "en"')
    assert Settings.load(environ=environ(file)).lang == "en"


@pytest.mark.parametrize("named", ["option", "environment"])
def test_a_folder_that_is_named_counts_before_the_site(
    believed: Site, file: Path, tmp_path: Path, named: str
) -> None:
    given: dict[str, Any] = {"environ": environ(file)}
    if named == "option":
        given["home"] = tmp_path
    else:
        given["environ"]["SMS_CONSOLE_HOME"] = str(tmp_path)
    assert Settings.load(**given).layout == Home(tmp_path)
    assert believed.org


def test_a_daemon_finds_its_own_socket_and_the_others(
    believed: Site, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMS_CONSOLE_SITE", str(file))
    desk, custody, other = (
        placed(one) for one in (believed.desk_home, believed.custody_home, Path("/elsewhere"))
    )
    assert (desk.run, custody.run) == (believed.desk_socket.parent, believed.dispatch_socket.parent)
    assert custody.desk_socket == desk.desk_socket == believed.desk_socket
    assert other == Home(Path("/elsewhere"))


def test_the_program_that_tells_people_finds_its_file_and_the_desk(
    believed: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, told = Path("/var/lib/sms-notices"), Path("/etc/sms-console/notices.toml")
    site = msgspec.structs.replace(believed, notices_home=own, notices_file=told)
    monkeypatch.setattr("console.settings.installed", lambda: site)
    home = placed(own)
    assert (home.notices, home.notices_file, home.desk_socket) == (own, told, believed.desk_socket)


def test_where_nothing_is_separated_there_is_no_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sites, "SITE_FILE", tmp_path / "none.toml")
    assert sites.installed({}) is None
    with pytest.raises(ConsoleError):
        sites.installed({"SMS_CONSOLE_SITE": str(tmp_path / "none.toml")})


def test_every_field_of_the_site_is_told_by_the_installation() -> None:
    told = {line.partition(" ")[0] for line in texts.site(Layout(org="x")).splitlines()}
    assert told == {one.name for one in msgspec.structs.fields(Site)}


@pytest.mark.parametrize(
    ("host", "came", "named"),
    [
        ("sms.bank.example", "", "sms.bank.example"),
        ("sms.bank.example", "10.1.1.9 50000 10.1.1.2 22", "sms.bank.example"),
        ("", "10.1.1.9 50000 10.1.1.2 22", "10.1.1.2"),
    ],
)
def test_a_person_reads_the_line_that_brings_files_to_the_own_drop_box(
    believed: Site, host: str, came: str, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "box")
    to = upload(msgspec.structs.replace(believed, host=host, inbox_port=2022), {"SSH_CONNECTION": came})
    assert to.command == f"sftp -P 2022 {account_name(ME)}@{named}"


def test_a_file_is_fetched_from_the_same_host_at_a_port_of_its_own(believed: Site) -> None:
    site = msgspec.structs.replace(believed, host="10.1.1.2", outbox_port=2030)
    account = account_name(ME)
    assert fetching(site).fetch("form.xlsx") == f"sftp -P 2030 {account}@10.1.1.2:form.xlsx ."
    # The colons of an address are not taken for the one before the file.
    bare = msgspec.structs.replace(site, host="2001:db8::7")
    assert fetching(bare).fetch("form.xlsx") == f"sftp -P 2030 {account}@[2001:db8::7]:form.xlsx ."
    assert upload(bare).command == f"sftp -P 2223 {account}@[2001:db8::7]"
