"""A screen of a session: its texts, its message line, and the dialogs that it opens."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.screen import Screen

from console import actions
from console.domain.refusals import Refusal
from console.locale.words import key_name
from console.look.senses import Sense
from console.screens.session import Session, SessionApp
from console.widgets.show import show
from console.widgets.steady import steady_focus

if TYPE_CHECKING:
    from console.screens.dialogs import Dialogs, Said
    from console.widgets.modals import DialogText, Filled, Form, Item


class DialogScreen(Screen[None]):
    """A screen of a session, with its dialogs."""

    focused = steady_focus()

    @property
    def console(self) -> SessionApp:
        """The application, typed as SessionApp."""
        app = self.app
        if not isinstance(app, SessionApp):
            raise TypeError("pages live in a SessionApp")
        return app

    @property
    def session(self) -> Session:
        """What every page shares."""
        return self.console.session

    def t(self, key: str, /, **params: object) -> str:
        """A text of the catalogue in the current language."""
        return self.session.t(key, **params)

    def say(self, message: str, meaning: Sense = Sense.PLAIN) -> None:
        """Keep a message on the message line, with the mark and the colour of what it means."""
        self.console.say(message, meaning)

    def trouble(self, error: Exception | Refusal) -> None:
        """Say in a dialog what happened, why, and what to do next."""
        self._dialogs.trouble(error)

    def read(self, title: "Said[str]", words: "Said[Text]") -> None:
        """Show a longer text in a dialog."""
        self._dialogs.read(title, words)

    def confirm(self, title: "Said[str]", question: "Said[str]", then: Callable[[], None]) -> None:
        """Ask yes or no, and go on if yes."""
        self._dialogs.confirm(title, question, then)

    def pick(
        self,
        title: "Said[str]",
        options: "Said[Sequence[Item]]",
        picked: Callable[[str], object],
        *,
        at: str = "",
        fits: "Callable[[Item, str], bool] | None" = None,
    ) -> None:
        """Let the person choose one of a few items, and call `picked` with its value; `at` is the item chosen now."""
        self._dialogs.pick(title, options, picked, at=at, fits=fits)

    def act(
        self,
        title: "Said[str]",
        about: "Said[Text]",
        form: "Said[Form]",
        job: "Callable[[Filled], Any]",
        then: Callable[[Any], None],
        left: Callable[[], None] = lambda: None,
    ) -> None:
        """Ask for what an act needs and run it in a thread; then call `then` if it took effect, `left` if it did not.

        What was typed in lines stays in the session when the dialog is left, and stands there when it is opened about the same.
        """
        self._dialogs.act(title, about, form, job, then, left)

    def keys_of(self, key: str, *also: str) -> Text:
        """The words for the keys of a dialog; every dialog has the key that changes the language."""
        language = self.language_key()
        return show("   ".join((self.t(key), *also, language)))

    def language_key(self) -> str:
        """The key that changes the language, and its label."""
        action = actions.find("all.language")
        return f"{key_name(action.keys[0], self.session.lang)} {action.label(self.session.lang)}"

    def dialog_help(self, kind: str) -> "DialogText":
        """The help on the keys of a kind of dialog."""
        return self._dialogs.dialog_help(kind)

    @property
    def _dialogs(self) -> "Dialogs":
        from console.screens.dialogs import Dialogs  # noqa: PLC0415 - the first page opens no dialog

        return Dialogs(self)
