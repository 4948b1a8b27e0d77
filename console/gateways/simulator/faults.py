"""The simulator's deliberate faults. They can be changed while it runs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Faults:
    """The simulator's behaviour; the defaults are a provider without faults. *Every n-th* is off at 0.

    `undelivered` of each 1,000 messages get an UNDELIV receipt. `throttle` messages are accepted per second of the clock, the rest
    answered 0x58 (0: no limit). `delay` seconds pass before an answer, `receipt_delay` more before its receipt. `lose_every`:
    accepted, but not answered. `nack_every`: not accepted, answered generic_nack. `cut_after`: the line is cut, once, when the n-th
    message from now is accepted, and all answers of that moment are lost. `refuse_binds`: a bind is answered with this status,
    whatever its password; `one_bind`: an account has one line, and a second bind is answered 0x05. `mute`: nothing is answered at
    all, not even enquire_link. `refuse` maps numbers to the status that answers them; `stat` is the state word of every receipt,
    which then has no message_state ("": the real state); `then` is the state word of a second receipt that follows each. `numberless`:
    receipts have no number. `id_length`: ids are filled up with zeros to so many octets. `stray`: after each answer another one comes
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
    stray: bool = False
    refuse: Mapping[str, int] = field(default_factory=dict)
    replies: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, document: str) -> "Faults":
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
                raise ValueError(f"no fault is called {name!r}")
            model = getattr(default, name)
            kinds = (int, float) if isinstance(model, float) else type(model)
            if not isinstance(value, kinds) or (isinstance(value, bool) and not isinstance(model, bool)):
                raise ValueError(f"{name} has a value of the wrong kind")  # noqa: TRY004 - as above
            values[name] = value
        return cls(**values)
