"""Which database a daemon uses: the URL in a file of its own account, or the SQLite file of its home."""

import stat
from pathlib import Path

from console.db.errors import LooseModeError


def database_url(file: Path, sqlite: Path) -> str:
    """Return the URL in `file`, or that of the SQLite file if there is no such file.

    The URL may contain a password, so others must not be able to read it. Raises LooseModeError.
    """
    try:
        status = file.lstat()
    except FileNotFoundError:
        return f"sqlite:///{sqlite}"
    if not stat.S_ISREG(status.st_mode) or status.st_mode & 0o077:
        mode = f"{stat.S_IMODE(status.st_mode):04o}"
        raise LooseModeError(f"{file} is open to other accounts", path=file, mode=mode)
    return file.read_text("utf-8").strip()
