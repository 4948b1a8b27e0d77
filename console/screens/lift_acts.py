"""What lets a gateway send again, as dialogs: one proposes, another confirms, each under his passphrase (R12)."""

from collections.abc import Callable

from console.acting import freezes, steps
from console.acting import losses as acting
from console.domain.freezes import Scope
from console.domain.pairs import Lifting, ResumeLoss, Unfreeze
from console.errors import ConsoleError
from console.locale import words
from console.screens import signing
from console.screens.page import Page
from console.screens.statement import proposed, rows
from console.widgets.modals import ROOM, Filled, Form, Line
from console.wire import losses, pairs, views
from console.wire.freezes import FreezeRow, GiveFreezeReason

Then = Callable[[str], None]
"""Goes on with the words for what was done."""
_OPEN = "open"


def lift(page: Page, row: FreezeRow, then: Then) -> None:
    """Confirm the proposal about a freeze that waits, or make one."""
    wanted = Unfreeze(Scope(row.scope), row.subject, row.number)
    about = [
        (page.t("lift.freeze"), f"{row.id}  {_what(page, wanted)}"),
        (page.t("lift.frozen_by"), f"{row.by_name}  {page.session.when(row.at)}"),
        (page.t("act.reason"), row.reason),
    ]

    def prepare(reason: str) -> views.Prepared:
        return freezes.unfreeze(page.session.desk(), row, reason, by=page.session.person)

    _either(page, f"freeze:{row.id}", about, prepare, then, lambda act: act == wanted)


def resume(page: Page, view: losses.LossView, then: Then) -> None:
    """Confirm the proposal to use a lost gateway again, or make one."""
    about = [
        (page.t("loss.case"), view.row.number),
        (page.t("custody.column.gateway"), view.row.name),
        (
            page.t("loss.exposed_short"),
            page.t("loss.exposed_count", n=view.total, unknown=view.unknown),
        ),
    ]

    def prepare(reason: str) -> views.Prepared:
        # The password must be the one that the custodian signed as installed.
        print_ = acting.installed(view).fingerprint
        return freezes.resume(page.session.desk(), view, print_, reason, by=page.session.person)

    def fits(act: Lifting) -> bool:
        return isinstance(act, ResumeLoss) and (act.case, act.gateway) == (view.row.digest, view.row.name)

    _either(page, f"loss:{view.row.number}", about, prepare, then, fits)


def give_reason(page: Page, row: FreezeRow, then: Then) -> None:
    """Say why, after a freeze was made in a hurry."""

    def job(filled: Filled) -> views.Done:
        done: views.Done = page.session.desk().call(GiveFreezeReason(row.id, filled.lines["reason"]))
        return done

    page.act(
        lambda: page.t("lift.reason_title"),
        lambda: rows(
            page.session,
            [(page.t("lift.freeze"), f"{row.id}  {words.frozen(row.scope, row.name, page.session.lang)}")],
            ROOM,
        ),
        lambda: Form(lines=[Line("reason", page.t("act.reason"), several=True)]),
        job,
        lambda _: then(page.t("lift.reason_given")),
    )


def _either(
    page: Page,
    subject: str,
    about: list[tuple[str, str]],
    prepare: Callable[[str], views.Prepared],
    then: Then,
    fits: Callable[[Lifting], bool],
) -> None:
    """Look whether a proposal waits: who may confirm it does, whoever else is told how it stands."""

    def told(found: list[pairs.ProposalRow]) -> None:
        waiting = next((one for one in found if one.subject == subject and one.state == _OPEN), None)
        if waiting is None:
            _propose(page, about, prepare, then)
        elif waiting.refusal is not None:
            page.trouble(waiting.refusal)
        else:
            _confirm(page, waiting, about, then, fits)

    page.ask(pairs.ProposalsPage(), told)


def _propose(
    page: Page, about: list[tuple[str, str]], prepare: Callable[[str], views.Prepared], then: Then
) -> None:
    session = page.session

    def job(filled: Filled) -> views.Done:
        return steps.enact(session.desk(), prepare(filled.lines["reason"]), signing.unlocked(session, filled))

    page.act(
        lambda: page.t("lift.propose_title"),
        lambda: rows(session, [*about, (page.t("lift.then"), page.t("lift.second"))], ROOM),
        lambda: Form(
            lines=[Line("reason", page.t("act.reason"), several=True)],
            passphrase=signing.passphrase_field(session),
        ),
        job,
        lambda _: then(page.t("lift.proposed")),
    )


def _confirm(
    page: Page,
    row: pairs.ProposalRow,
    about: list[tuple[str, str]],
    then: Then,
    fits: Callable[[Lifting], bool],
) -> None:
    """Show the proposal from its signed bytes, and sign; which one is about what is shown, the desk alone says."""
    session = page.session
    try:
        proposal = freezes.about(row, fits)
    except ConsoleError as error:
        page.trouble(error)
        return

    def job(filled: Filled) -> views.Done:
        core = session.desk()
        prepared = freezes.confirm(core, row, by=session.person)
        return steps.enact(core, prepared, signing.unlocked(session, filled))

    page.act(
        lambda: page.t("lift.confirm_title"),
        lambda: rows(session, [*about, *proposed(session, proposal)], ROOM),
        lambda: Form(passphrase=signing.passphrase_field(session)),
        job,
        lambda _: then(page.t("lift.confirmed")),
    )


def _what(page: Page, act: Unfreeze) -> str:
    """What is frozen by the words that are signed: a person's or a gateway's name would be the desk's."""
    session = page.session
    known = (
        session.name(act.subject)
        if act.scope is Scope.PERSON
        else words.frozen(act.scope, act.subject, session.lang)
    )
    named = "" if known == act.subject else known
    return f"{session.label('freeze_scope', act.scope)} {act.subject} {named}".rstrip()
