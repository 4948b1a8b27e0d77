"""Gateway files: where a gateway is and what its contract says. They hold no secret; the roster names them by digest.

What every protocol's file says is in `GatewayFile`; each protocol adds its own keys, and no file has a key of another.
"""

import ipaddress
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Final, Literal, NamedTuple, TypeAlias, cast, get_args

import msgspec

from console.domain import toml_lines
from console.domain.replies.opt_out_lines import OptOutWays
from console.domain.sending.dialects import Dialect, IdForm, Per, ReceiptWord, dialect, known
from console.domain.sending.http_profile import (
    FULL_PATH,
    PATH,
    PROXY,
    Codes,
    Fields,
    Headers,
    Place,
    SomeFields,
    odd,
)
from console.domain.sending.refusal_codes import STATES, RefusalCode
from console.domain.sending.verdicts import plain
from console.domain.toml_lines import FileFaultError


def written(example: object, new: Any = Any) -> msgspec.Meta:
    """State how a template writes a key without a default; `new` is the type of its value in a new file, if one in force may say more.

    An example that is not allowed is for a person to replace: the contract alone knows the value.
    """
    return msgspec.Meta(examples=[example], extra={"stricter": new})


_OCTET: Final = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
HOST: Final = (
    rf"\A(?:{_OCTET}(?:\.{_OCTET}){{3}}|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*"
    r"|(?=[^:]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9.-]{0,252})\Z"
)
"""An IP address or the name of a host, without a port."""
_Name: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
_Host: TypeAlias = Annotated[str, msgspec.Meta(pattern=HOST)]
_Port: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=65535)]


LABEL: Final = r"\A[^\s、,，;；]{1,20}\Z"
MOBILE: Final = r"\A1[3-9][0-9]{9}\Z"


class Handset(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A telephone of the organisation itself, on which texts are tried: what it is called, and its number."""

    label: Annotated[str, msgspec.Meta(pattern=LABEL)]
    number: Annotated[str, msgspec.Meta(pattern=MOBILE)]


class GatewayFile(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="protocol"
):
    """One gateway account as configured: what the file says whatever its protocol is.

    `tls_certificate` is a file of PEM with our own certificate and its key, for a provider that asks for one.
    `spare` are further hosts of the same provider, with the same port and account, tried in their order where the ones before are not reached.
    `port` 0 is only allowed for a simulator, whose port the launcher gives. `rate` is messages per second by contract, `window` is
    the agreed number of outstanding submits of each of the `connections`, `price_fen` the price of one billed part in fen. Timers in seconds. `receipt_hours` is
    the wait for a receipt, after which a recipient counts as without one. `opt_out` says how subscribers can refuse; a file without
    it receives every word that refuses by itself. `refusal_codes` are the provider's codes that mean a refusal or a black list.
    `failure_quiet_minutes` must pass after the last receipt of a failure before those who failed are sent to again, because a
    provider may still deliver what it called undelivered. `receipt_per` says how many receipts a text of several parts has, and
    `receipt_words` what state words of this provider alone mean. Within `receipt_minutes` of many accepted messages one receipt must have
    come, or the line is braked; 0 for a provider that gives none. `day_fen` is what may be spent there in a day of the calendar before the line
    is braked, in fen; 0 sets no bound. `test_text` is the sentence by which the line is tried, on `handsets`
    (`two_person.trials`).
    """

    id: Annotated[str, msgspec.Meta(pattern=r"\A[a-z0-9-]{1,40}\Z"), written("")]
    name: Annotated[str, written("", _Name)]
    simulator: Annotated[bool, written(False)]
    host: Annotated[str, written("", _Host)]
    spare: Annotated[list[_Host], msgspec.Meta(max_length=4)] = []
    port: _Port
    tls: bool
    tls_ca: Annotated[str, written("")]
    tls_certificate: str = ""
    account: str
    source: str
    destination_prefix: Annotated[str, written("", Literal["", "86", "+86", "0086"])]
    encoding: Annotated[Literal["ucs2", "gsm7", "gb18030"], written("ucs2")]
    billing: Annotated[Literal["cn_70_67", "gsm_160_153", "ascii_140_134"], written("cn_70_67")]
    window: Annotated[int, msgspec.Meta(ge=1, le=1000), written(16)]
    connections: Annotated[int, msgspec.Meta(ge=1, le=16)] = 1
    rate: Annotated[int, msgspec.Meta(ge=1, le=1_000_000), written(0)]
    price_fen: Annotated[int, msgspec.Meta(ge=0), written(-1)]
    response_timeout: Annotated[int, msgspec.Meta(ge=1, le=600), written(60)]
    enquire_seconds: Annotated[int, msgspec.Meta(ge=1, le=600), written(30)]
    receipt_hours: Annotated[int, msgspec.Meta(ge=1, le=240), written(48)]
    opt_out: OptOutWays = OptOutWays()
    refusal_codes: list[RefusalCode] = []
    failure_quiet_minutes: Annotated[int, msgspec.Meta(ge=0, le=14_400)] = 60
    receipt_per: Per = "part"
    receipt_words: list[ReceiptWord] = []
    receipt_minutes: Annotated[int, msgspec.Meta(ge=0, le=1440)] = 30
    day_fen: Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)] = 0
    test_text: Annotated[str, msgspec.Meta(min_length=0, max_length=200)] = ""
    handsets: list[Handset] = []

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host of it, in the order in which they are tried."""
        return self.host, *self.spare

    @property
    def reached(self) -> tuple[str, ...]:
        """The hosts that the dispatcher itself connects to."""
        return self.hosts

    @property
    def protocol(self) -> str:
        """The protocol that the file names: the tag of its struct."""
        return str(self.__struct_config__.tag)

    @property
    def dialect(self) -> Dialect:
        """How its receipts are read."""
        return dialect("as_is", self.receipt_per, self.receipt_words)


class SmppGateway(GatewayFile, frozen=True, kw_only=True, tag="smpp"):
    """An account of SMPP 3.4.

    `account` is the system_id. `source_ton` and `source_npi` say of which type the sender's number is, `receipt_id` how receipts write
    the ids of answers. With `bind` "pair" the connections send alone, and one more receives.
    """

    port: Annotated[_Port, written(2775)]
    tls: Annotated[bool, written(True)]
    account: Annotated[str, written("", Annotated[str, msgspec.Meta(pattern=r"\A[!-~]{1,15}\Z")])]
    source: Annotated[str, written("", Annotated[str, msgspec.Meta(pattern=r"\A[!-~]{1,20}\Z")])]
    system_type: Annotated[str, written("", Annotated[str, msgspec.Meta(pattern=r"\A[!-~]{0,12}\Z")])]
    source_ton: Annotated[int, written(0, Annotated[int, msgspec.Meta(ge=0, le=6)])]
    source_npi: Annotated[int, written(1, Annotated[int, msgspec.Meta(ge=0, le=18)])]
    receipt_id: IdForm = "as_is"
    bind: Literal["transceiver", "pair"] = "transceiver"

    @property
    def dialect(self) -> Dialect:
        """How its receipts are read."""
        return dialect(self.receipt_id, self.receipt_per, self.receipt_words)


class CmppGateway(GatewayFile, frozen=True, kw_only=True, tag="cmpp"):
    """An account of CMPP.

    `account` is the 企业代码 (SP_Id), `source` the 服务代码 (Src_Id). `version` is the one of the contract and is never guessed;
    `service` is the 业务代码 (Service_Id). `fee_type` and `fee_code` say at what price, "01" and "0" free of charge, as the contract
    counts by itself. With `mutual` a gateway that does not prove that it knows the secret is refused.
    """

    port: Annotated[_Port, written(7890)]
    tls: Annotated[bool, written(False)]
    account: Annotated[str, msgspec.Meta(pattern=r"\A[!-~]{6}\Z"), written("")]
    source: Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{1,21}\Z"), written("")]
    encoding: Annotated[Literal["ucs2", "gb18030"], written("ucs2")]
    version: Annotated[Literal["2.0", "2.1", "3.0"], written("")]
    service: Annotated[str, msgspec.Meta(pattern=r"\A[!-~]{1,10}\Z"), written("")]
    fee_type: Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{2}\Z")] = "01"
    fee_code: Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{1,6}\Z")] = "0"
    mutual: bool = False


_Path: TypeAlias = Annotated[str, msgspec.Meta(pattern=PATH)]
_FullPath: TypeAlias = Annotated[str, msgspec.Meta(pattern=FULL_PATH)]


class HttpGateway(GatewayFile, frozen=True, kw_only=True, tag="http"):
    """An account with a provider that is reached by HTTP (`http_profile`).

    Every call is a POST to `host`, through `proxy` (`host:port`) if there is one. `send_path` takes messages: at most `batch` people in
    one call, `connections` calls at a time; `fields` are those of the call, `body` says how they are written, `headers` stand before
    them. `ask_path` with `ask_fields` sends nothing (the balance): by it the account is proved. `sign_text` is what is signed by `sign`.
    `code_at` is where an answer has its code, `id_at` its message id; where it has a list with one entry for each person, it is at
    `each_at`, and number, code and id are in each. `receipts_path` and `replies_path` are asked every `pull_seconds`, by `ask_fields`;
    empty for a provider that has none. Text goes out as UTF-8.
    """

    port: Annotated[_Port, written(443)]
    tls: Annotated[bool, written(True)]
    account: Annotated[str, msgspec.Meta(pattern=r"\A[!-~]{1,64}\Z"), written("")]
    source: Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{1,21}\Z"), written("")]
    encoding: Annotated[Literal["ucs2"], written("ucs2")]
    receipt_per: Per = "message"
    proxy: Annotated[str, msgspec.Meta(pattern=PROXY)] = ""
    send_path: Annotated[_FullPath, written("")]
    ask_path: Annotated[_FullPath, written("")]
    receipts_path: _Path = ""
    replies_path: _Path = ""
    pull_seconds: Annotated[int, msgspec.Meta(ge=1, le=3600)] = 10
    body: Annotated[Literal["urlencoded", "json", "base64"], written("")]
    fields: Annotated[Fields, written([], SomeFields)]
    ask_fields: Annotated[Fields, written([])]
    headers: Headers = []
    sign: Annotated[
        Literal["none", "md5", "sha1", "sha256", "hmac-md5", "hmac-sha1", "hmac-sha256"], written("")
    ]
    sign_form: Literal["hex", "HEX", "base64"] = "hex"
    sign_text: Annotated[str, msgspec.Meta(min_length=0, max_length=300)] = ""
    time_form: Literal["seconds", "milliseconds", "yyyymmddhhmmss"] = "seconds"
    batch: Annotated[int, msgspec.Meta(ge=1, le=50)] = 1
    batch_form: Literal[",", ";", "list"] = ","
    code_at: Annotated[Place, written("code")]
    id_at: Place = ""
    each_at: Place = ""
    each_number_at: Place = ""
    result_codes: Annotated[Codes, written([])]
    receipts_at: Place = ""
    receipt_number_at: Place = ""
    receipt_id_at: Place = ""
    receipt_state_at: Place = ""
    receipt_error_at: Place = ""
    receipt_reference_at: Place = ""
    replies_at: Place = ""
    reply_number_at: Place = ""
    reply_to_at: Place = ""
    reply_text_at: Place = ""

    @property
    def reached(self) -> tuple[str, ...]:
        """See `GatewayFile.reached`: with a proxy, that alone."""
        return (self.proxy.rpartition(":")[0],) if self.proxy else self.hosts


AnyGateway: TypeAlias = SmppGateway | CmppGateway | HttpGateway
TAG: Final = "protocol"


class Named(msgspec.Struct):
    """The line of a gateway file that says which keys the others are; a new file has it."""

    protocol: Annotated[Literal["smpp", "cmpp", "http"], written("")]


PROTOCOLS: Final[dict[str, type[GatewayFile]]] = {
    str(one.__struct_config__.tag): one for one in get_args(AnyGateway)
}
"""What the file of each protocol says, by the name of the protocol."""
_HTTP: Final = str(HttpGateway.__struct_config__.tag)
_ASSUMED: Final = "smpp"
"""The protocol of a file that names none: what all files were of before there was another one."""


def read(text: str) -> GatewayFile:
    """Return the gateway that a TOML text describes, of SMPP if it names no protocol; raises toml_lines.FileFaultError."""
    gateway = toml_lines.read(text, cast("type[GatewayFile]", AnyGateway), protocol=_ASSUMED)
    for fault in at_odds(text, msgspec.to_builtins(gateway)):
        raise fault
    return gateway


def at_odds(text: str, said: Mapping[str, Any]) -> Iterator[FileFaultError]:
    """Yield which values of a file are not allowed beside its others."""
    if said.get("port") == 0 and said.get("simulator") is False:
        yield toml_lines.fault(text, ("port",), "port 0 is for a simulator", "no_port")
    for key, listed in _LISTED.items():
        yield from _words_at_odds(text, said.get(key), key, listed)
    if said.get(TAG) == _HTTP:
        whole = {**_defaults(HttpGateway), **said}
        yield from (toml_lines.fault(text, one.path, one.detail, one.code) for one in odd(whole))


def _defaults(struct: type[msgspec.Struct]) -> dict[str, Any]:
    """What a file says by leaving a key out."""
    return {
        one.encode_name: one.default_factory() if one.default is msgspec.NODEFAULT else one.default
        for one in msgspec.structs.fields(struct)
        if not one.required
    }


class _Listed(NamedTuple):
    """The words in a list of groups: their key, how they are compared, which none may be, and the fault of one that is."""

    name: str
    same: Callable[[str], str]
    wrong: Callable[[str], bool]
    code: str
    says: str


_LISTED: Final = {
    "refusal_codes": _Listed(
        "code", str.casefold, lambda word: word.casefold() in STATES, "every_message", "every message may have this word"
    ),
    "receipt_words": _Listed("word", plain, known, "known_word", "this word has its meaning"),
    "handsets": _Listed("label", str.casefold, lambda _: False, "", ""),
}  # fmt: skip


GROUPS: Final = frozenset(_LISTED)
"""The keys whose values are groups, each told from the others by its first value."""


def _words_at_odds(text: str, groups: object, key: str, listed: _Listed) -> Iterator[FileFaultError]:
    """Yield which groups of a list name a word that none of them may have, or one that an earlier group has."""
    seen: set[str] = set()
    for nth, one in enumerate(groups if isinstance(groups, list) else ()):
        word = one.get(listed.name) if isinstance(one, dict) else None
        if not isinstance(word, str):
            continue
        path = (key, nth, listed.name)
        if listed.wrong(word):
            yield toml_lines.fault(text, path, f"{word}: {listed.says}", listed.code)
        if listed.same(word) in seen:
            yield toml_lines.fault(text, path, f"{word}: twice", "twice")
        seen.add(listed.same(word))


def remarks(gateway: GatewayFile) -> list[str]:
    """Return what is allowed in a file and may be an oversight, as words of the catalogue's `gateway_remark`."""
    found = []
    tries = bool(gateway.handsets), bool(gateway.test_text)
    if not all(tries) and (any(tries) or not gateway.simulator):
        found.append("no_trial")
    if gateway.test_text and not gateway.test_text.startswith("【"):
        found.append("unsigned")
    if isinstance(gateway, HttpGateway) and not gateway.receipts_path and gateway.receipt_minutes:
        found.append("no_receipts")
    return found


def loopback(gateway: GatewayFile) -> bool:
    """Whether the gateway is a simulator on this machine: the only kind that a solo roster may use."""
    try:
        return gateway.simulator and all(
            ipaddress.ip_address(one).is_loopback for one in {*gateway.hosts, *gateway.reached}
        )
    except ValueError:
        return False
