"""Orders for which a dialog is enough: suspend a person, activate a standby, recall an order."""

from collections.abc import Callable, Mapping
from functools import partial

from rich.text import Text

from console.acting import declared
from console.acting.people import orders
from console.acting.sitting import Core
from console.domain import times
from console.domain.people.orders import Activation, Recall, Suspension
from console.domain.people.people import Appointment, Post
from console.domain.refusals import refuse
from console.domain.shapes import SignedAct
from console.errors import ConsoleError
from console.screens import act_form, signing
from console.screens.page import Page
from console.screens.session import Session
from console.screens.versions.people_facts import as_roster, post_words
from console.screens.windows import to_instant
from console.views.people import order_words
from console.widgets.modals import Filled, Form, Item, Line
from console.widgets.paint import strong
from console.widgets.show import show
from console.wire.acts import Given
from console.wire.answers import Done, Prepared
from console.wire.people import personnel
from console.wire.rosters import rosters

Then = Callable[[str], None]
"""Called with the words for what was done."""


def suspend(page: Page, person: str, name: str, then: Then) -> None:
    """Suspend a person's rights at once: the name typed again, a reason, the passphrase."""

    def again() -> tuple[Line]:
        return (Line("name", page.t("people.retype_name"), equals=name, wrong=page.t("people.name_wrong")),)

    def about() -> Text:
        return Text("\n").join([strong(f"{name} ({person})"), show(page.t("people.suspend_about"))])

    done = partial(_acted, page, then, "suspended", name)
    _ask(page, Suspension, "suspend", about, done, {"person": person}, again)


def unlock(page: Page, person: str, name: str, then: Then) -> None:
    """Let a person who was locked by wrong passphrases sign again: how their identity was checked, and the caller's passphrase.

    The desk judges who may do it; the passphrase opens the caller's own key, so that nobody else does it at a screen left open.
    """

    def lines() -> tuple[Line, ...]:
        return (Line("reason", page.t("act.reason")),)

    def about() -> Text:
        return Text("\n").join([strong(f"{name} ({person})"), show(page.t("people.unlock_about"))])

    session = page.session

    def job(filled: Filled) -> Done:
        signing.unlocked(session, filled)
        done: Done = session.desk().call(personnel.Unlock(person, filled.lines["reason"]))
        return done

    page.act(
        lambda: page.t("people.unlock_title"),
        about,
        lambda: Form(lines=lines(), passphrase=signing.passphrase_field(session)),
        job,
        lambda _done: _acted(page, then, "unlocked", name),
    )


def recall(page: Page, row: personnel.OrderRow, then: Then) -> None:
    """End a deputation or a standby's activation early: a reason, the passphrase."""
    session = page.session

    def about() -> Text:
        return show(
            f"{order_words(session.viewer, row)}\n{session.when(row.since)} - {session.when(row.until)}"
        )

    def prepare(core: Core, said: dict[str, Given]) -> Prepared:
        return orders.recall(core, row, said, by=session.person)

    done = partial(_acted, page, then, "recalled", session.name(row.person))
    _ask(page, Recall, "recall", about, done, {"order": row.digest}, prepare=prepare)


def wake(page: Page, then: Then) -> None:
    """Activate a standby (B角) of a department that the caller manages; if there are several, ask which one first."""
    page.ask(rosters.RosterDetail(), lambda text: _standbys(page, text, then), slot="wake")


def _standbys(page: Page, text: rosters.RosterText, then: Then) -> None:
    try:
        roster = as_roster(text.text)
    except ConsoleError as error:
        page.trouble(error)
        return
    at, me = page.session.now(), page.session.person
    managed = [d.id for d in roster.departments if roster.holds(me, Post.DEPARTMENT_MANAGER, d.id, at)]
    dormant = [
        a for a in roster.posts if a.standby and a.department in managed and a.since <= at and _lasts(a, at)
    ]
    if not dormant:
        page.trouble(refuse("wakes_nobody", "R8"))
        return

    def options() -> list[Item]:
        return [
            Item(str(nth), f"{page.session.name(a.person)}  {post_words(page.session, [a])}")
            for nth, a in enumerate(dormant)
        ]

    page.pick(
        lambda: page.t("people.pick_standby"),
        options,
        lambda choice: _wake(page, dormant[int(choice)], then),
    )


def _lasts(held: Appointment, at: str) -> bool:
    return not held.until or at < held.until


def _wake(page: Page, held: Appointment, then: Then) -> None:
    session = page.session
    name = session.name(held.person)

    def about() -> Text:
        who = strong(f"{name}  {post_words(session, [held])}")
        return Text("\n").join([who, show(page.t("people.wake_about"))])

    given: dict[str, Given] = {"person": held.person, "post": str(held.post), "department": held.department}
    _ask(page, Activation, "wake", about, partial(_acted, page, then, "woken", name), given)


def instant(session: Session, typed: str) -> str:
    """The instant that a person typed in local time, empty for none; raises ConsoleError("not_a_time")."""
    parsed = to_instant(typed, session.zone())
    if parsed:
        try:
            times.parse(parsed)
        except ValueError as error:
            raise ConsoleError("not_a_time", value=typed) from error
    return parsed


def _ask(
    page: Page,
    kind: type[SignedAct],
    name: str,
    about: Callable[[], Text],
    then: Callable[[], None],
    given: Mapping[str, Given],
    also: Callable[[], tuple[Line, ...]] = tuple,
    prepare: Callable[[Core, dict[str, Given]], Prepared] | None = None,
) -> None:
    """Ask for the remaining fields of an order; `name` selects its title, and `about` is shown again above the prepared order."""

    def usual(core: Core, said: dict[str, Given]) -> Prepared:
        return declared.prepare(core, kind, "", said, {}, by=page.session.person)

    act_form.ask(
        page,
        kind,
        lambda: page.t(f"people.{name}_title"),
        about,
        prepare or usual,
        then,
        lambda: [("", about().plain)],
        given,
        also,
    )


def _acted(page: Page, then: Then, what: str, name: str) -> None:
    then(page.t(f"people.{what}", name=name))
