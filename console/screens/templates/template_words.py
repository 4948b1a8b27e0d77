"""What a request has of the template that it names, as approvers and the drafter read it."""

from rich.text import Text

from console.acting.requests.templates import Against, against
from console.domain import acts
from console.look.senses import Sense
from console.screens.session import Session
from console.views.templates import notes
from console.widgets.parts import hung
from console.wire.requests.approvals import ScopeCard


def pairs(session: Session, act: acts.Request, card: ScopeCard) -> list[tuple[str, str]]:
    """What was changed, and the template's text, as labelled values; nothing for a request that names no template.

    Raises ConsoleError("template_differs") as `against` does.
    """
    held = against(act, card.template, card.template_newest)
    if held is None:
        return []
    said = "\n".join(words for _, words in notes(session.viewer, held))
    says = held.kept.says
    return [
        (session.t("template.template"), said),
        (session.t("template.whole"), says.signature + says.body + says.opt_out),
    ]


def above(session: Session, held: Against | None, width: int) -> Text:
    """The same above a statement that is about to be signed; empty without a template."""
    lines = [
        line
        for sense, words in notes(session.viewer, held)
        for line in hung(sense or Sense.PLAIN, words, width)
    ]
    return Text("\n").join([*lines, Text("")]) if lines else Text("")
