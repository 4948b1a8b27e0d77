"""What takes two people: such an act says its own rule (architecture section 4)."""

from enum import StrEnum
from typing import Any, ClassVar, get_args

import msgspec


class Part(StrEnum):
    """The part that a person plays in a two-person act."""

    RELEASING_OPERATOR = "releasing_operator"
    FIRST_APPROVER = "first_approver"
    LAST_APPROVER = "last_approver"
    MANAGER = "manager"
    MANAGER_ELSEWHERE = "manager_elsewhere"  # of a department that does not operate the frozen thing
    CUSTODIAN = "custodian"
    CUSTODIAN_OR_SUPERIOR = "custodian_or_superior"
    INCOMING_CUSTODIAN = "incoming_custodian"
    CUSTODIAN_OR_STANDBY = "custodian_or_standby"  # the B角, dormant or awake
    GENERAL_MANAGER_OF_DEPARTMENT = "general_department_manager"  # the manager of the General Department
    GENERAL_WITNESS = "general_witness"
    REGISTRAR = "registrar"
    OPTOUT_KEEPER = "optout_keeper"  # who may enter refusals: drafters, operators, the registrar
    GENERAL_MANAGER = "general_manager"
    SUPERVISOR = "supervisor"  # the supervising manager of the department concerned
    GENERAL_SUPERVISOR = "general_supervisor"  # the supervising manager of the General Department


class Rule(msgspec.Struct, frozen=True):
    """Who proposes an act, and who then confirms it; all must be different people.

    `name` is what stored proposals, the ledger and the catalogue (`pair-…`) call the act; it never changes. If it `lets_go`, messages are
    sent after it: its proposer releases, and so must have pledged (A2).
    """

    name: str
    clause: str
    proposes: Part
    confirms: tuple[Part, ...]
    lets_go: bool = False


class PairAct(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="act"):
    """An act that one person proposes and another confirms."""

    RULE: ClassVar[Rule]

    @property
    def rule(self) -> Rule:
        """The rule of this very act."""
        return self.RULE

    @classmethod
    def rules(cls) -> tuple[Rule, ...]:
        """Every rule that an act of the class may have."""
        return (cls.RULE,)


def names(acts: Any) -> list[str]:
    """The names of the rules of an act's class, or of each in a union of them."""
    return [rule.name for act in get_args(acts) or (acts,) for rule in act.rules()]
