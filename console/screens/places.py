"""Where a person was when the line was cut, and the way back there at the next start.

It is kept in the account's own folder beside the unfinished forms: the names of the pages with their numbers, never what they show.
"""

import asyncio
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Annotated, Any, Final

import msgspec
from textual.screen import Screen

from console import noun
from console.actions import TABS
from console.domain import times
from console.screens import pages
from console.screens.form_drafts import Draft
from console.screens.page import Page
from console.screens.session import Session, SessionApp
from console.widgets.record_list import RecordList

_FORM: Final = "places"
_LASTS: Final = timedelta(hours=12)
"""After a night nobody looks for the page of the day before."""
_PATIENCE: Final = 10.0
"""Seconds that a page may take before the pages above it are given up."""
_LOOK: Final = 0.02
_BETWEEN: Final = re.compile(r"[\s().+-]")
_NUMBER: Final = re.compile(r"\d{7}")
"""Seven digits in a row, the separators taken out: no number of a request has them."""

_MOST: Final = 2**63 - 1

Given = Annotated[int, msgspec.Meta(ge=-_MOST, le=_MOST)] | str
"""What a page that can be opened again is opened with."""


class Place(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A page by its name, what it was opened with, and the filter of its list with the key of the row under the cursor."""

    page: str
    given: tuple[Given, ...] = ()
    filter: str = ""
    row: str = ""


def keep(session: Session, stack: Iterable[Screen[Any]]) -> None:
    """Keep the open pages of the person, from the lowest up to the first that cannot be opened again."""
    if session.core is None:
        return
    found = msgspec.json.encode([*_places(stack)]).decode()
    kept = Draft(None, {"at": times.now(), "pages": found})
    session.drafts.keep(session.person, _FORM, kept, cut=True)


def _places(stack: Iterable[Screen[Any]]) -> Iterator[Place]:
    for page in stack:
        if not isinstance(page, Page) or page.SCOPE == "choose":
            continue
        opened = page.opened_with()
        if opened is None or not all(type(one) in {int, str} for one in opened):
            return
        for records in page.query("#records").results(RecordList):
            yield Place(page.SCOPE, opened, _harmless(records.filter), records.row_key)
            break
        else:
            yield Place(page.SCOPE, opened)


def _harmless(text: str) -> str:
    """A filter, unless it holds what may be somebody's telephone number."""
    return "" if _NUMBER.search(_BETWEEN.sub("", text)) else text


def take(session: Session) -> list[Place]:
    """The pages that were kept for the person, from the tab upwards; empty without any. They are given once."""
    draft = session.drafts.read(session.person, _FORM, cut=True)
    session.drafts.drop(session.person, _FORM)
    kept = draft.now if draft is not None else {}
    try:
        fresh = timedelta() <= times.parse(times.now()) - times.parse(kept["at"]) <= _LASTS
        found = msgspec.json.decode(kept["pages"], type=list[Place])
    except (KeyError, ValueError, msgspec.DecodeError):
        return []
    known = all(one.page in noun.pages() for one in found)
    return found if fresh and known and found and found[0].page in TABS else []


async def open_again(app: SessionApp, places: Sequence[Place]) -> None:
    """Open the pages above the first one, each after the one beneath it is read; stop where the person went elsewhere."""
    below = await _read(app, places[0]) if places else None
    for place in places[1:]:
        if below is None or app.screen is not below:
            return
        try:
            page = pages.again(place.page, place.given)
        except (LookupError, TypeError, ValueError):
            # The page takes other values since the line was cut, in a newer version, or somebody changed the file.
            return
        await app.push_screen(page)
        below = await _read(app, place)


async def _read(app: SessionApp, place: Place) -> Page | None:
    """The page in front once it has what it asked for, its list at the row that it was at; None if it closed itself."""
    front, led = app.screen, False
    if not isinstance(front, Page):
        return None
    page: Page = front
    for _ in range(int(_PATIENCE / _LOOK)):
        if page not in app.screen_stack:
            return None
        lists = [*page.query("#records").results(RecordList)] if page.is_mounted else []
        if lists and not led:
            led = True
            lists[0].begin_at(place.filter, lists[0].is_at(place.row))
        if page.is_mounted and not page.unanswered and not any(one.lacks for one in lists):
            return page
        await asyncio.sleep(_LOOK)
    return None
