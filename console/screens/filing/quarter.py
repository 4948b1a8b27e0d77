"""One department's quarter (R3): its forms and gaps; compiling, signing, receiving and returning it."""

from collections.abc import Callable, Iterable

from rich.text import Text
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from console.acting import filing as acting
from console.domain.filing.filing import FilingReceipt, FilingReturn
from console.domain.refusals import Refusal, refuse
from console.errors import ConsoleError
from console.look.senses import Sense
from console.nouns.filing import ToQuarterForm
from console.nouns.requests import ToRequest
from console.screens import act_form
from console.screens.exporting import handed, made_tar
from console.screens.failures import KNOWN
from console.screens.filing.filing_words import (
    about_rows,
    amended_lines,
    complaint_lines,
    edition_lines,
    emergency_lines,
    form_lines,
    gaps_words,
    statement_rows,
)
from console.screens.labelled import rows
from console.screens.page import Page
from console.screens.printing import print_form
from console.screens.session import number
from console.views.filing import state_words
from console.widgets.background import in_background
from console.widgets.modals import Filled, Form, Item
from console.widgets.paint import strong
from console.widgets.room import ROOM
from console.widgets.show import show
from console.widgets.spark import bar
from console.wire.answers import Done
from console.wire.filing import filing as wire
from console.wire.ledger.outbox import OutKind

_MARGIN = 4
_BAR = 30


class QuarterPage(Page, scope="quarter"):
    """A department's quarter in full."""

    USABLE_FIRST = True
    CSS = "#progress { height: 1; }"

    class Progress(Message):
        """How much of the pack has been made or fetched."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done, self.total = done, total

    class Ended(Message):
        """The pack was stored, or failed to be."""

        def __init__(self, done: Done | None, error: Exception | None) -> None:
            super().__init__()
            self.done, self.error = done, error

    def __init__(self, department: str, quarter: str) -> None:
        super().__init__()
        self.department, self.quarter = department, quarter
        self.view: wire.FilingView | None = None
        self.running = False
        self.stopped = False

    def body(self) -> Iterable[Widget]:
        """Yield the quarter as text, and a line for a progress bar."""
        waiting: Text = show(self.t("list.waiting"))
        yield self.scrolled(Static(waiting, id="quarter", markup=False))
        yield Static(show(""), id="progress", markup=False)

    def begin(self) -> None:
        """Read the quarter."""
        self.query_one("#scroll").focus()
        self.ask(wire.FilingDetail(self.department, self.quarter), self._read)

    def on_resize(self) -> None:
        """Fold to the new width."""
        super().on_resize()
        self._draw()

    def changed(self, topics: frozenset[str]) -> None:
        """Reload after a change to the quarter or to one of its forms."""
        if topics & {"filings", "sends", "requests", "losses"} and not self.running:
            self.reload()

    def _read(self, view: wire.FilingView) -> None:
        self.view = view
        none: Refusal | None = None if view.editions else refuse("filing_no_pack", "R3")
        self.allowed |= {f"quarter.{act}": refusal for act, refusal in view.allowed.items()}
        self.allowed |= {"quarter.print": none, "quarter.pack": none}
        self._draw()
        self.draw_frame()

    def _draw(self) -> None:
        if self.view is None:
            return
        drawn: Text = self._words(self.view)
        for label in self.query("#quarter").results(Static):
            label.update(drawn)

    def _words(self, view: wire.FilingView) -> Text:
        session, row = self.session, view.row
        width = max(40, self.size.width - _MARGIN)
        head = rows(
            session,
            [
                (self.t("column.department"), f"{row.name}  {row.quarter}"),
                (self.t("column.state"), state_words(session.viewer, row)),
                (self.t("filing.due"), session.when(row.due)),
                (self.t("filing.receive_by"), session.when(row.receive_by) if row.receive_by else ""),
                (self.t("column.reason"), row.reason),
                (
                    self.t("filing.moved"),
                    self.t("filing.moved_words") if view.moved_on and row.state == "compiled" else "",
                ),
            ],
            width,
        )
        parts = [head, self._part("filing.gap_head", gaps_words(session, view.gaps))]
        if view.amended:
            lines = [show(line) for line in amended_lines(session, view.amended)]
            parts.append(self._part("filing.amended", Text("\n").join(lines)))
        forms = [*form_lines(session, view.forms)] or [show(self.t("filing.no_forms"))]
        parts.append(self._part("filing.forms_head", Text("\n").join(forms)))
        if view.emergencies:
            lines = [*emergency_lines(session, view.emergencies)]
            parts.append(self._part("filing.emergencies", Text("\n").join(lines)))
        if view.complaints:
            lines = [*complaint_lines(session, view.complaints)]
            parts.append(self._part("filing.complaints", Text("\n").join(lines)))
        editions = [*edition_lines(session, view.editions)] or [show(self.t("filing.not_compiled"))]
        parts.append(self._part("filing.editions", Text("\n").join(editions)))
        others = [*map(self._loss, view.losses), *view.papers]
        if others:
            parts.append(self._part("filing.others", show("\n".join(map(self._paper, others)))))
        return Text("\n\n").join(parts)

    def _loss(self, done: str) -> str:
        number, _, rest = done.partition(" ")
        subject, _, name = rest.partition(" ")
        return f"{number}  {self.session.label('loss_subject', subject)} {self.session.name(name)}"

    def _paper(self, done: str) -> str:
        kind, _, rest = done.partition(" ")
        return f"{self.t(f'paper.{kind}_form')}  {rest}" if kind in {"application", "pledge"} else done

    def _part(self, key: str, words: Text) -> Text:
        return Text("\n").join([strong(self.t(key)), words])

    # ---- looking closer

    def bar_open(self) -> Refusal | None:
        """That the quarter has no form."""
        return refuse("filing_no_forms", "R3") if self.view is not None and not self.view.forms else None

    def do_open(self) -> None:
        """Open one of the quarter's forms."""
        view = self.view
        if view is None:
            return

        def picked(value: str) -> None:
            self.go(ToRequest(int(value)))

        options = [Item(str(form.id), f"{form.number}  {form.purpose}") for form in view.forms]
        self.pick(lambda: self.t("filing.which_form"), options, picked)

    def do_check(self) -> None:
        """Show every gap, after verifying the whole ledger."""
        self.say(self.t("filing.checking"))
        self.ask(wire.GapCheck(self.department, self.quarter), self._checked)

    def _checked(self, gaps: wire.Gaps) -> None:
        self.say(self.t("filing.checked", n=len(gaps.gaps)))

        def words() -> Text:
            proved = self.t("filing.proved", n=number(gaps.entries), head=gaps.head)
            return Text("\n\n").join([gaps_words(self.session, gaps.gaps), show(proved)])

        self.read(lambda: self.t("filing.gap_head"), words)

    # ---- compiling

    def do_compile(self) -> None:
        """Compile the pack; Esc stops it."""
        if self.running:
            return
        self._run(lambda tell: acting.compiled(self.session.desk(), self.department, self.quarter, tell))

    def _run(self, job: Callable[[acting.Progress], Done]) -> None:
        self.running, self.stopped = True, False
        self.say(self.t("filing.compiling"))

        def heard(done: int, total: int) -> None:
            if self.stopped:
                raise ConsoleError("filing_stopped")
            self.post_message(self.Progress(done, total))

        def run() -> Message:
            try:
                return self.Ended(job(heard), None)
            except KNOWN as error:
                return self.Ended(None, error)

        in_background(self, run)

    def on_quarter_page_progress(self, message: Progress) -> None:
        """Draw the progress bar."""
        message.stop()
        words = f" {bar(message.done, message.total, _BAR)} {number(message.done)}/{number(message.total)}"
        drawn: Text = show(words if self.running else "")
        for label in self.query("#progress").results(Static):
            label.update(drawn)

    def on_quarter_page_ended(self, message: Ended) -> None:
        """Say how it ended."""
        message.stop()
        self.running = False
        for label in self.query("#progress").results(Static):
            label.update(show(""))
        if message.error is not None:
            self.trouble(message.error)
        else:
            self.say(self.t("filing.compiled"), Sense.GOOD)
            self.console.refresh_head()
        self.reload()

    def do_back(self) -> None:
        """Stop a running job first; otherwise go back."""
        if self.running:
            self.stopped = True
            return
        super().do_back()

    # ---- what is signed

    def do_sign(self) -> None:
        """File the quarter, with an explanation for each open gap."""
        if self.view is not None:
            self.go(ToQuarterForm(self.view))

    def bar_sign(self) -> Refusal | None:
        """That a gap keeps it from being filed, or that forms changed since it was compiled."""
        view = self.view
        if view is None:
            return None
        blocking = next((gap for gap in view.gaps if gap.blocks), None)
        if blocking is not None:
            return refuse("filing_gap", "R3", gap=blocking.kind, number=blocking.number)
        return refuse("filing_moved_on", "R3") if view.moved_on else None

    def do_receive(self) -> None:
        """Receive the quarter into the archive, under a number and at a place."""
        self._answer(FilingReceipt, "filing.receive_title", "filing.received_now")

    def do_return(self) -> None:
        """Return the quarter, with the reason."""
        self._answer(FilingReturn, "filing.return_title", "filing.returned_now")

    def _answer(self, kind: type[FilingReceipt | FilingReturn], title: str, done: str) -> None:
        view, session = self.view, self.session
        if view is None or not view.editions:
            return
        asked = wire.FilingDetail(self.department, self.quarter)
        act_form.ask(
            self,
            kind,
            lambda: self.t(title),
            lambda: statement_rows(session, view, ROOM),
            lambda core, said: acting.prepare_answer(core, kind, asked, view, said, by=session.person),
            lambda: self._taken(done),
            lambda: about_rows(session, view),
        )

    def _taken(self, done: str) -> None:
        self.say(self.t(done))
        self.reload()

    # ---- on paper, and the pack

    def do_print(self) -> None:
        """Print the quarter (季度汇总备案表) as a file in the person's own folder."""
        view = self.view
        if view is None or not view.editions:
            return
        print_form(self, "filing", str(view.editions[-1].id))

    def do_pack(self) -> None:
        """Write the pack as a folder and a zip into the person's own folder."""
        view, session = self.view, self.session
        if view is None or not view.editions:
            return
        newest = view.editions[-1]

        def job(filled: Filled) -> str:
            del filled
            name, data, signed = acting.fetched(session.desk(), newest.id)
            if session.outbox is None:
                acting.written(session.inbox, name, data, signed)
                return name
            made_tar(session, f"{name}.tar", acting.laid_out(name, data, signed), OutKind.PACK)
            return f"{name}.tar"

        self.act(
            lambda: self.t("filing.pack_title"),
            lambda: show(self.t("export.about", folder=session.made_where)),
            Form,
            job,
            self._packed,
        )

    def _packed(self, name: str) -> None:
        key = "filing.packed" if self.session.outbox is None else "filing.packed_out"
        handed(self, self.t(key, file=name), name)
