"""Why a row of a file is not simply a number of the list (R10)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeVar

from console.domain.contacts.phone import NumberClass

_Name = TypeVar("_Name", bound=str)


class Reason(StrEnum):
    """One finding about one row. The order is the wire order of the reading process."""

    # Repairable: all digits are present. Left out unless the drafter accepts the class.
    FULLWIDTH = "fullwidth"
    SPACING = "spacing"
    PREFIX = "prefix"
    INVISIBLE = "invisible"
    FLOAT_TEXT = "float_text"
    # Never repaired: a digit, or the choice between numbers, would be a guess.
    LOST_DIGITS = "lost_digits"
    FRACTION = "fraction"
    TWO_NUMBERS = "two_numbers"
    EXTRA_COLUMN = "extra_column"
    OTHER_COLUMN = "other_column"
    JUNK = "junk"
    JOINED = "joined"
    BAD_OCTETS = "bad_octets"
    DIALLED = "dialled"
    BAD_LENGTH = "bad_length"
    BAD_HEAD = "bad_head"
    ERROR_CELL = "error_cell"
    FORMULA = "formula"
    # Numbers, but not mobile numbers of mainland China.
    LANDLINE = "landline"
    IOT13 = "iot13"
    SHORT_CODE = "short_code"
    SERVICE_NUMBER = "service_number"
    FOREIGN = "foreign"
    # Left out, although nothing is wrong with the list.
    HEADER = "header"
    BLANK = "blank"
    DUPLICATE = "duplicate"
    # Out of sight for whoever opens the file: left out unless the drafter takes them in.
    HIDDEN_ROW = "hidden_row"
    FILTERED_ROW = "filtered_row"
    # Kept: warnings, then notes.
    HIDDEN_TAKEN = "hidden_taken"
    FILTERED_TAKEN = "filtered_taken"
    UNASSIGNED = "unassigned"
    EMERGENCY = "emergency"
    VIRTUAL_OPERATOR = "virtual_operator"
    DATA_CARD = "data_card"
    SATELLITE = "satellite"


REPAIRABLE = frozenset({Reason.FULLWIDTH, Reason.SPACING, Reason.PREFIX, Reason.INVISIBLE, Reason.FLOAT_TEXT})
"""Classes that a drafter may accept; a row is repaired only when every class that it needs is accepted."""

TAKEN: Final = {Reason.HIDDEN_ROW: Reason.HIDDEN_TAKEN, Reason.FILTERED_ROW: Reason.FILTERED_TAKEN}
"""Rows out of sight, which a drafter may take in as well: what they are called then."""

ACCEPTABLE = REPAIRABLE | frozenset(TAKEN)
"""Everything that is left out unless the drafter accepts it."""

WARNINGS = frozenset({Reason.UNASSIGNED, Reason.EMERGENCY, *TAKEN.values()})
"""Rows that are kept, with a warning."""

NOTES = frozenset({Reason.VIRTUAL_OPERATOR, Reason.DATA_CARD, Reason.SATELLITE})
"""Rows that are kept, with a note."""

KEPT = WARNINGS | NOTES
"""Reasons of rows that are in the list. A row with any other reason is left out, unless its repair was accepted."""

ALL_REASONS = tuple(Reason)
"""Reasons in the order of their wire numbers."""

NUMBER_OF = {reason: number for number, reason in enumerate(ALL_REASONS)}
"""The wire number of each reason."""


def of_class(number_class: NumberClass) -> Reason | None:
    """Return the finding that goes with a number class; None for an ordinary mobile number."""
    return None if number_class is NumberClass.MOBILE else Reason(number_class.value)


def outcome(reason: str, kept: bool | None, first: int) -> str:
    """The outcome for a row with this finding: `repaired`, `kept`, `duplicate`, `blank_run`, `left_out`; empty where it was not recorded."""
    if kept is None:
        return ""
    if kept:
        return "repaired" if reason in REPAIRABLE else "kept"
    if not first:
        return "left_out"
    return "blank_run" if reason == Reason.BLANK else "duplicate"


def run_length(reason: str, row: int, first: int) -> int:
    """The rows of a finding: a run of blank rows is one finding, whose `first` is the run's last row."""
    return first - row + 1 if reason == Reason.BLANK and first > row else 1


def split(
    counts: Mapping[_Name, int], repaired: Mapping[_Name, int]
) -> tuple[dict[_Name, int], dict[_Name, int]]:
    """Split rows by reason into those that were left out, and those in the list that should be looked at.

    A row may have several reasons, so neither adds up to a number of rows; `repaired` rows are in the list and counted apart.
    """
    left_out = {reason: n - repaired.get(reason, 0) for reason, n in counts.items() if reason not in KEPT}
    remarked = {reason: n for reason, n in counts.items() if reason in KEPT}
    return _some(left_out), _some(remarked)


def _some(counts: Mapping[_Name, int]) -> dict[_Name, int]:
    return {reason: n for reason, n in counts.items() if n > 0}
