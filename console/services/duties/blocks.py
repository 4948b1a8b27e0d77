"""What keeps a duty from having its effect now though its bearer does their part; every row of my turn and of the queue asks here."""

from collections.abc import Callable
from typing import Final, TypeAlias

import msgspec
from sqlalchemy import select

from console.services.context import Context
from console.services.duties.duty import Duty
from console.services.duties.requests import facts_of
from console.services.sending.obstacles import Obstacles
from console.store.losses import LossRecord
from console.store.requests import request
from console.store.sends import slot
from console.wire.duties.subjects import Loss, Request, Secret

_LEADS_ON: Final = frozenset({"decide", "accept", "release", "extend", "confirm"})
"""Duties on a request after which, sooner or later, something is sent."""
_IN_THE_VAULT: Final = frozenset({"installed", "resumed"})
"""Steps of a loss for which the vault has to be open."""


class Blocks:
    """What blocks the duties of one answer; asked only for rows that are shown, because it costs queries."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._known: Obstacles | None = None

    @property
    def _obstacles(self) -> Obstacles:
        self._known = self._known or Obstacles(self._ctx)
        return self._known

    def of(self, duty: Duty) -> str:
        """The name of what blocks a duty, as in the catalogue's `hold` words; empty for nothing."""
        block = _OF.get(type(duty.subject))
        return block(self, duty) if block is not None else ""

    def of_request(self, duty: Duty) -> str:
        """What a send would wait for, or that nobody is in a post that acts after this one (R2)."""
        about = duty.subject
        if not isinstance(about, Request) or duty.kind not in _LEADS_ON:
            return ""
        here = (slot.c.request == about.request) & (slot.c.version == request.c.version)
        chosen = select(slot.c.gateway).join(request, request.c.id == slot.c.request).where(here).distinct()
        if about.slot:
            chosen = chosen.where(slot.c.slot == about.slot)
        for gateway in self._ctx.conn.execute(chosen).scalars():
            if found := self._obstacles.of(gateway, duty.category, duty.number):
                return found
        return self._unstaffed(about.request) if duty.kind in {"decide", "accept"} else ""

    def _unstaffed(self, request_id: int) -> str:
        facts = facts_of(self._ctx, request_id)
        after = msgspec.structs.replace(facts, route=facts.route[facts.levels() + 1 :])
        refusal = self._ctx.authority.unstaffed(after)
        return refusal.code if refusal is not None else ""

    def of_loss(self, duty: Duty) -> str:
        """The state of the vault, for a step that needs it."""
        if not isinstance(duty.subject, Loss) or duty.because not in _IN_THE_VAULT:
            return ""
        named = select(LossRecord.name).where(LossRecord.id == duty.subject.loss)
        return self._obstacles.vault(self._ctx.conn.execute(named).scalar_one())

    def of_secret(self, duty: Duty) -> str:
        """The state of the vault that holds the secret."""
        return self._obstacles.vault(duty.subject.gateway) if isinstance(duty.subject, Secret) else ""


_Block: TypeAlias = Callable[[Blocks, Duty], str]
_OF: Final[dict[type, _Block]] = {
    Request: Blocks.of_request,
    Loss: Blocks.of_loss,
    Secret: Blocks.of_secret,
}
"""What can block a duty, by the kind of its subject; nothing blocks the others."""
