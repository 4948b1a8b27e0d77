"""How requests are shown in lists and panes, and what stands above the text of one."""

from functools import partial
from typing import Final

from console.locale import words
from console.look.senses import Sense
from console.noun import sense_of
from console.views import blocks, ends
from console.views.view import View, Viewer, overdue
from console.wire.requests.rows import RequestRow, RequestView

QUEUE = "q"
"""The place for what the command line shows of the approval queue."""

WAITING = "a"
"""The place for the columns of requests that wait for the caller's decision."""

EMERGENCY: Final = "emergency"
"""The state of a send on paper that was entered afterwards (补录), which is an exception."""


def _state(viewer: Viewer, row: RequestRow) -> str:
    """The state; of a send on paper also that it is an exception."""
    state = viewer.state(row.state, "request")
    return f"{state}\n{viewer.t('archive.exception')}" if row.state == EMERGENCY else state


def _versioned(viewer: Viewer, row: RequestRow) -> str:
    """The number with its version; a send on paper has none."""
    return f"{row.number or viewer.t('requests.unnumbered')}  {f'v{row.version}' if row.version else ''}".rstrip()


def _opens(viewer: Viewer, row: RequestRow, *, on_paper: bool) -> str:
    """The start of the first window, or the time of a send on paper."""
    return viewer.when(row.opens) if (row.state == EMERGENCY) == on_paper else ""


def _state_sense(_viewer: Viewer, row: RequestRow) -> Sense:
    """What the state means."""
    return sense_of("state:request", row.state)


def _ends_sense(viewer: Viewer, row: RequestRow) -> Sense:
    """Whether it is overdue, or ends today."""
    return ends.sense(viewer, row.due)


REQUEST = View(
    RequestRow,
    "request_row",
    own_id=lambda _viewer, row: str(row.id) if row.id > 0 else "",
    state_whole=_state,
    versioned=_versioned,
    numbered=lambda viewer, row: row.number or viewer.t("requests.unnumbered"),
    purpose=lambda viewer, row: blocks.before(
        viewer, row.blocked, row.purpose or viewer.t("requests.unnamed")
    ),
    blocked=lambda viewer, row: blocks.words_of(viewer, row.blocked),
    days_left=lambda _viewer, row: "" if row.days < 0 else str(row.days),
    ends=lambda viewer, row: ends.short(viewer, row.due, row.days),
    ends_full=lambda viewer, row: ends.full(viewer, row.due, row.days, told=row.late, unsure=row.unsure),
    opens=partial(_opens, on_paper=False),
    sent_on_paper=partial(_opens, on_paper=True),
    late=lambda viewer, row: viewer.t("chase.late") if row.late else "",
).meaning(
    ends=_ends_sense,
    ends_full=_ends_sense,
    late=overdue,
    state_whole=_state_sense,
    blocked=lambda _viewer, row: Sense.YOURS if row.blocked else Sense.PLAIN,
)
REQUEST_WHOLE = View(
    RequestView,
    "request_row",
    **REQUEST.readers,
    why=lambda viewer, view: words.slot_reason(view.reason, viewer.lang),
    held=lambda viewer, view: viewer.why(view.held),
).meaning(state_whole=_state_sense, held=lambda _viewer, _view: Sense.BAD)
"""What stands above the text of a request: how far it is, who must act next, why it was sent back, and who signs."""
