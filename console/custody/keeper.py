"""The keeper: answers the custodian's verbs through a safe, and regularly checks the vault and who the custodian is (R12)."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Final

from console import failure
from console.custody.safe import Safe
from console.custody.verbs import Verbs
from console.dispatch.freezes.frozen import InForce
from console.dispatch.keeper_port import Parts
from console.dispatch.link import Every
from console.dispatch.rosters.current_roster import CurrentRoster
from console.errors import ConsoleError, RefusedError
from console.signing.refused import Refused
from console.wire.control import Question

log = logging.getLogger(__name__)

_TRUST: Final = 60.0
"""Seconds between two checks of who the custodian is."""
_ASKED: Final = 1.0
"""Seconds for which that answer is valid for the next verb: anybody may ask, and must not keep the desk busy."""
_LOOK: Final = 15.0
"""Seconds between two checks of the vault, which may lock or vanish by itself."""


class Keeper:
    """See `console.dispatch.keeper_port.Keeper`. Everything but `round` runs on the event loop, one act at a time."""

    def __init__(self, parts: Parts) -> None:
        self._parts, self._safe = parts, Safe(parts)
        self._newest = CurrentRoster(parts.store, parts.files, parts.clock)
        self._verbs = Verbs(self._safe)
        self._trust, self._look, self._asked = Every(_TRUST), Every(_LOOK), Every(_ASKED)
        self._looking: Future[None] = Future()
        self._looking.set_result(None)
        self._loop = asyncio.get_running_loop()

    # --- keeping.Keeper -----------------------------------------------------------------------------------------

    @property
    def verbs(self) -> frozenset[str]:
        """See `keeping.Keeper.verbs`."""
        return self._verbs.names

    async def begin(self) -> None:
        """See `keeping.Keeper.begin`."""
        await self._safe.begin()

    async def answer(self, question: Question, uid: int) -> dict[str, Any]:
        """See `keeping.Keeper.answer`."""
        await self._who_is_who()
        return await self._verbs.answer(question, uid)

    async def renew(self, gateway_id: str, put: Callable[[], None]) -> None:
        """See `keeping.Keeper.renew`."""
        await self._safe.renew(gateway_id, put)

    async def retire(self, gateway_id: str, why: str, person: str = "") -> bool:
        """See `keeping.Keeper.retire`."""
        return await self._safe.retire(gateway_id, why, person)

    def in_force(self, gateway_id: str) -> InForce | None:
        """See `keeping.Keeper.in_force`."""
        return self._safe.in_force(gateway_id)

    def round(self) -> None:
        """See `keeping.Keeper.round`: deliver reports, check the custodian, check the vault."""
        parts = self._parts
        for name in self._safe.reports.deliver(parts.store, parts.desk, parts.key):
            log.warning("a report of custody: the desk does not take it: %s", name)
        if self._trust.due():
            self._fetch_trust()
        if self._looking.done() and self._look.due():
            self._looking = asyncio.run_coroutine_threadsafe(self._safe.look_again(), self._loop)
            self._looking.add_done_callback(self._looked)

    def _looked(self, future: "Future[None]") -> None:
        if not future.cancelled() and (error := future.exception()) is not None:
            self._parts.openings.dispatcher.fail(error)

    # --- who may act --------------------------------------------------------------------------------------------

    async def _who_is_who(self) -> None:
        """Ask the desk who the custodian is; if the desk is gone, slow or untruthful, or our own database is gone, the known answer stays.

        A vault is locked without a database too.
        """
        if not self._asked.due():
            return
        try:
            async with asyncio.timeout(5):
                await asyncio.to_thread(self._fetch_trust)
        except (TimeoutError, ConsoleError, RefusedError, ConnectionError) as error:
            log.warning("who is who: the desk: %s", type(error).__name__)
        except Exception as error:
            if failure.named(error) != failure.DATABASE_GONE:
                raise
            log.warning("who is who: the database is gone")

    def _fetch_trust(self) -> None:
        try:
            self._newest.fetch(self._parts.desk)
        except Refused as refused:
            log.warning("who is who: what the desk says does not hold: %s", refused)
