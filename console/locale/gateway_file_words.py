"""Gateway files in words: the template that a person fills in, or a guided set-up for them, and what each key means."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from console.domain.sending.gateway_keys import Key, allowed, as_toml, keys
from console.locale import words
from console.locale.wrapping import cells, wrapped

_WIDTH: Final = 78
"""Cells of a template's line; a longer note goes on in the next one."""


def template(
    protocol: str, lang: str, said: Mapping[tuple[str, ...], Any] = MappingProxyType({})
) -> Iterator[str]:
    """Yield the lines of a whole file of a protocol: each key with what it means and what it may be.

    `said` are the values that are known already, by the path of their keys. What a person still has to replace is not allowed as it is, so
    that nobody forgets it.
    """
    for line in _lines(protocol, lang, said):
        noted = line.startswith("# ") and cells(line) > _WIDTH
        yield from (f"# {part}" for part in wrapped(line[2:], _WIDTH - 2)) if noted else (line,)


def _lines(protocol: str, lang: str, said: Mapping[tuple[str, ...], Any]) -> Iterator[str]:
    for head in (
        "gateway_file.head",
        "gateway_file.head_fill",
        "gateway_file.head_secret",
        "cli.check_gateway_file",
    ):
        yield f"# {words.text(head, lang, protocol=protocol.upper())}"
    for key in keys(protocol):
        yield ""
        yield f"# {meaning(protocol, key.path, lang)}"
        if not key.table:
            left = key.to_fill and key.path not in said
            mark = "to_fill" if left else "may_go" if key.optional else "must"
            may = words.may_be(allowed(key.kind, ".".join(key.path)), lang)
            yield f"# {words.text(f'gateway_file.{mark}', lang, allowed=may)}"
        yield _written(key, said.get(key.path, key.value))
    for key in keys(protocol):
        for group in said.get(key.path, ()) if key.table and key.listed else ():
            yield from ("", f"[[{key.path[0]}]]")
            yield from (f"{name} = {as_toml(value)}" for name, value in group.items())


def _written(key: Key, value: object) -> str:
    """A key's line. A group of a list acts as soon as it is there, so the template only shows how one would be written."""
    name = ".".join(key.path)
    if key.table:
        return f"# [[{name}]]" if key.listed else f"[{name}]"
    line = f"{key.path[-1]} = {as_toml(value)}"
    return f"# {line}" if key.in_list else line


def meaning(protocol: str, path: Sequence[str], lang: str) -> str:
    """What a key means, in the words of a contract; a protocol may have words of its own."""
    name = ".".join(path)
    own = f"gateway_file.{protocol}.{name}"
    return words.text(own if words.has(own, lang) else f"gateway_file.key.{name}", lang)


def helped(protocol: str, key: Key, lang: str) -> list[str]:
    """What is said of a key to somebody who types its value: what it means, and what it may be; of a group, that of each of its keys."""
    said = [
        meaning(protocol, key.path, lang),
        words.may_be(allowed(key.kind, ".".join(key.path)), lang, typed=True),
    ]
    inner = [one for one in keys(protocol) if one.in_list and one.path[:-1] == key.path]
    return said + [
        words.text(
            "gateway_file.within",
            lang,
            meaning=meaning(protocol, one.path, lang),
            allowed=words.may_be(allowed(one.kind), lang, typed=True),
        )
        for one in inner
    ]
