"""Gateway files in words: the template that a person fills in, and everything that is wrong with a file that a person wrote."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from console.domain.sending.gateway_keys import Allowed, Key, allowed, keys
from console.domain.toml_lines import FileFaultError
from console.locale import words
from console.locale.guard import guard


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
            yield f"# {words.text(f'gateway_file.{mark}', lang, allowed=may_be(allowed(key.kind), lang))}"
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


def may_be(what: Allowed, lang: str) -> str:
    """What a value may be, in words: `1 至 1000 的整数`."""
    said = words.text(f"gateway_file.allowed.{what.name}", lang, **what.bounds)
    if what.each is None:
        return said
    return words.text("gateway_file.each", lang, list=said, each=may_be(what.each, lang))


def in_words(protocol: str, fault: FileFaultError, lang: str) -> str:
    """One fault of a file that was judged as one of a protocol: line, key, what is wrong, what is allowed, what to do."""
    code = _NOT_TEXT.get(fault.detail, "hidden") if fault.code == "not_text" else fault.code
    detail = fault.detail.upper() if code == "other_protocol" else fault.detail
    may = _allowed(protocol, fault, lang)
    what = words.text(f"gateway_file.fault.{code}", lang, detail=detail, allowed=may)
    if fault.field:
        name = _NTH.sub("", fault.field).rpartition(".")[2]
        known = words.has(f"rule_field.gateway.{name}", lang)
        label = words.named("rule_field.gateway", name, lang)
        item = "gateway_file.item" if known else "gateway_file.bare_item"
        what = words.text(item, lang, key=fault.field, label=label, what=what)
    return words.text("gateway_file.at", lang, line=fault.line, what=what) if fault.line else what


def _allowed(protocol: str, fault: FileFaultError, lang: str) -> str:
    """What the value of a fault's key may be; one of a list's values, where the fault is of one."""
    path = tuple(_NTH.sub("", fault.field).split("."))
    what = next((allowed(one.kind) for one in keys(protocol) if one.path == path), None)
    if what is not None and what.each is not None and fault.field.endswith("]"):
        what = what.each
    return may_be(what, lang) if what is not None else ""


_NTH: Final = re.compile(r"\[[0-9]+\]")
_NOT_TEXT: Final = {"UTF-8": "encoding", "U+FEFF": "bom", "NFC": "nfc"}
"""What makes a file no readable text, by the detail of the fault."""


def of_refusal(told: str, lang: str) -> str:
    """The faults that a refusal carries (`rule_files.refusal`), in words one after the other; anything else as it is."""
    try:
        faults = msgspec.json.decode(told, type=list[tuple[str, str, int, str, str]])
    except msgspec.DecodeError:
        return guard(told)
    found = (
        (protocol, FileFaultError(code, line, field, detail=detail))
        for protocol, code, line, field, detail in faults
    )
    between = words.text("gateway_file.between", lang)
    return between.join(in_words(protocol, fault, lang) for protocol, fault in found)
