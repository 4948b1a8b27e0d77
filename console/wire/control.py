"""The dispatcher's own socket, as a person's program uses it: custody, hold, freeze. Blocking; one question per connection.

A question is a 4-byte length and MessagePack; so is the answer: `{"ok": …}`, `{"refusal": Refusal}` or
`{"problem": Problem}`. Secrets and phrases are sent only this way; the desk never receives them.
"""

import re
import socket
import struct
from pathlib import Path
from typing import Any, Final

import msgspec

from console.domain.refusals import Refusal
from console.errors import ConsoleError, RefusedError
from console.wire.bounds import Exact, Small, Whole, tidied
from console.wire.calls import Problem

LENGTH: Final = struct.Struct(">I")
LONGEST: Final = 65_536
"""Largest question in bytes; an answer may be as long as the status needs."""
_LONGEST_ANSWER: Final = 1 << 24
_CHUNK: Final = 1 << 16
_PATIENCE: Final = 120.0
_STOPPING: Final = 5.0
_STOPS: Final = frozenset({"hold", "freeze", "withdraw"})


_FIELD: Final = re.compile(r"at `\$\.(\w+)`")


class UnfitError(ValueError):
    """Not a question of this wire, or a field is out of bounds: `where` names it, empty if the frame is no question."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a person asks; fields that a verb does not use stay empty. Its repr shows neither secret nor phrase.

    `status`; `hold` with `request`, `slot`, `reason`; `freeze` with `scope`, `subject`, `reason`; `withdraw` with the `text` and `signature` of
    a signed withdrawal of a text's release; for custody `custody` (the
    vault's state), `create` and `unlock` with `phrase`, `rephrase` with `phrase`, `new_phrase`, `lock`, `install` and `rotate` with
    `gateway`, `secret`, `bind_test` with `gateway`. `person` counts only in solo mode; else the kernel says who asks.
    """

    verb: str
    person: str = ""
    request: Whole = 0
    slot: Small = 0
    scope: str = ""
    subject: str = ""
    reason: str = ""
    gateway: str = ""
    secret: Exact = ""
    phrase: Exact = ""
    new_phrase: Exact = ""
    text: Exact = ""
    signature: Exact = ""

    def __repr__(self) -> str:
        return f"<Question {self.verb}>"

    def __rich_repr__(self) -> Any:
        yield self.verb


class Answer(msgspec.Struct, frozen=True):
    """Exactly one of the three fields is set."""

    ok: Any = None
    refusal: Refusal | None = None
    problem: Problem | None = None


def ask(path: Path | str, question: Question, timeout: float = 0.0) -> Any:
    """Ask the dispatcher and return its answer's value.

    Raises RefusedError, or ConsoleError: `dispatcher_gone` if none serves, `dispatcher_lost` if no answer came (the act
    may have taken effect), else with the dispatcher's own code. `timeout` is in seconds; 0 chooses a time that fits the verb:
    long for a rotation, which waits for the provider; short for a stop, which is then also sent through the desk.
    """
    data = _encoded(question)
    try:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    except OSError as error:
        raise ConsoleError("dispatcher_gone") from error
    with sock:
        sock.settimeout(timeout or (_STOPPING if question.verb in _STOPS else _PATIENCE))
        try:
            sock.connect(str(path))
        except OSError as error:
            raise ConsoleError("dispatcher_gone") from error
        try:
            sock.sendall(LENGTH.pack(len(data)) + data)
            answer = _answer(sock)
        except (OSError, msgspec.MsgspecError) as error:
            raise ConsoleError("dispatcher_lost", verb=question.verb) from error
    if answer.refusal is not None:
        raise RefusedError(answer.refusal)
    if answer.problem is not None:
        raise ConsoleError(answer.problem.code, **answer.problem.params)
    return answer.ok


def read(data: bytes) -> Question:
    """Return the question in a frame, its texts tidied. Raises UnfitError."""
    try:
        return tidied(msgspec.msgpack.decode(data, type=Question))
    except msgspec.ValidationError as error:
        where = _FIELD.search(str(error))
        raise UnfitError(where[1] if where else "") from None
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise UnfitError("") from None


def _encoded(question: Question) -> bytes:
    try:
        return msgspec.msgpack.encode(question)
    except UnicodeEncodeError:
        # A terminal in another encoding leaves lone surrogates in a command's arguments.
        return msgspec.msgpack.encode(tidied(question))


def _answer(sock: socket.socket) -> Answer:
    (length,) = LENGTH.unpack(_exactly(sock, LENGTH.size))
    if not 0 < length <= _LONGEST_ANSWER:
        raise ConnectionError("an answer of no possible length")
    return msgspec.msgpack.decode(_exactly(sock, length), type=Answer)


def _exactly(sock: socket.socket, count: int) -> bytes:
    data = bytearray()
    while len(data) < count:
        part = sock.recv(min(_CHUNK, count - len(data)))
        if not part:
            raise ConnectionError("hung up before the answer")
        data += part
    return bytes(data)
