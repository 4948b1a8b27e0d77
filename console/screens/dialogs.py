"""The dialogs as pages open them: a notice, a question with yes or no, a choice of one, and the form of an act.

The words of a dialog may be a function: it is called again when the language changes while the dialog is open.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeAlias, TypeVar

from rich.text import Text
from textual.app import App

from console.domain.refusals import Refusal
from console.look.senses import Sense
from console.screens.failures import KNOWN, explain, one_line, whole
from console.screens.form_drafts import Draft
from console.screens.session import Session, SessionApp
from console.widgets.act import Act, Asked, secrets_of
from console.widgets.modals import Confirm, DialogText, Filled, Form, Item, Notice, Pick
from console.widgets.paint import strong
from console.widgets.room import ROOM
from console.widgets.show import cells, show

Words = TypeVar("Words")
Said: TypeAlias = Words | Callable[[], Words]
"""Words, or a function that returns them in the current language."""


def said(words: Said[Words]) -> Words:
    """Return the words in the current language."""
    return words() if callable(words) else words


def heading(words: str) -> Text:
    """A dialog's title, with a capital first letter: action labels begin with a small letter because they stand beside keys."""
    return show(words[:1].upper() + words[1:])


class Opener(Protocol):
    """The screen that opens a dialog (`DialogScreen`)."""

    @property
    def app(self) -> App[object]:
        """The application."""
        ...

    @property
    def console(self) -> SessionApp:
        """The same, typed as SessionApp."""
        ...

    @property
    def session(self) -> Session:
        """What every page shares."""
        ...

    def t(self, key: str, /, **params: object) -> str:
        """A text of the catalogue in the current language."""
        ...

    def say(self, message: str, meaning: Sense = Sense.PLAIN) -> None:
        """Keep a message on the message line."""
        ...

    def keys_of(self, key: str, *also: str) -> Text:
        """The words for the keys of a dialog."""
        ...

    def language_key(self) -> str:
        """The key that changes the language, and its label."""
        ...


class Dialogs:
    """The dialogs of a screen. Loaded with the first of them: the first page opens none."""

    def __init__(self, screen: Opener) -> None:
        self._screen = screen

    def trouble(self, error: Exception | Refusal) -> None:
        """Say in a dialog what happened, why, and what to do next."""

        def say() -> DialogText:
            message = explain(error, self._screen.session)
            body = Text("\n\n").join(
                [
                    show(f"{self._screen.t('trouble.why')} {message.why}"),
                    show(f"{self._screen.t('trouble.next')} {message.next}"),
                ]
            )
            return DialogText(strong(message.what), body, self._screen.keys_of("keys.close"))

        self._screen.say(one_line(error, self._screen.session), Sense.BAD)
        self._screen.app.push_screen(Notice(say))

    def read(self, title: Said[str], words: Said[Text]) -> None:
        """Show a longer text in a dialog."""
        self._screen.app.push_screen(
            Notice(lambda: DialogText(heading(said(title)), said(words), self._screen.keys_of("keys.read")))
        )

    def confirm(self, title: Said[str], question: Said[str], then: Callable[[], None]) -> None:
        """Ask yes or no, and go on if yes."""

        def answered(yes: bool | None) -> None:
            if yes:
                then()

        def say() -> DialogText:
            keys = self._screen.keys_of("keys.confirm", f"? {self._screen.t('action.all.help')}")
            return DialogText(heading(said(title)), show(said(question)), keys, self.dialog_help("confirm"))

        self._screen.app.push_screen(Confirm(say), answered)

    def pick(
        self,
        title: Said[str],
        options: Said[Sequence[Item]],
        picked: Callable[[str], object],
        *,
        at: str = "",
        fits: Callable[[Item, str], bool] | None = None,
    ) -> None:
        """Let the person choose one of a few items, and call `picked` with its value; `at` is the item chosen now."""

        def answered(value: str | None) -> None:
            if value is not None:
                picked(value)

        def say() -> DialogText:
            keys = self._screen.keys_of("keys.pick", f"F1 {self._screen.t('action.all.help')}")
            return DialogText(
                heading(said(title)),
                show(self._screen.t("keys.pick_nothing")),
                keys,
                self.dialog_help("pick"),
            )

        self._screen.app.push_screen(Pick(say, lambda: said(options), at=at, fits=fits), answered)

    def act(
        self,
        title: Said[str],
        about: Said[Text],
        form: Said[Form],
        job: Callable[[Filled], Any],
        then: Callable[[Any], None],
        left: Callable[[], None] = lambda: None,
    ) -> None:
        """Ask for what an act needs and run it in a thread; then call `then` if it took effect, `left` if it did not.

        What was typed in lines stays in the session when the dialog is left, and stands there when it is opened about the same.
        """
        session = self._screen.session
        name = f"act {said(title)}\n{said(about).plain}"
        typed = session.drafts.read(session.person, name)

        def ended(done: Any) -> None:
            if done is None:
                if words := dialog.words():
                    session.drafts.keep(session.person, name, Draft(None, words))
                else:
                    session.drafts.drop(session.person, name)
                left()
                return
            session.drafts.drop(session.person, name)
            self._screen.console.refresh_head()
            before = session.message
            then(done)
            if session.message and session.message != before and session.meaning is Sense.PLAIN:
                # What is said of an act that took effect.
                self._screen.say(session.message, Sense.GOOD)

        def ask() -> Asked:
            asked = said(form)
            signs = asked.passphrase is not None and asked.passphrase.signs
            asked_words = DialogText(
                heading(said(title)), said(about), self._keys_of_act(asked), self.dialog_help("act")
            )
            return Asked(
                asked_words,
                asked,
                self._screen.t("act.busy"),
                lambda names: self._screen.t(
                    "act.missing", names=self._screen.t("palette.comma").join(names)
                ),
                strong(self._screen.t("keys.act.look")),
                self._screen.t("act.go_sign" if signs else "act.go"),
                lambda n: self._screen.t("act.ticks", n=n),
            )

        def run(filled: Filled) -> Any:
            done = job(filled)
            for line in said(form).lines:
                if line.files is not None:
                    line.files.took(filled.lines[line.name])
            return done

        dialog: Act[Any] = Act(
            ask,
            run,
            known=KNOWN,
            explain=lambda error: show(whole(error, session)),
            kept=typed.now if typed is not None else {},
        )
        self._screen.app.push_screen(dialog, ended)

    def dialog_help(self, kind: str) -> DialogText:
        """The help on the keys of a kind of dialog."""
        title, words = show(self._screen.t("help.dialog.title")), show(self._screen.t(f"help.dialog.{kind}"))
        return DialogText(title, words, self._screen.keys_of("keys.read"))

    def _keys_of_act(self, form: Form) -> Text:
        """The words for the keys of a dialog with this form; only keys that the form has are named."""
        several = len(form.ticks) + len(form.lines) + secrets_of(form) > 1
        parts = [
            self._screen.t("keys.act.ticks") if form.ticks else "",
            self._screen.t("keys.act.next") if several else "",
            self._screen.t("keys.act.break") if any(line.several for line in form.lines) else "",
            self._screen.t("keys.act.path") if any(line.files for line in form.lines) else "",
            self._screen.t("keys.act.last" if several else "keys.act.one"),
            self._screen.t("keys.act.leave"),
            f"F1 {self._screen.t('action.all.help')}",
            self._screen.language_key(),
        ]
        lines: list[str] = []
        for part in filter(None, parts):
            if lines and cells(f"{lines[-1]}  {part}") <= ROOM:
                lines[-1] += f"  {part}"
            else:
                lines.append(part)
        return show("\n".join(lines))
