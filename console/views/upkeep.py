"""How the maintenance log and requests for support are shown."""

from console.look.senses import Sense
from console.noun import sense_of
from console.views.view import View, Viewer
from console.wire.upkeep import upkeep as wire


def _state(viewer: Viewer, row: wire.UpkeepRow) -> str:
    """The state, and whether the answer is late."""
    said = viewer.label("upkeep_state", row.state)
    return f"{said} {viewer.t('chase.late')}" if row.late else said


def _stopped(viewer: Viewer, row: wire.UpkeepRow) -> str:
    return viewer.t("yes" if row.stopped else "no")


UPKEEP = View(wire.UpkeepRow, "upkeep", upkeep_state=_state, upkeep_stopped=_stopped).meaning(
    upkeep_state=lambda _viewer, row: Sense.BAD if row.late else sense_of("upkeep_state", row.state)
)
