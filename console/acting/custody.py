"""Handing custody over, sealing and opening envelopes: the prepared bytes must say what was meant before anybody signs (R12)."""

from collections.abc import Mapping

from console.acting import declared
from console.acting.steps import Core
from console.acting.two_person import proposals
from console.domain.credentials.custody import CustodyAct, Handed, HandOver, OpenEnvelope, SealEnvelope
from console.domain.two_person.pairs import Proposal
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.credentials.custody import CredentialRow, Credentials
from console.wire.credentials.envelopes import EnvelopeRow


def hand_over(core: Core, said: Mapping[str, Given], *, by: str) -> Prepared:
    """Have a hand-over prepared, and check it against the input and the password fingerprints that everybody can read.

    Raises ConsoleError("prepared_differs").
    """
    rows: list[CredentialRow] = core.call(Credentials())
    passwords = [
        Handed(row.gateway, row.fingerprint, row.installed)
        if row.state != "retired"
        else Handed(row.gateway, "", "")
        for row in rows
    ]
    return declared.prepare(core, HandOver, "", said, {"passwords": passwords}, by=by)


def sealing(core: Core, said: Mapping[str, Given], *, by: str) -> Prepared:
    """Have the proposal of a sealing prepared and check it; raises as `hand_over`."""
    return declared.prepare(core, SealEnvelope, "", said, {}, by=by)


def opening(core: Core, row: EnvelopeRow, said: Mapping[str, Given], *, by: str) -> Prepared:
    """Have the proposal of an opening prepared and check it; raises as `hand_over`."""
    shown = {"number": row.number, "sealing": row.sealing}
    return declared.prepare(core, OpenEnvelope, row.number, said, shown, by=by)


def proposal_of(text: str) -> Proposal:
    """Return the proposal about custody that a text spells; raises ConsoleError."""
    return proposals.of_text(text, CustodyAct)


def confirm(core: Core, digest: str, *, by: str) -> Prepared:
    """Have the confirmation of such a proposal prepared; it names the bytes that were read."""
    return proposals.confirm(core, digest, by=by)
