"""Exporting the evidence of one request: the reason, the name of the folder, and the progress (R3)."""

from collections.abc import Iterable
from pathlib import Path

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from console.acting.evidence import evidence as acting
from console.domain.refusals import Refusal, refuse
from console.errors import ConsoleError
from console.screens.exporting import made_folder, tidy
from console.screens.page import Page
from console.screens.session import number
from console.widgets.modals import Filled, Form, Line
from console.widgets.paint import strong
from console.widgets.show import show
from console.widgets.spark import bar
from console.wire.ledger.outbox import OutKind
from console.wire.requests.rows import RequestView

_TICK = 0.2
_BAR = 40


def take_out(page: Page, view: RequestView) -> None:
    """Ask for the reason and the folder, then gather the evidence."""
    session = page.session

    def job(filled: Filled) -> tuple[str, str]:
        name = filled.lines["name"].strip()
        if not name or name != Path(name).name or name.startswith("."):
            raise ConsoleError("export_failed", name=name)
        name = tidy(session, name)
        path = session.made_in / (name if session.outbox is None else f"{name}.tar")
        if path.exists():
            raise ConsoleError("file_exists", path=path)
        return filled.lines["reason"], name

    def gather(chosen: tuple[str, str]) -> None:
        page.app.push_screen(GatheringPage(view, *chosen))

    page.act(
        lambda: page.t("evidence.title"),
        lambda: show(
            f"{view.row.number}  {view.row.purpose}\n\n{page.t('evidence.about', folder=session.made_where)}"
        ),
        lambda: Form(
            lines=(Line("reason", page.t("search.reason")), Line("name", page.t("evidence.folder")))
        ),
        job,
        gather,
    )


class _StoppedError(ConsoleError):
    """The person stopped the gathering."""

    def __init__(self) -> None:
        super().__init__("evidence_stopped")


class GatheringPage(Page, scope="gathering"):
    """The progress of gathering; at its end where the folder is and what to compare it with."""

    def __init__(self, view: RequestView, reason: str, name: str) -> None:
        super().__init__()
        self.view, self.reason, self.name_given = view, reason, name
        self.made: acting.Made | None = None
        self._so_far = (0, 1)
        self._left = self._begun = False
        self._failed = False

    def body(self) -> Iterable[Widget]:
        """Yield one text."""
        yield VerticalScroll(Static(show(""), id="gathering", markup=False), classes="scroll", id="scroll")

    def begin(self) -> None:
        """Gather once; a timer redraws the progress."""
        self.query_one("#scroll").focus()
        self._draw()
        if self._begun:
            return
        self._begun = True
        self.set_interval(_TICK, self._draw)
        session, request, reason, name = self.session, self.view.row.id, self.reason, self.name_given

        def progress(done: int, total: int) -> None:
            self._so_far = done, total
            if self._left:
                raise _StoppedError

        def job() -> acting.Made:
            made = acting.make(session.desk(), request, reason, progress)
            made_folder(session, name, made.files, OutKind.EVIDENCE)
            return made

        self.work(job, self._done)

    def failed(self, call: object, error: Exception) -> None:
        """Report what failed in a dialog; the page stays open and says so too."""
        del call
        self._failed = True
        self._over(refuse("gathering_failed", "R3"))
        self.trouble(error)

    def _done(self, made: acting.Made) -> None:
        self.made = made
        self._over(refuse("gathering_over", "R3"))

    def _over(self, why: Refusal) -> None:
        """Nothing is gathered any more, so nothing can be stopped."""
        self.allowed["gathering.stop"] = why
        self._draw()
        self.draw_frame()

    def _draw(self) -> None:
        drawn: Text = self._words()
        for label in self.query("#gathering").results(Static):
            label.update(drawn)

    def _words(self) -> Text:
        t, made = self.t, self.made
        head = strong(f"{self.view.row.number}  {self.view.row.purpose}")
        if made is not None:
            outbox, name = self.session.outbox, self.name_given
            # What is fetched is unpacked where it is then, by its name.
            here, called = str(self.session.inbox / name), t("outbox.called", name=f"{name}.tar")
            lines = [
                t(
                    "evidence.written",
                    folder=here if outbox is None else called,
                    n=number(len(made.files)),
                    number=made.number,
                ),
                *([t("outbox.fetch_below"), outbox.line(f"{name}.tar")] if outbox is not None else []),
                t("evidence.sealed", seq=number(made.sealed), digest=made.digest),
                t("evidence.verify_next", folder=here if outbox is None else name),
            ]
            return Text("\n\n").join([head, *map(show, lines)])
        if self._failed:
            return Text("\n\n").join([head, show(t("evidence.nothing_written"))])
        done, total = self._so_far
        share = f"{bar(done, total, _BAR)} {done}/{total}"
        return Text("\n\n").join([head, show(t("evidence.gathering")), show(share)])

    def do_stop(self) -> None:
        """Stop before anything is written."""
        self._left = True
        self.say(self.t("evidence.stopping"))

    def do_back(self) -> None:
        """Go back; this stops the gathering, because nobody would see how it ended."""
        if self.made is None and not self._failed:
            self._left = True
        super().do_back()
