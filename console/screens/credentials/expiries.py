"""What expires at a gateway: contract, sender code, certificate and so on; and whom to call at the provider (R12)."""

from collections.abc import Callable, Iterable, Mapping

from textual.widget import Widget
from textual.widgets import Static

from console.screens import pages
from console.screens.do_form import DoForm
from console.screens.lists import ListPage, portion
from console.views.custody import CARD, EXPIRY
from console.views.view import with_id
from console.widgets.paint import strong
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire import shown
from console.wire.acts import Given
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


class _Form(DoForm):
    """The common part of both forms."""

    TAB = "credentials"
    READY = "expiry.ready"


class ExpiryFormPage(_Form, scope="expiry_form"):
    """One end: its day and a note."""

    KIND, DONE = wire.SetExpiry, "expiry.set"

    def __init__(self, row: wire.ExpiryRow) -> None:
        super().__init__()
        self.row, self.kept = row, {"ends": row.ends, "note": row.note}

    @property
    def about(self) -> str:
        """What ends, and at which gateway."""
        return f"{self.row.gateway}-{self.row.kind}"

    def fixed(self) -> Mapping[str, Given]:
        """The gateway."""
        return {"gateway": self.row.gateway}

    def given(self) -> Mapping[str, Given]:
        """What ends."""
        return {"kind": self.row.kind}

    def above(self) -> Iterable[Widget]:
        """Yield the gateway and kind, and how to cancel an end."""
        t, row = self.t, self.row
        head = f"{with_id(row.name, row.gateway)}  {self.session.label('expiry_kind', row.kind)}"
        yield Static(strong(head), markup=False)
        yield Static(show(t("expiry.ends_hint", label=t("expiry.ends_label"))), markup=False)


class ProviderFormPage(_Form, scope="provider_form"):
    """Whom to call, and the papers that a reissue needs."""

    KIND, DONE = wire.SetProvider, "expiry.provider_set"

    def __init__(self, card: wire.ProviderCard) -> None:
        super().__init__()
        self.gateway = card.gateway
        self.kept = {one.name: getattr(card, one.name) for one in self.asked()}

    @property
    def about(self) -> str:
        """The gateway."""
        return self.gateway

    def fixed(self) -> Mapping[str, Given]:
        """The gateway."""
        return {"gateway": self.gateway}

    def above(self) -> Iterable[Widget]:
        """Yield the gateway."""
        yield Static(strong(f"{self.t('expiry.provider_title')}  {self.gateway}"), markup=False)
