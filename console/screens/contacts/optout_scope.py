"""Choosing what an opt-out covers."""

from collections.abc import Callable

from console.domain.contacts.optouts import CHOICES, DEPARTMENT, PROMOTION
from console.screens.dialog_screen import DialogScreen
from console.views.contacts import scope_words
from console.widgets.modals import Item


def pick_scope(page: DialogScreen, then: Callable[[str, str], None]) -> None:
    """Let a person choose what an opt-out covers, and for one department's promotion which; `then` takes both."""
    session = page.session

    def scopes() -> list[Item]:
        return [Item(scope, scope_words(session.viewer, scope)) for scope in CHOICES]

    def departments() -> list[Item]:
        return [Item(one, name) for one, name in session.departments.items()]

    def picked(scope: str) -> None:
        if scope != DEPARTMENT:
            then(scope, "")
            return
        page.pick(lambda: page.t("optouts.whose"), departments, lambda department: then(scope, department))

    page.pick(lambda: page.t("reply.which_scope"), scopes, picked, at=PROMOTION)
