"""Trials (R2) as the dispatcher takes them in: both signatures judged here, the telephones read from its own gateway file.

A trial is a send of its own with slot 0: sent, matched and recovered like any other, at most once for each pair of signatures.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from console.dispatch.claiming import recipients
from console.dispatch.claiming.judging import Judge
from console.dispatch.claiming.loading import Gateways
from console.dispatch.claiming.refusals import LackingError, UnfitError
from console.dispatch.claiming.send_rows import TrialSend, insert_trial, people_behind
from console.dispatch.clock import Clock, instant
from console.dispatch.lease import REARMED
from console.dispatch.reports.outbox import REFUSED, Outbox
from console.dispatch.rosters.current_roster import Known
from console.dispatch.rosters.files import Files
from console.dispatch.store import Store, read_mark
from console.domain.people.people import Roster
from console.domain.rosters.rule_files import Kind, Named
from console.domain.sending import trials as rules
from console.domain.sending.gateways import GatewayFile
from console.domain.sending.trials import Trial
from console.domain.times import parse, render
from console.domain.two_person.pairs import Proposal
from console.signing.bundle_file import Verified
from console.signing.canonical import NotCanonicalError
from console.signing.pairs import Around, Pair, verify_trial
from console.signing.refused import Refused
from console.signing.statements import Signed, decode
from console.wire.dispatch import TrialOffer
from console.wire.sending.slots import Tally


class Trials:
    """Judges and loads trials. Runs on the worker's thread."""

    def __init__(
        self, store: Store, files: Files, outbox: Outbox, clock: Clock, gateways: Gateways, judge: Judge
    ) -> None:
        self._store, self._files, self._outbox, self._clock = store, files, outbox, clock
        self._gateways, self._judge = gateways, judge

    def here(self, digest: str) -> bool:
        """Whether a trial was taken in or refused before."""
        with self._store.look() as look:
            return look.one(_HERE, (digest,)) is not None

    def take(
        self, offer: TrialOffer, pair: Pair, known: Known, gateways: list[str]
    ) -> tuple[int, str] | None:
        """Judge a trial that is not here yet and load it; return its send's id and gateway. It is refused and reported if it is not good.

        Return None for one that is refused, or that another dispatcher sends. Raises LackingError while a file is missing here.
        """
        try:
            act = _named(pair.proposal)
            if act.gateway not in gateways:
                return None
            trial, numbers = self._judged(offer.request if act.request else 0, pair, known)
            return self._load(trial, numbers), trial.gateway
        except LackingError:
            raise
        except (Refused, UnfitError) as refusal:
            self._refuse(offer.request, pair.proposal.digest(), refusal.name)
            return None

    def _judged(self, request: int, pair: Pair, known: Known) -> tuple[TrialSend, list[int]]:
        verified: Verified | None = None
        if request:
            tried, verified = self._judge.trial(request, pair)
        else:
            tried = verify_trial(pair, Around(known.trust, known.policy, instant(self._clock)))
        act = tried.act
        closes = render(parse(tried.at) + rules.LASTS)
        file, digest = self._file(act.gateway, verified.roster if verified else known.trust.newest, closes)
        text = verified.request.text.whole() if verified else file.test_text
        if name := rules.fault(act, file, digest, text):
            raise UnfitError(name, act.to)
        self._fits(tried.at, closes, act)
        people = {tried.proposer, tried.confirmer} | (people_behind(verified) if verified else set())
        trial = TrialSend(
            request, pair, verified.request_digest if verified else "", file.id, act.text, tried.at, closes,
            frozenset(people), verified,
        )  # fmt: skip
        return trial, [number for _, number in rules.numbers(act, file)]

    def _file(self, gateway: str, roster: Roster, closes: str) -> tuple[GatewayFile, str]:
        """Our own copy of the gateway file in force, which the line uses, and its digest."""
        ref = roster.gateway(gateway)
        if ref is None:
            raise UnfitError("trial_other_file", gateway)
        own = self._files.own.get(Named(Kind.GATEWAY, ref.id, ref.digest))
        if own is None or not isinstance(own.says, GatewayFile):
            raise LackingError("gateway_not_here", closes)
        if self._gateways.digests().get(gateway) != ref.digest:
            raise LackingError("gateway_changing", closes)
        return own.says, ref.digest

    def _fits(self, at: str, closes: str, act: Trial) -> None:
        """Check what the time and the line demand of a trial that was signed at an instant."""
        now = self._clock.time()
        if closes <= instant(self._clock):
            raise UnfitError("trial_late", closes)
        day_ago = datetime.fromtimestamp(now, UTC) - timedelta(days=1)
        with self._store.look() as look:
            if parse(at).timestamp() < read_mark(look, REARMED)[0]:
                raise UnfitError("released_before_rearm")
            if look.number(_TODAY, (render(day_ago),)) >= rules.A_DAY:
                raise UnfitError("trial_many")
        prepare = self._gateways.prepare(act.gateway)
        if prepare is None:
            raise LackingError("gateway_not_here", closes)
        try:
            prepare(act.text, 0)
        except ValueError as error:
            raise UnfitError("text_unsendable", str(error)) from error

    def _load(self, trial: TrialSend, numbers: list[int]) -> int:
        """Store a trial with its telephones in one transaction; it waits for its start."""
        rows = [(place, number, "") for place, number in enumerate(numbers)]
        with self._store.turn() as turn:
            self._gateways.leases()[trial.gateway].check(turn)
            send_id = insert_trial(turn, trial, len(rows))
            turn.run(
                "INSERT INTO claimed (request_digest, slot, send_id) VALUES (?, 0, ?)",
                (trial.proposal, send_id),
            )
            recipients.put(turn, send_id, rows, at=int(self._clock.time() * 1000))
            recipients.note(turn, send_id, sorted((number, place) for place, number, _ in rows))
            turn.insert("chunk", ("send_id", "position", "revision"), [(send_id, 0, 0)])
            turn.run(_TALLY, (send_id, len(rows)))
        return send_id

    def _refuse(self, request: int, digest: str, name: str) -> None:
        with self._store.turn() as turn:
            turn.run(_REFUSED, (request, digest, name, b""))
            self._outbox.write(turn, request, 0, digest, REFUSED, name, Tally())


def _named(proposal: Signed) -> Trial:
    """Return the trial that a proposal names, before anything is judged. Raises Refused."""
    try:
        statement = decode(proposal.text.encode())
    except (NotCanonicalError, UnicodeEncodeError) as error:
        raise Refused("not_canonical", str(error)) from error
    if not isinstance(statement, Proposal) or not isinstance(statement.act, Trial):
        raise Refused("pair_differs", "no trial")
    return statement.act


_HERE: Final = "SELECT 1 FROM send WHERE release_digest = ?"
_TODAY: Final = "SELECT count(*) FROM send WHERE slot = 0 AND state <> 'refused' AND opens > ?"
_TALLY: Final = (
    "INSERT INTO tally (send_id, queued, in_flight, accepted, delivered, undelivered, refused, no_receipt, unknown,"
    " suppressed, not_sent) VALUES (?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0)"
)
_REFUSED: Final = (
    "INSERT INTO send (request, slot, release_digest, request_digest, list_id, n, category, gateway, opens, closes,"
    " hours_from, hours_to, rate, body, reference, state, reason, bundle, continues, root, pairs, people, hold, resumed,"
    " reported, held_at) VALUES (?, 0, ?, '', 0, 0, '', '', '', '', '', '', 0, '', 0, 'refused', ?, ?, 0, 0, '', '', 0, 0, 0, '')"
)
