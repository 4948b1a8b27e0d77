"""Statements: an act as canonical bytes, and the signatures over exactly those bytes."""

import hashlib
from datetime import date
from typing import Any

import msgspec

from console.domain import acts
from console.domain.times import parse
from console.signing.canonical import NotCanonicalError, dumps, loads
from console.signing.keys import UnlockedKey


class Signed(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A statement's bytes (canonical JSON text) and its armoured signatures, exactly as received and stored."""

    text: str
    signatures: list[str]

    def digest(self) -> str:
        """SHA-256 (hex) of the statement's bytes; signatures are not part of it."""
        return digest(self.text.encode())


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def namespace(statement: acts.Statement) -> str:
    """The SSHSIG namespace of a statement: `sms-<type>@<org>`."""
    return f"sms-{acts.kind(statement)}@{statement.org}"


def encode(statement: acts.Statement) -> bytes:
    """Return the canonical bytes that are read, signed, stored and exported. Raises NotCanonicalError."""
    return dumps(msgspec.to_builtins(statement))


def decode(data: bytes) -> acts.Statement:
    """Return the act that the bytes spell; raises NotCanonicalError for any other spelling, unknown field, type or time."""
    spelled = loads(data)
    try:
        statement: acts.Statement = msgspec.convert(spelled, acts.Statement, strict=True)
    except msgspec.ValidationError as error:
        raise NotCanonicalError(str(error)) from error
    if msgspec.to_builtins(statement) != spelled:
        raise NotCanonicalError("another spelling of the same act")
    _judge_times(spelled)
    if isinstance(statement, acts.Request):
        _judge_date(statement.applied_on)
    return statement


def sign(statement: acts.Statement, *keys: UnlockedKey) -> Signed:
    """Sign an act with each key over its canonical bytes."""
    data = encode(statement)
    space = namespace(statement)
    return Signed(data.decode(), [key.sign(data, space) for key in keys])


def _judge_date(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise NotCanonicalError("applied_on: no such day") from error


def _judge_times(value: Any) -> None:
    """Refuse an instant that has the shape but does not exist, such as the 31st of February."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in _TIME_FIELDS and isinstance(item, str) and item:
                try:
                    parse(item)
                except ValueError as error:
                    raise NotCanonicalError(f"{key}: no such instant") from error
            else:
                _judge_times(item)
    elif isinstance(value, list):
        for item in value:
            _judge_times(item)


_TIME_FIELDS = frozenset({"at", "opens", "closes", "since", "until", "expires", "revoked"})
