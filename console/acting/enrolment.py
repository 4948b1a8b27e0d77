"""Handing in and deciding an application (Attachment 3): what is meant is insisted on in the bytes before they are signed."""

import msgspec

from console.acting.steps import Core, expect, read
from console.domain.enrolment import Application, ApplicationKind, NewDepartment
from console.domain.people import DepartmentKind
from console.errors import ConsoleError
from console.signing.statements import digest
from console.wire import views
from console.wire.enrolment import (
    ApplicationForm,
    ApplicationView,
    PrepareApplication,
    PrepareApplicationStep,
)

_ELSEWHERE = {"kind", "department_name", "department_kind", "supervisor", "key"}


def shown(view: ApplicationView) -> Application:
    """Return the signed application that a view holds; raises ConsoleError unless the digest to be decided on is its own."""
    if digest(view.statement.encode()) != view.digest:
        raise ConsoleError("prepared_differs", fields="statement")
    act = read(views.Prepared(view.statement))
    if not isinstance(act, Application):
        raise ConsoleError("prepared_unreadable")
    return act


def prepare(core: Core, form: ApplicationForm, *, by: str, application: int = 0) -> views.Prepared:
    """Have an application prepared and check it against the form; raises ConsoleError("prepared_differs").

    `application` is the returned one of which this is the next version, 0 for a new one.
    """
    prepared: views.Prepared = core.call(PrepareApplication(form, application))
    fields: dict[str, object] = {
        name: value for name, value in msgspec.structs.asdict(form).items() if name not in _ELSEWHERE
    }
    fields["key"] = " ".join(form.key.split()[:2])
    fields["new_department"] = (
        NewDepartment(form.department_name, DepartmentKind(form.department_kind), form.supervisor)
        if form.kind == ApplicationKind.OPEN_DEPARTMENT
        else None
    )
    act = expect(prepared, by=by, kind="application", **fields)
    if not isinstance(act, Application) or act.kind != form.kind:
        raise ConsoleError("prepared_differs", fields="kind")
    return prepared


def decide(
    core: Core,
    view: ApplicationView,
    decision: str,
    *,
    by: str,
    reason: str = "",
    paper: str = "",
    place: str = "",
) -> views.Prepared:
    """Have a decision on the application that was shown prepared, and check it; raises ConsoleError("prepared_differs")."""
    shown(view)
    call = PrepareApplicationStep(view.row.id, view.head, decision, reason, paper, place)
    prepared: views.Prepared = core.call(call)
    expect(
        prepared,
        by=by,
        kind="application_step",
        application=view.digest,
        previous=view.head,
        decision=decision,
        reason=reason,
        paper=paper,
        place=place,
    )
    return prepared
