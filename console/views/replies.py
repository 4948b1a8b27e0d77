"""How replies are shown."""

from typing import Final

from console.views.view import Reader, View, Viewer, counted
from console.wire.contacts import replies as wire


def said(viewer: Viewer, row: wire.ReplyRow) -> str:
    """The text of a reply, or a remark if no text is kept."""
    if row.text:
        return row.text
    return viewer.t("reply.no_text" if row.sender else "reply.erased")


def _answers(viewer: Viewer, row: wire.ReplyRow) -> str:
    """The send that a reply answers."""
    return f"{row.form}.{row.slot}  {row.purpose}" if row.request else viewer.t("reply.answers_nothing")


def _chars(_viewer: Viewer, view: wire.ReplyView) -> str:
    """The full length of the reply, if not all of it is kept."""
    return counted(view.chars) if view.chars > len(view.row.text) and view.row.text else ""


_READERS: Final[dict[str, Reader]] = {
    "said": said,
    "answers": _answers,
    "times": lambda _viewer, row: counted(row.times) if row.times > 1 else "",
    "chars": _chars,
    "last": lambda viewer, view: viewer.when(view.last) if view.row.times > 1 else "",
}
ROW = View(wire.ReplyRow, "reply", **_READERS)
WHOLE = View(wire.ReplyView, "reply", **_READERS)
