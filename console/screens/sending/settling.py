"""On the monitor: settling unknown recipients. One person proposes, another confirms, each with their passphrase."""

from collections.abc import Callable, Iterator, Sequence

from rich.text import Text

from console.acting import steps
from console.acting.two_person import pairs as acting
from console.domain.two_person.pairs import Settle, Verdict
from console.errors import ConsoleError
from console.look.senses import Sense
from console.noun import sense_of
from console.screens import act_form
from console.screens.labelled import rows
from console.screens.page import Page
from console.screens.session import Session, number
from console.screens.two_person import confirmation, pair_words
from console.widgets.modals import Item
from console.widgets.room import ROOM
from console.widgets.show import show
from console.wire import pairs
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.requests.rows import RequestView
from console.wire.sending import sends


def propose(page: Page, view: sends.SendView, then: Callable[[], None]) -> None:
    """Choose the verdict, give the reason, type the number again, sign."""
    session, unknown = page.session, view.row.tally.unknown
    page.pick(
        lambda: session.t("settling.which", n=number(unknown)),
        lambda: [Item(str(one), session.label("settle_means", one)) for one in Verdict],
        lambda verdict: _ask_proposal(page, view, verdict, then),
    )


def _ask_proposal(page: Page, view: sends.SendView, verdict: str, then: Callable[[], None]) -> None:
    session, row = page.session, view.row
    count = row.tally.unknown

    def prepare(core: steps.Core, said: dict[str, Given]) -> Prepared:
        return pair_words.prepare(core, Settle, row, said, session.person)

    def about() -> Text:
        said = [
            *pair_words.which(session, row.number, row.slot, row.purpose),
            (session.t("settling.in_doubt"), number(count)),
            (session.t("settling.line"), session.label("settle_verdict", verdict)),
        ]
        return rows(session, said, ROOM).append_text(show(f"\n{session.t('settling.then')}"))

    act_form.ask(
        page,
        Settle,
        lambda: session.label("act", "settle"),
        about,
        prepare,
        then,
        lambda: pair_words.which(session, row.number, row.slot, row.purpose),
        {"verdict": verdict, "count": count},
    )


def confirm(page: Page, kept: pairs.ProposalRow, whole: RequestView, then: Callable[[], None]) -> None:
    """Show the proposal from its signed bytes, have the number typed again, sign."""
    session = page.session
    try:
        acting.insist_shown(whole, whole.row)
        proposal = acting.read(kept, whole)
    except ConsoleError as error:
        page.trouble(error)
        return

    confirmation.sign(
        page,
        lambda: session.label("act", "confirm"),
        lambda: proposal,
        lambda core: acting.confirm(core, kept, by=session.person, view=whole),
        then,
        pair_words.which(session, whole.row.number, acting.on_slot(proposal).slot, whole.row.purpose),
    )


def open_proposal(pending: Sequence[pairs.ProposalRow], slot: int) -> pairs.ProposalRow | None:
    """The proposal of a slot that waits for its second signature, or None."""
    return next((row for row in pending if row.slot == slot and row.state == "open"), None)


def notes(
    session: Session, view: sends.SendView, pending: Sequence[pairs.ProposalRow]
) -> Iterator[tuple[Sense, str]]:
    """The newest proposal of a slot (verdict, count, proposer, state), and the key for a person whose turn it is.

    Nothing if no recipient is unknown and nothing was proposed.
    """
    for row in [row for row in pending if row.slot == view.row.slot][:1]:
        yield sense_of("proposal_state", row.state), pair_words.line(session, row)
    for name in ("settle", "confirm"):
        if name in view.allowed and view.allowed[name] is None:
            yield Sense.YOURS, session.t(f"settling.turn_{name}", n=number(view.row.tally.unknown))
            return
