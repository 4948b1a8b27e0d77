"""A call as its gateway file has it: fields, signature, body. Nothing here talks to anybody."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urlencode

from console.domain.sending.gateways import HttpGateway
from console.domain.sending.http_profile import put

_CHINA: Final = timezone(timedelta(hours=8))
"""Providers write their local time."""
_TYPES: Final = {
    "urlencoded": "application/x-www-form-urlencoded; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "base64": "text/plain; charset=utf-8",
}


class Call(NamedTuple):
    """What is written: the path with its query, the headers, the body."""

    path: str
    headers: dict[str, str]
    body: bytes


class Caller:
    """Writes the calls of one account, with its secret."""

    def __init__(self, file: HttpGateway, secret: str) -> None:
        self._file, self._secret = file, secret

    def send(self, numbers: Sequence[str], text: str, reference: int | None) -> Call:
        """Return the call that sends a text to people; `reference` is theirs if they are one."""
        numbers = [self._file.destination_prefix + number for number in numbers]
        return self._call(
            self._file.send_path,
            self._file.fields,
            numbers,
            text,
            "" if reference is None else str(reference),
        )

    def ask(self, path: str) -> Call:
        """Return a call that sends nothing."""
        return self._call(path, self._file.ask_fields, (), "", "")

    def _call(
        self, path: str, fields: Iterable[str], numbers: Sequence[str], text: str, reference: str
    ) -> Call:
        file = self._file
        joined = numbers if file.batch_form == "list" else file.batch_form.join(numbers)
        given = {
            "account": file.account,
            "secret": self._secret,
            "source": file.source,
            "mobiles": joined if isinstance(joined, str) else ",".join(joined),
            "text": text,
            "reference": reference,
            "time": written_time(file.time_form, time.time()),
            "nonce": secrets.token_hex(8),
        }
        # What is signed may be the body, and the signature stands in the headers then; or it is a field itself.
        in_body = "{body}" not in file.sign_text
        if in_body:
            given["sign"] = self._signed(given)
        body = _body(file.body, _fields(fields, given, joined))
        if not in_body:
            given["sign"] = self._signed({**given, "body": body.decode()})
        headers = {"content-type": _TYPES[file.body]}
        headers |= {name: put(value, given) for name, value in map(_parts, file.headers)}
        return Call(put(path, {name: quote(value, safe="") for name, value in given.items()}), headers, body)

    def _signed(self, given: Mapping[str, str]) -> str:
        if self._file.sign == "none":
            return ""
        return signature(
            self._file.sign, self._file.sign_form, self._secret, put(self._file.sign_text, given)
        )


def signature(kind: str, form: str, secret: str, text: str) -> str:
    """Return the signature of a text: a digest, or an HMAC by the secret (RFC 2104), written as the file says."""
    name = kind.removeprefix("hmac-")
    if name == kind:
        # Providers demand it; MD5 and SHA-1 prove nothing to us.
        digest = hashlib.new(name, text.encode(), usedforsecurity=False).digest()
    else:
        digest = hmac.new(secret.encode(), text.encode(), name).digest()
    if form == "base64":
        return base64.b64encode(digest).decode()
    return digest.hex().upper() if form == "HEX" else digest.hex()


def written_time(form: str, now: float) -> str:
    """Return a moment (epoch seconds) as the provider writes it."""
    if form == "yyyymmddhhmmss":
        return datetime.fromtimestamp(now, _CHINA).strftime("%Y%m%d%H%M%S")
    return str(int(now * 1000) if form == "milliseconds" else int(now))


def _parts(field: str) -> tuple[str, str]:
    """The name of a field, with the colon of one that is a number, and its value."""
    name, _, value = field.partition("=")
    return name, value


def _fields(
    fields: Iterable[str], given: Mapping[str, str], numbers: str | Sequence[str]
) -> list[tuple[str, Any]]:
    """Return each field's name and its value: text, a number of JSON, or the list of numbers."""
    made: list[tuple[str, Any]] = []
    for name, value in map(_parts, fields):
        if value == "{mobiles}" and not isinstance(numbers, str):
            made.append((name.rstrip(":"), list(numbers)))
            continue
        whole = put(value, given)
        # A field that is empty in this call is no number.
        made.append((name[:-1], json.loads(whole or "null")) if name.endswith(":") else (name, whole))
    return made


def _body(form: str, fields: Iterable[tuple[str, Any]]) -> bytes:
    if form == "urlencoded":
        return urlencode(
            [(name, "" if value is None else value) for name, value in fields], doseq=True
        ).encode()
    document: dict[str, Any] = {}
    for name, value in fields:
        *above, last = name.split(".")
        inner = document
        for one in above:
            inner = inner.setdefault(one, {})
        inner[last] = value
    written = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(written) if form == "base64" else written
