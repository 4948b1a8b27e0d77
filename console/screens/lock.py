"""The lock of an idle console: it blanks the content and takes a passphrase only (R12).

Input means the person's keys, clicks and pasted text; what the console draws or asks by itself does not count.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from console.domain.sending import counts
from console.errors import ConsoleError
from console.screens import signing
from console.screens.dialog_screen import DialogScreen
from console.screens.failures import KNOWN, whole
from console.screens.session import Session, number
from console.widgets.background import in_background
from console.widgets.modals import Filled
from console.widgets.paint import strong
from console.widgets.secret_input import SecretInput
from console.widgets.show import show
from console.wire import sends

_EVERY = 10.0
"""Seconds between two readings of a running send's counters; nothing else is drawn while the keys are locked."""
_MOST = 5
"""Wrong passphrases in a row after which the console exits; the desk has locked the person by then (R12)."""


class LockPage(DialogScreen):
    """A page with only the counters of running sends and the passphrase field for the person's own key."""

    CSS = "#locked { height: auto; padding: 1 2; } #locked SecretInput { width: 40; } #running { padding: 0 2; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "leave", show=False, priority=True)]

    class Opened(Message):
        """The passphrase opened the person's key, or failed to."""

        def __init__(self, error: Exception | None) -> None:
            super().__init__()
            self.error = error

    class Running(Message):
        """The counters of running sends; None if the desk did not answer."""

        def __init__(self, rows: list[sends.SendRow] | None) -> None:
            super().__init__()
            self.rows = rows

    class Unlocked(Message):
        """The person unlocked the console."""

    def __init__(self) -> None:
        super().__init__()
        self._wrong = 0
        self._busy = False

    def compose(self) -> ComposeResult:
        """Yield the person's name, the field, the line for errors, and the counters."""
        me, t = self.session.me, self.t
        name = me.name if me is not None else ""
        with Vertical(id="locked"):
            yield Static(strong(t("idle.title", name=name)), markup=False)
            yield Static(show(t("idle.about")), markup=False)
            yield SecretInput(hint=self.session.passphrase_hint())
            yield Static(show(""), id="trouble", markup=False)
        yield Static(show(""), id="running", markup=False)

    def on_mount(self) -> None:
        """Focus the field; read the counters now and at intervals."""
        # A lock that was left before it was composed has no field.
        for field in self.query(SecretInput):
            field.focus()
        self._count()
        self.set_interval(_EVERY, self._count)

    # ---- unlocking

    @on(Input.Submitted)
    def _typed(self, message: Input.Submitted) -> None:
        message.stop()
        field = self.query_one(SecretInput)
        if self._busy or not field.value:
            return
        self._busy = True
        secret, session = field.take(), self.session

        def job() -> Message:
            try:
                signing.unlocked(session, Filled({}, {}, secret))
            except KNOWN as error:
                return self.Opened(error)
            return self.Opened(None)

        in_background(self, job)

    def on_lock_page_opened(self, message: Opened) -> None:
        """Unlock, or say why not; exit after the fifth wrong passphrase in a row."""
        message.stop()
        self._busy = False
        error = message.error
        if error is None:
            self.post_message(self.Unlocked())
            return
        if isinstance(error, ConsoleError) and error.code.startswith("key_wrong_passphrase"):
            self._wrong += 1
            if self._wrong >= _MOST or error.code == "key_wrong_passphrase_locked":
                self.action_leave()
                return
        drawn: Text = strong(whole(error, self.session))
        self.query_one("#trouble", Static).update(drawn)

    def action_leave(self) -> None:
        """Exit the console; drafts are kept and sends go on."""
        self.app.exit()

    # ---- the counters

    def _count(self) -> None:
        session = self.session

        def job() -> Message:
            try:
                page: sends.SendPage = session.desk().call(sends.SendsPage(state="sending"))
            except KNOWN:
                return self.Running(None)
            return self.Running(page.rows)

        in_background(self, job)

    def on_lock_page_running(self, message: Running) -> None:
        """Draw numbers only: no text, no list, no recipient."""
        message.stop()
        if not self.is_mounted:
            return
        rows = message.rows or []
        lines = [self.t("idle.running")] if rows else []
        lines += [running_words(self.session, row) for row in rows]
        drawn: Text = show("\n".join(lines))
        self.query_one("#running", Static).update(drawn)


def cleared(screens: Iterable[Screen[Any]]) -> None:
    """Empty every passphrase field, so that nobody else sends off what was typed."""
    for screen in screens:
        for secret in screen.query(SecretInput):
            secret.value = ""


def running_words(session: Session, row: sends.SendRow) -> str:
    """The words for a running send, with numbers only."""
    return session.t(
        "idle.send",
        number=f"{row.number}.{row.slot}",
        n=number(row.tally.approved),
        sent=number(counts.sent(row.tally)),
        delivered=number(row.tally.delivered),
        unknown=number(row.tally.unknown),
    )
