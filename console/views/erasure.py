"""How data due for erasure, erasures, and legal holds are shown (R13)."""

from console.look.senses import Sense
from console.views.view import View, Viewer
from console.wire.sending import erasure as wire


def _word(viewer: Viewer, row: wire.DueRow) -> str:
    """Whether it may be erased, in a word."""
    if row.blocked is None:
        return viewer.t("erasure.free")
    return viewer.t("erasure.held" if row.blocked.code == "erase_held" else "erasure.kept")


def _lists(viewer: Viewer, row: wire.DueRow) -> str:
    """The lists that are erased together with a request."""
    return ("\n".join(row.lists) or viewer.t("erasure.no_lists")) if row.kind == "request" else ""


DUE = View(
    wire.DueRow,
    "erasure",
    word=_word,
    why=lambda viewer, row: viewer.why(row.blocked) or viewer.t("erasure.free"),
    what=lambda viewer, row: viewer.why(row.blocked, short=True) or viewer.t("erasure.free"),
    lists=_lists,
    lines=lambda _viewer, row: "\n".join(row.holds),
).meaning(word=lambda _viewer, row: Sense.YOURS if row.blocked is None else Sense.LATER)

ERASED = View(
    wire.ErasureRow,
    "erasure",
    scrubbed=lambda viewer, row: viewer.when(row.scrubbed) or viewer.t("erasure.not_scrubbed"),
)


def _ending(viewer: Viewer, row: wire.LegalHoldRow) -> str:
    """That the end of the hold is proposed and who confirms it, or why the caller may not propose it."""
    if row.released:
        return ""
    return viewer.t("erasure.release_waits") if row.proposal else viewer.why(row.refusal)


HOLD = View(
    wire.LegalHoldRow,
    "erasure",
    subject=lambda viewer, row: f"{viewer.label('erasure.scope', row.scope)} {row.name}",
    ending=_ending,
)
