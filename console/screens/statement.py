"""A request statement in words, built from the exact bytes that are signed; hidden characters are made visible."""

import msgspec
from rich.text import Text

from console import reading
from console.domain import acts
from console.domain.two_person.pairs import Proposal
from console.look.senses import Sense
from console.screens.labelled import rows
from console.screens.session import Session, number
from console.widgets.paint import sensed
from console.widgets.room import ROOM
from console.widgets.show import show
from console.wire.requests import approvals
from console.wire.requests.rows import StepRow


def act_words(session: Session, act: msgspec.Struct, width: int = 0) -> Text:
    """Every field of a signed act, folded to `width` cells (0: not folded)."""
    return rows(session, reading.rows(session.reader, act), width)


def proposed(session: Session, proposal: Proposal) -> list[tuple[str, str]]:
    """Every field of a proposal, and the time at which it expires without a second signature."""
    until = session.t("settling.until", time=session.when(proposal.expires))
    return [*reading.rows(session.reader, proposal), (session.t("settling.holds"), until)]


def signs_as(session: Session, card: approvals.ScopeCard) -> str:
    """The posts (兼) for which, and the person (代) in whose place, an approval of this card would be signed."""
    posts = " + ".join(session.label("post", post) for post in card.posts)
    place = session.t("statement.in_place", name=session.name(card.deputy_for)) if card.deputy_for else ""
    return posts + place


def decision_words(session: Session, act: acts.Request, *also: tuple[str, str]) -> Text:
    """The words of a decision dialog: the facts, among them the recipient count that is typed again, then the text."""
    slots = "\n".join(session.window(slot.opens, slot.closes) for slot in act.slots)
    return _about(
        session,
        act,
        [
            (session.t("column.number"), f"{act.number}  v{act.version}"),
            *also,
            (session.label("field", "category"), session.label("category", act.category)),
            (session.label("field", "purpose"), act.purpose),
            (session.t("column.recipients"), number(act.recipients())),
            (session.label("field", "window"), slots),
            (session.label("field", "gateway"), act.gateway),
        ],
    )


def slot_words(session: Session, act: acts.Request, slot: int, n: int, *also: tuple[str, str]) -> Text:
    """The words for one slot of `n` recipients; `also` gives window and gateway, as they may have changed."""
    return _about(
        session,
        act,
        [
            (session.t("column.number"), f"{act.number}.{slot}  v{act.version}"),
            (session.label("field", "purpose"), act.purpose),
            (session.t("column.recipients"), number(n)),
            *also,
        ],
    )


def _about(session: Session, act: acts.Request, pairs: list[tuple[str, str]]) -> Text:
    text = rows(session, [(session.t("statement.text"), act.text.whole())], ROOM)
    text.stylize("bold")
    return Text("\n").join([rows(session, pairs, ROOM), text])


def chain_words(session: Session, steps: list[StepRow]) -> Text:
    """The signed steps so far, each with the verdict on its signature."""
    lines = []
    for step in steps:
        posts = " + ".join(session.label("post", post) for post in step.posts)
        good = step.verdict == "good"
        verdict = (
            session.t("signed.good")
            if good
            else f"{session.t('signed.bad')} {session.label('verdict', step.verdict)}"
        )
        place = session.t("statement.in_place", name=session.name(step.deputy_for)) if step.deputy_for else ""
        head = f"{session.label('step', step.kind)}  {step.name} {posts}{place}  {session.when(step.at)}"
        sense = Sense.GOOD if good else Sense.BAD
        lines.append(show(f"{head}  ").append_text(sensed(sense, verdict)))
        if step.carrier:
            lines.append(show(f"    {session.t('signed.carried')}: {session.name(step.carrier)}"))
        if step.opinion:
            lines.append(show(f"    {step.opinion}"))
    return Text("\n").join(lines) if lines else show(session.t("signed.none"))
