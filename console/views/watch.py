"""What is unusual about a request and its sends, in words: on the card, in the General Department's list, at the command line."""

from collections.abc import Iterator
from typing import NamedTuple

from console.domain import acts
from console.domain.watch.watch import SHARES, Case, What, before_sending, joined, share, span
from console.look.senses import Sense
from console.views.view import View, Viewer, counted
from console.wire.duties import watch as wire


class Note(NamedTuple):
    """What there is to say about a request, and what it means."""

    sense: Sense
    words: str


def notes(viewer: Viewer, seen: wire.CardWatch | None, act: acts.Request) -> Iterator[Note]:
    """Yield a sentence for each unusual thing; count and windows are those of the signed request, what was before is the desk's word."""
    if seen is None:
        return
    when = joined(span(one.opens, one.closes, viewer.zone, seen.within) for one in act.slots)
    cases = list(before_sending(seen.rule, seen.past, act.recipients(), when))
    for one in cases:
        yield Note(Sense.YOURS, case_words(viewer, one))
    if not seen.past.sent:
        yield Note(Sense.PLAIN, viewer.t("watch.no_past", days=seen.rule.days))
    elif not cases:
        yield Note(Sense.GOOD, viewer.t("watch.nothing", days=seen.rule.days))


def case_words(viewer: Viewer, case: Case) -> str:
    """One unusual thing as a sentence, with its figures."""
    said = {"n": counted(case.n), "of": counted(case.of), "usual": counted(case.usual), "days": case.days}
    what, before = case.what, "" if case.usual >= 0 else "_first"
    if what not in set(What):
        return what
    if what == What.VOLUME:
        said |= {"times": _times(case.n, case.usual), "about": case.about}
    elif what in {What.EARLY, What.LATE}:
        said = {"n": _clock(case.n), "usual": _clock(case.usual), "days": case.days}
    elif what in SHARES:
        said |= {"percent": _percent(share(case.n, case.of)), "usual": _percent(case.usual)}
    elif what == What.STRANGERS:
        said |= {"percent": f"{100 * case.n // max(1, case.of)}%"}
        before = "" if case.n else "_none"
    return viewer.t(f"watch.case_{what}{before}", **said)


def _times(n: int, usual: int) -> str:
    """How many times the usual, with one place."""
    tenths = 10 * n // max(1, usual)
    return f"{tenths // 10:,}.{tenths % 10}" if tenths % 10 else f"{tenths // 10:,}"


def _percent(shares: int) -> str:
    """A share in ten thousand, in percent."""
    return f"{shares // 100}.{shares % 100:02d}%"


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _kinds(viewer: Viewer, row: wire.WatchRow) -> str:
    """What is unusual, a word each."""
    return viewer.t("form.between").join(viewer.label("watch_what", one.what) for one in row.cases)


def _said(viewer: Viewer, row: wire.WatchRow) -> str:
    """What is unusual, a sentence each."""
    return "\n".join(case_words(viewer, one) for one in row.cases)


ROW = View(wire.WatchRow, "watch", kinds=_kinds, said=_said)
WHOLE = View(wire.WatchView, "watch", kinds=_kinds, said=_said)
