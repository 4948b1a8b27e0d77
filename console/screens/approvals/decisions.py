"""The dialog of a step on a request: what its act asks for, the passphrase, and the signature on what was read."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from rich.text import Text

from console.acting import decisions, steps
from console.acting.decisions import On
from console.domain import acts
from console.screens import act_form, signing
from console.screens.page import Page
from console.widgets.modals import Filled, Form, Line
from console.wire import calls, views
from console.wire.acts import Given

Enact = Callable[[Mapping[str, Given], Callable[[], views.Done]], Any]
"""Sends a signed step in; takes what was said and what does it."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def decide(
    page: Page,
    kind: type[acts.Step],
    on: Callable[[], On],
    title: Callable[[], str],
    about: Callable[[], Text],
    then: Callable[[Any], None],
    *,
    given: Mapping[str, Given] = _NOTHING,
    counts: Mapping[str, int] = _NOTHING,
    also: Sequence[Line] = (),
    shown: Mapping[str, object] = _NOTHING,
    enact: Enact = lambda _, take: take(),
) -> None:
    """Ask what a step needs under what it is about, and sign it; `on` is asked for at the signature.

    `given` are fields that need no asking, `counts` the numbers that are typed again, `also` lines that are no part of the act,
    `shown` further fields that the signer was told of.
    """
    session = page.session

    def form() -> Form:
        made = act_form.asking(page, kind, given, counts)
        return made._replace(lines=[*made.lines, *also], passphrase=signing.passphrase_field(session))

    def job(filled: Filled) -> Any:
        said = act_form.answered(page, kind, given, filled)
        core = session.desk()
        prepared = decisions.step(core, kind, on(), said, by=session.person, **shown)
        signing.insist_apart(prepared, filled)
        signature = steps.sign(core, prepared, signing.unlocked(session, filled))

        def take() -> views.Done:
            done: views.Done = core.call(calls.Enact(prepared.text, signature))
            return done

        return enact(said, take)

    page.act(title, about, form, job, then)
