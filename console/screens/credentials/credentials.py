"""凭证 Credentials: every gateway's password without the password, loss cases with their clocks, and the custodian's keys."""

from collections.abc import Hashable, Iterable, Sequence
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from console.actions import Action
from console.domain.people import Post
from console.domain.refusals import Refusal, refuse
from console.locale import words
from console.screens.credentials import custody_acts
from console.screens.credentials.custody_words import change_line
from console.screens.lists import ListPage, portion
from console.screens.losses import lift_acts
from console.screens.losses.loss_words import clock_words, state_of, waits_words
from console.screens.page import bindings
from console.screens.session import Session
from console.screens.statement import rows
from console.widgets.columns import folded
from console.widgets.modals import ROOM
from console.widgets.record_list import Column, RecordList, Rows
from console.widgets.show import show
from console.wire import expiries, freezes, losses
from console.wire.custody import CredentialRow, Credentials

_PANE = 42
_TOPICS = frozenset({"gateways", "custody", "losses", "roster", "expiries", "orders", "freezes"})
_CUSTODIANS_KEYS = ("unlock", "lock", "install", "rotate", "bind_test")


class Row(NamedTuple):
    """A line of the list: a gateway's password, a loss case, or a freeze."""

    credential: CredentialRow | None
    loss: losses.LossRow | None = None
    freeze: freezes.FreezeRow | None = None
    card: expiries.ProviderCard | None = None


class CredentialsPage(ListPage[Row]):
    """Passwords first, then losses."""

    SCOPE = "credentials"
    TAB = "credentials"
    USABLE_FIRST = True
    BINDINGS: ClassVar[list[BindingType]] = bindings("credentials")
    CSS = "#warning { height: auto; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.every = False
        self.holder = ""

    def body(self) -> Iterable[Widget]:
        """What nobody can keep from the host's own administrator stands above the list."""
        yield Static(show(""), id="warning", markup=False)
        yield from super().body()

    def columns(self) -> Sequence[Column]:
        """Gateway or case, state, fingerprint or what it waits for, age, last bind or end; the holder where no pane tells him."""
        session, wide = self.session, self.has_class("-wide")
        found = [
            Column(self.t("credentials.which"), 10, lambda r: _name(session, r)),
            Column(self.t("column.state"), 12 if wide else 10, lambda r: _state(session, r)),
            Column(self.t("credentials.fingerprint"), 0 if wide else 19, lambda r: _print(session, r)),
            Column(self.t("credentials.age"), 6, lambda r: _age(session, r)),
            Column(self.t("credentials.last_bind"), 12 if wide else 11, lambda r: _last(session, r)),
        ]
        return (
            found
            if wide
            else [*found, Column(self.t("credentials.holder"), 0, lambda r: _holder(session, r))]
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Every gateway of the roster, then loss cases: open ones, or all."""
        desk = self.session.desk()
        known: list[CredentialRow] = desk.call(Credentials())
        calendar: expiries.ExpiriesView = desk.call(expiries.Expiries())
        cases: losses.LossPage = desk.call(losses.LossesPage(open=not self.every, limit=1000))
        cards = {card.gateway: card for card in calendar.cards}
        self.holder = ", ".join(name for _, name in known[0].holders) if known else ""
        found = [Row(one, card=cards.get(one.gateway)) for one in known]
        found += [Row(None, one) for one in cases.rows]
        frozen: list[freezes.FreezeRow] = desk.call(freezes.Freezes(open=not self.every))
        found += [Row(None, freeze=one) for one in frozen]
        wanted = text.lower()
        if wanted:
            found = [row for row in found if wanted in _all_words(self.session, row).lower()]
        return portion(found, after, limit)

    def key(self, row: Row) -> Hashable:
        """Gateway, case, or freeze."""
        if row.freeze is not None:
            return row.freeze.id
        return _which(row)

    def begin(self) -> None:
        """Grey what is the custodian's where another sits here."""
        super().begin()
        self._warn()
        self._grey()

    def on_resize(self) -> None:
        """Fold the warning to the new width."""
        super().on_resize()
        self._warn()
        for records in self.query(RecordList):
            records.columns = list(self.columns())
            records.refresh()

    def changed(self, topics: frozenset[str]) -> None:
        """A report of the dispatcher came, or a step of a case."""
        if topics & _TOPICS:
            self._grey()
            self.reload()

    def detail(self, row: Row) -> Text:
        """The row in full."""
        return self._whole(row, _PANE)

    def _warn(self) -> None:
        lines = folded(show(f"! {self.t('credentials.root')}"), max(20, self.size.width - 2))
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
        """As the page knows; who keeps the passwords is known only once the list is there."""
        found = super().refusal(action)
        return self._not_his() if found is not None and found.code == "not_custodian" else found

    # ---- the row in full

    def _whole(self, row: Row, width: int) -> Text:
        if row.loss is not None:
            return rows(self.session, case_rows(self.session, row.loss), width)
        if row.freeze is not None:
            return rows(self.session, freeze_rows(self.session, row.freeze), width)
        return rows(self.session, _credential_rows(self.session, row), width)

    def do_open(self) -> None:
        """Open the case, or say all about the gateway."""
        row = self._here()
        if row is None:
            return
        if row.loss is not None:
            self.open("loss", row.loss.id)
            return
        self.read(lambda: _name(self.session, row), lambda: self._whole(row, ROOM))

    def _here(self) -> Row | None:
        row: Row | None = self.records.row
        return row

    def _gateway(self) -> CredentialRow | None:
        """The gateway under the cursor; without one on it, the only one there is."""
        row = self._here()
        if row is not None and row.credential is not None:
            return row.credential
        self.say(self.t("credentials.choose"))
        return None

    # ---- what the custodian does

    def do_unlock(self) -> None:
        """Type the phrase that opens the vault."""
        custody_acts.unlock(self, self._acted)

    def do_lock(self) -> None:
        """Close vault and lines at once."""
        custody_acts.lock(self, self._acted)

    def do_install(self) -> None:
        """Put in the provider's password."""
        row = self._gateway()
        if row is not None:
            custody_acts.install(self, row, self._acted)

    def do_rotate(self) -> None:
        """Change the password; the new one is proved first."""
        row = self._gateway()
        if row is not None:
            custody_acts.rotate(self, row, self._acted)

    def do_bind_test(self) -> None:
        """Bind once, send nothing."""
        row = self._gateway()
        if row is not None:
            custody_acts.bind_test(self, row, self._acted)

    # ---- what anybody does

    def do_freeze(self) -> None:
        """Stop the gateway under the cursor at once."""
        row = self._gateway()
        if row is not None:
            custody_acts.freeze(self, row, self._acted)

    def do_lift(self) -> None:
        """Propose to lift the freeze under the cursor, or confirm what is proposed."""
        row = self._here()
        if row is None or row.freeze is None:
            self.say(self.t("credentials.choose_freeze"))
            return
        lift_acts.lift(self, row.freeze, self._acted)

    def do_give_reason(self) -> None:
        """Say why it was frozen."""
        row = self._here()
        if row is None or row.freeze is None:
            self.say(self.t("credentials.choose_freeze"))
            return
        lift_acts.give_reason(self, row.freeze, self._acted)

    def do_report(self) -> None:
        """Report a loss."""
        row = self._here()
        gateway = row.credential.gateway if row is not None and row.credential is not None else ""
        self.open("loss_report", gateway)

    def do_expiries(self) -> None:
        """What ends some day."""
        self.open("expiries")

    def do_hand_overs(self) -> None:
        """Custody that changes hands."""
        self.open("hand_overs")

    def do_envelopes(self) -> None:
        """Sealed envelopes, and what is to be changed."""
        self.open("envelopes")

    def do_every(self) -> None:
        """Closed cases, too, or open ones alone."""
        self.every = not self.every
        self.records.reload()
        self.say(self.t("credentials.every" if self.every else "credentials.open_only"))

    def _acted(self, told: str) -> None:
        self.say(told)
        self.reload()


# ---- a row in words


def _name(session: Session, row: Row) -> str:
    return session.t("lift.row", id=row.freeze.id) if row.freeze is not None else _which(row)


def _which(row: Row) -> str:
    return row.credential.gateway if row.credential else row.loss.number if row.loss else ""


def _state(session: Session, row: Row) -> str:
    if row.credential is not None:
        if row.credential.link in {"lost", "frozen"}:
            return session.label("gateway", row.credential.link)
        if row.credential.change is not None:
            return session.t("credentials.to_change")
        return session.label("custody_state", row.credential.state)
    if row.freeze is not None:
        return session.t("lift.waits") if row.freeze.proposal else session.label("gateway", "frozen")
    return state_of(session, row.loss) if row.loss else ""


def _print(session: Session, row: Row) -> str:
    if row.credential is not None:
        return row.credential.fingerprint
    if row.freeze is not None:
        return row.freeze.reason or (session.t("lift.reason_owed") if row.freeze.due else row.freeze.loss)
    return waits_words(session, row.loss) if row.loss else ""


def _age(session: Session, row: Row) -> str:
    if row.credential is not None:
        due = " !" if row.credential.due or row.credential.change is not None else ""
        return f"{row.credential.age}{due}" if row.credential.age >= 0 else ""
    late = (row.loss and row.loss.late) or (row.freeze and row.freeze.late)
    return session.t("chase.late") if late else ""


def _last(session: Session, row: Row) -> str:
    if row.credential is not None:
        return session.when(row.credential.last_bind, year=False).rpartition(" ")[0]
    due = row.loss.due if row.loss else (row.freeze.due or row.freeze.at) if row.freeze else ""
    return session.when(due, year=False).rpartition(" ")[0]


def _holder(session: Session, row: Row) -> str:
    if row.credential is not None:
        return "/".join(name for _, name in row.credential.holders)
    if row.freeze is not None:
        name = words.frozen(row.freeze.scope, row.freeze.name, session.lang)
        return f"{session.label('freeze_scope', row.freeze.scope)} {name}"
    if row.loss is None:
        return ""
    return f"{session.label('loss_subject', row.loss.subject)} {_of(session, row.loss)}"


def _of(session: Session, row: losses.LossRow) -> str:
    return row.name if row.subject == "gateway" else session.name(row.name)


def _all_words(session: Session, row: Row) -> str:
    return " ".join((_name(session, row), _state(session, row), _print(session, row), _holder(session, row)))


def _credential_rows(session: Session, row: Row) -> list[tuple[str, str]]:
    one, card = row.credential, row.card
    if one is None:
        return []
    why = ""
    if one.why:
        kind = "custody_fault" if words.has(f"custody_fault.{one.why}") else "hold"
        why = session.label(kind, one.why)
    found = [
        (session.t("custody.column.gateway"), f"{one.name} ({one.gateway})"),
        (session.t("column.state"), session.label("custody_state", one.state)),
        (session.t("custody.column.why"), why),
        (session.t("custody.column.line"), session.label("gateway", one.link)),
        (session.t("custody.column.fingerprint"), one.fingerprint),
        (session.t("custody.column.installed"), session.when(one.installed)),
        (session.t("custody.column.by"), session.name(one.installed_by)),
        (session.t("custody.column.age"), _policy_age(session, one)),
        (session.t("custody.column.last_bind"), session.when(one.last_bind)),
        (session.t("custody.column.holder"), ", ".join(name for _, name in one.holders)),
        (session.t("custody.column.standby"), ", ".join(name for _, name in one.standby)),
        (session.t("envelope.due"), change_line(session, one.change) if one.change is not None else ""),
    ]
    return found + (card_rows(session, card) if card is not None else [])


def _policy_age(session: Session, one: CredentialRow) -> str:
    if one.age < 0:
        return session.t("credentials.never")
    return session.t("custody.due") if one.due else session.t("credentials.of_days", n=one.age)


def freeze_rows(session: Session, row: freezes.FreezeRow) -> list[tuple[str, str]]:
    """A freeze, as label and value."""
    what = f"{session.label('freeze_scope', row.scope)}  {words.frozen(row.scope, row.name, session.lang)}"
    return [
        (session.t("lift.freeze"), f"{row.id}  {what}"),
        (
            session.t("column.state"),
            session.t("lift.waits") if row.proposal else session.label("gateway", "frozen"),
        ),
        (session.t("lift.frozen_by"), f"{row.by_name}  {session.when(row.at)}"),
        (session.t("act.reason"), row.reason or (session.t("lift.reason_owed") if row.due else "")),
        (session.t("column.due"), clock_words(session, row.due, late=row.late)),
        (session.t("loss.case"), row.loss),
        (session.t("lift.number"), str(row.number or "")),
        (session.t("loss_step.resumed"), session.when(row.lifted)),
    ]


def card_rows(session: Session, card: expiries.ProviderCard) -> list[tuple[str, str]]:
    """The provider's card, as label and value."""
    return [
        (session.t("expiry.provider"), card.name or session.t("expiry.no_card")),
        (session.t("expiry.person"), card.person),
        (session.t("expiry.telephone"), card.telephone),
        (session.t("expiry.papers"), card.papers),
    ]


def case_rows(session: Session, row: losses.LossRow) -> list[tuple[str, str]]:
    """A case as a list tells it, as label and value."""
    return [
        (session.t("loss.case"), row.number),
        (session.t("loss.subject"), f"{session.label('loss_subject', row.subject)}  {_of(session, row)}"),
        (session.t("loss.kind"), session.label("loss_kind", row.kind)),
        (session.t("column.state"), state_of(session, row)),
        (session.t("loss.waits_for"), ", ".join(session.label("loss_step", one) for one in row.waits_for)),
        (session.t("column.due"), clock_words(session, row.due, late=row.late)),
        (session.t("loss.holder"), session.name(row.holder)),
        (session.t("column.department"), session.department(row.department)),
        (session.t("loss.by"), f"{session.name(row.by)}  {session.when(row.at)}"),
        (session.t("loss_step.resumed"), session.when(row.resumed)),
        (session.t("loss_step.closed"), session.when(row.closed)),
    ]
