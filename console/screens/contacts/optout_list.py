"""A list of opt-outs from a file: what it covers and where it comes from, the reading with its bar, the counts, and the recording."""

from collections.abc import Iterable

from rich.text import Text
from textual.widget import Widget

from console.acting.contacts import browsing
from console.acting.contacts import optout_lists as acting
from console.acting.contacts.browsing import LISTS
from console.acting.patience import past, waited
from console.contacts import importing, inbox, own_errors
from console.contacts.errors import FileCode, FileRefusedError, ImportCancelledError
from console.contacts.source import Source
from console.domain.contacts.optouts import ALL, SOURCES
from console.domain.digit_masking import digits_masked
from console.domain.refusals import refuse
from console.look.roles import Role
from console.look.senses import Sense
from console.screens.choosing.dialog import files
from console.screens.contacts import import_questions
from console.screens.contacts.import_questions import Pair, Question
from console.screens.contacts.optout_scope import pick_scope
from console.screens.exporting import ask_name, dated, made_file
from console.screens.lists import ListPage, paged
from console.screens.page import Page
from console.screens.session import number
from console.views.contacts import OPT_OUT_LIST, by_reason, plan_words, remark_words, scope_words
from console.widgets.lines import Lines
from console.widgets.modals import Filled, Form, Item, Line
from console.widgets.paint import ink
from console.widgets.parts import hung
from console.widgets.record_list import Rows
from console.widgets.show import fit, show
from console.widgets.spark import bar
from console.wire.answers import Done
from console.wire.contacts import optouts
from console.wire.ledger.outbox import OutKind

_FILES = LISTS._replace(name="optouts")
_LONG = 20.0
"""Seconds in which a file has to be read before it is looked at."""
_TICK = 0.2
_BAR = 40
_MANY = 1_000
"""From so many new opt-outs on their number is typed again."""
_FIRST = 3
"""Rows of a reason that are shown."""


def bring_in(page: Page) -> None:
    """Ask what a list covers, whose it is, and for file, source and date; then read the file."""
    session = page.session

    def kinds() -> list[Item]:
        return [Item(one, session.label("optout_kind", one)) for one in SOURCES]

    def scoped(scope: str, department: str) -> None:
        page.pick(lambda: page.t("optouts.whose_list"), kinds, lambda kind: ask(scope, department, kind))

    def ask(scope: str, department: str, kind: str) -> None:
        def form() -> Form:
            t = page.t
            file = Line("file", t("optouts.list_file"), files=files(page, _FILES))
            return Form(
                lines=(file, *(Line(name, t(f"optouts.list_{name}")) for name in ("source", "dated")))
            )

        def job(filled: Filled) -> tuple[str, acting.Listed]:
            lines, file = filled.lines, browsing.meant(filled.lines["file"], session.inbox)
            try:
                waited(lambda: inbox.open_named(file, session.inbox), past(_LONG), Source.close).close()
            except TimeoutError as error:
                raise FileRefusedError(FileCode.UNREADABLE) from error
            return file, acting.Listed(scope, department, kind, lines["source"], lines["dated"])

        def read(chosen: tuple[str, acting.Listed]) -> None:
            page.app.push_screen(OptOutListPage(*chosen))

        title = f"{session.label('optout_kind', kind)}  {scope_words(session.viewer, scope, department)}"
        about = page.t("optouts.list_about", folder=session.inbox)
        page.act(lambda: title, lambda: show(about), form, job, read)

    pick_scope(page, scoped)


def hand_over(page: Page) -> None:
    """Ask for the reason, then for the name of the file, and write every number that opted out (R13)."""
    session = page.session

    def write(name: str, reason: str) -> tuple[str, int, int]:
        with made_file(session, name, OutKind.NUMBERS) as file:
            made = acting.export(session.desk(), "", reason)
            if name.endswith(".xlsx"):
                head = [session.t("column.mobile")]
                return name, session.book(file, head, ([f"{one:011d}"] for one in made.numbers)), made.erased
            return name, acting.write_text(file, made.numbers), made.erased

    def reasoned(reason: str) -> None:
        ask_name(
            page,
            lambda: page.t("action.optouts.export"),
            lambda name: write(name, reason),
            lambda done: page.t("optouts.exported", name=done[0], n=number(done[1]), erased=number(done[2])),
            (".txt", ".xlsx"),
            dated(session, page.t("help.optouts.title")),
            about=lambda: page.t("optouts.export_about", folder=session.made_where),
        )

    page.act(
        lambda: page.t("action.optouts.export"),
        lambda: show(page.t("optouts.export_why")),
        lambda: Form(lines=(Line("reason", page.t("search.reason")),)),
        lambda filled: filled.lines["reason"].strip(),
        reasoned,
    )


class OptOutListsPage(ListPage[optouts.OptOutListRow], scope="optout_lists"):
    """The lists that were brought in, newest first: whose, of which day, how many numbers were new."""

    VIEW = OPT_OUT_LIST
    TOPICS = frozenset({"optouts"})

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        return paged(self, optouts.OptOutLists(text=text, after=after, limit=limit))

    def do_open(self) -> None:
        """Show all about the list under the cursor."""
        self.read_row(lambda row: f"{row.dated}  {row.source}")


class OptOutListPage(Page, scope="optout_list"):
    """One list: first what it would do, then what it did."""

    def __init__(self, file: str, listed: acting.Listed) -> None:
        super().__init__()
        self.file, self.listed = file, listed
        self.plan: acting.Plan | None = None
        self._so_far = ("read", 0, 0)
        self._left = self._begun = self._running = False
        self._added = -1
        self._places: list[Pair] = []
        self._settled: frozenset[str] = frozenset()

    def body(self) -> Iterable[Widget]:
        """Yield one text."""
        yield self.scrolled(Lines(id="list", classes="panel"), classes="")

    def begin(self) -> None:
        """Read the file once; a timer redraws the progress."""
        self.query_one("#scroll").focus()
        self._allow()
        self._draw()
        if self._begun:
            return
        self._begun = True
        self.set_interval(_TICK, self._draw)
        self._look()

    def _look(self) -> None:
        """Read the file, with what was taken of its other columns and sheets."""
        self._running = True
        session, file, listed = self.session, self.file, self.listed
        first, *more = self._places or [(None, None)]

        def job() -> acting.Plan:
            # The library's standard error has no descriptor, and the reading process needs one.
            with (
                own_errors.handed_on(),
                self._opened(file) as opened,
                importing.Reading(opened, first[0], column=first[1], more=more) as reading,
            ):
                return acting.plan(session.desk(), reading, listed, self._tell, lambda: self._left)

        self.work(job, self._read, "job", self._stopped)

    def _opened(self, file: str) -> Source:
        """Open the file; on a disk that does not answer the person may stop the wait."""
        folder = self.session.inbox
        try:
            return waited(lambda: inbox.open_named(file, folder), lambda: self._left, Source.close)
        except TimeoutError as error:
            raise ImportCancelledError from error

    def _tell(self, stage: str, done: int, total: int) -> None:
        self._so_far = stage, done, total

    def _read(self, plan: acting.Plan) -> None:
        self.plan, self._running = plan, False
        if self._places:
            self.say(self.t("optouts.read_again"))
        self._allow()
        self._draw()
        self.draw_frame()

    def _stopped(self, error: Exception) -> None:
        self._running = False
        self._allow()
        self._draw()
        self.draw_frame()
        if isinstance(error, ImportCancelledError) or getattr(error, "code", "") == "import_cancelled":
            self.say(self.t("optouts.stopped"))
            return
        self.trouble(error)

    def _allow(self) -> None:
        ready = self.plan is not None and len(self.plan.numbers) > 0 and not self._running and self._added < 0
        self.allowed = {
            "optout_list.record": None if ready else refuse("optout_list_not_read", "R13"),
            "optout_list.stop": None if self._running else refuse("optout_list_rests", "R13"),
        }

    def _draw(self) -> None:
        self.query_one("#list", Lines).put(self._lines)

    def _lines(self, width: int) -> list[Text]:
        session, listed, t = self.session, self.listed, self.t
        source = f"{session.label('optout_kind', listed.kind)}  {listed.dated}  {listed.source}"
        lines = [ink(fit(digits_masked(self.file), width), Role.STRONG), ink(fit(source, width), Role.MUTED)]
        plan = self.plan
        if plan is not None:
            lines += hung(Sense.NOW if self._added < 0 else Sense.PLAIN, self._plan_words(plan), width)
            for words in remark_words(session.viewer, plan.imported.source, every_row=True):
                lines += hung(Sense.YOURS, words, width)
            for reason in plan.reasons:
                some = plan.imported.findings.page(reason=reason, limit=_FIRST)
                rows = "; ".join(f"{one.row}: {digits_masked(one.raw)}" for one in some)
                said = by_reason(session.viewer, {reason: plan.reasons[reason]})
                lines += hung(Sense.YOURS, f"{said}  {rows}", width)
        if self._added >= 0:
            lines += hung(Sense.GOOD, t("optouts.added", n=number(self._added)), width)
        elif self._running:
            stage, done, total = self._so_far
            figures = f"{number(done)}/{number(total)}" if total else number(done)
            lines.append(
                show(f"{t(f'optouts.stage_{stage}')}  {bar(done, total, min(_BAR, width // 2))} {figures}")
            )
        return lines

    def _plan_words(self, plan: acting.Plan) -> str:
        counts = {
            "rows": plan.imported.rows, "new": plan.new, "known": plan.known, "ended": plan.ended, "repeated": plan.repeated,
            "blank": plan.blank, "no_number": plan.no_number,
        }  # fmt: skip
        return plan_words(self.session.viewer, self.listed.scope, self.listed.department, counts)

    def do_record(self) -> None:
        """Record the list. Of one that refuses everything, or of many, the number of the new ones is typed again first."""
        plan = self.plan
        if plan is None:
            return
        if (question := self._due(plan)) is not None:
            self.pick(question.title, question.options, lambda answer: self._take(plan, question, answer))
            return
        if self.listed.scope != ALL and plan.new < _MANY:
            self._record(plan)
            return
        again = Line(
            "new", self.t("optouts.count"), equals=str(plan.new), wrong=self.t("optouts.count_wrong")
        )
        self.act(
            lambda: self.t("action.optout_list.record"),
            lambda: show(self._plan_words(plan)),
            lambda: Form(lines=(again,)),
            lambda _filled: True,
            lambda _done: self._record(plan),
        )

    def _due(self, plan: acting.Plan) -> Question | None:
        """What is asked before: whether the file is whole, and what becomes of numbers in other columns and sheets."""
        made = (
            import_questions.cut_off(self.session, plan.signs, plan.imported),
            import_questions.columns(self.session, self._places[1:], plan.imported, sheets=True),
        )
        asked = (one for one in made if one is not None)
        return next((one for one in asked if not one.about <= self._settled), None)

    def _take(self, plan: acting.Plan, question: Question, answer: str) -> None:
        """Go on as it was answered: with more columns the file is read again, and nothing is recorded yet."""
        more = question.more(answer)
        if more is None:
            return
        self._settled |= question.about
        if not more:
            self.do_record()
            return
        source, self.plan = plan.imported.source, None
        plan.imported.findings.close()
        self._places = [*(self._places[:1] or [(source.sheet, source.column or None)]), *more]
        self._look()
        self._allow()
        self.draw_frame()

    def _record(self, plan: acting.Plan) -> None:
        """Record the list; what has arrived counts at once."""
        session, listed = self.session, self.listed
        self._running, self._left = True, False
        self._so_far = ("bring", 0, len(plan.numbers))
        self._allow()
        self.draw_frame()
        core = session.desk()
        self.work(
            lambda: acting.bring(core, plan, listed, self._tell, lambda: self._left),
            self._done,
            "job",
            self._stopped,
        )

    def _done(self, done: Done) -> None:
        self._running, self._added = False, done.id
        self._allow()
        self._draw()
        self.draw_frame()
        self.say(self.t("optouts.added", n=number(done.id)), Sense.GOOD)

    def do_stop(self) -> None:
        """Stop the reading or the recording; what has arrived stays."""
        self._left = True

    def do_back(self) -> None:
        """Go back; this stops what runs, because nobody would see how it ended."""
        self._left = True
        super().do_back()
