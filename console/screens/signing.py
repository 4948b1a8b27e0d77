"""Signing as pages do it: the key file opened for one act, the prepared bytes checked against what was shown."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from console.acting import cards, declared, manifests, steps, submission
from console.acting.manifests import Vouched
from console.acting.own import Chosen
from console.domain import acts
from console.errors import ConsoleError
from console.screens.session import Session
from console.signing.keys import KeyFileError, UnlockedKey, unlock
from console.widgets.modals import Filled, Secret
from console.wire import views


def unlocked(session: Session, filled: Filled) -> UnlockedKey:
    """Open the person's key file; takes half a second. Raises KeyFileError; of a wrong passphrase what `steps.tell_wrong` says."""
    try:
        return unlock(session.keys(session.person), filled.passphrase)
    except KeyFileError as error:
        if error.code == "wrong_passphrase":
            # A key file's folder is nobody's business at a screen.
            raise steps.tell_wrong(session.desk(), Path(error.path.name)) from error
        raise


_LONG: Final = 6
"""Characters of a passphrase from which on it is not in a text by chance."""


def insist_apart(prepared: views.Prepared, filled: Filled) -> None:
    """Refuse to sign a text in which the signer's own passphrase stands, typed a field too early: it would stay in the ledger.

    Raises ConsoleError("passphrase_in_text").
    """
    typed = filled.passphrase.decode("utf-8", "replace")
    if len(typed) >= _LONG and typed in prepared.text:
        raise ConsoleError("passphrase_in_text")


def passphrase_field(session: Session) -> Secret:
    """The passphrase field; a demonstration prints its passphrase there."""
    hint = session.demo(session.person) if session.demo is not None else ""
    return Secret(session.t("act.passphrase"), hint)


class Judged(NamedTuple):
    """What the drafter would sign: it says what the form says; its lists, proved, and those that were not chosen here."""

    act: acts.Request
    lists: list[Vouched]
    elsewhere: list[Vouched]


def judge_submission(
    session: Session, request: int, draft: views.Draft, chosen: Sequence[Chosen | None]
) -> Judged:
    """Have a request prepared, and insist that it says what the form says, about the lists that were chosen in it; takes a thread's time.

    Raises ConsoleError `prepared_differs`, `list_not_chosen` or `list_unproven`.
    """
    core = session.desk()
    act = submission.insist(submission.ask(core, request), draft, by=session.person)
    lists = manifests.vouched(core, session.own, act)
    manifests.insist_chosen(lists, chosen)
    return Judged(act, lists, manifests.chosen_elsewhere(lists, chosen))


def submit(session: Session, filled: Filled, request: int, shown: acts.Request) -> views.Done:
    """Sign a request statement if the bytes prepared now say what was shown; number and time alone may have moved on."""
    core = session.desk()
    prepared = submission.ask(core, request)
    declared.insist_same(shown, steps.read(prepared))
    insist_apart(prepared, filled)
    return steps.enact(core, prepared, unlocked(session, filled), draft=request)


def of_slots(session: Session, view: views.RequestView) -> tuple[acts.Request, tuple[Vouched, ...]]:
    """A request's signed text and the lists that it names, proved, which are those of the desk's rows; takes a thread's time.

    Raises as `statement`, `manifests.vouched` and `manifests.insist_rows` do.
    """
    act = cards.statement(view.statement, view.digest)
    slots = manifests.vouched(session.desk(), session.own, act)
    manifests.insist_rows(slots, view.slots)
    return act, tuple(slots)


def statement(text: str, expected: str) -> acts.Request:
    """Read a signed request statement for showing; its digest must be the one that a step will cite.

    Raises ConsoleError("prepared_unreadable" or "prepared_differs").
    """
    return cards.statement(text, expected)
