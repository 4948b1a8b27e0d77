"""A thing by the number that its signer typed: the desk alone knows which thing that is, so the signed bytes must say the number.

It stands in the act, or in the signed text that the act names by its digest: a request, the report of a loss, an application.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Any, Final

import msgspec

from console.acting import erasure
from console.acting.steps import Core
from console.domain import acts
from console.domain.archive.emergencies import EmergencyAcknowledgement
from console.domain.content.appeals import ReleaseText
from console.domain.credentials.custody import CustodyAct
from console.domain.erasure.erasing import Erase
from console.domain.people.enrolment import Application
from console.domain.sending.trials import Trial
from console.domain.two_person.pairs import Proposal, Rearm
from console.errors import ConsoleError
from console.signing.statements import digest
from console.wire import calls
from console.wire.archive.forms import FindNumber, Numbered
from console.wire.credentials.losses import LossDetail
from console.wire.people.enrolment import ApplicationDetail


class _Text(msgspec.Struct):
    number: str


def insist(core: Core, act: msgspec.Struct, typed: str) -> None:
    """Insist that an act is about what has the number `typed`, and where it is about a slot that is named, about that slot.

    Of a confirmation, `act` is the proposal. `typed` may begin with what it numbers (`loss:`). Raises ConsoleError("prepared_differs").
    """
    says, name = act.act if isinstance(act, Proposal) else act, typed.rpartition(":")[2]
    slot = getattr(says, "slot", 0) or "[1-9][0-9]?"
    fits = (rf"{re.escape(_folded(number))}(\.{slot})?" for number in _numbers(core, says, name))
    if not any(re.fullmatch(one, _folded(name)) for one in fits):
        raise ConsoleError("prepared_differs", fields="number")


def _folded(number: str) -> str:
    return unicodedata.normalize("NFC", number.strip()).casefold()


def _numbers(core: Core, says: msgspec.Struct, name: str) -> list[str]:
    """The numbers of what an act is about; none for a thing that has none."""
    if isinstance(says, Erase):
        return erasure.numbers(core, says)
    if isinstance(says, Rearm):
        return [says.dispatcher]
    if isinstance(says, _NUMBERED):
        return [says.number]
    if isinstance(says, ReleaseText):
        # A draft is not signed: what was submitted before under its id has its number.
        return _number(core.call(calls.RequestDetail(says.draft)).statement)
    for field, text in _TEXTS.items():
        named = getattr(says, field, "")
        if named:
            place: Numbered = core.call(FindNumber(name))
            found: str = text(core, place.id)
            return _number(found) if digest(found.encode()) == named else []
    return []


_NUMBERED: Final = acts.Request | Application | EmergencyAcknowledgement | CustodyAct | Trial
_TEXTS: Final[dict[str, Callable[[Core, int], Any]]] = {
    "request": lambda core, id_: core.call(calls.RequestDetail(id_)).statement,
    "case": lambda core, id_: core.call(LossDetail(id_)).report,
    "application": lambda core, id_: core.call(ApplicationDetail(id_)).statement,
}
"""How the signed text is read that an act names by its digest, by the act's field."""


def _number(text: str) -> list[str]:
    try:
        return [msgspec.json.decode(text, type=_Text).number]
    except msgspec.DecodeError:
        return []
