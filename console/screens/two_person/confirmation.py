"""The second signature of any proposal, or a further one: its signed bytes read whole, then the passphrase."""

from collections.abc import Callable, Sequence

from rich.text import Text

from console.acting import steps
from console.domain.two_person.pairs import Proposal
from console.errors import ConsoleError
from console.screens import act_form, signing
from console.screens.page import Page
from console.screens.statement import proposed, rows
from console.widgets.modals import ROOM, Filled, Form
from console.widgets.show import show
from console.wire import pairs, views


def find(
    page: Page,
    which: Callable[[pairs.ProposalRow], bool],
    then: Callable[[pairs.ProposalRow], None],
    otherwise: Callable[[], None],
) -> None:
    """Go on with the first open proposal of that kind that the caller may confirm; whoever may not is told why."""

    def answered(pending: list[pairs.ProposalRow]) -> None:
        row = next((one for one in pending if which(one)), None)
        if row is None:
            otherwise()
        elif row.refusal is not None:
            page.trouble(row.refusal)
        else:
            then(row)

    page.ask(pairs.ProposalsPage(), answered)


def sign(
    page: Page,
    title: Callable[[], str],
    read: Callable[[], Proposal],
    prepare: Callable[[steps.Core], views.Prepared],
    then: Callable[[], None],
    beside: Sequence[tuple[str, str]] = (),
    below: str = "",
) -> None:
    """Show a proposal as it was signed, `beside` above it and `below` under it, and put the next signature under it.

    What `read` raises is shown instead: nobody signs what cannot be read, or is about something else.
    Its count is typed again; `prepare` has the confirmation of the bytes that are shown prepared.
    """
    session = page.session
    try:
        proposal = read()
    except ConsoleError as error:
        page.trouble(error)
        return

    def job(filled: Filled) -> views.Done:
        core = session.desk()
        return steps.enact(core, prepare(core), signing.unlocked(session, filled))

    def about() -> Text:
        return rows(session, [*beside, *proposed(session, proposal)], ROOM).append_text(show(below))

    page.act(
        title,
        about,
        lambda: Form(lines=act_form.counts(page, proposal), passphrase=signing.passphrase_field(session)),
        job,
        lambda _: then(),
    )
