"""A request is signed: what was prepared is checked against what was shown, and its lists against what was chosen here."""

from collections.abc import Sequence
from typing import NamedTuple

from console.acting import steps
from console.acting.approvals import cards
from console.acting.contacts import manifests
from console.acting.contacts.manifests import Vouched
from console.acting.own_trust import Chosen
from console.acting.requests import submission, templates
from console.acting.requests.templates import Against
from console.acting.rosters import registered
from console.domain import acts
from console.screens import signing
from console.screens.session import Session
from console.widgets.modals import Filled
from console.wire.answers import Done
from console.wire.requests.drafts import Draft
from console.wire.requests.rows import RequestView


class Judged(NamedTuple):
    """What the drafter would sign: the request, its proved lists, those that were not chosen on this machine, and the template."""

    act: acts.Request
    lists: list[Vouched]
    elsewhere: list[Vouched]
    against: Against | None


def judge_submission(session: Session, request: int, draft: Draft, chosen: Sequence[Chosen | None]) -> Judged:
    """Have a request prepared, and check that it matches the form and the lists chosen in it; call it in a thread.

    Raises ConsoleError `prepared_differs`, `list_not_chosen`, `list_unproven` or `template_differs`.
    """
    core = session.desk()
    known = registered.of_draft(core, session.own, draft)
    act = submission.insist(submission.ask(core, request), draft, by=session.person, registered=known)
    lists = manifests.vouched(core, session.own, act)
    manifests.insist_chosen(lists, chosen)
    against = templates.of_submission(core, act, draft, session.own.begun_with(request))
    return Judged(act, lists, manifests.chosen_elsewhere(lists, chosen), against)


def submit(session: Session, filled: Filled, request: int, shown: acts.Request) -> Done:
    """Sign a request statement if the bytes prepared now say what was shown; only number and time may have changed."""
    core = session.desk()
    prepared = submission.ask(core, request)
    signing.insist_apart(prepared, filled)
    return steps.enact(core, shown, prepared, lambda: signing.unlocked(session, filled), draft=request)


def of_slots(session: Session, view: RequestView) -> tuple[acts.Request, tuple[Vouched, ...]]:
    """A request's signed text and its proved lists, which must be the lists in the desk's rows; call it in a thread.

    Raises as `statement`, `manifests.vouched` and `manifests.insist_rows` do.
    """
    act = cards.statement(view.statement, view.digest)
    slots = manifests.vouched(session.desk(), session.own, act)
    manifests.insist_rows(slots, view.slots)
    return act, tuple(slots)
