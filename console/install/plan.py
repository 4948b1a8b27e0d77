"""The steps of an installation in their order: accounts, folders, files, the founded organisation, services."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from console.install import texts
from console.install.layout import Holder, Layout
from console.install.steps import Account, Copy, File, Folder, Group, HostKey, Only, Program, Services, Step

NOLOGIN: Final = "/usr/sbin/nologin"
SHELL: Final = "/bin/sh"
"""dash on Debian: unlike bash, it reads no file of the person's before the forced command (security.md, 2.1)."""

_FOLDERS: Final = ("roster", "gateways", "pledges", "policies", "calendars")


class Part(msgspec.Struct, frozen=True):
    """Steps under one heading (`name` keys its words)."""

    name: str
    steps: tuple[Step, ...]


def steps(layout: Layout, people: Iterable[Holder], organisation: Path | None) -> list[Part]:
    """Return every step. `organisation` is the folder made by `org draft` and `org sign`; None means that it comes later.

    Raises ConsoleError `install_name`.
    """
    layout.check()
    people = tuple(people)
    by_part: dict[str, list[Step]] = {
        "program": [Program(layout.interpreter)],
        "accounts": [*_groups(layout), *_accounts(layout, people)],
        "folders": [*_folders(layout), *_people(layout, people)],
        "files": list(_files(layout)),
        "login": list(_login(layout, people)),
        "organisation": list(_organisation(layout, organisation)) if organisation else [],
        "services": list(_services(layout)),
    }
    return [Part(name, tuple(one)) for name, one in by_part.items() if one]


def _groups(layout: Layout) -> Iterator[Step]:
    yield Group(layout.people)
    yield Group(layout.line)


def _accounts(layout: Layout, people: tuple[Holder, ...]) -> Iterator[Step]:
    yield Account(layout.desk, -1, layout.desk_home, NOLOGIN, (layout.line,))
    yield Account(layout.custody, -1, layout.custody_home / "account", NOLOGIN, (layout.line,))
    for name in (layout.monitor, layout.notices):
        yield Account(name, -1, layout.empty, NOLOGIN, (layout.line,))
    for one in people:
        yield Account(one.account, one.uid, layout.empty, SHELL, (layout.people, layout.line))


def _folders(layout: Layout) -> Iterator[Step]:
    shared = (layout.etc, layout.login_keys, layout.lib, layout.empty)
    for path in (*shared, layout.states, layout.inbox, layout.outbox):
        yield Folder(path, "root", "root", 0o755)
    for home, account in ((layout.desk_home, layout.desk), (layout.custody_home, layout.custody)):
        # Root owns the homes, so that neither daemon can replace the pinned roots or the policy.
        yield Folder(home, "root", account, 0o750)
        for name in _FOLDERS:
            yield Folder(home / name, "root", account, 0o750)
        yield Folder(home / "log", account, account, 0o700)
    yield Folder(layout.desk_home / "desk", layout.desk, layout.desk, 0o700)
    yield Folder(layout.custody_home / "keys", "root", layout.custody, 0o750)
    for name in ("dispatch", "custody", "account"):
        yield Folder(layout.custody_home / name, layout.custody, layout.custody, 0o700)
    if layout.witness:
        yield Folder(Path(layout.witness), layout.custody, layout.custody, 0o700)
    if layout.kept is not None:
        yield Folder(layout.kept, "root", "root", 0o755)
        # Each account what it owns: their copies are as far apart as their databases.
        yield Folder(layout.kept / "dispatch", layout.custody, layout.custody, 0o700)
        yield Folder(layout.kept / "desk", layout.desk, layout.desk, 0o700)
    yield Folder(layout.notices_home, layout.notices, layout.notices, 0o700)
    yield Folder(layout.told, layout.monitor, layout.monitor, 0o755)
    yield Folder(layout.desk_run, layout.desk, layout.line, 0o750)
    yield Folder(layout.custody_run, layout.custody, layout.line, 0o750)


def _people(layout: Layout, people: tuple[Holder, ...]) -> Iterator[Step]:
    for one in people:
        yield Folder(layout.states / one.account, one.account, one.account, 0o700)
        for box, name in ((layout.inbox, "in"), (layout.outbox, "out")):
            yield Folder(box / one.account, "root", "root", 0o755)
            yield Folder(box / one.account / name, one.account, one.account, 0o700)


def _files(layout: Layout) -> Iterator[Step]:
    def root(path: Path, text: str, what: str, mode: int = 0o644) -> File:
        return File(path, "root", "root", mode, text, what)

    yield root(layout.site, texts.site(layout), "site")
    if layout.named:
        yield root(layout.hosts, texts.hosts(layout), "hosts")
    yield root(layout.enter, texts.filled("enter", layout), "enter", 0o755)
    yield root(layout.sshd, texts.filled("sshd.conf", layout), "sshd")
    yield HostKey(layout.host_key)
    # It names people's addresses, and proxies; what opens a channel is not in it.
    yield File(layout.notices_file, "root", layout.notices, 0o640, "", "notices", once=True)
    yield File(layout.revoked, "root", "root", 0o644, "", "revoked", once=True)
    if layout.real:
        yield root(
            Path("/etc/tmpfiles.d/sms-console.conf"), texts.filled("tmpfiles.conf", layout), "tmpfiles"
        )
        yield root(Path("/etc/sysctl.d/60-sms-console.conf"), texts.filled("sysctl.conf", layout), "sysctl")
        for unit, name in _units(layout).items():
            text = texts.filled(name, layout)
            path = Path("/etc/systemd/system") / unit
            yield File(path, "root", "root", 0o644, text, "unit", record=layout.units)


def _login(layout: Layout, people: tuple[Holder, ...]) -> Iterator[Step]:
    for one in people:
        if one.login_keys:
            text = "".join(f"restrict,pty {key}\n" for key in one.login_keys)
            yield File(layout.login_keys / one.account, "root", "root", 0o644, text, "login")
    yield Only(layout.login_keys, layout.people, tuple(one.account for one in people))


def _organisation(layout: Layout, folder: Path) -> Iterator[Step]:
    yield Copy(folder / "roots.json", layout.roots, "root", "root", 0o644)
    for home, account in ((layout.desk_home, layout.desk), (layout.custody_home, layout.custody)):
        for path in (folder / "roots.json", *sorted(folder.glob("*.toml"))):
            yield Copy(path, home / path.name, "root", account, 0o640)
        for name in _FOLDERS:
            for path in sorted((folder / name).glob("*.*")):
                if path.suffix in {".json", ".toml"} and path.is_file():
                    yield Copy(path, home / name / path.name, "root", account, 0o640)
    for name in (layout.dispatch, f"{layout.dispatch}.pub"):
        key = folder / "keys" / name
        path = layout.custody_home / "keys" / name
        yield Copy(key, path, layout.custody, layout.custody, 0o600, secret=True)


def _units(layout: Layout) -> dict[str, str]:
    backups = {
        f"{layout.services}backup-custody.service": "backup-custody.service",
        f"{layout.services}backup-desk.service": "backup-desk.service",
        f"{layout.services}backup.timer": "backup.timer",
    }
    units = {
        f"{layout.desk}.service": "desk.service",
        f"{layout.custody}.service": "custody.service",
        f"{layout.services}sshd.service": "sshd.service",
        f"{layout.notices}.service": "notices.service",
        f"{layout.services}status.service": "status.service",
        f"{layout.services}status.timer": "status.timer",
    }
    return units | (backups if layout.kept is not None else {})


def _services(layout: Layout) -> Iterator[Step]:
    if layout.real:
        # What a timer starts is not started by itself.
        units = _units(layout).items()
        yield Services(tuple(unit for unit, name in units if "[Install]" in texts.template(name)))


def script(parts: Iterable[Part]) -> str:
    """Return the steps as one POSIX sh script, to be read and then run as root."""
    lines = [texts.template("script.sh").rstrip(), ""]
    for part in parts:
        lines += ["", f"echo '{part.name}'", *(step.shell() for step in part.steps)]
    return "\n".join(lines) + "\n"
