"""The daemons' log: one JSON line per event, without mobile numbers or control characters, and report ids for the unexpected."""

import json
import os
import re
import secrets
import threading
import traceback
import unicodedata
from pathlib import Path
from typing import Final

from console import failure
from console.domain.times import now
from console.log_file import LogFile

_LONGEST: Final = 16_000
"""The most characters of one value: enough for a traceback; a stray message body does not fill the disk."""

# With or without the country code; longer runs of digits (message ids) are not mobile numbers.
_MOBILE: Final = re.compile(r"(?<![0-9])((?:0086|86)?1[3-9][0-9])[0-9]{4}([0-9]{4})(?![0-9])")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"})

Value = str | int | float | bool | None | list[str]


def mask(text: str) -> str:
    """Return the text with every mobile number as `138****8000`."""
    return _MOBILE.sub(r"\1****\2", text)


def escape(text: str) -> str:
    """Return JSON text with every character that a terminal might obey replaced by a JSON escape (four hex digits per unit)."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(c) if unicodedata.category(c) in _UNSEEN else c for c in text)


class Logbook:
    """Appends to one file (see console.log_file); safe to share between threads. `None` writes to standard error."""

    def __init__(self, path: Path | None) -> None:
        self._lock = threading.Lock()
        self._failed = False
        self._file = LogFile(path) if path is not None else None

    def event(self, name: str, /, **fields: Value) -> None:
        """Write one event; values are masked, escaped and cut. Never raises: a full disk must not stop a send."""
        line = {"time": now(), "event": name} | {key: _clean(value) for key, value in fields.items()}
        text = escape(json.dumps(line, ensure_ascii=False)) + "\n"
        try:
            with self._lock:
                self._write(text.encode("utf-8", "backslashreplace"))
        except OSError:
            self._failed = True
        else:
            self._failed = False

    def size(self) -> int:
        """Octets of the file; -1 if the last event could not be written."""
        try:
            return -1 if self._failed or self._file is None else self._file.size()
        except OSError:
            return -1

    def days(self) -> int:
        """The days that the log reaches back, if room was too short; else -1."""
        return self._file.days() if self._file is not None else -1

    def unexpected(self, error: BaseException, /, **fields: Value) -> str:
        """Write an error with its traceback and return its report id."""
        report = secrets.token_hex(4)
        trace = "".join(traceback.format_exception(error))
        self.event(
            "unexpected", report=report, error=type(error).__name__, trace=mask(trace)[-_LONGEST:], **fields
        )
        return report

    def failed(self, error: BaseException, /, **fields: Value) -> str:
        """Write a failure: by its name if it has one, without a report id; else as `unexpected`, whose report id is returned."""
        name = failure.named(error)
        if name is None:
            return self.unexpected(error, **fields)
        self.event(name, error=type(error).__name__, **fields)
        return ""

    def close(self) -> None:
        """Close the file; what is said from then on goes to standard error."""
        with self._lock:
            file, self._file = self._file, None
        if file is not None:
            file.close()

    def _write(self, line: bytes) -> None:
        if self._file is not None:
            self._file.write(line)
        else:
            os.write(2, line)


def _clean(value: Value) -> Value:
    if isinstance(value, list):
        return [mask(one)[:_LONGEST] for one in value]
    if isinstance(value, int) and not isinstance(value, bool):
        masked = mask(str(value))
        return value if masked == str(value) else masked
    return mask(value)[:_LONGEST] if isinstance(value, str) else value


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
