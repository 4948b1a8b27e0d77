"""The keys of a gateway file, one by one, as the structs of `gateways` declare them: for templates, checks and the reference page."""

import json
import re
from typing import Annotated, Any, Final, Literal, NamedTuple, get_args, get_origin

import msgspec

from console.domain.file_faults import Allowed
from console.domain.sending.gateways import HOST, LABEL, MOBILE, PROTOCOLS, GatewayFile, Named
from console.domain.sending.http_profile import CODE, FIELD, FULL_PATH, HEADER, PATH, PROXY
from console.domain.toml_lines import stricter


class Key(NamedTuple):
    """One key: its place, its declared type, the value that a template writes, whether a file may go without it, and be in a list of tables.

    A table (`opt_out`), or a list of tables, is a key, too, and followed by those in it.
    """

    path: tuple[str, ...]
    kind: Any
    value: Any
    optional: bool
    in_list: bool = False

    @property
    def table(self) -> type[msgspec.Struct] | None:
        """The struct of a table or of each in a list of tables; None for a single value."""
        inner = _bare(self.kind)
        if get_origin(inner) is list:
            inner = _bare(get_args(inner)[0])
        return inner if isinstance(inner, type) and issubclass(inner, msgspec.Struct) else None

    @property
    def bare(self) -> Any:
        """The type of its value without its bounds."""
        return _bare(self.kind)

    @property
    def listed(self) -> bool:
        """Whether its value is a list."""
        return get_origin(self.bare) is list

    @property
    def to_fill(self) -> bool:
        """Whether the value that a template writes is not allowed: a person has to replace it."""
        try:
            for kind in (self.kind, stricter(self.kind)):
                msgspec.convert(self.value, kind, strict=True)
        except msgspec.ValidationError:
            return True
        return False


ORDER: Final = (
    *(
        "protocol",
        "version",
        "id",
        "name",
        "simulator",
        "host",
        "spare",
        "port",
        "tls",
        "tls_ca",
        "tls_certificate",
        "proxy",
    ),
    # The calls of a provider that is reached by HTTP.
    *(
        "send_path",
        "ask_path",
        "receipts_path",
        "replies_path",
        "pull_seconds",
        "body",
        "fields",
        "ask_fields",
    ),
    *("headers", "sign", "sign_form", "sign_text", "time_form", "batch", "batch_form"),
    # Its answers.
    *("result_codes", "code_at", "id_at", "each_at", "each_number_at"),
    *("receipts_at", "receipt_number_at", "receipt_id_at", "receipt_state_at", "receipt_error_at"),
    *("receipt_reference_at", "replies_at", "reply_number_at", "reply_to_at", "reply_text_at"),
    *(
        "account",
        "system_type",
        "mutual",
        "source",
        "source_ton",
        "source_npi",
        "service",
        "fee_type",
        "fee_code",
    ),
    *(
        "price_fen",
        "day_fen",
        "billing",
        "encoding",
        "destination_prefix",
        "rate",
        "window",
        "connections",
        "bind",
        "response_timeout",
    ),
    *(
        "enquire_seconds",
        "receipt_per",
        "receipt_id",
        "receipt_hours",
        "receipt_minutes",
        "failure_quiet_minutes",
        "test_text",
    ),
    *("receipt_words", "refusal_codes", "handsets", "opt_out"),
)
"""The keys in the order in which a contract is read: the line, the account, the price, the speed, the receipts, the replies."""


def keys(protocol: str) -> list[Key]:
    """Return the keys of a protocol's file in their order, but tables last, as TOML wants them; those of every file for an unknown protocol."""
    (named,) = _within(Named, ())
    found = [named._replace(value=protocol), *_within(PROTOCOLS.get(protocol, GatewayFile), ())]
    # What is in a table comes after it, in its own order.
    return sorted(found, key=lambda one: (bool(one.table) or len(one.path) > 1, ORDER.index(one.path[0])))


def _within(struct: type[msgspec.Struct], at: tuple[str, ...]) -> list[Key]:
    found = [
        Key((*at, one.encode_name), one.type, _value(one), not one.required)
        for one in msgspec.structs.fields(struct)
    ]
    plain = [one for one in found if not one.table]
    for one in found:
        if one.table:
            below = _within(one.table, one.path)
            plain += [one, *(inner._replace(in_list=one.listed) for inner in below)]
    return plain


def _value(field: msgspec.structs.FieldInfo) -> Any:
    if field.default is not msgspec.NODEFAULT:
        return field.default
    if field.default_factory is not msgspec.NODEFAULT:
        return field.default_factory()
    return next((one.examples[0] for one in _notes(field.type) if one.examples), "")


def _notes(kind: Any) -> list[msgspec.Meta]:
    return [
        one for one in get_args(kind)[1:] if get_origin(kind) is Annotated and isinstance(one, msgspec.Meta)
    ]


def _bare(kind: Any) -> Any:
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def allowed(kind: Any, key: str = "") -> Allowed:
    """Return what a new file's value of a declared type may be; `key` is its name."""
    new = stricter(kind)
    kind = kind if new is Any else new
    bare = _bare(kind)
    bounds = {
        name: getattr(note, name)
        for note in _notes(kind)
        for name in ("ge", "le", "pattern", "min_length", "max_length")
        if getattr(note, name) is not None
    }
    if get_origin(bare) is Literal:
        return Allowed("choice", {"values": ", ".join(f'"{one}"' for one in get_args(bare))})
    if get_origin(bare) is list:
        each = allowed(*get_args(bare))
        if each.name == "table":
            inner = Key((key,), kind, None, optional=True).table
            names = [one.encode_name for one in msgspec.structs.fields(inner)] if inner else []
            return Allowed("tables", {"key": key, "names": " ".join(names)})
        return Allowed("list", {"most": str(bounds["max_length"])}, each)
    if bare is int:
        name = "whole" if "le" in bounds else "from"
        return Allowed(name, {name: str(bounds[name]) for name in ("ge", "le") if name in bounds})
    if bare is str:
        return _text(bounds)
    return Allowed("yes_no" if bare is bool else "table", {})


def _text(bounds: dict[str, Any]) -> Allowed:
    pattern = str(bounds.get("pattern", ""))
    if pattern in _PATTERNS:
        return Allowed(_PATTERNS[pattern], {})
    made = _PATTERN.match(pattern)
    if made:
        least, most = made["least"], made["most"] or made["least"]
        return Allowed(_CHARACTERS[made["of"]], {"n": least if least == most else f"{least}-{most}"})
    if "max_length" in bounds:
        return Allowed("length", {"n": f"{bounds['min_length']}-{bounds['max_length']}"})
    return Allowed("text", {})


def as_toml(value: object) -> str:
    """A value as TOML writes it on one line: as JSON does, but for the sign between a key and its value."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {as_toml(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


_PATTERN: Final = re.compile(r"\\A\[(?P<of>[^]]+)\]\{(?P<least>[0-9]+)(?:,(?P<most>[0-9]+))?\}\\Z\Z")
_CHARACTERS: Final = {"a-z0-9-": "id", "!-~": "visible", "0-9": "digits", "A-Za-z0-9_.-": "place"}
_PATTERNS: Final = {
    HOST: "host",
    r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z": "day",
    LABEL: "label",
    MOBILE: "mobile",
    FIELD: "field",
    HEADER: "header",
    CODE: "code",
    PATH: "path",
    FULL_PATH: "path",
    PROXY: "proxy",
}
