"""How a process that holds secrets reports its failures: the place only, because an error's text could quote anything."""

import json
import logging
import os
import sys
import threading
import traceback
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

from console import failure
from console.dispatch.holds import FAILED
from console.dispatch.store import FORGOT_SERVER, ForgotError
from console.domain.times import now

LOG_OCTETS: Final = 10 << 20
LOG_FILES: Final = 4


def place(error: BaseException | None) -> str:
    """Return the type of an error and of its causes, and the lines that it passed through, without texts or values."""
    parts: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.extract_tb(error.__traceback__)
        way = " < ".join(
            f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in reversed(list(frames))
        )
        parts.append(f"{type(error).__name__} at {way}" if way else type(error).__name__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return " | after ".join(parts)


def cause(error: BaseException | None) -> str:
    """Return the name under which people are told of a failure (a word of the catalogue's `hold`).

    A database that went back under the process, one that is gone, a full disk, or any other.
    """
    after = error
    while after is not None:
        if isinstance(after, ForgotError):
            return FORGOT_SERVER
        after = after.__cause__ or after.__context__
    return failure.named(error) or FAILED


class JsonLines(logging.Formatter):
    """One JSON object per line. No message of ours contains a number or a secret, and errors are reported by `place` alone."""

    def format(self, record: logging.LogRecord) -> str:
        """See logging.Formatter."""
        line = {
            "at": now(),
            "level": record.levelname.lower(),
            "of": record.name,
            "text": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["trace"] = place(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


class _LogFile(RotatingFileHandler):
    """A log file that no link leads elsewhere."""

    def _open(self) -> TextIOWrapper:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
        return os.fdopen(os.open(self.baseFilename, flags, 0o600), "a", encoding="utf-8")


def log_to(folder: Path, name: str) -> None:
    """Send the process's log to `<name>.log` in a folder (made 0700), mode 0600.

    A file of `LOG_OCTETS` becomes `<name>.log.1`, the one before `<name>.log.2`, and so on; `LOG_FILES` older ones are kept.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    handler = _LogFile(folder / f"{name}.log", maxBytes=LOG_OCTETS, backupCount=LOG_FILES, encoding="utf-8")
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    # It would tell four times a start which database it looked at; what was migrated we say ourselves.
    logging.getLogger("alembic").setLevel(logging.WARNING)


def take_over() -> None:
    """Print and log only the place of any uncaught error, in any thread, and of errors that cannot be raised."""
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _say(args.exc_value)
    sys.unraisablehook = lambda args: _say(args.exc_value)


def _uncaught(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    _say(error)


def _say(error: BaseException | None) -> None:
    line = place(error)
    logging.getLogger(__name__).error("uncaught: %s", line)
    sys.stderr.write(f"{line}\n")
