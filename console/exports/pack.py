"""A filing pack: named files, a manifest of their SHA-256, and the zip that holds all of them.

`sha256sum -c` reads the manifest, so an auditor does not need this program. The same files give the same zip.
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from typing import Final

MANIFEST: Final = "MANIFEST.sha256"
_TIMELESS: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest date of the zip format; each file states its own date in its content."""


def manifest(files: Mapping[str, bytes]) -> bytes:
    """Return the manifest: one line per file, by name, as `sha256sum` writes and checks it.

    Raises ValueError for a name that is not a plain relative path of lower-case ASCII letters, digits, and `._-`.
    """
    for name in files:
        _judge(name)
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()


def packed(files: Mapping[str, bytes], folder: str) -> bytes:
    """Return a zip of the files and their manifest, all under one folder, so that unpacking scatters no files."""
    _judge(folder)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in sorted({**files, MANIFEST: manifest(files)}.items()):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _TIMELESS)
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()


_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/")


def _judge(name: str) -> None:
    parts = name.split("/")
    if not set(name) <= _LETTERS or any(part in {"", ".", ".."} for part in parts) or name.startswith("-"):
        raise ValueError(f"not a name for a pack: {name!r}")
