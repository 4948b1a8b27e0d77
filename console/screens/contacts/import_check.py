"""The third step of an import: how many rows become numbers, and why others do not; a repair counts once it is ticked."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich.text import Text
from textual import on
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from console.actions import Action
from console.contacts.importing import Imported
from console.contacts.messages import Preview
from console.contacts.reasons import REPAIRABLE, TAKEN, Reason
from console.domain.refusals import Refusal, refuse
from console.screens.choosing import file_words
from console.screens.contacts import import_findings, import_questions, import_words
from console.screens.contacts.import_questions import Question
from console.screens.contacts.import_step import ImportStep
from console.screens.contacts.import_words import Found
from console.screens.frame import NARROW, WIDE
from console.screens.lists import portion
from console.screens.session import number
from console.widgets.fields import Choice, Field
from console.widgets.line_input import LineInput
from console.widgets.lines import Lines
from console.widgets.record_list import Column, RecordList, Rows
from console.widgets.show import show
from console.wire.contacts.list_assets import Glance, ListGlance

_BAR = 14
"""Cells of the longest bar."""
_NAME = 200
_PAUSE = 0.4
"""Seconds without another tick after which the numbers go to the desk."""


class Reasons(RecordList):
    """The findings by reason; Space ticks a repair."""

    def action_mark(self) -> None:
        """Tick or untick the repair under the cursor, and go on to the next reason."""
        screen: Any = self.screen
        screen.action_act("import_check.turn")


class ImportCheckPage(ImportStep, scope="import_check"):
    """The findings of the file as it was read."""

    STEP = 3
    CSS = (
        ImportStep.CSS
        + """
    #top { height: auto; }
    #top Lines { height: auto; }
    #glance { display: none; }
    ImportCheckPage.-wide #glance { display: block; width: 47; }
    #fields { height: auto; layout: vertical; }
    ImportCheckPage.-boxed #fields { layout: horizontal; }
    ImportCheckPage.-narrow #fields { layout: vertical; }
    """
    )

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Found] = []
        self._judging = False
        self._asked: Timer | None = None
        self._glance: Glance | None = None
        self._unknown = False

    def parts(self) -> Iterable[Widget]:
        """Yield the sum with what stands out, the reasons, and what the list is called."""
        reading, t, session = self.reading, self.t, self.session
        glance = Lines(id="glance", classes="panel")
        glance.border_title = show(t("glance.title"))
        yield Horizontal(Lines(id="sum", classes="panel"), glance, id="top")
        reasons = Reasons(
            self._columns(), self._fetch, lambda one: one.reason,
            empty=t("import_view.all_good"), waiting=t("list.waiting"), id="reasons",
        )  # fmt: skip
        reasons.border_title = show(t("import_view.by_reason"))
        yield reasons
        fields = [Field("name", t("import_view.name"), LineInput(reading.name, id="name", most=_NAME))]
        departments = [(one, session.department(one)) for one in session.drafts_for()]
        if len(departments) > 1:
            choice = Choice(departments, reading.department, id="department")
            fields.append(Field("department", session.label("field", "department"), choice))
        yield Horizontal(*fields, id="fields")

    def _columns(self) -> list[Column]:
        t, session, width = self.t, self.session, self.app.size.width
        most = max((one.n for one in self._rows), default=0)
        made = [
            Column(
                t("column.reason"), 0, lambda one: import_words.reason(session, one), sense=import_words.sense
            ),
            Column(t("import_view.count"), 9, lambda one: number(one.n), right=True),
        ]
        if width >= NARROW:
            bar = Column(
                "", _BAR, lambda one: import_words.reason_bar(one, most, _BAR), role=import_words.BAR
            )
            made += [
                bar,
                Column(t("import_view.becomes"), 16, lambda one: import_words.becomes(session, one)),
            ]
        if width >= WIDE:
            made.append(Column(t("import_view.example"), 22, lambda one: one.example))
        return made

    def _fetch(self, text: str, after: str, limit: int) -> Rows:
        del text
        return portion(self._rows, after, limit)

    def begin(self) -> None:
        """Draw the findings; the focus goes to them, or to the name if there is none."""
        super().begin()
        reading = self.reading
        if reading.result is not None and not reading.name:
            day = self.session.when(self.session.now())[:10]
            pasted = self.t("import_view.pasted_name", day=day)
            reading.name = pasted if reading.of_paste else Path(file_words.file_name(reading.path)).stem
        for name in self.query("#name").results(LineInput):
            name.value = reading.name
        self._draw()
        self._look_soon()
        self.set_focus(self.query_one("#reasons" if self._rows else "#name"))

    def _draw(self) -> None:
        """Draw the result again."""
        result = self.reading.result
        self._rows = import_words.found(result, self.reading.ticked) if result is not None else []
        self._draw_sum()
        records = self.query_one("#reasons", Reasons)
        records.columns = self._columns()
        records.reload()
        self.draw_frame()

    def _draw_sum(self) -> None:
        """Draw how the rows add up, and what stands out: beside it where there is room."""
        session, result, wide = self.session, self.reading.result, self.has_class("-wide")
        for total in self.query("#sum").results(Lines):
            said = number(len(result.numbers)) if result is not None else "0"
            total.border_title = show(self.t("import_view.importable", n=said))
            if result is None:
                continue
            parts, rows = result.parts, result.rows

            def summed(
                width: int, parts: dict[str, int] = parts, rows: int = rows, result: Imported = result
            ) -> list[Text]:
                lines = import_words.total(session, parts, rows, width)
                lines += import_words.left_aside(session, result, width)
                return lines if wide else [*lines, *self._stands_out(width, short=True)]

            total.put(summed)
        for glance in self.query("#glance").results(Lines):
            glance.put(lambda width: self._stands_out(width, short=False))

    def on_resize(self) -> None:
        """Leave columns out that have no room."""
        super().on_resize()
        for records in self.query("#reasons").results(Reasons):
            records.columns = self._columns()
            records.refresh()
            self._draw_sum()

    def label_of(self, action: Action) -> str:
        """The import key says how many numbers it imports."""
        result = self.reading.result
        if action.id == "import_check.forward" and result is not None:
            return self.t("import_view.imports", n=number(len(result.numbers)))
        return super().label_of(action)

    # ---- typing

    @on(RecordList.Moved)
    def _moved(self, message: RecordList.Moved) -> None:
        message.stop()

    @on(RecordList.Opened)
    def _clicked(self, message: RecordList.Opened) -> None:
        message.stop()
        self.action_act("import_check.rows")

    @on(Input.Changed, "#name")
    def _name_typed(self, message: Input.Changed) -> None:
        message.stop()
        if message.value != self.reading.name:
            self.reading.name = message.value
            self.keep()

    @on(Choice.Chosen)
    def _chosen(self, message: Choice.Chosen) -> None:
        message.stop()
        self.reading.department = message.choice.value
        self.keep()
        self._look_soon()

    @on(Input.Submitted, "#name")
    def _entered(self, message: Input.Submitted) -> None:
        message.stop()
        self.action_act("import_check.forward")

    # ---- keys

    @property
    def _here(self) -> Found | None:
        row: Found | None = self.query_one("#reasons", Reasons).row
        return row

    def do_turn(self) -> None:
        """Tick or untick the repair under the cursor, and judge the rows again."""
        row, records = self._here, self.query_one("#reasons", Reasons)
        if row is None:
            return
        records.action_move(1)
        if not row.repairable:
            self.say(self.t("import_view.no_repair"))
            return
        if self.reading.running and not self._judging:
            self.say(self.t("import_view.wait"))
            return
        self.reading.turn(row.reason)
        if row.reason in TAKEN and (result := self.reading.result) is not None:
            question = import_questions.rows(self.session, result)
            self.reading.answer(question.about if question is not None else frozenset())
        self._turned()

    def bar_turn_all(self) -> Refusal | None:
        """That no row of the file can be repaired."""
        return None if self._repairs() else refuse("nothing_to_repair", "R10")

    def do_turn_all(self) -> None:
        """Tick every repair, or untick all if all are ticked; rows that are out of sight are decided on one by one."""
        repairs = self._repairs()
        if self.reading.running and not self._judging:
            self.say(self.t("import_view.wait"))
            return
        for reason in repairs - self.reading.ticked or repairs:
            self.reading.turn(reason)
        self._turned()

    def _repairs(self) -> set[Reason]:
        return {row.reason for row in self._rows if row.reason in REPAIRABLE}

    def _turned(self) -> None:
        """Keep what is ticked, and judge the rows again."""
        self.keep()
        self._draw()
        if not self.reading.running:
            self._judge()

    def _judge(self) -> None:
        self._judging = True
        self.run(self.reading.judge, self._judged)

    def _judged(self, result: Imported) -> None:
        self._judging = False
        if not self.reading.take(result):
            self._judge()
        self._draw()
        self._look_soon()

    # ---- what stands out

    def _look_soon(self) -> None:
        """Have the desk count what stands out, once the person has left the boxes alone for a moment."""
        self._glance, self._unknown = None, False
        if self._asked is not None:
            self._asked.stop()
        self._asked = self.set_timer(_PAUSE, self._look)
        self._draw_sum()

    def _look(self) -> None:
        """Bring the numbers to the desk and ask what stands out about them; nothing that the person does waits for that."""
        reading, session, result = self.reading, self.session, self.reading.result
        if result is None or not result.numbers or not reading.settled or session.core is None:
            return
        if reading.reached > self.STEP:
            # The next step has it already.
            return
        core, department, name = session.core, reading.department, self.t("import_view.unnamed")
        turn = reading.handed.turn

        def current() -> bool:
            return reading.settled and reading.result is result and reading.department == department

        def job() -> Glance:
            list_id = reading.handed.bring(core, result, department, name, turn=turn, current=current)
            glance: Glance = core.call(ListGlance(list_id))
            return glance

        def counted(glance: Glance) -> None:
            if current():
                self._glance = glance
                self._draw_sum()

        def failed(_error: Exception) -> None:
            # What is wrong with the list is said when it is to be signed.
            self._unknown = current()
            self._draw_sum()

        self.work(job, counted, "glance", failed, aside=True)

    def _stands_out(self, width: int, *, short: bool) -> list[Text]:
        result = self.reading.result
        if result is None or not result.numbers:
            return []
        return import_words.stands_out(self.session, self._glance, width, short=short, unknown=self._unknown)

    def reload(self) -> None:
        """Come back from what was over the page: from the signature the desk has dropped the list."""
        super().reload()
        if self._glance is None:
            self._look_soon()

    def on_unmount(self) -> None:
        """Leave no list at the desk that nobody looks at."""
        self.reading.handed.leave(self.session.core)

    def stopped(self, error: Exception) -> None:
        """Show the ticks of the result that is shown."""
        self._judging = False
        self.reading.revert()
        self._draw()
        self._look_soon()
        super().stopped(error)

    def do_rows(self) -> None:
        """Show the rows of the reason under the cursor, their numbers masked, to the last."""
        row, result = self._here, self.reading.result
        if row is not None and result is not None:
            self.app.push_screen(import_findings.ImportFindingsPage(result, row.reason))

    def do_export(self) -> None:
        """Write every finding to a new workbook in the person's own folder."""
        if self.reading.result is not None:
            import_findings.export_read(self, self.reading.result)

    def do_forward(self) -> None:
        """Import exactly what is shown."""
        reading = self.reading
        if self.busy():
            return
        if reading.result is None or not reading.settled:
            self.to_first()
        elif not reading.result.numbers:
            self.trouble(refuse("list_empty", "R10"))
        elif not reading.name.strip():
            self.say(self.t("act.missing", names=self.t("import_view.name")))
            self.query_one("#name").focus()
        elif (question := import_questions.due(self.session, reading, reading.result)) is not None:
            self._put(question, onward=True)
        else:
            self.open("import_done")

    # ---- questions

    def do_aside(self) -> None:
        """Take other columns and sheets into the same list, or leave them out."""
        reading = self.reading
        if self.busy() or reading.result is None:
            return
        question = import_questions.columns(self.session, reading.more, reading.result, sheets=True)
        if question is None:
            self.say(self.t("aside.nothing"))
        else:
            self._put(question, onward=False)

    def do_texts(self) -> None:
        """Keep what stands beside the numbers of rows that are left out, or do not."""
        if self.busy():
            return
        self.reading.texts = not self.reading.texts
        self._judge()

    def _put(self, question: Question, *, onward: bool) -> None:
        """Ask, and go on as it was answered: with other rows the list is judged again, and nothing is imported yet."""

        def answered(answer: str) -> None:
            reading, more = self.reading, question.more(answer)
            if more is None:
                return
            ticked = reading.ticked - question.decides | question.ticks(answer)
            reading.answer(question.about, stands=not more and ticked == reading.ticked)
            if ticked != reading.ticked:
                reading.ticked = ticked
                self.keep()
                self._judge()
                self.say(self.t("aside.answered"))
            elif more:
                reading.take_more(more)
                self.run(reading.judge_more, self._took_more)
            elif onward:
                self.do_forward()

        self.pick(question.title, question.options, answered)

    def _took_more(self, read: tuple[Preview, Imported]) -> None:
        """Show the list with what was taken as well; what is left aside by now was left knowingly."""
        preview, result = read
        self.reading.see(preview)
        self._judged(result)
        self.say(self.t("aside.answered"))
