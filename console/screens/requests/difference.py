"""Two versions of a request side by side, compared here from the two signed statements, not by the desk."""

from collections.abc import Iterable
from functools import partial

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from console import reading
from console.acting.approvals import versions
from console.acting.approvals.versions import Version
from console.domain import differences
from console.domain.differences import GONE, NEW, Piece
from console.domain.refusals import Refusal, refuse
from console.errors import ConsoleError
from console.screens.frame import WIDE
from console.screens.labelled import rows
from console.screens.page import Page
from console.screens.session import Session
from console.widgets.columns import beside, folded
from console.widgets.modals import Item
from console.widgets.paint import part_heading, strong
from console.widgets.show import cells, line, show
from console.wire import calls
from console.wire.requests.rows import RequestView

_LABEL = 16
_MARKS = {GONE: ("[-", "-]", "strike"), NEW: ("{+", "+}", "bold underline")}


class DifferencePage(Page, scope="difference"):
    """The last two versions of a request, or any two of them."""

    def __init__(self, request: int, older: int = 0, newer: int = 0) -> None:
        super().__init__()
        self.request, self.older, self.newer = request, older, newer
        self.everything = False
        self._versions: list[int] = []
        self._two: tuple[Version, Version] | None = None

    def body(self) -> Iterable[Widget]:
        """Yield one text that scrolls."""
        yield self.scrolled(Static(show(self.t("list.waiting")), id="whole", markup=False))

    def begin(self) -> None:
        """Read which versions exist, then read the two."""
        self.query_one(VerticalScroll).focus()
        self._two = None
        self.ask(calls.RequestDetail(self.request), self._got_versions, slot="versions")

    def _got_versions(self, view: RequestView) -> None:
        self._versions = view.versions
        self.draw_frame()
        if len(view.versions) < 2:
            whole: Text = show(self.t("request.one_version"))
            self.query_one("#whole", Static).update(whole)
            return
        self.newer = self.newer or view.versions[-1]
        self.older = self.older or view.versions[view.versions.index(self.newer) - 1]
        self.ask(calls.RequestDetail(self.request, self.older), self._got_older, slot="older")

    def _got_older(self, view: RequestView) -> None:
        got = partial(self._got_newer, view)
        self.ask(calls.RequestDetail(self.request, self.newer), got, slot="newer")

    def _got_newer(self, older: RequestView, newer: RequestView) -> None:
        try:
            before, after = versions.of_view(older), versions.of_view(newer)
            versions.follows(before, after)
        except ConsoleError as error:
            self.trouble(error)
            return
        self._two = before, after
        self._draw()

    def on_resize(self) -> None:
        """Draw again, in columns or in lines by the width."""
        self._draw()

    def _draw(self) -> None:
        if self._two is None:
            return
        before, after = self._two
        title = self.t("difference.title", number=after.act.number, a=before.act.version, b=after.act.version)
        width = self.size.width - 4
        parts = [part_heading(title), *returned_words(self.session, before, width)]
        parts.append(change_words(self.session, before, after, width, everything=self.everything))
        whole: Text = Text("\n").join(parts)
        self.query_one("#whole", Static).update(whole)

    def do_fold(self) -> None:
        """Show every field, or only the changed ones."""
        self.everything = not self.everything
        self._draw()

    def bar_versions(self) -> Refusal | None:
        """That there are no other two."""
        return refuse("two_versions", "R3") if 0 < len(self._versions) < 3 else None

    def do_versions(self) -> None:
        """Choose two versions."""
        pairs = [(a, b) for b in reversed(self._versions) for a in reversed(self._versions) if a < b]
        options = [Item(f"{a} {b}", f"v{a} - v{b}") for a, b in pairs]

        def picked(pair: str) -> None:
            older, newer = pair.split()
            self.older, self.newer = int(older), int(newer)
            self.begin()

        self.pick(lambda: self.t("request.pick_version"), options, picked)


def returned_words(session: Session, before: Version, width: int) -> list[Text]:
    """When, by whom and why the older version was returned, folded to `width` cells; nothing if it was not."""
    step = before.returned
    if step is None:
        return []
    words = session.t(
        "difference.returned",
        version=before.act.version,
        when=session.when(step.at),
        name=step.name,
        reason=step.opinion or session.t("none"),
    )
    return folded(strong(words), width)


def change_words(
    session: Session, before: Version, after: Version, width: int, *, everything: bool = False
) -> Text:
    """Every changed field, old beside new (from 100 columns on) or old above new; unchanged fields are named on one line."""
    changed, stayed = reading.compared(session.reader, before, after)
    wide = width >= WIDE - 4
    half = (width - _LABEL - 6) // 2
    parts: list[Text] = []
    if wide:
        heads = [show(""), *(_head(session, version) for version in (before, after))]
        parts.append(beside(list(zip(heads, (_LABEL, half, half), strict=True))))
    for _, label, old, new in changed:
        row = differences.pieces(old, new)
        sides = [marked(differences.side(row, how)) for how in (GONE, NEW)]
        sides = [words if words.plain else show(session.t("none")) for words in sides]
        if wide:
            parts.append(beside([(strong(label), _LABEL), (sides[0], half), (sides[1], half)]))
        else:
            parts += [strong(label), _led("- ", sides[0], width), _led("+ ", sides[1], width)]
    if not changed:
        parts.append(show(session.t("request.same")))
    if everything:
        parts.append(rows(session, [(label, value or session.t("none")) for label, value in stayed], width))
    elif stayed:
        names = session.t("difference.between").join(label for label, _ in stayed)
        parts += folded(show(session.t("difference.stayed", names=names)), width)
    return Text("\n").join(parts)


def marked(row: Iterable[Piece]) -> Text:
    """One side in words: removed text as `[-...-]` and added text as `{+...+}`, each in a style of its own as well."""
    words = show("")
    for piece in row:
        begin, end, style = _MARKS.get(piece.how, ("", "", ""))
        words.append_text(show(f"{begin}{piece.words}{end}", style))
    return words


def _head(session: Session, version: Version) -> Text:
    act = version.act
    return show(f"v{act.version}  {session.name(act.by)}  {session.when(act.at)}", "bold underline")


def _led(lead: str, words: Text, width: int) -> Text:
    """Words after a lead; further lines are aligned with the first."""
    room = cells(lead)
    rows: list[Text] = []
    for nth, part in enumerate(folded(words, max(10, width - room))):
        rows.append(line(lead if nth == 0 else " " * room).append_text(part))
    return Text("\n").join(rows)
