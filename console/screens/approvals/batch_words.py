"""The words of a batch: each request before it is signed, why a request was left out, and the outcome of each."""

from collections.abc import Sequence
from typing import Final

from rich.text import Text

from console import reading
from console.acting.approvals import cards
from console.acting.approvals.batch import Outcome, Paper
from console.screens.approvals.card import computed_words
from console.screens.failures import one_line, whole
from console.screens.labelled import rows
from console.screens.requests.vouched_words import list_words
from console.screens.session import Session
from console.screens.statement import signs_as
from console.widgets.columns import folded
from console.widgets.paint import part_heading, strong
from console.widgets.show import fit, show

_LAST: Final = (("category",), ("purpose",), reading.WHOLE, reading.RECIPIENTS)
"""Lines that come last, with the slots, directly above the fields, so that they are in view while these are filled in."""
_SLOT: Final = 2
"""Length of the path of a slot's own row."""


def read_before(session: Session, paper: Paper) -> str:
    """Whether this session showed this card (`seen`), no card of the request (`unseen`), or an earlier state of it (`moved`)."""
    before = session.seen.get(paper.request)
    if before is None or paper.card is None:
        return "unseen"
    return "seen" if before == cards.reading(paper.card) else "moved"


def paper_words(session: Session, paper: Paper, nth: int, n: int, width: int) -> Text:
    """Number, whether the card was read, posts, purpose, text, recipients; all other lines come first if it was not read."""
    card, act = paper.card, paper.act
    if card is None or act is None:
        return show("")
    state = read_before(session, paper)
    title = session.t("batch.item", nth=nth, n=n, number=act.number, version=act.version)
    parts = [part_heading(fit(f"{title}  [{session.t(f'batch.{state}')}]", width))]
    lines = list(reading.read(session.reader, act))
    last = [
        line for line in lines if line.path in _LAST or (line.path[0] == "slots" and len(line.path) == _SLOT)
    ]
    if state != "seen":
        parts.append(rows(session, [line[:2] for line in lines if line not in last], width))
        parts.append(list_words(session, paper.lists, width))
        parts.append(strong(session.t("batch.computed")))
        parts.append(computed_words(session, card, act, width))
    signing = (session.t("card.signs_as"), signs_as(session, card))
    parts.append(rows(session, [signing, *(line[:2] for line in last)], width))
    return Text("\n").join(parts)


def refused_words(session: Session, refused: Sequence[Paper], width: int) -> Text:
    """The requests that are not in the batch, and why."""
    lines = [session.t("batch.left_out")]
    for paper in refused:
        why = one_line(paper.error, session) if paper.error is not None else ""
        lines.append(f"{paper.number or paper.request}  {why}")
    return Text("\n").join(folded(show("\n".join(lines)), width))


def outcome_words(session: Session, outcomes: Sequence[Outcome], width: int) -> Text:
    """The outcome of each request on a line; below a failure its three texts."""
    signed = sum(one.done is not None for one in outcomes)
    parts = [strong(session.t("batch.result", signed=signed, failed=len(outcomes) - signed))]
    for one in outcomes:
        if one.done is not None:
            parts.append(show(session.t("batch.signed", number=one.number, seq=one.done.seq)))
            continue
        parts.append(strong(session.t("batch.failed", number=one.number)))
        if one.error is not None:
            lines = folded(show(whole(one.error, session)), width - 5)
            parts += [show("     ").append_text(line) for line in lines]
    return Text("\n").join(parts)
