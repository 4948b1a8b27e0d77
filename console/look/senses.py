"""What a state means to somebody who looks for it: good, bad, waiting for them or for others. Mark and colour follow from it."""

from enum import StrEnum


class Sense(StrEnum):
    """The senses that have a mark and a colour; PLAIN has neither."""

    PLAIN = ""
    GOOD = "good"
    """Done, delivered, in force."""
    BAD = "bad"
    """Failed, refused, overdue, lost."""
    YOURS = "yours"
    """Somebody's turn: due soon, to be looked at, to be decided."""
    WAITING = "waiting"
    """Waits for others, or nobody knows."""
    LATER = "later"
    """Not begun, or over without an outcome."""
    NOW = "now"
    """Going on."""
