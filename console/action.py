"""What an action of the screens is, and the scopes that several pages share."""

from typing import Final, NamedTuple

from console.locale.words import text

ALL: Final = "all"
"""Scope of the actions that every page has."""

TABS: Final = (
    "todo", "requests", "approvals", "contacts", "sends", "credentials", "filing", "people", "ledger",
)  # fmt: skip
"""The pages behind the digits 1 to 9."""

LIST: Final = "list"
"""Scope of the actions that every page with a list has."""

FORM: Final = "fields"
"""Scope of the actions that every form has whose values are kept here until it is signed or saved."""

SHARED: Final = (ALL, LIST, FORM)
"""The scopes that no page has for itself."""

SIGNS: Final = 2
"""Danger of the actions that carry a signature over what the page shows."""


class Action(NamedTuple):
    """One action: its id, the page it belongs to, its default keys, its danger, the act that is judged, its clause.

    `danger`: 0 only reads, 1 changes something that can be changed back, 2 carries a signature, 3 releases messages or ends a
    send. `act` names the `Act` whose refusal greys the key (empty: never greyed). The first key is the one that is shown.
    """

    id: str
    scope: str
    keys: tuple[str, ...]
    danger: int = 0
    act: str = ""
    clause: str = ""

    @property
    def name(self) -> str:
        """The method that carries the action out: `approve` of `card.approve`."""
        return self.id.rpartition(".")[2]

    def label(self, lang: str) -> str:
        """The label of the action in that language."""
        return text(f"action.{self.id}", lang)
