"""Every open page drawn anew: in the other language, or with other marks."""

import dataclasses

from textual.widget import Widget

from console.look.marks import ASCII, DRAWN
from console.screens.frame import Frame
from console.screens.session import SessionApp
from console.widgets import paint
from console.widgets.terminal import use_look


def other_language(app: SessionApp) -> None:
    """Draw every open page in the other language, and what the page in front says of itself; other messages are over."""
    app.session.lang = "en" if app.session.lang == "zh" else "zh"
    pages = [screen for screen in app.screen_stack if isinstance(screen, Frame)]
    app.session.message = pages[-1].hint() if pages else ""
    _relabel(app)


def other_marks(app: SessionApp) -> None:
    """Draw frames and marks in ASCII, or as before, and remember it for the next start."""
    now = paint.look_in_use()
    to_ascii = now.marks is not ASCII
    look = dataclasses.replace(now, marks=ASCII if to_ascii else DRAWN)
    paint.use(look)
    use_look(look)
    said = "frame.ascii" if to_ascii else "frame.drawn"
    try:
        app.session.remember_ascii(to_ascii)
    except OSError:
        said = "frame.ascii_for_now"
    for screen in app.screen_stack:
        for widget in screen.walk_children(Widget, with_self=True):
            widget._styles_cache.clear()  # noqa: SLF001 - the library keeps the lines of frames that it has drawn
    app.say(app.session.t(said))
    _relabel(app)
    app.repaint()


def _relabel(app: SessionApp) -> None:
    for screen in app.screen_stack:
        # Pages and dialogs have it; the library's own screen has not.
        relabel = getattr(screen, "relabel", None)
        if relabel is not None:
            app.call_later(relabel)
