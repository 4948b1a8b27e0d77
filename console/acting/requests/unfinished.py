"""Unfinished forms that the desk does not keep, saved in the account's own folder, so that a cut line loses nothing."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

_PERSON: Final = re.compile("[a-z0-9-]{1,40}")
_MOST: Final = 64 * 1024


def read(state: Path | None, person: str, form: str) -> dict[str, str]:
    """Return the fields of a person's unfinished form; empty if there is none or it cannot be read."""
    path = _path(state, person, form)
    if path is None:
        return {}
    try:
        with path.open("rb") as file:
            return msgspec.json.decode(file.read(_MOST), type=dict[str, str])
    except (OSError, msgspec.DecodeError):
        return {}


def keep(state: Path | None, person: str, form: str, values: Mapping[str, str]) -> None:
    """Keep the fields of a form (file mode 0600), or forget them if all are empty. Does nothing if the folder is not writable."""
    path = _path(state, person, form)
    if path is None:
        return
    try:
        if not any(values.values()):
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(mode=0o700, exist_ok=True)
        fresh = path.with_suffix(".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(dict(values)))
        fresh.replace(path)
    except OSError:
        # What was typed is still on the screen; only a cut line would lose it.
        return


def _path(state: Path | None, person: str, form: str) -> Path | None:
    return (
        None
        if state is None or not _PERSON.fullmatch(person)
        else state / "unfinished" / f"{person}.{form}.json"
    )
