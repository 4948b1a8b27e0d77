"""How the calendar of ends, hand-overs of custody and loss cases are shown (R12)."""

from console.views.view import View, Viewer
from console.wire import expiries as wire
from console.wire import hand_overs, losses


def left_words(viewer: Viewer, row: wire.ExpiryRow) -> str:
    """How many days are left."""
    if not row.ends:
        return viewer.t("expiry.nothing")
    if row.days < 0:
        return viewer.t("expiry.over", n=-row.days)
    return viewer.t("expiry.left", n=row.days) if row.days else viewer.t("expiry.today")


EXPIRY = View(
    wire.ExpiryRow,
    "expiry",
    left=left_words,
    gateway=lambda _viewer, row: f"{row.name} ({row.gateway})",
    reminded=lambda viewer, row: viewer.t("expiry.reminded") if row.reminds else "",
    note=lambda viewer, row: row.note or (viewer.t("expiry.counted") if row.counted else ""),
)


def _who(viewer: Viewer, row: hand_overs.HandOverRow) -> str:
    """From whom to whom; of nobody, that there is none."""
    before = viewer.person(row.outgoing) if row.outgoing else viewer.t("hand_over.nobody")
    return f"{before} > {viewer.person(row.incoming)}"


HAND_OVER = View(
    hand_overs.HandOverRow,
    "hand_over",
    who=_who,
    signed=lambda viewer, row: ", ".join(viewer.person(one.person) for one in row.signed),
)
LOSS = View(losses.LossRow, "loss")
