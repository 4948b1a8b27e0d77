"""A release of a text that the screening list blocks, in words: on the request's page and on the approval card."""

from console.screens.session import Session
from console.wire import views


def line(session: Session, row: views.AppealRow) -> str:
    """How far a release is, who signed it, for which classes, and why; for the page of its request."""
    parts = (
        session.label("proposal_state", row.state),
        session.when(row.at),
        session.name(row.by),
        session.name(row.confirmed_by) if row.confirmed_by else "",
        _classes(session, row),
        row.reason,
    )
    return "  ".join(part for part in parts if part)


def released(session: Session, row: views.AppealRow) -> str:
    """That two people released the text, for those who approve it."""
    return session.t(
        "appeal.released",
        classes=_classes(session, row),
        by=session.name(row.by),
        second=session.name(row.confirmed_by),
        reason=row.reason,
    )


def _classes(session: Session, row: views.AppealRow) -> str:
    return session.t("form.between").join(session.label("screening", one) for one in row.classes)
