"""The last look at a text before anything of it is sent (R11): by the lists that the rosters name, whatever the desk left out.

The lists come from the desk. Their digests stand in the signed rosters, so it cannot supply others.
"""

import logging

from console.dispatch.claiming.refusals import LackingError, UnfitError
from console.dispatch.link import DeskLink
from console.domain.acts import Category
from console.domain.content import appeals
from console.domain.content.check import Screener, blocking, for_others, promotes, ready
from console.domain.content.lists import ScreeningList
from console.domain.people.people import Roster, ScreeningRef
from console.domain.rosters import rule_files
from console.domain.rosters.rule_files import Kind, Named
from console.errors import ConsoleError
from console.signing.bundle_file import Bundle, Verified
from console.signing.statements import decode
from console.wire.rosters.rule_files import RuleFileBytes, RuleFileDetail

log = logging.getLogger(__name__)


class Texts:
    """Judges texts. Runs on the worker's thread."""

    def __init__(self, desk: DeskLink) -> None:
        self._desk = desk
        self._known: dict[str, ScreeningList] = {}

    def judge(self, verified: Verified, bundle: Bundle) -> None:
        """Check that the list in force blocks nothing of a text that two people did not release, and that one which promotes or is for others was signed as such.

        Whether it promotes (R5) or is for others (R11) is asked of the list that was in force when the request was drafted, as its
        signers saw it. Raises UnfitError, and LackingError while the desk does not supply a list.
        """
        request, closes = verified.request, verified.slot.closes
        free = appeals.released(
            verified.appeals, department=request.department, category=request.category, text=request.text.whole(),
            slots=[(slot.list, slot.opens, slot.closes) for slot in request.slots],
        )  # fmt: skip
        in_force = self._list(verified.roster.screening, closes)
        if blocking(in_force, request.text.whole(), request.category, free):
            raise UnfitError("text_screened", verified.roster.screening.version)
        then, whole = _roster(bundle, request.roster).screening, request.text.whole()
        if not request.checks.third_party and for_others(self._list(then, closes), whole, request.category):
            raise UnfitError("text_for_others", then.version)
        if request.category is Category.PROMOTION or request.category_was == Category.PROMOTION:
            return
        if promotes(self._list(then, closes), whole, request.category):
            raise UnfitError("text_promotes", then.version)

    def _list(self, ref: ScreeningRef, closes: str) -> Screener:
        made = self._known.get(ref.digest)
        if made is None:
            # One list or two: the one in force, and the one before it.
            self._known = dict([*self._known.items()][-1:])
            made = self._known[ref.digest] = self._fetched(ref, closes)
        return ready(ref.digest, made)

    def _fetched(self, ref: ScreeningRef, closes: str) -> ScreeningList:
        try:
            answer: RuleFileBytes = self._desk.call(RuleFileDetail(ref.digest))
        except ConsoleError as error:
            if error.code != "no_such_rule_file":
                raise
            raise LackingError("screening_not_here", closes) from error
        file = rule_files.proved(Named(Kind.SCREENING, ref.version, ref.digest), answer.data)
        if file is None or not isinstance(file.says, ScreeningList):
            log.warning("the desk's screening list %s is not the one that the roster names", ref.version)
            raise LackingError("screening_not_here", closes)
        return file.says


def _roster(bundle: Bundle, version: int) -> Roster:
    """The version of the roster that a statement of a good bundle names; the verifier has found it in the chain."""
    for signed in bundle.rosters:
        roster = decode(signed.text.encode())
        if isinstance(roster, Roster) and roster.version == version:
            return roster
    raise LookupError(version)
