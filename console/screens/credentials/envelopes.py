"""Sealed envelopes: where they are kept, when they were checked, opening one by two people, and what must be changed then (R12)."""

from collections.abc import Callable, Hashable

from rich.text import Text

from console.acting import custody as acting
from console.domain.credentials.custody import OpenEnvelope
from console.domain.refusals import Refusal, refuse
from console.screens import act_form, pages
from console.screens.credentials import custody_words
from console.screens.labelled import rows
from console.screens.lists import ListPage, portion
from console.screens.two_person.confirmation import ConfirmingPage
from console.screens.windows import to_day
from console.views.custody import CHANGE, ENVELOPE
from console.widgets.modals import Filled, Form, Line
from console.widgets.record_list import Rows
from console.widgets.room import ROOM
from console.widgets.show import show
from console.wire import shown
from console.wire.answers import Done
from console.wire.credentials import envelopes as wire
from console.wire.duties import subjects

Row = wire.EnvelopeRow | wire.SecretChange
"""A line of the list: an envelope, or a secret that must be changed."""


class EnvelopesPage(ConfirmingPage, ListPage[Row], scope="envelopes"):
    """Secrets that must be changed first, then the envelopes."""

    ON_ROW = frozenset({"break_open", "check", "broken"})
    FILLS = "seal"
    VIEW = ENVELOPE
    MORE = (CHANGE,)
    TOPICS = frozenset({"custody", "gateways", "roster"})

    def __init__(self) -> None:
        super().__init__()
        self.every = False
        self.view: wire.EnvelopesView | None = None

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for all of them; there are few."""
        self.view = self.session.desk().call(wire.Envelopes(open=not self.every))
        listed = [*self.view.changes, *self.view.rows] if self.view else []
        return portion(self.fitting(listed, text), after, limit)

    def sought(self, about: pages.About) -> Callable[[Row], bool] | None:
        """Tell an envelope, one of which a proposal waits, or a secret that must be changed."""
        match about:
            case subjects.Envelope(envelope=number):
                return lambda row: isinstance(row, wire.EnvelopeRow) and row.number == number
            case subjects.Proposal(digest=digest):
                return lambda row: isinstance(row, wire.EnvelopeRow) and row.proposal == digest
            case subjects.Secret(what=what, gateway=gateway):
                return lambda row: (
                    isinstance(row, wire.SecretChange) and (row.what, row.gateway) == (what, gateway)
                )
        return None

    def key(self, row: Row) -> Hashable:
        """The envelope's number, or the secret to be changed and its cause."""
        if isinstance(row, wire.SecretChange):
            return row.number, row.what, row.gateway, row.since
        return row.number

    def at_row(self, row: Row) -> None:
        """Update the keys by whether it is a sealed envelope."""
        view, envelope = self.view, _envelope(row)
        gone = refuse("envelope_not_sealed", "R12", number=row.number)
        sealed = envelope is not None and envelope.state == "sealed"
        self.allowed |= {
            "envelopes.break_open": envelope.refusal if sealed and envelope is not None else gone,
            "envelopes.check": (view.checks if view else None) if sealed else gone,
            "envelopes.broken": (view.checks if view else None) if sealed else gone,
        }

    # ---- reading

    def do_open(self) -> None:
        """Show the row in full."""
        self.read_row(lambda row: self.t("envelope.title_of", number=row.number))

    def do_every(self) -> None:
        """Show closed ones too, or only open ones."""
        self.every = not self.every
        self.records.reload()
        self.say(self.t("envelope.every" if self.every else "envelope.open_only"))

    # ---- signing

    def do_seal(self) -> None:
        """Enter an envelope that was just sealed."""
        self.open("seal_form")

    def bar_seal(self) -> Refusal | None:
        """What the desk said with the list."""
        return self.view.refusal if self.view is not None else None

    def _waiting(self) -> str:
        """The proposal to sign: the opening of the envelope under the cursor, else a sealing; empty if there is none."""
        envelope, view = _envelope(self.here), self.view
        opening = envelope.proposal if envelope is not None else ""
        return opening or next(iter(view.sealings if view else []), "")

    def bar_sign(self) -> Refusal | None:
        """That nothing waits for a second signature, or not for the reader's."""
        return self.unconfirmable(lambda one: one.digest == self._waiting())

    def do_sign(self) -> None:
        """Witness a sealing, or confirm the opening of the envelope under the cursor."""
        custody_words.sign_waiting(self, self._waiting(), self._acted)

    def do_break_open(self) -> None:
        """Propose to open the envelope under the cursor; the person reads the seal's number from the envelope."""
        envelope, session = _envelope(self.here), self.session
        if envelope is None:
            return

        pairs = ENVELOPE.pairs(shown.PANE, session.viewer, envelope)

        act_form.ask(
            self,
            OpenEnvelope,
            lambda: self.t("envelope.open_title"),
            lambda: Text("\n\n").join(
                [
                    rows(session, _without_seal(self.t("envelope.seal"), pairs), ROOM),
                    show(self.t("envelope.open_about")),
                ]
            ),
            lambda core, said: acting.opening(core, envelope, said, by=session.person),
            lambda: self._acted(self.t("envelope.opening")),
        )

    # ---- looking at one

    def do_check(self) -> None:
        """Record that the seal is intact, and when it is checked next."""
        self._look(intact=True)

    def do_broken(self) -> None:
        """Record that the seal is broken, which counts as an opening."""
        self._look(intact=False)

    def _look(self, *, intact: bool) -> None:
        envelope, session = _envelope(self.here), self.session
        if envelope is None:
            return

        def job(filled: Filled) -> Done:
            day = to_day(filled.lines.get("check", ""))
            call = wire.CheckEnvelope(envelope.number, intact, day, filled.lines.get("note", ""))
            done: Done = session.desk().call(call)
            return done

        ask = "check" if intact else "note"
        label = self.t("envelope.check_day") if intact else self.t("envelope.what_was_seen")
        title = self.t("envelope.check_title" if intact else "envelope.broken_title")
        self.act(
            lambda: title,
            lambda: self.row_words(envelope),
            lambda: Form(lines=[Line(ask, label, several=not intact)]),
            job,
            lambda _: self._acted(self.t("envelope.checked_one" if intact else "envelope.broken_one")),
        )

    def _acted(self, done: str) -> None:
        self.say(done)
        self.reload()


def _envelope(row: Row | None) -> wire.EnvelopeRow | None:
    return row if isinstance(row, wire.EnvelopeRow) else None


def _without_seal(label: str, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs without the seal's number: the person who opens an envelope reads it from the paper in their hand."""
    return [row for row in pairs if row[0] != label]
