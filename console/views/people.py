"""How people, pledges, orders, deputies' decisions, and applications are shown."""

from typing import Annotated, Final

import msgspec

from console.noun import sense_of
from console.views.view import Reader, View, Viewer, with_id
from console.wire.duties.here import PersonRow
from console.wire.people import enrolment, personnel
from console.wire.shown import shown

PERSON = View(
    PersonRow,
    "person",
    posts=lambda viewer, row: ", ".join(viewer.post(*one) for one in row.posts),
)


class StaffLine(msgspec.Struct, frozen=True):
    """A person of the roster with the orders in force; the page has put posts, standing and deputy into words."""

    id: str
    name: Annotated[str, shown(width=8, places="l"), shown("with_id", places="p")]
    staff_no: Annotated[str, shown(places="p")]
    posts: Annotated[str, shown(places="l", label="column.posts")]
    held: Annotated[str, shown("held", places="p", label="column.posts")]
    standing: Annotated[str, shown("standing", (6, 9), "l", label="column.state")]
    standing_words: Annotated[str, shown(places="p", label="standing")]
    pledge: Annotated[str, shown("pledge_state", (8, 9), "l"), shown("pledged", places="p")]
    pledged_until: str
    deputy: Annotated[str, shown(width=8, places="lp", label="deputy_now")]
    key: Annotated[str, shown("whole_key", places="p")]


STAFF = View(
    StaffLine,
    "people",
    with_id=lambda _viewer, row: with_id(row.name, row.id),
    held=lambda viewer, row: row.held or viewer.t("people.no_post"),
    pledged=lambda viewer, row: (
        f"{viewer.label('pledge_state', row.pledge)}  {viewer.when(row.pledged_until)}".strip()
    ),
    whole_key=lambda viewer, row: row.key or viewer.t("people.no_key"),
).meaning(pledged=lambda _viewer, row: sense_of("pledge_state", row.pledge))
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
    """The categories that a deputy signs."""
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
    """What was done; for a confirmation, also the act that was confirmed."""
    step = viewer.label("step", row.kind)
    return f"{step} {viewer.label('pair', row.pair)}" if row.pair else step


def _of_what(viewer: Viewer, row: personnel.AbsenceRow) -> str:
    """The two-person act, if it is one; otherwise the request and its purpose."""
    pair = viewer.label("pair", row.pair) if row.pair else ""
    return " ".join(filter(None, (pair, row.number, row.purpose)))


ABSENCE = View(personnel.AbsenceRow, "absence", "people", done=_done, of_what=_of_what)

_APPLICATION: Final[dict[str, Reader]] = {
    "name": lambda viewer, row: row.name or viewer.person(row.person),
    "versioned": lambda _viewer, row: f"{row.number}  v{row.version}",
}
APPLICATION = View(enrolment.ApplicationRow, "application", "people", **_APPLICATION)
APPLICATION_WHOLE = View(
    enrolment.ApplicationView,
    "application",
    "people",
    **_APPLICATION,
)
