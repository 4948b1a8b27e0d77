"""The custodian's verbs on the dispatcher's socket. No verb answers with a secret, and only the custodian may use them (R12)."""

import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from console import failure
from console.custody import records, reports
from console.custody.fingerprints import fingerprint, shown
from console.custody.records import Credential
from console.custody.safe import Safe
from console.dispatch.clock import instant
from console.dispatch.control import known
from console.dispatch.custody import lines
from console.dispatch.custody.vault import NoSecretError, VaultError, VaultState
from console.dispatch.holds import PORT_UNKNOWN, ROTATING, VAULT_LOCKED
from console.domain.credentials import phrases
from console.domain.people.people import Post, Roster
from console.domain.refusals import refuse
from console.errors import ConsoleError, RefusedError
from console.wire.calls import Problem
from console.wire.control import Question

log = logging.getLogger(__name__)

_SERIOUS = 3
"""From this wrong phrase in a row on, each is recorded in the ledger."""


class Verbs:
    """Carries out one act at a time; each begins by checking who asks."""

    def __init__(self, safe: Safe) -> None:
        self._safe = safe
        self._acts: dict[str, Callable[[Question, str], Awaitable[dict[str, Any]]]] = {
            "custody": self._status,
            "create": self._create,
            "unlock": self._unlock,
            "rephrase": self._rephrase,
            "lock": self._lock,
            "install": self._install,
            "rotate": self._rotate,
            "bind_test": self._bind_test,
        }

    @property
    def names(self) -> frozenset[str]:
        """The names of the verbs."""
        return frozenset(self._acts)

    async def answer(self, question: Question, uid: int) -> dict[str, Any]:
        """Carry out a verb; an unforeseen error is answered by its type and a report id, never by a trace that could quote it."""
        safe = self._safe
        try:
            person = self._custodian(question, uid)
            async with safe.alone:
                return {"ok": await self._acts[question.verb](question, person)}
        except RefusedError as error:
            return {"refusal": error.refusal}
        except ConsoleError as error:
            return {"problem": Problem(error.code, error.params)}
        except Exception as error:  # noqa: BLE001 - a boundary: no words of an unforeseen error leave here
            if name := failure.named(error):
                return {"problem": Problem(name)}
            report = secrets.token_hex(4)
            log.error("custody %s: %s, report %s", question.verb, type(error).__name__, report)  # noqa: TRY400
            return {
                "problem": Problem("custody_unexpected", {"error": type(error).__name__, "report": report})
            }

    def _custodian(self, question: Question, uid: int) -> str:
        """Return the asking person, who must hold the post. Raises RefusedError. `lock` and `custody` allow an expired roster."""
        safe = self._safe
        roster = safe.parts.files.newest
        at = instant(safe.parts.clock)
        # A person who handed custody over may have no post any more: the refusal tells them who the custodian is now.
        person = known(roster, question, uid) if roster is not None else ""
        if roster is None or not person:
            raise RefusedError(refuse("not_in_roster", "R8", person=question.person or f"uid {uid}"))
        if safe.openings.dispatcher.freezing.lost(person):
            # Their key or login is lost (R12): whoever asks in their name may be the finder.
            raise RefusedError(refuse("asker_lost", "R12", person=person))
        if not roster.holds(person, Post.CUSTODIAN, "", at):
            raise RefusedError(refuse("not_custodian", "R12", holder=_named(roster, at)))
        if roster.expires <= at and question.verb not in {"lock", "custody"}:
            raise RefusedError(refuse("roster_expired", "R2", expires=roster.expires))
        return person

    # --- the vault ----------------------------------------------------------------------------------------------

    async def _status(self, _question: Question, _person: str) -> dict[str, Any]:
        safe = self._safe
        safe.standing = await safe.off(safe.vault.standing)
        return self._how()

    def _how(self) -> dict[str, Any]:
        """Return the state of vault and credentials; nothing in it helps to guess a secret."""
        safe = self._safe
        standing = safe.standing
        lines_up = safe.openings.dispatcher.gateways()
        with safe.store.look() as look:
            credentials = {g: records.current(look, g) for g in safe.openings.gateways}
        return {
            "state": str(standing.state),
            "why": standing.why,
            "params": standing.params,
            "backend": safe.vault.backend,
            "wait": safe.attempts.wait(),
            "gateways": [
                {
                    "gateway": gateway_id,
                    "line": lines_up.get(gateway_id, "down"),
                    "fingerprint": shown(one.fingerprint) if one else "",
                    "installed": one.installed if one else "",
                    "by": one.by if one else "",
                    "last_bind": one.last_bind if one else "",
                }
                for gateway_id, one in credentials.items()
            ],
        }

    async def _create(self, question: Question, person: str) -> dict[str, Any]:
        safe = self._safe
        phrase = _phrase(question)
        await safe.off(lambda: safe.vault.create(phrase))
        safe.attempts.right()
        await self._opened(reports.CREATED, person)
        return self._how()

    async def _unlock(self, question: Question, person: str) -> dict[str, Any]:
        safe = self._safe
        safe.standing = await safe.off(safe.vault.standing)
        self._demand_vault()
        if safe.standing.state is VaultState.UNLOCKED:
            await safe.open_all()
            return self._how()
        wait = safe.attempts.wait()
        if wait:
            raise RefusedError(refuse("phrase_too_soon", "R12", seconds=wait))
        phrase = _phrase(question)
        try:
            await safe.off(lambda: safe.vault.unlock(phrase))
        except VaultError as error:
            if error.code == "phrase_wrong":
                self._wrong(person)
            raise
        safe.attempts.right()
        await self._opened(reports.UNLOCKED, person)
        return self._how()

    async def _rephrase(self, question: Question, person: str) -> dict[str, Any]:
        """Replace the vault's phrase, so that the old one is useless."""
        safe = self._safe
        safe.standing = await safe.off(safe.vault.standing)
        self._demand_vault()
        wait = safe.attempts.wait()
        if wait:
            raise RefusedError(refuse("phrase_too_soon", "R12", seconds=wait))
        phrase, new = phrases.tidy(question.phrase), phrases.tidy(question.new_phrase)
        if not phrases.fits(phrase) or not phrases.fits(new):
            raise RefusedError(refuse("phrase_unfit", "R12"))
        if phrase == new:
            raise RefusedError(refuse("phrase_same", "R12"))
        try:
            await safe.off(lambda: safe.vault.rephrase(phrase, new))
        except VaultError as error:
            if error.code == "phrase_wrong":
                self._wrong(person)
            raise
        safe.attempts.right()
        with safe.store.turn() as turn:
            safe.reports.put(turn, reports.REPHRASED, person=person, state=str(safe.standing.state))
        return self._how()

    async def _opened(self, event: str, person: str) -> None:
        safe = self._safe
        with safe.store.turn() as turn:
            safe.reports.put(turn, event, person=person, state=str(VaultState.UNLOCKED))
        safe.standing = await safe.off(safe.vault.standing)
        await safe.open_all()

    def _wrong(self, person: str) -> None:
        safe = self._safe
        if safe.attempts.wrong() >= _SERIOUS:
            with safe.store.turn() as turn:
                safe.reports.put(
                    turn, reports.INCIDENT, person=person, state=str(VaultState.LOCKED), why="phrase_wrong"
                )

    def _demand_vault(self) -> None:
        standing = self._safe.standing
        if standing.state is VaultState.UNAVAILABLE:
            raise VaultError(standing.why, **standing.params)
        if standing.state is VaultState.MISSING:
            raise VaultError("vault_missing")

    async def _lock(self, _question: Question, person: str) -> dict[str, Any]:
        """Lock the vault first, so that nothing can be read from then on; then close the lines in an orderly way."""
        safe = self._safe
        for gateway_id in safe.openings.gateways:
            safe.openings.shut(gateway_id, VAULT_LOCKED)
        try:
            await safe.off(safe.vault.lock)
        finally:
            for gateway_id in safe.openings.gateways:
                await safe.openings.close(gateway_id, VAULT_LOCKED)
            safe.standing = await safe.off(safe.vault.standing)
        with safe.store.turn() as turn:
            safe.reports.put(turn, reports.LOCKED, person=person, state=str(safe.standing.state))
        return self._how()

    # --- secrets ------------------------------------------------------------------------------------------------

    async def _install(self, question: Question, person: str) -> dict[str, Any]:
        """Install a secret for a gateway that has none in force, proved by a bind before it is stored."""
        safe = self._safe
        gateway_id, print_ = await self._judged(question)
        if not safe.openings.why(gateway_id) or safe.openings.is_open(gateway_id):
            raise RefusedError(refuse("secret_in_force", "R12", gateway=gateway_id))
        before = await self._in_force(gateway_id, print_)
        if before is not None:
            # It is in force by the records and in the vault: the gateway is closed for another reason, as after a refused bind.
            raise RefusedError(refuse("secret_in_force", "R12", gateway=gateway_id))
        proved = await self._prove(gateway_id, question.secret)
        await self._keep(gateway_id, question.secret, print_, person, None)
        return self._how() | {"proved": proved}

    async def _rotate(self, question: Question, person: str) -> dict[str, Any]:
        """Replace the secret in force by a new one: proved by a bind, stored, and only then used."""
        safe = self._safe
        gateway_id, print_ = await self._judged(question)
        before = await self._in_force(gateway_id, print_)
        if before is None:
            raise RefusedError(refuse("nothing_to_rotate", "R12", gateway=gateway_id))
        was_open = safe.openings.is_open(gateway_id)
        try:
            proved = await self._prove_beside(gateway_id, question.secret)
            await self._keep(gateway_id, question.secret, print_, person, before)
        except ConsoleError as error:
            with safe.store.turn() as turn:
                safe.reports.put(
                    turn, reports.ROTATE_FAILED, person=person, gateway=gateway_id, credential=before,
                    state=reports.IN_FORCE, why=error.code,
                )  # fmt: skip
            if was_open or safe.openings.why(gateway_id) == ROTATING:
                await safe.open(gateway_id)
            raise ConsoleError("rotate_failed", gateway=gateway_id, custody_fault=error.code) from None
        return self._how() | {"proved": proved}

    async def _bind_test(self, question: Question, person: str) -> dict[str, Any]:
        """Bind with the secret in force, beside any existing line, and unbind again."""
        safe = self._safe
        gateway_id = self._gateway(question)
        self._demand_open_vault()
        secret = await safe.off(lambda: safe.vault.secret(gateway_id))
        why = ""
        try:
            proved = await self._prove(gateway_id, secret)
        except ConsoleError as error:
            why = error.code
            raise
        finally:
            del secret
            with safe.store.turn() as turn:
                current = records.current(turn, gateway_id)
                if current is not None and not why:
                    current = current._replace(last_bind=instant(safe.parts.clock))
                    records.bound(turn, current, current.last_bind)
                safe.reports.put(
                    turn, reports.BIND_TESTED, person=person, gateway=gateway_id, credential=current,
                    state=reports.IN_FORCE if current else reports.NONE, why=why,
                )  # fmt: skip
        await safe.open(gateway_id)
        return self._how() | {"proved": proved}

    # --- steps of these verbs -----------------------------------------------------------------------------------

    def _gateway(self, question: Question) -> str:
        if question.gateway not in self._safe.openings.gateways:
            raise ConsoleError("no_gateway_here", gateway=question.gateway)
        return question.gateway

    def _demand_open_vault(self) -> None:
        self._demand_vault()
        if self._safe.standing.state is not VaultState.UNLOCKED:
            raise VaultError("vault_locked")

    async def _judged(self, question: Question) -> tuple[str, str]:
        """Return the gateway, and the fingerprint of a secret that may be stored for it."""
        safe = self._safe
        gateway_id = self._gateway(question)
        safe.standing = await safe.off(safe.vault.standing)
        self._demand_open_vault()
        if not lines.fits(safe.openings.gateways[gateway_id], question.secret):
            raise RefusedError(refuse("secret_unfit", "R12", gateway=gateway_id))
        print_ = fingerprint(await safe.key(), question.secret)
        with safe.store.look() as look:
            retired = records.tombstone(look, print_)
        if retired is not None:
            raise RefusedError(
                refuse("secret_retired", "R12", fingerprint=shown(print_), retired=retired.retired)
            )
        return gateway_id, print_

    async def _in_force(self, gateway_id: str, print_: str) -> Credential | None:
        """Return the credential on which records and vault agree, or None. Raises RefusedError if the new secret is the same."""
        safe = self._safe
        with safe.store.look() as look:
            current = records.current(look, gateway_id)
        if current is None:
            return None
        try:
            held = fingerprint(await safe.key(), await safe.off(lambda: safe.vault.secret(gateway_id)))
        except NoSecretError:
            return None
        if held != current.fingerprint:
            return None
        if held == print_:
            raise RefusedError(refuse("secret_same", "R12", gateway=gateway_id))
        return current

    async def _prove(self, gateway_id: str, secret: str) -> bool:
        """Prove a secret; return whether the gateway proved itself (`lines.prove`)."""
        try:
            return await self._safe.openings.prove(gateway_id, secret)
        except lines.NoPortError:
            raise ConsoleError("gateway_unreachable", gateway=gateway_id, error=PORT_UNKNOWN) from None

    async def _prove_beside(self, gateway_id: str, secret: str) -> bool:
        """As `_prove`, of a secret beside the line; if the provider allows one bind only, close the line for the proof."""
        openings = self._safe.openings
        try:
            return await self._prove(gateway_id, secret)
        except ConsoleError as error:
            if error.code != "bind_already" or not openings.is_open(gateway_id):
                raise
            await openings.close(gateway_id, ROTATING)
            return await self._prove(gateway_id, secret)

    async def _keep(
        self, gateway_id: str, secret: str, print_: str, person: str, before: Credential | None
    ) -> None:
        """Record the intention, put the secret in the vault, install it, and open the line with it."""
        safe = self._safe
        with safe.store.turn() as turn:
            records.intend(turn, gateway_id, print_, person)
        try:
            await safe.off(lambda: safe.vault.put(gateway_id, secret))
        except VaultError:
            # The next opening of the vault shows what it holds now; until then the gateway has no line.
            await self._after_a_failed_put(gateway_id, print_)
            raise
        safe.settle(gateway_id, person, before)
        await safe.openings.close(gateway_id, ROTATING)
        await safe.open(gateway_id)

    async def _after_a_failed_put(self, gateway_id: str, print_: str) -> None:
        """After a failed put, drop the intention if the vault says that it does not hold the new secret."""
        safe = self._safe
        try:
            held = fingerprint(await safe.key(), await safe.off(lambda: safe.vault.secret(gateway_id)))
        except NoSecretError:
            held = ""
        except VaultError:
            return
        if held != print_:
            with safe.store.turn() as turn:
                records.drop(turn, gateway_id)


def _phrase(question: Question) -> str:
    phrase = phrases.tidy(question.phrase)
    if not phrases.fits(phrase):
        raise RefusedError(refuse("phrase_unfit", "R12"))
    return phrase


def _named(roster: Roster, at: str) -> str:
    custodians = [roster.person(one) for one in roster.holders(Post.CUSTODIAN, "", at)]
    return ", ".join(f"{one.name} ({one.id})" for one in custodians if one is not None) or "-"
