"""The safe: keeps vault, records and the gateways' lines in agreement, and names the fault if they are not (R12).

Vault and database cannot be changed in one step. So every change is intended in the database, put in the vault, and then installed
in the database. `_agree` distinguishes an interruption between two of these steps from a secret that nobody here installed.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Final, TypeVar

from console.custody import records, reports
from console.custody.attempts import Attempts
from console.custody.fingerprints import fingerprint, key_name, shown
from console.custody.records import Credential
from console.custody.reports import Reports
from console.dispatch.clock import instant
from console.dispatch.custody.vault import NoSecretError, Standing, VaultError, VaultState
from console.dispatch.freezes.frozen import InForce
from console.dispatch.holds import (
    FINAL,
    GATEWAY_CHANGING,
    SECRET_FOREIGN,
    SECRET_GONE,
    SECRET_MISSING,
    SECRET_RETIRED,
    VAULT_LOCKED,
    VAULT_MISSING,
    VAULT_UNAVAILABLE,
)
from console.dispatch.keeper_port import Parts
from console.dispatch.open_gateways import closed_by
from console.dispatch.store import read_mark, write_mark

log = logging.getLogger(__name__)

T = TypeVar("T")

_KEY: Final = "custody_key"
_INCIDENTS: Final = frozenset({SECRET_GONE, SECRET_FOREIGN, SECRET_RETIRED, VAULT_UNAVAILABLE, *FINAL})
_BY_STATE: Final = {
    VaultState.LOCKED: VAULT_LOCKED,
    VaultState.MISSING: VAULT_MISSING,
    VaultState.UNAVAILABLE: VAULT_UNAVAILABLE,
}


class Safe:
    """What the vault holds, what the records say of it, and the lines that use it. Lives on the event loop, one act at a time."""

    def __init__(self, parts: Parts) -> None:
        self.parts, self.store, self.vault, self.openings = parts, parts.store, parts.vault, parts.openings
        self.reports = Reports(parts.by, parts.clock, parts.vault.backend)
        self.attempts = Attempts(parts.store, parts.clock)
        self.standing = Standing(VaultState.LOCKED)
        self.alone = asyncio.Lock()
        self._told: dict[str, str] = {}
        self.openings.dispatcher.shut = self._lost

    # --- opening ------------------------------------------------------------------------------------------------

    async def begin(self) -> None:
        """Check the vault for the first time, and open every gateway that can be opened."""
        async with self.alone:
            self.standing = await self.off(self.vault.standing)
            await self.open_all()

    async def open_all(self) -> None:
        """Open every gateway that can be opened, and set the reason why the others are closed."""
        if self.standing.state is not VaultState.UNLOCKED:
            why = _BY_STATE[self.standing.state]
            for gateway_id in self.openings.gateways:
                if not self.openings.is_open(gateway_id):
                    self.openings.shut(gateway_id, why)
            self._note_vault()
            return
        self._told.pop("", None)
        for gateway_id in self.openings.gateways:
            await self.open(gateway_id)

    async def open(self, gateway_id: str) -> str:
        """Open a gateway if vault and records agree on its secret; return an empty string, or why it stays closed."""
        if self.openings.is_open(gateway_id):
            return ""
        try:
            why = await self._agree(gateway_id)
        except VaultError as error:
            why = closed_by(error.code)
        if why:
            self.openings.shut(gateway_id, why)
            self._note(gateway_id, why)
            return why
        self._told.pop(gateway_id, None)
        return self.openings.open(gateway_id)

    async def renew(self, gateway_id: str, put: Callable[[], None]) -> None:
        """See `console.dispatch.keeper_port.Keeper.renew`; the gateway keeps its secret."""
        async with self.alone:
            await self.openings.close(gateway_id, GATEWAY_CHANGING)
            put()
            if self.standing.state is VaultState.UNLOCKED:
                await self.open(gateway_id)
            else:
                self.openings.shut(gateway_id, _BY_STATE[self.standing.state])

    async def off(self, function: Callable[[], T]) -> T:
        """Run a call to the vault on a thread, because it may be slow."""
        return await asyncio.to_thread(function)

    async def key(self) -> bytes:
        """Return the fingerprint key. A new key is an incident: the tombstones made with the former one become useless."""
        key = await self.off(self.vault.fingerprint_key)
        name = key_name(key)
        with self.store.turn() as turn:
            known = read_mark(turn, _KEY)[1]
            if known != name:
                write_mark(turn, _KEY, 0, name)
                if known:
                    self.reports.put(turn, reports.INCIDENT, why="fingerprints_anew")
        return key

    async def _agree(self, gateway_id: str) -> str:
        """Compare the vault's secret with the records, complete an interrupted change; return a name of `holds.CLOSED`, or ""."""
        key = await self.key()
        try:
            held = fingerprint(key, await self.off(lambda: self.vault.secret(gateway_id)))
        except NoSecretError:
            return self._without(gateway_id)
        if gateway_id in self.vault.handed:
            return await self._handed(gateway_id, held)
        with self.store.look() as look:
            current, intended = records.current(look, gateway_id), records.intended(look, gateway_id)
        if current is not None and current.fingerprint == held:
            if intended is not None:
                self._give_up(gateway_id, intended, current)
            return ""
        if intended is not None and intended.fingerprint == held:
            self.settle(gateway_id, intended.by, current)
            return ""
        with self.store.look() as look:
            retired = records.tombstone(look, held)
        if retired is None:
            return SECRET_FOREIGN
        await self.off(lambda: self.vault.remove(gateway_id))
        return SECRET_RETIRED

    def _without(self, gateway_id: str) -> str:
        """Return why a gateway has no secret in the open vault: whether it ever had one."""
        with self.store.turn() as turn:
            records.drop(turn, gateway_id)
            if records.current(turn, gateway_id) is not None:
                return SECRET_GONE
            return SECRET_RETIRED if records.last(turn, gateway_id) is not None else SECRET_MISSING

    async def _handed(self, gateway_id: str, held: str) -> str:
        """Accept the secret that training hands over at every start, unless it was lost, or the last one was and has no successor."""
        with self.store.turn() as turn:
            current, last = records.current(turn, gateway_id), records.last(turn, gateway_id)
            void = records.tombstone(turn, held)
            lost = current is None and last is not None and last.retired != ""
            lost = lost or (void is not None and void.why not in {records.ROTATED, records.REPLACED})
            if not lost and (current is None or current.fingerprint != held):
                at = instant(self.parts.clock)
                records.intend(turn, gateway_id, held, self.parts.by.service)
                made = records.install(turn, gateway_id, at, last_bind="", why=records.REPLACED)
                self.reports.put(
                    turn, reports.INSTALLED, gateway=gateway_id, credential=made, state=reports.IN_FORCE, why="handed"
                )  # fmt: skip
        if lost:
            await self.off(lambda: self.vault.remove(gateway_id))
            return SECRET_RETIRED if current is None else SECRET_GONE
        return ""

    def settle(self, gateway_id: str, person: str, before: Credential | None) -> Credential:
        """Put the intended secret, which the vault has, in force; retire the former one, and report it."""
        at = instant(self.parts.clock)
        event, why = (
            (reports.INSTALLED, records.REPLACED) if before is None else (reports.ROTATED, records.ROTATED)
        )
        with self.store.turn() as turn:
            made = records.install(turn, gateway_id, at, last_bind=at, why=why)
            self.reports.put(
                turn, event, person=person, gateway=gateway_id, credential=made, state=reports.IN_FORCE
            )
        return made

    def _give_up(self, gateway_id: str, intended: Credential, current: Credential) -> None:
        with self.store.turn() as turn:
            records.drop(turn, gateway_id)
            self.reports.put(
                turn, reports.ROTATE_FAILED, person=intended.by, gateway=gateway_id, credential=current,
                state=reports.IN_FORCE, why="interrupted",
            )  # fmt: skip

    # --- faults without an act ----------------------------------------------------------------------------------

    def _lost(self, gateway_id: str, why: str) -> None:
        """Close a gateway whose line ended for good by itself: the provider refuses, or the vault gives no secret any more."""
        name = why if why in FINAL else closed_by(why)
        self.openings.shut(gateway_id, name)
        self._note(gateway_id, name)

    def _note(self, gateway_id: str, why: str) -> None:
        """Report the state of a gateway's credential, once per change."""
        if self._told.get(gateway_id) == why or why in {VAULT_LOCKED, VAULT_MISSING}:
            return
        self._told[gateway_id] = why
        with self.store.turn() as turn:
            current = records.current(turn, gateway_id)
            if why in _INCIDENTS:
                self.reports.put(
                    turn, reports.INCIDENT, gateway=gateway_id, credential=current, state=reports.WRONG, why=why
                )  # fmt: skip

    def _note_vault(self) -> None:
        """Report an incident if the vault cannot be used, or is gone although the records say that it held a secret."""
        state, why = self.standing.state, self.standing.why
        with self.store.turn() as turn:
            held = any(records.current(turn, gateway_id) for gateway_id in self.openings.gateways)
            if state is VaultState.MISSING and held:
                why = "vault_gone"
            if why and self._told.get("") != why:
                self.reports.put(turn, reports.INCIDENT, state=str(state), why=why)
        self._told[""] = why

    async def look_again(self) -> None:
        """Take in what happened to the vault meanwhile, and open what can be opened again."""
        async with self.alone:
            # Read once no act is under way: what it changes is not found changed by itself.
            before = self.standing
            standing = self.standing = await self.off(self.vault.standing)
            if before.state is VaultState.UNLOCKED and standing.state is VaultState.LOCKED:
                with self.store.turn() as turn:
                    self.reports.put(
                        turn, reports.INCIDENT, state=str(standing.state), why="vault_locked_itself"
                    )
            refused = {g for g in self.openings.gateways if self.openings.why(g) in FINAL}
            if before != standing or standing.state is not VaultState.UNLOCKED:
                await self.open_all()
                return
            for gateway_id in self.openings.gateways.keys() - refused:
                await self.open(gateway_id)

    # --- losses -------------------------------------------------------------------------------------------------

    async def retire(self, gateway_id: str, why: str, person: str = "") -> bool:
        """Retire a gateway's lost secret: close the line, tombstone the secret, and remove it from the vault.

        This counts at once, even while the vault is locked; the vault then loses the secret when it is next opened. Return whether
        there was one in force. `why` is a short name, which records and ledger show.
        """
        async with self.alone:
            if gateway_id in self.openings.gateways:
                await self.openings.close(gateway_id, SECRET_RETIRED)
            with self.store.turn() as turn:
                former = records.retire(turn, gateway_id, instant(self.parts.clock), why)
                if former is not None:
                    self.reports.put(
                        turn, reports.RETIRED, person=person, gateway=gateway_id, credential=former,
                        state=reports.GONE, why=why,
                    )  # fmt: skip
            self._told[gateway_id] = SECRET_RETIRED
            try:
                await self.off(lambda: self.vault.remove(gateway_id))
            except VaultError as error:
                log.warning(
                    "gateway %s: the vault keeps a retired secret until it is opened: %s",
                    gateway_id,
                    error.code,
                )
            return former is not None

    def in_force(self, gateway_id: str) -> InForce | None:
        """See `console.dispatch.keeper_port.Keeper.in_force`."""
        with self.store.look() as look:
            current = records.current(look, gateway_id)
        return InForce(shown(current.fingerprint), current.installed, current.last_bind) if current else None
