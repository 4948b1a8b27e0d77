"""How pledges, orders, what deputies decided, and applications are shown."""

from console.views.view import View, Viewer
from console.wire import enrolment, personnel

PLEDGE = View(personnel.PledgeRow, "pledge", "people")


def order_words(viewer: Viewer, row: personnel.OrderRow) -> str:
    """An order in one sentence: who for whom, in which post."""
    person, post = viewer.person(row.person), viewer.post(row.post, row.department)
    match row.kind:
        case "deputation":
            principal = viewer.person(row.principal)
            return viewer.t("people.order.deputation", person=person, principal=principal, post=post)
        case "activation":
            return viewer.t("people.order.activation", person=person, post=post)
        case _:
            return viewer.t("people.order.suspension", person=person)


def _categories(viewer: Viewer, row: personnel.OrderRow) -> str:
    """What a deputy signs."""
    named = ", ".join(viewer.label("category", one) for one in row.categories)
    return (named or viewer.t("people.all_categories")) if row.kind == "deputation" else ""


ORDER = View(
    personnel.OrderRow,
    "order",
    "people",
    order=order_words,
    categories=_categories,
    until=lambda viewer, row: viewer.when(row.until) or viewer.t("people.until_next_roster"),
    short=lambda _viewer, row: row.digest[:12],
)


def _done(viewer: Viewer, row: personnel.AbsenceRow) -> str:
    """What was done; of a confirmation also of which act."""
    step = viewer.label("step", row.kind)
    return f"{step} {viewer.label('pair', row.pair)}" if row.pair else step


def _of_what(viewer: Viewer, row: personnel.AbsenceRow) -> str:
    """Which two-person act, where it is one; the request, and what it is for."""
    pair = viewer.label("pair", row.pair) if row.pair else ""
    return " ".join(filter(None, (pair, row.number, row.purpose)))


ABSENCE = View(personnel.AbsenceRow, "absence", "people", done=_done, of_what=_of_what)

APPLICATION = View(
    enrolment.ApplicationRow,
    "application",
    "people",
    name=lambda viewer, row: row.name or viewer.person(row.person),
    versioned=lambda _viewer, row: f"{row.number}  v{row.version}",
)
