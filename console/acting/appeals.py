"""Releasing a text that the screening list blocks (R11): what is signed is the text that its signer read in the draft."""

from collections.abc import Mapping

from console.acting import declared
from console.acting.steps import Core
from console.domain.content.appeals import ReleaseText
from console.wire import views
from console.wire.acts import Given


def propose(core: Core, view: views.RequestView, said: Mapping[str, Given], *, by: str) -> views.Prepared:
    """Have the release of a draft's text prepared; raises ConsoleError("prepared_differs") if it is not the draft that was read."""
    draft = view.draft
    shown = {
        "draft": view.row.id,
        "department": draft.department,
        "category": draft.category,
        "text": draft.signature + draft.body + draft.opt_out,
    }
    return declared.prepare(core, ReleaseText, str(view.row.id), said, shown, by=by)
