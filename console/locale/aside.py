"""What a reading left aside, in words: the numbers of a file that are in no row of it, a line for each place (R10)."""

from collections.abc import Mapping

from console.domain.contacts import aside
from console.locale import words


def lines(left: Mapping[str, int], lang: str) -> list[str]:
    """A line for each place, those with most numbers first."""
    return [_line(place, lang) for place in aside.places(left)]


def _line(place: aside.Place, lang: str) -> str:
    n = f"{place.n:,}"
    if place.kind in aside.OF_KINDS:
        kind = "of_rows" if aside.origin(place).kind in aside.ROWS else "of"
        return words.text(f"aside.{kind}", lang, place=at(place.kind, place.name, lang), n=n)
    kind = place.kind if place.kind in aside.KINDS else aside.SHEET
    return words.text(f"aside.{kind}", lang, place=place.name, n=n)


def at(kind: str, name: str, lang: str) -> str:
    """A place of a known kind by itself."""
    if kind not in aside.OF_KINDS:
        return words.text(f"aside.at_{kind}", lang, place=name)
    of = aside.origin(aside.Place(kind, name, 0))
    what = words.text(f"aside.kind_{of.kind}", lang)
    return words.text("aside.at_of", lang, nth=of.nth, name=of.name, what=what)
