"""The second or a further signature of any proposal: its signed bytes are shown in full, then the passphrase is asked for."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from rich.text import Text

from console.acting import steps
from console.domain.refusals import Refusal, refuse
from console.domain.two_person.pairs import Proposal
from console.errors import ConsoleError
from console.screens import act_form, signing
from console.screens.labelled import rows
from console.screens.page import Page
from console.screens.statement import proposed
from console.widgets.modals import Filled, Form, Line
from console.widgets.room import ROOM
from console.widgets.show import show
from console.wire import pairs
from console.wire.answers import Done, Prepared

OPEN: Final = "open"
"""The state of a proposal that waits for its second signature."""


class ConfirmingPage(Page):
    """A page on which proposals are confirmed: it knows what waits, so that the key is bracketed where nothing waits for its reader."""

    ENDED: ClassVar[bool] = False
    """Whether it also tells of proposals that wait no longer."""

    def __init__(self) -> None:
        super().__init__()
        self.known: list[pairs.ProposalRow] | None = None

    def begin(self) -> None:
        """Load the page, and ask what waits."""
        super().begin()
        self._ask_known()

    def reload(self) -> None:
        """Load both again."""
        super().reload()
        self._ask_known()

    def _ask_known(self) -> None:
        self.ask(pairs.ProposalsPage(open=not self.ENDED), self._know, slot="known")

    def _know(self, known: list[pairs.ProposalRow]) -> None:
        self.known = known
        self.draw_frame()

    def gone(self, why: Callable[[], Refusal | None]) -> None:
        """Look again what waits, because what the key was for waits no longer, and say why it cannot be pressed now."""

        def told(known: list[pairs.ProposalRow]) -> None:
            self._know(known)
            refusal = why()
            if refusal is not None:
                self.trouble(refusal)

        self.ask(pairs.ProposalsPage(open=not self.ENDED), told, slot="known")

    def unconfirmable(self, which: Callable[[pairs.ProposalRow], bool]) -> Refusal | None:
        """Why the reader confirms no such proposal: none waits, or they may not; None if they may confirm one."""
        if self.known is None:
            return None
        refusals = [one.refusal for one in self.known if one.state == OPEN and which(one)]
        return None if None in refusals else next(iter(refusals), refuse("nothing_waits", "I2"))


def find(
    page: Page,
    which: Callable[[pairs.ProposalRow], bool],
    then: Callable[[pairs.ProposalRow], None],
    otherwise: Callable[[], None],
) -> None:
    """Call `then` with the first open proposal of that kind; if the caller may not confirm it, say why."""

    def answered(pending: list[pairs.ProposalRow]) -> None:
        row = next((one for one in pending if which(one)), None)
        if row is None:
            otherwise()
        elif row.refusal is not None:
            page.trouble(row.refusal)
        else:
            then(row)

    page.ask(pairs.ProposalsPage(), answered)


def sign(  # noqa: PLR0913 - what a dialog asks of its page
    page: Page,
    title: Callable[[], str],
    read: Callable[[], Proposal],
    prepare: Callable[[steps.Core], Prepared],
    then: Callable[[], None],
    beside: Sequence[tuple[str, str]] = (),
    below: str = "",
    also: Sequence[Line] = (),
    insist: Callable[[Filled], None] = lambda _: None,
) -> None:
    """Show a signed proposal, with `beside` above it and `below` under it, and add the next signature.

    A ConsoleError from `read` is shown instead, so nobody signs a proposal that cannot be read or has another subject.
    `also` are further lines, and `insist` raises if what is typed there is wrong, before anything is prepared.
    The count in the proposal is typed again; `prepare` has the confirmation of the shown bytes prepared.
    """
    session = page.session
    try:
        proposal = read()
    except ConsoleError as error:
        page.trouble(error)
        return

    def job(filled: Filled) -> Done:
        insist(filled)
        core = session.desk()
        prepared = prepare(core)
        return steps.enact(core, steps.read(prepared), prepared, lambda: signing.unlocked(session, filled))

    def about() -> Text:
        return rows(session, [*beside, *proposed(session, proposal)], ROOM).append_text(show(below))

    page.act(
        title,
        about,
        lambda: Form(
            lines=[*also, *act_form.counts(page, proposal)], passphrase=signing.passphrase_field(session)
        ),
        job,
        lambda _: then(),
    )
