"""Dialogs that propose or confirm an erasure or the end of a legal hold, and that make a legal hold (R13)."""

from collections.abc import Callable, Sequence

from rich.text import Text

from console.acting import erasure as acting
from console.domain.acts import Manifest
from console.domain.erasure.erasing import Erase, HoldScope, ReleaseHold, requests_of
from console.domain.two_person.pairs import Proposal
from console.errors import ConsoleError
from console.screens import act_form
from console.screens.do_form import do
from console.screens.labelled import rows
from console.screens.page import Page
from console.screens.session import Session, number
from console.screens.two_person import confirmation
from console.widgets.modals import Item
from console.widgets.room import ROOM
from console.widgets.show import show
from console.wire import pairs
from console.wire.sending import erasure as wire

Then = Callable[[str], None]
"""Called with the words for what was done."""


def propose(page: Page, chosen: Sequence[wire.DueRow], then: Then) -> None:
    """Give the reason, read what will be erased, type the number of rows again, sign."""
    session = page.session

    def what() -> list[tuple[str, str]]:
        named = "\n".join(f"{row.name}  {row.title}" for row in chosen[:_SHOWN])
        more = f"\n… {number(len(chosen) - _SHOWN)}" if len(chosen) > _SHOWN else ""
        return [(session.t("erasure.what"), named + more)]

    act_form.ask(
        page,
        Erase,
        lambda: session.t("erasure.propose_title"),
        lambda: _with(session, rows(session, what(), ROOM), "what_goes", "then_erase"),
        lambda core, said: acting.erase(core, chosen, said, by=session.person),
        lambda: then(session.t("erasure.proposed")),
        what,
    )


_SHOWN = 8


def confirm(page: Page, row: pairs.ProposalRow, then: Then) -> None:
    """Show the proposal from its signed bytes, have the number of rows typed again if any are erased, sign."""
    try:
        proposal = acting.read(row)
    except ConsoleError as error:
        page.trouble(error)
        return
    act = proposal.act
    if not isinstance(act, Erase):
        _confirm(page, row, proposal, [], then)
        return
    first = list(requests_of(act))[:_READ]
    lists = [one.manifest for one in act.lists][:_READ]

    def requests_read(texts: list[str]) -> None:
        try:
            numbers = list(dict.fromkeys(acting.named(texts, first).values()))
        except ConsoleError as error:
            page.trouble(error)
            return

        def lists_read(texts: list[str]) -> None:
            try:
                manifests = acting.named_lists(texts, lists)
            except ConsoleError as error:
                page.trouble(error)
                return
            named = [*numbers, *(_list_words(page.session, one) for one in manifests)]
            _confirm(page, row, proposal, named, then)

        page.ask(wire.ErasedLists(lists), lists_read)

    # The dialog names records from their own signed texts; all of them are checked at the signature.
    page.ask(wire.ErasedRequests(first), requests_read)


_READ = 50
"""Requests and lists whose names are read before the dialog opens."""


def _list_words(session: Session, one: Manifest) -> str:
    """A list by name, department, time of import and count of numbers, because several lists may have one name."""
    said = (one.name, session.department(one.department), session.when(one.at), number(one.n))
    return "  ".join(said)


def _confirm(page: Page, row: pairs.ProposalRow, proposal: Proposal, named: list[str], then: Then) -> None:
    session, act = page.session, proposal.act
    more = f"\n… {number(len(named) - _SHOWN)}" if len(named) > _SHOWN else ""
    beside = [(session.t("erasure.what"), "\n".join(named[:_SHOWN]) + more)] if named else []
    erases = isinstance(act, Erase)
    title = "confirm_title" if erases else "confirm_release_title"
    confirmation.sign(
        page,
        lambda: session.t(f"erasure.{title}"),
        lambda: proposal,
        lambda core: acting.confirm(core, row, by=session.person),
        lambda: then(session.t("erasure.confirmed")),
        beside,
        f"\n{session.t('erasure.what_goes')}" if erases else "",
    )


def release(page: Page, row: wire.LegalHoldRow, then: Then) -> None:
    """Propose to end a legal hold."""
    session = page.session

    def about() -> list[tuple[str, str]]:
        return [
            (session.t("erasure.subject"), f"{session.label('erasure.scope', row.scope)} {row.name}"),
            (session.t("erasure.made_by"), f"{session.name(row.by)}  {session.when(row.at)}"),
            (session.t("act.reason"), row.reason),
        ]

    act_form.ask(
        page,
        ReleaseHold,
        lambda: session.t("erasure.release_title"),
        lambda: _with(session, rows(session, about(), ROOM), "then_release"),
        lambda core, said: acting.release(core, row, said, by=session.person),
        lambda: then(session.t("erasure.proposed")),
        about,
    )


def hold(page: Page, row: wire.DueRow, then: Then) -> None:
    """Put a legal hold on a request, or on everything of its department, from now on."""
    session = page.session

    def options() -> list[Item]:
        department = session.department(row.department)
        items = [Item(HoldScope.DEPARTMENT, session.t("erasure.hold_department", name=department))]
        if row.kind == "request":
            items.insert(0, Item(HoldScope.REQUEST, session.t("erasure.hold_request", name=row.name)))
        return items

    def picked(scope: str) -> None:
        subject = str(row.id) if scope == HoldScope.REQUEST else row.department
        name = row.name if scope == HoldScope.REQUEST else session.department(row.department)

        do(
            page,
            wire.MakeLegalHold,
            lambda: session.t("erasure.hold_title"),
            lambda: rows(
                session,
                [(session.t("erasure.subject"), f"{session.label('erasure.scope', scope)} {name}")],
                ROOM,
            ),
            lambda _: then(session.t("erasure.hold_made")),
            {"scope": scope, "subject": subject},
        )

    page.pick(lambda: session.t("erasure.hold_which"), options, picked)


def _with(session: Session, drawn: Text, *keys: str) -> Text:
    for key in keys:
        drawn = drawn.append_text(show(f"\n{session.t(f'erasure.{key}')}"))
    return drawn
