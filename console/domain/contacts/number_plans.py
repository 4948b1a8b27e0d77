"""A number plan as a rule file (R10): its text read with every fault by line, and which of several plans counts on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

import msgspec

from console.domain.contacts.phone import Carrier, NumberClass, NumberPlan, is_mobile_form
from console.domain.toml_lines import FileFaultError, Path, fault
from console.domain.toml_lines import read as read_toml

_Words = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
_Head = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{1,12}\Z")]
_MOBILE = frozenset(
    {
        NumberClass.MOBILE, NumberClass.VIRTUAL_OPERATOR, NumberClass.DATA_CARD, NumberClass.SATELLITE,
        NumberClass.EMERGENCY,
    }
)  # fmt: skip
_REFUSED = frozenset(
    {NumberClass.IOT13, NumberClass.LANDLINE, NumberClass.SHORT_CODE, NumberClass.SERVICE_NUMBER}
)


class Heads(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"kind": "class"}):
    """Heads of eleven-digit numbers of one class, first assigned to one carrier."""

    kind: NumberClass
    carrier: Carrier
    heads: Annotated[list[_Head], msgspec.Meta(min_length=1)]


class Refused(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"kind": "class"}):
    """Digit strings of these lengths with these heads, which are not mobile numbers."""

    kind: NumberClass
    lengths: Annotated[list[Annotated[int, msgspec.Meta(ge=1, le=40)]], msgspec.Meta(min_length=1)]
    heads: Annotated[list[_Head], msgspec.Meta(min_length=1)]


class PlanFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A plan as it is written: its version, from which day it counts, what it was compiled from, and the heads."""

    version: Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,39}\Z")]
    effective_from: date
    sources: Annotated[list[_Words], msgspec.Meta(min_length=1)]
    heads: Annotated[list[Heads], msgspec.Meta(min_length=1)]
    refused: list[Refused]


def read(text: str) -> NumberPlan:
    """Return the plan that a text spells; raises FileFaultError with the line of what is wrong."""
    file = read_toml(text, PlanFile)
    seen: set[str] = set()
    for nth, entry in enumerate(file.heads):
        if entry.kind not in _MOBILE:
            raise fault(text, ("heads", nth, "class"), str(entry.kind))
        for head in entry.heads:
            at: Path = ("heads", nth, "heads")
            if not (3 <= len(head) <= 5 and is_mobile_form(head.ljust(11, "0"))):
                raise fault(text, at, head)
            if head in seen:
                raise _twice(text, at, head)
            seen.add(head)
    for nth, other in enumerate(file.refused):
        if other.kind not in _REFUSED:
            raise fault(text, ("refused", nth, "class"), str(other.kind))
    return NumberPlan.from_toml(text)


def _twice(text: str, at: Path, head: str) -> FileFaultError:
    found = fault(text, at, head)
    return FileFaultError("head_twice", found.line, found.field, detail=head)


def on(day: date, shipped: Iterable[NumberPlan], brought: Iterable[NumberPlan]) -> NumberPlan:
    """Return the plan that counts on a day: the newest that has begun, a brought one before a shipped one of the same day.

    Before the first of all begins, it is the first shipped one. ValueError if none is shipped.
    """
    base = sorted(shipped, key=lambda plan: plan.effective_from)
    begun = [(plan.effective_from, False, plan.version, plan) for plan in base]
    begun += [(plan.effective_from, True, plan.version, plan) for plan in brought]
    begun = [one for one in begun if one[0] <= day]
    if not base:
        raise ValueError("no number plan is shipped")
    return max(begun, key=lambda one: one[:3])[3] if begun else base[0]


def heads_of(plan: NumberPlan) -> dict[tuple[str, str], tuple[str, ...]]:
    """The heads of each class and carrier, as short as they can be written; without those of no carrier."""
    found: dict[tuple[str, str], list[str]] = {}
    for span in plan.spans:
        if span.number_class is NumberClass.UNASSIGNED:
            continue
        low, after = span.first // _FIVE, span.after // _FIVE
        heads = found.setdefault((str(span.number_class), str(span.carrier)), [])
        while low < after:
            size = next(one for one in (100, 10, 1) if low % one == 0 and low + one <= after)
            heads.append(str(low // size))
            low += size
    return {key: tuple(heads) for key, heads in found.items()}


_FIVE = 1_000_000
"""Numbers with the same first five digits."""
