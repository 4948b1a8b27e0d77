"""What a gateway file says of a provider that is reached by HTTP, beside the keys of every file: what a call has, and what its answer means.

Values are plain text with words in braces, which stand for what a call has: `content={text}`. The provider is data, and no part of it
is a program: a file can put these words together and sign them, and nothing else.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Final, NamedTuple

import msgspec

WORDS: Final = frozenset(
    ["account", "secret", "source", "mobiles", "text", "reference", "time", "nonce", "sign", "body"]
)
"""What may stand in braces. `mobiles` and `text` are empty in a call that sends nothing, `reference` in one for several people."""
FIELD: Final = r"\A[A-Za-z0-9_.-]{1,64}:?=.{0,200}\Z"
"""A field of a call: `name=value`, or `name:=value` for a number of JSON; dots in a name lead into objects."""
FULL_PATH: Final = r"\A/[!-~]{0,200}\Z"
HEADER: Final = (
    r"\A(?!(?i:content-length|content-type|content-encoding|transfer-encoding|host|connection|expect|upgrade|te|trailer)=)"
    r"[A-Za-z0-9-]{1,64}=(?:[!-~](?:[ -~]{0,198}[!-~])?)?\Z"
)
"""A header of a call, but for those that say where it ends and what is in it."""
PATH: Final = r"\A(?:/[!-~]{0,200})?\Z"
_PORT: Final = r"(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3})"
PROXY: Final = rf"\A(?:[A-Za-z0-9][A-Za-z0-9.-]{{0,252}}:{_PORT})?\Z"

Field = Annotated[str, msgspec.Meta(pattern=FIELD)]
Fields = Annotated[list[Field], msgspec.Meta(max_length=30)]
SomeFields = Annotated[list[Field], msgspec.Meta(min_length=1, max_length=30)]
Headers = Annotated[list[Annotated[str, msgspec.Meta(pattern=HEADER)]], msgspec.Meta(max_length=30)]
Place = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9_.-]{0,100}\Z")]
"""Where something stands in an answer of JSON: names, with dots from one to the next; empty where the provider does not say it."""


MEANS: Final = ("accepted", "refused", "later", "account")
"""What a code of an answer means: nobody gets the message (`refused`), later they may (`later`), or the account itself is refused (`account`)."""
CODE: Final = rf"\A[!-~]{{1,64}}=(?:{'|'.join(MEANS)})\Z"
Codes = Annotated[
    list[Annotated[str, msgspec.Meta(pattern=CODE)]], msgspec.Meta(min_length=1, max_length=200)
]
"""`code=meaning` of each code that an answer may have."""


def meanings(codes: Iterable[str]) -> dict[str, str]:
    """Return what each code means."""
    return {code: means for code, _, means in (one.rpartition("=") for one in codes)}


class Odd(NamedTuple):
    """What does not go with the rest: the place, the code of the fault, and what it names."""

    path: tuple[str | int, ...]
    code: str
    detail: str


_WORD: Final = re.compile(r"\{([^{}]*)\}")


def words_in(value: str) -> list[str]:
    """Return what stands in braces in a value."""
    return _WORD.findall(value)


def put(value: str, given: Mapping[str, str]) -> str:
    """Return a value with what its words stand for; raises KeyError for one that has nothing to stand for."""
    return _WORD.sub(lambda found: given[found[1]], value)


def odd(said: Mapping[str, Any]) -> Iterator[Odd]:
    """Yield what is not allowed in a file beside its other values; it may have values of any kind."""
    listed = {key: _texts(said.get(key)) for key in ("fields", "ask_fields", "headers")}
    paths = {key: _text(said.get(key)) for key in _PATHS}
    signed = _text(said.get("sign_text"))
    for key in ("fields", "ask_fields"):
        yield from (
            Odd((key, nth), "no_number", "")
            for nth, value in enumerate(listed[key])
            if not _is_written(value)
        )
    for key in ("fields", "ask_fields"):
        yield from (Odd((key, nth), "twice", listed[key][nth]) for nth in _colliding(listed[key]))
    yield from (
        Odd((key,), "in_itself", "{body}") for key, value in paths.items() if "body" in words_in(value)
    )
    yield from (
        Odd(("headers", nth), "in_address", word)
        for nth, value in enumerate(listed["headers"])
        for word in words_in(value)
        if word in _OF_PEOPLE
    )
    for key, values in listed.items():
        yield from (odd_one for nth, value in enumerate(values) for odd_one in _odd_words((key, nth), value))
    for key, value in {**paths, "sign_text": signed}.items():
        yield from _odd_words((key,), value)
    if isinstance(said.get("fields"), list):
        yield from _not_carried(listed["fields"])
    yield from _in_the_clear(said, [*listed["fields"], *listed["ask_fields"], *listed["headers"]])
    yield from (
        Odd((key,), "in_address", word)
        for key, value in paths.items()
        for word in words_in(value)
        if word in _HIDDEN
    )
    if all(isinstance(said.get(key), list) for key in listed):
        yield from _signed(said, listed, signed)
    yield from _together(said)
    if isinstance(said.get("result_codes"), list):
        yield from _codes(_texts(said["result_codes"]))


_PATHS: Final = ("send_path", "ask_path", "receipts_path", "replies_path")
_OF_PEOPLE: Final = frozenset({"mobiles", "text"})
_HIDDEN: Final = _OF_PEOPLE | {"secret"}
"""What may not stand in an address, which every machine on the way writes down."""
_COUNTS: Final = frozenset({"{time}", "{reference}"})
"""What may stand in place of a number of JSON."""


def _is_written(field: str) -> bool:
    """Whether a field is text, or a value of JSON whatever its words stand for."""
    name, _, value = field.partition("=")
    if not name.endswith(":") or value in _COUNTS:
        return True
    try:
        json.dumps(json.loads(value), allow_nan=False, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return False
    return not words_in(value)


def _colliding(fields: list[str]) -> Iterator[int]:
    """Yield which fields are one that was there before, or lie in one, or have one in them."""
    seen: set[tuple[str, ...]] = set()
    above: set[tuple[str, ...]] = set()
    for nth, field in enumerate(fields):
        path = (*field.partition("=")[0].removesuffix(":").split("."),)
        parents = {path[:end] for end in range(1, len(path))}
        if path in seen or path in above or parents & seen:
            yield nth
        seen.add(path)
        above |= parents


def _codes(codes: list[str]) -> Iterator[Odd]:
    seen: set[str] = set()
    for nth, one in enumerate(codes):
        code = one.rpartition("=")[0]
        if code in seen:
            yield Odd(("result_codes", nth), "twice", code)
        seen.add(code)
    if "accepted" not in meanings(codes).values():
        yield Odd(("result_codes",), "none_accepted", "")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    return [one if isinstance(one, str) else "" for one in value] if isinstance(value, list) else []


def _odd_words(path: tuple[str | int, ...], value: str) -> Iterator[Odd]:
    known = " ".join(f"{{{one}}}" for one in sorted(WORDS))
    yield from (Odd(path, "odd_word", known) for word in words_in(value) if word not in WORDS)


def _not_carried(fields: list[str]) -> Iterator[Odd]:
    carried = {word for field in fields for word in words_in(field)}
    yield from (
        Odd(("fields",), "not_carried", f"{{{word}}}") for word in ("mobiles", "text") if word not in carried
    )


def _in_the_clear(said: Mapping[str, Any], values: list[str]) -> Iterator[Odd]:
    """A password that is itself a field must not cross a line that anybody may read."""
    if (
        said.get("tls") is False
        and said.get("simulator") is False
        and any("secret" in words_in(one) for one in values)
    ):
        yield Odd(("tls",), "in_the_clear", "{secret}")


def _signed(said: Mapping[str, Any], listed: Mapping[str, list[str]], signed: str) -> Iterator[Odd]:
    used = any("sign" in words_in(one) for values in listed.values() for one in values)
    kind = said.get("sign")
    signs = isinstance(kind, str) and kind != "none"
    if used != signs:
        yield Odd(("sign",), "goes_with", "{sign}")
    if signs and not signed:
        yield Odd(("sign",), "goes_with", "sign_text")
    if "sign" in words_in(signed):
        yield Odd(("sign_text",), "in_itself", "{sign}")
    inside = any("sign" in words_in(one) for one in [*listed["fields"], *listed["ask_fields"]])
    if inside and "body" in words_in(signed):
        yield Odd(("sign_text",), "in_itself", "{body}")
    for key in ("fields", "ask_fields", "headers"):
        for nth, value in enumerate(listed[key]):
            if "body" in words_in(value):
                yield Odd((key, nth), "in_itself", "{body}")


def _together(said: Mapping[str, Any]) -> Iterator[Odd]:
    """Yield which keys of an answer need another one."""
    for key, others in _NEEDS.items():
        if said.get(key):
            yield from (Odd((key,), "goes_with", other) for other in others if not said.get(other))
    by_id = said.get("id_at") and said.get("receipt_id_at")
    if said.get("receipts_path") and not by_id and not said.get("receipt_reference_at"):
        yield Odd(("receipts_path",), "goes_with", "receipt_id_at")
    if said.get("receipt_reference_at"):
        if said.get("batch") != 1:
            yield Odd(("receipt_reference_at",), "goes_with", "batch = 1")
        if not any("reference" in words_in(one) for one in _texts(said.get("fields"))):
            yield Odd(("receipt_reference_at",), "goes_with", "{reference}")


_NEEDS: Final = {
    "each_at": ("each_number_at",),
    "receipts_path": ("receipt_number_at", "receipt_state_at"),
    "replies_path": ("reply_number_at", "reply_text_at"),
}
