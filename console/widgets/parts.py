"""Parts that several pages draw: the steps of a way, a bar of shares, and the bubble in which customers see a message."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.text import Text

from console.look.marks import ROLES
from console.look.roles import Role
from console.look.senses import Sense
from console.widgets.columns import folded
from console.widgets.paint import coloured, fill, ink, joined, marks, raised, sensed, style
from console.widgets.show import cells, fit, line, show
from console.widgets.spark import stacked

_WIDEST: Final = 44
"""Cells of a bubble's text."""
_LEAST: Final = 11
"""Cells below which a step has no room beside others."""


class Step(NamedTuple):
    """A step of a way: how far it is, its name, and whose it is."""

    sense: Sense
    name: str
    who: str


def steps(way: Sequence[Step], width: int) -> Text:
    """The steps side by side, people below if any are named; one below the other where there is no room for that."""
    room = width // max(1, len(way))
    widest = max((cells(one.name) + 4 for one in way), default=0)
    if room < max(_LEAST, widest):
        return Text("\n").join(_upright(one) for one in way)
    above, below = line(""), line("")
    for nth, one in enumerate(way):
        named = sensed(one.sense, one.name)
        known = marks()
        done = one.sense is Sense.GOOD
        rest = room - named.cell_len - 2
        joint = (known.done if done else known.to_do) * rest if nth < len(way) - 1 and rest > 0 else ""
        above = joined(above, named, line(" "), ink(joint, Role.OK if done else Role.LINE), line(" "))
        below = joined(below, ink(fit(f"  {one.who}", room - 1), _role(one)), line(" "))
    return Text("\n").join([above, below]) if any(one.who for one in way) else above


def _upright(one: Step) -> Text:
    return joined(sensed(one.sense, one.name), ink(f"  {one.who}", _role(one)))


def _role(one: Step) -> Role:
    return ROLES[one.sense] if one.sense in {Sense.YOURS, Sense.BAD} else Role.MUTED


class Share(NamedTuple):
    """A part of a whole: the role it is drawn in, its name, and how many belong to it."""

    role: Role
    name: str
    n: int


def share_bar(shares: Sequence[Share], width: int) -> Text:
    """The whole as one line: each share in its colour, or with its own fill where there are no colours."""
    lengths = stacked([share.n for share in shares], width)
    return joined(
        *(ink(fill(nth) * length, shares[nth].role) for nth, length in enumerate(lengths) if length)
    )


def share_legend(shares: Sequence[Share]) -> list[Text]:
    """What stands for each share, its name and its figure."""
    return [
        joined(ink(fill(nth), share.role), ink(f" {share.name} "), ink(f"{share.n:,}", Role.STRONG))
        for nth, share in enumerate(shares)
    ]


def hung(sense: Sense, words: str, width: int) -> list[Text]:
    """The words of a state folded to lines of `width` cells; further ones begin under the first word, not under the mark."""
    mark = f"{marks().of(sense)} " if sense else ""
    lead = " " * cells(mark)
    lines = folded(show(words), max(8, width - len(lead)))
    return [ink(f"{lead if nth else mark}{one.plain}", ROLES[sense]) for nth, one in enumerate(lines)]


def bubble(words: str, width: int, hits: Sequence[str] = ()) -> Text:
    """The message as a customer's handset shows it, up to 44 cells wide; `hits` are words in it that stand out."""
    text = show(words)
    for hit in filter(None, hits):
        text.highlight_words([hit], style(Role.ON_HIT, Role.HIT))
    room = max(8, min(_WIDEST, width - 4))
    lines = []
    for nth, part in enumerate(folded(text, room)):
        ground = raised()
        lead = marks().tail if nth == 0 else " "
        side = " " if ground is not None else marks().side
        body = joined(part, line(" " * (room - part.cell_len)))
        if ground is not None:
            body.style = ground
        lines.append(joined(coloured(lead, Role.MUTED), line(side), body))
    return Text("\n").join(lines)
