"""Dialogs that propose or confirm the end of a refusal, because the person wants messages again (R13)."""

from collections.abc import Callable
from typing import NamedTuple

from console import actions
from console.acting.contacts import resubscribing
from console.acting.two_person import proposals
from console.domain.contacts.resubscribing import Proof, Resubscribe
from console.errors import ConsoleError
from console.screens import act_form
from console.screens.labelled import rows
from console.screens.page import Page
from console.screens.two_person import confirmation
from console.views.contacts import scope_words
from console.widgets.modals import Filled, Form, Item, Line
from console.widgets.room import ROOM
from console.widgets.show import show
from console.wire import pairs
from console.wire.acts import Given
from console.wire.contacts import optouts as wire

Then = Callable[[str], None]
"""Called with the words for what was done."""


def propose(page: Page, then: Then, reply: int = 0) -> None:
    """Type the person's number, choose which refusal ends, say since when and what proves it, read, sign.

    `reply` is the id of the reply that proves it, if it is one; then its own number is meant, and nobody types it.
    """

    def job(filled: Filled) -> _Sought:
        core, reason = page.session.desk(), filled.lines["reason"]
        if reply:
            return _Sought(0, reason, resubscribing.refusals_of_sender(core, reply, reason))
        typed = "".join(filled.lines["number"].split())
        if not (typed.isascii() and typed.isdigit()):
            raise ConsoleError("not_numbers")
        return _Sought(int(typed), reason, resubscribing.refusals(core, int(typed), reason))

    number = [] if reply else [Line("number", page.t("search.number"))]
    page.act(
        lambda: page.t("resubscribe.title"),
        lambda: show(page.t("resubscribe.about_reply" if reply else "resubscribe.about")),
        lambda: Form(lines=[*number, Line("reason", page.t("search.reason"))]),
        job,
        lambda known: _choose(page, known, reply, then),
    )


class _Sought(NamedTuple):
    """What was looked up, and why; the reason is that of the proposal as well. `number` is 0 if it is the sender's of a reply."""

    number: int
    reason: str
    refusals: list[wire.OptOutOf]


def _choose(page: Page, sought: _Sought, reply: int, then: Then) -> None:
    refusals = sought.refusals
    if not refusals:
        page.say(page.t("resubscribe.none"))
        return

    def items() -> list[Item]:
        return [Item(str(row.serial), "  ".join(_words(page, row))) for row in refusals]

    def picked(serial: str) -> None:
        row = next(row for row in refusals if str(row.serial) == serial)
        given: dict[str, Given] = {"reason": sought.reason}
        if reply:
            proof = {"proof": str(Proof.REPLY), "evidence": str(reply)}
            _ask(page, sought.number, row, given | proof, then)
        else:
            _prove(page, sought.number, row, given, then)

    page.pick(lambda: page.t("resubscribe.which"), items, picked)


def _prove(page: Page, number: int, row: wire.OptOutOf, given: dict[str, Given], then: Then) -> None:
    """Let the person choose what proves the wish."""
    page.pick(
        lambda: page.t("resubscribe.proof"),
        lambda: [Item(proof, page.session.label("proof", proof)) for proof in Proof],
        lambda proof: _ask(page, number, row, given | {"proof": proof}, then),
    )


def _words(page: Page, row: wire.OptOutOf) -> tuple[str, str]:
    """What a refusal covers, and when it was last said."""
    return scope_words(page.session.viewer, row.scope, row.department), page.session.when(row.made)


def _ask(page: Page, number: int, row: wire.OptOutOf, given: dict[str, Given], then: Then) -> None:
    session = page.session

    def about() -> list[tuple[str, str]]:
        covers, at = _words(page, row)
        named = f"{session.label('proof', str(given['proof']))}  {given.get('evidence', '')}".rstrip()
        return [
            (page.t("resubscribe.ends"), covers),
            (page.t("resubscribe.said"), at),
            (page.t("resubscribe.proof"), named),
        ]

    act_form.ask(
        page,
        Resubscribe,
        lambda: page.t("resubscribe.title"),
        lambda: rows(session, about(), ROOM).append_text(show(f"\n{page.t('resubscribe.then')}")),
        lambda core, said: resubscribing.ending(core, number, row, said, by=session.person),
        lambda: then(page.t("resubscribe.proposed")),
        about,
        given,
    )


def confirm(page: confirmation.ConfirmingPage, then: Then) -> None:
    """Read the proposal that waits, and sign it as the second person; if several wait, choose one."""

    def answered(waiting: list[pairs.ProposalRow]) -> None:
        ours = [
            row for row in waiting if row.kind == Resubscribe.RULE.name and row.state == confirmation.OPEN
        ]
        if not ours:
            page.gone(lambda: page.refusal(actions.find("optouts.confirm")))
        elif len(ours) == 1:
            _sign(page, ours[0], then)
        else:
            page.pick(
                lambda: page.t("resubscribe.which"),
                lambda: [Item(row.digest, _proposal(page, row)) for row in ours],
                lambda digest: _sign(page, next(row for row in ours if row.digest == digest), then),
            )

    page.ask(pairs.ProposalsPage(), answered)


def _proposal(page: Page, row: pairs.ProposalRow) -> str:
    return f"{row.number}  {page.session.name(row.by)}  {page.session.when(row.at)}"


def _sign(page: Page, row: pairs.ProposalRow, then: Then) -> None:
    """Show the proposal with its number masked; the number on the proof is typed, and must be the one that the proposal seals."""
    if row.refusal is not None:
        page.trouble(row.refusal)
        return
    page.ask(wire.SealOf(row.digest), lambda seal: _sign_sealed(page, row, seal, then))


def _sign_sealed(page: Page, row: pairs.ProposalRow, seal: wire.OptOutSeal, then: Then) -> None:
    try:
        act = proposals.read(row, Resubscribe).act
    except ConsoleError as error:
        page.trouble(error)
        return
    typed = isinstance(act, Resubscribe) and resubscribing.typed(act)

    def insist(filled: Filled) -> None:
        if typed and isinstance(act, Resubscribe):
            resubscribing.insist(act, seal, filled.lines["number"])

    confirmation.sign(
        page,
        lambda: page.t("resubscribe.confirm_title"),
        lambda: proposals.read(row, Resubscribe),
        lambda core: proposals.confirm(core, row.digest, by=page.session.person),
        lambda: then(page.t("resubscribe.confirmed")),
        [
            (page.t("resubscribe.ends"), f"{page.t('resubscribe.nth')} {row.number}"),
            (page.t("search.number"), seal.number),
        ],
        f"\n{page.t('resubscribe.then')}",
        [Line("number", page.t("resubscribe.on_proof"))] if typed else [],
        insist,
    )
