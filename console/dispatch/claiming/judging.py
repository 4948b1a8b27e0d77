"""Judges at this moment what a slot rests on: its bundle, and every pair of signatures that continued it.

The desk supplies all of it, except what was claimed before, which is read from our own database.
"""

import time
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from console.dispatch.claiming import continuing
from console.dispatch.claiming.continuing import Source
from console.dispatch.claiming.refusals import LackingError, UnfitError
from console.dispatch.clock import Clock, instant
from console.dispatch.link import DeskLink
from console.dispatch.rosters.chains import TOO_LARGE, with_chain
from console.dispatch.rosters.files import Files
from console.dispatch.sends import WAITING, Send
from console.dispatch.store import Store, read_mark, write_mark
from console.domain.acts import Release, Request
from console.domain.people.people import GatewayRef, Roster
from console.domain.replies import opt_out_lines
from console.domain.replies.reply_judge import shipped_judge
from console.domain.rosters.rule_files import Kind, Named
from console.domain.two_person.pairs import Continue, Settle
from console.errors import ConsoleError
from console.signing.bundle import verify
from console.signing.bundle_file import Bundle, Own, Verified, pack, unpack
from console.signing.canonical import NotCanonicalError
from console.signing.pairs import (
    Lifted,
    Pair,
    Tried,
    verify_continue,
    verify_go_on,
    verify_settle,
    verify_trial_text,
)
from console.signing.refused import Refused
from console.signing.resuming import verify_resume
from console.signing.statements import Signed, decode
from console.signing.trust import Pin, Stage, completed
from console.wire.answers import Blob
from console.wire.calls import BundleOf


class About(NamedTuple):
    """What is judged: a slot as released by a release and the pairs that continued it (oldest first), and how far we are."""

    request: int
    slot: int
    release: str
    pairs: tuple[Pair, ...] = ()
    stage: Stage = Stage.NEW


class Judged(NamedTuple):
    """What is proved and by which bundle; for a continuation also the act and the send that it continues.

    `quiet_minutes` is how long the receipts of that send must be quiet, by the file of the gateway that it went through.
    """

    verified: Verified
    bundle: bytes
    act: Continue | None = None
    source: Source | None = None
    quiet_minutes: int = 0


class Patience:
    """Decides when a matter that waits for one of our files is judged again: when the files here change, or after some seconds."""

    def __init__(self, at_hand: Callable[[], object]) -> None:
        self._at_hand = at_hand
        self._waiting: dict[object, tuple[object, float]] = {}

    def wait(self, key: object) -> None:
        """Note that something was missing for what `key` names."""
        self._waiting[key] = self._at_hand(), time.monotonic() + _NOW_AND_THEN

    def over(self, key: object) -> None:
        """Note that nothing is missing, or that the matter is settled."""
        self._waiting.pop(key, None)

    def waits(self, key: object) -> bool:
        """Whether it is too early to judge this key again."""
        known = self._waiting.get(key)
        return known is not None and time.monotonic() < known[1] and self._at_hand() == known[0]


_NOW_AND_THEN = 5.0
"""Seconds after which a matter is judged again although no file here has changed: a newer roster may need another file."""


class Judge:
    """Judges releases, lifted holds, settlements and continuations. Runs on the worker's thread.

    `opened` returns the digest of the file by which each gateway was taken in.
    """

    def __init__(
        self, store: Store, desk: DeskLink, files: Files, clock: Clock, opened: Callable[[], dict[str, str]]
    ) -> None:
        self._store, self._desk, self._files, self._clock = store, desk, files, clock
        self._opened = opened

    def at_hand(self) -> object:
        """Return what a judgement rests on besides the bundle: our own files, and the file that each gateway uses."""
        return self._files.own.digests(), self._opened()

    def about(self, send: Send) -> About:
        """Return what has to be judged for a send in our database."""
        with self._store.look() as look:
            pairs = continuing.pairs_of(look, send.id)
        stage = Stage.CLAIMED if send.state == WAITING else Stage.BEGUN
        return About(send.request, send.slot, send.release, pairs, stage)

    def whole(self, about: About) -> Judged:
        """Fetch the bundle of a release and judge it, with every pair that continued it, at this moment; return what it proves.

        What was continued has ended, so it is judged as begun. A release that only lacks a file here raises LackingError; any other
        fault raises Refused or UnfitError.
        """
        bundle = self._fetch(about)
        if bundle.release is None:
            raise Refused("release_missing")
        own, roots = self._own(bundle), self._files.roots
        stage = Stage.BEGUN if about.pairs else about.stage
        verified = verify(bundle, roots, instant(self._clock), pin=self._pin(), own=own, stage=stage)
        act, quiet = None, 0
        for nth, pair in enumerate(about.pairs, 1):
            stage = about.stage if nth == len(about.pairs) else Stage.BEGUN
            quiet = verified.gateway.failure_quiet_minutes
            verified, act = verify_continue(verified, pair, bundle, roots, file_of=self._file_of, stage=stage)
        if verified.release_digest != about.release or verified.slot.id != about.slot:
            raise UnfitError("release_differs")
        self._advance(verified, bundle)
        lacking = self._lacking(verified, own)
        if lacking:
            raise LackingError(lacking, verified.slot.closes, verified)
        return Judged(verified, pack(bundle), act, quiet_minutes=quiet)

    def approved(self, request: int) -> Judged:
        """Fetch the bundle of a request and judge it without a release. Raises as `whole` does."""
        bundle = self._fetch(About(request, 0, ""))
        own = self._own(bundle)
        verified = verify(bundle, self._files.roots, instant(self._clock), pin=self._pin(), own=own)
        self._advance(verified, bundle)
        if lacking := self._lacking(verified, own):
            raise LackingError(lacking, verified.slot.closes, verified)
        return Judged(verified, pack(bundle))

    def trial(self, request: int, pair: Pair) -> tuple[Tried, Verified]:
        """Judge the pair that tries the text of a request. Raises Refused, UnfitError or LackingError."""
        judged = self.approved(request)
        bundle, verified = unpack(judged.bundle), judged.verified
        return verify_trial_text(verified, pair, bundle, self._files.roots), verified

    def _fetch(self, about: About) -> Bundle:
        """Fetch the bundle of a release and complete its roster chain with the versions here. Raises Refused or UnfitError."""

        def ask(known: int) -> Blob:
            blob: Blob = self._desk.call(BundleOf(about.request, about.slot, known))
            return blob

        try:
            chain, blob = with_chain(self._files, self._desk, ask)
        except ConsoleError as error:
            if error.code not in TOO_LARGE:
                raise
            raise UnfitError("bundle_too_large") from error
        bundle = unpack(blob.data)
        return msgspec.structs.replace(bundle, rosters=completed(chain, bundle.rosters))

    def _own(self, bundle: Bundle) -> Own | None:
        """Return our own copies of the files that the bundle's newest roster names; None if one of them is not here.

        Without them the bundle is judged by the digests in the roster, so that any other fault is reported under its own name.
        """
        gateway, roster = _gateway(bundle), _newest(bundle)
        ref = roster.gateway(gateway) if roster is not None else None
        if roster is None or ref is None:
            return None
        policy, text = self._files.own.policy(roster.policy.digest), self._text_of(ref)
        return Own(policy, text) if policy is not None and text is not None else None

    def _file_of(self, verified: Verified, gateway: str) -> str:
        """Our own file of the gateway that a continuation names. Raises LackingError, or Refused if the roster has no such gateway."""
        ref = verified.roster.gateway(gateway)
        if ref is None:
            raise Refused("gateway_differs", gateway)
        text = self._text_of(ref)
        if text is None:
            raise LackingError("gateway_not_here", verified.slot.closes, verified)
        return text

    def _text_of(self, ref: GatewayRef) -> str | None:
        file = self._files.own.get(Named(Kind.GATEWAY, ref.id, ref.digest))
        return file.text if file is not None else None

    def _lacking(self, verified: Verified, own: Own | None) -> str:
        """Return which of our files is missing for a good bundle, by the roster proved now; empty if none is."""
        if self._files.own.policy(verified.roster.policy.digest) is None:
            return "policy_not_here"
        ref = verified.roster.gateway(verified.gateway.id)
        if ref is None or own is None or self._text_of(ref) is None:
            return "gateway_not_here"
        return "gateway_changing" if self._opened().get(ref.id) != ref.digest else ""

    def again(self, send: Send) -> Judged:
        """Judge a send in our database at this moment. Raises Refused or UnfitError."""
        return self.whole(self.about(send))

    def resume(self, send: Send, signed: Signed, hold: int) -> None:
        """Judge the signed act that lifts hold number `hold` of a send. Raises Refused or UnfitError."""
        judged, roots = self.again(send), self._files.roots
        bundle = unpack(judged.bundle)
        verify_resume(judged.verified, signed, bundle, roots, hold=hold, held_at=send.held_at)

    def settle(self, send: Send, proposal: Signed, confirmation: Signed, unknown: int) -> Settle:
        """Judge the pair that settles the `unknown` recipients in doubt of a send. Raises Refused or UnfitError."""
        judged, roots = self.again(send), self._files.roots
        bundle = unpack(judged.bundle)
        return verify_settle(judged.verified, proposal, confirmation, bundle, roots, unknown=unknown)

    def go_on(self, send: Send, pair: Pair, since: str) -> Lifted:
        """Judge the pair that lets the sends of this one's request go on, which stopped at `since`. Raises Refused or UnfitError."""
        judged = self.again(send)
        return verify_go_on(judged.verified, pair, unpack(judged.bundle), self._files.roots, since)

    def _pin(self) -> Pin | None:
        with self._store.look() as look:
            version, digest = read_mark(look, "pin")
        return Pin(version, digest) if version else None

    def _advance(self, verified: Verified, bundle: Bundle) -> None:
        """Keep the roster of an accepted bundle, so that no older one is accepted later, even after a restart."""
        known, pin = self._pin(), verified.pin
        if known is None or pin.version > known.version or len(self._files.chain) < known.version:
            self._files.keep(bundle, verified.roster)
            with self._store.turn() as turn:
                write_mark(turn, "pin", pin.version, pin.digest)
        elif pin == known:
            # Personnel orders also change what a person may do here, without a new roster version.
            self._files.newest = verified.roster


def judge_line(verified: Verified) -> None:
    """Check that a text that must say how to refuse names a way that its gateway receives (R13). Raises UnfitError."""
    request, gateway = verified.request, verified.gateway
    if verified.policy.category[request.category].opt_out:
        wrong = opt_out_lines.judge(request.text.opt_out, gateway.opt_out, gateway.source, shipped_judge())
        if wrong is not None:
            raise UnfitError("opt_out_unreceived", wrong.fault)


def _gateway(bundle: Bundle) -> str:
    """Return the gateway that the release names, or the request before there is one; nothing is judged yet. Raises Refused."""
    try:
        said = decode((bundle.release or bundle.request).text.encode())
    except (NotCanonicalError, UnicodeEncodeError) as error:
        raise Refused("not_canonical", str(error)) from error
    if not isinstance(said, Release if bundle.release else Request):
        raise Refused("bundle_malformed", "not a release")
    return said.gateway


def _newest(bundle: Bundle) -> Roster | None:
    """Return the bundle's newest roster, before anything is judged; None if it has none."""
    try:
        roster = decode(bundle.rosters[-1].text.encode()) if bundle.rosters else None
    except (NotCanonicalError, UnicodeEncodeError):
        return None
    return roster if isinstance(roster, Roster) else None
