"""How contact lists, their findings and opt-outs are shown."""

from console.contacts.messages import Finding
from console.contacts.reasons import outcome
from console.locale import words
from console.views.view import View, Viewer, counted
from console.wire import lists, optouts

LIST = View(lists.ListRow, "contacts", "lists", left_out=lambda _viewer, row: row.rows - row.n)


def outcome_words(viewer: Viewer, row: lists.FindingRow | Finding) -> str:
    """What was done with a row; for a duplicate, the row that it repeats."""
    code = outcome(row.reason, row.kept, row.first)
    return viewer.t(f"finding.{code}", row=counted(row.first)) if code else ""


FINDING = View(lists.FindingRow, "findings", outcome=outcome_words)
OPT_OUT = View(
    optouts.OptOutRow,
    "optouts",
    number=lambda viewer, row: row.number or viewer.t("erasure.gone"),
    source=lambda viewer, row: words.opted_by(row.source, viewer.lang),
)
