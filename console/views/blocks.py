"""What blocks a row of my turn or of the queue, in words: briefly before what the row is for, in full beside it."""

from console.locale import words
from console.views.view import Viewer


def before(viewer: Viewer, name: str, what: str) -> str:
    """What a row is for, after what blocks it in two or three words."""
    if not name:
        return what
    why = viewer.label("obstacle", name if words.has(f"obstacle.{name}", viewer.lang) else "other")
    return viewer.t("blocked", why=why, what=what)


def words_of(viewer: Viewer, name: str) -> str:
    """What blocks a row, in full; empty for nothing."""
    if words.has(f"obstacle_whole.{name}", viewer.lang):
        return viewer.label("obstacle_whole", name)
    return words.slot_reason(name, viewer.lang)
