"""The PDUs of CMPP 2.0 and 3.0 as records, with the commands and codes in them.

Facts come from the texts of CMPP 2.0 (2002) and CMPP 3.0.0 (QB-GF-028-2003). Query, cancel and the commands between gateways are
not read: they stay `Other`.
"""

from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

V20: Final = 0x20
V21: Final = 0x21
V30: Final = 0x30

RESPONSE: Final = 0x80000000
"""The bit that turns a request's command into that of its answer."""
CONNECT: Final = 0x00000001
TERMINATE: Final = 0x00000002
SUBMIT: Final = 0x00000004
DELIVER: Final = 0x00000005
ACTIVE_TEST: Final = 0x00000008

OK: Final = 0
WRONG_STRUCTURE: Final = 1
WRONG_LENGTH: Final = 4
TOO_LONG: Final = 6
THROTTLED: Final = 8
"""The one result of a SUBMIT after which it may be sent again: flow control (流量控制错)."""
WRONG_SOURCE: Final = 2
WRONG_AUTHENTICATOR: Final = 3
VERSION_TOO_HIGH: Final = 4
"""The statuses of a CONNECT_RESP have meanings of their own: 2 非法源地址, 3 认证错, 4 版本太高."""

MOST_NUMBERS: Final = 100
SP_ID: Final = 6
"""Characters of a 企业代码. Implementations hash a shorter one in different ways, so it is never shorter."""
DIGEST: Final = 16
NO_DIGEST: Final = bytes(DIGEST)
"""The AuthenticatorISMG of a refusal."""
NO_ID: Final = "0" * 16


class PduError(ValueError):
    """A PDU that cannot be read or written. `result` is the Result that answers it."""

    def __init__(self, result: int, why: str) -> None:
        super().__init__(why)
        self.result = result


def longest(fmt: int) -> int:
    """Return the most octets of content under a Msg_Fmt: fewer than 160 of ASCII, else 140."""
    return 159 if fmt == 0 else 140


@dataclass(frozen=True, slots=True)
class Connect:
    """The SP's login. `timestamp` is MMDDhhmmss as an integer; the digest is not shown in text form."""

    sp_id: str
    authenticator: bytes = field(repr=False)
    timestamp: int
    version: int = V30


@dataclass(frozen=True, slots=True)
class ConnectAnswer:
    """The answer to a login. `width` is the octets of its status, 1 or 4: some gateways answer 3.0 with one octet."""

    status: int
    authenticator: bytes = field(default=NO_DIGEST, repr=False)
    version: int = V30
    width: int = 4


class Submit(NamedTuple):
    """One message to 1..100 numbers. Ids are 16 hexadecimal digits; the kinds (`…_kind`) exist in 3.0 alone."""

    message_id: str = NO_ID
    total: int = 1
    number: int = 1
    registered_delivery: int = 1
    level: int = 0
    service_id: str = ""
    fee_user: int = 2
    fee_terminal: str = ""
    fee_terminal_kind: int = 0
    pid: int = 0
    udhi: int = 0
    fmt: int = 8
    source: str = ""
    fee_type: str = "01"
    fee_code: str = "0"
    valid_time: str = ""
    at_time: str = ""
    src_id: str = ""
    numbers: tuple[str, ...] = ()
    number_kind: int = 0
    content: bytes = b""
    reserve: bytes = b""


class SubmitAnswer(NamedTuple):
    """The gateway's answer: the id that it gave, and 0 or why not."""

    message_id: str
    result: int


class Deliver(NamedTuple):
    """A subscriber's message, or a status report when `registered_delivery` is 1. `destination` is our number."""

    message_id: str = NO_ID
    destination: str = ""
    service_id: str = ""
    pid: int = 0
    udhi: int = 0
    fmt: int = 0
    source: str = ""
    source_kind: int = 0
    registered_delivery: int = 0
    content: bytes = b""
    reserve: bytes = b""


class DeliverAnswer(NamedTuple):
    """Our answer to a DELIVER; the id is that of its header, not of the report in it."""

    message_id: str
    result: int = OK


class ActiveTest(NamedTuple):
    """The question whether the other side is there."""


class ActiveTestAnswer(NamedTuple):
    """Its answer: one reserved octet, which some leave away."""

    reserved: bytes = b"\0"


class Terminate(NamedTuple):
    """The wish to end the line."""


class TerminateAnswer(NamedTuple):
    """The consent."""


class Other(NamedTuple):
    """A command that is not read here; it is skipped by its length."""

    command: int
    octets: bytes


class Report(NamedTuple):
    """The content of a DELIVER with a status report. Times are YYMMDDhhmm, as they came."""

    message_id: str
    stat: str
    submit_time: str
    done_time: str
    number: str
    sequence: int = 0


Body: TypeAlias = (
    Connect | ConnectAnswer | Submit | SubmitAnswer | Deliver | DeliverAnswer
    | ActiveTest | ActiveTestAnswer | Terminate | TerminateAnswer | Other
)  # fmt: skip

COMMANDS: Final[dict[type[Body], int]] = {
    Connect: CONNECT,
    ConnectAnswer: CONNECT | RESPONSE,
    Terminate: TERMINATE,
    TerminateAnswer: TERMINATE | RESPONSE,
    Submit: SUBMIT,
    SubmitAnswer: SUBMIT | RESPONSE,
    Deliver: DELIVER,
    DeliverAnswer: DELIVER | RESPONSE,
    ActiveTest: ACTIVE_TEST,
    ActiveTestAnswer: ACTIVE_TEST | RESPONSE,
}


class Pdu(NamedTuple):
    """One PDU. An answer repeats its request's sequence; each side numbers its own requests."""

    sequence: int
    body: Body
