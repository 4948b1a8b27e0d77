"""Why no hostile bundle can stand beside a check in the mutants' table: where else the check is proved, or what refuses it too."""

from collections.abc import Sequence
from typing import Final

_DESK: Final = "asked by the desk alone: no such act is in a bundle"
_PAIR: Final = "two signatures beside a bundle: `tests/signing/test_pairs.py`, `test_continue.py`, `test_lifting.py`, `test_erasing.py`"
_GROUND: Final = "the ground of a roster version, which a roster signer's own program judges: `tests/domain/people/test_grounds.py`, `tests/signing/test_enrolment.py`, `test_hand_over.py`"
_WITHDRAWAL: Final = "a release taken back, beside a bundle: `tests/signing/test_withdrawing.py`, `tests/dispatch/test_texts.py`"
_BYTES: Final = "refused all the same: what it lets through no key has signed"
_SPELLING: Final = "refused all the same: the bytes are compared with the one spelling at the end"

_SLOT: Final = "in a bundle every slot is cleared: only the desk has another state of one"
_DAYS: Final = "asked twice: `Authority` and `Approvers` both look at a deputation's days"

BY_PLACE: Final = {
    "console.domain.approvals.approvers.Approvers.is_first": _PAIR,
    "console.domain.authority._GIVEN_BACK": _DESK,
    "console.domain.authority._HOLDABLE": _DESK,
    "console.domain.authority._UNDER_WAY": _DESK,
    "console.domain.authority._WITHOUT_REQUEST": _DESK,
    "console.domain.authority.Authority._edit": _DESK,
    "console.domain.authority.Authority._send_back": _DESK,
    "console.domain.authority.Authority._stop": _DESK,
    "console.domain.authority.Authority._submit": _DESK,
    "console.domain.authority.Authority.unstaffed": _DESK,
    "console.domain.authority.Authority._withdraw": _DESK,
    "console.domain.authority.Authority._without_request": _DESK,
    "console.domain.authority.departments_without_operator": "an alert, which refuses nothing",
    "console.domain.archive.check_code.spelled": "how a screen writes what was typed; `matches` judges it",
    "console.domain.erasure.erasing": _PAIR,
    "console.domain.rosters.grounds": _GROUND,
    "console.domain.two_person.pairing": _PAIR,
    "console.domain.two_person.withdrawal": _WITHDRAWAL,
    "console.domain.people.standing.loses": _DESK,
    "console.signing.resuming.verify_resume": "lifts a hold, beside a bundle: `tests/signing/test_bundle.py`, `test_insiders.py`",
    "console.signing.canonical": _SPELLING,
    "console.signing.enrolment": _GROUND,
    "console.signing.hand_over": _GROUND,
    "console.signing.pairs": _PAIR,
    "console.signing.sshsig": _BYTES,
    "console.signing.withdrawing": _WITHDRAWAL,
}
"""By the beginning of a mutant's name: a module, a function, or a constant."""

BY_CHECK: Final = (
    ("console.domain.authority._EXTENDABLE", "the member [SlotState.LAPSED]", _SLOT),
    ("console.domain.approvals.approvers.Approvers.stands_in", "d.since <= self.at < d.until", _DAYS),
    ("console.domain.authority.Authority.__init__", "d.since <= at < d.until", _DAYS),
    ("console.domain.authority.Authority._extend", "the term [slot.state", _SLOT),
    (
        "console.domain.authority.Authority._level",
        "decide_by",
        "a bundle has no last day for a decision: the desk keeps it",
    ),
    ("console.domain.authority.Authority._release", "the check [slot.", _SLOT),
    ("console.domain.authority.Authority._release", "the member [SlotState.REFUSED]", _SLOT),
    ("console.domain.authority.Authority._slot_act", "slot.state in _HOLDABLE", _DESK),
    (
        "console.domain.authority.Authority._slot_act",
        "slot.state is SlotState.HELD",
        "lifts a hold, beside a bundle: `tests/signing/test_bundle.py`, `test_insiders.py`",
    ),
    (
        "console.domain.authority.Authority.may",
        "self.roster.expires",
        "asked twice: no act counts under a roster that is not in force",
    ),
    (
        "console.domain.authority.Authority.may",
        "self.roster.appointments",
        "asked twice: each act asks for its own post too",
    ),
)
"""Single checks: the beginning of the mutant's name, what else stands in it, the reason."""

_BY_TEST: Final = {
    "test_hostile.py::test_every_hostile_bundle_is_refused_under_its_name": "refused all the same, under another name",
    "test_hostile.py::test_stock_tools": "refused all the same, under another name",
}
"""By the beginning of the name of the test that falls."""

NONE_KNOWN: Final = "none known: the test alone"
_STRICTER: Final = "stricter without it: `"
_REFUSED: Final = "` is refused"


def beside(place: str) -> str:
    """Where a check is proved that judges nothing in a bundle, by its mutant's name; empty where bundles are judged by it."""
    for start, reason in BY_PLACE.items():
        if place == start or place.startswith((f"{start}.", f"{start}:")):
            return reason
    for start, words, reason in BY_CHECK:
        if place.startswith(f"{start}:") and words in place:
            return reason
    return ""


def why_none(place: str, killer: str, refused: Sequence[str] = ()) -> str:
    """Why the table names no hostile bundle for a mutant of that name which that test notices; `refused` is a good one that it refuses."""
    found = (reason for start, reason in _BY_TEST.items() if killer.startswith(start))
    stricter = f"{_STRICTER}{refused[0]}{_REFUSED}" if refused else ""
    return stricter or beside(place) or next(found, NONE_KNOWN)


def good_one(told: str) -> tuple[str, ...]:
    """The good bundle that a reason of the table names, if it does."""
    named = told.removeprefix(_STRICTER).removesuffix(_REFUSED)
    return (named,) if told == f"{_STRICTER}{named}{_REFUSED}" else ()
