"""The help (`?`) of a page: what it is for, then every key with its clause, then every column of its list or field of its form."""

from collections.abc import Callable, Iterator
from typing import ClassVar, Final

from rich.text import Text
from textual.binding import Binding, BindingType

from console import actions
from console.actions import Action
from console.domain.acts import REQUEST
from console.domain.declared import typed
from console.domain.people.enrolment import Application
from console.domain.shapes import SignedAct
from console.locale import words
from console.screens.dialogs import heading
from console.screens.failures import explain
from console.screens.frame import Frame
from console.widgets.columns import folded
from console.widgets.fields import Field
from console.widgets.modals import DialogText, Notice
from console.widgets.paint import strong
from console.widgets.room import ROOM
from console.widgets.show import fit, show

_FORMS: Final[dict[str, tuple[type[SignedAct], str]]] = {
    "form": (REQUEST, "field.help"),
    "application_form": (Application, "application.help"),
}
"""Forms whose fields are explained: the act that the form makes, and the catalogue key of the words."""
_KEYS = 16
_HANGING = _KEYS + 1
"""Columns before the label of a key."""


class Help(Notice):
    """The help of a page, from which one key leads on to the keys of all pages."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f12", "keys", id="all.keys", show=False)]

    def __init__(self, say: Callable[[], DialogText], keys: Callable[[], None]) -> None:
        super().__init__(say)
        self._keys = keys

    def action_keys(self) -> None:
        """Close the help, and show the keys of all pages."""
        self.app.call_later(self._keys)
        self.dismiss(None)


def open_help(page: Frame, scope: str, keys: Callable[[], None]) -> None:
    """Explain the page of that scope in a dialog; `keys` shows the keys of all pages."""

    def say() -> DialogText:
        title = page.t(f"help.{scope}.title")
        return DialogText(heading(title), help_text(page, scope), page.keys_of("keys.read"))

    page.app.push_screen(Help(say, keys))


def help_text(page: Frame, scope: str) -> Text:
    """The help of a page in the current language; an unavailable key of the page that is open says why."""
    parts = [*_in_use(page, scope), show(page.t(f"help.{scope}.body"))]
    for title, scopes in (("help.keys", (scope,)), ("help.everywhere", page.COMMON)):
        lines = [strong(page.t(title))]
        for action in (action for one in scopes for action in actions.of(one)):
            lines.append(_key_line(page, action))
            refusal = page.refusal(action) if action.scope in {page.SCOPE, *page.COMMON} else None
            if refusal is not None:
                folded_lines = folded(show(explain(refusal, page.session).what), ROOM - _HANGING)
                lines += [show(" " * _HANGING).append_text(part) for part in folded_lines]
        parts.append(Text("\n").join(lines))
    columns = f"help.{scope}.columns"
    if words.has(columns, page.session.lang):
        parts.append(Text("\n").join([strong(page.t("help.fields")), show(page.t(columns))]))
    if scope in _FORMS:
        kind, hint = _FORMS[scope]
        lines = [strong(page.t("help.fields"))]
        for one in typed(kind):
            label = page.t(words.field_key(one.noun, one.path))
            lines.append(show(f"{label}: {page.t(f'{hint}.{one.name}')}"))
        parts.append(Text("\n").join(lines))
    parts += [show(page.t("help.lists")), show(page.t("help.find"))]
    return Text("\n\n").join(parts)


def _in_use(page: Frame, scope: str) -> Iterator[Text]:
    """What the field in use is for."""
    if scope not in _FORMS or scope != page.SCOPE or page.focused is None:
        return
    kind, hint = _FORMS[scope]
    for field in page.focused.ancestors:
        if isinstance(field, Field):
            name = field.field.partition(".")[0]
            if any(one.name == name for one in typed(kind)):
                yield strong(field.words).append_text(show(f"  {page.t(f'{hint}.{name}')}"))


def _key_line(page: Frame, action: Action) -> Text:
    clause = f" [{page.session.label('clause', action.clause)}]" if action.clause else ""
    keys = " / ".join(words.key_name(key, page.session.lang) for key in action.keys)
    return show(f"{fit(keys, _KEYS)} {action.label(page.session.lang)}{clause}")
