"""What a daemon writes to standard error where it does not start: an administrator reads it in the journal, in either language."""

from collections.abc import Mapping

from console.locale import words


def lines(daemon: str, code: str, params: Mapping[str, object]) -> str:
    """Return a problem as lines of text: its code, then what happened, why, and what to do, in Chinese and in English."""
    said = (" ".join(filter(None, words.problem(code, params, lang))) for lang in ("zh", "en"))
    return "".join(f"{daemon}: {line}\n" for line in (code, *said))
