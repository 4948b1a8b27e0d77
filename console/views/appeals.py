"""A release of a text that the screening list blocks, in words: with its request, and on the approval card."""

from collections.abc import Sequence

from console.views.view import Viewer
from console.wire.requests.drafts import Draft
from console.wire.requests.rows import AppealRow


def line(viewer: Viewer, row: AppealRow) -> str:
    """How far a release is, who signed it, for which classes, and why."""
    parts = (
        viewer.t("appeal.holds") if row.state == "confirmed" else viewer.label("proposal_state", row.state),
        viewer.when(row.at),
        viewer.person(row.by),
        viewer.person(row.confirmed_by) if row.confirmed_by else "",
        _classes(viewer, row),
        row.reason,
    )
    return "  ".join(part for part in parts if part)


def released(viewer: Viewer, row: AppealRow) -> str:
    """That two people released the text, for those who approve it."""
    return viewer.t(
        "appeal.released",
        classes=_classes(viewer, row),
        by=viewer.person(row.by),
        second=viewer.person(row.confirmed_by),
        reason=row.reason,
    )


def slots(viewer: Viewer, draft: Draft, lists: Sequence[tuple[str, int]]) -> list[str]:
    """What the digest in a release stands for: of each slot its list, by name and number of people, and the window."""
    return [
        f"{name}  {n:,}  {viewer.window(slot.opens, slot.closes)}"
        for (name, n), slot in zip(lists, draft.slots, strict=True)
    ]


def _classes(viewer: Viewer, row: AppealRow) -> str:
    return viewer.t("form.between").join(viewer.label("screening", one) for one in row.classes)
