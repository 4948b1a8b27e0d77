"""Releases of a blocked text (R11), as the dispatcher keeps them: each lets one request go, and no second one."""

from console.dispatch.judging import Judged
from console.dispatch.refusals import UnfitError
from console.dispatch.store import Turn
from console.signing.bundle_file import unpack


def demand_own(look: Turn, judged: Judged, request: int) -> None:
    """Check that the releases in a bundle are about this request, and that no other request was let go by them.

    Two people may withdraw one at the desk, which alone knows of that; what was used here is not used again, whatever a desk supplies.
    Raises UnfitError.
    """
    verified = judged.verified
    if any(act.draft != request for act in verified.appeals):
        raise UnfitError("text_release_other")
    for proposal in _proposals(judged):
        if look.one(_USED, (proposal, verified.request_digest)):
            raise UnfitError("text_release_used", proposal[:16])


def keep(turn: Turn, judged: Judged, send_id: int) -> None:
    """Note which releases let a send go, in the transaction that takes it in."""
    turn.many(_KEEP, [(one, send_id, judged.verified.request_digest) for one in _proposals(judged)])


def _proposals(judged: Judged) -> list[str]:
    """The digests of what the bundle's releases propose, each once."""
    if not judged.verified.appeals:
        return []
    appeals = unpack(judged.bundle).appeals
    return list(dict.fromkeys(pair.proposal.digest() for pair in appeals)) if appeals else []


_USED = "SELECT 1 FROM text_release WHERE proposal = ? AND request_digest <> ? LIMIT 1"
_KEEP = "INSERT INTO text_release (proposal, send_id, request_digest) VALUES (?, ?, ?)"
