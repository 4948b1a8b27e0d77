"""Workarounds for the terminal: bytes that are not UTF-8, and scroll bars without block characters."""

import codecs
import os
import selectors
from typing import Final

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from textual.scrollbar import ScrollBar, ScrollBarRender

_READ: Final = 4096
_TICK: Final = 0.1


class NotUtf8(Message):
    """The terminal sent bytes that are not UTF-8, because its encoding is set to something else."""


class GuardedDriver(LinuxDriver):
    """The library's driver, except that a byte that is not UTF-8 is reported and dropped instead of ending the program."""

    def run_input_thread(self) -> None:
        """Read, decode and pass on events until the driver stops."""
        decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        parser = XTermParser(self._debug)
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


def use_plain_scroll_bars() -> None:
    """Draw every scroll bar of this process without block characters."""
    ScrollBar.renderer = PlainScrollBar
