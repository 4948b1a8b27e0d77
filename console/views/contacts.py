"""How contact lists, their findings and opt-outs are shown."""

from collections.abc import Mapping
from typing import TypeVar

from console.contacts.messages import Finding
from console.contacts.reasons import outcome, split
from console.domain.contacts.optouts import DEPARTMENT
from console.locale import words
from console.views.view import View, Viewer, counted
from console.wire import lists, optouts

_Name = TypeVar("_Name", bound=str)


def by_reason(viewer: Viewer, counts: Mapping[_Name, int], between: str = "\n") -> str:
    """How many rows have each reason, most frequent first."""
    ordered = sorted(counts.items(), key=lambda one: -one[1])
    return between.join(f"{viewer.label('reason', reason)} {counted(n)}" for reason, n in ordered if n)


LIST = View(
    lists.ListRow,
    "contacts",
    "lists",
    left_out=lambda _viewer, row: row.rows - row.n,
    left_out_why=lambda viewer, row: by_reason(viewer, split(row.counts, row.repaired)[0]),
    remarked=lambda viewer, row: by_reason(viewer, split(row.counts, row.repaired)[1]),
    repaired=lambda viewer, row: by_reason(viewer, row.repaired),
    read_from=lambda _viewer, row: " ".join(filter(None, (row.source, row.encoding, row.sheet))),
    short_digest=lambda _viewer, row: row.digest[:24],
)


def outcome_words(viewer: Viewer, row: lists.FindingRow | Finding) -> str:
    """What was done with a row; for a duplicate, the row that it repeats."""
    code = outcome(row.reason, row.kept, row.first)
    return viewer.t(f"finding.{code}", row=counted(row.first)) if code else ""


FINDING = View(lists.FindingRow, "findings", outcome=outcome_words)


def scope_words(viewer: Viewer, scope: str, department: str = "") -> str:
    """What an opt-out covers; `department` is whose promotion it refuses, if it is one department's."""
    if scope == DEPARTMENT and department:
        return viewer.t("optouts.of_department", department=viewer.department(department))
    return viewer.label("optout", scope)


OPT_OUT = View(
    optouts.OptOutRow,
    "optouts",
    covers=lambda viewer, row: scope_words(viewer, row.scope, row.department),
    number=lambda viewer, row: row.number or viewer.t("erasure.gone"),
    source=lambda viewer, row: words.opted_by(row.source, viewer.lang),
)
