"""Acknowledging a department's own rules (R0): the bytes must hold exactly the text that the manager gave."""

from collections.abc import Mapping

from console.acting import declared
from console.acting.steps import Core, read
from console.domain.people.department_rules import DepartmentRules
from console.errors import ConsoleError
from console.signing.statements import digest
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.people.department_rules import RulesText


def shown(text: RulesText) -> DepartmentRules:
    """Return the signed rules that an answer holds; raises ConsoleError unless they have the digest that the answer names."""
    act = read(Prepared(text.statement))
    if digest(text.statement.encode()) != text.row.digest or not isinstance(act, DepartmentRules):
        raise ConsoleError("prepared_differs", fields="statement")
    return act


def prepare(core: Core, department: str, said: Mapping[str, Given], *, by: str, version: int = 0) -> Prepared:
    """Have the next version prepared and check it; raises ConsoleError("prepared_differs").

    `version` is the number that the signer was told they sign (0: they were not told one).
    """
    act = {"department": department} | ({"version": version} if version else {})
    return declared.prepare(core, DepartmentRules, department, said, act, by=by)
