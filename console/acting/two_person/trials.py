"""Trials (R2): what is signed is the gateway file, the text and the telephones that the signer read."""

from collections.abc import Mapping

from console.acting import declared
from console.acting.approvals import cards
from console.acting.steps import Core
from console.domain.sending.trials import Trial
from console.errors import ConsoleError
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.requests.rows import RequestView
from console.wire.sending.trials import TriedLine


def of_gateway(core: Core, line: TriedLine, said: Mapping[str, Given], *, by: str) -> Prepared:
    """Have the trial of a gateway prepared, with its file and sentence as they were read; raises ConsoleError("prepared_differs")."""
    shown = {"gateway": line.gateway, "file": line.digest, "request": "", "text": line.text}
    return declared.prepare(core, Trial, line.gateway, said, shown, by=by)


def of_request(
    core: Core, view: RequestView, line: TriedLine, said: Mapping[str, Given], *, by: str
) -> Prepared:
    """Have the trial of an approved text prepared, which the signed request in `view` holds; raises as `of_gateway`."""
    text = cards.statement(view.statement, view.digest).text.whole()
    shown = {"gateway": line.gateway, "file": line.digest, "request": view.digest, "text": text}
    return declared.prepare(core, Trial, f"request:{view.row.id}", said, shown, by=by)


def line_of(lines: list[TriedLine], gateway: str) -> TriedLine:
    """Return what the file of a gateway has for trials; raises ConsoleError("no_gateway_file") if there is none."""
    for line in lines:
        if line.gateway == gateway:
            return line
    raise ConsoleError("no_gateway_file", gateway=gateway)
