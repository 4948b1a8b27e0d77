"""Sealed envelopes: where they lie, when they were looked at, opening one by two, and what is to be changed after that (R12)."""

from collections.abc import Hashable, Sequence
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual.binding import BindingType

from console.acting import custody as acting
from console.domain.custody import OpenEnvelope
from console.domain.refusals import refuse
from console.screens import act_form
from console.screens.credentials import custody_words
from console.screens.lists import ListPage, portion
from console.screens.page import bindings
from console.screens.statement import rows
from console.screens.windows import to_day
from console.widgets.modals import ROOM, Filled, Form, Line
from console.widgets.record_list import Column, Rows
from console.widgets.show import show
from console.wire import envelopes as wire
from console.wire import views

_PANE = 42


class Row(NamedTuple):
    """A line of the list: an envelope, or a secret that is to be changed."""

    envelope: wire.EnvelopeRow | None
    change: wire.SecretChange | None = None


class EnvelopesPage(ListPage[Row]):
    """What is to be changed first, then the envelopes."""

    SCOPE = "envelopes"
    TAB = "credentials"
    TOPICS = frozenset({"custody", "gateways", "roster"})
    BINDINGS: ClassVar[list[BindingType]] = bindings("envelopes")

    def __init__(self) -> None:
        super().__init__()
        self.every = False
        self.view: wire.EnvelopesView | None = None

    def columns(self) -> Sequence[Column]:
        """Number, state, what is inside, next check or last day, where it lies."""
        return (
            Column(self.t("column.number"), 10, self._number),
            Column(self.t("column.state"), 14, self._state),
            Column(self.t("envelope.holds"), 18, self._holds),
            Column(self.t("envelope.day"), 12, self._day),
            Column(self.t("envelope.place"), 0, self._place),
        )

    def _number(self, row: Row) -> str:
        return row.envelope.number if row.envelope else row.change.number if row.change else ""

    def _state(self, row: Row) -> str:
        if row.envelope is not None:
            return custody_words.envelope_state(self.session, row.envelope)
        if row.change is not None:
            return self.t("envelope.done" if row.change.done else "envelope.due")
        return ""

    def _holds(self, row: Row) -> str:
        if row.envelope is not None:
            return custody_words.held(self.session, row.envelope.holds, row.envelope.gateway)
        return custody_words.held(self.session, row.change.what, row.change.gateway) if row.change else ""

    def _day(self, row: Row) -> str:
        if row.envelope is not None:
            return row.envelope.check + (" !" if row.envelope.late else "")
        if row.change is None:
            return ""
        return self.session.when(row.change.done or row.change.due)[:10] + (" !" if row.change.late else "")

    def _place(self, row: Row) -> str:
        if row.envelope is not None:
            return row.envelope.place
        return self.session.label("change_cause", row.change.cause) if row.change else ""

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """The desk gives all of them; there are few."""
        self.view = self.session.desk().call(wire.Envelopes(open=not self.every))
        view = self.view
        found = [Row(None, one) for one in view.changes] + [Row(one) for one in view.rows] if view else []
        wanted = text.lower()
        told = (self._number, self._state, self._holds, self._place)
        found = [row for row in found if wanted in " ".join(one(row) for one in told).lower()]
        return portion(found, after, limit)

    def key(self, row: Row) -> Hashable:
        """The envelope's number, or what is to be changed because of what."""
        if row.change is not None:
            return row.change.number, row.change.what, row.change.gateway, row.change.since
        return self._number(row)

    def detail(self, row: Row) -> Text:
        """The row in full."""
        self._grey(row)
        return self._whole(row, _PANE)

    def _whole(self, row: Row, width: int) -> Text:
        if row.envelope is not None:
            return rows(self.session, custody_words.envelope_rows(self.session, row.envelope), width)
        if row.change is None:
            return Text()
        one = row.change
        return rows(
            self.session,
            [
                (self.t("envelope.due"), custody_words.change_line(self.session, one)),
                (self.t("custody.column.fingerprint"), one.fingerprint),
                (self.t("hand_over.effective"), self.session.when(one.since)),
            ],
            width,
        )

    def _grey(self, row: Row) -> None:
        view, envelope = self.view, row.envelope
        gone = refuse("envelope_not_sealed", "R12", number=self._number(row))
        sealed = envelope is not None and envelope.state == "sealed"
        self.allowed |= {
            "envelopes.seal": view.refusal if view else None,
            "envelopes.break_open": envelope.refusal if sealed and envelope is not None else gone,
            "envelopes.check": (view.checks if view else None) if sealed else gone,
            "envelopes.broken": (view.checks if view else None) if sealed else gone,
        }
        self.draw_frame()

    def _here(self) -> Row | None:
        row: Row | None = self.records.row
        return row

    # ---- reading

    def do_open(self) -> None:
        """Read it whole."""
        row = self._here()
        if row is not None:
            self.read(
                lambda: self.t("envelope.title_of", number=self._number(row)), lambda: self._whole(row, ROOM)
            )

    def do_every(self) -> None:
        """Those that are over, too, or not."""
        self.every = not self.every
        self.records.reload()
        self.say(self.t("envelope.every" if self.every else "envelope.open_only"))

    # ---- signing

    def do_seal(self) -> None:
        """Enter an envelope that was just sealed."""
        view = self.view
        if view is not None and view.refusal is not None:
            self.trouble(view.refusal)
            return
        self.open("seal_form")

    def do_sign(self) -> None:
        """Witness a sealing, or confirm that the envelope under the cursor is opened."""
        row, view = self._here(), self.view
        opening = row.envelope.proposal if row is not None and row.envelope is not None else ""
        waiting = opening or next(iter(view.sealings if view else []), "")
        if not waiting:
            self.say(self.t("envelope.nothing_waits"))
            return
        custody_words.sign_waiting(self, waiting, self._acted)

    def do_break_open(self) -> None:
        """Propose to open the envelope under the cursor; the seal's number is read off it."""
        row, session = self._here(), self.session
        envelope = row.envelope if row is not None else None
        if envelope is None:
            return

        told = custody_words.envelope_rows(session, envelope)

        act_form.ask(
            self,
            OpenEnvelope,
            lambda: self.t("envelope.open_title"),
            lambda: Text("\n\n").join(
                [
                    rows(session, _without_seal(self.t("envelope.seal"), told), ROOM),
                    show(self.t("envelope.open_about")),
                ]
            ),
            lambda core, said: acting.opening(core, envelope, said, by=session.person),
            lambda: self._acted(self.t("envelope.opening")),
        )

    # ---- looking at one

    def do_check(self) -> None:
        """Its seal is whole; say when it is looked at again."""
        self._look(intact=True)

    def do_broken(self) -> None:
        """Its seal is not whole: that counts as an opening."""
        self._look(intact=False)

    def _look(self, *, intact: bool) -> None:
        row, session = self._here(), self.session
        envelope = row.envelope if row is not None else None
        if envelope is None:
            return

        def job(filled: Filled) -> views.Done:
            day = to_day(filled.lines.get("check", ""))
            call = wire.CheckEnvelope(envelope.number, intact, day, filled.lines.get("note", ""))
            done: views.Done = session.desk().call(call)
            return done

        ask = "check" if intact else "note"
        label = self.t("envelope.check_day") if intact else self.t("envelope.what_was_seen")
        title = self.t("envelope.check_title" if intact else "envelope.broken_title")
        self.act(
            lambda: title,
            lambda: rows(session, custody_words.envelope_rows(session, envelope), ROOM),
            lambda: Form(lines=[Line(ask, label, several=not intact)]),
            job,
            lambda _: self._acted(self.t("envelope.checked_one" if intact else "envelope.broken_one")),
        )

    def _acted(self, told: str) -> None:
        self.say(told)
        self.reload()


def _without_seal(label: str, told: custody_words.Rows) -> custody_words.Rows:
    """Without the seal's number: whoever opens an envelope reads it off the paper in his hand."""
    return [row for row in told if row[0] != label]
