"""A request statement in words, built from the exact bytes that are signed; hidden characters are made visible."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

import msgspec
from rich.text import Text

from console import reading
from console.domain import acts
from console.domain.two_person.pairs import Proposal
from console.look.roles import Role
from console.look.senses import Sense
from console.screens.session import Session, number
from console.widgets.columns import folded
from console.widgets.modals import ROOM
from console.widgets.paint import coloured, sensed, with_mark
from console.widgets.show import cells, fit, show
from console.wire import approvals, views

_LABEL = 18
_NARROWEST = 12
_DRAWN = 3_000
"""Characters of a line that are drawn at once; even with marks they stay within the limit of `show`."""


_WORDS: Final = re.compile("[!-~][!-~](?:[0-9A-Za-z ]|$)")
"""The end of one word and the beginning of the next, at a break that no punctuation has moved."""


def rows(
    session: Session,
    pairs: Sequence[tuple[str, str]],
    width: int = 0,
    *,
    close: bool = False,
    senses: Mapping[str, Sense] = MappingProxyType({}),
) -> Text:
    """Labelled values, one per line; empty values are left out. Further lines of a value are aligned with its first.

    `senses` are what values mean that are states, by their labels: the first line of such a value has the mark and the colour.

    With a `width` in cells, a longer value is folded to it; without one, the widget that draws the text folds it. `close` moves
    the values beside the longest label, for a text that stands alone.
    """
    said = [(name, value) for name, value in pairs if value]
    column = min(_LABEL, max((cells(name) for name, _ in said), default=0) + 2) if close else _LABEL
    lines = []
    for name, value in said:
        label = fit(name, max(column, cells(name) + 1))
        marked = senses.get(name, Sense.PLAIN)
        # The mark before the first line takes room, too.
        room = width - cells(label) - (cells(with_mark(marked, " ")) if marked else 0)
        parts = [part for text in _drawable(value) for part in _folded(text, room)]
        for nth, part in enumerate(parts):
            lead = show(" " * cells(label)) if nth else coloured(label, Role.MUTED)
            sense = marked if not nth else Sense.PLAIN
            lines.append(lead.append_text(sensed(sense, part.plain) if sense else part))
    del session
    return Text("\n").join(lines)


def _drawable(value: str) -> Iterator[Text]:
    """A value line by line, with long lines split so that each is drawn completely."""
    for line in value.split("\n"):
        yield from (show(line[at : at + _DRAWN]) for at in range(0, max(1, len(line)), _DRAWN))


def _folded(text: Text, room: int) -> list[Text]:
    """The lines of a text; a mark replaces each blank at a line break, except the single blank between two words."""
    if room < _NARROWEST:
        return [text]
    parts = folded(text, room)
    for nth, (part, after) in enumerate(pairwise(parts)):
        behind = len(part.plain) - len(part.plain.rstrip(" "))
        before = len(after.plain) - len(after.plain.lstrip(" "))
        # A line that ends between two words implies one blank there; any other blank needs the mark.
        around = part.plain[: len(part.plain) - behind][-1:] + after.plain[before : before + 2]
        if behind and (behind > 1 or before or not _WORDS.fullmatch(around)):
            part.right_crop(behind)
            part.append_text(show(reading.BLANK * behind))
        if before:
            parts[nth + 1] = show(reading.BLANK * before).append_text(after[before:])
    return parts


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


def request_lines(
    session: Session, act: acts.Request, lists: Mapping[int, str] | None = None
) -> Iterator[reading.Line]:
    """Every field of a request; `lists` gives the names of lists by slot, as far as they are known."""
    for line in reading.read(session.reader, act):
        match line.path:
            case ("slots", int(nth), "list"):
                name = (lists or {}).get(act.slots[nth - 1].id, "")
                yield line._replace(value=f"{line.value}  {name}".rstrip())
            case _:
                yield line


def chain_words(session: Session, steps: list[views.StepRow]) -> Text:
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
