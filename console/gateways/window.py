"""Which PDU waits for which answer: the window's memory, and the only place that decides a recipient's outcome."""

from collections import OrderedDict, deque
from itertools import takewhile
from math import ceil
from typing import Final, TypeAlias

from console.gateways.ports import NO_ANSWER, Accepted, Late, Outcome, Refused, Unknown, Unsent, Why
from console.gateways.text import Part

LARGEST_SEQUENCE: Final = 0x7FFFFFFF
"""The largest of our own sequence numbers, which then begin at 1 again: SMPP allows no larger ones, and no protocol needs them."""

_REMEMBERED: Final = 65_536
"""Unanswered PDUs of a line that are remembered for a late answer."""


def after(first: int, last: int) -> bool:
    """Whether sequence `first` comes after `last`, also across a wrap."""
    return (last - first) & LARGEST_SEQUENCE > LARGEST_SEQUENCE // 2


class Long:
    """A recipient with several PDUs, and the answer to each."""

    __slots__ = ("codes", "ids", "key", "left", "places", "why", "written")

    def __init__(self, key: int, places: tuple[int, ...]) -> None:
        self.key = key
        self.places = places
        self.ids = [""] * len(places)
        self.codes = [NO_ANSWER] * len(places)
        self.left = len(places)
        self.written = 0
        self.why = Why.CUT

    def verdict(self, retry: frozenset[int]) -> Outcome:
        """Return the outcome, from what is known of every part; see `Window` for `retry`."""
        ids, codes = tuple(self.ids), tuple(self.codes)
        if NO_ANSWER in codes:
            return Unknown(self.key, self.why, ids, codes) if self.written else Unsent(self.key)
        if not any(codes):
            return Accepted(self.key, ids)
        if all(codes):
            return Refused(self.key, codes, retry.issuperset(codes))
        return Unknown(self.key, Why.PARTIAL, ids, codes)


class LongPart:
    """One PDU of a `Long`: its index, and what is needed to write it."""

    __slots__ = ("index", "number", "part", "reference", "whole")

    def __init__(self, whole: Long, index: int, part: Part, number: int, reference: int) -> None:
        self.whole = whole
        self.index = index
        self.part = part
        self.number = number
        self.reference = reference


Entry: TypeAlias = int | LongPart
"""The entry under a sequence number: the bare key if the recipient has one PDU, which is the common case."""


class Window:
    """The PDUs of one line that wait for an answer, oldest first, and those given up.

    Deadlines are kept in steps of `granularity` seconds, so that their number does not grow with the traffic. `retry` are the statuses
    that mean *not accepted, try later*; in every protocol 0 accepts.
    """

    def __init__(self, granularity: float, retry: frozenset[int]) -> None:
        self.pending: dict[int, Entry] = {}
        self.throttled = False
        self.parts_taken = 0
        """Set when an answer of `retry` came, and the number of parts of long messages accepted; the pace resets both."""
        self._expired: OrderedDict[int, Entry] = OrderedDict()
        self._deadlines: deque[tuple[float, int]] = deque()
        self._granularity = granularity
        self._retry = retry

    def written(self, last: int, deadline: float) -> None:
        """Note that everything up to sequence `last` must be answered by `deadline`."""
        rounded = ceil(deadline / self._granularity) * self._granularity
        if self._deadlines and self._deadlines[-1][0] == rounded:
            self._deadlines[-1] = (rounded, last)
        else:
            self._deadlines.append((rounded, last))

    def answered(self, sequence: int, code: int, message_id: str, outcomes: list[Outcome]) -> bool:
        """Settle one PDU by its answer; return False if that sequence number was never ours."""
        entry = self.pending.pop(sequence, None)
        if entry is None:
            return self._late(sequence, code, message_id, outcomes)
        # An answer to nothing of ours does not slow the line down.
        self.throttled = self.throttled or code in self._retry
        if isinstance(entry, int):
            if not code:
                outcomes.append(Accepted(entry, (message_id,)))
            else:
                outcomes.append(Refused(entry, (code,), code in self._retry))
            return True
        whole = entry.whole
        whole.codes[entry.index], whole.ids[entry.index] = code, message_id
        self.parts_taken += not code
        self._decide(whole, outcomes)
        return True

    def _late(self, sequence: int, code: int, message_id: str, outcomes: list[Outcome]) -> bool:
        entry = self._expired.pop(sequence, None)
        if entry is None:
            return False
        self.throttled = self.throttled or code in self._retry
        if isinstance(entry, int):
            outcomes.append(Late(entry, 0, message_id, code))
            return True
        whole = entry.whole
        if whole.left:  # The recipient is still undecided, so this answer is in time for its verdict.
            whole.codes[entry.index], whole.ids[entry.index] = code, message_id
        else:
            outcomes.append(Late(whole.key, whole.places[entry.index], message_id, code))
        return True

    def give_up(self, sequence: int, why: Why, outcomes: list[Outcome]) -> bool:
        """Stop waiting for one PDU; its answer may still come late. Return False if it is not waiting."""
        entry = self.pending.pop(sequence, None)
        if entry is None:
            return False
        self._expired[sequence] = entry
        if len(self._expired) > _REMEMBERED:
            self._expired.popitem(last=False)
        if isinstance(entry, int):
            outcomes.append(Unknown(entry, why, ("",), (NO_ANSWER,)))
        else:
            entry.whole.why = why
            self._decide(entry.whole, outcomes)
        return True

    def given_up(self, sequence: int) -> bool:
        """Whether the answer to one PDU may still come late."""
        return sequence in self._expired

    def unanswered(self, written: float, timeout: float) -> tuple[int, float]:
        """Return how many PDUs written before `written` have no answer, and when the oldest was written (about); 0.0 if none.

        `timeout` is what was added to each PDU's time for its deadline.
        """
        oldest, last = 0.0, -1
        for deadline, sequence in self._deadlines:
            if deadline - timeout > written or not self.pending:
                break
            if not oldest and not after(next(iter(self.pending)), sequence):
                oldest = deadline - timeout
            last = sequence
        if not oldest:
            return 0, 0.0
        return sum(1 for _ in takewhile(lambda one: not after(one, last), self.pending)), oldest

    def _decide(self, whole: Long, outcomes: list[Outcome]) -> None:
        whole.left -= 1
        if not whole.left:
            outcomes.append(whole.verdict(self._retry))

    def expire(self, now: float, outcomes: list[Outcome]) -> int:
        """Give up the PDUs past their deadline; return how many."""
        count = 0
        while self._deadlines and self._deadlines[0][0] <= now:
            last = self._deadlines.popleft()[1]
            while self.pending:
                first = next(iter(self.pending))
                if after(first, last):
                    break
                self.give_up(first, Why.TIMEOUT, outcomes)
                count += 1
        return count

    def cut(self, waiting: deque[LongPart], outcomes: list[Outcome]) -> None:
        """Settle everything at the end of a line, each recipient once; `waiting` holds parts that were never written."""
        entries: list[Entry] = [*self.pending.values(), *waiting]
        self.pending.clear()
        waiting.clear()
        for entry in entries:
            if isinstance(entry, int):
                outcomes.append(Unknown(entry, Why.CUT, ("",), (NO_ANSWER,)))
            else:
                entry.whole.why = Why.CUT
                self._decide(entry.whole, outcomes)
