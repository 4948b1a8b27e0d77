"""Gateway files in words: the template that a person fills in, and what each key means."""

import json
from collections.abc import Iterator, Sequence

from console.domain.sending.gateway_keys import Key, allowed, keys
from console.locale import words


def template(protocol: str, lang: str) -> Iterator[str]:
    """Yield the lines of a whole file of a protocol: each key with what it means and what it may be.

    What a person has to replace is not allowed as it is, so that nobody forgets it.
    """
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
            mark = "to_fill" if key.to_fill else "may_go" if key.optional else "must"
            may = words.may_be(allowed(key.kind, ".".join(key.path)), lang)
            yield f"# {words.text(f'gateway_file.{mark}', lang, allowed=may)}"
        yield _written(key)


def _written(key: Key) -> str:
    """A key's line. A group of a list acts as soon as it is there, so the template only shows how one would be written."""
    name = ".".join(key.path)
    if key.table:
        return f"# [[{name}]]" if key.listed else f"[{name}]"
    line = f"{key.path[-1]} = {as_toml(key.value)}"
    return f"# {line}" if key.in_list else line


def as_toml(value: object) -> str:
    """A single value or a list as TOML writes it, which is how JSON does."""
    return json.dumps(value, ensure_ascii=False)


def meaning(protocol: str, path: Sequence[str], lang: str) -> str:
    """What a key means, in the words of a contract; a protocol may have words of its own."""
    name = ".".join(path)
    own = f"gateway_file.{protocol}.{name}"
    return words.text(own if words.has(own, lang) else f"gateway_file.key.{name}", lang)
