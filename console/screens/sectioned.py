"""A form in sections, of which one is in view: all its fields stay where they are, so nothing that was typed is lost.

A field that gets the focus brings its section into view. Tab and Enter go on from the last field of a section into the next one.
"""

from collections.abc import Iterable

from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, TextArea

from console.widgets.fields import Field, LinesInput, in_rows
from console.widgets.form_keys import FormKeys
from console.widgets.sections import Sections

_MOST = 10
"""Lines that a text grows to where there is room."""


class FormSection(Vertical):
    """The fields of one section, by its name."""

    DEFAULT_CSS = "FormSection { height: auto; }"

    def __init__(self, name: str, fields: Iterable[Field]) -> None:
        self.rows = [*in_rows(fields)]
        super().__init__(*self.rows, name=name, id=f"section-{name}")

    @property
    def fields(self) -> list[Field]:
        """Its fields, in their order."""
        return [field for row in self.rows for field in row.fields]

    @property
    def controls(self) -> list[Widget]:
        """What can have the focus in it, in its order."""
        return [one for field in self.fields for one in field.walk_children(Widget) if one.can_focus]

    def fit(self, width: int, room: int) -> tuple[bool, int]:
        """Arrange the fields in that many cells and lines; return whether their frames have room, and how many lines are left."""
        for row in self.rows:
            row.stack(width)
        boxed = self._lines(width, boxed=True) <= room
        left = room - self._lines(width, boxed=boxed)
        for row in self.rows:
            row.level(boxed=boxed)
        for field in self.fields:
            if field.whole and isinstance(field.control, LinesInput):
                lines = max(field.several, min(_MOST, field.several + left))
                field.stretch(lines)
                left -= lines - field.several
        return boxed, left

    def _lines(self, width: int, *, boxed: bool) -> int:
        return sum(row.lines(width, boxed=boxed) for row in self.rows)


class Sectioned(FormKeys):
    """The page of such a form; place it where `FormKeys` stands. `turned` is called after another section came into view."""

    def __init__(self) -> None:
        super().__init__()
        self.section = ""
        self.left: set[str] = set()
        """The sections that were left at least once."""

    def turned(self) -> None:
        """Another section is in view."""

    @property
    def sections(self) -> list[FormSection]:
        """The sections, in their order."""
        return [*self.query(FormSection)]

    @property
    def in_view(self) -> FormSection | None:
        """The section in view; None while the form is not drawn."""
        return next((one for one in self.sections if one.name == self.section), None)

    def show_section(self, name: str) -> None:
        """Bring a section into view."""
        if self.section not in {"", name}:
            self.left.add(self.section)
        self.section = name
        for one in self.sections:
            one.display = one.name == name
        self.turned()

    def go_to_section(self, nth: int) -> None:
        """Bring the section with that number (from 0) into view, and focus its text if it needs one of several lines.

        Elsewhere the first field that is not a filled line gets the focus.
        """
        sections = self.sections
        # While the form is drawn again there is nothing to focus.
        controls = sections[nth].controls if 0 <= nth < len(sections) else []
        texts = (
            [one.control for one in sections[nth].fields if one.needed and one.several] if controls else []
        )
        for control in (texts or [one for one in controls if not _filled(one)] or controls)[:1]:
            self.set_focus(control)

    def do_next(self) -> None:
        """Go on to the next section."""
        self._turn(1)

    def do_previous(self) -> None:
        """Go back to the section before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        names = [one.name for one in self.sections]
        if self.section in names:
            self.go_to_section(names.index(self.section) + by)

    def on_sections_chosen(self, message: Sections.Chosen) -> None:
        """Go to the section that was clicked."""
        message.stop()
        self.go_to_section(message.nth)

    # ---- the focus

    def set_focus(self, widget: Widget | None, *how: bool, **named: bool) -> None:
        """Focus a widget, in view."""
        if widget is not None:
            section = next((one for one in widget.ancestors if isinstance(one, FormSection)), None)
            if section is not None and section.name != self.section:
                self.show_section(section.name or "")
        super().set_focus(widget, *how, **named)

    def on_descendant_focus(self) -> None:
        """Keep the field in use in view."""
        self.keep_in_view()

    def keep_in_view(self) -> None:
        """Scroll to the field in use once the page is laid out; a control may be cut where its label has all the room."""
        for field in self.focused.ancestors if self.focused is not None else ():
            if isinstance(field, Field):
                self.call_after_refresh(field.scroll_visible, animate=False)

    def after_this(self) -> Widget | None:
        """The field after the one in use, in whatever section; None on the last."""
        chain = self._chain()
        at = self._place(chain)
        return chain[at + 1] if 0 <= at < len(chain) - 1 else None

    def focus_next(self, selector: object = "*") -> Widget | None:  # noqa: ARG002 - every field counts
        """Focus the next field; after the last comes the first."""
        return self._step(1)

    def focus_previous(self, selector: object = "*") -> Widget | None:  # noqa: ARG002 - every field counts
        """Focus the field before; before the first comes the last."""
        return self._step(-1)

    def _step(self, by: int) -> Widget | None:
        chain = self._chain()
        if chain:
            at = self._place(chain)
            self.set_focus(chain[(at + by) % len(chain)] if at >= 0 else chain[0])
        return self.focused

    def _chain(self) -> list[Widget]:
        return [one for section in self.sections for one in section.controls]

    def _place(self, chain: list[Widget]) -> int:
        return next((nth for nth, one in enumerate(chain) if one is self.focused), -1)


def _filled(control: Widget) -> bool:
    typed = (
        control.value if isinstance(control, Input) else control.text if isinstance(control, TextArea) else ""
    )
    return bool(typed.strip())
