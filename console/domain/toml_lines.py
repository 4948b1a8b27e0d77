"""Reading a TOML file that a person wrote: faults are named by line and field, never by a parser's position alone."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any, Final, TypeVar

import msgspec

Path = tuple[str | int, ...]
"""Keys and list positions from the top of a document down to a value."""

T = TypeVar("T")


class FileFaultError(ValueError):
    """Why a file is invalid. `code` keys the words; `line` is 1-based, or 0 if the fault has no line.

    Codes: `too_large`, `not_text`, `not_toml`, `missing` and `unknown` (a field), `type` (`expected` is int, str, bool, array or
    object), `value` (`detail` says what is wrong with it), `runs_away` (a pattern that takes too long).
    """

    def __init__(
        self,
        code: str,
        line: int = 0,
        field: str = "",
        *,
        detail: str = "",
        expected: str = "",
        actual: str = "",
    ) -> None:
        self.code, self.line, self.field = code, line, field
        self.detail, self.expected = detail, expected
        words = detail or (f"{expected} expected, not {actual}" if expected else code)
        place = [f"line {line}"] if line else []
        super().__init__(": ".join([*place, *([field] if field else []), words]))

    @property
    def name(self) -> str:
        """The name that keys the words: the code, or for a wrong type the type that is expected."""
        return f"type_{self.expected}" if self.expected else self.code


def read(text: str, kind: type[T], **assumed: str) -> T:
    """Return the struct that a TOML text spells; raises FileFaultError. `assumed` are the values of keys that it may leave out."""
    try:
        document = {**assumed, **tomllib.loads(text)}
    except tomllib.TOMLDecodeError as error:
        raise _syntax(str(error), text) from error
    try:
        return msgspec.convert(document, kind, strict=True)
    except msgspec.ValidationError as error:
        raise _fault(str(error), document, text, kind) from error


def fault(text: str, path: Path, detail: str) -> FileFaultError:
    """Return the fault of a value that has the right type but is not allowed."""
    return FileFaultError("value", line_of(text, path), spelled(path), detail=detail)


def line_of(text: str, path: Path) -> int:
    """Return the line (from 1) on which a value, or else the nearest table around it, begins; 0 if that is the whole file."""
    lines = dict(reversed(list(_lines(text))))
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 0


def spelled(path: Path) -> str:
    """Return a path as people read it: `category.notice.route`, `rule[3].pattern` (positions from 1)."""
    words = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return words.removeprefix(".")


_AT: Final = re.compile(r"\A(?P<what>.*?)(?: - at (?P<key>`key` in )?`(?P<path>[^`]*)`)?\Z", re.DOTALL)
_ENUM: Final = re.compile(r"\AInvalid enum value '([^']*)'\Z")
_STEP: Final = re.compile(r"\.([^.\[]+)|\[(\d+)\]|\[(\.\.\.)\]")
_TYPE: Final = re.compile(r"\AExpected `([a-z]+)(?: \| null)?`, got `([a-z]+)`\Z")
_FIELD: Final = re.compile(r"\AObject (?:missing required|contains unknown) field `([^`]*)`\Z")
_POSITION: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)\Z")


def _syntax(words: str, text: str) -> FileFaultError:
    """Return a parser's complaint as a fault; a complaint about the document's end gets the last line."""
    match = _POSITION.search(words)
    line = int(match[1]) if match and match[1] else text.count("\n") + 1
    return FileFaultError("not_toml", line, detail=_POSITION.sub("", words))


def _fault(words: str, document: dict[str, Any], text: str, kind: type[Any]) -> FileFaultError:
    parts = _AT.match(words)
    what, spelling = (parts["what"], parts["path"] or "$") if parts else (words, "$")
    path = _path(spelling, words, document, kind)
    misnamed = _ENUM.match(what) if parts and parts["key"] else None
    if misnamed:
        whole: Path = (*path, misnamed[1])
        return FileFaultError("unknown", line_of(text, whole), spelled(whole), detail=what)
    named = _FIELD.match(what)
    if named:
        code = "unknown" if "unknown" in what else "missing"
        whole = (*path, named[1])
        return FileFaultError(code, line_of(text, whole), spelled(whole), detail=what)
    types = _TYPE.match(what)
    if types:
        return FileFaultError("type", line_of(text, path), spelled(path), expected=types[1], actual=types[2])
    return FileFaultError("value", line_of(text, path), spelled(path), detail=what)


def _path(spelling: str, words: str, document: dict[str, Any], kind: type[Any]) -> Path:
    """The path of a complaint; a mapping entry that the complaint does not name is found by trying each entry alone."""
    path: list[str | int] = []
    for step in _STEP.finditer(spelling):
        if step[1] is not None:
            path.append(step[1])
        elif step[2] is not None:
            path.append(int(step[2]))
        else:
            key = _culprit(tuple(path), words, document, kind)
            if key is None:
                break
            path.append(key)
    return tuple(path)


def _culprit(path: Path, words: str, document: dict[str, Any], kind: type[Any]) -> str | None:
    entries = _under(document, path)
    for key in entries if isinstance(entries, dict) else ():
        try:
            msgspec.convert(_with(document, path, {key: entries[key]}), kind, strict=True)
        except msgspec.ValidationError as error:
            if str(error) == words:
                return str(key)
    return None


def _under(value: Any, path: Path) -> Any:
    for part in path:
        value = value[part]
    return value


def _with(value: Any, path: Path, leaf: Any) -> Any:
    """A copy of a document with a new value at a path."""
    if not path:
        return leaf
    copy = value.copy()
    copy[path[0]] = _with(value[path[0]], path[1:], leaf)
    return copy


# ---- from paths to lines

_HEADER: Final = re.compile(r"\A\s*(\[\[?)(.+?)\]\]?\s*(?:#.*)?\Z")
_KEY: Final = re.compile(
    r"\A\s*((?:[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')(?:\s*\.\s*[A-Za-z0-9_\"'-]+)*)\s*="
)
_LONG: Final = ('"""', "'''")


def _lines(text: str) -> Iterator[tuple[Path, int]]:
    """Yield the path that each line begins with, in order; a value over several lines begins on its first line."""
    table: Path = ()
    counts: dict[Path, int] = {}
    inside = ""
    for number, line in enumerate(text.split("\n"), 1):
        if inside:
            inside = "" if inside in line else inside
            continue
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = _keys(header[2])
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
            table = _placed(table, counts)
            yield table, number
        elif key:
            keys = _keys(key[1])
            yield from (((*table, *keys[:length]), number) for length in range(1, len(keys) + 1))
        inside = next((mark for mark in _LONG if line.count(mark) % 2), "")


def _placed(table: Path, counts: dict[Path, int]) -> Path:
    """A table's name with the position of each list of tables that it lies in."""
    placed: list[str | int] = []
    for at in range(1, len(table) + 1):
        placed.append(table[at - 1])
        if table[:at] in counts:
            placed.append(counts[table[:at]])
    return tuple(placed)


def _keys(words: str) -> Path:
    """A dotted key as TOML reads it; an invalid key stays in one piece."""
    try:
        value: Any = tomllib.loads(f"{words} = 0")
    except tomllib.TOMLDecodeError:
        return (words,)
    keys: list[str | int] = []
    while isinstance(value, dict):
        ((key, value),) = value.items()
        keys.append(key)
    return tuple(keys)
