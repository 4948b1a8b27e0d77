"""How two-person acts are shown in a list."""

from console.views.view import View, Viewer
from console.wire import pairs as wire


def _said(viewer: Viewer, row: wire.ProposalRow) -> str:
    """The outcome that a settlement states, or the slot under which a continuation is sent."""
    if row.as_slot:
        return viewer.t("continuing.to_slot", slot=row.as_slot)
    return viewer.label("settle_verdict", row.verdict) if row.verdict else ""


PROPOSAL = View(
    wire.ProposalRow,
    "pair_proposal",
    short=lambda _viewer, row: row.digest[:12],
    about=lambda _viewer, row: f"{row.request}/{row.slot}" if row.slot else row.subject,
    said=_said,
)
