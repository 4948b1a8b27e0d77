"""The simulator's deliberate faults. They can be changed while it runs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Self


@dataclass(frozen=True)
class Behaviour:
    """A set of faults; a subclass lists them as fields with the values of a provider without faults, and the `words` of some."""

    words: ClassVar[Mapping[str, tuple[str | int, ...]]] = {}

    @classmethod
    def parse(cls, document: str) -> Self:
        """Read a JSON object; a name that is missing has its default.

        Raises:
            ValueError: no JSON object, an unknown name, or a value of the wrong kind.
        """
        rows = json.loads(document)
        if not isinstance(rows, dict):
            raise ValueError("faults are a JSON object")  # noqa: TRY004 - one error type for a document
        default = cls()
        values: dict[str, Any] = {}
        known = {f.name for f in fields(cls)}
        for name, value in rows.items():
            if name not in known:
                raise ValueError(f"no fault is called {name!r}; there are {', '.join(sorted(known))}")
            model = getattr(default, name)
            kinds = (int, float) if isinstance(model, float) else type(model)
            if not isinstance(value, kinds) or (isinstance(value, bool) and not isinstance(model, bool)):
                raise ValueError(f"{name} has a value of the wrong kind")  # noqa: TRY004 - as above
            if value not in cls.words.get(name, (value,)):
                raise ValueError(f"{name} is one of {', '.join(map(repr, cls.words[name]))}")
            values[name] = value
        return cls(**values)


@dataclass(frozen=True)
class Faults(Behaviour):
    """The simulator's behaviour; the defaults are a provider without faults. *Every n-th* is off at 0.

    `undelivered` of each 1,000 messages get an UNDELIV receipt. `throttle` messages are accepted per second of the clock, the rest
    answered 0x58 (0: no limit). `delay` seconds pass before an answer, `receipt_delay` more before its receipt. `lose_every`:
    accepted, but not answered. `nack_every`: not accepted, answered generic_nack. `cut_after`: the line is cut, once, when the n-th
    message from now is accepted, and all answers of that moment are lost. `refuse_binds`: a bind is answered with this status,
    whatever its password; `one_bind`: an account has one line, and a second bind is answered 0x05. `mute`: nothing is answered at
    all, not even enquire_link. `refuse` maps numbers to the status that answers them; `stat` is the state word of every receipt,
    which then has no message_state ("": the real state); `then` is the state word of a second receipt that follows each. `numberless`:
    receipts have no number. `id_length`: ids are filled up with zeros to so many octets. `hexadecimal`: answers write
    the id in hexadecimal, receipts as a decimal number. `stray`: after each answer another one comes
    that says "throttled" for a message that nobody sent. `replies` maps numbers to the text that their subscribers send back.
    """

    undelivered: int = 0
    throttle: int = 0
    delay: float = 0.0
    receipt_delay: float = 0.0
    lose_every: int = 0
    nack_every: int = 0
    cut_after: int = 0
    refuse_binds: int = 0
    one_bind: bool = False
    mute: bool = False
    receipts: bool = True
    receipt_first: bool = False
    echo: bool = True
    stat: str = ""
    then: str = ""
    numberless: bool = False
    id_length: int = 0
    hexadecimal: bool = False
    stray: bool = False
    refuse: Mapping[str, int] = field(default_factory=dict)
    replies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class IsmgFaults(Behaviour):
    """The behaviour of the CMPP gateway; the defaults are a provider without faults. Numbers and words are off at 0 and "".

    *Login.* `login_status`: every CONNECT is answered with it; `login_silent`: with nothing; `login_delay`: after so many seconds.
    `version`: the highest that is known, a higher one is answered 4. `login_width`: octets of the status, whatever the version;
    `bad_digest`: AuthenticatorISMG is wrong. `lines`: an account has so many at most, one more is answered 5.

    *Flow.* `window` requests of a line may be open; one more is answered 8, or the line is cut (`over_window` "cut"). `rate` messages
    of an account are accepted in a second, the rest answered 8; each number counts.

    *Answers.* They come after `delay` seconds; `reverse` of them are collected and go backwards. Each n-th accepted one is not
    answered (`swallow_every`), answered twice (`double_every`), answered under a sequence that nobody asked (`wrong_every`).
    `result` refuses each `result_every`-th SUBMIT, `refuse` maps numbers to the Result that refuses them. `ids`: "zero" or "same", all
    accepted ones get Msg_Id 0, or the same.

    *Reports* come with their answers; `reports` false: never; `report_first`: before them; `report_delay`: so many seconds later;
    `report_double`: twice; `report_reverse`: so many are collected and go backwards. `undelivered` of each 1,000 are UNDELIV. `stat` is
    the word of all, `then` that of a second report after each. `report_octets`: 60 or 71, whatever the version; `cut_tail`: eleven
    octets are missing at the end of a DELIVER of version 3.0. `replies` maps numbers to the text that their subscribers send back. A
    DELIVER without an answer comes again after `repeat_after` seconds, at most `repeats` times, and is lost then.

    *Line.* `active`: an ACTIVE_TEST is not answered ("silent"), answered with a request ("request"), answered without its octet ("bare").
    `mute`: nothing is answered at all. `drip`: octets leave one by one. Once, with the n-th message accepted from now: `cut_after`: the
    line is cut, and the answers of that moment are lost; `cut_inside`: it ends inside that answer; `terminate_after`: TERMINATE comes
    before that answer. `bad_length`: the next answer is followed by a header with this Total_Length, once.
    """

    words: ClassVar[Mapping[str, tuple[str | int, ...]]] = {
        "over_window": ("", "cut"),
        "ids": ("", "zero", "same"),
        "active": ("", "silent", "request", "bare"),
        "login_width": (0, 1, 4),
        "report_octets": (0, 60, 71),
    }

    login_status: int = 0
    login_silent: bool = False
    login_delay: float = 0.0
    login_width: int = 0
    bad_digest: bool = False
    version: int = 0x30
    lines: int = 0
    window: int = 16
    over_window: str = ""
    rate: int = 0
    delay: float = 0.0
    reverse: int = 0
    swallow_every: int = 0
    double_every: int = 0
    wrong_every: int = 0
    result: int = 0
    result_every: int = 1
    refuse: Mapping[str, int] = field(default_factory=dict)
    ids: str = ""
    reports: bool = True
    report_first: bool = False
    report_delay: float = 0.0
    report_double: bool = False
    report_reverse: int = 0
    undelivered: int = 0
    stat: str = ""
    then: str = ""
    report_octets: int = 0
    cut_tail: bool = False
    replies: Mapping[str, str] = field(default_factory=dict)
    repeat_after: float = 60.0
    repeats: int = 3
    active: str = ""
    mute: bool = False
    drip: bool = False
    cut_after: int = 0
    cut_inside: int = 0
    terminate_after: int = 0
    bad_length: int = 0

    def __post_init__(self) -> None:
        if any(len(word) > 7 or not word.isascii() for word in (self.stat, self.then)):
            raise ValueError("a state word is at most seven ASCII characters")


@dataclass(frozen=True)
class WebFaults(Behaviour):
    """The behaviour of the provider by HTTP; the defaults are one without faults. Numbers and words are off at 0 and "".

    *Answers* come after `delay` seconds. `rate` people of an account are taken in a second, the rest answered 104. `code` answers
    every call that sends, and nobody is taken; `refuse` maps numbers to the code that refuses them; `leave_out`: the answer is silent
    about the first so many. `status`: a call that sends is answered with this HTTP status and a page, and nobody is taken;
    `status_after`: they are taken, and the answer has this status; `answer`: they are taken, and the answer is this text; `half`: the
    answer ends in its middle. Of calls that were taken, each n-th is not answered (`lose_every`), or once the n-th from now
    (`cut_after`), and the connection ends. `mute`: nothing is answered, or taken ("send": of calls that send).

    *Receipts*: `receipts` false: none; `undelivered` of each 1,000 are UNDELIV; `stat` is the word of all. `id_length`: ids have so many
    digits; `same_id`: all people of a call have one. `replies` maps numbers to the text that their subscribers send back.
    """

    words: ClassVar[Mapping[str, tuple[str | int, ...]]] = {"mute": ("", "send", "all")}

    delay: float = 0.0
    rate: int = 0
    code: str = ""
    refuse: Mapping[str, str] = field(default_factory=dict)
    leave_out: int = 0
    status: int = 0
    status_after: int = 0
    answer: str = ""
    half: bool = False
    lose_every: int = 0
    cut_after: int = 0
    mute: str = ""
    receipts: bool = True
    undelivered: int = 0
    stat: str = ""
    id_length: int = 0
    same_id: bool = False
    replies: Mapping[str, str] = field(default_factory=dict)
