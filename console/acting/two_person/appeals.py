"""Releasing a text that the screening list blocks (R11): what is signed is the draft that its signer read, with its lists and times."""

from collections.abc import Mapping, Sequence

from console.acting import declared
from console.acting.contacts import manifests
from console.acting.own_trust import Chosen
from console.acting.steps import Core
from console.acting.two_person import proposals
from console.acting.two_person.proposals import Kept
from console.domain.content.appeals import AppealWithdrawal, ReleaseText, sends
from console.domain.two_person.pairs import Proposal
from console.errors import ConsoleError
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.control import Question
from console.wire.pairs import ProposalRow
from console.wire.requests.rows import RequestView


def lists(core: Core, view: RequestView) -> list[Chosen]:
    """The list of each slot of a draft, from its manifest; raises ConsoleError("list_unproven") if one is missing."""
    found = manifests.chosen_now(core, [slot.list_id for slot in view.draft.slots])
    return [one if one is not None else _missing(nth) for nth, one in enumerate(found, 1)]


def _missing(nth: int) -> Chosen:
    raise ConsoleError("list_unproven", slot=nth, refused="list_missing")


def propose(
    core: Core, view: RequestView, chosen: Sequence[Chosen], said: Mapping[str, Given], *, by: str
) -> Prepared:
    """Have the release of a draft's text to its lists prepared; raises ConsoleError("prepared_differs") if it is not what was read."""
    return declared.prepare(core, ReleaseText, str(view.row.id), said, _shown(view, chosen), by=by)


def agreed(kept: Kept, view: RequestView, chosen: Sequence[Chosen]) -> Proposal:
    """Read a proposal from its own bytes; raises ConsoleError unless it releases the draft in `view`, sent to these lists."""
    proposal = proposals.read(kept, ReleaseText)
    says = _shown(view, chosen)
    differing = [name for name, value in says.items() if getattr(proposal.act, name) != value]
    if differing:
        raise ConsoleError("prepared_differs", fields=", ".join(differing))
    return proposal


def confirm(core: Core, kept: Kept, view: RequestView, chosen: Sequence[Chosen], *, by: str) -> Prepared:
    """Have the confirmation of a release prepared, after it was read as `agreed` does."""
    agreed(kept, view, chosen)
    return proposals.confirm(core, kept.digest, by=by)


def released(kept: Kept, request: int) -> Proposal:
    """Read the release that would be taken back from its own bytes; raises ConsoleError unless it is of this draft or request."""
    proposal = proposals.read(kept, ReleaseText)
    if not isinstance(proposal.act, ReleaseText) or proposal.act.draft != request:
        raise ConsoleError("prepared_differs", fields="draft")
    return proposal


def withdraw(core: Core, row: ProposalRow, said: Mapping[str, Given], *, by: str) -> Prepared:
    """Have the withdrawal of a release prepared, of the proposal that was read; raises ConsoleError("prepared_differs")."""
    return declared.prepare(core, AppealWithdrawal, row.digest, said, {"proposal": row.digest}, by=by)


def withdrawing(prepared: Prepared, signature: str, person: str) -> Question:
    """Return the dispatcher's question that brings it a signed withdrawal: no desk can withhold it."""
    return Question("withdraw", person=person, text=prepared.text, signature=signature)


def _shown(view: RequestView, chosen: Sequence[Chosen]) -> dict[str, object]:
    """What the act must say of the draft; its lists by the digests of their manifests."""
    draft = view.draft
    slots = [(one.digest, slot.opens, slot.closes) for one, slot in zip(chosen, draft.slots, strict=True)]
    return {
        "draft": view.row.id,
        "department": draft.department,
        "category": draft.category,
        "text": draft.signature + draft.body + draft.opt_out,
        "sends": sends(slots),
    }
