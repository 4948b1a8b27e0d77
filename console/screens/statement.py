"""A request statement in words, built from the very bytes that are signed; hidden characters are drawn visibly."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

import msgspec
from rich.text import Text

from console import reading
from console.domain import acts
from console.domain.two_person.pairs import Proposal
from console.screens.session import Session, number
from console.widgets.columns import folded
from console.widgets.modals import ROOM
from console.widgets.show import cells, fit, show
from console.wire import approvals, views

_LABEL = 18
_NARROWEST = 20
_DRAWN = 3_000
"""Characters of a line that are drawn at once, marks and all, within what `show` lets through."""


_WORDS: Final = re.compile("[!-~][!-~](?:[0-9A-Za-z ]|$)")
"""The end of a word and the beginning of another, which no punctuation pulled to a line of its own."""


def rows(session: Session, pairs: Sequence[tuple[str, str]], width: int = 0) -> Text:
    """Labelled values, a line each; empty values are left out. Further lines of a value stand under its first.

    With a `width` in cells a longer value is folded to it; without one that is left to whatever draws the text.
    """
    lines = []
    for name, value in pairs:
        if not value:
            continue
        label = fit(name, max(_LABEL, cells(name) + 1))
        room = width - cells(label)
        parts = [part for text in _drawable(value) for part in _folded(text, room)]
        for nth, part in enumerate(parts):
            lead = show(" " * cells(label)) if nth else show(label, "bold")
            lines.append(lead.append_text(part))
    del session
    return Text("\n").join(lines)


def _drawable(value: str) -> Iterator[Text]:
    """A value line by line, and none of it too long to be drawn whole."""
    for line in value.split("\n"):
        yield from (show(line[at : at + _DRAWN]) for at in range(0, max(1, len(line)), _DRAWN))


def _folded(text: Text, room: int) -> list[Text]:
    """The lines of a text, with a mark for a blank where it is broken, but for the one between two words."""
    if room < _NARROWEST:
        return [text]
    parts = folded(text, room)
    for nth, (part, after) in enumerate(pairwise(parts)):
        behind = len(part.plain) - len(part.plain.rstrip(" "))
        before = len(after.plain) - len(after.plain.lstrip(" "))
        # Only between two words must there be one for the line to end there.
        around = part.plain[: len(part.plain) - behind][-1:] + after.plain[before : before + 2]
        if behind and (behind > 1 or before or not _WORDS.fullmatch(around)):
            part.right_crop(behind)
            part.append_text(show(reading.BLANK * behind))
        if before:
            parts[nth + 1] = show(reading.BLANK * before).append_text(after[before:])
    return parts


def act_words(session: Session, act: msgspec.Struct, width: int = 0) -> Text:
    """Every field of a signed act, folded to `width` cells (0: not)."""
    return rows(session, reading.rows(session.reader, act), width)


def proposed(session: Session, proposal: Proposal) -> list[tuple[str, str]]:
    """Every field of what was proposed, and until when it counts without its second signature."""
    until = session.t("settling.until", time=session.when(proposal.expires))
    return [*reading.rows(session.reader, proposal), (session.t("settling.holds"), until)]


def signs_as(session: Session, card: approvals.ScopeCard) -> str:
    """For which posts (兼), and in whose place (代), an approval of this card would be signed."""
    posts = " + ".join(session.label("post", post) for post in card.posts)
    place = session.t("statement.in_place", name=session.name(card.deputy_for)) if card.deputy_for else ""
    return posts + place


def decision_words(session: Session, act: acts.Request, *also: tuple[str, str]) -> Text:
    """What a decision is about, for the dialog that asks for it: the count that is typed again stands here, then the text."""
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
    """The same of one slot of `n` recipients; its window and gateway are told by the caller, for they may have changed since."""
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
    """Every field of a request; `lists` gives the names of the lists by slot, where they are known."""
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
        lines.append(show(head).append_text(show(f"  [{verdict}]", "" if good else "bold reverse")))
        if step.carrier:
            lines.append(show(f"    {session.t('signed.carried')}: {session.name(step.carrier)}"))
        if step.opinion:
            lines.append(show(f"    {step.opinion}"))
    return Text("\n").join(lines) if lines else show(session.t("signed.none"))


def route_words(session: Session, route: list[views.RouteStep]) -> str:
    """Who signs, accepts and releases, on one line."""
    return session.viewer.route((step.post, step.people) for step in route)
