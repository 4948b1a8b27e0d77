"""Hand-overs, envelopes and changes that are due, in words; and the dialog in which the next one signs (R12)."""

from collections.abc import Callable

from rich.text import Text

from console import reading
from console.acting import custody as acting
from console.acting import steps
from console.errors import ConsoleError
from console.screens import signing
from console.screens.page import Page
from console.screens.session import Session
from console.screens.statement import proposed, rows
from console.widgets.modals import ROOM, Filled, Form
from console.wire import hand_overs, views
from console.wire.envelopes import EnvelopeRow, SecretChange
from console.wire.pairs import ProposalRow, ProposalsPage

Rows = list[tuple[str, str]]
"""Label and value, a line each."""


def held(session: Session, holds: str, gateway: str) -> str:
    """What an envelope holds, or what is to be changed."""
    return f"{session.label('envelope_holds', holds)} {gateway}".rstrip()


def person(session: Session, one: str) -> str:
    """A person's name; of nobody, that there is none."""
    return session.name(one) if one else session.t("hand_over.nobody")


def whole(session: Session, row: hand_overs.HandOverRow) -> Rows:
    """A hand-over with who signed it and how far it is."""
    t = session.t
    told = reading.rows(session.reader, acting.proposal_of(row.text))
    told += [
        (t("hand_over.signed"), f"{session.name(one.person)}  {session.when(one.at)}") for one in row.signed
    ]
    waits = session.label("part", row.waits_for) if row.waits_for else ""
    until = session.when(row.expires) if row.state in {"open", "confirmed"} else ""
    return [
        *told,
        (t("column.state"), session.label("hand_over_state", row.state)),
        (t("hand_over.waits_for"), waits),
        (t("hand_over.until"), until),
        (t("hand_over.roster"), str(row.roster or "")),
    ]


def envelope_rows(session: Session, row: EnvelopeRow) -> Rows:
    """An envelope in full."""
    t = session.t
    ended = "  ".join(session.name(one) for one in (row.ended_by, row.ended_with) if one)
    checked = f"{session.name(row.checked_by)}  {session.when(row.checked)}" if row.checked else ""
    return [
        (t("column.number"), row.number),
        (t("envelope.holds"), held(session, row.holds, row.gateway)),
        (t("custody.column.fingerprint"), row.fingerprint),
        (t("column.state"), envelope_state(session, row)),
        (t("envelope.seal"), row.seal),
        (t("envelope.place"), row.place),
        (
            t("envelope.sealed"),
            f"{session.name(row.sealed_by)} / {session.name(row.witness)}  {session.when(row.sealed)}",
        ),
        (t("envelope.check"), row.check + (f"  {t('chase.late')}" if row.late else "")),
        (t("envelope.checked"), checked),
        (t("envelope.ended"), f"{ended}  {session.when(row.ended)}" if row.ended else ""),
        (t("act.reason"), row.why),
    ]


def envelope_state(session: Session, row: EnvelopeRow) -> str:
    """How an envelope stands, in a word."""
    if row.proposal:
        return session.t("envelope.waits")
    return session.label("envelope_state", "stale" if row.stale else row.state)


def change_line(session: Session, one: SecretChange) -> str:
    """What is to be changed, because of what, until when."""
    cause = session.label("change_cause", one.cause)
    time = session.when(one.done or one.due)
    late = f"  {session.t('chase.late')}" if one.late else ""
    key = "envelope.changed" if one.done else "envelope.to_change"
    what = held(session, one.what, one.gateway)
    return session.t(key, what=what, cause=cause, number=one.number, time=time) + late


def sign(page: Page, text: str, digest: str, then: Callable[[str], None]) -> None:
    """Show a proposal from its signed bytes, and put the next signature under it."""
    session = page.session
    try:
        proposal = acting.proposal_of(text)
    except ConsoleError as error:
        page.trouble(error)
        return

    def job(filled: Filled) -> views.Done:
        core = session.desk()
        return steps.enact(
            core, acting.confirm(core, digest, by=session.person), signing.unlocked(session, filled)
        )

    def about() -> Text:
        return rows(session, proposed(session, proposal), ROOM)

    page.act(
        lambda: page.t("hand_over.sign_title"),
        about,
        lambda: Form(passphrase=signing.passphrase_field(session)),
        job,
        lambda _: then(page.t("hand_over.signed_one")),
    )


def sign_waiting(page: Page, digest: str, then: Callable[[str], None]) -> None:
    """Read the proposal of that digest from the desk, and sign it; whoever may not is told why."""

    def told(found: list[ProposalRow]) -> None:
        row = next((one for one in found if one.digest == digest), None)
        if row is None:
            page.reload()
        elif row.refusal is not None:
            page.trouble(row.refusal)
        else:
            try:
                acting.read(row)
            except ConsoleError as error:
                page.trouble(error)
                return
            sign(page, row.text, row.digest, then)

    page.ask(ProposalsPage(), told)
