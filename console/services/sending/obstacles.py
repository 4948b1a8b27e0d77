"""What keeps a release from being sent now, although it may be signed: a lost or frozen gateway, a locked vault, a missing file."""

from typing import Final

from console.domain.freezes.freezes import Scope
from console.services.context import Context
from console.services.freezes.freezes import in_force
from console.services.losses.loss_effects import lost_gateways
from console.services.presence import heard
from console.services.rosters import rule_files

_NAMES: Final = {"lost": "gateway_lost", "down": "line_down", "up": "", "unknown": ""}
"""The names under which `hold` words say a state of a gateway; any other state is such a name itself."""


def gateway_states(ctx: Context) -> dict[str, str]:
    """The state of each gateway's link by the dispatcher's last heartbeat; `unknown` once that is older than ten seconds.

    `lost` while its password is reported lost (R12), `frozen` while somebody has frozen it, whatever the dispatcher says.
    """
    lost = lost_gateways(ctx.conn)
    frozen = {(row.scope, row.subject if row.scope == Scope.GATEWAY else "") for row in in_force(ctx)}
    told = _told(ctx)

    def state(gateway_id: str) -> str:
        if gateway_id in lost:
            return "lost"
        if not frozen.isdisjoint({(Scope.ALL, ""), (Scope.GATEWAY, gateway_id)}):
            return "frozen"
        return told.get(gateway_id, "unknown")

    return {ref.id: state(ref.id) for ref in ctx.roster.gateways}


def _told(ctx: Context) -> dict[str, str]:
    """What the dispatchers that are heard say of their gateways."""
    heard_of = [ctx.desk.live.gateways.get(service, {}) for service in heard(ctx)]
    return {gateway: state for gateways in reversed(heard_of) for gateway, state in gateways.items()}


class Obstacles:
    """What this desk knows of gateways and freezes in one transaction; what a dispatcher does not say is no obstacle."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._states = gateway_states(ctx)
        self._frozen = {(row.scope, row.subject) for row in in_force(ctx)}
        self._files: dict[str, str] = {}

    def vault(self, gateway: str) -> str:
        """The name of what is wrong with the vault for a gateway's password, whatever else is; for none, any dispatcher's. Empty for nothing."""
        told = _told(self._ctx)
        states = [told.get(gateway, "")] if gateway else list(told.values())
        return next((state for state in states if state.startswith("vault_")), "")

    def of(self, gateway: str, category: str, number: str) -> str:
        """The name of what keeps a send through a gateway from leaving, as in the catalogue's `hold` words; empty for nothing."""
        state = self._states.get(gateway, "unknown")
        if state == "lost":
            return _NAMES[state]
        if not self._frozen.isdisjoint({(Scope.CATEGORY, category), (Scope.REQUEST, number)}):
            return "frozen"
        if gateway not in self._files:
            self._files[gateway] = rule_files.why_waiting(self._ctx, gateway)
        return self._files[gateway] or _NAMES.get(state, state)
