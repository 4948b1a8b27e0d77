"""Keys as people read them."""

from typing import Final

KEY_NAMES: Final = {
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "full_stop": ".",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "pagedown": "PgDn",
    "pageup": "PgUp",
}
"""Key names for people, where they differ from the library's."""


def key_name(key: str) -> str:
    """The name of a key for people: `Ctrl+S`, `F2`, `?`."""
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    head, plus, last = key.rpartition("+")
    return head.capitalize() + plus + (last.upper() if plus and len(last) == 1 else _worded(last))


def _worded(key: str) -> str:
    return KEY_NAMES.get(key) or (key.capitalize() if len(key) > 1 else key)
