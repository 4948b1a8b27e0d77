"""What people see of people and their rights (R1, R7, R8)."""

from typing import TYPE_CHECKING, Final

from console.look.senses import Sense
from console.noun import SEARCHED, Noun, Route, key, page
from console.wire.duties import subjects

if TYPE_CHECKING:
    from console.wire.people.department_rules import RulesRow
    from console.wire.people.enrolment import ApplicationView


class ToPerson(Route, frozen=True):
    """A person by their id."""

    person: str


class ToOrders(Route, frozen=True):
    """The orders about this person."""

    person: str


class ToApplicationForm(Route, frozen=True):
    """An Operator Application, begun from this one (R1)."""

    view: "ApplicationView | None" = None


class ToRulesForm(Route, frozen=True):
    """The next version of a department's rules, begun from this title and text."""

    newest: "RulesRow"
    title: str
    text: str


NOUN: Final = Noun(
    "people",
    pages=(
        page("people", "people.people:PeoplePage")(
            key("open", "enter"),
            key("orders", "d", clause="R2"),
            key("applications", "a", clause="R1"),
            key("pledge", "p", clause="A2"),
            key("chase", "c", clause="R7"),
            key("department_rules", "m", clause="R0"),
            key("rosters", "r"),
            key("rules", "f", clause="R2"),
            key("alerts", "w"),
            key("suspend", "u", danger=2, clause="R7"),
            key("unlock", "l", danger=1, clause="R12"),
            key("wake", "b", danger=2, clause="R8"),
            *SEARCHED,
        ),
        page("person", "people.person:PersonPage", "people.open", about=(ToPerson, subjects.Locked))(
            key("deputise", "d", danger=2, clause="R2"),
            key("suspend", "u", danger=2, clause="R7"),
            key("unlock", "l", danger=1, clause="R12"),
            key("orders", "o"),
        ),
        page("orders", "people.orders:OrdersPage", "people.orders", alone=True, about=(ToOrders,))(
            key("open", "enter"),
            key("new", "n", danger=2, clause="R2"),
            key("wake", "b", danger=2, clause="R8"),
            key("recall", "x", danger=2, clause="R2"),
            key("every", "s"),
            key("absence", "v"),
            key("filter", "slash"),
        ),
        page("applications", "people.applications:ApplicationsPage", "people.applications", alone=True)(
            key("open", "enter"),
            key("new", "n", danger=2, clause="R1"),
            key("queue", "m"),
            key("state", "s"),
            *SEARCHED,
        ),
        page(
            "application",
            "people.application:ApplicationPage",
            "applications.open",
            about=(subjects.Application,),
        )(
            key("agree", "a", danger=2, clause="R8"),
            key("file", "f", danger=2, clause="R1"),
            key("return", "r", danger=2, clause="R1"),
            key("reject", "x", danger=2, clause="R1"),
            key("withdraw", "w", danger=2, clause="R1"),
            key("edit", "e", danger=1, clause="R1"),
        ),
        page(
            "application_form",
            "people.application_form:ApplicationFormPage",
            "applications.new",
            about=(ToApplicationForm,),
        )(
            key("submit", "ctrl+s", danger=2, clause="R1"),
            key("pick", "f5"),
            key("read_key", "f6", clause="R12"),
        ),
        page("pledge", "people.pledge:PledgePage", "people.pledge", alone=True)(
            key("sign", "ctrl+s", danger=2, clause="A2"), key("everyone", "f5", clause="A2")
        ),
        page("pledges", "people.pledges:PledgesPage", "pledge.everyone", alone=True)(
            key("open", "enter"), key("mine", "p", clause="A2"), key("lacking", "s"), *SEARCHED
        ),
        page(
            "department_rules",
            "people.department_rules:DepartmentRulesPage",
            "people.department_rules",
            alone=True,
        )(key("open", "enter", clause="R0"), key("new", "n", danger=2, clause="R0"), *SEARCHED),
        page(
            "department_rule",
            "people.department_rules:DepartmentRulePage",
            "department_rules.open",
            about=(subjects.Rules,),
        )(key("versions", "v", clause="R0"), key("new", "n", danger=2, clause="R0")),
        page(
            "department_rules_form",
            "people.department_rules_form:DepartmentRulesForm",
            "department_rule.new",
            about=(ToRulesForm,),
        )(key("sign", "ctrl+s", danger=2, clause="R0"), key("read", "f5")),
    ),
    senses={
        "state:application": {
            "submitted": Sense.WAITING,
            "authorised": Sense.WAITING,
            "approved": Sense.WAITING,
            "filed": Sense.WAITING,
            "carried_out": Sense.GOOD,
            "active": Sense.GOOD,
            "returned": Sense.YOURS,
            "rejected": Sense.BAD,
            "withdrawn": Sense.LATER,
            "suspended": Sense.BAD,
            "ended": Sense.LATER,
        },
        "order_state": {
            "coming": Sense.LATER,
            "live": Sense.GOOD,
            "over": Sense.LATER,
            "recalled": Sense.LATER,
        },
        "standing": {"active": Sense.GOOD, "suspended": Sense.BAD, "locked": Sense.BAD, "left": Sense.LATER},
        "pledge_state": {
            "valid": Sense.GOOD,
            "expiring": Sense.YOURS,
            "outdated": Sense.YOURS,
            "missing": Sense.BAD,
            "expired": Sense.BAD,
        },
    },
)
