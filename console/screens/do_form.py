"""The form and the dialog of any declared call, which takes effect without a signature (`domain.asks`)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, ClassVar, Final

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Static

from console.domain import declared
from console.domain.declared import Asked
from console.look.senses import Sense
from console.screens import act_form
from console.screens.act_form import ActForm
from console.screens.page import Page
from console.screens.windows import zone_name
from console.widgets.fields import Field
from console.widgets.line_input import LineInput
from console.widgets.modals import Filled
from console.widgets.show import show
from console.wire.acts import Given
from console.wire.answers import Done
from console.wire.base import Do

_CHOSEN: Final = frozenset({"choice", "pick"})
"""Kinds of input on which it may depend what else is needed."""


class DoForm(ActForm):
    """Subclasses give the call, the keys of their words, and what differs from the common: `given`, `items`, `kept`, `sent`."""

    CSS = ActForm.CSS
    KIND: ClassVar[type[Do]]
    HEAD: ClassVar[str]
    """Key of the words above the fields, which may name the `zone`."""
    READY: ClassVar[str]
    """Key of the words below them once nothing is missing."""
    DONE: ClassVar[str]
    """Key of what is said when the call took effect, which may name the `number` of what was made."""
    ORDER: ClassVar[tuple[str, ...]] = ()
    """The fields as they are asked for, where that is not the order in which the call has them."""

    def __init__(self) -> None:
        super().__init__(self.KIND)

    def begin(self) -> None:
        """Show the form, which needs nothing from the desk."""
        if not self.ready:
            self.call_later(self.rebuild, self.asked()[0].name)

    def fixed(self) -> Mapping[str, Given]:
        """The fields that nobody types: what the call is about."""
        return {}

    def above(self) -> Iterable[Widget]:
        """Yield the words above the fields."""
        zone = zone_name(self.session.zone(), datetime.now(UTC))
        yield Static(show(self.t(self.HEAD, zone=zone)), markup=False)

    def fields(self) -> Iterable[Widget]:
        """Yield the words above the fields and the fields; a line that may be left empty says so."""
        chosen = {
            one.name: self.kept[one.name]
            for one in self.asked()
            if one.kind in _CHOSEN and one.name in self.kept
        }
        missed = dict(declared.faults(self.kind, {**self.given(), **chosen}))
        for field in super().fields():
            control = field.control if isinstance(field, Field) and field.field not in missed else None
            if isinstance(control, LineInput) and not control.placeholder:
                control.placeholder = self.t("ask.optional")
            yield field

    def asked(self) -> list[Asked]:
        """The fields that this form asks for, in its order."""
        order = self.ORDER
        return sorted(
            super().asked(), key=lambda one: order.index(one.name) if one.name in order else len(order)
        )

    def ready_words(self) -> str:
        """The words below the fields once nothing is missing."""
        return self.t(self.READY)

    def do_save(self) -> None:
        """Have the desk do it."""
        if self.complete():
            self.send(self.kind(**self.fixed(), **self.typed_whole()))

    def send(self, call: Any) -> None:
        """Make the call, whose fields are right."""
        self.ask(call, self.sent)

    def sent(self, done: Done) -> None:
        """Leave the form, and say that the call took effect."""
        self.done()
        self.console.refresh_head()
        self._back()
        self.then(done)
        self.say(self.t(self.DONE, number=done.number), Sense.GOOD)

    def then(self, done: Done) -> None:
        """Open what was made, if it has a page."""


def do(
    page: Page,
    kind: type[Do],
    title: Callable[[], str],
    about: Callable[[], Text],
    then: Callable[[Any], None],
    given: Mapping[str, Given] = MappingProxyType({}),
    begun: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Ask in a dialog for the fields of a call, below the words of `about`, then have the desk do it.

    `given` are fields that are known already, `begun` the texts that stand in its lines at first.
    """

    def job(filled: Filled) -> Any:
        return page.session.desk().call(kind(**act_form.answered(page, kind, given, filled)))

    page.act(title, about, lambda: act_form.asking(page, kind, given, begun=begun), job, then)
