"""How sending windows stand against the hours, in words: on the form, the approval card and the command line."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from console.domain.times import parse
from console.locale import words
from console.look.senses import Sense
from console.views.view import Viewer
from console.wire.requests.drafts import Draft
from console.wire.sending.windows import SlotHours


class Note(NamedTuple):
    """What there is to say about the window of a slot, and what it means."""

    sense: Sense
    words: str


def notes(viewer: Viewer, hours: Sequence[SlotHours], *, first: int = 0) -> Iterator[Note]:
    """Yield a sentence for each slot; with several slots each begins with its number, counted from 1 where the first is `first`."""
    for one in hours:
        nth = viewer.t("sending_hours.slot", n=one.slot - first + 1) if len(hours) > 1 else ""
        yield _note(viewer, one, nth)


def _note(viewer: Viewer, one: SlotHours, nth: str) -> Note:
    def last(seconds: int) -> str:
        return words.lasting(seconds, viewer.lang)

    said = words.sending_hours(one.hours, viewer.lang)
    if one.missing:
        return Note(Sense.BAD, viewer.t("sending_hours.unknown", nth=nth, year=one.missing))
    if not one.open:
        return Note(Sense.BAD, viewer.t("sending_hours.shut", nth=nth, hours=said))
    if one.need > one.open:
        key = "sending_hours.short" if _would_do(one) else "sending_hours.too_short"
        offer = {"opens": viewer.soon(one.opens), "closes": viewer.soon(one.closes)}
        return Note(Sense.YOURS, viewer.t(key, nth=nth, need=last(one.need), open=last(one.open), **offer))
    if one.open < one.total:
        part = viewer.t("sending_hours.part", nth=nth, open=last(one.open), total=last(one.total), hours=said)
        enough = viewer.t("sending_hours.enough", need=last(one.need)) if one.need else ""
        return Note(Sense.GOOD, f"{part}{enough}")
    return Note(Sense.GOOD, viewer.t("sending_hours.whole", nth=nth))


def wanting(hours: Sequence[SlotHours]) -> list[SlotHours]:
    """The slots whose windows cannot be sent as they are, or are too short for their lists."""
    return [one for one in hours if one.missing or one.open < max(one.total, one.need)]


def with_offers(draft: Draft, hours: Sequence[SlotHours]) -> Draft:
    """The draft with the next possible window in each slot that wants one; slots count from 0."""
    offers = {one.slot: one for one in wanting(hours) if one.opens}
    slots = [
        msgspec.structs.replace(slot, opens=offers[n].opens, closes=offers[n].closes) if n in offers else slot
        for n, slot in enumerate(draft.slots)
    ]
    return msgspec.structs.replace(draft, slots=slots)


def _would_do(one: SlotHours) -> bool:
    """Whether the offered window is long enough for the list."""
    return bool(one.opens) and one.need <= offered(one)


def offered(one: SlotHours) -> int:
    """The length of the offered window in seconds; 0 without one."""
    return int((parse(one.closes) - parse(one.opens)).total_seconds()) if one.opens else 0
