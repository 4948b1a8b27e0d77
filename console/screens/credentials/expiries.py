"""What expires at a gateway: contract, sender code, certificate and so on; and whom to call at the provider (R12)."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from console.domain.refusals import refuse
from console.look.senses import Sense
from console.screens import pages
from console.screens.fields_page import FieldsPage
from console.screens.lists import ListPage, portion
from console.screens.windows import is_day, to_day
from console.views.custody import CARD, EXPIRY
from console.views.view import with_id
from console.widgets.fields import Field, LinesInput
from console.widgets.line_input import LineInput
from console.widgets.paint import strong
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire import shown
from console.wire.credentials import expiries as wire
from console.wire.duties import subjects


class ExpiriesPage(ListPage[wire.ExpiryRow], scope="expiries"):
    """The calendar: the nearest end first; ends that nobody entered come last."""

    ON_ROW = frozenset({"edit"})
    VIEW = EXPIRY
    KEY = ("gateway", "kind")
    TOPICS = frozenset({"expiries", "gateways", "roster"})

    def __init__(self) -> None:
        super().__init__()
        self.view: wire.ExpiriesView | None = None

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for the whole calendar."""
        del text
        self.view = self.session.desk().call(wire.Expiries())
        return portion(self.view.rows if self.view else [], after, limit)

    def sought(self, about: pages.About) -> Callable[[wire.ExpiryRow], bool] | None:
        """Tell the end of that kind at that gateway."""
        match about:
            case subjects.Expiry(gateway=gateway, kind=kind):
                return lambda row: (row.gateway, row.kind) == (gateway, kind)
        return None

    def facts(self, row: wire.ExpiryRow) -> list[tuple[str, str]]:
        """The end, with the provider's card, which the desk keeps once a gateway."""
        card = CARD.pairs(shown.PANE, self.session.viewer, self._card(row.gateway))
        return [*super().facts(row), *card]

    def at_row(self, row: wire.ExpiryRow) -> None:
        """Update the keys by whether the caller keeps the calendar."""
        del row
        if self.view is not None:
            for name in ("edit", "provider"):
                self.allowed[f"expiries.{name}"] = self.view.refusal

    def _card(self, gateway: str) -> wire.ProviderCard:
        cards = self.view.cards if self.view is not None else []
        nothing = wire.ProviderCard(gateway, "", "", "", "", "", "")
        return next((card for card in cards if card.gateway == gateway), nothing)

    def do_open(self) -> None:
        """Show the end in full, with the provider's card."""
        self.read_row(lambda row: self.session.label("expiry_kind", row.kind))

    def do_edit(self) -> None:
        """Enter or change the end under the cursor."""
        row = self.here
        if row is None:
            return
        if row.counted:
            self.read(
                lambda: self.session.label("expiry_kind", row.kind),
                lambda: show(self.t("expiry.counted_why")),
            )
            return
        self.app.push_screen(ExpiryFormPage(row))

    def do_provider(self) -> None:
        """Enter or change the card of the provider behind the gateway under the cursor."""
        row = self.here
        if row is not None:
            self.app.push_screen(ProviderFormPage(self._card(row.gateway)))


class _Form(FieldsPage):
    """The common part of both forms: they save without a signature."""

    TAB = "credentials"
    CSS = FieldsPage.CSS
    NAMES: ClassVar[tuple[str, ...]] = ()

    def __init__(self, kept: dict[str, str]) -> None:
        super().__init__()
        self.kept = dict(kept)

    def begin(self) -> None:
        """Show the form, which needs nothing from the desk."""
        if not self.ready:
            self.call_later(self.rebuild, self.NAMES[0])

    def _saved(self, done: str) -> None:
        self.done()
        self._back()
        self.say(done, Sense.GOOD)


class ExpiryFormPage(_Form, scope="expiry_form"):
    """One end: its day and a note."""

    NAMES = ("ends", "note")

    def __init__(self, row: wire.ExpiryRow) -> None:
        super().__init__({"ends": row.ends, "note": row.note})
        self.row = row

    @property
    def about(self) -> str:
        """What ends, and at which gateway."""
        return f"{self.row.gateway}-{self.row.kind}"

    def fields(self) -> Iterable[Widget]:
        """Yield the gateway and kind, the day, and a note."""
        t, row = self.t, self.row
        head = f"{with_id(row.name, row.gateway)}  {self.session.label('expiry_kind', row.kind)}"
        yield Static(strong(head), markup=False)
        yield Static(show(t("expiry.ends_hint", label=t("expiry.ends_label"))), markup=False)
        yield Field("ends", t("expiry.ends"), LineInput(self.kept["ends"], id="control-ends", most=20))
        yield Field("note", t("expiry.note"), LineInput(self.kept["note"], id="control-note", most=200))

    def judge(self) -> None:
        """Judge the day: it must be a day, or empty."""
        if not self.query("#control-note"):
            return
        day = to_day(self.value("ends"))
        wrong = bool(day) and not is_day(day)
        self.faults = {"ends": refuse("expiry_no_day", "R12", value=day)} if wrong else {}
        self.draw_faults()
        self.preview(self.still() if self.faults else self.t("expiry.ready"))

    def do_save(self) -> None:
        """Have the desk save the end."""
        if not self.complete():
            return
        call = wire.SetExpiry(self.row.gateway, self.row.kind, to_day(self.value("ends")), self.value("note"))
        self.ask(call, lambda _: self._saved(self.t("expiry.set")))


class ProviderFormPage(_Form, scope="provider_form"):
    """Whom to call, and the papers that a reissue needs."""

    NAMES = ("provider", "person", "telephone", "papers")

    def __init__(self, card: wire.ProviderCard) -> None:
        super().__init__(
            {"provider": card.name, "person": card.person, "telephone": card.telephone, "papers": card.papers}
        )
        self.gateway = card.gateway

    @property
    def about(self) -> str:
        """The gateway."""
        return self.gateway

    def fields(self) -> Iterable[Widget]:
        """Yield the fields: provider, person, telephone, papers."""
        yield Static(strong(f"{self.t('expiry.provider_title')}  {self.gateway}"), markup=False)
        for name in self.NAMES[:-1]:
            control = LineInput(self.kept[name], id=f"control-{name}", most=200)
            yield Field(name, self.t(f"expiry.{name}"), control)
        yield Field("papers", self.t("expiry.papers"), LinesInput(self.kept["papers"], id="control-papers"))

    def judge(self) -> None:
        """Judge the fields: provider and telephone are required."""
        if not self.query("#control-papers"):
            return
        self.faults = {
            name: refuse("field_missing", "R12", field=name)
            for name in ("provider", "telephone")
            if not self.value(name)
        }
        self.draw_faults()
        self.preview(self.still() if self.faults else self.t("expiry.ready"))

    def do_save(self) -> None:
        """Have the desk save the card."""
        if not self.complete():
            return
        call = wire.SetProvider(self.gateway, *(self.value(name) for name in self.NAMES))
        self.ask(call, lambda _: self._saved(self.t("expiry.provider_set")))
