"""The archive book (档案簿, R1, R3): every paper document with its number and place, and its loans, hand-over and destruction.

The General Department's registrar keeps the book; a department may enter its own request forms, which it keeps until it hands in
the quarter. No entry is ever removed from the book: the entry of a document that is gone says where it went.
"""

from enum import StrEnum
from typing import Final

from console.domain.people.people import Post, Roster
from console.domain.refusals import Refusal, refuse


class PaperKind(StrEnum):
    """The kinds of paper documents."""

    REQUEST = "request"  # 附件1
    RECEIPT = "receipt"
    PLEDGE = "pledge"  # 附件2
    APPLICATION = "application"  # 附件3
    LOSS = "loss"
    CUSTODY = "custody"
    FILING = "filing"
    CLAIM = "claim"
    ACKNOWLEDGEMENT = "acknowledgement"
    EMERGENCY = "emergency"


CODED: Final = frozenset(
    {
        PaperKind.REQUEST,
        PaperKind.RECEIPT,
        PaperKind.PLEDGE,
        PaperKind.APPLICATION,
        PaperKind.LOSS,
        PaperKind.CLAIM,
    }
)
"""Documents that the console prints with a check code: the code, typed when one is entered, ties paper to record."""

BY_ITSELF: Final = frozenset({PaperKind.EMERGENCY})
"""Documents that enter the book together with the act that they belong to, never alone."""


class PaperState(StrEnum):
    """The state of a document. HANDED_OVER and DESTROYED are final."""

    KEPT = "kept"
    LENT = "lent"
    DESTROYING = "destroying"  # proposed by one person, waits for another
    HANDED_OVER = "handed_over"
    DESTROYED = "destroyed"


class Move(StrEnum):
    """What can happen to a document after it was entered."""

    CORRECT = "correct"
    LEND = "lend"
    RETURN = "return"
    HAND_OVER = "hand_over"
    DESTROY = "destroy"
    CONFIRM = "confirm"
    KEEP = "keep"


FROM: Final[dict[Move, PaperState]] = {
    Move.LEND: PaperState.KEPT,
    Move.RETURN: PaperState.LENT,
    Move.HAND_OVER: PaperState.KEPT,
    Move.DESTROY: PaperState.KEPT,
    Move.CONFIRM: PaperState.DESTROYING,
    Move.KEEP: PaperState.DESTROYING,
}
"""The state in which a move begins; a correction may begin in any state that is not final."""

TO: Final[dict[Move, PaperState]] = {
    Move.LEND: PaperState.LENT,
    Move.RETURN: PaperState.KEPT,
    Move.HAND_OVER: PaperState.HANDED_OVER,
    Move.DESTROY: PaperState.DESTROYING,
    Move.CONFIRM: PaperState.DESTROYED,
    Move.KEEP: PaperState.KEPT,
}
"""The state in which a move ends."""

ENDS: Final = frozenset({PaperState.HANDED_OVER, PaperState.DESTROYED})

_OWN: Final = frozenset({PaperKind.REQUEST, PaperKind.ACKNOWLEDGEMENT})
_OWN_POSTS: Final = frozenset({Post.DRAFTER, Post.OPERATOR, Post.DEPARTMENT_MANAGER})


def keeps(person: str, roster: Roster, at: str) -> bool:
    """Whether a person keeps the book: the General Department's registrar or, without one, its manager."""
    return person in keepers(roster, at)


def keepers(roster: Roster, at: str) -> list[str]:
    """Return who keeps the book: the General Department's registrars, or its managers if there is no registrar."""
    general = roster.general_department()
    if general is None:
        return []
    for post in (Post.REGISTRAR, Post.DEPARTMENT_MANAGER):
        people = roster.holders(post, general.id, at)
        if people:
            return sorted(people)
    return []


def may_shelve(person: str, kind: PaperKind, department: str, roster: Roster, at: str) -> Refusal | None:
    """Return why `person` may not enter a document, or None; a department's own people enter its request forms (R3)."""
    if keeps(person, roster, at):
        return None
    if kind in _OWN and any(
        held.post in _OWN_POSTS and held.department == department for held in roster.appointments(person, at)
    ):
        return None
    return refuse("archive_not_keeper", "R3")


def owing(department: str, roster: Roster, at: str) -> list[str]:
    """Return who handles the paper of a department's request: its drafter, operator or manager, and the keepers of the book."""
    theirs: list[str] = []
    for post in (Post.DRAFTER, Post.OPERATOR, Post.DEPARTMENT_MANAGER):
        theirs = roster.holders(post, department, at)
        if theirs:
            break
    return sorted({*theirs, *keepers(roster, at)})


def confirming(proposer: str, roster: Roster, at: str) -> list[str]:
    """Return who may confirm a destruction: the General Department's managers except the proposer, otherwise those above them."""
    general = roster.general_department()
    if general is None:
        return []
    for post in (Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER):
        people = [one for one in roster.holders(post, general.id, at) if one != proposer]
        if people:
            return sorted(people)
    return []


def may_move(
    person: str, move: Move, state: PaperState, roster: Roster, at: str, *, proposer: str = ""
) -> Refusal | None:
    """Return why `person` may not make that move now, or None. `proposer` is the person who proposed the destruction."""
    if move is Move.CONFIRM:
        if state is not PaperState.DESTROYING:
            return refuse("archive_not_so", "R3", paper_state=state, paper_move=move)
        if person == proposer:
            return refuse("archive_own_destruction", "R3", person=person)
        if person not in confirming(proposer, roster, at):
            return refuse("archive_not_confirmer", "R3")
        return None
    manager = move is Move.KEEP and person in confirming(proposer, roster, at)
    if not manager and not keeps(person, roster, at):
        return refuse("archive_not_keeper", "R3")
    if state in ENDS or (move in FROM and FROM[move] is not state):
        return refuse("archive_not_so", "R3", paper_state=state, paper_move=move)
    return None
