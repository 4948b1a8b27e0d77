"""Which page is behind a row of the chase board; a page's module is read when it is first opened."""

from collections.abc import Callable
from typing import Final

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
    make = _MAKERS.get(row.what)
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


_MAKERS: Final[dict[str, Callable[[ChaseRow], Page]]] = {
    "confirm_roster": _roster,
    "filing": _quarter,
    "secret_change": _envelopes,
    "expiry": _expiries,
    "emergency": _emergency,
    "loan": _archive,
    "destroy_paper": _archive,
    "pledge": _person,
}
