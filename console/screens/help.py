"""The help (`?`) of a page: what it is for, then every key with its clause, then every field of its form."""

from typing import Final

from rich.text import Text

from console import actions
from console.domain.acts import REQUEST
from console.domain.declared import typed
from console.domain.people.enrolment import Application
from console.domain.shapes import SignedAct
from console.locale import key_names, words
from console.screens.failures import explain
from console.screens.frame import Frame
from console.widgets.columns import folded
from console.widgets.modals import ROOM
from console.widgets.paint import strong
from console.widgets.show import fit, show

_FORMS: Final[dict[str, tuple[type[SignedAct], str]]] = {
    "form": (REQUEST, "field.help"),
    "application_form": (Application, "application.help"),
}
"""Forms whose fields are explained: the act that the form makes, and the catalogue key of the words."""
_HANGING = 15
"""Columns before the label of a key."""


def help_text(page: Frame) -> Text:
    """The help of a page in the current language; an unavailable key says why."""
    parts = [show(page.t(f"help.{page.SCOPE}.body"))]
    for title, scopes in (("help.keys", (page.SCOPE,)), ("help.everywhere", page.COMMON)):
        lines = [strong(page.t(title))]
        for action in (action for scope in scopes for action in actions.of(scope)):
            keys = " / ".join(map(key_names.key_name, action.keys))
            clause = f" [{page.session.label('clause', action.clause)}]" if action.clause else ""
            lines.append(show(f"{fit(keys, 14)} {action.label(page.session.lang)}{clause}"))
            refusal = page.refusal(action)
            if refusal is not None:
                folded_lines = folded(show(explain(refusal, page.session).what), ROOM - _HANGING)
                lines += [show(" " * _HANGING).append_text(part) for part in folded_lines]
        parts.append(Text("\n").join(lines))
    if page.SCOPE in _FORMS:
        kind, hint = _FORMS[page.SCOPE]
        lines = [strong(page.t("help.fields"))]
        for one in typed(kind):
            label = page.t(words.field_key(one.noun, one.path))
            lines.append(show(f"{label}: {page.t(f'{hint}.{one.name}')}"))
        parts.append(Text("\n").join(lines))
    parts.append(show(page.t("help.lists")))
    return Text("\n\n").join(parts)
