"""Hand-overs of custody: proposed, taken over, witnessed, carried out by a roster version, printed (R12)."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from console.acting import custody as acting
from console.acting import steps
from console.domain.refusals import refuse
from console.errors import ConsoleError
from console.screens import custody_words, order_acts, signing
from console.screens.fields_page import FieldsPage, form_bindings
from console.screens.lists import ListPage, portion
from console.screens.page import bindings
from console.screens.printing import print_form
from console.screens.proposals import ProposalPage
from console.screens.statement import rows
from console.widgets.fields import Field, LineInput, LinesInput
from console.widgets.modals import ROOM, Filled, Form, Item
from console.widgets.picked import Picked
from console.widgets.record_list import Column, Rows
from console.widgets.show import show
from console.wire import hand_overs as wire
from console.wire import views

_PANE = 42


class HandOversPage(ListPage):
    """Every hand-over, newest first."""

    SCOPE = "hand_overs"
    TAB = "credentials"
    BINDINGS: ClassVar[list[BindingType]] = bindings("hand_overs")

    def __init__(self) -> None:
        super().__init__()
        self.view: wire.HandOversView | None = None

    def columns(self) -> Sequence[Column]:
        """Number, state, from whom to whom, from when, whom it waits for."""
        session = self.session
        return (
            Column(self.t("column.number"), 10, lambda r: r.number),
            Column(self.t("column.state"), 14, lambda r: session.label("hand_over_state", r.state)),
            Column(
                self.t("hand_over.who"),
                22,
                lambda r: (
                    f"{custody_words.person(session, r.outgoing)} > {custody_words.person(session, r.incoming)}"
                ),
            ),
            Column(self.t("hand_over.effective"), 11, lambda r: session.when(r.effective, year=False)[:11]),
            Column(
                self.t("hand_over.waits_for"),
                0,
                lambda r: session.label("part", r.waits_for) if r.waits_for else "",
            ),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """The desk gives all of them; there are few."""
        self.view = self.session.desk().call(wire.HandOvers())
        found = self.view.rows if self.view else []
        wanted = text.lower()
        return portion([row for row in found if wanted in self._words(row)], after, limit)

    def _words(self, row: wire.HandOverRow) -> str:
        session = self.session
        names = [custody_words.person(session, one) for one in (row.outgoing, row.incoming)]
        state = session.label("hand_over_state", row.state)
        return " ".join((row.number, state, *names, row.reason)).lower()

    def key(self, row: Any) -> Hashable:
        """The number."""
        number: str = row.number
        return number

    def changed(self, topics: frozenset[str]) -> None:
        """Somebody signed, or a roster version came."""
        if topics & {"custody", "roster", "gateways"}:
            self.reload()

    def detail(self, row: wire.HandOverRow) -> Text:
        """The hand-over in full."""
        self._grey(row)
        return rows(self.session, custody_words.whole(self.session, row), _PANE)

    def _grey(self, row: wire.HandOverRow) -> None:
        self.allowed |= {
            "hand_overs.new": self.view.refusal if self.view is not None else None,
            "hand_overs.sign": row.refusal,
            "hand_overs.carry_out": row.carry,
        }
        self.draw_frame()

    def _here(self) -> wire.HandOverRow | None:
        row: wire.HandOverRow | None = self.records.row
        return row

    def do_open(self) -> None:
        """Read it whole."""
        row = self._here()
        if row is not None:
            self.read(
                lambda: self.t("hand_over.title_of", number=row.number),
                lambda: rows(self.session, custody_words.whole(self.session, row), ROOM),
            )

    def do_new(self) -> None:
        """Propose one."""
        view = self.view
        if view is None:
            return
        if view.refusal is not None:
            self.trouble(view.refusal)
            return
        self.app.push_screen(HandOverFormPage(view.candidates))

    def do_sign(self) -> None:
        """Take custody over, or witness that somebody does."""
        row = self._here()
        if row is not None:
            custody_words.sign(self, row.text, row.digest, self._acted)

    def do_carry_out(self) -> None:
        """Have the roster version drawn up that carries it out."""
        row = self._here()
        if row is not None:
            self.app.push_screen(ProposalPage(hand_overs=[row.digest], then=self.reload))

    def do_print(self) -> None:
        """Print the sheet for the ink signatures."""
        row = self._here()
        if row is not None:
            print_form(self, "hand_over", row.number)

    def _acted(self, told: str) -> None:
        self.say(told)
        self.reload()


class HandOverFormPage(FieldsPage, inherit_bindings=False):
    """To whom, from when, why; what is handed over the desk says."""

    SCOPE = "hand_over_form"
    TAB = "credentials"
    BINDINGS: ClassVar[list[BindingType]] = form_bindings("hand_over_form")
    CSS = FieldsPage.CSS

    def __init__(self, candidates: Sequence[str]) -> None:
        super().__init__()
        self.candidates = list(candidates)
        self._kept = {"incoming": "", "effective": "", "reason": ""}

    def begin(self) -> None:
        """The form needs nothing more from the desk."""
        if not self.ready:
            self.call_later(self.rebuild, "incoming")

    def fields(self) -> Iterable[Widget]:
        """To whom, from when, why."""
        t, kept = self.t, self._kept
        yield Static(show(t("hand_over.form_head")), markup=False)
        incoming = Picked(self._people, t("people.pick_hint"), kept["incoming"], id="control-incoming")
        yield Field("incoming", t("hand_over.incoming"), incoming)
        since = LineInput(kept["effective"], id="control-effective", most=40)
        yield Field("effective", t("hand_over.effective"), since)
        yield Field("reason", t("act.reason"), LinesInput(kept["reason"], id="control-reason"))

    def _people(self) -> list[Item]:
        return [Item(one, f"{self.session.name(one)}  {one}") for one in self.candidates]

    def gather(self) -> None:
        """Keep what the fields hold."""
        for name in self._kept:
            self._kept[name] = self.value(name)

    def judge(self) -> None:
        """Say what is still missing."""
        if not self.query("#control-reason"):
            return
        self.faults = {
            name: refuse("field_missing", "R12", field="why" if name == "reason" else name)
            for name in ("incoming", "reason")
            if not self.value(name)
        }
        try:
            order_acts.instant(self.session, self.value("effective"))
        except ConsoleError:
            self.faults["effective"] = refuse("time_unreadable", "R2", value=self.value("effective"))
        self.draw_faults()
        self.preview(self.still() if self.faults else self.t("people.ready"))

    def do_sign(self) -> None:
        """Have it prepared, show what is handed over, sign."""
        self.all_faults = True
        self.judge()
        if self.faults or not self.ready:
            self.go_to_fault()
            return
        session = self.session
        since = order_acts.instant(session, self.value("effective"))
        call = wire.PrepareHandOver(self.value("incoming"), self.value("reason"), since)

        def job(filled: Filled) -> views.Done:
            core = session.desk()
            prepared, _ = acting.hand_over(core, call, by=session.person)
            if prepared.text != shown["text"]:
                act = acting.proposal_of(prepared.text).act
                if act != acting.proposal_of(shown["text"]).act:
                    raise ConsoleError("prepared_differs", fields="act")
            return steps.enact(core, prepared, signing.unlocked(session, filled))

        shown: dict[str, str] = {}

        def ready(prepared: views.Prepared) -> None:
            shown["text"] = prepared.text
            proposal = acting.proposal_of(prepared.text)
            self.act(
                lambda: self.t("hand_over.propose_title"),
                lambda: rows(session, custody_words.said(session, proposal), ROOM),
                lambda: Form(passphrase=signing.passphrase_field(session)),
                job,
                lambda _: self._signed(),
            )

        self.ask(call, ready)

    def _signed(self) -> None:
        self.touched = False
        self._back()
        self.say(self.t("hand_over.proposed_one"))
