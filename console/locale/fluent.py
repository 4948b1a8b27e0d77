"""Reads the part of Fluent (https://projectfluent.org) in which the texts are written.

It reads messages and attributes; in their texts `{ $name }`, `{ "literal" }`, `{ $n -> [one] … *[other] … }`, and of functions
`{ KEY("card.approve") }`: the key of an action, `{ FIELD_KEY("all.leave") }`: one that fields of a form leave,
`{ PAGE("all.sends") }`: the key and name of a page, and `{ GENERAL() }`: what the organisation calls its General Department. An indented
line continues the text above it, without its indent. `tools/check_locale.py` refuses everything else that Fluent has.
"""

import re
from collections.abc import Callable
from typing import Final

PART_OF_VALUE: Final = "what"
"""Key suffix of a message's value if it has attributes: such a message is a failure, and its value says what happened."""
COMMAND: Final = "command"
"""The attribute that the command line reads in place of a failure's `next`, or of the value of a message without other attributes."""

_ENTRY: Final = re.compile(
    r"^(?:([A-Za-z][\w-]*)| +\.(\w+)) = (.*(?:\n+(?: +[^.\s]|\}).*)*)", re.ASCII | re.MULTILINE
)
_ID: Final = re.compile(rb"\n([A-Za-z][\w-]*) = ")
KEYS: Final = ("KEY", "FIELD_KEY", "PAGE")
"""The functions that a text may call with the id of an action."""
NAMES: Final = ("GENERAL",)
"""The functions that a text may call without an argument."""
_FUNCTION: Final = "|".join(KEYS)
_NAME: Final = "|".join(NAMES)
_INDENT: Final = re.compile(r"\n +")
_INNER: Final = rf'\{{ *(?:"[^"\\\n]*"|\$[A-Za-z][\w-]*|(?:{_FUNCTION})\("[^"\\\n]*"\)|(?:{_NAME})\(\)) *\}}'
_PLACEABLE: Final = re.compile(
    rf'\{{ *(?:"([^"\\\n]*)"|({_FUNCTION})\("([^"\\\n]*)"\)|({_NAME})\(\)|\$([A-Za-z][\w-]*)(?: *->((?:[^{{}}]|{_INNER})*))?) *\}}',
    re.ASCII,
)
_CALLED: Final = re.compile(rf'\{{ *({_FUNCTION})\("([^"\\\n]*)"\) *\}}')
_VARIANT: Final = re.compile(r"\n(\*?)\[ *([\w-]+) *\](.*?)(?=\n\*?\[|\n?\Z)", re.ASCII | re.DOTALL)


def parse(source: str) -> dict[str, str]:
    """Return every text of a file by its key (the id with dots for dashes), as written, with placeables not yet filled.

    The value of a message with attributes has the key `<id>.what`, an attribute `<id>.<attribute>`; `command` alone makes no failure.
    """
    messages: dict[str, str] = {}
    message = ""
    for name, attribute, spelled in _ENTRY.findall(source):
        text = _INDENT.sub("\n", spelled) if "\n" in spelled else spelled
        if name:
            message = name.replace("-", ".")
            messages[message] = text
        else:
            messages[f"{message}.{attribute}"] = text
            if message in messages and attribute != COMMAND:
                messages[f"{message}.{PART_OF_VALUE}"] = messages.pop(message)
    return messages


def ids(source: bytes) -> list[bytes]:
    """Return the id of every message of a file. To read nothing else takes a fraction of the time of `parse`."""
    return _ID.findall(b"\n" + source)


def names(text: str) -> set[str]:
    """Return the names of the values that a text asks for."""
    used = set()
    for placeable in _PLACEABLE.finditer(text):
        *_, name, variants = placeable.groups()
        if name:
            used |= {name} | names(variants or "")
    return used


def calls(text: str) -> set[tuple[str, str]]:
    """Return the calls of a text: the function's name, and the id of an action."""
    return set(_CALLED.findall(text))


def filled(text: str, lang: str, value: Callable[[str], str], call: Callable[[str, str], str]) -> str:
    """Return a text with its placeables filled: `value` returns the value for a name, `call` that of a function for its argument."""

    def put(placeable: re.Match[str]) -> str:
        literal, function, argument, called, name, variants = placeable.groups()
        if literal is not None:
            return str(literal)
        if called is not None:
            return call(called, "")
        if function is not None:
            return call(function, argument)
        shown = value(name)
        return shown if variants is None else filled(_chosen(variants, shown, lang), lang, value, call)

    return _PLACEABLE.sub(put, text) if "{" in text else text


def _chosen(variants: str, value: str, lang: str) -> str:
    """The variant for that value, else for its plural category (Chinese has none), else the default one."""
    plural = "one" if lang == "en" and value == "1" else "other"
    choices: list[tuple[str, str, str]] = _VARIANT.findall(variants)
    texts = {name: text for _, name, text in choices}
    marked = next(text for mark, _, text in choices if mark)
    return texts.get(value, texts.get(plural, marked)).strip(" ")
