"""Checks, before any is opened, that the desk's files belong to it alone; a loose mode is an error, not a warning."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from console.errors import ConsoleError
from console.settings import Home, private_folder
from console.site import writable_above

_BESIDE: Final = ("", "-wal", "-shm", "-journal")


def judge(home: Home, *, separated: bool) -> None:
    """Raise ConsoleError `loose_folder`, `loose_file` or `loose_parent` for the first place that others could read or change.

    Only this account may use the database, its side files, the lock and the log. Where accounts are separated, root may own the
    home and what the desk reads in it, and nobody else may be able to change a folder above.
    """
    status = home.root.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid not in _mine() or status.st_mode & 0o022:
        raise ConsoleError("loose_folder", path=home.root, mode=_mode(status))
    for folder in (home.desk_database.parent, home.logs):
        private_folder(folder)
    for path in _written(home):
        _file(path, owners={os.geteuid()}, forbidden=0o077)
    if not separated:
        return
    parent = writable_above(home.root, {os.geteuid()})
    if parent is not None:
        raise ConsoleError("loose_parent", path=home.root, parent=parent)
    for path in _read(home):
        _file(path, owners=_mine(), forbidden=0o022)


def _written(home: Home) -> Iterator[Path]:
    for suffix in _BESIDE:
        yield home.desk_database.with_name(f"{home.desk_database.name}{suffix}")
    yield home.desk_told
    yield home.desk_lock
    yield home.desk_clock
    yield home.desk_optout_key
    yield from home.logs.glob(f"{home.log('desk').name}*")


def _read(home: Home) -> Iterator[Path]:
    yield home.roots
    yield from home.root.glob("*.toml")
    for folder in (home.roster, home.gateways, home.pledges, home.policies):
        if folder.is_dir():
            status = folder.lstat()
            if not stat.S_ISDIR(status.st_mode) or status.st_uid not in _mine() or status.st_mode & 0o022:
                raise ConsoleError("loose_folder", path=folder, mode=_mode(status))
            yield from (path for path in folder.iterdir() if not path.is_dir())


def _file(path: Path, *, owners: set[int], forbidden: int) -> None:
    try:
        status = path.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(status.st_mode) or status.st_uid not in owners or status.st_mode & forbidden:
        raise ConsoleError("loose_file", path=path, mode=_mode(status))


def _mine() -> set[int]:
    return {0, os.geteuid()}


def _mode(status: os.stat_result) -> str:
    return f"{status.st_uid}:{status.st_gid} {stat.S_IMODE(status.st_mode):04o}"
