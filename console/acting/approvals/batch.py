"""Several approvals with one passphrase: each is read, counted, prepared, checked and signed separately (architecture section 4).

Each has its own signature, so a refused one does not hold up the others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from console.acting import steps
from console.acting.approvals import cards, decisions
from console.acting.contacts import manifests
from console.acting.contacts.manifests import Vouched
from console.acting.own_trust import Own
from console.acting.steps import Core
from console.domain import acts
from console.domain.authority import Act
from console.domain.people.people import Post
from console.domain.refusals import refuse
from console.errors import ConsoleError, RefusedError
from console.failure import DATABASE_GONE
from console.signing.keys import UnlockedKey
from console.wire import calls
from console.wire.acts import Given
from console.wire.answers import Done, Prepared
from console.wire.requests import approvals
from console.wire.requests.rows import RequestView

MOST: Final = 30
"""Requests in one batch: nobody reads more than that before they sign."""

_LINE_LOST: Final = frozenset({"desk_gone", "desk_slow", "answer_lost", DATABASE_GONE})


class Paper(NamedTuple):
    """One request in the batch: card, signed text and proved lists, or why the approver cannot approve it."""

    request: int
    number: str
    card: approvals.ScopeCard | None = None
    act: acts.Request | None = None
    error: RefusedError | ConsoleError | None = None
    lists: tuple[Vouched, ...] = ()

    @property
    def checks(self) -> bool:
        """Whether the approver must check content and list (R7)."""
        return self.card is not None and Post.DEPARTMENT_MANAGER in self.card.posts


@dataclass(frozen=True, slots=True)
class Decision:
    """The fields that the approver typed and ticked for one request."""

    paper: Paper
    count: int
    content_checked: bool = False
    list_checked: bool = False
    opinion: str = ""


class Outcome(NamedTuple):
    """The outcome of one decision: the desk's answer, or why nothing was signed."""

    request: int
    number: str
    done: Done | None = None
    error: RefusedError | ConsoleError | None = None


def gather(core: Core, own: Own, requests: Iterable[int]) -> list[Paper]:
    """Read and check every request's card; a request that cannot be approved comes back with the reason.

    Raises ConsoleError where the desk does not answer.
    """
    return [_paper(core, own, request) for request in requests]


def _paper(core: Core, own: Own, request: int) -> Paper:
    number = ""
    try:
        view: RequestView = core.call(calls.RequestDetail(request))
        number = view.row.number
        refusal = view.allowed.get(Act.APPROVE)
        if refusal is not None:
            return Paper(request, number, error=RefusedError(refusal))
        card: approvals.ScopeCard = core.call(approvals.Scope(request))
        act = cards.read(card)
        return Paper(request, number, card, act, lists=manifests.of_card(core, own, card, act))
    except RefusedError as error:
        return Paper(request, number, error=error)
    except ConsoleError as error:
        if error.code in _LINE_LOST:
            raise
        return Paper(request, number, error=error)


def sign(core: Core, decisions: Sequence[Decision], key: UnlockedKey, *, by: str) -> list[Outcome]:
    """Sign the decisions one after the other; a refused one is reported, and the others go on.

    Once the line to the desk is lost, the rest are not tried: their outcome is ConsoleError("batch_not_tried").
    """
    outcomes: list[Outcome] = []
    lost = False
    for decision in decisions:
        paper = decision.paper
        if lost:
            error = ConsoleError("batch_not_tried")
            outcomes.append(Outcome(paper.request, paper.number, error=error))
            continue
        outcome = _signed(core, decision, key, by)
        outcomes.append(outcome)
        lost = isinstance(outcome.error, ConsoleError) and outcome.error.code in _LINE_LOST
    return outcomes


def _signed(core: Core, decision: Decision, key: UnlockedKey, by: str) -> Outcome:
    paper = decision.paper
    try:
        made = prepared(core, decision, by=by)
        done = steps.enact(core, steps.read(made), made, lambda: key)
    except (RefusedError, ConsoleError) as error:
        return Outcome(paper.request, paper.number, error=error)
    return Outcome(paper.request, paper.number, done)


def prepared(core: Core, decision: Decision, *, by: str) -> Prepared:
    """Prepare one approval and insist that it says what was read, typed and ticked.

    Raises RefusedError for a count that differs from the signed text's, ConsoleError where the desk prepared something else.
    """
    paper, card = decision.paper, decision.paper.card
    if paper.error is not None:
        raise paper.error
    if card is None or paper.act is None or decision.count != paper.act.recipients():
        raise RefusedError(refuse("count_differs", "R2", typed=decision.count))
    said: dict[str, Given] = {
        "opinion": decision.opinion,
        "count": decision.count,
        "content_checked": decision.content_checked,
        "list_checked": decision.list_checked,
        "shown": card.shown,
    }
    on = decisions.of_card(paper.request, card)
    return decisions.step(core, acts.Approval, on, said, by=by, **decisions.signing_as(card))
