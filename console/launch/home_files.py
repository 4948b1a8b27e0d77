"""What the screens need of a solo home's files at once: whether it is one, the place of each person's key, the demo's passphrases.

It loads nothing that proves, because the first page proves nothing.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from console.domain.people.people import Roster
from console.errors import ConsoleError
from console.settings import Home

DEMO_KEYS: Final = "demo-keys.json"
"""The file with the SHA-256 (hex) of the key files that a demo made."""


DEMO_MARK: Final = "demo"
"""The file that marks the folder as a demo's, which may be deleted."""

DEMO_READY: Final = "ready"
"""The file that says that the demo was made completely."""


def is_demo(home: Home) -> bool:
    """Whether a demo made the home."""
    return (home.root / DEMO_MARK).exists() or (home.root / DEMO_READY).exists()


def written(folder: Path, name: str) -> Iterator[Path]:
    """Yield the files of the statements that were written into a folder under a name, in order."""
    for number in range(1, 10_000):
        path = folder / f"{name}-{number}.json"
        if not path.exists():
            return
        yield path


class _Text(msgspec.Struct, array_like=True):
    """A signed statement as far as it is read here."""

    text: str


class _Solo(msgspec.Struct, tag=Roster.__struct_config__.tag, tag_field=Roster.__struct_config__.tag_field):
    """A roster as far as it is read here: to read it whole takes as long as all else that is done before the screens load."""

    solo: bool


def says_solo(home: Home) -> bool:
    """Whether the newest roster in the home's files says solo; raises ConsoleError `no_roster`, OSError.

    Nothing is proved by it: a solo home's processes belong to the account that reads the file.
    """
    *_, newest = [None, *written(home.roster, "roster")]
    if newest is None:
        raise ConsoleError("no_roster")
    try:
        signed = msgspec.json.decode(newest.read_bytes(), type=_Text)
        return msgspec.json.decode(signed.text, type=_Solo).solo
    except (msgspec.DecodeError, UnicodeError) as error:
        raise ConsoleError("no_roster") from error


class DemoPhrases:
    """The demo passphrases, each for as long as its key file is the one that the demo wrote; empty for other keys.

    A newcomer's key, and a key whose owner changed the passphrase, has a passphrase that only its owner knows.
    """

    def __init__(self, home: Home, keys_of: "Keys") -> None:
        self._made = _demo_keys(home.root)
        self._keys = keys_of
        self._known: dict[tuple[str, int, int], bool] = {}

    def __call__(self, person: str) -> str:
        """The passphrase to print beside that person's name, or empty."""
        import hashlib  # noqa: PLC0415 - nobody asks at once

        from console.signing import keys  # noqa: PLC0415 - as above

        path = self._keys(person)
        try:
            status = path.stat()
            # A list redraws its rows often, so a file is read only once for each of its states.
            state = str(path), status.st_mtime_ns, status.st_size
            if state not in self._known:
                self._known[state] = hashlib.sha256(path.read_bytes()).hexdigest() in self._made
        except OSError:
            return ""
        return keys.demo_passphrase(person) if self._known[state] else ""


class Keys:
    """The place of each person's key file: in the home, except for a person who brought their own."""

    def __init__(self, home: Home, person: str = "", own: Path | None = None) -> None:
        self._home, self._person, self._own = home, person, own

    def __call__(self, person: str) -> Path:
        """The key file to sign with as that person."""
        if self._own is not None and person == self._person:
            return self._own
        return self._home.keys / person


def _demo_keys(home: Path) -> frozenset[str]:
    """SHA-256 (hex) of the key files that the demo made; the demo knows only their passphrases."""
    try:
        return frozenset(msgspec.json.decode((home / DEMO_KEYS).read_bytes(), type=list[str]))
    except (OSError, msgspec.DecodeError):
        return frozenset()
