"""凭证 Credentials: facts on every gateway's password (never the password), loss cases with deadlines, the custodian's keys."""

from collections.abc import Callable, Hashable, Iterable

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from console.actions import Action
from console.domain.losses.losses import Subject
from console.domain.people.people import Post
from console.domain.refusals import Refusal, refuse
from console.look.senses import Sense
from console.nouns.losses import ToLossReport
from console.screens import pages
from console.screens.credentials import custody_acts
from console.screens.frame import WIDE
from console.screens.lists import ListPage, portion
from console.screens.losses import case_words, lift_acts
from console.screens.two_person.confirmation import ConfirmingPage
from console.views.custody import CARD, CREDENTIAL
from console.views.losses import DISPATCHER, FREEZE, LOSS
from console.widgets.columns import folded
from console.widgets.lines import Lines
from console.widgets.paint import sensed
from console.widgets.record_list import Rows
from console.widgets.show import line, show
from console.wire import shown
from console.wire.credentials import expiries, losses
from console.wire.credentials.custody import CredentialRow, Credentials
from console.wire.duties import subjects as about
from console.wire.sending import freezes

_TOPICS = frozenset({"gateways", "custody", "losses", "roster", "expiries", "orders", "freezes"})
_DESK_CLOCK = "desk_clock_ahead"
"""Why the desk itself asks."""
_AFFECTED = 40
"""Cells of what a loss affects, beside its steps."""
_CUSTODIANS_KEYS = ("unlock", "lock", "install", "rotate", "bind_test")


Row = CredentialRow | losses.LossRow | freezes.FreezeRow | freezes.DispatcherRow
"""A line of the list: a gateway's password, who asks to be armed again, a loss case, or a freeze."""


class CredentialsPage(ConfirmingPage, ListPage[Row], scope="credentials"):
    """Passwords first, then who asks to be armed again, loss cases and freezes."""

    VIEW = CREDENTIAL
    MORE = (DISPATCHER, LOSS, FREEZE)
    USABLE_FIRST = True
    STACKED = True
    CSS = """
    #warning { height: auto; padding: 0 1; }
    #lower { height: 1fr; }
    #affected { display: none; height: auto; }
    CredentialsPage.-low #lower { display: none; }
    CredentialsPage.-wide #pane { width: 1fr; }
    CredentialsPage.-wide #affected.-there { display: block; width: 40; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.every = False
        self.holder = ""
        self.cards: dict[str, expiries.ProviderCard] = {}
        self.cases: dict[str, int] = {}
        self.case: losses.LossView | None = None

    def body(self) -> Iterable[Widget]:
        """Yield the list, below a warning of what cannot be kept from the host's own administrator."""
        yield Static(show(""), id="warning", markup=False)
        yield from super().body()

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Every gateway of the roster, who asks to be armed again, then the loss cases and freezes: only open ones, or all."""
        desk = self.session.desk()
        known: list[CredentialRow] = desk.call(Credentials())
        calendar: expiries.ExpiriesView = desk.call(expiries.Expiries())
        cases: losses.LossPage = desk.call(losses.LossesPage(open=not self.every, limit=1000))
        frozen: list[freezes.FreezeRow] = desk.call(freezes.Freezes(open=not self.every))
        self.cards = {card.gateway: card for card in calendar.cards}
        self.cases = {
            one.name: one.id for one in cases.rows if one.subject == Subject.GATEWAY and not one.closed
        }
        self.holder = ", ".join(name for _, name in known[0].holders) if known else ""
        asking = [one for one in desk.call(freezes.Dispatchers()) if one.unarmed]
        return portion(self.fitting([*known, *asking, *cases.rows, *frozen], text), after, limit)

    def sought(self, subject: pages.About) -> Callable[[Row], bool] | None:
        """Tell the row of a freeze, of what asks to be armed again, of a password, or of what a proposal is about."""
        match subject:
            case about.Freeze(freeze=number):
                return lambda row: isinstance(row, freezes.FreezeRow) and row.id == number
            case about.Dispatcher(dispatcher=name):
                return lambda row: isinstance(row, freezes.DispatcherRow) and row.id == name
            case about.Lacking():
                return lambda row: isinstance(row, freezes.DispatcherRow) and row.why == _DESK_CLOCK
            case about.Secret(gateway=gateway) | about.Trouble(gateway=gateway) if gateway:
                return lambda row: isinstance(row, CredentialRow) and row.gateway == gateway
            case about.Proposal(digest=digest):
                return lambda row: getattr(row, "proposal", "") == digest
        return None

    def do_upkeep(self) -> None:
        """Open the maintenance log, for whoever has no page of quarters."""
        self.open("upkeep")

    def key(self, row: Row) -> Hashable:
        """The id of a gateway, a dispatcher, a case or a freeze."""
        if isinstance(row, freezes.DispatcherRow):
            return f"dispatcher:{row.id}"
        if isinstance(row, freezes.FreezeRow):
            return row.id
        return row.gateway if isinstance(row, CredentialRow) else row.number

    def begin(self) -> None:
        """Load the list, and disable the custodian's keys for everyone else."""
        super().begin()
        self._warn()
        self._grey()

    def on_resize(self) -> None:
        """Fold the warning to the new width."""
        super().on_resize()
        self._warn()

    def changed(self, topics: frozenset[str]) -> None:
        """Reload after a report of the dispatcher or a step of a case."""
        if topics & _TOPICS:
            self._grey()
            self.reload()

    def _warn(self) -> None:
        lines = folded(sensed(Sense.YOURS, self.t("credentials.root")), max(20, self.size.width - 2))
        drawn: Text = Text("\n").join(lines)
        for label in self.query("#warning").results(Static):
            label.update(drawn)

    def _grey(self) -> None:
        me = self.session.me
        mine = me is not None and any(post == Post.CUSTODIAN for post, _ in me.posts)
        refusal = None if mine else self._not_his()
        self.allowed |= {f"credentials.{name}": refusal for name in _CUSTODIANS_KEYS}
        self.draw_frame()

    def _not_his(self) -> Refusal:
        return refuse("not_custodian", "R12", holder=self.holder or "-")

    def refusal(self, action: Action) -> Refusal | None:
        """Judge as every page does; the refusal names the custodian once the list is loaded."""
        refusal = super().refusal(action)
        return self._not_his() if refusal is not None and refusal.code == "not_custodian" else refusal

    def facts(self, row: Row) -> list[tuple[str, str]]:
        """The row; of a gateway also its provider's card, which the desk keeps once a gateway."""
        card = self.cards.get(row.gateway) if isinstance(row, CredentialRow) else None
        pairs = CARD.pairs(shown.PANE, self.session.viewer, card) if card is not None else []
        return [*super().facts(row), *pairs]

    # ---- the open case

    def companions(self) -> Iterable[Widget]:
        """Yield the pane, and what a loss affects."""
        yield Horizontal(*super().companions(), Lines(id="affected", classes="panel"), id="lower")

    def _case_of(self, row: Row) -> int:
        """The id of the loss case that a row is about; 0 for none."""
        if isinstance(row, losses.LossRow):
            return row.id
        return self.cases.get(row.gateway, 0) if isinstance(row, CredentialRow) else 0

    def _shown(self, row: Row) -> losses.LossView | None:
        """The case of a row, once it is read."""
        view = self.case
        return view if view is not None and view.row.id == self._case_of(row) else None

    def at_row(self, row: Row) -> None:
        """Read the loss case that the row is about; it takes the pane's place."""
        case = self._case_of(row)
        if case:
            self.ask(losses.LossDetail(case), self._read, slot="case")

    def _read(self, view: losses.LossView) -> None:
        self.case = view
        self.draw_pane(self.here)

    def draw_pane(self, row: Row | None) -> None:
        """Draw the pane, and beside it what a loss affects."""
        view = self._shown(row) if row is not None else None
        card = self.cards.get(view.row.name) if view is not None else None
        for panel in self.query("#affected").results(Lines):
            panel.set_class(view is not None, "-there")
            panel.border_title = show(self.t("loss.affected_title"))
            panel.put(lambda width: case_words.affected(self.session, view, card, width) if view else ())
        super().draw_pane(row)

    @property
    def pane_room(self) -> int:
        """Width for the words of the pane: what a loss affects stands beside it on a wide screen."""
        row = self.here
        both = self.size.width >= WIDE and row is not None and self._shown(row) is not None
        return super().pane_room - (_AFFECTED if both else 0)

    def pane_words(self, row: Row, width: int) -> Text:
        """The steps of the loss case that the row is about, and all about the row."""
        view, facts = self._shown(row), super().pane_words(row, width)
        if view is None:
            return facts
        spaced = self.size.height > case_words.SPACED
        steps = case_words.steps(self.session, view, width, spaced=spaced)
        return Text("\n").join([*steps, line(""), facts])

    def pane_title(self, row: Row) -> str:
        """The name of the case, or of the row."""
        view = self._shown(row)
        return case_words.title(self.session, view) if view is not None else super().pane_title(row)

    def pane_sense(self, row: Row) -> Sense:
        """What the state of the case means."""
        view = self._shown(row)
        return case_words.sense(view) if view is not None else Sense.PLAIN

    def do_open(self) -> None:
        """Open the case, or show all about the gateway."""
        row = self.here
        case = self._case_of(row) if row is not None else 0
        if case:
            self.go(about.Loss(case))
        else:
            self.read_row(self.columns()[0].cell)

    def _gateway(self) -> CredentialRow | None:
        """The gateway under the cursor, if it is one."""
        row = self.here
        return row if isinstance(row, CredentialRow) else None

    def bar_freeze(self) -> Refusal | None:
        """That the cursor is on no gateway."""
        return None if self._gateway() is not None else refuse("not_on_gateway", "R12")

    bar_install = bar_rotate = bar_bind_test = bar_freeze

    def _freeze(self) -> freezes.FreezeRow | None:
        """The freeze in force under the cursor, if it is one."""
        row = self.here
        return row if isinstance(row, freezes.FreezeRow) and not row.lifted else None

    def bar_lift(self) -> Refusal | None:
        """That the cursor is on no freeze, or that the reader may neither propose to lift it nor confirm that."""
        row = self._freeze()
        if row is None:
            return refuse("not_on_freeze", "R12")
        return self.unconfirmable(lambda one: one.digest == row.proposal) if row.proposal else row.refusal

    def bar_rearm(self) -> Refusal | None:
        """That the cursor is on nothing that asks, or that the reader may neither propose it nor confirm that."""
        row = self.here
        if not isinstance(row, freezes.DispatcherRow):
            return refuse("not_on_asking", "R12")
        return self.unconfirmable(lambda one: one.digest == row.proposal) if row.proposal else row.refusal

    def bar_give_reason(self) -> Refusal | None:
        """That the cursor is on no freeze, that another froze, or that the reason is there."""
        row = self._freeze()
        if row is None:
            return refuse("not_on_freeze", "R12")
        if row.by != self.session.person:
            return refuse("freeze_not_yours", "R12", person=row.by)
        return None if row.due else refuse("freeze_reason_there", "R12")

    # ---- for the custodian

    def do_unlock(self) -> None:
        """Type the phrase that opens the vault."""
        custody_acts.unlock(self, self._acted)

    def do_lock(self) -> None:
        """Close the vault and all lines at once."""
        custody_acts.lock(self, self._acted)

    def do_install(self) -> None:
        """Install the provider's password."""
        row = self._gateway()
        if row is not None:
            custody_acts.install(self, row, self._acted)

    def do_rotate(self) -> None:
        """Rotate the password; the new one is proved first."""
        row = self._gateway()
        if row is not None:
            custody_acts.rotate(self, row, self._acted)

    def do_bind_test(self) -> None:
        """Bind once without sending anything."""
        row = self._gateway()
        if row is not None:
            custody_acts.bind_test(self, row, self._acted)

    # ---- for everyone

    def do_freeze(self) -> None:
        """Stop the gateway under the cursor at once."""
        row = self._gateway()
        if row is not None:
            custody_acts.freeze(self, row, self._acted)

    def do_lift(self) -> None:
        """Propose to lift the freeze under the cursor, or confirm the proposal."""
        row = self._freeze()
        if row is not None:
            lift_acts.lift(self, row, self._acted)

    def do_rearm(self) -> None:
        """Propose to arm what is under the cursor again, or confirm the proposal."""
        row = self.here
        if isinstance(row, freezes.DispatcherRow):
            lift_acts.rearm(self, row, self._acted)

    def do_give_reason(self) -> None:
        """Give the reason for the freeze under the cursor."""
        row = self._freeze()
        if row is not None:
            lift_acts.give_reason(self, row, self._acted)

    def do_report(self) -> None:
        """Report a loss."""
        row = self.here
        self.go(ToLossReport(row.gateway if isinstance(row, CredentialRow) else ""))

    def do_every(self) -> None:
        """Show closed cases too, or only open ones."""
        self.every = not self.every
        self.records.reload()
        self.say(self.t("credentials.every" if self.every else "credentials.open_only"))

    def _acted(self, done: str) -> None:
        self.say(done, Sense.GOOD)
        self.reload()
