"""The words for a fault beside its field, which need not name the field."""

from textual.widgets import Input, TextArea

from console.domain.refusals import Refusal
from console.locale import words
from console.screens.failures import beside
from console.screens.session import Session
from console.widgets.fields import Field, value_of
from console.widgets.picked import Picked


def fault_words(field: Field, refusal: Refusal, session: Session) -> str:
    """What is wrong, with the number of the clause; a field in which nothing was typed is called empty, not wrong."""
    if refusal.code != "field_missing":
        return beside(refusal, session)
    key = "form.empty" if _empty(field) else "form.missing"
    return session.t(key, clause=words.cited(refusal.clause, session.lang))


def _empty(field: Field) -> bool:
    control = field.control
    if isinstance(control, Picked):
        return not control.value.strip()
    return isinstance(control, Input | TextArea) and not value_of(control).strip()
