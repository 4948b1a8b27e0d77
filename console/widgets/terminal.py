"""What the library leaves to us at the terminal: bytes that are not UTF-8, colours by number, frames in ASCII."""

import codecs
import os
import re
import selectors
from collections.abc import Iterable
from typing import Any, Final

from textual import events
from textual._border import BORDER_CHARS, get_box
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from textual.scrollbar import ScrollBar, ScrollBarRender

from console.look.marks import DRAWN
from console.widgets.looks import Look
from console.widgets.picture import Picture

_READ: Final = 4096
_TICK: Final = 0.1


_ESCAPE: Final = "\x1b"
_PAIR: Final = 2
_BEGINS: Final = frozenset("[OP]X^_")
"""What stands behind Escape at the beginning of a longer sequence of the terminal's own."""
_WORDS: Final = frozenset({"\x1bb", "\x1bf", "\x1b\x7f"})
"""Alt with an arrow or Backspace, which go by words in a field."""

_FRAMES: Final[dict[str, tuple[str, str, str]]] = {}
"""The library's own characters for frames, as they were before an ASCII look took their place."""


_TRUE: Final = re.compile(r"(?<=[;\[][34]8;)2;(\d+);(\d+);(\d+)")
"""A colour in full, as a part of a style (ECMA-48, SGR 38 and 48)."""
_LEVELS: Final = (0, 95, 135, 175, 215, 255)
"""The levels of the colour cube in xterm's table of 256, which stands at 16; the ramp of greys follows at 232."""


def _table() -> dict[tuple[int, int, int], int]:
    cube = {
        (red, green, blue): 16 + 36 * r + 6 * g + b
        for r, red in enumerate(_LEVELS)
        for g, green in enumerate(_LEVELS)
        for b, blue in enumerate(_LEVELS)
    }
    greys = {(8 + 10 * nth, 8 + 10 * nth, 8 + 10 * nth): 232 + nth for nth in range(24)}
    return {**greys, **cube}


_NUMBERS: Final = _table()


def _by_number(colour: re.Match[str]) -> str:
    """The same colour by its number, where the table has it."""
    red, green, blue = map(int, colour.groups())
    number = _NUMBERS.get((red, green, blue))
    return colour[0] if number is None else f"5;{number}"


class NotUtf8(Message):
    """The terminal sent bytes that are not UTF-8, because its encoding is set to something else."""


class EscapeFirst(XTermParser):
    """The library's parser, except that Escape with a key right behind it is these two keys.

    On a slow line both arrive at once, and the library takes them for one key with Alt, or drops Escape: Escape and Enter in a
    dialog would sign instead of leaving it. No action lies on Alt.
    """

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        if (
            len(sequence) == _PAIR
            and sequence[0] == _ESCAPE
            and sequence[1] not in _BEGINS
            and sequence not in _WORDS
        ):
            alt, sequence = True, sequence[1]
        if alt and sequence not in _BEGINS:
            yield events.Key("escape", _ESCAPE)
            alt = False
        yield from super()._sequence_to_key_events(sequence, alt)


class GuardedDriver(LinuxDriver):
    """The library's driver, except that a byte that is not UTF-8 is reported and dropped instead of ending the program."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.picture = Picture()

    def write(self, data: str) -> None:
        """Write what the terminal does not show yet, with the colours of the table of 256 by their numbers."""
        super().write(self.picture.rewrite(_TRUE.sub(_by_number, data)))

    def run_input_thread(self) -> None:
        """Read, decode and pass on events until the driver stops."""
        decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        parser = EscapeFirst(self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            try:
                while not self.exit_event.is_set():
                    if selector.select(_TICK):
                        data = os.read(self.fileno, _READ)
                        if not data:
                            return
                        self._hand_on(parser, decoder.decode(data))
                    for event in parser.tick():
                        self.process_message(event)
            except OSError:
                # The connection was cut; the hang-up signal ends the program.
                return
            except (EOFError, ParseError):
                return

    def _hand_on(self, parser: XTermParser, text: str) -> None:
        if "\ufffd" in text:
            self._app.post_message(NotUtf8())
            text = text.replace("\ufffd", "")
        if text:
            for event in parser.feed(text):
                self.process_message(event)


class PlainScrollBar(ScrollBarRender):
    """A scroll bar without the partial blocks, which some terminals draw two cells wide."""

    VERTICAL_BARS = (" ",) * 8  # type: ignore[assignment]  # the library declares a list and only reads it
    HORIZONTAL_BARS = (" ",) * 8  # type: ignore[assignment]  # as above


def use_look(look: Look) -> None:
    """Draw every frame and scroll bar of this process with the look's marks from now on."""
    ScrollBar.renderer = PlainScrollBar
    kinds: dict[str, tuple[str, str, str]] = BORDER_CHARS  # type: ignore[assignment]  # its keys are a fixed set
    for kind in ("round", "heavy", "solid"):
        kinds[kind] = _FRAMES.setdefault(kind, kinds[kind]) if look.marks is DRAWN else kinds["ascii"]
    # The library keeps the frames that it has drawn.
    get_box.cache_clear()
