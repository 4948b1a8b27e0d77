"""Keeps each gateway on the file that the newest roster names: from the start, or as soon as a new file is here."""

import logging
from collections.abc import Callable

from console.dispatch.custody import lines
from console.dispatch.dispatcher import Dispatcher
from console.dispatch.holds import VAULT_LOCKED
from console.dispatch.keeper_port import Keeper
from console.dispatch.lease import Lease, LeaseTakenError
from console.dispatch.open_gateways import Openings
from console.dispatch.rosters.files import Files
from console.dispatch.sends import Prepare
from console.domain.rosters.rule_files import RuleFile
from console.domain.sending.gateways import GatewayFile

log = logging.getLogger(__name__)


class OwnGateways:
    """Lives on the event loop; other threads may call `digests` and `prepare`. `add` gives a gateway its lease and sender."""

    def __init__(
        self,
        files: Files,
        openings: Openings,
        dispatcher: Dispatcher,
        add: Callable[[GatewayFile, Prepare], None],
    ) -> None:
        self._files, self._openings, self._dispatcher, self._add = files, openings, dispatcher, add
        self._taken: dict[str, tuple[str, Prepare]] = {}

    def digests(self) -> dict[str, str]:
        """See `claim.Gateways.digests`."""
        return {gateway_id: digest for gateway_id, (digest, _) in list(self._taken.items())}

    def prepare(self, gateway_id: str) -> Prepare | None:
        """See `claim.Gateways.prepare`."""
        taken = self._taken.get(gateway_id)
        return taken[1] if taken else None

    def leases(self) -> dict[str, Lease]:
        """See `claim.Gateways.leases`."""
        return dict(self._dispatcher.leases)

    def take_in(self) -> None:
        """Take in every gateway that has a file here; none has a line yet. Raises LeaseTakenError.

        A gateway whose file the roster does not name is taken in too: receipts for it are still to come, but no release can rest on
        it.
        """
        for file in self._files.own.gateways(self._files.newest).values():
            self._take(file)

    async def keep_up(self, keeper: Keeper) -> None:
        """Switch gateways to the file that the newest roster names, if it is here and not the one in use."""
        newest = self._files.newest
        for gateway_id, file in self._files.own.gateways(newest).items():
            ref = newest.gateway(gateway_id) if newest is not None else None
            if ref is None or ref.digest != file.named.digest or self.digests().get(gateway_id) == ref.digest:
                continue
            log.info("gateway %s: another file is in force", gateway_id)
            if gateway_id not in self._taken:
                try:
                    self._take(file)
                except LeaseTakenError as error:
                    log.warning("gateway %s is not taken in: %s", gateway_id, error)
                    continue
                await keeper.renew(gateway_id, lambda: None)
            else:
                await keeper.renew(gateway_id, lambda file=file: self._change(file))  # type: ignore[misc]

    def _take(self, file: RuleFile) -> None:
        gateway = _gateway(file)
        factory = lines.Factory(gateway)
        self._add(gateway, factory)
        self._openings.add(gateway, VAULT_LOCKED)
        self._taken[gateway.id] = file.named.digest, factory

    def _change(self, file: RuleFile) -> None:
        gateway = _gateway(file)
        factory = lines.Factory(gateway)
        self._dispatcher.take_file(gateway, factory)
        self._openings.gateways[gateway.id] = gateway
        self._taken[gateway.id] = file.named.digest, factory


def _gateway(file: RuleFile) -> GatewayFile:
    if not isinstance(file.says, GatewayFile):
        raise TypeError(file.named.kind)
    return file.says
