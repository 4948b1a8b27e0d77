"""Which page is behind a row of the chase board; a page's module is read when it is first opened."""

from collections.abc import Callable
from typing import Final

from console.domain.pairing import PairKind
from console.domain.roster_alerts import APPLIED
from console.screens.page import Page
from console.wire.deadlines import ChaseRow


def behind(row: ChaseRow) -> Page | None:
    """The page for a row; None where there is nothing more to see than the row itself."""
    if row.request:
        return _request(row)
    if row.application:
        return _application(row)
    if row.loss:
        return _loss(row)
    make = _MAKERS.get(row.what) or (_SIGNED.get(row.title) if row.what == "confirm" else None)
    return make(row) if make is not None else None


def _request(row: ChaseRow) -> Page:
    from console.screens.request_view import RequestPage  # noqa: PLC0415 - see the module

    return RequestPage(row.request)


def _application(row: ChaseRow) -> Page:
    from console.screens.application import ApplicationPage  # noqa: PLC0415 - see the module

    return ApplicationPage(row.application)


def _loss(row: ChaseRow) -> Page:
    from console.screens.loss import LossPage  # noqa: PLC0415 - see the module

    return LossPage(row.loss)


def _roster(_row: ChaseRow) -> Page:
    from console.screens.proposals import RosterProposalsPage  # noqa: PLC0415 - see the module

    return RosterProposalsPage()


def _quarter(row: ChaseRow) -> Page:
    from console.screens.quarter import QuarterPage  # noqa: PLC0415 - see the module

    return QuarterPage(row.department, row.number)


def _envelopes(_row: ChaseRow) -> Page:
    from console.screens.envelopes import EnvelopesPage  # noqa: PLC0415 - see the module

    return EnvelopesPage()


def _hand_overs(_row: ChaseRow) -> Page:
    from console.screens.hand_overs import HandOversPage  # noqa: PLC0415 - see the module

    return HandOversPage()


def _credentials(_row: ChaseRow) -> Page:
    from console.screens.credentials import CredentialsPage  # noqa: PLC0415 - see the module

    return CredentialsPage()


def _erasure(_row: ChaseRow) -> Page:
    from console.screens.erasure import ErasurePage  # noqa: PLC0415 - see the module

    return ErasurePage()


def _legal_holds(_row: ChaseRow) -> Page:
    from console.screens.legal_holds import LegalHoldsPage  # noqa: PLC0415 - see the module

    return LegalHoldsPage()


def _expiries(_row: ChaseRow) -> Page:
    from console.screens.expiries import ExpiriesPage  # noqa: PLC0415 - see the module

    return ExpiriesPage()


def _emergency(row: ChaseRow) -> Page:
    from console.screens.emergencies import EmergenciesPage  # noqa: PLC0415 - see the module

    return EmergenciesPage(row.number)


def _archive(row: ChaseRow) -> Page:
    from console.screens.archive import ArchivePage  # noqa: PLC0415 - see the module

    return ArchivePage(row.number)


def _person(row: ChaseRow) -> Page:
    from console.screens.person import PersonPage  # noqa: PLC0415 - see the module

    return PersonPage(row.who[0])


def _locked(row: ChaseRow) -> Page:
    from console.screens.person import PersonPage  # noqa: PLC0415 - see the module

    return PersonPage(row.number)


def _rules(row: ChaseRow) -> Page:
    from console.screens.department_rules import DepartmentRulePage  # noqa: PLC0415 - see the module

    return DepartmentRulePage(row.department)


def _lacking(row: ChaseRow) -> Page:
    from console.screens.applications import ApplicationsPage  # noqa: PLC0415 - see the module
    from console.screens.orders import OrdersPage  # noqa: PLC0415 - see the module

    if row.remedy == "standby":
        return OrdersPage()
    return ApplicationsPage() if row.alert is not None and row.alert.code in APPLIED else _versions(row)


def _versions(_row: ChaseRow) -> Page:
    from console.screens.rosters import RostersPage  # noqa: PLC0415 - see the module

    return RostersPage()


_MAKERS: Final[dict[str, Callable[[ChaseRow], Page]]] = {
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
_SIGNED: Final[dict[str, Callable[[ChaseRow], Page]]] = {
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
