"""The number plan that counts on a day: the shipped one, or the newest that the roster names, judged here by its digest."""

from datetime import date

from console.acting.rosters import rule_files as acting
from console.acting.steps import Core
from console.contacts.plan import plans, texts
from console.domain.contacts import number_plans
from console.domain.contacts.phone import NumberPlan
from console.domain.rosters import rule_files
from console.domain.rosters.rule_files import Kind, Named, RuleFile
from console.errors import ConsoleError
from console.wire.rosters import rule_files as wire


def on(core: Core, day: date) -> NumberPlan:
    """Return the plan that counts on a day; raises ConsoleError `rule_file_missing`, `rule_file_differs`."""
    return number_plans.on(day, plans(), [plan for plan, _ in _brought(core)])


def file_on(core: Core, day: date) -> RuleFile:
    """Return the same with its text; raises as `on` does."""
    brought = {plan.version: file for plan, file in _brought(core)}
    plan = on(core, day)
    return brought.get(plan.version) or rule_files.opened(Kind.NUMBERS, texts()[plan.version].encode())


def _brought(core: Core) -> list[tuple[NumberPlan, RuleFile]]:
    rows: list[wire.RuleFileRow] = core.call(wire.RuleFilesInForce())
    found = []
    for row in rows:
        if row.kind != Kind.NUMBERS or row.until:
            continue
        file = acting.fetched(core, Named(Kind.NUMBERS, row.name, row.digest))
        if file is None or not isinstance(file.says, NumberPlan):
            raise ConsoleError("rule_file_missing", rule_file=row.kind, name=row.name, digest=row.digest)
        found.append((file.says, file))
    return found
