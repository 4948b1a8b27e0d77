"""Handing in and deciding an application (Attachment 3): the prepared bytes must say what was meant before they are signed."""

from collections.abc import Mapping

from console.acting import declared
from console.acting.steps import Core, read
from console.domain.people.enrolment import Application, ApplicationStep
from console.errors import ConsoleError
from console.signing.statements import digest
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.people.enrolment import ApplicationForm, ApplicationView


def shown(view: ApplicationView) -> Application:
    """Return the signed application that a view holds; raises ConsoleError unless it has the digest that the decision will name."""
    if digest(view.statement.encode()) != view.digest:
        raise ConsoleError("prepared_differs", fields="statement")
    act = read(Prepared(view.statement))
    if not isinstance(act, Application):
        raise ConsoleError("prepared_unreadable")
    return act


def prepare(core: Core, form: ApplicationForm, *, by: str, application: int = 0) -> Prepared:
    """Have an application prepared and check it against the form; raises ConsoleError("prepared_differs").

    `application` is the returned application of which this is the next version, 0 for a new one.
    """
    subject = str(application) if application else ""
    return declared.prepare(core, Application, subject, form.said(), {}, by=by)


def decide(core: Core, view: ApplicationView, said: Mapping[str, Given], *, by: str) -> Prepared:
    """Have a decision on the shown application prepared, and check it; raises ConsoleError("prepared_differs")."""
    shown(view)
    values = {"application": view.digest, "previous": view.head}
    return declared.prepare(core, ApplicationStep, str(view.row.id), said, values, by=by, head=view.head)
