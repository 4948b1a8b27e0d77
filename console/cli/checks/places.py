"""Folders and files of an installation, as far as the calling account may see them: a person, the desk, custody, root, or solo."""

import grp
import os
import pwd
import stat
from pathlib import Path
from typing import Final

from console.cli.checks.finding import Finding, Findings, judged, owned
from console.settings import Home
from console.site import Site, account_name, writable_above

_FILE: Final = stat.S_IFREG


def role(site: Site | None) -> str:
    """The caller's role: `solo` where nothing is separated, else `root`, `desk`, `custody` or `person`."""
    if site is None:
        return "solo"
    if os.geteuid() == 0:
        return "root"
    daemons = {site.desk_account: "desk", site.custody_account: "custody"}
    return daemons.get(account_name(os.geteuid()), "person")


def places(home: Home, who: str) -> Findings:
    """Return the findings on folders and files, by role."""
    site = home.site
    if site is None:
        yield from _solo(home.root)
        return
    yield judged("site", True, f"{site.org}: {site.desk_socket}", "")
    yield owned("roots", site.roots, owners={0}, forbidden=0o022, kind=_FILE)
    if who == "person":
        yield from _person(home, site)
    if who in {"desk", "root"}:
        yield from _desk(Home(site.desk_home, site), site)
    if who in {"custody", "root"}:
        yield from _custody(Home(site.custody_home, site), site)
    if who == "root":
        yield from _everybody(site)


def _solo(root: Path) -> Findings:
    if not root.exists():
        yield Finding("folder", "bad", str(root), "no_home")
        return
    for path in (root, root / "keys", root / "desk", root / "dispatch", root / "run"):
        if path.exists():
            yield owned("folder", path, owners={os.geteuid()}, forbidden=0o077)
    for path in (root / "desk" / "optouts.key", root / "dispatch" / "optouts.key"):
        yield from _optout_key(path, {os.geteuid()})


def _optout_key(path: Path, owners: set[int]) -> Findings:
    if path.exists():
        yield owned("optout_key", path, owners=owners, forbidden=0o077, kind=_FILE)


def _person(home: Home, site: Site) -> Findings:
    me = {os.geteuid()}
    yield owned("state", home.root, owners=me, forbidden=0o077)
    if home.own_key.exists():
        yield owned("key", home.own_key, owners=me, forbidden=0o077, kind=_FILE)
    else:
        yield Finding("key", "weigh", str(home.own_key), "key_missing")
    for name, folder in (("inbox", home.inbox), ("outbox", home.fetched_from)):
        if folder is not None:
            yield owned(name, folder, owners=me, forbidden=0o077)
            yield owned(name, folder.parent, owners={0}, forbidden=0o022)
    groups = {grp.getgrgid(number).gr_name for number in os.getgroups() if _named(number)}
    yield judged("line", site.group in groups, ", ".join(sorted(groups)), "line", group=site.group)


def _daemon(home: Home, account: str, own: tuple[str, ...]) -> Findings:
    number = _number(account)
    yield owned("home", home.root, owners={0, number}, forbidden=0o027)
    above = writable_above(home.root, {number})
    yield judged("above", above is None, str(above or home.root.parent), "above", path=above)
    for name in own:
        yield owned("folder", home.root / name, owners={number}, forbidden=0o077)
    for path in (home.root / "roots.json", home.policy):
        yield owned("rules", path, owners={0, number}, forbidden=0o022, kind=_FILE)
    for path in home.rule_files():
        if not _reads(account, path):
            yield Finding("rules", "bad", str(path), "unreadable", {"path": str(path), "account": account})
    if home.run.is_dir():
        yield owned("run", home.run, owners={number}, forbidden=0o027)


def _desk(home: Home, site: Site) -> Findings:
    yield from _daemon(home, site.desk_account, ("desk", "log"))
    number = _number(site.desk_account)
    for path in [*sorted(home.desk_database.parent.glob("desk.db*")), home.desk_told, home.log("desk")]:
        if path.exists():
            yield owned("database", path, owners={number}, forbidden=0o077, kind=_FILE)
    yield from _optout_key(home.desk_optout_key, {number})


def _custody(home: Home, site: Site) -> Findings:
    yield from _daemon(home, site.custody_account, ("dispatch", "log", "account"))
    number = _number(site.custody_account)
    for path in sorted((home.root / "dispatch").glob("database")):
        yield owned("database", path, owners={number}, forbidden=0o077, kind=_FILE)
    for path in sorted((home.root / "keys").glob("dispatch-*")):
        if path.suffix != ".pub":
            yield owned("service_key", path, owners={number}, forbidden=0o077, kind=_FILE)
    yield from _optout_key(home.dispatch_optout_key, {number})
    for path in sorted((home.root / "account/.local/share/keyrings").glob("*.keyring")):
        yield owned("keyring_file", path, owners={number}, forbidden=0o077, kind=_FILE)


def _everybody(site: Site) -> Findings:
    """As root, check everybody's folders, and the members of the group that reaches the sockets."""
    for folder in sorted(site.people.iterdir()) if site.people.is_dir() else ():
        number = _number(folder.name)
        yield owned("state", folder, owners={number}, forbidden=0o077)
        key = folder / "key"
        if key.exists():
            yield owned("key", key, owners={number}, forbidden=0o077, kind=_FILE)
        yield owned("inbox", site.inbox / folder.name / "in", owners={number}, forbidden=0o077)
        if site.outbox is not None:
            yield owned("outbox", site.outbox / folder.name / "out", owners={number}, forbidden=0o077)
    known = {folder.name for folder in site.people.iterdir()} if site.people.is_dir() else set()
    known |= {site.desk_account, site.custody_account, site.monitor_account, site.notices_account}
    try:
        strangers = sorted(set(grp.getgrnam(site.group).gr_mem) - known)
    except KeyError:
        yield Finding("group", "bad", site.group, "group_missing", {"group": site.group})
        return
    yield judged("group", not strangers, ", ".join(strangers) or site.group, "group", group=site.group)


def sockets(home: Home) -> Findings:
    """Check the modes of the sockets that exist; whether a daemon answers is checked elsewhere."""
    site = home.site
    for path in (home.desk_socket, home.dispatch_socket):
        try:
            status = path.lstat()
        except OSError:
            # A missing daemon is reported by the checks of the desk and the dispatcher.
            continue
        others = path.parent.stat().st_mode & 0o007 and status.st_mode & 0o007
        yield judged("socket", not others, f"{path} {stat.S_IMODE(status.st_mode):04o}", "socket", path=path)
        if site is not None:
            daemons = {_number(site.desk_account), _number(site.custody_account)}
            yield judged(
                "socket_owner", status.st_uid in daemons, f"{path} {status.st_uid}", "socket", path=path
            )


def _number(account: str) -> int:
    try:
        return pwd.getpwnam(account).pw_uid
    except KeyError:
        return -1


def _reads(account: str, path: Path) -> bool:
    """Whether the mode of a file lets an account read it."""
    try:
        status, person = path.stat(), pwd.getpwnam(account)
    except (OSError, KeyError):
        return True
    if status.st_uid == person.pw_uid:
        return bool(status.st_mode & stat.S_IRUSR)
    if status.st_gid in os.getgrouplist(account, person.pw_gid):
        return bool(status.st_mode & stat.S_IRGRP)
    return bool(status.st_mode & stat.S_IROTH)


def _named(number: int) -> bool:
    try:
        grp.getgrgid(number)
    except KeyError:
        return False
    return True
