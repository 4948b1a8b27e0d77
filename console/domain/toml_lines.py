"""Reading a TOML file that a person wrote: faults are named by line and field, never by a parser's position alone."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, Final, TypeVar, get_args, get_origin

import msgspec

from console.domain.file_faults import Told

Path = tuple[str | int, ...]
"""Keys and list positions from the top of a document down to a value."""

T = TypeVar("T")


class FileFaultError(ValueError):
    """Why a file is invalid. `code` keys the words; `line` is 1-based, or 0 if the fault has no line.

    Codes: `too_large`, `not_text`, `not_toml`, `missing` and `unknown` (a field), `type` (`expected` is int, str, bool, array or
    object), `value` (`detail` says what is wrong with it), `runs_away` (a pattern that takes too long). A kind of file may have more.
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


class FileFaultsError(FileFaultError):
    """Everything that is wrong with a file, in the order of its lines; as a fault it is the first one."""

    def __init__(self, faults: list[Told]) -> None:
        first = faults[0]
        super().__init__(first.code, first.line, first.field, detail=first.detail)
        self.faults = faults


def read(text: str, kind: type[T], **assumed: str) -> T:
    """Return the struct that a TOML text spells; raises FileFaultError. `assumed` are the values of keys that it may leave out."""
    try:
        document = {**assumed, **tomllib.loads(text)}
    except (ValueError, RecursionError) as error:
        raise _syntax(error, text) from error
    try:
        return msgspec.convert(document, kind, strict=True)
    except msgspec.ValidationError as error:
        raise _fault(str(error), document, text, kind) from error


def fault(text: str, path: Path, detail: str, code: str = "value") -> FileFaultError:
    """Return the fault of a value that has the right type but is not allowed."""
    return FileFaultError(code, line_of(text, path), spelled(path), detail=detail)


def mended(text: str) -> tuple[dict[str, Any] | None, list[FileFaultError]]:
    """Return what a text says without the lines that are no TOML, and a fault for each of these, with the key that it seems to be about.

    The document is None where the lines cannot be told apart. Codes of faults are `not_toml`, `twice`, and `full_width` with its characters.
    """
    lines, faults = text.split("\n"), dict[int, FileFaultError]()
    places = {number: path for path, number in _lines(text)}
    # A parser takes the square of a key's parts.
    cost = len(text) + sum(line.count(".") ** 2 for line in lines) // 32
    while len(faults) * cost < _MENDED:
        try:
            document = tomllib.loads("\n".join(lines))
        except (ValueError, RecursionError) as error:
            told = _syntax(error, "\n".join(lines))
            line = lines[told.line - 1]
            field = spelled(places.get(told.line, tuple(_LOOSE.findall(line))))
            odd = full_width(_QUOTED.sub("", line).partition("#")[0])
            if told.line in faults or not line.strip():
                faults.setdefault(told.line, told)
                break
            faults[told.line] = FileFaultError(
                "full_width" if odd else "twice" if told.detail.startswith(_TWICE) else told.code,
                told.line,
                field,
                detail=odd or told.detail,
            )
            # Without its name, the lines of a table would be another one's.
            lines[told.line - 1] = f'["#{told.line}"]' if line.lstrip().startswith("[") else ""
        else:
            left_out = {f"#{number}" for number in faults}
            said = {name: value for name, value in document.items() if name not in left_out}
            return said, [*faults.values()]
    return None, [*faults.values()]


def full_width(text: str) -> str:
    """Return the full-width characters of a text that stand where a file wants those of half width, each once."""
    return "".join(dict.fromkeys(_WIDE.findall(text)))


def every_fault(
    said: Mapping[str, Any], kind: type[msgspec.Struct], text: str, at: Path = ()
) -> Iterator[FileFaultError]:
    """Yield what is wrong with each key and value of a table (at `at` of the text) by itself, where `read` stops at the first.

    A value is also judged by the type for new files, where its field has one (`stricter`).
    """
    fields = {one.encode_name: one for one in msgspec.structs.fields(kind)}
    for name, field in fields.items():
        if name not in said and field.required:
            yield fault(text, (*at, name), "", "missing")
    for name, value in said.items():
        if name in fields:
            yield from _of_value(value, fields[name].type, text, (*at, name))
        else:
            yield fault(text, (*at, name), "", "unknown")


def _of_value(value: Any, kind: Any, text: str, path: Path) -> Iterator[FileFaultError]:
    bare = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    if isinstance(value, dict) and isinstance(bare, type) and issubclass(bare, msgspec.Struct):
        yield from every_fault(value, bare, text, path)
        return
    if isinstance(value, list) and get_origin(bare) is list:
        (inner,) = get_args(bare)
        within = [one for nth, part in enumerate(value) for one in _of_value(part, inner, text, (*path, nth))]
        yield from within
        if within:
            return
    for one in (kind, stricter(kind)):
        try:
            msgspec.convert(value, one, strict=True)
        except msgspec.ValidationError as error:
            yield _of_words(_AT.sub(r"\g<what>", str(error)), text, path)
            return


def stricter(kind: Any) -> Any:
    """The type that the value of a new file must have, as an annotation of the field says; Any for a field that says none."""
    notes = get_args(kind)[1:] if get_origin(kind) is Annotated else ()
    extras = (one.extra for one in notes if isinstance(one, msgspec.Meta) and one.extra)
    return next((one["stricter"] for one in extras if "stricter" in one), Any)


def line_of(text: str, path: Path) -> int:
    """Return the line (from 1) on which a value, or else the nearest table around it, begins; 0 if that is the whole file."""
    lines = _begins(text)
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 0


@lru_cache(maxsize=1)
def _begins(text: str) -> dict[Path, int]:
    """The line on which each path begins; kept, because every fault of a text asks for its own."""
    return dict(reversed(list(_lines(text))))


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
_LOOSE: Final = re.compile(r"\A[\s\"']*([^\s\[\]\"'=:：＝#]+)[\"']?\s*[=:：＝]")
"""A word that begins a line that is no TOML, as its key would; a word alone may be a password, and is not told."""
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_WIDE: Final = re.compile(r"[“”‘’「」『』、。　！-～]")
_TWICE: Final = "Cannot "
"""How the parser begins its complaint about a key or table that is there already."""
_MENDED: Final = 300_000
"""Characters that are read at most, again and again, until no line is left that is no TOML: tenths of a second."""


def _syntax(error: Exception, text: str) -> FileFaultError:
    """Return a parser's complaint as a fault; a complaint about the document's end gets the last line."""
    if not isinstance(error, tomllib.TOMLDecodeError):
        # What is too long or too deep for Python has no position: a number of thousands of digits, brackets within brackets.
        odd = re.compile(r"[\[{]" if isinstance(error, RecursionError) else "[0-9]")
        counts = [len(odd.findall(line)) for line in text.split("\n")]
        return FileFaultError("not_toml", counts.index(max(counts)) + 1, detail=str(error).partition(";")[0])
    words = str(error)
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
    return _of_words(what, text, path)


def _of_words(what: str, text: str, path: Path) -> FileFaultError:
    """Return a complaint about the value at a path as a fault."""
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

_HEADER: Final = re.compile(
    r"\A\s*(\[\[?)((?:[^#=\"'\[\]]|\"(?:[^\"\\]|\\.)*\"|'[^']*')+?)\]\]?\s*(?:#.*)?\Z"
)
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
    """A dotted key as TOML reads it; an invalid key, or one of more parts than any file has, stays in one piece."""
    if _QUOTED.sub("", words).count(".") >= _PARTS:
        return (words,)
    try:
        value: Any = tomllib.loads(f"{words} = 0")
    except (ValueError, RecursionError):
        return (words,)
    keys: list[str | int] = []
    while isinstance(value, dict) and len(value) == 1:
        ((key, value),) = value.items()
        keys.append(key)
    return tuple(keys) if value == 0 else (words,)


_PARTS: Final = 10
