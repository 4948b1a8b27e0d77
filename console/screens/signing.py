"""Signing from pages: the key file is opened for one act, and the prepared bytes are checked against what was shown."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from console.acting import cards, declared, manifests, registered, steps, submission, templates
from console.acting.manifests import Vouched
from console.acting.own import Chosen
from console.acting.templates import Against
from console.domain import acts
from console.errors import ConsoleError
from console.screens.session import Session
from console.signing.keys import KeyFileError, UnlockedKey, unlock
from console.widgets.modals import Filled, Secret
from console.wire import views


def unlocked(session: Session, filled: Filled) -> UnlockedKey:
    """Open the person's key file (half a second). Raises KeyFileError, or for a wrong passphrase that of `steps.tell_wrong`."""
    try:
        return unlock(session.keys(session.person), filled.passphrase)
    except KeyFileError as error:
        if error.code == "wrong_passphrase":
            # The folder of a key file must not be shown on a screen.
            raise steps.tell_wrong(session.desk(), Path(error.path.name)) from error
        raise


_LONG: Final = 6
"""Length from which a passphrase does not appear in a text by chance, in characters."""


def insist_apart(prepared: views.Prepared, filled: Filled) -> None:
    """Refuse to sign a text that contains the signer's own passphrase, typed one field too early: it would stay in the ledger.

    Raises ConsoleError("passphrase_in_text").
    """
    typed = filled.passphrase.decode("utf-8", "replace")
    if len(typed) >= _LONG and typed in prepared.text:
        raise ConsoleError("passphrase_in_text")


def passphrase_field(session: Session) -> Secret:
    """The passphrase field; a demonstration prints its passphrase there."""
    return Secret(session.t("act.passphrase"), session.passphrase_hint())


class Judged(NamedTuple):
    """What the drafter would sign: the request, its proved lists, those that were not chosen on this machine, and the template."""

    act: acts.Request
    lists: list[Vouched]
    elsewhere: list[Vouched]
    against: Against | None


def judge_submission(
    session: Session, request: int, draft: views.Draft, chosen: Sequence[Chosen | None]
) -> Judged:
    """Have a request prepared, and check that it matches the form and the lists chosen in it; call it in a thread.

    Raises ConsoleError `prepared_differs`, `list_not_chosen`, `list_unproven` or `template_differs`.
    """
    core = session.desk()
    known = registered.of_draft(core, session.own, draft)
    act = submission.insist(submission.ask(core, request), draft, by=session.person, registered=known)
    lists = manifests.vouched(core, session.own, act)
    manifests.insist_chosen(lists, chosen)
    against = templates.of_submission(core, act, draft, session.own.begun_with(request))
    return Judged(act, lists, manifests.chosen_elsewhere(lists, chosen), against)


def submit(session: Session, filled: Filled, request: int, shown: acts.Request) -> views.Done:
    """Sign a request statement if the bytes prepared now say what was shown; only number and time may have changed."""
    core = session.desk()
    prepared = submission.ask(core, request)
    declared.insist_same(shown, steps.read(prepared))
    insist_apart(prepared, filled)
    return steps.enact(core, prepared, unlocked(session, filled), draft=request)


def of_slots(session: Session, view: views.RequestView) -> tuple[acts.Request, tuple[Vouched, ...]]:
    """A request's signed text and its proved lists, which must be the lists in the desk's rows; call it in a thread.

    Raises as `statement`, `manifests.vouched` and `manifests.insist_rows` do.
    """
    act = cards.statement(view.statement, view.digest)
    slots = manifests.vouched(session.desk(), session.own, act)
    manifests.insist_rows(slots, view.slots)
    return act, tuple(slots)


def statement(text: str, expected: str) -> acts.Request:
    """Read a signed request statement for display; its digest must be the one that a step will cite.

    Raises ConsoleError("prepared_unreadable" or "prepared_differs").
    """
    return cards.statement(text, expected)
