"""On the monitor: what two people say of unknown recipients. One proposes, the other confirms, each under his passphrase."""

from collections.abc import Callable, Sequence

from rich.text import Text

from console.acting import pairs as acting
from console.domain.pairs import Proposal, Verdict
from console.errors import ConsoleError
from console.locale import words
from console.screens import signing
from console.screens.page import Page
from console.screens.session import Session, number
from console.widgets.modals import Filled, Form, Item, Line, Pick
from console.widgets.show import show
from console.wire import calls, pairs, views


def propose(page: Page, view: views.SendView, then: Callable[[], None]) -> None:
    """Choose the verdict, say why, type the number again, sign."""
    session, unknown = page.session, view.row.tally.unknown
    options = [Item(str(one), session.label("settle_verdict", one)) for one in Verdict]

    def chosen(verdict: str | None) -> None:
        if verdict is not None:
            _ask_proposal(page, view, verdict, then)

    title = session.t("settling.which", n=number(unknown))
    page.app.push_screen(Pick(show(title), options, show(session.t("keys.pick"))), chosen)


def _ask_proposal(page: Page, view: views.SendView, verdict: str, then: Callable[[], None]) -> None:
    session, row = page.session, view.row
    count = row.tally.unknown

    def job(filled: Filled) -> views.Done:
        core = session.desk()
        whole: views.RequestView = core.call(calls.RequestDetail(row.request))
        typed = int(filled.lines["count"].replace(",", ""))
        call = pairs.PrepareSettle(row.request, row.slot, verdict, typed, filled.lines["reason"])
        prepared = acting.settle(core, call, by=session.person, view=whole)
        return acting.enact(core, prepared, signing.unlocked(session, filled))

    about = show(
        f"{row.number}.{row.slot}  {row.purpose}\n"
        f"{session.t('settling.unknown', n=number(count))}  {session.label('settle_verdict', verdict)}\n"
        f"{session.t('settling.then')}"
    )
    page.act(
        session.label("act", "settle"), about, _form(session, count, reason=True), job, lambda _done: then()
    )


def confirm(page: Page, kept: pairs.ProposalRow, whole: views.RequestView, then: Callable[[], None]) -> None:
    """Show the proposal from its signed bytes, have the number typed again, sign."""
    session = page.session
    try:
        proposal = acting.read(kept, whole)
    except ConsoleError as error:
        page.trouble(error)
        return

    def job(filled: Filled) -> views.Done:
        core = session.desk()
        prepared = acting.confirm(core, kept, by=session.person, view=whole)
        return acting.enact(core, prepared, signing.unlocked(session, filled))

    about = show(f"{whole.row.number}.{proposal.act.slot}  {whole.row.purpose}\n").append_text(
        show(_said(session, proposal), "bold")
    )
    form = _form(session, proposal.act.count, reason=False)
    page.act(session.label("act", "confirm"), about, form, job, lambda _done: then())


def _form(session: Session, count: int, *, reason: bool) -> Form:
    lines = [Line("reason", session.t("act.reason"), several=True)] if reason else []
    wrong = session.t("settling.count_wrong")
    lines.append(Line("count", session.t("settling.count"), equals=str(count), wrong=wrong))
    return Form(lines=lines, passphrase=signing.passphrase_field(session))


def _said(session: Session, proposal: Proposal) -> str:
    act = proposal.act
    return "\n".join(
        (
            f"{session.t('settling.unknown', n=number(act.count))}  {session.label('settle_verdict', act.verdict)}",
            f"{session.t('act.reason')}: {proposal.reason}",
            f"{session.name(proposal.by)}  {session.when(proposal.at)}",
            session.t("settling.until", time=session.when(proposal.expires)),
        )
    )


def open_proposal(rows: Sequence[pairs.ProposalRow], slot: int) -> pairs.ProposalRow | None:
    """The proposal of a slot that waits for its second signature, or None."""
    return next((row for row in rows if row.slot == slot and row.state == "open"), None)


def state_words(session: Session, view: views.SendView, rows: Sequence[pairs.ProposalRow]) -> Text:
    """The newest proposal of a slot: what, how many, by whom, where it stands; and the key for whose turn it is.

    Nothing where nobody is in doubt and nothing was proposed.
    """
    lines = [_line(session, row) for row in rows if row.slot == view.row.slot][:1]
    turn = next(
        (name for name in ("settle", "confirm") if name in view.allowed and view.allowed[name] is None), ""
    )
    if turn:
        lines.append(session.t(f"settling.turn_{turn}", n=number(view.row.tally.unknown)))
    return show("".join(f"\n{line}" for line in lines))


def _line(session: Session, row: pairs.ProposalRow) -> str:
    parts = [
        session.label("settle_verdict", row.verdict),
        number(row.count),
        session.name(row.by),
        session.name(row.confirmed_by),
        session.label("proposal_state", row.state),
        words.slot_reason(row.why, session.lang),
        session.t("settling.until", time=session.when(row.expires, year=False))
        if row.state == "open"
        else "",
    ]
    return "  ".join(part for part in (session.t("settling.line"), *parts) if part)
