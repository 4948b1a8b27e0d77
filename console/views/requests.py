"""How requests are shown in lists."""

from console.views import ends
from console.views.view import View
from console.wire import views

QUEUE = "q"
"""The place for what the command line shows of the approval queue."""

WAITING = "a"
"""The place for the columns of requests that wait for the caller's decision."""

REQUEST = View(
    views.RequestRow,
    "request_row",
    own_id=lambda _viewer, row: str(row.id) if row.id > 0 else "",
    numbered=lambda viewer, row: row.number or viewer.t("requests.unnumbered"),
    purpose=lambda viewer, row: row.purpose or viewer.t("requests.unnamed"),
    days_left=lambda _viewer, row: "" if row.days < 0 else str(row.days),
    ends=lambda viewer, row: ends.short(viewer, row.due, row.days),
    late=lambda viewer, row: viewer.t("chase.late") if row.late else "",
)
