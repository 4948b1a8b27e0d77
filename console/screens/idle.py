"""An idle console: after five minutes without input it blanks its content and locks its keys; after twenty it exits (R12)."""

from typing import NamedTuple


class Idle(NamedTuple):
    """Seconds without input after which the console locks and after which it exits."""

    lock: float = 300.0
    leave: float = 1200.0
