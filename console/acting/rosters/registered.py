"""What the organisation registered (R11), proved here: the screening list is fetched, and its digest stands in the signed roster."""

from console.acting.own_trust import Own
from console.acting.rosters import rule_files
from console.acting.steps import Core
from console.domain.content import quoted
from console.domain.content.lists import Registered, ScreeningList
from console.domain.rosters.rule_files import Kind, Named
from console.errors import ConsoleError
from console.wire.requests.drafts import Draft


def of_draft(core: Core, own: Own, draft: Draft) -> Registered:
    """Return the register by which a form is judged; an empty one where its text quotes nothing that could be registered.

    Raises ConsoleError `rule_file_differs`, `rule_file_missing`, and what proving the roster raises.
    """
    if not draft.quoted and not quoted.found(draft.signature + draft.body + draft.opt_out):
        return Registered()
    ref = own.chain(core).trust.newest.screening
    file = rule_files.fetched(core, Named(Kind.SCREENING, ref.version, ref.digest))
    if file is None or not isinstance(file.says, ScreeningList):
        raise ConsoleError("rule_file_missing", rule_file=Kind.SCREENING, name=ref.version, digest=ref.digest)
    return file.says.registered
