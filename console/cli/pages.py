"""Help pages: everything that can be typed, in one language, untruncated, as wide as the terminal (COLUMNS is heeded).

The texts stand beside what they explain, Chinese first and English after it; `spoken` separates the two.
"""

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from console.locale import words
from console.locale.wrapping import cells, wrapped

SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "start": ("demo", "tour", "open", "doctor"),
    "work": (
        "todo",
        "lately",
        "chase",
        "whoami",
        "request",
        "template",
        "approval",
        "contacts",
        "send",
        "search",
        "replies",
        "complaint",
        "watch",
        "notices",
    ),
    "people": ("people", "application", "pledge", "department", "order", "roster", "proposal"),
    "keys": ("key", "statement", "custody", "loss", "freeze", "gateway", "expiry"),
    "rules": ("policy", "screening", "calendar", "numbers"),
    "records": (
        "form",
        "archive",
        "filing",
        "statistics",
        "ledger",
        "evidence",
        "bundle",
        "verify",
        "erasure",
        "outbox",
    ),
    "host": ("org", "install", "status", "backup", "restore", "upkeep"),
}
"""The sections of the first page, each with its nouns."""

APART: Final = "\u2063"
"""Invisible, between the Chinese and the English of a help: a Chinese text may end in a word of ours."""
_HAN: Final = re.compile(r"[\u3001-\u3011\u4e00-\u9fff\uff00-\uffef“”]")
_NARROW: Final = 40
_DEEPEST: Final = 26
"""Greatest width of the left column in cells; a longer name gets a line of its own."""


def spoken(text: str, lang: str) -> str:
    """Return the part of a help text that is in `lang`; paragraphs are split one by one.

    `APART` says where English begins; else Chinese ends with the last Chinese character. A text without Chinese (a list of
    values) is the same in both languages.
    """
    return "\n\n".join(_half(" ".join(part.split()), lang) for part in text.split("\n\n"))


def _half(text: str, lang: str) -> str:
    chinese, apart, english = text.partition(APART)
    if apart:
        return (chinese if lang == "zh" else english).strip()
    *_, last = [0, *(match.end() for match in _HAN.finditer(text))]
    if not last:
        return text
    return text[:last] if lang == "zh" else text[last:].strip()


def reached(command: Any, typed: Sequence[str]) -> tuple[Any, list[str], list[str]]:
    """Return the command that the words lead to, the names on the way, and the remaining words."""
    path: list[str] = []
    left = list(typed)
    while left and (below := getattr(command, "commands", {}).get(left[0])) is not None:
        command = below
        path.append(left.pop(0))
    return command, path, left


def page(command: Any, path: Sequence[str], lang: str) -> Iterator[str]:
    """Yield the lines of a help page for a command or group; `path` begins with the program's name."""
    width = max(shutil.get_terminal_size().columns, _NARROW)
    below = getattr(command, "commands", None)
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option"]
    first, *more = spoken(command.help or "", lang).split("\n\n")
    yield from wrapped(first, width)
    yield ""
    yield from wrapped(
        f"{words.text('help.usage', lang)}  {_usage(path, arguments, options, below, lang)}", width
    )
    if below is not None and len(path) == 1:
        for section, nouns in SECTIONS.items():
            rows = [(one, _first(below[one].help, lang)) for one in nouns if one in below]
            yield from _listed(words.text(f"help.section.{section}", lang), rows, width)
    elif below is not None:
        rows = [(name, _first(one.help, lang)) for name, one in below.items() if not one.hidden]
        yield from _listed(words.text("help.commands", lang), rows, width)
    yield from _listed(words.text("help.arguments", lang), [_argument(one, lang) for one in arguments], width)
    shown = [_option(one, lang) for one in options if one.name != "help" and not one.hidden]
    yield from _listed(words.text("help.global" if len(path) == 1 else "help.options", lang), shown, width)
    for part in more:
        yield ""
        yield from wrapped(part, width)
    yield ""
    key = "help.more_group" if below is not None else "help.more_command"
    yield from wrapped(words.text(key, lang, command=" ".join(path), program=path[0]), width)


def _usage(
    path: Sequence[str], arguments: Iterable[Any], options: Sequence[Any], below: object, lang: str
) -> str:
    parts = list(path)
    if len(path) > 1 and any(one.name != "help" for one in options):
        parts.append(words.text("help.any_options", lang))
    parts += [_name(one) for one in arguments]
    if below is not None:
        parts.append(words.text("help.a_command", lang))
    return " ".join(parts)


def _first(text: str, lang: str) -> str:
    return spoken(text, lang).partition("\n\n")[0]


def _name(argument: Any) -> str:
    name = _argument_name(argument)
    several = "…" if argument.nargs == -1 else ""
    return f"{name}{several}" if argument.required else f"[{name}]{several}"


def _argument_name(argument: Any) -> str:
    # The library marks repeated and optional arguments; the usage line already shows that.
    return str(argument.metavar or argument.name.upper()).strip("[].…")


def _argument(argument: Any, lang: str) -> tuple[str, str]:
    return _argument_name(argument), spoken(argument.help or "", lang)


def _option(option: Any, lang: str) -> tuple[str, str]:
    value = "" if option.is_flag else f" {option.metavar or option.name.split('_')[-1].upper()}"
    required = words.text("help.required", lang) if option.required else ""
    return f"{', '.join(option.opts)}{value}", f"{spoken(option.help or '', lang)}{required}"


def _listed(title: str, rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    if not rows:
        return
    left = max((cells(name) for name, _ in rows if cells(name) <= _DEEPEST), default=_DEEPEST)
    yield ""
    yield title
    for name, meaning in rows:
        lines = wrapped(meaning, width - left - 4) or [""]
        if cells(name) > left:
            yield f"  {name}"
        else:
            yield f"  {name}{' ' * (left - cells(name))}  {lines.pop(0)}".rstrip()
        for line in lines:
            yield f"  {' ' * left}  {line}".rstrip()
