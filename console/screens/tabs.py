"""Which page stands behind which digit; a page's module is read when it is first opened."""

from collections.abc import Callable

from console.screens.page import Page


def _todo() -> Page:
    from console.screens.todo import TodoPage  # noqa: PLC0415 - see the module

    return TodoPage()


def _requests() -> Page:
    from console.screens.requests import RequestsPage  # noqa: PLC0415 - see the module

    return RequestsPage()


def _approvals() -> Page:
    from console.screens.approvals import ApprovalsPage  # noqa: PLC0415 - see the module

    return ApprovalsPage()


def _contacts() -> Page:
    from console.screens.contacts import ContactsPage  # noqa: PLC0415 - see the module

    return ContactsPage()


def _sends() -> Page:
    from console.screens.sends import SendsPage  # noqa: PLC0415 - see the module

    return SendsPage()


def _credentials() -> Page:
    from console.screens.credentials import CredentialsPage  # noqa: PLC0415 - see the module

    return CredentialsPage()


def _filing() -> Page:
    from console.screens.filing import FilingPage  # noqa: PLC0415 - see the module

    return FilingPage()


def _people() -> Page:
    from console.screens.people import PeoplePage  # noqa: PLC0415 - see the module

    return PeoplePage()


def _ledger() -> Page:
    from console.screens.ledger import LedgerPage  # noqa: PLC0415 - see the module

    return LedgerPage()


_MAKERS: dict[str, Callable[[], Page]] = {
    "todo": _todo,
    "requests": _requests,
    "approvals": _approvals,
    "contacts": _contacts,
    "sends": _sends,
    "credentials": _credentials,
    "filing": _filing,
    "people": _people,
    "ledger": _ledger,
}


def make(name: str) -> Page:
    """The page of a tab."""
    return _MAKERS[name]()
