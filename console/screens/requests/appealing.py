"""Dialogs on a request's page that release a text although the screening list blocks it (R11), and take the release back."""

from collections.abc import Callable, Sequence
from functools import partial

from rich.text import Text

from console import reading
from console.acting import steps
from console.acting.freezes import brakes
from console.acting.own_trust import Chosen
from console.acting.two_person import appeals
from console.domain.content.appeals import AppealWithdrawal, ReleaseText
from console.errors import ConsoleError
from console.locale import words
from console.screens import act_form, signing
from console.screens.labelled import rows
from console.screens.page import Page
from console.screens.two_person import confirmation
from console.views import appeals as appeal_words
from console.widgets.modals import Filled, Form, Item
from console.widgets.room import ROOM
from console.widgets.show import show
from console.wire import calls, pairs
from console.wire.answers import Done
from console.wire.requests.rows import RequestView

Then = Callable[[str], None]
"""Called with the words for what was done."""


def appeal(page: Page, view: RequestView, then: Then) -> None:
    """Do what the caller may about a release of this text: propose, confirm, or take back."""

    def answered(rows: list[pairs.ProposalRow]) -> None:
        row = next((one for one in rows if one.kind == ReleaseText.RULE.name), None)
        if row is None:
            _with_lists(page, view, lambda lists: _propose(page, view, lists, then))
        elif row.state == "open" and row.refusal is None:
            page.pick(
                lambda: page.t("appeal.title"),
                lambda: [Item(name, page.t(f"appeal.{name}")) for name in ("confirm", "withdraw")],
                lambda name: _chosen(page, view, row, name, then),
            )
        else:
            _withdraw(page, view.row.id, row, then)

    page.ask(pairs.ProposalsPage(view.row.id), answered)


def _chosen(page: Page, view: RequestView, row: pairs.ProposalRow, name: str, then: Then) -> None:
    if name == "withdraw":
        _withdraw(page, view.row.id, row, then)
    else:
        _with_lists(page, view, lambda lists: _confirm(page, view, row, lists, then))


def _with_lists(page: Page, view: RequestView, then: Callable[[list[Chosen]], None]) -> None:
    """Read the draft's lists by their manifests: a release holds for these people and these times alone."""
    page.work(lambda: appeals.lists(page.session.desk(), view), then, slot="lists")


def _slots(page: Page, view: RequestView, lists: Sequence[Chosen]) -> list[tuple[str, str]]:
    said = appeal_words.slots(page.session.viewer, view.draft, [(one.name, one.n) for one in lists])
    return [(page.t("request.slots"), "\n".join(said))]


def _propose(page: Page, view: RequestView, lists: Sequence[Chosen], then: Then) -> None:
    act_form.ask(
        page,
        ReleaseText,
        lambda: page.t("action.request.appeal"),
        lambda: show(page.t("appeal.about")),
        lambda core, said: appeals.propose(core, view, lists, said, by=page.session.person),
        lambda: then(page.t("appeal.proposed")),
        lambda: _slots(page, view, lists),
    )


def _confirm(
    page: Page, view: RequestView, row: pairs.ProposalRow, lists: Sequence[Chosen], then: Then
) -> None:
    try:
        proposal = appeals.agreed(row, view, lists)
    except ConsoleError as error:
        page.trouble(error)
        return
    confirmation.sign(
        page,
        lambda: page.t("appeal.confirm_title"),
        lambda: proposal,
        lambda core: appeals.confirm(core, row, view, lists, by=page.session.person),
        lambda: then(page.t("appeal.confirmed")),
        _slots(page, view, lists),
        f"\n{page.t('appeal.then')}",
    )


def _withdraw(page: Page, request: int, row: pairs.ProposalRow, then: Then) -> None:
    """Show what was released, and take it back with the reason; the signed act goes to the dispatcher as well, past a desk that withholds it."""
    session = page.session
    try:
        release = appeals.released(row, request)
    except ConsoleError as error:
        page.trouble(error)
        return

    def form() -> Form:
        return act_form.asking(page, AppealWithdrawal)._replace(passphrase=signing.passphrase_field(session))

    def job(filled: Filled) -> brakes.Braked:
        core, said = session.desk(), act_form.answered(page, AppealWithdrawal, {}, filled)
        made = appeals.withdraw(core, row, said, by=session.person)
        signing.insist_apart(made, filled)
        signature = steps.sign(core, steps.read(made), made, partial(signing.unlocked, session, filled))

        def take() -> Done:
            done: Done = core.call(calls.Enact(made.text, signature))
            return done

        question = appeals.withdrawing(made, signature, session.person)
        return brakes.by_both(take, session.ask_dispatcher, question)

    def told(taken: brakes.Braked) -> None:
        then(f"{page.t('appeal.withdrawn')} {words.road(taken, session.lang, 'withdrawal_road')}")

    def about() -> Text:
        said = rows(session, reading.rows(session.reader, release), ROOM)
        return show(f"{page.t('appeal.withdraw_about')}\n").append_text(said)

    page.act(lambda: page.t("appeal.withdraw"), about, form, job, told)
