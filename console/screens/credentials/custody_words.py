"""Who takes part in a hand-over, and the dialog in which the next person signs one (R12)."""

from collections.abc import Callable

from console.acting.two_person import proposals
from console.acting.two_person.proposals import Kept
from console.domain.credentials.custody import CustodyAct
from console.screens.page import Page
from console.screens.session import Session
from console.screens.two_person import confirmation


def person(session: Session, one: str) -> str:
    """A person's name; for an empty id the words that there is nobody."""
    return session.name(one) if one else session.t("hand_over.nobody")


def sign(page: Page, kept: Kept, then: Callable[[str], None]) -> None:
    """Show a proposal from its signed bytes, and add the next signature."""
    confirmation.sign(
        page,
        lambda: page.t("hand_over.sign_title"),
        lambda: proposals.read(kept, CustodyAct),
        lambda core: proposals.confirm(core, kept.digest, by=page.session.person),
        lambda: then(page.t("hand_over.signed_one")),
    )


def sign_waiting(page: Page, digest: str, then: Callable[[str], None]) -> None:
    """Read the proposal with that digest from the desk, and sign it; a caller who may not sign is told why."""
    confirmation.find(page, lambda one: one.digest == digest, lambda row: sign(page, row, then), page.reload)
