"""Parts that several pages draw: the steps of a way, a timeline, figures, bars, and a customer's message."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rich.text import Text

from console.look.marks import ROLES
from console.look.roles import Role
from console.look.senses import Sense
from console.widgets.columns import folded
from console.widgets.paint import coloured, fill, ink, joined, marks, raised, sensed, style
from console.widgets.show import cells, fit, line, show
from console.widgets.spark import bar, stacked, thin_bar

_WIDEST: Final = 44
"""Cells of a bubble's text."""
_LEAST: Final = 11
"""Cells below which a step has no room beside others."""
_SAID: Final = 20
"""Fewest cells for what belongs to an event beside its act and its clock; with less it stands below them."""
_LIMIT: Final = 16
"""Most cells of the bar of a time limit."""
_GAP: Final = 2
"""Cells between the columns of a timeline, and of a mark with the blank after it."""


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


class Limit(NamedTuple):
    """The time limit of what is open: how much of it has passed, out of how much, and both in words."""

    passed: int
    whole: int
    words: str


class Event(NamedTuple):
    """An event of a timeline: what it means, the act, when it was or how long is left for it, and what belongs to it."""

    sense: Sense
    act: str
    clock: str = ""
    what: str = ""
    limit: Limit | None = None


def timeline(events: Sequence[Event], width: int, *, spaced: bool) -> list[Text]:
    """The events in lines of at most `width` cells: mark, act, clock, what; below an open one the bar of its time limit.

    Acts and clocks are columns where there is room for that; nothing is cut. `spaced` sets the events apart by a line.
    """
    columns = _columns(events, width)
    lines: list[Text] = []
    for nth, one in enumerate(events):
        last = nth == len(events) - 1
        drawn = [*_event(one, columns, width)]
        spaces = [line("")] if spaced and not one.limit and not last else []
        lines.append(joined(ink(f"{marks().of(one.sense) or ' '} ", ROLES[one.sense]), drawn[0]))
        tied = (spaced or one.limit is not None) and not last
        side = ink(f"{marks().side} ", Role.OK if one.sense is Sense.GOOD else Role.LINE)
        lines += [joined(side if tied else line("  "), more) for more in (*drawn[1:], *spaces)]
    return lines


def _columns(events: Sequence[Event], width: int) -> tuple[int, int] | None:
    """The widths of acts and of clocks, each with the gap after it; None where what belongs to an event has no room beside them."""
    acts = max((cells(one.act) for one in events), default=0) + _GAP
    clocks = max((cells(one.clock) for one in events), default=0) + _GAP
    said = max((cells(one.what) for one in events), default=0)
    return (acts, clocks) if width - _GAP - acts - clocks >= min(_SAID, said) else None


def _event(one: Event, columns: tuple[int, int] | None, width: int) -> Iterator[Text]:
    """The lines of an event without its mark: the first with the act, then what has no room there, then the bar."""
    room = width - _GAP
    past = one.sense in {Sense.GOOD, Sense.LATER}
    act = ink(one.act, Role.MUTED if one.sense is Sense.LATER else Role.TEXT, bold=not past)
    clock = ink(one.clock, Role.MUTED if past else ROLES[one.sense], bold=not past)
    what = ink(one.what, Role.MUTED if one.sense is Sense.LATER else Role.TEXT)
    if columns is None:
        both = joined(act, line(" " * _GAP), clock)
        yield from [both] if both.cell_len <= room else [*folded(act, room), *folded(clock, room)]
        if one.what:
            yield from folded(what, room)
        lead = 0
    else:
        lead, clocks = columns
        first, *more = folded(what, room - lead - clocks) if one.what else [line("")]
        beside = (line(" " * (lead - act.cell_len)), clock, line(" " * (clocks - clock.cell_len)))
        yield joined(act, *beside, first)
        yield from (joined(line(" " * (lead + clocks)), _without_lead(part)) for part in more)
    if one.limit is not None:
        yield from _limit(one.sense, one.limit, lead, room)


def _without_lead(text: Text) -> Text:
    """A further line without the blank at which it was broken."""
    return text[len(text.plain) - len(text.plain.lstrip(" ")) :]


def _limit(sense: Sense, limit: Limit, lead: int, room: int) -> Iterator[Text]:
    """The bar of a time limit and its words, under the clock; the words on a line of their own where both have no room."""
    drawn = bar(limit.passed, limit.whole, min(_LIMIT, room - lead))
    done = drawn.rstrip(marks().to_do)
    indent = line(" " * lead)
    shown = joined(indent, ink(done, ROLES[sense]), ink(drawn[len(done) :], Role.LINE))
    words = ink(limit.words, Role.MUTED)
    if shown.cell_len + _GAP + words.cell_len <= room:
        yield joined(shown, line(" " * _GAP), words)
        return
    yield shown
    yield from (joined(indent, part) for part in folded(words, room - lead))


def figure_columns(said: Sequence[tuple[str, str]], width: int) -> list[Text]:
    """Figures side by side in equal columns, each under its label; on further lines where they have no room. None is cut."""
    widest = max((max(cells(label), cells(figure)) for label, figure in said), default=0) + _GAP
    a_line = min(len(said), max(1, width // max(1, widest)))
    room = width // max(1, a_line)
    lines: list[Text] = []
    for at in range(0, len(said), max(1, a_line)):
        part = said[at : at + a_line]
        lines.append(joined(*(ink(_padded(label, room), Role.MUTED) for label, _ in part)))
        lines.append(joined(*(ink(_padded(figure, room), Role.STRONG) for _, figure in part)))
    return lines


class Bar(NamedTuple):
    """A row of a panel of bars: its name, the value that is drawn, and the figure as people read it."""

    name: str
    value: int
    figure: str


def bars(rows: Sequence[Bar], width: int) -> list[Text]:
    """Name, thin bar and figure of each row, the longest bar for the greatest value. Figures are whole, names are cut for them."""
    ends = max((cells(one.figure) for one in rows), default=0)
    left = max(0, width - ends - 2 * _GAP)
    named = min(left, max((cells(one.name) for one in rows), default=0))
    room, top = left - named, max((one.value for one in rows), default=0)
    gap = line(" " * min(_GAP, (width - ends) // 2))
    return [
        joined(
            ink(fit(one.name, named), Role.MUTED),
            gap,
            ink(_padded(thin_bar(one.value, top, room) if room else "", room), Role.ACCENT),
            gap,
            ink(" " * (ends - cells(one.figure)) + one.figure),
        )
        for one in rows
    ]


def _padded(words: str, width: int) -> str:
    """Words filled up with blanks; never cut."""
    return words + " " * (width - cells(words))
