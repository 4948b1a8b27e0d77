"""What the dispatcher asks of the keeper of its secrets: `console.custody`, or none, in which case an open vault is enough.

Dispatch knows only this port and is given the keeper, so that neither loads what only the other needs.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from console.dispatch.clock import Clock
from console.dispatch.custody.vault import Vault, VaultError
from console.dispatch.freezes.frozen import InForce
from console.dispatch.holds import GATEWAY_CHANGING
from console.dispatch.link import DeskLink
from console.dispatch.open_gateways import Openings, closed_by
from console.dispatch.reports.outbox import Author
from console.dispatch.rosters.files import Files
from console.dispatch.store import Store
from console.signing.keys import UnlockedKey
from console.wire.control import Question


@dataclass(frozen=True, slots=True)
class Parts:
    """What a keeper receives: the dispatcher's parts, and its link to the desk."""

    store: Store
    files: Files
    openings: Openings
    vault: Vault
    clock: Clock
    by: Author
    key: UnlockedKey
    desk: DeskLink


class Keeper(Protocol):
    """Opens and closes the gateways, and answers the verbs of custody."""

    @property
    def verbs(self) -> frozenset[str]:
        """The verbs of the control socket that belong to the keeper."""
        ...

    async def begin(self) -> None:
        """Open the gateways that can be opened at the start."""
        ...

    async def renew(self, gateway_id: str, put: Callable[[], None]) -> None:
        """Close a gateway, call `put`, which gives it another file, and open it again if it can be opened."""
        ...

    async def answer(self, question: Question, uid: int) -> dict[str, Any]:
        """Answer one of its verbs, asked by an account; never with a secret."""
        ...

    async def retire(self, gateway_id: str, why: str, person: str = "") -> bool:
        """Make a lost secret of a gateway invalid from now on. Return whether one was in force."""
        ...

    def in_force(self, gateway_id: str) -> InForce | None:
        """Return the secret that a gateway has, or None if it has none."""
        ...

    def round(self) -> None:
        """Do the periodic work, on a thread of its own; raises as `link.Rounds` expects."""
        ...


MakeKeeper = Callable[[Parts], Keeper]


class NoKeeper:
    """No keeper: whatever the vault holds is used, and no verb changes it."""

    def __init__(self, parts: Parts) -> None:
        self._openings, self._vault = parts.openings, parts.vault

    @property
    def verbs(self) -> frozenset[str]:
        """See `Keeper.verbs`."""
        return frozenset()

    async def begin(self) -> None:
        """See `Keeper.begin`."""
        for gateway_id in self._openings.gateways:
            await self._open(gateway_id)

    async def _open(self, gateway_id: str) -> None:
        try:
            await asyncio.to_thread(self._vault.secret, gateway_id)
        except VaultError as error:
            self._openings.shut(gateway_id, closed_by(error.code))
        else:
            self._openings.open(gateway_id)

    async def renew(self, gateway_id: str, put: Callable[[], None]) -> None:
        """See `Keeper.renew`."""
        await self._openings.close(gateway_id, GATEWAY_CHANGING)
        put()
        await self._open(gateway_id)

    async def retire(self, gateway_id: str, why: str, person: str = "") -> bool:
        """See `Keeper.retire`; here only the freeze keeps the secret from being used."""
        del gateway_id, why, person
        return False

    def in_force(self, gateway_id: str) -> InForce | None:
        """See `Keeper.in_force`; no secret can be proved here."""
        del gateway_id
        return None

    async def answer(self, question: Question, uid: int) -> dict[str, Any]:
        """See `Keeper.answer`; it has no verbs."""
        raise NotImplementedError(question.verb, uid)

    def round(self) -> None:
        """See `Keeper.round`."""
