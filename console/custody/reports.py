"""Reports of custody on their way to the desk: written in the transaction that they report, signed when sent, sent once."""

import secrets
from typing import Final

import msgspec

from console.custody.fingerprints import shown
from console.custody.records import Credential
from console.dispatch.clock import Clock, instant
from console.dispatch.link import DeskLink
from console.dispatch.reports.outbox import Author
from console.dispatch.reports.signed_reports import Letters, deliver
from console.dispatch.store import Store, Turn
from console.signing.canonical import dumps
from console.signing.keys import UnlockedKey
from console.wire.credentials.custody import CustodyReport, ReportCustody

CREATED, UNLOCKED, LOCKED, INSTALLED, ROTATED, ROTATE_FAILED, BIND_TESTED, RETIRED, INCIDENT, REPHRASED = (
    "created", "unlocked", "locked", "installed", "rotated", "rotate_failed", "bind_tested", "retired", "incident",
    "rephrased",
)  # fmt: skip

IN_FORCE: Final = "in_force"
NONE: Final = "none"
GONE: Final = "retired"
WRONG: Final = "incident"
"""The state of a credential, besides IN_FORCE."""


class Reports:
    """Writes reports, and delivers them."""

    def __init__(self, by: Author, clock: Clock, backend: str) -> None:
        self._by, self._clock, self._backend = by, clock, backend

    def put(
        self,
        turn: Turn,
        event: str,
        *,
        person: str = "",
        gateway: str = "",
        credential: Credential | None = None,
        state: str = "",
        why: str = "",
    ) -> None:
        """Report an event about `credential`; `state` is the state of the gateway's credential after it."""
        report = CustodyReport(
            org=self._by.org,
            by=self._by.service,
            at=instant(self._clock),
            event=event,
            person=person,
            gateway=gateway,
            fingerprint=shown(credential.fingerprint) if credential else "",
            installed=credential.installed if credential else "",
            last_bind=credential.last_bind if credential else "",
            state=state,
            why=why,
            backend=self._backend,
            nonce=secrets.token_hex(8),
        )
        body = dumps(msgspec.to_builtins(report)).decode()
        turn.run("INSERT INTO custody_outbox (body) VALUES (?)", (body,))

    def deliver(self, store: Store, desk: DeskLink, key: UnlockedKey) -> list[str]:
        """Tell the desk what it has not confirmed, oldest first; return the errors for the reports that it refuses, which stay.

        Raises the link's errors if the desk cannot be reached.
        """
        return deliver(
            Letters("custody_outbox", f"sms-custody@{self._by.org}", ReportCustody), store, desk, key
        )
