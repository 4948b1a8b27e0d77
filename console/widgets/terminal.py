"""What the library leaves to us at the terminal: bytes that are not UTF-8, colours by number, frames in ASCII."""

import codecs
import os
import re
import selectors
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


_ESC: Final = "\x1b"
_ALONE: Final = re.compile(r"\x1b(?![\[\]OP^_X\\])")
"""Esc before what begins no sequence: a key by itself, also where a slow line brings the next key along with it."""
_PASTE_BEGINS: Final = "\x1b[200~"
_PASTE_ENDS: Final = "\x1b[201~"


class Escapes:
    """Tells the Esc key from the beginning of a sequence.

    The library takes Esc and the key after it for one key with Alt where both come at once, as they do over a slow line: Esc would be
    lost, and Enter or Ctrl+S would sign what was to be left. No action of ours has a key with Alt.
    """

    def __init__(self) -> None:
        self._held = self._pasted = ""
        self._pasting = False

    def split(self, text: str) -> list[str | None]:
        """Pieces to be handed on, None for the Esc key; an Esc at the end is held back until more comes, or `rest` is called."""
        text, self._held = self._held + text, ""
        if self._pasting:
            return self._paste(text)
        begin = text.find(_PASTE_BEGINS)
        typed = text if begin < 0 else text[:begin]
        if begin < 0 and text.endswith(_ESC):
            typed, self._held = text[:-1], _ESC
        pieces, at = list[str | None](), 0
        for alone in _ALONE.finditer(typed):
            pieces += [typed[at : alone.start()], None]
            at = alone.end()
        pieces.append(typed[at:])
        if begin >= 0:
            self._pasting, self._pasted = True, ""
            pieces += [_PASTE_BEGINS, *self._paste(text[begin + len(_PASTE_BEGINS) :])]
        return [piece for piece in pieces if piece != ""]

    def _paste(self, text: str) -> list[str | None]:
        """What is pasted stays as it is, also where its end comes in two parts."""
        end = (self._pasted + text).find(_PASTE_ENDS)
        if end < 0:
            self._pasted = (self._pasted + text)[1 - len(_PASTE_ENDS) :]
            return [text]
        upto = end + len(_PASTE_ENDS) - len(self._pasted)
        self._pasting = False
        return [text[:upto], *self.split(text[upto:])]

    def rest(self) -> list[str | None]:
        """The Esc held back, once nothing has come after it."""
        held, self._held = self._held, ""
        return [None] if held else []


class NotUtf8(Message):
    """The terminal sent bytes that are not UTF-8, because its encoding is set to something else."""


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
        parser, escapes = XTermParser(self._debug), Escapes()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            try:
                while not self.exit_event.is_set():
                    if selector.select(_TICK):
                        data = os.read(self.fileno, _READ)
                        if not data:
                            return
                        self._hand_on(parser, escapes, decoder.decode(data))
                    else:
                        self._feed(parser, escapes.rest())
                    for event in parser.tick():
                        self.process_message(event)
            except OSError:
                # The connection was cut; the hang-up signal ends the program.
                return
            except (EOFError, ParseError):
                return

    def _hand_on(self, parser: XTermParser, escapes: Escapes, text: str) -> None:
        if "\ufffd" in text:
            self._app.post_message(NotUtf8())
            text = text.replace("\ufffd", "")
        self._feed(parser, escapes.split(text))

    def _feed(self, parser: XTermParser, pieces: list[str | None]) -> None:
        for piece in pieces:
            for event in [events.Key("escape", _ESC)] if piece is None else parser.feed(piece):
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
