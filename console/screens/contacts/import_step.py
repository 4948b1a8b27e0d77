"""What the pages of an import have in common: the steps above, one job at a time with its progress in their place, and the way back.

The pages lie one over the other, Esc goes back one step, and the session holds what was typed and chosen (`ImportWork`): whoever
goes elsewhere comes back to the step that they left.
"""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.widget import Widget

from console.acting.rosters import number_plans
from console.contacts.errors import FileCode, FileRefusedError
from console.domain.calendar import local_day
from console.screens.asking import Then
from console.screens.contacts import import_words
from console.screens.contacts.import_work import WORK, ImportWork
from console.screens.form_drafts import Draft
from console.screens.frame import FRAME_LINES
from console.screens.page import Page
from console.widgets.lines import Lines

_TICK = 0.5
LOW = 16
"""Lines of a screen below which fields have no frame."""
_LEAST = 3
"""Lines that the widgets of a step need before the steps themselves are named."""


class ImportStep(Page):
    """A step. Subclasses give `parts`, their widgets between the steps and the progress."""

    STEP: ClassVar[int] = 1
    TAB = "contacts"
    CSS = """
    #steps { padding: 0 1; }
    #step { height: 1fr; }
    #step RecordList { min-height: 5; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._held: ImportWork | None = None
        self.at = self.STEP

    @property
    def reading(self) -> ImportWork:
        """The import, begun with the first department for which the person may import."""
        if self._held is None:
            session = self.session
            first = next(iter(session.drafts_for()), "")
            self._held = session.drafts.work(session.person, WORK, lambda: ImportWork(first))
            self._held.plan = lambda: number_plans.on(
                session.desk(), local_day(session.now(), session.zone().key)
            )
        return self._held

    def opened_with(self) -> tuple[Any, ...] | None:
        """Only the first page of an import can be opened by itself after a cut line: the file is read again."""
        return super().opened_with() if self.SCOPE == "import" else None

    def parts(self) -> Iterable[Widget]:
        """The widgets of the step."""
        return ()

    def body(self) -> Iterable[Widget]:
        """Yield the steps, and what belongs to this one."""
        yield Lines(id="steps")
        yield VerticalScroll(*self.parts(), id="step", can_focus=False)

    def on_mount(self) -> None:
        """Note how far the import is, and draw the progress of a running job from now on."""
        self.reading.reached = max(self.reading.reached, self.STEP)
        super().on_mount()
        self.set_interval(_TICK, self.draw_progress)
        self.go_on_after()

    def go_on_after(self) -> None:
        """Open the next step if the person was there before they went elsewhere."""

    async def relabel(self) -> None:
        """Draw the step in the other language; the focus stays."""
        focus = self.focused.id or "" if self.focused is not None else ""
        await super().relabel()
        for field in self.query(f"#{focus}") if focus else ():
            self.set_focus(field)

    def begin(self) -> None:
        """Draw the steps."""
        self.draw_steps()

    def reload(self) -> None:
        """Draw the steps: what was read stays until the person asks for something else."""
        self.draw_steps()

    def hint(self) -> str:
        """What to do on this step."""
        return self.t(f"import_step.{self.SCOPE}")

    def draw_steps(self) -> None:
        """Draw the steps, and the name of the file where there is room; while a job runs, how far it is.

        It has the place of the steps, because a line of its own would move everything on the page twice.
        """
        session, reading, at = self.session, self.reading, self.at
        named = reading.preview.source.name if reading.preview is not None else ""
        for steps in self.query("#steps").results(Lines):
            steps.display = reading.running or self.size.height > FRAME_LINES + _LEAST
            steps.put(
                (lambda width: import_words.progress(session, reading, width))
                if reading.running
                else (lambda width: import_words.steps(session, at, named, width))
            )

    def on_resize(self) -> None:
        """Draw the steps if there is room for them."""
        super().on_resize()
        self.draw_steps()

    def fit_to(self, size: Size) -> None:
        """Frame the fields if there is room."""
        super().fit_to(size)
        self.set_class(size.height >= LOW, "-boxed")

    # ---- jobs

    def run(self, job: Callable[[], Any], then: Then, *, aside: bool = False) -> None:
        """Run one job at a time off the event loop, `aside` as `work` has it. `then` gets its outcome, `stopped` its failure."""
        self.reading.begin()
        self.draw_steps()

        def ended(outcome: Any) -> Any:
            self._rest()
            return then(outcome)

        def failed(error: Exception) -> None:
            self._rest()
            self.stopped(error)

        # The words first: what runs beside them would only make them later.
        self.call_after_refresh(self.work, job, ended, "job", failed, aside=aside)

    def _rest(self) -> None:
        self.reading.end()
        self.draw_steps()
        if self.session.message == self.t("import_view.wait"):
            self.say(self.hint())

    def stopped(self, error: Exception) -> None:
        """Say why a job failed; a file that changed is read again, from the first step."""
        if isinstance(error, FileRefusedError) and error.reason in {FileCode.CHANGED, FileCode.CHANGING}:
            self.reading.renew()
            self.to_first()
        self.trouble(error)

    def busy(self) -> bool:
        """Whether a job runs; says so, because nothing else may begin meanwhile."""
        if self.reading.running:
            self.say(self.t("import_view.wait"))
        return self.reading.running

    def draw_progress(self) -> None:
        """Draw how far the running job is, on the step that is seen."""
        if self is self.app.screen and self.reading.running:
            self.draw_steps()

    def signs_what_is_shown(self, action: Any) -> bool:  # noqa: ARG002 - whichever it is
        """Return False: a key that comes while a job runs is refused in words, and never waits for what nobody has seen."""
        return False

    # ---- the way back

    def keep(self) -> None:
        """Keep path and choices in the account's own folder, in case the line is cut; pasted numbers stay in memory."""
        session = self.session
        session.drafts.keep(session.person, WORK, Draft(None, self.reading.to_keep()), cut=True)

    def do_back(self) -> None:
        """Stop a running job; otherwise go back one step, with everything that was typed and chosen."""
        if not self.reading.running:
            self.reading.reached = max(1, self.STEP - 1)
        super().do_back()

    def leave_for(self, then: Callable[[], None]) -> None:
        """Stop a running job; otherwise go, and say that the import stays where it is."""
        if self.reading.running:
            self.reading.stop.set()
            self.say(self.t("import_view.stopping"))
            return
        then()
        if not self.reading.blank and not isinstance(self.app.screen, ImportStep):
            self.say(self.t("import_view.stays"))

    def to_first(self) -> None:
        """Go back to the first step."""
        self.reading.reached = 1
        while isinstance(here := self.app.screen, ImportStep) and here.STEP > 1:
            self.app.pop_screen()
