"""The dialogs as pages open them: something to read, yes or no, one of a few, and what an act needs.

What a dialog says may be given as a function: it is asked again when the language changes while the dialog is open.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias, TypeVar

from rich.text import Text
from textual.screen import Screen

from console.domain.refusals import Refusal
from console.screens.failures import KNOWN, explain, one_line, whole
from console.screens.session import Session, SessionApp
from console.widgets.act import Act, Asked, secrets_of
from console.widgets.modals import ROOM, Confirm, DialogText, Filled, Form, Item, Notice, Pick
from console.widgets.show import cells, show

Words = TypeVar("Words")
Said: TypeAlias = Words | Callable[[], Words]
"""Words, or a function that gives them in the language in use."""


def said(words: Said[Words]) -> Words:
    """The words now."""
    return words() if callable(words) else words


def heading(words: str) -> Text:
    """A dialog's title: an action's words may stand there, which begin small where they stand beside their key."""
    return show(words[:1].upper() + words[1:])


class DialogScreen(Screen[None]):
    """A screen of a session, with its dialogs."""

    @property
    def console(self) -> SessionApp:
        """The application, typed."""
        app = self.app
        if not isinstance(app, SessionApp):
            raise TypeError("pages live in a SessionApp")
        return app

    @property
    def session(self) -> Session:
        """What every page shares."""
        return self.console.session

    def t(self, key: str, /, **params: object) -> str:
        """The catalogue's words in the language in use."""
        return self.session.t(key, **params)

    def say(self, message: str) -> None:
        """Keep a message on the message line."""
        self.console.say(message)

    def trouble(self, error: Exception | Refusal) -> None:
        """Say in a dialog what happened, why, and what to do next."""

        def say() -> DialogText:
            message = explain(error, self.session)
            body = Text("\n\n").join(
                [
                    show(f"{self.t('trouble.why')} {message.why}"),
                    show(f"{self.t('trouble.next')} {message.next}"),
                ]
            )
            return DialogText(show(message.what, "bold"), body, self.keys_of("keys.close"))

        self.say(one_line(error, self.session))
        self.app.push_screen(Notice(say))

    def read(self, title: Said[str], words: Said[Text]) -> None:
        """Show a longer text in a dialog."""
        self.app.push_screen(
            Notice(lambda: DialogText(heading(said(title)), said(words), self.keys_of("keys.read")))
        )

    def confirm(self, title: Said[str], question: Said[str], then: Callable[[], None]) -> None:
        """Ask yes or no, and go on if yes."""

        def answered(yes: bool | None) -> None:
            if yes:
                then()

        def say() -> DialogText:
            keys = self.keys_of("keys.confirm", f"? {self.t('action.all.help')}")
            return DialogText(heading(said(title)), show(said(question)), keys, self._help("confirm"))

        self.app.push_screen(Confirm(say), answered)

    def pick(
        self,
        title: Said[str],
        options: Said[Sequence[Item]],
        picked: Callable[[str], object],
        *,
        at: str = "",
        fits: Callable[[Item, str], bool] | None = None,
    ) -> None:
        """Let the person choose one of a few, and go on with its value; `at` is the one that is chosen now."""

        def answered(value: str | None) -> None:
            if value is not None:
                picked(value)

        def say() -> DialogText:
            keys = self.keys_of("keys.pick", f"F1 {self.t('action.all.help')}")
            return DialogText(
                heading(said(title)), show(self.t("keys.pick_nothing")), keys, self._help("pick")
            )

        self.app.push_screen(Pick(say, lambda: said(options), at=at, fits=fits), answered)

    def act(
        self,
        title: Said[str],
        about: Said[Text],
        form: Said[Form],
        job: Callable[[Filled], Any],
        then: Callable[[Any], None],
        left: Callable[[], None] = lambda: None,
    ) -> None:
        """Ask what an act needs, carry it out in a thread, and go on once it took effect, or by `left` if it did not."""

        def ended(done: Any) -> None:
            if done is None:
                left()
                return
            self.console.refresh_head()
            then(done)

        session = self.session

        def ask() -> Asked:
            asked = said(form)
            asked_words = DialogText(
                heading(said(title)), said(about), self._keys_of_act(asked), self._help("act")
            )
            return Asked(
                asked_words,
                asked,
                self.t("act.busy"),
                self.t("act.missing"),
                show(self.t("keys.act.look"), "bold"),
            )

        self.app.push_screen(
            Act(ask, job, known=KNOWN, explain=lambda error: show(whole(error, session))), ended
        )

    def keys_of(self, key: str, *also: str) -> Text:
        """What the keys of a dialog do; the language changes in every one of them."""
        language = f"F2 {self.t('action.all.language')}"
        return show("   ".join((self.t(key), *also, language)))

    def _help(self, kind: str) -> DialogText:
        """What the keys of a kind of dialog do."""
        title, words = show(self.t("help.dialog.title")), show(self.t(f"help.dialog.{kind}"))
        return DialogText(title, words, self.keys_of("keys.read"))

    def _keys_of_act(self, form: Form) -> Text:
        """What the keys do in a dialog with this form: nothing is named that it does not have."""
        several = len(form.ticks) + len(form.lines) + secrets_of(form) > 1
        acts = "sign" if form.passphrase and form.passphrase.signs else "do"
        parts = [
            self.t("keys.act.ticks") if form.ticks else "",
            self.t("keys.act.next") if several else "",
            self.t("keys.act.break") if any(line.several for line in form.lines) else "",
            self.t(f"keys.act.{acts}" if several else f"keys.act.{acts}_one"),
            self.t("keys.act.leave"),
            f"F1 {self.t('action.all.help')}",
            f"F2 {self.t('action.all.language')}",
        ]
        lines: list[str] = []
        for part in filter(None, parts):
            if lines and cells(f"{lines[-1]}  {part}") <= ROOM:
                lines[-1] += f"  {part}"
            else:
                lines.append(part)
        return show("\n".join(lines))
