"""Two versions of a request, each proved to be what was signed before the reader's own program compares them."""

from collections.abc import Mapping
from typing import NamedTuple

from console.acting import steps
from console.domain import acts
from console.errors import ConsoleError
from console.signing.statements import digest
from console.wire.answers import Prepared
from console.wire.requests import approvals
from console.wire.requests.rows import RequestView, StepRow


class Version(NamedTuple):
    """One signed version: its text and digest, the names of its lists by slot, and the step that sent it back, if one did."""

    act: acts.Request
    digest: str
    lists: dict[int, str]
    returned: StepRow | None


def of_view(view: RequestView) -> Version:
    """Read one version from the desk's answer. Raises ConsoleError("prepared_unreadable" or "prepared_differs")."""
    act = _request(view.statement)
    own = digest(view.statement.encode())
    if act.version == view.versions[-1] and own != view.digest:
        raise ConsoleError("prepared_differs", fields="request")
    sent_back = [step for step in view.steps if step.kind == "return"]
    lists = {slot.id: slot.list_name for slot in view.slots}
    return Version(act, own, lists, sent_back[-1] if sent_back else None)


def of_card(card: approvals.ScopeCard) -> tuple[Version, Version] | None:
    """The version before that of a card, and the card's own; None for the first version.

    Raises ConsoleError("prepared_differs") if the earlier statement is not the one that the newer was signed as the successor of.
    """
    now = _request(card.statement)
    if now.version == 1:
        return None
    before = _request(card.before)
    pair = (_named(before, card.before, card.list_names), _named(now, card.statement, card.list_names))
    if now.previous != pair[0].digest:
        raise ConsoleError("prepared_differs", fields="previous")
    return pair


def follows(before: Version, after: Version) -> None:
    """Raise ConsoleError("prepared_differs") if the next version was not signed as the successor of the first."""
    if after.act.version == before.act.version + 1 and after.act.previous != before.digest:
        raise ConsoleError("prepared_differs", fields="previous")


def _request(text: str) -> acts.Request:
    act = steps.read(Prepared(text))
    if not isinstance(act, acts.Request):
        raise ConsoleError("prepared_unreadable")
    return act


def _named(act: acts.Request, text: str, names: Mapping[str, str]) -> Version:
    lists = {slot.id: names[slot.list] for slot in act.slots if slot.list in names}
    return Version(act, digest(text.encode()), lists, None)
