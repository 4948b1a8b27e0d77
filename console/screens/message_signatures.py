"""The field of a text's signature: one of the registered ones, or typed where nothing is registered (R13)."""

from textual.widget import Widget

from console.screens.session import Session
from console.widgets.fields import Choice
from console.widgets.line_input import LineInput

_ID = "control-signature"


def signature_control(session: Session, value: str, most: int, open_words: str = "") -> Widget:
    """The control, with `value` in it even if that is registered no longer: its fault says so, and nothing changes by itself.

    `most` is the longest signature that can be typed, `open_words` name the choice of none, if a text may go without.
    """
    registered = session.me.signatures if session.me is not None else []
    if not registered:
        return LineInput(value, id=_ID, most=most)
    names = dict.fromkeys([*registered, *filter(None, [value])])
    return Choice(
        [*([("", open_words)] if open_words else []), *((one, one) for one in names)], value, id=_ID
    )
