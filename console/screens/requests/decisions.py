"""The dialog of a step on a request: the fields of its act, the passphrase, and the signature on what the person read."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

from rich.text import Text

from console.acting import steps
from console.acting.approvals import decisions
from console.acting.approvals.decisions import On
from console.domain import acts
from console.screens import act_form, signing
from console.screens.page import Page
from console.widgets.modals import Filled, Form, Line
from console.wire import calls
from console.wire.acts import Given
from console.wire.answers import Done

Enact = Callable[[Mapping[str, Given], Callable[[], Done]], Any]
"""Submits a signed step; takes the values from the dialog and a function that makes the submission."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def decide(  # noqa: PLR0913 - what a dialog asks of its page
    page: Page,
    kind: type[acts.Step],
    on: Callable[[], On],
    title: Callable[[], str],
    about: Callable[[], Text],
    then: Callable[[Any], None],
    *,
    given: Mapping[str, Given] = _NOTHING,
    counts: Mapping[str, int] = _NOTHING,
    begun: Mapping[str, str] = _NOTHING,
    also: Sequence[Line] = (),
    shown: Mapping[str, object] = _NOTHING,
    enact: Enact = lambda _, take: take(),
) -> None:
    """Ask what a step needs, below the words of `about`, and sign it; `on` is called at the signature.

    `given` are fields that are known already, `counts` the numbers typed again, `begun` texts that stand in their lines at first,
    `also` lines that do not belong to the act, and `shown` further fields that were shown to the signer.
    """
    session = page.session

    def form() -> Form:
        made = act_form.asking(page, kind, given, counts, begun)
        return made._replace(lines=[*made.lines, *also], passphrase=signing.passphrase_field(session))

    def job(filled: Filled) -> Any:
        said = act_form.answered(page, kind, given, filled)
        core = session.desk()
        prepared = decisions.step(core, kind, on(), said, by=session.person, **shown)
        signing.insist_apart(prepared, filled)
        opens = partial(signing.unlocked, session, filled)
        signature = steps.sign(core, steps.read(prepared), prepared, opens)

        def take() -> Done:
            done: Done = core.call(calls.Enact(prepared.text, signature))
            return done

        return enact(said, take)

    page.act(title, about, form, job, then)
