"""How the calendar of ends is shown."""

from console.views.view import View, Viewer
from console.wire import expiries as wire


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
