"""The calls that have a declared act prepared, in a line each."""

from collections.abc import Sequence
from typing import Any, Final

from console.domain.acts import Pledge, tag
from console.domain.shapes import SignedAct
from console.wire.acts import Prepare

CLAUSES: Final = tuple(range(1, 13))
"""Of the pledge that is in force in the tests."""


def asked(kind: type[SignedAct], subject: str = "", head: str = "", **said: Any) -> Prepare:
    return Prepare(tag(kind), subject, head, said)


def pledge(
    department: str = "business", accepted: Sequence[int] = CLAUSES, witness: str = "zhengtao"
) -> Prepare:
    return asked(Pledge, department=department, accepted=list(accepted), witness=witness)
