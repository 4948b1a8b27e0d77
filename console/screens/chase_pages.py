"""Which page is behind a row of the chase board; a page's module is read when it is first opened."""

from collections.abc import Callable
from typing import Any, Final

from textual.screen import Screen

from console.domain.pairing import PairKind
from console.domain.roster_alerts import APPLIED
from console.screens import pages
from console.wire.deadlines import ChaseRow


def behind(row: ChaseRow) -> Screen[Any] | None:
    """The page for a row; None where there is nothing more to see than the row itself."""
    if row.request:
        return _request(row)
    if row.application:
        return _application(row)
    if row.loss:
        return _loss(row)
    make = _MAKERS.get(row.what) or (_SIGNED.get(row.title) if row.what == "confirm" else None)
    return make(row) if make is not None else None


def _request(row: ChaseRow) -> Screen[Any]:
    return pages.make("request", row.request)


def _application(row: ChaseRow) -> Screen[Any]:
    return pages.make("application", row.application)


def _loss(row: ChaseRow) -> Screen[Any]:
    return pages.make("loss", row.loss)


def _roster(_row: ChaseRow) -> Screen[Any]:
    return pages.make("proposals")


def _quarter(row: ChaseRow) -> Screen[Any]:
    return pages.make("quarter", row.department, row.number)


def _envelopes(_row: ChaseRow) -> Screen[Any]:
    return pages.make("envelopes")


def _hand_overs(_row: ChaseRow) -> Screen[Any]:
    return pages.make("hand_overs")


def _credentials(_row: ChaseRow) -> Screen[Any]:
    return pages.make("credentials")


def _erasure(_row: ChaseRow) -> Screen[Any]:
    return pages.make("erasure")


def _legal_holds(_row: ChaseRow) -> Screen[Any]:
    return pages.make("legal_holds")


def _expiries(_row: ChaseRow) -> Screen[Any]:
    return pages.make("expiries")


def _emergency(row: ChaseRow) -> Screen[Any]:
    return pages.make("emergencies", row.number)


def _archive(row: ChaseRow) -> Screen[Any]:
    return pages.make("archive", row.number)


def _person(row: ChaseRow) -> Screen[Any]:
    return pages.make("person", row.who[0])


def _locked(row: ChaseRow) -> Screen[Any]:
    return pages.make("person", row.number)


def _rules(row: ChaseRow) -> Screen[Any]:
    return pages.make("department_rule", row.department)


def _lacking(row: ChaseRow) -> Screen[Any]:
    if row.remedy == "standby":
        return pages.make("orders")
    return (
        pages.make("applications") if row.alert is not None and row.alert.code in APPLIED else _versions(row)
    )


def _versions(_row: ChaseRow) -> Screen[Any]:
    return pages.make("rosters")


_MAKERS: Final[dict[str, Callable[[ChaseRow], Screen[Any]]]] = {
    "confirm_roster": _roster,
    "filing": _quarter,
    "secret_change": _envelopes,
    "hand_over": _hand_overs,
    "expiry": _expiries,
    "emergency": _emergency,
    "loan": _archive,
    "destroy_paper": _archive,
    "pledge": _person,
    "rules": _rules,
    "unlock": _locked,
    "lacking": _lacking,
    "renew_roster": _versions,
}
_SIGNED: Final[dict[str, Callable[[ChaseRow], Screen[Any]]]] = {
    PairKind.HAND_OVER: _hand_overs,
    PairKind.SEAL_ENVELOPE: _envelopes,
    PairKind.OPEN_ENVELOPE: _envelopes,
    PairKind.UNFREEZE: _credentials,
    PairKind.RESUME_AFTER_LOSS: _credentials,
    PairKind.REARM: _credentials,
    PairKind.ERASE: _erasure,
    PairKind.RELEASE_HOLD: _legal_holds,
}
"""Where a further signature about no request is given."""
