"""The shipped number plan beside the package `phonenumbers` of the day: every head on which they differ has its reason."""

from typing import Final

import phonenumbers

from console.contacts import samples
from console.contacts.plan import newest_plan
from console.domain.contacts.phone import NumberClass

OURS: Final = {
    (
        "14900",
        "14999",
    ): "data cards of China Telecom (domain.md, section 5); the package does not know the head",
    ("17406", "17412"): "emergency communication (domain.md, section 5); the package ends at 17405",
    ("17490", "17499"): "satellite telephones of China Telecom; the package does not know the head",
}
"""Five-digit heads, first and last, that our plan has and the package has not, with the reason why we have them."""
THEIRS: Final = {
    (
        "16100",
        "16109",
    ): "the package has 1610; no head table of the sources names it, so it is kept with a warning",
}
"""The same the other way round; our plan keeps such numbers with a warning, so that nobody loses one."""
_TAILS: Final = ("000000", "123456", "567890", "999999")


def mobile(digits: str) -> bool:
    """Whether the package takes it for a mobile number of China."""
    number = phonenumbers.parse(f"+86{digits}")
    kind = phonenumbers.number_type(number)
    return kind == phonenumbers.PhoneNumberType.MOBILE and phonenumbers.is_valid_number(number)


def spread(table: dict[tuple[str, str], str]) -> set[str]:
    return {str(head) for first, last in table for head in range(int(first), int(last) + 1)}


def test_every_head_on_which_the_plan_and_the_package_differ_has_a_reason() -> None:
    plan, ours, theirs = newest_plan(), set(), set()
    for head in map(str, range(13000, 20000)):
        known = {mobile(head + tail) for tail in _TAILS}
        assert len(known) == 1, f"the package looks deeper than five digits at {head}"
        assigned = plan.number_class(int(head + _TAILS[0])) is not NumberClass.UNASSIGNED
        if assigned and known == {False}:
            ours.add(head)
        if not assigned and known == {True}:
            theirs.add(head)
    # One that is left over here is as much a fault as one that lacks: the package has caught up, or the plan was mended.
    assert ours == spread(OURS)
    assert theirs == spread(THEIRS)
    assert all(NumberClass(plan.number_class(int(head + _TAILS[0]))).sendable for head in theirs)


def test_nobody_can_have_a_number_of_the_good_samples() -> None:
    assert not [number for number in samples.numbers(10_000) if mobile(str(number))]


def test_the_real_heads_of_the_dirty_sample_are_followed_by_zeros() -> None:
    plain = [row for row in samples.DIRTY_ROWS if len(row) == 11 and row.isascii() and row.isdecimal()]
    real = [
        row for row in plain if newest_plan().judge(row) not in {NumberClass.UNASSIGNED, NumberClass.BAD_HEAD}
    ]
    assert real
    assert all(row.rstrip("0") == row[: len(row.rstrip("0"))] and len(row.rstrip("0")) <= 5 for row in real)
