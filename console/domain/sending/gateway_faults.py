"""Everything that is wrong with a gateway file that a person brings, at once; `gateways.read` judges those in force."""

import ipaddress
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from console.domain import toml_lines
from console.domain.file_faults import Allowed, Told
from console.domain.sending.gateway_keys import allowed, keys
from console.domain.sending.gateways import PROTOCOLS, TAG, GatewayFile, Named, at_odds
from console.domain.sending.http_profile import words_in
from console.domain.toml_lines import FileFaultError


def faults(text: str) -> list[Told]:
    """Return everything that is wrong with the text of a new gateway file, by its lines; nothing only if `gateways.read` reads it.

    A new file is judged more strictly than one in force: an address that stands for none, for example, is no gateway's. Codes beside
    those of `toml_lines`: `secret` (no password stands in a file), `other_protocol`, and those of `at_odds` and `_placeholder`.
    """
    said, found = toml_lines.mended(text)
    left_out = {one.field for one in found}
    known = {TAG: said.pop(TAG)} if said and TAG in said else {}
    protocol = _protocol(known.get(TAG), {*(said or ()), *left_out})
    if said is not None:
        found += toml_lines.every_fault(known, Named, text)
        found += toml_lines.every_fault(said, PROTOCOLS.get(protocol, GatewayFile), text)
        found += [*at_odds(text, {**said, TAG: protocol}), *_placeholder(text, said), *_given(text, said)]
    found = [_known(one, protocol) for one in found if one.code != "missing" or one.field not in left_out]
    # What is missing stands on no line, and comes last.
    found.sort(key=lambda one: (not one.line, one.line))
    kinds = {key.path: key.kind for key in keys(protocol)}
    return [
        Told(one.code, one.line, one.field, one.detail, _may(one.field, kinds)) for one in found if one.code
    ]


def _may(field: str, kinds: Mapping[tuple[str, ...], Any]) -> Allowed | None:
    """What the value of a key may be, or one of a list's values; None where no file has the key."""
    key = _NTH.sub("", field)
    kind = kinds.get(tuple(key.split(".")))
    may = allowed(kind, key) if kind is not None else None
    return may.each if may is not None and may.each is not None and field.endswith("]") else may


_NTH: Final = re.compile(r"\[[0-9]+\]")


def _protocol(name: object, said: set[str]) -> str:
    """Of which protocol a file is judged to be; a new one must name it, and without it is of the one that most of its keys are of."""
    if name is None:
        return max(PROTOCOLS, key=lambda one: len(said & set(PROTOCOLS[one].__struct_fields__)))
    called = name.casefold() if isinstance(name, str) else ""
    return called if called in PROTOCOLS else ""


def _known(one: FileFaultError, protocol: str) -> FileFaultError:
    """A fault, by what its key is if no file of the protocol has it; without a code if the protocol that has it may be meant."""
    if _SECRET.search(one.field):
        return FileFaultError("secret", one.line, one.field)
    others = [name for name, other in PROTOCOLS.items() if one.field in other.__struct_fields__]
    if one.code != "unknown" or not others:
        return one
    return FileFaultError("other_protocol" if protocol else "", one.line, one.field, detail=others[0])


def says_secret(text: str) -> bool:
    """Whether what a person typed gives a password by its name: `password = …`, `口令：…`; what stands in braces is none."""
    return _GIVEN.search(text) is not None


def _given(text: str, said: Mapping[str, Any]) -> Iterator[FileFaultError]:
    """Yield which fields of a call hold a password itself: named like one, and without a word that stands for it."""
    for key in ("fields", "ask_fields", "headers"):
        values = said.get(key)
        for nth, value in enumerate(values if isinstance(values, list) else ()):
            name, _, content = value.partition("=") if isinstance(value, str) else ("", "", "")
            if content and _SECRET.search(name) and not words_in(content):
                yield toml_lines.fault(text, (key, nth), "", "secret")


_SECRETS: Final = r"pass|pwd|secret|token|authent|private|密码|口令|密钥"
_SECRET: Final = re.compile(_SECRETS, re.IGNORECASE)
_GIVEN: Final = re.compile(
    rf"(?:{_SECRETS})[A-Za-z_]*[\"']?\s*[=:：＝是为]\s*[^\s{{]|(?:password|pwd|密码|口令|密钥)\s+\S",
    re.IGNORECASE,
)


_EXAMPLES: Final = [
    ipaddress.ip_network(net)
    for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
]
"""Addresses of documents (RFC 5737, RFC 3849)."""
_EXAMPLE_NAME: Final = re.compile(
    r"(?:\A|\.)(?:example(?:\.(?:com|net|org))?|test|invalid)\.?\Z", re.IGNORECASE
)
"""Names that no host has (RFC 2606)."""


def _placeholder(text: str, said: Mapping[str, Any]) -> Iterator[FileFaultError]:
    """Yield that a host of a file is one of a document, which nobody replaced."""
    spare = said.get("spare")
    hosts = enumerate(spare if isinstance(spare, list) else ())
    for path, host in ((("host",), said.get("host")), *((("spare", nth), one) for nth, one in hosts)):
        if isinstance(host, str) and _of_a_document(host):
            yield toml_lines.fault(text, path, host, "placeholder")


def _of_a_document(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return _EXAMPLE_NAME.search(host) is not None
    return address.is_unspecified or any(address in net for net in _EXAMPLES)
