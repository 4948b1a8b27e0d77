"""What the pages of one record share: it is read, drawn as text folded to the width, and its keys show what may be done."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Final, Generic, TypeVar

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Static

from console.domain.refusals import Refusal
from console.screens.labelled import rows
from console.screens.page import Page
from console.screens.session import Session
from console.views.view import View
from console.widgets.show import show
from console.wire import shown
from console.wire.base import Ask

_V = TypeVar("_V")
_MARGIN: Final = 4
_NARROWEST: Final = 40


class WholePage(Page, Generic[_V]):
    """A page of one record. Subclasses give `call`, and either a VIEW or `words`."""

    VIEW: ClassVar[View[Any] | None] = None
    """How the record is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.view: _V | None = None

    def call(self) -> Ask:
        """The call that reads the record."""
        raise NotImplementedError

    def words(self, view: _V, width: int) -> Text:
        """The record as text."""
        if self.VIEW is None:
            raise NotImplementedError
        return whole_words(self.VIEW, self.session, view, width)

    def may(self, view: _V) -> Mapping[str, Refusal | None]:
        """The refusals of actions by name; None for an action that is available now."""
        allowed: Mapping[str, Refusal | None] = getattr(view, "allowed", {})
        return allowed

    def body(self) -> Iterable[Widget]:
        """Yield the text."""
        waiting: Text = show(self.t("list.waiting"))
        yield self.scrolled(Static(waiting, id="whole", markup=False))

    def begin(self) -> None:
        """Focus the text and read the record."""
        self.query_one("#scroll").focus()
        self.read_it()

    def read_it(self) -> None:
        """Read the record; `took` gets the answer."""
        self.ask(self.call(), self.took)

    def on_resize(self) -> None:
        """Fold the text to the new width."""
        super().on_resize()
        self.draw_whole()

    def took(self, view: _V) -> None:
        """Show the record, and the actions that are available for it."""
        self.view = view
        self.allowed |= {f"{self.SCOPE}.{name}": refusal for name, refusal in self.may(view).items()}
        self.draw_whole()
        self.draw_frame()

    def draw_whole(self) -> None:
        """Draw the record."""
        if self.view is None:
            return
        drawn: Text = self.words(self.view, max(_NARROWEST, self.size.width - _MARGIN))
        for label in self.query("#whole").results(Static):
            label.update(drawn)


def whole_words(view: View[Any], session: Session, value: Any, width: int) -> Text:
    """All that is shown of one record, section by section."""
    senses = view.meanings(shown.WHOLE, session.viewer, value)
    sections = view.sections(shown.WHOLE, session.viewer, value)
    parts = [rows(session, section, width, senses=senses) for section in sections]
    return Text("\n\n").join(parts)
