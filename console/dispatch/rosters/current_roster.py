"""The roster in force: the newest version with the personnel orders applied, fetched from the desk and judged here."""

import threading
from typing import NamedTuple

import msgspec

from console.dispatch.clock import Clock, instant
from console.dispatch.link import DeskLink
from console.dispatch.rosters.chains import with_chain
from console.dispatch.rosters.files import Files
from console.dispatch.store import Store, read_mark, write_mark
from console.domain import policy
from console.domain.policy import Policy
from console.signing import personnel
from console.signing.refused import Refused
from console.signing.skew import later
from console.signing.statements import Signed
from console.signing.trust import Pin, Trust, completed, establish
from console.wire.credentials.custody import PullTrust, TrustChain


class _Chain(msgspec.Struct, frozen=True):
    signers: list[Signed]
    rosters: list[Signed]


class Known(NamedTuple):
    """What was judged good: the whole chain with the orders applied, and the rules by which they were judged."""

    trust: Trust
    policy: Policy


class CurrentRoster:
    """Keeps `files.newest` up to date. A dishonest desk can hide newer versions but cannot invent any."""

    def __init__(self, store: Store, files: Files, clock: Clock) -> None:
        self._store, self._files, self._clock = store, files, clock
        self._alone = threading.Lock()

    def fetch(self, desk: DeskLink) -> Known:
        """Fetch the chain and judge it. An invalid chain raises Refused and changes nothing. Raises the link's errors."""
        with self._alone:
            return self._fetch(desk)

    def _fetch(self, desk: DeskLink) -> Known:
        def ask(known: int) -> TrustChain:
            answer: TrustChain = desk.call(PullTrust(known))
            return answer

        own, established = with_chain(self._files, desk, ask)
        rosters = completed(own, [Signed(*one) for one in established.rosters])
        chain = _Chain([Signed(*one) for one in established.signers], rosters)
        with self._store.look() as look:
            version, digest = read_mark(look, "pin")
        pin = Pin(version, digest) if version else None
        trust = establish(self._files.roots, chain.signers, chain.rosters, pin)
        known = self._files.newest
        if known is not None and trust.newest.version < known.version:
            raise Refused("roster_older", f"{trust.newest.version} before {known.version}")
        # While the pack in force is not here yet, orders are judged by the founding pack, and nothing is sent.
        pack = self._files.own.policy(trust.newest.policy.digest) or self._files.own.founding_policy()
        if pack is None:
            raise Refused("policy_differs")
        rules = policy.read(pack)
        latest = later(instant(self._clock))
        if trust.newest.at > latest:
            raise Refused("roster_in_future", trust.newest.at)
        orders = personnel.orders([Signed(*one) for one in established.orders], trust, rules, latest)
        under = trust.under(orders)
        newest = under.newest
        if pin is None or trust.pin.version > pin.version or len(self._files.chain) < pin.version:
            self._files.keep(chain, newest)
            with self._store.turn() as turn:
                if read_mark(turn, "pin")[0] < trust.pin.version:
                    write_mark(turn, "pin", trust.pin.version, trust.pin.digest)
        self._files.newest = newest
        return Known(under, rules)
