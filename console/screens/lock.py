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

from console.acting import steps
from console.domain.sending import counts
from console.errors import ConsoleError
from console.screens import signing
from console.screens.dialog_screen import DialogScreen
from console.screens.failures import KNOWN, whole
from console.screens.session import Session, number
from console.signing.key_errors import KeyFileError
from console.widgets.background import in_background
from console.widgets.paint import strong
from console.widgets.secret_input import SecretInput
from console.widgets.show import show
from console.wire.sending import sends

_EVERY = 10.0
"""Seconds between two readings of a running send's counters; nothing else is drawn while the keys are locked."""
_MOST = 5
"""Wrong passphrases in a row after which the console exits; the desk has locked the person by then (R12)."""


class LockPage(DialogScreen):
    """A page with only the counters of running sends and the passphrase field for the person's own key."""

    CSS = "#locked { height: auto; padding: 1 2; } #locked SecretInput { width: 40; } #running { padding: 0 2; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "leave", show=False, priority=True)]

    class Opened(Message):
        """The passphrase opened the person's key, or failed to; `counted` wrong ones are known to the desk since the lock."""

        def __init__(self, error: Exception | None, counted: int = 0) -> None:
            super().__init__()
            self.error, self.counted = error, counted

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
        self._rows: list[sends.SendRow] = []

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
        secret, session, wrong = field.take(), self.session, self._wrong

        def job() -> Message:
            try:
                signing.opened(session, secret)
            except KeyFileError as error:
                return self._refused(error, secret, wrong)
            except KNOWN as error:
                return self.Opened(error)
            steps.tell_right(session.desk())
            return self.Opened(None)

        in_background(self, job)

    def _refused(self, error: KeyFileError, secret: bytes, wrong: int) -> Opened:
        """Judge what did not open the key; runs in a thread.

        Whoever does not see the lock types on: what is too short for a passphrase never counts, and the first other one only together
        with the second.
        """
        if error.code != "wrong_passphrase":
            return self.Opened(error)
        if len(secret.decode("utf-8", "replace")) < signing.LONG:
            return self.Opened(ConsoleError("lock_not_counted"))
        if not wrong:
            return self.Opened(ConsoleError("lock_not_counted"), 1)
        told = [signing.wrong(self.session, error) for _ in range(2 if wrong == 1 else 1)]
        return self.Opened(told[-1], wrong + 1)

    def on_lock_page_opened(self, message: Opened) -> None:
        """Unlock, or say why not; exit after the fifth wrong passphrase in a row."""
        message.stop()
        self._busy = False
        error = message.error
        if error is None:
            self.post_message(self.Unlocked())
            return
        self._wrong = max(self._wrong, message.counted)
        locked = isinstance(error, ConsoleError) and error.code == "key_wrong_passphrase_locked"
        if locked or self._wrong >= _MOST:
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
        hearing = self.session.hearing
        if message.rows is not None:
            hearing.answered()
            self._rows = message.rows
        lines = [self.t("idle.running")] if self._rows else []
        lines += [running_words(self.session, row) for row in self._rows]
        if message.rows is None and hearing.answered_at is not None:
            lines.append(self.t("frame.silent", time=self.session.second(hearing.answered_at)))
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
        sent=number(counts.certain(row.tally)),
        delivered=number(row.tally.delivered),
        unknown=number(row.tally.unknown),
    )
