"""Slot reports on their way to the desk: written in the transaction that they report, so that none is lost or invented."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import msgspec

from console.dispatch.clock import Clock, instant
from console.dispatch.sends import Send
from console.dispatch.store import Turn
from console.signing.canonical import dumps
from console.wire.sending.slots import Tally

STARTED, HELD, RESUMED, STOPPED, DONE, CORRECTED, REFUSED, SETTLE_REFUSED, CONTRADICTED = (
    "started", "held", "resumed", "stopped", "done", "corrected", "refused", "settle_refused",
    "contradicted",
)  # fmt: skip
ENDINGS = frozenset({STOPPED, DONE, CORRECTED})
"""Events whose reports also carry the root of the results."""
_NONE: Final[Mapping[str, int]] = MappingProxyType({})


class Pending(NamedTuple):
    """One report that the desk has not confirmed; `body` is its text, a JSON object."""

    id: int
    request: int
    slot: int
    release: str
    event: str
    reason: str
    body: str


class Author(NamedTuple):
    """Who reports: the organisation and the service's id in the roster."""

    org: str
    service: str


class Outbox:
    """Writes reports. `by` signs them later, when they are sent."""

    def __init__(self, by: Author, clock: Clock) -> None:
        self.by, self._clock = by, clock

    def put(self, turn: Turn, send: Send, event: str, reason: str = "", *, proposal: str = "") -> None:
        """Report an event of a send with its present tally; `proposal` is the digest of the proposal that it answers."""
        self.write(
            turn, send.request, send.slot, send.release, event, reason, send.view(), hold=send.hold,
            proposal=proposal, suppressed=send.suppressed,
        )  # fmt: skip

    def write(  # noqa: PLR0913 - the fields of a report
        self, turn: Turn, request: int, slot: int, release: str, event: str, reason: str, tally: Tally, *,
        hold: int = 0, proposal: str = "", suppressed: Mapping[str, int] = _NONE,
    ) -> None:  # fmt: skip
        """Report an event of a slot that may have no send here (a refused release)."""
        body = text(
            self.by, instant(self._clock), request, slot, release, event, reason, tally, hold=hold,
            proposal=proposal, suppressed=suppressed,
        )  # fmt: skip
        turn.run(
            "INSERT INTO outbox (request, slot, release_digest, event, reason, body) VALUES (?, ?, ?, ?, ?, ?)",
            (request, slot, release, event, reason, body),
        )


def text(  # noqa: PLR0913 - the fields of a report
    by: Author, at: str, request: int, slot: int, release: str, event: str, reason: str, tally: Tally, *,
    hold: int = 0, results: str = "", proposal: str = "", suppressed: Mapping[str, int] = _NONE,
) -> str:  # fmt: skip
    """A report as canonical JSON, as the service key signs it (namespace `sms-report@<org>`).

    `hold` numbers the newest hold of the slot; `results` is the root over the results, empty while the slot is running;
    `proposal` is the digest of the two-person act that the event answers, or empty. `suppressed` counts the suppressed by reason;
    it is left out if there are none.
    """
    report: dict[str, Any] = {
        "type": "report/1", "org": by.org, "by": by.service, "at": at, "request": request, "slot": slot,
        "release": release, "event": event, "reason": reason, "hold": hold,
        "tally": msgspec.to_builtins(tally), "results": results, "proposal": proposal,
    }  # fmt: skip
    return _dumped(report, suppressed)


def _dumped(report: dict[str, Any], suppressed: Mapping[str, int]) -> str:
    said = {why: n for why, n in suppressed.items() if n}
    return dumps({**report, "suppressed": said} if said else report).decode()


def tally_of(body: str) -> Tally:
    """The tally that a report states."""
    return msgspec.convert(msgspec.json.decode(body)["tally"], Tally)


def completed(body: str, tally: Tally, results: str, suppressed: Mapping[str, int]) -> str:
    """Return the report of an ending with tally, root and reasons that belong together; a report that has them is unchanged."""
    report = msgspec.json.decode(body)
    if report["results"]:
        return body
    report |= {"tally": msgspec.to_builtins(tally), "results": results}
    report.pop("suppressed", None)
    return _dumped(report, suppressed)


def pending(turn: Turn) -> list[Pending]:
    """Return every waiting report, oldest first."""
    return [
        Pending(*row)
        for row in turn.rows(
            "SELECT id, request, slot, release_digest, event, reason, body FROM outbox ORDER BY id"
        )
    ]


def confirmed(turn: Turn, report: Pending) -> None:
    """Delete a report that the desk has."""
    turn.run("DELETE FROM outbox WHERE id = ?", (report.id,))


def rewrite(turn: Turn, report: Pending, body: str) -> Pending:
    """Store the final text of a report before it is sent for the first time."""
    turn.run("UPDATE outbox SET body = ? WHERE id = ?", (body, report.id))
    return report._replace(body=body)
