"""How a process that holds secrets reports its failures: the place only, because an error's text could quote anything."""

import json
import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from console import failure
from console.dispatch.holds import FAILED
from console.dispatch.store import FORGOT_SERVER, ForgotError
from console.domain.times import now
from console.log_file import LogFile


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


class _Lines(logging.Handler):
    """Writes lines into a log file that turns by itself."""

    def __init__(self, file: LogFile) -> None:
        super().__init__()
        self.file, self.failed = file, False
        self.setFormatter(JsonLines())

    def emit(self, record: logging.LogRecord) -> None:
        """See logging.Handler. A full disk stops no send; the state of the dispatcher tells of it."""
        try:
            self.file.write(f"{self.format(record)}\n".encode("utf-8", "backslashreplace"))
            self.failed = False
        except OSError:
            self.failed = True
        except Exception:  # noqa: BLE001 - as every handler of logging does: a bad message ends nothing
            self.handleError(record)


def log_to(folder: Path, name: str) -> None:
    """Send the process's log to `<name>.log` in a folder (made 0700), mode 0600; see console.log_file for how long it stays."""
    folder.mkdir(mode=0o700, exist_ok=True)
    logging.basicConfig(level=logging.INFO, handlers=[_Lines(LogFile(folder / f"{name}.log"))])
    # It would tell four times a start which database it looked at; what was migrated we say ourselves.
    logging.getLogger("alembic").setLevel(logging.WARNING)


def log_state() -> tuple[int, int]:
    """The octets of the log, -1 if the last line could not be written; and the days that it reaches back, -1 where that is enough."""
    for one in logging.getLogger().handlers:
        if isinstance(one, _Lines):
            return -1 if one.failed else one.file.size(), one.file.days()
    return 0, -1


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
