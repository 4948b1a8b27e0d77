"""Signing the pledge (Attachment 2): the clauses shown are this program's own, and the bytes say that all are accepted."""

from collections.abc import Mapping

from console.acting import declared
from console.acting.steps import Core
from console.domain import acts
from console.domain.people import pledges
from console.errors import ConsoleError
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.people.personnel import Pledge, PledgeText


def text(core: Core) -> PledgeText:
    """Return the pledge in force; raises ConsoleError("pledge_text_differs") unless this program ships exactly the same clauses."""
    given: PledgeText = core.call(Pledge())
    try:
        own = pledges.shipped(given.version)
    except pledges.PledgeTextError as error:
        raise ConsoleError("no_pledge_text", version=given.version) from error
    numbered = [(number, one.zh, one.en) for number, one in enumerate(own.clause, 1)]
    if numbered != [(one.number, one.zh, one.en) for one in given.clauses]:
        raise ConsoleError("pledge_text_differs", version=given.version)
    return given


def prepare(core: Core, given: PledgeText, said: Mapping[str, Given], *, by: str) -> Prepared:
    """Have the pledge that was read prepared, and check it; raises ConsoleError("prepared_differs")."""
    return declared.prepare(core, acts.Pledge, "", said, {"version": given.version}, by=by)
