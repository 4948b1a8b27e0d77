"""The roster chain in a person's own program: fetched whole from the desk, and judged by the root keys pinned on this machine."""

from pathlib import Path
from typing import NamedTuple

import msgspec

from console.acting.sitting import Core
from console.domain.people.people import Roster
from console.errors import ConsoleError
from console.signing import trust
from console.signing.refused import Refused
from console.signing.statements import Signed
from console.signing.trust import Pin, Roots, Trust
from console.wire.rosters.chain import versions
from console.wire.rosters.rosters import RosterSigners


class Brought(NamedTuple):
    """The desk's answer, not judged yet: the signers statements and every roster version, each oldest first."""

    signers: list[Signed]
    rosters: list[Signed]


def pinned(path: Path) -> Roots | None:
    """The root keys pinned on this machine; None where the account may not read them or there are none.

    Raises ConsoleError `roster_unproven` for a file that cannot be parsed.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Roots)
    except (FileNotFoundError, PermissionError):
        return None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConsoleError("roster_unproven", detail=path.name) from error


def fetched(core: Core) -> Brought:
    """Fetch every version; raises ConsoleError `roster_unproven` where there is none."""
    signers = [Signed(one.text, one.signatures) for one in core.call(RosterSigners())]
    rosters = versions(core.call)
    if not signers or not rosters:
        raise ConsoleError("roster_unproven", detail="-")
    return Brought(signers, rosters)


def judged(brought: Brought, roots: Roots | None, pin: Pin | None = None) -> Trust:
    """Return the chain, proved from the root keys on; without root keys, as the desk tells it.

    `pin` is the newest version that this program proved earlier from the same root keys. A chain that ends at it was proved
    then, because each version names the digest of the one before. Raises ConsoleError `roster_unproven`.
    """
    if roots is None:
        read = _read(brought.rosters)
        return Trust(Roots(read[-1][1].org, (), 0), read)
    if pin is not None and len(brought.rosters) == pin.version and brought.rosters[-1].digest() == pin.digest:
        read = _read(brought.rosters)
        if _linked(read):
            return Trust(roots, read)
    try:
        return trust.establish(roots, brought.signers, brought.rosters, pin)
    except Refused as refused:
        raise ConsoleError("roster_unproven", detail=refused) from refused


def _linked(chain: list[tuple[str, Roster]]) -> bool:
    return all(
        (roster.version, roster.previous) == (version, before)
        for version, ((_, roster), before) in enumerate(
            zip(chain, ["", *(digest for digest, _ in chain)], strict=False), 1
        )
    )


def _read(rosters: list[Signed]) -> list[tuple[str, Roster]]:
    try:
        return [(one.digest(), msgspec.json.decode(one.text, type=Roster)) for one in rosters]
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise ConsoleError("prepared_unreadable") from error
