"""Writing a template: the fields of the entry form that repeat month by month, with blanks for what does not (R9, R10)."""

from collections.abc import Iterable
from typing import Any, Final

from textual.widget import Widget
from textual.widgets import Static

from console.domain import acts, declared
from console.domain.categories import Basis, Category
from console.domain.people.people import DepartmentKind
from console.domain.refusals import Refusal, refuse
from console.domain.templates.keeping import State
from console.locale import words
from console.look.senses import Sense
from console.screens.fields_page import FieldsPage
from console.screens.message_signatures import signature_control
from console.widgets.fields import Choice, Field, LinesInput, Tick
from console.widgets.line_input import LineInput
from console.widgets.show import show
from console.wire import calls
from console.wire.answers import Done
from console.wire.duties import subjects as about
from console.wire.duties.here import DepartmentRow
from console.wire.requests import templates as wire

_NAME: Final = 40
_MOST: Final = {one.name: one.most for one in declared.of(acts.REQUEST)} | {"name": _NAME}
_LINES: Final = frozenset({"body", "note", "remarks"})
_OWN: Final = frozenset({"name", "note", "everyone"})
"""Fields that the entry form has not."""
_ORDER: Final = (
    "name", "category", "signature", "body", "opt_out", "subtype", "purpose", "audience", "selection", "list_source", "basis",
    "consent", "telephone", "remarks", "note",
)  # fmt: skip


class TemplateFormPage(FieldsPage, scope="template_form"):
    """A new template of a department, or the next version of the one in `view`."""

    CSS = FieldsPage.CSS + "#field-body LinesInput { height: 5; }"

    def __init__(self, department: str, view: wire.TemplateView | None = None) -> None:
        super().__init__()
        self.department, self._before, self._general = department, view, False
        says = view.kept.says if view is not None else wire.Template()
        self.kept = {name: getattr(says, name) for name in wire.Template.__struct_fields__}

    @property
    def about(self) -> str:
        """The template, if it is there already."""
        return str(self._before.row.id) if self._before is not None else self.department

    def bar_save(self) -> Refusal | None:
        """That nothing of the template was changed yet; one that was withdrawn is offered again as it is."""
        before = self._before
        if before is None or before.row.state == State.WITHDRAWN or not self.query("#control-note"):
            return None
        same = self._says() == before.kept.says
        return refuse("template_unchanged", "R9", name=before.row.name) if same else None

    def begin(self) -> None:
        """Show the form once it is known whether the department may offer templates to all."""
        if not self.ready:
            self.ask(calls.Departments(), self._got_departments)

    def _got_departments(self, rows: list[DepartmentRow]) -> None:
        self._general = any(row.id == self.department and row.kind == DepartmentKind.GENERAL for row in rows)
        if self._before is None:
            self.kept["signature"] = self.kept["signature"] or self.session.signature
        self.call_later(self.rebuild, "name")

    def fields(self) -> Iterable[Widget]:
        """Yield the words on blanks, then the fields."""
        t, kept = self.t, self.kept
        yield Static(
            show(t("template.head", department=self.session.department(self.department))), markup=False
        )
        for name in _ORDER:
            label = t(f"template.{name}") if name in _OWN else t(words.field_key("request", (name,)))
            yield Field(name, label, self._control(name), needed=name in {"name", "body"})
        if self._general:
            tick = Tick(t("template.offer_all"), value=bool(kept["everyone"]), id="control-everyone")
            yield Field("everyone", t("template.everyone_field"), tick)

    def _control(self, name: str) -> Widget:
        kept, session, identity = self.kept, self.session, f"control-{name}"
        if name == "category":
            return Choice(
                [(str(one), session.label("category", one)) for one in Category], kept[name], id=identity
            )
        if name == "basis":
            return Choice([(str(one), session.label("basis", one)) for one in Basis], kept[name], id=identity)
        if name == "signature":
            return signature_control(
                session, kept[name], _MOST[name], open_words=session.t("template.signature_open")
            )
        if name in _LINES:
            return LinesInput(kept[name], id=identity)
        return LineInput(kept[name], id=identity, most=_MOST.get(name, 0))

    # ---- judging

    def _says(self) -> wire.Template:
        self.gather()
        values: dict[str, Any] = {
            name: value.strip() if isinstance(value, str) and name != "body" else value
            for name, value in self.kept.items()
        }
        return wire.Template(**values)

    def judge(self) -> None:
        """Have the desk judge the template as it stands."""
        if self.query("#control-note"):
            known = self._before.row.id if self._before is not None else 0
            self.ask(wire.JudgeTemplate(self.department, self._says(), known), self._judged)

    def _judged(self, found: wire.Judgement) -> None:
        self.faults = {fault.field: fault.refusal for fault in reversed(found.faults)}
        self.draw_faults()
        session = self.session
        parts = [self.still() if self.faults else self.t("template.ready")]
        if found.blanks:
            parts.append(self.t("template.blanks_are", blanks="  ".join(found.blanks)))
        parts += [
            self.t("template.warned_word", reason=session.label("screening", kind), words=said)
            for kind, said in found.warned
        ]
        self.preview("\n".join(parts))
        self.draw_frame()

    def do_save(self) -> None:
        """Have the desk judge it once more, and write it."""
        if not self.ready:
            return
        self.all_faults = True
        says, before = self._says(), self._before
        known, version = (before.row.id, before.row.version) if before is not None else (0, 0)
        self.ask(
            wire.JudgeTemplate(self.department, says, known),
            lambda found: self._write(wire.WriteTemplate(self.department, says, known, version), found),
            slot="save",
        )

    def _write(self, call: wire.WriteTemplate, found: wire.Judgement) -> None:
        self._judged(found)
        if found.faults:
            self.go_to_fault()
            return
        self.ask(call, self._written)

    def _written(self, done: Done) -> None:
        self.done()
        self._back()
        if self._before is None:
            self.go(about.Template(done.id))
        self.say(self.t("template.written", name=done.number), Sense.GOOD)
