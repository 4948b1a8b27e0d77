"""Dialogs that let a gateway send again: one person proposes, another confirms, each with their passphrase (R12)."""

from collections.abc import Callable

from console.acting import losses as acting
from console.acting import steps
from console.acting.freezes import freezes
from console.domain.freezes.freezes import Scope
from console.domain.two_person.pairs import GoOn, Lifting, Rearm, ResumeLoss, Unfreeze, ends_freeze
from console.locale import words
from console.screens import act_form
from console.screens.do_form import do
from console.screens.labelled import rows
from console.screens.page import Page
from console.screens.two_person import confirmation
from console.views.losses import asking, why
from console.widgets.room import ROOM
from console.wire import pairs
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.credentials import losses
from console.wire.sending.freezes import DispatcherRow, FreezeRow, GiveFreezeReason

Then = Callable[[str], None]
"""Called with the words for what was done."""
_OPEN = "open"


def lift(page: Page, row: FreezeRow, then: Then) -> None:
    """Confirm the open proposal to end a freeze, or make one."""
    act = ends_freeze(row.scope, row.subject, row.number, row.by)
    about = [
        (page.t("lift.freeze"), f"{row.id}  {_what(page, act)}"),
        (page.t("lift.frozen_by"), f"{row.by_name}  {page.session.when(row.at)}"),
        (page.t("act.reason"), why(page.session.viewer, row)),
    ]

    def prepare(core: steps.Core, said: dict[str, Given]) -> Prepared:
        return freezes.unfreeze(core, row, said, by=page.session.person)

    _either(page, f"freeze:{row.id}", type(act), about, prepare, then, lambda found: found == act)


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

    def prepare(core: steps.Core, said: dict[str, Given]) -> Prepared:
        # The password must be the one that the custodian signed as installed.
        print_ = acting.installed(view).fingerprint
        return freezes.resume(core, view, print_, said, by=page.session.person)

    _either(page, f"loss:{view.row.number}", ResumeLoss, about, prepare, then, freezes.of_case(view))


def rearm(page: Page, row: DispatcherRow, then: Then) -> None:
    """Confirm the proposal to arm a dispatcher again, or to accept the desk's clock, or make one."""
    act = Rearm(row.id, row.unarmed)
    about = [
        (page.t("cli.column.dispatcher"), asking(page.session.viewer, row)),
        (page.t("cli.column.rearm"), words.slot_reason(row.why, page.session.lang)),
    ]

    def prepare(core: steps.Core, said: dict[str, Given]) -> Prepared:
        return freezes.rearm(core, row, said, by=page.session.person)

    titles = ("rearm.propose_title", "rearm.confirm_title")
    _either(page, f"dispatcher:{row.id}", Rearm, about, prepare, then, lambda found: found == act, titles)


def give_reason(page: Page, row: FreezeRow, then: Then) -> None:
    """Give the reason for a freeze that was made in a hurry."""
    do(
        page,
        GiveFreezeReason,
        lambda: page.t("lift.reason_title"),
        lambda: rows(
            page.session,
            [(page.t("lift.freeze"), f"{row.id}  {words.frozen(row.scope, row.name, page.session.lang)}")],
            ROOM,
        ),
        lambda _: then(page.t("lift.reason_given")),
        {"id": row.id},
    )


def _either(
    page: Page,
    subject: str,
    kind: type[Lifting],
    about: list[tuple[str, str]],
    prepare: Callable[[steps.Core, dict[str, Given]], Prepared],
    then: Then,
    fits: Callable[[Lifting], bool],
    titles: tuple[str, str] = ("lift.propose_title", "lift.confirm_title"),
) -> None:
    """Confirm the open proposal about a subject, or make one."""

    def propose() -> None:
        act_form.ask(
            page,
            kind,
            lambda: page.t(titles[0]),
            lambda: rows(page.session, [*about, (page.t("lift.then"), page.t("lift.second"))], ROOM),
            prepare,
            lambda: then(page.t("lift.proposed")),
            lambda: about,
        )

    def confirm(row: pairs.ProposalRow) -> None:
        confirmation.sign(
            page,
            lambda: page.t(titles[1]),
            # Only the desk says that this proposal is about the subject shown, so its signed act is compared with it.
            lambda: freezes.about(row, fits),
            lambda core: freezes.confirm(core, row, by=page.session.person),
            lambda: then(page.t("lift.confirmed")),
            about,
        )

    confirmation.find(page, lambda one: one.subject == subject and one.state == _OPEN, confirm, propose)


def _what(page: Page, act: Unfreeze | GoOn) -> str:
    """What is frozen: the id that is signed, and beside it the name, for which only the desk vouches."""
    session = page.session
    known = (
        session.name(act.subject)
        if act.scope is Scope.PERSON
        else words.frozen(act.scope, act.subject, session.lang)
    )
    named = "" if known == act.subject else known
    return f"{session.label('freeze_scope', act.scope)} {act.subject} {named}".rstrip()
