"""What a reading left aside, in words: the numbers of a file that are in no row of it, a line for each place (R10)."""

from collections.abc import Mapping

from console.domain.contacts import aside
from console.locale import words


def lines(left: Mapping[str, int], lang: str) -> list[str]:
    """A line for each place, those with most numbers first."""
    return [
        words.text(
            f"aside.{place.kind if place.kind in aside.KINDS else aside.SHEET}",
            lang,
            place=place.name,
            n=f"{place.n:,}",
        )
        for place in aside.places(left)
    ]
