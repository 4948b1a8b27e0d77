"""The orders that a dialog is enough for: suspend somebody, wake a standby, recall what was given."""

from collections.abc import Callable
from functools import partial

from rich.text import Text

from console.acting import orders, steps
from console.domain import times
from console.domain.people import Appointment, Post
from console.domain.refusals import refuse
from console.errors import ConsoleError
from console.screens import signing
from console.screens.page import Page
from console.screens.people_facts import as_roster, order_words, post_words
from console.screens.session import Session
from console.screens.windows import to_instant
from console.widgets.modals import Filled, Form, Item, Line, Pick
from console.widgets.show import show
from console.wire import personnel, rosters, views

Then = Callable[[str], None]
"""Goes on with the words for what was done."""


def suspend(page: Page, person: str, name: str, then: Then) -> None:
    """Stop a person's rights at once: his name typed again, a reason, the passphrase."""
    lines = (
        Line("name", page.t("people.retype_name"), equals=name, wrong=page.t("people.name_wrong")),
        Line("reason", page.t("act.reason")),
    )

    def call_of(filled: Filled) -> personnel.PrepareOrder:
        return personnel.PrepareOrder("suspension", person=person, reason=filled.lines["reason"])

    about = Text("\n").join([show(f"{name} ({person})", "bold"), show(page.t("people.suspend_about"))])
    _give(
        page,
        page.t("people.suspend_title"),
        about,
        lines,
        call_of,
        partial(_told, page, then, "suspended", name),
    )


def recall(page: Page, row: personnel.OrderRow, then: Then) -> None:
    """End a deputation or a standby's days early: a reason, the passphrase."""
    session = page.session
    lines = (Line("reason", page.t("act.reason")),)

    def call_of(filled: Filled) -> personnel.PrepareOrder:
        return personnel.PrepareOrder("recall", order=row.digest, reason=filled.lines["reason"])

    about = show(f"{order_words(session, row)}\n{session.when(row.since)} - {session.when(row.until)}")
    _give(
        page,
        page.t("people.recall_title"),
        about,
        lines,
        call_of,
        partial(_told, page, then, "recalled", session.name(row.person)),
    )


def wake(page: Page, then: Then) -> None:
    """Wake a standby (B角) of a department whose manager the caller is; first which one, where there are several."""
    page.ask(rosters.RosterDetail(), lambda found: _standbys(page, found, then), slot="wake")


def _standbys(page: Page, found: rosters.RosterText, then: Then) -> None:
    try:
        roster = as_roster(found.text)
    except ConsoleError as error:
        page.trouble(error)
        return
    at, me = page.session.now(), page.session.person
    managed = [d.id for d in roster.departments if roster.holds(me, Post.DEPARTMENT_MANAGER, d.id, at)]
    if not managed:
        page.trouble(refuse("not_the_manager", "R8", department=page.session.department("")))
        return
    dormant = [
        a for a in roster.posts if a.standby and a.department in managed and a.since <= at and _lasts(a, at)
    ]
    if not dormant:
        page.say(page.t("people.no_standby"))
        return
    options = [
        Item(str(nth), f"{page.session.name(a.person)}  {post_words(page.session, [a])}")
        for nth, a in enumerate(dormant)
    ]

    def picked(choice: str | None) -> None:
        if choice:
            _wake(page, dormant[int(choice)], then)

    page.app.push_screen(
        Pick(show(page.t("people.pick_standby")), options, show(page.t("keys.pick"))), picked
    )


def _lasts(held: Appointment, at: str) -> bool:
    return not held.until or at < held.until


def _wake(page: Page, held: Appointment, then: Then) -> None:
    session = page.session
    lines = (
        Line("since", page.t("people.since_now"), optional=True),
        Line("until", page.t("people.until")),
        Line("reason", page.t("act.reason")),
    )

    def call_of(filled: Filled) -> personnel.PrepareOrder:
        return personnel.PrepareOrder(
            "activation",
            person=held.person,
            post=str(held.post),
            department=held.department,
            since=instant(session, filled.lines["since"]) or session.now(),
            until=instant(session, filled.lines["until"]),
            reason=filled.lines["reason"],
        )

    name = session.name(held.person)
    about = Text("\n").join(
        [show(f"{name}  {post_words(session, [held])}", "bold"), show(page.t("people.wake_about"))]
    )
    _give(page, page.t("people.wake_title"), about, lines, call_of, partial(_told, page, then, "woken", name))


def instant(session: Session, typed: str) -> str:
    """The instant that a person typed on his clock, empty for none; raises ConsoleError("not_a_time")."""
    found = to_instant(typed, session.zone())
    if found:
        try:
            times.parse(found)
        except ValueError as error:
            raise ConsoleError("not_a_time", value=typed) from error
    return found


def give(session: Session, filled: Filled, call: personnel.PrepareOrder) -> views.Done:
    """Have an order prepared, insist on it, sign it, send it in; runs in a thread."""
    core = session.desk()
    prepared = orders.prepare(core, call, by=session.person)
    return steps.enact(core, prepared, signing.unlocked(session, filled))


def _give(
    page: Page,
    title: str,
    about: Text,
    lines: tuple[Line, ...],
    call_of: Callable[[Filled], personnel.PrepareOrder],
    then: Callable[[views.Done], None],
) -> None:
    session = page.session

    def job(filled: Filled) -> views.Done:
        return give(session, filled, call_of(filled))

    page.act(title, about, Form(lines=lines, passphrase=signing.passphrase_field(session)), job, then)


def _told(page: Page, then: Then, what: str, name: str, _done: views.Done) -> None:
    then(page.t(f"people.{what}", name=name))
